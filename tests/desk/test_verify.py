"""Whatever was done to a ledger or an export, `verify` says where; erasing a person's text is not among it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.desk.chain import canonical, hash_of
from flows.desk.entries import Decision, Erasure
from flows.desk.ledger import Ledger
from flows.desk.store import damage
from flows.desk.verify import Finding, compared, walk
from flows.desk.witness import export, read, stored
from sources.errors import LedgerError

Lines = list[str]


def _found(findings: list[Finding]) -> set[tuple[str, int]]:
    return {(one.key, one.sequence) for one in findings if one.is_fault}


def _tampered(ledger: Ledger, *statements: tuple[str, tuple[object, ...]]) -> None:
    """As somebody with the file and no scruples would: triggers away, changes in, triggers back."""
    with closing(sqlite3.connect(ledger.path)) as connection:
        triggers = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        for statement, values in statements:
            connection.execute(statement, values)
        for _, text in triggers:
            connection.execute(text)
        connection.commit()


def _rewritten(line: str, **said: object) -> str:
    return canonical(json.loads(line) | said)


def _forge(ledger: Ledger) -> None:
    """Another's name under entry 3, with a hash that fits."""
    line = _rewritten(ledger.links()[3].line, by="somebody")
    _tampered(ledger, ("update entries set line = ?, hash = ? where sequence = 3", (line, hash_of(line))))


def _forge_all_after(ledger: Ledger) -> None:
    """Entry 3 and every one after it, so that the chain holds again: only a witness can tell."""
    links, previous = ledger.links(), ledger.links()[2].hash
    for number in (3, 4, 5, 6):
        line = _rewritten(links[number].line, previous=previous, by="somebody")
        previous = hash_of(line)
        _tampered(ledger, ("update entries set line = ?, hash = ? where sequence = ?", (line, previous, number)))


IN_THE_FILE: dict[str, tuple[Callable[[Ledger], None], set[tuple[str, int]]]] = {
    "a line altered": (
        lambda ledger: _tampered(ledger, ("update entries set line = replace(line, 'different', 'same') where sequence = 3", ())),
        {("altered", 3)},
    ),
    "a line and its hash altered": (_forge, {("unbound", 4)}),
    "an entry gone": (
        lambda ledger: _tampered(ledger, ("delete from texts where sequence = 3", ()), ("delete from entries where sequence = 3", ())),
        {("missing", 3)},
    ),
    "two entries exchanged": (
        lambda ledger: _tampered(
            ledger,
            ("update entries set sequence = 99 where sequence = 3", ()),
            ("update entries set sequence = 3 where sequence = 4", ()),
            ("update entries set sequence = 4 where sequence = 99", ()),
        ),
        {("displaced", 3), ("text_altered", 3), ("text_altered", 4)},
    ),
    "a text altered": (
        lambda ledger: _tampered(ledger, ("update texts set text = 'x' where sequence = 2 and field = 'text'", ())),
        {("text_altered", 2)},
    ),
    "a text gone": (lambda ledger: _tampered(ledger, ("delete from texts where sequence = 2", ())), {("text_missing", 2)}),
    "a text under another key": (
        lambda ledger: _tampered(ledger, ("update texts set key = x'00' where sequence = 2 and field = 'basis'", ())),
        {("text_altered", 2)},
    ),
}


@pytest.mark.parametrize("what", IN_THE_FILE)
def test_whatever_was_done_to_the_file_is_located(filled: Ledger, what: str) -> None:
    do, expected = IN_THE_FILE[what]
    do(filled)
    assert _found(walk(stored(filled.links()))) == expected


@pytest.mark.parametrize("what", IN_THE_FILE)
def test_nobody_is_shown_an_altered_ledger(filled: Ledger, what: str) -> None:
    IN_THE_FILE[what][0](filled)
    with pytest.raises(LedgerError, match=r"ledger\.broken"):
        filled.records()


IN_AN_EXPORT: dict[str, tuple[Callable[[Lines], Lines], set[tuple[str, int]]]] = {
    "a line left out": (lambda lines: lines[:2] + lines[3:], {("missing", 3)}),
    "two lines left out": (lambda lines: lines[:2] + lines[4:], {("missing", 3)}),
    "the first line left out": (lambda lines: lines[1:], {("missing", 1)}),
    "a line repeated": (lambda lines: [*lines[:3], lines[2], *lines[3:]], {("repeated", 3)}),
    "two lines exchanged": (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], {("displaced", 3)}),
    "a line written with other spaces": (
        lambda lines: [*lines[:2], lines[2].replace(":", ": "), *lines[3:]],
        {("unreadable", 3), ("missing", 3)},
    ),
    "a line cut short": (lambda lines: [*lines[:5], lines[5][:40]], {("unreadable", 6)}),
    "a number out of all proportion": (
        lambda lines: [*lines[:5], lines[5].replace('"sequence":6', '"sequence":999999999999')],
        {("altered", 999999999999), ("missing", 6)},
    ),
}


@pytest.mark.parametrize("what", IN_AN_EXPORT)
def test_whatever_was_done_to_an_export_is_located(filled: Ledger, tmp_path: Path, what: str) -> None:
    change, expected = IN_AN_EXPORT[what]
    lines = _exported(filled, tmp_path / "witness.jsonl")
    (tmp_path / "witness.jsonl").write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    assert _found(walk(read(tmp_path / "witness.jsonl"))) == expected


def _exported(ledger: Ledger, path: Path) -> Lines:
    export(path, ledger.links(), with_texts=False)
    return path.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """An export with texts, of five entries."""
    folder = tmp_path_factory.mktemp("witness")
    ledger = Ledger(folder / "ledger.sqlite")
    said = Decision(hit_id="h-1", program_id="P", case_id="C", cluster_id="x:1", judgement="same", reason="orcid", text="架空", basis="{}")
    for _ in range(5):
        ledger.append(said, by="sato", at=datetime.fromisoformat("2026-11-20T00:00:00+00:00"))
    export(folder / "all.jsonl", ledger.links(), with_texts=True)
    return (folder / "all.jsonl").read_text(encoding="utf-8").splitlines()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_single_character_altered_is_located(lines: Lines, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, 4))
    at = data.draw(st.integers(0, len(lines[row]) - 1))
    sign = data.draw(st.characters(codec="utf-8", exclude_characters="\n" + lines[row][at]))
    path = tmp_path_factory.mktemp("altered") / "witness.jsonl"
    path.write_bytes("\n".join([*lines[:row], lines[row][:at] + sign + lines[row][at + 1 :], *lines[row + 1 :]]).encode() + b"\n")
    findings = [one for one in walk(read(path)) if one.is_fault]
    # A changed number of an entry is found under the number it now claims, and the true one is missing.
    assert row + 1 in {one.sequence for one in findings}


def test_a_whole_export_has_no_faults(lines: Lines, tmp_path: Path) -> None:
    (tmp_path / "witness.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert walk(read(tmp_path / "witness.jsonl")) == []


def test_a_cut_ledger_is_noticed_against_a_witness(filled: Ledger, tmp_path: Path) -> None:
    _exported(filled, tmp_path / "witness.jsonl")
    _tampered(filled, ("delete from texts where sequence > 4", ()), ("delete from entries where sequence > 4", ()))
    ours, theirs = stored(filled.links()), list(read(tmp_path / "witness.jsonl"))
    assert walk(ours) == []
    assert _found(compared(ours, theirs)) == {("lost", 5), ("lost", 6)}


def test_a_chain_forged_to_its_end_is_noticed_against_a_witness(filled: Ledger, tmp_path: Path) -> None:
    _exported(filled, tmp_path / "witness.jsonl")
    _forge_all_after(filled)
    ours, theirs = stored(filled.links()), list(read(tmp_path / "witness.jsonl"))
    assert walk(ours) == []
    assert _found(compared(ours, theirs)) == {("differs", 3), ("differs", 4), ("differs", 5), ("differs", 6)}


def test_an_older_witness_is_a_good_one(filled: Ledger, decision: Decision, tmp_path: Path, at: datetime) -> None:
    _exported(filled, tmp_path / "witness.jsonl")
    filled.append(decision, by="sato", at=at)
    assert compared(stored(filled.links()), list(read(tmp_path / "witness.jsonl"))) == []


def test_erasing_a_text_leaves_the_chain_whole_and_no_byte_of_the_text(filled: Ledger, at: datetime) -> None:
    before = filled.links()
    filled.append(Erasure(entries=(1, 2, 3, 4, 5, 6), legal_basis="request"), by="kato", at=at)
    findings = walk(stored(filled.links()))
    assert [(one.key, one.sequence, one.is_fault, one.facts) for one in findings] == [
        ("erased", number, False, {"entry": 7}) for number in range(1, 7)
    ]
    left = b"".join(path.read_bytes() for path in filled.path.parent.glob("ledger.sqlite*"))
    assert "架空".encode() not in left
    assert not any(said.key in left for link in before.values() for said in link.said.values())
    assert [one.erased_by for one in filled.records()] == [7] * 6 + [None]


def test_a_text_put_back_after_its_erasure_is_noticed(filled: Ledger, at: datetime) -> None:
    said = filled.links()[2].said["text"]
    filled.append(Erasure(entries=(2,), legal_basis="request"), by="kato", at=at)
    _tampered(filled, ("insert into texts (sequence, field, key, text) values (2, 'text', ?, ?)", (said.key, said.text)))
    assert _found(walk(stored(filled.links()))) == {("not_erased", 2)}


def test_a_witness_that_still_holds_erased_text_is_named(filled: Ledger, tmp_path: Path, at: datetime) -> None:
    export(tmp_path / "backup.jsonl", filled.links(), with_texts=True)
    filled.append(Erasure(entries=(2,), legal_basis="request"), by="kato", at=at)
    (finding,) = compared(stored(filled.links()), list(read(tmp_path / "backup.jsonl")))
    assert (finding.key, finding.sequence, finding.is_fault) == ("witness_holds", 2, False)


def test_a_witness_names_nobody(filled: Ledger, tmp_path: Path) -> None:
    text = "\n".join(_exported(filled, tmp_path / "witness.jsonl"))
    assert not any(name in text for name in ("架空", "Kaku", "KAKU", "0000-0000", "例示大学", ":p:R1"))


def test_an_export_is_the_same_bytes_each_time_and_its_owners_alone(filled: Ledger, tmp_path: Path) -> None:
    paths = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for path in paths:
        export(path, filled.links(), with_texts=True)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}


def test_a_trigger_taken_away_is_noticed(filled: Ledger) -> None:
    assert damage(filled.path, filled.seconds) == []
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.execute("drop trigger entries_stay")
        connection.commit()
    assert damage(filled.path, filled.seconds) == ["entries_stay"]
