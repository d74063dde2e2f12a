"""The readers of registries and publications on the publishers' own files, when these lie beside the checkout."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from real_files import items
from samples import document

from sources.model import Rejected
from sources.publications import crossref, orcid
from sources.registries import gleif, grid, jp_nistep, ror

pytestmark = pytest.mark.real


def test_registry_counts_equal_the_files(shared: Path) -> None:
    folder = shared / "data/registry/ror"
    names = ("ror-records-union-v2.jsonl.gz", "ror-records-union-v1only.jsonl.gz")
    found, reasons = items(ror, {name: document(name, (folder / name).read_bytes()) for name in names})
    assert reasons == {("rejected.turning_marks", "warning"): 1}
    assert len(found) == 35_990 + 15_380
    assert len({entity.entity_id for entity in found}) == len(found)
    tokyo = next(entity for entity in found if entity.entity_id == "https://ror.org/057zh3y96")
    assert tokyo.names[0].text == "The University of Tokyo"
    assert {"東京大学"} <= {name.text for name in tokyo.names}
    assert tokyo.addresses[0].country == "jp"


def test_grid_counts_equal_the_tables(shared: Path) -> None:
    folder = shared / "data/registry/grid"
    found, reasons = items(grid, {file.name: document(file.name, (folder / f"{file.name}.gz").read_bytes()) for file in grid.SOURCE.files})
    assert reasons == {}
    assert len(found) == 54_310
    lines = {name: gzip.decompress((folder / f"{name}.csv.gz").read_bytes()).count(b"\n") - 1 for name in ("aliases", "relationships")}
    assert sum(len(entity.related) for entity in found) == lines["relationships"] == 11_455
    assert sum(name.kind == "alias" for entity in found for name in entity.names) in range(lines["aliases"] - 30, lines["aliases"] + 1)
    assert sum(not place.country for entity in found for place in entity.addresses) < 20


def test_a_registry_dump_is_read_out_of_a_zip_as_zenodo_ships_it(shared: Path) -> None:
    lines = gzip.decompress((shared / "data/registry/ror/ror-records-union-v2.jsonl.gz").read_bytes()).splitlines()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("v2.8-2026-06-02-ror-data.csv", "id,names\n")
        archive.writestr("v2.8-2026-06-02-ror-data.json", b"[" + b",\n".join(lines) + b"]")
    found, reasons = items(ror, {"ror": document("ror", packed.getvalue())})
    assert reasons == {("rejected.turning_marks", "warning"): 1}
    assert len(found) == 35_990


def test_two_records_of_the_lei_interface_are_read(shared: Path) -> None:
    folder = shared / "data/mirror/api.gleif.org/api/v1/lei-records"
    found, reasons = items(gleif, {path.name: document(path.name, path.read_bytes()) for path in sorted(folder.iterdir())})
    assert reasons == {}
    assert {entity.entity_id for entity in found} == {path.name for path in folder.iterdir()}
    assert [entity.kind for entity in found] == ["organisation", "person"]
    assert {stake.state for entity in found for stake in entity.stakes} == {"unknown"}
    assert not [entity for entity in found if entity.kind == "person" and (entity.addresses or "HSIIDC" in entity.quote.text)]


def test_every_institution_of_the_japanese_dictionary_is_read(shared: Path) -> None:
    (path,) = (shared / "data/facts/jp_nistep").iterdir()
    found, reasons = items(jp_nistep, {"nistep.csv": document("nistep.csv", path.read_bytes())})
    assert {severity for _, severity in reasons} <= {"warning"}
    assert len(found) + reasons["rejected.same_twice", "warning"] == 1_215
    assert all(entity.addresses[0].country == "jp" for entity in found)


def test_all_crossref_answers_are_read(shared: Path) -> None:
    found = [
        work
        for path in sorted((shared / "data/publications/crossref").glob("*.gz"))
        for work in crossref.parse(document(path.name, path.read_bytes()))
    ]
    assert not [work for work in found if isinstance(work, Rejected)]
    assert len(found) == 480
    assert len({work.work_id for work in found if not isinstance(work, Rejected)}) == 403


@pytest.mark.parametrize(
    ("name", "posts"),
    [("record-3.0.xml", 7), ("record-full-3.0.json", 10), ("record-no-city-country-for-professional-activities-3.0.xml", 6)],
)
def test_orcid_samples_are_read(shared: Path, name: str, posts: int) -> None:
    career = orcid.parse_record(document(name, (shared / "data/publications/orcid" / name).read_bytes()))
    assert len(career.affiliations) == posts
    assert career.names
