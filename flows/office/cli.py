"""The commands of `sekisho` for the office's own work: tags, selfcheck, confirm, deemed, partner, lawful."""

from datetime import datetime
from pathlib import Path

import click

from flows.desk.cli import by_whom
from flows.invoke import AS_OF, FILE, PLACE, as_json, told
from flows.office import confirm, deemed, lawful, partners, projects, selfcheck, tagging
from flows.settings import Settings

programs_option = click.option("--programs", type=PLACE, help="A workbook or folder (default: as a night finds them).")
out_option = click.option("--out", type=PLACE, required=True, help="The workbook to write.")
round_option = click.option("--round", "round_", required=True, help="The year or turn that is asked for.")
side_option = click.option("--side", type=click.Choice(["researcher", "institution"]), default="researcher", show_default=True)


@click.group(name="tags")
def tags_group() -> None:
    """Technology areas of a text, proposed by its own words; a person accepts or declines them."""


@tags_group.command(name="show")
@click.argument("case", required=False)
@click.option("--text", help="A text instead of a case.")
@programs_option
@as_json
@told
def show_tags(settings: Settings, case: str | None, text: str | None, programs: Path | None, as_json: bool) -> int:
    """What CASE, or a text, speaks of, with the quoted words."""
    return tagging.show_proposals(settings, case, text, programs, as_json)


@tags_group.command()
@click.argument("case")
@click.argument("area")
@click.argument("verdict", type=click.Choice(["accepted", "declined"]))
@programs_option
@by_whom
@told
def judge(settings: Settings, case: str, area: str, verdict: str, programs: Path | None, by: str) -> int:
    """Accept or decline the proposed AREA (jp:quantum) of CASE."""
    return tagging.judge(settings, case, area, verdict, programs, by)


@click.command(name="selfcheck")
@click.argument("case", required=False)
@click.option("--out", type=PLACE, help="Write the checklist of CASE here.")
@click.option("--read", "filled", type=FILE, help="Read a filled checklist back.")
@side_option
@click.option("--record", is_flag=True, help="And write its answers to the ledger.")
@programs_option
@by_whom
@as_json
@told
def selfcheck_command(
    settings: Settings, case: str | None, out: Path | None, filled: Path | None, side: str, record: bool, programs: Path | None,
    by: str, as_json: bool,
) -> int:  # fmt: skip
    """The checklist of a case as a workbook, and read back by the office's own rules, before anything is handed in."""
    if filled is None and case and out:
        return selfcheck.write_checklist(settings, case, side, programs, out, by)
    if filled is not None and not case and not out:
        return selfcheck.read_checklist(settings, filled, side, programs, record, by, as_json)
    raise click.UsageError("selfcheck CASE --out FILE, or selfcheck --read FILE")


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


@click.group(name="partner")
def partner_group() -> None:
    """Purpose of a contract, the other side's members, who pays; what changed; what events make due."""


@partner_group.command(name="show")
@click.argument("case")
@programs_option
@as_json
@told
def show_partner(settings: Settings, case: str, programs: Path | None, as_json: bool) -> int:
    """How CASE stands, and what changed since it was last recorded."""
    return partners.overview(settings, case, programs, as_json)


@partner_group.command(name="record")
@click.argument("case")
@programs_option
@by_whom
@told
def record_partner(settings: Settings, case: str, programs: Path | None, by: str) -> int:
    """Write down how CASE stands, to compare with the next time."""
    return partners.record(settings, case, programs, by)


@partner_group.command()
@click.argument("case")
@click.argument("event")
@click.option("--on", type=AS_OF, required=True)
@programs_option
@by_whom
@told
def event(settings: Settings, case: str, event: str, on: datetime, programs: Path | None, by: str) -> int:
    """EVENT happened to CASE (application, award, yearly_review, members_changed, list_changed, end): what is due?"""
    return partners.happened(settings, case, event, on.date(), programs, by)


@partner_group.command(name="due")
@click.argument("case")
@programs_option
@as_json
@told
def due_steps(settings: Settings, case: str, programs: Path | None, as_json: bool) -> int:
    """What recorded events of CASE made due and nobody has answered since."""
    return partners.agenda(settings, case, programs, as_json)


@click.group(name="lawful")
def lawful_group() -> None:
    """What leaves for an authority: asked, approved by another person, written down, then made."""


@lawful_group.command()
@click.option("--authority", required=True, help="Who asks.")
@click.option("--legal-basis", required=True, help="The provision it names.")
@click.option("--reference", required=True, help="Its letter: number and date.")
@click.option("--program", required=True)
@click.option("--case", "cases", multiple=True, required=True, help="A case it asks for; may stand several times.")
@click.option("--scope", multiple=True, required=True, type=click.Choice(lawful.SCOPE), help="A part it asks for; may stand several times.")
@by_whom
@told
def request(
    settings: Settings, authority: str, legal_basis: str, reference: str, program: str, cases: tuple[str, ...], scope: tuple[str, ...],
    by: str,
) -> int:  # fmt: skip
    """Write a request down."""
    return lawful.request(settings, authority, legal_basis, reference, program, cases, scope, by)


@lawful_group.command()
@click.argument("entry", type=click.IntRange(min=1))
@click.option("--text", default="", help="On which consideration.")
@by_whom
@told
def approve(settings: Settings, entry: int, text: str, by: str) -> int:
    """Approve request ENTRY; another person than the one who wrote it down."""
    return lawful.approve(settings, entry, text, by)


@lawful_group.command()
@click.argument("entry", type=click.IntRange(min=1))
@click.option("--out", type=PLACE, required=True, help="The file to make.")
@by_whom
@told
def release(settings: Settings, entry: int, out: Path, by: str) -> int:
    """Make the file of the approved request ENTRY, once; the ledger says so first."""
    return lawful.release(settings, entry, out, by)


@lawful_group.command(name="show")
@as_json
@told
def show_lawful(settings: Settings, as_json: bool) -> int:
    """Every request: who asked on which basis, who approved, what left."""
    return lawful.overview(settings, as_json)


OFFICE = (tags_group, selfcheck_command, confirm_group, deemed_group, partner_group, lawful_group)
