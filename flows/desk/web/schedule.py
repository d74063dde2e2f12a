"""The night's hour: while the desk is open it begins a night by itself once a day."""

from datetime import datetime, time, timedelta
from threading import Event, Thread

from flows.desk.web.context import Clock
from flows.desk.web.runs import Runs

JAPAN = timedelta(hours=9)


def next_at(now: datetime, hour: time) -> datetime:
    """The next time it is `hour` in Japan; `now` in UTC."""
    there = now + JAPAN
    today = there.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    return (today if today > there else today + timedelta(days=1)) - JAPAN


def keep_hours(runs: Runs, hour: time, clock: Clock, ended: Event) -> Thread:
    """A thread that begins a night at that hour until `ended` is set; a night that runs already is left alone."""

    def wait() -> None:
        while not ended.wait((next_at(clock(), hour) - clock()).total_seconds()):
            runs.start()

    thread = Thread(target=wait, name="hours", daemon=True)
    thread.start()
    return thread
