"""One name of one record as it is filed by its words."""

from typing import NamedTuple


class Filed(NamedTuple):
    """One name of one record: its keys in order, what each tells, the words they stand for, its words as written between blanks, its
    kind, its weight, and how many records have a name of the same keys. `qualified`: a country in brackets was taken off.
    """

    body: int
    text: str
    keys: tuple[int, ...]
    weights: tuple[float, ...]
    words: tuple[str, ...]
    flat: str
    kind: str
    weight: float
    namesakes: int
    qualified: bool
