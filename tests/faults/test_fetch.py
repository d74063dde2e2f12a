"""What fetching makes of a publisher that misbehaves, over real sockets."""

import hashlib
from collections.abc import Iterator

import pytest
from fetching import NOW, a_source, get, hasty
from server import CHANGED, ETAG, LIST, Publisher, publisher

from sources.errors import FetchError
from sources.fetch import USER_AGENT, Conditional, NotModified, fetch
from sources.model import Snapshot


@pytest.fixture(scope="module")
def server() -> Iterator[Publisher]:
    with publisher() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    return []


FAULTS = {
    # path -> what it is called
    "500": "fetch.status",
    "404": "fetch.status",
    "no-content": "fetch.status",
    "partial": "fetch.status",
    "always-304": "fetch.status",
    "busy": "fetch.status",
    "busy-for-ages": "fetch.status",
    "busy-in-riddles": "fetch.status",
    "login": "fetch.html",
    "html": "fetch.html",
    "captcha": "fetch.html",
    "empty": "fetch.empty",
    "other-type": "fetch.type",
    "packed-untold": "fetch.type",
    "cut": "fetch.down",
    "reset": "fetch.down",
    "hang-up": "fetch.down",
    "gibberish": "fetch.down",
    "broken-chunks": "fetch.down",
    "chunks-cut": "fetch.down",
    "packed": "fetch.encoded",
    "packed-in-name-only": "fetch.encoded",
    "packed-cut": "fetch.encoded",
    "packed-wrongly": "fetch.encoded",
    "bomb": "fetch.encoded",
    "huge": "fetch.too_large",
    "elsewhere": "fetch.foreign_host",
    "someone-else": "fetch.foreign_host",
    "other-scheme": "fetch.foreign_host",
    "decimal": "fetch.foreign_host",
    "inside": "fetch.foreign_host",
    "round": "fetch.redirects",
}


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_an_error_and_never_a_document(server: Publisher, waits: list[float], path: str) -> None:
    with pytest.raises(FetchError) as caught:
        get(server, f"/{path}", waits)
    assert caught.value.key == FAULTS[path]
    assert caught.value.facts["source"] == "a_list"


@pytest.mark.parametrize("hops", range(1, 5))
@pytest.mark.parametrize("path", ["elsewhere", "decimal", "inside", "other-scheme", "someone-else", "login", "captcha"])
def test_every_redirect_is_checked_and_not_only_the_first(server: Publisher, waits: list[float], path: str, hops: int) -> None:
    with pytest.raises(FetchError) as caught:
        get(server, f"/hop/{hops}/{path}", waits)
    assert caught.value.key == FAULTS[path]


def test_a_list_under_a_wrong_header_is_the_list_all_the_same(server: Publisher, waits: list[float]) -> None:
    found = get(server, "/mislabelled", waits)
    assert isinstance(found, Snapshot)
    assert found.documents[0].content == LIST


@pytest.mark.parametrize("path", ["/drip", "/drip-of-headers", "/hop/3/drip-of-headers"])
def test_a_drip_ends_at_the_deadline(server: Publisher, waits: list[float], path: str) -> None:
    with pytest.raises(FetchError) as caught:
        get(server, path, waits, deadline=0.2)
    assert caught.value.key == "fetch.slow"


@pytest.mark.parametrize(("path", "wait"), [("/busy-for-ages", 120), ("/busy-in-riddles", 2)])
def test_a_wait_that_cannot_be_kept_is_our_own(server: Publisher, waits: list[float], path: str, wait: float) -> None:
    with pytest.raises(FetchError):
        get(server, path, waits)
    assert waits[0] == wait


def test_nobody_listening_is_tried_three_times_and_told(waits: list[float]) -> None:
    with publisher() as gone:
        pass
    with pytest.raises(FetchError) as caught:
        get(gone, "/fine", waits)
    assert (caught.value.key, caught.value.facts["detail"], waits) == ("fetch.down", "ConnectError", [2, 4])


def test_the_proxy_of_the_environment_is_not_asked(server: Publisher, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    assert isinstance(get(server, "/fine", waits), Snapshot)


def test_silence_ends_at_the_read_timeout(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError) as caught:
        get(server, "/silent", waits, read_timeout=0.1, tries=1)
    assert caught.value.key == "fetch.down"


def test_a_document_comes_with_its_checksum_and_marks(server: Publisher, waits: list[float]) -> None:
    snapshot = get(server, "/marked", waits)
    assert isinstance(snapshot, Snapshot)
    (document,) = snapshot.documents
    assert document.content == LIST
    assert document.sha256 == hashlib.sha256(LIST).hexdigest()
    assert (document.etag, document.last_modified) == (ETAG, CHANGED)
    assert snapshot.fetched_at == NOW
    assert snapshot.edition == hashlib.sha256(f"1.xml {document.sha256}\n".encode()).hexdigest()


@pytest.mark.parametrize("marks", [(ETAG, ""), ("", CHANGED)])
def test_an_unchanged_list_is_not_sent_again(server: Publisher, waits: list[float], marks: tuple[str, str]) -> None:
    source = a_source(server.url("/marked"))
    found = fetch(source, mirror=None, now=NOW, previous=Conditional(marks={"1.xml": marks}), manners=hasty(waits))
    assert found == NotModified(source="a_list", fetched_at=NOW)


def test_when_one_file_of_a_set_changed_all_are_fetched_whole(server: Publisher, waits: list[float]) -> None:
    source = a_source(server.url("/marked"), server.url("/fine"))
    found = fetch(source, mirror=None, now=NOW, previous=Conditional(marks={"1.xml": (ETAG, "")}), manners=hasty(waits))
    assert isinstance(found, Snapshot)
    assert [document.name for document in found.documents] == ["1.xml", "2.xml"]


def test_one_missing_file_fails_the_whole_set(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(a_source(server.url("/fine"), server.url("/404")), mirror=None, now=NOW, manners=hasty(waits))
    assert caught.value.facts["document"] == "2.xml"


def test_a_passing_trouble_is_waited_out(server: Publisher, waits: list[float]) -> None:
    assert isinstance(get(server, "/then-fine/2/500", waits), Snapshot)
    assert waits == [2, 4]


def test_no_more_tries_than_promised(server: Publisher, waits: list[float]) -> None:
    before = server.asked["/500"]
    with pytest.raises(FetchError):
        get(server, "/500", waits)
    assert server.asked["/500"] - before == 3


def test_what_will_not_pass_is_not_asked_again(server: Publisher, waits: list[float]) -> None:
    before = server.asked["/404"]
    with pytest.raises(FetchError):
        get(server, "/404", waits)
    assert server.asked["/404"] - before == 1


@pytest.mark.parametrize(("path", "asked"), [("/then-fine/1/busy", 7), ("/then-fine/1/busy-until", 30)])
def test_the_wait_a_publisher_asks_for_is_kept(server: Publisher, waits: list[float], path: str, asked: float) -> None:
    assert isinstance(get(server, path, waits), Snapshot)
    assert waits == [asked]


def test_a_wait_has_a_cap(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError):
        get(server, "/busy", waits, longest_wait=5)
    assert waits == [5, 5]


def test_we_say_who_we_are(server: Publisher, waits: list[float]) -> None:
    assert isinstance(get(server, "/picky", waits), Snapshot)
    assert server.agents[-1] == USER_AGENT


def test_a_redirect_within_the_publisher_is_followed_and_the_address_asked_is_cited(server: Publisher, waits: list[float]) -> None:
    found = get(server, "/moved", waits)
    assert isinstance(found, Snapshot)
    assert found.documents[0].url == server.url("/moved")
    assert found.documents[0].content == LIST


def test_a_signed_address_is_not_repeated_in_an_error(server: Publisher, waits: list[float]) -> None:
    with pytest.raises(FetchError) as caught:
        get(server, "/404?signature=abc", waits)
    assert "abc" not in str(caught.value)


def test_another_address_of_the_file_is_tried_when_the_first_fails(server: Publisher, waits: list[float]) -> None:
    source = a_source(server.url("/404"), aliases=(server.url("/fine"),))
    assert isinstance(fetch(source, mirror=None, now=NOW, manners=hasty(waits)), Snapshot)
