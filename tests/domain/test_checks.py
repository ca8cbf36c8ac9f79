"""Doubtful money: what is said, and what is not."""

import datetime

import pytest

from ntm_desktop.domain.checks import (
    Severity,
    check_circles,
    check_group,
    check_money,
    check_steps,
    money_doubts,
)
from ntm_desktop.domain.works import MoneyEntry, MoneyReason, Work

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


@pytest.mark.parametrize(
    ("amounts", "rules"),
    [
        ({"accepted": 100, "disbursed": 120}, ["paid_over_accepted"]),
        ({"accepted": 100, "disbursed": 120, "advanced": 20}, []),
        ({"disbursed": 120}, []),
        ({"disbursed": 20, "advanced": 30}, ["advanced_over_disbursed"]),
        ({"settled": 1_030_000_001}, ["settled_over_investment"]),
        ({"settled": 1_000}, []),
    ],
)
def test_payments_advances_and_settlement_are_set_against_each_other(amounts, rules):
    held = [entry(kind, amount) for kind, amount in amounts.items()]
    assert [doubt.rule for doubt in money_doubts(WORK, held)] == rules
    assert len(check_money(WORK, held)) == len(rules)


def test_settlement_by_source_must_make_the_settlement_value():
    work = Work(key="w", name="A", settlement_value=10)
    assert [doubt.rule for doubt in money_doubts(work, [entry("settled", 9)])] == [
        "settled_differs"
    ]
    assert money_doubts(work, [entry("settled", 4), entry("settled", 6)]) == ()
    assert money_doubts(work, []) == ()


def test_a_reason_stands_for_just_the_amounts_it_was_given_for():
    held = [entry("allocated", 5), entry("disbursed", 6)]
    (doubt,) = money_doubts(WORK, held)
    reason = MoneyReason(work="w1", rule=doubt.rule, reason="vốn bổ sung", amounts=doubt.amounts)
    assert check_money(WORK, held, [reason]) == ()
    assert len(check_money(WORK, [*held, entry("disbursed", 1)], [reason])) == 1
    group = Work(key="g", name="Nhóm", total_investment=100)
    members = [Work(name="m", total_investment=60)]
    given = MoneyReason(work="g", rule="group_differs", reason="dự phòng", amounts="60/100")
    assert check_group(group, members, [given]) == ()


def test_a_circle_of_groups_is_told_once_with_its_names():
    works = [
        Work(key="b", name="Bê tông", group="a"),
        Work(key="a", name="Cải tạo", group="b"),
        Work(key="c", name="Khác", group="a"),
    ]
    ((key, issue),) = check_circles(works).items()
    assert (key, issue.where, issue.severity) == ("a", "a", Severity.ERROR)
    assert "Cải tạo → Bê tông" in issue.text
    assert check_circles(works[2:]) == {}


def on(text):
    """Return a date."""
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, []),
        ({"state": "stopped", "settled_on": on("2024-01-01")}, []),
        ({"state": "approved"}, ["chưa có ngày phê duyệt"]),
        ({"state": "approved", "decision_on": on("2023-01-05")}, []),
        (
            {
                "state": "building",
                "start_on": on("2023-02-01"),
                "accepted_on": on("2023-06-01"),
            },
            ["đã có ngày nghiệm thu (01/06/2023)"],
        ),
        (
            {"decision_on": on("2023-03-05"), "start_on": on("2023-02-01")},
            ["trước ngày 05/03/2023 (phê duyệt)"],
        ),
    ],
)
def test_a_step_back_or_without_a_date_is_doubted_and_not_refused(fields, words):
    issues = check_steps(Work(key="w", name="Đường", **fields))
    assert len(issues) == len(words)
    for issue, word in zip(issues, words, strict=True):
        assert word in issue.text
        assert issue.severity is Severity.WARNING
