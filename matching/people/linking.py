"""A listed organisation to its record in the registry, once, so that it is later met by identifier and not by name."""

from collections.abc import Collection

from matching.people.resolve import Resolver

SURE = 0.8  # chance below which a listed name stays without a record: a wrong link would be a wrong claim about a body
WHOLE = 0.99  # share of the registered name that the listed one must have


def linked(name: str, countries: Collection[str], resolver: Resolver) -> str | None:
    """The id of the one record that a listed name is, or None: when it is not sure, not alone, or of another country.

    `countries`: alpha-2 codes the list gives for the body; none: any.
    """
    found = resolver.resolve(name)
    sure = [one for one in found.candidates if one.score >= SURE and _is_whole(one.view.laid.got, one.view.laid.name.weight)]
    told = [one for one in sure if not countries or resolver.bodies[one.ror].countries & set(countries)]
    longest = max((len(one.view.laid.slots) for one in told), default=0)
    best = [one for one in told if len(one.view.laid.slots) == longest]
    return best[0].ror if len(best) == 1 else None


def _is_whole(got: float, weight: float) -> bool:
    return got >= WHOLE * weight
