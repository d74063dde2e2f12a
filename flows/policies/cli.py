"""The commands of `sekisho` for policies: grade, policy, plan, alerts."""

from datetime import datetime
from pathlib import Path

import click

from flows.desk.cli import by_whom
from flows.invoke import AS_OF, FILE, as_json, told
from flows.policies import commands, plans
from flows.settings import Settings

of_program = click.option("--program", help="Of this program only.")
one_program = click.option("--program", required=True, help="The program whose cases are meant.")


@click.command()
@click.option("--policy", "policies", multiple=True, help="A policy; may be given several times (default: each program's own).")
@of_program
@as_json
@told
def grade(settings: Settings, policies: tuple[str, ...], program: str | None, as_json: bool) -> int:
    """Grade the facts of the last night under one policy or several."""
    return commands.grade(settings, policies, program, as_json)


@click.group()
def policy() -> None:
    """Two policies on the same facts: which cases change, and by which rule."""


@policy.command()
@click.argument("one")
@click.argument("other")
@one_program
@as_json
@told
def diff(settings: Settings, one: str, other: str, program: str, as_json: bool) -> int:
    """The cases of a program that policies ONE and OTHER see differently."""
    return commands.diff(settings, one, other, program, as_json)


@policy.command(name="try")
@click.argument("file", type=FILE)
@one_program
@click.option("--as-of", type=AS_OF, help="The day asked about (default: that of the last night).")
@as_json
@told
def attempt(settings: Settings, file: Path, program: str, as_of: datetime | None, as_json: bool) -> int:
    """Which open cases would change if the policy in FILE were in use."""
    return commands.attempt(settings, file, program, as_of.date() if as_of else None, as_json)


@click.group(name="plan")
def plan_group() -> None:
    """A mitigation plan for a case: drafted, accepted, used again."""


@plan_group.command(name="draft")
@click.argument("case")
@of_program
@as_json
@told
def draft_plan(settings: Settings, case: str, program: str | None, as_json: bool) -> int:
    """What can be done about CASE: for each factor the measures, by whom, until when, and what remains."""
    return plans.draft_plan(settings, case, program, as_json)


@plan_group.command()
@click.argument("case")
@of_program
@click.option("--without", multiple=True, help="A measure to leave out; may be given several times.")
@click.option("--until", type=AS_OF, required=True, help="The last day on which it may be used for other cases.")
@click.option("--text", default="", help="Why, in words; it can be erased later.")
@by_whom
@told
def accept(settings: Settings, case: str, program: str | None, without: tuple[str, ...], until: datetime, text: str, by: str) -> int:
    """Accept the plan drafted for CASE; other cases with the same factors begin from it."""
    return plans.accept(settings, case, program, without, until.date(), text, by)


@plan_group.command()
@click.argument("entry", type=click.IntRange(min=1))
@by_whom
@told
def withdraw(settings: Settings, entry: int, by: str) -> int:
    """Use the accepted plan ENTRY for no other case any more."""
    return plans.withdraw(settings, entry, by)


@click.command()
@of_program
@as_json
@told
def alerts(settings: Settings, program: str | None, as_json: bool) -> int:
    """The listed bodies of the last night, each with every open or running case it touches."""
    return commands.alerts(settings, program, as_json)


POLICIES = (grade, policy, plan_group, alerts)
