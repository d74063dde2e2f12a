"""From a hit and one listing beneath it to the typed facts a policy may read."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.parties import Probe
from flows.warehouse import Warehouse
from matching.model import Comparison
from matching.policy.facts import Facts
from sources.model import Case, Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One listing of a cluster, as far as a rule or a change can depend on it."""

    source: str
    entity_id: str
    kind: str
    regime: str
    sub_list: str
    categories: tuple[str, ...]
    reference: str
    listed_on: str
    withdrawn_on: str
    weak_names: frozenset[str]
    countries: tuple[str, ...] = ()

    def content(self, as_of: date) -> tuple[Any, ...]:
        """What a reader would call the same listing; the day on which an announced one takes effect makes it another."""
        said = (
            self.source, self.entity_id, self.regime, self.sub_list, self.categories, self.reference, self.listed_on, self.withdrawn_on,
        )  # fmt: skip
        return (*said, "announced") if self.is_announced(as_of) else said

    def is_announced(self, as_of: date) -> bool:
        """Whether it takes effect on a later day; a partial date counts from its first day."""
        return self.listed_on[:4].isdigit() and self.listed_on > str(as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The facts of one probe and one listing as they are stored: once, for every policy and every day.

    `facts` hold on any day; what depends on the day is kept as the two dates it follows from, as given and perhaps partial.
    """

    facts: Facts
    link_ends_on: str = ""
    withdrawn_on: str = ""

    def on(self, day: date) -> Facts:
        """The facts of that day. On its last day a link is still current, a listing is already withdrawn."""
        return {**self.facts, "listing.is_withdrawn": _has_ended(self.withdrawn_on, day), **_ended(self.link_ends_on, day)}


def listings_of(warehouse: Warehouse) -> Mapping[str, Sequence[Listed]]:
    """Cluster -> its listings, in a fixed order. Countries are those of organisations; persons have none."""
    weak = defaultdict(set)
    for row in warehouse.rows("select source, entity_id, text from raw.names where kind = 'weak' order by all"):
        weak[(row["source"], row["entity_id"])].add(row["text"])
    countries = defaultdict(set)
    for row in warehouse.rows("select source, entity_id, country from staging.countries order by all"):
        countries[(row["source"], row["entity_id"])].add(row["country"])
    found: dict[str, list[Listed]] = defaultdict(list)
    for row in warehouse.rows(
        "select cluster_id, source, entity_id, entities.kind, regime, sub_list, categories, reference, listed_on, withdrawn_on"
        " from core.clusters inner join raw.entities using (source, entity_id) inner join raw.listings using (source, entity_id)"
        " order by cluster_id, source, entity_id, position"
    ):
        cluster = row.pop("cluster_id")
        categories = tuple(filter(None, row.pop("categories").split(", ")))
        key = (row["source"], row["entity_id"])
        found[cluster].append(
            Listed(**row, categories=categories, weak_names=frozenset(weak[key]), countries=tuple(sorted(countries[key] - {""})))
        )
    return found


def is_by_identifier(comparison: Comparison) -> bool:
    """Whether a number (ROR, ORCID, corporate number) agreed, and not a spelling alone."""
    return any(evidence.feature == "same_identifier" for evidence in comparison.evidence)


def confidence(comparison: Comparison) -> float:
    """How sure it is that both are one and the same: the score, less the chance that two share this spelling."""
    return 1.0 if is_by_identifier(comparison) else round(comparison.score * (1 - comparison.chance), 3)


def facts_of(probe: Probe, comparison: Comparison, listed: Listed, case: Case, program: Program) -> Dated:
    """The facts of one probe and one listing; what is not known is left out."""
    facts: dict[str, Any] = {
        "link.kind": probe.link_kind,
        "entity.kind": listed.kind,
        "listing.source": listed.source,
        "listing.sub_list": listed.sub_list,
        "listing.is_weak_name": comparison.right_name in listed.weak_names,
        "identity.score": comparison.score,
        "identity.by_identifier": is_by_identifier(comparison),
        "identity.confidence": confidence(comparison),
        "case.kind": case.kind,
        "case.has_technology": bool(case.technology),
        "program.tier": program.tier,
        "program.partner_regimes": program.partner_regimes,
        "program.technology_areas": program.technology_areas,
    }
    facts |= {"listing.categories": listed.categories} if listed.categories else {}
    facts |= {"case.stage": case.stage} if case.stage else {}
    facts |= {"disclosure.is_disclosed": probe.is_disclosed} if probe.is_disclosed is not None else {}
    facts |= {"disclosure.kind": probe.disclosure_kind} if probe.disclosure_kind else {}
    levels = [int(one.facts["steps"]) for one in comparison.evidence if one.feature in ("listed_itself", "listed_above")]
    facts |= {"link.levels_up": levels[0]} if levels else {}
    if program.partner_regimes and listed.kind == "organisation" and listed.countries:
        facts["institution.countries"] = listed.countries
    return Dated(facts=facts, link_ends_on=probe.end_on, withdrawn_on=listed.withdrawn_on)


def _has_ended(on: str, day: date) -> bool:
    """A listing has ended on its last day; a partial date counts to the end of its month or year."""
    return on[:4].isdigit() and on.ljust(10, "9") <= str(day)


def _ended(end_on: str, day: date) -> dict[str, Any]:
    """A link without an end is current; a partial end date counts to the end of its month or year."""
    if not end_on or day <= (end := _last_day(end_on)):
        return {"link.is_current": True}
    is_short_of = (day.month, day.day) < (end.month, end.day)
    return {"link.is_current": False, "link.ended_years_ago": day.year - end.year - is_short_of}


def _last_day(partial: str) -> date:
    year, *parts = (int(part) for part in partial.split("-"))
    month = parts[0] if parts else 12
    return date(year, month, parts[1] if len(parts) > 1 else monthrange(year, month)[1])
