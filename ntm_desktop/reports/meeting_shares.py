"""Shares as papers print them: percent with two decimals, whole only where it is whole."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def percent(part: int, whole: int) -> Decimal:
    """Return a share in percent, rounded half up; never 100 for less than the whole.

    `whole` is not 0.
    """
    found = (Decimal(part * 100) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Decimal("99.99") if part < whole and found >= 100 else found
