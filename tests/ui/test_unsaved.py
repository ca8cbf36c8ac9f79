"""What is typed and cannot be kept is told: on closing, on leaving, in the status line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services import records
from ntm_desktop.services.samples import create_sample
from ntm_desktop.settings import load_settings, save_settings
from tests.ui.works_data import build
from ui import app, notices
from ui.app import Opened, open_window
from ui.context import AppContext
from ui.main_window import MainWindow, ScreenSpec
from ui.views.entry_view import EntryView
from ui.views.figures_view import FiguresView, plan_lines
from ui.views.figures_view.fact_register import FactRegister
from ui.views.figures_view.plan_page import PlanPage
from ui.views.works_view import WorksView

SCREENS = (
    ScreenSpec("works", "Công trình", "work", WorksView),
    ScreenSpec("figures", "Số liệu", "figures", FiguresView),
    ScreenSpec("criteria", "Tiêu chí", "criteria", EntryView),
)


class Asked:
    """Answers questions in place of a person, and remembers them."""

    def __init__(self) -> None:
        self.answer = False
        self.questions: list[tuple[str, str, str]] = []

    def __call__(self, question: str, verb: str, explanation: str = "", **_: object) -> bool:
        self.questions.append((question, verb, explanation))
        return self.answer


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked()
    monkeypatch.setattr(notices, "confirm", made)
    return made


@pytest.fixture
def window(qtbot: QtBot, context: AppContext, asked: Asked) -> Iterator[MainWindow]:
    made = MainWindow(context, SCREENS, remember_geometry=False)
    qtbot.addWidget(made)
    made.show()
    made.refresh_facts()
    yield made
    asked.answer = True
    made.close()


def status(window: MainWindow) -> str:
    return window._saved_part().text


def support(window: MainWindow) -> FactRegister:
    """Open an empty form of the register of support to households."""
    view = window.show_screen("figures")
    assert isinstance(view, FiguresView)
    register = view.show_register("household_support")
    assert isinstance(register, FactRegister)
    register.add()
    return register


def fill(register: FactRegister, name: str, text: str) -> None:
    assert register.form is not None
    box = register.form.boxes[name]
    box.set_text(text)
    box._leave()


def test_a_record_that_lacks_a_field_is_told_and_the_window_stays_open(
    window: MainWindow, asked: Asked
) -> None:
    register = support(window)
    fill(register, "households", "18")
    window.close()
    assert window.isVisible()
    question, verb, told = asked.questions[0]
    assert (question, verb) == ("Còn 1 mục chưa lưu.", "Đóng, bỏ 1 mục này")
    assert "Số liệu: hỗ trợ" in told
    assert "còn thiếu Nội dung" in told
    assert register.form is not None
    assert register.form.boxes["purpose"].has_error()
    assert status(window) == "Chưa lưu 1 mục"
    fill(register, "purpose", "Hỗ trợ nhà ở")
    assert status(window).startswith("Đã lưu")
    assert not register.form.boxes["purpose"].has_error()
    assert len(records.list_records(window.context.workspace, "household_support")) == 1


def test_a_form_with_nothing_typed_is_not_asked_about(window: MainWindow, asked: Asked) -> None:
    support(window)
    assert status(window) == "Mọi dữ liệu đã lưu"
    window.close()
    assert asked.questions == []


def test_a_red_field_of_a_kept_record_is_told(window: MainWindow, asked: Asked) -> None:
    register = support(window)
    fill(register, "purpose", "Hỗ trợ nhà ở")
    fill(register, "amount", "tào lao")
    window.close()
    assert "Kinh phí “tào lao”" in asked.questions[0][2]
    fill(register, "amount", "1,280 tỷ")
    assert window._unsaved() == []


def test_a_new_record_is_not_lost_to_another_or_to_the_close_button(window: MainWindow) -> None:
    register = support(window)
    fill(register, "households", "18")
    form = register.form
    register.add()
    assert register.form is form
    register.sides.close_side()
    view = window.show_screen("figures")
    assert isinstance(view, FiguresView)
    assert not view.notice.isHidden()
    register._go_on({"households": "18"})
    assert register.form is not None
    assert register.form.boxes["households"].text() == "18"
    assert window._unsaved() != []
    register.form.give_up()


def test_red_cells_of_a_pasted_table_are_told(window: MainWindow, asked: Asked) -> None:
    view = window.show_screen("figures")
    assert isinstance(view, FiguresView)
    page = view.page("plan")
    assert isinstance(page, PlanPage)
    QGuiApplication.clipboard().setText("Lúa\ttấn\t\t100\t1.5.5\n")
    page.table.setCurrentIndex(page.grid.index(0, page.grid.column_of(plan_lines.NAME)))
    page.table.paste_block()
    assert status(window) == "Chưa lưu 1 mục"
    window.close()
    assert "bảng chỉ tiêu KT-XH: 1 ô màu đỏ chưa nhận" in asked.questions[0][2]
    asked.answer = True
    window.close()
    assert not window.isVisible()


def test_rows_that_were_not_taken_in_are_told(window: MainWindow, asked: Asked) -> None:
    view = window.show_screen("works")
    assert isinstance(view, WorksView)
    view.paste_many()
    view.bulk.sheet.setCurrentIndex(view.bulk.draft.index(0, 0))
    QGuiApplication.clipboard().setText("Đường Nà Pá\nTrạm bơm\n")
    view.bulk.sheet.paste_block()
    window.show_screen("figures")
    window.close()
    assert "2 dòng chưa nhập" in asked.questions[0][2]
    assert window.current_id == "works"


def test_an_unfinished_amount_is_asked_about_before_its_work_is_left(
    window: MainWindow, asked: Asked
) -> None:
    view = window.show_screen("works")
    assert isinstance(view, WorksView)
    key = build(window.context, "Đường Nà Pá")
    view.open(key)
    view.detail.money.editor.add()
    view.detail.money.editor.form.boxes["amount"].set_text("500 triệu")
    view._back.click()
    assert view.detail.key == key
    assert "còn thiếu" in asked.questions[0][2]
    view.open(build(window.context, "Trạm bơm"))
    assert view.detail.key == key
    asked.answer = True
    view._back.click()
    assert view.detail.key == ""


def test_the_period_that_was_looked_at_is_there_again(
    context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    made = MainWindow(context, SCREENS)
    qtbot.addWidget(made)
    made.show()
    context.choose_period("2022")
    made.close()
    assert load_settings().period(context.workspace.folder) == "2022"


@pytest.mark.parametrize(("kept", "shown"), [("2022", "2022"), ("năm nào đó", "latest")])
def test_a_data_folder_opens_at_the_period_looked_at_last(
    context: AppContext, qtbot: QtBot, kept: str, shown: str
) -> None:
    workspace = context.workspace
    save_settings(load_settings().with_period(workspace.folder, kept))
    made = open_window(Opened(workspace))
    qtbot.addWidget(made)
    latest = workspace.latest_period(made.context.set_id)
    assert made.context.period_id == (latest if shown == "latest" else shown)
    made.close()


def test_other_data_waits_where_something_is_not_saved(
    tmp_path: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (
        Opened(create_sample(tmp_path / name, "quang-an", user="An")) for name in ("a", "b")
    )
    session = app.Session(app.make_application([]), first)
    window = session.window
    monkeypatch.setattr(window, "_unsaved", lambda: [("works", "một dòng")])
    session.switch_to(second)
    assert (session.window, session.workspace) == (window, first.workspace)
    assert first.workspace.data_version() >= 0
    assert len(asked.questions) == 1
    asked.answer = True
    assert session.close()
    assert session.close()  # asked once only


def test_red_cells_of_the_criteria_are_told_before_closing(
    window: MainWindow, asked: Asked
) -> None:
    view = window.show_screen("criteria")
    assert isinstance(view, EntryView)
    QGuiApplication.clipboard().setText("abc")
    view.table.choose_code("3.1")
    view.table.paste_block()
    assert status(window) == "Chưa lưu 1 mục"
    window.close()
    assert window.isVisible()
    assert "Tiêu chí: ô 3.1, năm 2023: “abc”" in asked.questions[0][2]
