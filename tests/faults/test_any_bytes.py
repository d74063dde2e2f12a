"""Whatever bytes come instead of a list: refused, or read with every row accounted for. Never an unknown error.

How long reading may take is not timed here: documents of a few kilobytes must simply be read, under the run's own limit.
"""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutations import DAMAGES, damaged
from outcome import DOCUMENTS, Outcome, outcome
from samples import changed, sample

from sources.model import Reader
from sources.read.checked import flaw

SAMPLES = {f"{reader.SOURCE.name}-{name}": (reader, name, sample(reader.SOURCE)) for reader, name in DOCUMENTS}


def _is_sound(found: Outcome) -> bool:
    """No name that is none, every id once, every entity and remark with its place in a document."""
    ids = [entity.entity_id for entity in found.entities]
    names = [name.text for entity in found.entities for name in entity.names]
    quotes = [item.quote for item in (*found.entities, *found.told)]
    return len(set(ids)) == len(ids) and not [text for text in names if flaw(text)] and all(quote.locator for quote in quotes)


@pytest.mark.parametrize("case", SAMPLES)
@given(changes=DAMAGES)
def test_any_damage_is_refused_or_read_soundly(case: str, changes: list[tuple[str, float, bytes | int]]) -> None:
    reader, name, documents = SAMPLES[case]
    content = damaged(documents[name].content, changes)
    found = outcome(reader, changed(documents, name, content))
    assert found.error is not None or (found.entities and _is_sound(found))


@pytest.mark.parametrize("case", SAMPLES)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_at_all_are_refused(case: str, content: bytes) -> None:
    reader, name, documents = SAMPLES[case]
    assert outcome(reader, changed(documents, name, content)).error is not None


ROW_PER_ENTITY = ("us_trade_csl", "us_ofac_sdn", "us_ofac_cons", "us_bis_dpl", "tw_shtc", "ror", "edinet", "gbizinfo")
"""Readers of which each record of the first document is one entity or one quarantined row."""


def _records(reader: Reader, content: bytes) -> int | None:
    """Counted with other code than the reader's; None where that other code cannot read it."""
    try:
        text = content.decode("utf-8-sig")
        if reader.SOURCE.files[0].media == "jsonl":
            return sum(isinstance(json.loads(line), dict) for line in text.split("\n") if line.strip())
        rows = list(
            csv.reader(io.StringIO(text.removesuffix("\x1a"), newline=""), delimiter="\t" if reader.SOURCE.name == "us_bis_dpl" else ",")
        )
    except (ValueError, csv.Error):
        return None
    return len([row for row in rows if row]) - (reader.SOURCE.name not in ("us_ofac_sdn", "us_ofac_cons"))


@pytest.mark.parametrize("source", ROW_PER_ENTITY)
@given(changes=DAMAGES)
def test_no_row_is_unaccounted_for(source: str, changes: list[tuple[str, float, bytes | int]]) -> None:
    """Rows = entities + rows set aside + rows that repeat one word for word."""
    reader, name, documents = next(one for case, one in SAMPLES.items() if case.startswith(f"{source}-"))
    content = damaged(documents[name].content, changes)
    found, rows = outcome(reader, changed(documents, name, content)), _records(reader, content)
    if found.error is not None or rows is None:
        return
    set_aside = sum(item.severity == "rejected" or item.reason == "rejected.same_twice" for item in found.told)
    assert len(found.entities) + set_aside == rows
