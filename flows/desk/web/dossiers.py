"""The dossier of a case: one file that stands alone, good on A4, and says for each claim which bytes it rests on."""

import hashlib
import os
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response

from flows.archive import Archive
from flows.desk.board import Tonight
from flows.desk.casework import DossierMade
from flows.desk.dossier import seal
from flows.desk.web.access import Refused, Seer, Visitor, doing
from flows.desk.web.cases import facts
from flows.disk import to_disk
from flows.messages import LANGUAGES, Language
from flows.publish import plain
from flows.results.arrange import page_names
from sources.errors import LedgerError

router = APIRouter()
_LISTINGS = """
select listings.*, hits.case_id
from marts.listings as listings
inner join marts.hits as hits using (program_id, hit_id)
where hits.program_id = ? and hits.case_id = ?
order by hits.rank, listings.hit_id, listings.is_graded desc, listings.source, listings.entity_id, listings.sub_list, listings.reference
"""
_EVIDENCE = """
select evidence.*
from marts.evidence as evidence
inner join marts.hits as hits using (program_id, hit_id)
where hits.program_id = ? and hits.case_id = ?
order by evidence.hit_id, position
"""


@router.post("/case/dossier")
def make(
    visitor: Annotated[Visitor, doing("see")], program: Annotated[str, Form()], case: Annotated[str, Form()],
    language: Annotated[str, Form()] = "", certificate: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """A dossier of the case as it stands now; the ledger keeps its checksum. A certificate is refused where a source was missing."""
    tonight = visitor.desk.tonight
    spoken: Language = next((one for one in LANGUAGES if one == language), visitor.language)
    shown = facts(visitor, tonight, program, case)
    if certificate:
        refuse_certificate(shown)
    content = seal(_page(visitor, tonight, shown, spoken, bool(certificate)))
    digest = hashlib.sha256(content).hexdigest()
    _keep(_place(visitor, digest), content)
    visitor.write(DossierMade(program_id=program, case_id=case, sha256=digest))
    return _handed_over(content, case)


@router.get("/dossiers/{number}")
def again(visitor: Seer, number: int) -> Response:
    """A dossier that was made before."""
    found = next((one.entry for one in visitor.desk.records if one.sequence == number), None)
    if not isinstance(found, DossierMade):
        raise Refused
    visitor.require("see", found.program_id)
    place = _place(visitor, found.sha256)
    if not place.exists():
        raise LedgerError("dossier.gone", sequence=number)
    return _handed_over(place.read_bytes(), found.case_id)


def refuse_certificate(shown: dict[str, Any]) -> None:
    """Raises LedgerError unless nothing was found and nothing was left out: every required list in a good edition, every
    planted name found, everybody of the case compared."""
    canaries = shown["coverage"].canaries
    if shown["rows"]:
        raise LedgerError("dossier.has_hits", count=len(shown["rows"]))
    if shown["missing"]:
        raise LedgerError("dossier.source_missing", sources=", ".join(shown["missing"]))
    if not canaries["planted"] or canaries["planted"] != canaries["found"]:
        raise LedgerError("dossier.canaries", planted=canaries["planted"], found=canaries["found"])
    if left := sum(one["screening"] != "screened" for one in shown["subjects"]):
        raise LedgerError("dossier.left_out", count=left)


def _page(visitor: Visitor, tonight: Tonight, shown: dict[str, Any], language: Language, is_certificate: bool) -> str:
    desk, key = visitor.desk, [shown["case"]["program_id"], shown["case"]["case_id"]]
    listings = [{name: plain(value) for name, value in row.items()} for row in tonight.evening.ask(_LISTINGS, key)]
    for number, row in enumerate(listings, 1):
        row["number"] = number
    head = desk.book.ledger.head()
    made_at = desk.clock()
    manifest = {
        "form": 1, "program": key[0], "case": key[1], "as_of": str(shown["as_of"]), "ruleset": tonight.evening.night["ruleset"],
        "made_at": made_at.isoformat(timespec="seconds"), "by": visitor.member.account,
        "ledger": {"sequence": head.sequence, "hash": head.hash}, "is_certificate": is_certificate,
        "quotes": [_quote(row, Archive(desk.settings.raw)) for row in listings],
    }  # fmt: skip
    evidence = tonight.evening.ask(_EVIDENCE, key)
    template = desk.templates.get_template("dossier.html")
    more = {"listings": listings, "evidence": evidence, "manifest": manifest, "made_at": made_at, "head": head}
    return template.render({**desk.words[language], **shown, **more, "is_certificate": is_certificate})


def _quote(row: dict[str, Any], archive: Archive) -> dict[str, Any]:
    """What `sekisho verify` needs to find the quoted row again. Raises WarehouseError where the archive no longer holds it."""
    start, end = (row[name] if row[name] != "" else None for name in ("quote_start", "quote_end"))
    digest = ""
    if start is not None:
        documents = archive.load(row["source"], row["edition"]).documents
        content = next(one.content for one in documents if one.name == row["quote_document"])
        digest = hashlib.sha256(content[start:end]).hexdigest()
    return {
        "number": row["number"], "source": row["source"], "edition": row["edition"], "document": row["quote_document"],
        "locator": row["quote_locator"], "sha256": row["document_sha256"], "start": start, "end": end, "bytes_sha256": digest,
        "entity_id": row["entity_id"], "text": row["quote_text"],
    }  # fmt: skip


def _place(visitor: Visitor, digest: str) -> Path:
    return visitor.desk.settings.home / "dossiers" / f"{digest}.html"


def _keep(place: Path, content: bytes) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
    to_disk(place)
    to_disk(place.parent)


def _handed_over(content: bytes, case: str) -> Response:
    name = page_names([case])[case].replace("case-", "dossier-", 1)
    return Response(content, media_type="text/html; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}.html"'})
