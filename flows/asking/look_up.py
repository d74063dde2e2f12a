"""The night's asking: persons' own records first, then works by number, declared works, or name and body.

Of a person nobody may ask about, nothing is asked. What came of each source is told like that of any other: in use, in part, failed.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flows.archive import Archive, Edition
from flows.asking.answers import Answers
from flows.asking.ask import MANNERS, Asking, Heard, ask
from flows.ingest import Ingested, broken
from flows.readings import Reading
from flows.settings import Settings
from matching.normalise import fold
from sources.errors import FetchError, SekishoError, SourceChanged, SourceDamaged
from sources.fetch import Manners, snapshot
from sources.model import Career, Source, Subject
from sources.publications import orcid, researchmap
from sources.publications.interfaces import PERSONS, WORKS, Interface, Question

ASKED = "asked"
_RECORDS = {"orcid": orcid.parse, "researchmap": researchmap.parse}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """How publishers are reached. `bases`: source -> another address than its own; only tests have such."""

    manners: Manners = MANNERS
    bases: Mapping[str, str] = field(default_factory=dict)


def look_up(
    settings: Settings,
    subjects: Sequence[Subject],
    grounds: Mapping[tuple[str, str], str],
    readings: Mapping[str, Reading],
    as_of: date,
    now: datetime,
    doors: Doors,
) -> dict[str, Ingested]:
    """Source -> what came of asking it, for each one the office has switched on. Raises OSError when answers cannot be kept."""
    askings = askings_of(subjects, grounds)
    kept = {
        name: Answers(folder=settings.raw / ASKED, source=name, as_of=as_of, days=settings.refresh_days) for name in sorted(settings.asked)
    }
    persons = _ask_all(PERSONS, askings, settings, kept, doors)
    with_works = [replace(one, question=_with_declared(one.question, persons, place)) for place, one in enumerate(askings)]
    works = _ask_all(WORKS, with_works, settings, kept, doors)
    return {name: _ingested(readings[name], heard, kept[name], settings, now) for name, heard in (persons | works).items()}


def askings_of(subjects: Sequence[Subject], grounds: Mapping[tuple[str, str], str]) -> list[Asking]:
    """Each person once, however many cases name the person."""
    people: dict[Question, list[Subject]] = {}
    for subject in subjects:
        if (subject.program_id, subject.subject_id) in grounds:
            people.setdefault(question_of(subject), []).append(subject)
    return [
        Asking(
            question=question,
            subjects=tuple(sorted(f"{one.program_id}/{one.subject_id}" for one in named)),
            ground=", ".join(sorted({grounds[one.program_id, one.subject_id] for one in named})),
        )
        for question, named in people.items()
    ]


def question_of(subject: Subject) -> Question:
    """What a publisher is told of a subject: numbers, else a name (in Latin letters where there is one) with disclosed bodies."""
    numbers = {one.scheme: one.value for one in subject.identifiers}
    texts = [name.text for name in subject.names]
    return Question(
        name=next((text for text in texts if fold(text).isascii()), texts[0]),
        bodies=tuple(dict.fromkeys(affiliation.organisation for affiliation in subject.affiliations)),
        orcid=numbers.get("orcid", ""),
        researchmap=numbers.get("researchmap", ""),
    )


def _with_declared(question: Question, persons: Mapping[str, Sequence[Heard]], place: int) -> Question:
    """The question with the works that the person's own records name."""
    said = (item for name, heard in persons.items() for document in heard[place].documents for item in _RECORDS[name](document))
    dois = {work.value for item in said if isinstance(item, Career) for work in item.works if work.scheme == "doi"}
    return replace(question, dois=tuple(sorted(dois)))


def _ask_all(
    interfaces: Sequence[Interface], askings: Sequence[Asking], settings: Settings, kept: Mapping[str, Answers], doors: Doors
) -> dict[str, list[Heard]]:
    """Several publishers at once, each at its own pace."""
    wanted = [interface for interface in interfaces if interface.source.name in settings.asked]
    with ThreadPoolExecutor(max_workers=len(interfaces)) as threads:
        heard = threads.map(lambda one: _ask(one, askings, settings, kept[one.source.name], doors), wanted)
        return dict(zip((interface.source.name for interface in wanted), heard, strict=True))


def _ask(interface: Interface, askings: Sequence[Asking], settings: Settings, answers: Answers, doors: Doors) -> list[Heard]:
    name = interface.source.name
    key, base = settings.keys.get(name, ""), doors.bases.get(name, "")
    if interface.needs_key and not key:
        return [Heard(trouble=FetchError("ask.no_key", source=name))] * len(askings)
    private = {interface.key: key} if interface.key and key else {}
    private |= {interface.contact: settings.contact} if interface.contact and settings.contact else {}
    is_offline = settings.mirror is not None and not base
    return ask(interface, askings, answers, private, doors.manners, base, is_offline=is_offline)


def _ingested(reading: Reading, heard: Sequence[Heard], answers: Answers, settings: Settings, now: datetime) -> Ingested:
    """All answers as one edition, read like any other. Where there is none at all, the first trouble says why."""
    source, archive = reading.source, Archive(settings.raw)
    troubles = [one.trouble for one in heard if one.trouble]
    documents = {document.name: document for one in heard for document in one.documents}
    if troubles and not documents:
        return _without(source, "failed", troubles[0])
    if not documents:
        return _without(source, "not_asked", FetchError("ask.nobody", source=source.name))
    found = snapshot(source, [documents[name] for name in sorted(documents)], now)
    archive.store(found, {document.name: answers.place_of(document) for document in found.documents})
    try:
        rows = reading.rows(found)
    except (SourceDamaged, SourceChanged) as error:
        return _without(source, "failed", error)
    except Exception as error:  # as with any source: this one fails, the night goes on and says so
        return _without(source, "failed", broken(source, error))
    edition = Edition(edition=found.edition, on=answers.as_of, verdict="accepted", counts={"": len(rows.get("works", ()))})
    archive.note(source.name, edition)
    return Ingested(
        source=source,
        state="in_part" if troubles else "used",
        reader=reading.version,
        edition=found.edition,
        first_fetched_on=answers.as_of,
        age_days=0,
        counts=edition.counts,
        key="ask.in_part" if troubles else "ask.done",
        facts={
            "source": source.name,
            "count": str(len(heard)),
            "missing": str(len(troubles)),
            "trouble": ", ".join(sorted({trouble.key for trouble in troubles})),
        },
        rows=rows,
    )


def _without(source: Source, state: str, why: SekishoError) -> Ingested:
    return Ingested(source=source, state=state, reader="", key=why.key, facts={name: str(value) for name, value in why.facts.items()})
