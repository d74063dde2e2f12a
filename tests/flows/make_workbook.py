"""A workbook of forty listed bodies in changed spellings and forty clean universities, one case each."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def bodies() -> list[dict[str, str]]:
    """given, country, listed, change."""
    return _rows("bodies.csv")


def clean() -> list[dict[str, str]]:
    """name, country."""
    return _rows("clean.csv")


def write_folder(folder: Path) -> Path:
    """The programs as TOML and CSV: two programs' worth of one-partner cases; case ids B01… (listed) and C01… (clean)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programs.toml").write_text(_PROGRAM, encoding="utf-8")
    names = [(f"B{n:02}", row["given"], row["country"]) for n, row in enumerate(bodies(), 1)]
    names += [(f"C{n:02}", row["name"], row["country"]) for n, row in enumerate(clean(), 1)]
    _write(
        folder / "cases.csv",
        ("case_id", "program_id", "kind", "title"),
        [(i, "P1", "joint_research", f"Joint research {i}") for i, _, _ in names],
    )
    _write(
        folder / "institutions.csv",
        ("case_id", "name_en", "role", "country"),
        [(i, name, "partner", country) for i, name, country in names],
    )
    return folder


_PROGRAM = """[[programs]]
program_id = "P1"
title_ja = "照合試験"
title_en = "Screening trial"
tier = 1
"""


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([header, *rows])
