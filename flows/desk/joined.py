"""Which entities people have called one or two, and still do: what the next night's clusters have to heed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flows.desk.entries import Belonging, ClusterDecision, Withdrawal
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan

COLUMNS = ("entry", "judgement", "source", "entity_id", "other_source", "other_entity_id", "decided_by", "decided_on", "text")
Member = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A standing decision on two entities, the smaller first; `text` is "" once erased."""

    entry: int
    judgement: Belonging
    pair: tuple[Member, Member]
    by: str
    on: date
    text: str

    @property
    def row(self) -> tuple[object, ...]:
        """As COLUMNS."""
        return (self.entry, self.judgement, *self.pair[0], *self.pair[1], self.by, str(self.on), self.text)


def said_of_entities(records: Iterable[Recorded]) -> Sequence[Said]:
    """The newest word on each pair that was not withdrawn, by its number. A withdrawn one lets the word before it speak again."""
    found: dict[int, Said] = {}
    for one in records:
        match one.entry:
            case ClusterDecision(judgement=judgement, entity=entity, other=other, text=text):
                first, second = sorted((member_of(entity), member_of(other)))
                on = in_japan(one.at)
                found[one.sequence] = Said(entry=one.sequence, judgement=judgement, pair=(first, second), by=one.by, on=on, text=text)
            case Withdrawal(decision=number):
                found.pop(number, None)
    newest = {said.pair: said for said in found.values()}
    return sorted(newest.values(), key=lambda said: said.entry)


def member_of(key: str) -> Member:
    """un_sc:KPi.001 -> (un_sc, KPi.001)"""
    source, _, entity_id = key.partition(":")
    return source, entity_id
