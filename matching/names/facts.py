"""Evidence beside the names: identifiers and dates of birth, where both sides have them."""

from matching.model import Evidence, Party
from matching.names.tables import Tables

STRONG = frozenset(("ror", "orcid", "lei", "ofac_uid", "un_reference", "jp_corporate_number", "researchmap", "erad", "grid", "isni", "imo"))
ONE_PER_BODY = frozenset(("ror", "orcid", "lei", "jp_corporate_number", "researchmap", "erad", "imo"))


def strong_identifiers(party: Party) -> dict[str, set[str]]:
    """scheme -> bare values, of the schemes whose numbers mean one body or person."""
    found: dict[str, set[str]] = {}
    for identifier in party.identifiers:
        if identifier.scheme in STRONG:
            found.setdefault(identifier.scheme, set()).add(_bare(identifier.value))
    return found


def _bare(value: str) -> str:
    """https://ror.org/02E7b5302 and 02e7b5302 are one."""
    return value.strip().rstrip("/").rsplit("/", 1)[-1].replace("-", "").replace(" ", "").lower()


def identifier_evidence(left: Party, right: Party, tables: Tables) -> list[Evidence]:
    """Equal identifiers speak for the same one; different ones of a scheme that gives one number to one body, against."""
    ours, theirs = strong_identifiers(left), strong_identifiers(right)
    weights = tables.weights["facts"]
    for scheme in sorted(ours.keys() & theirs.keys()):
        if shared := sorted(ours[scheme] & theirs[scheme]):
            return [
                Evidence(feature="same_identifier", points=weights["same_identifier"].most, facts={"scheme": scheme, "value": shared[0]})
            ]
    for scheme in sorted(ours.keys() & theirs.keys() & ONE_PER_BODY):
        facts = {"scheme": scheme, "left": min(ours[scheme]), "right": min(theirs[scheme])}
        return [Evidence(feature="identifiers_differ", points=weights["identifiers_differ"].least, facts=facts)]
    return []


def date_evidence(left: Party, right: Party, tables: Tables) -> list[Evidence]:
    """Dates of birth compared as far as both are known: 1971 agrees with 1971-05-02."""
    if not left.birth_dates or not right.birth_dates:
        return []
    weights = tables.weights["facts"]
    grades = {(len(a.split("-")), a, b): _agree(a, b) for a in sorted(left.birth_dates) for b in sorted(right.birth_dates)}
    agreeing = [(grade, a, b) for (_, a, b), grade in grades.items() if grade]
    if agreeing:
        grade, a, b = max(agreeing, key=lambda found: (found[0], found[1], found[2]))
        feature = "birth_date_agrees" if grade == 3 else "birth_year_agrees"
        return [Evidence(feature=feature, points=weights[feature].most, facts={"left": a, "right": b})]
    _, a, b = min(grades)
    near = abs(int(a[:4]) - int(b[:4])) <= 1 if a[:4].isdigit() and b[:4].isdigit() else False
    feature = "birth_date_differs" if near else "birth_year_differs"
    return [Evidence(feature=feature, points=weights[feature].least, facts={"left": a, "right": b})]


def _agree(a: str, b: str) -> int:
    """How many of year, month, day both have and agree in; 0 when one contradicts."""
    pairs = list(zip(a.strip().split("-"), b.strip().split("-"), strict=False))
    return len(pairs) if pairs and all(x.lstrip("0") == y.lstrip("0") for x, y in pairs) else 0
