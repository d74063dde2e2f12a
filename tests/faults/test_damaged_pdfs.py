"""A page of a PDF whose checksum is wrong reads like any other page: it is refused."""

import base64
import re
import zlib

import pytest
from outcome import DOCUMENTS, outcome, refused
from samples import changed, sample

from sources.model import Reader

PDFS = [(reader, name) for reader, name in DOCUMENTS if sample(reader.SOURCE)[name].content.startswith(b"%PDF")]
STREAM = re.compile(rb"(ASCII85Decode /FlateDecode[^>]*/Length )(\d+)([^>]*>>\s*stream\r?\n)(.*?)~>(\s*endstream)", re.DOTALL)


def _with_other_checksum(content: bytes) -> bytes:
    """The first packed page under another checksum: the page itself, its length and all else as before."""
    found = STREAM.search(content)
    assert found
    packed = base64.a85decode(found[4])
    zlib.decompress(packed)
    wrong = packed[:-1] + bytes([packed[-1] ^ 1])
    again = base64.a85encode(wrong)
    assert len(again) == len(found[4].replace(b"\n", b"").replace(b"\r", b""))
    return content[: found.start(4)] + again.ljust(len(found[4])) + content[found.end(4) :]


@pytest.mark.parametrize(("reader", "name"), PDFS, ids=[f"{reader.SOURCE.name}-{name}" for reader, name in PDFS])
def test_a_page_with_a_wrong_checksum_is_refused(reader: Reader, name: str) -> None:
    documents = sample(reader.SOURCE)
    assert not refused(reader, documents)
    found = outcome(reader, changed(documents, name, _with_other_checksum(documents[name].content)))
    assert found.error is not None
    assert found.error.key == "source.pdf"
    assert "Data-loss" in found.error.facts["detail"]
