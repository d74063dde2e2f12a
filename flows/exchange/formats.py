"""Findings for other programs: FollowTheMoney entities (https://followthemoney.tech), csv for spreadsheets, JSON Lines. Pure.

FollowTheMoney calls every listing a Sanction; most lists of this field are none. The regime stands in the listing's own words, and what
a member decided is a Similar: two organisations, and the judgement on them.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flows.exchange.canonical import canonical, digest
from flows.exchange.kinds import KINDS
from flows.exchange.store import Received
from flows.results.tables import cell

_HEAD = ("producer", "kind", "state", "tlp", "finding_id", "revision", "said_on", "until")
_FIELDS = tuple(dict.fromkeys(field for fields in KINDS.values() for field in fields))
Entity = dict[str, Any]


def flat(one: Received) -> dict[str, Any]:
    """One record: who says it, what, and all its fields."""
    return {"producer": one.producer, "kind": one.finding.kind, "state": one.state, "tlp": one.tlp, **one.finding.row}


def as_jsonl(findings: Iterable[Received]) -> bytes:
    """One canonical object a line."""
    return b"".join(canonical(flat(one)) + b"\n" for one in findings)


def as_csv(findings: Iterable[Received]) -> bytes:
    """UTF-8 with a BOM and CRLF; lists joined by " | "; what a spreadsheet would take for a formula is led by an apostrophe."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([*_HEAD, *_FIELDS])
    for one in findings:
        row = flat(one)
        table.writerow([_joined(row.get(name, "")) for name in (*_HEAD, *_FIELDS)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def as_entities(findings: Iterable[Received]) -> bytes:
    """FollowTheMoney, one entity a line."""
    return b"".join(canonical(entity) + b"\n" for entity in entities(findings))


def entities(findings: Iterable[Received]) -> list[Entity]:
    """Organisations, their listings, and members' decisions as FollowTheMoney entities, by id. Other kinds have no schema there."""
    held = [one for one in findings if one.state == "stated"]
    bodies = {entity: _body_id(one) for one in held if one.finding.kind == "organisations" for entity in one.finding.body["entities"]}
    found: dict[str, Entity] = {}
    for one in held:
        for entity in _entities_of(one, bodies):
            known = found.setdefault(entity["id"], entity)
            for name, values in entity["properties"].items():
                known["properties"][name] = sorted({*known["properties"].get(name, []), *values})
    return [found[number] for number in sorted(found)]


def _entities_of(one: Received, bodies: Mapping[str, str]) -> Iterator[Entity]:
    body = one.finding.body
    match one.finding.kind:
        case "organisations":
            yield _organisation(_body_id(one), [body["name"]], body["identifiers"], body["countries"])
        case "listings":
            listed = bodies.get(body["entity"]) or _id("entity", body["entity"])
            if body["entity"] not in bodies:
                yield _organisation(listed, [body["entity"]], [], [])
            yield _listing(one, listed)
        case "decisions":
            listed = next((bodies[entity] for entity in body["entities"] if entity in bodies), _id("entity", body["entities"][0]))
            partner = _id("partner", *(body["subject_identifiers"] or body["subject_names"]))
            yield _organisation(listed, [body["listed_name"]], [], [])
            yield _organisation(partner, body["subject_names"] or body["subject_identifiers"], body["subject_identifiers"], [])
            said = {"candidate": [partner], "match": [listed], "criteria": [f"{body['judgement']} ({body['reason']})"]}
            yield {
                "id": _id("similar", one.producer, one.finding.finding_id),
                "schema": "Similar",
                "properties": said | {"matcher": [one.producer]},
            }


def _organisation(number: str, names: list[str], identifiers: list[str], countries: list[str]) -> Entity:
    plain = [one.partition(":")[::2] for one in identifiers]
    said = {
        "name": names,
        "country": [country.lower() for country in countries],
        "leiCode": [value for scheme, value in plain if scheme == "lei"],
        "registrationNumber": [value for scheme, value in plain if scheme == "jp_corporate_number"],
        "idNumber": [f"https://ror.org/{value}" for scheme, value in plain if scheme == "ror"],
    }
    return {"id": number, "schema": "Organization", "properties": {name: sorted(values) for name, values in said.items() if values}}


def _listing(one: Received, listed: str) -> Entity:
    body = one.finding.body
    source, _, record = body["entity"].partition(":")
    said = {
        "entity": [listed],
        "authority": [source],
        "program": [body["sub_list"]],
        "recordId": [record],
        "listingDate": [body["listed_on"]],
        "endDate": [body["withdrawn_on"]],
        "status": [body["standing"]],
    }
    properties = {name: values for name, values in said.items() if any(values)}
    return {"id": _id("listing", body["entity"], body["sub_list"], body["listed_on"]), "schema": "Sanction", "properties": properties}


def _body_id(one: Received) -> str:
    return _id("organisation", *one.finding.body["entities"])


def _id(*parts: str) -> str:
    return f"sekisho-{digest(canonical(list(parts)))[:32]}"


def _joined(value: Any) -> Any:
    return cell(" | ".join(value) if isinstance(value, list) else value)
