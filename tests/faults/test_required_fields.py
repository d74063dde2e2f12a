"""A required field that is gone or renamed is named, so that a person knows what to adapt."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from samples import changed, sample

from sources.errors import SourceChanged
from sources.lists import (
    au_dfat,
    ca_sema,
    ch_seco,
    eu_fsf,
    fr_tresor,
    jp_mof,
    nz_ru,
    tw_shtc,
    uk_fcdo,
    un_sc,
    us_bis_dpl,
    us_trade_csl,
    worldbank_debarred,
)
from sources.model import Reader

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


@pytest.mark.parametrize("column", us_trade_csl.COLUMNS)
def test_a_renamed_column_of_the_us_list_is_refused_by_name(column: str) -> None:
    head, _, rest = sample(us_trade_csl.SOURCE)["consolidated.csv"].content.partition(b"\n")
    names = [b"renamed" if name == column.encode() else name for name in head.split(b",")]
    with pytest.raises(SourceChanged) as caught:
        list(us_trade_csl.parse(changed(sample(us_trade_csl.SOURCE), "consolidated.csv", b",".join(names) + b"\n" + rest)))
    assert caught.value.facts["field"] == column


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
