"""Runs a program that ends when its parent does, even by kill -9: `python -m flows.leash PROGRAM ARGUMENT …` (Linux).

Elsewhere the parent's own clean-up has to do.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ask the kernel for a signal at the parent's death, then become the program."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit("the parent has ended already")
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - our own interpreter


if __name__ == "__main__":
    main()
