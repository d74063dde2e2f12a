"""Lets the tests of this folder import the fault server and the builders of samples."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "sources")]
