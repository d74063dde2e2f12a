"""Flat mart rows -> cases with their subjects and hits, hits with what stands under them; every order fixed here."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.results.persons import PersonView, arrange_persons
from flows.results.rows import Row, Rows, ordered

LEVELS = ("none", "low", "moderate", "high")
LEGAL_CHECKS = ("none", "permit_check", "refer")
ABSENT = ("failed", "missing", "not_configured")
AGED = ("stale", "held", "unproved")
ASKED = ("looked_up", "in_part", "not_asked")  # of publications, which are no lists


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A hit, the subject it concerns and what stands under it. `number` counts within the case, from 1."""

    number: int
    hit: Row
    subject: Row
    listings: Sequence[Row]
    evidence: Sequence[Row]
    reasons: Sequence[Row]
    measures: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case, its subjects and its hits. `page` is the stem of its pages: page + ".ja.html", page + ".en.html"."""

    case: Row
    page: str
    subjects: Sequence[Row]
    hits: Sequence[HitView]
    persons: Sequence[PersonView] = ()

    @property
    def screened_count(self) -> int:
        return sum(subject["screening"] == "screened" for subject in self.subjects)

    @property
    def measures(self) -> list[tuple[Row, list[int]]]:
        """Each measure once, by the earliest of its dates, with the numbers of the hits that ask for it, in the order of the hits."""
        asked: dict[str, list[tuple[Row, int]]] = {}
        for view in self.hits:
            for measure in view.measures:
                asked.setdefault(measure["measure_id"], []).append((measure, view.number))
        return [
            (min((row for row, _ in found), key=lambda row: row["due_on"]), [number for _, number in found]) for found in asked.values()
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The lists of a program: `absent` were asked for and not compared, `aged` were compared in an older edition, `unused`
    are known, not required and not set up."""

    lists: Sequence[Row]
    absent: Sequence[Row]
    aged: Sequence[Row]
    unused: Sequence[Row]

    @property
    def canaries(self) -> Row:
        """Names of the lists themselves that the night searched for, and how many of them it found."""
        return {name: sum(row[f"canary_{name}_count"] for row in self.lists) for name in ("planted", "found")}

    @property
    def sources(self) -> list[tuple[Row, list[Row], int]]:
        """Each source once, with its sub-lists and the entries of all of them together."""
        found: dict[str, list[Row]] = {}
        for row in self.lists:
            found.setdefault(row["source"], []).append(row)
        return [(rows[0], [row for row in rows if row["sub_list"]], sum(row["entity_count"] for row in rows)) for rows in found.values()]

    @property
    def compared(self) -> list[Row]:
        return [row for row in self.lists if row["state"] not in (*ABSENT, *ASKED)]

    @property
    def source_count(self) -> int:
        return len({row["source"] for row in self.compared})

    @property
    def oldest(self) -> str:
        return min((row["first_fetched_on"] for row in self.compared), default="")

    @property
    def newest(self) -> str:
        return max((row["first_fetched_on"] for row in self.compared), default="")


def arrange_cases(rows: Rows) -> list[CaseView]:
    """All cases, those that ask for most care first."""
    subjects, hits = _grouped(rows.subjects, "case_id"), _grouped(rows.hits, "case_id")
    under = {
        "listings": _grouped(ordered(rows.listings, "source", "sub_list", "entity_id"), "hit_id"),
        "evidence": _grouped(ordered(rows.evidence, "position"), "hit_id"),
        "reasons": _grouped(sorted(_distinct(ordered(rows.reasons, "effect", "rule_id")), key=_weight), "hit_id"),
        "measures": _grouped(ordered(rows.measures, "position"), "hit_id"),
    }
    pages = page_names(case["case_id"] for case in rows.cases)
    persons = arrange_persons(rows)

    def view(case_id: str, case: Row) -> CaseView:
        named = ordered(map(_countryless, subjects[case_id]), "kind", "subject_id")
        known = {subject["subject_id"]: subject for subject in named}
        found = [
            HitView(
                number=number, hit=hit, subject=known[hit["subject_id"]], **{name: table[hit["hit_id"]] for name, table in under.items()}
            )
            for number, hit in enumerate(ordered(hits[case_id], "rank", "hit_id"), 1)
        ]
        return CaseView(case=case, page=pages[case_id], subjects=named, hits=found, persons=persons(case_id, named))

    return [view(case["case_id"], case) for case in sorted(ordered(rows.cases, "case_id"), key=_care)]


def arrange_coverage(rows: Rows) -> Coverage:
    """What the program's results were screened against."""
    return arrange_lists(rows.coverage)


def arrange_lists(coverage: Iterable[Row]) -> Coverage:
    """The required lists first, in the order of their sources; those a program does not use stand apart."""
    lists = sorted(ordered(coverage, "source", "sub_list"), key=lambda row: not row["is_required"])
    unused = [row for row in lists if row["state"] == "not_configured" and not row["is_required"]]
    used = [row for row in lists if row not in unused]
    return Coverage(
        lists=used,
        absent=[row for row in used if row["state"] in ABSENT],
        aged=[row for row in used if row["state"] in AGED],
        unused=unused,
    )


def page_names(case_ids: Iterable[str]) -> dict[str, str]:
    """Case id -> stem of its page: safe in every file system and address, different for different ids.

    An id that cannot stand as it is, or would collide where case does not count, gets part of its sha256 behind a dot,
    which no plain name holds.
    """
    plain = {case_id: re.sub(r"[^A-Za-z0-9_-]", "_", case_id)[:60] for case_id in case_ids}
    shared = Counter(name.lower() for name in plain.values())
    return {
        case_id: f"case-{name}"
        if name == case_id and shared[name.lower()] == 1
        else f"case-{name}.{hashlib.sha256(case_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
        for case_id, name in plain.items()
    }


def _care(case: Row) -> tuple[int, int]:
    return (-LEVELS.index(case["grade"]), -LEGAL_CHECKS.index(case["legal_check"]))


def _countryless(subject: Row) -> Row:
    """No country stands beside a person, whatever the row holds."""
    return subject if subject["kind"] == "organisation" else {**subject, "country": ""}


def _weight(reason: Row) -> tuple[str, int]:
    """The level of care before the legal check, the strongest of each first."""
    order = LEGAL_CHECKS if reason["effect"] == "law" else LEVELS
    return (reason["effect"], -order.index(reason["level"]))


def _distinct(rows: Iterable[Row]) -> list[Row]:
    """A rule that spoke on several listings of a hit is said once."""
    return list({tuple(row.items()): row for row in rows}.values())


def _grouped(rows: Iterable[Row], column: str) -> Mapping[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
