"""Parts of a document that belong together or to another kind of document: sections, namespaces, files of a set, headers."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from outcome import refused
from samples import changed, sample

from sources.lists import ca_sema, ch_seco, eu_fsf, nz_ru, uk_fcdo, un_sc, us_ofac_sdn, us_trade_csl
from sources.model import Reader, Rejected
from sources.read.delimited import END_MARK
from sources.registries import ror

COLUMN_OF_TYPE = nz_ru.COLUMNS.index("Type")


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


@pytest.mark.parametrize("tag", ["INDIVIDUAL", "ENTITY", "INDIVIDUALS", "ENTITIES", "CONSOLIDATED_LIST"])
def test_a_renamed_section_of_the_un_list_is_refused(tag: str) -> None:
    content = sample(un_sc.SOURCE)["consolidated.xml"].content
    assert refused(un_sc, changed(sample(un_sc.SOURCE), "consolidated.xml", re.sub(rf"(</?){tag}\b".encode(), rb"\1NEW", content)))


@pytest.mark.parametrize("tag", ["INDIVIDUAL", "ENTITY"])
def test_a_whole_kind_gone_from_the_un_list_is_refused(tag: str) -> None:
    content = sample(un_sc.SOURCE)["consolidated.xml"].content
    gone = re.sub(rf"<{tag}>.*?</{tag}>".encode(), b"", content, flags=re.DOTALL)
    assert refused(un_sc, changed(sample(un_sc.SOURCE), "consolidated.xml", gone))


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
