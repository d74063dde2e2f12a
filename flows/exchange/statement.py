"""What an envelope says of its bundle: an in-toto Statement v1 whose subject is the encrypted file. Pure.

https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md. Each recipient has a thread of its own with each producer:
`after` and `previous` name the last statement sent to that recipient, so that a gap is seen although others get other bundles.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from flows.exchange import shapes
from flows.exchange.canonical import canonical, digest, strict
from sources.errors import ExchangeError

TYPE = "application/vnd.in-toto+json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:sekisho:exchange:bundle:v1"
NOTHING = "0" * 64
"""What the first statement to a recipient follows."""
LABELS = ("red", "amber+strict", "amber", "green", "clear")
"""TLP 2.0, from the narrowest to the widest."""
_FILE = "bundle.age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One recipient's thread: its and the producer's epochs, the number and sha256 of the last statement sent to it (0, NOTHING)."""

    epoch: int
    after: int = 0
    previous: str = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A source the findings were screened against; `state` as in marts.coverage."""

    source: str
    edition: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`created`, `expires`: UTC, to the second. `ciphertext`: sha256 of the encrypted file. `counts`: kind -> findings."""

    consortium: str
    producer: str
    epoch: int
    sequence: int
    recipients: Mapping[str, Link]
    created: datetime
    expires: datetime
    tlp: str
    software: str
    ruleset: str
    is_complete: bool
    sources: tuple[Edition, ...]
    counts: Mapping[str, int]
    ciphertext: str


_CHECKS: Mapping[str, shapes.Check] = {
    "consortium": shapes.name,
    "producer": shapes.member,
    "epoch": lambda value: shapes.whole(value) and value > 0,
    "sequence": lambda value: shapes.whole(value) and value > 0,
    "created": shapes.moment,
    "expires": shapes.moment,
    "tlp": shapes.word(*LABELS),
    "software": shapes.name,
    "ruleset": shapes.either(shapes.sha256, shapes.empty),
    "is_complete": lambda value: isinstance(value, bool),
}
_LINK: Mapping[str, shapes.Check] = {"epoch": _CHECKS["epoch"], "after": shapes.whole, "previous": shapes.sha256}
_EDITION: Mapping[str, shapes.Check] = {
    "source": shapes.code,
    "edition": shapes.either(shapes.sha256, shapes.empty),
    "state": shapes.code,
}


def payload_of(statement: Statement) -> bytes:
    """The one text of a statement."""
    predicate = {
        **{name: getattr(statement, name) for name in _CHECKS},
        "created": _moment(statement.created),
        "expires": _moment(statement.expires),
        "recipients": {name: _record(link) for name, link in statement.recipients.items()},
        "sources": [_record(one) for one in statement.sources],
        "counts": dict(statement.counts),
    }
    subject = [{"name": _FILE, "digest": {"sha256": statement.ciphertext}}]
    return canonical({"_type": STATEMENT, "subject": subject, "predicateType": PREDICATE, "predicate": predicate})


def read_statement(payload: bytes) -> Statement:
    """A statement whose signature holds. Raises ExchangeError for anything that is not exactly one."""
    found = strict(payload, "statement")
    _refuse_unless(_has(found, {"_type": None, "subject": None, "predicateType": None, "predicate": None}))
    _refuse_unless(found["_type"] == STATEMENT and found["predicateType"] == PREDICATE)
    said = found["predicate"]
    _refuse_unless(_has(said, {**_CHECKS, "recipients": None, "sources": None, "counts": None}))
    _refuse_unless(all(check(said[name]) for name, check in _CHECKS.items()))
    recipients, sources, counts = said["recipients"], said["sources"], said["counts"]
    _refuse_unless(isinstance(recipients, dict) and isinstance(sources, list) and isinstance(counts, dict))
    _refuse_unless(all(shapes.member(name) and _has(link, _LINK, deep=True) for name, link in recipients.items()))
    _refuse_unless(all(_has(one, _EDITION, deep=True) for one in sources))
    _refuse_unless(all(shapes.code(kind) and shapes.whole(count) for kind, count in counts.items()))
    return Statement(
        **{name: said[name] for name in _CHECKS if name not in ("created", "expires")},
        created=_read_moment(said["created"]),
        expires=_read_moment(said["expires"]),
        recipients={name: Link(**link) for name, link in recipients.items()},
        sources=tuple(Edition(**one) for one in sources),
        counts=counts,
        ciphertext=_ciphertext(found["subject"]),
    )


def statement_digest(payload: bytes) -> str:
    """By which the next statement names this one."""
    return digest(payload)


def _ciphertext(subject: Any) -> str:
    _refuse_unless(isinstance(subject, list) and len(subject) == 1 and _has(subject[0], {"name": None, "digest": None}))
    one = subject[0]
    _refuse_unless(one["name"] == _FILE and _has(one["digest"], {"sha256": shapes.sha256}, deep=True))
    return str(one["digest"]["sha256"])


def _record(value: Link | Edition) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _has(value: Any, names: Mapping[str, Any], *, deep: bool = False) -> bool:
    """Whether it is a record of just these names; `deep`: whose values pass their tests, too."""
    if not isinstance(value, dict) or value.keys() != names.keys():
        return False
    return not deep or all(check(value[name]) for name, check in names.items())


def _refuse_unless(well: bool) -> None:
    if not well:
        raise ExchangeError("exchange.malformed", what="statement")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_moment(text: str) -> datetime:
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
