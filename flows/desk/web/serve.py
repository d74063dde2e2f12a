"""`sekisho desk`: answer the office's browsers from this machine."""

import socket
from dataclasses import replace
from datetime import time
from threading import Event

import uvicorn

from flows import show
from flows.desk.web.access import LOOPBACK
from flows.desk.web.app import make_app
from flows.desk.web.context import Desk, open_desk
from flows.desk.web.schedule import keep_hours
from flows.desk.web.sign import first_link
from flows.settings import Settings
from sources.errors import SettingsError


def serve(settings: Settings, address: str | None, port: int | None, nightly: time | None) -> int:
    """Until it is ended. Loopback unless told otherwise; no line of a log holds an address of a page or a name."""
    asked = replace(settings.desk, address=address or settings.desk.address, port=port or settings.desk.port)
    settings = replace(settings, desk=asked)
    _refuse_taken(asked.address, asked.port)
    desk = open_desk(settings)
    _greet(desk)
    ended = Event()
    if nightly:
        keep_hours(desk.runs, nightly, desk.clock, ended)
    try:
        uvicorn.run(
            make_app(desk), host=asked.address, port=asked.port, access_log=False, log_level="warning", server_header=False,
            proxy_headers=False, timeout_graceful_shutdown=5,
        )  # fmt: skip
    finally:
        ended.set()
    return 0


def _greet(desk: Desk) -> None:
    asked, language = desk.settings.desk, desk.settings.language
    host = f"[{asked.address}]" if ":" in asked.address else asked.address
    url = f"http://{host}:{asked.port}"
    show.say(desk.messages.text("web.serve.at", language, url=url))
    if asked.address not in (*LOOPBACK, "localhost"):
        show.say(desk.messages.text("web.serve.open", language, address=asked.address))
    if path := first_link(desk):
        show.say(desk.messages.text("web.serve.first", language, url=url + path))


def _refuse_taken(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise SettingsError("web.serve.taken", port=port) from error
