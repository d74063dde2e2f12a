"""Which numbers make entities one: asked of sql/core/links.sql over a few rows of the raw layer."""

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from flows.messages import Messages

LINKS = Path(__file__).resolve().parents[2] / "sql" / "core" / "links.sql"
SCHEMES = re.findall(r"'(\w+)'", LINKS.read_text(encoding="utf-8").partition("identifiers.scheme in (")[2].partition(")")[0])
Row = tuple[str, str, str, str, str]
"""(source, entity_id, kind, scheme, value)"""
EMPTY = """
create schema raw; create schema staging;
create table raw.sources as select unnest(['eu_fsf', 'fr_tresor', 'us_ofac_sdn', 'ror', 'grid']) as source, 'list' as kind;
update raw.sources set kind = 'registry' where source in ('ror', 'grid');
create table raw.entities (source varchar, entity_id varchar, kind varchar);
create table raw.identifiers (source varchar, entity_id varchar, scheme varchar, value varchar);
create table raw.cluster_decisions (
    source varchar, entity_id varchar, other_source varchar, other_entity_id varchar,
    judgement varchar, entry bigint, decided_by varchar, decided_on varchar, text varchar
);
create table staging.names (
    source varchar, entity_id varchar, position bigint, text varchar, kind varchar,
    key varchar, key_bits bigint, is_organisation_name boolean
);
create table staging.countries (source varchar, entity_id varchar, country varchar);
"""


def links(rows: Iterable[Row]) -> list[tuple[str, str, str, str]]:
    """(one, other, reason, detail) of each link."""
    with duckdb.connect() as connection:
        connection.execute(EMPTY)
        for source, entity_id, kind, scheme, value in rows:
            connection.execute("insert into raw.entities values (?, ?, ?)", [source, entity_id, kind])
            connection.execute("insert into raw.identifiers values (?, ?, ?, ?)", [source, entity_id, scheme, value])
        found = connection.execute(LINKS.read_text(encoding="utf-8")).fetchall()
    return [(f"{row[0]}:{row[1]}", f"{row[2]}:{row[3]}", row[4], row[5]) for row in found]


def body(source: str, entity_id: str, scheme: str, value: str, kind: str = "organisation") -> Row:
    return source, entity_id, kind, scheme, value


@pytest.mark.parametrize("scheme", SCHEMES)
def test_two_lists_that_quote_one_number_speak_of_one_body_and_the_link_says_by_which(scheme: str, messages: Messages) -> None:
    found = links([body("eu_fsf", "1", scheme, "X 9"), body("fr_tresor", "2", scheme, "X 9"), body("us_ofac_sdn", "3", scheme, "X 8")])
    assert found == [("eu_fsf:1", "fr_tresor:2", scheme, "X 9")]
    for language in ("en", "ja"):
        assert "X 9" in messages.text(f"clusters.why.{scheme}", language, detail="X 9")


def test_the_numbers_of_a_registry_lead_from_one_list_to_another_and_to_the_older_registry() -> None:
    assert len(SCHEMES) == 13
    found = links([body("grid", "grid.1", "wikidata", "Q1"), body("ror", "r1", "wikidata", "Q1"), body("eu_fsf", "1", "wikidata", "Q1")])
    assert {(one, other) for one, other, *_ in found} == {("grid:grid.1", "ror:r1"), ("eu_fsf:1", "grid:grid.1"), ("eu_fsf:1", "ror:r1")}


def test_a_number_that_a_registry_gives_to_two_bodies_links_nothing() -> None:
    assert links([body("ror", "r1", "fundref", "5"), body("ror", "r2", "fundref", "5"), body("grid", "g", "fundref", "5")]) == []


@pytest.mark.parametrize(("entries", "linked"), [(4, True), (5, False)])
def test_a_number_on_more_than_four_entries_of_one_list_links_nothing(entries: int, linked: bool) -> None:
    several = [body("eu_fsf", str(number), "uscc", "91110000000000000X") for number in range(entries)]
    assert bool(links([*several, body("us_ofac_sdn", "9", "uscc", "91110000000000000X")])) == linked


def test_a_ship_and_a_company_with_the_same_imo_number_are_not_one() -> None:
    ship, firm = body("eu_fsf", "1", "imo", "9074729", "vessel"), body("us_ofac_sdn", "2", "imo", "9074729")
    assert links([ship, firm]) == []
    assert len(links([ship, body("us_ofac_sdn", "2", "imo", "9074729", "vessel")])) == 1
