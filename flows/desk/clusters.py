"""`sekisho clusters`: why entities are one body or person, and a person's word that they are, or are not."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flows import show
from flows.desk.entries import Belonging, ClusterDecision, Entry, Withdrawal
from flows.desk.joined import Member, Said, member_of, said_of_entities
from flows.desk.ledger import Ledger
from flows.messages import Messages, load_messages
from flows.settings import ROOT, Settings
from flows.warehouse import query
from sources.errors import LedgerError

WELL = 0
_PERSON, _BODY = "person", "organisation"
_CLUSTER = """
select clusters.source, clusters.entity_id, entities.kind, primary_names.text as name, clusters.cluster_id
from core.clusters as clusters
inner join raw.entities as entities using (source, entity_id)
inner join staging.primary_names as primary_names using (source, entity_id)
where clusters.cluster_id = (select cluster_id from core.clusters where source = ? and entity_id = ?)
order by clusters.source, clusters.entity_id
"""
_LINKS = """
with
own as (select source, entity_id from core.clusters where cluster_id = ?)

select
    links.*,
    one.source is not null and other.source is not null as is_followed
from core.links as links
left join own as one on links.source = one.source and links.entity_id = one.entity_id
left join own as other on links.other_source = other.source and links.other_entity_id = other.entity_id
where one.source is not null or other.source is not null
order by is_followed desc, links.reason = 'same_name', links.*
"""


def decide(settings: Settings, judgement: Belonging, entity: str, other: str, reason: str, by: str) -> int:
    """Write down that two entities are one, or two. Raises LedgerError for what no list or registry holds tonight."""
    if not reason.strip():
        raise LedgerError("clusters.no_reason")
    one, another = (_entity(settings, key) for key in (entity, other))
    if one["source"] == another["source"] and one["entity_id"] == another["entity_id"]:
        raise LedgerError("clusters.same_entity", entity=entity)
    if judgement == "one" and {one["kind"], another["kind"]} == {_PERSON, _BODY}:
        raise LedgerError("clusters.other_kind", entity=entity, other=other)
    said = ClusterDecision(judgement=judgement, entity=_key(one), other=_key(another), text=reason.strip())
    return _write(settings, said, by, f"clusters.{judgement}", entity=said.entity, other=said.other)


def withdraw(settings: Settings, entry: int, by: str) -> int:
    """Take a decision on entities back. Raises LedgerError when the entry is none."""
    known = {one.sequence for one in Ledger(settings.ledger).records() if isinstance(one.entry, ClusterDecision)}
    if entry not in known:
        raise LedgerError("clusters.no_such_decision", sequence=entry)
    return _write(settings, Withdrawal(decision=entry), by, "clusters.withdrawn", taken_back=entry)


def explain(settings: Settings, entity: str, as_json: bool) -> int:
    """The entities that are one with this one, every link from or among them and whether it holds, and what people decided."""
    messages, language = load_messages(ROOT / "data" / "reference" / "messages"), settings.language
    members = query(settings.live, _CLUSTER, list(_entity_key(settings, entity)))
    links = [
        row | {"entity": _key(row), "other": f"{row['other_source']}:{row['other_entity_id']}", "why": _why(row, messages, settings)}
        for row in query(settings.live, _LINKS, [members[0]["cluster_id"]])
    ]
    own = {(row["source"], row["entity_id"]) for row in members}
    decisions = [_told(said, messages, settings) for said in said_of_entities(Ledger(settings.ledger).records()) if own & set(said.pair)]
    if as_json:
        show.table("cluster", members, messages, language, as_json, links=links, decisions=decisions)
        return WELL
    show.table("cluster", members, messages, language, as_json)
    for name, rows in (("cluster_links", links), ("cluster_decisions", decisions)):
        show.say("")
        if rows:
            show.table(name, rows, messages, language, as_json)
        else:
            show.say(messages.text(f"clusters.none.{name}", language))
    return WELL


def _write(settings: Settings, entry: Entry, by: str, key: str, **facts: object) -> int:
    (written,) = Ledger(settings.ledger).append(entry, by=by, at=datetime.now(UTC))
    messages = load_messages(ROOT / "data" / "reference" / "messages")
    show.say(messages.text(key, settings.language, sequence=written.sequence, **facts))
    return WELL


def _entity(settings: Settings, key: str) -> dict[str, Any]:
    source, entity_id = _entity_key(settings, key)
    return query(settings.live, "select source, entity_id, kind from raw.entities where source = ? and entity_id = ?", [source, entity_id])[
        0
    ]


def _entity_key(settings: Settings, key: str) -> Member:
    source, entity_id = member_of(key.strip())
    if not query(settings.live, "select 1 as found from core.clusters where source = ? and entity_id = ?", [source, entity_id]):
        raise LedgerError("clusters.no_such_entity", entity=key)
    return source, entity_id


def _key(row: Mapping[str, Any]) -> str:
    return f"{row['source']}:{row['entity_id']}"


def _why(row: Mapping[str, Any], messages: Messages, settings: Settings) -> str:
    return messages.text(f"clusters.why.{row['reason']}", settings.language, detail=row["detail"])


def _told(said: Said, messages: Messages, settings: Settings) -> dict[str, Any]:
    one, other = (":".join(member) for member in said.pair)
    word = messages.text(f"clusters.word.{said.judgement}", settings.language)
    text = said.text or messages.text("clusters.erased", settings.language)
    return {"entry": said.entry, "judgement": said.judgement, "word": word, "entity": one, "other": other,
            "by": said.by, "on": said.on, "reason": text}  # fmt: skip
