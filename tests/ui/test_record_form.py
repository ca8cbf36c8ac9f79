"""The generated form: saves on leave, shows the reason of a refusal, creates when it can."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ntm_desktop.domain import entities as _declared  # noqa: F401
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.services import records
from ntm_desktop.services.workspace import Workspace
from ui.context import AppContext
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.record_form import LongTextEdit, RecordForm, edit_texts


class Saves:
    """Remembers what a form asked to save."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str]] = []

    def __call__(self, field: str, text: str) -> None:
        self.kept.append((field, text))


def shown(qtbot: QtBot, form: RecordForm) -> RecordForm:
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def line_edit(form: RecordForm, name: str) -> QLineEdit:
    editor = form.boxes[name].editor
    assert isinstance(editor, QLineEdit)
    return editor


def test_a_field_is_saved_when_it_is_left_and_only_once(qtbot: QtBot) -> None:
    saves = Saves()
    form = shown(qtbot, RecordForm(entity_named("work"), saves))
    form.reset({"name": "Đường thôn"})
    owner = line_edit(form, "village")
    owner.setFocus()
    qtbot.keyClicks(owner, "UBND xa")
    assert saves.kept == []
    line_edit(form, "contractor").setFocus()
    line_edit(form, "village").setFocus()
    line_edit(form, "contractor").setFocus()
    assert saves.kept == [("village", "UBND xa")]


def test_leaving_an_untouched_field_saves_nothing(qtbot: QtBot) -> None:
    saves = Saves()
    form = shown(qtbot, RecordForm(entity_named("work"), saves))
    form.reset({"name": "Đường thôn", "note": "Còn vướng\nhai hộ", "state": "đang thi công"})
    for box in form.boxes.values():
        box.focus()
    assert saves.kept == []


def test_a_refused_text_stays_with_the_reason_under_it(
    qtbot: QtBot, workspace: Workspace, context: AppContext
) -> None:
    key = records.put_texts(workspace, "work", None, {"name": "Đường thôn"}).key

    def save(field: str, text: str) -> None:
        context.do(lambda opened: records.put_texts(opened, "work", key, {field: text}))

    form = shown(qtbot, RecordForm(entity_named("work"), save))
    form.reset(edit_texts(records.get_record(workspace, "work", key), records.edit_text))
    progress = line_edit(form, "progress")
    progress.setFocus()
    qtbot.keyClicks(progress, "120")
    qtbot.keyClick(progress, Qt.Key.Key_Return)
    assert form.boxes["progress"].has_error()
    assert "100" in form.boxes["progress"].note.text()
    assert progress.text() == "120"
    assert not form.save_now()
    progress.setFocus()
    progress.selectAll()
    qtbot.keyClicks(progress, "62,5")
    qtbot.keyClick(progress, Qt.Key.Key_Return)
    assert not form.boxes["progress"].has_error()
    assert records.get_record(workspace, "work", key).shown["progress"] == "62,5%"


def test_a_new_record_is_made_once_its_required_fields_are_filled(qtbot: QtBot) -> None:
    made: list[Mapping[str, str]] = []
    form = shown(qtbot, RecordForm(entity_named("work"), Saves(), create=made.append))
    form.start_new({"note": "Nà Pá"})
    owner = line_edit(form, "village")
    owner.setFocus()
    qtbot.keyClicks(owner, "UBND xa")
    qtbot.keyClick(owner, Qt.Key.Key_Return)
    assert made == []
    name = line_edit(form, "name")
    name.setFocus()
    qtbot.keyClicks(name, "Cau")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert made == [{"name": "Cau", "village": "UBND xa", "note": "Nà Pá"}]
    assert not form.is_new()


def test_reading_again_does_not_take_away_what_is_being_typed(qtbot: QtBot) -> None:
    form = shown(qtbot, RecordForm(entity_named("work"), Saves()))
    form.reset({"name": "Đường", "village": "UBND"})
    owner = line_edit(form, "village")
    owner.setFocus()
    owner.setText("UBND xã")
    form.load({"name": "Đường thôn", "village": "UBND"})
    assert form.boxes["name"].text() == "Đường thôn"
    assert owner.text() == "UBND xã"


def test_a_choice_is_saved_as_its_stored_word(qtbot: QtBot) -> None:
    saves = Saves()
    form = shown(qtbot, RecordForm(entity_named("work"), saves))
    form.reset({"name": "Đường", "state": "đang thi công"})
    state = form.boxes["state"].editor
    assert isinstance(state, QComboBox)
    assert state.currentData() == "building"
    state.setCurrentIndex(state.findData("accepted"))
    state.activated.emit(state.currentIndex())
    assert saves.kept == [("state", "accepted")]


def test_long_text_is_saved_when_tab_leaves_it(qtbot: QtBot) -> None:
    saves = Saves()
    form = shown(qtbot, RecordForm(entity_named("work"), saves))
    form.reset({"name": "Đường"})
    note = form.boxes["note"].editor
    assert isinstance(note, LongTextEdit)
    note.setFocus()
    qtbot.keyClicks(note, "con vuong")
    qtbot.keyClick(note, Qt.Key.Key_Backtab)
    assert saves.kept == [("note", "con vuong")]


def test_every_editor_has_the_name_of_its_field(qtbot: QtBot) -> None:
    form = RecordForm(entity_named("task"), Saves())
    qtbot.addWidget(form)
    for name, box in form.boxes.items():
        inner = box.editor.edit if isinstance(box.editor, MoneyEdit) else box.editor
        assert inner.accessibleName() == entity_named("task").field(name).label


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14,514 tỷ đồng", "= 14.514.000.000 đồng"),
        ("2 tỷ160 triệu đồng", "= 2.160.000.000 đồng"),
        ("30.170 triệu đồng", "= 30.170.000.000 đồng"),
    ],
)
def test_an_amount_is_shown_back_in_full_while_it_is_typed(
    qtbot: QtBot, typed: str, said: str
) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    field.set_text(typed)
    assert field.echo.text() == said


def test_an_amount_without_a_unit_is_asked_for_it(qtbot: QtBot) -> None:
    field = MoneyEdit()
    qtbot.addWidget(field)
    field.set_text("18.087,23")
    assert field.amount() is None
    assert "đồng" in field.echo.text()


def test_a_withheld_choice_is_not_offered_but_shown_where_a_record_has_it(qtbot: QtBot) -> None:
    form = RecordForm(
        entity_named("meeting"), lambda *_: None, fields=("state",), withheld={"state": "final"}
    )
    qtbot.addWidget(form)
    combo = form.boxes["state"].editor
    assert isinstance(combo, QComboBox)
    assert [combo.itemData(place) for place in range(combo.count())] == ["", "planned", "held"]
    form.load({"state": "final"})
    assert (combo.currentText(), form.boxes["state"].text()) == ("Đã chốt", "final")


def test_a_long_text_is_shown_in_full_when_the_field_becomes_narrow(qtbot: QtBot) -> None:
    edit = LongTextEdit(lines=(2, 30))
    qtbot.addWidget(edit)
    edit.resize(1200, 60)
    edit.setPlainText("\n".join(["Nội dung của một đoạn khá dài. " * 8] * 3))
    edit.show()
    edit.resize(300, edit.height())
    assert edit.line_count() > 12
    assert edit.height() >= edit.line_count() * edit.fontMetrics().lineSpacing()
