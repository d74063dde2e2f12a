"""A stand-in of the publishers' interfaces on 127.0.0.1: real sockets, pages, rate limits, refusals, cut answers.

Whom it knows and what it answers is told by a number: person n has the ORCID of n and `works` works; every tenth of these is
printed without it. `SHAPES` are one work each in OpenAlex' and Crossref's form, into which numbers, names and titles are written.
"""

import copy
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

FAMILIES = ("Kasumizawa", "Amamiyaji", "Hoshizakino", "Asanagi", "Namiuchi", "Mitori", "Musterfeld", "Nemunei", "Obraztsov", "Sorahane")
GIVEN = ("Akari", "Saku", "Toru", "Minori", "Ritsu", "Zuko", "Lena", "Farzaneh", "Primer", "Yuzuka")
OPENALEX: dict[str, Any] = {
    "id": "", "doi": "", "title": "", "display_name": "", "publication_date": "2024-05-01", "type": "article", "is_retracted": False,
    "ids": {}, "authorships": [], "awards": [], "funders": [], "topics": [],
}  # fmt: skip
CROSSREF: dict[str, Any] = {"DOI": "", "title": [], "type": "journal-article", "issued": {"date-parts": [[2024, 5]]}, "author": []}
SHAPES: dict[str, dict[str, Any]] = {"openalex": OPENALEX, "crossref": CROSSREF}
PAGE = 25


def name_of(person: int) -> tuple[str, str]:
    """Given and family name; those of persons far apart may be the same."""
    family = f"{FAMILIES[person % 10]}{'abcdefghij'[person // 100 % 10] * 2}"
    return GIVEN[person // 10 % 10], family


def orcid_of(person: int) -> str:
    digits, total = f"{person:015}", 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    text = digits + ("X" if check == 10 else str(check))
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def doi_of(person: int, number: int) -> str:
    return f"10.5555/p{person}.w{number}"


class StandIn(ThreadingHTTPServer):
    """`works`: of each person. `limit`: questions a second each interface bears, over which it answers 429. `answered`: whole answers by
    address; `refused`, `cut`: how many it did not give. `ill_every`: every so manieth address meets with troubles, so many
    times (`ill_times`)."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, works: int, limit: int = 1_000, ill_every: int = 0, ill_times: int = 2, shapes: Mapping[str, dict[str, Any]] = SHAPES
    ) -> None:
        super().__init__(("127.0.0.1", 0), Routes)
        self.works, self.limit, self.ill_every, self.ill_times, self.shapes = works, limit, ill_every, ill_times, shapes
        self.met: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.refused, self.cut, self.count = 0, 0, 0
        self.seconds: Counter[tuple[str, int]] = Counter()
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is killed hangs up; that is no trouble of the server's."""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def trouble(self, path: str) -> str:
        """What is to go wrong with this question: busy, cut, short, down or nothing."""
        with self.lock:
            self.count += 1
            second = (path.split("/")[1].partition("?")[0], int(time.monotonic()))
            self.seconds[second] += 1
            if self.seconds[second] > self.limit:
                return "busy"
            number = crc32(path.encode())
            if self.ill_every and number % self.ill_every == 0 and self.met[path] < self.ill_times:
                self.met[path] += 1
                return ("busy", "cut", "short", "down")[(number // self.ill_every + self.met[path]) % 4]
            return ""


class Routes(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the night under test is what is to be seen."""

    def do_GET(self) -> None:
        trouble = self.server.trouble(self.path)
        if trouble in ("busy", "down"):
            with self.server.lock:
                self.server.refused += 1
            self._send(429 if trouble == "busy" else 503, b"{}", **({"Retry-After": "1"} if trouble == "busy" else {}))
            return
        parts = urlsplit(self.path)
        body = json.dumps(answer_to(self.server, parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()})).encode()
        if trouble:
            with self.server.lock:
                self.server.cut += 1
            half = body[: len(body) // 2]
            self._send(200, half, **({"Content-Length": str(len(body))} if trouble == "cut" else {}))
            return
        with self.server.lock:
            self.server.answered[re.sub(r"[?&](api_key|mailto)=[^&]*", "", self.path)] += 1
        self._send(200, body)

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        limits = {"X-Rate-Limit-Limit": str(self.server.limit), "X-Rate-Limit-Interval": "1s"}
        for name, value in ({"Content-Length": str(len(body)), "Content-Type": "application/json"} | limits | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


def answer_to(server: StandIn, path: str, query: Mapping[str, str]) -> Any:
    if path.startswith("/v3.0/"):
        return record(int(path.split("/")[2].replace("-", "")[:15]), server.works)
    wanted = wanted_of(query["filter"], server.works)
    start = 0 if query["cursor"] == "*" else int(query["cursor"])
    some = wanted[start : start + PAGE]
    following = str(start + PAGE) if start + PAGE < len(wanted) else None
    fields = query["select"].split(",")
    if path == "/works":
        found = [openalex(server.shapes["openalex"], *one) for one in some]
        return {
            "meta": {"count": len(wanted), "next_cursor": following, "per_page": PAGE},
            "results": [{name: work[name] for name in fields if name in work} for work in found],
        }
    found = [crossref(server.shapes["crossref"], *one) for one in some]
    items = [{name: work[name] for name in fields if name in work} for work in found]
    message = {"total-results": len(wanted), "items": items, "items-per-page": PAGE, "next-cursor": following or ""}
    return {"status": "ok", "message-type": "work-list", "message": message}


def wanted_of(filters: str, works: int) -> list[tuple[int, int]]:
    """(person, number) of the works asked for: by ORCID all but every tenth, by DOI just those."""
    if found := re.findall(r"10\.5555/p(\d+)\.w(\d+)", filters):
        return [(int(person), int(number)) for person, number in found]
    digits = re.search(r"orcid:([\d-]+X?)", filters)
    person = int(digits[1].replace("-", "")[:15]) if digits else 0
    return [(person, number) for number in range(works) if number % 10 != 9]


def record(person: int, works: int) -> dict[str, Any]:
    given, family = name_of(person)
    groups = [
        {"external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": doi, "external-id-relationship": "self"}]}}
        for doi in (doi_of(person, number) for number in range(works))
    ]
    post = {"organization": {"name": "ETH Zurich", "address": {"country": "CH"}}, "role-title": "Scientist", "start-date": None}
    return {
        "orcid-identifier": {"path": orcid_of(person)},
        "person": {"name": {"given-names": {"value": given}, "family-name": {"value": family}, "credit-name": None}, "other-names": None},
        "activities-summary": {
            "employments": {"affiliation-group": [{"summaries": [{"employment-summary": post}]}]},
            "works": {"group": groups},
        },
    }


def openalex(shape: Mapping[str, Any], person: int, number: int) -> dict[str, Any]:
    given, family = name_of(person)
    place = "Institute of Samples, ETH Zurich"
    own = {"author": {"id": "https://openalex.org/A1", "orcid": None}, "raw_author_name": f"{given} {family}"}
    other = {"author": {"id": "https://openalex.org/A2", "orcid": None}, "raw_author_name": f"Co{number % 5} Author{person}"}
    return copy.copy(dict(shape)) | {
        "id": f"https://openalex.org/W{person}{number:03}",
        "doi": f"https://doi.org/{doi_of(person, number)}",
        "title": f"On sample {number}",
        "display_name": f"On sample {number}",
        "ids": {"openalex": f"https://openalex.org/W{person}{number:03}"},
        "authorships": [one | {"institutions": [], "raw_affiliation_strings": [place], "affiliations": []} for one in (own, other)],
    }


def crossref(shape: Mapping[str, Any], person: int, number: int) -> dict[str, Any]:
    given, family = name_of(person)
    orcid = {} if number % 10 == 9 else {"ORCID": f"https://orcid.org/{orcid_of(person)}", "authenticated-orcid": True}
    place = [{"name": "Institute of Samples, ETH Zurich"}]
    return copy.copy(dict(shape)) | {
        "DOI": doi_of(person, number),
        "title": [f"On sample {number}"],
        "author": [
            {"given": given, "family": family, "sequence": "first", "affiliation": place, **orcid},
            {"given": f"Co{number % 5}", "family": f"Author{person}", "sequence": "additional", "affiliation": []},
        ],
    }


@contextmanager
def stand_in(works: int, **more: Any) -> Iterator[StandIn]:
    server = StandIn(works, **more)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
