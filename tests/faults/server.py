"""A publisher that misbehaves: a real-socket HTTP server on 127.0.0.1 with one route per fault.

`python tests/faults/server.py` serves it until interrupted, to try sekisho by hand.
"""

import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIST = b'<?xml version="1.0" encoding="UTF-8"?>\n<list>' + b"<entry>a body</entry>" * 400 + b"</list>"
HTML = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>"
ETAG, CHANGED = '"edition-1"', "Fri, 27 Feb 2026 00:00:00 GMT"


class Publisher(ThreadingHTTPServer):
    """`asked`: path -> number of requests; `agents`: the User-Agents seen; `released`: set it to let a slow route end."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Routes)
        self.asked: Counter[str] = Counter()
        self.agents: list[str] = []
        self.released = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


@contextmanager
def publisher() -> Iterator[Publisher]:
    """A running server; ended at the end, slow routes included."""
    server = Publisher()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Routes(BaseHTTPRequestHandler):
    """The path is the fault; dashes for underscores. "/then-fine/N/fault" behaves from the N-th request on."""

    server: Publisher

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked[path] += 1
        self.server.agents.append(self.headers.get("User-Agent", ""))
        parts = path.strip("/").split("/")
        if parts[0] == "then-fine":
            parts = ["fine"] if self.server.asked[path] > int(parts[1]) else parts[2:]
        getattr(self, "route_" + parts[0].replace("-", "_"))()

    def route_fine(self) -> None:
        self._answer(200, LIST)

    def route_marked(self) -> None:
        if self.headers.get("If-None-Match") == ETAG or self.headers.get("If-Modified-Since") == CHANGED:
            self._answer(304, b"", ETag=ETAG)
        else:
            self._answer(200, LIST, ETag=ETAG, **{"Last-Modified": CHANGED})

    def route_500(self) -> None:
        self._answer(500, b"broken")

    def route_404(self) -> None:
        self._answer(404, HTML)

    def route_picky(self) -> None:
        """As a well-known firewall does: only agents that begin like a browser's and say who they are."""
        agent = self.headers.get("User-Agent", "")
        welcome = agent.startswith("Mozilla/5") and len(agent) >= 40 and "sekisho" in agent
        self._answer(200 if welcome else 403, LIST if welcome else HTML)

    def route_busy(self) -> None:
        self._answer(429, b"", **{"Retry-After": "7"})

    def route_busy_until(self) -> None:
        self._answer(503, b"", Date="Sun, 22 Nov 2026 00:00:00 GMT", **{"Retry-After": "Sun, 22 Nov 2026 00:00:30 GMT"})

    def route_login(self) -> None:
        self._answer(302, b"", Location="/html")

    def route_elsewhere(self) -> None:
        self._answer(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def route_other_scheme(self) -> None:
        self._answer(302, b"", Location="file:///etc/hostname")

    def route_moved(self) -> None:
        self._answer(301, b"", Location="/fine")

    def route_round(self) -> None:
        self._answer(302, b"", Location="/round")

    def route_html(self) -> None:
        self._answer(200, HTML, **{"Content-Type": "application/xml"})

    def route_empty(self) -> None:
        self._answer(200, b"")

    def route_no_content(self) -> None:
        self._answer(204, b"")

    def route_other_type(self) -> None:
        self._answer(200, b"%PDF-1.7 not the list")

    def route_cut(self) -> None:
        self._answer(200, LIST[:500], length=len(LIST))

    def route_reset(self) -> None:
        self._answer(200, LIST[:500], length=len(LIST), flush=True)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def route_packed(self) -> None:
        self._answer(200, b"\x1f\x8b" + LIST, **{"Content-Encoding": "gzip"})

    def route_huge(self) -> None:
        """More and more, without saying how much."""
        self._answer(200, LIST, length=None, flush=True)
        while not self.server.released.is_set():
            try:
                self.wfile.write(LIST)
            except OSError:
                return

    def route_drip(self) -> None:
        """A byte now and then, for ever: each arrives within any read timeout."""
        self._answer(200, b"<", length=None, flush=True)
        while not self.server.released.wait(0.02):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return

    def route_silent(self) -> None:
        self.server.released.wait()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""

    def _answer(self, status: int, body: bytes, *, length: int | None = -1, flush: bool = False, **headers: str) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length == -1 else length))
        self.end_headers()
        self.wfile.write(body)
        if flush:
            self.wfile.flush()


if __name__ == "__main__":
    with publisher() as running:
        print("faults at", running.url("/"), "routes:", ", ".join(sorted(name[6:] for name in dir(Routes) if name.startswith("route_"))))
        running.released.wait()
