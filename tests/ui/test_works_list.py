"""The list of works: filters, groups with their sums, and what stays put when it is sorted."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntm_desktop.services import works
from tests.ui.works_data import build, pay
from ui.context import AppContext
from ui.models.work_lines import GroupLine, lines_of
from ui.views.works_view.list_page import WorksList


@pytest.fixture
def shown(qtbot: QtBot, context: AppContext) -> WorksList:
    made = WorksList(context, lambda: None, lambda: None)
    qtbot.addWidget(made)
    made.resize(1120, 600)
    road = build(context, "Đường trục thôn Đông", work_type="đường giao thông", village="Đông",
                 state="đang thi công", total_investment="4 tỷ")  # fmt: skip
    hall = build(context, "Nhà văn hóa thôn Tây", work_type="nhà văn hóa, khu thể thao",
                 village="Tây", state="đã quyết toán", total_investment="2 tỷ",
                 contractor="Công ty Sông Hồng")  # fmt: skip
    build(context, "Cống thoát nước", total_investment="1 tỷ")
    pay(context, road, "planned", "3 tỷ")
    pay(context, road, "disbursed", "1 tỷ", source="nstw-dau-tu", plan_year="2022")
    pay(context, hall, "accepted", "2 tỷ")
    pay(context, hall, "disbursed", "500 triệu", source="nstw-dau-tu")
    made.reload()
    made.show()
    return made


def names(shown: WorksList) -> list[str]:
    return [line.name for line in shown.table.sorted.shown_rows()]


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("state", "open", ["Cống thoát nước", "Đường trục thôn Đông"]),
        ("state", "settled", ["Nhà văn hóa thôn Tây"]),
        ("state", "debt", ["Nhà văn hóa thôn Tây"]),
        ("state", "none", ["Cống thoát nước"]),
        ("work_type", "road", ["Đường trục thôn Đông"]),
        ("work_type", "none", ["Cống thoát nước"]),
        ("village", "Tây", ["Nhà văn hóa thôn Tây"]),
        ("village", "none", ["Cống thoát nước"]),
        ("year", "2022", ["Đường trục thôn Đông"]),
        ("source", "nstw", ["Đường trục thôn Đông", "Nhà văn hóa thôn Tây"]),
    ],
)
def test_each_filter_leaves_what_it_says(
    shown: WorksList, name: str, value: str, found: list[str]
) -> None:
    shown.filters.choose(name, value)
    assert names(shown) == found
    assert shown.filters.count.text() == f"{len(found)}/3 dòng"


def test_a_year_and_a_source_narrow_the_money_and_the_totals(shown: WorksList) -> None:
    shown.filters.choose("source", "nstw-dau-tu")
    assert shown.totals.texts()[5:7] == ["", "1.500"]
    shown.filters.choose("year", "2022")
    assert shown.totals.texts()[5:7] == ["", "1.000"]
    shown.filters.clear()
    # what was paid came from a source without a plan: it says nothing about the plan
    assert shown.totals.texts()[5:9] == ["3.000", "1.500", "0,0%", "1.500"]


def test_words_are_looked_for_in_name_village_and_contractor(
    shown: WorksList, qtbot: QtBot
) -> None:
    shown.filters.words.setText("song hong")
    qtbot.waitUntil(lambda: names(shown) == ["Nhà văn hóa thôn Tây"])
    shown.filters.words.setText("không có gì")
    qtbot.waitUntil(lambda: names(shown) == [])
    assert shown._nothing.isVisibleTo(shown)
    assert shown.table._stack.currentIndex() == 0
    shown.filters.clear()
    assert len(names(shown)) == 3


def test_groups_stand_in_the_order_of_the_states_with_their_sums(shown: WorksList) -> None:
    shown.filters.choose("grouping", "state")
    assert names(shown) == [
        "Đang thi công · 1 công trình",
        "Đường trục thôn Đông",
        "Đã quyết toán · 1 công trình",
        "Nhà văn hóa thôn Tây",
        "Chưa ghi trạng thái · 1 công trình",
        "Cống thoát nước",
    ]
    heads = [line for line in shown.table.sorted.shown_rows() if isinstance(line, GroupLine)]
    assert [head.sum.disbursed for head in heads] == [1_000_000_000, 500_000_000, 0]


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_groups_keep_their_heads_however_the_table_is_sorted(
    shown: WorksList, context: AppContext, order: Qt.SortOrder
) -> None:
    build(context, "An Bình", state="đang thi công", total_investment="9 tỷ")
    shown.reload()
    shown.filters.choose("grouping", "state")
    shown.table.view.sortByColumn(4, order)
    first = names(shown)[:3]
    assert first[0] == "Đang thi công · 2 công trình"
    rising = ["Đường trục thôn Đông", "An Bình"]
    assert first[1:] == (rising if order is Qt.SortOrder.AscendingOrder else rising[::-1])


def test_enter_on_a_group_folds_it_and_the_totals_stay(shown: WorksList) -> None:
    opened: list[str] = []
    shown.opened.connect(opened.append)
    shown.filters.choose("grouping", "type")
    before = shown.totals.texts()
    shown.table.row_opened.emit(shown.table.sorted.shown_rows()[0])
    assert names(shown)[0].endswith("(đang gấp)")
    assert len(names(shown)) == 5
    assert shown.totals.texts() == before
    assert opened == []
    shown.table.row_opened.emit(shown.table.sorted.shown_rows()[0])
    assert len(names(shown)) == 6


@pytest.mark.parametrize("by", ["type", "village", "state"])
def test_the_sums_of_the_groups_make_the_total(
    shown: WorksList, context: AppContext, by: str
) -> None:
    rows = works.works_table(context.workspace).rows
    heads = [line for line in lines_of(rows, by) if isinstance(line, GroupLine)]
    total = works.totals(rows)
    for name in ("works", "total_investment", "planned", "disbursed", "accepted", "unpaid"):
        assert sum(getattr(head.sum, name) for head in heads) == getattr(total, name)


def test_a_narrow_window_puts_the_least_columns_aside(shown: WorksList, qtbot: QtBot) -> None:
    assert not shown.table.view.isColumnHidden(1)
    shown.resize(760, 500)
    qtbot.waitUntil(lambda: shown.table.view.isColumnHidden(1))
    assert shown.totals.isColumnHidden(1)
    assert not shown.table.view.isColumnHidden(9)


def test_columns_without_anything_to_say_are_not_shown(context: AppContext, qtbot: QtBot) -> None:
    made = WorksList(context, lambda: None, lambda: None)
    qtbot.addWidget(made)
    build(context, "Đường Nà Pá", total_investment="1 tỷ")
    made.reload()
    assert made.table.view.isColumnHidden(8)
    assert made.table.view.isColumnHidden(10)
