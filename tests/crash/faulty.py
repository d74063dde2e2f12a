"""A disk that fails when asked to: the k-th write, fsync, rename, link, mkdir or open-for-write of this process raises OSError."""

import _pyio
import builtins
import errno
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OPERATIONS = ("write", "sendfile", "fsync", "replace", "rename", "link", "mkdir", "open")
_OWN = str(Path(__file__).resolve().parents[2])


@dataclass
class FaultyDisk:
    """`fails_at`: the number of the operation that fails, from 1; 0 for none. `sites`: what was asked for, and from where."""

    fails_at: int = 0
    number: int = errno.ENOSPC
    sites: list[str] = field(default_factory=list)
    unraised: list[str] = field(default_factory=list)

    def install(self) -> None:
        """For the rest of this process. Files are opened by Python's own implementation in Python, so that every write passes here."""
        for name in OPERATIONS:
            setattr(os, name, self._guarded(name, getattr(os, name)))
        builtins.open = io.open = _pyio.open  # type: ignore[assignment]
        sys.unraisablehook = lambda raised: self.unraised.append(repr(raised.exc_value))

    def _guarded(self, name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **more: Any) -> Any:
            if name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR):
                return do(*arguments, **more)
            self.sites.append(f"{name} {_site()}")
            if len(self.sites) == self.fails_at:
                raise OSError(self.number, os.strerror(self.number))
            return do(*arguments, **more)

        return guarded


def _site() -> str:
    """The two innermost places of the project on the way here."""
    frame, found = sys._getframe(2), []
    while frame and len(found) < 2:
        name = frame.f_code.co_filename
        if name.startswith(_OWN) and "/tests/" not in name and "/.venv/" not in name:
            found.append(f"{Path(name).name}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(found)
