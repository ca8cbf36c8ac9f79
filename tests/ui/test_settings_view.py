"""The screen "Cài đặt": the office, the sets, the look, copies of the data, past steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.services import exchange, history, locks, records, upkeep
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.upkeep import Rebuilt
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.settings import load_settings, save_settings
from ui import jobs, notices, style
from ui.context import AppContext
from ui.dialogs.first_run_dialog import FirstRunChoice
from ui.views.settings_view import SettingsView
from ui.views.settings_view.about_page import AboutSection
from ui.views.settings_view.data_page import DataSection
from ui.views.settings_view.frame import PAGES
from ui.views.settings_view.history_page import HistorySection
from ui.views.settings_view.locks_page import LocksSection
from ui.views.settings_view.look_page import LookSection
from ui.views.settings_view.office_page import OfficeSection
from ui.views.settings_view.sets_page import SetsSection

SET_ID = "xa-ntm-nang-cao-2021-2025"
OTHER_SET = "xa-ntm-2026-2030"
OFFICE, SETS, LOOK, DATA, HISTORY, ABOUT = (
    [one.id for one in PAGES].index(name)
    for name in ("office", "sets", "look", "data", "history", "about")
)


@pytest.fixture(autouse=True)
def no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that a test does not expect is an error, not a window that waits."""

    def asked(question: str, *more: object, **_: object) -> bool:
        raise AssertionError((question, *more))

    monkeypatch.setattr(notices, "confirm", asked)


@pytest.fixture
def view(qtbot: QtBot, context: AppContext, qapp: QApplication) -> Iterator[SettingsView]:
    made = SettingsView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    yield made
    style.apply(qapp)


def press(section: LookSection, text: str) -> None:
    """Press the choice with this text."""
    next(one for one in section.findChildren(QPushButton) if one.text() == text).click()


def test_the_office_s_name_is_kept_when_its_field_is_left(
    view: SettingsView, workspace: Workspace
) -> None:
    section = view.part(OFFICE)
    assert isinstance(section, OfficeSection)
    section.form.boxes["recipients"].set_text("- Như trên;\n- Lưu: VT.")
    view.leave()
    assert workspace.profile.recipients == "- Như trên;\n- Lưu: VT."
    assert workspace.profile.issuer_name == "Ủy ban nhân dân xã Quảng An"


def test_another_set_is_followed_and_shown_with_its_counts(
    view: SettingsView, workspace: Workspace
) -> None:
    view.show_part(SETS)
    section = view.part(SETS)
    assert isinstance(section, SetsSection)
    section.other.setCurrentIndex(section.other.findData(OTHER_SET))
    section.follow.click()
    section.reload()
    assert [one.set_id for one in workspace.followed()] == [SET_ID, OTHER_SET]
    assert len(section.cards) == 2
    assert section.other.findData(OTHER_SET) == -1


def test_a_set_with_groups_is_followed_without_one_only_after_a_question(
    view: SettingsView, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = view.show_page("sets")
    assert isinstance(section, SetsSection)
    asked: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda *told, **_: asked.append(" ".join(told)))
    section.other.setCurrentIndex(section.other.findData("xa-ntm-2021-2025"))
    section.follow.click()
    assert "chưa chọn nhóm xã, vùng" in asked[0]
    assert len(workspace.followed()) == 1
    section.other_group.setCurrentIndex(1)
    section.follow.click()
    assert len(asked) == 1
    section.reload()
    assert workspace.followed()[1].commune_group == section.cards[1].group.currentData()


def test_another_group_is_not_chosen_under_a_locked_period_without_a_question(
    view: SettingsView, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = view.show_page("sets")
    assert isinstance(section, SetsSection)
    record_values(workspace, [ValueDraft(SET_ID, "2023", "3.1", "85")])
    locks.lock_period(workspace, SET_ID, "2023")
    asked: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda *told, **_: asked.append(" ".join(told)))
    combo = section.cards[0].group
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert "Số liệu năm 2023" in asked[0]
    assert workspace.followed()[0].commune_group == "chung"
    assert section.cards[0].group.currentData() == "chung"


def test_every_locking_and_unlocking_is_listed_with_its_reason(
    view: SettingsView, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks.lock_period(workspace, SET_ID, "2023", reason="Đã gửi báo cáo 12")
    locks.unlock_period(workspace, SET_ID, "2023", reason="Nhập nhầm")
    locks.lock_period(workspace, SET_ID, "2023", reason="Gửi lại")
    [lock] = locks.locks(workspace)
    view.show_record("period_lock", lock.key)
    page = view.part([one.id for one in PAGES].index("locks"))
    assert isinstance(page, LocksSection)
    rows = page.table.model.rows
    assert [(row.word, row.event.reason) for row in rows] == [
        ("khóa – đang khóa", "Gửi lại"),
        ("mở khóa", "Nhập nhầm"),
        ("khóa", "Đã gửi báo cáo 12"),
    ]
    assert rows[0].event.by == "cán bộ"
    history.undo(workspace)
    page.reload()
    assert page.table.model.rows[0].word == "hoàn tác: mở lại – đang mở"
    locks.lock_period(workspace, SET_ID, "2023", reason="Gửi lại")
    asked: list[str] = []
    monkeypatch.setattr(notices, "confirm", lambda *told, **_: asked.append(" ".join(told)))
    past = view.show_page("history")
    assert isinstance(past, HistorySection)
    past.undo.click()
    assert "(Gửi lại)" in asked[0]
    assert locks.locks(workspace)[0].locked


def test_the_targets_of_another_group_of_communes_can_be_chosen(
    view: SettingsView, workspace: Workspace
) -> None:
    view.show_part(SETS)
    section = view.part(SETS)
    assert isinstance(section, SetsSection)
    combo = section.cards[0].group
    place = combo.findData("dbsh")
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    assert workspace.followed()[0].commune_group == "dbsh"


def test_a_set_is_left_after_a_question_and_undo_brings_it_back(
    view: SettingsView,
    context: AppContext,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view.show_part(SETS)
    section = view.part(SETS)
    assert isinstance(section, SetsSection)
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    section.cards[0].stop.click()
    assert len(workspace.followed()) == 1
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    section.cards[0].stop.click()
    assert workspace.followed() == []
    assert context.set_id == ""
    history.undo(workspace)
    assert [one.set_id for one in workspace.followed()] == [SET_ID]


def test_theme_and_size_apply_at_once_and_are_remembered(view: SettingsView) -> None:
    view.show_part(LOOK)
    section = view.part(LOOK)
    assert isinstance(section, LookSection)
    press(section, "Tối")
    press(section, "Lớn")
    assert style.theme().name == "dark"
    assert (load_settings().theme, load_settings().font_step) == ("dark", 1)


def test_a_new_name_stands_beside_the_changes_from_then_on(
    view: SettingsView, workspace: Workspace
) -> None:
    view.show_part(LOOK)
    section = view.part(LOOK)
    assert isinstance(section, LookSection)
    section.user.setText("  Công chức   NTM ")
    view.leave()
    records.put_texts(workspace, "task", None, {"text": "Rà soát tiêu chí"})
    assert history.past_steps(workspace)[0].user == "Công chức NTM"
    assert load_settings().user_name == "Công chức NTM"
    section.user.setText(" ")
    view.leave()
    assert section.user.text() == "Công chức NTM"


def data_part(view: SettingsView) -> DataSection:
    view.show_part(DATA)
    section = view.part(DATA)
    assert isinstance(section, DataSection)
    return section


def test_a_copy_is_made_and_listed(qtbot: QtBot, view: SettingsView, workspace: Workspace) -> None:
    section = data_part(view)
    assert "Chưa sao lưu lần nào" in section.last.text()
    section.back_up.click()
    qtbot.waitUntil(lambda: bool(section.result.message))
    section.reload()
    assert [row.key for row in section.backups.model.rows] == [
        path.name for path in upkeep.list_backups(workspace)
    ]
    assert "Có 1 bản" in section.last.text()


def test_a_copy_can_go_to_another_place(
    qtbot: QtBot,
    view: SettingsView,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    section = data_part(view)
    usb = tmp_path / "usb"
    usb.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(usb))
    section.elsewhere.click()
    qtbot.waitUntil(lambda: bool(section.result.message))
    assert len(list(usb.glob("*.ntm"))) == 1
    assert upkeep.list_backups(workspace) == []


def test_sound_data_is_said_to_be_sound(qtbot: QtBot, view: SettingsView) -> None:
    section = data_part(view)
    section.check.click()
    qtbot.waitUntil(lambda: section.result.message == "Dữ liệu nguyên vẹn.")


def test_tables_that_differ_from_the_log_can_be_computed_anew_after_a_copy(
    qtbot: QtBot,
    view: SettingsView,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    section = data_part(view)
    files = upkeep.check_log(workspace).evidence
    answers = [Rebuilt("aa", "bb", files), Rebuilt("bb", "bb", files)]
    monkeypatch.setattr(upkeep, "check_log", lambda _: answers.pop(0))
    section.check.click()
    qtbot.waitUntil(lambda: "không khớp" in section.result.message)
    section.result.action.click()
    qtbot.waitUntil(lambda: section.result.message == "Dữ liệu nguyên vẹn.")
    assert len(upkeep.list_backups(workspace)) == 1


def test_past_steps_are_listed_and_the_last_one_can_be_taken_back(
    view: SettingsView, workspace: Workspace
) -> None:
    saved = records.put_texts(workspace, "task", None, {"text": "Rà soát tiêu chí"})
    view.show_part(HISTORY)
    section = view.part(HISTORY)
    assert isinstance(section, HistorySection)
    assert "Rà soát tiêu chí" in section.table.model.rows[0].label
    assert "Rà soát tiêu chí" in section.next.text()
    section.undo.click()
    assert records.list_records(workspace, "task", {"key": saved.key}) == ()
    section.reload()
    assert section.redo.isEnabled()
    section.redo.click()
    assert len(records.list_records(workspace, "task", {"key": saved.key})) == 1


def test_what_is_new_is_read_from_the_changelog(view: SettingsView) -> None:
    view.show_part(ABOUT)
    section = view.part(ABOUT)
    assert isinstance(section, AboutSection)
    assert "0.1.0" in section.news.text()


def test_a_part_reads_again_what_another_program_wrote(
    qtbot: QtBot, view: SettingsView, context: AppContext, workspace: Workspace
) -> None:
    with qtbot.waitExposed(view):
        view.show()
    section = view.part(OFFICE)
    assert isinstance(section, OfficeSection)
    key = f"{workspace.owner}/office"
    records.put_texts(workspace, "office_profile", key, {"symbol": "BCĐ"})
    context.reload_all()
    assert section.form.boxes["symbol"].text() == "BCĐ"
    assert exchange.unsent_changes(workspace) > 0


def test_another_data_folder_is_asked_for_and_this_one_is_not_opened_twice(
    view: SettingsView,
    context: AppContext,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[FirstRunChoice | None] = []
    context.other_data_asked.connect(asked.append)
    section = data_part(view)
    answers = [str(workspace.folder), str(tmp_path)]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answers.pop(0))
    section.other.open.click()
    assert asked == []
    section.other.open.click()
    section.other.new.click()
    section.other.sample_menu.actions()[0].trigger()
    assert asked[0] == FirstRunChoice(folder=tmp_path, existing=True)
    assert asked[1] is None
    assert asked[2] is not None
    assert asked[2].sample
    assert asked[2].folder.name == f"mau-{asked[2].sample}"


def test_folders_opened_lately_are_offered_unless_they_are_gone_or_open(
    view: SettingsView, context: AppContext, workspace: Workspace, tmp_path: Path
) -> None:
    other = tmp_path / "xa-khac"
    other.mkdir()
    settings = load_settings()
    for folder in (tmp_path / "gone", other, workspace.folder):
        settings = settings.with_folder(folder)
    save_settings(settings)
    section = data_part(view)
    section.reload()
    assert [one.text() for one in section.other.recent] == [str(other)]
    asked: list[FirstRunChoice | None] = []
    context.other_data_asked.connect(asked.append)
    section.other.recent[0].click()
    assert asked == [FirstRunChoice(folder=other, existing=True)]


def test_the_status_line_leads_to_the_copies_and_the_unit_s_name_to_the_office(
    view: SettingsView,
) -> None:
    view.show_record("data", "backups")
    assert view.stack.currentIndex() == DATA
    view.show_record("office_profile", "06901/office")
    assert view.stack.currentIndex() == OFFICE
