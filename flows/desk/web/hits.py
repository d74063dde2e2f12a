"""One possible hit: everything that speaks for and against it, and what people say of it."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from flows.desk import decide as deciding
from flows.desk.board import Tonight
from flows.desk.decide import Word
from flows.desk.live import Live
from flows.desk.queue import say
from flows.desk.standing import in_japan
from flows.desk.web import sides
from flows.desk.web.access import Decider, Seer, Signer, Visitor, to
from flows.desk.web.filters import filters_of
from flows.desk.web.programs import seen_by
from sources.errors import LedgerError

router = APIRouter()


@router.get("/hits/{hit_id}")
def hit(request: Request, visitor: Seer, hit_id: str, judgement: str = "") -> Response:
    tonight = visitor.desk.tonight
    live = _seen(visitor, tonight, hit_id)
    asked = filters_of(request.url.query)
    before, after = _neighbours(visitor, tonight, hit_id, request.url.query)
    return visitor.page(
        "hit_page.html",
        **sides.of_hit(tonight.evening, live),
        coverage_table=visitor.coverage_table(tonight.evening, live.basis.program_id),
        live=live,
        standing=live.standing,
        why=[say(one, visitor.desk.messages, visitor.language) for one in live.standing.why],
        said=_said(visitor, tonight, hit_id),
        alike_count=len(tonight.alike(hit_id)),
        may_decide=visitor.member.may("decide", live.basis.program_id),
        may_sign=visitor.member.may("sign", live.basis.program_id) and live.standing.by != visitor.member.account,
        judgement=judgement or "",
        query=asked.query(),
        before=before,
        after=after,
    )


@router.post("/hits/{hit_id}/decision")
def decide(
    visitor: Decider, hit_id: str, seen: Annotated[str, Form()] = "", query: Annotated[str, Form()] = "",
    judgement: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "", text: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "", alike: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """A decision on the hit, and with `alike` on every waiting one that rests on the very same; then on to the next."""
    tonight = visitor.desk.tonight
    live = _seen(visitor, tonight, hit_id)
    visitor.require("decide", live.basis.program_id)
    _refuse_if_changed(live, seen)
    word = Word(hit=hit_id, judgement=judgement, reason=reason or None, text=text.strip(), until=day_of(until))
    wanted = [live, *(one for one in tonight.alike(hit_id) if alike and visitor.member.may("decide", one.basis.program_id))]
    visitor.write(*(deciding.decision(word, one, visitor.desk.choices, visitor.language, visitor.desk.today) for one in wanted))
    return _onward(visitor, hit_id, query)


@router.post("/hits/{hit_id}/signature")
def sign(
    visitor: Signer, hit_id: str, seen: Annotated[str, Form()] = "", query: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """The second person's signature under the decision that was on the page."""
    live = _seen(visitor, visitor.desk.tonight, hit_id)
    visitor.require("sign", live.basis.program_id)
    _refuse_if_changed(live, seen)
    visitor.write(deciding.second(Word(hit=hit_id, judgement=live.standing.judgement, text=text.strip()), live))
    return _onward(visitor, hit_id, query)


@router.post("/hits/{hit_id}/withdrawal")
def withdraw(
    visitor: Decider, hit_id: str, seen: Annotated[str, Form()] = "", query: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    live = _seen(visitor, visitor.desk.tonight, hit_id)
    visitor.require("decide", live.basis.program_id)
    _refuse_if_changed(live, seen)
    visitor.write(deciding.withdrawal(Word(hit=hit_id, judgement="withdraw", text=text.strip()), live))
    return to(f"/hits/{hit_id}?{query}")


def _seen(visitor: Visitor, tonight: Tonight, hit_id: str) -> Live:
    live = tonight.live(hit_id)
    visitor.require("see", live.basis.program_id)
    return live


def _refuse_if_changed(live: Live, seen: str) -> None:
    """Somebody else has spoken since the page was made: look again before saying anything."""
    if seen != str(live.standing.decision or ""):
        raise LedgerError("web.hit.changed", by=live.standing.by, hit=live.basis.hit_id)


def _said(visitor: Visitor, tonight: Tonight, hit_id: str) -> list[dict[str, Any]]:
    """Earlier decisions that speak of the hit, newest first, texts included unless erased."""
    return [
        {
            "number": said.recorded.sequence,
            "by": said.recorded.by,
            "on": in_japan(said.recorded.at),
            "decision": said.decision,
            "is_elsewhere": said.decision.hit_id != hit_id,
            "may_see": visitor.member.may("see", said.decision.program_id),
            "second": said.signature.by if said.signature else "",
            "withdrawn": said.withdrawal.by if said.withdrawal else "",
            "is_erased": said.recorded.erased_by is not None,
        }
        for said in tonight.said_of(hit_id)
    ]


def _neighbours(visitor: Visitor, tonight: Tonight, hit_id: str, query: str) -> tuple[str, str]:
    """The hits before and after this one in the part of the queue that is asked for; "" where it ends."""
    asked = filters_of(query)
    places = tonight.found(asked.asked(visitor, seen_by(visitor, tonight)))
    places = places[: asked.capacity] if asked.capacity else places
    here = tonight.evening.place[hit_id]
    before, after = places[places < here], places[places > here]
    lines = tonight.evening.lines
    return (lines[int(before[-1])].hit_id if len(before) else "", lines[int(after[0])].hit_id if len(after) else "")


def _onward(visitor: Visitor, hit_id: str, query: str) -> Response:
    asked = filters_of(query).query()
    after = _neighbours(visitor, visitor.desk.tonight, hit_id, asked)[1]
    return to(f"/hits/{after}?{asked}" if after else f"/queue?{asked}")


def day_of(text: str) -> date | None:
    """A day of a form; None where none was given. Raises LedgerError for what is no day."""
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError as error:
        raise LedgerError("web.not_a_day", given=text[:20]) from error
