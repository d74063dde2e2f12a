"""Answers of OpenAlex and PubMed in each publisher's format, with invented people."""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from samples import document
from test_japanese_publications import ITEM, PROFILE, RESEARCHER
from test_publications import RECORD, WORK

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Affiliation, Document, Identifier, Notice, Rejected
from sources.publications import cinii, crossref, kaken, openalex, orcid, pubmed, researchmap

BODY = {"id": "https://openalex.org/I1", "display_name": "ETH Zurich", "ror": "https://ror.org/05a28rw58", "country_code": "CH"}
OTHER = {"id": "https://openalex.org/I2", "display_name": "Kyoto University", "ror": "https://ror.org/02kpeqv85", "country_code": "JP"}
PAPER: dict[str, Any] = {
    "id": "https://openalex.org/W100",
    "doi": "https://doi.org/10.5555/EXAMPLE.1",
    "title": "On the Behaviour of Samples",
    "display_name": "On the Behaviour of Samples",
    "publication_date": "2025-07-01",
    "type": "article",
    "ids": {"openalex": "https://openalex.org/W100", "pmid": "https://pubmed.ncbi.nlm.nih.gov/1"},
    "is_retracted": True,
    "authorships": [
        {
            "author_position": "first",
            "raw_author_name": "Kasumizawa, A.",
            "author": {
                "id": "https://openalex.org/A5",
                "display_name": "Akari Kasumizawa",
                "orcid": "https://orcid.org/0000-0002-1825-0097",
            },
            "institutions": [BODY, OTHER],
            "raw_affiliation_strings": ["Institute of Samples, ETH Zurich", "Kyoto Univ."],
            "affiliations": [
                {"raw_affiliation_string": "Institute of Samples, ETH Zurich", "institution_ids": ["https://openalex.org/I1"]},
                {"raw_affiliation_string": "Kyoto Univ.", "institution_ids": ["https://openalex.org/I2"]},
            ],
        }
    ],
    "awards": [
        {"id": "https://openalex.org/G1", "funder_id": "https://openalex.org/F1", "funder_display_name": "JSPS", "funder_award_id": "JP1"}
    ],
    "funders": [
        {"id": "https://openalex.org/F1", "display_name": "JSPS", "ror": None},
        {"id": "https://openalex.org/F2", "display_name": "SNSF", "ror": "https://ror.org/00yjd3n13"},
    ],
    "topics": [{"id": "T1", "display_name": "Samples", "field": {"id": "1", "display_name": "Physics and Astronomy"}}],
    "abstract_inverted_index": {"On": [0]},
}
PAGE = {"meta": {"count": 1, "next_cursor": None}, "results": [PAPER]}


def parsed(parse: Callable[[Document], Iterator[Any]], content: Any) -> list[Any]:
    data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    return list(parse(document("answer", data)))


@pytest.mark.parametrize(
    "answer",
    [PAGE, PAPER, gzip.compress(json.dumps(PAPER).encode() + b"\n" + b"")],
    ids=["page", "single", "partition of the snapshot"],
)
def test_an_openalex_work_is_read_from_any_kind_of_answer(answer: Any) -> None:
    (work,) = parsed(openalex.parse, answer)
    assert (work.work_id, work.published_on, work.fields) == ("W100", "2025-07-01", ("Physics and Astronomy",))
    assert work.identifiers[0] == Identifier(scheme="doi", value="10.5555/example.1")
    (author,) = work.contributors
    assert author.name.text == "Kasumizawa, A.", "as printed, not as the index has it"
    assert [(a.organisation, a.ror, a.country) for a in author.affiliations] == [
        ("Institute of Samples, ETH Zurich", "https://ror.org/05a28rw58", "ch"),
        ("Kyoto Univ.", "https://ror.org/02kpeqv85", "jp"),
    ]
    assert [(funding.funder, funding.awards) for funding in work.fundings] == [("JSPS", ("JP1",)), ("SNSF", ())]
    assert work.notices == (Notice(kind="retraction", work="10.5555/example.1", notice="", said_by="openalex"),)


def test_an_orcid_that_an_index_hangs_on_an_author_is_marked_as_its_guess() -> None:
    (work,) = parsed(openalex.parse, PAGE)
    assert (work.contributors[0].orcid, work.contributors[0].orcid_by) == ("0000-0002-1825-0097", "index")


def test_an_openalex_work_of_a_page_is_quoted_by_its_bytes() -> None:
    content = json.dumps(PAGE).encode()
    (work,) = parsed(openalex.parse, content)
    assert json.loads(content[work.quote.start : work.quote.end]) == PAPER


def test_an_older_openalex_work_names_its_bodies_without_saying_where() -> None:
    old = {**PAPER["authorships"][0], "affiliations": None, "raw_affiliation_strings": None, "raw_affiliation_string": "ETH and Kyoto"}
    (work,) = parsed(openalex.parse, PAPER | {"authorships": [old]})
    assert {(a.organisation, a.ror) for a in work.contributors[0].affiliations} == {
        ("ETH and Kyoto", "https://ror.org/05a28rw58"),
        ("ETH and Kyoto", "https://ror.org/02kpeqv85"),
    }


@pytest.mark.parametrize("field", ["id", "doi", "display_name", "publication_date", "type", "is_retracted"])
def test_an_openalex_work_without_what_every_work_has_is_refused(field: str) -> None:
    with pytest.raises(SourceChanged):
        parsed(openalex.parse, {"meta": {}, "results": [{name: value for name, value in PAPER.items() if name != field}]})


def test_a_field_nobody_knows_is_told_of_once() -> None:
    strange = PAPER | {"reliability": "high"}
    found = parsed(openalex.parse, {"meta": {}, "results": [strange, strange]})
    assert [(one.reason, one.detail, one.severity) for one in found if isinstance(one, Rejected)] == [
        ("rejected.unknown_field", "reliability = high", "warning")
    ]


def test_an_error_of_the_interface_is_no_empty_answer() -> None:
    with pytest.raises(SourceChanged):
        parsed(openalex.parse, {"error": "Invalid filter", "message": "Unknown filter field"})


CITATION = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2026//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_260101.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">100</PMID>
<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print">
<PubDate><Year>2025</Year><Month>Jul</Month></PubDate></JournalIssue></Journal>
<ArticleTitle>On the behaviour of H<sub>2</sub>O in samples.</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.5555/EXAMPLE.1</ELocationID>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Kasumizawa</LastName><ForeName>Akari</ForeName><Initials>A</Initials>
<Identifier Source="ORCID">http://orcid.org/0000000218250097</Identifier>
<AffiliationInfo><Affiliation>Institute of Samples, ETH Zurich.</Affiliation></AffiliationInfo></Author>
<Author ValidYN="Y"><CollectiveName>The Sample Group</CollectiveName></Author></AuthorList>
<GrantList CompleteYN="Y"><Grant><GrantID>JP1</GrantID><Agency>JSPS</Agency><Country>Japan</Country></Grant></GrantList>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn">
<RefSource>J. 2026</RefSource><PMID Version="1">200</PMID></CommentsCorrections>
<CommentsCorrections RefType="Cites"><RefSource>J. 2020</RefSource><PMID Version="1">50</PMID></CommentsCorrections>
</CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName UI="D1" MajorTopicYN="N">Water</DescriptorName></MeshHeading></MeshHeadingList>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">100</ArticleId><ArticleId IdType="doi">10.5555/example.1</ArticleId>
</ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""


def test_a_pubmed_citation_is_read_with_its_authors_grants_and_notices() -> None:
    (work,) = parsed(pubmed.parse, CITATION.encode())
    assert (work.work_id, work.title, work.published_on) == ("100", "On the behaviour of H2O in samples.", "2025-07")
    assert work.identifiers == (Identifier(scheme="doi", value="10.5555/example.1"), Identifier(scheme="pmid", value="100"))
    first, group = work.contributors
    assert (first.name.family, first.name.given, first.orcid, first.orcid_by) == ("Kasumizawa", "Akari", "0000-0002-1825-0097", "depositor")
    assert first.affiliations == (Affiliation(organisation="Institute of Samples, ETH Zurich.", basis="observed"),)
    assert group.name.text == "The Sample Group"
    assert (work.fundings[0].funder, work.fundings[0].awards, work.fields) == ("JSPS", ("JP1",), ("Water",))
    assert work.notices == (Notice(kind="retraction", work="100", notice="200", said_by="pubmed"),)
    assert CITATION.encode()[work.quote.start : work.quote.end].startswith(b"<PubmedArticle><MedlineCitation")


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE PubmedArticleSet [<!ENTITY a "b">]>', '<!DOCTYPE PubmedArticleSet SYSTEM "file:///etc/passwd">', "<!DOCTYPE other>"],
)
def test_a_document_type_that_could_declare_entities_is_refused(doctype: str) -> None:
    lines = CITATION.split("\n")
    with pytest.raises(SourceDamaged):
        parsed(pubmed.parse, "\n".join([lines[0], doctype, *lines[2:]]).encode())


def test_a_cut_pubmed_answer_is_refused_and_one_without_citations_is_empty() -> None:
    with pytest.raises(SourceDamaged):
        parsed(pubmed.parse, CITATION.encode()[:-30])
    head = CITATION.partition("<PubmedArticle>")[0]
    assert parsed(pubmed.parse, f"{head}</PubmedArticleSet>".encode()) == []


def mutated(record: Any, chance: random.Random) -> Any:
    """The record with something else in one place."""
    if isinstance(record, dict) and record and chance.random() < 0.8:
        key = chance.choice(sorted(record))
        return record | {key: mutated(record[key], chance)}
    if isinstance(record, list) and record and chance.random() < 0.8:
        place = chance.randrange(len(record))
        return [*record[:place], mutated(record[place], chance), *record[place + 1 :]]
    return chance.choice([None, "", "x", 0, True, [], {}, [None], {"x": 1}, [["x"]], "2025-13-99"])


@pytest.mark.parametrize(
    ("parse", "record"),
    [
        (openalex.parse, PAPER), (crossref.parse, {"status": "ok", "message": {"items": [WORK]}}), (orcid.parse, RECORD),
        (kaken.parse, {"researchers": [RESEARCHER]}), (researchmap.parse, PROFILE), (cinii.parse, {"items": [ITEM]}),
    ],
    ids=["openalex", "crossref", "orcid", "kaken", "researchmap", "cinii"],
)  # fmt: skip
def test_an_answer_with_something_else_in_any_place_is_read_or_refused_and_never_breaks_the_reader(parse: Any, record: Any) -> None:
    chance = random.Random(1)
    refused = 0
    for _ in range(400):
        try:
            parsed(parse, mutated(record, chance))
        except (SourceChanged, SourceDamaged):
            refused += 1
    assert 0 < refused < 400
