"""From a list and a registry to an affiliation, through a whole night: the listed body is met by its record, its level is named."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from office import ROOT, Office

Triple = dict[str, str]
PROGRAM = """[[programs]]
program_id = "P"
title_ja = "例"
title_en = "Example"
tier = 2
designation = { by = "文部科学省", on = "2026-04-01", basis = "例", trigger = "同志国等との対等性" }
lists = ["own_list"]
"""
LEVELS = """
select hits.subject_id, hits.listed_name, hits.by_identifier, evidence.feature, evidence.sentence_en
from marts.hits as hits
left join marts.evidence as evidence on hits.hit_id = evidence.hit_id and evidence.feature like 'listed%'
order by all
"""


def ror_id(name: str) -> str:
    return f"https://ror.org/0{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def record(name: str, town: str, country: str, parent: str = "") -> dict[str, object]:
    related = [{"type": "Parent", "id": ror_id(parent), "label": parent}] if parent else []
    return {
        "id": ror_id(name), "name": name, "labels": [], "aliases": [], "acronyms": [], "relationships": related, "status": "active",
        "country": {"country_name": "", "country_code": country.upper()}, "addresses": [{"city": town}], "external_ids": {},
    }  # fmt: skip


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    with (ROOT / "tests" / "people" / "triples.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, triples: list[Triple]) -> Callable[[str, Callable[[Triple], str]], Office]:
    """A night over the registry of all triples, a list of one of their three bodies, and a person for each affiliation."""

    def run(listed: str, written: Callable[[Triple], str]) -> Office:
        home = tmp_path_factory.mktemp(listed)
        records = {}
        for row in triples:
            for name, town, parent in ((row["parent"], row["town"], ""), (row["sibling"], row["sibling_town"], "")):
                records.setdefault(name, record(name, town, row["country"], parent))
        records |= {row["laboratory"]: record(row["laboratory"], row["town"], row["country"], row["parent"]) for row in triples}
        mirrored = home / "mirror" / "doi.org" / "10.5281"
        mirrored.mkdir(parents=True)
        (home / "mirror" / "SAMPLE").touch()
        (mirrored / "zenodo.6347574").write_text("\n".join(json.dumps(one) for one in records.values()), encoding="utf-8")
        entries = sorted({(row[listed], row["country"]) for row in triples})
        _csv(home / "own.csv", ["name", "kind", "country"], [[name, "organisation", country] for name, country in entries])
        programs = home / "programs"
        programs.mkdir()
        (programs / "programs.toml").write_text(PROGRAM, encoding="utf-8")
        _csv(programs / "cases.csv", ["案件ID", "事業ID", "種別", "案件名"], [["C", "P", "共同研究", "例"]])
        people = [[f"R{number}", "C", f"見本 {number}", "相手方メンバー", written(row)] for number, row in enumerate(triples)]
        _csv(programs / "people.csv", ["人ID", "案件ID", "氏名", "役割", "所属機関1"], people)
        (home / "sekisho.toml").write_text('[sources.own_list]\nfiles = ["own.csv"]\n', encoding="utf-8")
        office = Office(home=home / "home", mirror=home / "mirror", programs=programs)
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("SEKISHO_CONFIG", str(home / "sekisho.toml"))
            office.night()
        return office

    return run


def _csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def told(office: Office) -> dict[tuple[str, str], tuple[str, bool, str]]:
    """(person, listed name) -> (level told, by identifier, sentence)."""
    return {
        (row["subject_id"].split(":p:")[1], row["listed_name"]): (row["feature"] or "", row["by_identifier"], row["sentence_en"] or "")
        for row in office.rows(LEVELS)
    }


def test_a_listed_laboratory_is_met_by_its_record_and_named_as_the_level(night: Callable[..., Office], triples: list[Triple]) -> None:
    office = night("laboratory", lambda row: f"Department of Physics, {row['laboratory']}, {row['parent']}, {row['town']}")
    found = told(office)
    right = [
        number
        for number, row in enumerate(triples)
        if found.get((f"R{number}", row["laboratory"]), ("", False, ""))[:2] == ("listed_itself", True)
    ]
    assert len(triples) >= 60
    assert len(right) >= 0.95 * len(triples)


def test_a_listed_university_is_met_from_a_laboratory_of_it_one_step_up(night: Callable[..., Office], triples: list[Triple]) -> None:
    office = night("parent", lambda row: f"{row['laboratory']}, {row['town']}")
    found = told(office)
    right = [
        number
        for number, row in enumerate(triples)
        if found.get((f"R{number}", row["parent"]), ("", False, ""))[:2] == ("listed_above", True)
    ]
    assert len(right) >= 0.95 * len(triples)
    assert f"1 up: {triples[0]['parent']}" in found["R0", triples[0]["parent"]][2]


def test_lists_are_linked_to_the_registry_once_each_with_its_reason(night: Callable[..., Office], triples: list[Triple]) -> None:
    """A list without numbers: joined by name where core.links says so, else by the resolver; hardly any is left without."""
    office = night("parent", lambda row: row["parent"])
    reasons = {row["reason"]: row["n"] for row in office.rows("select reason, count(*) as n from core.listed_records group by reason")}
    assert set(reasons) == {"same_name", "resolved"}
    assert sum(reasons.values()) >= 0.95 * len({row["parent"] for row in triples})


def test_a_second_night_reads_no_name_again(night: Callable[..., Office], monkeypatch: pytest.MonkeyPatch) -> None:
    office = night("parent", lambda row: f"{row['laboratory']}, {row['town']}")
    before = office.rows("select * from screened.read_names order by all")
    monkeypatch.setattr("flows.people.reading.Resolver", None)
    monkeypatch.setenv("SEKISHO_CONFIG", str(office.home.parent / "sekisho.toml"))
    office.night()
    assert office.rows("select * from screened.read_names order by all") == before


def test_a_sister_of_a_listed_laboratory_leads_nowhere(night: Callable[..., Office], triples: list[Triple]) -> None:
    office = night("laboratory", lambda row: f"School of Science, {row['sibling']}, {row['sibling_town']}")
    assert not [row for row in office.rows(LEVELS) if row["feature"]]


def test_a_university_is_not_taken_for_its_listed_laboratory(night: Callable[..., Office], triples: list[Triple]) -> None:
    office = night("laboratory", lambda row: f"Faculty of Science, {row['parent']}, {row['town']}")
    assert not [row for row in office.rows(LEVELS) if row["feature"]]
