"""Who saw and did what: the log of visits, and the ledger entry by entry."""

from typing import Annotated

from fastapi import APIRouter, Response

from flows.desk.standing import in_japan
from flows.desk.verify import walk
from flows.desk.web.access import Visitor, seeing
from flows.desk.witness import stored

router = APIRouter()
Auditor = Annotated[Visitor, seeing("audit")]
PAGE = 100


@router.get("/audit")
def audit(visitor: Auditor, before: int = 0) -> Response:
    """Visits, newest first."""
    rows = visitor.desk.store.visits(PAGE, before or None)
    return visitor.page("audit.html", rows=rows, older=rows[-1]["sequence"] if len(rows) == PAGE else 0)


@router.get("/audit/ledger")
def audit_ledger(visitor: Auditor, before: int = 0) -> Response:
    """Entries of the ledger, newest first: who, when, what kind, on which case; no text."""
    records = visitor.desk.records
    end = min(before - 1, len(records)) if before else len(records)
    shown = records[max(end - PAGE, 0) : end]
    rows = [
        {
            "sequence": one.sequence, "on": in_japan(one.at), "by": one.by, "kind": one.entry.kind,
            "program": getattr(one.entry, "program_id", ""), "case": getattr(one.entry, "case_id", ""),
        }
        for one in reversed(shown)
    ]  # fmt: skip
    return visitor.page("audit_ledger.html", rows=rows, older=shown[0].sequence if shown and shown[0].sequence > 1 else 0)


@router.get("/audit/check")
def audit_check(visitor: Auditor) -> Response:
    """Are both chains whole? Reads all of them."""
    links = visitor.desk.book.ledger.links()
    faults = [one for one in walk(stored(links)) if one.is_fault]
    said = [visitor.say(f"verify.{one.key}", sequence=one.sequence, **one.facts) for one in faults]
    return visitor.page(
        "audit_check.html",
        faults=said,
        count=len(links),
        head=visitor.desk.book.ledger.head(),
        broken=visitor.desk.store.first_broken_visit(),
    )
