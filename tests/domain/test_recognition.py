"""Tests of recognition roll-ups."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ntm_desktop.domain.recognition import RecognitionRollup, share


@pytest.mark.parametrize(
    ("achieved", "total", "expected"),
    [
        (73, 85, "85.88"),
        (0, 5, "0.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),  # 0,125 is rounded up
        (None, 5, None),
        (5, None, None),
        (0, 0, None),
    ],
)
def test_the_share_has_two_decimals_or_is_not_known(
    achieved: int | None, total: int | None, expected: str | None
) -> None:
    found = share(RecognitionRollup(title="Thôn NTM", achieved=achieved, total=total))
    assert found == (None if expected is None else Decimal(expected))
