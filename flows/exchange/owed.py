"""Who is owed what: new findings to those named, corrections and withdrawals to everyone who ever received the finding. Pure."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from flows.exchange.kinds import TASKS, WITHDRAWALS, Finding
from flows.exchange.statement import LABELS

# What is measured or copied anew every night is another thing only when it says something else, not when its date moves.
_DATED = ("decisions", "entity_links", TASKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A finding that left, as last said; `received_by`: recipient -> (revision, label) it was last sent."""

    finding: Finding
    is_withdrawn: bool = False
    received_by: Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What these recipients get, in one bundle."""

    recipients: tuple[str, ...]
    label: str
    findings: tuple[Finding, ...]


def parcels(
    current: Mapping[str, Finding], stated: Mapping[str, Stated], wanted: Set[str], to: Collection[str], label: str, *,
    active: Collection[str], today: date,
) -> list[Parcel]:  # fmt: skip
    """The bundles to make. `current`: everything that holds now, by number; `wanted`: those of it that go to `to` under `label`.

    A correction goes under the narrowest label that its finding ever had. Members who need the same share a bundle.
    """
    now = _as_said_now(current, stated, today)
    needs: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for recipient in sorted(active):
        had = {number: one.received_by[recipient] for number, one in stated.items() if recipient in one.received_by}
        owed = {number for number, (revision, _) in had.items() if number in now and now[number].revision > revision}
        new = {number for number in wanted & current.keys() if number not in had} if recipient in to else set()
        if owed | new:
            labels = [had[number][1] for number in owed] + ([label] if new else [])
            needs[min(labels, key=LABELS.index), tuple(sorted(owed | new))].append(recipient)
    return [
        Parcel(recipients=tuple(recipients), label=narrowest, findings=tuple(now[number] for number in numbers))
        for (narrowest, numbers), recipients in sorted(needs.items(), key=lambda one: one[1])
    ]


def _as_said_now(current: Mapping[str, Finding], stated: Mapping[str, Stated], today: date) -> dict[str, Finding]:
    """Number -> what is to be said of it now, with its revision; a withdrawal of what holds no longer."""
    now = {number: finding for number, finding in current.items() if number not in stated}
    for number, was in stated.items():
        finding = current.get(number)
        has_run_out = was.finding.until < str(today)
        if finding is None and (was.finding.kind == TASKS or (has_run_out and not was.is_withdrawn)):
            continue
        if finding is None:
            now[number] = was.finding if was.is_withdrawn else _withdrawal(was.finding, today)
        elif was.is_withdrawn or has_run_out or _differs(finding, was.finding):
            now[number] = replace(finding, revision=was.finding.revision + 1)
        else:
            now[number] = was.finding
    return now


def _differs(now: Finding, was: Finding) -> bool:
    return now.says != was.says if now.kind in _DATED else now.body != was.body


def _withdrawal(was: Finding, today: date) -> Finding:
    return Finding(
        kind=WITHDRAWALS,
        finding_id=was.finding_id,
        revision=was.revision + 1,
        said_on=str(today),
        until=max(was.until, str(today)),
        body={"of_kind": was.kind},
    )
