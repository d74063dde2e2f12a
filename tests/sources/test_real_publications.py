"""Answers of the publishers' own interfaces, when these lie beside the checkout: every work is read, or told of."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from samples import document

from sources.catalog import PUBLICATIONS
from sources.model import Work
from sources.publications import crossref

pytestmark = pytest.mark.real


def answers(shared: Path) -> list[Path]:
    return sorted((shared / "data/publications/crossref").glob("*.json.gz"))


def items(path: Path) -> list[dict[str, Any]]:
    message = json.loads(gzip.decompress(path.read_bytes()))["message"]
    return list(message.get("items", [message]))


def test_all_works_of_all_answers_are_read_with_as_many_authors_as_they_have(shared: Path) -> None:
    paths = answers(shared)
    assert len(paths) == 20
    for path in paths:
        found, said = list(crossref.parse_works(document(path.name, path.read_bytes()))), items(path)
        assert len(found) == len(said)
        assert all(isinstance(work, Work) for work in found)
        read = {work.work_id: work for work in found if isinstance(work, Work)}
        for item in said:
            work = read[next(key for key in read if key.lower() == str(item["DOI"]).lower())]
            assert len(work.contributors) == len(item.get("author", []))
            assert {funding.funder for funding in work.fundings} == {funder["name"] for funder in item.get("funder", [])}


def test_publications_that_call_themselves_verified_are_read_whole_here() -> None:
    assert {source.name for source in PUBLICATIONS if source.standing == "verified"} == {crossref.SOURCE.name}
