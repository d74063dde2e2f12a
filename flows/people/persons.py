"""Every person of a night: the timeline, the differences of what was told, the exposure to listed bodies, as rows of the screened layer."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from flows.frames import frame
from flows.messages import LANGUAGES, Messages
from flows.people.asking import question, tried
from flows.people.levels import Levels
from flows.people.seen import Public
from flows.programs import Plan
from flows.searches import Found
from matching.model import Party
from matching.people.cut import named_in
from matching.people.exposure import Exposure, Touched, exposures
from matching.people.gaps import Gap, gaps
from matching.people.picture import Rules, picture_of
from matching.people.same import Same
from matching.people.sightings import of_subject
from matching.people.spans import CURRENT, FIVE_YEARS, FOUR_YEARS
from matching.people.timeline import Line, Sighting, duals, timeline
from sources.model import Disclosure, Name, Subject

Key = tuple[str, str, str]
"""program, case, subject"""
_SUBJECT = ("program_id", "case_id", "subject_id")
_WINDOWS = ("within_current", "within_4_years", "within_5_years")
COLUMNS = {
    "timeline": (
        *_SUBJECT, "line", "link", "body", "organisation", "role", "basis", "source", "evidence", "start_on", "end_on", "person_chance",
        "is_dual", *_WINDOWS,
    ),
    "affiliations": (
        *_SUBJECT, "line", "link", "body", "organisation", "bases", "start_on", "end_on", "person_chance", "statement_count", *_WINDOWS,
    ),
    "gaps": (
        "gap_id", *_SUBJECT, "compared", "kind", "organisation", "start_on", "end_on", "said_by", "missing_from", "evidence",
        "gap_standing", "tried_en", "tried_ja", "question_en", "question_ja",
    ),
    "exposure": (
        *_SUBJECT, "cluster_id", "tie", "relation", "steps", "strength", "may_count", "bases", "start_on", "end_on", "person_chance",
        "statement_count", "recent_count", *_WINDOWS,
    ),
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Persons:
    """`searches`: what is near a name among all that is listed; `levels`: what a record leads to there."""

    plan: Plan
    public: Public
    same: Same
    rules: Rules
    levels: Levels
    searches: Callable[[Party], Found]
    messages: Messages
    as_of: date
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    _gaps: dict[Key, tuple[Gap, ...]] = field(default_factory=dict)
    _near: dict[str, tuple[Touched, ...]] = field(default_factory=dict)

    def run(self) -> dict[str, pd.DataFrame]:
        """Public records are looked at for subjects of tier 2 only; ledgers are compared in both tiers."""
        tiers = {program.program_id: program.tier for program in self.plan.programs}
        told: dict[Key, list[Disclosure]] = defaultdict(list)
        for program_id, one in self.plan.disclosures:
            told[program_id, one.case_id, one.subject_id].append(one)
        for roster in self.plan.rosters.values():
            called = {tuple(name.text for name in one.names) for one in roster.subjects if one.role == "own_institution"}
            for subject in roster.subjects:
                if subject.kind == "person":
                    own = told[subject.program_id, subject.case_id, subject.subject_id]
                    self._person(subject, own, roster.ledgers, sorted(called), is_open=tiers[subject.program_id] == 2)
        return {name: frame(columns, sorted(self.rows[name], key=repr)) for name, columns in COLUMNS.items()}

    def confirmed(self, words: Iterable[str]) -> Mapping[Key, Sequence[Gap]]:
        """Of tonight's differences those that people confirmed: what they are about counts like what was told."""
        known = set(words)
        return {key: [gap for gap in found if gap_id(key, gap) in known] for key, found in self._gaps.items()}

    def _person(
        self, subject: Subject, told: Sequence[Disclosure], ledgers: Iterable[str], called: Sequence[tuple[str, ...]], *, is_open: bool
    ) -> None:
        seen = tuple(self.public.sightings(subject, self.same, self.rules.programmes)) if is_open else ()
        picture = picture_of(subject, told, seen, as_of=self.as_of, ledgers=ledgers, same=self.same, rules=self.rules, called=called)
        key = (subject.program_id, subject.case_id, subject.subject_id)
        said = (*of_subject(subject, self.same), *picture.told, *(one for one, _ in picture.shares), *seen)
        shared = {(work, body) for work, bodies in duals(said) for body in bodies}
        for number, line in enumerate(timeline(said)):
            self.rows["affiliations"].append((*key, number, *self._line(line)))
            self.rows["timeline"] += [(*key, number, *self._statement(line, one, shared)) for one in line.sightings]
        self._gaps[key] = gaps(picture, with_public=is_open)
        self.rows["gaps"] += [self._gap(key, gap) for gap in self._gaps[key]]
        found = ((one, touched) for one in said for touched in self._touched(one)) if is_open else ()
        self.rows["exposure"] += [(*key, *self._exposure(one)) for one in exposures(found, self.as_of)]

    def _line(self, line: Line) -> tuple[Any, ...]:
        dates = (line.dates.start, line.dates.end)
        return (
            line.link,
            line.body,
            line.name,
            ", ".join(line.bases),
            *dates,
            line.chance,
            len(line.sightings),
            *self._within(line.within),
        )

    def _statement(self, line: Line, one: Sighting, shared: set[tuple[str, str]]) -> tuple[Any, ...]:
        is_dual = one.link == "affiliated" and (one.evidence, one.body) in shared
        said = (one.organisation, one.role, one.basis, one.source, one.evidence, one.span.start, one.span.end, one.chance, is_dual)
        return (line.link, line.body, *said, *self._within(one.span.within))

    def _within(self, asked: Callable[[int, date], str]) -> tuple[str, ...]:
        return tuple(asked(years, self.as_of) for years in (CURRENT, FOUR_YEARS, FIVE_YEARS))

    def _touched(self, one: Sighting) -> Iterator[Touched]:
        """By the registry's record; where a body has none, by name."""
        levels = self.levels(one.organisation, one.body)
        yield from (Touched(cluster_id=level.cluster_id, relation=level.relation, steps=level.steps) for level in levels)
        if one.body.startswith("name:"):
            yield from self._by_name(one.organisation)

    def _by_name(self, organisation: str) -> tuple[Touched, ...]:
        if organisation not in self._near:
            found = self.searches(Party(kind="organisation", names=tuple(Name(text=text) for text in named_in(organisation))))
            self._near[organisation] = tuple(
                Touched(cluster_id=id, relation="by_name", steps=0) for id, comparison in found if comparison.same
            )
        return self._near[organisation]

    def _exposure(self, one: Exposure) -> tuple[Any, ...]:
        said = (one.cluster_id, one.tie, one.relation, one.steps, one.strength, one.may_count, ", ".join(one.line.bases))
        return (*said, one.dates.start, one.dates.end, one.line.chance, one.count, one.recent, *self._within(one.within))

    def _gap(self, key: Key, gap: Gap) -> tuple[Any, ...]:
        one = gap.difference
        dates = (one.dates.start, one.dates.end)
        said_by, missing = ", ".join(one.said_by), ", ".join(one.missing_from)
        evidence = "; ".join(dict.fromkeys(item.evidence for item in one.items))
        texts = [say(gap, self.messages, language) for say in (tried, question) for language in LANGUAGES]
        return (gap_id(key, gap), *key, one.where, one.kind, one.organisation, *dates, said_by, missing, evidence, gap.standing, *texts)


def gap_id(key: Key, gap: Gap) -> str:
    """The same every night, as long as it is about the same body."""
    one = gap.difference
    return "g-" + hashlib.sha256("|".join((*key, one.where, one.kind, one.body)).encode()).hexdigest()[:16]
