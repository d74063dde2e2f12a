"""Whole nights over the example's lists: what is published, what a second night says, what a bad list may not do."""

import shutil
import stat
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from office import EXAMPLE, FIRST, Office, without_a_sub_list

from flows import warehouse
from flows.archive import Archive, Edition
from flows.dictionary import dictionary
from flows.night import SQL
from flows.results.swap import replaced
from sources.errors import SettingsError

Change = Callable[[str, Callable[[bytes], bytes]], None]
LISTS = {
    "jp_meti_eul": "20250929006-1.pdf",
    "us_ofac_sdn": "ofac/downloads/sdn.csv",
    "us_trade_csl": "consolidated.csv",
    "un_sc": "en/consolidated.xml",
    "ca_sema": "sema-lmes.xml",
}
NAMES = {b"REFERENCE_NUMBER": b"REFERENCE_NO", b"LastName": b"FamilyName", b"entity_number": b"entity_no"}


def _renamed(content: bytes) -> bytes:
    """A field under another name; where fields have no names, one field less in every row; a PDF without its end."""
    for name, other in NAMES.items():
        content = content.replace(name, other)
    if content.startswith(b"%PDF"):
        return content[:-200]
    return content if content.lstrip().startswith((b"<", b"_id")) else content.replace(b",-0- \r\n", b"\r\n")


def _with_entity(content: bytes) -> bytes:
    """An entity declared, or a NUL where there are none."""
    if not content.lstrip().startswith(b"<"):
        return b"\x00" + content
    return content.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY y "z">]>', 1)


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda content: content[: len(content) * 2 // 3],
    "empty": lambda content: b"",
    "html": lambda content: b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>",
    "renamed": _renamed,
    "entities": _with_entity,
}


def test_a_night_accounts_for_every_row_and_subject(office: Office) -> None:
    office.night()
    (rows,) = office.rows("select sum(row_count) as row_count, sum(accepted_count + rejected_count) as accounted from raw.roster_rows")
    assert rows["row_count"] == rows["accounted"] > 0
    subjects = office.rows("select screening, count(*) as n from marts.subjects group by screening order by screening")
    assert sum(row["n"] for row in subjects) == office.rows("select count(*) as n from raw.subjects")[0]["n"]


def test_tier_1_compares_no_name_of_an_own_researcher(office: Office) -> None:
    office.night()
    own = "select bool_or(is_compared) as compared from screened.probes inner join raw.programs using (program_id)"
    assert office.rows(f"{own} where tier = 1 and link_kind = 'own_person'")[0]["compared"] is False
    assert office.rows(f"{own} where tier = 2 and link_kind = 'own_person'")[0]["compared"] is True


def test_one_body_is_one_hit_with_all_its_listings_beneath(office: Office) -> None:
    office.night()
    assert not office.rows("select subject_id from marts.hits group by program_id, case_id, subject_id, cluster_id having count(*) > 1")
    assert office.rows("select hit_id from marts.listings group by hit_id having count(distinct source) > 1")


def test_every_quote_can_be_found_again_in_the_archive(office: Office) -> None:
    night = office.night()
    archive = Archive(night.settings.raw)
    quoted = office.rows(
        "select distinct source, edition, quote_document, quote_start, quote_end from marts.listings where quote_start is not null"
    )
    assert quoted
    for row in quoted:
        documents = {document.name: document for document in archive.load(row["source"], row["edition"]).documents}
        assert len(documents[row["quote_document"]].content[row["quote_start"] : row["quote_end"]].strip()) > 0


def test_files_are_readable_by_their_owner_only(office: Office) -> None:
    office.night()
    files = [path for path in [office.home / "warehouse.duckdb", *(office.home / "out").rglob("*")] if path.is_file()]
    assert not [path.name for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_the_same_night_again_publishes_the_same_bytes(office: Office) -> None:
    office.night()
    before = office.published()
    second = office.night()
    assert office.published() == before
    assert all(one.rows is None for one in second.ingested.values())


def test_a_night_does_not_go_back_in_time(office: Office) -> None:
    office.night()
    with pytest.raises(SettingsError, match=r"night\.backwards"):
        office.night(FIRST - timedelta(days=1))


@pytest.mark.parametrize("fault", FAULTS)
def test_no_damaged_list_is_taken_over_and_the_last_good_edition_stays(office: Office, changed: Change, fault: str) -> None:
    office.night()
    before = {row["source"]: row for row in office.rows("select source, edition from raw.sources")}
    for ending in LISTS.values():
        changed(ending, FAULTS[fault])
    office.night(FIRST + timedelta(days=1))
    after = {row["source"]: row for row in office.rows("select source, state, edition, detail_en from raw.sources")}
    for name in LISTS:
        assert after[name]["state"] == "stale", (name, after[name])
        assert after[name]["edition"] == before[name]["edition"]
        assert "last good edition" in after[name]["detail_en"]
    assert not any(row["is_complete"] for row in office.rows("select is_complete from marts.programs"))


def test_a_list_that_was_never_read_leaves_results_incomplete(office: Office) -> None:
    office.file(LISTS["un_sc"]).unlink()
    office.night()
    (row,) = office.rows("select state, edition from raw.sources where source = 'un_sc'")
    assert row == {"state": "missing", "edition": ""}
    assert not any(row["is_complete"] for row in office.rows("select is_complete from marts.cases"))


def test_a_shrunk_list_is_held_until_a_person_accepts_it(office: Office, changed: Change) -> None:
    (office.mirror / "SAMPLE").unlink()
    archive = Archive(office.home / "raw")
    office.night()
    held = archive.log("un_sc")[-1]
    assert (held.verdict, held.key) == ("held", "source.below_floor")
    archive.note(
        "un_sc", Edition(edition=held.edition, on=FIRST, verdict="accepted", counts=held.counts, by="tester", reason="small on purpose")
    )
    office.night(FIRST + timedelta(days=1))
    changed(LISTS["un_sc"], without_a_sub_list)
    office.night(FIRST + timedelta(days=2))
    (row,) = office.rows("select state, edition from raw.sources where source = 'un_sc'")
    assert row == {"state": "held", "edition": held.edition}
    assert office.rows("select change from marts.changes where source = 'un_sc'")[0]["change"] == "held"


def test_history_keeps_two_times_and_a_rerun_does_not_write_them_twice(office: Office, changed: Change) -> None:
    office.night()
    changed(LISTS["ca_sema"], _without_one_of_several)
    for _ in range(2):
        office.night(FIRST + timedelta(days=3))
    states = office.rows("select known_from, known_to from history.listings where source = 'ca_sema' and known_to is not null")
    assert states == [{"known_from": FIRST, "known_to": date(2026, 11, 23)}]


def test_the_dictionary_explains_every_column_of_the_marts(office: Office) -> None:
    night = office.night()
    assert dictionary(night.settings.live, SQL) == (SQL / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("question", sorted((SQL / "questions").glob("*.sql")), ids=lambda path: path.stem)
def test_every_question_has_an_answer(example_home: Office, question: Path) -> None:
    assert isinstance(example_home.rows(question.read_text(encoding="utf-8")), list)


def test_results_stay_when_writing_them_fails(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with replaced(folder) as coming:
        (coming / "page").write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match="disk"), replaced(folder) as coming:
        (coming / "page").write_text("new", encoding="utf-8")
        raise OSError("disk full")
    assert (folder / "page").read_text(encoding="utf-8") == "old"


def _without_one_of_several(content: bytes) -> bytes:
    start = content.rindex(b"<record>", 0, content.rindex(b"Russia / Russie"))
    return content[:start] + content[content.index(b"</record>", start) + len(b"</record>") :]


def test_threads_and_the_order_of_rows_change_nothing(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for threads, order in ((1, 1), (4, -1)):
        programs = tmp_path / f"programs{order}"
        shutil.copytree(EXAMPLE / "programs", programs)
        for name in ("institutions.csv", "people.csv"):
            header, *rows = (programs / name).read_bytes().splitlines(keepends=True)
            (programs / name).write_bytes(b"".join([header, *rows[::order]]))
        config = partial(warehouse._config, threads=threads)
        monkeypatch.setattr(warehouse, "_config", lambda folder, threads=0, config=config: config(folder))
        other = Office(home=tmp_path / f"home{order}", mirror=office.mirror, programs=programs)
        other.night()
        monkeypatch.undo()
        found.append(
            [other.rows(f"select * from marts.{mart} order by all") for mart in ("cases", "hits", "evidence", "reasons", "measures")]
        )
    assert found[0] == found[1]
    assert found[0][1]
