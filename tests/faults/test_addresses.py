"""Whom we speak with: the publisher itself, over TLS that holds, and nobody inside our own network."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import certifi
import pytest
from certificates import Issued, issue
from fetching import NOW, a_source, hasty
from server import LIST, publisher

from sources import hosts
from sources.errors import FetchError
from sources.fetch import fetch
from sources.model import Snapshot

NAME, OTHER = "publisher.example", "elsewhere.example"
PUBLIC = "93.184.215.14"
Resolve = Callable[[dict[str, list[str]]], None]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """A name service of our own: name -> the address of the first question, the second, …; the last one from then on."""

    def resolve(table: dict[str, list[str]]) -> None:
        real, asked = socket.getaddrinfo, dict.fromkeys(table, 0)

        def answer(host: Any, port: Any, *more: Any, **named: Any) -> Any:
            if host not in table:
                return real(host, port, *more, **named)
            number = min(asked[host], len(table[host]) - 1)
            asked[host] += 1
            return [found for address in table[host][number].split() for found in real(address, port, *more, **named)]

        monkeypatch.setattr(socket, "getaddrinfo", answer)

    return resolve


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Issued]]:
    folder = tmp_path_factory.mktemp("certificates")
    yield {
        "good": issue(folder / "good", NAME),
        "of another name": issue(folder / "other", OTHER),
        "that has ended": issue(folder / "ended", NAME, days=(-30, -1)),
        "not yet begun": issue(folder / "early", NAME, days=(30, 60)),
        "of nobody we trust": issue(folder / "stranger", NAME),
    }


@pytest.fixture
def trusted(certificates: dict[str, Issued], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the stranger's."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes(b"".join(one.certificate.read_bytes() for name, one in certificates.items() if name != "of nobody we trust"))
    monkeypatch.setattr(certifi, "where", lambda: str(roots))


BAD = ["of another name", "that has ended", "not yet begun", "of nobody we trust"]


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", BAD)
def test_a_certificate_that_does_not_hold_is_no_publisher(certificates: dict[str, Issued], names: Resolve, kind: str) -> None:
    names({NAME: ["127.0.0.1"]})
    with publisher(certificates[kind].context()) as server, pytest.raises(FetchError) as caught:
        fetch(a_source(f"https://{NAME}:{server.server_address[1]}/fine"), mirror=None, now=NOW, manners=hasty([]))
    assert (caught.value.key, caught.value.facts["detail"]) == ("fetch.down", "ConnectError")
    assert not server.asked


@pytest.mark.usefixtures("trusted")
def test_a_certificate_that_holds_is_the_publisher(certificates: dict[str, Issued], names: Resolve) -> None:
    names({NAME: ["127.0.0.1"]})
    with publisher(certificates["good"].context()) as server:
        found = fetch(a_source(f"https://{NAME}:{server.server_address[1]}/fine"), mirror=None, now=NOW, manners=hasty([]))
    assert isinstance(found, Snapshot)
    assert found.documents[0].content == LIST


def test_a_server_that_speaks_no_tls_is_no_publisher(names: Resolve) -> None:
    names({NAME: ["127.0.0.1"]})
    with publisher() as server, pytest.raises(FetchError) as caught:
        fetch(a_source(f"https://{NAME}:{server.server_address[1]}/fine"), mirror=None, now=NOW, manners=hasty([]))
    assert caught.value.key == "fetch.down"


@pytest.mark.usefixtures("trusted")
def test_a_name_that_leads_inside_only_once_it_was_checked_is_not_spoken_to(certificates: dict[str, Issued], names: Resolve) -> None:
    """DNS rebinding: the first answer is public, the second is ours; not even a request reaches it."""
    names({NAME: [PUBLIC, "127.0.0.1"]})
    with publisher(certificates["good"].context()) as server, pytest.raises(FetchError) as caught:
        strict = replace(hasty([]), loopback_for_tests=False)
        fetch(a_source(f"https://{NAME}:{server.server_address[1]}/fine"), mirror=None, now=NOW, manners=strict)
    assert caught.value.key == "fetch.inner_network"
    assert not server.asked


@pytest.mark.parametrize(
    "answers", ["10.0.0.8", "127.0.0.1", "169.254.169.254", "fd00::8", "::1", f"{PUBLIC} 192.168.1.1", "0.1.2.3", "224.0.0.1"]
)
def test_a_name_with_any_address_inside_is_not_asked(names: Resolve, answers: str) -> None:
    names({NAME: [answers]})
    with pytest.raises(FetchError) as caught:
        fetch(a_source(f"https://{NAME}/list.xml"), mirror=None, now=NOW)
    assert caught.value.key == "fetch.inner_network"


@pytest.mark.usefixtures("trusted")
def test_a_redirect_to_a_known_host_that_lies_inside_is_not_followed(certificates: dict[str, Issued], names: Resolve) -> None:
    names({NAME: ["127.0.0.1"], OTHER: ["10.0.0.8"]})
    source = replace(a_source("placeholder"), hosts=(OTHER,))
    with publisher(certificates["good"].context()) as server, pytest.raises(FetchError) as caught:
        file = replace(source.files[0], url=f"https://{NAME}:{server.server_address[1]}/hop/2/known-host")
        fetch(replace(source, files=(file,)), mirror=None, now=NOW, manners=hasty([]))
    assert caught.value.key == "fetch.inner_network"
    assert caught.value.facts["url"] == f"https://{OTHER}/list.xml"


def test_a_publisher_may_lead_on_to_a_host_it_is_known_for() -> None:
    source = replace(a_source("https://example.org/list.xml"), hosts=("127.0.0.1",))
    hosts.check(source, source.files[0], "http://127.0.0.1:8000/fine", loopback=True)


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
        fetch(a_source(url), mirror=None, now=NOW)
    assert caught.value.key == key


def test_an_unknown_host_is_never_asked() -> None:
    source = a_source("https://example.org/list.xml")
    with pytest.raises(FetchError) as caught:
        hosts.check(source, source.files[0], "https://example.org.evil.test/list.xml")
    assert caught.value.key == "fetch.foreign_host"
