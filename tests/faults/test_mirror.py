"""Reading a mirror folder instead of the network."""

from pathlib import Path

import pytest
from fetching import NOW, a_source
from server import LIST

from sources.errors import FetchError
from sources.fetch import fetch
from sources.model import Snapshot


def test_a_mirror_is_read_as_wget_leaves_it(tmp_path: Path) -> None:
    source = a_source("https://example.org/lists/a%20list.xml?lang=en", "https://example.org/lists/")
    place = tmp_path / "example.org" / "lists"
    place.mkdir(parents=True)
    (place / "a list.xml?lang=en").write_bytes(LIST)
    (place / "index.html").write_bytes(LIST)
    found = fetch(source, mirror=tmp_path, now=NOW)
    assert isinstance(found, Snapshot)
    assert [document.content for document in found.documents] == [LIST, LIST]


def test_a_packed_copy_in_the_mirror_is_not_the_document(tmp_path: Path) -> None:
    (tmp_path / "example.org").mkdir()
    (tmp_path / "example.org" / "list.xml.gz").write_bytes(LIST)
    with pytest.raises(FetchError) as caught:
        fetch(a_source("https://example.org/list.xml"), mirror=tmp_path, now=NOW)
    assert caught.value.key == "fetch.not_in_mirror"


def test_an_oversized_document_in_the_mirror_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "example.org").mkdir()
    (tmp_path / "example.org" / "list.xml").write_bytes(LIST)
    with pytest.raises(FetchError) as caught:
        fetch(a_source("https://example.org/list.xml", max_bytes=100), mirror=tmp_path, now=NOW)
    assert caught.value.key == "fetch.too_large"


def test_the_edition_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    (tmp_path / "example.org").mkdir()
    for name in ("a", "b"):
        (tmp_path / "example.org" / name).write_bytes(LIST + b"\n" * len(name))
    one = fetch(a_source("https://example.org/a", "https://example.org/b"), mirror=tmp_path, now=NOW)
    assert isinstance(one, Snapshot)
    again = fetch(a_source("https://example.org/a", "https://example.org/b"), mirror=tmp_path, now=NOW.replace(year=2027))
    assert isinstance(again, Snapshot)
    assert one.edition == again.edition
