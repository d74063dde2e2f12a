"""An office with one invented researcher in each tier: a roster with ledgers, a list of its own, papers and a career record."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from office import Office

ORCID = "0000-0002-1825-0097"
DESIGNATION = 'designation = { by = "文部科学省", on = "2026-04-01", basis = "例", trigger = "同志国等との対等性", until = "2031-03-31" }'
PROGRAMS = f"""[[programs]]
program_id = "P1"
title_ja = "例１"
title_en = "Example 1"
tier = 1

[[programs]]
program_id = "P2"
title_ja = "例２"
title_en = "Example 2"
tier = 2
{DESIGNATION}
lists = ["own_list"]
"""
PEOPLE = [
    ["人ID", "案件ID", "氏名", "氏名（ローマ字）", "役割", "所属機関1", "所属開始1", "ORCID", "e-Rad研究者番号"],
    ["R1", "C1;C2", "霞沢 灯里", "Akari Kasumizawa", "研究代表者", "青海原大学（架空）", "2019-04", ORCID, "12345678"],
]
INSTITUTIONS = [
    ["機関ID", "案件ID", "機関名", "機関名（英語）", "役割"],
    ["O1", "C2", "青海原大学（架空）", "Aomibara University", "自機関"],
]
ERAD = [
    ["研究者番号", "氏名", "区分", "相手方機関", "役職", "開始", "終了", "守秘義務", "報酬"],
    ["12345678", "霞沢 灯里", "兼業", "ETH Zurich", "非常勤講師", "2024-04", "", "無", "有"],
]
SIDE_POSTS = [
    ["人ID", "氏名", "兼業先", "役職", "開始", "終了", "報酬"],
    ["R1", "霞沢 灯里", "ETH Zurich", "非常勤講師", "2024-04", "", "有"],
    ["R1", "霞沢 灯里", "Zeppelin Instruments GmbH", "技術顧問", "2025-02", "", "有"],
]
OWN = [["name", "kind", "country"], ["Kunlun Institute of Specimen Physics", "organisation", "cn"]]


def author(name: str, *places: str, orcid: str = "") -> dict[str, Any]:
    given, family = name.split()
    number = {"ORCID": f"https://orcid.org/{orcid}"} if orcid else {}
    return {"given": given, "family": family, "sequence": "first", "affiliation": [{"name": place} for place in places], **number}


def work(number: int, day: list[int], *authors: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "DOI": f"10.5555/paper.{number}", "title": [f"On specimen {number}"], "type": "journal-article", "issued": {"date-parts": [day]},
        "author": list(authors), **more,
    }  # fmt: skip


HOME_, LISTED = "Aomibara University", "Department of Physics, Kunlun Institute of Specimen Physics, Lhasa"
WORKS = [
    work(1, [2024, 5], author("Akari Kasumizawa", HOME_, LISTED, orcid=ORCID)),
    work(
        2, [2025, 3, 9], author("Akari Kasumizawa", HOME_, LISTED, orcid=ORCID), funder=[{"name": "Iketani Foundation", "award": ["A-1"]}]
    ),
    work(3, [2025, 6], author("Akari Kasumizawa", HOME_, orcid=ORCID), author("Li Beispiel", LISTED)),
    work(4, [2026, 1], author("Mei Beispiel", LISTED), **{"update-to": [{"type": "retraction", "DOI": "10.5555/PAPER.3"}]}),
]


@dataclass(frozen=True)
class Persons(Office):
    """Nights under the settings beside it."""

    @contextmanager
    def configured(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("SEKISHO_CONFIG", str(self.home.parent / "sekisho.toml"))
            yield


def made(folder: Path) -> Persons:
    """The office, its files written, before its first night."""
    programs = folder / "programs"
    programs.mkdir()
    (programs / "programs.toml").write_text(PROGRAMS, encoding="utf-8")
    cases = [["案件ID", "事業ID", "種別", "案件名"], ["C1", "P1", "課題", "例一"], ["C2", "P2", "課題", "例二"]]
    for name, rows in {"cases": cases, "institutions": INSTITUTIONS, "people": PEOPLE, "erad": ERAD, "side_posts": SIDE_POSTS}.items():
        _csv(programs / f"{name}.csv", rows)
    _csv(folder / "own.csv", OWN)
    (folder / "works.json").write_text("\n".join(json.dumps(one) for one in WORKS), encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "sekisho.toml").write_text(
        '[sources.own_list]\nfiles = ["own.csv"]\n[sources.crossref]\nfiles = ["works.json"]\n', encoding="utf-8"
    )
    return Persons(home=folder / "home", mirror=folder / "empty", programs=programs)


def _csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
