"""Who gets in, and how far: every route without permission is refused, whatever the form says."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsed import PASSWORD, Browser, Place
from fastapi.routing import APIRoute

from flows.desk.office import PERMITS, ROLES, Membership
from flows.desk.web.sign import PUBLIC, first_link
from flows.settings import DeskSettings

FILLED = {"hit_id": "h-a4ce138efec93c9e", "number": "1", "token": "x", "code": "en"}


def _routes(place: Place) -> Iterator[tuple[APIRoute, str, str]]:
    """Every route of the desk: (route, method, a path to it)."""
    for route in _flat(place.app.routes):
        for method in sorted(route.methods - {"HEAD"}):
            yield route, method, re.sub(r"{(\w+)(:\w+)?}", lambda found: FILLED[found[1]], route.path)


def _flat(routes: object) -> Iterator[APIRoute]:
    for route in routes:  # type: ignore[attr-defined]
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _flat(route.original_router.routes)


def _permission(route: APIRoute) -> str | None:
    guards = [one.call for one in route.dependant.dependencies if hasattr(one.call, "permission")]
    (guard,) = guards
    return guard.permission  # type: ignore[no-any-return, union-attr]


def test_every_route_is_walked(place: Place) -> None:
    assert len(list(_routes(place))) > 40


def test_nobody_sees_anything_without_signing_in(place: Place) -> None:
    stranger = place.browser()
    for route, method, path in _routes(place):
        answer = stranger.client.request(method, path, data={} if method == "POST" else None)
        if route.path not in PUBLIC:
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path


@pytest.mark.parametrize("role", ROLES)
def test_every_route_without_permission_is_refused(place: Place, role: str) -> None:
    """Signed in, with the right token: what the role does not permit is 403, and the log says so."""
    browser = place.signed_in("mori", f"{role}@P-KIBAN")
    permitted = next(may for name, may in PERMITS.items() if name == role)
    for route, method, path in _routes(place):
        if route.path in PUBLIC or (permission := _permission(route)) is None or permission in permitted:
            continue
        answer = browser.client.request(method, path, data={"csrf": browser.csrf} if method == "POST" else None)
        assert answer.status_code == 403, (role, method, path)
        assert place.desk.store.visits(1)[0]["outcome"] == "refused"


def test_every_form_needs_the_token_of_our_own_page(place: Place, officer: Browser) -> None:
    boss = place.signed_in("boss", "admin@*", "officer@*", "auditor@*")
    before = place.desk.book.ledger.head()
    for route, method, path in _routes(place):
        if method == "POST" and route.path not in PUBLIC:
            for token in ("", "forged", officer.csrf):
                assert boss.client.post(path, data={"csrf": token, "program": "P-KIBAN", "case": "C-102"}).status_code in (403, 422), path
    assert place.desk.book.ledger.head() == before


def test_a_form_from_another_site_goes_no_further(place: Place, officer: Browser) -> None:
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = officer.client.post("/start/run", data={"csrf": officer.csrf}, headers=headers)
        assert answer.status_code == 403
    assert not place.desk.runs.progress().is_running


def test_another_name_of_the_machine_is_not_answered(place: Place) -> None:
    assert place.browser(host="evil.example").get("/sign-in").status_code == 400


def test_one_programs_results_are_not_anothers(place: Place) -> None:
    browser = place.signed_in("mori", "reviewer@P-KIBAN")
    queue = browser.sees("/queue")
    assert "C-102" in queue
    assert "C-203" not in queue
    others = [line.hit_id for line in place.desk.tonight.evening.lines if line.program_id != "P-KIBAN"]
    for path in (f"/hits/{others[0]}", "/case?program=P-SENTAN&case=C-203", "/results?program=P-SENTAN"):
        assert browser.get(path).status_code == 403, path
    for path in (f"/hits/{others[0]}/decision", f"/hits/{others[0]}/withdrawal"):
        assert browser.post(path, judgement="different", reason="place").status_code == 403
    assert browser.post("/case/question", program="P-SENTAN", case="C-203", text="?").status_code == 403
    assert len(place.desk.records) == 2


def test_many_wrong_passwords_make_the_next_ones_wait(place: Place) -> None:
    place.signed_in("sato", "reader@*")
    thief = place.browser()
    codes = [thief.client.post("/sign-in", data={"account": "sato", "password": f"guess {n}"}).status_code for n in range(7)]
    assert codes == [403] * 5 + [429] * 2
    assert thief.client.post("/sign-in", data={"account": "sato", "password": PASSWORD}).status_code == 429
    place.clock.later(minutes=16)
    assert thief.client.post("/sign-in", data={"account": "sato", "password": PASSWORD}).status_code == 303


def test_a_session_ends_when_left_alone_or_signed_out_or_shut(place: Place) -> None:
    first, second, third = (place.signed_in(account, "reader@*") for account in ("a-1", "b-2", "c-3"))
    assert second.post("/sign-out").status_code == 303
    place.says(Membership(account="c-3", name="", grants=()))
    assert [one.get("/queue").status_code for one in (first, second, third)] == [200, 303, 303]
    place.clock.later(hours=3)
    assert first.get("/queue").status_code == 303


def test_a_cookie_that_we_did_not_sign_opens_nothing(place: Place, officer: Browser) -> None:
    token = officer.client.cookies["sekisho"].strip('"').partition(".")[0]
    for cookie in (token, f"{token}.{'0' * 64}", "", "."):
        stranger = place.browser()
        stranger.client.cookies.set("sekisho", cookie)
        assert stranger.get("/queue").status_code == 303
    assert place.desk.store.session(f"{token}.署名", place.clock()) is None


def test_the_first_admin_sets_up_the_office_once(empty_place: Place) -> None:
    link = first_link(empty_place.desk)
    browser = empty_place.browser()
    fields = {"account": "sato", "name": "架空 花子", "password": PASSWORD, "again": PASSWORD}
    assert browser.client.post(link, data=fields | {"again": "another one, also long"}).status_code == 400
    assert browser.client.post(link, data=fields | {"account": "佐藤"}).status_code == 400
    assert browser.client.post(link, data=fields).status_code == 303
    assert browser.get("/").headers["location"] == "/start"
    assert browser.get("/members").status_code == 200
    assert empty_place.browser().client.post(link, data=fields | {"account": "thief"}).status_code == 403
    assert first_link(empty_place.desk) == ""


def test_a_new_member_sets_a_password_by_the_link_handed_over(place: Place) -> None:
    boss = place.signed_in("boss", "admin@*")
    page = boss.post("/members", account="kato", name="架空 次郎", grants=["reviewer@P-KIBAN"]).text
    (link,) = re.findall(r"/welcome/[\w-]+", page)
    newcomer = place.browser()
    assert newcomer.client.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert newcomer.get("/queue").status_code == 200
    assert newcomer.get("/members").status_code == 403


def test_the_last_admin_cannot_be_shut_out(place: Place) -> None:
    boss = place.signed_in("boss", "admin@*")
    assert boss.post("/members/1", name="").status_code == 400
    assert place.desk.members["boss"].may("manage")


def test_a_proxys_word_counts_only_where_the_office_says_so(place: Place) -> None:
    place.signed_in("sato", "reader@*")
    said = {"x-remote-user": "sato"}
    assert place.browser("127.0.0.1", **said).get("/queue").status_code == 303
    place.desk.settings = replace(place.desk.settings, desk=DeskSettings(proxy_header="X-Remote-User"))
    assert place.browser("127.0.0.1", **said).get("/queue").status_code == 200
    assert place.browser("127.0.0.1", **{"x-remote-user": "nobody"}).get("/queue").status_code == 303
    assert place.browser("10.0.0.9", **said).get("/queue").status_code == 303


def test_every_answer_carries_the_policy_that_lets_nothing_foreign_in(place: Place, officer: Browser) -> None:
    for path in ("/queue", "/sign-in", "/nowhere", "/static/desk.js", "/hits/h-0000000000000000"):
        headers = officer.get(path).headers
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
    for path in ("/queue", "/overview", "/start"):
        assert not re.search(r"<script(?! src)|<style|\son\w+=|\sstyle=", officer.sees(path))


def test_the_log_says_who_saw_and_did_what_without_names(place: Place, officer: Browser) -> None:
    officer.sees("/queue")
    officer.sees("/hits/h-a4ce138efec93c9e")
    said = [(row["account"], row["action"], row["object"], row["outcome"]) for row in place.desk.store.visits(2)]
    assert said == [("sato", "hit", "h-a4ce138efec93c9e", "seen"), ("sato", "queue", "", "seen")]
    assert "架空" not in str(place.desk.store.visits(100))
    assert place.desk.store.first_broken_visit() is None


def test_a_link_leads_to_no_other_site(place: Place, officer: Browser) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert officer.get("/language/ja", params={"back": back}).headers["location"] == "/"
