"""What speaks for and against a name of the registry being meant by an affiliation: one question, one small function each.

Every feature is a number of its Laid name; the weights (log-odds a unit) stand in data/reference/affiliations/weights.toml.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log1p

from matching.people.bodies import Body
from matching.people.laying import Laid
from matching.people.strings import Text

MUCH = 12.0  # nats of rarity beyond which more makes no difference
COMMON = 5.0  # nats of a word that one in a hundred and fifty names has
TELLING = 3.5  # nats of a word that tells more than "university" or "institute"
PART_OF_CHINA = frozenset(("hk", "mo"))  # ISO gives them codes of their own; addresses there often say China
ALL = 0.999  # share that counts as all
FIRM_ACRONYM = 4  # letters of an acronym that tells


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A record laid over a text by one of its names, with the keys of its towns."""

    laid: Laid
    text: Text
    body: Body
    towns: tuple[tuple[int, ...], ...]


Feature = Callable[[View], float]


def bias(view: View) -> float:
    """Every candidate starts from here."""
    return 1.0


def covered(view: View) -> float:
    """Share of the name that the text has, by rarity."""
    return view.laid.got / max(view.laid.name.weight, 1e-9)


def missing(view: View) -> float:
    """Rarity of the words of the name that the text lacks."""
    return min(view.laid.name.weight - view.laid.whole, MUCH)


def complete(view: View) -> float:
    """Every word of the name is in the text."""
    return float(len(view.laid.slots) == len(view.laid.name.keys))


def told(view: View) -> float:
    """Rarity of the words found, as far as it makes a difference."""
    return min(view.laid.whole, 2 * MUCH)


def doubtful(view: View) -> float:
    """How much of the words found is shortened, misspelt, translated or transcribed."""
    return view.laid.whole - view.laid.got


def core_doubtful(view: View) -> float:
    """How doubtful the rarest word found is."""
    return 1.0 - view.laid.sure


def word_for_word(view: View) -> float:
    """The name stands in the text as the registry writes it."""
    return float(view.laid.name.flat in view.text.flat and view.laid.name.kind not in ("acronym", "unit"))


def but_for_shortenings(view: View) -> float:
    """The name stands in the text as the registry writes it, small words and shortenings aside."""
    return float(in_one_piece(view) > 0 and in_these_letters(view) > ALL and view.laid.name.kind not in ("acronym", "unit"))


def in_one_piece(view: View) -> float:
    """Every word of the name stands in its place, shortened or not, with nothing between them."""
    laid = view.laid
    slots = [laid.slots.get(place, -1) for place in range(len(laid.name.keys))]
    return float(
        slots == list(range(laid.first, laid.first + len(slots))) and view.text.segments[laid.first] == view.text.segments[laid.last]
    )


def rarest(view: View) -> float:
    """Rarity of the rarest word found."""
    return max(view.laid.name.weights[place] for place in view.laid.slots)


def only_common(view: View) -> float:
    """No word found is rare: Graduate School of Engineering."""
    return float(rarest(view) < COMMON)


def of_unit(view: View) -> float:
    """The name found is that of a school of it."""
    return float(view.laid.name.kind == "unit")


def own_segment(view: View) -> float:
    """Share of the telling words of its segments that the name explains."""
    text, laid = view.text, view.laid
    mine = {text.segments[slot] for slot in laid.slots.values()}
    all_weight = sum(weight for segment, weight in zip(text.segments, text.weights, strict=True) if segment in mine)
    return sum(text.weights[slot] for slot in set(laid.slots.values())) / max(all_weight, 1e-9)


def between(view: View) -> float:
    """Rarity of foreign words amid the words of the name."""
    laid, weights = view.laid, view.text.weights
    own = set(laid.slots.values())
    return min(sum(weights[slot] for slot in range(laid.first, laid.last + 1) if slot not in own), MUCH)


def before(view: View) -> float:
    """Rarity of the word right before the name, when nothing parts them: Shanghai | Normal University."""
    text, first = view.text, view.laid.first
    if first == 0 or text.segments[first - 1] != text.segments[first] or text.slots[first] - text.slots[first - 1] > 1:
        return 0.0
    return min(text.weights[first - 1], MUCH)


def behind(view: View) -> float:
    """Rarity of the word right behind the name, when nothing parts them: Tokyo University | Hospital."""
    text, last = view.text, view.laid.last
    if last + 1 >= len(text.slots) or text.segments[last + 1] != text.segments[last] or text.slots[last + 1] - text.slots[last] > 1:
        return 0.0
    return min(text.weights[last + 1], MUCH)


def goes_on(view: View) -> float:
    """The name goes on with "of", "at", "for" …: Nanjing University | of Aeronautics."""
    text, last = view.text, view.laid.last
    if last + 1 >= len(text.slots) or text.segments[last + 1] != text.segments[last] or text.slots[last + 1] - text.slots[last] < 2:
        return 0.0
    return float(text.words[text.slots[last] + 1] in ("of", "at", "for", "de", "fur", "in", "di", "da", "do", "des", "du"))


def turned(view: View) -> float:
    """Share of neighbouring words of the name that stand in another order."""
    slots = [view.laid.slots[place] for place in sorted(view.laid.slots)]
    return sum(one > other for one, other in pairwise(slots)) / max(len(slots) - 1, 1)


def town_apart(view: View) -> float:
    """All that commas part from the rest of the name is the record's town: University of California, Hall 5, Berkeley."""
    laid, text = view.laid, view.text
    home = text.segments[min(laid.slots.values())]
    apart = {laid.name.keys[place] for place, slot in laid.slots.items() if text.segments[slot] != home}
    return float(bool(apart) and any(apart == set(town) for town in view.towns))


def torn(view: View) -> float:
    """How many commas stand between the words of the name, more than it has itself."""
    segments = {view.text.segments[slot] for slot in view.laid.slots.values()}
    return float(min(len(segments) - 1, 3))


def acronym(view: View) -> float:
    """Only an acronym was found."""
    return float(view.laid.name.kind == "acronym")


def short_acronym(view: View) -> float:
    """Only an acronym of two or three letters was found."""
    return float(view.laid.name.kind == "acronym" and len(view.laid.name.flat.strip()) < FIRM_ACRONYM)


def one_word(view: View) -> float:
    """A single word was found, no acronym."""
    return float(len(view.laid.slots) == 1 and view.laid.name.kind != "acronym")


def other_name(view: View) -> float:
    """The name found is not a displayed one or a label."""
    return float(view.laid.name.kind == "alias")


def displayed_name(view: View) -> float:
    """The name found is the displayed one."""
    return float(view.laid.name.kind == "displayed")


def in_these_letters(view: View) -> float:
    """Share of the words found, by rarity, that stand there letter by letter or cut short, not translated."""
    laid, text = view.laid, view.text
    same = sum(
        laid.name.weights[place]
        for place, slot in laid.slots.items()
        if _same_letters(text.words[text.slots[slot]], laid.name.words[place])
    )
    return same / max(laid.whole, 1e-9)


@lru_cache(maxsize=100_000)
def _same_letters(written: str, registered: str) -> bool:
    """The same word, or its first letter and some of the others in their order: natl, technol."""
    if written == registered:
        return True
    rest = iter(registered)
    return len(written) > 1 and written[0] == registered[0] and all(letter in rest for letter in written)


def namesakes(view: View) -> float:
    """How many records bear a name of the same words."""
    return log1p(view.laid.name.namesakes - 1)


def town_named(view: View) -> float:
    """The text names the record's town, beside the name itself."""
    own = set(view.laid.slots.values())
    return float(any(not own.issuperset(view.text.towns[town]) for town in view.towns if town in view.text.towns))


def town_in_name(view: View) -> float:
    """The record's town stands only inside the name."""
    named = [town for town in view.towns if town in view.text.towns]
    return float(bool(named) and not town_named(view))


def only_place(view: View) -> float:
    """What was found of the name is the name of the place where the text stands."""
    text = view.text
    telling = [slot for slot in view.laid.slots.values() if text.weights[slot] >= TELLING]
    return float(text.place_slots.issuperset(telling))


def other_town(view: View) -> float:
    """The text names towns, and none of them is the record's."""
    own = set(view.laid.slots.values())
    if not view.towns or any(town in view.text.towns for town in view.towns):
        return 0.0
    return float(any(not own.issuperset(view.text.towns[town]) for town in view.text.whole_towns))


def country_named(view: View) -> float:
    """The text names the record's country."""
    return float(bool(view.body.countries & view.text.countries))


def other_country(view: View) -> float:
    """The text names countries, and none of them is the record's."""
    named, own = view.text.countries, view.body.countries
    return float(bool(named and own) and not own & named and not ("cn" in named and own & PART_OF_CHINA))


def qualified_otherwise(view: View) -> float:
    """The registry tells this body from its sisters by a country that the text does not name."""
    return float(view.laid.name.qualified and not country_named(view))


def qualified_so(view: View) -> float:
    """The registry tells this body from its sisters by a country, and the text names that country."""
    return float(view.laid.name.qualified and country_named(view))


def known(view: View) -> float:
    """How many other records the record is linked with."""
    return log1p(view.body.links)


def closed(view: View) -> float:
    """The registry says that the body ended."""
    return float(view.body.is_closed)


FEATURES: tuple[Feature, ...] = (
    bias, covered, missing, complete, told, rarest, only_common, doubtful, core_doubtful, word_for_word, but_for_shortenings, in_one_piece,
    of_unit, own_segment, between, before, behind, goes_on, turned, torn, town_apart, acronym, short_acronym, one_word, other_name,
    displayed_name, in_these_letters, namesakes, town_named, town_in_name, only_place, other_town, country_named, other_country,
    qualified_otherwise, qualified_so, known, closed,
)  # fmt: skip
