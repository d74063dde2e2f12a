"""What the index leaves unaligned could not have come first: its answers are those of comparing every candidate in full."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from matching import columns
from matching.ceiling import ceilings
from matching.index import COMPARED, Index
from matching.model import Party
from matching.names.align import GAPLESS
from matching.names.tables import Tables
from matching.score import alignments, compare_prepared, points_of, prepare
from sources.model import Identifier, Kind

GIVEN = "Mohammed Muhammad Ivan Iwan Olena Yuki Yuuki Y. Wei Wei-Lin Abdul Hussein Husayn M."
FAMILY = "Petrov Petroff Tanaka Takana Al-Farsi Alfarsi Kim Qim Yamamoto bin Rahman Abdurrahman Pertov"
WORDS = """Harbin Institute Inst. Technology Technol. University Univ. Natl. National Second 2 7 VII Orbit Orbital Kepler
Jiao Tong Jiaotong NUT 大学 Research"""
NUMBERED = (Identifier(scheme="lei", value="00invented00"),)
PLACES = ["Tehran", "Nanjing", "Nanking", "Xi'an", "Hunan", "Henan", "LLC", "GmbH", "ООО", "лаборатория"]


def names(kind: Kind, seed: int, count: int) -> list[str]:
    chosen = random.Random(seed)
    pools = (GIVEN.split(), FAMILY.split()) if kind == "person" else (WORDS.split(), PLACES)
    sizes = [(chosen.randint(1, 3), chosen.randint(1, 2)) for _ in range(count)]
    return [" ".join(chosen.choices(pools[0], k=most) + chosen.choices(pools[1], k=least)) for most, least in sizes]


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_no_alignment_has_more_points_than_its_ceiling(kind: Kind, tables: Tables, party: Callable[..., Party]) -> None:
    parties = [prepare(party(kind, name), tables) for name in names(kind, 5, 90)]
    spellings = [one for made in parties for one in made.readings[kind]]
    rows = columns.names(spellings, GAPLESS, tables)
    left, right = (side.ravel() for side in np.indices((len(spellings), len(spellings))))
    most = dict(zip(zip(left.tolist(), right.tolist(), strict=True), ceilings(rows, left, rows, right, kind, tables), strict=True))
    place = {spelling: row for row, spelling in enumerate(spellings)}
    seen = 0
    for ours in parties:
        for theirs in parties:
            for read_as, found in alignments(ours, theirs, tables):
                seen += 1
                assert points_of(found, read_as, tables) <= most[place[found.a], place[found.b]], (found.a.name, found.b.name)
    assert seen > 1000


@pytest.mark.parametrize("numbers", [(), NUMBERED])
@pytest.mark.parametrize("kind", ["person", "organisation", "unknown"])
def test_a_search_finds_what_comparing_every_candidate_finds(
    kind: Kind, numbers: tuple[Identifier, ...], tables: Tables, party: Callable[..., Party]
) -> None:
    written = names("person" if kind == "person" else "organisation", 7, 400)
    items = [(f"e{i}", party(kind, *written[i : i + 2], identifiers=NUMBERED if i == 8 else ())) for i in range(0, len(written), 2)]
    index, known = Index(items, tables), dict(items)
    for name in names("person" if kind == "person" else "organisation", 9, 60):
        query = party(kind, name, identifiers=numbers)
        ours, near = prepare(query, tables), index.candidates(query, COMPARED)
        everyone = [(entity, compare_prepared(ours, prepare(known[entity], tables), tables)) for entity in near]
        alike = [pair for pair in everyone if pair[1].evidence[0].feature != "no_common_name" or len(pair[1].evidence) > 1]
        ordered = sorted(alike, key=lambda pair: (-pair[1].points, pair[0]))
        found, enough = index.search(query, 5), [pair for pair in ordered if pair[1].points >= tables.least_told]
        if numbers or enough:
            assert found == (ordered if numbers else enough)[:5]
        else:  # nothing near: one that is far, to name the nearest
            assert len(found) <= 1
            assert all(pair in ordered for pair in found)


def test_names_that_share_a_part_do_not_hide_the_same_name_in_other_letters(tables: Tables, party: Callable[..., Party]) -> None:
    family = ("الحربي", "المالكي", "الخطيب", "النجار", "الحداد", "المصري", "التميمي", "العبيدي", "الربيعي", "السعدي", "الكعبي", "المنصوري")
    near = [f"سميرة {given} {name}" for given in ("وليد", "نادر", "سالم") for name in family]
    items = [(f"e{n:03}", party("person", name)) for n, name in enumerate(near)]
    index = Index([*items, ("latin", party("person", "Samira Walid al-Shami"))], tables)
    assert len(near) >= COMPARED
    best = index.search(party("person", "سميرة وليد الشامي"), 1)
    assert best[0][0] == "latin"
    assert best[0][1].same
