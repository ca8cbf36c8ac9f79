"""A work and its money, typed as people write amounts; the totals row adds up."""

from __future__ import annotations

import pytest

from ntm_desktop.services import works
from tests.e2e.conftest import Desk
from tests.e2e.hands import WindowHands
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
