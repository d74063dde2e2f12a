"""The readers of research-security lists on what people transcribed from the publishers' papers, drawn as papers again."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path
from textwrap import wrap

import pytest
from make_sample_pdfs import EDGES_1286, HEAD_1286
from meti_pdf import draw
from real_files import items, sub_lists
from samples import document, entities
from written_pdf import draw_lines, draw_table

from sources.lists import (
    jp_meti_eul,
    jp_meti_ru,
    us_bis_mieu,
    us_dod_1260h,
    us_dod_1286,
    us_fcc_covered,
)

pytestmark = pytest.mark.real


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
