"""Each source's sample, cut, emptied, replaced or written in another encoding: none is accepted, none ends in an unknown error."""

import re
from pathlib import Path

import pytest
from outcome import DOCUMENTS, outcome, refused
from samples import NOW, changed, sample

from flows.archive import Archive
from flows.ingest import ingest
from flows.readings import readings
from sources.catalog import by_name
from sources.fetch import snapshot
from sources.lists import us_ofac_sdn
from sources.model import Reader, Source

READINGS = readings()
each_document = pytest.mark.parametrize(("reader", "name"), DOCUMENTS, ids=[f"{reader.SOURCE.name}-{name}" for reader, name in DOCUMENTS])


def _cuts(content: bytes) -> list[int]:
    """At each fiftieth, and after each line: there a table or lines of JSON look whole. The last line's end is no cut."""
    ends = {match.end() for match in re.finditer(rb"\n", content)} - {len(content)}
    return sorted({len(content) * part // 50 for part in range(50)} | ends)


@each_document
def test_a_document_cut_anywhere_is_never_used(reader: Reader, name: str, tmp_path: Path) -> None:
    """Refused by its reader, or, where it reads like a whole one, held by what is known of the edition in use."""
    documents = sample(reader.SOURCE)
    archive, reading = Archive(tmp_path), READINGS[reader.SOURCE.name]
    whole = snapshot(reader.SOURCE, list(documents.values()), NOW)
    assert ingest(reading, archive, lambda: whole, as_of=NOW.date(), known={}, is_sample=True).rows
    content = documents[name].content
    for cut in _cuts(content):
        short = changed(documents, name, content[:cut])
        if not refused(reader, short):
            found = snapshot(reader.SOURCE, list(short.values()), NOW)
            kept = ingest(reading, archive, lambda found=found: found, as_of=NOW.date(), known={}, is_sample=True)
            assert (kept.state, kept.key, kept.edition) == ("held", "source.cut_short", whole.edition), cut


def test_missing_remarks_show_in_the_main_file() -> None:
    documents = sample(us_ofac_sdn.SOURCE)
    other = b"90004,\"; a.k.a. 'THE SAMPLE'\"\r\n"
    assert refused(us_ofac_sdn, changed(documents, "sdn_comments.csv", other))


@each_document
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \r\n",
        b"\xef\xbb\xbf",
        b"<!DOCTYPE html><html><body>Please sign in.</body></html>",
        b"<html><head></head><body>404</body></html>",
        b'<?xml version="1.0"?><!DOCTYPE html><html/>',
        b"\x1f\x8b\x08\x00cut",
        b"PK\x03\x04",
        b"%PDF-1.7\nnot the list\nstartxref\n9\n%%EOF\n",
        b"Service unavailable\n",
        b"Service unavailable\n\x1a",
        b"<list/>",
        b"{}",
        b"\x00" * 1000,
        "名前,国\n".encode("cp932"),
        '<?xml version="1.0"?><data-set/>'.encode("utf-16"),
    ],
)
def test_what_is_not_the_list_is_refused(reader: Reader, name: str, content: bytes) -> None:
    assert refused(reader, changed(sample(reader.SOURCE), name, content))


# GLEIF's relations and exceptions may be left out: the user brings what there is, and it is told apart by its columns.
BELONGING = [(reader, name) for reader, name in DOCUMENTS if (reader.SOURCE.name, name) not in {("gleif", "rr"), ("gleif", "repex")}]


@pytest.mark.parametrize(("reader", "name"), BELONGING, ids=[f"{reader.SOURCE.name}-{name}" for reader, name in BELONGING])
def test_a_missing_document_is_refused(reader: Reader, name: str) -> None:
    documents = sample(reader.SOURCE)
    del documents[name]
    assert refused(reader, documents)


TEXTS = [(reader, name) for reader, name in DOCUMENTS if not sample(reader.SOURCE)[name].content.startswith((b"%PDF", b"PK"))]
ENCODINGS = {
    "latin-1": "Exämplé",
    "cp1252": "Exämplé”", "utf-16": "Exämplé", "utf-16-be": "見本", "utf-32": "見本", "cp932": "見本", "euc_jp": "見本",
    "iso2022_jp": "見本", "gb18030": "样本", "big5": "樣本", "koi8_r": "Пример", "euc_kr": "견본",
}  # fmt: skip


TWO_ENCODINGS = {"jp_corporate_numbers", "gbizinfo", "jp_nistep", "own_list"}
"""Their publishers (or Excel in Japan) write UTF-8 and cp932; what no Japanese text can be written in does not come from them."""


def _written(reader: Reader, name: str, encoding: str) -> bytes:
    """The sample with names in letters of that encoding, written in it; other letters become question marks."""
    marked = re.sub(r"EXAMPLE|Example|Exemple|EXEMPLE|架空", ENCODINGS[encoding], sample(reader.SOURCE)[name].content.decode("utf-8"))
    return marked.encode(encoding, "strict" if reader.SOURCE.name in TWO_ENCODINGS else "replace")


def _can_be_written(reader: Reader, name: str, encoding: str) -> bool:
    try:
        _written(reader, name, encoding)
    except UnicodeEncodeError:
        return False
    return True


WRITTEN = {
    f"{encoding}-{reader.SOURCE.name}-{name}": (reader, name, encoding)
    for reader, name in TEXTS
    for encoding in ENCODINGS
    if _can_be_written(reader, name, encoding)
}


@pytest.mark.parametrize("case", WRITTEN)
def test_another_encoding_is_refused_or_read_right_but_never_misread(case: str) -> None:
    reader, name, encoding = WRITTEN[case]
    documents, content = sample(reader.SOURCE), _written(*WRITTEN[case])
    found = outcome(reader, changed(documents, name, content))
    if found.error is None:
        assert found.said == outcome(reader, changed(documents, name, content.decode(encoding).encode())).said
    assert "\ufffd" not in str(found.said)


def test_most_other_encodings_are_refused() -> None:
    refusals = [
        case
        for case, (reader, name, _) in WRITTEN.items()
        if refused(reader, changed(sample(reader.SOURCE), name, _written(*WRITTEN[case])))
    ]
    assert len(refusals) > 0.8 * len(WRITTEN)


def test_a_source_too_large_is_refused_before_it_is_read() -> None:
    reader = by_name("ca_sema")
    source: Source = reader.SOURCE
    (name,) = sample(source)
    assert refused(reader, changed(sample(source), name, b"<" + b" " * (source.files[0].max_bytes + 1)))
