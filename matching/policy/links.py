"""How a subject's role and the aspect compared become the kind of link a rule reads."""

from typing import Literal

from sources.model import SubjectRole

Aspect = Literal["name", "affiliation", "disclosure"]
ASPECTS: tuple[Aspect, ...] = ("name", "affiliation", "disclosure")

OF_NAME = {
    "partner": "partner_organisation",
    "counterparty": "counterparty",
    "funder": "funder",
    "transferee": "transferee",
    "principal": "own_person",
    "member": "own_person",
    "partner_member": "partner_person",
    "visitor": "partner_person",
}
MONEY = ("funding",)


def link_kind(role: SubjectRole, aspect: Aspect, disclosure_kind: str = "") -> str:
    """The fact `link.kind`. An own institution's name is no link and gives "" (no rule reads it)."""
    if aspect == "affiliation":
        return "disclosed_affiliation"
    if aspect == "disclosure":
        return "disclosed_funding" if disclosure_kind in MONEY else "disclosed_affiliation"
    return OF_NAME.get(role, "")
