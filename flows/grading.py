"""From a hit and one listing beneath it to the typed facts a policy may read."""

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

    def content(self, as_of: date) -> tuple[Any, ...]:
        """What a reader would call the same listing; the day on which an announced one takes effect makes it another."""
        said = (
            self.source, self.entity_id, self.regime, self.sub_list, self.categories, self.reference, self.listed_on, self.withdrawn_on,
        )  # fmt: skip
        return (*said, "announced") if self.is_announced(as_of) else said

    def is_announced(self, as_of: date) -> bool:
        """Whether it takes effect on a later day; a partial date counts from its first day."""
        return self.listed_on[:4].isdigit() and self.listed_on > str(as_of)

    def is_withdrawn(self, as_of: date) -> bool:
        """Whether it has ended; a partial date counts to its last day."""
        return self.withdrawn_on[:4].isdigit() and self.withdrawn_on.ljust(10, "9") <= str(as_of)


def listings_of(warehouse: Warehouse) -> Mapping[str, Sequence[Listed]]:
    """Cluster -> its listings, in a fixed order."""
    weak = defaultdict(set)
    for row in warehouse.rows("select source, entity_id, text from raw.names where kind = 'weak' order by all"):
        weak[(row["source"], row["entity_id"])].add(row["text"])
    found: dict[str, list[Listed]] = defaultdict(list)
    for row in warehouse.rows(
        "select cluster_id, source, entity_id, entities.kind, regime, sub_list, categories, reference, listed_on, withdrawn_on"
        " from core.clusters inner join raw.entities using (source, entity_id) inner join raw.listings using (source, entity_id)"
        " order by cluster_id, source, entity_id, position"
    ):
        cluster = row.pop("cluster_id")
        categories = tuple(filter(None, row.pop("categories").split(", ")))
        found[cluster].append(Listed(**row, categories=categories, weak_names=frozenset(weak[(row["source"], row["entity_id"])])))
    return found


def is_by_identifier(comparison: Comparison) -> bool:
    """Whether a number (ROR, ORCID, corporate number) agreed, and not a spelling alone."""
    return any(evidence.feature == "same_identifier" for evidence in comparison.evidence)


def confidence(comparison: Comparison) -> float:
    """How sure it is that both are one and the same: the score, less the chance that two share this spelling."""
    return 1.0 if is_by_identifier(comparison) else round(comparison.score * (1 - comparison.chance), 3)


def facts_of(probe: Probe, comparison: Comparison, listed: Listed, case: Case, program: Program, as_of: date) -> Facts:
    """The facts of one probe and one listing; what is not known is left out."""
    facts: dict[str, Any] = {
        "link.kind": probe.link_kind,
        "entity.kind": listed.kind,
        "listing.source": listed.source,
        "listing.sub_list": listed.sub_list,
        "listing.is_withdrawn": listed.is_withdrawn(as_of),
        "listing.is_weak_name": comparison.right_name in listed.weak_names,
        "identity.score": comparison.score,
        "identity.by_identifier": is_by_identifier(comparison),
        "identity.confidence": confidence(comparison),
        "case.kind": case.kind,
        "case.has_technology": bool(case.technology),
        "program.tier": program.tier,
        "program.technology_areas": program.technology_areas,
    }
    facts |= {"listing.categories": listed.categories} if listed.categories else {}
    facts |= {"case.stage": case.stage} if case.stage else {}
    facts |= {"disclosure.is_disclosed": probe.is_disclosed} if probe.aspect in ("affiliation", "disclosure") else {}
    levels = [int(one.facts["steps"]) for one in comparison.evidence if one.feature in ("listed_itself", "listed_above")]
    facts |= {"link.levels_up": levels[0]} if levels else {}
    return facts | _ended(probe.end_on, as_of)


def _ended(end_on: str, as_of: date) -> dict[str, Any]:
    """A link without an end is current; a partial end date counts to the end of its month or year."""
    if not end_on:
        return {"link.is_current": True}
    if end_on >= str(as_of)[: len(end_on)]:
        return {"link.is_current": True}
    years = as_of.year - int(end_on[:4])
    passed = str(as_of)[4 : len(end_on)] >= end_on[4:]
    return {"link.is_current": False, "link.ended_years_ago": years if passed else years - 1}
