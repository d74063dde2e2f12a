"""Everything a program's people and programs are handed, written as one whole folder."""

from collections.abc import Callable
from pathlib import Path

from flows.results.pages import write_pages
from flows.results.rows import Rows, Texts
from flows.results.swap import replaced
from flows.results.tables import write_tables
from flows.results.workbook import write_workbook


def write_results(folder: Path, rows: Rows, texts: Texts, *, beside: Callable[[Path], object] | None = None) -> list[Path]:
    """Pages, results.xlsx, hits and coverage tables of one program in place of what `folder` held; their paths.

    `beside` is called with the folder being filled, for what others put there (Parquet files); it is published in the
    same step. An error, its own included, leaves the old folder as it was.
    """
    with replaced(folder) as coming:
        write_pages(coming, rows, texts)
        write_workbook(coming / "results.xlsx", rows, texts)
        write_tables(coming, rows)
        if beside is not None:
            beside(coming)
    return sorted(path for path in folder.rglob("*") if path.is_file())
