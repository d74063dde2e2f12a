"""Every data row ends as exactly one of accepted and refused: 2,000 rosters of dirty rows, and dirty bytes."""

import random
from collections import Counter
from io import BytesIO
from typing import Any

import pytest
from books import PEOPLE, book, saved
from hypothesis import given
from hypothesis import strategies as st

from flows.messages import Messages
from sources.errors import RosterError
from sources.model import Roster
from sources.rosters import read_folder, read_workbook, sheet_named
from sources.rosters.columns import CHOICES, COLUMNS

DIRT: tuple[Any, ...] = (
    None, None, "", " ", "\u3000", "\u00a0", "#N/A", "?", "－", "0", 0, -1, 1.5, 1e300, 7, "007", True, "C1", "C2;C1", "C1、C9", "P1", "2",
    "令和8年4月1日", "R99.99.99", "2026/4/1", 46113, "４６１１３",
    "Ｃ１", "見本 太郎", "見本\u200b太郎", "\u202eevil", "=1+1", "'; drop table",
    "あ" * 600, "x\ty", "a\nb", "国籍", "研究代表者", "連携先", "共同研究",
    "1.23E+12", 5010005007398.0, "https://ror.org/057zh3y96", "甲,乙;丙",
    "🜁", "\ufffd", "\ue000", "é" * 40,
)  # fmt: skip


def rows_of(found: Roster) -> Counter[str]:
    """Sheet -> rows accepted or refused; a row that is both, or twice refused, breaks the count."""
    accepted = {one.quote.locator for one in (*found.programs, *found.cases, *found.subjects, *found.disclosures)}
    refused = [one.quote.locator for one in found.rejected if one.severity == "rejected"]
    refused_rows = [_row(locator) for locator in refused]
    assert len(refused_rows) == len(set(refused_rows))
    assert not {_row(locator) for locator in accepted} & set(refused_rows)
    return Counter(str(sheet_named(locator.split("!")[0])) for locator in (*accepted, *refused))


def _row(locator: str) -> tuple[str, str]:
    sheet, place = locator.split("!")
    return sheet, "".join(letter for letter in place if letter.isdigit())


def dirty_rows(chance: random.Random, sheet: str) -> list[list[Any]]:
    columns = list(COLUMNS[sheet].columns.values())
    header = [column.ja for column in columns] + ["所属機関2", "職名2"] * (sheet == "people") + ["国籍", "好物"]
    usual = {column.field: column.sample.replace("例-", "") for column in columns}
    rows: list[list[Any]] = [["一覧"], header] if chance.random() < 0.3 else [header]
    for _ in range(chance.randrange(5)):
        kept = [usual[column.field] if chance.random() < 0.8 else chance.choice(DIRT) for column in columns]
        kept += [chance.choice(DIRT) for _ in header[len(columns) :]]
        rows.append(_with_choices(chance, columns, kept))
        if chance.random() < 0.1:
            rows.append([])
    return rows


def _with_choices(chance: random.Random, columns: list[Any], row: list[Any]) -> list[Any]:
    for place, column in enumerate(columns):
        if column.choices in CHOICES and chance.random() < 0.8:
            row[place] = chance.choice([spelling for spellings in CHOICES[column.choices].values() for spelling in spellings])
    return row


def as_csv(rows: list[list[Any]]) -> bytes:
    import csv
    import io

    text = io.StringIO(newline="")
    csv.writer(text).writerows([["" if value is None else value for value in row] for row in rows])
    return text.getvalue().encode()


def test_rows_in_are_rows_accepted_and_rows_refused_over_2000_dirty_rosters(messages: Messages) -> None:
    reasons: Counter[str] = Counter()
    for seed in range(2_000):
        chance = random.Random(seed)
        files = {f"{sheet}.csv": as_csv(dirty_rows(chance, sheet)) for sheet in COLUMNS}
        found = read_folder(files)
        assert rows_of(found) == Counter({sheet: count for sheet, count in found.rows_in.items() if count}), seed
        for one in found.rejected:
            reasons[one.reason] += 1
            messages.text(one.reason, "ja", locator=one.quote.locator, detail=one.detail).encode()
    assert sum(reasons.values()) > 5_000
    assert len(reasons) >= 20


def test_the_same_holds_for_workbooks() -> None:
    for seed in range(25):
        chance = random.Random(seed)
        found = read_workbook(saved(book(**{columns.ja: dirty_rows(chance, sheet) for sheet, columns in COLUMNS.items()})), "r.xlsx")
        assert rows_of(found) == Counter({sheet: count for sheet, count in found.rows_in.items() if count}), seed


@given(st.integers(0, 10**6), st.integers(1, 8))
def test_a_workbook_with_flipped_bytes_is_read_or_refused_and_nothing_else(seed: int, flips: int) -> None:
    chance, content = random.Random(seed), bytearray(_example())
    for _ in range(flips):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        read_workbook(bytes(content), "r.xlsx")
    except RosterError as error:
        assert error.key.startswith("roster.")


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_truncated_workbook_is_refused(cut: int) -> None:
    content = _example()
    with pytest.raises(RosterError):
        read_workbook(content[: len(content) * cut // 20], "r.xlsx")


CELLS = st.one_of(
    st.sampled_from(
        ["", "P1", "C1", "C2", "R1", "1", "2", "共同研究", "連携先", "研究代表者", "兼業", "2026/4/1", "見本 太郎", "架空大学"]
    ),
    st.text(max_size=12),
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(str),
)
ROWS = st.lists(st.lists(CELLS, max_size=26), max_size=6)


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, ROWS)))
def test_any_cells_under_the_usual_headers_are_accounted_for_row_by_row(cells: dict[str, list[list[str]]]) -> None:
    """A row of more cells than there are headers is a row all the same."""
    files = {}
    for sheet, rows in cells.items():
        header = [column.ja for column in COLUMNS[sheet].columns.values()]
        files[f"{sheet}.csv"] = as_csv([header, *(row[: len(header)] for row in rows)])
    try:
        found = read_folder(files)
    except RosterError as error:  # text that looks like another encoding, or nothing at all
        assert error.key.startswith("roster.")
        return
    assert rows_of(found) == Counter({sheet: count for sheet, count in found.rows_in.items() if count})


@given(st.lists(st.integers(0, 3), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_account(kinds: list[int], chance: random.Random) -> None:
    people = [[f"R{n}", ("C1", "C1", "C9", "")[kind], ("見本 太郎", "", "甲", "乙")[kind], "研究代表者"] for n, kind in enumerate(kinds)]
    shuffled = list(people)
    chance.shuffle(shuffled)
    one, other = (read_workbook(saved(book(人=[PEOPLE[0], *rows], 開示=[])), "r.xlsx") for rows in (people, shuffled))
    assert rows_of(one) == rows_of(other)


def _example() -> bytes:
    made = BytesIO()
    book().save(made)
    return made.getvalue()
