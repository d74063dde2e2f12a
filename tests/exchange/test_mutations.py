"""Thousands of altered bundles: none is taken in, none ends in an error that nobody meant, none makes work without bound."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from consortium import LISTED, Consortium, by_hand, decision, dump, two_files
from tampering import mutated

from flows.exchange import store
from flows.exchange.keys import unseal
from flows.exchange.packing import unpack
from flows.exchange.verifying import verified
from sources.errors import ExchangeError

OFTEN = [pytest.param(5_000, 1, id="5,000"), pytest.param(100_000, 2, id="100,000", marks=pytest.mark.torture)]
# What an insider, who signs whatever he likes, could put into a bundle.
INSIDE = [pytest.param(5_000, 3, id="5,000"), pytest.param(100_000, 4, id="100,000", marks=pytest.mark.torture)]


@pytest.fixture
def good(consortium: Consortium) -> tuple[bytes, bytes]:
    consortium["AUNIV"].says(decision("AUNIV"), decision("AUNIV", "same", listed=LISTED[1]))
    (path,) = consortium["AUNIV"].share("BUNIV")
    return two_files(path)


@pytest.mark.parametrize(("count", "seed"), OFTEN)
def test_no_altered_bundle_is_taken_in(consortium: Consortium, good: tuple[bytes, bytes], count: int, seed: int) -> None:
    before, refused = dump(consortium["BUNIV"].store), Counter[str]()
    for envelope, content in mutated(good, count, seed):
        with pytest.raises(ExchangeError) as error:
            consortium["BUNIV"].accept_bytes(envelope, content)
        refused[error.value.key] += 1
    assert refused.total() == count
    assert {"exchange.not_canonical", "exchange.malformed", "exchange.bad_signature", "exchange.other_content"} <= set(refused)
    assert dump(consortium["BUNIV"].store) == before
    assert consortium["BUNIV"].accept_bytes(*good).counts == {"decisions": 2}


@pytest.mark.parametrize(("count", "seed"), INSIDE)
def test_no_container_altered_by_an_insider_is_read(consortium: Consortium, good: tuple[bytes, bytes], count: int, seed: int) -> None:
    content = unseal(good[1], consortium["BUNIV"].ring.secrets())
    for (altered,) in mutated([content], count, seed):
        with pytest.raises(ExchangeError):
            list(unpack(altered))


def test_a_container_altered_and_signed_by_an_insider_leaves_nothing_behind(consortium: Consortium, good: tuple[bytes, bytes]) -> None:
    content = unseal(good[1], consortium["BUNIV"].ring.secrets())
    before = dump(consortium["BUNIV"].store)
    for (altered,) in mutated([content], 100, 6):
        with pytest.raises(ExchangeError):
            consortium["BUNIV"].accept_bytes(*by_hand(consortium, "AUNIV", "BUNIV", altered, counts={"decisions": 2}))
    assert dump(consortium["BUNIV"].store) == before


def _shapes() -> Iterator[bytes]:
    """Texts that make careless readers work for long, as large as an envelope may be."""
    yield b"[" * 2_000_000
    yield b'{"a":' * 400_000
    yield b'"' + b"\\u0000" * 300_000 + b'"'
    yield b"9" * 2_000_000
    yield b'{"payload":"' + b"A" * 1_900_000 + b'","payloadType":"x","signatures":[{"keyid":"x","sig":"x"}]}'
    yield b"{" + b",".join(b'"%d":0' % number for number in range(150_000)) + b"}"
    yield random.Random(7).randbytes(2_000_000)


@pytest.mark.parametrize("envelope", list(_shapes()), ids=["arrays", "objects", "escapes", "figures", "payload", "names", "noise"])
def test_no_envelope_makes_work_without_bound(consortium: Consortium, envelope: bytes) -> None:
    with store.transaction(consortium["BUNIV"].store) as connection:
        members = store.pinned(connection)
    with pytest.raises(ExchangeError):
        verified(envelope, b"", members, consortium.now)
