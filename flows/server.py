"""A Prefect server of the night's own: started quietly, ended with the night, even when the night is killed.

A cold ephemeral server takes 11 to 28 s and can end with tracebacks; a child started before prefect is imported takes
about 4 s while the imports run. A PREFECT_API_URL that is set already is used as it is.
"""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.settings import point_prefect_at, server_environment, use_prefect

_PATIENCE_SECONDS = 60
_PYTHON = sys.executable
_LEASHED = (_PYTHON, "-m", "flows.leash", _PYTHON, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app")


@contextmanager
def prefect_server(home: Path) -> Iterator[bool]:
    """Yields whether a Prefect server answers. When none does, the night runs without Prefect: the manifest is the truth."""
    if use_prefect(home):
        yield True
        return
    home.mkdir(parents=True, exist_ok=True)
    _prepare_database(home)
    port = _free_port()
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments
            [*_LEASHED, "--host", "127.0.0.1", "--port", str(port), "--lifespan", "on", "--log-level", "error"],
            env=server_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    point_prefect_at(f"http://127.0.0.1:{port}/api")
    try:
        yield _answers(server, port)
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _prepare_database(home: Path) -> None:
    """Set-up migrates the database once; a home without one is caught up on here (about 8 s)."""
    if not (home / "prefect.db").exists():
        subprocess.run(
            [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"],
            env=server_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
