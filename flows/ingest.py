"""What tonight makes of a source: fetched, read strictly, judged against its last good edition, kept or held.

A source that fails leaves its last good edition in use and says so in every result; an error is never an empty list.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from traceback import extract_tb

from flows.archive import SHRUNK, Archive, Edition
from flows.frames import Rows
from flows.limits import accepted_counts, may_lose
from flows.readings import Reading
from flows.unconfirmed import Unconfirmed, unconfirmed
from sources.errors import FetchError, SekishoError, SourceChanged, SourceDamaged, SourceHeld, WarehouseError
from sources.fetch import NotModified, snapshot
from sources.model import Document, Snapshot, Source

STALE_AFTER_CADENCES = 3
_STATES = {
    "fetch.not_in_mirror": "missing",
    "source.no_files": "not_configured",
    "source.switched_off": "not_configured",
    "source.not_asked_for": "not_configured",
}
_NOT_WANTED = ("source.switched_off", "source.not_asked_for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """One source's standing tonight. `rows` are None when the live file already holds this edition as this reader reads it."""

    source: Source
    state: str
    reader: str
    edition: str = ""
    first_fetched_on: date | None = None
    age_days: int | None = None
    is_sample: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    key: str = "source.in_use"
    facts: Mapping[str, str] = field(default_factory=dict)
    rows: Rows | None = None
    unconfirmed: Unconfirmed | None = None

    @property
    def may_pass(self) -> bool:
        """Whether the publisher could not be reached tonight, so that another try in some minutes makes sense."""
        return self.key.startswith("fetch.") and self.key not in _STATES


def snapshot_of_files(source: Source, files: Sequence[Path], now: datetime) -> Snapshot:
    """Files the user brought, as one snapshot. Raises FetchError when one cannot be read."""
    documents = []
    for path in sorted(files):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise FetchError("fetch.file_unreadable", source=source.name, file=str(path), detail=str(error)) from error
        documents.append(Document(name=path.name, url=path.name, sha256=hashlib.sha256(content).hexdigest(), content=content))
    return snapshot(source, tuple(documents), now)


def ingest(
    reading: Reading,
    archive: Archive,
    obtain: Callable[[], Snapshot | NotModified],
    *,
    as_of: date,
    known: Mapping[str, tuple[str, str]],
    is_sample: bool,
) -> Ingested:
    """Fetch, read and judge one source.

    obtain: gives tonight's snapshot, says that nothing changed since the last good edition, or raises FetchError.
    known: source -> (edition, reader version) in the live file.
    is_sample: the mirror says of itself that it holds samples, so floors do not apply (and every result says so).
    """
    source = reading.source
    last = None
    try:
        last = archive.last_good(source.name)
        found = obtain()
        if not isinstance(found, NotModified):
            archive.store(found)  # also mends what the disk has lost of an edition in use
        if last and (isinstance(found, NotModified) or found.edition == last.edition):
            archive.note(source.name, Edition(edition=last.edition, on=as_of, verdict="unchanged", counts=last.counts))
            return _in_use(reading, archive, last, as_of, known)
        if isinstance(found, NotModified):
            raise FetchError("fetch.nothing_to_compare", source=source.name)
        accepted, rows = _judge(reading, archive, found, last, as_of, is_sample)
    except SekishoError as error:
        return _kept(reading, archive, last, error, as_of, known)
    except OSError:
        raise
    except Exception as error:  # a reader met what nobody thought of: this source fails, the night goes on and says so
        place = extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}, {Path(place.filename).name} line {place.lineno}"  # never what it held: it may be a name
        broke = SourceDamaged("source.reader_broke", source=source.name, detail=where)
        return _kept(reading, archive, last, broke, as_of, known)
    return _in_use(reading, archive, accepted, as_of, known, rows)


def _cut(source: Source, archive: Archive, found: Snapshot, last: Edition | None) -> SourceHeld | None:
    """A document that is the beginning of the one in use was most likely cut on its way, however well it ends (at a row, in a CSV)."""
    try:
        before = archive.load(source.name, last.edition).documents if last else ()
    except WarehouseError:
        return None
    whole = {document.name: document.content for document in before}
    for document in found.documents:
        content, was = document.content, whole.get(document.name, b"")
        if 0 < len(content) < len(was) and was.startswith(content.rstrip()):
            return SourceHeld("source.cut_short", source=source.name, document=document.name, found=len(content), before=len(was))
    return None


def _judge(
    reading: Reading, archive: Archive, snapshot: Snapshot, last: Edition | None, as_of: date, is_sample: bool
) -> tuple[Edition, Rows]:
    """Read a new edition whole and compare its counts. Raises what refuses or holds it, after noting that."""
    source = reading.source
    try:
        rows = reading.rows(snapshot)
    except (SourceDamaged, SourceChanged) as error:
        archive.note(source.name, _noted(snapshot, as_of, "refused", error))
        raise
    counts = count(source, rows)
    rejected = sum(1 for reject in rows.get("source_rejects", ()) if reject[1] == "rejected")
    problem = _problem(source, counts, archive.log(source.name), is_sample) or _cut(source, archive, snapshot, last)
    if problem:
        archive.note(source.name, _noted(snapshot, as_of, "held", problem, counts))
        raise problem
    edition = Edition(edition=snapshot.edition, on=as_of, verdict="accepted", counts=counts, rejected=rejected, is_sample=is_sample)
    archive.note(source.name, edition)
    return edition, rows


def count(source: Source, rows: Rows) -> dict[str, int]:
    """Entities per sub-list; sub-lists the source is known to hold are counted even when they are gone."""
    listed = {(listing[1], listing[4]) for listing in rows.get("listings", ())}
    whole = len(rows.get("entities", ())) + len(rows.get("works", ())) + len(rows.get("observed_affiliations", ()))
    counted = Counter(sub_list for _, sub_list in listed) if source.kind == "list" else Counter({"": whole})
    return {sub_list: counted[sub_list] for sub_list in sorted({*source.sub_lists, *counted})}


def _problem(source: Source, counts: Mapping[str, int], log: Sequence[Edition], is_sample: bool) -> SourceHeld | None:
    if not any(counts.values()):
        return SourceHeld("source.empty_after_all", source=source.name)
    last = next((line for line in reversed(log) if line.verdict == "accepted"), None)
    before = last.counts if last and not last.is_sample else {}
    for sub_list, found in counts.items():
        name = sub_list or source.name
        was = before.get(sub_list, 0)
        if was and (not found or was - found > may_lose(accepted_counts(log, sub_list))):
            return SourceHeld(SHRUNK, source=source.name, sub_list=name, before=was, found=found)
        least = source.sub_lists.get(sub_list, 0)
        if not before and not is_sample and found < least:
            return SourceHeld("source.below_floor", source=source.name, sub_list=name, found=found, least=least)
    return None


def _noted(snapshot: Snapshot, as_of: date, verdict: str, error: SekishoError, counts: Mapping[str, int] | None = None) -> Edition:
    facts = {name: str(value) for name, value in error.facts.items()}
    return Edition(edition=snapshot.edition, on=as_of, verdict=verdict, counts=counts or {}, key=error.key, facts=facts)  # type: ignore[arg-type]


def _in_use(
    reading: Reading, archive: Archive, edition: Edition, as_of: date, known: Mapping[str, tuple[str, str]], rows: Rows | None = None
) -> Ingested:
    source = reading.source
    version = reading.version
    first = archive.first_seen(source.name, edition.edition) or as_of
    age = (as_of - first).days
    state, key, facts = _in_order(source, archive, edition, age)
    if rows is None and known.get(source.name) != (edition.edition, version):
        rows = _read_again(reading, archive, edition)
    return Ingested(
        source=source,
        state=state,
        reader=version,
        edition=edition.edition,
        first_fetched_on=first,
        age_days=age,
        is_sample=edition.is_sample,
        counts=edition.counts,
        key=key,
        facts=facts,
        rows=rows,
    )


def _in_order(source: Source, archive: Archive, edition: Edition, age: int) -> tuple[str, str, dict[str, str]]:
    """(state, message key, facts) of an edition in use: frozen, or read by a reader that no real file has proved yet."""
    if age > STALE_AFTER_CADENCES * source.cadence_days:
        return "stale", "source.frozen", {"source": source.name, "age_days": str(age), "cadence": str(source.cadence_days)}
    if source.standing != "verified" and not edition.is_sample and not archive.is_proved(source.name):
        return "unproved", "source.unproved", {"source": source.name, "found": str(sum(edition.counts.values()))}
    return "used", "source.in_use", {}


def _kept(
    reading: Reading, archive: Archive, last: Edition | None, error: SekishoError, as_of: date, known: Mapping[str, tuple[str, str]]
) -> Ingested:
    """Tonight's copy is not to be used: the last good one stays, or there is none at all (as when it is not wanted)."""
    last = None if error.key in _NOT_WANTED else last
    facts = {name: str(value) for name, value in error.facts.items()}
    held = isinstance(error, SourceHeld)
    more = None
    try:
        more = unconfirmed(reading, archive, last, as_of) if last else None
        standing = _in_use(reading, archive, last, as_of, known, more.rows if more else None) if last else None
    except SekishoError as damaged:  # the kept copy itself cannot be read any more
        error, standing = damaged, None
        facts, held = {name: str(value) for name, value in error.facts.items()}, False
    if standing is None:
        state = "held" if held else _STATES.get(error.key, "failed")
        counts = dict.fromkeys(reading.source.sub_lists, 0)
        return Ingested(source=reading.source, state=state, reader="", counts=counts, key=error.key, facts=facts)
    # Another mark than the reader's own, so that no later night takes these rows for the good edition's alone.
    reader = f"{standing.reader}+{more.edition}" if more else standing.reader
    return replace(standing, state="held" if held else "stale", reader=reader, key=error.key, facts=facts, unconfirmed=more)


def _read_again(reading: Reading, archive: Archive, edition: Edition) -> Rows:
    snapshot = archive.load(reading.source.name, edition.edition)
    return reading.rows(snapshot)
