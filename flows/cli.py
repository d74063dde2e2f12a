"""`sekisho`: every command a few lines. Exit 0 all well, 2 error, 3 incomplete coverage, 4 busy."""

import getpass
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from flows import commands
from flows.messages import LANGUAGES, Language, load_messages
from flows.settings import ROOT, Settings, load_settings
from sources.errors import Busy, SekishoError

MESSAGES = ROOT / "data" / "reference" / "messages"
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
PLACE = click.Path(path_type=Path)
AS_OF = click.DateTime(["%Y-%m-%d"])
as_json = click.option("--json", "as_json", is_flag=True, help="JSON for programs.")


def told(command: Callable[..., int | None]) -> Callable[..., None]:
    """Give the command its settings; errors on purpose become one sentence; what it returns is the exit code."""

    @wraps(command)
    @click.pass_context
    def run(context: click.Context, /, **options: Any) -> None:
        asked = context.find_root().params
        language: Language = asked["lang"] or "en"
        try:
            settings = load_settings(asked["home"], asked["lang"], commands.source_names())
            language = settings.language
            code = command(settings, **options) or 0
        except SekishoError as error:
            click.echo(load_messages(MESSAGES).tell(error, language), err=True)
            code = 4 if isinstance(error, Busy) else 2
        except OSError as error:
            facts = {"file": error.filename or "", "detail": error.strerror or str(error)}
            click.echo(load_messages(MESSAGES).text("settings.no_access", language, **facts), err=True)
            code = 2
        sys.exit(code)

    return run


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
@as_json
@told
def nightly(settings: Settings, mirror: Path | None, programs: Path | None, as_of: datetime | None, as_json: bool) -> int:
    """Fetch every list, build the database, screen all programs, publish the results."""
    return commands.nightly(settings, mirror, programs, as_of.date() if as_of else None, as_json)


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


@main.command()
@click.option("--names", type=click.IntRange(1), default=2_000, show_default=True, help="Names that are not listed, of every origin.")
@click.option("--keep", is_flag=True, help="Write the figures to data/reference/fairness.csv.")
@as_json
@told
def fairness(settings: Settings, names: int, keep: bool, as_json: bool) -> int:
    """Alerts and recall of invented names, origin by origin. Exit 1: farther apart than the bound allows."""
    return commands.fairness(settings, names, keep, as_json)


def run() -> None:
    """The console script. Leaves without the interpreter's farewell: after a flow's threads, DuckDB's binding would
    print pages of warnings about its own leaks there.
    """
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, _stop)
    try:
        code = main(standalone_mode=False)
    except SystemExit as done:
        code = done.code
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        code = _wrong_usage(error)
    except Exception as error:  # nobody's trace is for the person at the keyboard
        code = _unexpected(error)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


def _language() -> Language:
    """The language asked for, before (or although) the settings could not be read."""
    asked = " ".join(sys.argv).replace("=", " ")
    given = next((language for language in LANGUAGES if f"--lang {language}" in asked), None)
    try:
        return load_settings(None, given, commands.source_names()).language
    except SekishoError:
        return given or "en"


def _wrong_usage(error: click.ClickException) -> int:
    """What click has to say of an option or argument, in the reader's language."""
    messages, language = load_messages(MESSAGES), _language()
    named = (
        getattr(error, "option_name", "")
        or getattr(error, "param_hint", "")
        or getattr(getattr(error, "param", None), "human_readable_name", "")
    )
    key = f"cli.{type(error).__name__}"
    known = key if key in messages.texts else "cli.UsageError"
    click.echo(messages.text(known, language, name=named, detail=error.format_message()), err=True)
    return 2


def _unexpected(error: Exception) -> int:
    """A fault of ours: one sentence, and the places it passed through (never what it carried) in a file for the report."""
    from traceback import format_tb

    try:
        home = load_settings(None, None, commands.source_names()).home
        home.mkdir(parents=True, exist_ok=True)
        place = home / "fault.txt"
        place.write_text(f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}", encoding="utf-8")
    except (OSError, SekishoError):
        place = Path("-")
    click.echo(load_messages(MESSAGES).text("cli.fault", _language(), kind=type(error).__name__, file=str(place)), err=True)
    return 2


def _stop(signal_number: int, frame: object) -> None:
    """Leave at once: a night cut short at any point leaves the live file whole, and its server ends with it."""
    os.write(2, f"\n{load_messages(MESSAGES).text('cli.stopped', _language())}\n".encode())
    os._exit(128 + signal_number)
