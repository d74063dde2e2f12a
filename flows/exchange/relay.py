"""The hub: passes bundles on to those they are addressed to. It checks who says it and that nothing was altered; it cannot read them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.disk import write_private
from flows.exchange.accepting import CONTENT, ENVELOPE, bytes_of
from flows.exchange.envelope import LARGEST
from flows.exchange.members import Members
from flows.exchange.verifying import verified
from sources.errors import ExchangeError, SekishoError


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One bundle: to whom it went, or why to nobody."""

    name: str
    to: tuple[str, ...] = ()
    refused: SekishoError | None = None


def relay(coming: Path, going: Path, members: Members, now: datetime) -> list[Passed]:
    """Copy each bundle of `coming` into a folder for each of its recipients under `going`. One that is refused goes nowhere."""
    return [_passed(path, going, members, now) for path in sorted(coming.glob(f"*{ENVELOPE}"))]


def _passed(path: Path, going: Path, members: Members, now: datetime) -> Passed:
    name = path.name.removesuffix(ENVELOPE)
    try:
        content = path.with_name(name + CONTENT)
        if not content.exists():
            raise ExchangeError("exchange.half", file=content.name)
        files = {content.name: bytes_of(content), path.name: bytes_of(path, LARGEST)}
        statement = verified(files[path.name], files[content.name], members, now).statement
        to = tuple(one for one in sorted(statement.recipients) if one in members.active)
        for recipient in to:
            for file, held in files.items():
                write_private(going / recipient / file, held)
    except SekishoError as error:
        return Passed(name=name, refused=error)
    return Passed(name=name, to=to)
