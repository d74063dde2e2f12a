"""A container that a member signed is looked at all the same: bombs, ways out of the folder, fields of its own."""

import io
import zipfile

import pytest
from consortium import Consortium, by_hand, decision, dump
from hypothesis import given
from hypothesis import strategies as st

from flows.exchange import packing
from flows.exchange.canonical import canonical
from flows.exchange.packing import pack, unpack
from sources.errors import ExchangeError


def a_zip(files: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def doubled() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("decisions.jsonl", b"")
        archive.writestr("decisions.jsonl", b"")
    return buffer.getvalue()


def saying(**fields: object) -> bytes:
    """A good container whose only row says something else: what an insider could make with the program's own code."""
    files = {"decisions.jsonl": canonical(decision("AUNIV").row | fields) + b"\n"}
    described = canonical(packing._description(files))
    return packing._zipped({"datapackage.json": described, **files})


CONTENTS = {
    "no zip at all": (lambda: b"PK\x03\x04" + b"\x00" * 100, "no_container"),
    "a zip bomb": (lambda: a_zip({"decisions.jsonl": b"\x00" * 50_000_000}, zipfile.ZIP_DEFLATED), "not_stored"),
    "path traversal": (lambda: a_zip({"../../home/decisions.jsonl": b""}), "strange_file"),
    "an absolute path": (lambda: a_zip({"/etc/cron.d/decisions.jsonl": b""}), "strange_file"),
    "a database": (lambda: a_zip({"warehouse.duckdb": b"DUCK"}), "strange_file"),
    "a parquet file": (lambda: a_zip({"decisions.parquet": b"PAR1"}), "strange_file"),
    "a name twice": (doubled, "strange_file"),
    "no description": (lambda: a_zip({"decisions.jsonl": b""}), "other_content"),
    "something behind the zip": (lambda: pack([decision("AUNIV")]) + b"more", "other_content"),
    "something before the zip": (lambda: b"more" + pack([decision("AUNIV")]), "other_content"),
    "a field of its own": (lambda: saying(text="free text"), "other_fields"),
    "a level of care": (lambda: saying(grade="high"), "other_fields"),
    "a judgement there is not": (lambda: saying(judgement="refuse"), "bad_field"),
    "an ORCID": (lambda: saying(subject_identifiers=["orcid:0000-0002-1825-0097"]), "bad_field"),
    "a name of several lines": (lambda: saying(listed_name="one\ntwo"), "bad_field"),
    "a name with a direction mark": (lambda: saying(listed_name="one\u202etwo"), "bad_field"),
    "a revision of nothing": (lambda: saying(revision=0), "bad_field"),
    "a date that is none": (lambda: saying(said_on="2026-02-30"), "bad_field"),
    "said tomorrow": (lambda: saying(said_on="2026-12-30"), "bad_field"),
    "other counts": (lambda: pack([decision("AUNIV"), decision("AUNIV", listed="un_sc:CDe.1")]), "other_content"),
    "nothing": (lambda: pack([]), "other_content"),
}


WORDS = st.one_of(st.text(max_size=20), st.sampled_from(["same", "few", "2026-11-02", "0" * 32, "0" * 64, "ror:00wk2mp56", "un_sc:CDe.1"]))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 10**14), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=2)),
    max_leaves=6,
)


@given(st.sampled_from([*decision("AUNIV").row, "another"]), VALUES)
def test_a_row_is_read_as_its_kind_has_it_or_refused(field: str, value: object) -> None:
    """An insider packs it properly, whatever it says; no other error than ours, and nothing comes through that `pack` would not take."""
    try:
        (found,) = unpack(saying(**{field: value}))
    except ExchangeError:
        return
    assert pack([found]) == saying(**{field: value})


@pytest.mark.parametrize("name", CONTENTS)
def test_what_a_member_signs_is_looked_at_all_the_same(consortium: Consortium, name: str) -> None:
    make, reason = CONTENTS[name]
    before = dump(consortium["BUNIV"].store)
    with pytest.raises(ExchangeError) as refused:
        consortium["BUNIV"].accept_bytes(*by_hand(consortium, "AUNIV", "BUNIV", make()))
    assert refused.value.key == f"exchange.{reason}"
    assert dump(consortium["BUNIV"].store) == before
