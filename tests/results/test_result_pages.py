"""The pages: what they say first, what they never hold, how they are built."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from flows.results.arrange import page_names
from flows.results.pages import person_names, write_pages
from flows.results.rows import COLUMNS, Rows, Texts
from flows.results.write import write_results
from sources.errors import WarehouseError

Read = Callable[[str], BeautifulSoup]


@pytest.fixture
def pages(tmp_path: Path, rows: Rows, texts: Texts) -> Read:
    write_pages(tmp_path, rows, texts)
    return lambda name: BeautifulSoup((tmp_path / name).read_text(encoding="utf-8"), "lxml")


@pytest.fixture
def good_pages(tmp_path: Path, none_found: Rows, texts: Texts) -> Read:
    write_pages(tmp_path, none_found, texts)
    return lambda name: BeautifulSoup((tmp_path / name).read_text(encoding="utf-8"), "lxml")


def words(page: BeautifulSoup) -> str:
    main = page.main
    assert main is not None
    return main.get_text(" ", strip=True)


def test_every_case_has_a_page_in_both_languages_and_the_summary_leads_to_it(pages: Read) -> None:
    for language, other in (("ja", "en"), ("en", "ja")):
        summary = pages(f"index.{language}.html")
        linked = {str(a["href"]) for a in summary.select("main tbody a")}
        assert len(linked) == 5
        for name in linked:
            page = pages(name)
            assert page.html is not None and page.html["lang"] == language
            assert page.select_one(f'nav a[href="{name.replace(f".{language}.html", f".{other}.html")}"][lang="{other}"]')
            assert page.select_one(f'nav a[href="index.{language}.html"]')


def test_summary_says_first_that_lists_are_examples_then_what_was_not_compared(pages: Read) -> None:
    said = words(pages("index.en.html"))
    assert said.startswith("Example lists, not for real screening")
    order = [
        said.index(part)
        for part in ("Not everything was compared", "UN Security Council", "ISN", "Next-Generation", "4 possible hits in 3 cases")
    ]
    assert order == sorted(order)


def test_case_with_incomplete_lists_says_so_before_anything_else_is_said_of_it(pages: Read, rows: Rows) -> None:
    said = words(pages("case-C-2026-003.ja.html"))
    assert said.index("照合範囲が完全ではありません") < said.index("スピン流デバイス") < said.index("掲載を確認できず")


def test_complete_night_without_hits_names_lists_and_dates_and_claims_no_more(good_pages: Read) -> None:
    for name in ("index.en.html", "case-C-2026-003.en.html"):
        statement = good_pages(name).select_one(".statement")
        assert statement is not None
        assert statement.text == "No listing found (4 lists, editions fetched 2026-08-01 to 2026-11-22)"
        assert not good_pages(name).select(".notice")


def test_case_in_which_nobody_was_compared_never_says_that_nothing_was_found(tmp_path: Path, tables: dict[str, Any], texts: Texts) -> None:
    tables["subjects"] = [row | {"screening": "not_compared"} if row["case_id"] == "C-2026-003" else row for row in tables["subjects"]]
    write_pages(tmp_path, Rows(**tables), texts)
    page = (tmp_path / "case-C-2026-003.en.html").read_text()
    assert "Nothing was compared" in page
    assert "no listing found" not in page.lower()


def test_optional_list_that_failed_is_named_though_the_comparison_is_complete(tmp_path: Path, tables: dict[str, Any], texts: Texts) -> None:
    tables["coverage"] = [row | {"state": "used"} for row in tables["coverage"] if row["edition"]]
    tables["coverage"][0] |= {"is_required": False, "state": "failed"}
    tables["program"] |= {"is_complete": True}
    tables["cases"] = [case | {"is_complete": True} for case in tables["cases"]]
    write_pages(tmp_path, Rows(**tables), texts)
    page = (tmp_path / "index.en.html").read_text()
    assert "Some lists were not compared" in page and "METI Foreign End User List: not compared: could not be had" in page
    assert "Not everything was compared" not in page


def test_first_night_says_once_that_everything_is_new(tmp_path: Path, tables: dict[str, Any], texts: Texts) -> None:
    new = {"change": "new", "source": "", "text_en": "", "text_ja": ""}
    tables["changes"] = [new | {"case_id": hit["case_id"], "hit_id": hit["hit_id"]} for hit in tables["hits"]]
    write_pages(tmp_path, Rows(**tables), texts)
    page = BeautifulSoup((tmp_path / "index.en.html").read_text(), "lxml")
    assert "Every possible hit of this program is new (4 possible hits)" in words(page)
    assert not page.select(".changes li, .stack .tag")


def test_summary_holds_no_name_of_any_person(pages: Read, rows: Rows) -> None:
    names = [name for name in person_names(rows) if name.strip()]
    assert "Николай Вымыслов" in "".join(names)
    for language in ("ja", "en"):
        said = re.sub(r"\s", "", words(pages(f"index.{language}.html")))
        for name in names:
            assert re.sub(r"\s", "", name) not in said
    assert "〔氏名〕" in words(pages("index.ja.html"))


def test_case_page_shows_points_that_sum_the_quoted_row_and_where_it_stands(pages: Read) -> None:
    hit = pages("case-C-2026-001.en.html").select_one("#hit-1")
    assert hit is not None
    points = [int(cell.text) for cell in hit.select(".evidence tbody td")]
    total = hit.select_one(".evidence tfoot td")
    assert total is not None and sum(points) == int(total.text) == 41
    said = hit.get_text(" ", strip=True)
    for part in (
        "1,998,433",
        "7b52009b64fd0a2a49e6d8a939753077792b0554e0f3f9a1c2b64d7c2a5b0e91",
        "row 2417",
        "85 FR 34497",
        "wording not verified",
    ):
        assert part in said


def test_legal_check_stands_apart_from_the_level_of_care(pages: Read) -> None:
    verdicts = pages("case-___2026-05.f3cf1b1cec83.en.html").select(".verdicts div")
    assert [verdict.get_text(" ", strip=True) for verdict in verdicts[:2]] == ["Level of care usual", "Legal check refer to the authority"]


def test_each_measure_is_said_once_with_the_hits_that_ask_for_it(pages: Read) -> None:
    asked = [item.get_text(" ", strip=True) for item in pages("case-C-2026-001.en.html").select(".measures li")]
    assert len(asked) == 3
    assert "Possible hit 1 , Possible hit 2" in asked[0]


def test_what_was_not_compared_is_named_with_its_reason(pages: Read) -> None:
    section = pages("case-C-2026-001.ja.html").select_one("section[aria-labelledby=left-out]")
    assert section is not None
    for part in ("国連安全保障理事会", "カナダ独自制裁", "架空 太郎", "ポリシーにより"):
        assert part in section.text


def test_rule_that_spoke_on_two_listings_is_said_once(tmp_path: Path, tables: dict[str, Any], texts: Texts) -> None:
    tables["reasons"] = [*tables["reasons"], *[dict(row) for row in tables["reasons"]]]
    write_pages(tmp_path, Rows(**tables), texts)
    assert (tmp_path / "case-C-2026-004.ja.html").read_text().count("応募の段階で") == 1


def test_country_never_stands_beside_a_person(tmp_path: Path, tables: dict[str, Any], texts: Texts) -> None:
    tables["subjects"] = [row | {"country": "zz", "affiliations": ""} if row["kind"] == "person" else row for row in tables["subjects"]]
    for page in write_pages(tmp_path, Rows(**tables), texts):
        assert "ZZ" not in page.read_text()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "a\u202egnp.exe\u2066\u200b\u0000b",
        "</style><b>",
        "{{ 7*7 }} {% raw %} {0}",
        "\ud800 half",
        "http://[",
        "長" * 10_000,
        "",
    ],
)
def test_hostile_text_stays_text(tmp_path: Path, hostile: Callable[[str], Rows], texts: Texts, text: str) -> None:
    for path in write_pages(tmp_path, hostile(text), texts):
        page = BeautifulSoup(path.read_bytes().decode("utf-8"), "lxml")
        assert not page.select("script, img, main b, main style, iframe")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00]", str(page))
        assert len(page.select("style")) == 1
        assert path.stat().st_size < 400_000


def test_pages_ask_for_nothing_from_elsewhere(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    cited = {row[column] for row in rows.listings for column in ("url", "document_url")}
    for path in [path for path in write_results(tmp_path / "P-01", rows, texts) if path.suffix == ".html"]:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        assert not page.select("[src], script, link:not([rel=icon]), object, embed, form")
        assert "url(" not in str(page.style) and "@import" not in str(page.style)
        outward = {str(a["href"]) for a in page.select("a[href*=':']")}
        assert outward <= cited and all(address.startswith("https://") for address in outward)
        for a in page.select("a[href]:not([href*=':'])"):
            name, _, anchor = str(a["href"]).partition("#")
            assert not name or (path.parent / name).exists()
            assert not anchor or page.select_one(f"#{anchor}")


def test_pages_read_well_aloud_and_by_keyboard(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    for path in write_pages(tmp_path, rows, texts):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        assert page.html is not None and page.html["lang"] in path.name
        assert len(page.select("h1")) == 1 and page.select_one("main#main") and page.select_one('a.skip[href="#main"]')
        assert page.title is not None and page.title.text.strip()
        assert all(th.get("scope") in ("col", "row") for th in page.select("th"))
        assert all(table.select_one("caption") for table in page.select("table"))
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(ids) == len(set(ids))
        assert all(page.select_one(f"#{tag['aria-labelledby']}") for tag in page.select("[aria-labelledby]"))
        assert all(isinstance(details.find(True), Tag) and details.find(True).name == "summary" for details in page.select("details"))  # type: ignore[union-attr]


def test_level_of_care_is_carried_by_words_and_shape(pages: Read) -> None:
    levels = pages("index.ja.html").select("tbody .level")
    assert {(level.text.strip(), len(level.select("i.on"))) for level in levels} == {("通常", 1), ("確認", 2), ("要相談", 3), ("要協議", 4)}


def test_page_names_are_safe_and_never_shared() -> None:
    ids = ["C-1", "c-1", "移転/5", "移転/6", "../../etc", "", "x" * 300, "C 1", "CON", "\ud800"]
    names = page_names(ids)
    assert len({name.lower() for name in names.values()}) == len(ids)
    assert all(re.fullmatch(r"case-[A-Za-z0-9_.-]{0,80}", name) and ".." not in name for name in names.values())
    assert page_names(["C-2026-001"]) == {"C-2026-001": "case-C-2026-001"}


def test_column_that_is_not_on_the_list_is_refused(tables: dict[str, Any]) -> None:
    tables["subjects"][0]["nationality"] = "zz"
    with pytest.raises(WarehouseError, match=r"results.columns.*nationality"):
        Rows(**tables)


def test_no_column_holds_what_may_not_be_stored() -> None:
    kept = {column for columns in COLUMNS.values() for column in columns}
    assert not kept & {"nationality", "citizenship", "ethnicity", "gender", "sex", "birth_place", "birth_date"}


def test_a_list_that_lacks_entries_of_a_second_source_says_so(tables: dict[str, Any], texts: Texts, tmp_path: Path) -> None:
    tables["coverage"][0] |= {"second_source": "us_trade_csl", "lacking_count": 1234}
    write_pages(tmp_path, Rows(**tables), texts)
    assert "1,234 entries of this list stand in us_trade_csl and not here" in (tmp_path / "index.en.html").read_text(encoding="utf-8")
