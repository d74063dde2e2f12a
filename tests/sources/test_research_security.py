"""Research-security lists: what each does with another page than the one it knows, and with names that carry more than a name."""

import re
from collections.abc import Mapping

import pytest
from samples import changed, entities, sample, told

from sources.errors import SourceChanged, SourceDamaged
from sources.lists import ca_nro, us_bis_mieu, us_dod_1260h, us_fcc_covered, us_statutes, us_uflpa
from sources.model import Document, Entity, Reader

PAGES = (ca_nro, us_fcc_covered, us_uflpa, us_bis_mieu, us_dod_1260h, us_statutes)
each_page = pytest.mark.parametrize("reader", PAGES, ids=lambda reader: reader.SOURCE.name)


def edited(reader: Reader, old: str, new: str, count: int = -1) -> Mapping[str, Document]:
    """The sample with one text replaced in its first document."""
    documents = sample(reader.SOURCE)
    name, document = next(iter(documents.items()))
    assert old.encode() in document.content
    return changed(documents, name, document.content.replace(old.encode(), new.encode(), count))


def names(entity: Entity) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in entity.names]


@each_page
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_half_a_page_is_refused(reader: Reader, share: float) -> None:
    documents = sample(reader.SOURCE)
    name, document = next(iter(documents.items()))
    with pytest.raises((SourceDamaged, SourceChanged)):
        list(reader.parse(changed(documents, name, document.content[: int(len(document.content) * share)])))


@each_page
def test_another_page_of_the_publisher_is_refused(reader: Reader) -> None:
    documents = sample(reader.SOURCE)
    page = b"<!DOCTYPE html><html><body><p>This page has moved.</p><ul><li>Home</li></ul></body></html>"
    with pytest.raises((SourceDamaged, SourceChanged)):
        list(reader.parse(changed(documents, next(iter(documents)), page)))


@pytest.mark.parametrize(
    ("reader", "head", "renamed"),
    [
        (us_fcc_covered, "Covered Equipment or Services*", "Equipment"),
        (us_fcc_covered, "Date of Inclusion on Covered List", "Since"),
        (us_uflpa, "Name of Entity", "Company"),
        (us_uflpa, "Effective Date", "Since"),
        (us_bis_mieu, "Military-intelligence end users include", "Certain others are"),
        (us_dod_1260h, "section 1260H:", "section 1261:"),
        (us_statutes, "SEC. 889.", "SEC. 888."),
        (us_statutes, "ZTE Corporation", "Zhongxing Corporation"),
        (ca_nro, "Named Research Organizations", "Organizations"),
    ],
)
def test_a_renamed_head_or_mark_is_refused(reader: Reader, head: str, renamed: str) -> None:
    with pytest.raises(SourceChanged):
        list(reader.parse(edited(reader, head, renamed)))


def test_a_list_item_without_its_end_is_refused() -> None:
    with pytest.raises(SourceDamaged) as caught:
        list(ca_nro.parse(edited(ca_nro, "</li>\n<li><strong>Beihang", "\n<li><strong>Beihang")))
    assert caught.value.key == "source.spans"


def test_items_inside_items_are_refused() -> None:
    old, new = "<p>Known alias(es): AMS</p>", "<ul><li>AMS</li></ul>"
    with pytest.raises(SourceChanged) as caught:
        list(ca_nro.parse(edited(ca_nro, old, new)))
    assert caught.value.key == "source.field_shape"


@pytest.mark.parametrize(("old", "new"), [(" (Russia)", ""), ("(Russia)", "(Atlantis)"), ("Known alias(es): AMS", "Also: AMS")])
def test_an_item_we_cannot_read_whole_is_quarantined(old: str, new: str) -> None:
    assert [item.reason for item in told(ca_nro, edited(ca_nro, old, new))] == ["rejected.unknown_category"]


def test_aliases_of_a_canadian_entry_are_weak_as_they_may_be_its_institutes() -> None:
    found = next(entity for entity in entities(ca_nro, sample(ca_nro.SOURCE)) if entity.addresses[0].country == "ir")
    assert {kind for _, kind in names(found)[1:]} == {"weak"}


def test_comments_and_scripts_hold_no_entries() -> None:
    assert len(entities(ca_nro, sample(ca_nro.SOURCE))) == 5


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Example Co., Ltd.", [("Example Co., Ltd.", "primary")]),
        ("Example (Urumqi) Co., Ltd. and subsidiaries", [("Example (Urumqi) Co., Ltd.", "primary")]),
        ("Example Co. (including one alias: Sample (Aksu) Co.)", [("Example Co.", "primary"), ("Sample (Aksu) Co.", "alias")]),
        ("Example Co. (formerly known as Sample; and Older)", [("Example Co.", "primary"), ("Sample", "former"), ("Older", "former")]),
        (
            "Example Co. (also known as X Co.; and formerly known as Y Co.)",
            [("Example Co.", "primary"), ("X Co.", "alias"), ("Y Co.", "former")],
        ),
    ],
)
def test_a_cell_of_the_forced_labour_list_holds_names_of_several_kinds(cell: str, expected: list[tuple[str, str]]) -> None:
    old = "Example Textile (Shanshan) Co., Ltd. (including one alias: Sample Textile Group) and subsidiaries"
    found = entities(us_uflpa, edited(us_uflpa, old, cell))
    assert names(found[0]) == expected


def test_a_table_of_no_known_section_is_quarantined() -> None:
    documents = edited(us_uflpa, "2(d)(2)(B)(v)", "2(d)(2)(C)")
    assert [item.reason for item in told(us_uflpa, documents)] == ["rejected.unknown_category"]
    assert {listing.sub_list for entity in entities(us_uflpa, documents) for listing in entity.listings} == {"2(d)(2)(B)(ii)"}


def test_a_class_of_goods_without_a_maker_is_told_and_makes_no_entity() -> None:
    old = "International telecommunications services provided by Pacific Networks Corp. and its wholly-owned subsidiary ComNet (USA) LLC"
    documents = edited(us_fcc_covered, old, "Uncrewed aircraft produced in a foreign country")
    assert [(item.reason, item.severity) for item in told(us_fcc_covered, documents)] == [("rejected.class_only", "warning")]


def test_a_missing_numeral_of_the_regulation_is_refused() -> None:
    with pytest.raises(SourceChanged) as caught:
        list(us_bis_mieu.parse(edited(us_bis_mieu, "(iii)", "(iv)")))
    assert caught.value.key == "source.row_number"


def test_companies_taken_off_the_military_list_are_not_on_it() -> None:
    found = entities(us_dod_1260h, sample(us_dod_1260h.SOURCE))
    assert not [entity for entity in found if "Chemical" in entity.names[0].text]
    assert [entity.listings[0].note for entity in found if "Microwave" in entity.names[0].text] == [
        "subsidiary of China Electronics Technology Group Corporation"
    ]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Example (Beijing) Co., Ltd.", [("Example (Beijing) Co., Ltd.", "primary")]),
        ("Example Group (Limited) (EGL)", [("Example Group (Limited)", "primary"), ("EGL", "acronym")]),
        ("Example Ltd. (formerly Sample Ltd. (SMP))", [("Example Ltd.", "primary"), ("Sample Ltd.", "former"), ("SMP", "acronym")]),
        ("Example Ltd. (Exa", [("Example Ltd. (Exa", "primary")]),
    ],
)
def test_brackets_at_the_end_of_a_company_are_other_names(paragraph: str, expected: list[tuple[str, str]]) -> None:
    found = entities(us_dod_1260h, edited(us_dod_1260h, "Aviation Industry Corporation of China Ltd. (AVIC)", paragraph))
    assert names(found[0]) == expected
    assert len(found) == 6


def test_a_law_is_cited_where_it_says_the_name() -> None:
    documents = sample(us_statutes.SOURCE)
    for entity in entities(us_statutes, documents):
        row = documents[entity.quote.document].content[entity.quote.start : entity.quote.end].decode()
        assert re.sub(r"\s+", " ", row) == entity.names[0].text
