"""The readers of lists on the publishers' own files, when these lie beside the checkout: counts equal the files', damage is refused."""

import csv
import gzip
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from real_files import MIRRORED, items, mirrored, one, sub_lists
from samples import entities

from sources.catalog import CATALOG, by_name
from sources.errors import FetchError, SourceChanged, SourceDamaged
from sources.lists import (
    au_dfat,
    ca_sema,
    ch_seco,
    jp_mof,
    un_sc,
    us_bis_dpl,
    us_ofac_cons,
    us_ofac_sdn,
    us_trade_csl,
)
from sources.model import Entity, Reader, Rejected

pytestmark = pytest.mark.real


def test_ofac_counts_equal_the_files(shared: Path) -> None:
    found, reasons = items(us_ofac_sdn, mirrored(us_ofac_sdn, shared))
    assert reasons == {}
    assert len(found) == 8_976
    assert Counter(entity.kind for entity in found) == {"person": 4_620, "organisation": 3_673, "vessel": 406, "aircraft": 277}
    from_alt = 11_910
    doubled = _names_said_twice(shared)
    quoted = sum(1 for entity in found for name in entity.names if name.kind == "weak")
    assert sum(len(entity.names) for entity in found) - len(found) - quoted in range(from_alt - doubled, from_alt + 60)


def test_ofac_non_sdn_counts_equal_the_files(shared: Path) -> None:
    found, reasons = items(us_ofac_cons, mirrored(us_ofac_cons, shared))
    assert reasons == {}
    assert len(found) == 442
    assert Counter(entity.kind for entity in found) == {"person": 79, "organisation": 363}
    counts = sub_lists(found)
    assert (counts["UKRAINE-EO13662"], counts["RUSSIA-EO14024"], counts["NS-PLC"], counts["CMIC-EO13959"]) == (286, 93, 78, 68)


def test_denied_person_counts_equal_the_file_but_for_two_rows_that_stand_twice(shared: Path) -> None:
    found, reasons = items(us_bis_dpl, mirrored(us_bis_dpl, shared))
    assert len(found) == 581 - 2
    assert reasons == {("rejected.id_twice", "warning"): 2, ("rejected.same_twice", "warning"): 2}


def test_australian_counts_equal_the_file(shared: Path) -> None:
    found, reasons = items(au_dfat, mirrored(au_dfat, shared))
    assert reasons == {}
    place = shared / "data/mirror/www.dfat.gov.au/sites/default/files/regulation8_consolidated.xlsx"
    rows = [row[:4] for row in load_workbook(place, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True) if row[0]]
    assert len(rows) == 9_553
    numbers = {re.match(r"\d+", str(row[0])) for row in rows}
    assert len(found) == len({match[0] for match in numbers if match})
    said = {" ".join(str(row[1]).split()) for row in rows}
    assert said == {name.text for entity in found for name in entity.names}


def _names_said_twice(shared: Path) -> int:
    """Aliases that repeat a name of their entry letter for letter, in alt.csv."""
    with (shared / "data/mirror/www.treasury.gov/ofac/downloads/alt.csv").open(newline="") as file:
        rows = [(row[0], row[2], row[3]) for row in csv.reader(file) if len(row) == 5]
    return len(rows) - len(set(rows))


def test_csl_counts_equal_the_file_but_for_one_row_that_stands_twice(shared: Path) -> None:
    documents = mirrored(us_trade_csl, shared)
    found, reasons = items(us_trade_csl, documents)
    with (shared / "data/mirror/data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv").open(newline="") as file:
        rows = Counter(row["source"] for row in csv.DictReader(file))
    expected = {us_trade_csl.LISTS[name][0]: count for name, count in rows.items()}
    assert len(expected) == 13
    assert sub_lists(found) == expected | {"CAP": expected["CAP"] - 1}
    assert reasons == {("rejected.same_twice", "warning"): 1, ("rejected.mended_letters", "warning"): 3}


@pytest.mark.parametrize(("edition", "count"), [("2024-11-30", 879), ("2025-04-19", 877), ("2025-11-18", 1_000), ("2026-02-27", 1_003)])
def test_un_counts_equal_the_files(shared: Path, edition: str, count: int) -> None:
    path = shared / "data/editions/un_sc" / edition / "consolidated.xml"
    found, reasons = items(un_sc, one(un_sc, path))
    assert len(found) == count
    assert set(reasons) <= {("rejected.unreadable_name", "warning")}
    assert sub_lists(found) == Counter(element.text for element in etree.parse(path).iter("UN_LIST_TYPE"))


@pytest.mark.parametrize(("edition", "count", "twice"), [("2020-04", 1_369, 0), ("2025-05", 4_759, 1)])
def test_canadian_counts_equal_the_files(shared: Path, edition: str, count: int, twice: int) -> None:
    found, reasons = items(ca_sema, one(ca_sema, shared / "data/editions/ca_sema" / edition / "sema-lmes.xml"))
    assert len(found) == count
    assert sum(reasons.values()) == reasons["rejected.id_twice", "warning"] == twice


def test_the_three_targets_of_the_swiss_example_are_read_but_not_as_a_list(shared: Path) -> None:
    path = shared / "data/editions/ch_seco/2024-01-17-example-delta/seco.xml"
    with pytest.raises(SourceChanged) as caught:
        items(ch_seco, one(ch_seco, path))
    assert caught.value.facts["found"] == "list-type=amendment"
    documents, absent = one(ch_seco, path), {"place", "entity", "foreign-identifier", "/address", "effective-date", "location", "country"}
    content = documents["whole-list.xml"].content.replace(b"amendment", b"whole-list", 1)
    reader = ch_seco.parse({"whole-list.xml": replace(documents["whole-list.xml"], content=content)})
    found, left = list[Entity | Rejected](), ""
    try:
        for item in reader:
            found.append(item)
    except SourceChanged as error:
        left = str(error.facts["field"])
    assert [type(item) for item in found] == [Entity] * 3
    assert any(name in left for name in absent)


@pytest.mark.parametrize("reader", MIRRORED, ids=lambda reader: reader.SOURCE.name)
def test_floors_lie_well_under_the_real_counts(shared: Path, reader: Reader) -> None:
    found, _ = items(reader, mirrored(reader, shared))
    counts = sub_lists(found)
    assert all(counts[name] >= floor for name, floor in reader.SOURCE.sub_lists.items())
    assert set(counts) <= set(reader.SOURCE.sub_lists)


@pytest.mark.parametrize("reader", MIRRORED, ids=lambda reader: reader.SOURCE.name)
def test_every_quote_cites_the_bytes_of_its_row(shared: Path, reader: Reader) -> None:
    documents = mirrored(reader, shared)
    for entity in entities(reader, documents):
        if reader.SOURCE.files[0].media == "xlsx":
            assert re.fullmatch(r".+ row \d+", entity.quote.locator)
            continue
        row = documents[entity.quote.document].content[entity.quote.start : entity.quote.end].decode()
        assert set(re.findall(r"\w{4,}", entity.quote.text[:3900].rpartition(" ")[0])) <= set(re.findall(r"\w{4,}", row))


@pytest.mark.parametrize("reader", MIRRORED, ids=lambda reader: reader.SOURCE.name)
def test_no_quote_of_a_person_repeats_nationality_birth_place_or_gender(shared: Path, reader: Reader) -> None:
    pattern = re.compile(
        r"<NATIONALITY|<GENDER|PLACE_OF_BIRTH|\bnationality [A-Z]|\bcitizen [A-Z]|\bPOB [A-Z]|Gender (?:Fem|M)ale|(?:Fem|M)ale, Gender"
    )
    found = [entity for entity in entities(reader, mirrored(reader, shared)) if entity.kind == "person"]
    assert [entity.entity_id for entity in found if pattern.search(entity.quote.text)] == []
    assert all(entity.addresses == () for entity in found)


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        (un_sc, "un_control_character/consolidated.xml"),
        (un_sc, "un_cut_in_the_middle/consolidated.xml"),
        (un_sc, "html_instead_of_list/consolidated.xml"),
        (un_sc, "empty/consolidated.xml"),
        (us_trade_csl, "us_csl_truncated_header_repeated/consolidated.csv"),
        (us_trade_csl, "header_only/consolidated.csv"),
        (us_trade_csl, "gzip_cut/consolidated.csv.gz"),
        (ca_sema, "latin1_instead_of_utf8/sema-lmes.xml"),
    ],
)
def test_a_damaged_copy_is_refused(shared: Path, reader: Reader, path: str) -> None:
    with pytest.raises((SourceDamaged, SourceChanged)):
        list(reader.parse(one(reader, shared / "data/broken" / path)))


def test_a_set_with_a_cut_file_is_refused(shared: Path) -> None:
    cut = (shared / "data/broken/us_ofac_sdn_cut_in_a_row/sdn.csv").read_bytes()
    documents = mirrored(us_ofac_sdn, shared)
    with pytest.raises(SourceDamaged):
        list(us_ofac_sdn.parse({**documents, "sdn.csv": replace(documents["sdn.csv"], content=cut)}))


@pytest.mark.parametrize("edition", ["2025-02", "2025-12"])
def test_files_of_two_editions_are_refused(shared: Path, edition: str) -> None:
    documents = mirrored(us_ofac_sdn, shared)
    for name in ("alt.csv", "add.csv", "sdn_comments.csv"):
        content = (shared / "data/editions/us_ofac_sdn" / edition / name).read_bytes()
        with pytest.raises(SourceDamaged) as caught:
            list(us_ofac_sdn.parse({**documents, name: replace(documents[name], content=content)}))
        assert caught.value.key == "source.orphan"


def test_a_well_formed_copy_with_most_persons_gone_falls_under_a_floor(shared: Path) -> None:
    found, _ = items(un_sc, one(un_sc, shared / "data/broken/un_shrunk_well_formed/consolidated.xml"))
    counts = sub_lists(found)
    assert [name for name, floor in un_sc.SOURCE.sub_lists.items() if counts[name] < floor]


def test_the_sample_rows_of_the_finance_ministry_are_read_under_its_own_header(shared: Path) -> None:
    (path,) = (shared / "data/facts/jp_mof").glob("*.csv")
    found, reasons = items(jp_mof, one(jp_mof, path))
    assert reasons == {}
    assert len(found) == 5
    assert all(entity.kind == "person" and entity.birth_dates and entity.listings[0].announced_on for entity in found)


def test_a_mirror_without_a_source_says_so(shared: Path) -> None:
    with pytest.raises(FetchError) as caught:
        mirrored(by_name("jp_meti_eul"), shared)
    assert caught.value.key == "fetch.not_in_mirror"


def test_the_older_copy_of_the_us_list_names_no_list_we_do_not_know(shared: Path) -> None:
    compact = json.loads(gzip.decompress((shared / "data/facts/us_csl/screening-list-compacted-2026-07-31.json.gz").read_bytes()))
    assert set(compact["countsBySource"]) <= set(us_trade_csl.LISTS)
    floors = us_trade_csl.SOURCE.sub_lists
    assert all(count >= floors[us_trade_csl.LISTS[name][0]] for name, count in compact["countsBySource"].items())


def test_every_source_that_calls_itself_verified_is_read_whole_here() -> None:
    verified = {reader.SOURCE.name for reader in CATALOG if reader.SOURCE.standing == "verified"}
    assert verified == {reader.SOURCE.name for reader in MIRRORED} | {"ror", "grid"}
