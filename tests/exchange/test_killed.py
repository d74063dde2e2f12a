"""A process that dies in the middle: nothing is half taken in, and nothing that left is forgotten."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from consortium import Consortium, decision, dump

CODE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from consortium import decision, standing
member = standing(Path(sys.argv[2]), "HUB", "AUNIV", "BUNIV", "CUNIV")[sys.argv[3]]
if sys.argv[3] == "AUNIV":
    member.says(decision("AUNIV"))
    member.share("BUNIV")
else:
    member.accept(Path(sys.argv[4]))
"""


def dies(consortium: Consortium, name: str, point: str, *more: object) -> None:
    """Share (AUNIV) or accept (others) in a process that is killed at this point."""
    folder = consortium[name].home.parent
    command = [sys.executable, "-c", CODE, str(Path(__file__).parent), str(folder), name, *map(str, more)]
    env = {**os.environ, "SEKISHO_CRASH_AT": point}
    assert subprocess.run(command, env=env, check=False).returncode == -signal.SIGKILL


def test_a_bundle_is_taken_in_whole_or_not_at_all(consortium: Consortium) -> None:
    consortium["AUNIV"].says(decision("AUNIV"))
    (envelope,) = consortium["AUNIV"].share("BUNIV")
    before = dump(consortium["BUNIV"].store)
    dies(consortium, "BUNIV", "exchange:before_commit", envelope)
    assert dump(consortium["BUNIV"].store) == before
    dies(consortium, "BUNIV", "exchange:after_commit", envelope)
    assert len(consortium["BUNIV"].received()) == 1
    with pytest.raises(Exception, match="replayed"):
        consortium["BUNIV"].accept(envelope)


def test_bundles_that_were_written_and_not_noted_are_written_anew_under_the_same_number(consortium: Consortium) -> None:
    dies(consortium, "AUNIV", "exchange:before_sent")
    left = sorted(path.name for path in consortium["AUNIV"].outbox.iterdir())
    consortium["AUNIV"].says(decision("AUNIV"))
    (envelope,) = consortium["AUNIV"].share("BUNIV")
    assert sorted(path.name for path in consortium["AUNIV"].outbox.iterdir()) == left
    assert consortium["BUNIV"].accept(envelope).statement.sequence == 1


def test_every_named_point_of_the_exchange_is_tried() -> None:
    flows = Path(__file__).parents[2] / "flows" / "exchange"
    named = {name for path in flows.glob("*.py") for name in re.findall(r"crash\(\"([^\"]+)\"\)", path.read_text(encoding="utf-8"))}
    tried = set(re.findall(r"\"(exchange:[a-z_]+)\"", Path(__file__).read_text(encoding="utf-8")))
    assert named == tried != set()
