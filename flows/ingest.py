"""What tonight makes of a source: fetched, read strictly, judged against its last good edition, kept or held.

A source that fails leaves its last good edition in use and says so in every result; an error is never an empty list.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from traceback import extract_tb

from flows.archive import Archive, Edition, is_proved
from flows.fills import fills
from flows.frames import Rows
from flows.judge import count, grown, problem
from flows.readings import Reading
from flows.rhythm import PATIENCE, contents, frozen, rest
from flows.unconfirmed import Unconfirmed, unconfirmed
from sources.errors import FetchError, SekishoError, SourceChanged, SourceDamaged, SourceHeld
from sources.fetch import NotModified, snapshot
from sources.model import Document, Snapshot, Source

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
        accepted, rows = _judge(reading, archive, found, as_of, is_sample)
    except SekishoError as error:
        return _kept(reading, archive, last, error, as_of, known)
    except OSError:
        raise
    except Exception as error:  # a reader met what nobody thought of: this source fails, the night goes on and says so
        return _kept(reading, archive, last, broken(source, error), as_of, known)
    return _in_use(reading, archive, accepted, as_of, known, rows)


def broken(source: Source, error: Exception) -> SourceDamaged:
    """An error of a reader's own, told by where it was met: never by what it held, which may be a name."""
    place = extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(place.filename).name} line {place.lineno}"
    return SourceDamaged("source.reader_broke", source=source.name, detail=where)


def _judge(reading: Reading, archive: Archive, snapshot: Snapshot, as_of: date, is_sample: bool) -> tuple[Edition, Rows]:
    """Read a new edition whole and compare it with what was accepted. Raises what refuses or holds it, after noting that."""
    source = reading.source
    try:
        rows = reading.rows(snapshot)
    except (SourceDamaged, SourceChanged) as error:
        archive.note(source.name, Edition(edition=snapshot.edition, on=as_of, verdict="refused", key=error.key, facts=_texts(error.facts)))
        raise
    severities = [reject[1] for reject in rows.get("source_rejects", ())]
    found = Edition(
        edition=snapshot.edition,
        on=as_of,
        verdict="accepted",
        counts=count(source, rows),
        fills=fills(rows),
        contents=contents(rows) if source.kind == "list" else {},
        rejected=severities.count("rejected"),
        warned=severities.count("warning"),
        is_sample=is_sample,
        shape=snapshot.documents[0].name,
    )
    if held := problem(source, found, archive, snapshot):
        archive.note(source.name, replace(found, verdict="held", is_sample=False, key=held.key, facts=_texts(held.facts)))
        raise held
    key, facts = grown(source, found, archive.log(source.name))
    edition = replace(found, key=key, facts=facts)
    archive.note(source.name, edition)
    return edition, rows


def _texts(facts: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in facts.items()}


def _in_use(
    reading: Reading, archive: Archive, edition: Edition, as_of: date, known: Mapping[str, tuple[str, str]], rows: Rows | None = None
) -> Ingested:
    source = reading.source
    version = reading.version
    first = archive.first_seen(source.name, edition.edition) or as_of
    state, key, facts = _in_order(source, archive, edition, first, as_of)
    if rows is None and known.get(source.name) != (edition.edition, version):
        rows = _read_again(reading, archive, edition)
    return Ingested(
        source=source,
        state=state,
        reader=version,
        edition=edition.edition,
        first_fetched_on=first,
        age_days=(as_of - first).days,
        is_sample=edition.is_sample,
        counts=edition.counts,
        key=key,
        facts=facts,
        rows=rows,
    )


def _in_order(source: Source, archive: Archive, edition: Edition, first: date, as_of: date) -> tuple[str, str, dict[str, str]]:
    """(state, message key, facts) of an edition in use: frozen, in part or whole, or read by a reader that no real file has proved yet."""
    log = archive.log(source.name)
    if (resting := rest(log, first, as_of)) > PATIENCE * source.cadence_days:
        return "stale", "source.frozen", {"source": source.name, "age_days": str(resting), "cadence": str(source.cadence_days)}
    if still := frozen(log, as_of):
        sub_list, days, longest = still
        return "stale", "source.part_frozen", {"source": source.name, "sub_list": sub_list, "age_days": str(days), "longest": str(longest)}
    if not edition.is_sample and not is_proved(source, edition, log):
        return "unproved", "source.unproved", {"source": source.name, "found": str(sum(edition.counts.values()))}
    return "used", edition.key or "source.in_use", dict(edition.facts)


def _kept(
    reading: Reading, archive: Archive, last: Edition | None, error: SekishoError, as_of: date, known: Mapping[str, tuple[str, str]]
) -> Ingested:
    """Tonight's copy is not to be used: the last good one stays, or there is none at all (as when it is not wanted)."""
    last = None if error.key in _NOT_WANTED else last
    facts = _texts(error.facts)
    held = isinstance(error, SourceHeld)
    more = None
    try:
        more = unconfirmed(reading, archive, last, as_of) if last else None
        standing = _in_use(reading, archive, last, as_of, known, more.rows if more else None) if last else None
    except SekishoError as damaged:  # the kept copy itself cannot be read any more
        error, standing = damaged, None
        facts, held = _texts(error.facts), False
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
