"""What speaks for or against an author of a work being the subject: one question, one small function, points from one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log, log10

from matching.model import Comparison, Evidence
from matching.normalise import fold
from matching.people.cut import pieces
from sources.model import Contributor, Name, Work

VOUCHED = ("holder", "depositor")  # who may say whose ORCID it is; an index guesses


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachingWeights:
    """The table of points (data/reference/attaching.toml)."""

    points: Mapping[str, int]
    least_percent: int
    least_told_percent: int
    unproved_most_percent: int
    authors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a subject. `bodies`: names of where the person works or worked, disclosed or on record; `rors`: their
    numbers; `declared`: DOIs of the works the person names as own."""

    names: tuple[Name, ...]
    orcid: str = ""
    bodies: tuple[str, ...] = ()
    rors: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """What the works that are surely the subject's tell: with whom, in which fields, at which bodies.

    `coauthors`: name -> points of meeting it again.
    """

    coauthors: Mapping[str, int] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()
    bodies: tuple[str, ...] = ()
    rors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One author of one work, beside the subject."""

    profile: Profile
    circle: Circle
    work: Work
    author: Contributor
    comparison: Comparison
    weights: AttachingWeights


def orcid_agrees(look: Look) -> Evidence | None:
    """The work gives this author the subject's ORCID, by the holder's own word or the publisher's."""
    if not look.profile.orcid or look.author.orcid != look.profile.orcid or look.author.orcid_by not in VOUCHED:
        return None
    return _evidence(look, "orcid_agrees", f"orcid_by_{look.author.orcid_by}", value=look.author.orcid)


def orcid_differs(look: Look) -> Evidence | None:
    """The work gives this author another ORCID."""
    author = look.author
    if not look.profile.orcid or author.orcid in ("", look.profile.orcid) or author.orcid_by not in VOUCHED:
        return None
    return _evidence(look, "orcid_differs", "orcid_differs", left=look.profile.orcid, right=author.orcid)


def declared_work(look: Look) -> Evidence | None:
    """The person names the work as own, in a public record."""
    doi = next((one.value for one in look.work.identifiers if one.scheme == "doi" and one.value in look.profile.declared), "")
    return _evidence(look, "declared_work", "declared_work", value=doi) if doi else None


def author_namesakes(look: Look) -> Evidence:
    """How many people who write papers bear the name as far as it is printed."""
    chance = look.comparison.chance
    among = 100_000  # the population that a chance speaks of (data/reference/names/weights.toml)
    others = inf if chance >= 1 else -log(1 - chance) * look.weights.authors / among
    points = -400 if others == inf else max(-400, round(-100 * log10(1 + others)))
    return Evidence(feature="author_namesakes", points=points, facts={"name": look.author.name.text})


def spelled_otherwise(look: Look) -> Evidence | None:
    """A part of the printed name is only alike: papers seldom misspell their authors."""
    found = next((one for one in look.comparison.evidence if one.feature in ("loosest", "slip_beside")), None)
    pairs = look.author.name.text if found is None else next(iter(found.facts.values()), look.author.name.text)
    return _evidence(look, "spelled_otherwise", "spelled_otherwise", pairs=pairs) if found else None


def initials_only(look: Look) -> Evidence | None:
    """The given name is printed as initials alone."""
    words = fold(look.author.name.text.replace(".", " ").replace(",", " ")).split()
    is_short = look.author.name.text.isascii() and len(words) > 1 and sum(len(word) > 1 for word in words) < 2
    return _evidence(look, "initials_only", "initials_only", name=look.author.name.text) if is_short else None


def body_agrees(look: Look) -> Evidence | None:
    """The author is printed at a body where the subject is or was."""
    rors = look.profile.rors | look.circle.rors
    for place in look.author.affiliations:
        if place.ror and place.ror in rors:
            return _evidence(look, "body_agrees", "body_agrees", body=place.organisation)
        if _holds_any(place.organisation, (*look.profile.bodies, *look.circle.bodies)):
            return _evidence(look, "body_agrees", "body_agrees", body=place.organisation)
    return None


def body_differs(look: Look) -> Evidence | None:
    """The author is printed at other bodies, written as the subject's could have been."""
    printed = [place.organisation for place in look.author.affiliations]
    known = (*look.profile.bodies, *look.circle.bodies)
    if not printed or body_agrees(look) or not any(a.isascii() == b.isascii() for a in printed for b in known):
        return None
    return _evidence(look, "body_differs", "body_differs", body=printed[0])


def coauthors_agree(look: Look) -> Evidence | None:
    """The work is written with people with whom the subject surely wrote others."""
    met = [look.circle.coauthors[name] for name in others(look.work, look.author.position) if name in look.circle.coauthors]
    if not met:
        return None
    points = min(sum(met), look.weights.points["most_coauthors"])
    return Evidence(feature="coauthors_agree", points=points, facts={"count": str(len(met))})


def field_agrees(look: Look) -> Evidence | None:
    """The work is in a field of the works that surely are the subject's, or in none of them."""
    fields = set(look.work.fields)
    if not fields or not look.circle.fields:
        return None
    shared = sorted(fields & look.circle.fields)
    return _evidence(look, "field_agrees" if shared else "field_differs", "field_agrees" if shared else "field_differs",
                     fields=", ".join(shared[:3] or sorted(fields)[:3]))  # fmt: skip


FEATURES = (
    orcid_agrees, orcid_differs, declared_work, author_namesakes, initials_only, spelled_otherwise, body_agrees, body_differs,
    coauthors_agree, field_agrees,
)  # fmt: skip


def _evidence(look: Look, feature: str, weight: str, **facts: str) -> Evidence:
    return Evidence(feature=feature, points=look.weights.points[weight], facts=facts)


def others(work: Work, position: int) -> set[str]:
    """The other authors, by their names' words in alphabetical order: "Musterfeld, L." and "L. Musterfeld" are one."""
    names = (other.name.text for other in work.contributors if other.position != position)
    return {" ".join(sorted(fold(name.replace(",", " ").replace(".", " ")).split())) for name in names}


def _holds_any(printed: str, bodies: Sequence[str]) -> bool:
    """Whether all words of one of the bodies stand together in the printed text."""
    text = _words(printed)
    return any(words != "  " and words in text for words in map(_words, bodies))


def _words(text: str) -> str:
    return f" {' '.join(piece.text for piece in pieces(text))} "
