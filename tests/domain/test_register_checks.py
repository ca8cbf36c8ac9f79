"""What does not agree inside one record of a register is said."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from ntm_desktop.domain.register_checks import record_doubts

DAY = datetime.date(2023, 5, 1)


@pytest.mark.parametrize(
    ("entity", "values", "word"),
    [
        ("plan_summary", {"met": 35, "total": 30}, "nhiều hơn tổng số"),
        ("plan_summary", {"met": 5, "exceeded": 9, "total": 30}, "nhiều hơn số chỉ tiêu đạt"),
        ("register_total", {"lowest_stars": 5, "highest_stars": 3}, "Số sao"),
        ("ocop_product", {"decision_on": DAY, "valid_until": datetime.date(2022, 1, 1)}, "trước"),
        ("poverty_count", {"households": 20, "poor": 30}, "nhiều hơn tổng số hộ"),
        ("village_statistics", {"households": 20, "poor": 12, "near_poor": 9}, "nhiều hơn"),
        ("contribution", {"kind": "land", "quantity": Decimal(500), "unit_price": 100_000,
                          "amount": 60_000_000, "plan_year": 2023}, "nhân đơn giá"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(entity, values, word):
    (issue,) = record_doubts(entity, "k", values)
    assert word in issue.text


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        ("plan_summary", {"met": 29, "exceeded": 22, "total": 30}),
        ("plan_summary", {"met": 29}),
        ("register_total", {"lowest_stars": 3, "highest_stars": 4}),
        ("ocop_product", {"decision_on": DAY, "valid_until": None}),
        ("poverty_count", {"households": None, "poor": 30}),
        ("poverty_count", {"households": 30, "poor": 30, "near_poor": None}),
        ("work", {"name": "Đường"}),
    ],
)
def test_what_may_be_is_not_doubted(entity, values):
    assert record_doubts(entity, "k", values) == ()
