"""What the commands do, each in its own few lines. Imports that take time happen where they are needed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows import show
from flows.archive import Archive
from flows.messages import Messages, load_messages
from flows.settings import ROOT, Settings, tonight
from sources.catalog import CATALOG, PUBLISHED, by_name, names
from sources.errors import SettingsError

if TYPE_CHECKING:
    from flows.programs import Plan

REFERENCE = ROOT / "data" / "reference"
COMPLETE, BEYOND, INCOMPLETE = 0, 1, 3


def source_names() -> frozenset[str]:
    """Every name the settings may speak of."""
    return frozenset(names())


def nightly(
    settings: Settings, mirror: Path | None, programs: Path | None, as_of: date | None, as_json: bool, verify_full: bool = False,
    steps_to: Path | None = None,
) -> int:  # fmt: skip
    """A whole night under its lock, with Prefect when a server answers."""
    from flows import anew
    from flows import night as steps
    from flows.lock import one_at_a_time
    from flows.programs import EXAMPLE, find_programs, load_plan
    from flows.server import prefect_server

    settings = _with_mirror(settings, mirror)
    files = find_programs(settings, programs)
    if files == [EXAMPLE] and not programs and not as_json:
        show.say(_messages().text("night.example", settings.language, inbox=str(settings.inbox)))
    plan = load_plan(files, REFERENCE / "policies", source_names())
    with (
        one_at_a_time(settings.lock),
        show.progress(quiet=as_json, file=steps_to) as step,
        prefect_server(settings.prefect_home) as answers,
    ):
        night = steps.begin(settings, as_of or tonight(), plan)
        night.step = step
        night.verify = anew.verify_full if verify_full else night.verify
        if answers:
            from flows.nightly import run_with_prefect

            run_with_prefect(night)
        else:
            steps.run_plainly(night)
    return _report(settings, settings.live, night.pages, plan, as_json)


def ingest(settings: Settings, mirror: Path | None, as_json: bool) -> int:
    """Sources only: what the next night will stand on."""
    from flows import night as steps
    from flows.lock import one_at_a_time
    from flows.programs import EMPTY

    settings = _with_mirror(settings, mirror)
    with one_at_a_time(settings.lock), show.progress(quiet=as_json) as step:
        night = steps.begin(settings, tonight(), EMPTY)
        night.step = step
        steps.take_in_all(night)
    rows = [show.standing(one, _messages(), settings.language) for one in night.ingested.values()]
    show.table("sources", rows, _messages(), settings.language, as_json)
    return COMPLETE if all(row["state"] == "used" for row in rows if row["kind"] == "list") else INCOMPLETE


def screen(settings: Settings, workbook: Path, out: Path | None, as_json: bool) -> int:
    """One workbook over the lists of the last night; the live file itself is not changed."""
    from flows import night as steps
    from flows.generations import aside
    from flows.programs import find_programs, load_plan
    from flows.publish import SCREENED

    plan = load_plan(find_programs(settings, workbook), REFERENCE / "policies", source_names())
    with aside(settings) as folder:
        made = folder / settings.live.name
        pages = steps.screen_only(settings, plan, made, out or settings.out / SCREENED)
        return _report(settings, made, pages, plan, as_json)


def search(settings: Settings, name: str, kind: str, limit: int, as_json: bool) -> int:
    """The listed clusters whose names come nearest, with the score and the lists they stand on."""
    from flows.lookup import look_up

    rows = look_up(settings.live, REFERENCE / "names", name, kind, limit)
    show.table("search", rows, _messages(), settings.language, as_json)
    return COMPLETE


def sources(settings: Settings, as_json: bool) -> int:
    """Every source of the catalogue with its last good edition and the last word on it."""
    from flows.shelf import shelved

    archive = Archive(settings.raw)
    known = [(reader.SOURCE, reader.__doc__) for reader in CATALOG] + [(module.SOURCE, module.__doc__) for module in PUBLISHED]
    rows = [shelved(source, about or "", archive.log(source.name), tonight(), _messages(), settings.language) for source, about in known]
    show.table("catalogue", rows, _messages(), settings.language, as_json)
    return COMPLETE


def changes(settings: Settings, name: str, since: date | None, as_json: bool) -> int:
    """Every entry a list added, removed or changed between the editions in use, as far back as the database knows."""
    from flows import past

    source = by_name(name).SOURCE.name
    rows = past.changes(settings.live, source, since or past.EVER, _messages(), settings.language)
    if not rows and not as_json:
        show.say(_messages().text("past.none_changed", settings.language, source=source))
        return COMPLETE
    show.table("changes", rows, _messages(), settings.language, as_json)
    return COMPLETE


def listings(settings: Settings, as_of: date | None, known_at: date | None, name: str | None, as_json: bool) -> int:
    """What stood on the lists on one day, by what was known on another."""
    from flows import past

    source = by_name(name).SOURCE.name if name else ""
    rows = past.listings(settings.live, as_of or tonight(), known_at or tonight(), source, _messages(), settings.language)
    show.table("listings", rows, _messages(), settings.language, as_json)
    return COMPLETE


def accept(settings: Settings, name: str, reason: str, by: str) -> int:
    """A person's word that a held edition may be used."""
    from flows.acceptance import accept_edition

    accept_edition(settings, name, reason, by, datetime.now(UTC))
    show.say(_messages().text("accept.done", settings.language, source=name, by=by.strip()))
    return COMPLETE


def new_source(settings: Settings, name: str, title: str) -> int:
    """The beginnings of a source, and what to do with them."""
    from flows import skeleton

    files = skeleton.write(ROOT, name, title)
    for path in files:
        show.say(str(path.relative_to(ROOT)))
    show.say(_messages().text("new_source.next", settings.language, name=name))
    return COMPLETE


def timeline(settings: Settings, subject: str, program: str, as_json: bool) -> int:
    """One person's affiliations over time, links to listed bodies, open questions, notices on works."""
    from flows.people.tell import timeline as tell

    tell(settings.live, subject, program, _messages(), settings.language, as_json)
    return COMPLETE


def template(settings: Settings, path: Path) -> int:
    """An empty workbook with headers, notes and a sample row."""
    from flows.template import write_template

    write_template(path, settings.language)
    show.say(_messages().text("template.written", settings.language, file=path.name))
    return COMPLETE


def doctor(settings: Settings, as_json: bool) -> int:
    """Findings as a table; exit 2 when something needs a cure, 3 when only coverage is incomplete."""
    from flows.doctor.examine import examine

    rows = examine(settings, _messages())
    show.table("doctor", rows, _messages(), settings.language, as_json)
    return max((int(row["exit"]) for row in rows if row["exit"] != INCOMPLETE), default=0) or max(
        (int(row["exit"]) for row in rows), default=0
    )


def restore(settings: Settings, last_good: bool, night: date | None) -> int:
    """An earlier night's database file back in use, under the night's lock."""
    from flows import generations
    from flows.lock import one_at_a_time

    if last_good == bool(night):
        raise SettingsError("restore.which", nights=", ".join(path.name for path in generations.earlier(settings)) or "-")
    with one_at_a_time(settings.lock):
        in_use = generations.restore(settings, str(night) if night else "")
    show.say(_messages().text("restore.done", settings.language, as_of=in_use))
    return COMPLETE


def rebuild(settings: Settings, programs: Path | None, as_json: bool) -> int:
    """The last night once more, from data/raw and the inbox."""
    from flows.lock import one_at_a_time
    from flows.programs import find_programs, load_plan
    from flows.rebuild import rebuild as build_anew

    plan = load_plan(find_programs(settings, programs), REFERENCE / "policies", source_names())
    with one_at_a_time(settings.lock):
        night = build_anew(settings, plan)
    return _report(settings, settings.live, night.pages, plan, as_json)


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


def resolve(settings: Settings, registry: tuple[Path, ...], strings: Path | None, out: Path | None, text: str | None) -> int:
    """A file of affiliations, or one of them told to a person."""
    from flows.affiliations.resolve import resolve_file
    from flows.affiliations.told import tell

    if strings and out and text is None:
        resolve_file(registry, strings, out)
        return COMPLETE
    if strings or out or text is None:
        raise SettingsError("resolve.how")
    for line in tell(registry, text, _messages(), settings.language):
        show.say(line)
    return COMPLETE


def fairness(settings: Settings, names: int, keep: bool, as_json: bool) -> int:
    """The released matcher over invented names of every origin; exit 1 when alerts lie farther apart than the bound allows."""
    from flows.fairness import report
    from flows.policies import swap

    found = report.measured(REFERENCE, names)
    if keep:
        report.write(found, REFERENCE / "fairness.csv")
    if as_json:
        show.fairness(report.rows(found, _messages(), settings.language), found.spreads, found.tables)
    else:
        show.table("fairness", report.rows(found, _messages(), settings.language), _messages(), settings.language, as_json)
        for sentence in report.sentences(found, REFERENCE / "fairness.csv", _messages(), settings.language):
            show.say(sentence)
        show.say(swap.sentence(REFERENCE, _messages(), settings.language))
    return COMPLETE if found.is_even else BEYOND


def _report(settings: Settings, live: Path, pages: list[Path], plan: "Plan", as_json: bool) -> int:
    """What was not taken in, the result table, what is incomplete, and where to look. Exit 3 when anything is missing."""
    messages, language = _messages(), settings.language
    refused = [messages.text("night.refused", language, name=one.name, why=messages.tell(one.error, language)) for one in plan.refused]
    if not as_json:
        for sentence in refused:
            show.say(sentence)
    rows = show.programs(live, language)
    show.table("programs", rows, messages, language, as_json, pages=pages, refused=refused)
    return COMPLETE if not refused and all(row["is_complete"] for row in rows) else INCOMPLETE


def _with_mirror(settings: Settings, given: Path | None) -> Settings:
    mirror = given or settings.mirror
    if mirror and not mirror.is_dir():
        raise SettingsError("night.no_such_mirror", path=str(mirror))
    return replace(settings, mirror=mirror)


def _messages() -> Messages:
    return load_messages(REFERENCE / "messages")
