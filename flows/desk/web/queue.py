"""The queue: possible hits that wait for people, the most urgent first, cut to what the office can do."""

from typing import Any

from fastapi import APIRouter, Request, Response

from flows.desk.board import Tonight
from flows.desk.queue import say
from flows.desk.web.access import Seer, Visitor
from flows.desk.web.filters import PAGE, filters
from flows.desk.web.programs import programs, seen_by

router = APIRouter()


@router.get("/queue")
def queue(request: Request, visitor: Seer) -> Response:
    """A page of the queue; how many there are besides is always said."""
    tonight, asked = visitor.desk.tonight, filters(request.query_params)
    places = tonight.found(asked.asked(visitor, seen_by(visitor, tonight)))
    cut = places[: asked.capacity] if asked.capacity else places
    shown = cut[(asked.page - 1) * PAGE : asked.page * PAGE]
    return visitor.page(
        "queue.html",
        filters=asked,
        rows=[row(visitor, tonight, int(place)) for place in shown],
        programs={one: programs(tonight)[one] for one in seen_by(visitor, tonight)},
        waiting_count=len(places),
        shown_count=len(cut),
        first=(asked.page - 1) * PAGE + 1,
        page_count=-(-len(cut) // PAGE),
        as_of=tonight.evening.night["as_of"],
    )


def row(visitor: Visitor, tonight: Tonight, place: int) -> dict[str, Any]:
    """One line: the hit, where it stands, and why it stands open again."""
    line = tonight.evening.lines[place]
    standing = tonight.standing(line.hit_id)
    why = " ".join(say(one, visitor.desk.messages, visitor.language) for one in standing.why)
    return {"line": line, "standing": standing, "why": why}
