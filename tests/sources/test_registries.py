"""Registries: what is unknown stays unknown, bands are intervals, numbers are checked, and encodings and packing make no difference."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from samples import as_json, changed, document, entities, sample, told

from sources.errors import SourceChanged, SourceDamaged
from sources.lists import aspi_cdut, cset_talent
from sources.model import Reader
from sources.read.numbers import is_corporate_number, is_lei
from sources.registries import edinet, gbizinfo, gleif, grid, jp_corporate_numbers, jp_nistep, uk_psc

TABLES = (grid, gleif, gbizinfo, jp_nistep, cset_talent)
LEI = "900100SAMPLE00000085"


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def without_quotes(reader: Reader, documents: dict[str, Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in item.items() if name != "quote"} for item in as_json(reader.parse(documents))]


def psc(**data: Any) -> list[Any]:
    """The entities and remarks of a register of one line."""
    line = {"company_number": "00000101", "data": {"links": {"self": "/company/00000101/x/Key"}, "notified_on": "2020-01-01", **data}}
    return list(uk_psc.parse({"snapshot": document("snapshot", json.dumps(line).encode() + b"\n")}))


PERSON = {"kind": "individual-person-with-significant-control", "name": "Dr Hanako Mihon", "natures_of_control": []}


@pytest.mark.parametrize(
    ("nature", "relation", "least", "most"),
    [
        ("ownership-of-shares-25-to-50-percent", "ownership-of-shares", 25, 50),
        ("ownership-of-shares-75-to-100-percent-as-trust", "ownership-of-shares-as-trust", 75, 100),
        ("voting-rights-50-to-75-percent", "voting-rights", 50, 75),
        (
            "ownership-of-shares-more-than-25-percent-registered-overseas-entity",
            "ownership-of-shares-registered-overseas-entity",
            25,
            100,
        ),
        ("right-to-appoint-and-remove-directors", "right-to-appoint-and-remove-directors", None, None),
        ("significant-influence-or-control", "significant-influence-or-control", None, None),
    ],
)
def test_a_band_of_ownership_is_an_interval(nature: str, relation: str, least: int | None, most: int | None) -> None:
    (entity,) = psc(**{**PERSON, "natures_of_control": [nature]})
    (stake,) = entity.stakes
    assert (stake.relation, stake.least, stake.most, stake.state) == (relation, least, most, "known")
    assert (stake.owned.value, stake.owner) == ("00000101", entity.identifiers[0])


def test_nothing_of_nationality_or_residence_is_kept_of_a_controller() -> None:
    outside = {"nationality": "Atlantean", "country_of_residence": "Lemuria", "address": {"country": "Thule"}}
    (entity,) = psc(**PERSON, **outside)
    assert not [word for word in ("Atlantean", "Lemuria", "Thule") if word in repr(entity)]


def test_a_field_the_register_adds_is_told_and_one_it_drops_is_refused() -> None:
    assert [item.detail for item in psc(**PERSON, novelty="x")[:1]] == ["novelty = x"]
    with pytest.raises(SourceChanged):
        psc(kind=PERSON["kind"], name="Hanako Mihon")


def test_a_kind_of_controller_we_do_not_know_is_quarantined() -> None:
    documents = sample(uk_psc.SOURCE)
    content = documents["snapshot"].content.replace(b'"legal-person-beneficial-owner"', b'"algorithm-beneficial-owner"')
    assert [item.detail for item in told(uk_psc, changed(documents, "snapshot", content))] == ["algorithm-beneficial-owner"]


def test_fewer_lines_than_the_register_states_are_told() -> None:
    documents = sample(uk_psc.SOURCE)
    content = documents["snapshot"].content.replace(
        b'"persons_of_significant_control_count":4', b'"persons_of_significant_control_count":5'
    )
    assert [(item.reason, item.detail) for item in told(uk_psc, changed(documents, "snapshot", content))] == [
        ("rejected.fewer_than_stated", "5 / 4")
    ]


def test_a_reporting_exception_leaves_the_parent_unknown() -> None:
    found = next(entity for entity in entities(gleif, sample(gleif.SOURCE)) if entity.entity_id == LEI)
    assert [(stake.state, stake.owner, stake.reason) for stake in found.stakes] == [
        ("unknown", None, "NO_KNOWN_PERSON"),
        ("unknown", None, "NATURAL_PERSONS"),
    ]


def test_a_relation_that_has_ended_is_no_parent() -> None:
    found = entities(gleif, sample(gleif.SOURCE))[0]
    assert [relation for relation, _ in found.related] == ["accounting_parent"]


def test_a_relation_of_a_new_kind_is_quarantined() -> None:
    documents = sample(gleif.SOURCE)
    content = documents["rr"].content.replace(b"IS_FUND-MANAGED_BY", b"IS_DREAMT_OF_BY")
    assert [item.detail for item in told(gleif, changed(documents, "rr", content))] == ["IS_DREAMT_OF_BY"]


def test_a_record_whose_lei_cannot_be_is_quarantined() -> None:
    documents = sample(gleif.SOURCE)
    content = documents["lei2"].content.replace(LEI.encode(), f"{LEI[:-1]}6".encode())
    assert [item.reason for item in told(gleif, changed(documents, "lei2", content))] == ["rejected.check_digit"]


def test_an_answer_of_the_interface_and_its_exception() -> None:
    place = {"city": "London", "country": "GB"}
    body = {
        "legalName": {"name": "Sample Holdings", "language": "en"}, "otherNames": [], "transliteratedOtherNames": [], "legalAddress": place,
        "category": "GENERAL", "status": "ACTIVE",
    }  # fmt: skip
    attributes = {"lei": LEI, "entity": body, "registration": {"status": "ISSUED", "lastUpdateDate": "2026-01-01T00:00:00Z"}}
    links = {"direct-parent": {"links": {"reporting-exception": "…"}}, "ultimate-parent": {"links": {"lei-record": "…"}}}
    answer = {"data": {"attributes": attributes, "relationships": links}}
    (entity,) = entities(gleif, {"any": document("any", json.dumps(answer).encode())})
    assert [(stake.relation, stake.state) for stake in entity.stakes] == [("DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "unknown")]
    del attributes["registration"]
    with pytest.raises(SourceChanged):
        list(gleif.parse({"any": document("any", json.dumps(answer).encode())}))


@pytest.mark.parametrize(
    ("reader", "name", "column"),
    [
        (grid, "grid.csv", "Country"),
        (grid, "aliases.csv", "alias"),
        (gleif, "lei2", "Entity.LegalName"),
        (gleif, "lei2", "Registration.RegistrationStatus"),
        (gleif, "rr", "Relationship.RelationshipStatus"),
        (gleif, "repex", "Exception.Reason.1"),
        (gbizinfo, "hojin.csv", "法人番号"),
        (gbizinfo, "hojin.csv", "法人名英語"),
        (jp_nistep, "nistep.csv", "NID"),
        (cset_talent, "programmes.csv", "name_zh"),
    ],
)
def test_a_renamed_column_is_refused(reader: Reader, name: str, column: str) -> None:
    documents = sample(reader.SOURCE)
    head, _, rest = documents[name].content.partition(b"\n")
    cells = [cell if cell.strip('"') != column else "renamed" for cell in head.decode().split(",")]
    assert "renamed" in cells
    with pytest.raises(SourceChanged):
        list(reader.parse(changed(documents, name, ",".join(cells).encode() + b"\n" + rest)))


@pytest.mark.parametrize("reader", TABLES, ids=lambda reader: reader.SOURCE.name)
def test_a_new_column_is_told_and_kept_in_the_quote(reader: Reader) -> None:
    documents = sample(reader.SOURCE)
    name = reader.SOURCE.files[0].name
    head, *rows = documents[name].content.decode().splitlines()
    content = "\n".join([f"{head},novelty", *(f"{row},news" for row in rows)]) + "\n"
    found = changed(documents, name, content.encode())
    assert [(item.reason, item.detail) for item in told(reader, found)] == [("rejected.unknown_field", "novelty = news")]
    assert "news" in entities(reader, found)[0].quote.text


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("reader", [jp_corporate_numbers, gbizinfo], ids=lambda reader: reader.SOURCE.name)
def test_encoding_and_packing_make_no_difference(reader: Reader, encoding: str, packed: bool) -> None:
    documents = sample(reader.SOURCE)
    name = reader.SOURCE.files[0].name
    content = documents[name].content.decode().encode(encoding)
    found = {name: document(name, zipped("13_tokyo_all.csv", content) if packed else content)}
    assert without_quotes(reader, found) == without_quotes(reader, documents)
    spans = {entity.quote.start for entity in entities(reader, found)}
    assert (spans == {None}) == (packed or encoding == "cp932")


@pytest.mark.parametrize("width", [29, 31])
def test_a_corporate_number_file_of_another_width_is_refused(width: int) -> None:
    row = ",".join(["1"] * width) + "\n"
    with pytest.raises(SourceDamaged) as caught:
        list(jp_corporate_numbers.parse({"all.csv": document("all.csv", row.encode())}))
    assert caught.value.key == "source.width"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("5010005007398", "6010005007398", "rejected.check_digit"),
        ('"5010005007398","01"', '"5010005007398","02"', "rejected.unknown_category"),
        ('"","499"', '"","498"', "rejected.unknown_category"),
    ],
)
def test_a_row_of_a_corporation_that_cannot_be_is_quarantined(old: str, new: str, reason: str) -> None:
    documents = sample(jp_corporate_numbers.SOURCE)
    content = documents["all.csv"].content.decode()
    assert old in content
    found = changed(documents, "all.csv", content.replace(old, new, 1).encode())
    assert [item.reason for item in told(jp_corporate_numbers, found)] == [reason]
    assert len(entities(jp_corporate_numbers, found)) == 2


def test_a_deleted_number_is_gone_and_a_closed_one_names_its_successor() -> None:
    found = entities(jp_corporate_numbers, sample(jp_corporate_numbers.SOURCE))
    assert [(entity.listings[0].sub_list, entity.related[0][0]) for entity in found if entity.listings] == [("closed", "successor")]


def _filers(lines: Sequence[str], first: str = "ダウンロード実行日,2026年11月20日現在,件数,1件") -> dict[str, Any]:
    head = "ＥＤＩＮＥＴコード,提出者種別,提出者名,提出者名（英字）,提出者名（ヨミ）,所在地,提出者業種,証券コード,提出者法人番号"
    content = "\r\n".join([first, head, *lines, ""]).encode("cp932")
    return {"Edinetcode.zip": document("Edinetcode.zip", zipped("EdinetcodeDlInfo.csv", content))}


def test_a_filer_with_a_wrong_number_is_quarantined_and_a_list_without_its_first_line_refused() -> None:
    good, bad = "E1,法人,例示,,,,業,,", "E2,法人,見本,,,,業,,1234567890123"
    assert [item.reason for item in told(edinet, _filers([good, bad]))] == ["rejected.check_digit"]
    with pytest.raises(SourceChanged):
        list(edinet.parse(_filers([good], first="別の行")))


def test_the_representative_and_the_employees_by_gender_are_not_repeated() -> None:
    text = json.dumps(as_json(gbizinfo.parse(sample(gbizinfo.SOURCE))), ensure_ascii=False)
    assert "例示太郎" not in text
    assert ",50,[…],[…]," in text


def test_an_answer_of_gbizinfo_says_the_same_as_its_file() -> None:
    record = {
        "corporate_number": "7999901000001", "name": "株式会社見本技研", "kana": "ミホンギケン", "name_en": "Mihon Laboratories Inc.",
        "location": "東京都例示市見本町１丁目", "status": "-", "representative_name": "例示太郎",
    }  # fmt: skip
    answer = {"hojin-infos": [record], "id": None}
    found = {"any": document("any", json.dumps(answer).encode())}
    assert without_quotes(gbizinfo, found) == without_quotes(gbizinfo, sample(gbizinfo.SOURCE))[:1]
    assert "例示太郎" not in repr(entities(gbizinfo, found))
    del record["location"]
    with pytest.raises(SourceChanged):
        list(gbizinfo.parse({"any": document("any", json.dumps(answer).encode())}))


def test_tables_of_two_releases_are_refused() -> None:
    documents = sample(grid.SOURCE)
    content = documents["aliases.csv"].content.replace(b"grid.26999.3", b"grid.26999.9")
    with pytest.raises(SourceDamaged) as caught:
        list(grid.parse(changed(documents, "aliases.csv", content)))
    assert caught.value.key == "source.orphan"


def test_a_cluster_of_another_type_is_refused() -> None:
    documents = sample(aspi_cdut.SOURCE)
    name = aspi_cdut.SOURCE.files[0].name
    for old, new in ((b'"china-defence-universities"', b'"botnet"'), (b'"uuid": "00000000-0000-4000-8000-000000000002"', b'"id": "2"')):
        with pytest.raises(SourceChanged):
            list(aspi_cdut.parse(changed(documents, name, documents[name].content.replace(old, new))))


@pytest.mark.parametrize(
    ("text", "good"), [("5010005007398", True), ("7000012050002", True), ("5010005007399", False), ("501000500739", False)]
)
def test_a_corporate_number_checks_itself(text: str, good: bool) -> None:
    assert is_corporate_number(text) is good


@pytest.mark.parametrize(("text", "good"), [(LEI, True), (LEI[:-1] + "6", False), ("", False)])
def test_an_lei_checks_itself(text: str, good: bool) -> None:
    assert is_lei(text) is good
