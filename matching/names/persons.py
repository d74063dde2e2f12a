"""What a comparison of two persons' names amounts to, beside the questions of features.py."""

from rapidfuzz.distance import OSA

from matching.names.align import Alignment, Link
from matching.names.features import Feature, Finding, loosest, same_name, transcribed
from matching.names.slips import CYRILLIC_FATHERS, FATHERS
from matching.names.syllables import NAMES_TOO
from matching.names.words import Word

MOST_PARTS = 3  # shared parts that count: no number of them makes up for one that contradicts
NEARLY = 90  # likeness of a word of six letters with one slip
LOOSE, SAME = ("spelling", "sound"), 99
HEARD_BADLY = 82  # likeness of a transcription below which it is no more than like
HEARD, HEARD_WELL = (
    88,
    84,
)  # likeness of a transcription below which it is only alike; the same where nothing but a father's name is left over
RARE_TOGETHER, SHORTEST_SLIP = 55, 3  # decibans; letters
TELL_APART = 80  # decibans that two parts have which few bear together
SONS = frozenset(("bin", "ben", "ibn", "bint", "binti", "oglu", "ogly", "kyzy"))


def _parts(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.role != "particle")


def _names_too(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.role == "particle" and word.text in NAMES_TOO)


def _no_fathers(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without fathers' names, which are left out at will."""
    return tuple(word for word in _parts(words) if not (word.native or word.text).endswith((*FATHERS, *CYRILLIC_FATHERS)))


def _full(alignment: Alignment, link: Link) -> bool:
    words = [alignment.a.words[i] for i in link.left] + [alignment.b.words[j] for j in link.right]
    return link.how != "initial" and all(word.role == "word" for word in words)


def _particle(alignment: Alignment, link: Link) -> bool:
    return any(alignment.a.words[i].role == "particle" for i in link.left) or any(
        alignment.b.words[j].role == "particle" for j in link.right
    )


def namesakes(_: Alignment) -> Finding:
    """Before anything is looked at: persons of one name are many, so an agreement must be clear before it counts."""
    return 1, {}


def shared_parts(alignment: Alignment) -> Finding | None:
    """Parts of the name that both have, written out."""
    links = [link for link in alignment.links if _full(alignment, link)]
    if not links:
        return None
    return min(len(links), MOST_PARTS), {"words": tuple(links)}


def parts_contradict(alignment: Alignment) -> Finding | None:
    """Each name has a part in the place of which the other has a different one (number of such parts).

    A particle that is a name elsewhere may stand in the place of a part: Nguyen Van Hoa, Nguyen Dinh Hoa.
    """
    left, right = _parts(alignment.only_left), _parts(alignment.only_right)
    spare, other_spare = _names_too(alignment.only_left), _names_too(alignment.only_right)
    count = max(min(len(left) + len(spare), len(right)), min(len(left), len(right) + len(other_spare)))
    return (count, {"left": left or spare, "right": right or other_spare}) if count else None


def slip_beside(alignment: Alignment) -> Finding | None:
    """All parts agree to the letter but one, which is a letter away from a name; those that agree are rare together.

    Two names of their own are not each other's slip: Antonio and Antonia, Lam and Dam.
    """
    left, right = _parts(alignment.only_left), _parts(alignment.only_right)
    if len(left) != 1 or len(right) != 1 or any(link.how not in ("same", "joined") for link in alignment.links):
        return None
    if sum(link.bits for link in alignment.links) < RARE_TOGETHER or min(len(left[0].text), len(right[0].text)) < SHORTEST_SLIP:
        return None
    if (
        left[0].native
        or right[0].native
        or (left[0].known and right[0].known)
        or OSA.distance(left[0].text, right[0].text, score_cutoff=1) > 1
    ):
        return None
    return 1, {"left": left, "right": right}


def nothing_shared(alignment: Alignment) -> Finding | None:
    """No part written out is shared."""
    return None if any(_full(alignment, link) for link in alignment.links) else (1, {})


def all_parts_loose(alignment: Alignment) -> Finding | None:
    """No part is spelled the same in both names, or nearly so; across scripts: is heard clearly."""
    nearly = HEARD_BADLY if alignment.a.native or alignment.b.native else NEARLY
    links = tuple(link for link in alignment.links if not _particle(alignment, link))
    return (1, {"pairs": links}) if links and all(link.likeness < nearly for link in links) else None


def _loose(link: Link, heard: int) -> bool:
    return (link.how in LOOSE and link.likeness < SAME) or (link.how == "reading" and link.likeness < heard)


def loose_and_left_over(alignment: Alignment) -> Finding | None:
    """A part is only alike, and one name has parts the other lacks: both at once are seldom one person's."""
    left, right = alignment.only_left, alignment.only_right
    is_uneven = len(_parts(left)) != len(_parts(right))
    heard = HEARD if len(_no_fathers(left)) != len(_no_fathers(right)) else HEARD_WELL
    loose = tuple(link for link in alignment.links if _loose(link, heard) and not _particle(alignment, link))
    return (1, {"pairs": loose}) if loose and is_uneven else None


def family_name_missing(alignment: Alignment) -> Finding | None:
    """One name is only a given name with the father's name, the other has a family name beside them."""
    left, right = _parts(alignment.only_left), _parts(alignment.only_right)
    short = alignment.a if right and not left else alignment.b if left and not right else None
    if short is None or len(_parts(short.words)) > 2 or not any(word.text.endswith(FATHERS) for word in short.words):
        return None
    return 1, {"words": right or left}


def parts_left_over(alignment: Alignment) -> Finding | None:
    """One name has parts the other lacks (number of parts)."""
    left, right = _parts(alignment.only_left), _parts(alignment.only_right)
    if not left and _names_too(alignment.only_left):
        right = right[len(_names_too(alignment.only_left)) :]
    if not right and _names_too(alignment.only_right):
        left = left[len(_names_too(alignment.only_right)) :]
    more = left if len(left) > len(right) else right
    return (abs(len(left) - len(right)), {"words": more}) if len(left) != len(right) else None


def common_and_left_over(alignment: Alignment) -> Finding | None:
    """One name has parts the other lacks, and the parts they share are borne by many (decibans they fall short of TELL_APART)."""
    left, right = _no_fathers(alignment.only_left), _no_fathers(alignment.only_right)
    shared = tuple(link for link in alignment.links if _full(alignment, link))
    lacking = TELL_APART - sum(link.bits for link in shared)
    if bool(left) == bool(right) or not shared or lacking <= 0 or any(link.how == "initial" for link in alignment.links):
        return None
    return lacking, {"words": shared}


def initials_agree(alignment: Alignment) -> Finding | None:
    """An initial stands for a part written out in the other name (number of them; across scripts they count half).

    Not so when the name with the initial has another part written out that the other name lacks: in "Edmond H. Fischer"
    the H. is no first name.
    """
    links = tuple(link for link in alignment.links if link.how == "initial" and not _beside_another(alignment, link))
    if not links:
        return None
    across = bool(alignment.a.native) != bool(alignment.b.native)
    return len(links) / 2 if across else len(links), {"pairs": links}


def _beside_another(alignment: Alignment, link: Link) -> bool:
    is_left = alignment.a.words[link.left[0]].role == "initial"
    return any(word.role == "word" for word in (alignment.only_left if is_left else alignment.only_right))


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
    namesakes,
    same_name,
    shared_parts,
    parts_contradict,
    slip_beside,
    nothing_shared,
    all_parts_loose,
    loose_and_left_over,
    family_name_missing,
    parts_left_over,
    common_and_left_over,
    initials_agree,
    transcribed,
    loosest,
    father_and_son_swapped,
)
