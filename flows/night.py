"""One night, step by step, as plain functions: begin, take in, build, screen, check, publish.

`flows.nightly` wraps the steps in Prefect; `sekisho screen` walks them over the lists that the live file holds.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from flows import frames, publish
from flows.archive import Archive
from flows.asking.attached import COLUMNS as ATTACHED
from flows.asking.attached import attached, load_weights
from flows.asking.look_up import Doors, look_up
from flows.canaries import plant
from flows.crash import crash
from flows.desk.recorded import Recorded
from flows.gather import SOURCES, SUB_LISTS, grounds_of, raw_frames
from flows.generations import drop_log, refuse_to_forget, remember_history, swap, sweep
from flows.grading import listings_of
from flows.ingest import Ingested, ingest, snapshot_of_files
from flows.joining import clusters, name_keys
from flows.messages import Messages, load_messages
from flows.parties import listed_parties
from flows.people import linking
from flows.people.levels import levels_of
from flows.people.reading import COLUMNS, Reading, reading_of
from flows.people.tonight import persons_of
from flows.programs import Plan
from flows.readings import readings
from flows.reference import load_tables
from flows.screen import Screening
from flows.searches import Kept, Searches, kept_searches, matcher_sum
from flows.settings import ROOT, Settings
from flows.terms import load_terms
from flows.tiers import final_manuals, on_day
from flows.warehouse import Warehouse, building, columns_of, query
from matching.index import Index
from matching.names.tables import Tables
from sources.errors import FetchError, SettingsError, WarehouseError
from sources.fetch import Conditional, NotModified, fetch
from sources.model import Snapshot

SQL = ROOT / "sql"
REFERENCE = ROOT / "data" / "reference"
MESSAGES = REFERENCE / "messages"
SAMPLE_MARK = "SAMPLE"
READINGS = readings()
_CONFIRMED = "select gap_id from raw.gap_words where judgement = 'confirmed' order by gap_id"


@dataclass(slots=True, kw_only=True)
class Night:
    """What a night carries from step to step. `as_of`: the date every result speaks of.

    `records`: the ledger, read once; `keeps`: whether answers of the last night that
    still hold are taken over; `verify`: asked before anything is published.
    """

    settings: Settings
    as_of: date
    plan: Plan
    known: Mapping[str, tuple[str, str]]
    ingested: dict[str, Ingested] = field(default_factory=dict)
    messages: Messages = field(default_factory=lambda: load_messages(MESSAGES))
    tables: Tables = field(default_factory=lambda: load_tables(REFERENCE / "names"))
    stack: ExitStack = field(default_factory=ExitStack)
    warehouse: Warehouse = field(init=False)
    reading: Reading = field(init=False)
    part: Path
    counts: dict[str, int] = field(default_factory=dict)
    ruleset: str = ""
    pages: list[Path] = field(default_factory=list)
    step: Callable[[str], None] = lambda name: None
    records: Sequence[Recorded] | None = None
    keeps: bool = True
    verify: Callable[["Night"], None] = lambda night: None
    doors: Doors = field(default_factory=Doors)

    def __post_init__(self) -> None:
        self.plan = on_day(self.plan, self.as_of, final_manuals(REFERENCE / "manuals.toml"))


def begin(settings: Settings, as_of: date, plan: Plan) -> Night:
    """Open a night. Raises SettingsError when the live file already knows a later date, WarehouseError when it is lost or damaged."""
    refuse_to_forget(settings)
    drop_log(settings.live)
    sweep(settings)
    known: dict[str, tuple[str, str]] = {}
    if settings.live.exists():
        last = query(settings.live, "select as_of from raw.night")[0]["as_of"]
        if last > as_of:
            raise SettingsError("night.backwards", last=last, as_of=as_of)
        rows = query(settings.live, "select source, edition, reader from raw.sources where edition <> ''")
        known = {row["source"]: (row["edition"], row["reader"]) for row in rows}
    return Night(settings=settings, as_of=as_of, plan=plan, known=known, part=settings.live.with_name("warehouse.next.duckdb"))


def take_in(night: Night, name: str, now: datetime) -> None:
    """Fetch, read and judge one source."""
    settings, reading = night.settings, READINGS[name]
    night.step(name)
    mirror = settings.mirror

    archive = Archive(settings.raw)

    def obtain() -> Snapshot | NotModified:
        if name in settings.disabled:
            raise FetchError("source.switched_off", source=name)
        if not (reading.source.by_default or name in settings.enabled or name in night.plan.lists):
            raise FetchError("source.not_asked_for", source=name)
        if name in settings.files:
            return snapshot_of_files(reading.source, settings.files[name], now)
        brought = reading.source.kind == "registry" or reading.source.standing == "importer"
        if reading.source.kind == "publication" or (brought and mirror is None):
            raise FetchError("source.no_files", source=name)
        last = archive.last_good(name)
        previous = Conditional(marks=archive.marks(name, last.edition)) if last else None
        return fetch(reading.source, mirror=mirror, now=now, previous=previous)

    is_sample = bool(mirror and name not in settings.files and (mirror / SAMPLE_MARK).exists())
    night.ingested[name] = ingest(reading, archive, obtain, as_of=night.as_of, known=night.known, is_sample=is_sample)
    crash(f"ingested:{name}")


def look_up_subjects(night: Night, now: datetime) -> None:
    """Ask publishers about the persons of whom works may be looked up."""
    settings = night.settings
    night.step("ask")
    night.ingested |= look_up(settings, night.plan.subjects, grounds_of(night), READINGS, night.as_of, now, night.doors)
    crash("asked")


def build(night: Night) -> None:
    """Raw, staging and core layers of a new file: what sources and rosters say, and which entities are one.

    The caller holds `night.stack` open: it closes the file after the checks, or removes it when a step fails.
    """
    night.step("build")
    night.part.parent.mkdir(parents=True, exist_ok=True)
    night.warehouse = warehouse = night.stack.enter_context(building(night.part, night.settings.live, SQL))
    night.ruleset = publish.ruleset(night.tables.sha256, REFERENCE / "policies")
    for name, table in raw_frames(night).items():
        warehouse.put(name, table)
    warehouse.build("raw")
    crash("raw")
    warehouse.put("name_keys", name_keys(warehouse, night.tables))
    warehouse.build("staging")
    warehouse.build("core", only=("links",))
    warehouse.put("clusters", clusters(warehouse))
    warehouse.build("core", only=("clusters", "listed_clusters"))
    night.reading = reading_of(warehouse, night.tables, night.settings.live if night.keeps else None)
    warehouse.put("listed_records", frames.frame(linking.COLUMNS, linking.records_of(warehouse, night.reading)))
    warehouse.build("core", only=("listed_records",))
    crash("core")


def screen(night: Night) -> None:
    """Every subject against every listed cluster; then history and marts."""
    night.step("screen")
    warehouse = night.warehouse
    matcher = matcher_sum(night.tables.sha256)
    searches = Searches(
        listed=listed_parties(warehouse),
        matcher=matcher,
        make_index=lambda listed: Index(listed, night.tables),
        kept=kept_searches(night.settings.live, matcher) if night.keeps else Kept(),
    )
    warehouse.put("canaries", frames.frame(plant.COLUMNS, plant.plant(warehouse, dict(searches.listed), searches, night.tables)))
    levels = levels_of(warehouse, night.reading)
    works = attached(warehouse, night.plan.subjects, night.tables, load_weights(REFERENCE / "attaching.toml"))
    warehouse.put("attachments", frames.frame(ATTACHED, works))
    persons = persons_of(warehouse, night.plan, night.reading, levels, searches, night.messages, night.as_of, works)
    found = persons.run()
    screening = Screening(
        plan=night.plan,
        searches=searches,
        listings=listings_of(warehouse),
        messages=night.messages,
        terms=load_terms(REFERENCE / "measures.toml"),
        as_of=night.as_of,
        levels=levels,
        confirmed=persons.confirmed(row["gap_id"] for row in warehouse.rows(_CONFIRMED)),
    )
    for name, table in (found | screening.run()).items():
        warehouse.put(name, table)
    warehouse.put("read_names", frames.frame(COLUMNS, night.reading.rows()))
    for layer in ("screened", "history", "marts"):
        warehouse.build(layer)
    crash("marts")


def check(night: Night) -> None:
    """Every check of sql/checks must return nothing. Raises WarehouseError naming those that do not, after noting it for the doctor."""
    night.step("check")
    try:
        _pass(night)
    except WarehouseError as error:
        if night.ingested:  # a whole night, not one workbook's screening
            publish.note_refusal(night.settings.refused, night.as_of, error)
        raise
    night.counts = night.warehouse.counts()


def _pass(night: Night) -> None:
    failed = {name: rows for name, rows in night.warehouse.check().items() if rows}
    if missed := failed.pop("canaries_found", None):
        raise WarehouseError("night.canaries_missed", count=len(missed), missed=plant.told(missed))
    if failed:
        raise WarehouseError("night.checks_failed", checks=", ".join(f"{name}: {len(rows)}" for name, rows in failed.items()))


def publish_night(night: Night) -> None:
    """Swap the new file in, write the results of every program, then the manifest."""
    night.verify(night)
    night.step("publish")
    crash("before_swap")
    swap(night.settings, night.part, night.counts)
    crash("after_swap")
    night.pages = publish.write_programs(night.settings.live, night.settings.out, night.plan, night.messages)
    publish.set_aside(night.settings.out, night.plan)
    remember_history(night.settings)
    crash("before_manifest")
    publish.write_manifest(night.settings.manifest, night.settings.live, night.counts, datetime.now(UTC))
    night.settings.refused.unlink(missing_ok=True)


def take_in_all(night: Night) -> None:
    """Every source of the catalogue, one after the other."""
    for name in taken_in(night.settings):
        take_in(night, name, datetime.now(UTC))
    look_up_subjects(night, datetime.now(UTC))


def taken_in(settings: Settings) -> list[str]:
    """The sources that are fetched or read from files, which those asked about subjects are not."""
    return [name for name in READINGS if name not in settings.asked]


def run_plainly(night: Night) -> None:
    """The whole night without Prefect, for when no server answers."""
    take_in_all(night)
    with night.stack:
        for do in (build, screen, check):
            do(night)
    publish_night(night)


def screen_only(settings: Settings, plan: Plan, made: Path, out: Path) -> list[Path]:
    """The same steps over the lists that the live file holds, into a file of its own. Raises WarehouseError without one.

    An earlier version's file has not all that these steps read: the next night builds it anew, and until then this says so.
    """
    found = columns_of(settings.live, "raw")
    wanted = {**frames.COLUMNS, "sources": SOURCES, "sub_lists": SUB_LISTS, "night": ("as_of",)}
    missing = [f"{table}.{name}" for table, names in wanted.items() for name in names if name not in found.get(table, ())]
    if missing:
        raise WarehouseError("warehouse.older", file=settings.live.name, missing=", ".join(missing[:3]))
    as_of = query(settings.live, "select as_of from raw.night")[0]["as_of"]
    night = Night(settings=settings, as_of=as_of, plan=plan, known={}, part=made)
    with night.stack:
        for do in (build, screen, check):
            do(night)
    return publish.write_programs(made, out, plan, night.messages)
