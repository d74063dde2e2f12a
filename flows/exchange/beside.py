"""What other members decided, beside one's own possible hits: a precedent with author and date, never a judgement of one's own. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.desk.basis import Basis
from flows.desk.live import Live
from flows.exchange.gathering import is_about_organisations, numbers
from flows.exchange.kinds import Finding
from flows.exchange.store import Received
from matching.normalise import fold

_OPPOSED = {"same", "different"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A decision of another member that speaks of the same two as one's own possible hit.

    `is_conflict`: one's own judgement in force, or a third member's, says the opposite. `measures`: what its author was offered
    or agreed for work with the body.
    """

    hit_id: str
    program_id: str
    listed_name: str
    own_state: str
    own_judgement: str
    judgement: str
    reason: str
    author: str
    said_on: str
    until: str
    tlp: str
    measures: tuple[str, ...]
    is_conflict: bool


def in_force(received: Iterable[Received], today: date) -> list[Received]:
    """What is neither withdrawn nor run out, whether or not the store was tidied since."""
    return [one for one in received if one.state == "stated" and one.finding.until >= str(today)]


def beside(hits: Iterable[Live], received: Iterable[Received], today: date) -> list[Beside]:
    """Every decision in force on the same two, by hit, author and date. A hit that is open stays open."""
    held = in_force(received, today)
    decisions = [one for one in held if one.finding.kind == "decisions"]
    measures = [one for one in held if one.finding.kind == "measures"]
    found = []
    for hit in hits:
        heard = [one for one in decisions if speaks_of(one.finding, hit.basis)] if is_about_organisations(hit.basis) else []
        judged = {one.finding.body["judgement"] for one in heard} | {_own(hit)}
        found += [_row(hit, one, _of(one, measures), judged) for one in heard]
    return sorted(found, key=lambda one: (one.program_id, one.hit_id, one.author, one.said_on))


def speaks_of(finding: Finding, basis: Basis) -> bool:
    """Whether a decision is on the same listed body, and on a partner with the same number, or where one has none, the same name."""
    body = finding.body
    if not set(body["entities"]) & set(basis.listed_entities):
        return False
    own, theirs = set(numbers(basis.subject_identifiers)), set(body["subject_identifiers"])
    if own and theirs:
        return bool(own & theirs)
    return bool({fold(name) for name in body["subject_names"]} & {fold(name) for name in basis.subject_names})


def disagreements(received: Iterable[Received], own: Mapping[tuple[str, str], str], today: date) -> list[tuple[Received, str]]:
    """Words on two listed entities that say the opposite of one's own; `own`: (entity, other) -> one or two."""
    links = [one for one in in_force(received, today) if one.finding.kind == "entity_links"]
    said = [(one, own.get((one.finding.body["entity"], one.finding.body["other"]), "")) for one in links]
    return [(one, ours) for one, ours in said if ours and ours != one.finding.body["judgement"]]


def _own(hit: Live) -> str:
    return hit.standing.judgement if hit.standing.state in ("decided", "proposed") else ""


def _of(decision: Received, measures: Sequence[Received]) -> tuple[str, ...]:
    about = set(decision.finding.body["entities"])
    return tuple(
        sorted(
            f"{measure} ({one.finding.body['stage']})"
            for one in measures
            for measure in one.finding.body["measure_ids"]
            if one.producer == decision.producer and about & set(one.finding.body["entities"])
        )
    )


def _row(hit: Live, one: Received, measures: tuple[str, ...], judged: set[str]) -> Beside:
    body = one.finding.body
    return Beside(
        hit_id=hit.basis.hit_id,
        program_id=hit.basis.program_id,
        listed_name=body["listed_name"],
        own_state=hit.standing.state,
        own_judgement=_own(hit),
        judgement=body["judgement"],
        reason=body["reason"],
        author=one.producer,
        said_on=one.finding.said_on,
        until=one.finding.until,
        tlp=one.tlp,
        measures=measures,
        is_conflict=judged >= _OPPOSED,
    )
