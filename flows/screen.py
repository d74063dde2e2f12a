"""Subjects against listed clusters: probes searched, hits claimed, each graded by its program's policy."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from flows.frames import frame
from flows.grading import Dated, Listed, confidence, facts_of, is_by_identifier
from flows.messages import Messages
from flows.parties import Probe, confirmed_probes, probes_of
from flows.people.levels import Level, Levels
from flows.programs import Plan
from flows.searches import COLUMNS as SEARCHES
from flows.searches import Found, Searches
from matching.model import Comparison, Evidence, Party
from matching.people.gaps import Gap
from matching.policy.grading import Grade, Reason, grade, strongest
from matching.policy.response import Terms, driving
from sources.model import Case, Identifier, Name, Program

_WHY_NOT = {"own_person": "not_compared.own_person"}
_COLUMNS = {
    "probes": (
        "program_id", "case_id", "subject_id", "aspect", "aspect_text", "link_kind",
        "is_compared", "why_not", "nearest_name", "nearest_score",
    ),
    "hits": (
        "hit_id", "program_id", "case_id", "subject_id", "cluster_id", "aspect", "aspect_text", "subject_name", "listed_name",
        "points", "score", "chance", "confidence", "by_identifier", "grade", "legal_check", "content_hash",
    ),
    "agreed": ("hit_id", "aspect", "link"),
    "evidence": ("hit_id", "position", "feature", "points", "sentence_en", "sentence_ja"),
    "reasons": (
        "hit_id", "position", "sources", "rule_id", "policy", "policy_edition",
        "citation_en", "citation_ja", "effect", "level", "is_verified", "is_driving", "text_en", "text_ja",
    ),
    "measures": ("hit_id", "position", "measure_id", "is_driving", "owner", "days", "text_en", "text_ja"),
    "facts": ("hit_id", "position", "source", "entity_id", "facts", "link_ends_on", "withdrawn_on"),
}  # fmt: skip


@dataclass(slots=True)
class Claim:
    """A subject and a cluster that agree: the best comparison, and every probe that agreed."""

    cluster_id: str
    agreed: list[tuple[Probe, Comparison]] = field(default_factory=list)

    @property
    def best(self) -> tuple[Probe, Comparison]:
        return max(self.agreed, key=lambda pair: (pair[1].points, pair[0].aspect == "name", pair[0].text))


@dataclass(slots=True)
class Screening:
    """The rows of a night's screening, by table, before they become frames."""

    plan: Plan
    searches: Searches
    listings: Mapping[str, Sequence[Listed]]
    messages: Messages
    terms: Mapping[str, Terms]
    as_of: date
    levels: Levels
    confirmed: Mapping[tuple[str, str, str], Sequence[Gap]] = field(default_factory=dict)
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))

    def run(self) -> dict[str, pd.DataFrame]:
        """Screen every subject of the plan; frames for the screened layer."""
        programs = {program.program_id: program for program in self.plan.programs}
        cases = {(case.program_id, case.case_id): case for case in self.plan.cases}
        said = defaultdict(list)
        for program_id, one in self.plan.disclosures:
            said[(program_id, one.case_id, one.subject_id)].append(one)
        for subject in sorted(self.plan.subjects, key=lambda s: (s.program_id, s.case_id, s.subject_id)):
            key = (subject.program_id, subject.case_id, subject.subject_id)
            probes = [*probes_of(subject, said[key]), *confirmed_probes(subject, self.confirmed.get(key, ()))]
            case = cases[(subject.program_id, subject.case_id)]
            for claim in self._claims(probes):
                self._hit(programs[subject.program_id], case, claim)
        return {name: frame(columns, self.rows[name]) for name, columns in _COLUMNS.items()} | {
            "searches": frame(SEARCHES, self.searches.rows())
        }

    def _claims(self, probes: Sequence[Probe]) -> list[Claim]:
        """Compare what the policy wants compared; account for the rest."""
        claims: dict[str, Claim] = {}
        for probe in probes:
            subject = probe.subject
            wanted = probe.aspect in self.plan.policies[subject.program_id].aspects(subject.role)
            found = self.searches(probe.party) if wanted else []
            nearest = next(((c.right_name, c.score) for _, c in found if not c.same), ("", 0.0))
            why_not = "" if wanted else _WHY_NOT.get(probe.link_kind, f"not_compared.{subject.kind}")
            self.rows["probes"].append((
                subject.program_id, subject.case_id, subject.subject_id, probe.aspect, probe.text,
                probe.link_kind, wanted, why_not, *nearest,
            ))  # fmt: skip
            for cluster_id, comparison in self._by_level(probe, found) if wanted else ():
                if comparison.same and self._is_asked_for(subject.program_id, cluster_id):
                    claims.setdefault(cluster_id, Claim(cluster_id)).agreed.append((probe, comparison))
        return [claims[cluster_id] for cluster_id in sorted(claims)]

    def _by_level(self, probe: Probe, found: Found) -> list[tuple[str, Comparison]]:
        """What agrees by name, and what the registry leads to from an affiliation or a party: each says at which level it is listed."""
        if probe.aspect == "name":
            return list(found)
        told = {level.cluster_id: level for level in self.levels(probe.text, probe.ror) if level.is_meant}
        known = dict(found)
        for cluster_id, level in told.items():
            if cluster_id not in known or not known[cluster_id].same:
                record = Party(
                    kind="organisation", names=(Name(text=level.listed),), identifiers=(Identifier(scheme="ror", value=level.record),)
                )
                known |= {other: comparison for other, comparison in self.searches(record) if other == cluster_id}
        return [(cluster_id, _with_level(one, told.get(cluster_id))) for cluster_id, one in sorted(known.items())]

    def _is_asked_for(self, program_id: str, cluster_id: str) -> bool:
        """Whether any list this program is compared with names the cluster."""
        asked = {*self.plan.policies[program_id].lists, *self.plan.opted_in[program_id]}
        return any(listed.source in asked for listed in self.listings.get(cluster_id, ()))

    def _hit(self, program: Program, case: Case, claim: Claim) -> None:
        probe, comparison = claim.best
        subject = probe.subject
        identity = "|".join((subject.program_id, subject.case_id, subject.subject_id, claim.cluster_id))
        hit_id = "h-" + hashlib.sha256(identity.encode()).hexdigest()[:16]
        policy = self.plan.policies[program.program_id]
        listings = self.listings[claim.cluster_id]
        known = [(listed, facts_of(one, agreed, listed, case, program)) for listed in listings for one, agreed in claim.agreed]
        self.rows["facts"] += [(hit_id, place, *_stored(*one)) for place, one in enumerate(known)]
        graded = [(listed, grade(policy, facts.on(self.as_of), self.as_of)) for listed, facts in known]
        result = strongest(one for _, one in graded)
        self.rows["hits"].append((
            hit_id, subject.program_id, subject.case_id, subject.subject_id, claim.cluster_id, probe.aspect, probe.text,
            comparison.left_name, comparison.right_name, comparison.points, comparison.score, comparison.chance,
            confidence(comparison), is_by_identifier(comparison), result.level, result.legal_check,
            content_hash(comparison, listings, result, self.as_of),
        ))  # fmt: skip
        self.rows["agreed"] += [(hit_id, one.aspect, one.link) for one, _ in claim.agreed]
        self._explain(hit_id, comparison, graded, result)

    def _explain(self, hit_id: str, comparison: Comparison, graded: Sequence[tuple[Listed, Grade]], result: Grade) -> None:
        for position, evidence in enumerate(comparison.evidence):
            texts = self._both(f"evidence.{evidence.feature}", evidence.facts)
            self.rows["evidence"].append((hit_id, position, evidence.feature, evidence.points, *texts))
        drivers = driving(result)
        for position, reason in enumerate(result.reasons):
            sources = ", ".join(sorted({listed.source for listed, one in graded if reason in one.reasons}))
            level = reason.level if reason.effect == "grade" else reason.legal_check
            self.rows["reasons"].append((
                hit_id, position, sources, reason.rule_id, reason.policy_id, reason.policy_edition,
                reason.citation_en, reason.citation_ja, reason.effect, level, reason.is_verified,
                reason in drivers, *self._said(reason),
            ))  # fmt: skip
        for position, measure in enumerate(result.measures):
            terms, is_driving = self.terms[measure], any(measure in reason.measures for reason in drivers)
            texts = self._both(f"measure.{measure}", {})
            self.rows["measures"].append((hit_id, position, measure, is_driving, terms.owner, terms.days, *texts))

    def _said(self, reason: Reason) -> tuple[str, str]:
        """The rule's sentence, and what held its level down."""
        en, ja = self._both(f"limit.{reason.limited_by}", {}) if reason.limited_by else ("", "")
        return f"{reason.text_en} {en}".rstrip(), reason.text_ja + ja

    def _both(self, key: str, facts: Mapping[str, str]) -> tuple[str, str]:
        return self.messages.text(key, "en", **facts), self.messages.text(key, "ja", **facts)


def _with_level(comparison: Comparison, level: Level | None) -> Comparison:
    """It tells nothing for or against the names, so it has no points."""
    if level is None:
        return comparison
    facts = {"named": level.named, "listed": level.listed, "steps": str(level.steps)}
    return replace(comparison, evidence=(*comparison.evidence, Evidence(feature=f"listed_{level.relation}", points=0, facts=facts)))


def _stored(listed: Listed, facts: Dated) -> tuple[str, ...]:
    """One row of screened.facts: what any policy may be asked of, on any day."""
    text = json.dumps(dict(facts.facts), ensure_ascii=False, sort_keys=True)
    return (listed.source, listed.entity_id, text, facts.link_ends_on, facts.withdrawn_on)


def content_hash(comparison: Comparison, listings: Sequence[Listed], result: Grade, as_of: date) -> str:
    """What a hit rests on: names, points, listings, grade. When it changes, the hit stands as reopened."""
    said = [
        comparison.left_name,
        comparison.right_name,
        [(evidence.feature, evidence.points) for evidence in comparison.evidence],
        [listed.content(as_of) for listed in listings],
        result.level,
        result.legal_check,
        [reason.rule_id for reason in result.reasons],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
