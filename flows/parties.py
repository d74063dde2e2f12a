"""Both sides of the screening as Party: listed clusters out of the warehouse, and what is compared of each subject."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.warehouse import Warehouse
from matching.model import Party
from matching.people.cut import named_in
from matching.people.gaps import Gap
from matching.policy.links import Aspect, link_kind
from sources.model import Affiliation, Disclosure, Identifier, Name, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One thing of a subject that may be compared with lists: its own name, a disclosed affiliation, a disclosed party.

    `link_kind`, `end_on`, `is_disclosed` and `disclosure_kind` are the facts a policy reads; `text` is what people see; `ror`: the number
    given beside it. `is_disclosed` is False only when somebody confirmed that it was not stated, None where that is no question.
    """

    subject: Subject
    aspect: Aspect
    text: str
    link_kind: str
    party: Party
    end_on: str = ""
    ror: str = ""
    is_disclosed: bool | None = None
    disclosure_kind: str = ""

    @property
    def link(self) -> str:
        """What a decision on a hit by this probe rests on: nothing more than the name, or the kind of link and the body named."""
        return "" if self.aspect == "name" else f"{self.link_kind}: {self.text}"


def probes_of(subject: Subject, disclosures: Sequence[Disclosure]) -> list[Probe]:
    """Everything of one subject that a policy could want compared, in a fixed order."""
    own = Party(
        kind=subject.kind,
        names=subject.names,
        countries=(subject.country,) if subject.kind == "organisation" and subject.country else (),
        identifiers=subject.identifiers,
        birth_dates=(subject.birth_date,) if subject.birth_date else (),
    )
    role = subject.role
    found = [Probe(subject=subject, aspect="name", text=subject.names[0].text, link_kind=link_kind(role, "name"), party=own)]
    found += [
        Probe(
            subject=subject,
            aspect="affiliation",
            text=a.organisation,
            link_kind=link_kind(role, "affiliation"),
            party=_body(a),
            end_on=a.end_on,
            ror=a.ror,
            is_disclosed=True,
        )
        for a in subject.affiliations
    ]
    found += [
        Probe(
            subject=subject,
            aspect="disclosure",
            text=d.organisation,
            link_kind=link_kind(role, "disclosure", d.kind),
            party=Party(kind="organisation", names=(Name(text=d.organisation),)),
            end_on=d.end_on,
            is_disclosed=not d.is_difference_confirmed,
            disclosure_kind=d.kind,
        )
        for d in disclosures
        if d.organisation
    ]
    return found


def confirmed_probes(subject: Subject, gaps: Sequence[Gap]) -> list[Probe]:
    """Differences that a person confirmed: compared like what was told, and said not to have been told."""
    return [
        Probe(
            subject=subject,
            aspect="disclosure",
            text=gap.difference.organisation,
            link_kind=link_kind(subject.role, "disclosure", gap.difference.kind),
            party=Party(kind="organisation", names=tuple(Name(text=text) for text in named_in(gap.difference.organisation))),
            end_on=gap.difference.dates.end,
            is_disclosed=False,
        )
        for gap in gaps
    ]


def listed_parties(warehouse: Warehouse) -> list[tuple[str, Party]]:
    """Every cluster a list names, with all names, countries and numbers of its entities and of its record, by cluster id.

    Vessels and aircraft are kept in the warehouse but are no one a research case deals with, so they are not indexed.
    """
    kinds = {
        row["cluster_id"]: row["kind"]
        for row in warehouse.rows("select cluster_id, kind from core.listed_clusters where kind not in ('vessel', 'aircraft') order by all")
    }
    names = _by_cluster(warehouse, "names", "text, kind, language, family, given", "position")
    identifiers = _by_cluster(warehouse, "identifiers", "scheme, value", "scheme, value")
    for row in warehouse.rows("select distinct cluster_id, record from core.listed_records order by all"):
        identifiers[row["cluster_id"]].append({"scheme": "ror", "value": row["record"]})
    countries = _by_cluster(warehouse, "addresses", "country", "position")
    births = _by_cluster(warehouse, "birth_dates", "value", "position")
    return [
        (
            cluster,
            Party(
                kind=kind,
                names=tuple(dict.fromkeys(Name(**row) for row in names[cluster])),
                countries=tuple(sorted({row["country"] for row in countries[cluster]} - {""})) if kind != "person" else (),
                identifiers=tuple(dict.fromkeys(Identifier(**row) for row in identifiers[cluster])),
                birth_dates=tuple(sorted({row["value"] for row in births[cluster]})),
            ),
        )
        for cluster, kind in kinds.items()
    ]


def _body(affiliation: Affiliation) -> Party:
    return Party(
        kind="organisation",
        names=(Name(text=affiliation.organisation),),
        countries=(affiliation.country,) if affiliation.country else (),
        identifiers=(Identifier(scheme="ror", value=affiliation.ror),) if affiliation.ror else (),
    )


def _by_cluster(warehouse: Warehouse, table: str, columns: str, order: str) -> Mapping[str, list[dict[str, Any]]]:
    """Rows of a raw table by listed cluster; table and columns come from this file only."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in warehouse.rows(
        f"select clusters.cluster_id, {columns} from raw.{table} inner join core.clusters as clusters using (source, entity_id)"  # noqa: S608
        f" semi join core.listed_clusters using (cluster_id) order by clusters.cluster_id, source, entity_id, {order}"
    ):
        found[row.pop("cluster_id")].append(row)
    return found
