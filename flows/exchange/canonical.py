"""One value, one text: JSON as RFC 8785 writes it, and a reader that takes nothing else. Pure."""

import base64
import hashlib
import json
from typing import Any

import rfc8785

from sources.errors import ExchangeError

_LONGEST_NUMBER = 15  # digits: beyond 2^53 two readers may read two numbers


def canonical(value: Any) -> bytes:
    """The value's one text, in UTF-8. Raises ExchangeError for what has none (half a surrogate pair, a fraction)."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise ExchangeError("exchange.not_canonical", what=type(error).__name__) from error


def strict(content: bytes, what: str) -> Any:
    """The value of a canonical text. Raises ExchangeError for anything that is not exactly as `canonical` writes it:
    a name that stands twice, other order, spaces, fractions, bytes that are no UTF-8.
    """
    try:
        value = json.loads(content.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse, parse_int=_whole)
        if rfc8785.dumps(value) == content:
            return value
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise ExchangeError("exchange.not_canonical", what=what) from error
    raise ExchangeError("exchange.not_canonical", what=what)


def digest(content: bytes) -> str:
    """sha256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def to_base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def of_base64(text: Any, what: str) -> bytes:
    """The bytes; only their one spelling is taken, so that no altered letter means the same."""
    try:
        content = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError as error:
        raise ExchangeError("exchange.malformed", what=what) from error
    if not content or to_base64(content) != text:
        raise ExchangeError("exchange.malformed", what=what)
    return content


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > _LONGEST_NUMBER:
        raise ValueError(text[:20])
    return int(text)


def _refuse(text: str) -> Any:
    raise ValueError(text[:20])
