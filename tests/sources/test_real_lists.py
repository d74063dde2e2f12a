"""The readers on the publishers' own files, when these lie beside the checkout: counts equal the files', damage is refused."""

import csv
import gzip
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from textwrap import wrap

import pytest
from lxml import etree
from make_sample_pdfs import EDGES_1286, HEAD_1286
from meti_pdf import draw
from openpyxl import load_workbook
from samples import NOW, document, entities
from written_pdf import draw_lines, draw_table

from sources.catalog import CATALOG, by_name
from sources.errors import FetchError, SourceChanged, SourceDamaged
from sources.fetch import fetch
from sources.lists import (
    au_dfat,
    ca_sema,
    ch_seco,
    jp_meti_eul,
    jp_meti_ru,
    jp_mof,
    un_sc,
    us_bis_dpl,
    us_bis_mieu,
    us_dod_1260h,
    us_dod_1286,
    us_fcc_covered,
    us_ofac_cons,
    us_ofac_sdn,
    us_trade_csl,
)
from sources.model import Document, Entity, Reader, Rejected, Snapshot
from sources.publications import crossref, orcid
from sources.registries import gleif, grid, jp_nistep, ror

pytestmark = pytest.mark.real
MIRRORED = (us_ofac_sdn, us_trade_csl, un_sc, ca_sema, us_ofac_cons, us_bis_dpl, au_dfat)


def mirrored(reader: Reader, shared: Path) -> dict[str, Document]:
    snapshot = fetch(reader.SOURCE, mirror=shared / "data" / "mirror", now=NOW)
    assert isinstance(snapshot, Snapshot)
    return {each.name: each for each in snapshot.documents}


def items(reader: Reader, documents: dict[str, Document]) -> tuple[list[Entity], Counter[tuple[str, str]]]:
    found = list(reader.parse(documents))
    reasons = Counter((item.reason, item.severity) for item in found if isinstance(item, Rejected))
    return [item for item in found if isinstance(item, Entity)], reasons


def one(reader: Reader, path: Path) -> dict[str, Document]:
    return {reader.SOURCE.files[0].name: document(reader.SOURCE.files[0].name, path.read_bytes())}


def sub_lists(found: list[Entity]) -> Counter[str]:
    return Counter(name for entity in found for name in {listing.sub_list for listing in entity.listings})


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


def _eul(shared: Path) -> Iterator[tuple[str, str, str, list[str], str, str]]:
    """(number, country, name, aliases, kinds of mass destruction, conventional) as somebody transcribed the list of 2025-09."""
    entries = json.loads((shared / "data/facts/jp_meti_eul/meti_eul_parsed_20250929.json").read_text(encoding="utf-8"))
    for entry in sorted(entries, key=lambda entry: int(entry["id"].rpartition("-")[2])):
        country, name = entry["addresses"][0], entry["entity_name"]
        if not name:  # the transcription ran the name into the country 37 times
            country, name = "People's Republic of China", country.removeprefix("People's Republic of China ")
        wmd = re.search(r"大量破壊兵器等の懸念: ([^;]+)", entry["reason"])
        arms = "CW" if "通常兵器の懸念: CW" in entry["reason"] else ""
        yield entry["id"].rpartition("-")[2], country, name, entry["aliases"], wmd[1].replace(" ", "\n") if wmd else "", arms


def test_all_835_bodies_of_the_end_user_list_come_out_of_a_pdf_like_the_ministrys(shared: Path) -> None:
    written = list(_eul(shared))
    rows = [
        (number, f"国名\n{country}", name, "\n".join(f"・{alias}" for alias in aliases), wmd, arms)
        for number, country, name, aliases, wmd, arms in written
    ]
    found = entities(jp_meti_eul, {"list.pdf": document("list.pdf", draw(rows))})
    assert len(found) == 835
    assert len({entity.entity_id for entity in found}) == 835
    assert all(address.country for entity in found for address in entity.addresses)
    assert len({address.country for entity in found for address in entity.addresses}) == 15
    for entity, (_, country, name, aliases, wmd, arms) in zip(found, written, strict=True):
        assert _words(" ".join(each.text for each in entity.names)) == _words(" ".join([name, *aliases]))
        assert entity.addresses[0].text == country
        assert set(entity.listings[0].categories) == set(re.findall("[BCMN]", unicodedata.normalize("NFKC", wmd))) | ({arms} - {""})


def _words(text: str) -> set[str]:
    """Letters in runs, without what a line end or a bracket may change: names that stand twice are one."""
    return {part for part in re.split(r"[\W_]+", unicodedata.normalize("NFKC", text.replace("・", " "))) if part and part.isascii()}


def _unglued(lines: Iterator[str]) -> Iterator[str]:
    """The transcription ran the last line of a page and the first of the next together: apart again, with the page's end."""
    number, placed = 0, True
    for line in lines:
        placed = placed or "所在地" in line.replace(" ", "")
        glued = re.match(r"(.*?[A-Za-z.);])([0-9０-９]{1,3}) ?(?=.{0,30}[\u3040-\u30ff\u3400-\u9fff])", line)
        if glued and placed and int(unicodedata.normalize("NFKC", glued[2])) == number + 1:
            yield glued[1]
            yield "\f"
            line = line[glued.end(1) :]
        first = re.match(r"([0-9０-９]{1,3})(?=.*[\u3040-\u30ff\u3400-\u9fff])", line)
        if first and placed and int(unicodedata.normalize("NFKC", first[1])) == number + 1:
            number, placed = number + 1, "所在地" in line.replace(" ", "")
        yield line


def test_all_644_bodies_of_the_export_bans_come_out_of_pdfs_like_the_ministrys(shared: Path) -> None:
    folder, documents = shared / "data/facts/jp_meti_ru", {}
    texts = ("250912_list_russia_tokutei", "list_belarus_tokutei", "250912_list_daisangoku_tokutei")
    for file, text in zip(jp_meti_ru.SOURCE.files, texts, strict=True):
        lines = (folder / f"{text}.pdf.txt").read_text(encoding="utf-8").split("\n")
        documents[file.name] = document(file.name, draw_lines([(40.0, line) for line in _unglued(iter(lines)) if line]))
    found, reasons = items(jp_meti_ru, documents)
    assert sub_lists(found) == {"Russia": 561, "Belarus": 27, "third countries": 56}
    assert set(reasons) <= {("rejected.alias_count", "warning")}
    assert sum(reasons.values()) < 4
    assert not [entity for entity in found if re.search(r"[\u3040-\u30ff]", entity.names[0].text)]
    assert sum(any(name.language == "ja" for name in entity.names) for entity in found) >= 643


@pytest.mark.parametrize(("edition", "count"), [("2022", 48), ("2023", 105), ("2024", 134), ("2025", 156)])
def test_every_row_of_four_section_1286_lists_comes_out_of_pdfs_like_the_departments(shared: Path, edition: str, count: int) -> None:
    with (shared / "data/editions/us_dod_1286" / edition / "section_1286.csv").open(newline="", encoding="utf-8") as file:
        rows = [(row["name"], [part for part in row["aliases"].split("; ") if part], row["country"]) for row in csv.DictReader(file)]
    found, reasons = items(us_dod_1286, {"list.pdf": document("list.pdf", _ruled(rows) if edition == "2025" else _listed(rows))})
    assert reasons == {}
    assert len(found) == len(rows) == count
    for entity, (name, aliases, _) in zip(found, rows, strict=True):
        printed = _words(" ".join([name, *aliases]))
        assert _words(" ".join(each.text for each in entity.names)) == printed


def _ruled(rows: list[tuple[str, list[str], str]]) -> bytes:
    cells = [
        ("\n".join(line for text in [name, *(f"• {alias}" for alias in aliases)] for line in wrap(text, 48)), "", country or "Other")
        for name, aliases, country in rows
    ]
    return draw_table([HEAD_1286, *cells], EDGES_1286)


def _listed(rows: list[tuple[str, list[str], str]]) -> bytes:
    lines = [
        (120.0, "Table 1: List of Institutions of the People’s Republic of China and Other"),
        (120.0, "Countries with Specified Characteristics"),
    ]
    for name, aliases, _ in rows:
        for indent, text in [(77.0, f"{name} a.k.a." if aliases else name), *((95.0, f"• {alias}") for alias in aliases)]:
            first, *more = wrap(text, 80)
            lines += [(indent, first), *((indent + 18, line) for line in more)]
    return draw_lines(lines)


def _facts(shared: Path, path: str) -> list[dict[str, str]]:
    with (shared / "data/facts" / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_military_company_of_the_notices_comes_out_with_its_name(shared: Path) -> None:
    rows = [row for row in _facts(shared, "us_dod_1260h/sanctions.csv") if row["Name"].count("(") == row["Name"].count(")")]
    body = "\n\n".join(row["Name"].strip() for row in rows)
    notice = f"in accordance with section 1260H:\n\n{body}\n\n    Dated: June 8, 2026.\n[FR Doc. 2026-1 Filed]\nBILLING CODE 6001-FR-P\n"
    found, reasons = items(us_dod_1260h, {"notice.txt": document("notice.txt", notice.encode())})
    assert len(found) + reasons["rejected.same_twice", "warning"] == len(rows) == 396
    assert {entity.names[0].text.rstrip(".*") for entity in found} <= {row["Clean Name"].strip().rstrip(".") for row in rows}


def test_every_maker_of_the_covered_list_is_named_and_every_class_told(shared: Path) -> None:
    rows = _facts(shared, "us_fcc/table.csv")
    lines = "".join("".join(f"<td>{escape(cell)}</td>" for cell in row.values()).join(("<tr>", "</tr>")) for row in rows)
    head = "<tr><th>Covered Equipment or Services*</th><th>Date of Inclusion on Covered List</th></tr>"
    page = f"<!DOCTYPE html><html><body><table>{head}{lines}</table></body></html>"
    found, reasons = items(us_fcc_covered, {"coveredlist": document("coveredlist", page.encode())})
    assert (len(found), reasons) == (13, {("rejected.class_only", "warning"): 4})
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", listing.listed_on) for entity in found for listing in entity.listings)
    assert not [entity for entity in found if len(entity.names[0].text) > 50]


def test_every_organ_of_the_regulation_is_named(shared: Path) -> None:
    rows = _facts(shared, "us_bis_mieu/mieu.csv")
    numerals = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
    written = [f"{row['Name']} ({row['Alias']})" if row["Alias"] else row["Name"] for row in rows]
    lines = "".join(f"<p>({numeral}) {row['Country']}. {name};</p>" for numeral, row, name in zip(numerals, rows, written, strict=True))
    page = f"<html><body><p>Military-intelligence end users include the following:</p>{lines}</body></html>"
    found, reasons = items(us_bis_mieu, {"section-744.22": document("section-744.22", page.encode())})
    assert reasons == {}
    assert [(entity.names[0].text, entity.addresses[0].country) for entity in found] == [
        (row["Name"], row["Country"].lower()) for row in rows
    ]


def test_registry_counts_equal_the_files(shared: Path) -> None:
    folder = shared / "data/registry/ror"
    names = ("ror-records-union-v2.jsonl.gz", "ror-records-union-v1only.jsonl.gz")
    found, reasons = items(ror, {name: document(name, (folder / name).read_bytes()) for name in names})
    assert reasons == {}
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
    assert reasons == {}
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


def test_the_sample_rows_of_the_finance_ministry_are_read_under_its_own_header(shared: Path) -> None:
    (path,) = (shared / "data/facts/jp_mof").glob("*.csv")
    found, reasons = items(jp_mof, one(jp_mof, path))
    assert reasons == {}
    assert len(found) == 5
    assert all(entity.kind == "person" and entity.birth_dates and entity.listings[0].announced_on for entity in found)


def test_all_crossref_answers_are_read(shared: Path) -> None:
    found = [
        work
        for path in sorted((shared / "data/publications/crossref").glob("*.gz"))
        for work in crossref.parse_works(document(path.name, path.read_bytes()))
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
