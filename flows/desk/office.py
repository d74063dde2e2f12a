"""Who works here: entries on the members of the office, what each may do in which program, and how that is read back. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from flows.desk.entry import Entry, Personal

Role = Literal["reader", "reviewer", "signer", "officer", "admin", "auditor"]
Permission = Literal["see", "decide", "sign", "ask", "conclude", "operate", "manage", "audit"]
ROLES: tuple[Role, ...] = get_args(Role)
EVERYWHERE = "*"
"""the program of a grant that holds in all programs"""
PERMITS: Mapping[Role, frozenset[Permission]] = {
    "reader": frozenset({"see"}),
    "reviewer": frozenset({"see", "decide", "ask"}),
    "signer": frozenset({"see", "sign"}),
    "officer": frozenset({"see", "decide", "ask", "sign", "conclude", "operate"}),
    "admin": frozenset({"manage", "operate", "audit"}),
    "auditor": frozenset({"see", "audit"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Entry):
    """An account of the office with what it may do; the newest of an account holds, without grants it is shut.

    `account`: what the ledger calls the person, in every entry of theirs; `grants`: "role@program", or "role@*".
    """

    kind = "membership"
    account: str
    name: Personal
    grants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Password(Entry):
    """The account's new password, as its argon2 hash. It stands outside the chain like all that is personal."""

    kind = "password"
    account: str
    hash: Personal


MEMBERS: tuple[type[Entry], ...] = (Membership, Password)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An account as it stands. `number`: that of its first entry, by which pages name it. `password`: "" until one is set."""

    number: int
    account: str
    name: str
    grants: frozenset[tuple[Role, str]] = field(default_factory=frozenset)
    password: str = ""

    def may(self, permission: Permission, program: str | None = None) -> bool:
        """Whether some grant permits it in this program; None: in any program at all."""
        return any(permission in PERMITS[role] and (program is None or where in (program, EVERYWHERE)) for role, where in self.grants)

    def programs(self, permission: Permission, known: Iterable[str]) -> list[str]:
        """Those of the known programs in which it may."""
        return [program for program in known if self.may(permission, program)]


def members(said: Iterable[tuple[int, Entry]]) -> dict[str, Member]:
    """Account -> member, from numbered entries, oldest first."""
    found: dict[str, Member] = {}
    for number, entry in said:
        match entry:
            case Membership(account=account, name=name, grants=grants):
                known = found.get(account) or Member(number=number, account=account, name=name)
                found[account] = replace(known, name=name, grants=frozenset(map(grant_of, grants)))
            case Password(account=account, hash=secret) if account in found:
                found[account] = replace(found[account], password=secret)
    return found


def grant_of(text: str) -> tuple[Role, str]:
    """reviewer@P-1 -> (reviewer, P-1). Raises ValueError for a role there is not."""
    role, _, program = text.partition("@")
    found = next((one for one in ROLES if one == role), None)
    if found is None or not program:
        raise ValueError(text)
    return found, program
