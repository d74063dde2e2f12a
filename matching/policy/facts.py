"""The typed facts a policy may read. What is not in this table cannot be asked: there is no fact about a person's
nationality, citizenship, birth place, origin or gender, nor about the country of a person, so no rule can use it.

The one fact about a country is that of a listed institution. Only a partner regime's policy may ask it, by a rule that
rests on an official list or a law, and only for a Program that names that regime (OF_COUNTRY; matching.policy.load).

A fact that is not known is left out, never guessed. `direction` says which way more of it may move a level: `up` facts
may only be asked for being true or at least something, `down` facts only for being false or at most something. The
loader holds every rule to that, which makes each policy monotone by its form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sources.errors import PolicyError

FactType = Literal["text", "texts", "flag", "count", "share"]
Direction = Literal["", "up", "down"]
Facts = Mapping[str, Any]

LINK_KINDS = (
    "partner_organisation",
    "counterparty",
    "funder",
    "transferee",
    "disclosed_affiliation",
    "disclosed_funding",
    "partner_person",
    "own_person",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a fact holds: its type, its meaning, its direction, and its values where there is a closed list of them."""

    type: FactType
    meaning: str
    direction: Direction = ""
    values: tuple[str, ...] = ()


FACTS: Mapping[str, Fact] = {
    "link.kind": Fact("text", "how the case is linked to the listed body or person", "", LINK_KINDS),
    "link.is_current": Fact("flag", "the link exists on the as-of date", "up"),
    "link.ended_years_ago": Fact("count", "whole years since the link ended", "down"),
    "link.levels_up": Fact("count", "levels the listed body stands above the one named; 0: it is that one", "down"),
    "disclosure.is_disclosed": Fact("flag", "true: the person stated this link; false: somebody confirmed that it was not stated", "down"),
    "disclosure.kind": Fact(
        "text", "what was stated", "", ("appointment", "affiliation", "funding", "talent_programme", "side_post", "other")
    ),
    "institution.countries": Fact("texts", "countries of the listed institution (alpha-2), of no person; see OF_COUNTRY"),
    "entity.kind": Fact("text", "what the source says is listed", "", ("person", "organisation", "vessel", "aircraft", "unknown")),
    "listing.source": Fact("text", "the source that lists it (name in the catalogue)"),
    "listing.sub_list": Fact("text", "the source's sub-list"),
    "listing.categories": Fact("texts", "the source's own categories of the entry (METI: B, C, M, N, CW)"),
    "listing.is_withdrawn": Fact("flag", "the listing had been withdrawn on the as-of date", "down"),
    "listing.is_weak_name": Fact("flag", "the name that agreed is one the source itself calls weak", "down"),
    "identity.score": Fact("share", "score of the comparison, 0 to 1", "up"),
    "identity.by_identifier": Fact("flag", "an identifier (ROR, ORCID, corporate number) agreed, not a name alone", "up"),
    "identity.confidence": Fact("share", "how sure it is that both are one and the same, 0 to 1", "up"),
    "case.kind": Fact("text", "kind of case", "", ("joint_research", "acceptance", "application", "project", "transfer")),
    "case.stage": Fact("text", "stage of the case"),
    "case.technology_areas": Fact("texts", "technology areas accepted for the case"),
    "case.has_technology": Fact("flag", "the case states the technology it handles", "up"),
    "program.tier": Fact("count", "tier of due diligence, 1 or 2", "up"),
    "program.partner_regimes": Fact("texts", "partner countries whose rules the program has agreed to answer"),
    "program.technology_areas": Fact("texts", "technology areas of the program"),
    "coverage.is_complete": Fact("flag", "every required list was compared in a current edition"),
}

OF_COUNTRY = frozenset({"institution.countries"})


def check_facts(facts: Facts) -> None:
    """Raises PolicyError for a fact outside the table or a value that is not of its type."""
    for name, value in facts.items():
        if name not in FACTS:
            raise PolicyError("policy.unknown_fact", policy="facts", rule="", path=name)
        if not _holds(FACTS[name], value):
            raise PolicyError("policy.wrong_value", policy="facts", rule="", path=name, found=repr(value))


def _holds(fact: Fact, value: object) -> bool:
    if fact.type == "flag":
        return isinstance(value, bool)
    if fact.type == "count":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if fact.type == "share":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if fact.type == "texts":
        return isinstance(value, tuple | list) and all(isinstance(text, str) for text in value)
    return isinstance(value, str) and (not fact.values or value in fact.values)
