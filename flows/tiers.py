"""A plan on one day: programs whose designation does not hold that day are screened in tier 1, and it is said why."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.messages import Messages
from flows.programs import DEFAULT_POLICY, Plan
from matching.policy.rules import Policy
from matching.policy.tier import Tier, tier_on
from sources.errors import SettingsError
from sources.model import Program, Rejected
from sources.rosters.columns import COLUMNS


def final_manuals(path: Path) -> frozenset[str]:
    """Editions of the procedure manual whose final text has been loaded (data/reference/manuals.toml)."""
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["final"])


def on_day(plan: Plan, day: date, manuals: frozenset[str]) -> Plan:
    """The plan with every program in the tier that holds that day, and a remark on the row of each that is not as asked.

    A plan that has been put on its day once stays as it is.
    """
    rosters, policies, tiers = dict(plan.rosters), dict(plan.policies), dict(plan.tiers)
    for name, roster in plan.rosters.items():
        found = {program.program_id: tier_on(program, day, manuals) for program in roster.programs}
        said = {program_id: tier for program_id, tier in found.items() if tier.key and program_id not in plan.tiers}
        tiers |= said
        rosters[name] = replace(
            roster,
            programs=tuple(replace(program, tier=found[program.program_id].tier) for program in roster.programs),
            rejected=(*roster.rejected, *(_remark(one, said[one.program_id]) for one in roster.programs if one.program_id in said)),
        )
        policies |= _lowered(roster.programs, found, plan)
    return replace(plan, rosters=rosters, policies=policies, tiers=tiers)


def note(tier: Tier | None, messages: Messages) -> tuple[str, str]:
    """What is to be said of a program's tier, in English and Japanese; empty where all is as asked."""
    if tier is None or not tier.key:
        return "", ""
    return (
        messages.text(f"designation.{tier.key}", "en", locator="", detail=_detail(tier)).strip(),
        messages.text(f"designation.{tier.key}", "ja", locator="", detail=_detail(tier)).strip(),
    )


def _lowered(programs: tuple[Program, ...], found: Mapping[str, Tier], plan: Plan) -> dict[str, Policy]:
    """Program -> the policy of tier 1, for those that asked for tier 2 and have it not."""
    lowered = [one.program_id for one in programs if one.tier != found[one.program_id].tier]
    if lowered and DEFAULT_POLICY[1] not in plan.available:
        raise SettingsError("night.unknown_policy", program=lowered[0], policy=DEFAULT_POLICY[1], known=", ".join(plan.available))
    return dict.fromkeys(lowered, plan.available[DEFAULT_POLICY[1]])


def _remark(program: Program, tier: Tier) -> Rejected:
    return Rejected(source="roster", reason=f"designation.{tier.key}", quote=program.quote, detail=_detail(tier), severity="warning")


def _detail(tier: Tier) -> str:
    """The day, or the workbook's columns in both languages."""
    columns = COLUMNS["programs"].columns
    return str(tier.on) if tier.on else ", ".join(f"{columns[name].ja} / {columns[name].en}" for name in tier.columns)
