"""From an empty start to the open window, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from ntm_desktop.services import criteria
from ntm_desktop.settings import load_settings
from tests.e2e.conftest import SET_ID, Desk
from tests.e2e.hands import Hands
from ui import app
from ui.dialogs.first_run_dialog import FirstRunDialog

pytestmark = pytest.mark.e2e


def tick_set(page: Hands, set_id: str, group: str) -> None:
    """Tick a set with the space bar and choose the group of communes beside it."""
    dialog = page.window
    assert isinstance(dialog, FirstRunDialog)
    choice = next(one for one in dialog.sets if one.set_id == set_id)
    choice.tick.setFocus(Qt.FocusReason.TabFocusReason)
    page.press("Space")
    if choice.group.isVisible():
        place = choice.group.findData(group)
        page.choose(choice.group.accessibleName(), choice.group.itemText(place))


def test_a_new_person_finds_the_commune_and_the_window_opens_on_its_folder(desk: Desk) -> None:
    def answer(page: Hands) -> None:
        page.click(page.field("Tìm xã, phường"))
        page.type("quang an")
        found = page.field("Các xã, phường tìm thấy", QListWidget)
        page.press_until("Down", lambda: "huyện Đầm Hà" in found.currentItem().text())
        page.press("Return")
        assert isinstance(page.target(), QLineEdit)
        assert page.target().accessibleName() == "Cơ quan nhận báo cáo"
        page.type("UBND tỉnh Quảng Ninh")
        tick_set(page, SET_ID, "chung")
        page.fill("Người dùng", "Công chức nông nghiệp")
        page.click(page.button("Tạo dữ liệu và bắt đầu"))

    with desk.answering_first_page(FirstRunDialog, answer):
        opened = app.choose_workspace()
    assert opened is not None
    hands = desk.window(opened)
    workspace = opened.workspace
    assert hands.window.windowTitle().startswith("Xã Quảng An")
    assert workspace.unit.code == "06901"
    assert workspace.profile.superior_name == "UBND tỉnh Quảng Ninh"
    assert [found.id for found in criteria.followed_sets(workspace)] == [SET_ID]
    assert workspace.user == "Công chức nông nghiệp"
    assert workspace.folder == desk.root / "may-1" / "data" / "ntm-desktop" / "quang-an"
    assert load_settings().last_folder == str(workspace.folder)
    assert hands.window.set_picker.currentText() == criteria.criteria_set(SET_ID).short_name


def test_what_is_missing_is_said_before_anything_is_made(desk: Desk) -> None:
    def answer(page: Hands) -> None:
        page.click(page.button("Tạo dữ liệu và bắt đầu"))
        assert page.sees("Chọn xã, phường trong danh sách hoặc gõ tên đơn vị.")
        page.fill("Tên đơn vị", "Quảng An")
        page.click(page.button("Tạo dữ liệu và bắt đầu"))
        assert page.sees("Chọn ít nhất một bộ tiêu chí để theo dõi.")
        page.press("Esc")

    with desk.answering_first_page(FirstRunDialog, answer):
        assert app.choose_workspace() is None
    assert not (desk.root / "may-1" / "data" / "ntm-desktop").exists()


def test_a_sample_opens_from_the_first_page_with_its_figures(desk: Desk) -> None:
    def answer(page: Hands) -> None:
        page.window.sample_menu.actions()[1].trigger()

    with desk.answering_first_page(FirstRunDialog, answer):
        opened = app.choose_workspace()
    assert opened is not None
    hands = desk.window(opened)
    hands.until(lambda: hands.sees("Đạt 16/19 tiêu chí, 70/75 chỉ tiêu"))
