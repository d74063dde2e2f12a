"""Getting a source's documents, politely and suspiciously, or from a mirror folder. The only door to the network.

httpx accepts much in silence: a body cut without Content-Length, an HTML page with status 200, an empty 200, an endless
drip, a redirect into the own network. Each is refused here; what the bytes say is the readers' business.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx

from sources import hosts
from sources.deadline import Deadline
from sources.errors import FetchError
from sources.mirror import find
from sources.model import Document, File, Snapshot, Source
from sources.read.raw import strange

USER_AGENT = "Mozilla/5.0 (compatible; sekisho/0.1; +https://github.com/sekisho/sekisho)"
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_MOVED = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we behave towards publishers, in seconds and counts; tests pass their own, settings cannot.

    `deadline` is for one try of one document, from asking to its last byte.
    """

    connect_timeout: float = 15
    read_timeout: float = 30
    deadline: float = 300
    tries: int = 3
    backoff: float = 2
    longest_wait: float = 120
    redirects: int = 5
    loopback_for_tests: bool = False
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """What the last good copy was: File name -> (ETag, Last-Modified), either may be ""."""

    marks: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The publisher says that every document is still the one of the last good copy."""

    source: str
    fetched_at: datetime


def fetch(
    source: Source, *, mirror: Path | None, now: datetime, previous: Conditional | None = None, manners: Manners | None = None
) -> Snapshot | NotModified:
    """One whole copy of the source. Raises FetchError when any of its documents cannot be had: they belong together.

    mirror: read DIR/<host>/<path> and never the network. previous: ask only for what changed since.
    """
    if mirror is not None:
        return snapshot(source, _mirrored_set(source, mirror), now)
    manners = manners or Manners()
    marks = previous.marks if previous else {}
    timeout = httpx.Timeout(manners.read_timeout, connect=manners.connect_timeout)
    limits = httpx.Limits(max_keepalive_connections=0)  # each answer on a connection of its own, which its deadline can end
    with httpx.Client(timeout=timeout, limits=limits, trust_env=False) as client:
        found = [_persistently(client, source, file, manners, marks.get(file.name, ("", ""))) for file in source.files]
        if all(document is None for document in found):
            return NotModified(source=source.name, fetched_at=now)
        again = (_persistently(client, source, file, manners, ("", "")) for file in source.files)
        documents = found if None not in found else list(again)
    return snapshot(source, [document for document in documents if document], now)


@contextmanager
def conversation(
    manners: Manners, *, accept: str, private: Mapping[str, str], heard: Callable[[Mapping[str, str]], None]
) -> Iterator[Callable[[Source, File], Document]]:
    """Asking one interface many times, from several threads: one try of one document at a time.

    private: query parameters (the office's key, its address) that stand in no record of what was asked. heard: is told the
    headers of every answer. What it gives raises Passing for a trouble that may have passed at the next try, FetchError for any other.
    """
    timeout = httpx.Timeout(manners.read_timeout, connect=manners.connect_timeout)
    limits = httpx.Limits(max_keepalive_connections=0)
    hooks = {"response": [lambda response: heard(response.headers)]}

    def sign(request: httpx.Request) -> httpx.Request:
        request.url = request.url.copy_merge_params(dict(private))
        return request

    with httpx.Client(timeout=timeout, limits=limits, trust_env=False, auth=sign, headers={"Accept": accept}, event_hooks=hooks) as client:

        def ask(source: Source, file: File) -> Document:
            found = _once(client, source, file, file.url, manners, ("", ""))
            if found is None:  # nothing changed since a copy that we never spoke of
                raise _error("nothing_to_compare", source, file, file.url)
            return found

        yield ask


def snapshot(source: Source, documents: Sequence[Document], now: datetime) -> Snapshot:
    """Documents as one edition, named by the sha256 over their sorted "name sha256" lines."""
    lines = "".join(sorted(f"{document.name} {document.sha256}\n" for document in documents))
    edition = hashlib.sha256(lines.encode()).hexdigest()
    return Snapshot(source=source.name, edition=edition, fetched_at=now, documents=tuple(documents))


def _mirrored_set(source: Source, folder: Path) -> list[Document]:
    """The documents of the source's first format that the mirror holds whole. Raises FetchError, for the first, when it holds none."""
    first: FetchError | None = None
    for files in (source.files, *source.formats):
        try:
            return [_mirrored(source, file, folder) for file in files]
        except FetchError as error:
            first = first or error
    raise first or _error("not_in_mirror", source, source.files[0], "", mirror=str(folder))


def _mirrored(source: Source, file: File, folder: Path) -> Document:
    url, path = find(source, file, folder)
    if path.stat().st_size > file.max_bytes:
        raise _error("too_large", source, file, url, limit=file.max_bytes)
    return _document(source, file, url, path.read_bytes(), {})


def _persistently(client: httpx.Client, source: Source, file: File, manners: Manners, marks: tuple[str, str]) -> Document | None:
    """The document, or None when it is not modified; tried again after passing troubles, its other addresses at the end."""
    first: FetchError | None = None
    for url in (file.url, *file.aliases):
        for attempt in range(manners.tries):
            try:
                return _once(client, source, file, url, manners, marks)
            except Passing as passing:
                first = first or passing.error
                wait = passing.wait if passing.wait is not None else manners.backoff * 2**attempt * (0.5 + manners.jitter())
                if attempt + 1 < manners.tries:
                    manners.sleep(min(wait, manners.longest_wait))
            except FetchError as error:
                first = first or error
                break
    raise first or _error("down", source, file, file.url, detail="")


class Passing(Exception):  # noqa: N818
    """A trouble that may have passed at the next try. `wait`: seconds the publisher asked for."""

    def __init__(self, error: FetchError, wait: float | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.wait = wait


def _once(client: httpx.Client, source: Source, file: File, url: str, manners: Manners, marks: tuple[str, str]) -> Document | None:
    """One try under its deadline. Raises what `_asked` raises, or FetchError when the time was up."""
    with Deadline(manners.deadline) as deadline:
        try:
            found = _asked(client, source, file, url, manners, marks, deadline)
        except (Passing, FetchError):
            if not deadline.passed:
                raise
        else:
            if not deadline.passed:  # a body cut at the deadline may look like one that has ended
                return found
    raise _error("slow", source, file, url, seconds=manners.deadline)


def _asked(
    client: httpx.Client, source: Source, file: File, url: str, manners: Manners, marks: tuple[str, str], deadline: Deadline
) -> Document | None:
    """Redirects are followed by hand so that each is checked. The document is cited by the address we asked for."""
    asked = url
    for _ in range(manners.redirects + 1):
        try:
            hosts.check(source, file, url, loopback=manners.loopback_for_tests)
            check = partial(_check_connection, deadline, source, file, url, manners)
            with client.stream("GET", url, headers=_headers(marks), extensions={"trace": check}) as response:
                if response.status_code in _MOVED and "location" in response.headers:
                    url = urljoin(url, response.headers["location"])
                    continue
                if response.status_code == 304 and any(marks):
                    return None
                _check_status(response, source, file, url)
                return _document(source, file, asked, _body(response, source, file, url), response.headers)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise Passing(_error("down", source, file, url, detail=type(error).__name__)) from error
    raise _error("redirects", source, file, url)


def _headers(marks: tuple[str, str]) -> dict[str, str]:
    asked = {"If-None-Match": marks[0], "If-Modified-Since": marks[1]}
    return {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **{name: mark for name, mark in asked.items() if mark}}


def _check_connection(
    deadline: Deadline, source: Source, file: File, url: str, manners: Manners, event: str, about: Mapping[str, Any]
) -> None:
    """The name was resolved once to be checked and once to connect; what counts is whom we really speak with, before a word is said."""
    deadline.trace(event, about)
    if event == "connection.connect_tcp.complete":
        connection = about["return_value"]
        if not hosts.allowed(connection.get_extra_info("server_addr")[0], loopback=manners.loopback_for_tests):
            connection.close()
            raise _error("inner_network", source, file, url)


def _check_status(response: httpx.Response, source: Source, file: File, url: str) -> None:
    if response.status_code == 200:
        return
    error = _error("status", source, file, url, status=response.status_code)
    if response.status_code in _PASSING:
        raise Passing(error, _asked_wait(response.headers.get("retry-after", ""), response.headers.get("date", "")))
    raise error


def _asked_wait(retry_after: str, date: str) -> float | None:
    """Retry-After in seconds, or as a time compared with the server's own clock."""
    if retry_after.isdigit():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - parsedate_to_datetime(date)).total_seconds())
    except (TypeError, ValueError):
        return None


def _body(response: httpx.Response, source: Source, file: File, url: str) -> bytes:
    """The bytes as sent, under the cap of size; as many as were announced."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise _error("encoded", source, file, url)
    parts, size = [], 0
    for part in response.iter_raw():
        parts.append(part)
        size += len(part)
        if size > file.max_bytes:
            raise _error("too_large", source, file, url, limit=file.max_bytes)
    announced = response.headers.get("content-length")
    if announced is not None and announced != str(size):
        raise Passing(_error("cut", source, file, url))
    return b"".join(parts)


def _document(source: Source, file: File, url: str, content: bytes, headers: Mapping[str, str]) -> Document:
    if reason := strange(content, file.media):
        raise _error(reason, source, file, url, media=file.media)
    return Document(
        name=file.name,
        url=url,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
    )


def _error(trouble: str, source: Source, file: File, url: str, **facts: Any) -> FetchError:
    return FetchError(f"fetch.{trouble}", source=source.name, document=file.name, url=url.partition("?")[0], **facts)
