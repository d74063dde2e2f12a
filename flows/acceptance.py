"""A person's word that a held edition may be used."""

from dataclasses import replace
from datetime import datetime

from flows.archive import Archive, is_proved
from flows.desk.entries import Acceptance
from flows.desk.ledger import Ledger
from flows.desk.standing import in_japan
from flows.lock import one_at_a_time
from flows.settings import Settings
from sources.catalog import by_name
from sources.errors import SettingsError


def accept_edition(settings: Settings, name: str, reason: str, by: str, at: datetime) -> None:
    """Kept in the ledger, then in the log that the next night reads. Raises SettingsError when nothing waits, Busy during a night."""
    if not reason.strip() or not by.strip():
        raise SettingsError("accept.no_reason", source=name)
    source = by_name(name).SOURCE
    with one_at_a_time(settings.lock):
        archive = Archive(settings.raw)
        log = archive.log(source.name)
        held = log[-1] if log and log[-1].verdict == "held" else None
        if held is None and (good := archive.last_good(source.name)) and not is_proved(source, good, log):
            held = good
        if held is None:
            raise SettingsError("accept.nothing_held", source=name)
        Ledger(settings.ledger).append(Acceptance(source=source.name, edition=held.edition, text=reason.strip()), by=by.strip(), at=at)
        accepted = replace(
            held, on=in_japan(at), verdict="accepted", is_sample=False, key="", facts={}, by=by.strip(), reason=reason.strip()
        )
        archive.note(source.name, accepted)
