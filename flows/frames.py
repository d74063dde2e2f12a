"""Nouns into columns: what sources and rosters say, as frames for the raw layer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from sources.model import Career, Contributor, Entity, Funding, Grant, Rejected, Snapshot, Stake, Work

Rows = dict[str, list[tuple[Any, ...]]]

# Table -> columns, in the order of the tuples below; sql/raw/<table>.sql says what each means.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": ("source", "edition", "document", "url", "sha256", "byte_count"),
    "entities": ("source", "edition", "entity_id", "kind", "document", "locator", "quote_start", "quote_end", "quote_text"),
    "names": ("source", "entity_id", "position", "text", "kind", "language", "family", "given"),
    "identifiers": ("source", "entity_id", "scheme", "value"),
    "addresses": ("source", "entity_id", "position", "text", "city", "country"),
    "birth_dates": ("source", "entity_id", "position", "value"),
    "listings": (
        "source", "entity_id", "position", "regime", "sub_list", "categories", "reason", "reference", "url",
        "announced_on", "listed_on", "withdrawn_on", "note", "licence_policy",
    ),
    "held_editions": ("source", "edition", "held_on"),
    "held_removals": ("source", "edition", "entity_id"),
    "relations": ("source", "entity_id", "relation", "scheme", "value"),
    "stakes": (
        "source", "entity_id", "relation", "owned_scheme", "owned_value", "owner_scheme", "owner_value", "state", "least", "most",
        "reason", "since_on", "until_on",
    ),
    "source_rejects": ("source", "severity", "reason", "detail", "document", "locator"),
    "works": ("source", "work_id", "doi", "title", "kind", "published_on", "fields", "document", "locator"),
    "declared_works": ("source", "person", "doi"),
    "grants": ("source", "grant_id", "title", "funder", "award", "amount", "start_on", "end_on", "document", "locator"),
    "notices": ("source", "kind", "work", "notice", "noticed_on", "said_by"),
    "contributors": ("source", "work_id", "position", "name", "family", "given", "orcid", "orcid_by", "number"),
    "observed_affiliations": (
        "source", "work_id", "position", "person", "organisation", "ror", "country", "role", "start_on", "end_on",
    ),
    "fundings": ("source", "work_id", "funder", "identifier", "award"),
}  # fmt: skip
_NUMBERS = {
    "position",
    "quote_start",
    "quote_end",
    "byte_count",
    "entity_count",
    "age_days",
    "tier",
    "points",
    "row_count",
    "accepted_count",
    "least",
    "most",
    "percent",
    "days",
}


def frame(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows as a frame whose whole numbers may be missing without becoming floats."""
    table = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    return table.astype({name: "Int64" for name in columns if name in _NUMBERS})


def of_entities(snapshot: Snapshot, said: Iterable[Entity | Rejected]) -> Rows:
    """One edition: its documents, entities and quarantined rows."""
    rows: Rows = defaultdict(list)
    rows["documents"] = _documents(snapshot)
    for item in said:
        if isinstance(item, Rejected):
            rows["source_rejects"].append(_reject(item))
        else:
            _entity(rows, snapshot.edition, item)
    return rows


def of_publications(snapshot: Snapshot, said: Iterable[Work | Career | Grant | Rejected]) -> Rows:
    """One edition: its documents, works, grants and career records. What is met twice (in two answers) is kept once."""
    rows: Rows = defaultdict(list)
    rows["documents"] = _documents(snapshot)
    known: set[tuple[str, str]] = set()
    for item in said:
        if isinstance(item, Rejected):
            rows["source_rejects"].append(_reject(item))
            continue
        key = _key(item)
        if key in known:
            continue
        known.add(key)
        if isinstance(item, Work):
            _work(rows, item)
        elif isinstance(item, Grant):
            _grant(rows, item)
        else:
            rows["observed_affiliations"] += [
                (item.source, "", None, key[1], a.organisation, a.ror, a.country, a.role, a.start_on, a.end_on) for a in item.affiliations
            ]
            rows["declared_works"] += [(item.source, key[1], work.value) for work in item.works if work.scheme == "doi"]
    return rows


def _key(item: Work | Career | Grant) -> tuple[str, str]:
    if isinstance(item, Career):
        return "career", f"{item.person.scheme}:{item.person.value}"
    return ("work", item.work_id) if isinstance(item, Work) else ("grant", item.grant_id)


def _documents(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    return [(snapshot.source, snapshot.edition, d.name, d.url, d.sha256, len(d.content)) for d in snapshot.documents]


def _reject(item: Rejected) -> tuple[Any, ...]:
    return (item.source, item.severity, item.reason, item.detail, item.quote.document, item.quote.locator)


def _entity(rows: Rows, edition: str, entity: Entity) -> None:
    key = (entity.source, entity.entity_id)
    quote = entity.quote
    rows["entities"].append(
        (entity.source, edition, entity.entity_id, entity.kind, quote.document, quote.locator, quote.start, quote.end, quote.text)
    )
    rows["names"] += [(*key, n, name.text, name.kind, name.language, name.family, name.given) for n, name in enumerate(entity.names)]
    rows["identifiers"] += [(*key, i.scheme, i.value) for i in entity.identifiers]
    rows["addresses"] += [(*key, n, a.text, a.city, a.country) for n, a in enumerate(entity.addresses)]
    rows["birth_dates"] += [(*key, n, value) for n, value in enumerate(entity.birth_dates)]
    rows["listings"] += [
        (*key, n, s.regime, s.sub_list, ", ".join(s.categories), s.reason, s.reference, s.url,
         s.announced_on, s.listed_on, s.withdrawn_on, s.note, s.licence_policy)
        for n, s in enumerate(entity.listings)
    ]  # fmt: skip
    rows["relations"] += [(*key, relation, i.scheme, i.value) for relation, i in entity.related]
    rows["stakes"] += [(*key, *_stake(stake)) for stake in entity.stakes]


def _stake(stake: Stake) -> tuple[Any, ...]:
    owner = (stake.owner.scheme, stake.owner.value) if stake.owner else ("", "")
    held = (stake.owned.scheme, stake.owned.value, *owner)
    return (stake.relation, *held, stake.state, stake.least, stake.most, stake.reason, stake.since, stake.until)


def _work(rows: Rows, work: Work) -> None:
    key = (work.source, work.work_id)
    doi = next((i.value for i in work.identifiers if i.scheme == "doi"), "")
    fields = "; ".join(work.fields)
    rows["works"].append((*key, doi, work.title, work.kind, work.published_on, fields, work.quote.document, work.quote.locator))
    rows["notices"] += [(work.source, n.kind, n.work, n.notice, n.on, n.said_by) for n in work.notices]
    _contributors(rows, key, work.contributors)
    for funding in work.fundings:
        rows["fundings"] += [(*key, funding.funder, _number(funding), award) for award in funding.awards or ("",)]


def _grant(rows: Rows, grant: Grant) -> None:
    """Its members stand among the contributors, at their bodies while it runs."""
    key, quote = (grant.source, grant.grant_id), grant.quote
    award = ", ".join(grant.funding.awards)
    facts = (grant.title, grant.funding.funder, award, grant.amount, grant.start_on, grant.end_on)
    rows["grants"].append((*key, *facts, quote.document, quote.locator))
    _contributors(rows, key, grant.contributors, grant.start_on, grant.end_on)


def _contributors(rows: Rows, key: tuple[str, str], people: Iterable[Contributor], start: str = "", end: str = "") -> None:
    for one in people:
        name, number = one.name, next((f"{i.scheme}:{i.value}" for i in one.identifiers), "")
        rows["contributors"].append((*key, one.position, name.text, name.family, name.given, one.orcid, one.orcid_by, number))
        person = f"orcid:{one.orcid}" if one.orcid else ""
        rows["observed_affiliations"] += [
            (*key, one.position, person, a.organisation, a.ror, a.country, a.role, a.start_on or start, a.end_on or end)
            for a in one.affiliations
        ]


def _number(funding: Funding) -> str:
    return next((f"{i.scheme}:{i.value}" for i in funding.identifiers), "")
