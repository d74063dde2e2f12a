"""Making bundles: what would leave is shown first, field by field, and only just that leaves."""

import sqlite3
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.crash import crash
from flows.disk import write_private
from flows.exchange import sent, store
from flows.exchange.accepting import CONTENT, ENVELOPE
from flows.exchange.canonical import canonical, digest
from flows.exchange.envelope import signed
from flows.exchange.keyring import Keyring
from flows.exchange.keys import Secret, seal
from flows.exchange.kinds import ORDER, Finding
from flows.exchange.members import Members
from flows.exchange.owed import Parcel, parcels
from flows.exchange.packing import pack
from flows.exchange.release import Published, refuse_private
from flows.exchange.statement import LABELS, TYPE, Edition, Statement, payload_of, statement_digest
from sources.errors import ExchangeError

_CODE = 8  # letters of the checksum by which a person confirms what was shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """By what the findings were screened: ruleset, whether every required list was in use, the editions."""

    ruleset: str
    is_complete: bool
    sources: tuple[Edition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asked for. `wanted`: numbers of the findings that go to `to`; `days`: how long the bundles may be taken in."""

    to: tuple[str, ...]
    label: str
    wanted: Set[str]
    days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Exactly what leaves: each parcel's recipients, label and findings. `code` stands for all of it."""

    parcels: tuple[Parcel, ...]
    code: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One row per finding and parcel, every field of it, for a page or a terminal."""
        return [
            {"to": ", ".join(parcel.recipients), "tlp": parcel.label, "kind": finding.kind, **finding.row}
            for parcel in self.parcels
            for finding in sorted(parcel.findings, key=lambda one: ORDER.index(one.kind))
        ]


def preview(
    path: Path, keyring: Keyring, current: Mapping[str, Finding], published: Published, asked: Asked, now: datetime
) -> Leaving:  # fmt: skip
    """What `share` would write at this moment. Writes nothing. Raises ExchangeError for what may not leave, or to nobody."""
    with store.transaction(path) as connection:
        return _leaving(connection, keyring, current, published, asked, now)


def share(
    path: Path, keyring: Keyring, outbox: Path, current: Mapping[str, Finding], published: Published, asked: Asked,
    screened: Screened, now: datetime, *, code: str,
) -> list[Path]:  # fmt: skip
    """Write the bundles that were shown under `code` into the outbox: their envelopes. Raises ExchangeError when it is another by now.

    Files first, then the store: a crash between leaves files that the next call overwrites, and nobody has sent them yet.
    """
    with store.transaction(path) as connection:
        leaving = _leaving(connection, keyring, current, published, asked, now)
        if leaving.code != code:
            raise ExchangeError("exchange.shown_otherwise", code=code[:20], now=leaving.code)
        if not leaving.parcels:
            raise ExchangeError("exchange.nothing_to_share")
        members = store.pinned(connection)
        made = [_write(connection, keyring, members, outbox, parcel, asked, screened, now) for parcel in leaving.parcels]
        crash("exchange:before_sent")
    return made


def _leaving(
    connection: sqlite3.Connection, keyring: Keyring, current: Mapping[str, Finding], published: Published, asked: Asked, now: datetime
) -> Leaving:  # fmt: skip
    members, own = store.pinned(connection), keyring.identity().name
    me = members.get(own)
    if asked.label not in LABELS:
        raise ExchangeError("exchange.unknown_label", given=asked.label[:20], known=", ".join(LABELS))
    if own in asked.to or not asked.to:
        raise ExchangeError("exchange.to_nobody")
    for name in asked.to:
        members.get(name)
    # Whoever has no valid key today is owed until it has one.
    reached = {name: members.get(name).epoch for name in members.active if name != own and members.get(name).box_on(now.date())}
    if missing := set(asked.to) - set(reached):
        raise ExchangeError("exchange.no_valid_key", name=", ".join(sorted(missing)))
    stated = sent.stated(connection, reached, me.epoch)
    found = parcels(current, stated, asked.wanted, asked.to, asked.label, active=reached, today=now.date())
    for parcel in found:
        refuse_private(parcel.findings, published)
    shown = [[list(one.recipients), one.label, digest(pack(one.findings))] for one in found]
    return Leaving(parcels=tuple(found), code=digest(canonical([own, asked.days, shown]))[:_CODE])


def _write(
    connection: sqlite3.Connection, keyring: Keyring, members: Members, outbox: Path, parcel: Parcel, asked: Asked,
    screened: Screened, now: datetime,
) -> Path:  # fmt: skip
    me = members.get(keyring.identity().name)
    secret = _signing(members, me.name, keyring.secrets(), now)
    to = [members.get(name) for name in parcel.recipients]
    content = seal(pack(parcel.findings), [_box(members, one.name, now) for one in to])
    counts: dict[str, int] = {}
    for finding in parcel.findings:
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    statement = Statement(
        consortium=members.consortium,
        producer=me.name,
        epoch=me.epoch,
        sequence=sent.last_sequence(connection, me.epoch) + 1,
        recipients={one.name: sent.link(connection, one.name, one.epoch, me.epoch) for one in to},
        created=now,
        expires=now + timedelta(days=asked.days),
        tlp=parcel.label,
        software=f"sekisho {version('sekisho')}",
        ruleset=screened.ruleset,
        is_complete=screened.is_complete,
        sources=screened.sources,
        counts=counts,
        ciphertext=digest(content),
    )
    payload = payload_of(statement)
    name = f"{me.name}-{me.epoch:02d}-{statement.sequence:08d}"
    write_private(outbox / f"{name}{CONTENT}", content)
    write_private(outbox / f"{name}{ENVELOPE}", signed(payload, TYPE, secret.signer))
    sent.note(connection, parcel, statement, statement_digest(payload), now)
    return outbox / f"{name}{ENVELOPE}"


def _box(members: Members, name: str, now: datetime) -> str:
    box = members.get(name).box_on(now.date())
    if box is None:
        raise ExchangeError("exchange.no_valid_key", name=name)
    return box


def _signing(members: Members, own: str, secrets: list[Secret], now: datetime) -> Secret:
    """The newest keys that the members file in force vouches for: under others the bundle would be refused by everyone."""
    holding = {key.public.keyid for key in members.get(own).keys if key.signs_on(now.date())}
    for secret in secrets:
        if secret.public.keyid in holding:
            return secret
    raise ExchangeError("exchange.no_valid_key", name=own)
