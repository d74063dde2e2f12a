"""Every field of every source, renamed, removed or added in turn: all of it is noticed."""

import pytest
from outcome import DOCUMENTS, Outcome, outcome
from samples import changed, sample
from shapes import ADDED, FIRST_VALUE, RENAMED, shape_of

from sources.errors import SourceChanged

SHAPES = {
    f"{reader.SOURCE.name}-{name}": (reader, name, shape)
    for reader, name in DOCUMENTS
    if (shape := shape_of(next(file.media for file in reader.SOURCE.files if file.name == name), sample(reader.SOURCE)[name].content))
}
FIELDS = [(case, field) for case, (reader, name, shape) in SHAPES.items() for field in shape.fields(sample(reader.SOURCE)[name].content)]
OPTIONAL = {
    # May be gone from a whole edition; nothing of a name, number or listing hangs on them.
    ("un_sc-consolidated.xml", "NOTE"),
    ("uk_psc-snapshot", "premises"),
    ("uk_psc-snapshot", "name_elements"),
    ("uk_psc-snapshot", "middle_name"),
    ("uk_psc-snapshot", "notified_on"),
    ("uk_psc-snapshot", "ceased_on"),
    ("own_list-own-list.csv", "kind"),  # an office may leave it out: then it is a body or a person
}


def _after(case: str, field: str, name: str | None) -> tuple[Outcome, Outcome]:
    """(what the sample says, what it says with that field under another name or gone)."""
    reader, document, shape = SHAPES[case]
    documents = sample(reader.SOURCE)
    content = shape.change(documents[document].content, field, name)
    assert content != documents[document].content
    return outcome(reader, documents), outcome(reader, changed(documents, document, content))


def _is_noticed(before: Outcome, after: Outcome) -> bool:
    """Refused, told of, or counted: as fewer entries, or as a field that fewer of them have. Else it must mean nothing."""
    counted = any(after.fills.get(field, 0) < count for field, count in before.fills.items())
    return bool(after.error or after.told or counted) or after.said == before.said


def test_most_sources_have_fields_that_can_be_renamed() -> None:
    assert len(FIELDS) > 500
    assert len({case.partition("-")[0] for case in SHAPES}) >= 22


@pytest.mark.parametrize(("case", "field"), FIELDS, ids=[f"{case}-{field}" for case, field in FIELDS])
def test_a_field_under_another_name_is_noticed(case: str, field: str) -> None:
    before, after = _after(case, field, RENAMED)
    assert _is_noticed(before, after)


@pytest.mark.parametrize(("case", "field"), FIELDS, ids=[f"{case}-{field}" for case, field in FIELDS])
def test_a_field_that_is_gone_is_noticed(case: str, field: str) -> None:
    before, after = _after(case, field, None)
    if (case, field) in OPTIONAL:
        assert after.error is None
        assert len(after.entities) == len(before.entities)
    else:
        assert _is_noticed(before, after)


@pytest.mark.parametrize("case", SHAPES)
def test_a_new_field_is_told_with_its_first_value_and_the_rows_are_read(case: str) -> None:
    reader, document, shape = SHAPES[case]
    documents = sample(reader.SOURCE)
    after = outcome(reader, changed(documents, document, shape.add(documents[document].content)))
    if after.error is not None:  # where a record of a new kind would stand, it may be a section nobody reads
        assert isinstance(after.error, SourceChanged)
        assert after.error.facts["element"] == ADDED
        return
    (told,) = [item for item in after.told if ADDED in item.detail]
    assert (told.reason, told.severity) == ("rejected.unknown_field", "warning")
    assert told.detail.endswith(f"{ADDED} = {FIRST_VALUE}")
    assert after.said == outcome(reader, documents).said
