"""Crossref works: who wrote with whom, at which institution, and who paid, as deposited by publishers.

A work says that names stood together on a page; it does not say that two people know each other, and a name alone does not
say who someone is. Affiliations are sparse and mostly plain text; ORCIDs marked as not authenticated were typed by somebody.

Caveats: dates can be a year or a month; consortia stand among the authors (they have only `name`). Titles are lists. Read:
DOI, title, dates, type, authors with ORCID and affiliations, funders with awards, `update-to` (corrections, retractions).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Affiliation, Contributor, Document, File, Funding, Identifier, Name, Quote, Rejected, Source, Work
from sources.read.checked import NAME_LIMIT, flaw
from sources.read.packed import objects, quoted

SOURCE = Source(
    name="crossref",
    kind="publication",
    title_en="Crossref works",
    title_ja="Crossref 文献メタデータ",
    publisher="Crossref",
    url="https://www.crossref.org/documentation/retrieve-metadata/rest-api/",
    licence="Metadata are facts, free to use (CC0 where any right exists)",
    regime="",
    cadence_days=30,
    standing="verified",
    files=(File(name="works.json", url="https://api.crossref.org/v1/works", media="json"),),
    sub_lists={"": 1},
)


def parse_works(document: Document) -> Iterator[Work | Rejected]:
    """All works of an API answer (list or single, plain or gzipped) or of JSON Lines of works.

    Raises SourceDamaged for bytes that are not whole JSON, SourceChanged for an answer of another shape.
    """
    found = 0
    for answer, quote in objects(document, SOURCE):
        for number, item in enumerate(_items(answer, document), 1):
            found += 1
            yield _work(item, quote if item is answer else quoted(document, f"item {number}", item))
    if not found:
        raise SourceDamaged("source.no_rows", source=SOURCE.name)


def _items(answer: Mapping[str, Any], document: Document) -> list[Any]:
    """The works in an answer: its list, its single message, or the answer itself."""
    if "message" not in answer:
        return [answer]
    message = answer["message"]
    if answer.get("status") != "ok" or not isinstance(message, dict):
        raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="1", field="message")
    items = message.get("items", [message])
    if not isinstance(items, list):
        raise SourceChanged("source.field_shape", source=SOURCE.name, document=document.name, row="1", field="items")
    return items


def _work(item: Any, quote: Quote) -> Work | Rejected:
    """Raises SourceChanged when a field that every work has is missing or of another shape."""
    try:
        title = " ".join(" ".join(item["title"]).split())
        doi = item["DOI"].lower()
        contributors = tuple(_contributor(author, place) for place, author in enumerate(item.get("author", []), 1))
        fundings = tuple(_funding(funder) for funder in item.get("funder", []))
        texts = [
            title[:NAME_LIMIT] or doi,
            *(author.name.text for author in contributors),
            *(funding.funder or doi for funding in fundings),
        ]
        if reason := flaw(doi) or next((found for text in texts if (found := flaw(text))), ""):
            return Rejected(source=SOURCE.name, reason=reason, quote=quote, detail=doi[:200])
        return Work(
            source=SOURCE.name,
            work_id=doi,
            title=title,
            published_on=_date(item["issued"]),
            kind=item["type"],
            identifiers=(Identifier(scheme="doi", value=doi),),
            contributors=contributors,
            fundings=fundings,
            quote=quote,
            updates=tuple((update["type"], update["DOI"].lower()) for update in item.get("update-to", [])),
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        where = {"source": SOURCE.name, "document": quote.document, "row": quote.locator}
        raise SourceChanged("source.field_shape", **where, field=str(error)) from error


def _contributor(author: Mapping[str, Any], place: int) -> Contributor:
    family, given = author.get("family", ""), author.get("given", "")
    text = author.get("name") or f"{given} {family}".strip()
    return Contributor(
        name=Name(text=" ".join(text.split()), family=family, given=given),
        position=place,
        orcid=author.get("ORCID", "").rpartition("/")[2],
        affiliations=tuple(_affiliation(entry) for entry in author.get("affiliation", []) if entry.get("name")),
    )


def _affiliation(entry: Mapping[str, Any]) -> Affiliation:
    ror = next((found["id"] for found in entry.get("id", []) if found["id-type"] == "ROR"), "")
    return Affiliation(organisation=" ".join(entry["name"].split()), ror=ror, basis="observed")


def _funding(funder: Mapping[str, Any]) -> Funding:
    """A funder's DOI is its number in the Crossref Funder Registry ("10.13039/501100001691" -> fundref 501100001691)."""
    number = (funder.get("DOI") or "").rpartition("/")[2]
    return Funding(
        funder=funder.get("name", ""),
        identifiers=(Identifier(scheme="fundref", value=number),) if number else (),
        awards=tuple(funder.get("award", [])),
    )


def _date(issued: Mapping[str, Any]) -> str:
    """{"date-parts": [[2023, 7]]} -> "2023-07"; [[null]] -> ""."""
    year, *rest = issued["date-parts"][0] or [None]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)]) if year else ""
