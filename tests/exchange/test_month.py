"""Three members and a hub for a month: exchange, conflict, correction, withdrawal, rotation, revocation, a late member, one who leaves."""

from pathlib import Path

import pytest
from consortium import LISTED, Consortium, card_of, decision

from flows.exchange import stewarding, store
from flows.exchange.accepting import CONTENT, ENVELOPE
from flows.exchange.envelope import read_envelope
from flows.exchange.keys import new_secret
from flows.exchange.relay import relay
from sources.errors import ExchangeError


def judgements(consortium: Consortium, name: str) -> dict[str, str]:
    """Whose decisions a member holds, and what they say."""
    return {one.producer: one.finding.body["judgement"] for one in consortium[name].received()}


def sent_by_way_of_the_hub(consortium: Consortium, envelopes: list[Path], folder: Path) -> None:
    """Everything goes to the hub, which passes it on; everyone takes in what came."""
    (folder / "in").mkdir(exist_ok=True)
    for envelope in envelopes:
        content = envelope.with_name(envelope.name.replace(ENVELOPE, CONTENT))
        for file in (envelope, content):
            (folder / "in" / file.name).write_bytes(file.read_bytes())
    passed = relay(folder / "in", folder / "out", consortium.in_force, consortium.now)
    assert not [one for one in passed if one.refused]
    for recipient in sorted((folder / "out").iterdir()):
        for envelope in sorted(recipient.glob(f"*{ENVELOPE}")):
            consortium[recipient.name].accept(envelope)
    for file in sorted(folder.rglob("*.sekisho.*")):
        file.unlink()


def test_a_month_of_three_members_and_a_hub(consortium: Consortium, tmp_path: Path) -> None:
    a, b, c = (consortium[name] for name in ("AUNIV", "BUNIV", "CUNIV"))
    post = tmp_path / "post"
    post.mkdir()

    # Exchange, by way of the hub, which cannot open what it passes on.
    a.says(decision("AUNIV", "different"))
    envelopes = a.share("BUNIV", "CUNIV")
    with pytest.raises(ExchangeError, match="not_for_us"):
        consortium.hub.accept(envelopes[0])
    sent_by_way_of_the_hub(consortium, envelopes, post)
    assert judgements(consortium, "BUNIV") == judgements(consortium, "CUNIV") == {"AUNIV": "different"}

    # Conflict: B found the opposite; both stand, each under its author's name.
    consortium.pass_days(3)
    b.says(decision("BUNIV", "same", on=consortium.now.date()))
    sent_by_way_of_the_hub(consortium, b.share("AUNIV", "CUNIV"), post)
    assert judgements(consortium, "CUNIV") == {"AUNIV": "different", "BUNIV": "same"}
    assert judgements(consortium, "AUNIV") == {"BUNIV": "same"}

    # Correction: A agrees now. It is sent to C only, and travels to B all the same.
    consortium.pass_days(4)
    a.says(decision("AUNIV", "same", on=consortium.now.date(), reason="body_number"))
    sent_by_way_of_the_hub(consortium, a.share("CUNIV"), post)
    assert judgements(consortium, "BUNIV") == {"AUNIV": "same"}

    # Withdrawal: B takes its decision back; a tombstone without words stays with both.
    consortium.pass_days(3)
    b.said.clear()
    sent_by_way_of_the_hub(consortium, b.share("AUNIV"), post)
    for name in ("AUNIV", "CUNIV"):
        (tombstone,) = consortium[name].received("withdrawn")
        assert (tombstone.producer, tombstone.finding.kind, tombstone.finding.body) == ("BUNIV", "decisions", {})

    # Rotation: C's new keys are vouched for by its old ones; what was on its way to the old key still opens.
    a.says(decision("AUNIV", "different", on=consortium.now.date(), listed=LISTED[1]))
    on_its_way = a.share("CUNIV")
    c.ring.add(new_secret())
    card = read_envelope(card_of(c))
    consortium.edits(lambda known, today: stewarding.added(known, stewarding.read_card(card, known), "", today))
    sent_by_way_of_the_hub(consortium, on_its_way, post)
    c.says(decision("CUNIV", "unsure", on=consortium.now.date()))
    sent_by_way_of_the_hub(consortium, c.share("AUNIV"), post)
    assert judgements(consortium, "AUNIV") == {"CUNIV": "unsure"}

    # Revocation: B's laptop is lost. What its keys sign is refused; with new keys, by telephone, it goes on where it was.
    consortium.pass_days(2)
    b.says(decision("BUNIV", "different", on=consortium.now.date()))
    lost = b.share("AUNIV")
    consortium.edits(lambda known, today: stewarding.revoked(known, "BUNIV", today))
    with pytest.raises(ExchangeError, match="revoked"):
        a.accept(lost[0])
    b.ring.add(new_secret())
    card = read_envelope(card_of(b))
    with pytest.raises(ExchangeError, match="other_figures"):
        consortium.edits(lambda known, today: stewarding.added(known, stewarding.read_card(card, known), "", today))
    told = b.ring.secrets()[0].public.fingerprint
    consortium.edits(lambda known, today: stewarding.added(known, stewarding.read_card(card, known), told, today))

    # B cannot know which of its last bundles were thrown away: it begins anew, and says everything once more.
    consortium.edits(lambda known, today: stewarding.begun_anew(known, "BUNIV", today))
    sent_by_way_of_the_hub(consortium, b.share("AUNIV", "CUNIV"), post)
    assert judgements(consortium, "AUNIV") == {"CUNIV": "unsure", "BUNIV": "different"}

    # A late member gets what holds now, and not what was taken back before.
    consortium.pass_days(5)
    consortium.joins("DUNIV", tmp_path / "DUNIV")
    sent_by_way_of_the_hub(consortium, [*a.share("DUNIV"), *b.share("DUNIV")], post)
    assert len(consortium["DUNIV"].received()) == 3
    assert not consortium["DUNIV"].received("withdrawn")

    # C leaves: nothing more goes to it or is taken from it; what it said before stays until it runs out.
    consortium.pass_days(3)
    late = c.share("BUNIV")
    consortium.edits(lambda known, today: stewarding.left(known, "CUNIV", today))
    with pytest.raises(ExchangeError, match="has_left"):
        b.accept(late[0])
    with pytest.raises(ExchangeError, match="no_such_member"):
        a.share("CUNIV")
    assert judgements(consortium, "AUNIV")["CUNIV"] == "unsure"
    consortium.pass_days(400)
    with store.transaction(a.store) as connection:
        store.forget_expired(connection, consortium.now.date())
    assert judgements(consortium, "AUNIV") == {}
    assert {one.finding.body == {} for one in a.received("expired")} == {True}
