"""Service levels multiplied: exact arithmetic on percentages, without words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

#: A month as agreements count it: 30 days, in minutes.
MONTH = 30 * 24 * 60


def product(percents: Iterable[Fraction]) -> Fraction:
    """Return the share of time in which all of them work, if they fail independently of one another."""
    share = Fraction(1)
    for percent in percents:
        share *= percent / 100
    return share


def either(share: Fraction) -> Fraction:
    """Return the share of time in which at least one of two works, if they fail independently."""
    return 1 - (1 - share) ** 2


def downtime(share: Fraction) -> Fraction:
    """Return the minutes of a month in which it does not work."""
    return (1 - share) * MONTH


def percent_words(share: Fraction, least: int = 2) -> str:
    """Return a share in per cent, rounded down so that it never promises more: 99.84, 99.9999.

    ``least`` is the fewest decimals it may have before zeros at the end are left out.
    """
    percent = share * 100
    digits = least
    while digits < 6 and percent > 100 - Fraction(2, 10**digits) and percent < 100:
        digits += 1
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    text = str(exact.quantize(Decimal(10) ** -digits, rounding=ROUND_DOWN))
    return text.rstrip("0").rstrip(".")


def as_shown(share: Fraction) -> Fraction:
    """Return a share as the arithmetic shows it, with three decimals, so that a reader gets the same sum."""
    return Fraction(percent_words(share, 3)) / 100


def minutes_words(minutes: Fraction) -> str:
    """Return minutes with as many decimals as tell something: 69, 4.3, 0.02."""
    number = float(minutes)
    if number >= 100:
        return f"{number:,.0f}"
    text = f"{number:.1f}" if number >= 1 else f"{number:.3f}"
    return text.rstrip("0").rstrip(".") or "0"
