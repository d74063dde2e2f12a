"""A night started from the desk: a process of its own, so that a fault of it never ends the desk; how far it has come."""

import subprocess
import sys
from dataclasses import dataclass
from threading import Lock

from flows.lock import holder
from flows.settings import Settings

_RUN = "from flows.cli import run; run()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`steps`: names of steps and sources in the order they were begun; `code`: the exit code once it has ended (0 well, 2 error,
    3 incomplete, 4 busy); `said`: what it said about a fault. `is_elsewhere`: another process runs a night."""

    is_running: bool = False
    is_elsewhere: bool = False
    steps: tuple[str, ...] = ()
    code: int | None = None
    said: str = ""


class Runs:
    """At most one night at a time, this process's or another's."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> bool:
        """Begin a night unless one is running. Whether it was begun."""
        home = self._settings.home
        with self._lock:
            if self.progress().is_running:
                return False
            (home / "desk.steps").write_text("", encoding="utf-8")
            options = ["--home", str(home), "--lang", self._settings.language, "nightly", "--steps", str(home / "desk.steps")]
            with (home / "desk.run").open("wb") as said:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments
                    [sys.executable, "-c", _RUN, *options], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said
                )
            return True

    def progress(self) -> Progress:
        """How far the last night that this desk began has come."""
        home, process = self._settings.home, self._process
        code = process.poll() if process else None
        if (process is None or code is not None) and holder(self._settings.lock):
            return Progress(is_running=True, is_elsewhere=True)
        if process is None:
            return Progress()
        return Progress(
            is_running=code is None,
            steps=tuple((home / "desk.steps").read_text(encoding="utf-8").split()),
            code=code,
            said=(home / "desk.run").read_text(encoding="utf-8", errors="replace").strip() if code else "",
        )
