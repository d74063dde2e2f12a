"""What cannot leave the office: persons, words of one's own, grades. Tried field by field, and with invented values without end."""

from dataclasses import replace
from typing import Any

import pytest
from consortium import FIRST_DAY, LISTED, NAMES, PUBLIC, ROR, Consortium, decision
from hypothesis import given
from hypothesis import strategies as st

from flows.exchange import shapes
from flows.exchange.canonical import canonical
from flows.exchange.gathering import finding
from flows.exchange.kinds import KINDS, Finding, fields_of, finding_of, line_of
from flows.exchange.packing import pack
from flows.exchange.release import HELD_BY, Published, refuse_private
from sources.errors import ExchangeError

GOOD: dict[str, dict[str, Any]] = {
    "organisations": {"name": NAMES[0], "entities": [LISTED[0]], "identifiers": [ROR], "countries": ["CN"]},
    "listings": {"entity": LISTED[0], "sub_list": "EL", "listed_on": "2020-05", "withdrawn_on": "", "standing": "listed"},
    "decisions": decision("AUNIV").body,
    "entity_links": {"judgement": "one", "entity": LISTED[0], "other": LISTED[1]},
    "measures": {
        "entities": [LISTED[0]], "measure_ids": ["ask_partner"], "policy": "jp-osdd", "policy_edition": "2026.1", "stage": "offered",
    },
    "list_corrections": {"source": "jp_meti_eul", "edition": "1" * 64, "place": "row 12", "reason": "rejected.dates"},
    "fairness": {"group": "ja_kanji", "measure": "alerts", "found": 3, "asked": 400, "tables": "2" * 64},
    "burden": {"tier": 2, "subjects": 40, "hits": 12, "waiting": "few", "same": "few", "different": 7},
    "tasks": {"task_id": "3" * 32, "step": "requested", "name": NAMES[0], "identifiers": [ROR], "entities": [], "named": ["BUNIV"]},
    "withdrawals": {"of_kind": "decisions"},
}  # fmt: skip
FIELDS = [(kind, field) for kind, body in GOOD.items() for field in body]
PERSONAL = (
    "山田 太郎", "YAMADA Taro", "Müller", "O'Neil", "0000-0002-1825-0097", "orcid:0000-0002-1825-0097", "erad:90000123",
    "taro@example.ac.jp", "r0-yamada", "yamada_taro", "+81-3-0000-0000", "1971-03-04 Taro", "https://orcid.org/0000-0002-1825-0097",
    "<b>Taro</b>",
)  # fmt: skip
WORDS = st.one_of(st.sampled_from(PERSONAL), st.text(max_size=60), st.from_regex(r"[a-z_]{3,20}", fullmatch=True))
VALUES = st.one_of(WORDS, st.lists(WORDS, min_size=1, max_size=3), st.dictionaries(st.text(max_size=5), WORDS, max_size=2))
# Words that a field may say whatever anybody has published: they are the program's own.
FIXED = {
    "judgement": {"same", "different", "unsure", "one", "two"},
    "standing": {"listed", "announced", "withdrawn"},
    "stage": {"offered", "accepted", "done"},
    "step": {"requested", "taken", "done"},
    **{count: {"few"} for count in ("subjects", "hits", "waiting", "same", "different")},
    "of_kind": set(KINDS),
}


def one(kind: str, **other: Any) -> Finding:
    return replace(finding("AUNIV", kind, [], GOOD[kind], FIRST_DAY), body=GOOD[kind] | other)


def leaves(found: Finding) -> bool:
    try:
        refuse_private([found], PUBLIC)
        pack([found])
    except ExchangeError:
        return False
    return True


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_leaves_as_it_should(kind: str) -> None:
    assert leaves(one(kind))
    assert finding_of(kind, line_of(one(kind)), "here") == one(kind)


def test_every_kind_is_tried_here() -> None:
    assert GOOD.keys() == KINDS.keys()
    assert all(GOOD[kind].keys() == KINDS[kind].keys() for kind in KINDS)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
@given(value=VALUES)
def test_no_field_takes_a_persons_name_or_number_or_free_text(kind: str, field: str, value: Any) -> None:
    """Only what is already there, a fixed word, or nothing at all gets through, whatever is tried."""
    found = one(kind, **{field: value})
    if leaves(found):
        said = value if isinstance(value, list) else [value]
        known = {*PUBLIC.names, *PUBLIC.entities, *PUBLIC.sub_lists, *PUBLIC.codes, *PUBLIC.places, *PUBLIC.sources, *FIXED.get(field, ())}
        assert all(word in known or _is_bare(word) for word in said)


def _is_bare(word: object) -> bool:
    """A date, a checksum, a country, a member: nothing that can name a person."""
    checks = (shapes.partial_day, shapes.sha256, shapes.short_hash, shapes.country, shapes.number, shapes.member, shapes.whole)
    return any(check(word) for check in checks)


@pytest.mark.parametrize("kind", GOOD)
@given(
    name=st.one_of(st.sampled_from(["text", "grade", "legal_check", "subject_id", "case_id", "amount", "by"]), st.text(max_size=12)),
    value=VALUES,
)
def test_no_field_can_be_added(kind: str, name: str, value: Any) -> None:
    if name not in fields_of(kind):
        with pytest.raises(ExchangeError, match="other_fields"):
            pack([one(kind, **{name: value})])


def test_every_field_for_words_says_where_its_words_must_stand() -> None:
    """A new field is either here, or of a form in which no person can be named."""
    for kind, field in FIELDS:
        if field not in HELD_BY:
            checked = fields_of(kind)[field][1]
            assert not any(checked(value) or checked([value]) for value in PERSONAL), (kind, field)


@pytest.mark.parametrize(
    "field", ["grade", "level", "legal_check", "score", "points", "chance", "confidence", "outcome", "advice", "amount"]
)
def test_no_kind_knows_a_grade_or_an_advice(field: str) -> None:
    assert not any(field in fields_of(kind) for kind in KINDS)


def test_what_is_said_of_a_person_is_not_even_packed_for_a_named_member(consortium: Consortium) -> None:
    consortium["AUNIV"].says(decision("AUNIV", subject_names=["山田 太郎"]))
    with pytest.raises(ExchangeError, match="not_public") as refused:
        consortium["AUNIV"].share("BUNIV")
    assert "山田" not in str(refused.value)
    assert not consortium["AUNIV"].outbox.exists()


def test_nothing_is_public_that_nobody_has_published() -> None:
    with pytest.raises(ExchangeError, match="not_public"):
        refuse_private([decision("AUNIV")], Published())


def test_the_preview_is_all_that_leaves(consortium: Consortium) -> None:
    consortium["AUNIV"].says(decision("AUNIV"))
    leaving = consortium["AUNIV"].preview("BUNIV", "CUNIV")
    assert [row["to"] for row in leaving.rows] == ["BUNIV, CUNIV"]
    (envelope,) = consortium["AUNIV"].share("BUNIV", "CUNIV")
    consortium["BUNIV"].accept(envelope)
    (held,) = consortium["BUNIV"].received()
    shown = {name: value for name, value in leaving.rows[0].items() if name not in ("to", "tlp", "kind")}
    assert canonical(held.finding.row) == canonical(shown)


def test_what_has_changed_since_it_was_shown_does_not_leave(consortium: Consortium) -> None:
    member = consortium["AUNIV"]
    member.says(decision("AUNIV"))
    shown = member.preview("BUNIV")
    assert member.preview("BUNIV").code == shown.code != member.preview("BUNIV", "CUNIV").code != member.preview("BUNIV", label="red").code
    member.says(decision("AUNIV", "same"))
    assert member.preview("BUNIV").code != shown.code
