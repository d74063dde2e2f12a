"""OFAC publishes one list in four shapes; whichever is read, the entries are the same."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from samples import NOW, changed, document, entities, sample, told

from sources.errors import SourceChanged, SourceDamaged
from sources.fetch import fetch
from sources.lists import us_ofac_cons, us_ofac_sdn
from sources.model import Document, Entity, Snapshot

SHAPES = Path(__file__).parent / "formats" / "us_ofac_cons"
NAMES = ("cons_enhanced.zip", "cons_advanced.xml", "consolidated.xml")
each_shape = pytest.mark.parametrize("name", NAMES)


def shape(name: str) -> dict[str, Document]:
    if not name.endswith(".zip"):
        return {name: document(name, (SHAPES / name).read_bytes())}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("CONS_ENHANCED.XML", (SHAPES / "cons_enhanced.xml").read_bytes())
    return {name: document(name, packed.getvalue())}


def read(documents: Mapping[str, Document]) -> dict[str, Entity]:
    return {entity.entity_id: entity for entity in entities(us_ofac_cons, documents)}


def edited(name: str, old: str, new: str) -> dict[str, Document]:
    documents = shape(name)
    text = documents[name].content.decode()
    assert old in text
    return changed(documents, name, text.replace(old, new).encode())


@each_shape
def test_every_shape_holds_the_entries_of_the_four_files(name: str) -> None:
    ours, theirs = read(sample(us_ofac_cons.SOURCE)), read(shape(name))
    assert ours.keys() == theirs.keys()
    for number, entity in theirs.items():
        files = ours[number]
        assert (entity.kind, entity.names[0]) == (files.kind, files.names[0])
        assert {each for each in entity.names if each.text.isascii()} == set(files.names)
        assert set(entity.identifiers) == set(files.identifiers)
        assert [place.country for place in entity.addresses] == [place.country for place in files.addresses]
        assert [listing.regime for listing in entity.listings] == [listing.regime for listing in files.listings]
        assert (entity.birth_dates, entity.related) == (files.birth_dates, files.related)


@each_shape
def test_a_shape_is_read_without_a_remark(name: str) -> None:
    assert told(us_ofac_cons, shape(name)) == []


@pytest.mark.parametrize("name", NAMES[:2])
def test_two_of_the_shapes_give_names_in_their_own_script_and_the_day_of_listing(name: str) -> None:
    found = read(shape(name))
    assert [(each.text, each.kind, each.language) for each in found["91001"].names[:2]] == [
        ("EXAMPLE SEMICONDUCTOR INSTITUTE CO., LTD.", "primary", ""),
        ("示例半导体研究所有限公司", "primary", "zh"),
    ]
    assert [each.text for each in found["17015"].names if each.kind == "alias"] == ["OAO ROSNEFT", "ОАО РОСНЕФТЬ"]
    assert {listing.listed_on for listing in found["91002"].listings} == {"2014-07-29"}


@each_shape
def test_nothing_of_a_persons_papers_places_or_gender_is_quoted(name: str) -> None:
    person = read(shape(name))["91003"]
    assert person.addresses == ()
    assert "EXAMPLE" in person.quote.text
    assert not any(word in person.quote.text for word in ("Nowhere", "X1234567", "Male", "Lebanon"))


@pytest.mark.parametrize("name", NAMES[1:])
def test_quotes_cite_their_bytes_where_the_file_is_not_packed(name: str) -> None:
    documents = shape(name)
    for entity in read(documents).values():
        row = documents[name].content[entity.quote.start : entity.quote.end].decode()
        assert row.startswith(("<sdnEntry", "<DistinctParty"))
        assert f">{entity.entity_id}<" in row or f'"{entity.entity_id}"' in row
    assert {entity.quote.start for entity in read(shape(NAMES[0])).values()} == {None}


def test_a_list_with_fewer_entries_than_it_says_is_refused() -> None:
    with pytest.raises(SourceDamaged) as caught:
        read(edited("consolidated.xml", "<Record_Count>4<", "<Record_Count>5<"))
    assert (caught.value.key, caught.value.facts["found"]) == ("source.count", 4)


@pytest.mark.parametrize("name", NAMES[1:])
def test_another_namespace_is_refused_and_not_empty(name: str) -> None:
    with pytest.raises(SourceChanged):
        read(edited(name, "PublicationPreview/exports/", "PublicationPreview/export/"))


@pytest.mark.parametrize("missing", ["CountryValues", "PartySubTypeValues", "SanctionsTypeValues", "ScriptValues"])
def test_a_reference_set_that_is_gone_is_noticed(missing: str) -> None:
    with pytest.raises(SourceChanged):
        read(without_set(missing))


def without_set(missing: str) -> dict[str, Document]:
    """The advanced shape without one of its reference sets."""
    documents = shape("cons_advanced.xml")
    text = documents["cons_advanced.xml"].content.decode()
    begin, end = text.index(f"<{missing}>"), text.index(f"</{missing}>") + len(f"</{missing}>")
    return changed(documents, "cons_advanced.xml", (text[:begin] + text[end:]).encode())


def test_a_party_without_a_measure_is_refused() -> None:
    with pytest.raises(SourceChanged) as caught:
        read(edited("cons_advanced.xml", 'ProfileID="91003" ListID', 'ProfileID="91001" ListID'))
    assert caught.value.facts["field"] == "SanctionsMeasure"


def test_a_programme_nobody_knows_is_told_and_the_entry_kept() -> None:
    documents = edited("consolidated.xml", "<program>NS-PLC<", "<program>NEW-EO00000<")
    assert [(each.reason, each.detail) for each in told(us_ofac_cons, documents)] == [("rejected.new_regulation", "NEW-EO00000")]
    assert "91003" in read(documents)


def test_a_mirror_with_another_shape_only_serves_the_list(tmp_path: Path) -> None:
    place = tmp_path / "www.treasury.gov/ofac/downloads/consolidated/consolidated.xml"
    place.parent.mkdir(parents=True)
    place.write_bytes((SHAPES / "consolidated.xml").read_bytes())
    found = fetch(us_ofac_cons.SOURCE, mirror=tmp_path, now=NOW)
    assert isinstance(found, Snapshot)
    assert [each.name for each in found.documents] == ["consolidated.xml"]


def test_the_sdn_list_has_the_same_shapes() -> None:
    found = entities(us_ofac_sdn, {"sdn.xml": replace(shape("consolidated.xml")["consolidated.xml"], name="sdn.xml")})
    assert len(found) == 4
    assert {listing.sub_list for entity in found for listing in entity.listings} == {""}
