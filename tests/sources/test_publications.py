"""Crossref works and ORCID records, in small invented answers."""

import gzip
import json
from typing import Any

import pytest
from samples import document

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Affiliation, Career, Grant, Identifier, Notice, Rejected, Work
from sources.publications import crossref, orcid

WORK: dict[str, Any] = {
    "DOI": "10.5555/EXAMPLE.1",
    "title": ["On the  Behaviour of\nSamples"],
    "type": "journal-article",
    "issued": {"date-parts": [[2025, 7]]},
    "author": [
        {
            "given": "Akari",
            "family": "Kasumizawa",
            "sequence": "first",
            "ORCID": "https://orcid.org/0000-0002-1825-0097",
            "affiliation": [
                {
                    "name": "Institute of Samples, ETH Zurich",
                    "id": [{"id": "https://ror.org/05a28rw58", "id-type": "ROR", "asserted-by": "publisher"}],
                }
            ],
        },
        {"name": "The Sample Consortium", "sequence": "additional", "affiliation": []},
    ],
    "funder": [{"DOI": "10.13039/501100001691", "name": "Japan Society for the Promotion of Science", "award": ["JP00K00000"]}],
    "update-to": [
        {
            "type": "retraction",
            "label": "Retraction",
            "DOI": "10.5555/EXAMPLE.0",
            "updated": {"date-parts": [[2026, 3, 1]], "date-time": "2026-03-01T00:00:00Z", "timestamp": 1},
            "source": "retraction-watch",
        }
    ],
}
LIST = {"status": "ok", "message-type": "work-list", "message": {"items": [WORK]}}
SINGLE = {"status": "ok", "message-type": "work", "message": WORK}


def works(content: Any) -> list[Work | Rejected]:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return list(crossref.parse(document("works.json", data)))


@pytest.mark.parametrize("answer", [LIST, SINGLE, WORK, gzip.compress(json.dumps(LIST).encode())], ids=["list", "single", "bare", "packed"])
def test_a_work_is_read_from_any_kind_of_answer(answer: Any) -> None:
    (work,) = works(answer)
    assert isinstance(work, Work)
    assert (work.work_id, work.title, work.published_on) == ("10.5555/example.1", "On the Behaviour of Samples", "2025-07")
    first, second = work.contributors
    assert (first.name.family, first.orcid, first.position) == ("Kasumizawa", "0000-0002-1825-0097", 1)
    expected = Affiliation(organisation="Institute of Samples, ETH Zurich", ror="https://ror.org/05a28rw58", basis="observed")
    assert first.affiliations == (expected,)
    assert second.name.text == "The Sample Consortium"
    assert work.fundings[0].identifiers == (Identifier(scheme="fundref", value="501100001691"),)
    assert work.fundings[0].awards == ("JP00K00000",)


def test_a_retraction_is_a_notice_with_its_day_and_who_recorded_it_on_either_work() -> None:
    (notice,) = works(WORK)[0].notices  # type: ignore[union-attr]
    assert notice == Notice(
        kind="retraction", work="10.5555/example.0", notice="10.5555/example.1", on="2026-03-01", said_by="retraction-watch"
    )
    retracted = WORK | {"update-to": [], "updated-by": [{"type": "retraction", "DOI": "10.5555/NOTICE", "source": "publisher"}]}
    (found,) = works(retracted)
    assert isinstance(found, Work)
    assert found.notices == (Notice(kind="retraction", work="10.5555/example.1", notice="10.5555/notice", said_by="publisher"),)


@pytest.mark.parametrize(("mark", "said_by"), [({"authenticated-orcid": True}, "holder"), ({"authenticated-orcid": False}, "depositor")])
def test_who_vouches_for_an_orcid_is_kept(mark: dict[str, bool], said_by: str) -> None:
    (found,) = works(WORK | {"author": [WORK["author"][0] | mark]})
    assert isinstance(found, Work)
    assert found.contributors[0].orcid_by == said_by


def test_an_answer_that_counts_no_works_is_empty_and_no_fault() -> None:
    assert works({"status": "ok", "message": {"total-results": 0, "items": []}}) == []


@pytest.mark.parametrize("field", ["DOI", "type", "issued"])
def test_a_work_without_what_every_work_has_is_refused(field: str) -> None:
    with pytest.raises(SourceChanged):
        works({name: value for name, value in WORK.items() if name != field})


@pytest.mark.parametrize("content", [b"", b"[]", b'{"status": "ok", "message": {"items": []}}', b'{"status": "ok"', b"<html></html>"])
def test_an_answer_without_works_is_refused(content: bytes) -> None:
    with pytest.raises((SourceDamaged, SourceChanged)):
        works(content)


def test_a_failed_answer_is_refused() -> None:
    with pytest.raises(SourceChanged):
        works({"status": "failed", "message-type": "validation-failure", "message": [{"type": "parameter-not-allowed"}]})


def test_a_work_with_a_poisoned_name_is_quarantined() -> None:
    poisoned = WORK | {"author": [{"family": "A" * 600, "given": "B", "affiliation": []}]}
    (found,) = works(poisoned)
    assert isinstance(found, Rejected)
    assert found.reason == "rejected.name_too_long"


BODY = {
    "name": "ETH Zurich",
    "address": {"city": "Zurich", "region": None, "country": "CH"},
    "disambiguated-organization": {
        "disambiguated-organization-identifier": "https://ror.org/05a28rw58",
        "disambiguation-source": "ROR",
    },
}
SUMMARY = {
    "department-name": "Physics",
    "role-title": "Senior Scientist",
    "start-date": {"year": {"value": "2019"}, "month": {"value": "04"}, "day": None},
    "end-date": None,
    "organization": BODY,
}
RECORD: dict[str, Any] = {
    "orcid-identifier": {"path": "0000-0002-1825-0097"},
    "person": {
        "name": {"given-names": {"value": "Akari"}, "family-name": {"value": "Kasumizawa"}, "credit-name": None},
        "other-names": {"other-name": [{"content": "霞沢 灯里"}]},
        "addresses": {"address": [{"country": {"value": "XX"}}]},
        "biography": {"content": "Born in Nowhere."},
    },
    "activities-summary": {
        "employments": {"affiliation-group": [{"summaries": [{"employment-summary": SUMMARY}]}]},
        "distinctions": {"affiliation-group": [{"summaries": [{"distinction-summary": SUMMARY | {"organization": None}}]}]},
        "works": {
            "group": [
                {"external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": "10.5555/EXAMPLE.1"}]}},
                {"external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": "10.5555/example.1"}]}},
            ]
        },
    },
}
XML = """<?xml version="1.0" encoding="UTF-8"?>
<record:record xmlns:record="http://www.orcid.org/ns/record" xmlns:common="http://www.orcid.org/ns/common" xmlns:p="urn:p">
 <common:orcid-identifier><common:path>0000-0002-1825-0097</common:path></common:orcid-identifier>
 <p:person>
  <p:name><p:given-names>Akari</p:given-names><p:family-name>Kasumizawa</p:family-name></p:name>
  <p:other-names><p:other-name><p:content>霞沢 灯里</p:content></p:other-name></p:other-names>
 </p:person>
 <p:activities-summary><p:employments><p:affiliation-group><p:employment-summary>
  <common:department-name>Physics</common:department-name><common:role-title>Senior Scientist</common:role-title>
  <common:start-date><common:year>2019</common:year><common:month>04</common:month></common:start-date>
  <common:organization><common:name>ETH Zurich</common:name>
   <common:address><common:city>Zurich</common:city><common:country>CH</common:country></common:address>
   <common:disambiguated-organization>
    <common:disambiguated-organization-identifier>https://ror.org/05a28rw58</common:disambiguated-organization-identifier>
    <common:disambiguation-source>ROR</common:disambiguation-source>
   </common:disambiguated-organization></common:organization>
 </p:employment-summary></p:affiliation-group></p:employments>
 <p:works><p:group><common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type>
  <common:external-id-value>10.5555/example.1</common:external-id-value></common:external-id></common:external-ids></p:group></p:works>
 </p:activities-summary>
</record:record>"""


@pytest.mark.parametrize("content", [json.dumps(RECORD), json.dumps(RECORD, indent=2), XML], ids=["json", "indented json", "xml"])
def test_a_record_is_read_from_json_and_xml_alike(content: str) -> None:
    career = orcid.parse_record(document("record", content.encode()))
    assert career.person == Identifier(scheme="orcid", value="0000-0002-1825-0097")
    assert [name.text for name in career.names] == ["Akari Kasumizawa", "霞沢 灯里"]
    (post,) = career.affiliations
    assert (post.organisation, post.ror, post.country) == ("ETH Zurich", "https://ror.org/05a28rw58", "ch")
    assert (post.role, post.start_on, post.end_on) == ("employment: Senior Scientist, Physics", "2019-04", "")
    assert career.works == (Identifier(scheme="doi", value="10.5555/example.1"),)
    assert "Nowhere" not in career.quote.text


def entry(value: str, relationship: str) -> dict[str, str]:
    return {"external-id-type": "doi", "external-id-value": value, "external-id-relationship": relationship}


def records(**activities: Any) -> list[Career | Grant | Rejected]:
    record = RECORD | {"activities-summary": activities}
    return list(orcid.parse(document("record", json.dumps(record).encode())))


def test_the_book_that_holds_a_chapter_is_not_the_persons_work() -> None:
    found = [entry("10.5555/chapter", "self"), entry("10.5555/book", "part-of"), entry("10.5555/preprint", "version-of")]
    (career,) = records(works={"group": [{"external-ids": {"external-id": found}}]})
    assert isinstance(career, Career)
    assert [work.value for work in career.works] == ["10.5555/chapter", "10.5555/preprint"]


def test_funding_that_a_person_entered_is_a_grant_of_that_persons() -> None:
    summary = SUMMARY | {
        "put-code": 7,
        "title": {"title": {"value": "Samples"}},
        "external-ids": {"external-id": [{"external-id-value": "G-1", "external-id-relationship": "self"}]},
    }
    _, grant = records(fundings={"group": [{"funding-summary": [summary]}]})
    assert isinstance(grant, Grant)
    assert (grant.grant_id, grant.title, grant.start_on) == ("0000-0002-1825-0097/7", "Samples", "2019-04")
    assert (grant.funding.funder, grant.funding.awards) == ("ETH Zurich", ("G-1",))
    assert (grant.contributors[0].orcid, grant.contributors[0].orcid_by) == ("0000-0002-1825-0097", "holder")


def test_a_part_of_a_record_that_nobody_knows_is_told_of() -> None:
    _, told = records(patents={"group": []})
    assert isinstance(told, Rejected)
    assert (told.reason, told.detail, told.severity) == ("rejected.unknown_field", "patents", "warning")


@pytest.mark.parametrize("field", ["orcid-identifier", "person", "activities-summary"])
def test_a_record_without_one_of_its_parts_is_refused(field: str) -> None:
    with pytest.raises(SourceChanged):
        orcid.parse_record(document("record", json.dumps({name: value for name, value in RECORD.items() if name != field}).encode()))


@pytest.mark.parametrize("content", [b"", b"{", XML.encode()[:-20], XML.replace("ns/record", "ns/other").encode()])
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises((SourceDamaged, SourceChanged)):
        orcid.parse_record(document("record", content))
