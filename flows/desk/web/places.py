"""Addresses of pages that name a case: ids only."""

from urllib.parse import urlencode


def of_case(program: str, case: str) -> str:
    """The page of this case."""
    return f"/case?{urlencode({'program': program, 'case': case})}"
