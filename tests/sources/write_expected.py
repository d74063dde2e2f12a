"""Writes tests/sources/expected/<source>.json anew. Run it after a wanted change of a reader, and review the difference."""

import json
from pathlib import Path

from samples import as_json, sample

from sources.catalog import CATALOG

PLACE = Path(__file__).parent / "expected"

if __name__ == "__main__":
    PLACE.mkdir(exist_ok=True)
    for reader in CATALOG:
        found = as_json(reader.parse(sample(reader.SOURCE)))
        (PLACE / f"{reader.SOURCE.name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
