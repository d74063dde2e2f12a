"""Fitting: weights keep their sign, hand-set ones stay, the same data give the same numbers."""

import numpy as np

from flows.fit import Candidate, fit, learned_from, with_unit

SIGNS = np.array([-1, 1, -1])
NONE = np.zeros(3)


def rows(noise: float) -> list[tuple[Candidate, list[float]]]:
    found = []
    for i in range(40):
        is_same = i % 2 == 0
        found.append(
            (Candidate("invented", str(i), is_same, {}), [1.0, 10.0 * is_same + noise * (i % 7), 1.0 * (not is_same) - 0.1 * (i % 3)])
        )
    return found


def test_a_weight_never_leaves_the_side_of_its_sign() -> None:
    units = fit(rows(0.5), SIGNS, NONE)
    assert all(units * SIGNS >= 0)
    assert units[1] > 0


def test_what_speaks_the_wrong_way_gets_no_weight() -> None:
    backwards = [(Candidate("invented", one.query, not one.is_same, {}), amounts) for one, amounts in rows(0.5)]
    assert fit(backwards, SIGNS, NONE)[1] == 0


def test_a_hand_set_weight_stays() -> None:
    assert fit(rows(0.5), SIGNS, np.array([0.0, 0.0, -150.0]))[2] == -150.0


def test_the_same_data_give_the_same_numbers() -> None:
    assert fit(rows(0.3), SIGNS, NONE).tobytes() == fit(rows(0.3), SIGNS, NONE).tobytes()


def test_only_the_hardest_wrong_candidates_of_a_query_are_learned_from() -> None:
    ranked = [(float(points), Candidate("invented", "q", False, {}), [float(points)]) for points in range(10)]
    kept = learned_from([*ranked, (3.0, Candidate("invented", "q", True, {}), [3.0])])
    assert sorted(amounts[0] for one, amounts in kept if not one.is_same) == [6.0, 7.0, 8.0, 9.0]
    assert sum(one.is_same for one, _ in kept) == 1


def test_one_line_of_the_table_is_rewritten() -> None:
    table = "[person]\na = { unit = 1.00, least = 0, most = 2000 }\n[organisation]\na = { unit = 3.00, least = 0, most = 2000 }\n"
    assert with_unit(table, "organisation", "a", 2.0, 1).endswith("[organisation]\na = { unit = 2.00, least = 0, most = 2000 }\n")
    assert "[person]\na = { unit = 1.00" in with_unit(table, "organisation", "a", 2.0, 1)
