"""Choosing a period, a unit, and everything on the first-run page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.unit_directory import UnitDirectory
from ntm_desktop.errors import InputError
from ntm_desktop.services import criteria
from ntm_desktop.services.unit_directory import load_directory
from ui.dialogs.first_run_dialog import FirstRunDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.widgets.period_picker import PeriodPanel, PeriodPicker, read_period
from ui.widgets.unit_picker import UnitPicker


@pytest.mark.parametrize(
    ("typed", "period_id"),
    [
        ("2023", "2023"),
        ("năm 2023", "2023"),
        ("quý I năm 2024", "2024-Q1"),
        ("quy 1 2024", "2024-Q1"),
        ("Quý IV/2024", "2024-Q4"),
        ("6/2024", "2024-06"),
        ("tháng 6 năm 2024", "2024-06"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("9 thang dau nam 2023", "2023-9M"),
        ("2024-h1", "2024-H1"),
        ("2022-10-26..2024-01-25", "2022-10-26..2024-01-25"),
    ],
)
def test_a_period_is_understood_as_people_say_it(typed: str, period_id: str) -> None:
    assert read_period(typed).id == period_id


@pytest.mark.parametrize("typed", ["", "kỳ trước", "quý 5 2024", "13/2024"])
def test_a_period_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_period(typed)


def test_the_panel_says_under_the_field_why_a_period_is_not_understood(qtbot: QtBot) -> None:
    panel = PeriodPanel("2023")
    qtbot.addWidget(panel)
    panel.typed.setText("quý 5 2024")
    with qtbot.assertNotEmitted(panel.period_chosen):
        qtbot.keyClick(panel.typed, Qt.Key.Key_Return)
    panel.typed.setText("quý 3 2024")
    with qtbot.waitSignal(panel.period_chosen) as chosen:
        qtbot.keyClick(panel.typed, Qt.Key.Key_Return)
    assert chosen.args == ["2024-Q3"]


def test_every_button_of_the_panel_fits_its_words(qtbot: QtBot) -> None:
    panel = PeriodPanel("2023")
    qtbot.addWidget(panel)
    panel.show()
    for found in panel.findChildren(QPushButton):
        if found.text():
            assert found.fontMetrics().horizontalAdvance(found.text()) < found.width() - 8


def test_the_picker_names_the_chosen_period(qtbot: QtBot) -> None:
    picker = PeriodPicker("2023-9M")
    qtbot.addWidget(picker)
    assert picker.text() == "9 tháng đầu năm 2023"
    assert picker.accessibleName() == "Kỳ báo cáo: 9 tháng đầu năm 2023"


@pytest.fixture(scope="module")
def directory() -> UnitDirectory:
    return load_directory()


def test_a_unit_is_found_without_accents_and_taken_with_enter(
    qtbot: QtBot, directory: UnitDirectory
) -> None:
    picker = UnitPicker(directory)
    qtbot.addWidget(picker)
    picker.show()
    qtbot.keyClicks(picker.search, "quang an")
    shown = [picker.list.item(place).text() for place in range(picker.list.count())]
    assert any("đơn vị cũ" in text for text in shown)
    with qtbot.waitSignal(picker.unit_chosen):
        qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert picker.entry is not None


def test_typing_again_takes_the_choice_back(qtbot: QtBot, directory: UnitDirectory) -> None:
    picker = UnitPicker(directory)
    qtbot.addWidget(picker)
    qtbot.keyClicks(picker.search, "quang an")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    qtbot.keyClicks(picker.search, "x")
    assert picker.entry is None


def first_run(qtbot: QtBot, directory: UnitDirectory, folder: Path) -> FirstRunDialog:
    summaries = [found for found in criteria.list_sets() if found.level == "xa"]
    sets = [
        (found, [(group.id, group.name) for group in criteria.criteria_set(found.id).groups])
        for found in summaries
    ]
    samples = [("quang-an", "Xã Quảng An")]
    dialog = FirstRunDialog(directory, sets, samples, user="cán bộ", parent_folder=folder)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_first_run_fits_a_small_screen(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    assert dialog.minimumSizeHint().width() <= 1366
    assert dialog.minimumSizeHint().height() <= 700


@pytest.mark.parametrize(
    ("name", "level", "code"),
    [
        ("Quảng Ninh", "tinh", "22"),
        ("tỉnh quảng ninh", "tinh", "22"),
        ("Quảng Ninh", "xa", None),
        ("Không có", "tinh", None),
    ],
)
def test_first_run_gives_a_province_its_official_code(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path, name: str, level: str, code: str | None
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    dialog.name.setText(name)
    dialog.level.setCurrentIndex(dialog.level.findData(level))
    assert dialog._choice().code == code


def test_first_run_takes_a_free_name_and_proposes_a_folder(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "Thuan Loc")
    assert dialog.folder.text() == str(tmp_path / "thuan-loc")
    dialog.sets[0].tick.setChecked(True)
    dialog.start.click()
    assert dialog.result_choice is None
    assert "Chọn nhóm xã, vùng" in dialog.notice.message
    dialog.sets[0].group.setCurrentIndex(1)
    dialog.start.click()
    choice = dialog.result_choice
    assert choice is not None
    assert (choice.name, choice.level, choice.code) == ("Thuan Loc", "xa", None)
    assert [set_id for set_id, _ in choice.sets] == [dialog.sets[0].set_id]


def test_first_run_says_what_is_missing(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    dialog.start.click()
    assert dialog.result_choice is None
    assert dialog.notice.isVisible()


def test_a_sample_is_one_action_away(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    dialog.sample_menu.actions()[0].trigger()
    assert dialog.result_choice is not None
    assert dialog.result_choice.sample == "quang-an"


def test_a_set_says_honestly_how_much_was_verified(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    advanced = next(found for found in dialog.sets if "nang-cao" in found.set_id)
    words = advanced.tick.accessibleDescription()
    assert words.startswith("19 tiêu chí, 75 chỉ tiêu")
    assert "câu chữ đã đối chiếu" in words


def test_a_reason_is_needed_before_the_verb_works(qtbot: QtBot) -> None:
    dialog = ReasonDialog("Vì sao không áp dụng?", "Ghi lý do")
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    dialog.edit.setPlainText("Xã không có chợ")
    assert dialog.act.isEnabled()
    assert dialog.reason() == "Xã không có chợ"


def test_the_list_of_units_gives_way_to_a_hint_while_it_is_empty(
    qtbot: QtBot, directory: UnitDirectory
) -> None:
    picker = UnitPicker(directory)
    qtbot.addWidget(picker)
    assert picker.list.isHidden()
    hint = picker.none.text()
    qtbot.keyClicks(picker.search, "quang an")
    assert not picker.list.isHidden()
    assert picker.none.isHidden()
    qtbot.keyClicks(picker.search, "zzzz")
    assert picker.list.isHidden()
    assert picker.none.text() != hint


def test_a_missing_answer_is_no_longer_asked_for_once_it_is_given(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    dialog.name.setText("Quảng Tân")
    dialog.start.click()
    assert "ít nhất một bộ" in dialog.notice.message
    dialog.sets[0].tick.setChecked(True)
    assert dialog.notice.isHidden()


def test_a_second_computer_of_an_unlisted_office_types_the_code_of_the_first(
    qtbot: QtBot, directory: UnitDirectory, tmp_path: Path
) -> None:
    dialog = first_run(qtbot, directory, tmp_path)
    dialog.name.setText("Tân Lập")
    dialog.sets[0].tick.setChecked(True)
    dialog.sets[0].group.setCurrentIndex(dialog.sets[0].group.count() - 1)
    dialog.code.setText("Tân Lập")
    dialog.start.click()
    assert dialog.result_choice is None
    assert "không phải mã của đơn vị đã có trên máy khác" in dialog.notice.message
    dialog.code.setText(" X1BAE8470EA ")
    dialog.start.click()
    assert dialog.result_choice is not None
    assert dialog.result_choice.code == "x1bae8470ea"
