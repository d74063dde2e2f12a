"""The beginnings of a new source: its reader, its sample and its line in the catalogue, so that the tests have something to say.

The three stand in data/reference/new_source; what the reader makes of the sample is written as tests/sources/write_expected.py
does, by whoever has changed both to fit the publisher's file.
"""

import keyword
import re
from pathlib import Path
from string import Template

from sources.catalog import names
from sources.errors import SettingsError

_FORM = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
_SAMPLE, _READER = "list.csv", "source.py.txt"


def write(root: Path, name: str, title: str) -> tuple[Path, ...]:
    """The files of a new source in the checkout at `root`, the catalogue last.

    Raises SettingsError for a name that is taken or that no file can bear, and where there is no checkout with its tests.
    """
    if not _FORM.fullmatch(name) or keyword.iskeyword(name):
        raise SettingsError("new_source.name", name=name)
    reader, catalog = root / "sources" / "lists" / f"{name}.py", root / "sources" / "catalog.py"
    if name in names() or reader.exists():
        raise SettingsError("new_source.taken", name=name)
    if not (root / "tests" / "sources").is_dir():
        raise SettingsError("new_source.no_checkout", place=str(root))
    beginnings = root / "data" / "reference" / "new_source"
    sample = root / "tests" / "sources" / "samples" / name / f"{name}.invalid" / _SAMPLE
    text = Template((beginnings / _READER).read_text(encoding="utf-8")).substitute(name=name, title=title.replace('"', "'"))
    listed = catalogued(catalog.read_text(encoding="utf-8"), name)
    sample.parent.mkdir(parents=True)
    sample.write_bytes((beginnings / _SAMPLE).read_bytes())
    reader.write_text(text, encoding="utf-8")
    catalog.write_text(listed, encoding="utf-8")
    return reader, sample, catalog


def catalogued(catalog: str, name: str) -> str:
    """The text of sources/catalog.py with the new module imported in its place and as the last of the tuple."""
    opened = "from sources.lists import (\n"
    begin = catalog.index(opened) + len(opened)
    end = catalog.index(")\n", begin)
    modules = sorted([*catalog[begin:end].splitlines(), f"    {name},"])
    with_import = catalog[:begin] + "\n".join(modules) + "\n" + catalog[end:]
    close = with_import.index("\n)\n", with_import.index("CATALOG: tuple[Reader, ...] = ("))
    return f"{with_import[:close]}\n    {name},{with_import[close:]}"
