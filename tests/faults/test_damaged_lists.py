"""Each list's sample, cut, emptied, replaced or with a field renamed: none is accepted, and none ends in an unknown error."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from samples import changed, sample

from sources.catalog import CATALOG, by_name
from sources.errors import SourceChanged, SourceDamaged
from sources.lists import (
    au_dfat,
    ca_sema,
    ch_seco,
    eu_fsf,
    fr_tresor,
    jp_mof,
    nz_ru,
    own_list,
    tw_shtc,
    uk_fcdo,
    un_sc,
    us_bis_dpl,
    us_ofac_sdn,
    us_trade_csl,
    worldbank_debarred,
)
from sources.model import Document, Reader, Rejected, Source
from sources.read.delimited import END_MARK
from sources.registries import ror

LISTS = tuple(reader for reader in CATALOG if reader.SOURCE.kind == "list")
DOCUMENTS = [(reader, file.name) for reader in LISTS for file in reader.SOURCE.files]
each_document = pytest.mark.parametrize(("reader", "name"), DOCUMENTS, ids=[f"{reader.SOURCE.name}-{name}" for reader, name in DOCUMENTS])


def refused(reader: Reader, documents: dict[str, Document]) -> bool:
    """Whether the edition as a whole is refused; any other exception fails the test."""
    try:
        for _ in reader.parse(documents):
            pass
    except (SourceDamaged, SourceChanged) as error:
        assert error.facts["source"] == reader.SOURCE.name
        return True
    return False


def _ends_of_rows(content: bytes) -> Iterator[int]:
    """Places where a cut leaves only whole lines; the last line's end is no cut."""
    return (match.end() for match in re.finditer(rb"\n", content) if match.end() < len(content))


@each_document
def test_a_document_cut_at_each_twentieth_is_refused(reader: Reader, name: str) -> None:
    documents = sample(reader.SOURCE)
    content = documents[name].content
    cuts = [len(content) * part // 20 for part in range(20)]
    assert [cut for cut in cuts if not refused(reader, changed(documents, name, content[:cut]))] == []


OPEN_ENDED = {
    "consolidated.csv",
    "sdn_comments.csv",
    "cons_comments.csv",
    "dpl.txt",
    "shisantouketsu.csv",
    "programmes.csv",
    "shtc.csv",
    "own-list.csv",
}
CLOSED = [(reader, name) for reader, name in DOCUMENTS if name not in OPEN_ENDED]


@pytest.mark.parametrize(("reader", "name"), CLOSED, ids=[f"{reader.SOURCE.name}-{name}" for reader, name in CLOSED])
def test_a_document_with_an_end_mark_cut_after_any_row_is_refused(reader: Reader, name: str) -> None:
    documents = sample(reader.SOURCE)
    content = documents[name].content
    assert [cut for cut in _ends_of_rows(content) if not refused(reader, changed(documents, name, content[:cut]))] == []


def test_a_csv_without_end_mark_cut_after_a_row_shows_in_its_count() -> None:
    documents = sample(us_trade_csl.SOURCE)
    content = documents["consolidated.csv"].content
    whole = sum(1 for _ in us_trade_csl.parse(documents))
    for cut in list(_ends_of_rows(content))[1:]:
        assert sum(1 for _ in us_trade_csl.parse(changed(documents, "consolidated.csv", content[:cut]))) < whole


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


@each_document
def test_a_missing_document_is_refused(reader: Reader, name: str) -> None:
    documents = sample(reader.SOURCE)
    del documents[name]
    assert refused(reader, documents)


@pytest.mark.parametrize("reader", [un_sc, ca_sema, eu_fsf, uk_fcdo, ch_seco], ids=lambda reader: reader.SOURCE.name)
@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE list [<!ENTITY a "b">]>',
        b'<!DOCTYPE list [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE list [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>',
        b'<!DOCTYPE list SYSTEM "http://127.0.0.1:9/list.dtd">',
    ],
)
def test_xml_that_declares_a_document_type_is_refused(reader: Reader, declaration: bytes) -> None:
    (name,) = sample(reader.SOURCE)
    content = sample(reader.SOURCE)[name].content.replace(b"?>", b"?>" + declaration, 1)
    assert refused(reader, changed(sample(reader.SOURCE), name, content))


@pytest.mark.parametrize("reader", [un_sc, ca_sema, eu_fsf, uk_fcdo, ch_seco], ids=lambda reader: reader.SOURCE.name)
def test_another_namespace_is_refused_and_not_an_empty_list(reader: Reader) -> None:
    (name,) = sample(reader.SOURCE)
    content = sample(reader.SOURCE)[name].content.replace(b" xmlns:xsi=", b' xmlns="urn:new" xmlns:xsi=', 1)
    assert refused(reader, changed(sample(reader.SOURCE), name, content))


COLUMN_OF_TYPE = nz_ru.COLUMNS.index("Type")
TEXTS = tuple(reader for reader in LISTS if reader.SOURCE.files[0].media not in ("pdf", "xlsx") and reader is not own_list)
"""An own list may be in the encoding that Excel writes in Japan."""


@pytest.mark.parametrize("reader", TEXTS, ids=lambda reader: reader.SOURCE.name)
@pytest.mark.parametrize(
    ("encoding", "letters"), [("latin-1", "Exämplé"), ("cp1252", "Exämplé"), ("utf-16", "Exämplé"), ("cp932", "見本"), ("gb18030", "样本")]
)
def test_another_encoding_is_refused(reader: Reader, encoding: str, letters: str) -> None:
    name = reader.SOURCE.files[0].name
    text = sample(reader.SOURCE)[name].content.decode("utf-8")
    marked = re.sub(r"EXAMPLE|Example|Exemple|EXEMPLE", letters, text)
    assert refused(reader, changed(sample(reader.SOURCE), name, marked.encode(encoding, "replace")))


UN_FIELDS = [path.rpartition("/")[2] for path in un_sc.ALWAYS]
SEMA_FIELDS = [
    "Country",
    "LastName",
    "GivenName",
    "EntityOrShip",
    "DateOfBirthOrShipBuildDate",
    "DateOfListing",
    "Aliases",
    "Schedule",
    "Item",
]
XML_FIELDS = [(un_sc, field) for field in dict.fromkeys(UN_FIELDS)] + [(ca_sema, field) for field in SEMA_FIELDS]
RENAMINGS: tuple[Callable[[bytes, bytes], bytes], ...] = (
    lambda content, field: re.sub(rb"(</?)" + field + rb"(?=[\s/>])", rb"\g<1>" + field + rb"-NEW", content),
    lambda content, field: re.sub(rb"<" + field + rb"(?:\s*/>|>.*?</" + field + rb">)\s*", b"", content, flags=re.DOTALL),
)


@pytest.mark.parametrize("change", RENAMINGS, ids=["renamed", "removed"])
@pytest.mark.parametrize(("reader", "field"), XML_FIELDS, ids=[f"{reader.SOURCE.name}-{field}" for reader, field in XML_FIELDS])
def test_an_element_renamed_or_removed_is_refused_by_name(reader: Reader, field: str, change: Callable[[bytes, bytes], bytes]) -> None:
    (name,) = sample(reader.SOURCE)
    content = sample(reader.SOURCE)[name].content
    with pytest.raises(SourceChanged) as caught:
        list(reader.parse(changed(sample(reader.SOURCE), name, change(content, field.encode()))))
    assert caught.value.key == "source.field_missing"
    assert field in caught.value.facts["field"]


@pytest.mark.parametrize("tag", ["INDIVIDUAL", "ENTITY", "INDIVIDUALS", "ENTITIES", "CONSOLIDATED_LIST"])
def test_a_renamed_section_of_the_un_list_is_refused(tag: str) -> None:
    content = sample(un_sc.SOURCE)["consolidated.xml"].content
    assert refused(un_sc, changed(sample(un_sc.SOURCE), "consolidated.xml", re.sub(rf"(</?){tag}\b".encode(), rb"\1NEW", content)))


@pytest.mark.parametrize("tag", ["INDIVIDUAL", "ENTITY"])
def test_a_whole_kind_gone_from_the_un_list_is_refused(tag: str) -> None:
    content = sample(un_sc.SOURCE)["consolidated.xml"].content
    gone = re.sub(rf"<{tag}>.*?</{tag}>".encode(), b"", content, flags=re.DOTALL)
    assert refused(un_sc, changed(sample(un_sc.SOURCE), "consolidated.xml", gone))


@pytest.mark.parametrize("column", us_trade_csl.COLUMNS)
def test_a_renamed_column_of_the_us_list_is_refused_by_name(column: str) -> None:
    head, _, rest = sample(us_trade_csl.SOURCE)["consolidated.csv"].content.partition(b"\n")
    names = [b"renamed" if name == column.encode() else name for name in head.split(b",")]
    with pytest.raises(SourceChanged) as caught:
        list(us_trade_csl.parse(changed(sample(us_trade_csl.SOURCE), "consolidated.csv", b",".join(names) + b"\n" + rest)))
    assert caught.value.facts["field"] == column


@pytest.mark.parametrize("name", [file.name for file in us_ofac_sdn.SOURCE.files])
def test_a_column_more_or_less_in_a_file_without_header_is_refused(name: str) -> None:
    documents = sample(us_ofac_sdn.SOURCE)
    content = documents[name].content.removesuffix(END_MARK)
    more = content.replace(b"\r\n", b",new\r\n") + END_MARK
    less = re.sub(rb",[^,\r]*\r\n", b"\r\n", content) + END_MARK
    assert refused(us_ofac_sdn, changed(documents, name, more))
    assert refused(us_ofac_sdn, changed(documents, name, less))


@pytest.mark.parametrize("name", ["alt.csv", "add.csv", "sdn_comments.csv"])
def test_files_of_two_editions_are_refused(name: str) -> None:
    documents = sample(us_ofac_sdn.SOURCE)
    assert refused(us_ofac_sdn, changed(documents, name, re.sub(rb"(?m)^90003", b"99999", documents[name].content)))


def test_a_header_that_comes_again_is_refused() -> None:
    documents = sample(us_trade_csl.SOURCE)
    content = documents["consolidated.csv"].content
    again = content + content.partition(b"\n")[0] + b"\n"
    assert refused(us_trade_csl, changed(documents, "consolidated.csv", again))


@pytest.mark.parametrize("column", us_bis_dpl.COLUMNS)
def test_a_renamed_column_of_the_denied_persons_is_refused_by_name(column: str) -> None:
    documents = sample(us_bis_dpl.SOURCE)
    content = documents["dpl.txt"].content.replace(f'"{column}"'.encode(), b'"renamed"', 1)
    with pytest.raises(SourceChanged) as caught:
        list(us_bis_dpl.parse(changed(documents, "dpl.txt", content)))
    assert caught.value.facts["field"] == column


@pytest.mark.parametrize("column", jp_mof.COLUMNS)
def test_a_renamed_column_of_the_finance_ministry_is_refused_by_name(column: str) -> None:
    documents = sample(jp_mof.SOURCE)
    head, _, rest = documents["shisantouketsu.csv"].content.partition(b"\r\n")
    names = ["改名" if name == column else name for name in head.decode().split(",")]
    with pytest.raises(SourceChanged) as caught:
        list(jp_mof.parse(changed(documents, "shisantouketsu.csv", ",".join(names).encode() + b"\r\n" + rest)))
    assert caught.value.facts["field"] == column


@pytest.mark.parametrize("column", au_dfat.COLUMNS)
def test_a_renamed_column_of_the_australian_list_is_refused_by_name(column: str) -> None:
    documents = sample(au_dfat.SOURCE)
    book = load_workbook(BytesIO(documents["list.xlsx"].content))
    (cell,) = [cell for cell in book.worksheets[0][1] if cell.value == column]
    cell.value = "renamed"
    book.save(saved := BytesIO())
    with pytest.raises(SourceChanged) as caught:
        list(au_dfat.parse(changed(documents, "list.xlsx", saved.getvalue())))
    assert caught.value.facts["field"] == column


SANCTIONS_XML = [
    *((eu_fsf, "full.xml", path) for path in eu_fsf.ALWAYS if "@" in path),
    *((uk_fcdo, "list.xml", path) for path in uk_fcdo.ALWAYS),
    *((ch_seco, "whole-list.xml", path) for path in ch_seco.ALWAYS),
]


@pytest.mark.parametrize(("reader", "document", "path"), SANCTIONS_XML, ids=[f"{r.SOURCE.name}-{path}" for r, _, path in SANCTIONS_XML])
def test_a_renamed_element_or_attribute_is_refused_by_name(reader: Reader, document: str, path: str) -> None:
    documents, name = sample(reader.SOURCE), re.split("[/@]", path)[-1]
    attribute, element = rb"(\s)" + name.encode() + rb"(?==)", rb"(</?)" + name.encode() + rb"(?=[\s/>])"
    content = re.sub(attribute if "@" in path else element, rb"\g<1>renamed", documents[document].content)
    with pytest.raises(SourceChanged) as caught:
        list(reader.parse(changed(documents, document, content)))
    assert name in caught.value.facts["field"]


@pytest.mark.parametrize("path", [*fr_tresor.ALWAYS, "Publications", "PublicationDetail", "RegistreDetail", "TypeChamp", "Valeur"])
def test_a_renamed_field_of_the_french_register_is_refused_by_name(path: str) -> None:
    documents, name = sample(fr_tresor.SOURCE), path.rpartition("/")[2]
    content = documents["registre.json"].content.replace(f'"{name}":'.encode(), b'"Renamed":')
    with pytest.raises(SourceChanged) as caught:
        list(fr_tresor.parse(changed(documents, "registre.json", content)))
    assert name in caught.value.facts["field"]


@pytest.mark.parametrize("column", tw_shtc.COLUMNS)
def test_a_renamed_column_of_the_taiwanese_list_is_refused_by_name(column: str) -> None:
    documents = sample(tw_shtc.SOURCE)
    content = documents["shtc.csv"].content.replace(column.encode(), b"renamed", 1)
    with pytest.raises(SourceChanged) as caught:
        list(tw_shtc.parse(changed(documents, "shtc.csv", content)))
    assert caught.value.facts["field"] == column


@pytest.mark.parametrize("field", [*worldbank_debarred.FIELDS, "response", "ZPROCSUPP"])
def test_a_renamed_field_of_the_debarments_is_refused_by_name(field: str) -> None:
    documents = sample(worldbank_debarred.SOURCE)
    content = documents["debarred.json"].content.replace(f'"{field}":'.encode(), b'"RENAMED":')
    with pytest.raises(SourceChanged) as caught:
        list(worldbank_debarred.parse(changed(documents, "debarred.json", content)))
    assert caught.value.facts["field"] == field


@pytest.mark.parametrize("column", nz_ru.COLUMNS)
def test_a_renamed_column_of_the_new_zealand_register_is_refused_by_name(column: str) -> None:
    documents = sample(nz_ru.SOURCE)
    book = load_workbook(BytesIO(documents["register.xlsx"].content))
    (cell,) = [cell for cell in book["Register"][3] if cell.value == column]
    cell.value = "renamed"
    book.save(saved := BytesIO())
    with pytest.raises(SourceChanged) as caught:
        list(nz_ru.parse(changed(documents, "register.xlsx", saved.getvalue())))
    assert caught.value.facts["field"] == column


@pytest.mark.parametrize(("written", "reason"), [("Asset", "rejected.class_only"), ("Fleet", "rejected.unknown_category")])
def test_a_row_of_the_new_zealand_register_that_names_no_party_is_set_aside_and_told(written: str, reason: str) -> None:
    documents = sample(nz_ru.SOURCE)
    book = load_workbook(BytesIO(documents["register.xlsx"].content))
    (cell,) = [row[COLUMN_OF_TYPE] for row in book["Register"].iter_rows(min_row=4) if row[COLUMN_OF_TYPE].value == "Bank"]
    cell.value = written
    book.save(saved := BytesIO())
    told = [item for item in nz_ru.parse(changed(documents, "register.xlsx", saved.getvalue())) if isinstance(item, Rejected)]
    assert [(item.reason, item.severity) for item in told] == [(reason, "rejected")]


def test_a_delta_of_the_swiss_list_is_no_list() -> None:
    documents = sample(ch_seco.SOURCE)
    content = documents["whole-list.xml"].content.replace(b"whole-list", b"amendment", 1)
    assert refused(ch_seco, changed(documents, "whole-list.xml", content))


def test_a_doubled_header_is_refused() -> None:
    documents = sample(us_trade_csl.SOURCE)
    lines = documents["consolidated.csv"].content.splitlines()
    doubled = b"\n".join([lines[0] + b",name", *(line + b"," for line in lines[1:] if b'"' not in line)]) + b"\n"
    assert refused(us_trade_csl, changed(documents, "consolidated.csv", doubled))


@pytest.mark.parametrize("field", ["id", "names", "locations", "status", "relationships", "external_ids"])
def test_a_renamed_field_of_the_registry_is_refused(field: str) -> None:
    documents = sample(ror.SOURCE)
    content = documents["ror"].content.replace(f'"{field}":'.encode(), f'"{field}_new":'.encode())
    assert refused(ror, changed(documents, "ror", content))


def test_a_source_too_large_is_refused_before_it_is_read() -> None:
    reader = by_name("ca_sema")
    source: Source = reader.SOURCE
    (name,) = sample(source)
    assert refused(reader, changed(sample(source), name, b"<" + b" " * (source.files[0].max_bytes + 1)))
