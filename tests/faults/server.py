"""A publisher that misbehaves: a real-socket HTTP server on 127.0.0.1 with one route per fault.

`python tests/faults/server.py` serves it until interrupted, to try sekisho by hand.
"""

import gzip
import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIST = b'<?xml version="1.0" encoding="UTF-8"?>\n<list>' + b"<entry>a body</entry>" * 400 + b"</list>"
HTML = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>"
CAPTCHA = b'<?xml version="1.0"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>Are you a robot?</body></html>'
ETAG, CHANGED = '"edition-1"', "Fri, 27 Feb 2026 00:00:00 GMT"


class Publisher(ThreadingHTTPServer):
    """`asked`: path -> number of requests; `agents`: the User-Agents seen; `released`: set it to let a slow route end.

    `content`: the list it publishes. tls: what to speak TLS with.
    """

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Routes)
        self.content = LIST
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.asked: Counter[str] = Counter()
        self.agents: list[str] = []
        self.released = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, as ours does on a bad certificate, is no trouble of the server's."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


@contextmanager
def publisher(tls: ssl.SSLContext | None = None) -> Iterator[Publisher]:
    """A running server; ended at the end, slow routes included."""
    server = Publisher(tls)
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
    """The path is the fault; dashes for underscores. "/then-fine/N/fault" behaves from the N-th request on, "/hop/N/fault"
    redirects N times within the publisher first."""

    server: Publisher

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked[path] += 1
        self.server.agents.append(self.headers.get("User-Agent", ""))
        parts = path.strip("/").split("/")
        if parts[0] == "then-fine":
            parts = ["fine"] if self.server.asked[path] > int(parts[1]) else parts[2:]
        if parts[0] == "hop":
            hops, fault = int(parts[1]), "/".join(parts[2:])
            self._answer(302, b"", Location=f"/hop/{hops - 1}/{fault}" if hops > 1 else f"/{fault}")
            return
        getattr(self, "route_" + parts[0].replace("-", "_"))()

    def route_fine(self) -> None:
        self._answer(200, self.server.content)

    def route_mislabelled(self) -> None:
        """The right bytes under a wrong header."""
        self._answer(200, self.server.content, **{"Content-Type": "application/pdf"})

    def route_always_304(self) -> None:
        self._answer(304, b"")

    def route_marked(self) -> None:
        if self.headers.get("If-None-Match") == ETAG or self.headers.get("If-Modified-Since") == CHANGED:
            self._answer(304, b"", ETag=ETAG)
        else:
            self._answer(200, self.server.content, ETag=ETAG, **{"Last-Modified": CHANGED})

    def route_500(self) -> None:
        self._answer(500, b"broken")

    def route_404(self) -> None:
        self._answer(404, HTML)

    def route_picky(self) -> None:
        """As a well-known firewall does: only agents that begin like a browser's and say who they are."""
        agent = self.headers.get("User-Agent", "")
        welcome = agent.startswith("Mozilla/5") and len(agent) >= 40 and "sekisho" in agent
        self._answer(200 if welcome else 403, self.server.content if welcome else HTML)

    def route_busy(self) -> None:
        self._answer(429, b"", **{"Retry-After": "7"})

    def route_busy_until(self) -> None:
        self._answer(503, b"", Date="Sun, 22 Nov 2026 00:00:00 GMT", **{"Retry-After": "Sun, 22 Nov 2026 00:00:30 GMT"})

    def route_busy_for_ages(self) -> None:
        self._answer(429, b"", **{"Retry-After": "99999999999"})

    def route_busy_in_riddles(self) -> None:
        self._answer(429, b"", **{"Retry-After": "in a while"})

    def route_login(self) -> None:
        self._answer(302, b"", Location="/html")

    def route_elsewhere(self) -> None:
        self._answer(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def route_other_scheme(self) -> None:
        self._answer(302, b"", Location="file:///etc/hostname")

    def route_decimal(self) -> None:
        self._answer(302, b"", Location="http://2130706433/fine")

    def route_someone_else(self) -> None:
        self._answer(302, b"", Location="//127.0.0.1@example.org/fine")

    def route_inside(self) -> None:
        self._answer(302, b"", Location="http://[::ffff:10.0.0.8]/fine")

    def route_known_host(self) -> None:
        self._answer(302, b"", Location="https://elsewhere.example/list.xml")

    def route_moved(self) -> None:
        self._answer(301, b"", Location="/fine")

    def route_round(self) -> None:
        self._answer(302, b"", Location="/round")

    def route_html(self) -> None:
        self._answer(200, HTML, **{"Content-Type": "application/xml"})

    def route_captcha(self) -> None:
        self._answer(200, CAPTCHA, **{"Content-Type": "text/xml"})

    def route_empty(self) -> None:
        self._answer(200, b"")

    def route_no_content(self) -> None:
        self._answer(204, b"")

    def route_other_type(self) -> None:
        self._answer(200, b"%PDF-1.7 not the list")

    def route_partial(self) -> None:
        self._answer(206, self._half(), **{"Content-Range": f"bytes 0-{len(self._half()) - 1}/{len(self.server.content)}"})

    def route_cut(self) -> None:
        self._answer(200, self._half(), length=len(self.server.content))

    def route_cut_in_silence(self) -> None:
        """Nothing says how long the body should be: only a reader can tell."""
        self._answer(200, self._half(), length=None)

    def route_announces_less(self) -> None:
        self._answer(200, self.server.content, length=len(self._half()))

    def route_reset(self) -> None:
        self._answer(200, self._half(), length=len(self.server.content), flush=True)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def route_hang_up(self) -> None:
        self.connection.close()

    def route_gibberish(self) -> None:
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")

    def route_broken_chunks(self) -> None:
        self._chunks(b"%x\r\n%b\r\nnot a size\r\n" % (len(self._half()), self._half()))

    def route_chunks_cut(self) -> None:
        self._chunks(b"%x\r\n%b\r\n" % (len(self._half()), self._half()))

    def route_packed(self) -> None:
        self._answer(200, gzip.compress(self.server.content), **{"Content-Encoding": "gzip"})

    def route_packed_in_name_only(self) -> None:
        self._answer(200, self.server.content, **{"Content-Encoding": "gzip"})

    def route_packed_cut(self) -> None:
        self._answer(200, gzip.compress(self.server.content)[:-20], **{"Content-Encoding": "gzip"})

    def route_packed_wrongly(self) -> None:
        """The checksum at the end is another one."""
        self._answer(200, gzip.compress(self.server.content)[:-8] + b"\0" * 8, **{"Content-Encoding": "gzip"})

    def route_bomb(self) -> None:
        self._answer(200, gzip.compress(b" " * 10_000_000), **{"Content-Encoding": "gzip"})

    def route_packed_untold(self) -> None:
        self._answer(200, gzip.compress(self.server.content))

    def route_huge(self) -> None:
        """More and more, without saying how much."""
        self._answer(200, self.server.content, length=None, flush=True)
        while not self.server.released.is_set():
            try:
                self.wfile.write(self.server.content)
            except OSError:
                return

    def route_drip(self) -> None:
        """A byte now and then, for ever: each arrives within any read timeout."""
        self._answer(200, b"<", length=None, flush=True)
        self._drip(b" ")

    def route_drip_of_headers(self) -> None:
        """The same before there is any body."""
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Drip: ")
        self._drip(b".")

    def route_silent(self) -> None:
        self.server.released.wait()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""

    def _half(self) -> bytes:
        return self.server.content[: len(self.server.content) // 2]

    def _drip(self, drop: bytes) -> None:
        while not self.server.released.wait(0.02):
            try:
                self.wfile.write(drop)
                self.wfile.flush()
            except OSError:
                return

    def _chunks(self, body: bytes) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)

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
