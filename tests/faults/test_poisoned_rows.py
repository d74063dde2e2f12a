"""A name that is no name, in one row of every source: that row is set aside and told of, or the edition refused; the others are read."""

from dataclasses import dataclass

import pytest
from outcome import Outcome, outcome, refused
from samples import changed, sample

from matching.normalise import fold
from sources.catalog import CATALOG
from sources.lists import us_ofac_cons, us_ofac_sdn
from sources.model import Document, Reader

POISONS = {
    "a megabyte": "A" * 1_000_000,
    "NUL": "NU\x00L",
    "a bell": "BE\x07L",
    "an escape": "ES\x1bC",
    "nothing but spaces": "   ",
    "damaged letters": "d\ufffdm\ufffdged",
    "a lone surrogate": "lone \ud800",
}
PLAIN = "Zelkova Institute"
TURNED = "Zelkova \u202egnirts desrever\u202c"


@dataclass(frozen=True)
class Victim:
    """An entity whose first name stands in the document as it is read."""

    reader: Reader
    document: str
    name: str

    def with_name(self, name: str) -> dict[str, Document]:
        documents = sample(self.reader.SOURCE)
        content = documents[self.document].content
        written = name.encode("utf-8", "surrogatepass")
        if content.lstrip().startswith((b"{", b"[")):  # JSON spells out what it may not hold
            written = name.translate({n: f"\\u{n:04x}" for n in (0, 7, 0x1B, 0xD800)}).encode()
        return changed(documents, self.document, content.replace(self.name.encode(), written))


def _victim(reader: Reader) -> Victim | None:
    """The first that another plain name can be given to, and is then read under it."""
    documents = sample(reader.SOURCE)
    for entity in outcome(reader, documents).entities:
        victim = Victim(reader, entity.quote.document, entity.names[0].text)
        if victim.name.encode() in documents[victim.document].content:
            after = outcome(reader, victim.with_name(PLAIN))
            if any(name.text == PLAIN for one in after.entities for name in one.names):
                return victim
    return None


VICTIMS = {reader.SOURCE.name: victim for reader in CATALOG if (victim := _victim(reader))}


def test_nearly_every_source_of_text_has_a_victim() -> None:
    texts = {r.SOURCE.name for r in CATALOG if not any(one.content.startswith((b"%PDF", b"PK")) for one in sample(r.SOURCE).values())}
    assert len(texts) >= 25
    assert texts - set(VICTIMS) == {"us_statutes"}  # whose names are sought in the acts, one by one: another one is a name not found


def _is_set_aside(before: Outcome, after: Outcome, poison: str) -> bool:
    """Nothing of it kept, every entry lost is told of, unless it was a blank and the entry has another name."""
    kept = [name.text for entity in after.entities for name in entity.names]
    lost = len(before.entities) - len(after.entities)
    is_told = bool(after.told) or (not poison.strip() and not lost)
    return is_told and not any(poison in text for text in kept if poison.strip()) and lost <= len(after.told)


@pytest.mark.parametrize("poison", POISONS)
@pytest.mark.parametrize("source", VICTIMS)
def test_a_poisoned_name_is_never_kept_and_never_silent(source: str, poison: str) -> None:
    victim = VICTIMS[source]
    after = outcome(victim.reader, victim.with_name(POISONS[poison]))
    assert after.error is not None or _is_set_aside(outcome(victim.reader, sample(victim.reader.SOURCE)), after, POISONS[poison])


@pytest.mark.parametrize("source", VICTIMS)
def test_a_name_that_shows_otherwise_than_it_is_written_is_kept_told_of_and_compared_without_the_marks(source: str) -> None:
    victim = VICTIMS[source]
    after = outcome(victim.reader, victim.with_name(TURNED))
    assert after.error is None
    assert [item.reason for item in after.told if item.severity == "warning"].count("rejected.turning_marks") >= 1
    kept = [name.text for entity in after.entities for name in entity.names if "desrever" in name.text]
    assert kept
    assert "zelkova gnirts desrever" in {fold(text) for text in kept}


@pytest.mark.parametrize("source", VICTIMS)
def test_control_characters_at_the_edges_of_a_document_change_nothing_in_silence(source: str) -> None:
    victim = VICTIMS[source]
    documents = sample(victim.reader.SOURCE)
    before = outcome(victim.reader, documents)
    for content in (b"\x00" + documents[victim.document].content, documents[victim.document].content + b"\x00"):
        after = outcome(victim.reader, changed(documents, victim.document, content))
        assert after.error is not None or after.told or after.said == before.said


@pytest.mark.parametrize("reader", [us_ofac_sdn, us_ofac_cons], ids=lambda reader: reader.SOURCE.name)
def test_an_end_mark_in_the_middle_is_no_end(reader: Reader) -> None:
    name = reader.SOURCE.files[0].name
    content = sample(reader.SOURCE)[name].content
    half = content.index(b"\n", len(content) // 2) + 1
    assert refused(reader, changed(sample(reader.SOURCE), name, content[:half] + b"\x1a" + content[half:]))
