"""Answers of OpenAlex, PubMed, KAKEN, researchmap and CiNii in each publisher's format, with invented people."""

import gzip
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from samples import document

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Affiliation, Career, Document, Grant, Identifier, Notice, Rejected, Work
from sources.publications import cinii, kaken, openalex, pubmed, researchmap

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


PROJECTS = """<?xml version="1.0" encoding="UTF-8"?>
<grantAwards><totalResults>1</totalResults><startIndex>1</startIndex><itemsPerPage>20</itemsPerPage>
<grantAward id="KAKENHI-PROJECT-00K00000" awardNumber="00K00000" projectType="project"><urlList><url>https://kaken.nii.ac.jp/</url></urlList>
<summary xml:lang="en"><title>Samples</title></summary>
<summary xml:lang="ja"><title>試料の研究</title><category niiCode="1">基盤研究(B)</category>
<member sequence="1" eradCode="00012345" role="principal_investigator"><institution niiCode="1">青海原大学</institution>
<department niiCode="2">理学部</department><jobTitle niiCode="3">教授</jobTitle>
<personalName><fullName>霞沢 灯里</fullName><familyName yomi="カスミザワ">霞沢</familyName>
<givenName yomi="アカリ">灯里</givenName></personalName></member>
<periodOfAward searchStartFiscalYear="2023" searchEndFiscalYear="2026"><startDate>2023-04-01</startDate></periodOfAward>
<overallAwardAmount><totalCost>10000000</totalCost><directCost>9000000</directCost></overallAwardAmount></summary></grantAward></grantAwards>"""
RESEARCHER: dict[str, Any] = {
    "accn": "1",
    "id:person:erad": ["00012345"],
    "id:orcid": ["https://orcid.org/0000-0002-1825-0097"],
    "name": {
        "humanReadableValue": [{"text": "霞沢 灯里", "lang": "ja"}, {"text": "Kasumizawa Akari", "lang": "en"}],
        "name:familyName": [{"text": "霞沢", "lang": "ja"}],
        "name:givenName": [{"text": "灯里", "lang": "ja"}],
    },
    "affiliations:history": [
        {
            "sequence": 1,
            "since": {"commonEra:year": 2019, "month": 4, "day": 1},
            "until": {"commonEra:year": 2022},
            "affiliation:institution": {"humanReadableValue": [{"text": "青海原大学", "lang": "ja"}, {"text": "Aomi", "lang": "en"}]},
            "affiliation:jobTitle": {"humanReadableValue": [{"text": "教授", "lang": "ja"}]},
        }
    ],
}


def test_a_kaken_project_is_a_grant_with_its_members_by_number() -> None:
    (grant,) = parsed(kaken.parse_projects, PROJECTS.encode())
    assert isinstance(grant, Grant)
    assert (grant.grant_id, grant.title, grant.start_on, grant.end_on) == ("00K00000", "試料の研究", "2023-04-01", "2027-03-31")
    assert (grant.amount, grant.funding.awards, grant.fields) == ("10000000 JPY", ("00K00000",), ("基盤研究(B)",))
    (member,) = grant.contributors
    assert (member.name.text, member.identifiers) == ("霞沢 灯里", (Identifier(scheme="erad", value="00012345"),))
    (post,) = member.affiliations
    assert (post.organisation, post.role) == ("青海原大学, 理学部", "principal_investigator: 教授")


def test_a_kaken_researcher_is_a_career_with_dated_posts() -> None:
    (career,) = parsed(kaken.parse_researchers, {"totalResults": 1, "researchers": [RESEARCHER]})
    assert career.person == Identifier(scheme="erad", value="00012345")
    assert career.identifiers == (Identifier(scheme="orcid", value="0000-0002-1825-0097"),)
    assert [(name.text, name.family) for name in career.names] == [("霞沢 灯里", "霞沢"), ("Kasumizawa Akari", "")]
    expected = ("青海原大学", "employment: 教授", "2019-04-01", "2022")
    assert [(a.organisation, a.role, a.start_on, a.end_on) for a in career.affiliations] == [expected]


@pytest.mark.parametrize("answer", [{"researchers": {}}, {"message": "appid"}, {"researchers": [{}]}])
def test_what_is_no_list_of_researchers_is_refused(answer: Any) -> None:
    with pytest.raises(SourceChanged):
        parsed(kaken.parse_researchers, answer)


def pair(japanese: str, english: str = "") -> dict[str, str]:
    return {"ja": japanese, "en": english}


PROFILE: dict[str, Any] = {
    "@type": "researchers",
    "permalink": "sample_researcher",
    "family_name": pair("霞沢", "Kasumizawa"),
    "given_name": pair("灯里", "Akari"),
    "erad_id": "00012345",
    "@graph": [
        {
            "@type": "research_experience",
            "items": [
                {
                    "affiliation": pair("青海原大学"),
                    "section": pair("理学部"),
                    "job": pair("教授"),
                    "from_date": "2019-04",
                    "to_date": "9999",
                },
                {"affiliation": pair("ETH Zurich"), "from_date": "2015", "to_date": "2018", "display": "closed"},
            ],
        },
        {
            "@type": "published_papers",
            "items": [
                {
                    "paper_title": pair("", "On Samples"),
                    "authors": {"en": [{"name": "Akari Kasumizawa"}, {"name": "Lena Musterfeld"}]},
                    "publication_date": "2025-07",
                    "identifiers": {"doi": ["10.5555/EXAMPLE.1"], "pm_id": ["1"]},
                }
            ],
        },
        {
            "@type": "research_projects",
            "items": [
                {
                    "research_project_title": pair("試料"),
                    "offer_organization": pair("日本学術振興会"),
                    "from_date": "2023-04",
                    "to_date": "2027-03",
                    "identifiers": {"grant_number": ["00K00000"]},
                }
            ],
        },
        {"@type": "awards", "items": [{"award_name": pair("賞")}]},
    ],
}


def test_a_researchmap_profile_gives_posts_papers_and_grants() -> None:
    career, work, grant = parsed(researchmap.parse, PROFILE)
    assert isinstance(career, Career) and isinstance(work, Work) and isinstance(grant, Grant)
    assert (career.person.value, [name.text for name in career.names]) == ("sample_researcher", ["霞沢 灯里", "Akari Kasumizawa"])
    assert career.identifiers == (Identifier(scheme="erad", value="00012345"),)
    assert career.works == work.identifiers == (Identifier(scheme="doi", value="10.5555/example.1"),)
    assert [author.name.text for author in work.contributors] == ["Akari Kasumizawa", "Lena Musterfeld"]
    assert (grant.grant_id, grant.funding.funder, grant.start_on) == ("00K00000", "日本学術振興会", "2023-04")


def test_what_researchmap_does_not_display_to_all_is_not_read_and_9999_ends_nothing() -> None:
    career, *_ = parsed(researchmap.parse, PROFILE)
    assert [(a.organisation, a.role, a.end_on) for a in career.affiliations] == [("青海原大学, 理学部", "employment: 教授", "")]


@pytest.mark.parametrize("answer", [{}, {"permalink": ""}, {"error": "not found"}])
def test_what_is_no_researchers_answer_is_refused(answer: Any) -> None:
    with pytest.raises((SourceChanged, SourceDamaged)):
        parsed(researchmap.parse, answer)


ITEM = {
    "@id": "https://cir.nii.ac.jp/crid/1000000000000000001",
    "@type": "item",
    "title": "試料の振舞い",
    "link": {"@id": "https://cir.nii.ac.jp/crid/1000000000000000001"},
    "dc:creator": ["霞沢, 灯里", "Lena Musterfeld"],
    "prism:publicationDate": "2025-07",
    "dc:identifier": [{"@type": "cir:DOI", "@value": "10.5555/EXAMPLE.1"}, {"@type": "URI", "@value": "https://example.org/"}],
}


def test_a_cinii_item_is_a_work_whose_authors_are_names_alone() -> None:
    (work,) = parsed(cinii.parse, {"opensearch:totalResults": 1, "items": [ITEM]})
    assert (work.work_id, work.title, work.published_on) == ("1000000000000000001", "試料の振舞い", "2025-07")
    assert work.identifiers[0] == Identifier(scheme="doi", value="10.5555/example.1")
    assert [(author.name.text, author.name.family) for author in work.contributors] == [("霞沢 灯里", "霞沢"), ("Lena Musterfeld", "")]


def test_an_answer_of_cinii_without_its_list_is_refused() -> None:
    with pytest.raises(SourceChanged):
        parsed(cinii.parse, {"@id": "https://cir.nii.ac.jp/opensearch", "title": "CiNii", "opensearch:totalResults": 3})
