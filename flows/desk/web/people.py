"""Members of the office: who they are to the ledger, what they may do in which program, links for a first or new password."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from flows.desk.office import EVERYWHERE, ROLES, Member, Membership, grant_of
from flows.desk.web.access import Refused, Visitor, doing, seeing, to
from flows.desk.web.programs import programs
from flows.desk.web.sign import may_be_account
from sources.errors import LedgerError, WarehouseError

router = APIRouter()
Manager = Annotated[Visitor, seeing("manage")]
Managing = Annotated[Visitor, doing("manage")]
Grants = Annotated[list[str], Form(default_factory=list)]


@router.get("/members")
def members(visitor: Manager) -> Response:
    known = sorted(visitor.desk.members.values(), key=lambda one: one.number)
    return visitor.page("members.html", members=known, roles=ROLES, places=_places(visitor))


@router.get("/members/{number}")
def member(visitor: Manager, number: int) -> Response:
    return _page(visitor, _numbered(visitor, number))


@router.post("/members")
def add(
    request: Request, visitor: Managing, grants: Grants, account: Annotated[str, Form()] = "", name: Annotated[str, Form()] = ""
) -> Response:
    """A new account, with the link by which its holder sets a password."""
    if not may_be_account(account) or account in visitor.desk.members:
        raise LedgerError("web.members.account_form", account=account[:40])
    visitor.write(Membership(account=account, name=name.strip() or account, grants=_checked(visitor, grants)))
    return _invited(request, visitor, visitor.desk.members[account])


@router.post("/members/{number}")
def change(visitor: Managing, number: int, grants: Grants, name: Annotated[str, Form()] = "") -> Response:
    """Other grants; without any, the account is shut and whoever uses it signed out."""
    known = _numbered(visitor, number)
    kept = _checked(visitor, grants)
    others = [one for one in visitor.desk.members.values() if one.account != known.account]
    if not any(one.may("manage") and one.password for one in others) and not any(grant.startswith("admin@") for grant in kept):
        raise LedgerError("web.members.last_admin")
    visitor.write(Membership(account=known.account, name=name.strip() or known.name or known.account, grants=kept))
    if not kept:
        visitor.desk.store.end_all(known.account)
    return to(f"/members/{number}")


@router.post("/members/{number}/link")
def link(request: Request, visitor: Managing, number: int) -> Response:
    """A new one-time link; the old password holds until it is used."""
    return _invited(request, visitor, _numbered(visitor, number))


def _invited(request: Request, visitor: Visitor, found: Member) -> Response:
    token = visitor.desk.store.invite(found.account, visitor.desk.clock())
    return _page(visitor, found, f"{request.base_url}welcome/{token}")


def _page(visitor: Visitor, found: Member, link: str = "") -> Response:
    return visitor.page("member.html", member=found, roles=ROLES, places=_places(visitor), link=link)


def _numbered(visitor: Visitor, number: int) -> Member:
    found = next((one for one in visitor.desk.members.values() if one.number == number), None)
    if found is None:
        raise Refused
    return found


def _places(visitor: Visitor) -> list[str]:
    """Where a role may hold: everywhere, or in one program of tonight."""
    try:
        return [EVERYWHERE, *programs(visitor.desk.tonight)]
    except WarehouseError:
        return [EVERYWHERE]


def _checked(visitor: Visitor, grants: list[str]) -> tuple[str, ...]:
    for grant in grants:
        try:
            grant_of(grant)
        except ValueError as error:
            raise LedgerError("web.members.no_such_role", grant=grant[:40]) from error
    return tuple(sorted(set(grants)))
