"""A case from question to dossier, as an office works it in the browser."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsed import Browser, Place
from click.testing import CliRunner

from flows.cli import main
from flows.desk.casefile import case_files
from flows.desk.casework import Conclusion, DossierMade
from flows.desk.dossier import opened
from flows.desk.web.cases import facts
from flows.desk.web.dossiers import refuse_certificate
from sources.errors import LedgerError

KEY = {"program": "P-KIBAN", "case": "C-102"}
BARE = {"program": "P-KIBAN", "case": "C-101"}  # nothing was found there
PAGE = "/case?program=P-KIBAN&case=C-102"


def _conclude(browser: Browser, outcome: str = "proceed", **more: str) -> int:
    fields = {**KEY, "outcome": outcome, "reason": "確認済み", "seen": "2026-11-20", **more}
    return browser.post("/case/conclusion", **fields).status_code


def _dossier(browser: Browser, tmp_path: Path, **more: str) -> Path:
    answer = browser.post("/case/dossier", **{**KEY, "language": "ja", **more})
    assert answer.status_code == 200, answer.text
    path = tmp_path / "dossier.html"
    path.write_bytes(answer.content)
    return path


def _verify(place: Place, path: Path) -> tuple[int, list[dict[str, Any]]]:
    told = CliRunner().invoke(main, ["--home", str(place.desk.settings.home), "--lang", "en", "verify", str(path), "--json"])
    return told.exit_code, json.loads(told.output)["verified"] if told.output.startswith("{") else []


def test_a_question_its_reply_and_a_measure_stand_with_the_case(place: Place, officer: Browser) -> None:
    assert officer.post("/case/question", **KEY, subject="", text="所属を教えてください", due="2026-12-01").status_code == 303
    number = place.desk.records[-1].sequence
    assert officer.post("/case/reply", **KEY, question=str(number), text="在籍していません", evidence="在籍証明").status_code == 303
    assert (
        officer.post("/case/measure", **KEY, measure="other", text="契約書を確認", owner="架空 花子", due="2026-11-25").status_code == 303
    )
    measure = place.desk.records[-1].sequence
    assert officer.post("/case/consultation", **KEY, text="相談します").status_code == 303
    page = officer.sees(PAGE)
    for text in ("所属を教えてください", "在籍していません", "在籍証明", "契約書を確認", "架空 花子", "相談します"):
        assert text in page
    assert officer.post("/case/done", **KEY, measure_set=str(measure)).status_code == 303
    assert case_files(place.desk.records)[("P-KIBAN", "C-102")].measures[0].done


def test_a_reply_belongs_to_a_question_of_its_case(place: Place, officer: Browser) -> None:
    assert officer.post("/case/question", **KEY, text="?").status_code == 303
    number = str(place.desk.records[-1].sequence)
    assert officer.post("/case/reply", **BARE, question=number, text="!").status_code == 400
    assert officer.post("/case/done", **KEY, measure_set=number).status_code == 400
    assert officer.post("/case/reply", **KEY, question="1", text="!").status_code == 400


def test_a_measure_past_its_day_is_overdue(place: Place, officer: Browser) -> None:
    officer.post("/case/measure", **KEY, text="契約書を確認", owner="架空", due="2026-11-20")
    assert "契約書を確認" not in officer.sees("/tonight")
    place.clock.later(days=1)
    assert "契約書を確認" in place.signed_in("kato", "reader@*").sees("/tonight")


def test_a_conclusion_holds_the_coverage_and_the_hits_it_rests_on(place: Place, officer: Browser) -> None:
    assert _conclude(officer, review_on="2027-03-31") == 303
    said = place.desk.records[-1].entry
    assert isinstance(said, Conclusion)
    assert (said.outcome, said.grade, str(said.as_of), said.missing) == ("proceed", "moderate", "2026-11-20", ())
    assert len(said.hits) == 3
    assert {row["source"] for row in json.loads(said.coverage)} >= {"jp_meti_eul", "un_sc"}
    assert "proceed" in officer.sees("/cases")


@pytest.mark.parametrize(
    "more", [{"outcome": "guilty"}, {"outcome": ""}, {"reason": " "}, {"outcome": "with_conditions"}, {"seen": "2026-11-19"}]
)
def test_a_conclusion_that_is_not_whole_is_refused(place: Place, officer: Browser, more: dict[str, str]) -> None:
    before = len(place.desk.records)
    assert _conclude(officer, **more) == 400
    assert len(place.desk.records) == before


def test_not_to_proceed_takes_two_people(place: Place, officer: Browser) -> None:
    assert _conclude(officer, "do_not_proceed") == 303
    number = str(place.desk.records[-1].sequence)
    assert officer.post("/case/signature", **KEY, conclusion=number).status_code == 400
    second = place.signed_in("kato", "signer@*")
    assert "second signature" in second.sees("/tonight")
    assert second.post("/case/signature", **BARE, conclusion=number).status_code == 400
    assert second.post("/case/signature", **KEY, conclusion=number).status_code == 303
    assert "second signature" not in second.sees("/cases")


def test_a_conclusion_can_be_taken_back(place: Place, officer: Browser) -> None:
    _conclude(officer)
    number = str(place.desk.records[-1].sequence)
    assert officer.post("/case/withdrawal", **KEY, conclusion=number).status_code == 303
    assert case_files(place.desk.records)[("P-KIBAN", "C-102")].conclusion is None


def test_a_dossier_stands_alone_and_verifies_against_the_archive(place: Place, officer: Browser, tmp_path: Path) -> None:
    _conclude(officer)
    path = _dossier(officer, tmp_path)
    page = path.read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="(?!data:|#|https?:)', page)
    assert "確認済み" in page
    code, findings = _verify(place, path)
    assert (code, [one["key"] for one in findings]) == (0, ["known", *["quoted"] * (len(findings) - 1)])
    assert len(findings) == len(opened(path.read_bytes())["quotes"]) + 1 > 3
    made = place.desk.records[-1]
    assert isinstance(made.entry, DossierMade)
    assert made.entry.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert officer.get(f"/dossiers/{made.sequence}").content == path.read_bytes()


def test_one_changed_byte_of_a_dossier_fails(place: Place, officer: Browser, tmp_path: Path) -> None:
    path = _dossier(officer, tmp_path)
    whole = path.read_bytes()
    for at in (0, 500, len(whole) // 2, len(whole) - 100, len(whole) - 2):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert _verify(place, path)[0] == 2, at


def test_one_changed_byte_of_the_archive_fails(place: Place, officer: Browser, tmp_path: Path) -> None:
    path = _dossier(officer, tmp_path)
    quote = opened(path.read_bytes())["quotes"][0]
    (document,) = (place.desk.settings.raw / quote["source"]).rglob(quote["document"])
    whole = document.read_bytes()
    document.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    code, findings = _verify(place, path)
    assert code == 2
    assert {one["key"] for one in findings if one["is_fault"]} == {"not_kept"}


def test_a_dossier_sealed_by_somebody_else_is_not_ours(place: Place, officer: Browser, tmp_path: Path) -> None:
    path = _dossier(officer, tmp_path)
    body = path.read_bytes().rpartition(b"<!-- sha256")[0].replace("客員".encode(), "常勤".encode())
    path.write_bytes(body + f"<!-- sha256 {hashlib.sha256(body).hexdigest()} -->\n".encode())
    code, findings = _verify(place, path)
    assert (code, findings[0]["key"]) == (2, "unknown")


def test_no_listing_found_is_certified_only_where_nothing_was_left_out(place: Place, officer: Browser, tmp_path: Path) -> None:
    assert officer.post("/case/dossier", **KEY, certificate="1").status_code == 400
    shown = facts(_visitor(place), place.desk.tonight, **BARE)
    shown["subjects"] = [one | {"screening": "screened"} for one in shown["subjects"]]
    refuse_certificate(shown)
    whole = shown["coverage"]
    missed = replace(whole, lists=[{**row, "canary_found_count": 0} for row in whole.lists])
    left_out = [*shown["subjects"], shown["subjects"][0] | {"screening": "not_compared"}]
    for change in ({"missing": ("un_sc",)}, {"coverage": missed}, {"subjects": left_out}, {"rows": [{}]}):
        with pytest.raises(LedgerError, match="dossier"):
            refuse_certificate(shown | change)


def _visitor(place: Place) -> Any:
    from flows.desk.web.access import Visitor

    return Visitor(desk=place.desk, member=place.desk.members["sato"], csrf="", language="en", here="/")
