"""What the commands do, each in its own few lines. Imports that take time happen where they are needed."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from flows import show
from flows.archive import Archive, Edition
from flows.desk.entries import Acceptance
from flows.desk.ledger import Ledger
from flows.messages import Messages, load_messages
from flows.settings import ROOT, Settings
from sources.catalog import CATALOG, by_name, names
from sources.errors import SettingsError
from sources.publications import crossref, orcid

REFERENCE = ROOT / "data" / "reference"
COMPLETE, INCOMPLETE = 0, 3


def source_names() -> frozenset[str]:
    """Every name the settings may speak of."""
    return frozenset(names())


def nightly(settings: Settings, mirror: Path | None, programs: Path | None, as_of: date | None, as_json: bool) -> int:
    """A whole night under its lock, with Prefect when a server answers."""
    from flows import night as steps
    from flows.lock import one_at_a_time
    from flows.programs import EXAMPLE, find_programs, load_plan
    from flows.server import prefect_server

    settings = replace(settings, mirror=mirror or settings.mirror)
    files = find_programs(settings, programs)
    if files == [EXAMPLE] and not programs and not as_json:
        show.say(_messages().text("night.example", settings.language, inbox=str(settings.inbox)))
    plan = load_plan(files, REFERENCE / "policies", source_names())
    with one_at_a_time(settings.lock), show.progress(quiet=as_json) as step, prefect_server(settings.prefect_home) as answers:
        night = steps.begin(settings, as_of or steps.tonight(), plan)
        night.step = step
        if answers:
            from flows.nightly import run_with_prefect

            run_with_prefect(night)
        else:
            steps.run_plainly(night)
    return _report(settings, settings.live, night.pages, as_json)


def ingest(settings: Settings, mirror: Path | None, as_json: bool) -> int:
    """Sources only: what the next night will stand on."""
    from flows import night as steps
    from flows.lock import one_at_a_time
    from flows.programs import EMPTY

    settings = replace(settings, mirror=mirror or settings.mirror)
    with one_at_a_time(settings.lock), show.progress(quiet=as_json) as step:
        night = steps.begin(settings, steps.tonight(), EMPTY)
        night.step = step
        steps.take_in_all(night)
    rows = [show.standing(one, _messages(), settings.language) for one in night.ingested.values()]
    show.table("sources", rows, _messages(), settings.language, as_json)
    return COMPLETE if all(row["state"] == "used" for row in rows if row["kind"] == "list") else INCOMPLETE


def screen(settings: Settings, workbook: Path, out: Path | None, as_json: bool) -> int:
    """One workbook over the lists of the last night; the live file itself is not changed."""
    from flows import night as steps
    from flows.programs import find_programs, load_plan

    plan = load_plan(find_programs(settings, workbook), REFERENCE / "policies", source_names())
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / settings.live.name
        pages = steps.screen_only(settings, plan, made, out or settings.out / "screened")
        return _report(settings, made, pages, as_json)


def search(settings: Settings, name: str, kind: str, limit: int, as_json: bool) -> int:
    """The listed clusters whose names come nearest, with the score and the lists they stand on."""
    from flows.lookup import look_up

    rows = look_up(settings.live, REFERENCE / "names", name, kind, limit)
    show.table("search", rows, _messages(), settings.language, as_json)
    return COMPLETE


def sources(settings: Settings, as_json: bool) -> int:
    """Every source of the catalogue with its last good edition and the last word on it."""
    archive = Archive(settings.raw)
    known = [(reader.SOURCE, reader.__doc__) for reader in CATALOG] + [(module.SOURCE, module.__doc__) for module in (crossref, orcid)]
    rows = [show.catalogue(source, about or "", archive.log(source.name), settings.language) for source, about in known]
    show.table("catalogue", rows, _messages(), settings.language, as_json)
    return COMPLETE


def accept(settings: Settings, name: str, reason: str, by: str) -> int:
    """A person's word that a held edition may be used; kept in the ledger, then in the log that the next night reads."""
    source = by_name(name).SOURCE
    log = Archive(settings.raw).log(source.name)
    held = log[-1] if log and log[-1].verdict == "held" else None
    if held is None:
        raise SettingsError("accept.nothing_held", source=name)
    now = datetime.now(UTC)
    Ledger(settings.ledger).append(Acceptance(source=source.name, edition=held.edition, text=reason), by=by, at=now)
    accepted = Edition(edition=held.edition, on=now.date(), verdict="accepted", counts=held.counts, by=by, reason=reason)
    Archive(settings.raw).note(source.name, accepted)
    show.say(_messages().text("accept.done", settings.language, source=name, by=by))
    return COMPLETE


def template(settings: Settings, path: Path) -> int:
    """An empty workbook with headers, notes and a sample row."""
    from flows.template import write_template

    write_template(path, settings.language)
    show.say(_messages().text("template.written", settings.language, file=path.name))
    return COMPLETE


def doctor(settings: Settings, as_json: bool) -> int:
    """Findings as a table; exit 2 when something needs a cure, 3 when only coverage is incomplete."""
    from flows.doctor import examine

    rows = examine(settings, _messages())
    show.table("doctor", rows, _messages(), settings.language, as_json)
    return max((int(row["exit"]) for row in rows if row["exit"] != INCOMPLETE), default=0) or max(
        (int(row["exit"]) for row in rows), default=0
    )


def compare(settings: Settings, names: tuple[str, ...], kind: str, pairs: Path | None, out: Path | None) -> int:
    """Two names on the terminal, or a file of pairs."""
    from flows.compare import compare_file
    from flows.lookup import compare_names

    if pairs and out and not names:
        compare_file(pairs, out)
        return COMPLETE
    if pairs or out or len(names) != 2:
        raise SettingsError("compare.how")
    show.comparison(names, compare_names(*names, kind, REFERENCE / "names"), _messages(), settings.language)
    return COMPLETE


def match(listed: Path, queries: Path, out: Path, limit: int) -> int:
    """A file of names against a list of one's own."""
    from flows.compare import match_file

    match_file(listed, queries, out, limit)
    return COMPLETE


def _report(settings: Settings, live: Path, pages: list[Path], as_json: bool) -> int:
    """The result table, what is incomplete, and where to look. Exit 3 when any program's coverage is incomplete."""
    rows = show.programs(live, settings.language)
    show.table("programs", rows, _messages(), settings.language, as_json, pages=pages)
    return COMPLETE if all(row["is_complete"] for row in rows) else INCOMPLETE


def _messages() -> Messages:
    return load_messages(REFERENCE / "messages")
