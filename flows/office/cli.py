"""The commands of `sekisho` for the office's own work: tags, selfcheck, partner, lawful, and those that ask people."""

from datetime import datetime
from pathlib import Path

import click

from flows.desk.cli import by_whom
from flows.invoke import AS_OF, FILE, PLACE, as_json, told
from flows.office import lawful, partners, selfcheck, tagging
from flows.office.asking import ASKING, programs_option
from flows.settings import Settings
from sources.errors import LedgerError

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
        return selfcheck.read_checklist(settings, filled, programs, record, by, as_json)
    raise LedgerError("checklist.how")


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


OFFICE = (tags_group, selfcheck_command, *ASKING, partner_group, lawful_group)
