"""What an office could share tonight: its decisions on organisations and what they rest on, as findings. Pure.

Values come in as the warehouse and the ledger hold them. What nobody has published is left out here, and counted; what has lost
by that all it could say of whom it speaks stays home.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flows.desk.basis import OWN_NAME, Basis
from flows.exchange import shapes
from flows.exchange.canonical import canonical, digest
from flows.exchange.kinds import Finding
from flows.exchange.owed import Stated
from flows.exchange.release import Published

HOLDS = timedelta(days=365)
_ORGANISATION = "organisation"
_OF_BODIES = ("organisations", "listings", "measures")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """A decision on a partner organisation that holds. `until`: its own end, if it has one."""

    basis: Basis
    judgement: str
    reason: str
    on: date
    until: date | None
    listed_name: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """`findings`: number -> finding; `programs`: number -> programs it stems from (none: of the whole office).

    `at_home`: decisions that cannot be told without telling more than what is published.
    """

    findings: dict[str, Finding] = field(default_factory=dict)
    programs: dict[str, set[str]] = field(default_factory=dict)
    at_home: list[str] = field(default_factory=list)

    def add(self, finding: Finding, program: str = "") -> None:
        """The newest word on the same thing stays."""
        held = self.findings.get(finding.finding_id)
        if held is None or (held.said_on, canonical(held.body)) <= (finding.said_on, canonical(finding.body)):
            self.findings[finding.finding_id] = finding
        self.programs.setdefault(finding.finding_id, set()).add(program)

    def of_program(self, program: str | None, kinds: Iterable[str]) -> set[str]:
        """Numbers of the findings of these kinds, of one program and of the whole office; or of all programs."""
        chosen = set(kinds)
        return {
            number
            for number, finding in self.findings.items()
            if finding.kind in chosen and (program is None or self.programs[number] & {program, ""})
        }


def finding(producer: str, kind: str, key: Iterable[Any], body: Row, on: date, until: date | None = None) -> Finding:
    """A finding whose number depends on who says it, of what kind, about what; and not on what is said."""
    number = digest(canonical([producer, kind, list(key)]))[:32]
    return Finding(kind=kind, finding_id=number, said_on=str(on), until=str(until or on + HOLDS), body=body)


def gather_decisions(found: Gathered, producer: str, concluded: Iterable[Concluded], published: Published) -> dict[str, Concluded]:
    """Add what can be told of each decision; entity -> the newest decision that speaks of it, for what else is told of the body."""
    spoken: dict[str, Concluded] = {}
    for one in sorted(concluded, key=lambda one: (one.on, one.basis.hit_id)):
        body = _decision(one, published)
        if body is None:
            found.at_home.append(one.basis.hit_id)
            continue
        found.add(finding(producer, "decisions", _key(body), body, one.on, one.until), one.basis.program_id)
        spoken |= dict.fromkeys(body["entities"], one)
    return spoken


def is_about_organisations(basis: Basis) -> bool:
    """Whether the subject is a body, compared by its own name. What a person disclosed is about the person."""
    return basis.subject_kind == _ORGANISATION and set(basis.links) == {OWN_NAME}


def numbers(identifiers: Iterable[str]) -> list[str]:
    """Those of "ror: https://ror.org/0…" that are numbers of bodies, as they cross: "ror:0…"."""
    plain = {
        f"{scheme.strip()}:{value.strip().removeprefix('https://ror.org/')}"
        for scheme, _, value in (one.partition(":") for one in identifiers)
    }
    return sorted(one for one in plain if shapes.number(one))


def gather_bodies(found: Gathered, producer: str, rows: Iterable[Row], spoken: Mapping[str, Concluded], published: Published) -> None:
    """The listed bodies that the decisions speak of. `rows`: entities, name, identifiers, countries of each cluster."""
    for row in rows:
        entities = sorted(one for one in row["entities"] if one in published.entities)
        dates = [spoken[one].on for one in entities if one in spoken]
        if not dates or row["name"] not in published.names:
            continue
        body = {
            "name": row["name"],
            "entities": entities,
            "identifiers": numbers(row["identifiers"]),
            "countries": sorted(filter(shapes.country, row["countries"])),
        }
        _add(found, finding(producer, "organisations", [entities], body, max(dates)), entities, spoken)


def gather_listings(found: Gathered, producer: str, rows: Iterable[Row], spoken: Mapping[str, Concluded], published: Published) -> None:
    """Where those bodies are listed, as met."""
    for row in rows:
        entity = row["entity"]
        if entity not in spoken or entity not in published.entities or row["sub_list"] not in published.sub_lists:
            continue
        body = {name: row[name] for name in ("entity", "sub_list", "standing")}
        body |= {name: row[name] if shapes.partial_day(row[name]) else "" for name in ("listed_on", "withdrawn_on")}
        key = (entity, body["sub_list"], body["listed_on"])
        _add(found, finding(producer, "listings", key, body, spoken[entity].on), [entity], spoken)


def gather_measures(found: Gathered, producer: str, rows: Iterable[Row], spoken: Mapping[str, Concluded], published: Published) -> None:
    """What the policy offered where a body was found to be the listed one. `rows`: one for each possible hit, `measure_ids` a list."""
    for row in rows:
        entities = sorted(one for one in row["entities"] if one in spoken and one in published.entities)
        measures = sorted(set(row["measure_ids"]) & published.codes)
        if not entities or not measures or not {row["policy"], row["policy_edition"]} <= published.codes:
            continue
        said = {"policy": row["policy"], "policy_edition": row["policy_edition"], "stage": "offered"}
        body = {"entities": entities, "measure_ids": measures, **said}
        on = max(spoken[one].on for one in entities)
        found.add(finding(producer, "measures", (entities, row["policy"]), body, on), row["program_id"])


def gather_links(found: Gathered, producer: str, rows: Iterable[Row], published: Published) -> None:
    """A person's word that two listed bodies are one, or two."""
    for row in rows:
        pair = sorted((row["entity"], row["other"]))
        if set(pair) <= published.entities:
            body = {"judgement": row["judgement"], "entity": pair[0], "other": pair[1]}
            found.add(finding(producer, "entity_links", pair, body, row["on"]))


def gather_corrections(found: Gathered, producer: str, rows: Iterable[Row], published: Published) -> None:
    """Rows of lists that could not be used as published."""
    for row in rows:
        body = {name: row[name] for name in ("source", "edition", "place", "reason")}
        held = body["source"] in published.sources and body["place"] in published.places and body["reason"] in published.codes
        if held and shapes.sha256(body["edition"]) and shapes.name(body["place"]):
            found.add(finding(producer, "list_corrections", list(body.values()), body, row["on"]))


def gather_figures(found: Gathered, producer: str, fairness: Iterable[Row], burden: Iterable[Row], on: date) -> None:
    """What the matcher does to names of each origin, and what the work costs the office; small counts are "few"."""
    for row in fairness:
        body = {"group": row["group"], "measure": row["measure"], "tables": row["tables"]}
        counts = {"found": int(row["found"]), "asked": int(row["asked"])}
        found.add(finding(producer, "fairness", list(body.values()), body | counts, on))
    for row in burden:
        counted = {name: _few(row[name]) for name in ("subjects", "hits", "waiting", "same", "different")}
        found.add(finding(producer, "burden", [row["tier"]], {"tier": row["tier"], **counted}, on))


def keep_shared(found: Gathered, producer: str, said: Iterable[Concluded], stated: Mapping[str, Stated], published: Published) -> None:
    """What was shared of a case that is over, or of one that waits for its signature, stays shared while the decision says the
    same. Nothing is newly shared of it."""
    over: dict[str, str] = {}
    for number, (judgement, program) in _judgements(producer, said, published).items():
        was = stated.get(number)
        if was and not was.is_withdrawn and was.finding.body["judgement"] == judgement:
            _keep(found, was.finding, program)
            over |= dict.fromkeys(was.finding.body["entities"], program)
    for was in stated.values():
        spoken = [over[one] for one in _entities_of(was.finding) if one in over]
        if spoken and was.finding.kind in _OF_BODIES and not was.is_withdrawn:
            _keep(found, was.finding, spoken[0])


def _judgements(producer: str, said: Iterable[Concluded], published: Published) -> dict[str, tuple[str, str]]:
    """Number -> the newest judgement and its program."""
    found = {}
    for one in sorted(said, key=lambda one: (one.on, one.basis.hit_id)):
        if body := _decision(one, published):
            found[finding(producer, "decisions", _key(body), body, one.on).finding_id] = (one.judgement, one.basis.program_id)
    return found


def _keep(found: Gathered, one: Finding, program: str) -> None:
    if one.finding_id not in found.findings:
        found.add(one, program)


def _entities_of(one: Finding) -> list[str]:
    return [one.body["entity"]] if one.kind == "listings" else list(one.body.get("entities", ()))


def _key(body: Row) -> tuple[list[str], list[str]]:
    """Whom a decision speaks of: the partner by its numbers (or names where it has none), and the listed body."""
    return (body["subject_identifiers"] or body["subject_names"], body["entities"])


def _decision(one: Concluded, published: Published) -> Row | None:
    """What can be told of a decision, or None: a body that nobody has published, or that is no body, or nothing left to say whose."""
    basis = one.basis
    entities = sorted(entity for entity in basis.listed_entities if entity in published.entities)
    identifiers = numbers(basis.subject_identifiers)
    names = sorted(name for name in set(basis.subject_names) if name in published.names and shapes.name(name))
    well = is_about_organisations(basis) and one.listed_name in published.names and one.reason in published.codes
    if not (well and entities and (identifiers or names)):
        return None
    return {
        "judgement": one.judgement,
        "reason": one.reason,
        "subject_identifiers": identifiers,
        "subject_names": names,
        "entities": entities,
        "listed_name": one.listed_name,
    }


def _add(found: Gathered, one: Finding, entities: Iterable[str], spoken: Mapping[str, Concluded]) -> None:
    for program in sorted({spoken[entity].basis.program_id for entity in entities if entity in spoken}):
        found.add(one, program)


def _few(count: int) -> int | str:
    """Under five, a count could point at one case."""
    return count if count >= 5 else "few"
