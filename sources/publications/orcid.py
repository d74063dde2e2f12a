"""ORCID public records (v3.0, JSON or XML): the posts, studies and works a person, or an organisation for them, has entered.

Public and mostly self-asserted: a post that is missing here is not hidden, and one that stands here need not be current.
Used to compare with what a person disclosed, and to find people by identifier instead of by name.

Caveats: dates are partial. A DOI counts as the person's work unless it names what the work is part of. Not read: the
person's country, biography, addresses, e-mail, web pages, keywords, peer reviews, research resources.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from sources.errors import SourceChanged
from sources.model import Affiliation, Career, Contributor, Document, File, Funding, Grant, Identifier, Name, Quote, Rejected, Source
from sources.read.markup import tree
from sources.read.packed import objects, quoted
from sources.read.raw import strange

_NS = "{http://www.orcid.org/ns/record}"
SOURCE = Source(
    name="orcid",
    kind="publication",
    title_en="ORCID public records",
    title_ja="ORCID 公開レコード",
    publisher="ORCID, Inc.",
    url="https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/",
    licence="CC0 1.0",
    regime="",
    cadence_days=30,
    files=(File(name="record.json", url="https://pub.orcid.org/v3.0/", media="json"),),
    sub_lists={"": 1},
)
_SECTIONS = {
    "employments": "employment", "educations": "education", "qualifications": "qualification", "invited-positions": "invited-position",
    "memberships": "membership", "services": "service", "distinctions": "distinction",
}  # fmt: skip


_PERSON = {"name", "other-names"}
_UNREAD = {
    "last-modified-date", "path", "biography", "researcher-urls", "emails", "addresses", "keywords", "external-identifiers",
    "peer-reviews", "research-resources",
}  # fmt: skip
_NOT_OWN = {"part-of", "funded-by"}
"""Of a work's numbers: what it is part of (a book, a journal) and what paid for it are not the person's."""


def parse_record(document: Document) -> Career:
    """One person's record. Raises SourceDamaged or SourceChanged when it is not a whole v3.0 record."""
    return next(found for found in parse(document) if isinstance(found, Career))


def parse(document: Document) -> Iterator[Career | Grant | Rejected]:
    """One person's record, then what paid for the person's research, then a warning for each part that is not known.

    Raises what `parse_record` raises.
    """
    if strange(document.content, "xml") == "":
        record = _plain(tree(document, SOURCE, f"{_NS}record"))
    else:
        record = next((found for found, _ in objects(document, SOURCE)), {})
    try:
        person, activities, number = record["person"], record["activities-summary"], _text(record["orcid-identifier"]["path"])
        quote = quoted(document, number, {name: person.get(name) for name in ("name", "other-names")})
        names = tuple(_names(person))
        yield Career(
            source=SOURCE.name,
            person=Identifier(scheme="orcid", value=number),
            names=names,
            affiliations=tuple(_affiliations(activities)),
            works=tuple(_works(activities.get("works") or {})),
            quote=quote,
        )
        holder = Contributor(name=names[0] if names else Name(text=number), position=1, orcid=number, orcid_by="holder")
        yield from (_grant(summary, holder, quote) for summary in _fundings(activities))
        known = _UNREAD | _PERSON | _SECTIONS.keys() | {"works", "fundings"}
        for part in sorted({*person, *activities} - known):
            yield Rejected(source=SOURCE.name, reason="rejected.unknown_field", quote=quote, detail=part[:200], severity="warning")
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        where = {"source": SOURCE.name, "document": document.name, "row": "1"}
        raise SourceChanged("source.field_missing", **where, field=str(error)) from error


def _names(person: Mapping[str, Any]) -> Iterator[Name]:
    name = person["name"] or {}
    family, given, credit = (_text(name.get(part)) for part in ("family-name", "given-names", "credit-name"))
    if text := f"{given} {family}".strip():
        yield Name(text=text, family=family, given=given)
    if credit:
        yield Name(text=credit, kind="alias")
    for other in _list((person.get("other-names") or {}).get("other-name")):
        if text := _text(other["content"]):
            yield Name(text=text, kind="alias")


def _affiliations(activities: Mapping[str, Any]) -> Iterator[Affiliation]:
    for section, kind in _SECTIONS.items():
        for group in _list((activities.get(section) or {}).get("affiliation-group")):
            for entry in _list(group.get("summaries") or group.get(f"{kind}-summary")):
                summary = entry.get(f"{kind}-summary", entry)
                if summary.get("organization"):  # a distinction may name none
                    yield _affiliation(summary, kind)


def _affiliation(summary: Mapping[str, Any], kind: str) -> Affiliation:
    body = summary["organization"]
    known = body.get("disambiguated-organization") or {}
    is_ror = _text(known.get("disambiguation-source")) == "ROR"
    title, department = _text(summary.get("role-title")), _text(summary.get("department-name"))
    return Affiliation(
        organisation=_text(body["name"]),
        ror=_text(known.get("disambiguated-organization-identifier")) if is_ror else "",
        country=_text((body.get("address") or {}).get("country")).lower(),
        role=": ".join([kind, ", ".join(part for part in (title, department) if part)]) if title or department else kind,
        start_on=_date(summary.get("start-date")),
        end_on=_date(summary.get("end-date")),
        basis="observed",
    )


def _works(works: Mapping[str, Any]) -> Iterator[Identifier]:
    """The DOIs of the works, each once."""
    found = {
        _text(entry["external-id-value"]).lower()
        for group in _list(works.get("group"))
        for entry in _list((group.get("external-ids") or {}).get("external-id"))
        if _text(entry["external-id-type"]) == "doi" and _text(entry["external-id-value"]).startswith("10.")
        if _text(entry.get("external-id-relationship")) not in _NOT_OWN
    }
    yield from (Identifier(scheme="doi", value=value) for value in sorted(found))


def _fundings(activities: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for group in _list((activities.get("fundings") or {}).get("group")):
        yield from (summary for summary in _list(group["funding-summary"]) if summary.get("organization"))


def _grant(summary: Mapping[str, Any], holder: Contributor, quote: Quote) -> Grant:
    """A funding the person entered; its award number is the one said to be its own."""
    numbers = [
        _text(entry["external-id-value"])
        for entry in _list((summary.get("external-ids") or {}).get("external-id"))
        if _text(entry.get("external-id-relationship")) not in _NOT_OWN
    ]
    return Grant(
        source=SOURCE.name,
        grant_id=f"{holder.orcid}/{_text(summary.get('put-code')) or '; '.join(numbers)}",
        title=_text((summary.get("title") or {}).get("title")),
        start_on=_date(summary.get("start-date")),
        end_on=_date(summary.get("end-date")),
        funding=Funding(funder=_text(summary["organization"]["name"]), awards=tuple(dict.fromkeys(numbers))),
        contributors=(holder,),
        quote=quote,
    )


def _date(parts: Mapping[str, Any] | None) -> str:
    values = [_text((parts or {}).get(name)) for name in ("year", "month", "day")]
    return "-".join(values[: values.index("")] if "" in values else values)


def _text(value: Any) -> str:
    """JSON wraps some texts as {"value": …}, XML none; null is ""."""
    if isinstance(value, Mapping):
        value = value.get("value", value.get("#text"))
    return " ".join(str(value).split()) if value is not None else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _plain(element: etree._Element) -> Any:
    """XML as the JSON would have it: tag -> value, a list where a tag comes again; attributes are of no use here."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return element.text or ""
    found: dict[str, Any] = {}
    for child in children:
        name, value = child.tag.rpartition("}")[2], _plain(child)
        found[name] = [*_list(found[name]), value] if name in found else value
    return found
