"""What a comparison of two persons' names amounts to, beside the questions of features.py."""

from matching.names.align import Alignment, Link
from matching.names.features import Feature, Finding, loosest, prior, respelled, same_name, transcribed
from matching.names.words import Word

SONS = frozenset(("bin", "ben", "ibn", "bint", "binti", "oglu", "ogly", "kyzy"))


def _parts(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.role != "particle")


def _full(alignment: Alignment, link: Link) -> bool:
    return link.how != "initial" and all(alignment.a.words[i].role == "word" for i in link.left)


def _particle(alignment: Alignment, link: Link) -> bool:
    return all(alignment.a.words[i].role == "particle" for i in link.left)


def shared_parts(alignment: Alignment) -> Finding | None:
    """Parts of the name that both have, written out."""
    links = [link for link in alignment.links if _full(alignment, link)]
    if not links:
        return None
    return min(len(links), 4), {"words": tuple(links)}


def rare_parts(alignment: Alignment) -> Finding | None:
    """How rare the shared parts are (decibans)."""
    links = [link for link in alignment.links if _full(alignment, link)]
    amount = sum(link.bits for link in links)
    return (amount, {"words": tuple(links)}) if amount else None


def parts_contradict(alignment: Alignment) -> Finding | None:
    """Each name has a part in the place of which the other has a different one (number of such parts)."""
    left, right = _parts(alignment.only_left), _parts(alignment.only_right)
    count = min(len(left), len(right))
    return (count, {"left": left, "right": right}) if count else None


def nothing_shared(alignment: Alignment) -> Finding | None:
    """No part written out is shared."""
    return None if any(_full(alignment, link) for link in alignment.links) else (1, {})


def parts_left_over(alignment: Alignment) -> Finding | None:
    """One name has parts the other lacks (number of parts)."""
    left, right = _parts(alignment.only_left), _parts(alignment.only_right)
    more = left if len(left) > len(right) else right
    return (abs(len(left) - len(right)), {"words": more}) if len(left) != len(right) else None


def single_part(alignment: Alignment) -> Finding | None:
    """Only one part is shared and one name has more than that."""
    links = [link for link in alignment.links if not _particle(alignment, link)]
    if len(links) == 1 and (_parts(alignment.only_left) or _parts(alignment.only_right)):
        return 1, {"word": (links[0],)}
    return None


def initials_agree(alignment: Alignment) -> Finding | None:
    """An initial stands for a part written out in the other name (number of them)."""
    links = [link for link in alignment.links if link.how == "initial"]
    if not links:
        return None
    return len(links), {"pairs": tuple(links)}


def father_and_son_swapped(alignment: Alignment) -> Finding | None:
    """The name before "bin" and the name after it have changed places."""
    a, b = alignment.a.words, alignment.b.words
    left = [i for i, word in enumerate(a) if word.text in SONS]
    right = [i for i, word in enumerate(b) if word.text in SONS]
    if not left or not right:
        return None
    crossed = [
        link for link in alignment.links if (link.left[0] < left[0]) != (link.right[0] < right[0]) and not _particle(alignment, link)
    ]
    return (1, {"words": tuple(crossed)}) if len(crossed) >= 2 else None


PERSON: tuple[Feature, ...] = (
    prior,
    same_name,
    shared_parts,
    rare_parts,
    parts_contradict,
    nothing_shared,
    parts_left_over,
    single_part,
    initials_agree,
    respelled,
    transcribed,
    loosest,
    father_and_son_swapped,
)
