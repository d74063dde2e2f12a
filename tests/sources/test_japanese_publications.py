"""Answers of KAKEN, researchmap and CiNii in each publisher's format, with invented people."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from samples import document

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Career, Document, Grant, Identifier, Work
from sources.publications import cinii, kaken, researchmap


def parsed(parse: Callable[[Document], Iterator[Any]], content: Any) -> list[Any]:
    data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    return list(parse(document("answer", data)))


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
