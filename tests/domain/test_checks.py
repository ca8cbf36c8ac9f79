"""Doubtful money: what is said, and what is not."""

import pytest

from ntm_desktop.domain.checks import Severity, check_group, check_money
from ntm_desktop.domain.works import MoneyEntry, Work

WORK = Work(key="w1", name="Đường Hồng Nguyệt", total_investment=1_030_000_000)


def entry(kind, amount):
    """Return one amount."""
    return MoneyEntry(source="nsdp-xa", plan_year=2023, kind=kind, amount=amount)


def test_money_that_adds_up_is_not_doubted():
    held = [entry("allocated", 5), entry("disbursed", 5), entry("accepted", 1_030_000_000)]
    assert check_money(WORK, held) == ()
    assert check_money(WORK, []) == ()


def test_more_disbursed_than_allocated_is_doubtful():
    (issue,) = check_money(WORK, iter([entry("allocated", 5), entry("disbursed", 6)]))
    assert (issue.severity, issue.where) == (Severity.WARNING, "w1")
    assert "Đường Hồng Nguyệt" in issue.text
    assert "6 đồng" in issue.text
    assert "5 đồng" in issue.text


def test_what_was_not_entered_is_not_compared():
    assert check_money(WORK, [entry("disbursed", 6)]) == ()
    assert check_money(Work(name="A"), [entry("accepted", 6)]) == ()


def test_more_accepted_than_the_total_investment_is_doubtful():
    (issue,) = check_money(WORK, [entry("accepted", 1_030_000_001)])
    assert "1.030.000.001 đồng" in issue.text


@pytest.mark.parametrize(
    ("group", "members", "count"),
    [
        (100, [60, 40], 0),
        (100, [60, 41], 1),
        (100, [], 0),
        (None, [60], 0),
        (100, [60, None], 0),
        (0, [60], 1),
    ],
)
def test_a_group_must_be_the_sum_of_its_members(group, members, count):
    held = [Work(name="m", total_investment=amount) for amount in members]
    issues = check_group(Work(key="g", name="Nhóm", total_investment=group), held)
    assert len(issues) == count
    assert all("Nhóm" in issue.text and issue.where == "g" for issue in issues)
