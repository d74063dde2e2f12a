"""What holds tonight: from the ledger's entries and tonight's hits, where each hit stands. Pure: no files, no clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from flows.desk.basis import Basis, changes, of_text, pair_keys, same_one
from flows.desk.entries import Decision, Judgement, SecondSignature, Withdrawal
from flows.desk.recorded import Recorded

State = Literal["open", "proposed", "decided", "lapsed"]
RestsOn = Mapping[str, tuple[str, ...]]
"""reason code -> the fields of a basis it rests on besides those that always count"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a decision no longer holds: a message `lapsed.<key>` and its facts."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_about_facts(self) -> bool:
        """A field of either side changed (its key is field.way); else somebody's word, or the calendar, ended it."""
        return "." in self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One hit. open: nobody decided. proposed: the policy asks for a second signature. lapsed: `why`; the judgement is history.

    `decision`: the number of the entry that speaks, perhaps one on the same subject elsewhere (`elsewhere`).
    """

    hit_id: str
    state: State = "open"
    judgement: Judgement | Literal[""] = ""
    decision: int | None = None
    by: str = ""
    on: date | None = None
    second_by: str = ""
    until: date | None = None
    elsewhere: bool = False
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A decision with what was said of it later. `basis` is None once erased."""

    recorded: Recorded
    decision: Decision
    basis: Basis | None
    signature: Recorded | None
    withdrawal: Recorded | None


class Decided:
    """The ledger's decisions, arranged to be asked about one hit after the other."""

    def __init__(self, entries: Iterable[Recorded], rests_on: RestsOn) -> None:
        self._rests_on = rests_on
        self._said: dict[int, Said] = {}
        self._by_hit: dict[str, list[int]] = defaultdict(list)
        self._by_pair: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.add(entries)

    def add(self, entries: Iterable[Recorded]) -> list[Said]:
        """Take in entries that follow those known. The decisions of which they speak, as they are now."""
        touched: dict[int, None] = {}
        for one in entries:
            match one.entry:
                case Decision():
                    number = one.sequence
                    self._take_in(one, one.entry)
                case SecondSignature(decision=number) if number in self._said:
                    self._said[number] = replace(self._said[number], signature=one)
                case Withdrawal(decision=number) if number in self._said:
                    self._said[number] = replace(self._said[number], withdrawal=one)
                case _:
                    continue
            touched[number] = None
        return [self._said[number] for number in touched]

    def all(self) -> list[Said]:
        """Every decision, oldest first."""
        return list(self._said.values())

    def _take_in(self, one: Recorded, decision: Decision) -> None:
        basis = of_text(decision.basis) if decision.basis else None
        self._said[one.sequence] = Said(recorded=one, decision=decision, basis=basis, signature=None, withdrawal=None)
        self._by_hit[decision.hit_id].append(one.sequence)
        for key in pair_keys(basis) if basis else ():
            self._by_pair[key].append(one.sequence)

    def standing(self, now: Basis, asks_second_signer: bool, today: date) -> Standing:
        """Where a hit stands. The newest decision on this subject and listed one that still holds speaks, unless a newer one
        says otherwise. One that was withdrawn, erased or has run out silences all that came before it."""
        newest: Standing | None = None
        for said in self.heard(now):
            why = self._why_not(said, now, today)
            found = _standing(now, said, why, asks_second_signer)
            if not why and newest and newest.judgement != found.judgement:
                contradicted = Why(key="contradicted", facts={"entry": newest.decision})
                return _standing(now, said, (contradicted, *newest.why), asks_second_signer)
            if not why:
                return found
            newest = newest or found
            if not all(one.is_about_facts for one in why):
                break
        return newest or Standing(hit_id=now.hit_id)

    def heard(self, now: Basis) -> list[Said]:
        """Decisions that speak of this hit, newest first."""
        heard = {number: self._said[number] for number in self._by_hit.get(now.hit_id, ())}
        for key in pair_keys(now) if self._by_pair else ():
            for number in self._by_pair.get(key, ()):
                said = self._said[number]
                if number not in heard and said.basis and same_one(said.basis, now):
                    heard[number] = said
        return [heard[sequence] for sequence in sorted(heard, reverse=True)]

    def _why_not(self, said: Said, now: Basis, today: date) -> tuple[Why, ...]:
        if said.withdrawal:
            return (Why(key="withdrawn", facts={"by": said.withdrawal.by, "on": in_japan(said.withdrawal.at)}),)
        if said.basis is None:
            return (Why(key="erased", facts={"entry": said.recorded.erased_by}),)
        found = changes(said.basis, now, self._rests_on.get(said.decision.reason, ()))
        why = [Why(key=f"{one.field}.{one.way}", facts={"values": one.values}) for one in found]
        if said.decision.until and said.decision.until < today:
            why.append(Why(key="expired", facts={"on": said.decision.until}))
        return tuple(why)


def in_japan(at: datetime) -> date:
    """The day where the office is; `at` is UTC."""
    return (at + timedelta(hours=9)).date()


def _standing(now: Basis, said: Said, why: Sequence[Why], asks_second_signer: bool) -> Standing:
    waits = asks_second_signer and said.signature is None and said.decision.judgement != "unsure"
    return Standing(
        hit_id=now.hit_id,
        state="lapsed" if why else "proposed" if waits else "decided",
        judgement=said.decision.judgement,
        decision=said.recorded.sequence,
        by=said.recorded.by,
        on=in_japan(said.recorded.at),
        second_by=said.signature.by if said.signature else "",
        until=said.decision.until,
        elsewhere=said.decision.hit_id != now.hit_id,
        why=tuple(why),
    )
