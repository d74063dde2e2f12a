"""The root of all kinds of entries, and what marks a field that must stay erasable."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

Personal = Annotated[str, "personal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Root of the kinds."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
