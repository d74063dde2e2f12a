"""What fetching makes of a publisher that misbehaves, over real sockets; and of a mirror folder."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from server import CHANGED, ETAG, LIST, Publisher, publisher

from sources import hosts
from sources.errors import FetchError
from sources.fetch import USER_AGENT, Conditional, Manners, NotModified, fetch
from sources.model import File, Snapshot, Source

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Publisher]:
    with publisher() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    return []


def _source(*urls: str, media: str = "xml", max_bytes: int = 100_000, aliases: tuple[str, ...] = ()) -> Source:
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


def _manners(waits: list[float], **more: float) -> Manners:
    return Manners(
        loopback_for_tests=True, sleep=waits.append, jitter=lambda: 0.5, connect_timeout=2, read_timeout=more.pop("read_timeout", 2), **more
    )  # type: ignore[arg-type]


def _get(server: Publisher, path: str, waits: list[float], **more: float) -> Snapshot | NotModified:
    return fetch(_source(server.url(path)), mirror=None, now=NOW, manners=_manners(waits, **more))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/500", "fetch.status"),
        ("/404", "fetch.status"),
        ("/no-content", "fetch.status"),
        ("/busy", "fetch.status"),
        ("/login", "fetch.html"),
        ("/html", "fetch.html"),
        ("/empty", "fetch.empty"),
        ("/other-type", "fetch.type"),
        ("/cut", "fetch.down"),
        ("/reset", "fetch.down"),
        ("/packed", "fetch.encoded"),
        ("/huge", "fetch.too_large"),
        ("/elsewhere", "fetch.foreign_host"),
        ("/other-scheme", "fetch.foreign_host"),
        ("/round", "fetch.redirects"),
    ],
)
def test_a_fault_is_an_error_and_never_a_document(server: Publisher, waits: list[float], path: str, key: str) -> None:
    with pytest.raises(FetchError) as caught:
        _get(server, path, waits)
    assert caught.value.key == key
    assert caught.value.facts["source"] == "a_list"


def test_a_drip_ends_at_the_deadline(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError) as caught:
        _get(server, "/drip", waits, deadline=0.2)
    assert caught.value.key == "fetch.slow"


def test_silence_ends_at_the_read_timeout(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError) as caught:
        _get(server, "/silent", waits, read_timeout=0.1, tries=1)
    assert caught.value.key == "fetch.down"


def test_a_document_comes_with_its_checksum_and_marks(server: Publisher, waits: list[float]) -> None:
    snapshot = _get(server, "/marked", waits)
    assert isinstance(snapshot, Snapshot)
    (document,) = snapshot.documents
    assert document.content == LIST
    assert document.sha256 == hashlib.sha256(LIST).hexdigest()
    assert (document.etag, document.last_modified) == (ETAG, CHANGED)
    assert snapshot.fetched_at == NOW
    assert snapshot.edition == hashlib.sha256(f"1.xml {document.sha256}\n".encode()).hexdigest()


@pytest.mark.parametrize("marks", [(ETAG, ""), ("", CHANGED)])
def test_an_unchanged_list_is_not_sent_again(server: Publisher, waits: list[float], marks: tuple[str, str]) -> None:
    source = _source(server.url("/marked"))
    found = fetch(source, mirror=None, now=NOW, previous=Conditional(marks={"1.xml": marks}), manners=_manners(waits))
    assert found == NotModified(source="a_list", fetched_at=NOW)


def test_when_one_file_of_a_set_changed_all_are_fetched_whole(server: Publisher, waits: list[float]) -> None:
    source = _source(server.url("/marked"), server.url("/fine"))
    found = fetch(source, mirror=None, now=NOW, previous=Conditional(marks={"1.xml": (ETAG, "")}), manners=_manners(waits))
    assert isinstance(found, Snapshot)
    assert [document.name for document in found.documents] == ["1.xml", "2.xml"]


def test_one_missing_file_fails_the_whole_set(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(_source(server.url("/fine"), server.url("/404")), mirror=None, now=NOW, manners=_manners(waits))
    assert caught.value.facts["document"] == "2.xml"


def test_a_passing_trouble_is_waited_out(server: Publisher, waits: list[float]) -> None:
    assert isinstance(_get(server, "/then-fine/2/500", waits), Snapshot)
    assert waits == [2, 4]


def test_no_more_tries_than_promised(server: Publisher, waits: list[float]) -> None:
    before = server.asked["/500"]
    with pytest.raises(FetchError):
        _get(server, "/500", waits)
    assert server.asked["/500"] - before == 3


def test_what_will_not_pass_is_not_asked_again(server: Publisher, waits: list[float]) -> None:
    before = server.asked["/404"]
    with pytest.raises(FetchError):
        _get(server, "/404", waits)
    assert server.asked["/404"] - before == 1


@pytest.mark.parametrize(("path", "asked"), [("/then-fine/1/busy", 7), ("/then-fine/1/busy-until", 30)])
def test_the_wait_a_publisher_asks_for_is_kept(server: Publisher, waits: list[float], path: str, asked: float) -> None:
    assert isinstance(_get(server, path, waits), Snapshot)
    assert waits == [asked]


def test_a_wait_has_a_cap(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError):
        _get(server, "/busy", waits, longest_wait=5)
    assert waits == [5, 5]


def test_we_say_who_we_are(server: Publisher, waits: list[float]) -> None:
    assert isinstance(_get(server, "/picky", waits), Snapshot)
    assert server.agents[-1] == USER_AGENT


def test_a_redirect_within_the_publisher_is_followed_and_the_address_asked_is_cited(server: Publisher, waits: list[float]) -> None:
    found = _get(server, "/moved", waits)
    assert isinstance(found, Snapshot)
    assert found.documents[0].url == server.url("/moved")
    assert found.documents[0].content == LIST


def test_a_publisher_may_lead_on_to_a_host_it_is_known_for(server: Publisher) -> None:
    source = replace(_source("https://example.org/list.xml"), hosts=("127.0.0.1",))
    hosts.check(source, source.files[0], server.url("/fine"), loopback=True)


def test_a_signed_address_is_not_repeated_in_an_error(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError) as caught:
        _get(server, "/404?signature=abc", waits)
    assert "abc" not in str(caught.value)


def test_another_address_of_the_file_is_tried_when_the_first_fails(server: Publisher, waits: list[float]) -> None:
    source = _source(server.url("/404"), aliases=(server.url("/fine"),))
    assert isinstance(fetch(source, mirror=None, now=NOW, manners=_manners(waits)), Snapshot)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.org/list.xml", "fetch.not_https"),
        ("https://127.0.0.1/list.xml", "fetch.inner_network"),
        ("https://2130706433/list.xml", "fetch.inner_network"),
        ("https://[::1]/list.xml", "fetch.inner_network"),
        ("https://[::ffff:127.0.0.1]/list.xml", "fetch.inner_network"),
        ("https://169.254.169.254/latest", "fetch.inner_network"),
        ("https://10.0.0.8/list.xml", "fetch.inner_network"),
        ("https://192.168.1.1/list.xml", "fetch.inner_network"),
    ],
)
def test_without_the_tests_flag_no_inner_or_plain_address_is_asked(url: str, key: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(_source(url), mirror=None, now=NOW)
    assert caught.value.key == key


def test_an_unknown_host_is_never_asked() -> None:
    source = _source("https://example.org/list.xml")
    with pytest.raises(FetchError) as caught:
        hosts.check(source, source.files[0], "https://example.org.evil.test/list.xml")
    assert caught.value.key == "fetch.foreign_host"


def test_a_mirror_is_read_as_wget_leaves_it(tmp_path: Path) -> None:
    source = _source("https://example.org/lists/a%20list.xml?lang=en", "https://example.org/lists/")
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
        fetch(_source("https://example.org/list.xml"), mirror=tmp_path, now=NOW)
    assert caught.value.key == "fetch.not_in_mirror"


def test_an_oversized_document_in_the_mirror_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "example.org").mkdir()
    (tmp_path / "example.org" / "list.xml").write_bytes(LIST)
    with pytest.raises(FetchError) as caught:
        fetch(_source("https://example.org/list.xml", max_bytes=100), mirror=tmp_path, now=NOW)
    assert caught.value.key == "fetch.too_large"


def test_the_edition_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    (tmp_path / "example.org").mkdir()
    for name in ("a", "b"):
        (tmp_path / "example.org" / name).write_bytes(LIST + b"\n" * len(name))
    one = fetch(_source("https://example.org/a", "https://example.org/b"), mirror=tmp_path, now=NOW)
    assert isinstance(one, Snapshot)
    again = fetch(_source("https://example.org/a", "https://example.org/b"), mirror=tmp_path, now=NOW.replace(year=2027))
    assert isinstance(again, Snapshot)
    assert one.edition == again.edition
