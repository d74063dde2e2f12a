"""The commands of `sekisho` for what people decide: queue, decide, clusters, gaps, audit."""

import getpass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from flows.desk import clusters, gaps, lookups
from flows.desk import commands as desk
from flows.desk.entries import JUDGEMENTS
from flows.invoke import AS_OF, FILE, PLACE, as_json, told
from flows.settings import Settings

by_whom = click.option("--by", default=getpass.getuser, help="Who says so (default: the account of this machine).")


@click.command()
@click.option("--program", help="Of this program only.")
@click.option("--capacity", type=click.IntRange(min=1), help="So many, the most urgent first.")
@click.option("--mine", is_flag=True, help="Own decisions that lapsed, and others' that wait for a second signer.")
@click.option("--overdue", is_flag=True, help="Decisions whose last day has passed.")
@by_whom
@as_json
@told
def queue(settings: Settings, program: str | None, capacity: int | None, mine: bool, overdue: bool, by: str, as_json: bool) -> int:
    """Possible hits that wait for people: by level of care, then by expected yield."""
    return desk.queue(settings, program, capacity, by if mine else None, overdue, as_json)


@click.command()
@click.argument("hit", required=False)
@click.argument("judgement", type=click.Choice([*JUDGEMENTS, "withdraw"]), required=False)
@click.option("--reason", help="A code; without one, all are listed.")
@click.option("--text", default="", help="The reason in words; it can be erased later.")
@click.option("--until", type=AS_OF, help="The last day on which it holds.")
@click.option("--second", is_flag=True, help="Sign a proposal as the second person.")
@click.option("--same-evidence", is_flag=True, help="And every waiting hit that rests on the very same.")
@click.option("--file", type=FILE, help="Many: JSON Lines or CSV {hit, judgement, reason, text, until}; all are written or none.")
@by_whom
@told
def decide(settings: Settings, hit: str | None, judgement: str | None, file: Path | None, by: str, **said: Any) -> int:
    """Say whether HIT (the beginning of its id) is the same, different or unsure; or withdraw what was said."""
    return desk.decide_said(settings, hit, judgement, file, by, **said)


@click.group(name="clusters")
def clusters_group() -> None:
    """Which entities of the lists are one body or person: why, and a person's word on it."""


said_why = click.option("--reason", required=True, help="Why; it stands with the link, and can be erased later.")


@clusters_group.command()
@click.argument("entity")
@as_json
@told
def show(settings: Settings, entity: str, as_json: bool) -> int:
    """The entities that are one with ENTITY (source:number), every link, and what people decided."""
    return clusters.explain(settings, entity, as_json)


@clusters_group.command()
@click.argument("entity")
@click.argument("other")
@said_why
@by_whom
@told
def join(settings: Settings, entity: str, other: str, reason: str, by: str) -> int:
    """Say that ENTITY and OTHER are one; the next night shows them as one."""
    return clusters.decide(settings, "one", entity, other, reason, by)


@clusters_group.command()
@click.argument("entity")
@click.argument("other")
@said_why
@by_whom
@told
def split(settings: Settings, entity: str, other: str, reason: str, by: str) -> int:
    """Say that ENTITY and OTHER are two; from the next night on no link brings them together."""
    return clusters.decide(settings, "two", entity, other, reason, by)


@clusters_group.command()
@click.argument("entry", type=click.IntRange(min=1))
@by_whom
@told
def withdraw(settings: Settings, entry: int, by: str) -> int:
    """Take back the decision ENTRY on entities."""
    return clusters.withdraw(settings, entry, by)


@click.group(name="lookups")
def lookups_group() -> None:
    """Requests that public works of a person be looked up whose program is not in tier 2."""


@lookups_group.command()
@click.argument("program")
@click.argument("subject")
@click.option("--legal-basis", help="A code; without one, all are listed.")
@click.option("--until", type=AS_OF, required=True, help="The last day on which it may be done.")
@said_why
@by_whom
@told
def allow(settings: Settings, program: str, subject: str, legal_basis: str | None, until: datetime, reason: str, by: str) -> int:
    """Record that public works of SUBJECT (its id in the results) may be looked up for PROGRAM."""
    return lookups.allow(settings, program, subject, legal_basis, until.date(), reason, by)


@lookups_group.command(name="withdraw")
@click.argument("entry", type=click.IntRange(min=1))
@by_whom
@told
def withdraw_request(settings: Settings, entry: int, by: str) -> int:
    """Take back the request ENTRY; nothing more is looked up on it."""
    return lookups.withdraw(settings, entry, by)


@click.group(name="gaps", invoke_without_command=True)
@click.option("--subject", help="Of this person only.")
@click.option("--all", "everything", is_flag=True, help="Explained and answered ones too.")
@as_json
@click.pass_context
def gaps_group(context: click.Context, subject: str | None, everything: bool, as_json: bool) -> None:
    """What persons told two bodies, or told and what is public, where it differs: questions to ask."""
    if context.invoked_subcommand is None:
        told(gaps.list_gaps)(subject=subject, everything=everything, as_json=as_json)


said_found = click.option("--reason", required=True, help="What the person answered; it can be erased later.")


@gaps_group.command()
@click.argument("gap")
@said_found
@by_whom
@told
def confirm(settings: Settings, gap: str, reason: str, by: str) -> int:
    """Say that the difference GAP (the beginning of its id) is real; only then it may count."""
    return gaps.answer(settings, gap, "confirmed", reason, by)


@gaps_group.command()
@click.argument("gap")
@said_found
@by_whom
@told
def explain(settings: Settings, gap: str, reason: str, by: str) -> int:
    """Say that the answer explains the difference GAP; it is not asked again."""
    return gaps.answer(settings, gap, "explained", reason, by)


@gaps_group.command(name="withdraw")
@click.argument("entry", type=click.IntRange(min=1))
@by_whom
@told
def withdraw_word(settings: Settings, entry: int, by: str) -> int:
    """Take back the word ENTRY on a difference."""
    return gaps.withdraw(settings, entry, by)


@click.group()
def audit() -> None:
    """The ledger of what people decided: is it whole, a copy of it, erasure of a person's text."""


@audit.command()
@click.option("--witness", type=FILE, help="An earlier export, kept elsewhere.")
@as_json
@told
def verify(settings: Settings, witness: Path | None, as_json: bool) -> int:
    """Walk the chain; say where anything was altered, lost, repeated or displaced."""
    return desk.audit_verify(settings, witness, as_json)


@audit.command()
@click.argument("file", type=PLACE)
@click.option("--with-texts", is_flag=True, help="With personal text: for the office's own backup, not for a witness.")
@told
def export(settings: Settings, file: Path, with_texts: bool) -> int:
    """Write the ledger to FILE as JSON Lines, without personal text."""
    return desk.audit_export(settings, file, with_texts)


@audit.command()
@click.argument("entry", type=click.IntRange(min=1))
@click.option("--legal-basis", help="A code; without one, all are listed.")
@by_whom
@told
def erase(settings: Settings, entry: int, legal_basis: str | None, by: str) -> int:
    """Erase the personal text of every entry on the person of whom the decision ENTRY speaks; the chain stays whole."""
    return desk.audit_erase(settings, entry, legal_basis, by)


@click.command(name="desk")
@click.option("--address", help="Where to answer (default: this machine only).")
@click.option("--port", type=click.IntRange(1, 65_535), help="Default: 8765.")
@click.option("--nightly", type=click.DateTime(["%H:%M"]), help="Begin a night by itself at this hour in Japan.")
@told
def desk_in_browser(settings: Settings, address: str | None, port: int | None, nightly: datetime | None) -> int:
    """The office's desk in the browser; on the first start it prints a link for the first account."""
    from flows.desk.web.serve import serve

    return serve(settings, address, port, nightly.time() if nightly else None)


@click.command(name="verify")
@click.argument("dossier", type=FILE)
@as_json
@told
def verify_dossier(settings: Settings, dossier: Path, as_json: bool) -> int:
    """Is DOSSIER as it was made, and does the archive say what it quotes? Needs no network."""
    return desk.verify_dossier(settings, dossier, as_json)


DESK = (queue, decide, clusters_group, gaps_group, lookups_group, audit, desk_in_browser, verify_dossier)
