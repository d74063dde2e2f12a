"""What of the queue somebody asks for, as it stands in the address of the page: codes, ids and dates, never names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from flows.desk.board import Asked
from flows.desk.web.access import Visitor

PAGE = 50
_CODES = {"grade": ("high", "moderate", "low", "none"), "state": ("open", "proposed", "lapsed", "decided")}
_FLAGS = ("new", "mine", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`values`: what stands in the address, without what says nothing. `capacity`: so many in all, 0 for no end; `page` from 1."""

    values: Mapping[str, str]
    capacity: int = 0
    page: int = 1

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def query(self, **changed: str) -> str:
        """As an address says it, with some of it changed; "" takes a part away."""
        kept = {name: value for name, value in {**self.values, **changed}.items() if value}
        return urlencode(kept)

    def asked(self, visitor: Visitor, programs: list[str]) -> Asked:
        """In these programs, or in the one of them that is named."""
        named = self.get("program")
        return Asked(
            programs=[one for one in programs if named in ("", one)],
            grade=self.get("grade"),
            state=self.get("state"),
            case=self.get("case"),
            is_new=bool(self.get("new")),
            since=date.fromisoformat(self.get("since")) if self.get("since") else None,
            mine=visitor.member.account if self.get("mine") else "",
            overdue=bool(self.get("overdue")),
        )


def filters(query: Mapping[str, str]) -> Filters:
    """From an address; what cannot be meant is left out."""
    values = {name: query[name] for name in ("program", "case") if query.get(name)}
    values |= {name: query[name] for name, known in _CODES.items() if query.get(name) in known}
    values |= {name: "1" for name in _FLAGS if query.get(name)}
    if _day(query.get("since", "")):
        values["since"] = query["since"]
    capacity, page = _number(query.get("capacity", "")), _number(query.get("page", ""))
    if capacity:
        values["capacity"] = str(capacity)
    return Filters(values=values, capacity=capacity, page=max(page, 1))


def filters_of(text: str) -> Filters:
    """From the query part of an address."""
    return filters(dict(parse_qsl(text)))


def _day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
