"""Tests of recognition roll-ups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ntm_desktop.domain.recognition import Recognition, RecognitionRollup, holds_at, share


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


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"decision_on": date(2023, 12, 31)}, True),
        ({"decision_on": date(2024, 1, 1)}, False),
        ({"year_recognised": 2023}, True),
        ({"year_recognised": 2024}, False),
        ({"year_recognised": 2024, "decision_on": date(2023, 5, 1)}, True),
        ({"revoked_on": date(2023, 12, 31)}, False),
        ({"revoked_on": date(2024, 1, 1)}, True),
    ],
)
def test_a_title_holds_from_its_decision_until_it_is_revoked(
    fields: dict[str, Any], holds: bool
) -> None:
    assert holds_at(Recognition(title="Xã NTM", **fields), date(2023, 12, 31)) == holds
