"""A work and its money, typed as people write amounts; the totals row adds up."""

from __future__ import annotations

import pytest

from ntm_desktop.services import works
from tests.e2e.conftest import Desk
from tests.e2e.hands import WindowHands
from ui.dialogs.amount_dialog import AmountDialog
from ui.views.works_view import WorksView

pytestmark = pytest.mark.e2e

STATE_BUDGET, COMMUNE = "nstw-dau-tu", "nsdp-xa"


@pytest.fixture
def hands(desk: Desk) -> WindowHands:
    made = desk.window(desk.new_office())
    made.go_to("works")
    return made


def view_of(hands: WindowHands) -> WorksView:
    view = hands.window.stack.currentWidget()
    assert isinstance(view, WorksView)
    return view


def add_work(hands: WindowHands, name: str, cost: str) -> None:
    """Add a work by its name and cost."""
    hands.start("Ctrl+N", "Tên công trình")
    hands.type(name)
    hands.press("Return")
    hands.fill("Tổng mức đầu tư", cost)
    hands.press("Tab")


def add_money(hands: WindowHands, source: str, kind: str, amount: str) -> None:
    """Add an amount of the open work, for 2023."""
    view = view_of(hands)
    hands.press("Ctrl+Shift+N")
    hands.until(
        lambda: view.detail.money.editor.is_open() and view.detail.money.editor.form.is_new()
    )
    hands.choose("Nguồn vốn", source)
    hands.choose("Khoản", kind)
    hands.fill("Số tiền", amount)
    hands.press("Return")


def test_amounts_as_people_write_them_are_understood_exactly_and_added_up(
    hands: WindowHands,
) -> None:
    view = view_of(hands)
    workspace = view._context.workspace
    add_work(hands, "Đường trục thôn Đông", "14,514 tỷ đồng")
    add_money(hands, STATE_BUDGET, "Giao", "2 tỷ160 triệu đồng")
    add_money(hands, COMMUNE, "Giải ngân", "1,280 tỷ")
    found = works.work_file(workspace, view.detail.key)
    assert {(one.source, one.kind, one.amount) for one in found.entries} == {
        ("nstw-dau-tu", "allocated", 2_160_000_000),
        ("nsdp-xa", "disbursed", 1_280_000_000),
    }
    assert found.work.total_investment == 14_514_000_000

    hands.press_until("Esc", view.totals.isVisible, most=3)
    add_work(hands, "Nhà văn hóa thôn Tây", "30.170 triệu đồng")
    hands.press_until("Esc", view.totals.isVisible, most=3)
    assert view.totals.texts()[0] == "Tổng cộng: 2 công trình"
    assert view.totals.texts()[4] == "44.684"
    hands.press("Ctrl+F")
    hands.type("van hoa")
    hands.until(lambda: view.totals.texts()[0] == "Tổng cộng: 1 công trình")
    assert view.totals.texts()[4] == "30.170"


def test_an_amount_is_shown_back_in_full_and_one_without_a_unit_asks_for_it(
    hands: WindowHands,
) -> None:
    view = view_of(hands)
    hands.start("Ctrl+N", "Tên công trình")
    hands.type("Trạm bơm")
    hands.press("Return")
    hands.click(hands.field("Tổng mức đầu tư"))
    hands.type("2.160 triệu đồng")
    hands.until(lambda: hands.sees("= 2.160.000.000 đồng"))
    hands.replace("18.087,23")
    hands.press("Tab")
    form = view.detail._form
    assert form is not None
    box = form.boxes["total_investment"]
    assert box.has_error()
    assert "đơn vị" in box.note.text()
    assert box.text() == "18.087,23"
    kept = works.work_file(view._context.workspace, view.detail.key).work
    assert kept.total_investment is None
    hands.fill("Tổng mức đầu tư", "18.087,23 triệu")
    hands.press("Tab")
    kept = works.work_file(view._context.workspace, view.detail.key).work
    assert kept.total_investment == 18_087_230_000


def test_an_amount_with_two_readings_is_chosen_by_its_button(hands: WindowHands) -> None:
    view = view_of(hands)
    add_work(hands, "Đường liên thôn", "1 tỷ")
    reading = "14,514 tỷ đồng"
    with hands.answering(AmountDialog, lambda asked: asked.click(asked.button(reading))):
        add_money(hands, COMMUNE, "Kế hoạch", "14.514 tỷ")
    found = works.work_file(view._context.workspace, view.detail.key).entries
    assert [one.amount for one in found] == [14_514_000_000]


def test_works_pasted_from_excel_go_in_at_once_and_come_out_at_once(hands: WindowHands) -> None:
    view = view_of(hands)
    workspace = view._context.workspace
    hands.click(hands.button("Nhập nhiều dòng, dán từ Excel"))
    hands.paste(
        "Đường thôn Đông\tđường giao thông\tĐông\t\t488 m\t\t1.030\nCống thôn Tây\tthủy lợi"
    )
    hands.until(lambda: hands.sees("2 dòng sẵn sàng."))
    hands.press("Ctrl+Return")
    hands.until(view.totals.isVisible)
    assert view.totals.texts()[0] == "Tổng cộng: 2 công trình"
    assert {row.work.total_investment for row in works.works_table(workspace).rows} == {
        1_030_000_000,
        None,
    }
    hands.press("Ctrl+Z")
    hands.until(lambda: works.works_table(workspace).rows == ())


def test_an_amount_of_a_form_is_followed_to_its_entry_by_the_keyboard(hands: WindowHands) -> None:
    view = view_of(hands)
    add_work(hands, "Đường trục thôn Đông", "5 tỷ")
    add_money(hands, STATE_BUDGET, "Giải ngân", "1.280")
    hands.press_until("Esc", view.totals.isVisible, most=3)
    view._context.choose_period("2023")
    view.tabs.setCurrentWidget(view.funding)
    view.funding.grid.setFocus()
    line = next(one for one in view.funding.grid.grid.lines if one.name == "Vốn đầu tư công")
    row = view.funding.grid.grid.lines.index(line)
    hands.press_until("Down", lambda: view.funding.grid.currentIndex().row() == row)
    hands.press_until("Right", lambda: view.funding.grid.currentIndex().column() == 3)
    assert view.funding.grid.currentIndex().data() == "1.280"
    hands.press("Return")
    hands.until(lambda: hands.sees("1.280.000.000 đồng · 1 dòng"))
    hands.press("Return")
    hands.until(lambda: view.title.text() == "Đường trục thôn Đông")
    assert view.detail.money.editor.table.current_row().amount == 1_280_000_000
