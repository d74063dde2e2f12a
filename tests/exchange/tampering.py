"""Files damaged or altered on their way: good ones, changed at random in one or several places."""

import random
from collections.abc import Callable, Iterator, Sequence

_PIECES = (
    b"", b"\x00", b" ", b"\n", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\xff", b"\xef\xbb\xbf", b"null", b"true", b"-1", b"1e9",
    b"99999999999999999999", b"\\ud800", b"sig", b"payload", b"keyid", b"A" * 100, b"PK\x03\x04", b"age-encryption.org/v1\n-> X25519 ",
)  # fmt: skip
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="


def mutated(files: Sequence[bytes], count: int, seed: int) -> Iterator[list[bytes]]:
    """`count` times these files, one of them altered; the first most often."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        altered = list(files)
        which = chance.choice((0, 0, len(files) - 1))
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            altered[which] = chance.choice(_CHANGES)(altered[which], chance)
        if altered != list(files):
            made += 1
            yield altered


def _flip(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) or 1)
    return text[:at] + bytes(byte ^ (1 << chance.randrange(8)) for byte in text[at : at + 1]) + text[at + 1 :]


def _letter(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) or 1)
    return text[:at] + bytes([chance.choice(_LETTERS)]) + text[at + 1 :]


def _put(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_PIECES) + text[at:]


def _cut(text: bytes, chance: random.Random) -> bytes:
    return text[: chance.randrange(len(text) + 1)]


def _cut_out(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) or 1)
    return text[:at] + text[at + chance.randrange(1, 60) :]


def _twice(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) or 1)
    size = chance.randrange(1, 200)
    return text[: at + size] + text[at:]


def _swap(text: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(text) or 1), chance.randrange(1, 40)
    return text[:at] + text[at + size : at + 2 * size] + text[at : at + size] + text[at + 2 * size :]


def _tail(text: bytes, chance: random.Random) -> bytes:
    return text + chance.choice((b"\n", b" ", b"\x00", b"{}", text[:50]))


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _letter, _put, _cut, _cut_out, _twice, _swap, _tail)
