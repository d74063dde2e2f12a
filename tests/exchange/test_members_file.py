"""The members file: whom it is taken from, what may follow it, whose keys it vouches for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from consortium import Consortium, card_of, decision

from flows.exchange import stewarding
from flows.exchange.accepting import accept_members, trust
from flows.exchange.canonical import canonical
from flows.exchange.envelope import keyid_of, public_of, read_envelope, signed
from flows.exchange.keys import Secret, fingerprint, new_secret, same_figures
from flows.exchange.members import TYPE, Members, payload_of, read_members, steward_figures
from sources.errors import ExchangeError

TODAY = date(2026, 11, 2)


def file_of(consortium: Consortium, change: Callable[[Members], Members], signer: Secret | None = None) -> bytes:
    members = change(consortium.in_force)
    return signed(payload_of(members), TYPE, signer.signer if signer else consortium.hub.ring.steward())


def renewed(members: Members) -> Members:
    return stewarding.renewed(members, TODAY)


def under_the_stewards_name(group: Consortium, signer: Secret) -> bytes:
    """Signed by somebody, with the steward's key named beside it."""
    steward = keyid_of(public_of(group.hub.ring.steward()))
    return file_of(group, renewed, signer).replace(signer.public.keyid.encode(), steward.encode())


def test_a_newer_file_of_the_steward_is_taken(consortium: Consortium) -> None:
    assert accept_members(consortium["AUNIV"].store, file_of(consortium, renewed), consortium.now).edition == 5


@pytest.mark.parametrize(
    ("reason", "make"),
    [
        ("older_members", lambda group: file_of(group, lambda known: known)),
        ("older_members", lambda group: file_of(group, lambda known: replace(known, edition=1))),
        ("unknown_signer", lambda group: file_of(group, renewed, new_secret())),
        ("unknown_signer", lambda group: file_of(group, renewed, group["AUNIV"].ring.secrets()[0])),
        ("other_consortium", lambda group: file_of(group, lambda known: replace(renewed(known), consortium="Another"))),
        ("other_type", lambda group: signed(payload_of(renewed(group.in_force)), "application/json", group.hub.ring.steward())),
        ("malformed", lambda group: signed(canonical({"members": []}), TYPE, group.hub.ring.steward())),
        ("not_canonical", lambda group: signed(b"{} ", TYPE, group.hub.ring.steward())),
        ("bad_signature", lambda group: under_the_stewards_name(group, new_secret())),
    ],
)
def test_another_file_is_refused_and_the_one_in_force_stays(
    consortium: Consortium, reason: str, make: Callable[[Consortium], bytes]
) -> None:
    with pytest.raises(ExchangeError) as refused:
        accept_members(consortium["AUNIV"].store, make(consortium), consortium.now)
    assert refused.value.key == f"exchange.{reason}"
    assert accept_members(consortium["AUNIV"].store, file_of(consortium, renewed), consortium.now).edition == 5


def test_a_steward_hands_over_to_another(consortium: Consortium) -> None:
    """The new key may sign once a file signed by the old one names it; the old one may not, once a file without it is in force."""
    member, first, second = consortium["AUNIV"], consortium.hub.ring.steward(), stewarding.new_steward()
    with pytest.raises(ExchangeError, match="unknown_signer"):
        accept_members(member.store, signed(payload_of(renewed(consortium.in_force)), TYPE, second), consortium.now)
    card, told = read_envelope(stewarding.steward_card(second)), steward_figures(public_of(second))
    consortium.edits(lambda known, today: stewarding.entrusted(known, card, told, today))
    after = stewarding.dismissed(consortium.in_force, steward_figures(public_of(first)), TODAY)
    assert accept_members(member.store, signed(payload_of(after), TYPE, second), consortium.now).edition == 6
    with pytest.raises(ExchangeError, match="unknown_signer"):
        accept_members(member.store, signed(payload_of(renewed(after)), TYPE, first), consortium.now)


def test_nobody_becomes_a_steward_by_other_figures_or_anothers_card(consortium: Consortium) -> None:
    second, third = stewarding.new_steward(), stewarding.new_steward()
    card = stewarding.steward_card(second)
    with pytest.raises(ExchangeError, match="other_figures"):
        stewarding.entrusted(consortium.in_force, read_envelope(card), steward_figures(public_of(third)), TODAY)
    forged = read_envelope(signed(read_envelope(card).payload, stewarding.STEWARD, third))
    with pytest.raises(ExchangeError, match="bad_signature"):
        stewarding.entrusted(consortium.in_force, forged, steward_figures(public_of(second)), TODAY)


def test_the_last_steward_stays(consortium: Consortium) -> None:
    with pytest.raises(ExchangeError, match="no_such_steward"):
        stewarding.dismissed(consortium.in_force, consortium.in_force.fingerprints[0], TODAY)


def test_nobody_is_trusted_twice_for_the_first_time(consortium: Consortium) -> None:
    figures = steward_figures(public_of(consortium.hub.ring.steward()))
    with pytest.raises(ExchangeError, match="trusted_before"):
        trust(consortium["AUNIV"].store, file_of(consortium, renewed), figures, consortium.now)


def test_a_key_belongs_to_one_member_only(consortium: Consortium) -> None:
    known = consortium.in_force
    thief = replace(known.get("BUNIV"), keys=known.get("AUNIV").keys)
    with pytest.raises(ExchangeError, match="shared_key"):
        payload_of(replace(known, members={**known.members, "BUNIV": thief}))


def test_a_member_cannot_put_keys_under_anothers_name(consortium: Consortium) -> None:
    secret, own = new_secret(), consortium["AUNIV"].ring.secrets()[0]
    forged = stewarding.card({"name": "BUNIV", "title_en": "B", "title_ja": "B"}, secret, own)
    with pytest.raises(ExchangeError, match="other_producer"):
        stewarding.read_card(read_envelope(forged), consortium.in_force)


def test_new_keys_need_no_telephone_only_while_the_old_ones_hold(consortium: Consortium) -> None:
    member = consortium["AUNIV"]
    member.ring.add(new_secret())
    card = stewarding.read_card(read_envelope(card_of(member)), consortium.in_force)
    added = stewarding.added(consortium.in_force, card, "", TODAY)
    old, new = sorted(added.get("AUNIV").keys, key=lambda key: key.valid_to)
    assert (old.valid_to, new.valid_from) == (TODAY + stewarding.OVERLAP, TODAY)
    with pytest.raises(ExchangeError, match="other_figures"):
        stewarding.added(consortium.in_force, card, "", TODAY + timedelta(days=1_000))


def test_new_keys_sign_nothing_before_the_others_know_them(consortium: Consortium) -> None:
    member = consortium["AUNIV"]
    member.says(decision("AUNIV"))
    member.ring.add(new_secret())
    (envelope,) = member.share("BUNIV")
    assert read_envelope(envelope.read_bytes()).keyid == member.ring.secrets()[1].public.keyid
    assert consortium["BUNIV"].accept(envelope).counts == {"decisions": 1}


def test_an_office_whose_keys_no_longer_hold_writes_nothing(consortium: Consortium) -> None:
    member = consortium["AUNIV"]
    member.says(decision("AUNIV"))
    consortium.edits(lambda known, today: stewarding.revoked(known, "AUNIV", today))
    with pytest.raises(ExchangeError, match="no_valid_key"):
        member.share("BUNIV")
    assert not member.outbox.exists()


def test_one_edition_has_one_text(consortium: Consortium) -> None:
    known = consortium.in_force
    turned = replace(known, members=dict(reversed(known.members.items())))
    assert payload_of(turned) == payload_of(known)
    assert payload_of(read_members(payload_of(known))) == payload_of(known)


@pytest.mark.parametrize(
    "told", ["12345-67890-12345-67890-12345", "12345 67890 1234567890 12345", "１２３４５ ６７８９０ 12345 67890 12345"]
)
def test_figures_are_the_same_however_they_are_typed(told: str) -> None:
    assert same_figures(told, "12345-67890-12345-67890-12345")
    assert not same_figures(told[:-1], "12345-67890-12345-67890-12345")
    assert not same_figures("", fingerprint(b"x" * 32, "age1"))


def test_secrets_are_never_shown() -> None:
    assert "AGE-SECRET" not in repr(new_secret())
