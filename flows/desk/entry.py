"""What every kind of entry of the ledger has in common.

Fields are text, whole numbers, dates, or tuples of those. A field typed Personal names or describes a person: the chain
holds only a keyed commitment to it, the text itself stands beside the chain, where it can be erased. A change of fields
is a new `version`; old entries are never rewritten.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

Personal = Annotated[str, "personal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Root of the kinds."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
