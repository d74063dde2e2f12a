"""May this bundle be opened? Asked of the envelope, the members file and what was taken before; the content stays closed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.exchange.canonical import digest
from flows.exchange.envelope import Envelope, read_envelope, refuse_forged
from flows.exchange.members import Member, Members
from flows.exchange.packing import LARGEST
from flows.exchange.statement import NOTHING, TYPE, Statement, read_statement, statement_digest
from sources.errors import ExchangeError

AHEAD = timedelta(hours=24)  # a clock elsewhere may be so far ahead
LONGEST = timedelta(days=400)  # a bundle may not be valid for longer
_OVERHEAD = 20_000_000  # bytes by which encryption may add to a content


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A statement already taken: its number and sha256. The first follows number 0."""

    sequence: int = 0
    digest: str = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What was taken from one producer in its present epochs: the last, and all by number."""

    last: Place
    taken: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A statement that may be acted on, and its own sha256."""

    statement: Statement
    digest: str


def verified(envelope: bytes, ciphertext: bytes, members: Members, now: datetime) -> Verified:
    """All that can be asked without being the recipient: who says it, in force, unaltered. Raises ExchangeError with the reason.

    Nothing of the payload is read before the signature holds, nothing of the encrypted file before its checksum does.
    """
    if len(ciphertext) > LARGEST + _OVERHEAD:
        raise ExchangeError("exchange.too_large", what="bundle", size=len(ciphertext), largest=LARGEST + _OVERHEAD)
    found = read_envelope(envelope)
    statement = _said_by_its_owner(found, members, now)
    if statement.consortium != members.consortium:
        raise ExchangeError("exchange.other_consortium", found=statement.consortium, ours=members.consortium)
    _refuse_untimely(statement, now)
    if digest(ciphertext) != statement.ciphertext:
        raise ExchangeError("exchange.other_content")
    return Verified(statement=statement, digest=statement_digest(found.payload))


def refuse_misdirected(one: Verified, me: Member, producer: Member, thread: Thread) -> None:
    """Raises ExchangeError unless the bundle is for me and follows what I took last: no replay, no gap, no fork."""
    statement = one.statement
    link = statement.recipients.get(me.name)
    facts = {"producer": statement.producer, "sequence": statement.sequence}
    if link is None:
        raise ExchangeError("exchange.not_for_us", **facts, us=me.name)
    if one.digest in thread.taken.values():
        raise ExchangeError("exchange.replayed", **facts)
    if (statement.epoch, link.epoch) != (producer.epoch, me.epoch):
        raise ExchangeError("exchange.other_epoch", **facts)
    if statement.sequence not in thread.taken and link.after > thread.last.sequence:
        raise ExchangeError("exchange.gap", **facts, missing=link.after, last=thread.last.sequence)
    follows = (link.after, link.previous) == (thread.last.sequence, thread.last.digest)
    if not follows or statement.sequence <= thread.last.sequence:
        raise ExchangeError("exchange.forked", **facts, last=thread.last.sequence)


def _said_by_its_owner(envelope: Envelope, members: Members, now: datetime) -> Statement:
    if envelope.payload_type != TYPE:
        raise ExchangeError("exchange.other_type", found=envelope.payload_type[:80])
    if members.expires < now.date():
        raise ExchangeError("exchange.members_expired", expires=members.expires)
    member, key = members.owner_of(envelope.keyid)
    refuse_forged(envelope, key.public.signing)
    statement = read_statement(envelope.payload)
    if statement.producer != member.name:
        raise ExchangeError("exchange.other_producer", claimed=statement.producer, signer=member.name)
    if member.left_on:
        raise ExchangeError("exchange.has_left", name=member.name, left_on=member.left_on)
    if key.revoked_on:
        raise ExchangeError("exchange.revoked", name=member.name, revoked_on=key.revoked_on)
    if not key.signs_on(statement.created.date()):
        raise ExchangeError("exchange.key_not_valid", name=member.name, created=statement.created.date())
    return statement


def _refuse_untimely(statement: Statement, now: datetime) -> None:
    if statement.created > now + AHEAD:
        raise ExchangeError("exchange.from_the_future", created=statement.created.date())
    if statement.expires <= now:
        raise ExchangeError("exchange.expired", expires=statement.expires.date())
    if statement.expires - statement.created > LONGEST:
        raise ExchangeError("exchange.valid_too_long", days=LONGEST.days)
