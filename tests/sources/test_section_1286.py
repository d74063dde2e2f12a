"""The Section 1286 list in both its shapes: bullets under a name, and a ruled table with native names."""

from collections.abc import Sequence

import pytest
from make_sample_pdfs import EDGES_1286, HEAD_1286, HEAD_1286_PROGRAMMES
from samples import document, entities, told
from written_pdf import draw_lines, draw_table

from sources.errors import SourceChanged, SourceDamaged
from sources.lists import us_dod_1286
from sources.model import Document, Entity

TITLE_1 = [
    (110.0, "Table 1: List of Institutions of the People’s Republic of China and Other"),
    (110.0, "Countries with Specified Characteristics"),
]
TITLE_2 = [(110.0, "Table 2: List of Foreign Talent Recruitment Programs that Threaten National Security"), (77.0, "Interests")]


def ruled(rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD_1286) -> dict[str, Document]:
    return {"list.pdf": document("list.pdf", draw_table([head, *rows], EDGES_1286))}


def listed(lines: Sequence[tuple[float, str]]) -> dict[str, Document]:
    return {"list.pdf": document("list.pdf", draw_lines(lines))}


def names(found: Sequence[Entity]) -> list[list[tuple[str, str]]]:
    return [[(name.text, name.kind) for name in entity.names] for entity in found]


def test_a_new_english_name_is_the_same_entity_while_the_native_name_stays() -> None:
    before, after = (entities(us_dod_1286, ruled([(name, "示例大学", "China")]))[0] for name in ("Example University", "Sample University"))
    assert before.names[0] != after.names[0]
    assert before.entity_id == after.entity_id


def test_without_a_native_name_the_english_one_tells_who_is_meant() -> None:
    found = entities(us_dod_1286, ruled([("Example University", "", "Iran"), ("Sample University", "", "Iran")]))
    assert len({entity.entity_id for entity in found}) == 2


def test_affiliates_are_bodies_of_their_own_and_select_ones_stand_without_their_parent() -> None:
    rows = [
        ("Example Academy and affiliates:\n• Institute of A\n• Institute of B", "", "China"),
        ("Sample Academy and select affiliates:\n• Institute of C", "", "China"),
    ]
    assert [entity.names[0].text for entity in entities(us_dod_1286, ruled(rows))] == [
        "Example Academy",
        "Example Academy, Institute of A",
        "Example Academy, Institute of B",
        "Sample Academy, Institute of C",
    ]


def test_bullets_are_other_and_former_names() -> None:
    found = entities(us_dod_1286, ruled([("Example University (EU) a.k.a.\n• Formerly Sample\nCollege\n• Exemple\n• EXU", "", "China")]))
    assert names(found) == [
        [("Example University", "primary"), ("EU", "acronym"), ("Sample College", "former"), ("Exemple", "alias"), ("EXU", "acronym")]
    ]


def test_a_row_cut_by_a_page_end_is_one_entry() -> None:
    long = [(f"University {n}\n" + "\n".join(f"• Alias {n}-{k}" for k in range(7)), f"大学{n}", "China") for n in range(20)]
    found = entities(us_dod_1286, ruled(long))
    assert [len(entity.names) for entity in found] == [9] * 20


def test_programmes_are_no_organisations() -> None:
    content = draw_table(
        [HEAD_1286, ("Example University", "", "China"), HEAD_1286_PROGRAMMES, ("Example Program", "", "China")], EDGES_1286
    )
    found = entities(us_dod_1286, {"list.pdf": document("list.pdf", content)})
    assert [(entity.kind, entity.listings[0].sub_list) for entity in found] == [
        ("organisation", "institutions"),
        ("unknown", "talent programmes"),
    ]


@pytest.mark.parametrize(
    "head", [("English Name", "Name", "Country"), ("English Name", "Native Name", "State"), ("English Name", "Other", "Country")]
)
def test_a_table_with_other_heads_is_refused(head: Sequence[str]) -> None:
    with pytest.raises((SourceChanged, SourceDamaged)):
        list(us_dod_1286.parse(ruled([("Example University", "", "China")], head)))


def test_an_older_edition_is_a_list_with_bullets() -> None:
    body = [(77.0, "Example University a.k.a."), (95.0, "• Sample"), (114.0, "College"), (77.0, "Institute of Long"), (94.0, "Names")]
    more = [(77.0, "Example Program"), (77.0, "Any program that meets one of the criteria")]
    found = listed([(110.0, "Fiscal Year Lists"), *TITLE_1, *body, (0.0, "\f"), *TITLE_2, *more])
    assert names(entities(us_dod_1286, found)) == [
        [("Example University", "primary"), ("Sample College", "alias")],
        [("Institute of Long Names", "primary")],
        [("Example Program", "primary")],
    ]
    assert [item.reason for item in told(us_dod_1286, found)] == ["rejected.class_only"]


def test_a_pdf_without_either_table_is_refused() -> None:
    with pytest.raises(SourceChanged):
        list(us_dod_1286.parse(listed([(77.0, "A press release"), (77.0, "about a list")])))


def test_a_cut_pdf_is_refused() -> None:
    content = ruled([("Example University", "", "China")])["list.pdf"].content
    with pytest.raises(SourceDamaged):
        list(us_dod_1286.parse({"list.pdf": document("list.pdf", content[:-20])}))
