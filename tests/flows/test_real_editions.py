"""The publishers' dated editions, replayed in order into one home: what changed between them, and what was known on each day."""

import shutil
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from office import EXAMPLE, Office

from flows.archive import Archive, Edition
from flows.messages import Messages
from flows.past import EVER, changes, listings

pytestmark = pytest.mark.real
UN = "scsanctions.un.org/resources/xml/en/consolidated.xml"
CA = "www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml"


def _un_ids(path: Path) -> set[str]:
    """The references as they stand in the file."""
    return {text.strip() for text in etree.parse(path).xpath("//INDIVIDUAL/REFERENCE_NUMBER/text() | //ENTITY/REFERENCE_NUMBER/text()")}


def _ca_ids(path: Path) -> set[str]:
    """Regulation and names as they stand in the file; the regulation of Myanmar was called that of Burma once.
    Two records of one name that say something else are two entries.
    """
    contents = defaultdict(set)
    for record in etree.parse(path).findall("record"):
        said = {child.tag: " ".join((child.text or "").split()) for child in record}
        country = said["Country"].partition(" / ")[0].replace("Burma", "Myanmar").replace("Myanmar (Myanmar)", "Myanmar")
        names = (said.get(tag, "") for tag in ("LastName", "GivenName", "EntityOrShip", "Entity"))
        contents["|".join([country, *filter(None, names)])].add(str(sorted(said.items())))
    return {f"{name} {number}" for name, found in contents.items() for number in range(len(found))}


EDITIONS: Mapping[str, tuple[str, str, Callable[[Path], set[str]]]] = {
    "un_sc": (UN, "consolidated.xml", _un_ids),
    "ca_sema": (CA, "sema-lmes.xml", _ca_ids),
}


def _use(office: Office, source: str, on: date) -> date:
    """A night of that day; an edition that is held is accepted by a person and used the next day. -> the day it came into use."""
    office.night(on)
    log = Archive(office.home / "raw").log(source)
    if log[-1].verdict == "held":
        held = log[-1]
        accepted = Edition(edition=held.edition, on=on, verdict="accepted", counts=held.counts, by="tester", reason="replayed")
        Archive(office.home / "raw").note(source, accepted)
        on += timedelta(days=1)
        office.night(on)
    return on


@pytest.mark.parametrize("source", EDITIONS)
def test_editions_replayed_in_order_say_what_changed(shared: Path, tmp_path: Path, messages: Messages, source: str) -> None:
    address, name, ids = EDITIONS[source]
    office = Office(home=tmp_path / "home", mirror=tmp_path / "mirror", programs=EXAMPLE / "programs.xlsx")
    place = office.mirror / address
    place.parent.mkdir(parents=True)
    said: dict[date, set[str]] = {}
    for edition in sorted((shared / "data" / "editions" / source).iterdir()):
        shutil.copyfile(edition / name, place)
        asked = date.fromisoformat(edition.name if len(edition.name) == 10 else f"{edition.name}-01")
        said[_use(office, source, asked)] = ids(place)
    live = office.home / "warehouse.duckdb"
    days = sorted(said)
    found = changes(live, source, EVER, messages, "en")
    for before, after in pairwise(days):
        # What an edition on hold adds is known the night before a person accepts it; what it takes away is not.
        between = [row for row in found if before < row["known_on"] <= after]
        assert {row["known_on"] for row in between if row["change"] == "removed"} <= {after}
        counted = [len({row["entity_id"] for row in between if row["change"] == change}) for change in ("added", "removed")]
        assert counted == [len(said[after] - said[before]), len(said[before] - said[after])]
        assert len({row["entity_id"] for row in listings(live, after, before, source, messages, "en")}) == len(said[before])
    assert min(row["known_on"] for row in found) > days[0]
    assert len({row["entity_id"] for row in listings(live, days[-1], days[-1], source, messages, "en")}) == len(said[days[-1]])
