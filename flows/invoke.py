"""How a command is called and ends: its settings, its exit code, and one sentence for whatever goes wrong."""

import errno
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from traceback import format_tb
from typing import Any

import click

from flows import commands
from flows.messages import LANGUAGES, Language, load_messages
from flows.settings import ROOT, load_settings
from sources.errors import Busy, SekishoError

MESSAGES = ROOT / "data" / "reference" / "messages"
OF_THE_DISK = {errno.ENOSPC: "disk.full", errno.EDQUOT: "disk.full", errno.EFBIG: "disk.full", errno.EIO: "disk.failed"}
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
PLACE = click.Path(path_type=Path)
AS_OF = click.DateTime(["%Y-%m-%d"])
as_json = click.option("--json", "as_json", is_flag=True, help="JSON for programs.")


class Several(click.Command):
    """A command whose repeatable options take several values at once: --registry A B is --registry A --registry B."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        repeatable = {flag for option in self.params if isinstance(option, click.Option) and option.multiple for flag in option.opts}
        given: list[str] = []
        flag = ""
        for arg in args:
            if arg.startswith("-"):
                flag = arg if arg in repeatable else ""
            elif flag and given[-1] != flag:
                given.append(flag)
            given.append(arg)
        return super().parse_args(ctx, given)


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
            facts = {"file": error.filename or asked["home"] or "data", "detail": error.strerror or str(error)}
            click.echo(load_messages(MESSAGES).text(OF_THE_DISK.get(error.errno or 0, "settings.no_access"), language, **facts), err=True)
            code = 2
        except Exception as error:  # nobody's trace is for the person at the keyboard
            code = _unexpected(error, asked["home"], language)
        sys.exit(code)

    return run


def language_asked() -> Language:
    """The language asked for, before (or although) the settings could not be read."""
    asked = " ".join(sys.argv).replace("=", " ")
    given = next((language for language in LANGUAGES if f"--lang {language}" in asked), None)
    try:
        return load_settings(None, given, commands.source_names()).language
    except SekishoError:
        return given or "en"


def wrong_usage(error: click.ClickException) -> int:
    """What click has to say of an option or argument, in the reader's language."""
    messages, language = load_messages(MESSAGES), language_asked()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return 2
    named = (
        getattr(error, "option_name", "")
        or getattr(error, "param_hint", "")
        or getattr(getattr(error, "param", None), "human_readable_name", "")
    )
    key = f"cli.{type(error).__name__}"
    known = key if key in messages.texts else "cli.UsageError"
    click.echo(messages.text(known, language, name=named, detail=error.format_message()), err=True)
    return 2


def _unexpected(error: Exception, home: Path | None, language: Language) -> int:
    """A fault of ours: one sentence, and the places it passed through (never what it carried) in a file for the report."""
    try:
        home = load_settings(home, None, commands.source_names()).home
        home.mkdir(parents=True, exist_ok=True)
        place = home / "fault.txt"
        place.write_text(f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}", encoding="utf-8")
    except (OSError, SekishoError):
        place = Path("-")
    click.echo(load_messages(MESSAGES).text("cli.fault", language, kind=type(error).__name__, file=str(place)), err=True)
    return 2


def stop(signal_number: int, frame: object) -> None:
    """Leave at once: a night cut short at any point leaves the live file whole, and its server ends with it."""
    os.write(2, f"\n{load_messages(MESSAGES).text('cli.stopped', language_asked())}\n".encode())
    os._exit(128 + signal_number)
