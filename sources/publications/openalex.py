"""OpenAlex works: an open index of papers, their authors as printed, where these worked and who paid.

An index guesses which papers are one person's: its author numbers, and the ORCID it hangs on them, are no proof of who wrote
a paper (one of its authors has 34,000). What is printed on the paper, the name and the affiliation, is.

Caveats: answers of the interface (a list with `meta` and `results`, or one work) and the partitions of the free snapshot
(JSON Lines, gzip); fields of several years' editions. The ROR of an affiliation is the index's reading of the printed
text. `is_retracted` is told as a notice, apart. Citation counts, abstracts and open-access facts are not read.
"""

from collections.abc import Iterator

from sources.model import Affiliation, Contributor, Document, File, Funding, Identifier, Name, Notice, Rejected, Source, Work
from sources.publications.works import shaped, sound
from sources.read.answers import listed, row_of
from sources.read.row import Fields, Row

SOURCE = Source(
    name="openalex",
    kind="publication",
    title_en="OpenAlex works",
    title_ja="OpenAlex 文献メタデータ",
    publisher="OurResearch",
    url="https://developers.openalex.org/",
    licence="CC0 1.0",
    regime="",
    cadence_days=30,
    standing="verified",
    files=(File(name="works.json", url="https://api.openalex.org/works", media="json", max_bytes=50_000_000),),
    sub_lists={"": 1},
)
_UNREAD = {
    "abstract_inverted_index", "abstract_inverted_index_v3", "alternate_host_venues", "apc_list", "apc_paid", "apc_payment",
    "authors_count", "best_oa_location", "biblio", "citation_normalized_percentile", "cited_by_api_url", "cited_by_count",
    "cited_by_percentile_year", "concepts_count", "content_urls", "corresponding_author_ids", "corresponding_institution_ids",
    "countries_distinct_count", "counts_by_year", "created_date", "datasets", "doi_registration_agency", "fulltext_origin", "fwci",
    "has_abstract", "has_content", "has_fulltext", "host_venue", "indexed_in", "institution_assertions", "institutions",
    "institutions_distinct_count", "is_in_doaj", "is_oa", "is_paratext", "is_xpac", "keywords", "language", "locations",
    "locations_count", "mesh", "ngrams_url", "open_access", "primary_location", "publication_year", "referenced_works",
    "referenced_works_count", "related_works", "summary_stats", "sustainable_development_goals", "type_crossref", "updated",
    "updated_date", "versions",
}  # fmt: skip


def parse(document: Document) -> Iterator[Work | Rejected]:
    """All works of an answer or of a partition of the snapshot; an answer may hold none.

    Raises SourceDamaged for bytes that are not whole JSON, SourceChanged when a field every work has is missing.
    """
    fields = Fields(SOURCE)
    for record, quote in listed(document, SOURCE, "results"):
        row = row_of(SOURCE, quote, record, _UNREAD)
        with shaped(SOURCE, quote):
            work = _work(row)
        yield sound(work, row)
        yield from fields.spent(row)


def _work(row: Row) -> Work:
    number, doi = _last(row.need("id")), _doi(row.need("doi"))
    shown, title = row.need("display_name"), row.one("title")
    is_retracted = row.need("is_retracted") == "true"
    return Work(
        source=SOURCE.name,
        work_id=number,
        title=" ".join((title or shown).split()),
        published_on=row.need("publication_date"),
        kind=row.need("type"),
        identifiers=tuple(_identifiers(row, number, doi)),
        contributors=tuple(_contributor(author, place) for place, author in enumerate(row.rows("authorships"), 1)),
        fundings=tuple(_fundings(row)),
        quote=row.quote,
        notices=(Notice(kind="retraction", work=doi or number, notice="", said_by=SOURCE.name),) if is_retracted else (),
        fields=tuple(dict.fromkeys(_fields(row))),
    )


def _identifiers(row: Row, number: str, doi: str) -> Iterator[Identifier]:
    if doi:
        yield Identifier(scheme="doi", value=doi)
    yield Identifier(scheme="openalex", value=number)
    for ids in row.rows("ids"):
        ids.skip("openalex", "doi", "mag")
        for scheme in ("pmid", "pmcid"):
            if text := _last(ids.one(scheme)):
                yield Identifier(scheme=scheme, value=text)


def _contributor(row: Row, place: int) -> Contributor:
    row.skip("author_position", "is_corresponding", "countries")
    printed, numbers, orcid = row.one("raw_author_name"), [], ""
    for author in row.rows("author"):
        printed = printed or author.one("display_name")
        numbers += [Identifier(scheme="openalex_author", value=_last(text)) for text in author.all("id")]
        orcid = _last(author.one("orcid"))
        author.skip("display_name")
    return Contributor(
        name=Name(text=" ".join(printed.split())),
        position=place,
        orcid=orcid,
        orcid_by="index" if orcid else "",
        identifiers=tuple(numbers),
        affiliations=tuple(_affiliations(row)),
    )


def _affiliations(row: Row) -> Iterator[Affiliation]:
    """Each printed text with the bodies the index read in it; a body of no printed text under its own name."""
    known = {}
    for body in row.rows("institutions"):
        known[body.one("id")] = (body.one("ror"), body.one("country_code").lower(), body.one("display_name"))
        body.skip("type", "lineage")
    printed = [*row.all("raw_affiliation_strings"), *row.all("raw_affiliation_string")]
    read_in: dict[str, list[str]] = {text: [] for text in printed}
    for one in row.rows("affiliations"):
        read_in.setdefault(one.one("raw_affiliation_string"), []).extend(one.all("institution_ids"))
    if len(read_in) == 1 and not any(read_in.values()):  # older answers do not say which body stands in which text
        read_in = {text: list(known) for text in read_in}
    for text, bodies in read_in.items():
        found = [known[body] for body in bodies if body in known]
        for ror, country, _ in found or [("", "", "")]:
            if " ".join(text.split()):
                yield Affiliation(organisation=" ".join(text.split()), ror=ror, country=country, basis="observed")
    placed = {body for bodies in read_in.values() for body in bodies}
    for ror, country, name in (found for body, found in known.items() if body not in placed):
        yield Affiliation(organisation=name or ror, ror=ror, country=country, basis="observed")


def _fundings(row: Row) -> Iterator[Funding]:
    """`grants` of older answers; `awards` and `funders` of today's. A funder that has awards is not told of again."""
    told = set()
    for grant in [*row.rows("grants"), *row.rows("awards")]:
        number = _last(grant.one("funder") or grant.one("funder_id"))
        award = grant.one("award_id") or grant.one("funder_award_id")
        name = grant.one("funder_display_name")
        grant.skip("id", "display_name", "doi", "award_id", "funder_award_id", "funder_id")
        told.add(number)
        yield _funding(name, number, "", award)
    for funder in row.rows("funders"):
        number, name, ror = _last(funder.one("id")), funder.one("display_name"), funder.one("ror")
        if number not in told:
            yield _funding(name, number, ror, "")


def _funding(name: str, number: str, ror: str, award: str) -> Funding:
    found = [Identifier(scheme="ror", value=ror)] if ror else []
    found += [Identifier(scheme="openalex_funder", value=number)] if number else []
    return Funding(funder=name or number, identifiers=tuple(found), awards=(award,) if award else ())


def _fields(row: Row) -> Iterator[str]:
    """Broad areas: fields and subfields of the topics; of answers older than topics, the two widest levels of concepts."""
    topics, concepts = [*row.rows("primary_topic"), *row.rows("topics")], row.rows("concepts")
    for topic in topics:
        topic.skip("id", "display_name", "score", "domain")
        for area in [*topic.rows("field"), *topic.rows("subfield")]:
            area.skip("id")
            yield area.one("display_name")
    for concept in concepts:
        concept.skip("id", "score", "wikidata")
        level, name = concept.one("level"), concept.one("display_name")
        if level in ("0", "1") and not topics:
            yield name


def _last(address: str) -> str:
    """The number at the end of an address ("https://openalex.org/W1" -> "W1")."""
    return address.rpartition("/")[2]


def _doi(text: str) -> str:
    return text.removeprefix("https://doi.org/").lower()
