"""A mirror folder: DIR/<host>/<path>, as `wget -x` lays the publishers' files; how an office without network is supplied."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sources.errors import FetchError
from sources.model import File, Source


def find(source: Source, file: File, mirror: Path) -> tuple[str, Path]:
    """(address, path) of the first of the file's addresses that the mirror holds. A packed copy beside it is not used.

    Raises FetchError when there is none.
    """
    for url in (file.url, *file.aliases):
        for place in _places(url, mirror):
            if place.is_file():
                return url, place
    raise FetchError("fetch.not_in_mirror", source=source.name, document=file.name, url=file.url, mirror=str(mirror))


def _places(url: str, mirror: Path) -> Iterator[Path]:
    """The address as written and with %XX read; a query stays in the file's name, a folder's page is index.html."""
    parts = urlsplit(url)
    name = parts.path.removeprefix("/")
    name += "index.html" if not name or name.endswith("/") else ""
    name += f"?{parts.query}" if parts.query else ""
    yield mirror / parts.netloc / name
    yield mirror / parts.netloc / unquote(name)
