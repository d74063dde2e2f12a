"""Who is owed what: new findings, corrections and withdrawals, and under which label."""

from dataclasses import replace
from datetime import date

from consortium import LISTED, Consortium, decision

from flows.exchange import stewarding
from flows.exchange.gathering import finding
from flows.exchange.kinds import Finding
from flows.exchange.owed import Parcel, Stated, parcels

TODAY = date(2026, 11, 20)
MEMBERS = ("BUNIV", "CUNIV", "DUNIV")
FIRST, SECOND = decision("AUNIV"), decision("AUNIV", listed=LISTED[1])


def made(
    current: list[Finding], stated: list[Stated], to: tuple[str, ...], label: str = "amber", *, active: tuple[str, ...] = MEMBERS
) -> list[Parcel]:
    return parcels(
        {one.finding_id: one for one in current}, {one.finding.finding_id: one for one in stated},
        {one.finding_id for one in current}, to, label, active=active, today=TODAY,
    )  # fmt: skip


def stated(one: Finding, *received_by: str, label: str = "amber") -> Stated:
    return Stated(finding=one, received_by=dict.fromkeys(received_by, (one.revision, label)))


def test_those_named_share_a_bundle_of_all_that_is_new() -> None:
    assert made([FIRST, SECOND], [], ("BUNIV", "CUNIV")) == [
        Parcel(recipients=("BUNIV", "CUNIV"), label="amber", findings=tuple(sorted((FIRST, SECOND), key=lambda one: one.finding_id)))
    ]


def test_nothing_is_sent_twice() -> None:
    assert made([FIRST], [stated(FIRST, "BUNIV")], ("BUNIV",)) == []


def test_whoever_has_less_gets_a_bundle_of_its_own() -> None:
    found = made([FIRST, SECOND], [stated(FIRST, "BUNIV")], ("BUNIV", "CUNIV"))
    assert {one.recipients: len(one.findings) for one in found} == {("BUNIV",): 1, ("CUNIV",): 2}


def test_a_correction_travels_to_all_who_had_the_finding_and_to_nobody_else() -> None:
    changed = decision("AUNIV", "same")
    (parcel,) = made([changed], [stated(FIRST, "BUNIV", "CUNIV")], ("BUNIV",))
    assert parcel.recipients == ("BUNIV", "CUNIV")
    assert parcel.findings == (replace(changed, revision=2),)


def test_a_withdrawal_travels_even_when_nothing_is_shared_with_them() -> None:
    (parcel,) = made([], [stated(FIRST, "CUNIV")], ("BUNIV",))
    assert parcel.recipients == ("CUNIV",)
    (tombstone,) = parcel.findings
    assert (tombstone.kind, tombstone.finding_id, tombstone.revision, dict(tombstone.body)) == (
        "withdrawals", FIRST.finding_id, 2, {"of_kind": "decisions"},
    )  # fmt: skip


def test_a_withdrawal_is_owed_until_it_was_sent() -> None:
    tombstone = made([], [stated(FIRST, "CUNIV")], ("BUNIV",))[0].findings[0]
    was = Stated(finding=tombstone, is_withdrawn=True, received_by={"CUNIV": (2, "amber"), "DUNIV": (1, "amber")})
    (parcel,) = made([], [was], ("BUNIV",))
    assert (parcel.recipients, parcel.findings) == (("DUNIV",), (tombstone,))


def test_what_is_said_again_after_a_withdrawal_is_a_newer_revision() -> None:
    was = Stated(finding=replace(FIRST, kind="withdrawals", revision=2), is_withdrawn=True, received_by={"BUNIV": (2, "amber")})
    (parcel,) = made([FIRST], [was], ())
    assert parcel.findings == (replace(FIRST, revision=3),)


def test_what_has_run_out_needs_no_withdrawal() -> None:
    assert made([], [stated(replace(FIRST, until="2026-11-19"), "BUNIV")], ("BUNIV",)) == []


def test_a_correction_never_gets_a_wider_label_than_its_finding_had() -> None:
    changed = decision("AUNIV", "same")
    found = made([changed, SECOND], [stated(FIRST, "BUNIV", label="red")], ("BUNIV", "CUNIV"), "green")
    assert {one.recipients: one.label for one in found} == {("BUNIV",): "red", ("CUNIV",): "green"}


def test_one_who_has_left_gets_nothing() -> None:
    assert made([], [stated(FIRST, "CUNIV")], ("BUNIV",), active=("BUNIV",)) == []


def test_a_figure_read_anew_is_no_correction_while_it_says_the_same() -> None:
    figures = {"group": "ja_kanji", "measure": "alerts", "found": 3, "asked": 400, "tables": "2" * 64}
    was, now = (finding("AUNIV", "fairness", ["x"], figures, day) for day in (date(2026, 11, 1), TODAY))
    assert made([now], [stated(was, "BUNIV")], ("BUNIV",)) == []
    other = replace(now, body=figures | {"found": 4})
    assert len(made([other], [stated(was, "BUNIV")], ("BUNIV",))) == 1


def test_a_member_without_a_key_that_holds_is_owed_until_it_has_one(consortium: Consortium) -> None:
    member = consortium["AUNIV"]
    member.says(decision("AUNIV"))
    member.share("BUNIV", "CUNIV")
    consortium.edits(lambda known, today: stewarding.revoked(known, "CUNIV", today))
    member.says(decision("AUNIV", "same"))
    assert [parcel.recipients for parcel in member.preview("BUNIV").parcels] == [("BUNIV",)]
