"""Rows of the sheets 事業 and 案件 -> Program and Case."""

from typing import cast

from sources.model import Case, CaseKind, Designation, Program
from sources.rosters.columns import code_of
from sources.rosters.references import derived_id
from sources.rosters.row import Row

DESIGNATION = (
    "designated_by", "designated_on", "designation_basis", "designation_trigger", "designation_until",
    "designation_manual", "designation_published", "designation_listed_area", "designation_prevention",
)  # fmt: skip


def read_program(row: Row) -> Program:
    """A Program; worthless where the row has been refused."""
    title_ja, title_en = row.text("title_ja"), row.text("title_en")
    if not title_ja and not title_en:
        row.refuse("roster.empty_cell", "title_ja")
    tier = row.choice("tier", needed=bool(row.text("tier")))
    ministry, funder = row.text("ministry"), row.text("funder")
    return Program(
        program_id=row.code("program_id") or derived_id("program", (title_ja, title_en, ministry, funder)),
        title_ja=title_ja or title_en,
        title_en=title_en or title_ja,
        ministry=ministry,
        funder=funder,
        funding="commissioned" if (funding := row.choice("funding", needed=False)) == "commissioned" else "subsidised" if funding else "",
        tier=2 if tier == "2" else 1,
        designation=_designation(row),
        technology_areas=_technology_areas(row),
        partner_regimes=_partner_regimes(row),
        policy=row.code("policy"),
        policy_edition=row.code("policy_edition"),
        lists=row.several("lists", lambda text: " " not in text),
        quote=row.quote(),
    )


def read_case(row: Row, program_id: str) -> Case:
    """A Case of that program; worthless where the row has been refused."""
    kind, title, start_on = row.choice("kind", needed=True), row.required("title"), row.day("start_on")
    end_on = row.day("end_on")
    if start_on and end_on and end_on < start_on:
        row.refuse("roster.dates_reversed", "end_on", detail=f"{start_on} – {end_on}")
    return Case(
        case_id=row.code("case_id") or derived_id("case", (program_id, kind, title, str(start_on or ""))),
        program_id=program_id,
        kind=cast(CaseKind, kind),
        title=title,
        stage=row.choice("stage", needed=False),
        purpose=row.text("purpose"),
        technology=row.text("technology"),
        start_on=start_on,
        end_on=end_on,
        quote=row.quote(),
    )


def _designation(row: Row) -> Designation | None:
    """What the row says of who put the program into tier 2, when, on which basis. Whether that is enough is asked day by day
    (matching.policy.tier): a program whose record does not do is screened in tier 1, never left out.
    """
    if not any(row.text(field) for field in DESIGNATION):
        return None
    return Designation(
        designated_by=row.text("designated_by"),
        designated_on=row.day("designated_on"),
        basis=row.text("designation_basis"),
        trigger=row.choice("designation_trigger", needed=False),
        until=row.day("designation_until"),
        manual_edition=row.text("designation_manual"),
        is_published=_answer(row, "designation_published"),
        has_listed_area=_answer(row, "designation_listed_area"),
        needs_prevention=_answer(row, "designation_prevention"),
    )


def _answer(row: Row, field: str) -> bool | None:
    return {"yes": True, "no": False}.get(row.choice(field, needed=False))


def _partner_regimes(row: Row) -> tuple[str, ...]:
    """Codes of choices.toml; one the table does not hold is left out with a warning: it would switch nothing on."""
    named = row.several("partner_regimes", lambda text: code_of("partner_regime", text) is not None)
    codes = [code_of("partner_regime", text) for text in named]
    for text, code in zip(named, codes, strict=True):
        if code is None:
            row.warn("roster.choice_left_out", "partner_regimes", detail=text)
    return tuple(dict.fromkeys(code for code in codes if code))


def _technology_areas(row: Row) -> tuple[str, ...]:
    """Codes of choices.toml; an area the table does not hold is kept as written, with a warning."""
    areas = row.several("technology_areas", lambda text: code_of("technology_area", text) is not None)
    for area in areas:
        if code_of("technology_area", area) is None:
            row.warn("roster.unknown_area", "technology_areas", detail=area)
    return tuple(code_of("technology_area", area) or area for area in areas)
