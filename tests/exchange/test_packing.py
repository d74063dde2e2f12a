"""The container: the same findings, the same bytes; a data package that others can read."""

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

from consortium import decision
from hypothesis import given
from hypothesis import strategies as st

from flows.exchange.canonical import canonical, digest, strict
from flows.exchange.packing import pack, unpack
from sources.errors import ExchangeError

FINDINGS = [
    decision("AUNIV", judgement, listed=f"un_sc:CDe.{number}") for number, judgement in enumerate(("same", "different", "unsure") * 5)
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**14), 10**14), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=20,
)


@given(st.randoms())
def test_the_order_in_which_findings_come_makes_no_difference(chance: random.Random) -> None:
    shuffled = list(FINDINGS)
    chance.shuffle(shuffled)
    assert pack(shuffled) == pack(FINDINGS)


def test_the_hash_seed_makes_no_difference() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_packing import FINDINGS, digest, pack\nprint(digest(pack(FINDINGS)))"
    )
    seeds = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert {one.decode().strip() for one in seeds} == {digest(pack(FINDINGS))}


def test_what_was_packed_is_read_again() -> None:
    assert sorted(unpack(pack(FINDINGS)), key=lambda one: one.finding_id) == sorted(FINDINGS, key=lambda one: one.finding_id)


def test_it_is_a_frictionless_data_package() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(FINDINGS))) as archive:
        described = json.loads(archive.read("datapackage.json"))
        (resource,) = described["resources"]
        lines = archive.read(resource["path"])
    assert (resource["path"], resource["format"], resource["encoding"]) == ("decisions.jsonl", "jsonl", "utf-8")
    assert (resource["hash"], resource["bytes"]) == (f"sha256:{digest(lines)}", len(lines))
    assert {field["name"] for field in resource["schema"]["fields"]} == json.loads(lines.splitlines()[0]).keys()
    assert resource["schema"]["primaryKey"] == ["finding_id"]


@given(JSON)
def test_only_canonical_json_is_read(value: object) -> None:
    assert strict(canonical(value), "value") == value
    loose = json.dumps(value, indent=1).encode()
    if loose != canonical(value):
        try:
            strict(loose, "value")
        except ExchangeError:
            return
        raise AssertionError(loose)
