"""What the files say: the archive and its logs, dates to come, coverage, the inbox, the ledger of decisions."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from email.utils import parsedate_to_datetime

from flows.archive import Archive, Edition
from flows.desk.ledger import Ledger
from flows.desk.store import damage
from flows.desk.verify import walk
from flows.desk.witness import stored
from flows.doctor.finding import ERROR, INCOMPLETE, WELL, Finding
from flows.programs import EXAMPLE, find_programs, load_plan
from flows.settings import ROOT, Settings, tonight
from flows.warehouse import columns_of, query
from sources.catalog import CATALOG, names
from sources.errors import Busy, SekishoError, WarehouseError
from sources.model import Document

POLICIES = ROOT / "data" / "reference" / "policies"


def archive(settings: Settings) -> Iterator[Finding]:
    """Every edition in use byte for byte, every log line by line, and no date that has not come yet."""
    kept = Archive(settings.raw)
    count = 0
    for name in (reader.SOURCE.name for reader in CATALOG):
        try:
            log = kept.log(name)
            good = kept.last_good(name)
            documents = kept.load(name, good.edition).documents if good else ()
        except SekishoError as error:
            yield Finding(name, ERROR, error.key, error.facts)
            continue
        count += len(documents)
        if kept.is_torn(name):
            yield Finding(name, ERROR, "doctor.torn_log", {"source": name})
        yield from _to_come(name, log, documents)
    yield Finding("data/raw", WELL, "doctor.archive", {"count": count})


def _to_come(name: str, log: tuple[Edition, ...], documents: tuple[Document, ...]) -> Iterator[Finding]:
    """Dates after tomorrow: this machine's clock was or is wrong, or the publisher's is."""
    latest = tonight() + timedelta(days=1)
    said = {line.on for line in log} | {_sent_on(document) for document in documents}
    if late := max((on for on in said if on > latest), default=None):
        yield Finding(name, ERROR, "doctor.dated_ahead", {"source": name, "on": late, "today": tonight()})


def _sent_on(document: Document) -> date:
    try:
        return parsedate_to_datetime(document.last_modified).astimezone(UTC).date()
    except ValueError:  # none was sent, or no date at all
        return date.min


def coverage(settings: Settings) -> Iterator[Finding]:
    """Required lists that are not in use as they should be, each with what happened and what to do."""
    detail = f"detail_{settings.language}"
    try:
        rows = query(settings.live, f"select distinct source, state, {detail} from marts.coverage where is_required order by all")  # noqa: S608
    except WarehouseError:
        return
    for row in rows:
        well = row["state"] == "used"
        key = "doctor.source" if well else "doctor.source_not_in_use"
        yield Finding(row["source"], WELL if well else INCOMPLETE, key, {"state": row["state"], "why": row[detail]})


def second_sources(settings: Settings) -> Iterator[Finding]:
    """Lists that lack entries which a second source of the same list holds."""
    try:
        if "lacking_count" not in columns_of(settings.live, "marts").get("coverage", ()):
            return  # an earlier version's file
        rows = query(
            settings.live, "select distinct source, second_source, lacking_count from marts.coverage where lacking_count > 0 order by all"
        )
    except WarehouseError:
        return
    for row in rows:
        yield Finding(row["source"], INCOMPLETE, "doctor.lacking", {"count": row["lacking_count"], "source": row["second_source"]})


def inbox(settings: Settings) -> Iterator[Finding]:
    """Documents that the next night could not take in."""
    try:
        files = find_programs(settings, None)
        if files == [EXAMPLE]:
            return
        refused = load_plan(files, POLICIES, frozenset(names())).refused
    except SekishoError as error:
        yield Finding("inbox", ERROR, error.key, error.facts)
        return
    for one in refused:
        yield Finding("inbox", INCOMPLETE, "night.refused", {"name": one.name, "why": one.error})


def ledger(settings: Settings) -> Iterator[Finding]:
    """The chain of decisions, entry by entry, and its file."""
    decisions = Ledger(settings.ledger)
    if not settings.ledger.exists():
        return
    try:
        links = decisions.links()
        faults = sum(one.is_fault for one in walk(stored(links))) + len(damage(decisions.path, decisions.seconds))
    except Busy as busy:
        yield Finding(settings.ledger.name, INCOMPLETE, busy.key, busy.facts)
        return
    except SekishoError as error:
        yield Finding(settings.ledger.name, ERROR, error.key, error.facts)
        return
    key = "doctor.ledger_broken" if faults else "doctor.ledger"
    yield Finding(settings.ledger.name, ERROR if faults else WELL, key, {"count": len(links), "faults": faults})
