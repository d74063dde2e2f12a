"""All checks, one after the other, as rows to show."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flows.doctor import contents, files
from flows.doctor.exchange import exchange
from flows.doctor.finding import WELL, Finding
from flows.messages import Messages
from flows.settings import Settings
from sources.errors import SekishoError

CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    files.lock,
    files.database,
    files.manifest,
    files.earlier_nights,
    files.left_over,
    files.refused,
    contents.archive,
    contents.coverage,
    contents.second_sources,
    contents.inbox,
    contents.ledger,
    exchange,
    files.disk,
)


def examine(settings: Settings, messages: Messages) -> list[dict[str, Any]]:
    """All findings, as rows."""
    return [
        {
            "what": finding.what,
            "is_well": finding.exit == WELL,
            "finding": messages.text(finding.key, settings.language, **_told(finding.facts, settings, messages)),
            "exit": finding.exit,
            "key": finding.key,
        }
        for check in CHECKS
        for finding in check(settings)
    ]


def _told(facts: Mapping[str, Any], settings: Settings, messages: Messages) -> dict[str, Any]:
    """A state and an error in the reader's words."""
    told = {name: messages.tell(value, settings.language) if isinstance(value, SekishoError) else value for name, value in facts.items()}
    return told | ({"state": messages.text(f"show.state.{facts['state']}", settings.language)} if "state" in facts else {})
