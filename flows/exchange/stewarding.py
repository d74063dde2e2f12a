"""Editing the members file: founding, adding, renewing keys, revoking, leaving. Each gives the next edition, unsigned. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flows.exchange import shapes
from flows.exchange.canonical import canonical, of_base64, strict, to_base64
from flows.exchange.envelope import KEY_BYTES, Envelope, public_of, refuse_forged, signed
from flows.exchange.keys import Public, Secret, public_of_record, public_record, same_figures
from flows.exchange.members import Key, Member, Members, steward_figures
from sources.errors import ExchangeError

CARD, STEWARD = "application/vnd.sekisho.card.v1+json", "application/vnd.sekisho.steward.v1+json"
KEYS_HOLD, FILE_HOLDS, OVERLAP = timedelta(days=730), timedelta(days=180), timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a member hands to the steward: who it is, its new keys, and (when it changes keys) the one it signed with before."""

    name: str
    title_en: str
    title_ja: str
    public: Public
    signed_by: str


def card(identity: Mapping[str, str], secret: Secret, signer: Secret) -> bytes:
    """The card as a file, signed by `signer`: the keys in use when others take their place, else the new ones themselves."""
    return signed(canonical({**identity, "public": public_record(secret.public)}), CARD, signer.signer)


def read_card(envelope: Envelope, members: Members | None) -> Card:
    """A card signed by its own key, or by one its member holds. Raises ExchangeError."""
    if envelope.payload_type != CARD:
        raise ExchangeError("exchange.other_type", found=envelope.payload_type[:80])
    found = strict(envelope.payload, "card")
    texts = {"name": shapes.member, "title_en": shapes.name, "title_ja": shapes.name}
    if not isinstance(found, dict) or found.keys() != {*texts, "public"} or not all(check(found[name]) for name, check in texts.items()):
        raise ExchangeError("exchange.malformed", what="card")
    public = public_of_record(found["public"])
    if envelope.keyid == public.keyid:
        refuse_forged(envelope, public.signing)
    else:
        _refuse_not_held(envelope, found, members)
    return Card(**{name: found[name] for name in texts}, public=public, signed_by=envelope.keyid)


def founded(consortium: str, steward: bytes, today: date) -> Members:
    """The first edition: a steward, no members yet."""
    if not shapes.name(consortium) or len(steward) != KEY_BYTES:
        raise ExchangeError("exchange.bad_name", field="consortium")
    return Members(consortium=consortium, edition=0, issued=today, expires=today + FILE_HOLDS, stewards=(steward,), members={})


def added(members: Members, one: Card, told: str, today: date, role: str = "member") -> Members:
    """With a member, or a member's new keys; the old ones hold for OVERLAP more, so that what is on its way arrives.

    `told`: the figures read out on the telephone. They may be left out only where a key that holds today signed the card.
    """
    known = members.members.get(one.name)
    vouched = known is not None and any(key.public.keyid == one.signed_by and key.signs_on(today) for key in known.keys)
    if not (vouched and not told) and not same_figures(told, one.public.fingerprint):
        raise ExchangeError("exchange.other_figures", told=told[:60] or "-")
    new = Key(public=one.public, valid_from=today, valid_to=today + KEYS_HOLD)
    before = known or Member(name=one.name, title_en=one.title_en, title_ja=one.title_ja, role=role)
    keys = tuple(replace(key, valid_to=min(key.valid_to, today + OVERLAP)) for key in before.keys)
    return _next(members, replace(before, title_en=one.title_en, title_ja=one.title_ja, left_on=None, keys=(*keys, new)), today)


def revoked(members: Members, name: str, today: date) -> Members:
    """Nothing that this member's present keys ever signed is taken any more, and it is written to no more until it has new ones."""
    member = members.get(name)
    return _next(members, replace(member, keys=tuple(replace(key, revoked_on=key.revoked_on or today) for key in member.keys)), today)


def left(members: Members, name: str, today: date) -> Members:
    return _next(members, replace(members.get(name), left_on=today), today)


def begun_anew(members: Members, name: str, today: date) -> Members:
    """For a member that has lost its store: everything between it and the others starts again."""
    member = members.get(name)
    return _next(members, replace(member, epoch=member.epoch + 1), today)


def renewed(members: Members, today: date) -> Members:
    """The same members for longer."""
    return _next(members, None, today)


def steward_card(signer: Ed25519PrivateKey) -> bytes:
    """A key that asks to be a steward's too, as a file signed by itself."""
    return signed(canonical({"steward": to_base64(public_of(signer))}), STEWARD, signer)


def entrusted(members: Members, envelope: Envelope, told: str, today: date) -> Members:
    """With another key that may sign the next edition, by the figures read out: so two people share the work, or one hands it over."""
    if envelope.payload_type != STEWARD:
        raise ExchangeError("exchange.other_type", found=envelope.payload_type[:80])
    found = strict(envelope.payload, "card")
    public = of_base64(found.get("steward") if isinstance(found, dict) else None, "key")
    refuse_forged(envelope, public)
    if not same_figures(told, steward_figures(public)):
        raise ExchangeError("exchange.other_figures", told=told[:60] or "-")
    if public in members.stewards:
        raise ExchangeError("exchange.shared_key")
    return replace(_next(members, None, today), stewards=(*members.stewards, public))


def dismissed(members: Members, told: str, today: date) -> Members:
    """Without the steward's key of these figures: lost, stolen, or handed over. The last one stays."""
    left_over = tuple(one for one in members.stewards if not same_figures(told, steward_figures(one)))
    if not left_over or len(left_over) == len(members.stewards):
        raise ExchangeError("exchange.no_such_steward", told=told[:60] or "-")
    return replace(_next(members, None, today), stewards=left_over)


def new_steward() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


def _next(members: Members, changed: Member | None, today: date) -> Members:
    everyone = {**members.members, **({changed.name: changed} if changed else {})}
    return replace(members, edition=members.edition + 1, issued=today, expires=today + FILE_HOLDS, members=everyone)


def _refuse_not_held(envelope: Envelope, found: Mapping[str, Any], members: Members | None) -> None:
    if members is None:
        raise ExchangeError("exchange.unknown_signer", keyid=envelope.keyid[:12])
    member, key = members.owner_of(envelope.keyid)
    if member.name != found["name"]:
        raise ExchangeError("exchange.other_producer", claimed=found["name"], signer=member.name)
    refuse_forged(envelope, key.public.signing)
