"""The programs of a night: which workbooks, what they hold, and under which policy each is screened."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.settings import ROOT, Settings
from matching.policy.load import load
from matching.policy.rules import Policy
from matching.policy.tier import Tier
from sources.errors import PolicyError, RosterError, SekishoError, SettingsError
from sources.model import Case, Disclosure, Program, Roster, Subject
from sources.rosters import read

EXAMPLE = ROOT / "data" / "example" / "programs.xlsx"
DEFAULT_POLICY = {1: "jp-integrity", 2: "jp-osdd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A document that cannot be taken in as a whole, and why: none of its programs is screened, the others are."""

    name: str
    error: SekishoError


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is to be screened: rosters in the order of their files, and the policy of each program.

    `available`: every policy there is; `tiers`: program -> what is to be said of its tier on the night's day (flows.tiers).
    """

    rosters: Mapping[str, Roster]
    policies: Mapping[str, Policy]
    opted_in: Mapping[str, tuple[str, ...]]
    originals: Mapping[str, bytes]
    refused: tuple[Refused, ...] = ()
    available: Mapping[str, Policy] = field(default_factory=dict)
    tiers: Mapping[str, Tier] = field(default_factory=dict)

    @property
    def programs(self) -> tuple[Program, ...]:
        return tuple(program for roster in self.rosters.values() for program in roster.programs)

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(case for roster in self.rosters.values() for case in roster.cases)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return tuple(subject for roster in self.rosters.values() for subject in roster.subjects)

    @property
    def lists(self) -> frozenset[str]:
        """Every source some program is compared with, by its policy or by its own wish."""
        named = {name for lists in self.opted_in.values() for name in lists}
        return frozenset(named.union(*(policy.lists for policy in self.policies.values())))

    @property
    def disclosures(self) -> tuple[tuple[str, Disclosure], ...]:
        """(program, disclosure): the number of a case is unique within its own workbook only."""
        found = []
        for roster in self.rosters.values():
            program_of = {case.case_id: case.program_id for case in roster.cases}
            found += [(program_of[one.case_id], one) for one in roster.disclosures]
        return tuple(found)


EMPTY = Plan(rosters={}, policies={}, opted_in={}, originals={})


def find_programs(settings: Settings, given: Path | None) -> list[Path]:
    """What was named, else sekisho.toml's, else everything in the inbox, else (an empty inbox) the example."""
    named = given or settings.programs
    if named:
        if not named.exists():
            raise SettingsError("night.no_such_programs", path=str(named))
        return [named]
    waiting = sorted(path for path in settings.inbox.glob("*") if not path.name.startswith((".", "~$")))
    return waiting or [EXAMPLE]


def load_plan(paths: Iterable[Path], policies: Path, known_sources: frozenset[str]) -> Plan:
    """Read the workbooks and give each program its policy. A document that cannot be read, asks for what does not exist
    or repeats a program of another is refused by itself. Raises its SekishoError when nothing else is left.
    """
    available = load_policies(policies)
    read_in: dict[str, _Document] = {}
    refused: list[Refused] = []
    for path in paths:
        try:
            read_in[path.name] = _document(path, available, known_sources)
        except SekishoError as error:
            refused.append(Refused(name=path.name, error=error))
    for repeated in _repeated(read_in):
        refused.append(repeated)
        del read_in[repeated.name]
    if not any(document.chosen for document in read_in.values()):
        if refused:
            raise refused[0].error
        raise RosterError("night.nothing_to_screen", files=", ".join(read_in))
    return Plan(
        rosters={name: document.roster for name, document in read_in.items()},
        policies={program: policy for document in read_in.values() for program, (policy, _) in document.chosen.items()},
        opted_in={program: lists for document in read_in.values() for program, (_, lists) in document.chosen.items()},
        originals={name: content for document in read_in.values() for name, content in document.contents.items()},
        refused=tuple(sorted(refused, key=lambda one: one.name)),
        available=available,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """A workbook or folder as read. `chosen`: program -> its policy and the further lists it asks for."""

    roster: Roster
    contents: Mapping[str, bytes]
    chosen: Mapping[str, tuple[Policy, tuple[str, ...]]]


def _document(path: Path, available: Mapping[str, Policy], known_sources: frozenset[str]) -> _Document:
    if path.is_file() and path.suffix.lower() in (".csv", ".toml"):
        raise RosterError("night.loose_file", file=path.name)
    contents = _contents(path)
    roster = read(contents)
    chosen = {program.program_id: (_policy_of(program, available), _lists_of(program, known_sources)) for program in roster.programs}
    return _Document(roster=roster, contents=contents, chosen=chosen)


def _repeated(read_in: Mapping[str, _Document]) -> list[Refused]:
    """Documents that share a program: which of them is the right one is for people to say, so none of them is taken."""
    holding: dict[str, list[str]] = defaultdict(list)
    for name, document in read_in.items():
        for program in document.chosen:
            holding[program].append(name)
    found: dict[str, Refused] = {}
    for program, names in holding.items():
        for name in names if len(names) > 1 else ():
            error = RosterError("night.two_programs", program=program, files=", ".join(names), document=name)
            found.setdefault(name, Refused(name=name, error=error))
    return list(found.values())


def load_policies(folder: Path) -> Mapping[str, Policy]:
    """Every policy of data/reference/policies, by id. Raises PolicyError, also where two files bear the same id."""
    found: dict[str, Policy] = {}
    for path in sorted(folder.glob("*.toml")):
        policy = read_policy(path)
        if policy.policy_id in found:
            raise PolicyError("policy.twice", policy=path.name, rule="", path="policy.id", found=policy.policy_id)
        found[policy.policy_id] = policy
    return found


def read_policy(path: Path) -> Policy:
    """One file. Raises PolicyError for whatever is not understood, down to the spelling of the TOML."""
    try:
        return load(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError("policy.not_toml", policy=path.name, rule="", path="", found=str(error)) from error


def _contents(path: Path) -> Mapping[str, bytes]:
    """A workbook as one file, a folder as its files."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files if file.is_file() and not file.name.startswith((".", "~$"))}


def _policy_of(program: Program, available: Mapping[str, Policy]) -> Policy:
    name = program.policy or DEFAULT_POLICY[program.tier]
    policy = available.get(name)
    if policy is None or (program.policy_edition and program.policy_edition != policy.edition):
        known = ", ".join(f"{one.policy_id} {one.edition}" for one in available.values())
        raise SettingsError(
            "night.unknown_policy", program=program.program_id, policy=f"{name} {program.policy_edition}".strip(), known=known
        )
    if policy.tier != program.tier:
        raise SettingsError("night.policy_of_other_tier", program=program.program_id, policy=name, tier=program.tier)
    if policy.partner_regime and policy.partner_regime not in program.partner_regimes:
        raise SettingsError("night.regime_not_named", program=program.program_id, policy=name, regime=policy.partner_regime)
    return policy


def _lists_of(program: Program, known: frozenset[str]) -> tuple[str, ...]:
    """Lists the program asks for beyond its policy's; a name that does not exist must not pass silently."""
    for name in program.lists:
        if name not in known:
            raise SettingsError("night.unknown_list", program=program.program_id, name=name, known=", ".join(sorted(known)))
    return program.lists
