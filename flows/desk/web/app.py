"""The application: routes put together, and what holds for every answer: headers, refusals, errors as pages."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from flows.desk.web import audit, cases, casework, dossiers, hits, home, overview, people, queue, sign, start
from flows.desk.web.access import Refused, SignInFirst, visitor_of
from flows.desk.web.context import Desk, desk_of, language_of
from flows.desk.web.programs import programs
from flows.desk.web.sides import tables
from sources.errors import Busy, LedgerError, SekishoError

_STATIC = Path(__file__).with_name("static")
_BASE_STYLE = Path(__file__).parents[2] / "results" / "templates" / "style.css"
LARGEST_BODY = 32 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def make_app(desk: Desk) -> FastAPI:
    """Everything an office's browser asks for."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(_warm, desk)
        yield
        desk.board.close()

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.desk = desk
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_api_route("/static-base.css", _base_style, include_in_schema=False)
    for part in (sign, home, queue, hits, cases, casework, dossiers, start, overview, people, audit):
        app.include_router(part.router)
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", *desk.settings.desk.hosts], www_redirect=False
    )
    app.middleware("http")(_guarded)
    app.exception_handler(SignInFirst)(_sign_in_first)
    app.exception_handler(Refused)(_refused)
    app.exception_handler(SekishoError)(_told)
    app.exception_handler(RequestValidationError)(_not_understood)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(404)(_not_found)
    return app


def _warm(desk: Desk) -> None:
    """What the first visitor would wait seconds for."""
    tables()
    with suppress(SekishoError):  # told to whoever opens a page
        programs(desk.tonight)


def _base_style() -> Response:
    """The style that result pages and the desk share."""
    return Response(_BASE_STYLE.read_bytes(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """A form from another site or too large a body goes no further; every answer carries the headers."""
    if request.method not in ("GET", "HEAD") and (_is_foreign(request) or _is_too_large(request)):
        answer: Response = Response(status_code=403)
    else:
        answer = await call_next(request)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if not request.url.path.startswith("/static"):
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def _is_foreign(request: Request) -> bool:
    origin = request.headers.get("origin")
    if origin and origin.partition("://")[2] != request.headers.get("host"):
        return True
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _is_too_large(request: Request) -> bool:
    length = request.headers.get("content-length", "")
    return not length.isdigit() or int(length) > LARGEST_BODY


def _sign_in_first(request: Request, error: Exception) -> Response:
    return RedirectResponse("/sign-in", status_code=303)


def _refused(request: Request, error: Exception) -> Response:
    return _fault(request, 403, "web.refused")


def _not_found(request: Request, error: Exception) -> Response:
    return _fault(request, 404, "web.not_found")


def _not_understood(request: Request, error: Exception) -> Response:
    return _fault(request, 422, "web.not_understood")


def _http(request: Request, error: Exception) -> Response:
    return _fault(request, getattr(error, "status_code", 400), "web.not_understood")


def _told(request: Request, error: Exception) -> Response:
    """An error on purpose, in one sentence."""
    desk = desk_of(request)
    if not isinstance(error, SekishoError):
        raise error
    status = 503 if isinstance(error, Busy) else 400 if isinstance(error, LedgerError) else 503
    return _page(request, status, desk.messages.tell(error, language_of(request, desk)))


def _fault(request: Request, status: int, key: str) -> Response:
    desk = desk_of(request)
    return _page(request, status, desk.messages.text(key, language_of(request, desk)))


def _page(request: Request, status: int, sentence: str) -> HTMLResponse:
    desk = desk_of(request)
    try:
        me = visitor_of(request)
    except SignInFirst:
        me = None
    return desk.page("fault.html", language_of(request, desk), status, me=me, sentence=sentence, here="/")
