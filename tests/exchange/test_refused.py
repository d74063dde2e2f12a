"""What is refused, and why; and that nothing of it was taken in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from consortium import Consortium, by_hand, decision, dump, payload_in, two_files

from flows.exchange import stewarding
from flows.exchange.canonical import digest
from flows.exchange.envelope import signed
from flows.exchange.keys import new_secret, seal
from flows.exchange.kinds import Finding
from flows.exchange.packing import pack
from flows.exchange.statement import TYPE, Link, payload_of, read_statement
from flows.exchange.tasks import request
from flows.messages import LANGUAGES, Messages
from sources.errors import ExchangeError

Bundle = tuple[bytes, bytes]
Bundles = Callable[[Consortium], list[Bundle]]


def a_bundle(consortium: Consortium, *said: str) -> list[Bundle]:
    """One bundle from AUNIV to BUNIV for each thing said, in order."""
    bundles = []
    for judgement in said or ("different",):
        consortium["AUNIV"].says(decision("AUNIV", judgement))
        bundles += [two_files(path) for path in consortium["AUNIV"].share("BUNIV")]
    return bundles


def replayed(consortium: Consortium) -> list[Bundle]:
    return a_bundle(consortium) * 2


def an_old_one_replayed(consortium: Consortium) -> list[Bundle]:
    first, second = a_bundle(consortium, "different", "same")
    return [first, second, first]


def with_a_gap(consortium: Consortium) -> list[Bundle]:
    first, _, third = a_bundle(consortium, "different", "same", "unsure")
    return [first, third]


def a_second_beginning(consortium: Consortium) -> list[Bundle]:
    """The member's own key tells two stories: what a thief, or two copies of one office, would do."""
    return [by_hand(consortium, "AUNIV", "BUNIV"), by_hand(consortium, "AUNIV", "BUNIV", pack([decision("AUNIV", "same")]))]


def a_fork_further_on(consortium: Consortium) -> list[Bundle]:
    first, second = a_bundle(consortium, "different", "same")
    other = by_hand(consortium, "AUNIV", "BUNIV", sequence=3, recipients={"BUNIV": Link(epoch=1, after=1, previous=digest(b"x"))})
    return [first, second, other]


def for_another_member(consortium: Consortium) -> list[Bundle]:
    consortium["AUNIV"].says(decision("AUNIV"))
    return [two_files(path) for path in consortium["AUNIV"].share("CUNIV")]


def forwarded_to_us_by_a_third(consortium: Consortium) -> list[Bundle]:
    """CUNIV opens what was for it, and encrypts it anew for BUNIV under AUNIV's envelope."""
    consortium["AUNIV"].says(decision("AUNIV"))
    (envelope,) = consortium["AUNIV"].share("CUNIV")
    box = consortium.in_force.get("BUNIV").box_on(consortium.now.date()) or ""
    return [(envelope.read_bytes(), seal(pack([decision("AUNIV")]), [box]))]


def expired(consortium: Consortium) -> list[Bundle]:
    bundles = a_bundle(consortium)
    consortium.pass_days(91)
    return bundles


def from_the_future(consortium: Consortium) -> list[Bundle]:
    later = consortium.now + timedelta(days=2)
    return [by_hand(consortium, "AUNIV", "BUNIV", created=later, expires=later + timedelta(days=1))]


def valid_for_ever(consortium: Consortium) -> list[Bundle]:
    return [by_hand(consortium, "AUNIV", "BUNIV", expires=consortium.now + timedelta(days=4_000))]


def by_nobody_we_know(consortium: Consortium) -> list[Bundle]:
    envelope, content = by_hand(consortium, "AUNIV", "BUNIV")
    statement = read_statement(payload_in(envelope))
    return [(signed(payload_of(statement), TYPE, new_secret().signer), content)]


def one_member_as_another(consortium: Consortium) -> list[Bundle]:
    envelope, content = by_hand(consortium, "AUNIV", "BUNIV")
    statement = replace(read_statement(payload_in(envelope)), producer="CUNIV")
    return [(signed(payload_of(statement), TYPE, consortium["AUNIV"].ring.secrets()[0].signer), content)]


def under_another_key_id(consortium: Consortium) -> list[Bundle]:
    envelope, content = by_hand(consortium, "AUNIV", "BUNIV")
    theirs, ours = (consortium[name].ring.secrets()[0].public.keyid for name in ("CUNIV", "AUNIV"))
    return [(envelope.replace(ours.encode(), theirs.encode()), content)]


def by_a_revoked_key(consortium: Consortium) -> list[Bundle]:
    bundles = a_bundle(consortium)
    consortium.edits(lambda known, today: stewarding.revoked(known, "AUNIV", today))
    return bundles


def by_one_who_left(consortium: Consortium) -> list[Bundle]:
    bundles = a_bundle(consortium)
    consortium.edits(lambda known, today: stewarding.left(known, "AUNIV", today))
    return bundles


def by_a_key_before_its_time(consortium: Consortium) -> list[Bundle]:
    created = consortium.now - timedelta(days=40)
    return [by_hand(consortium, "AUNIV", "BUNIV", created=created)]


def after_the_members_file_ran_out(consortium: Consortium) -> list[Bundle]:
    consortium.pass_days(181)
    return [by_hand(consortium, "AUNIV", "BUNIV")]


def of_another_consortium(consortium: Consortium) -> list[Bundle]:
    return [by_hand(consortium, "AUNIV", "BUNIV", consortium="Another one")]


def signed_as_another_type(consortium: Consortium) -> list[Bundle]:
    envelope, content = by_hand(consortium, "AUNIV", "BUNIV")
    return [(signed(payload_in(envelope), "application/json", consortium["AUNIV"].ring.secrets()[0].signer), content)]


def with_another_content(consortium: Consortium) -> list[Bundle]:
    (first, _), (_, second) = a_bundle(consortium, "different", "same")
    return [(first, second)]


def cut_short(consortium: Consortium) -> list[Bundle]:
    ((envelope, content),) = a_bundle(consortium)
    return [(envelope, content[:-1])]


def too_large(consortium: Consortium) -> list[Bundle]:
    return [(b" " * 2_000_001, b"")]


def of_before_a_new_beginning(consortium: Consortium) -> list[Bundle]:
    bundles = a_bundle(consortium)
    consortium.edits(lambda known, today: stewarding.begun_anew(known, "AUNIV", today))
    return bundles


def encrypted_to_somebody_else(consortium: Consortium) -> list[Bundle]:
    sealed = seal(pack([decision("AUNIV")]), [new_secret().public.box])
    envelope, _ = by_hand(consortium, "AUNIV", "BUNIV", ciphertext=digest(sealed))
    return [(envelope, sealed)]


REFUSED: dict[str, tuple[Bundles, ...]] = {
    "replayed": (replayed, an_old_one_replayed),
    "gap": (with_a_gap,),
    "forked": (a_second_beginning, a_fork_further_on),
    "not_for_us": (for_another_member,),
    "other_content": (forwarded_to_us_by_a_third, with_another_content, cut_short),
    "expired": (expired,),
    "from_the_future": (from_the_future,),
    "valid_too_long": (valid_for_ever,),
    "unknown_signer": (by_nobody_we_know,),
    "other_producer": (one_member_as_another,),
    "bad_signature": (under_another_key_id,),
    "revoked": (by_a_revoked_key,),
    "has_left": (by_one_who_left,),
    "key_not_valid": (by_a_key_before_its_time,),
    "members_expired": (after_the_members_file_ran_out,),
    "other_consortium": (of_another_consortium,),
    "other_type": (signed_as_another_type,),
    "too_large": (too_large,),
    "other_epoch": (of_before_a_new_beginning,),
    "not_decrypted": (encrypted_to_somebody_else,),
}
CASES = [(reason, case) for reason, cases in REFUSED.items() for case in cases]


@pytest.mark.parametrize(("reason", "bundles"), CASES, ids=[f"{case.__name__}-{reason}" for reason, case in CASES])
def test_it_is_refused_with_its_reason_and_nothing_taken_in(
    consortium: Consortium, messages: Messages, reason: str, bundles: Bundles
) -> None:
    *good, bad = bundles(consortium)
    for bundle in good:
        consortium["BUNIV"].accept_bytes(*bundle)
    before = dump(consortium["BUNIV"].store)
    with pytest.raises(ExchangeError) as refused:
        consortium["BUNIV"].accept_bytes(*bad)
    assert refused.value.key == f"exchange.{reason}"
    assert dump(consortium["BUNIV"].store) == before
    assert all(messages.tell(refused.value, language) for language in LANGUAGES)


def test_a_question_is_refused_where_others_are_told_than_those_named(consortium: Consortium) -> None:
    asked = request("AUNIV", "ror:00wk2mp56", "", ["BUNIV"], consortium.now.date())
    first = consortium.in_force.get("CUNIV").epoch
    both = {"BUNIV": Link(epoch=first), "CUNIV": Link(epoch=first)}
    with pytest.raises(ExchangeError, match="not_named"):
        consortium["BUNIV"].accept_bytes(*by_hand(consortium, "AUNIV", "BUNIV", pack([asked]), recipients=both, counts={"tasks": 1}))


def test_a_finding_older_than_the_one_held_undoes_the_whole_bundle(consortium: Consortium) -> None:
    (first, second) = a_bundle(consortium, "different", "same")
    consortium["BUNIV"].accept_bytes(*first)
    consortium["BUNIV"].accept_bytes(*second)
    link = Link(epoch=1, after=2, previous=digest(payload_in(second[0])))
    new = decision("AUNIV", listed="un_sc:CDe.1")
    bundle = by_hand(
        consortium, "AUNIV", "BUNIV", pack([decision("AUNIV"), new]), sequence=3, recipients={"BUNIV": link}, counts={"decisions": 2}
    )  # fmt: skip
    with pytest.raises(ExchangeError, match="older_finding"):
        consortium["BUNIV"].accept_bytes(*bundle)
    assert new.finding_id not in {one.finding.finding_id for one in consortium["BUNIV"].received()}


def test_one_member_cannot_change_or_withdraw_what_another_said(consortium: Consortium) -> None:
    ((envelope, content),) = a_bundle(consortium)
    consortium["BUNIV"].accept_bytes(envelope, content)
    (held,) = consortium["BUNIV"].received()
    body = {"of_kind": "decisions"}
    forged = Finding(
        kind="withdrawals", finding_id=held.finding.finding_id, revision=9, said_on="2026-11-02", until="2027-11-02", body=body
    )  # fmt: skip
    consortium["BUNIV"].accept_bytes(*by_hand(consortium, "CUNIV", "BUNIV", pack([forged]), counts={"withdrawals": 1}))
    assert consortium["BUNIV"].received() == [held]


def test_keys_that_others_could_read_are_not_used(consortium: Consortium) -> None:
    ((envelope, content),) = a_bundle(consortium)
    member = consortium["BUNIV"]
    (key,) = member.ring.folder.glob("*.key")
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o640)
    with pytest.raises(ExchangeError, match="key_open"):
        member.accept_bytes(envelope, content)
