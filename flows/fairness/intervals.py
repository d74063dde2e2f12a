"""Intervals of shares and of the ratio of two shares, at 95 percent."""

from math import inf, sqrt

Z = 1.959964


def wilson(found: int, asked: int) -> tuple[float, float]:
    """Wilson's interval of found / asked; (0, 1) when nothing was asked."""
    if not asked:
        return 0.0, 1.0
    share = found / asked
    middle = share + Z * Z / (2 * asked)
    reach = Z * sqrt(share * (1 - share) / asked + Z * Z / (4 * asked * asked))
    low, high = ((middle + sign * reach) / (1 + Z * Z / asked) for sign in (-1, 1))
    return (low if found else 0.0), (high if found < asked else 1.0)


def ratio(larger: tuple[int, int], smaller: tuple[int, int]) -> tuple[float, float]:
    """(ratio, upper bound) of two shares (found, asked), from their Wilson intervals (MOVER-R of Donner and Zou 2012).

    Endless where only the smaller share is none; 1 where neither has any.
    """
    one, other = (found / asked if asked else 0.0 for found, asked in (larger, smaller))
    if not one:
        return 1.0, 1.0
    if not other:
        return inf, inf
    high, low = wilson(*larger)[1], wilson(*smaller)[0]
    product = one * other
    root = sqrt(max(product * product - high * low * (2 * one - high) * (2 * other - low), 0.0))
    return one / other, (product + root) / (low * (2 * other - low))
