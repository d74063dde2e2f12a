"""What may be written into the ledger: one frozen dataclass per kind of entry.

A new kind is a new dataclass, here or beside what it serves, and its name in KINDS; flows.desk.entry says what it may hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, get_args, get_type_hints

from flows.desk.casework import CASEWORK
from flows.desk.entry import Entry as Entry
from flows.desk.entry import Personal as Personal
from flows.desk.office import MEMBERS
from flows.office.entries import OFFICE
from sources.errors import LedgerError

Judgement = Literal["same", "different", "unsure"]
Belonging = Literal["one", "two"]
Found = Literal["confirmed", "explained"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
LONGEST = {"basis": 1_000_000, "answers": 100_000, "facts": 1_000_000, "coverage": 100_000}
"""Letters of fields that may hold more than others: what a decision rests on may be hundreds of listed names."""
_LONGEST_TEXT = 10_000
_COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Entry):
    """A person's judgement of a hit. `basis`: what it rests on (flows.desk.basis), by which a later night tells whether it
    still holds; `reason`: a code of data/reference/desk.toml; `until`: the last day on which it holds; unsure needs one."""

    kind = "decision"
    hit_id: str
    program_id: str
    case_id: str
    cluster_id: str
    judgement: Judgement
    reason: str
    until: date | None = None
    text: Personal = ""
    basis: Personal

    def __post_init__(self) -> None:
        if self.judgement == "unsure" and self.until is None:
            raise LedgerError("ledger.unsure_without_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSignature(Entry):
    """Another person agrees with a decision that the policy wants signed by two."""

    kind = "second_signature"
    decision: int
    text: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Entry):
    """A decision is taken back; its pair is open again until somebody decides anew. Of entities, the links alone speak again; a
    plan is no longer used for other cases."""

    kind = "withdrawal"
    decision: int
    text: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterDecision(Entry):
    """A person's word that two listed entities are one body or person, or that they are two. From the next night on it
    joins or parts their clusters. `entity`, `other`: "source:entity id", as in core.clusters."""

    kind = "cluster_decision"
    judgement: Belonging
    entity: str
    other: str
    text: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupRequest(Entry):
    """A person asks that public works be looked up of a subject whose program does not already allow it: on which legal basis
    (a code of data/reference/desk.toml), why, and the last day on which it may be done."""

    kind = "lookup_request"
    program_id: str
    subject_id: str
    legal_basis: str
    until: date
    text: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class GapWord(Entry):
    """A person's word on a difference of what somebody told (marts.gaps): confirmed, or explained by the answer. Only a confirmed
    one counts in a level of care; the newest word holds."""

    kind = "gap_word"
    gap_id: str
    program_id: str
    case_id: str
    judgement: Found
    text: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure(Entry):
    """The personal text of these entries is erased, on a legal basis (a code of data/reference/desk.toml)."""

    kind = "erasure"
    entries: tuple[int, ...]
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Entry):
    """A held edition of a source may be used."""

    kind = "acceptance"
    source: str
    edition: str
    text: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedPlan(Entry):
    """A mitigation plan as a person accepted it. `factors`: what drove the grade, as flows knows it again in another case;
    `tasks`: "measure owner due-day"; `residual`: the level that remains; `until`: the last day on which it may be used again."""

    kind = "accepted_plan"
    program_id: str
    case_id: str
    factors: tuple[str, ...]
    tasks: tuple[str, ...]
    residual: str
    until: date
    text: Personal = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of its measures."""
        return tuple(task.split()[0] for task in self.tasks)


OWN: tuple[type[Entry], ...] = (
    Decision, SecondSignature, Withdrawal, ClusterDecision, GapWord, LookupRequest, AcceptedPlan, Erasure, Acceptance,
)  # fmt: skip
KINDS: Mapping[str, type[Entry]] = {one.kind: one for one in (*OWN, *MEMBERS, *CASEWORK, *OFFICE.values())}
_HINTS = {name: get_type_hints(one, include_extras=True) for name, one in KINDS.items()}


def personal(kind: type[Entry]) -> tuple[str, ...]:
    """The fields of a kind that stand outside the chain."""
    return tuple(name for name, hint in _HINTS[kind.kind].items() if hint is Personal)


def to_body(entry: Entry, commitments: Mapping[str, str]) -> dict[str, Any]:
    """The entry as the chain holds it: plain JSON values, with {"commitment": …} for what is personal and said."""
    body: dict[str, Any] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in commitments:
            body[field.name] = {_COMMITMENT: commitments[field.name]}
        elif isinstance(value, date):
            body[field.name] = value.isoformat()
        else:
            body[field.name] = list(value) if isinstance(value, tuple) else value
    return body


def of_body(kind: str, version: int, body: Mapping[str, Any], texts: Mapping[str, str]) -> Entry:
    """The entry again; erased text is "". Raises LedgerError for a kind that this edition of sekisho does not know."""
    known = KINDS.get(kind)
    if known is None or known.version != version:
        raise LedgerError("ledger.unknown_kind", kind=kind, version=version)
    hints = _HINTS[kind]
    return known(**{name: texts.get(name, "") if is_commitment(value) else _value(hints[name], value) for name, value in body.items()})


def is_commitment(value: object) -> bool:
    """Whether a field of a body stands for personal text."""
    return isinstance(value, dict) and set(value) == {_COMMITMENT}


def commitments_of(body: Mapping[str, Any]) -> dict[str, str]:
    """Field -> commitment, of a body."""
    return {name: value[_COMMITMENT] for name, value in body.items() if is_commitment(value)}


def texts_of(entry: Entry) -> dict[str, str]:
    """Field -> personal text, where something was said. Raises LedgerError for text that no file could hold."""
    said = {name: getattr(entry, name) for name in personal(type(entry)) if getattr(entry, name)}
    _refuse_unreadable(entry, said)
    return said


def _refuse_unreadable(entry: Entry, said: dict[str, str]) -> None:
    plain = {field.name: value for field in fields(entry) if isinstance(value := getattr(entry, field.name), str)}
    for name, text in (plain | said).items():
        if len(text) > LONGEST.get(name, _LONGEST_TEXT):
            raise LedgerError("ledger.too_long", field=name, longest=LONGEST.get(name, _LONGEST_TEXT))
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            raise LedgerError("ledger.not_text", field=name)


def _value(hint: Any, value: Any) -> Any:
    if value is not None and date in (hint, *get_args(hint)):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
