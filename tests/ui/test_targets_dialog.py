"""The dialog of targets: typed, refused under the field, checked, undone; never guessed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.errors import InputError
from ntm_desktop.services import criteria, history, overlays
from ntm_desktop.services.workspace import Workspace
from ui.context import AppContext
from ui.dialogs.annex_dialog import AnnexDialog
from ui.dialogs.targets_dialog import FILTERS, TargetsDialog, target_rows, typed_year
from ui.views.settings_view import SetsSection

SET_ID = "xa-ntm-nang-cao-2021-2025"
ALL, MISSING, UNCHECKED, WORDING = range(4)


@pytest.fixture
def dialog(qtbot: QtBot, context: AppContext) -> Iterator[TargetsDialog]:
    made = TargetsDialog(context, SET_ID)
    qtbot.addWidget(made)
    yield made
    made.accept()


def missing_percent(workspace: Workspace) -> str:
    """Return the code of a rate without a target."""
    rows = target_rows(workspace, SET_ID, 2023)
    return next(row.key for row in rows if row.is_missing and row.indicator.kind.value == "percent")


def type_target(dialog: TargetsDialog, code: str, text: str, setter: str = "province") -> None:
    assert dialog.table.choose_key(code)
    dialog.editor.target.set_text(text)
    dialog.editor.set_by.set_text(setter)
    dialog.editor.save.click()


def effective(workspace: Workspace, code: str) -> str:
    found = criteria.effective_set(workspace, SET_ID).indicator(code).target_for("chung", 2023)
    return found.text if found else ""


def test_a_missing_target_is_asked_for_and_not_guessed(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    dialog.table.choose_key(code)
    assert dialog.editor.target.text() == ""
    assert dialog.table.current_row().target_text == "Thiếu mức"
    dialog.editor.set_by.set_text("province")
    dialog.editor.save.click()
    assert dialog.editor.target.has_error()
    assert not criteria.overlays_of(workspace, SET_ID)


def test_a_target_is_kept_with_its_document_as_one_step(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    dialog.table.choose_key(code)
    dialog.editor.number.set_text("12/QĐ-UBND")
    dialog.editor.dated.set_text("5/1/2023")
    before = len(history.past_steps(workspace))
    type_target(dialog, code, "≥ 95,5%")
    assert effective(workspace, code) == "≥ 95,5%"
    (kept,) = criteria.overlays_of(workspace, SET_ID)
    assert (kept.document_number, str(kept.document_on)) == ("12/QĐ-UBND", "2023-01-05")
    assert (kept.set_by, kept.year, kept.checked) == ("province", None, None)
    assert len(history.past_steps(workspace)) == before + 1
    assert dialog.table.current_row().origin == "UBND tỉnh quy định"
    dialog.undo.click()
    assert effective(workspace, code) == ""
    assert dialog.editor.target.text() == ""


def test_bad_text_stays_and_its_reason_stands_under_the_field(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    type_target(dialog, code, "khoảng chín mươi")
    assert dialog.editor.target.has_error()
    assert dialog.editor.target.text() == "khoảng chín mươi"
    assert not criteria.overlays_of(workspace, SET_ID)


@pytest.mark.parametrize(("field", "text"), [("dated", "32/1/2023"), ("year", "năm nay")])
def test_a_bad_date_or_year_is_refused_under_its_own_field(
    dialog: TargetsDialog, workspace: Workspace, field: str, text: str
) -> None:
    code = missing_percent(workspace)
    dialog.table.choose_key(code)
    box = getattr(dialog.editor, field)
    box.set_text(text)
    type_target(dialog, code, "≥ 95%")
    assert box.has_error()
    assert not criteria.overlays_of(workspace, SET_ID)


def test_who_fixed_a_target_has_to_be_said(dialog: TargetsDialog, workspace: Workspace) -> None:
    type_target(dialog, missing_percent(workspace), "≥ 95%", setter="")
    assert dialog.editor.set_by.has_error()
    assert not criteria.overlays_of(workspace, SET_ID)


def test_a_target_of_one_year_holds_for_that_year_only(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    dialog.table.choose_key(code)
    dialog.editor.year.set_text("2024")
    type_target(dialog, code, "≥ 95%")
    assert effective(workspace, code) == ""
    assert "mức đang dùng vẫn là" in dialog.notice.message


def test_a_check_needs_a_document_and_fills_in_who_and_when(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    type_target(dialog, code, "≥ 95%")
    dialog.editor.check_target.click()
    assert dialog.editor.document.has_error()
    dialog.editor.document.set_text("12/QĐ-UBND ngày 05/01/2023")
    dialog.editor.check_target.click()
    (kept,) = criteria.overlays_of(workspace, SET_ID)
    assert (kept.checked_by, kept.checked_on) == (workspace.user, workspace.today())
    assert dialog.table.current_row().is_checked
    assert "12/QĐ-UBND" in dialog.editor.checked.text()


def test_a_check_falls_when_the_target_changes_and_stays_when_only_the_document_does(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    type_target(dialog, code, "≥ 95%")
    dialog.editor.document.set_text("12/QĐ-UBND")
    dialog.editor.check_target.click()
    dialog.editor.number.set_text("12/QĐ-UBND")
    dialog.editor.save.click()
    assert criteria.overlays_of(workspace, SET_ID)[0].checked
    type_target(dialog, code, "≥ 90%")
    assert not criteria.overlays_of(workspace, SET_ID)[0].checked


def test_a_typed_target_is_not_checked_before_it_is_saved(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    type_target(dialog, code, "≥ 95%")
    dialog.editor.target.set_text("≥ 96%")
    dialog.editor.document.set_text("12/QĐ-UBND")
    dialog.editor.check_target.click()
    assert dialog.editor.target.has_error()
    assert not criteria.overlays_of(workspace, SET_ID)[0].checked


def test_a_typed_target_that_was_not_saved_is_said_when_another_row_is_chosen(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    dialog.table.choose_key(code)
    dialog.editor.target.set_text("≥ 95%")
    other = next(row.key for row in dialog.table.model.rows if row.key != code)
    dialog.table.choose_key(other)
    assert "≥ 95%" in dialog.notice.message
    assert code in dialog.notice.message


def test_the_words_of_several_indicators_are_checked_at_once(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    rows = [row.key for row in dialog.table.model.rows if not row.indicator.verified][:3]
    dialog.table.choose_key(rows[0])
    for code in rows[1:]:
        place = [row.key for row in dialog.table.model.rows].index(code)
        dialog.table.view.selectionModel().select(
            dialog.table.sorted.index(place, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    dialog.editor.document.set_text("318/QĐ-TTg")
    dialog.editor.check_words.click()
    found = criteria.effective_set(workspace, SET_ID)
    assert [found.indicator(code).verified for code in rows] == [True] * len(rows)


def test_the_filter_counts_and_shows_what_is_missing(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    dialog.filter.setCurrentIndex(MISSING)
    dialog.filter.activated.emit(MISSING)
    shown = dialog.table.model.rows
    assert shown
    assert all(row.is_missing for row in shown)
    assert dialog.filter.itemText(MISSING) == f"{FILTERS[MISSING][0]} ({len(shown)})"
    dialog.filter.setCurrentIndex(ALL)
    dialog.filter.activated.emit(ALL)
    assert len(dialog.table.model.rows) == len(target_rows(workspace, SET_ID, 2023))


def test_the_office_s_own_target_can_be_taken_away(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    dialog.table.choose_key(code)
    assert dialog.editor.drop.isHidden()
    type_target(dialog, code, "≥ 95%", setter="commune")
    assert not dialog.editor.drop.isHidden()
    dialog.editor.drop.click()
    assert effective(workspace, code) == ""


def test_another_target_that_stays_in_use_is_said(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    draft = OverlayDraft(indicator=code, text="≥ 90%", year=2023, set_by="province")
    overlays.set_target(workspace, SET_ID, draft)
    dialog.reload()
    dialog.table.choose_key(code)
    dialog.editor.year.set_text("")
    type_target(dialog, code, "≥ 95%", setter="commune")
    assert effective(workspace, code) == "≥ 90%"
    assert "≥ 90%" in dialog.notice.message


@pytest.mark.parametrize("kind", ["percent", "boolean", "ordinal"])
def test_a_target_of_each_kind_is_in_use_once_saved(
    dialog: TargetsDialog, workspace: Workspace, kind: str
) -> None:
    rows = target_rows(workspace, SET_ID, 2023)
    row = next(one for one in rows if one.indicator.kind.value == kind)
    words = {"percent": "95%", "boolean": "Đạt"}
    type_target(dialog, row.key, words.get(kind, (*row.indicator.scale, "")[0]))
    assert not dialog.editor.target.has_error()
    assert dialog.notice.message.startswith("Đã ghi mức")


def test_a_set_whose_group_is_not_chosen_says_so(
    qtbot: QtBot, context: AppContext, workspace: Workspace
) -> None:
    criteria.follow(workspace, SET_ID, None)
    made = TargetsDialog(context, SET_ID)
    qtbot.addWidget(made)
    assert "Chưa chọn nhóm" in made.notice.message
    made.accept()


def test_a_year_is_four_digits_or_nothing() -> None:
    assert (typed_year(" 2025 "), typed_year("")) == (2025, None)
    with pytest.raises(InputError):
        typed_year("25")


def test_the_settings_open_the_dialogs_and_count_what_was_checked(
    qtbot: QtBot, context: AppContext, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(TargetsDialog, "exec", lambda self: opened.append(self.windowTitle()))
    monkeypatch.setattr(AnnexDialog, "exec", lambda self: opened.append(self.windowTitle()))
    section = SetsSection(context)
    qtbot.addWidget(section)
    section.reload()
    section.cards[0].targets.click()
    section.read_annex.click()
    assert opened == ["Mức yêu cầu và đối chiếu", "Đọc bộ tiêu chí từ phụ lục quyết định"]
    before = facts_of(section)
    check = overlays.check_of(workspace, "A", "318/QĐ-TTg")
    overlays.check_wording(workspace, SET_ID, ["1.1"], check)
    section.reload()
    assert facts_of(section) != before


def facts_of(section: SetsSection) -> list[str]:
    """Return the words of the first followed set."""
    return [one.text() for one in section.cards[0].findChildren(QLabel)]
