"""Where each person stands in a round of asking, and how an answer compares with the institution's registers. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.office.entries import Answered, Asked, Confirmed, Event, Excepted, Form
from flows.office.roster import Person
from matching.normalise import fold

State = Literal["not_asked", "asked", "answered", "confirmed", "excepted"]
ON_STATUS: tuple[Form, ...] = ("deemed_export", "deemed_export_result")
"""Forms whose answers no longer count after a change of status."""
CONFIDENTIAL = frozenset(fold(word) for word in ("守秘", "秘密保持", "confidential", "NDA"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person in one round. `answer`: the number of the newest answer; a newer answer waits to be confirmed anew."""

    person_id: str
    asked_on: date | None = None
    due: date | None = None
    answered_on: date | None = None
    answer: int | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    confirmed_by: str = ""
    confirmed_on: date | None = None
    exception: str = ""

    @property
    def state(self) -> State:
        """An answer counts for more than an exception."""
        if self.answer is not None:
            return "confirmed" if self.confirmed_on else "answered"
        return "excepted" if self.exception else "asked" if self.asked_on else "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Bodies that only the answer or only the registers name. `field`: posts or money. Nobody has looked at it yet."""

    field: Literal["posts", "money"]
    only_answer: tuple[str, ...]
    only_register: tuple[str, ...]


def places(records: Iterable[Recorded], form: Form, round_: str) -> dict[str, Place]:
    """Person -> place, of everybody the ledger speaks of in this round. What was erased is not spoken of.

    After a change of status (an event on the person) that is younger than the answer, the answer no longer counts.
    """
    found: dict[str, Place] = {}
    of_answer: dict[int, str] = {}
    for one in records:
        entry, on = one.entry, in_japan(one.at)
        match entry:
            case Asked(form=asked, round=in_round, person=person) if (asked, in_round) == (form, round_) and person:
                found[person] = replace(found.get(person, Place(person_id=person)), asked_on=on, due=entry.due)
            case Answered(form=asked, round=in_round, person=person) if (asked, in_round) == (form, round_) and person:
                of_answer[one.sequence] = person
                found[person] = replace(
                    found.get(person, Place(person_id=person)),
                    answered_on=on, answer=one.sequence, answers=json.loads(entry.answers), confirmed_by="", confirmed_on=None,
                )  # fmt: skip
            case Confirmed(decision=answer) if answer in of_answer and found[of_answer[answer]].answer == answer:
                found[of_answer[answer]] = replace(found[of_answer[answer]], confirmed_by=one.by, confirmed_on=on)
            case Excepted(form=asked, round=in_round, person=person) if (asked, in_round) == (form, round_) and person:
                found[person] = replace(found.get(person, Place(person_id=person)), exception=entry.text)
            case Event(event="status_changed", about=person) if person in found and form in ON_STATUS:
                found[person] = replace(found[person], answered_on=None, answer=None, answers={}, confirmed_by="", confirmed_on=None)
    return found


def differences(answers: Mapping[str, Any], person: Person) -> tuple[Difference, ...]:
    """Where the answer and the registers do not name the same set of bodies; spelling folded, nothing guessed."""
    pairs: Sequence[tuple[Literal["posts", "money"], frozenset[str]]] = (("posts", person.posts), ("money", person.money))
    found = []
    for name, known in pairs:
        said = {fold(body): body for body in answers.get(name, ()) if fold(body) not in CONFIDENTIAL}
        held = {fold(body): body for body in known}
        only_answer = tuple(sorted(said[key] for key in said.keys() - held.keys()))
        only_register = tuple(sorted(held[key] for key in held.keys() - said.keys()))
        if only_answer or only_register:
            found.append(Difference(field=name, only_answer=only_answer, only_register=only_register))
    return tuple(found)
