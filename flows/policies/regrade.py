"""The facts of the last night under any policy, on any day: facts are stored once, policies are many."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.grading import Dated
from flows.programs import DEFAULT_POLICY
from flows.warehouse import query
from matching.policy.grading import Grade, grade, strongest
from matching.policy.rules import Policy
from sources.errors import SettingsError

_CASES = """
select
    cases.program_id, case_id, cases.title, stage, end_on, cases.is_complete,
    programs.policy, programs.partner_regimes, programs.designated_on, programs.designation_until,
    programs.tier_note_en, programs.tier_note_ja,
    case when end_on <> '' then end_on >= cast($day as varchar) else stage <> 'closed' end as is_open
from marts.cases as cases
inner join marts.programs as programs using (program_id)
where $program is null or cases.program_id = $program
order by cases.program_id, case_id
"""
_FACTS = """
select program_id, case_id, facts, link_ends_on, withdrawn_on
from screened.facts
inner join screened.hits using (hit_id)
where $program is null or program_id = $program
order by program_id, case_id, hit_id, position
"""
_LISTS_NOT_USED = """
select source from unnest($lists) as asked (source)
where source not in (select source from marts.coverage where program_id = $program and state = 'used')
order by source
"""
_NOT_COMPARED = """
select role, aspect, count(*) as count
from screened.probes
inner join raw.subjects using (program_id, case_id, subject_id)
where program_id = $program and not is_compared
group by role, aspect
order by role, aspect
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A case as the last night knew it. `is_open`: not ended on the day asked about, signed contracts included until their end."""

    program_id: str
    case_id: str
    title: str
    stage: str
    end_on: str
    is_open: bool
    is_complete: bool
    policy: str
    partner_regimes: tuple[str, ...]
    designated_on: str
    designation_until: str
    tier_note: Mapping[str, str]
    facts: Sequence[Dated] = ()

    def policy_on(self, day: date) -> str:
        """The program's policy that day: on a day outside its designation, that of tier 1."""
        is_outside = bool(self.designation_until) and not self.designated_on <= str(day) <= self.designation_until
        return DEFAULT_POLICY[1] if is_outside else self.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What a policy asks for and the night did not have: lists not in use, and things of people that were not compared."""

    lists: tuple[str, ...] = ()
    not_compared_count: int = 0


def night_of(live: Path) -> date:
    """The day the last night speaks of. Raises WarehouseError when there was none."""
    day: date = query(live, "select as_of from raw.night")[0]["as_of"]
    return day


def stated_cases(live: Path, day: date, program: str | None = None) -> list[Stated]:
    """Every case of one program or of all, with its facts. Raises SettingsError for a program the night did not hold."""
    facts: dict[tuple[str, str], list[Dated]] = defaultdict(list)
    for row in query(live, _FACTS, {"program": program}):
        known = Dated(facts=json.loads(row["facts"]), link_ends_on=row["link_ends_on"], withdrawn_on=row["withdrawn_on"])
        facts[(row["program_id"], row["case_id"])].append(known)
    found = []
    for row in query(live, _CASES, {"day": day, "program": program}):
        notes = {"en": row.pop("tier_note_en"), "ja": row.pop("tier_note_ja")}
        regimes = tuple(filter(None, row.pop("partner_regimes").split(", ")))
        found.append(Stated(**row, partner_regimes=regimes, tier_note=notes, facts=facts[(row["program_id"], row["case_id"])]))
    if program and not found:
        raise SettingsError("policies.no_such_program", program=program)
    return found


def regrade(policy: Policy, case: Stated, day: date) -> Grade:
    """The case's grade under this policy on this day; its own policy on the night's own day gives the night's own grade."""
    coverage = {"coverage.is_complete": case.is_complete}
    return strongest(grade(policy, {**known.on(day), **coverage}, day) for known in case.facts)


def policy_named(name: str, known: Mapping[str, Policy]) -> Policy:
    """One of the known policies. Raises SettingsError with all there are."""
    if name not in known:
        raise SettingsError("policies.unknown", policy=name, known=", ".join(known))
    return known[name]


def refuse_foreign(policy: Policy, case: Stated) -> None:
    """A partner regime's policy is for programs that name the regime. Raises SettingsError for others."""
    if policy.partner_regime and policy.partner_regime not in case.partner_regimes:
        raise SettingsError("night.regime_not_named", program=case.program_id, policy=policy.policy_id, regime=policy.partner_regime)


def gaps(live: Path, policy: Policy, program: str) -> Gaps:
    """What a grade of this program under this policy cannot rest on."""
    lists = query(live, _LISTS_NOT_USED, {"lists": list(policy.required_lists), "program": program})
    missed = [row["count"] for row in query(live, _NOT_COMPARED, {"program": program}) if row["aspect"] in policy.aspects(row["role"])]
    return Gaps(lists=tuple(row["source"] for row in lists), not_compared_count=sum(missed))
