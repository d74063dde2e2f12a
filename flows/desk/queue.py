"""What waits for people: hits nobody decided, proposals without a second signature, decisions that lapsed."""

from collections.abc import Iterable, Sequence
from typing import Any

from flows.desk.live import Live
from flows.desk.standing import Why
from flows.messages import Language, Messages

WAITING = ("open", "proposed", "lapsed")
_CARE = {"high": 3, "moderate": 2, "low": 1, "none": 0}
_LAW = {"refer": 2, "permit_check": 1, "none": 0}


def waiting(hits: Iterable[Live], *, program: str | None = None, mine: str | None = None, overdue: bool = False) -> list[Live]:
    """Level of care first, then what a law asks, then expected yield (the confidence: score × (1 - chance), 1 by a number).

    `mine`: what this person has to do next: own decisions that lapsed, and others' that wait for a second signer.
    `overdue`: decisions whose last day has passed.
    """
    kept = [
        hit
        for hit in hits
        if hit.standing.state in WAITING
        and (program is None or hit.basis.program_id == program)
        and (mine is None or _is_for(hit, mine))
        and (not overdue or any(why.key == "expired" for why in hit.standing.why))
    ]
    return sorted(kept, key=_order)


def row(hit: Live, messages: Messages, language: Language) -> dict[str, Any]:
    """One line of the queue, codes as they are and reasons in words."""
    standing = hit.standing
    return {
        "hit_id": hit.basis.hit_id,
        "program_id": hit.basis.program_id,
        "case_id": hit.basis.case_id,
        "grade": hit.row["grade"],
        "legal_check": hit.row["legal_check"],
        "yield": hit.row["confidence"],
        "subject_name": hit.row["subject_name"],
        "listed_name": hit.row["listed_name"],
        "first_seen_on": hit.row["first_seen_on"],
        "change": hit.row["change"],
        "state": standing.state,
        "judgement": standing.judgement,
        "decision": standing.decision,
        "by": standing.by,
        "until": standing.until,
        "why": " ".join(say(why, messages, language) for why in standing.why),
    }


def say(why: Why, messages: Messages, language: Language) -> str:
    """Why a decision no longer holds, as a sentence; of long lists the first few."""
    facts = {name: _listed(value) if isinstance(value, tuple) else value for name, value in why.facts.items()}
    return messages.text(f"lapsed.{why.key}", language, **facts)


def _listed(values: Sequence[str]) -> str:
    return "; ".join(values[:3]) + (f" … ({len(values)})" if len(values) > 3 else "")


def _is_for(hit: Live, person: str) -> bool:
    own = hit.standing.by == person
    return (hit.standing.state == "lapsed" and own) or (hit.standing.state == "proposed" and not own)


def _order(hit: Live) -> tuple[Any, ...]:
    row = hit.row
    return (-_CARE[row["grade"]], -_LAW[row["legal_check"]], -row["confidence"], -row["points"], hit.basis.program_id, hit.basis.hit_id)
