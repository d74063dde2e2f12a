"""What is asked of each interface, and what its answers say of how much there is and where it goes on."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from standin import CROSSREF, OPENALEX

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document
from sources.publications.interfaces import PERSONS, WORKS, Interface, Page, Question

BY_NAME = {interface.source.name: interface for interface in (*PERSONS, *WORKS)}
ORCID = "0000-0002-1825-0097"
KNOWN = Question(name="Akari Kasumizawa", bodies=("ETH Zurich",), orcid=ORCID, researchmap="sample")
UNKNOWN = Question(name='Akari "A" Kasumizawa, PhD', bodies=("ETH Zurich", "Univ. of Sample | North"))


def addresses(source: str, question: Question) -> list[tuple[str, dict[str, str]]]:
    parts = [urlsplit(path) for path in BY_NAME[source].first(question)]
    return [(part.path, {name: value[0] for name, value in parse_qs(part.query).items()}) for part in parts]


def answered(interface: Interface, answer: Any, path: str = "/works?filter=x&cursor=%2A") -> Page:
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return interface.page(Document(name="answer", url=f"{interface.base}{path}", sha256="", content=content))


@pytest.mark.parametrize(
    ("source", "path", "parameter", "wanted"),
    [
        ("openalex", "/works", "filter", f"author.orcid:{ORCID}"),
        ("crossref", "/v1/works", "filter", f"orcid:{ORCID}"),
        ("pubmed", "/entrez/eutils/esearch.fcgi", "term", f"{ORCID}[auid]"),
    ],
)
def test_a_person_with_an_orcid_is_asked_about_by_it_alone(source: str, path: str, parameter: str, wanted: str) -> None:
    ((found, query),) = addresses(source, KNOWN)
    assert (found, query[parameter]) == (path, wanted)
    assert "Kasumizawa" not in str(query)


def test_a_person_without_a_number_is_asked_about_by_name_and_body_together() -> None:
    (first, second) = [query["filter"] for _, query in addresses("openalex", UNKNOWN)]
    assert first == 'raw_author_name.search:"Akari A Kasumizawa PhD",raw_affiliation_strings.search:"ETH Zurich"'
    assert second.endswith('"Univ. of Sample North"'), "what a filter would read as its own is taken out"
    assert addresses("crossref", UNKNOWN) == [], "its search by name brings everybody's works"
    assert addresses("orcid", UNKNOWN) == addresses("researchmap", UNKNOWN) == []


def test_a_name_without_a_body_is_not_asked_about_at_all() -> None:
    assert [addresses(source, Question(name="Wei Zhang")) for source in BY_NAME] == [[]] * len(BY_NAME)


def test_declared_works_are_asked_for_some_at_a_time_without_what_is_no_doi() -> None:
    dois = [f"10.5555/{n}" for n in range(45)] + ["10.5555/a,b", "10.5555/c|d"]
    found = [parse_qs(urlsplit(path).query)["filter"][0] for path in BY_NAME["openalex"].declared(dois)]
    assert [one.count("10.5555/") for one in found] == [40, 5]
    assert not any("a,b" in one or "c|d" in one for one in found)


def test_a_page_says_where_the_next_one_is() -> None:
    paper = OPENALEX | {"doi": "https://doi.org/10.5555/X"}
    page = answered(BY_NAME["openalex"], {"meta": {"count": 3, "next_cursor": "abc="}, "results": [paper]})
    assert (page.records, page.total, page.dois) == (1, 3, ("10.5555/x",))
    assert parse_qs(urlsplit(page.following).query) == {"filter": ["x"], "cursor": ["abc="]}
    message = {"total-results": 2, "items": [CROSSREF | {"DOI": "10.5555/Y"}], "next-cursor": "n/1+"}
    page = answered(BY_NAME["crossref"], {"status": "ok", "message": message})
    assert (page.records, page.total, parse_qs(urlsplit(page.following).query)["cursor"]) == (1, 2, ["n/1+"])


def test_pubmed_gives_numbers_first_and_citations_next() -> None:
    page = answered(BY_NAME["pubmed"], {"esearchresult": {"count": "2", "idlist": ["1", "2"]}}, "/entrez/eutils/esearch.fcgi?term=x")
    assert (page.records, page.total) == (0, 2)
    assert parse_qs(urlsplit(page.following).query)["id"] == ["1,2"]
    none = answered(BY_NAME["pubmed"], {"esearchresult": {"count": "0", "idlist": []}}, "/entrez/eutils/esearch.fcgi?term=x")
    assert (none.total, none.following) == (0, "")


@pytest.mark.parametrize("source", BY_NAME)
@pytest.mark.parametrize("content", [b"", b"{", b'{"error": "no such filter"}', b"[]", b"<html></html>"])
def test_what_is_no_whole_answer_is_never_an_empty_one(source: str, content: bytes) -> None:
    with pytest.raises((SourceDamaged, SourceChanged)):
        answered(BY_NAME[source], content)


def test_a_work_of_a_shape_nobody_knows_is_no_answer_and_is_not_kept() -> None:
    broken = {name: value for name, value in OPENALEX.items() if name != "authorships"} | {"authorships": "none"}
    with pytest.raises(SourceChanged):
        answered(BY_NAME["openalex"], {"meta": {"count": 1, "next_cursor": None}, "results": [broken]})
