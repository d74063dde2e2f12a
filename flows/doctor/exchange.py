"""The exchange with other members: its file, one's own keys, the members file, and how long each still holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from flows.desk.store import damage
from flows.doctor.finding import ERROR, INCOMPLETE, WELL, Finding
from flows.exchange.keyring import Keyring
from flows.exchange.members import Members
from flows.exchange.store import FORM, SECONDS, pinned, transaction
from flows.settings import Settings
from sources.errors import SekishoError

SOON = timedelta(days=30)


def exchange(settings: Settings) -> Iterator[Finding]:
    """Nothing where no consortium was ever trusted."""
    name = settings.exchange_store.name
    if not settings.exchange_store.exists():
        return
    try:
        if said := damage(settings.exchange_store, SECONDS, FORM):
            yield Finding(name, ERROR, "exchange.damaged", {"file": name, "detail": said[0]})
            return
        with transaction(settings.exchange_store) as connection:
            members = pinned(connection)
        ring = Keyring(settings.exchange / "keys")
        own, keyids = ring.identity().name, {one.public.keyid for one in ring.secrets()}
    except SekishoError as error:
        yield Finding(name, ERROR, error.key, error.facts)
        return
    yield from _holding(members, own, keyids, datetime.now(UTC).date())


def _holding(members: Members, own: str, keyids: set[str], today: date) -> Iterator[Finding]:
    """What runs out soon, or has; else that all is well."""
    keys = members.members[own].keys if own in members.members else ()
    until = max((key.valid_to for key in keys if key.public.keyid in keyids and key.signs_on(today)), default=None)
    faults = []
    if members.expires < today + SOON:
        faults.append(Finding("members", INCOMPLETE, "doctor.members_expire", {"expires": members.expires}))
    if until is None:
        faults.append(Finding("keys", ERROR, "exchange.no_valid_key", {"name": own}))
    elif until < today + SOON:
        faults.append(Finding("keys", INCOMPLETE, "doctor.keys_expire", {"until": until}))
    yield from faults or [Finding("exchange", WELL, "doctor.exchange", {"edition": members.edition, "expires": members.expires})]
