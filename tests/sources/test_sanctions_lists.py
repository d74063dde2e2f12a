"""What is peculiar to single sanctions lists: histories inside records, typed fields, cells with several names."""

import json

import pytest
from lxml import etree
from samples import changed, entities, sample, told

from sources.lists import ch_seco, fr_tresor, nz_ru, tw_shtc, worldbank_debarred
from sources.model import Document, Entity, Reader

XML, JSON = "whole-list.xml", "registre.json"
BOM = b"\xef\xbb\xbf"


def edited(reader: Reader, old: str, new: str) -> dict[str, Document]:
    (name,) = sample(reader.SOURCE)
    content = sample(reader.SOURCE)[name].content
    assert old.encode() in content
    return changed(sample(reader.SOURCE), name, content.replace(old.encode(), new.encode()))


def cited(documents: dict[str, Document], entity: Entity) -> bytes:
    return documents[entity.quote.document].content[entity.quote.start : entity.quote.end]


def test_a_record_inside_the_history_of_another_is_no_record_of_its_own() -> None:
    documents = sample(ch_seco.SOURCE)
    assert documents[XML].content.count(b"<target ") == 4
    found = entities(ch_seco, documents)
    assert [etree.fromstring(cited(documents, entity)).get("ssid") for entity in found] == ["90001", "90002", "90003"]
    assert "Older State" not in str(found)


def test_a_target_is_withdrawn_only_when_its_latest_change_says_so() -> None:
    late = edited(ch_seco, 'effective-date="2016-05-18"', 'effective-date="2026-01-02"')
    listings = {entity.entity_id: entity.listings[0] for reading in (sample(ch_seco.SOURCE), late) for entity in entities(ch_seco, reading)}
    assert listings["90003"].withdrawn_on == ""
    assert listings["90003"].listed_on == "2026-01-02"
    assert {entity.entity_id: entity.listings[0].withdrawn_on for entity in entities(ch_seco, sample(ch_seco.SOURCE))} == {
        "90001": "", "90002": "", "90003": "2025-02-04",
    }  # fmt: skip


@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "byte order mark"])
@pytest.mark.parametrize(("reader", "number"), [(fr_tresor, "IdRegistre"), (worldbank_debarred, "SUPP_ID")], ids=["France", "World Bank"])
def test_a_member_of_an_array_is_cited_by_its_own_bytes(reader: Reader, number: str, mark: bytes) -> None:
    (name,) = sample(reader.SOURCE)
    documents = changed(sample(reader.SOURCE), name, mark + sample(reader.SOURCE)[name].content)
    found = entities(reader, documents)
    assert [str(json.loads(cited(documents, entity))[number]) for entity in found] == [entity.entity_id for entity in found]


def test_a_typed_field_we_do_not_know_is_told_once_and_the_entry_is_read() -> None:
    documents = edited(fr_tresor, '"TITRE"', '"FONCTION"')
    (warning,) = told(fr_tresor, documents)
    assert (warning.reason, warning.severity) == ("rejected.unknown_field", "warning")
    assert "FONCTION" in warning.detail
    assert len(entities(fr_tresor, documents)) == 3


@pytest.mark.parametrize(
    ("reader", "old", "new"),
    [
        (fr_tresor, "Navire", "Autre"),
        (ch_seco, 'object-type="vessel"', 'object-type="other"'),
        (worldbank_debarred, '"SUPP_TYPE_CODE": "I"', '"SUPP_TYPE_CODE": "Z"'),
    ],
    ids=["France", "Switzerland", "World Bank"],
)
def test_a_kind_we_do_not_know_is_quarantined_without_personal_facts(reader: Reader, old: str, new: str) -> None:
    (rejected,) = told(reader, edited(reader, old, new))
    assert (rejected.reason, rejected.severity) == ("rejected.unknown_category", "rejected")
    assert "Nowhere" not in rejected.quote.text


def test_a_row_without_any_name_is_quarantined() -> None:
    (rejected,) = told(tw_shtc, edited(tw_shtc, "示例大學,Example University", ","))
    assert rejected.reason == "rejected.empty_name"


@pytest.mark.parametrize(
    ("written", "date"),
    [("02/05/1961", "1961-05-02"), ("xx/05/1961", "1961-05"), ("XX/XX/1961", "1961"), ("xx/xx/1961-1963", "xx/xx/1961-1963")],
)
def test_birth_dates_of_the_new_zealand_register(written: str, date: str) -> None:
    assert nz_ru._birth_date(written) == date


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("EXAMPLE LTD.*137", [("EXAMPLE LTD.", "primary")]),
        ("EXAMPLE LTD (d/b/a SAMPLE)", [("EXAMPLE LTD", "primary"), ("SAMPLE", "alias")]),
        ("EXAMPLE (CHINA) LTD", [("EXAMPLE (CHINA) LTD", "primary")]),
        (
            "EXAMPLE LTD (F.K.A. OLD EXAMPLE; A.K.A. SAMPLE) *12, 13",
            [("EXAMPLE LTD", "primary"), ("OLD EXAMPLE", "former"), ("SAMPLE", "alias")],
        ),
    ],
)
def test_names_of_ineligible_firms(written: str, names: list[tuple[str, str]]) -> None:
    found = entities(worldbank_debarred, edited(worldbank_debarred, "EXAMPLE CONSTRUCTION CO., LTD. (A.K.A. SAMPLE BUILDERS)*137", written))
    assert [(name.text, name.kind) for name in found[0].names if name.text != "Example Works"] == names


def test_no_reader_of_these_lists_names_a_birth_country_in_what_it_keeps() -> None:
    for reader in (ch_seco, fr_tresor, nz_ru, tw_shtc, worldbank_debarred):
        persons = [entity for entity in entities(reader, sample(reader.SOURCE)) if entity.kind in ("person", "unknown")]
        assert persons
        assert "Nowhere" not in str(persons)
