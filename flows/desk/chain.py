"""The chain itself, pure: an entry as one line of canonical JSON, the hash that binds it to all before it, commitments to text."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.desk.entries import Entry, to_body

START = "0" * 64
"""What the first entry follows."""
KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Personal text with the key of its commitment."""

    key: bytes
    text: str

    @property
    def commitment(self) -> str:
        """hmac-sha256: without the key, which goes with the text, nobody can try out which text it was."""
        return hmac.new(self.key, self.text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One stored entry. `line`: canonical JSON of sequence, previous hash, at, by, kind, version and the entry's body."""

    line: str
    hash: str
    said: Mapping[str, Said]


def canonical(value: Any) -> str:
    """One value, one text: keys sorted, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_of(line: str) -> str:
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def link(entry: Entry, said: Mapping[str, Said], *, sequence: int, previous: str, by: str, at: datetime) -> Link:
    """The entry as the next link after `previous`."""
    line = canonical({
        "sequence": sequence,
        "previous": previous,
        "at": at.isoformat(timespec="seconds"),
        "by": by,
        "kind": entry.kind,
        "version": entry.version,
        "entry": to_body(entry, {field: one.commitment for field, one in said.items()}),
    })  # fmt: skip
    return Link(line=line, hash=hash_of(line), said=said)
