"""CiNii Research: papers, theses and books in Japan, from university repositories and the National Diet Library (NII).

Most records give authors as plain names, in one script; few give affiliations. That two records bear one name does not
make it one person.

Caveats: answers of the interface as JSON-LD (`items`). Known from the publisher's description and public readers of the
interface; no answer of its own was at hand. ISSN, volume, pages and abstracts are not read.
"""

from collections.abc import Iterator

from sources.errors import SourceChanged
from sources.model import Contributor, Document, File, Identifier, Name, Rejected, Source, Work
from sources.publications.works import shaped, sound
from sources.read.answers import listed, row_of
from sources.read.row import Fields, Row

SOURCE = Source(
    name="cinii",
    kind="publication",
    title_en="CiNii Research",
    title_ja="CiNii Research 文献情報",
    publisher="National Institute of Informatics, Japan",
    url="https://support.nii.ac.jp/ja/cir/r_opensearch",
    licence="Terms of the publisher's interface",
    regime="",
    cadence_days=30,
    files=(File(name="works.json", url="https://cir.nii.ac.jp/opensearch/v2/articles", media="json", max_bytes=50_000_000),),
    sub_lists={"": 1},
)
_UNREAD = {
    "@type", "rdfs:seeAlso", "dc:source", "dc:language", "description", "dc:description", "dc:rights", "prism:issn", "prism:eIssn",
    "prism:volume", "prism:number", "prism:startingPage", "prism:endingPage", "prism:pageRange", "prism:publicationName",
    "dc:publisher", "dc:type", "ndl:degreeName", "ndl:dissertationNumber", "dcterms:accessRights", "jpcoar:relation",
}  # fmt: skip
_TOTAL = "opensearch:totalResults"
_SCHEMES = {"cir:DOI": "doi", "cir:PMID": "pmid", "cir:NAID": "naid"}


def parse(document: Document) -> Iterator[Work | Rejected]:
    """All works of an answer; it may hold none. Raises SourceDamaged or SourceChanged for what is no such answer."""
    fields = Fields(SOURCE)
    for record, quote in listed(document, SOURCE, "items"):
        if _TOTAL in record:  # an answer without its list
            raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="1", field="items")
        row = row_of(SOURCE, quote, record, _UNREAD)
        with shaped(SOURCE, quote):
            work = _work(row)
        yield sound(work, row)
        yield from fields.spent(row)


def _work(row: Row) -> Work:
    number = row.need("@id").rpartition("/")[2].removesuffix(".json")
    for link in row.rows("link"):
        link.skip("@id")
    identifiers = sorted(_identifiers(row), key=lambda one: one.scheme != "doi")
    doi = next((one.value for one in identifiers if one.scheme == "doi"), "")
    return Work(
        source=SOURCE.name,
        work_id=number,
        title=" ".join(row.need("title").split()),
        published_on=row.one("prism:publicationDate") or row.one("dc:date"),
        kind="article",
        identifiers=tuple(identifiers) if doi else (*identifiers, Identifier(scheme="cinii", value=number)),
        contributors=tuple(_contributor(text, place) for place, text in enumerate(row.all("dc:creator"), 1)),
        fundings=(),
        quote=row.quote,
        fields=tuple(row.all("dc:subject")),
    )


def _identifiers(row: Row) -> Iterator[Identifier]:
    for one in row.rows("dc:identifier"):
        scheme, value = _SCHEMES.get(one.one("@type"), ""), one.one("@value")
        if scheme and value:
            yield Identifier(scheme=scheme, value=value.lower() if scheme == "doi" else value)


def _contributor(text: str, place: int) -> Contributor:
    """「山田, 太郎」 is family and given name; anything else stays as it is."""
    family, comma, given = (part.strip() for part in text.partition(","))
    name = Name(text=f"{family} {given}", family=family, given=given) if comma and given else Name(text=" ".join(text.split()))
    return Contributor(name=name, position=place)
