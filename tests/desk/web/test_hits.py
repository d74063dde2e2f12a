"""The queue and a possible hit: what is shown, and what comes of what people say."""

import re

import pytest
from browsed import Browser, Place

from flows.desk.entries import Decision

SHARIF, OBRAZTSOV = "h-a4ce138efec93c9e", "h-da5d63bac718d351"
HARBIN = ("h-f8fae701cdaa8c9f", "h-feb4e60bd20140f4")
ROW = re.compile(r"/hits/(h-[0-9a-f]{16})")


def _queue(browser: Browser, query: str = "") -> list[str]:
    return list(dict.fromkeys(ROW.findall(browser.sees(f"/queue?{query}"))))


def _decide(browser: Browser, hit: str, judgement: str = "different", **more: str) -> int:
    return browser.post(f"/hits/{hit}/decision", judgement=judgement, reason="place", **more).status_code


def test_the_queue_is_cut_to_what_the_office_can_do_and_says_what_is_left(officer: Browser) -> None:
    assert _queue(officer, "capacity=3") == _queue(officer)[:3]
    assert "3 of 11 are shown" in officer.sees("/queue?capacity=3")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("program=P-KIBAN", 3),
        ("grade=high", 1),
        ("new=1", 11),
        ("mine=1", 0),
        ("overdue=1", 0),
        ("since=2026-11-21", 0),
        ("state=decided", 0),
    ],
)
def test_the_queue_can_be_narrowed(officer: Browser, query: str, count: int) -> None:
    assert len(_queue(officer, query)) == count


def test_what_an_address_cannot_mean_is_passed_over(officer: Browser) -> None:
    for query in ("since=soon", "capacity=-1", "page=x", "grade=extreme", "state=%00", "capacity=99999999999999999999"):
        assert len(_queue(officer, query)) == 11, query


@pytest.mark.parametrize(("language", "words"), [("en", "Both sides"), ("ja", "双方の情報")])
def test_a_possible_hit_shows_both_sides_in_the_readers_language(place: Place, language: str, words: str) -> None:
    page = place.signed_in("sato", "officer@*", language=language).sees(f"/hits/{HARBIN[0]}")
    assert words in page
    assert "el-3,Entity List (EL)" in page
    assert re.search(r"<code>[0-9a-f]{64}</code>", page)


def test_the_picture_of_the_points_sums_to_the_points_of_the_hit(place: Place, officer: Browser) -> None:
    for line in place.desk.tonight.evening.lines:
        page = officer.sees(f"/hits/{line.hit_id}")
        table = page[page.index('class="waterfall"') :]
        steps = [int(found) for found in re.findall(r'class="number">([+-]\d+)<', table[: table.index("<tfoot>")])]
        assert sum(steps) == line.points
        assert f">{line.points:+d}<" in table[table.index("<tfoot>") : table.index("</tfoot>")]


def test_a_decision_is_in_the_ledger_and_the_next_hit_follows(place: Place, officer: Browser) -> None:
    first, second = _queue(officer, "program=P-KIBAN")[:2]
    answer = officer.post(f"/hits/{first}/decision", judgement="different", reason="place", text="架空さんに確認", query="program=P-KIBAN")
    assert answer.headers["location"] == f"/hits/{second}?program=P-KIBAN"
    said = place.desk.records[-1]
    assert isinstance(said.entry, Decision)
    assert (said.by, said.entry.hit_id, said.entry.judgement, said.entry.text) == ("sato", first, "different", "架空さんに確認")
    assert first not in _queue(officer)
    assert first in _queue(officer, "state=decided")
    assert "架空さんに確認" in officer.sees(f"/hits/{first}")


def test_what_two_people_say_at_once_is_not_lost(place: Place, officer: Browser) -> None:
    other = place.signed_in("kato", "officer@*")
    assert _decide(officer, SHARIF) == 303
    answer = other.post(f"/hits/{SHARIF}/decision", judgement="same", reason="place", seen="")
    assert answer.status_code == 400
    assert "sato" in answer.text
    assert place.desk.tonight.standing(SHARIF).judgement == "different"


def test_hits_on_the_same_evidence_are_decided_at_once(place: Place, officer: Browser) -> None:
    assert "1 more that rest on the very same" in officer.sees(f"/hits/{HARBIN[0]}")
    assert _decide(officer, HARBIN[0], alike="1") == 303
    assert not set(HARBIN) & set(_queue(officer))
    assert sum(isinstance(one.entry, Decision) for one in place.desk.records) == 2


def test_a_second_person_signs_and_the_first_cannot(place: Place, officer: Browser) -> None:
    assert _decide(officer, OBRAZTSOV, "same") == 303
    proposal = str(place.desk.tonight.standing(OBRAZTSOV).decision)
    assert place.desk.tonight.standing(OBRAZTSOV).state == "proposed"
    assert officer.post(f"/hits/{OBRAZTSOV}/signature", seen=proposal).status_code == 400
    second = place.signed_in("kato", "signer@*")
    assert OBRAZTSOV in _queue(second, "mine=1")
    assert "sato" in second.sees(f"/hits/{OBRAZTSOV}")
    assert second.post(f"/hits/{OBRAZTSOV}/signature", seen=proposal).status_code == 303
    assert place.desk.tonight.standing(OBRAZTSOV).second_by == "kato"


def test_unsure_needs_a_day_and_comes_back_after_it(place: Place, officer: Browser) -> None:
    assert _decide(officer, SHARIF, "unsure") == 400
    assert _decide(officer, SHARIF, "unsure", until="tomorrow") == 400
    assert _decide(officer, SHARIF, "unsure", until="2026-11-20") == 303
    assert SHARIF not in _queue(officer)
    place.clock.later(days=1)
    officer = place.signed_in("kato", "officer@*")
    assert SHARIF in _queue(officer, "overdue=1")
    assert "It held until 2026-11-20" in officer.sees(f"/hits/{SHARIF}")


def test_a_decision_taken_back_is_open_to_all_again(place: Place, officer: Browser) -> None:
    _decide(officer, SHARIF)
    seen = str(place.desk.tonight.standing(SHARIF).decision)
    assert officer.post(f"/hits/{SHARIF}/withdrawal", seen=seen).status_code == 303
    assert place.desk.tonight.standing(SHARIF).state == "lapsed"
    assert SHARIF in _queue(officer)


def test_a_decision_without_a_reason_of_the_list_is_refused(place: Place, officer: Browser) -> None:
    for judgement, reason in (("different", ""), ("different", "because"), ("guilty", "place"), ("withdraw", "place")):
        assert officer.post(f"/hits/{SHARIF}/decision", judgement=judgement, reason=reason).status_code == 400
    assert not [one for one in place.desk.records if isinstance(one.entry, Decision)]


def test_the_text_of_another_program_is_not_read_here(place: Place, officer: Browser) -> None:
    _decide(officer, HARBIN[0], text="架空の内部事情")
    elsewhere = {place.desk.tonight.live(hit).basis.program_id for hit in HARBIN}
    reader = place.signed_in("mori", *(f"reader@{program}" for program in elsewhere))
    assert "架空の内部事情" in reader.sees(f"/hits/{HARBIN[1]}")


def test_there_is_no_such_hit(officer: Browser) -> None:
    assert officer.get("/hits/h-0000000000000000").status_code == 400
    assert officer.get("/hits/%3Cscript%3E").status_code == 400
