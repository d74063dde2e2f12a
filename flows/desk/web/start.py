"""The office's daily work without a command line: template, workbook, run now, results, sources on hold."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response, UploadFile

from flows.acceptance import accept_edition
from flows.archive import Archive
from flows.desk.web.access import Refused, Seer, Visitor, doing, seeing, to
from flows.desk.web.programs import programs, seen_by
from flows.disk import to_disk
from flows.intake import Taken, take
from flows.messages import LANGUAGES, Language
from flows.publish import folder_name
from flows.settings import tonight
from flows.shelf import shelved
from flows.template import template
from sources.catalog import CATALOG, names
from sources.errors import SekishoError, WarehouseError
from sources.model import Rejected

router = APIRouter()
Operator = Annotated[Visitor, seeing("operate")]
Operating = Annotated[Visitor, doing("operate")]
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HELD = ("held", "unproved")
_SHOWN = 8  # remarks on the page; the marked workbook has them all


@router.get("/start")
def start(visitor: Operator) -> Response:
    return _page(visitor)


@router.get("/start/progress")
def progress(visitor: Operator) -> Response:
    """How far the night is; asked again and again by the page while one runs."""
    return visitor.page("progress.html", run=visitor.desk.runs.progress(), source_count=len(names()))


@router.get("/start/template")
def template_of(visitor: Operator, language: str = "") -> Response:
    spoken: Language = next((one for one in LANGUAGES if one == language), visitor.language)
    return _file(template(spoken), f"sekisho-template-{spoken}.xlsx", SHEET)


@router.post("/start/workbook")
def drop(visitor: Operating, workbook: UploadFile) -> Response:
    """A workbook: into the inbox if it can be read, and back with coloured cells where some of it cannot."""
    content = workbook.file.read()
    taken = take(Path(workbook.filename or "").name, content, visitor.desk.settings.inbox)
    return _page(visitor, taken)


@router.post("/start/marked")
def marked(visitor: Operating, name: Annotated[str, Form()]) -> Response:
    """A workbook of the inbox with its remarks as coloured cells."""
    place = _in_inbox(visitor, name)
    taken = take(place.name, place.read_bytes(), None)
    return _file(taken.marked, place.name, SHEET)


@router.post("/start/removal")
def remove(visitor: Operating, name: Annotated[str, Form()]) -> Response:
    """Take a workbook out of the inbox; the next night no longer screens it."""
    place = _in_inbox(visitor, name)
    place.unlink()
    to_disk(place.parent)
    return to("/start")


@router.post("/start/run")
def run(visitor: Operating) -> Response:
    visitor.desk.runs.start()
    return to("/start#run")


@router.post("/start/acceptance")
def accept(visitor: Operating, source: Annotated[str, Form()], reason: Annotated[str, Form()] = "") -> Response:
    """A person's word that a held edition may be used."""
    accept_edition(visitor.desk.settings, source, reason, visitor.member.account, visitor.desk.clock())
    return to("/start#sources")


@router.get("/results")
def results(visitor: Seer, program: str) -> Response:
    """The workbook of results of one program."""
    visitor.require("see", program)
    place = visitor.desk.settings.out / folder_name(program) / "results.xlsx"
    if program not in seen_by(visitor, visitor.desk.tonight) or not place.exists():
        raise Refused
    return _file(place.read_bytes(), f"results-{folder_name(program)}.xlsx", SHEET)


def _page(visitor: Visitor, taken: Taken | None = None) -> Response:
    desk = visitor.desk
    try:
        night = desk.tonight
        seen = {one: programs(night)[one] for one in seen_by(visitor, night)}
        as_of: Any = night.evening.night["as_of"]
    except WarehouseError:
        seen, as_of = {}, None
    return visitor.page(
        "start.html",
        status=400 if taken and taken.error else 200,
        taken=taken,
        fault=desk.messages.tell(taken.error, visitor.language) if taken and taken.error else "",
        remarks=[_remark(visitor, one) for one in _gravest(taken)] if taken else [],
        waiting=sorted(path.name for path in desk.settings.inbox.glob("*") if not path.name.startswith((".", "~$"))),
        run=desk.runs.progress(),
        source_count=len(names()),
        held=_held(visitor),
        programs=seen,
        as_of=as_of,
    )


def _gravest(taken: Taken) -> list[Rejected]:
    """The first few remarks, those on what could not be read before those on what was."""
    return sorted(taken.rejected, key=lambda one: one.severity != "rejected")[:_SHOWN]


def _remark(visitor: Visitor, one: Rejected) -> str:
    """Where in the workbook, and what is said of it."""
    return visitor.say(one.reason, locator=one.quote.locator, detail=one.detail)


def _held(visitor: Visitor) -> list[dict[str, Any]]:
    """Sources with an edition that waits for a person's word."""
    archive, desk = Archive(visitor.desk.settings.raw), visitor.desk
    found = []
    for reader in CATALOG:
        try:
            log = archive.log(reader.SOURCE.name)
        except SekishoError:
            continue
        row = shelved(reader.SOURCE, "", log, tonight(), desk.messages, visitor.language)
        if row["state"] in _HELD:
            found.append(row)
    return found


def _in_inbox(visitor: Visitor, name: str) -> Path:
    place = visitor.desk.settings.inbox / Path(name).name
    if Path(name).name != name or not place.is_file():
        raise Refused
    return place


def _file(content: bytes, name: str, kind: str) -> Response:
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-._") else "_" for sign in name)
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{plain}"'})
