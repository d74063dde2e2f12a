"""What a check of the doctor yields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

WELL, ERROR, INCOMPLETE = 0, 2, 3


@dataclass(frozen=True, slots=True)
class Finding:
    """`exit` is 0 when well. `key` and `facts` make the sentence, which names the cure where there is something to cure.
    Among the facts an error stands for its own sentence, and `state` for the state's word.
    """

    what: str
    exit: int
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
