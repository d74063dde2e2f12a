"""Every source of the catalogue: its sample in, the expected result out."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samples import as_json, entities, sample, told

from sources.catalog import CATALOG, PUBLICATIONS, by_name, names
from sources.errors import SettingsError
from sources.model import Entity, Reader

EXPECTED = Path(__file__).parent / "expected"
ROOT = Path(__file__).resolve().parents[2]
each_source = pytest.mark.parametrize("reader", CATALOG, ids=lambda reader: reader.SOURCE.name)


@each_source
def test_a_sample_is_read_as_expected(reader: Reader) -> None:
    expected = EXPECTED / f"{reader.SOURCE.name}.json"
    assert expected.exists(), f"no expected result for {reader.SOURCE.name}: run tests/sources/write_expected.py and review it"
    assert as_json(reader.parse(sample(reader.SOURCE))) == json.loads(expected.read_text(encoding="utf-8"))


@each_source
def test_a_sample_is_read_without_a_remark(reader: Reader) -> None:
    assert told(reader, sample(reader.SOURCE)) == []


@each_source
def test_a_source_says_what_it_is_and_what_being_listed_means(reader: Reader) -> None:
    assert len(reader.__doc__ or "") > 300
    assert str(getattr(reader, "__name__", "")).rpartition(".")[2] == reader.SOURCE.name


@each_source
def test_addresses_are_canonical_and_encrypted(reader: Reader) -> None:
    addresses = [url for file in reader.SOURCE.files for url in (file.url, *file.aliases)]
    assert addresses
    assert all(url.startswith("https://") for url in addresses)


@each_source
def test_a_quoted_span_holds_the_row_it_quotes(reader: Reader) -> None:
    documents = sample(reader.SOURCE)
    for entity in entities(reader, documents):
        if entity.quote.start is not None:
            row = documents[entity.quote.document].content[entity.quote.start : entity.quote.end].decode()
            words = set(re.findall(r"\w{3,}", entity.quote.text.replace("[…]", "")))
            assert words <= set(re.findall(r"\w{3,}", row))
            assert any(word in row for word in entity.names[0].text.split())


@each_source
def test_ids_are_unique_and_no_row_numbers(reader: Reader) -> None:
    documents = sample(reader.SOURCE)
    ids = [entity.entity_id for entity in entities(reader, documents)]
    assert len(set(ids)) == len(ids)
    assert not any(entity.entity_id == re.sub(r"\D", "", entity.quote.locator) for entity in entities(reader, documents))


@each_source
def test_nothing_is_kept_of_nationality_birth_place_or_gender(reader: Reader) -> None:
    persons = [entity for entity in entities(reader, sample(reader.SOURCE)) if entity.kind == "person"]
    assert all(entity.addresses == () for entity in persons)
    text = json.dumps(as_json(persons), ensure_ascii=False)
    assert not re.search(r"nationalit|citizen|gender|\bPOB\b|(?:PLACE|CITY|COUNTRY)_OF_BIRTH|Nowhere|Passport", text, re.IGNORECASE)


def test_the_same_bytes_give_the_same_result_under_any_hash_seed() -> None:
    script = "from samples import *\nfrom sources.catalog import CATALOG\nimport hashlib\n"
    script += "print(hashlib.sha256(repr([list(r.parse(sample(r.SOURCE))) for r in CATALOG]).encode()).hexdigest())"
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(found) == 1


def test_one_body_has_one_number_in_both_lists_of_ofac() -> None:
    numbers = [
        {identifier.value for entity in entities(by_name(name), sample(by_name(name).SOURCE)) for identifier in entity.identifiers}
        for name in ("us_ofac_sdn", "us_trade_csl")
    ]
    assert {"13152", "90002", "90004"} <= numbers[0] & numbers[1]


def test_a_person_may_be_in_several_sub_lists_and_is_then_two_entities_with_one_number() -> None:
    found = [entity for entity in entities(by_name("us_trade_csl"), sample(by_name("us_trade_csl").SOURCE)) if "90020" in entity.entity_id]
    assert [entity.entity_id for entity in found] == ["SSI:90020", "CAP:90020"]
    assert {entity.identifiers for entity in found} == {found[0].identifiers}


def test_an_unknown_source_name_is_refused_with_near_names() -> None:
    with pytest.raises(SettingsError) as caught:
        by_name("us_ofac_snd")
    assert caught.value.facts["near"].startswith("us_ofac_sdn")


def test_names_hold_publications_too() -> None:
    assert {source.name for source in PUBLICATIONS} <= set(names())
    assert len(set(names())) == len(names())


def test_the_sample_of_the_pdf_list_is_drawn_from_the_rows_beside_it() -> None:
    from make_example_pdf import PLACE, ROWS
    from meti_pdf import draw

    assert draw(ROWS) == PLACE.read_bytes()


def test_a_listing_of_several_regimes_is_several_listings() -> None:
    found: dict[str, Entity] = {
        entity.entity_id: entity for entity in entities(by_name("us_ofac_sdn"), sample(by_name("us_ofac_sdn").SOURCE))
    }
    assert [listing.regime for listing in found["13152"].listings] == ["OFAC NPWMD", "OFAC IFSR"]


def test_a_format_called_documented_is_one_of_the_sources_formats() -> None:
    sources = [reader.SOURCE for reader in CATALOG]
    named = {(source.name, file) for source in sources for file in source.documented}
    assert named == {(source.name, files[0].name) for source in sources for files in source.formats if files[0].name in source.documented}
    assert named, "OFAC's advanced shape was never read as a publisher's file"
