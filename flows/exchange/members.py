"""Who belongs to the consortium: the members file, its keys with their validity, and what may follow it. Pure.

One payload, signed by a steward's key. The office pins it once, by comparing figures on the telephone; from then on a file is
taken only when a steward named in the file before has signed it and its edition is higher.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.exchange import shapes
from flows.exchange.canonical import canonical, of_base64, strict, to_base64
from flows.exchange.envelope import KEY_BYTES, Envelope, keyid_of, refuse_forged
from flows.exchange.keys import Public, fingerprint, public_of_record, public_record, same_figures
from sources.errors import ExchangeError

TYPE = "application/vnd.sekisho.members.v1+json"
MOST = 1_000  # members, and keys of one member
_TEXTS = {"name": shapes.member, "title_en": shapes.name, "title_ja": shapes.name, "role": shapes.word("member", "hub")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """`valid_to`: the last day on which it signs. `revoked_on`: from when nothing it ever signed is taken any more."""

    public: Public
    valid_from: date
    valid_to: date
    revoked_on: date | None = None

    def signs_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to and self.revoked_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`epoch` rises when a member has lost its store or all its keys: all its channels begin anew, both ways."""

    name: str
    title_en: str
    title_ja: str
    role: str = "member"
    epoch: int = 1
    keys: tuple[Key, ...] = field(default_factory=tuple)
    left_on: date | None = None

    def box_on(self, day: date) -> str | None:
        """The age recipient to write to: of the newest valid key, or None when there is none."""
        usable = [key for key in self.keys if key.signs_on(day)]
        return max(usable, key=lambda key: (key.valid_from, key.public.keyid)).public.box if usable else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """One edition of the members file. `stewards`: public keys, any of which may sign the next; `expires`: the last day of use."""

    consortium: str
    edition: int
    issued: date
    expires: date
    stewards: tuple[bytes, ...]
    members: Mapping[str, Member]

    def owner_of(self, keyid: str) -> tuple[Member, Key]:
        """Whose key it is. Raises ExchangeError for one that no member has or ever had."""
        for member in self.members.values():
            for key in member.keys:
                if key.public.keyid == keyid:
                    return member, key
        raise ExchangeError("exchange.unknown_signer", keyid=keyid[:12])

    def get(self, name: str) -> Member:
        """Raises ExchangeError for a name that is not in the file, or of one that has left."""
        found = self.members.get(name)
        if found is None or found.left_on:
            raise ExchangeError("exchange.no_such_member", name=name[:20], known=", ".join(self.active) or "-")
        return found

    @property
    def active(self) -> tuple[str, ...]:
        """Names of those who have not left, sorted."""
        return tuple(name for name, member in sorted(self.members.items()) if not member.left_on)

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The stewards' figures, to read out."""
        return tuple(steward_figures(one) for one in self.stewards)


def steward_figures(public: bytes) -> str:
    return fingerprint(public, "steward")


def payload_of(members: Members) -> bytes:
    """The one text of an edition. Raises ExchangeError where two members would share a key."""
    found = {
        "consortium": members.consortium,
        "edition": members.edition,
        "issued": members.issued.isoformat(),
        "expires": members.expires.isoformat(),
        "stewards": [to_base64(one) for one in members.stewards],
        "members": [_record(member) for _, member in sorted(members.members.items())],
    }
    payload = canonical(found)
    read_members(payload)
    return payload


def read_members(payload: bytes) -> Members:
    """An edition whose signature holds. Raises ExchangeError for anything that is not exactly one."""
    found = strict(payload, "members")
    _refuse_other(found, {"consortium", "edition", "issued", "expires", "stewards", "members"})
    stewards, records = found["stewards"], found["members"]
    lists = isinstance(stewards, list) and isinstance(records, list) and 0 < len(stewards) <= MOST and len(records) <= MOST
    if not (lists and shapes.name(found["consortium"]) and _is_positive(found["edition"])):
        raise ExchangeError("exchange.malformed", what="members")
    members = [_member(one) for one in records]
    keyids = [key.public.keyid for member in members for key in member.keys]
    if len(set(keyids)) != len(keyids) or len({member.name for member in members}) != len(members):
        raise ExchangeError("exchange.shared_key")
    return Members(
        consortium=found["consortium"],
        edition=found["edition"],
        issued=_day(found["issued"]),
        expires=_day(found["expires"]),
        stewards=tuple(_steward(one) for one in stewards),
        members={member.name: member for member in members},
    )


def first_members(envelope: Envelope, told: str) -> Members:
    """A members file pinned for the first time: signed by a steward whose figures are those read out. Raises ExchangeError."""
    _refuse_other_type(envelope)
    members = _signed_by_one_of(read_members(envelope.payload).stewards, envelope)
    signer = next(one for one in members.stewards if keyid_of(one) == envelope.keyid)
    if not same_figures(told, steward_figures(signer)):
        raise ExchangeError("exchange.other_figures", told=told[:60])
    return members


def next_members(envelope: Envelope, pinned: Members) -> Members:
    """The edition that follows the pinned one. Raises ExchangeError when no pinned steward signed it, or it is not newer."""
    _refuse_other_type(envelope)
    members = _signed_by_one_of(pinned.stewards, envelope)
    if members.consortium != pinned.consortium:
        raise ExchangeError("exchange.other_consortium", found=members.consortium, ours=pinned.consortium)
    if members.edition <= pinned.edition:
        raise ExchangeError("exchange.older_members", found=members.edition, ours=pinned.edition)
    return members


def _signed_by_one_of(stewards: tuple[bytes, ...], envelope: Envelope) -> Members:
    known = {keyid_of(one): one for one in stewards}
    if envelope.keyid not in known:
        raise ExchangeError("exchange.unknown_signer", keyid=envelope.keyid[:12])
    refuse_forged(envelope, known[envelope.keyid])
    return read_members(envelope.payload)


def _refuse_other_type(envelope: Envelope) -> None:
    if envelope.payload_type != TYPE:
        raise ExchangeError("exchange.other_type", found=envelope.payload_type[:80])


def _record(member: Member) -> dict[str, Any]:
    keys = [
        {"public": public_record(key.public), "valid_from": key.valid_from.isoformat(), "valid_to": key.valid_to.isoformat(),
         "revoked_on": key.revoked_on.isoformat() if key.revoked_on else ""}
        for key in sorted(member.keys, key=lambda key: (key.valid_from, key.public.keyid))
    ]  # fmt: skip
    said = {name: getattr(member, name) for name in (*_TEXTS, "epoch")}
    return said | {"keys": keys, "left_on": member.left_on.isoformat() if member.left_on else ""}


def _member(record: Any) -> Member:
    _refuse_other(record, {*_TEXTS, "epoch", "keys", "left_on"})
    well = all(check(record[name]) for name, check in _TEXTS.items()) and _is_positive(record["epoch"])
    if not well or not isinstance(record["keys"], list) or len(record["keys"]) > MOST:
        raise ExchangeError("exchange.malformed", what="members")
    texts = {name: record[name] for name in _TEXTS}
    return Member(**texts, epoch=record["epoch"], keys=tuple(_key(one) for one in record["keys"]), left_on=_day_or_none(record["left_on"]))


def _key(record: Any) -> Key:
    _refuse_other(record, {"public", "valid_from", "valid_to", "revoked_on"})
    return Key(
        public=public_of_record(record["public"]),
        valid_from=_day(record["valid_from"]),
        valid_to=_day(record["valid_to"]),
        revoked_on=_day_or_none(record["revoked_on"]),
    )


def _steward(text: Any) -> bytes:
    public = of_base64(text, "key")
    if len(public) != KEY_BYTES:
        raise ExchangeError("exchange.malformed", what="key")
    return public


def _refuse_other(record: Any, names: set[str]) -> None:
    if not isinstance(record, dict) or record.keys() != names:
        raise ExchangeError("exchange.malformed", what="members")


def _day(value: Any) -> date:
    if not shapes.day(value):
        raise ExchangeError("exchange.malformed", what="members")
    return date.fromisoformat(value)


def _day_or_none(value: Any) -> date | None:
    return None if value == "" else _day(value)


def _is_positive(value: Any) -> bool:
    return shapes.whole(value) and value > 0
