"""Who asks, and whether they may: every page but sign-in stands behind `seeing` or `doing`, and leaves a line in the log."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from flows.desk.entry import Entry
from flows.desk.evening import Evening
from flows.desk.office import Member, Permission
from flows.desk.recorded import Recorded
from flows.desk.web.context import Desk, desk_of, language_of
from flows.desk.web.coverage import coverage_of
from flows.messages import Language

COOKIE = "sekisho"
LOOPBACK = ("127.0.0.1", "::1")


class SignInFirst(Exception):  # noqa: N818 - a turn of the conversation, not a fault
    """Nobody is signed in."""


class Refused(Exception):  # noqa: N818
    """Somebody is, and may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody signed in who looks at a page of the desk."""

    desk: Desk
    member: Member
    csrf: str
    language: Language
    here: str

    def require(self, permission: Permission, program: str) -> None:
        """Raises Refused where the grants do not reach this program."""
        if not self.member.may(permission, program):
            raise Refused

    def page(self, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
        return self.desk.page(template, self.language, status, me=self, **facts)

    def coverage_table(self, evening: Evening, program: str) -> Markup:
        """The lists of the program as a table: the longest part of most pages, and the same on all of them, so made once a night."""

        def made(ask: object) -> Markup:
            words = self.desk.words[self.language]
            table = self.desk.templates.get_template("coverage.html").render({**words, "coverage": coverage_of(evening, program)})
            return Markup(table)  # noqa: S704 - rendered with escapes

        return evening.once(f"coverage {program} {self.language}", made)

    def write(self, *entries: Entry) -> tuple[Recorded, ...]:
        return self.desk.write(*entries, by=self.member)

    def say(self, key: str, **facts: Any) -> str:
        """A message in the visitor's language."""
        return self.desk.messages.text(key, self.language, **facts)


def visitor_of(request: Request) -> Visitor:
    """Raises SignInFirst when nobody is signed in."""
    desk = desk_of(request)
    account, csrf = _signed_in(request, desk)
    member = desk.members.get(account)
    if member is None or not member.grants:
        raise SignInFirst
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Visitor(desk=desk, member=member, csrf=csrf, language=language_of(request, desk), here=here)


def seeing(permission: Permission | None) -> Any:
    """A page that is looked at; None: by whoever is signed in."""

    def guard(request: Request) -> Visitor:
        return _let_in(request, permission)

    guard.permission = permission  # type: ignore[attr-defined]
    return Depends(guard)


def doing(permission: Permission | None) -> Any:
    """A form that is sent: with the token that our own page gave it."""

    def guard(request: Request, csrf: Annotated[str, Form()] = "") -> Visitor:
        visitor = _let_in(request, permission, is_noted=False)
        if not hmac.compare_digest(csrf.encode(), visitor.csrf.encode()):
            raise Refused
        _note(request, visitor.member.account, "done")
        return visitor

    guard.permission = permission  # type: ignore[attr-defined]
    return Depends(guard)


Seer = Annotated[Visitor, seeing("see")]
Decider = Annotated[Visitor, doing("decide")]
Signer = Annotated[Visitor, doing("sign")]
Asker = Annotated[Visitor, doing("ask")]
Concluder = Annotated[Visitor, doing("conclude")]


def to(path: str) -> RedirectResponse:
    """On to another page after a form was sent."""
    return RedirectResponse(path, status_code=303)


def local(path: str, otherwise: str = "/") -> str:
    """The path if it is one of ours: never off to another site."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path and "\r" not in path
    return path if is_ours else otherwise


def _signed_in(request: Request, desk: Desk) -> tuple[str, str]:
    """(account, csrf token): by our cookie, or by the header of a proxy on this machine where the office has said so."""
    header = desk.settings.desk.proxy_header
    if header:
        account = request.headers.get(header, "")
        if request.client is None or request.client.host not in LOOPBACK or not account:
            raise SignInFirst
        return account, desk.store.token_for(account)
    session = desk.store.session(request.cookies.get(COOKIE, ""), desk.clock())
    if session is None:
        raise SignInFirst
    return session.account, session.csrf


def _let_in(request: Request, permission: Permission | None, *, is_noted: bool = True) -> Visitor:
    visitor = visitor_of(request)
    if permission and not visitor.member.may(permission):
        _note(request, visitor.member.account, "refused")
        raise Refused
    if is_noted:
        _note(request, visitor.member.account, "seen")
    return visitor


def _note(request: Request, account: str, outcome: str) -> None:
    desk = desk_of(request)
    route: Callable[..., Any] = request.scope["endpoint"]
    ids = [*request.path_params.values(), *(request.query_params.get(name, "") for name in ("program", "case"))]
    desk.store.note(account, route.__name__, " ".join(filter(None, map(str, ids)))[:300], outcome, desk.clock())
