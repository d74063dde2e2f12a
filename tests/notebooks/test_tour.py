"""The tour notebook runs from top to bottom over a night of the example, and is kept without what it printed."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from office import EXAMPLE, Office

ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "notebooks" / "tour.ipynb"
README = {language: ROOT / name for language, name in (("en", "README.md"), ("ja", "README.ja.md"))}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(home=tmp_path_factory.mktemp("tour"), mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    return office


@pytest.fixture
def tour() -> nbformat.NotebookNode:
    return nbformat.read(TOUR, as_version=4)


def test_every_cell_of_the_tour_runs(tour: nbformat.NotebookNode, home: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, place in {"SEKISHO_HOME": home.home, "SEKISHO_CONFIG": tmp_path / "none.toml"}.items():
        monkeypatch.setenv(name, str(place))
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    NotebookClient(tour, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(TOUR.parent)}}).execute()
    outputs = [output for cell in tour.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert str(home.home) in outputs[0].text
    assert any("with the words as quoted" in output.get("text", "") for output in outputs)


def test_the_tour_is_kept_without_outputs(tour: nbformat.NotebookNode) -> None:
    code = [cell for cell in tour.cells if cell.cell_type == "code"]
    assert code
    assert not [cell.id for cell in code if cell.outputs or cell.execution_count]


def test_cells_of_the_tour_bear_names_instead_of_numbers(tour: nbformat.NotebookNode) -> None:
    names = [cell.id for cell in tour.cells]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalpha() for name in names)


def test_every_heading_of_the_tour_says_it_in_japanese_too(tour: nbformat.NotebookNode) -> None:
    headings = [cell.source.splitlines() for cell in tour.cells if cell.cell_type == "markdown" and cell.source.startswith("#")]
    assert headings
    assert all(any("\u3040" <= letter <= "\u30ff" for letter in lines[1]) for lines in headings)


@pytest.mark.parametrize("language", README)
def test_the_example_of_the_readme_is_what_a_night_says(language: str, home: Office) -> None:
    said = home.rows(
        f"""
        select evidence.points, evidence.sentence_{language} as sentence, hits.points as sum
        from marts.hits as hits
        inner join marts.evidence as evidence using (program_id, hit_id)
        where hits.case_id = 'C-201' and hits.rank = 1
        order by evidence.position
        """
    )
    text = README[language].read_text(encoding="utf-8")
    assert [row["sentence"] for row in said if f"{row['points']:+6d}  {row['sentence']}\n" not in text] == []
    assert f"{said[0]['sum']:+6d}  " in text
