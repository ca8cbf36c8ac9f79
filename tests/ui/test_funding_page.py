"""The funding forms and debts on screen: every amount opens the rows behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.works_data import build, pay
from ui.context import AppContext
from ui.views.works_view import WorksView
from ui.views.works_view.funding_page import FundingPage

BIEU_11 = (
    *("TỔNG SỐ", "NGÂN SÁCH TRUNG ƯƠNG", "Vốn đầu tư công", "Kinh phí thường xuyên"),
    *("NGÂN SÁCH ĐỊA PHƯƠNG", "Ngân sách tỉnh", "Ngân sách huyện (trước 7/2025)"),
    *("Ngân sách xã", "VỐN LỒNG GHÉP", "VỐN TÍN DỤNG CHÍNH SÁCH", "VỐN DOANH NGHIỆP"),
    *("HUY ĐỘNG CỘNG ĐỒNG, NGƯỜI DÂN", "Tiền mặt", "Ngày công và hiện vật quy đổi"),
)


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[WorksView]:
    made = WorksView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    road = build(context, "Đường trục", work_type="đường giao thông", village="Đông")
    pay(context, road, "planned", "5 tỷ", source="nstw-dau-tu")
    pay(context, road, "disbursed", "1 tỷ 500 triệu", source="nstw-dau-tu", paid_on="5/6/2023")
    pay(context, road, "disbursed", "500 triệu", source="nguoi-dan-tien", paid_on="7/8/2023")
    pay(context, road, "accepted", "3 tỷ", paid_on="1/9/2023")
    yield made
    made.leave()


@pytest.fixture
def page(view: WorksView) -> FundingPage:
    view.tabs.setCurrentWidget(view.funding)
    return view.funding


def shown(page: FundingPage) -> list[list[str]]:
    grid = page.grid.grid
    return [
        [grid.index(row, column).data() for column in range(grid.columnCount())]
        for row in range(grid.rowCount())
    ]


def test_form_11_has_its_rows_in_their_order(page: FundingPage) -> None:
    assert tuple(line[1] for line in shown(page)) == BIEU_11
    assert shown(page)[2][:4] == ["1", "Vốn đầu tư công", "5.000", "1.500"]
    assert "25%" in page.notes.text()


def test_form_13_has_its_13_types_and_form_12_its_heads(page: FundingPage) -> None:
    page.choose("13")
    in_form = [line[0] for line in shown(page) if line[0].isdigit()]
    assert in_form == [str(number) for number in range(1, 14)]
    assert shown(page)[0][1] == "Giao thông"
    page.choose("12")
    assert page.grid.grid.group_of(2)
    assert page.grid.grid.group_of(2) == page.grid.grid.group_of(3)
    assert page.choices["12"].isChecked()
    assert not page.choices["11"].isChecked()


def test_an_amount_opens_the_rows_behind_it_and_they_open_the_work(
    page: FundingPage, view: WorksView
) -> None:
    line = page.grid.grid.lines[2]
    page.grid.cell_opened.emit(line, 1)
    assert page.sides.is_open()
    assert page._behind_sum.text() == "1.500.000.000 đồng · 1 dòng · Vốn đầu tư công (NSTW)"
    rows = page.behind.model.rows
    assert [row.work for row in rows] == ["Đường trục"]
    page.behind.row_opened.emit(rows[0])
    assert view.title.text() == "Đường trục"
    assert view.detail.money.editor.table.current_row().key == rows[0].key


def test_the_open_rows_follow_the_data(page: FundingPage, context: AppContext) -> None:
    page.grid.cell_opened.emit(page.grid.grid.lines[2], 1)
    work = page.behind.model.rows[0].row.work
    pay(context, work or "", "disbursed", "100 triệu", source="nstw-dau-tu", paid_on="1/7/2023")
    assert len(page.behind.model.rows) == 2


def test_the_unit_and_rounding_are_a_choice(page: FundingPage) -> None:
    page.unit.setCurrentIndex(page.unit.findData("billion"))
    page.unit.activated.emit(2)
    assert shown(page)[2][3] == "1,5"
    page.rounding.setCurrentIndex(1)
    page.rounding.activated.emit(1)
    assert shown(page)[2][3] == "2"
    page.unit.setCurrentIndex(page.unit.findData("dong"))
    page.unit.activated.emit(1)
    assert shown(page)[2][3] == "1.500.000.000"


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("year", "Năm 2023"),
        ("type", "Đường giao thông"),
        ("village", "Đông"),
        ("component", "Chưa gắn hợp phần"),
        ("work", "Đường trục"),
    ],
)
def test_other_sums_part_the_same_money(page: FundingPage, by: str, name: str) -> None:
    page.choose(by)
    assert [line[1:3] for line in shown(page)] == [[name, "2.000"], ["TỔNG SỐ", "2.000"]]
    assert not page.export_button.isEnabled()


def test_another_period_shows_another_form(page: FundingPage, context: AppContext) -> None:
    context.choose_period("2023-H1")
    assert shown(page)[2][3] == "1.500"
    assert shown(page)[12][3] == ""
    context.choose_period("2020")
    assert page._empty.isVisibleTo(page)
    assert not page.grid.isVisibleTo(page)


def test_the_form_goes_out_to_a_workbook(
    page: FundingPage, view: WorksView, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "bieu-11.xlsx"
    page.write(path)
    qtbot.waitUntil(lambda: "Đã xuất biểu ra bieu-11.xlsx" in view.notice.message)
    assert path.stat().st_size > 1000


@pytest.mark.parametrize("which", ["form", "debts", "list"])
def test_form_debts_and_list_are_made_as_word_documents(
    view: WorksView, tmp_path: Path, qtbot: QtBot, which: str
) -> None:
    if which == "debts":
        view.tabs.setCurrentWidget(view.debts)
    word = {"form": view.funding.word, "debts": view.debts.word, "list": view.word}[which]
    path = tmp_path / f"{which}.docx"
    word.write(path)
    qtbot.waitUntil(lambda: f"Đã tạo {which}.docx" in view.notice.message, timeout=20_000)
    assert path.stat().st_size > 1000


def test_debts_are_those_of_the_day_and_open_the_work(view: WorksView) -> None:
    view.tabs.setCurrentWidget(view.debts)
    page = view.debts
    page.day.setText("31/12/2023")
    page.reload()
    assert page.told.text().endswith("1 công trình còn nợ 1.000.000.000 đồng.")
    assert page.totals.texts()[:5] == ["Tổng cộng", "", "3.000", "2.000", "1.000"]
    page.table.row_opened.emit(page.table.model.rows[0])
    assert view.title.text() == "Đường trục"
    view.show_list()
    page.day.setText("1/8/2023")
    page.reload()
    assert page.table.model.rows[0].debt.overpaid == 1_500_000_000
    page.day.setText("ngày nào đó")
    page.reload()
    assert page.refused.text()


@pytest.mark.parametrize("day", ["31/02/2024", "1/1/20244", "15/3", "2024", "0/0/2024"])
def test_a_day_that_is_none_is_told_and_what_is_shown_stays(view: WorksView, day: str) -> None:
    view.tabs.setCurrentWidget(view.debts)
    before = view.debts.told.text()
    view.debts.day.setText(day)
    view.debts.reload()
    assert view.debts.refused.text()
    assert view.debts.told.text() == before


def test_amounts_of_a_form_are_never_cut_off(page: FundingPage, context: AppContext) -> None:
    pay(context, "", "planned", "123.456.789,123456 triệu", source="long-ghep")
    page.reload()
    grid = page.grid
    for column in range(2, grid.grid.columnCount()):
        for row in range(grid.grid.rowCount()):
            text = grid.grid.index(row, column).data()
            assert grid.fontMetrics().horizontalAdvance(text) < grid.columnWidth(column)
    assert not any(grid.grid.is_outside(row) for row in range(grid.grid.rowCount()))


def test_charts_are_drawn_when_they_are_looked_at(view: WorksView, qtbot: QtBot) -> None:
    assert view.charts.cards.shown() == []
    view.tabs.setCurrentWidget(view.charts)
    qtbot.waitUntil(lambda: "funding" in view.charts.cards.shown(), timeout=20_000)
    assert view.charts.cards.views["funding"].has_picture()
    qtbot.waitUntil(lambda: view.charts._job is None)
