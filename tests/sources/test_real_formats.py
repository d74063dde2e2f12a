"""One list in OFAC's own files of three shapes and days, when these lie beside the checkout: the same entries, name by name."""

from collections import Counter
from pathlib import Path

import pytest
from samples import document

from sources.lists import us_ofac_cons
from sources.model import Entity, Rejected

pytestmark = pytest.mark.real


def read(*paths: Path) -> tuple[dict[str, Entity], Counter[tuple[str, str]]]:
    documents = {path.name.lower(): document(path.name.lower(), path.read_bytes()) for path in paths}
    found = list(us_ofac_cons.parse(documents))
    told = Counter((item.reason, item.severity) for item in found if isinstance(item, Rejected))
    return {item.entity_id: item for item in found if isinstance(item, Entity)}, told


def enhanced(shared: Path) -> dict[str, Entity]:
    return read(shared / "data/editions/us_ofac_cons/2025-01-14/CONS_ENHANCED.ZIP")[0]


def plain(shared: Path) -> dict[str, Entity]:
    return read(shared / "data/editions/us_ofac_cons/2025-03-28/consolidated.xml")[0]


def files(shared: Path) -> dict[str, Entity]:
    return read(*sorted((shared / "data/editions/us_ofac_cons/2025-12").iterdir()))[0]


@pytest.mark.parametrize("path", ["2025-01-14/CONS_ENHANCED.ZIP", "2025-03-28/consolidated.xml"])
def test_both_xml_shapes_are_read_whole(shared: Path, path: str) -> None:
    found, told = read(shared / "data/editions/us_ofac_cons" / path)
    assert told == {}
    assert len(found) == 443
    assert Counter(entity.kind for entity in found.values()) == {"organisation": 363, "person": 80}
    assert sum(len(entity.listings) for entity in found.values()) == 525
    assert all(entity.names[0].kind == "primary" for entity in found.values())


def test_names_numbers_and_places_are_the_same_in_both_xml_shapes(shared: Path) -> None:
    ours, theirs = enhanced(shared), plain(shared)
    assert ours.keys() == theirs.keys()
    for number, entity in ours.items():
        other = theirs[number]
        latin = {(name.text, name.kind) for name in entity.names if name.text.isascii()}
        assert latin == {(name.text, name.kind) for name in other.names}
        assert set(entity.identifiers) == set(other.identifiers)
        assert entity.addresses == other.addresses
        assert [listing.regime for listing in entity.listings] == [listing.regime for listing in other.listings]
        assert entity.birth_dates == other.birth_dates


def test_the_enhanced_shape_adds_names_in_other_scripts_days_and_owners(shared: Path) -> None:
    found = enhanced(shared).values()
    assert sum(len(entity.names) for entity in found) == 1_624
    assert sum(not name.text.isascii() for entity in found for name in entity.names) == 45
    assert Counter(name.language for entity in found for name in entity.names if name.language) == {"zh": 6}
    assert all(listing.listed_on for entity in found for listing in entity.listings)
    assert sum(len(entity.related) for entity in found) == 283


def test_the_files_of_a_later_day_hold_the_same_entries_but_for_a_few(shared: Path) -> None:
    """442 of December 2025 against 443 of March: what changed is what OFAC changed, not how it is read."""
    later, earlier = files(shared), plain(shared)
    assert len(later) == 442
    both = later.keys() & earlier.keys()
    assert len(both) >= 430
    same = sum(later[number].names[0] == earlier[number].names[0] for number in both)
    assert same >= len(both) - 5
    strong = {number: {name.text for name in earlier[number].names if name.kind != "weak"} for number in both}
    assert sum(strong[number] <= {name.text for name in later[number].names} for number in both) >= len(both) - 10
    assert sum(set(later[number].identifiers) == set(earlier[number].identifiers) for number in both) >= len(both) - 10


def test_nothing_of_a_persons_birth_place_nationality_gender_or_papers_is_quoted(shared: Path) -> None:
    for found in (enhanced(shared), plain(shared)):
        persons = [entity for entity in found.values() if entity.kind == "person"]
        assert all(entity.addresses == () for entity in persons)
        words = ("placeOfBirth", "Place of Birth", "nationality", "Nationality", "Gender", "Passport", "National ID", "address>")
        assert [entity.entity_id for entity in persons if any(word in entity.quote.text for word in words)] == []
