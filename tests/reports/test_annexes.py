"""Rows of the annexes: results, marks of drafts, gaps instead of zeros."""

from decimal import Decimal

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.reports import annexes, funding
from tests.reports import samples

YEAR = parse_period("2023")


def rows(*, draft=False):
    return annexes.criteria_rows(samples.now(), samples.before(), draft=draft)


def test_a_row_sets_the_previous_result_beside_this_one():
    income = rows()[1].indicators[0]
    assert (income.previous, income.result, income.outcome) == ("50", "58", "Chưa đạt")
    assert income.target == "≥ 60 triệu đồng/người"
    assert income.note == "Còn thiếu 2 triệu đồng/người"


def test_a_ratio_shows_its_parts():
    assert rows()[1].indicators[1].result == "76 (1.520/2.000)"


def test_not_applicable_gives_its_reason():
    spared = rows()[2].indicators[1]
    assert spared.result == spared.outcome == "Không áp dụng"
    assert spared.note == "Xã không có thôn đặc thù"


def test_declared_is_told_apart_from_computed():
    found = samples.assessment(samples.value("2.1", declared="met", reason="theo điều tra"))
    row = annexes.criteria_rows(found, None, draft=False)[1].indicators[0]
    assert row.note == "Tự đánh giá: theo điều tra"


def test_marks_of_what_nobody_checked_stand_on_drafts_only():
    assert "(?)" not in str(rows())
    marked = rows(draft=True)
    assert marked[0].indicators[0].text.endswith("(?)")
    assert marked[1].indicators[0].outcome == "Chưa đạt (?)"
    assert marked[1].indicators[1].outcome == "Đạt"


def test_what_was_not_entered_is_a_gap():
    row = annexes.criteria_rows(samples.assessment(), None, draft=False)[1]
    assert (row.result, row.previous, row.indicators[0].result) == ("…", "…", "…")


def test_nam_and_nu_are_shown_apart():
    value = samples.value("2.2", male=Decimal("90.5"))
    assert annexes.result_text(samples.small_set().indicator("2.2"), value) == "nam 90,5, nữ …"


def test_money_by_source_is_numbered_as_the_form():
    groups = annexes.funding_groups(samples.entries(), YEAR)
    assert [group.row.number for group in groups][:3] == ["I", "II", "III"]
    assert [part.number for part in groups[0].parts] == ["1", "2"]
    assert groups[0].row.name == "NGÂN SÁCH TRUNG ƯƠNG"
    assert groups[0].parts[0].disbursed == "1.200"
    assert groups[2].row.planned == "…"


def test_a_rate_in_the_table_is_that_of_the_columns_beside_it():
    total = funding.amounts_of(samples.entries(), YEAR)
    assert annexes.funding_row("", "TỔNG SỐ", total).rate == "…"
    assert annexes.funding_groups(samples.entries(), YEAR)[0].row.rate == "80"


def test_works_of_one_type_stand_together():
    listed = annexes.work_rows(samples.works(), samples.entries(), YEAR)
    assert [row.work_type for row in listed] == [
        "Đường giao thông",
        "Đường giao thông",
        "Nhà văn hóa, khu thể thao",
    ]
    assert [row.number for row in listed] == ["1", "2", "3"]
    assert listed[0].state == "Đang thi công, 65%"
    assert listed[1].name == "Bê tông hóa đường ngõ, xóm (23 công trình)"
    assert listed[1].total_investment == "…"


def test_the_total_of_works_sums_what_is_known():
    total = annexes.works_total(samples.works(), samples.entries(), YEAR)
    assert (total.total_investment, total.disbursed) == ("3.440", "2.280")
