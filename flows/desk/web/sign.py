"""Signing in and out, the first password, the language. The only pages that open without a session."""

from threading import Lock
from typing import Annotated

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from fastapi import APIRouter, Form, Request, Response

from flows.desk.entry import Entry
from flows.desk.office import EVERYWHERE, Member, Membership, Password
from flows.desk.web.access import COOKIE, Visitor, doing, local, to
from flows.desk.web.context import Desk, desk_of, language_of
from flows.messages import LANGUAGES

router = APIRouter()
HASHER = PasswordHasher()
_NOBODY = HASHER.hash("nobody's, so that an unknown account takes as long")
_ONE_AT_A_TIME = Lock()
SHORTEST = 12
ADMIN_GRANTS = (f"admin@{EVERYWHERE}", f"officer@{EVERYWHERE}")
PUBLIC = ("/sign-in", "/welcome/{token}", "/language/{code}", "/static-base.css")
"""routes that need no session"""


@router.get("/sign-in")
def sign_in_page(request: Request) -> Response:
    desk = desk_of(request)
    return desk.page("sign_in.html", language_of(request, desk), me=None, here=request.url.path, fault="")


@router.post("/sign-in")
def sign_in(request: Request, account: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "") -> Response:
    desk, now = desk_of(request), desk_of(request).clock()
    places = (f"account {account}", f"address {request.client.host if request.client else ''}")
    if not all(desk.store.may_try(place, now) for place in places):
        desk.store.note("", "sign_in", "", "too many", now)
        return desk.page("sign_in.html", language_of(request, desk), 429, me=None, here=request.url.path, fault="web.sign_in.too_many")
    member = desk.members.get(account)
    if not _is_right(member, password):
        for place in places:
            desk.store.failed(place, now)
        desk.store.note("", "sign_in", "", "failed", now)
        return desk.page("sign_in.html", language_of(request, desk), 403, me=None, here=request.url.path, fault="web.sign_in.wrong")
    return _signed_in(desk, account)


@router.post("/sign-out")
def sign_out(request: Request, visitor: Annotated[Visitor, doing(None)]) -> Response:
    visitor.desk.store.end(request.cookies.get(COOKIE, ""))
    answer = to("/sign-in")
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/language/{code}")
def choose_language(code: str, back: str = "/") -> Response:
    answer = to(local(back))
    if code in LANGUAGES:
        answer.set_cookie("language", code, max_age=365 * 86_400, samesite="lax", httponly=True)
    return answer


@router.get("/welcome/{token}")
def welcome_page(request: Request, token: str) -> Response:
    desk = desk_of(request)
    account = desk.store.invited(token, desk.clock())
    language = language_of(request, desk)
    if account is None:
        return desk.page(
            "fault.html", language, 403, me=None, here=request.url.path, sentence=desk.messages.text("web.welcome.spent", language)
        )
    return desk.page("welcome.html", language, me=None, here=request.url.path, account=account, token=token, fault="", shortest=SHORTEST)


@router.post("/welcome/{token}")
def welcome(
    request: Request, token: str, password: Annotated[str, Form()] = "", again: Annotated[str, Form()] = "",
    account: Annotated[str, Form()] = "", name: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """The first password of an account; for the first admin, the account as well."""
    desk = desk_of(request)
    invited = desk.store.invited(token, desk.clock())
    if invited is None:
        return welcome_page(request, token)
    fault = _fault(password, again) or ("" if invited or may_be_account(account) else "web.welcome.account_form")
    if fault:
        facts = {"account": invited, "token": token, "fault": fault, "shortest": SHORTEST}
        return desk.page("welcome.html", language_of(request, desk), 400, me=None, here=request.url.path, **facts)
    if not desk.store.spend(token):
        return welcome_page(request, token)
    account = invited or account
    said: list[Entry] = [Password(account=account, hash=HASHER.hash(password))]
    if not invited:
        said.insert(0, Membership(account=account, name=name.strip() or account, grants=ADMIN_GRANTS))
    desk.book.ledger.append(*said, by=account, at=desk.clock())
    desk.store.end_all(account)
    return _signed_in(desk, account)


def first_link(desk: Desk) -> str:
    """The path of a one-time link by which the first admin is set up; "" when there is somebody who may let others in."""
    if any(member.may("manage") and member.password for member in desk.members.values()):
        return ""
    return f"/welcome/{desk.store.invite('', desk.clock())}"


def may_be_account(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("_", "").replace(".", "").isalnum() and 2 <= len(text) <= 40


def _fault(password: str, again: str) -> str:
    return "web.welcome.too_short" if len(password) < SHORTEST else "" if password == again else "web.welcome.not_the_same"


def _is_right(member: Member | None, password: str) -> bool:
    known = member.password if member and member.grants else ""
    try:
        with _ONE_AT_A_TIME:  # each takes 64 MB and all cores: many at once must not stop the office
            return HASHER.verify(known or _NOBODY, password) and bool(known)
    except (Argon2Error, InvalidHashError):
        return False


def _signed_in(desk: Desk, account: str) -> Response:
    answer = to("/")
    cookie = desk.store.begin(account, desk.clock())
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=desk.settings.desk.secure)
    desk.store.note(account, "sign_in", "", "done", desk.clock())
    return answer
