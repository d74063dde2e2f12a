"""`sekisho members` and `relay`: keys of one's own, whom one trusts, and (for a steward) the members file."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows import show
from flows.disk import write_private
from flows.exchange import stewarding, store
from flows.exchange.accepting import bytes_of, trust
from flows.exchange.envelope import LARGEST, public_of, read_envelope, signed
from flows.exchange.keyring import Identity, Keyring
from flows.exchange.keys import Secret, new_secret
from flows.exchange.members import TYPE, Members, payload_of, steward_figures
from flows.exchange.relay import relay
from flows.messages import Messages, load_messages
from flows.settings import ROOT, Settings
from sources.errors import ExchangeError

WELL, REFUSED = 0, 2


def listed(settings: Settings, as_json: bool) -> int:
    """Who belongs to the consortium, with figures to compare and how long each key holds."""
    members = _in_force(settings)
    own = keyring(settings).identity().name
    rows: list[dict[str, Any]] = [
        {
            "name": member.name,
            "title": member.title_ja if settings.language == "ja" else member.title_en,
            "role": str(member.role),
            "is_own": member.name == own,
            "figures": key.public.fingerprint,
            "valid_from": str(key.valid_from),
            "valid_to": str(key.valid_to),
            "key_state": _key_state(member.left_on, key.revoked_on, key.signs_on(_today())),
        }
        for _, member in sorted(members.members.items())
        for key in member.keys
    ]
    if not as_json:
        rows = [row | {"role": _word(settings, row["role"]), "key_state": _word(settings, row["key_state"])} for row in rows]
    show.table("members", rows, messages(), settings.language, as_json, edition=members.edition, expires=str(members.expires))
    if not as_json:
        facts = {"consortium": members.consortium, "edition": members.edition, "expires": members.expires}
        say(settings, "exchange.members", figures=", ".join(members.fingerprints), **facts)
    return WELL


def begin(settings: Settings, name: str, title_en: str, title_ja: str) -> int:
    """Keys of one's own, and the card to hand to the steward."""
    ring, secret = keyring(settings), new_secret()
    ring.begin(Identity(name=name, title_en=title_en, title_ja=title_ja), secret)
    return _card(settings, secret, secret)


def rotate(settings: Settings) -> int:
    """New keys of one's own; the card is signed by those in use until now. The steward's next members file puts them in force."""
    ring = keyring(settings)
    before, secret = ring.secrets()[0], new_secret()
    ring.add(secret)
    return _card(settings, secret, before)


def found(settings: Settings, consortium: str) -> int:
    """A consortium with this office as its hub and steward."""
    ring, today = keyring(settings), _today()
    own = stewarding.read_card(read_envelope(_card_of(ring, ring.secrets()[0], ring.secrets()[0])), None)
    signer = stewarding.new_steward()
    first = stewarding.founded(consortium, public_of(signer), today)
    members = stewarding.added(first, own, own.public.fingerprint, today, role="hub")
    ring.make_steward(signer)
    with store.transaction(settings.exchange_store) as connection:
        envelope = signed(payload_of(members), TYPE, signer)
        store.pin(connection, envelope, members, datetime.now(UTC))
    return _members_file(settings, members, envelope)


def first_trust(settings: Settings, file: Path, figures: str) -> int:
    """The members file of a consortium, by the figures that its steward read out."""
    members = trust(settings.exchange_store, bytes_of(file, LARGEST), figures, datetime.now(UTC))
    say(settings, "exchange.trusted", consortium=members.consortium, names=", ".join(members.active))
    return WELL


def add(settings: Settings, file: Path, figures: str) -> int:
    """A member by its card and the figures it read out; or a known member's new keys."""
    content = bytes_of(file, LARGEST)

    def change(members: Members, today: date) -> Members:
        return stewarding.added(members, stewarding.read_card(read_envelope(content), members), figures, today)

    return edit(settings, change)


def stand_in(settings: Settings) -> int:
    """A steward's key for this office, too, and the card to hand to the steward of today."""
    signer = stewarding.new_steward()
    keyring(settings).make_steward(signer)
    path = _write(settings, f"{keyring(settings).identity().name}.sekisho-steward.json", stewarding.steward_card(signer))
    say(settings, "exchange.card", file=str(path), figures=steward_figures(public_of(signer)))
    return WELL


def entrust(settings: Settings, file: Path, figures: str) -> int:
    """Another steward, by its card and the figures it read out."""
    envelope = read_envelope(bytes_of(file, LARGEST))
    return edit(settings, lambda members, today: stewarding.entrusted(members, envelope, figures, today))


def edit(settings: Settings, change: Callable[[Members, date], Members]) -> int:
    """The next edition of the members file, signed, in force here, and written to be sent to everyone.

    Raises ExchangeError where this office has no steward's key, or none that the file in force names.
    """
    signer = keyring(settings).steward()
    with store.transaction(settings.exchange_store) as connection:
        pinned = store.pinned(connection)
        if public_of(signer) not in pinned.stewards:
            raise ExchangeError("exchange.no_steward")
        members = change(pinned, _today())
        envelope = signed(payload_of(members), TYPE, signer)
        store.pin(connection, envelope, members, datetime.now(UTC))
    return _members_file(settings, members, envelope)


def pass_on(settings: Settings, coming: Path, going: Path, as_json: bool) -> int:
    """What lies in `coming`, into a folder for each recipient. Exit 2 when anything was refused."""
    passed = relay(coming, going, _in_force(settings), datetime.now(UTC))
    rows = [
        {"bundle": one.name, "to": ", ".join(one.to), "reason": messages().tell(one.refused, settings.language) if one.refused else ""}
        for one in passed
    ]
    show.table("passed", rows, messages(), settings.language, as_json)
    return REFUSED if any(one.refused for one in passed) else WELL


def keyring(settings: Settings) -> Keyring:
    return Keyring(settings.exchange / "keys")


def outbox(settings: Settings) -> Path:
    return settings.exchange / "outbox"


def messages() -> Messages:
    return load_messages(ROOT / "data" / "reference" / "messages")


def say(settings: Settings, key: str, **facts: Any) -> None:
    show.say(messages().text(key, settings.language, **facts))


def _in_force(settings: Settings) -> Members:
    with store.transaction(settings.exchange_store) as connection:
        return store.pinned(connection)


def _card_of(ring: Keyring, secret: Secret, signer: Secret) -> bytes:
    who = ring.identity()
    return stewarding.card({"name": who.name, "title_en": who.title_en, "title_ja": who.title_ja}, secret, signer)


def _card(settings: Settings, secret: Secret, signer: Secret) -> int:
    ring = keyring(settings)
    path = _write(settings, f"{ring.identity().name}.sekisho-card.json", _card_of(ring, secret, signer))
    say(settings, "exchange.card", file=str(path), figures=secret.public.fingerprint)
    return WELL


def _members_file(settings: Settings, members: Members, envelope: bytes) -> int:
    path = _write(settings, f"members-{members.edition:04d}.sekisho-members.json", envelope)
    steward = steward_figures(public_of(keyring(settings).steward()))
    say(settings, "exchange.members_written", file=str(path), edition=members.edition, expires=members.expires, figures=steward)
    return WELL


def _write(settings: Settings, name: str, content: bytes) -> Path:
    path = outbox(settings) / name
    write_private(path, content)
    return path


def _key_state(left_on: date | None, revoked_on: date | None, holds: bool) -> str:
    return "left" if left_on else "revoked" if revoked_on else "valid" if holds else "not_valid"


def _word(settings: Settings, code: str) -> str:
    return messages().text(f"exchange.words.{code}", settings.language)


def _today() -> date:
    """Validity of keys is by UTC, wherever a member's clock hangs."""
    return datetime.now(UTC).date()
