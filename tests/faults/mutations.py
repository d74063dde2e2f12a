"""Documents a publisher could send by mistake: a good one with bytes, pieces or words changed at random."""

from hypothesis import strategies as st

WORDS = (
    b"", b" ", b"\n", b"\r\n", b"\x00", b"\x1a", b"\x1b", b'"', b'""', b",", b"\t", b"<", b"</", b"/>", b"&", b"&amp;", b"<!--", b"]]>",
    b"{", b"}", b"[", b"]", b":", b"null", b"true", b"-1", b"1e999", b"99999999999999999999", b"\\ud800", b"\xef\xbf\xbd", b"\xff", b"\xfe",
    b"\xe2\x80\xae", "株式会社".encode(), b"2026-02-30", b"0000-00-00", b"-0- ", b"A" * 3_000, b"PK\x03\x04", b"\x1f\x8b", b"%%EOF",
)  # fmt: skip
PLACES = st.floats(0, 1, exclude_max=True)
CHANGES = st.one_of(
    st.tuples(st.just("put"), PLACES, st.sampled_from(WORDS)),
    st.tuples(st.just("set"), PLACES, st.sampled_from(WORDS)),
    st.tuples(st.just("cut out"), PLACES, st.integers(1, 400)),
    st.tuples(st.just("twice"), PLACES, st.integers(1, 400)),
    st.tuples(st.just("swap"), PLACES, st.integers(1, 200)),
    st.tuples(st.just("flip"), PLACES, st.integers(0, 7)),
)
DAMAGES = st.lists(CHANGES, min_size=1, max_size=4)


def damaged(content: bytes, changes: list[tuple[str, float, bytes | int]]) -> bytes:
    """The content with each change made at its place, a share of the length."""
    for what, share, how in changes:
        at = int(share * len(content))
        if isinstance(how, bytes):
            content = content[:at] + how + content[at + (len(how) if what == "set" else 0) :]
        elif what == "flip":
            content = content[:at] + bytes(byte ^ (1 << how) for byte in content[at : at + 1]) + content[at + 1 :]
        elif what == "cut out":
            content = content[:at] + content[at + how :]
        elif what == "twice":
            content = content[: at + how] + content[at:]
        else:
            content = content[:at] + content[at + how : at + 2 * how] + content[at : at + how] + content[at + 2 * how :]
    return content
