"""`make bench`: fairness over invented names, the grading of many projects, then the public development sets beside the
checkout, next to known matchers.

Prints one line per benchmark and measure with the CPU seconds it took; the baselines were measured on the same files.
"""

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pairs import microseconds_a_pair

from flows.calibrate import error_of
from sources.catalog import CATALOG
from sources.errors import FetchError
from sources.fetch import fetch
from sources.model import Document, Reader, Snapshot, Source
from sources.read.packed import unpacked

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"
SEKISHO = Path(sys.executable).with_name("sekisho")
MEASURES = ("F1", "R@1%", "R@5%", "alerts", "acc@1")
SYSTEMS = ("sekisho", "logic-v2", "WRatio", "token_sort")
PAIRS = ("name_pairs", "kanji_variants", "initials")
LISTS = ("eul", "cross_script")
STRINGS = "affiliations"
REGISTRY = BENCH.parent / "data" / "registry" / "ror"


def main() -> int:
    """Run, score, print; 1 when there is nothing to run on."""
    subprocess.run([str(SEKISHO), "fairness"], check=False)  # exit 1 says that the bound is broken; its sentences say so too
    subprocess.run([sys.executable, str(Path(__file__).with_name("grading.py"))], check=True)
    if not BENCH.exists():
        print("The development sets are not beside this checkout (../shared/bench): nothing to measure.")
        return 1
    known = _baselines()
    print(f"{'benchmark':14} {'items':28} {'measure':8}" + "".join(f"{system:>11}" for system in SYSTEMS))
    with tempfile.TemporaryDirectory() as folder:
        for name in (*PAIRS, *LISTS, STRINGS):
            before = _cpu()
            for title, measure, value in _score(name, Path(folder)):
                if measure in MEASURES:
                    others = "".join(f"{known.get((name, system, title, measure), ''):>11}" for system in SYSTEMS[1:])
                    print(f"{name:14} {title:28} {measure:8}{value:>11}{others}")
            print(f"{name:14} {_cpu() - before:.1f} CPU-s\n")
            if name == STRINGS:
                asked = sum(1 for _ in (BENCH / "dev" / name / "strings.jsonl").open(encoding="utf-8"))
                print(f"{name:14} {'with reading the registry':28} strings/CPU-s {asked / (_cpu() - before):.0f}\n")
    print(f"{'score':14} {'expected calibration error':28} {'ECE':8}{error_of(BENCH / 'dev'):>11.3f}\n")
    folder = BENCH / "dev" / "eul" / "fold1"
    pairs, spent = microseconds_a_pair(folder / "list.jsonl", folder / "queries.jsonl")
    print(f"{'search':14} {f'{pairs:,} pairs of names':28} {'us/pair':8}{spent:>11.1f}\n")
    subprocess.run([sys.executable, str(Path(__file__).with_name("exchange.py"))], check=False)  # exit 1: beyond its bounds
    for name, title, speed in _reading():
        print(f"{name:14} {title:28} {'MB/CPU-s':8}{speed:>11.1f}")
    return 0


def _reading() -> Iterator[tuple[str, str, float]]:
    """How fast publishers' files become entities: the best of three readings, for each shape of each source that the shared mirror holds.

    MB of what is parsed: of a packed file, what it holds.
    """
    for reader in CATALOG:
        for files in (reader.SOURCE.files, *reader.SOURCE.formats):
            shape = replace(reader.SOURCE, files=files, formats=())
            try:
                snapshot = fetch(shape, mirror=BENCH.parent / "data" / "mirror", now=datetime.now(UTC))
            except FetchError:
                continue
            if isinstance(snapshot, Snapshot):
                documents = {document.name: document for document in snapshot.documents}
                spent = min(_seconds(reader, documents) for _ in range(3))
                size = sum(_size(document, shape) for document in snapshot.documents)
                yield "reading", f"{shape.name} {files[0].name}", size / 1e6 / spent


def _size(document: Document, source: Source) -> int:
    packed = any(file.media == "zip" for file in source.files)
    return len((unpacked(document, source, suffix=".xml") if packed else document).content)


def _seconds(reader: Reader, documents: dict[str, Document]) -> float:
    begun = time.process_time()
    for _ in reader.parse(documents):
        pass
    return time.process_time() - begun


def _score(name: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    outs = [folder / f"{name}.jsonl"]
    if name in PAIRS:
        _sekisho("compare", "--pairs", BENCH / "dev" / name / "pairs.jsonl", "--out", outs[0])
    elif name == STRINGS:
        files = sorted(REGISTRY.glob("ror-records-*.jsonl.gz"), reverse=True)
        _sekisho("resolve", "--registry", *files, "--strings", BENCH / "dev" / name / "strings.jsonl", "--out", outs[0])
    else:
        parts = sorted(path for path in (BENCH / "dev" / name).iterdir() if path.is_dir())
        outs = [folder / f"{name}.{part.name}.jsonl" for part in parts]
        for part, out in zip(parts, outs, strict=True):
            _sekisho("match", "--list", part / "list.jsonl", "--queries", part / "queries.jsonl", "--out", out)
    gold = BENCH / "dev" / name / "gold.jsonl"
    command = [sys.executable, BENCH / "score.py", name, "--gold", gold, "--format", "csv", "--rounds", "0", "--out", *outs]
    scored = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
    for row in csv.reader(scored.splitlines()):
        yield row[2], row[4], f"{float(row[5]):.3f}"


def _sekisho(*arguments: object) -> None:
    subprocess.run([str(SEKISHO), *map(str, arguments)], check=True)


def _baselines() -> dict[tuple[str, str, str, str], str]:
    with (BENCH / "baselines.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row[0], row[1], row[2], row[4]): f"{float(row[5]):.3f}" for row in csv.reader(file) if len(row) > 5 and row[5][:1].isdigit()
        }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
