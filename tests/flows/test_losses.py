"""Every entry that goes is shown, however few; and how many may go before a person is asked."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from office import FIRST, Office

from flows.archive import Archive, Edition
from flows.messages import Messages
from flows.past import EVER, changes

UN = "en/consolidated.xml"
ROWS = 300
PERSON = re.compile(rb"<INDIVIDUAL>.*?</INDIVIDUAL>", re.DOTALL)


def _large(content: bytes) -> bytes:
    """The sample with 300 persons of one committee more, each under a number and a name of its own."""
    one = PERSON.search(content)
    assert one
    more = b"\n".join(_person(one[0], number) for number in range(ROWS))
    return content[: one.start()] + more + b"\n" + content[one.start() :]


def _person(record: bytes, number: int) -> bytes:
    numbered = re.sub(rb"(<REFERENCE_NUMBER>)[^<]*", rb"\g<1>ZZi.%d" % number, record)
    numbered = re.sub(rb"(<DATAID>)[^<]*", rb"\g<1>77%05d" % number, numbered)
    return re.sub(rb"(<FIRST_NAME>)[^<]*", rb"\g<1>INVENTED %s" % _letters(number), numbered)


def _letters(number: int) -> bytes:
    return bytes(b"ABCDEFGHIJ"[int(digit)] for digit in str(number))


@pytest.mark.parametrize(("lost", "state"), [(3, "used"), (150, "held")])
def test_each_of_the_entries_lost_is_shown_be_they_one_in_a_hundred(
    office: Office, changed: Callable[[str, Callable[[bytes], bytes]], None], messages: Messages, lost: int, state: str
) -> None:
    (office.mirror / "SAMPLE").unlink()
    changed(UN, _large)
    office.night()
    archive = Archive(office.home / "raw")
    held = archive.log("un_sc")[-1]
    archive.note("un_sc", Edition(edition=held.edition, on=FIRST, verdict="accepted", counts=held.counts, by="tester", reason="small"))
    office.night()
    gone = {f"ZZi.{number}" for number in range(0, 2 * lost, 2)}
    changed(
        UN, lambda content: PERSON.sub(lambda found: b"" if any(b">%s<" % one.encode() in found[0] for one in gone) else found[0], content)
    )
    office.night(FIRST + timedelta(days=1))
    (source,) = office.rows("select state from raw.sources where source = 'un_sc'")
    assert source["state"] == state
    said = changes(office.home / "warehouse.duckdb", "un_sc", EVER, messages, "en")
    assert {row["entity_id"] for row in said if row["change"] in ("removed", "removal_held")} == gone
