"""Crossref works: who wrote with whom, at which institution, and who paid, as deposited by publishers.

A work says that names stood together on a page; it does not say that two people know each other, and a name alone does not
say who someone is. Affiliations are sparse and mostly plain text; ORCIDs marked as not authenticated were typed by somebody.

Caveats: dates can be a year or a month; consortia stand among the authors (they have only `name`). Titles are lists, and
some works have none. Read: DOI, title, dates, type, authors with ORCID and affiliations, funders with awards, `update-to` and
`updated-by` (corrections, retractions).
"""

from collections.abc import Iterator

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Affiliation, Contributor, Document, File, Funding, Identifier, Name, Notice, Rejected, Source, Work
from sources.publications.works import shaped, sound
from sources.read.answers import listed, row_of
from sources.read.packed import objects, unpacked
from sources.read.row import Fields, Row

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
    files=(File(name="works.json", url="https://api.crossref.org/v1/works", media="json", max_bytes=50_000_000),),
    sub_lists={"": 1},
)
_UNREAD = {
    "ISBN", "ISSN", "URL", "abstract", "accepted", "aliases", "alternative-id", "archive", "article-number", "assertion", "chair",
    "clinical-trial-number", "component-number", "container-title", "container-title-short", "content-created", "content-domain",
    "content-updated", "created", "degree", "deposited", "description", "edition-number", "editor", "event", "free-to-read", "group-title",
    "indexed", "institution", "is-referenced-by-count", "isbn-type", "issn-type", "issue", "issue-title", "journal-issue",
    "language", "license", "link", "member", "original-title", "page", "part-number", "posted", "prefix", "proceedings-subject",
    "published", "published-online", "published-other", "published-print", "publisher", "publisher-location", "reference",
    "reference-count", "references-count", "relation", "resource", "review", "score", "short-container-title", "short-title",
    "source", "special_numbering", "standards-body", "subtitle", "subtype", "translator", "update-policy", "version", "volume",
}  # fmt: skip


def parse(document: Document) -> Iterator[Work | Rejected]:
    """All works of an API answer (list or single, plain or gzipped) or of JSON Lines of works.

    An answer that says how many works there are in all may hold none. Raises SourceDamaged for bytes that are not whole
    JSON, SourceChanged for an answer of another shape.
    """
    found, fields = 0, Fields(SOURCE)
    for record, quote in listed(document, SOURCE, "message", "items"):
        found += 1
        row = row_of(SOURCE, quote, record, _UNREAD)
        with shaped(SOURCE, quote):
            work = _work(row)
        yield sound(work, row)
        yield from fields.spent(row)
    if not found and not _may_be_empty(unpacked(document, SOURCE)):
        raise SourceDamaged("source.no_rows", source=SOURCE.name)


def _may_be_empty(document: Document) -> bool:
    """Whether the answer counts what it lists. Raises SourceChanged for an answer that reports a failure."""
    answer = next((found for found, _ in objects(document, SOURCE)), {})
    if "message" not in answer:
        return False
    if answer.get("status") != "ok" or not isinstance(answer["message"], dict):
        raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="1", field="message")
    return "total-results" in answer["message"]


def _work(row: Row) -> Work:
    doi, title = row.need("DOI").lower(), row.all("title")
    notices = tuple(_notices(row, doi))
    return Work(
        source=SOURCE.name,
        work_id=doi,
        title=" ".join(" ".join(title).split()),
        published_on=_date(row, "issued"),
        kind=row.need("type"),
        identifiers=(Identifier(scheme="doi", value=doi),),
        contributors=tuple(_contributor(author, place) for place, author in enumerate(row.rows("author"), 1)),
        fundings=tuple(_funding(funder) for funder in row.rows("funder")),
        quote=row.quote,
        notices=notices,
        fields=tuple(row.all("subject")),
    )


def _notices(row: Row, doi: str) -> Iterator[Notice]:
    """`update-to`: this work speaks of another; `updated-by`: another speaks of this one. Recorded by the publisher or Retraction Watch."""
    for field, is_notice in (("update-to", True), ("updated-by", False)):
        for update in row.rows(field):
            other, on = update.need("DOI").lower(), _date(update, "updated") if "updated" in update.fields else ""
            yield Notice(
                kind=update.need("type"),
                work=other if is_notice else doi,
                notice=doi if is_notice else other,
                on=on,
                said_by=update.one("source") or "publisher",
            )
            update.skip("label", "record-id")


def _contributor(author: Row, place: int) -> Contributor:
    family, given, orcid = author.one("family"), author.one("given"), author.one("ORCID").rpartition("/")[2]
    text = author.one("name") or f"{given} {family}".strip()
    is_holders = author.one("authenticated-orcid") == "true"
    author.skip("sequence", "suffix", "prefix", "role", "literal")
    return Contributor(
        name=Name(text=" ".join(text.split()), family=family, given=given),
        position=place,
        orcid=orcid,
        orcid_by="" if not orcid else "holder" if is_holders else "depositor",
        affiliations=tuple(found for entry in author.rows("affiliation") if (found := _affiliation(entry)).organisation),
    )


def _affiliation(entry: Row) -> Affiliation:
    rors = [one.one("id") for one in entry.rows("id") if one.one("id-type") == "ROR"]
    for one in entry.family():
        one.skip("id", "id-type", "asserted-by", "place", "department", "acronym")
    return Affiliation(organisation=" ".join(entry.one("name").split()), ror=next(iter(rors), ""), basis="observed")


def _funding(funder: Row) -> Funding:
    """A funder's DOI is its number in the Crossref Funder Registry ("10.13039/501100001691" -> fundref 501100001691)."""
    number = funder.one("DOI").rpartition("/")[2]
    funder.skip("doi-asserted-by", "id", "award-info", "asserted-by")
    return Funding(
        funder=funder.one("name"),
        identifiers=(Identifier(scheme="fundref", value=number),) if number else (),
        awards=tuple(funder.all("award")),
    )


def _date(row: Row, field: str) -> str:
    """{"date-parts": [["2023", "7"]]} -> "2023-07"; [[""]] -> ""."""
    for date in row.rows(field):
        date.skip("date-time", "timestamp")
        year, *rest = next(iter(date.fields.pop("date-parts", [])), [""]) or [""]
        return "-".join([f"{int(year):04}", *(f"{int(part):02}" for part in rest)]) if year else ""
    return row.need(field)
