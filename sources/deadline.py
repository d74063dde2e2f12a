"""An end to one request, whatever it waits for.

A server may send a byte of its headers now and then for ever: each arrives within any read timeout. After the deadline
the connection is cut from outside, which ends every wait.
"""

import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Deadline:
    """`trace` is to be told of the connections made meanwhile (httpx's extension "trace"). `passed`: the end has come."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._stream: Any = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()

    def trace(self, event: str, about: Mapping[str, Any]) -> None:
        """A new connection is cut at the end too, or at once when that has come."""
        if event in _CONNECTED:
            self._stream = about["return_value"]
            if self.passed:
                self._end()

    def _end(self) -> None:
        self.passed = True
        if self._stream is not None:
            try:
                # Not the method of a TLS socket, which would take the session from under the thread that reads.
                socket.socket.shutdown(self._stream.get_extra_info("socket"), socket.SHUT_RDWR)
            except OSError:  # closed already
                return
