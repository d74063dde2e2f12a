"""What this office could share tonight, read from the warehouse and the ledger; flows.exchange.gathering makes findings of it."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from flows.desk.basis import Basis, of_text
from flows.desk.choices import Choices
from flows.desk.entries import Decision, Withdrawal
from flows.desk.joined import said_of_entities
from flows.desk.ledger import Ledger
from flows.desk.live import Live, live_hits
from flows.desk.queue import WAITING
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.exchange import gathering as gather
from flows.exchange.gathering import Concluded, Gathered, is_about_organisations
from flows.exchange.owed import Stated
from flows.exchange.public import BODIES, PUBLIC, published
from flows.exchange.release import Published
from flows.exchange.sharing import Screened
from flows.exchange.statement import Edition
from flows.warehouse import query

FAIRNESS = ("alerts", "recall")
_LISTINGS = """
select distinct source || ':' || entity_id as entity, sub_list, listed_on, withdrawn_on, standing
from marts.listings
order by all
"""
_MEASURES = """
select program_id, hit_id, list(measure_id order by measure_id) as measure_ids, policy, policy_edition
from marts.measures
inner join marts.programs using (program_id)
group by all
order by all
"""
_CORRECTIONS = """
select source, edition, locator as place, reason, first_fetched_on as on
from raw.source_rejects
inner join raw.sources using (source)
where severity = 'rejected' and first_fetched_on is not null
order by all
"""
_EDITIONS = f"select source, edition, state from raw.sources where {PUBLIC} and edition <> '' order by source"  # noqa: S608
_COVERAGE = "select ruleset, as_of, (select coalesce(bool_and(is_complete), false) from marts.programs) as is_complete from raw.night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight:
    """Everything that could leave, what of it is public, and by what it was screened."""

    gathered: Gathered
    published: Published
    screened: Screened


def tonight(
    live: Path, ledger: Ledger, choices: Choices, fairness: Path, vocabulary: Iterable[str], producer: str,
    stated: Mapping[str, Stated], today: date, *, before_signature: bool = False,
) -> Tonight:  # fmt: skip
    """Raises WarehouseError or LedgerError: without a whole night nothing is shared, and above all nothing is withdrawn."""
    hits, records = live_hits(live, ledger, choices.rests_on, today), ledger.records()
    signed, proposed = (_concluded(hits, records, state) for state in ("decided", "proposed"))
    concluded = [*signed, *proposed] if before_signature else signed
    # What was shared before its signature, because the officer said so, is not taken back for want of one.
    kept = [*_closed(hits, records, today), *([] if before_signature else proposed)]
    figures = _figures(fairness)
    codes = {*vocabulary, *choices.reasons, *FAIRNESS, *(row["group"] for row in figures)}
    entities, names = _said_of(live, [*concluded, *kept], records)
    public = published(live, entities, names, codes)
    found = Gathered()
    spoken = gather.gather_decisions(found, producer, concluded, public)
    gather.gather_bodies(found, producer, query(live, BODIES, [sorted(spoken)]), spoken, public)
    gather.gather_listings(found, producer, query(live, _LISTINGS), spoken, public)
    same = {one.basis.hit_id: one.basis.listed_entities for one in concluded if one.judgement == "same"}
    measures = [row | {"entities": same[row["hit_id"]]} for row in query(live, _MEASURES) if row["hit_id"] in same]
    gather.gather_measures(found, producer, measures, spoken, public)
    gather.gather_links(found, producer, _links(records), public)
    gather.gather_corrections(found, producer, query(live, _CORRECTIONS), public)
    night = query(live, _COVERAGE)[0]
    gather.gather_figures(found, producer, figures, _burden(live, hits), min(night["as_of"], today))
    gather.keep_shared(found, producer, [one for each in kept if (one := _with_public_name(each, public))], stated, public)
    editions = tuple(Edition(**row) for row in query(live, _EDITIONS))
    screened = Screened(ruleset=night["ruleset"], is_complete=night["is_complete"], sources=editions)
    return Tonight(gathered=found, published=public, screened=screened)


def _concluded(hits: Iterable[Live], records: Iterable[Recorded], state: str) -> list[Concluded]:
    """Decisions on organisations that speak on hits of tonight: those in force (decided), or those that wait for a signature (proposed)."""
    decisions = {one.sequence: (one, one.entry) for one in records if isinstance(one.entry, Decision)}
    found = []
    for hit in hits:
        if hit.standing.state == state and hit.standing.decision in decisions and is_about_organisations(hit.basis):
            record, decision = decisions[hit.standing.decision]
            found.append(_said(record, decision, hit.basis, hit.row["listed_name"]))
    return found


def _closed(hits: Iterable[Live], records: Iterable[Recorded], today: date) -> list[Concluded]:
    """Decisions that nobody took back on hits that tonight does not hold any more: their cases are over."""
    records = list(records)
    alive = {hit.basis.hit_id for hit in hits}
    withdrawn = {one.entry.decision for one in records if isinstance(one.entry, Withdrawal)}
    found = []
    for one in records:
        entry = one.entry
        if isinstance(entry, Decision) and entry.basis and entry.hit_id not in alive and one.sequence not in withdrawn:
            basis = of_text(entry.basis)
            if is_about_organisations(basis) and (entry.until is None or entry.until >= today):
                found.append(_said(one, entry, basis, ""))
    return found


def _said(record: Recorded, decision: Decision, basis: Basis, listed_name: str) -> Concluded:
    return Concluded(
        basis=basis,
        judgement=decision.judgement,
        reason=decision.reason,
        on=in_japan(record.at),
        until=decision.until,
        listed_name=listed_name,
    )


def _with_public_name(one: Concluded, published: Published) -> Concluded | None:
    names = [name for name in one.basis.listed_names if name in published.names]
    return replace(one, listed_name=names[0]) if names else None


def _said_of(live: Path, concluded: Iterable[Concluded], records: Iterable[Recorded]) -> tuple[set[str], set[str]]:
    """Every entity and name that a finding could bear: those of the decisions, and of the clusters they speak of."""
    concluded = list(concluded)
    entities = {entity for one in concluded for entity in one.basis.listed_entities}
    entities |= {":".join(member) for one in said_of_entities(records) for member in one.pair}
    names = {name for one in concluded for name in (*one.basis.subject_names, *one.basis.listed_names, one.listed_name)}
    for row in query(live, BODIES, [sorted(entities)]):
        entities |= set(row["entities"])
        names.add(row["name"])
    return entities, names


def _links(records: Iterable[Recorded]) -> list[dict[str, Any]]:
    return [
        {"judgement": one.judgement, "entity": ":".join(one.pair[0]), "other": ":".join(one.pair[1]), "on": one.on}
        for one in said_of_entities(records)
    ]


def _figures(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["measure"] in FAIRNESS]


def _burden(live: Path, hits: Iterable[Live]) -> list[dict[str, Any]]:
    programs = query(live, "select program_id, tier, subject_count from marts.programs order by program_id")
    counts: dict[int, Counter[str]] = {row["tier"]: Counter() for row in programs}
    tiers = {row["program_id"]: row["tier"] for row in programs}
    for row in programs:
        counts[row["tier"]]["subjects"] += row["subject_count"]
    for hit in hits:
        count = counts[tiers[hit.basis.program_id]]
        count["hits"] += 1
        count["waiting"] += hit.standing.state in WAITING
        count[hit.standing.judgement or "none"] += hit.standing.state == "decided"
    return [
        {"tier": tier, **{name: count[name] for name in ("subjects", "hits", "waiting", "same", "different")}}
        for tier, count in sorted(counts.items())
    ]
