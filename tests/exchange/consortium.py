"""A consortium of invented members for tests: homes, keys, a clock that is told, findings, bundles by hand."""

import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from sqlite3 import connect
from typing import Any

from flows.exchange import sharing, stewarding
from flows.exchange.accepting import CONTENT, ENVELOPE, Accepted, accept, accept_members, trust
from flows.exchange.canonical import digest
from flows.exchange.envelope import public_of, read_envelope, signed
from flows.exchange.gathering import finding
from flows.exchange.keyring import Identity, Keyring
from flows.exchange.keys import new_secret, seal
from flows.exchange.kinds import Finding
from flows.exchange.members import TYPE, Members, payload_of, steward_figures
from flows.exchange.packing import pack
from flows.exchange.release import Published
from flows.exchange.sharing import Asked, Leaving, Screened
from flows.exchange.statement import TYPE as STATEMENT
from flows.exchange.statement import Edition, Link, Statement
from flows.exchange.statement import payload_of as statement_payload
from flows.exchange.store import Received, pin, pinned, received, transaction

FIRST = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
FIRST_DAY = FIRST.date()
LISTED = ("jp_meti_eul:aa01", "us_trade_csl:EL:el-1")
NAMES = ("Example Institute of Technology", "例示工科大学", "Rei Polytechnic")
ROR = "ror:00wk2mp56"
PUBLIC = Published(
    entities=frozenset(LISTED),
    names=frozenset(NAMES),
    sub_lists=frozenset({"", "EL"}),
    places=frozenset({"row 12"}),
    sources=frozenset({"jp_meti_eul"}),
    codes=frozenset({"place", "body_number", "ask_partner", "jp-osdd", "2026.1", "alerts", "ja_kanji", "rejected.dates"}),
)
SCREENED = Screened(
    ruleset="0" * 64, is_complete=True, sources=(Edition(source="jp_meti_eul", edition="1" * 64, state="used"),)
)  # fmt: skip


def decision(producer: str, judgement: str = "different", *, on: date = FIRST_DAY, listed: str = LISTED[0], **other: Any) -> Finding:
    """A decision on the example's partner and a listed body."""
    body = {
        "judgement": judgement,
        "reason": "place",
        "subject_identifiers": [ROR],
        "subject_names": [NAMES[0]],
        "entities": [listed],
        "listed_name": NAMES[1],
        **other,
    }
    return finding(producer, "decisions", [[ROR], [listed]], body, on)


@dataclass
class Member:
    """One office: its folder, keys and store."""

    name: str
    home: Path
    clock: Callable[[], datetime]
    said: dict[str, Finding] = field(default_factory=dict)
    published: Published = PUBLIC

    @property
    def ring(self) -> Keyring:
        return Keyring(self.home / "exchange" / "keys")

    @property
    def store(self) -> Path:
        return self.home / "exchange.sqlite"

    @property
    def outbox(self) -> Path:
        return self.home / "exchange" / "outbox"

    def says(self, *findings: Finding) -> None:
        self.said |= {one.finding_id: one for one in findings}

    def asked(self, to: Iterable[str], **other: Any) -> Asked:
        return Asked(**{"to": tuple(sorted(to)), "label": "amber", "wanted": set(self.said)} | other)

    def preview(self, *to: str, **other: Any) -> Leaving:
        return sharing.preview(self.store, self.ring, self.said, self.published, self.asked(to, **other), self.clock())

    def share(self, *to: str, **other: Any) -> list[Path]:
        """What the office would do: look, then confirm. Envelopes."""
        code = self.preview(*to, **other).code
        return sharing.share(
            self.store, self.ring, self.outbox, self.said, self.published, self.asked(to, **other), SCREENED, self.clock(), code=code
        )  # fmt: skip

    def accept(self, envelope: Path) -> Accepted:
        return self.accept_bytes(*two_files(envelope))

    def accept_bytes(self, envelope: bytes, content: bytes) -> Accepted:
        return accept(self.store, self.ring, envelope, content, self.clock())

    def received(self, state: str = "stated") -> list[Received]:
        return [one for one in received(self.store) if one.state == state]


@dataclass
class Consortium:
    """The hub is the steward. `now` is the clock of all."""

    members: dict[str, Member]
    hub: Member
    now: datetime = FIRST

    def __getitem__(self, name: str) -> Member:
        return self.members[name]

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    @property
    def in_force(self) -> Members:
        with transaction(self.hub.store) as connection:
            return pinned(connection)

    def edits(self, change: Callable[[Members, date], Members], *, sent_to: Iterable[str] | None = None) -> bytes:
        """The steward's next edition, taken in by everyone (or by those named); the file."""
        members = change(self.in_force, self.now.date())
        file = signed(payload_of(members), TYPE, self.hub.ring.steward())
        with transaction(self.hub.store) as connection:
            pin(connection, file, members, self.now)
        for name in self.members if sent_to is None else sent_to:
            if self.members[name] is not self.hub:
                accept_members(self.members[name].store, file, self.now)
        return file

    def joins(self, name: str, home: Path) -> Member:
        """A new member: keys, a card, figures read out, the members file trusted by the steward's figures."""
        member = Member(name=name, home=home, clock=lambda: self.now)
        secret = new_secret()
        member.ring.begin(Identity(name=name, title_en=f"{name} (invented)", title_ja=f"{name}（架空）"), secret)
        if name != self.hub.name:
            card = read_envelope(card_of(member))
            file = self.edits(
                lambda known, today: stewarding.added(known, stewarding.read_card(card, known), secret.public.fingerprint, today)
            )
            trust(member.store, file, steward_figures(public_of(self.hub.ring.steward())), self.now)
        self.members[name] = member
        return member


def begun(folder: Path, hub: str, *names: str) -> Consortium:
    """A consortium in this folder on the first day."""
    head = Member(name=hub, home=folder / hub, clock=lambda: FIRST)
    consortium = Consortium(members={}, hub=head)
    consortium.joins(hub, folder / hub)
    consortium.hub = consortium[hub]
    secret, signer = head.ring.secrets()[0], stewarding.new_steward()
    head.ring.make_steward(signer)
    first = stewarding.founded("Example consortium", public_of(signer), FIRST.date())
    card = stewarding.read_card(read_envelope(card_of(head)), None)
    members = stewarding.added(first, card, secret.public.fingerprint, FIRST.date(), role="hub")
    with transaction(head.store) as connection:
        pin(connection, signed(payload_of(members), TYPE, signer), members, FIRST)
    for name in names:
        consortium.joins(name, folder / name)
    return consortium


def standing(folder: Path, hub: str, *names: str, now: datetime = FIRST) -> Consortium:
    """The offices as they stand in this folder."""
    consortium = Consortium(members={}, hub=Member(name=hub, home=folder / hub, clock=lambda: now), now=now)
    for name in (hub, *names):
        consortium.members[name] = Member(name=name, home=folder / name, clock=lambda: consortium.now)
    consortium.hub = consortium[hub]
    return consortium


def copied(consortium: Consortium, folder: Path) -> Consortium:
    """The same offices in a folder of their own."""
    for name, member in consortium.members.items():
        shutil.copytree(member.home, folder / name)
    others = [name for name in consortium.members if name != consortium.hub.name]
    return standing(folder, consortium.hub.name, *others, now=consortium.now)


def card_of(member: Member) -> bytes:
    who = member.ring.identity()
    newest, *before = member.ring.secrets()
    identity = {"name": who.name, "title_en": who.title_en, "title_ja": who.title_ja}
    return stewarding.card(identity, newest, before[0] if before else newest)


def two_files(envelope: Path) -> tuple[bytes, bytes]:
    return envelope.read_bytes(), envelope.with_name(envelope.name.removesuffix(ENVELOPE) + CONTENT).read_bytes()


def by_hand(consortium: Consortium, producer: str, to: str, content: bytes | None = None, /, **other: Any) -> tuple[bytes, bytes]:
    """The first bundle of a member, made without the program's own checks: what an insider could make."""
    members, signer = consortium.in_force, consortium[producer].ring.secrets()[0].signer
    box = members.get(to).box_on(consortium.now.date()) or ""
    sealed = seal(pack([decision(producer)]) if content is None else content, [box])
    statement = Statement(
        consortium=members.consortium, producer=producer, epoch=1, sequence=1, recipients={to: Link(epoch=1)},
        created=consortium.now, expires=consortium.now + timedelta(days=30), tlp="amber", software="sekisho 0.1.0",
        ruleset="", is_complete=True, sources=(), counts={"decisions": 1}, ciphertext=digest(sealed),
    )  # fmt: skip
    return signed(statement_payload(replace(statement, **other)), STATEMENT, signer), sealed


def dump(path: Path) -> list[tuple[object, ...]]:
    """Everything a store holds."""
    with closing(connect(path)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by name")]
        return [(table, *row) for table in tables for row in connection.execute(f"select * from {table} order by 1, 2")]


def payload_in(envelope: bytes) -> bytes:
    return read_envelope(envelope).payload
