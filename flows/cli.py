"""`sekisho`: every command a few lines. Exit 0 all well, 2 error, 3 incomplete coverage, 4 busy."""

import gc
import getpass
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from flows import commands
from flows.desk.cli import DESK
from flows.exchange.cli import EXCHANGE
from flows.invoke import AS_OF, FILE, PLACE, Several, as_json, stop, told, wrong_usage
from flows.messages import LANGUAGES
from flows.office.cli import OFFICE
from flows.policies.cli import POLICIES
from flows.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", type=PLACE, help="Folder for raw/, out/ and the database (default: data).")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages (default: that of the system).")
@click.version_option(package_name="sekisho")
def main(home: Path | None, lang: str | None) -> None:
    """Due-diligence screening for research security: public lists in, cases screened, explained results out."""
    os.umask(0o077)


@main.command()
@click.option("--mirror", type=PLACE, help="Read DIR/<host>/<path> (what `wget -x` leaves) instead of the network.")
@click.option("--programs", type=PLACE, help="A workbook, or a folder with programs.toml and csv files.")
@click.option("--as-of", type=AS_OF, help="The date results speak of (default: today in Japan).")
@click.option("--verify-full", is_flag=True, help="Build and search all of it a second time; publish only if not a row differs.")
@click.option("--steps", "steps_to", type=PLACE, help="A file to which the name of each step is added as it begins.")
@as_json
@told
def nightly(settings: Settings, mirror: Path | None, programs: Path | None, as_of: datetime | None, as_json: bool, **how: Any) -> int:
    """Fetch every list, build the database, screen all programs, publish the results."""
    return commands.nightly(settings, mirror, programs, as_of.date() if as_of else None, as_json, **how)


@main.command()
@click.option("--mirror", type=PLACE, help="Read DIR/<host>/<path> instead of the network.")
@as_json
@told
def ingest(settings: Settings, mirror: Path | None, as_json: bool) -> int:
    """Fetch and judge every source, without screening anything."""
    return commands.ingest(settings, mirror, as_json)


@main.command()
@click.argument("workbook", type=PLACE)
@click.option("--out", type=PLACE, help="Folder for the results (default: out/screened).")
@as_json
@told
def screen(settings: Settings, workbook: Path, out: Path | None, as_json: bool) -> int:
    """Screen WORKBOOK now, against the lists of the last night."""
    return commands.screen(settings, workbook, out, as_json)


@main.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(["person", "organisation", "vessel", "unknown"]), default="unknown")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@as_json
@told
def search(settings: Settings, name: str, kind: str, limit: int, as_json: bool) -> int:
    """Look NAME up among everything the lists hold."""
    return commands.search(settings, name, kind, limit, as_json)


@main.group(invoke_without_command=True)
@as_json
@click.pass_context
def sources(context: click.Context, as_json: bool) -> None:
    """The catalogue: every source, its edition in use, its state."""
    if context.invoked_subcommand is None:
        told(commands.sources)(as_json=as_json)


@sources.command()
@click.argument("name")
@click.option("--reason", required=True, help="Why this edition may be used; it is kept in the log.")
@click.option("--by", default=getpass.getuser, help="Who accepts it.")
@told
def accept(settings: Settings, name: str, reason: str, by: str) -> int:
    """Accept the edition of NAME that is on hold; the next night uses it."""
    return commands.accept(settings, name, reason, by)


@sources.command()
@click.argument("name")
@click.option("--title", default="A new list", show_default=True, help="What the list is called.")
@told
def new(settings: Settings, name: str, title: str) -> int:
    """Write the beginnings of a source NAME into this checkout: reader, sample, line in the catalogue."""
    return commands.new_source(settings, name, title)


@main.command()
@click.argument("source")
@click.option("--since", type=AS_OF, help="Only what we learnt on this date or later.")
@as_json
@told
def changes(settings: Settings, source: str, since: datetime | None, as_json: bool) -> int:
    """What the editions of SOURCE added, removed or changed, entry by entry."""
    return commands.changes(settings, source, since.date() if since else None, as_json)


@main.command()
@click.option("--as-of", type=AS_OF, help="The day in the world (default: today in Japan).")
@click.option("--known-at", type=AS_OF, help="The day on which we knew it (default: today in Japan).")
@click.option("--source", help="One source only.")
@as_json
@told
def listings(settings: Settings, as_of: datetime | None, known_at: datetime | None, source: str | None, as_json: bool) -> int:
    """What stood on the lists on one day, by what was known on another; also what was announced and not yet in force."""
    return commands.listings(settings, as_of.date() if as_of else None, known_at.date() if known_at else None, source, as_json)


@main.command()
@click.argument("subject")
@click.option("--program", default="", help="Of this program only.")
@as_json
@told
def timeline(settings: Settings, subject: str, program: str, as_json: bool) -> int:
    """Where SUBJECT was and is, who says so, what it means under each window; what there is to ask."""
    return commands.timeline(settings, subject, program, as_json)


@main.command()
@click.argument("path", type=PLACE, default=Path("sekisho-template.xlsx"))
@told
def template(settings: Settings, path: Path) -> int:
    """Write an empty workbook for programs, cases, institutions, people and disclosures."""
    return commands.template(settings, path)


@main.command()
@as_json
@told
def doctor(settings: Settings, as_json: bool) -> int:
    """Is the database whole, the manifest true, every source young enough?"""
    return commands.doctor(settings, as_json)


@main.command()
@click.option("--last-good", is_flag=True, help="The newest that is as it was published.")
@click.option("--night", type=AS_OF, help="That of this night.")
@told
def restore(settings: Settings, last_good: bool, night: datetime | None) -> int:
    """Put an earlier night's database file back in use; three are kept."""
    return commands.restore(settings, last_good, night.date() if night else None)


@main.command()
@click.option("--programs", type=PLACE, help="A workbook, or a folder with programs.toml and csv files.")
@as_json
@told
def rebuild(settings: Settings, programs: Path | None, as_json: bool) -> int:
    """Build the last night's database and results anew from data/raw."""
    return commands.rebuild(settings, programs, as_json)


@main.command()
@click.argument("names", nargs=-1)
@click.option("--kind", type=click.Choice(["person", "organisation", "vessel", "unknown"]), default="unknown")
@click.option("--pairs", type=FILE, help="JSON Lines {id, kind, a, b}.")
@click.option("--out", type=PLACE, help="JSON Lines {id, score, same, evidence}.")
@told
def compare(settings: Settings, names: tuple[str, ...], kind: str, pairs: Path | None, out: Path | None) -> int:
    """Compare two names, or a file of pairs, and say why."""
    return commands.compare(settings, names, kind, pairs, out)


@main.command(name="match")
@click.option("--list", "listed", type=FILE, required=True, help="JSON Lines {id, kind, names, countries}.")
@click.option("--queries", type=FILE, required=True, help="JSON Lines {id, kind, name, countries}.")
@click.option("--out", type=PLACE, required=True, help="JSON Lines {query, entity, name, score, hit}, best first.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@told
def match_command(settings: Settings, listed: Path, queries: Path, out: Path, limit: int) -> int:
    """Screen a file of names against a list of one's own."""
    return commands.match(listed, queries, out, limit)


@main.command(cls=Several)
@click.option("--registry", type=FILE, multiple=True, required=True, help="Files of ROR, schema 1 or 2: --registry FILE FILE …")
@click.option("--strings", type=FILE, help="JSON Lines {id, affiliation}.")
@click.option("--out", type=PLACE, help="JSON Lines {id, organisations, candidates}, each [{ror, name, score}].")
@click.option("--string", "text", help="One affiliation; what was found, at which level and why is told here.")
@told
def resolve(settings: Settings, registry: tuple[Path, ...], strings: Path | None, out: Path | None, text: str | None) -> int:
    """Say which organisations affiliation strings name."""
    return commands.resolve(settings, registry, strings, out, text)


@main.command()
@click.option("--names", type=click.IntRange(1), default=2_000, show_default=True, help="Names that are not listed, of every origin.")
@click.option("--keep", is_flag=True, help="Write the figures to data/reference/fairness.csv.")
@as_json
@told
def fairness(settings: Settings, names: int, keep: bool, as_json: bool) -> int:
    """Alerts and recall of invented names, origin by origin. Exit 1: farther apart than the bound allows."""
    return commands.fairness(settings, names, keep, as_json)


for command in (*DESK, *POLICIES, *OFFICE, *EXCHANGE):
    main.add_command(command)


def run() -> None:
    """The console script. Leaves without the interpreter's farewell: after a flow's threads, DuckDB's binding would
    print pages of warnings about its own leaks there.
    """
    # Tables and indexes are millions of lasting objects: looking them all through again and again takes a third of a run.
    gc.set_threshold(100_000, 20, 20)
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, stop)
    try:
        code = main(standalone_mode=False)
    except SystemExit as done:
        code = done.code
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        code = wrong_usage(error)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)
