"""Bundles that an earlier release made are taken in by this one: the files in kept/<release>, with an invented member's keys.

A release adds a folder of its own and leaves the others as they are.
"""

import shutil
from pathlib import Path

import pytest
from consortium import FIRST, Member

from flows.exchange.accepting import CONTENT, ENVELOPE, trust
from flows.exchange.keys import unseal
from flows.exchange.packing import pack, unpack

KEPT = sorted(path for path in Path(__file__).with_name("kept").iterdir() if path.is_dir())
STEWARD = {"0.1.0": "97408-10055-37325-35571-61789"}
HELD = {
    "0.1.0": {
        "stated": {"organisations", "listings", "decisions", "entity_links", "measures", "list_corrections", "burden"},
        "withdrawn": {"fairness"},
    }
}  # fmt: skip


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def kept(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def member(kept: Path, tmp_path: Path) -> Member:
    """The one to whom the bundles were addressed, without a store."""
    found = Member(name="BUNIV", home=tmp_path, clock=lambda: FIRST)
    found.ring.folder.mkdir(parents=True)
    for name in ("0001.key", "identity.json"):
        shutil.copy(kept / f"buniv-{name}", found.ring.folder / name)
        (found.ring.folder / name).chmod(0o600)
    return found


def test_a_bundle_of_an_earlier_release_is_taken_in(kept: Path, member: Member) -> None:
    trust(member.store, (kept / "members.sekisho-members.json").read_bytes(), STEWARD[kept.name], FIRST)
    for envelope in sorted(kept.glob(f"*{ENVELOPE}")):
        assert member.accept(envelope).statement.software == f"sekisho {kept.name}"
    for state, kinds in HELD[kept.name].items():
        assert {one.finding.kind for one in member.received(state)} == kinds


def test_the_same_findings_still_give_the_same_bytes(kept: Path, member: Member) -> None:
    """Of the container. Encrypted, the same content never looks the same twice: that is what age is for."""
    for envelope in sorted(kept.glob(f"*{ENVELOPE}")):
        content = unseal((kept / envelope.name.replace(ENVELOPE, CONTENT)).read_bytes(), member.ring.secrets())
        assert pack(reversed(list(unpack(content)))) == content
