"""A night over the publishers' own files: counts as in the files, listed bodies found in changed spellings, clean ones not."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from make_workbook import bodies, clean, write_folder
from office import Office

pytestmark = pytest.mark.real
LEAST_FOUND, MOST_ALERTED = 34, 2


@pytest.fixture(scope="module")
def trial(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    home = tmp_path_factory.mktemp("trial")
    office = Office(home=home / "home", mirror=shared / "data" / "mirror", programs=write_folder(home / "programs"))
    office.night()
    return office


def _counts(office: Office, source: str) -> dict[str, int]:
    rows = office.rows("select sub_list, entity_count from raw.sub_lists where source = ? and entity_count > 0", source)
    return {row["sub_list"]: row["entity_count"] for row in rows}


def test_counts_equal_the_files(trial: Office) -> None:
    folder = trial.mirror
    with (folder / "data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = Counter(row["source"] for row in csv.DictReader(file))
    csl = _counts(trial, "us_trade_csl")
    assert len(csl) == len(rows) == 13
    # One CAPTA row stands twice in the file, the same but for its link; it is counted once, with a warning.
    assert sum(csl.values()) == sum(rows.values()) - 1
    sdn = (folder / "www.treasury.gov/ofac/downloads/sdn.csv").read_bytes().rstrip(b"\x1a").count(b"\r\n")
    assert _counts(trial, "us_ofac_sdn") == {"": sdn}
    un = etree.parse(folder / "scsanctions.un.org/resources/xml/en/consolidated.xml")
    assert _counts(trial, "un_sc") == Counter(un.xpath("//INDIVIDUAL/UN_LIST_TYPE/text() | //ENTITY/UN_LIST_TYPE/text()"))
    (sema,) = folder.rglob("sema-lmes.xml")
    assert sum(_counts(trial, "ca_sema").values()) == len(etree.parse(sema).findall("record"))


def test_listed_bodies_are_found_and_clean_ones_are_not(trial: Office) -> None:
    hits = trial.rows(
        "select case_id, string_agg(name, '|') as names from marts.hits inner join marts.entities using (cluster_id)"
        " group by case_id, cluster_id"
    )
    by_case: dict[str, list[str]] = {}
    for hit in hits:
        by_case.setdefault(hit["case_id"], []).append(_bare(hit["names"]))
    found = [any(_bare(body["listed"]) in names for names in by_case.get(f"B{n:02}", ())) for n, body in enumerate(bodies(), 1)]
    alerted = [f"C{n:02}" in by_case for n, _ in enumerate(clean(), 1)]
    missed = [body["given"] for body, is_found in zip(bodies(), found, strict=True) if not is_found]
    wrong = [row["name"] for row, is_alerted in zip(clean(), alerted, strict=True) if is_alerted]
    assert sum(found) >= LEAST_FOUND, missed
    assert sum(alerted) <= MOST_ALERTED, wrong


def test_a_body_on_several_lists_is_one_hit(trial: Office) -> None:
    rows = trial.rows("select cluster_id from core.clusters where entity_id = 'KPe.001' and source = 'un_sc'")
    listed = trial.rows("select distinct source from core.clusters where cluster_id = ? order by source", rows[0]["cluster_id"])
    assert {row["source"] for row in listed} >= {"un_sc", "us_ofac_sdn", "us_trade_csl"}


def test_every_sub_list_finds_its_own_names(trial: Office) -> None:
    (planted,) = trial.rows("select sum(planted_count) as planted, sum(found_count) as found from screened.canaries")
    assert planted["planted"] == planted["found"] > 400


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9|]", "", text.lower())
