"""The dialog of targets: typed, refused under the field, checked, undone; never guessed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.domain.pack_edits import add_indicator
from ntm_desktop.errors import InputError
from ntm_desktop.services import criteria, history, locks, overlays, pack_editor
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.workspace import Workspace
from ui import notices
from ui.context import AppContext
from ui.dialogs.annex_dialog import AnnexDialog
from ui.dialogs.measure_dialog import MeasureDialog
from ui.dialogs.target_editor import typed_year
from ui.dialogs.target_rows import FILTERS, target_rows
from ui.dialogs.targets_dialog import TargetsDialog
from ui.views.settings_view.sets_page import SetsSection

SET_ID = "xa-ntm-nang-cao-2021-2025"
ALL, MISSING, UNCHECKED, WORDING, ANYTHING, CHANGED = range(6)


@pytest.fixture(autouse=True)
def no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that a test does not expect is an error, not a window that waits."""

    def asked(question: str, *more: object, **_: object) -> bool:
        raise AssertionError((question, *more))

    monkeypatch.setattr(notices, "confirm", asked)


@pytest.fixture
def dialog(qtbot: QtBot, context: AppContext) -> Iterator[TargetsDialog]:
    made = TargetsDialog(context, SET_ID)
    qtbot.addWidget(made)
    yield made
    made.accept()


def missing_percent(workspace: Workspace) -> str:
    """Return the code of a rate without a target."""
    rows = target_rows(workspace, SET_ID, 2023)
    return next(
        row.key
        for row in rows
        if row.is_missing and row.indicator and row.indicator.kind.value == "percent"
    )


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
    assert dialog.table.current_row().target_text == "Chưa biết"
    assert "nhập theo văn bản" in dialog.editor.target.note.text()
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
    dialog: TargetsDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = missing_percent(workspace)
    type_target(dialog, code, "≥ 95%")
    dialog.editor.document.set_text("12/QĐ-UBND")
    dialog.editor.check_target.click()
    dialog.editor.number.set_text("12/QĐ-UBND")
    dialog.editor.save.click()
    assert criteria.overlays_of(workspace, SET_ID)[0].checked
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    type_target(dialog, code, "≥ 90%")
    assert criteria.overlays_of(workspace, SET_ID)[0].checked
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
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
    rows = [row.key for row in dialog.table.model.rows if row.indicator and not row.is_worded][:3]
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
    row = next(one for one in rows if one.indicator and one.indicator.kind.value == kind)
    assert row.indicator is not None
    words = {"percent": "95%", "boolean": "Đạt"}
    type_target(dialog, row.key, words.get(kind, (*row.indicator.scale, "")[0]))
    assert not dialog.editor.target.has_error()
    assert dialog.notice.message.startswith("Đã ghi mức")


def test_any_column_and_year_can_be_looked_at_and_set(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    dialog.table.choose_key(code)
    dialog.column.setCurrentIndex(dialog.column.findData("dbsh"))
    dialog.column.activated.emit(dialog.column.currentIndex())
    dialog.year.setCurrentIndex(dialog.year.findData(2025))
    dialog.year.activated.emit(dialog.year.currentIndex())
    dialog.editor.year.set_text("2025")
    type_target(dialog, code, "≥ 90%")
    assert dialog.notice.message.startswith("Đã ghi mức")
    found = criteria.effective_set(workspace, SET_ID).indicator(code)
    held = found.target_for("dbsh", 2025)
    assert held is not None
    assert held.text == "≥ 90%"
    assert found.target_for("dbsh", 2024) is found.target_for("chung", 2025) is None
    dialog.editor.year.set_text("")
    dialog.editor.group.set_text("*")
    type_target(dialog, code, "≥ 80%")
    held = criteria.effective_set(workspace, SET_ID).indicator(code).target_for("btb", 2022)
    assert held is not None
    assert held.text == "≥ 80%"


def test_a_check_says_who_and_when_and_is_taken_back(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    code = missing_percent(workspace)
    type_target(dialog, code, "≥ 95%")
    dialog.editor.document.set_text("12/QĐ-UBND")
    dialog.editor.by.set_text("Trần Thị B")
    dialog.editor.on.set_text("hôm kia")
    dialog.editor.check_target.click()
    assert dialog.editor.on.has_error()
    dialog.editor.on.set_text("5/1/2023")
    dialog.editor.check_target.click()
    (kept,) = criteria.overlays_of(workspace, SET_ID)
    assert (kept.checked_by, str(kept.checked_on)) == ("Trần Thị B", "2023-01-05")
    dialog.editor.uncheck.click()
    (kept,) = criteria.overlays_of(workspace, SET_ID)
    assert (kept.checked, kept.checked_document) == (None, None)
    assert effective(workspace, code) == "≥ 95%"


def test_a_wording_is_put_right_after_the_document_told_apart_and_taken_back(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    dialog.table.choose_key("1.1")
    plain = criteria.criteria_set(SET_ID).indicator("1.1").text
    editor = dialog.editor
    assert editor.wording.text() == plain
    editor.wording.set_text("")
    editor.save_words.click()
    assert editor.wording.has_error()
    editor.wording.set_text("Câu chữ đúng văn bản")
    editor.save_words.click()
    assert editor.document.has_error()
    editor.document.set_text("318/QĐ-TTg")
    editor.save_words.click()
    found = criteria.effective_set(workspace, SET_ID).indicator("1.1")
    assert (found.text, found.verified, found.source) == (
        "Câu chữ đúng văn bản",
        True,
        "318/QĐ-TTg",
    )
    assert "Câu chữ do đơn vị sửa theo 318/QĐ-TTg" in editor.checked.text()
    assert plain in editor.plain.text()
    dialog.filter.setCurrentIndex(CHANGED)
    dialog.filter.activated.emit(CHANGED)
    assert [row.key for row in dialog.table.model.rows] == ["1.1"]
    editor.drop_words.click()
    assert criteria.effective_set(workspace, SET_ID).indicator("1.1").text == plain
    assert not dialog.table.model.rows


def test_the_name_of_a_criterion_is_checked_and_put_right(
    dialog: TargetsDialog, workspace: Workspace
) -> None:
    dialog.table.choose_key("tc 2")
    editor = dialog.editor
    assert editor.code.text() == "Tiêu chí 2"
    assert not editor.target.isVisibleTo(editor)
    editor.document.set_text("318/QĐ-TTg")
    editor.check_words.click()
    assert criteria.effective_set(workspace, SET_ID).criterion("2").name_verified
    editor.wording.set_text("Tên khác")
    editor.check_words.click()
    assert editor.wording.has_error()
    editor.save_words.click()
    assert criteria.effective_set(workspace, SET_ID).criterion("2").name == "Tên khác"
    assert criteria.criteria_set(SET_ID).criterion("2").name != "Tên khác"


def test_closing_asks_about_what_is_typed_and_not_saved(
    qtbot: QtBot, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = TargetsDialog(context, SET_ID)
    qtbot.addWidget(dialog)
    answers = [False, True]
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: answers.pop(0))
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    dialog.editor.wording.set_text("Câu chữ đang gõ")
    dialog.reject()
    assert closed == []
    dialog.reject()
    assert (len(closed), answers) == (1, [])


def test_indicators_of_two_sets_are_joined_and_parted(
    dialog: TargetsDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_editor.copy_set(workspace, SET_ID, "bo-rieng", "Bộ riêng")
    code = next(
        one.code
        for one in criteria.criteria_set(SET_ID).indicators
        if not one.measure_id and one.kind.value == "percent"
    )
    dialog.table.choose_key(code)
    choices = overlays.measure_choices(workspace, SET_ID, code)
    assert all(one.indicator.kind.value == "percent" for one in choices)

    def choose(self: MeasureDialog) -> int:
        assert self.table.choose_key(f"bo-rieng {code}")
        self.act.click()
        return 1

    monkeypatch.setattr(MeasureDialog, "exec", choose)
    dialog.editor.join.click()
    measure_id = criteria.effective_set(workspace, SET_ID).indicator(code).measure_id
    assert measure_id
    assert criteria.effective_set(workspace, "bo-rieng").indicator(code).measure_id == measure_id
    assert f"{code} (Bộ riêng)" in dialog.editor.measure.text()
    dialog.editor.part.click()
    assert criteria.effective_set(workspace, SET_ID).indicator(code).measure_id is None


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


def test_a_target_relative_to_another_set_is_shown_with_what_it_comes_to(
    workspace: Workspace,
) -> None:
    pack_editor.copy_set(workspace, SET_ID, "bo-rieng", "Bộ riêng")
    base = next(
        one
        for one in criteria.criteria_set(SET_ID).indicators
        if one.kind.value == "percent" and one.target_for("chung", 2023)
    )
    for number, (of_set, code) in enumerate(
        ((SET_ID, base.code), (SET_ID, "99.9"), ("khong-co", "1.1"))
    ):
        relation = {"set_id": of_set, "indicator": code, "percent": "110"}
        fields = {"code": f"19.{90 + number}", "text": "Mức theo bộ khác", "kind": "relative"}
        fields |= {"operator": ">="}
        edit = add_indicator("19", {**fields, "relative_to": relation})
        pack_editor.edit_set(workspace, "bo-rieng", edit)
    shown = [
        row.no_target_reason
        for row in target_rows(workspace, "bo-rieng", 2023, "chung")
        if row.code.startswith("19.9")
    ]
    known = base.target_for("chung", 2023)
    assert known is not None
    assert f"110% mức của chỉ tiêu {base.code}" in shown[0]
    assert known.text in shown[0]
    assert all("chưa biết" in text for text in shown[1:])


def test_a_locked_period_that_comes_out_otherwise_is_asked_about_before_writing(
    dialog: TargetsDialog, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = ValueDraft(SET_ID, "2023", "3.1", "85")
    context.do(lambda workspace: record_values(workspace, [draft]))
    context.do(lambda workspace: locks.lock_period(workspace, SET_ID, "2023"))
    asked: list[str] = []

    def ask(question: str, verb: str, more: str = "", **_: object) -> bool:
        asked.append(more)
        return len(asked) > 1

    monkeypatch.setattr(notices, "confirm", ask)
    steps = len(history.past_steps(context.workspace))
    type_target(dialog, "3.1", "≥ 80%")
    place = "Số liệu năm 2023 (NTM nâng cao 2021-2025) đã khóa"
    assert asked[0].startswith(f"{place}: làm vậy thì kết quả đổi ở")
    assert "3.1 (chưa đạt → đạt)" in asked[0]
    assert len(history.past_steps(context.workspace)) == steps
    type_target(dialog, "3.1", "≥ 80%")
    assert len(history.past_steps(context.workspace)) == steps + 1
    dialog.drop()
    assert "3.1 (đạt → chưa đạt)" in asked[2]


def test_a_rate_over_the_whole_and_a_checked_target_are_asked_about(
    dialog: TargetsDialog, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(question: str, verb: str, more: str = "", **_: object) -> bool:
        asked.append(more)
        return True

    monkeypatch.setattr(notices, "confirm", ask)
    type_target(dialog, "3.1", "≥ 150%")
    assert "Mức ≥ 150% của chỉ tiêu 3.1 lớn hơn 100%." in asked[0]
    check = overlays.check_of(context.workspace, "cán bộ", "12/QĐ-UBND")
    context.do(
        lambda workspace: overlays.check_targets(
            workspace, SET_ID, ["3.1"], check, dialog._column, 2023
        )
    )
    dialog.table.choose_key("3.1")
    type_target(dialog, "3.1", "≥ 91%")
    assert "đã đối chiếu" in asked[-1]
    assert "sẽ mất" in asked[-1]
    found = criteria.effective_set(context.workspace, SET_ID).indicator("3.1")
    assert not found.target_for(dialog._column, 2023).verified


def test_of_many_doubts_the_first_are_told_so_that_the_question_fits_the_screen() -> None:
    doubts = [Issue(Severity.WARNING, "", f"Số liệu năm {year} đổi.") for year in range(2001, 2021)]
    told = notices.doubt_lines(doubts).split("\n")
    assert (told[0], told[-1], len(told)) == ("Số liệu năm 2001 đổi.", "… và 14 điều khác.", 7)
    assert notices.doubt_lines(doubts[:2]).count("\n") == 1
