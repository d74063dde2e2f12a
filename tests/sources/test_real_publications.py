"""Answers of the publishers' own interfaces, when these lie beside the checkout: every work is read, or told of."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import document

from sources.catalog import PUBLICATIONS
from sources.model import Career, Document, Grant, Rejected, Work
from sources.publications import crossref, openalex, orcid, pubmed

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
        found, said = list(crossref.parse(document(path.name, path.read_bytes()))), items(path)
        assert len(found) == len(said)
        assert all(isinstance(work, Work) for work in found)
        read = {work.work_id: work for work in found if isinstance(work, Work)}
        for item in said:
            work = read[next(key for key in read if key.lower() == str(item["DOI"]).lower())]
            assert len(work.contributors) == len(item.get("author", []))
            assert {funding.funder for funding in work.fundings} == {funder["name"] for funder in item.get("funder", [])}


def read(folder: Path, pattern: str, parse: Callable[[Document], Iterator[Any]]) -> list[Any]:
    return [item for path in sorted(folder.glob(pattern)) for item in parse(document(path.name, path.read_bytes()))]


def test_every_openalex_work_of_answers_and_snapshot_is_read_without_a_field_left_over(shared: Path) -> None:
    answers = read(shared / "data/publications/openalex", "W*.json", openalex.parse)
    snapshot = read(shared / "data/publications/openalex_snapshot", "works*.gz", openalex.parse)
    assert (len(answers), len(snapshot)) == (2, 77)
    assert all(isinstance(work, Work) for work in answers + snapshot)
    assert all(author.orcid_by in ("", "index") for work in answers + snapshot for author in work.contributors)


def test_every_pubmed_citation_is_read_with_its_authors_places_and_grants(shared: Path) -> None:
    works = read(shared / "data/publications/pubmed", "medline*.gz", pubmed.parse)
    assert (len(works), all(isinstance(work, Work) for work in works)) == (604, True)
    authors = [author for work in works for author in work.contributors]
    assert (len(authors), sum(len(author.affiliations) for author in authors)) == (3590, 3288)
    assert (sum(bool(author.orcid) for author in authors), sum(len(work.fundings) for work in works)) == (122, 502)
    assert all(work.title and work.published_on for work in works)
    (found,) = read(shared / "data/publications/pubmed", "pubmed-*.xml", pubmed.parse)
    assert len(found.contributors) == 10


def test_orcids_own_examples_are_read_whole(shared: Path) -> None:
    folder = shared / "data/publications/orcid"
    found = read(folder, "record*-3.0.*", orcid.parse)
    careers = [one for one in found if isinstance(one, Career)]
    assert [len(career.affiliations) for career in careers] == [7, 10, 6]
    assert sum(isinstance(one, Grant) for one in found) == 4
    assert not any(isinstance(one, Rejected) for one in found)


def test_publications_that_call_themselves_verified_are_read_whole_here() -> None:
    assert {source.name for source in PUBLICATIONS if source.standing == "verified"} == {"crossref", "openalex", "pubmed"}
