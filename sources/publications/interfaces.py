"""How the interfaces of publishers are asked for one person's record and works: addresses, pages, and when there is no more.

A person is asked about by ORCID or other number, and by the works the person declared; by name only together with a
body, never by an index's author number. What comes back is not yet that person's (matching.people.attaching says how sure it is).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from sources.errors import SourceChanged
from sources.model import Document, Source
from sources.publications import crossref, openalex, orcid, pubmed, researchmap
from sources.read.packed import objects
from sources.read.raw import strange

DOIS_AT_ONCE, BODIES = 40, 3
MOST_WORKS = 3_000
"""More than that is no one person's: the question is given up, not answered in part."""
_CROSSREF_SELECT = "DOI,title,type,issued,author,funder,subject,update-to,updated-by"
_OPENALEX_SELECT = "id,doi,title,display_name,publication_date,type,ids,is_retracted,authorships,awards,funders,topics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whom to ask about. `name`: in Latin letters where there is one; `bodies`: disclosed ones, for asking by name.

    `dois`: works the person declared.
    """

    name: str
    bodies: tuple[str, ...] = ()
    orcid: str = ""
    researchmap: str = ""
    dois: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an answer holds: so many records of so many in all (None: not said), the DOIs among them, and where the next
    ones are ("" nowhere)."""

    records: int
    total: int | None = None
    following: str = ""
    dois: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """`first`: the addresses of a question, after `base`; `declared`: those of works the person named and these did not bring.
    `page` raises SourceDamaged or SourceChanged for what is no whole answer.

    `key`, `contact`: the query parameters for the office's key and address, where there are such; `needs_key`: it does not
    answer without. `rate`: questions a second at the beginning; `together`: how many at a time.
    """

    source: Source
    base: str
    first: Callable[[Question], Iterator[str]]
    page: Callable[[Document], Page]
    declared: Callable[[Sequence[str]], Iterator[str]] = lambda dois: iter(())
    media: str = "json"
    accept: str = "application/json"
    key: str = ""
    contact: str = ""
    needs_key: bool = False
    rate: float = 5.0
    together: int = 3


def _openalex(question: Question) -> Iterator[str]:
    by_name = [
        f'raw_author_name.search:"{_plain(question.name)}",raw_affiliation_strings.search:"{_plain(body)}"'
        for body in question.bodies[:BODIES]
        if question.name
    ]
    for wanted in [f"author.orcid:{question.orcid}"] if question.orcid else by_name:
        yield _openalex_list(wanted)


def _openalex_declared(dois: Sequence[str]) -> Iterator[str]:
    yield from (_openalex_list("doi:" + "|".join(some)) for some in _some(dois))


def _openalex_list(wanted: str) -> str:
    return "/works?" + urlencode({"filter": wanted, "per-page": 100, "select": _OPENALEX_SELECT, "cursor": "*"})


def _openalex_page(document: Document) -> Page:
    answer = _answer(document, openalex.SOURCE, "meta", "results")
    _read_whole(openalex.parse, document)
    meta, found = answer["meta"], answer["results"]
    following = _with(document.url, cursor=meta["next_cursor"]) if meta.get("next_cursor") and found else ""
    dois = tuple(str(work.get("doi") or "").removeprefix("https://doi.org/").lower() for work in found)
    return Page(records=len(found), total=int(meta["count"]), following=following, dois=dois)


def _crossref(question: Question) -> Iterator[str]:
    if question.orcid:
        yield _crossref_list(f"orcid:{question.orcid}")


def _crossref_declared(dois: Sequence[str]) -> Iterator[str]:
    yield from (_crossref_list(",".join(f"doi:{doi}" for doi in some)) for some in _some(dois))


def _crossref_list(wanted: str) -> str:
    return "/v1/works?" + urlencode({"filter": wanted, "rows": 200, "select": _CROSSREF_SELECT, "cursor": "*"})


def _crossref_page(document: Document) -> Page:
    message = _answer(document, crossref.SOURCE, "message")["message"]
    try:
        found, total, cursor = message["items"], int(message["total-results"]), message.get("next-cursor", "")
        dois = tuple(str(work["DOI"]).lower() for work in found)
    except (KeyError, TypeError, ValueError) as error:
        raise _changed(document, crossref.SOURCE, str(error)) from error
    _read_whole(crossref.parse, document)
    return Page(records=len(found), total=total, following=_with(document.url, cursor=cursor) if cursor and found else "", dois=dois)


def _pubmed(question: Question) -> Iterator[str]:
    by_name = [f'"{_plain(question.name)}"[Author] AND "{_plain(body)}"[Affiliation]' for body in question.bodies[:BODIES]]
    for term in [f"{question.orcid}[auid]"] if question.orcid else by_name if question.name else []:
        yield "/entrez/eutils/esearch.fcgi?" + urlencode(
            {"db": "pubmed", "retmode": "json", "retmax": 400, "tool": "sekisho", "term": term}
        )


def _pubmed_page(document: Document) -> Page:
    """First the numbers, then the citations of these."""
    if strange(document.content, "xml") == "":
        _read_whole(pubmed.parse, document)
        return Page(records=len(re.findall(rb"<Pubmed(?:Book)?Article[\s>]", document.content)))
    result = _answer(document, pubmed.SOURCE, "esearchresult")["esearchresult"]
    numbers, total = result.get("idlist"), str(result.get("count", ""))
    if not isinstance(numbers, list) or not total.isdigit():
        raise _changed(document, pubmed.SOURCE, "idlist")
    wanted = urlencode({"db": "pubmed", "retmode": "xml", "tool": "sekisho", "id": ",".join(map(str, numbers))})
    base = document.url.partition("/entrez/")[0]
    return Page(records=0, total=int(total), following=f"{base}/entrez/eutils/efetch.fcgi?{wanted}" if numbers else "")


def _orcid(question: Question) -> Iterator[str]:
    if question.orcid:
        yield f"/v3.0/{quote(question.orcid)}/record"


def _researchmap(question: Question) -> Iterator[str]:
    if question.researchmap:
        yield f"/{quote(question.researchmap)}"


def _one_record(parse: Callable[[Document], Iterator[Any]]) -> Callable[[Document], Page]:
    """An answer that is one person's record: whole when it can be read."""

    def page(document: Document) -> Page:
        _read_whole(parse, document)
        return Page(records=1, total=1)

    return page


def _read_whole(parse: Callable[[Document], Iterator[Any]], document: Document) -> None:
    for _ in parse(document):
        pass


PERSONS: tuple[Interface, ...] = (
    Interface(source=orcid.SOURCE, base="https://pub.orcid.org", first=_orcid, page=_one_record(orcid.parse), rate=12),
    Interface(
        source=researchmap.SOURCE, base="https://api.researchmap.jp", first=_researchmap, page=_one_record(researchmap.parse), rate=1
    ),
)
"""Asked first: the works a person names there are asked for next."""
WORKS: tuple[Interface, ...] = (
    Interface(
        source=openalex.SOURCE, base="https://api.openalex.org", first=_openalex, page=_openalex_page, declared=_openalex_declared,
        key="api_key", contact="mailto", needs_key=True, rate=30, together=4,
    ),
    Interface(
        source=crossref.SOURCE, base="https://api.crossref.org", first=_crossref, page=_crossref_page, declared=_crossref_declared,
        contact="mailto",
    ),
    Interface(
        source=pubmed.SOURCE, base="https://eutils.ncbi.nlm.nih.gov", first=_pubmed, page=_pubmed_page,
        key="api_key", contact="email", rate=3, accept="*/*", media="any",
    ),
)  # fmt: skip

ASKABLE: tuple[str, ...] = tuple(interface.source.name for interface in (*PERSONS, *WORKS))


def _answer(document: Document, source: Source, *fields: str) -> Mapping[str, Any]:
    answer = next((found for found, _ in objects(document, source)), {})
    if missing := [field for field in fields if not isinstance(answer.get(field), dict | list)]:
        raise _changed(document, source, missing[0])
    return answer


def _changed(document: Document, source: Source, field: str) -> SourceChanged:
    return SourceChanged("source.field_missing", source=source.name, document=document.name, row="*", field=field)


def _some(dois: Sequence[str]) -> list[tuple[str, ...]]:
    """Declared works, so many to an address; a comma or a bar would end a filter, and no DOI needs one."""
    sound = [doi for doi in dois if not set(doi) & set(",|& ")]
    return [tuple(sound[at : at + DOIS_AT_ONCE]) for at in range(0, len(sound), DOIS_AT_ONCE)]


def _plain(text: str) -> str:
    """Without what a filter would read as its own."""
    return " ".join(re.sub(r'[",|:!&()\[\]]', " ", text).split())


def _with(url: str, **changed: str) -> str:
    parts = urlsplit(url)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | changed)).geturl()
