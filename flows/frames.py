"""Nouns into columns: what sources and rosters say, as frames for the raw layer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from sources.model import Career, Entity, Rejected, Snapshot, Stake, Work

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
    "works": ("source", "work_id", "doi", "title", "kind", "published_on", "document", "locator"),
    "contributors": ("source", "work_id", "position", "name", "family", "given", "orcid"),
    "observed_affiliations": ("source", "work_id", "position", "orcid", "organisation", "ror", "role", "start_on", "end_on"),
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


def of_publications(snapshot: Snapshot, said: Iterable[Work | Career | Rejected]) -> Rows:
    """One edition: its documents, works and career records. A work met twice (in two answers) is kept once."""
    rows: Rows = defaultdict(list)
    rows["documents"] = _documents(snapshot)
    known: set[str] = set()
    for item in said:
        if isinstance(item, Rejected):
            rows["source_rejects"].append(_reject(item))
        elif isinstance(item, Work):
            if item.work_id not in known:
                known.add(item.work_id)
                _work(rows, item)
        else:
            rows["observed_affiliations"] += [
                (item.source, "", None, item.person.value, a.organisation, a.ror, a.role, a.start_on, a.end_on) for a in item.affiliations
            ]
    return rows


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
    rows["works"].append((*key, doi, work.title, work.kind, work.published_on, work.quote.document, work.quote.locator))
    for author in work.contributors:
        name = author.name
        rows["contributors"].append((*key, author.position, name.text, name.family, name.given, author.orcid))
        rows["observed_affiliations"] += [
            (*key, author.position, author.orcid, a.organisation, a.ror, a.role, a.start_on, a.end_on) for a in author.affiliations
        ]
    for funding in work.fundings:
        identifier = next((f"{i.scheme}:{i.value}" for i in funding.identifiers), "")
        rows["fundings"] += [(*key, funding.funder, identifier, award) for award in funding.awards or ("",)]
