"""Companies named in the text of US law: sections 889 (2019), 5949 (2023) and 154 (2024) of the defence authorisation acts.

Being listed: federal agencies, or the defence department alone, buy no goods of the class that the section covers from these
makers, and partly from nobody who uses them. It is procurement law of the United States; it binds nobody in Japan and says
nothing of joint research.

Caveats: the names stand in a table of ours (us_statutes.toml), written from the acts. What is fetched is the act itself: each
name is looked for within its section and cited by its bytes there, so a table that says more than the law is noticed, but a
name that an amendment adds is not. Sections 889 and 154 reach subsidiaries or successors that are not named.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sources.errors import SourceChanged
from sources.model import Document, Entity, File, Listing, Name, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.raw import whole
from sources.read.webpage import whole_page

_AT = "https://www.govinfo.gov/content/pkg/"
_ACTS = ("PLAW-115publ232", "PLAW-117publ263", "PLAW-118publ31")
SOURCE = Source(
    name="us_statutes",
    title_en="US defence authorisation acts: sections 889, 5949 and 154",
    title_ja="米国国防授権法 889条・5949条・154条の名指し企業",
    publisher="United States Congress (US Government Publishing Office)",
    url="https://www.govinfo.gov/app/collection/plaw",
    licence="US Government work, public domain",
    regime="NDAA named companies",
    cadence_days=365,
    files=tuple(File(name=f"{act}.htm", url=f"{_AT}{act}/html/{act}.htm", media="html", max_bytes=50_000_000) for act in _ACTS),
    by_default=False,
    sub_lists={"889": 5, "5949": 3, "154": 6},
)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per company and section. Raises SourceChanged when a section, or a name in it, is not in the act."""
    yield from checked(SOURCE, (entity for document in whole(documents, SOURCE) for entity in _entities(document)))


def _entities(document: Document) -> Iterator[Entity]:
    act = _table()[document.name]
    whole_page(document, SOURCE)
    heading = rf"(?m)^\s*SEC\. {act['section']}\.".encode()
    begins = re.search(heading, document.content)
    if not begins:
        raise _missing(document, f"SEC. {act['section']}.")
    following = re.compile(rb"(?m)^\s*SEC\. \d+\.").search(document.content, begins.end())
    end = following.start() if following else len(document.content)
    for body in act["bodies"]:
        start, stop = _place(document, body["text"], begins.end(), end)
        for further in body.get("more", ()):
            _place(document, further, begins.end(), end)
        yield _entity(document, act, body, start, stop)


def _place(document: Document, name: str, start: int, end: int) -> tuple[int, int]:
    """Where the name stands between two bytes; the act breaks its lines anywhere between words."""
    pattern = rb"\s+".join(re.escape(word.encode()) for word in name.split())
    match = re.compile(pattern).search(document.content, start, end)
    if not match:
        raise _missing(document, name)
    return match.span()


def _missing(document: Document, field: str) -> SourceChanged:
    return SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="*", field=field)


def _entity(document: Document, act: Mapping[str, Any], body: Mapping[str, Any], start: int, end: int) -> Entity:
    section = act["section"]
    text = " ".join(document.content[start:end].decode().split())
    return Entity(
        source=SOURCE.name,
        entity_id=f"{section}:{body['text']}",
        kind="organisation",
        names=(Name(text=body["text"]), *(Name(text=more, kind="acronym") for more in body.get("more", ()))),
        quote=Quote(document=document.name, locator=f"section {section}", text=text, start=start, end=end),
        listings=(
            Listing(
                regime=act["regime"],
                sub_list=section,
                reason=act["covers"],
                reference=f"section {section}",
                url=f"{_AT}{document.name.removesuffix('.htm')}/html/{document.name}",
                listed_on=act["in_force_from"],
            ),
        ),
    )


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("sources") / "lists" / "us_statutes.toml").read_text(encoding="utf-8"))
