"""The swap test of the firewall: two cases of equal facts whose people and bodies differ in name, script and whatever hints at
an origin must get the same level of care and the same legal check.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.fairness.names import SEED, Group, invented, load_groups
from flows.grading import Listed, facts_of
from flows.messages import Language, Messages
from flows.parties import Probe
from flows.programs import load_policies
from matching.model import Comparison, Evidence, Party
from matching.policy.grading import Grade, grade
from matching.policy.links import ASPECTS, Aspect, link_kind
from matching.policy.rules import Policy
from sources.model import Case, Name, Program, Quote, Subject, SubjectRole

CASES = 10_000
DAY = date(2026, 11, 1)
COUNTRIES = ("JP", "CN", "US", "RU", "IR", "FR", "KR", "IN", "BR", "NG", "IL", "UA")
PERSONS: tuple[SubjectRole, ...] = ("principal", "member", "partner_member", "visitor")
BODIES: tuple[SubjectRole, ...] = ("partner", "counterparty", "funder", "transferee")
SOURCES = ("jp_meti_eul", "un_sc", "jp_mof", "us_trade_csl", "us_dod_1286", "us_dod_1260h", "ca_nro")
SUB_LISTS = ("", "EL", "SDN", "institutions")
NOWHERE = Quote(document="", locator="", text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped:
    """`case_count` cases were graded twice; `changed_count` of them got another grade or legal check the second time."""

    case_count: int
    changed_count: int


def sentence(reference: Path, messages: Messages, language: Language) -> str:
    """The swap of the shipped policies over the shipped groups, told in one sentence."""
    found = swap(load_groups(reference / "fairness"), load_policies(reference / "policies"), CASES)
    return messages.text("policies.swapped", language, count=found.case_count, changed=found.changed_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whatever hints at where somebody comes from, and is no fact."""

    name: Name
    country: str
    birth_date: str
    address: str


def swap(groups: Sequence[Group], policies: Mapping[str, Policy], count: int) -> Swapped:
    """`count` cases, always the same ones, each under every policy: as drawn, and with everything of another origin."""
    chance = random.Random(SEED)
    drawn = [_origins(group, chance) for group in groups]
    changed = 0
    for _ in range(count):
        one, other = (next(drawn[place]) for place in chance.sample(range(len(groups)), 2))
        facts = _Facts.drawn(chance)
        changed += any(_told(facts.graded(policy, one)) != _told(facts.graded(policy, other)) for policy in policies.values())
    return Swapped(case_count=count, changed_count=changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """The facts of a case, without anything of an origin."""

    role: SubjectRole
    aspect: Aspect
    end_on: str
    is_disclosed: bool
    score: float
    by_number: bool
    listed: Listed

    @classmethod
    def drawn(cls, chance: random.Random) -> "_Facts":
        role = chance.choice((*PERSONS, *BODIES))
        return cls(
            role=role,
            aspect="name" if role in BODIES else chance.choice(ASPECTS),
            end_on=chance.choice(("", "2020-03-31", "2023", "2026-10")),
            is_disclosed=chance.random() < 0.8,
            score=chance.choice((0.4, 0.7, 0.79, 0.8, 0.99, 1.0)),
            by_number=chance.random() < 0.3,
            listed=Listed(
                source=chance.choice(SOURCES), entity_id="1", kind=chance.choice(("organisation", "person")), regime="",
                sub_list=chance.choice(SUB_LISTS), categories=chance.choice(((), ("M",), ("B", "CW"))), reference="", listed_on="",
                withdrawn_on=chance.choice(("", "", "2025")), weak_names=frozenset(),
            ),
        )  # fmt: skip

    def graded(self, policy: Policy, origin: Origin) -> Grade:
        """The grade of the case with that origin. Where a partner regime's policy may ask the country of the listed institution,
        that country is a fact and stays; anywhere else it is swapped like the rest.
        """
        regimes = (policy.partner_regime,) if policy.partner_regime else ()
        listed = replace(self.listed, countries=("CN",) if regimes else (origin.country,))
        program = Program(program_id="P", title_ja="", title_en="", tier=policy.tier, partner_regimes=regimes, quote=NOWHERE)
        case = Case(case_id="C", program_id="P", kind="project", title=origin.address, quote=NOWHERE)
        known = facts_of(self._probe(origin), self._comparison(origin), listed, case, program)
        return grade(policy, known.on(DAY), DAY)

    def _probe(self, origin: Origin) -> Probe:
        is_body = self.role in BODIES
        subject = Subject(
            subject_id="C:1", case_id="C", program_id="P", kind="organisation" if is_body else "person", role=self.role,
            names=(origin.name,), country=origin.country if is_body else "", address=origin.address, birth_date=origin.birth_date,
            quote=NOWHERE,
        )  # fmt: skip
        return Probe(
            subject=subject, aspect=self.aspect, text=origin.name.text, link_kind=link_kind(self.role, self.aspect),
            party=Party(kind=subject.kind, names=(origin.name,)), end_on=self.end_on,
            is_disclosed=None if self.aspect == "name" else self.is_disclosed,
        )  # fmt: skip

    def _comparison(self, origin: Origin) -> Comparison:
        evidence = (Evidence(feature="same_identifier", points=0, facts={}),) if self.by_number else ()
        return Comparison(
            points=0, score=self.score, chance=0.0, same=True, left_name=origin.name.text, right_name="LISTED", evidence=evidence
        )


def _origins(group: Group, chance: random.Random) -> Iterator[Origin]:
    for name in invented(group, "swap"):
        year, country = chance.randint(1940, 2000), chance.choice(COUNTRIES)
        yield Origin(
            name=Name(text=name.text, language=group.language), country=country, birth_date=str(year), address=f"{country} {name.latin}"
        )


def _told(grade: Grade) -> tuple[object, ...]:
    return grade.level, grade.legal_check, grade.measures, tuple(reason.rule_id for reason in grade.reasons)
