"""A source of one or several files, and fetching it with manners that do not wait."""

from datetime import UTC, datetime

from server import Publisher

from sources.fetch import Manners, NotModified, fetch
from sources.model import File, Snapshot, Source

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def a_source(*urls: str, media: str = "xml", max_bytes: int = 100_000, aliases: tuple[str, ...] = ()) -> Source:
    files = tuple(
        File(name=f"{n}.xml", url=url, media=media, max_bytes=max_bytes, aliases=aliases)  # type: ignore[arg-type]
        for n, url in enumerate(urls, 1)
    )
    return Source(
        name="a_list",
        title_en="A list",
        title_ja="あるリスト",
        publisher="A ministry",
        url="https://example.org/",
        licence="public",
        regime="A law",
        cadence_days=1,
        files=files,
        sub_lists={"": 1},
    )


def hasty(waits: list[float], **more: float) -> Manners:
    return Manners(
        loopback_for_tests=True, sleep=waits.append, jitter=lambda: 0.5, connect_timeout=2, read_timeout=more.pop("read_timeout", 2), **more
    )  # type: ignore[arg-type]


def get(server: Publisher, path: str, waits: list[float], **more: float) -> Snapshot | NotModified:
    return fetch(a_source(server.url(path)), mirror=None, now=NOW, manners=hasty(waits, **more))
