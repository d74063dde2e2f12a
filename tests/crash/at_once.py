"""Twenty nights started at the same moment: `python at_once.py`. Prints how each ended and what it said, as JSON Lines."""

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

from failing import run
from tiny import forked, lay_out, warm

from flows import night as steps
from flows import server

STARTS = 20


def main() -> None:
    warm()
    server.prefect_server = lambda home: contextlib.nullcontext(False)
    gate, go = os.pipe()
    finish, may_finish = os.pipe()
    heard, tell = os.pipe()
    begin = steps.begin

    def begin_and_wait(*arguments):
        """Whoever holds the lock keeps it until all others have been refused."""
        os.read(finish, 1)
        return begin(*arguments)

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lay_out(folder)

        def start() -> None:
            os.close(go)
            os.close(may_finish)
            os.read(gate, 1)
            code, said = run(folder, folder / "home", "en")
            os.write(tell, (json.dumps({"pid": os.getpid(), "code": code, "said": said}) + "\n").encode())

        steps.begin = begin_and_wait
        for _ in range(STARTS):
            forked(start)
        os.close(go)
        for _ in range(STARTS - 1):
            os.wait()
        os.close(may_finish)
        os.wait()
        os.close(tell)
        with os.fdopen(heard) as ends:
            sys.stdout.write(ends.read())


if __name__ == "__main__":
    main()
