"""The commands of `sekisho` that ask people and take their answers in: confirm, deemed."""

from datetime import datetime
from pathlib import Path

import click

from flows.desk.cli import by_whom
from flows.invoke import AS_OF, FILE, PLACE, as_json, told
from flows.office import confirm, deemed, projects
from flows.settings import Settings

programs_option = click.option("--programs", type=PLACE, help="A workbook or folder (default: as a night finds them).")
out_option = click.option("--out", type=PLACE, required=True, help="The workbook to write.")
round_option = click.option("--round", "round_", required=True, help="The year or turn that is asked for.")


@click.group(name="confirm")
def confirm_group() -> None:
    """Confirming what researchers disclose, year by year; and a funder's confirmation, project by project."""


@confirm_group.command()
@round_option
@click.option("--due", type=AS_OF, required=True, help="The day an answer is due.")
@click.option("--out", type=PLACE, help="Write the sheet of all who have not answered.")
@programs_option
@by_whom
@told
def ask(settings: Settings, round_: str, due: datetime, out: Path | None, programs: Path | None, by: str) -> int:
    """Ask every own researcher who was not asked yet."""
    return confirm.ask(settings, round_, due.date(), programs, out, by)


@confirm_group.command()
@click.argument("file", type=FILE)
@programs_option
@by_whom
@told
def take(settings: Settings, file: Path, programs: Path | None, by: str) -> int:
    """Take the answers of a returned sheet in; a cell that cannot be read keeps the whole file out."""
    return confirm.take(settings, file, programs, by)


@confirm_group.command()
@click.argument("people", nargs=-1)
@round_option
@click.option("--agreeing", is_flag=True, help="And all whose answer agrees with the registers.")
@click.option("--text", default="", help="Why; needed where answer and registers differ.")
@programs_option
@by_whom
@told
def sign(settings: Settings, people: tuple[str, ...], round_: str, agreeing: bool, text: str, programs: Path | None, by: str) -> int:
    """Confirm the answers of PEOPLE."""
    return confirm.sign(settings, round_, people, agreeing, text, programs, by)


@confirm_group.command(name="except")
@click.argument("person")
@round_option
@click.option("--text", required=True, help="Why.")
@programs_option
@by_whom
@told
def except_(settings: Settings, person: str, round_: str, text: str, programs: Path | None, by: str) -> int:
    """PERSON need not answer in this round."""
    return confirm.excuse(settings, round_, person, text, programs, by)


@confirm_group.command(name="show")
@round_option
@programs_option
@as_json
@told
def show_round(settings: Settings, round_: str, programs: Path | None, as_json: bool) -> int:
    """Who was asked, answered, was confirmed; where an answer differs from the registers."""
    return confirm.overview(settings, round_, programs, as_json)


@confirm_group.command()
@round_option
@out_option
@programs_option
@told
def remind(settings: Settings, round_: str, out: Path, programs: Path | None) -> int:
    """The unanswered as a workbook, with a text to each."""
    return confirm.remind(settings, round_, programs, out)


@confirm_group.command()
@click.argument("case")
@click.argument("stage", type=click.Choice(projects.STAGES))
@programs_option
@by_whom
@told
def stage(settings: Settings, case: str, stage: str, programs: Path | None, by: str) -> int:
    """Project CASE is at this stage now; open-source checks begin with candidate."""
    return projects.move(settings, case, stage, programs, by)


@confirm_group.command()
@click.argument("case")
@click.argument("outcome", type=click.Choice(["adequate", "correction_asked"]))
@click.option("--text", default="", help="The correction that is asked for.")
@programs_option
@by_whom
@told
def outcome(settings: Settings, case: str, outcome: str, text: str, programs: Path | None, by: str) -> int:
    """Whether the risk management of project CASE is adequate."""
    return projects.conclude(settings, case, outcome, text, programs, by)


@confirm_group.command()
@click.argument("case")
@click.option("--for", "reader", type=click.Choice(list(projects.MAY_SEE)), default="confirmation", show_default=True)
@programs_option
@as_json
@told
def project(settings: Settings, case: str, reader: str, programs: Path | None, as_json: bool) -> int:
    """Project CASE at its stage."""
    return projects.view(settings, case, reader, programs, as_json)


@click.group(name="deemed")
def deemed_group() -> None:
    """The sheet on deemed exports: three questions to all alike, results that the office enters."""


@deemed_group.command()
@out_option
@programs_option
@told
def sheet(settings: Settings, out: Path, programs: Path | None) -> int:
    """Everybody, with what holds today; the rest is blank."""
    return deemed.sheet(settings, programs, out)


@deemed_group.command(name="take")
@click.argument("file", type=FILE)
@programs_option
@by_whom
@told
def take_deemed(settings: Settings, file: Path, programs: Path | None, by: str) -> int:
    """Take answers and results in; a cell that cannot be read keeps the whole file out."""
    return deemed.take(settings, file, programs, by)


@deemed_group.command()
@click.argument("person")
@click.option("--on", type=AS_OF, required=True, help="Since when.")
@programs_option
@by_whom
@told
def changed(settings: Settings, person: str, on: datetime, programs: Path | None, by: str) -> int:
    """The status of PERSON has changed: ask everything again."""
    return deemed.changed(settings, person, on.date(), programs, by)


@deemed_group.command(name="show")
@programs_option
@as_json
@told
def show_deemed(settings: Settings, programs: Path | None, as_json: bool) -> int:
    """What holds of each person, and what is to ask."""
    return deemed.overview(settings, programs, as_json)


ASKING = (confirm_group, deemed_group)
