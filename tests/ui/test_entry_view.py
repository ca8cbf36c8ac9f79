"""The screen "Tiêu chí": typing, filters, notes, totals, what is known about a line."""

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.errors import InputError
from ntm_desktop.services import criteria, entry, history, records, roadmap
from ntm_desktop.services.data_checks import override, period_findings
from ntm_desktop.services.units import add_units
from ntm_desktop.services.workspace import NewOffice, create_workspace
from tests.evidence_files import PDF
from tests.ui.conftest import SET_ID
from ui import style
from ui.context import AppContext
from ui.dialogs.refusals_dialog import RefusalsDialog, RefusedLine
from ui.models.entry_grid import CODE, PROOF, STATE, VALUE
from ui.views.entry_view import EntryView
from ui.widgets.value_inspector import Rule, _rule

EMPTY_SET = "xa-ntm-hien-dai-2026-2030"


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> EntryView:
    made = EntryView(context)
    qtbot.addWidget(made)
    made.resize(1169, 690)
    made.show()
    made.table.setFocus()
    return made


def values(context: AppContext) -> dict[str, IndicatorValue]:
    return entry.values_of(context.workspace, SET_ID, context.period_id)


def type_value(view: EntryView, code: str, text: str) -> None:
    assert view.table.choose_code(code)
    view.grid.setData(view.table.currentIndex(), text)


def test_a_typed_value_is_kept_and_counted_in_the_heading(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    type_value(view, "4", "đạt: theo báo cáo của ngành điện")
    assert values(context)["4"].declared == "met"
    qtbot.waitUntil(lambda: "đạt 1/19 tiêu chí, 1/75 chỉ tiêu" in view.subtitle.text())
    assert view.chips["no_data"].text() == "Chưa có số liệu 74"


def test_undo_shows_in_the_sheet(view: EntryView, context: AppContext) -> None:
    type_value(view, "3.1", "95")
    context.do(history.undo)
    assert view.table.choose_code("3.1")
    assert view.table.currentIndex().data() == ""


def test_the_inspector_says_rule_source_and_previous_value(
    view: EntryView, context: AppContext
) -> None:
    draft = entry.ValueDraft(SET_ID, "2022", "3.1", "80")
    context.do(lambda workspace: entry.record_values(workspace, [draft]))
    type_value(view, "3.1", "88,5")
    shown = view.inspector._shown
    assert shown is not None
    assert "còn thiếu 1,5 điểm %" in shown.explanation
    assert shown.facts == (("Kỳ trước (năm 2022)", "80 – chưa đạt"),)
    assert [rule.verified for rule in shown.rules] == [False, False]
    assert "unverified" in shown.marks


def test_a_note_is_kept_when_the_line_is_left(view: EntryView, context: AppContext) -> None:
    view.table.choose_code("3.1")
    view.inspector.note.setPlainText("Số liệu của trạm thủy nông")
    view.table.choose_code("3.2")
    assert values(context)["3.1"].note == "Số liệu của trạm thủy nông"
    assert view.inspector.note.toPlainText() == ""


def test_leaving_the_screen_keeps_the_open_field_and_the_note(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    view.table.choose_code("3.1")
    view.inspector.note.setPlainText("ghi chú")
    qtbot.keyClicks(view.table, "95")
    view.leave()
    kept = values(context)["3.1"]
    assert (kept.value, kept.note) == (95, "ghi chú")


def test_tasks_and_works_of_an_indicator_are_linked(view: EntryView, context: AppContext) -> None:
    fields = {"text": "Kiên cố hóa kênh", "set_id": SET_ID, "indicator": "3.1"}
    saved = context.do(lambda workspace: records.put_texts(workspace, "task", None, fields))
    view.table.choose_code("3.1")
    links = view.inspector._shown.links
    assert [link.title for link in links] == ["Kiên cố hóa kênh"]
    asked: list[tuple[str, str, str]] = []
    context.open_requested.connect(lambda *place: asked.append(place))
    links[0].act()
    assert asked == [("tasks", "task", saved.key)]


def test_a_pasted_block_lists_what_stayed_out_with_its_reason(
    view: EntryView, context: AppContext
) -> None:
    QGuiApplication.clipboard().setText("đạt\nkhông rõ\nđạt\n")
    view.table.choose_code("1.1")
    view.table.paste_block()
    assert set(values(context)) == {"1.1", "1.3"}
    assert "1 ô chưa hiểu được" in view.notice.message
    assert "1.2: “không rõ”" in view.notice.accessibleName()
    view.notice.action.click()
    assert view.table.current_line().code == "1.2"


def test_texts_that_wait_to_be_corrected_are_counted_and_found(
    view: EntryView, context: AppContext
) -> None:
    assert not view.waiting.isVisible()
    type_value(view, "3.1", "abc")
    view.chips["no_data"].click()
    view.search.setText("quy hoạch")
    view._filter()
    assert view.waiting.text() == "1 ô chưa ghi"
    told: list[str] = []
    context.status_said.connect(told.append)
    view.leave()
    assert "còn 1 ô" in told[0]
    view.waiting.click()
    assert view.table.current_line().code == "3.1"
    type_value(view, "3.1", "95")
    assert not view.waiting.isVisible()


def test_a_contradiction_is_said_once_the_keys_rest(qtbot: QtBot, view: EntryView) -> None:
    type_value(view, "3.1", "60@đạt: đã có nguồn nước mới")
    assert not view.notice.message
    qtbot.waitUntil(lambda: "3.1" in view.notice.message)


def test_doubts_of_keys_that_follow_each_other_are_told_together(
    qtbot: QtBot, view: EntryView
) -> None:
    type_value(view, "3.1", "4520")
    type_value(view, "3.2", "đạt: đủ nước")
    qtbot.waitUntil(lambda: view.notice.message.startswith("3.1 là 4.520%"))
    type_value(view, "3.1", "95")
    assert not view.notice.isVisible()
    qtbot.wait(120)
    assert not view.notice.isVisible()


def test_doubts_about_a_period_that_was_left_are_not_told_in_the_next(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    type_value(view, "3.1", "4520")
    context.choose_period("2022")
    qtbot.wait(120)
    assert not view.notice.message


def test_choosing_a_criterion_goes_to_its_first_line(qtbot: QtBot, view: EntryView) -> None:
    view.tree.criterion_chosen.emit("5")
    assert view.table.current_line().code == "5.1"
    assert view.tree.items.items[view.tree.currentIndex().row()].code == "5"


def test_a_filter_shows_only_what_it_names(qtbot: QtBot, view: EntryView) -> None:
    type_value(view, "3.1", "60")
    qtbot.waitUntil(view.chips["not_met"].isEnabled)
    view.chips["not_met"].click()
    assert [line.code for line in view.grid.lines] == ["3", "3.1"]
    view.tree.criterion_chosen.emit("5")
    assert view.table.current_line().code == "5.1"
    assert view.chips["all"].isChecked()


def test_values_of_the_previous_period_fill_empty_lines(
    view: EntryView, context: AppContext
) -> None:
    drafts = [entry.ValueDraft(SET_ID, "2022", code, "đạt") for code in ("1.1", "1.2")]
    context.do(lambda workspace: entry.record_values(workspace, drafts))
    type_value(view, "1.1", "chưa đạt")
    view.copy_previous()
    found = values(context)
    assert (found["1.1"].word, found["1.2"].word) == ("Chưa đạt", "Đạt")


def test_another_period_shows_its_own_values(view: EntryView, context: AppContext) -> None:
    type_value(view, "3.1", "95")
    context.choose_period("2024")
    view.table.choose_code("3.1")
    assert view.table.currentIndex().data() == ""
    assert "năm 2024" in view.subtitle.text()


def test_a_set_without_content_says_so_and_takes_totals(
    view: EntryView, context: AppContext
) -> None:
    context.do(lambda workspace: criteria.follow(workspace, EMPTY_SET))
    context.choose_set(EMPTY_SET)
    assert view.stack.currentWidget() is view.totals
    assert "chưa có nội dung" in view.totals.heading.text()
    view.totals.fields["criteria"].setText("7/10")
    view.totals.keep.click()
    total = entry.totals_of(context.workspace, "2023")[0]
    assert (total.set_id, total.criteria_met, total.criteria_total) == (EMPTY_SET, 7, 10)
    assert view.totals.fields["criteria"].text() == ""


def test_totals_of_a_set_known_by_title_are_kept_changed_and_deleted(
    view: EntryView, context: AppContext
) -> None:
    view.totals_action.trigger()
    view.totals.set_box.setCurrentIndex(view.totals.set_box.count() - 1)
    view.totals.fields["title"].setText("Tiêu chí phường")
    view.totals.fields["criteria"].setText("12/17")
    view.totals.keep.click()
    total = entry.totals_of(context.workspace, "2023")[0]
    assert (total.title, total.criteria_met, total.noun) == ("Tiêu chí phường", 12, "tiêu chí")
    view.totals.deleted.emit(total.key)
    assert entry.totals_of(context.workspace, "2023") == ()


def test_a_total_without_a_count_is_asked_for_and_nothing_is_written(
    view: EntryView, context: AppContext
) -> None:
    view.totals_action.trigger()
    view.totals.keep.click()
    assert "12/17" in view.totals.problem.text()
    assert entry.totals_of(context.workspace, "2023") == ()


def test_a_total_that_is_not_understood_stays_in_the_form(qtbot: QtBot, view: EntryView) -> None:
    view.totals_action.trigger()
    view.totals.fields["criteria"].setText("mười hai")
    with qtbot.captureExceptions() as caught:
        view.totals.keep.click()
    assert caught[0][0] is InputError
    assert view.totals.fields["criteria"].text() == "mười hai"


def test_what_search_and_overview_ask_for_is_shown(view: EntryView, context: AppContext) -> None:
    type_value(view, "3.1", "60")
    view.show_record("criterion", "7")
    assert view.table.current_line().group.criterion_code == "7"
    view.show_record("filter", "not_met")
    assert [line.code for line in view.grid.lines] == ["3", "3.1"]
    key = records.list_records(context.workspace, "indicator_value")[0].key
    context.choose_period("2024")
    view.show_record("indicator_value", key)
    assert context.period_id == "2023"
    assert view.table.current_line().code == "3.1"


def test_the_list_and_the_panel_can_be_hidden(view: EntryView) -> None:
    assert view.inspector.isVisible()
    view.toggle_inspector()
    assert not view.inspector.isVisible()
    view.toggle_tree()
    assert not view.tree.isVisible()
    view.toggle_tree()
    assert view.tree.isVisible()


def test_a_narrow_window_gives_the_room_to_the_grid(qtbot: QtBot, view: EntryView) -> None:
    view.resize(820, 560)
    qtbot.waitUntil(lambda: not view.inspector.isVisible())
    assert view.tree.is_rail


def test_f6_goes_around_the_parts_of_the_screen(qtbot: QtBot, view: EntryView) -> None:
    view._next_pane()
    qtbot.keyClick(view, Qt.Key.Key_F6)
    assert view.table.currentIndex().isValid()


def test_no_set_followed_says_what_to_do(qtbot: QtBot, context: AppContext) -> None:
    context._set_id = ""
    view = EntryView(context)
    qtbot.addWidget(view)
    assert view.stack.currentWidget() is view._empty


def test_the_cursor_starts_where_a_value_can_be_typed(view: EntryView) -> None:
    index = view.table.currentIndex()
    assert index.column() == VALUE
    assert index.siblingAtColumn(CODE).data() == "1.1"


def test_the_screen_takes_the_keys_as_soon_as_it_is_shown(qtbot: QtBot, view: EntryView) -> None:
    view.search.setFocus()
    view.hide()
    view.show()
    assert view.focusWidget() is view.table


def test_notes_are_kept_for_the_own_unit_only(view: EntryView, context: AppContext) -> None:
    context.choose_unit("06902")
    view.table.choose_code("3.1")
    assert not view.inspector.note.isVisibleTo(view.inspector)


def pdf(tmp_path: Path, name: str = "Biên bản.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(PDF)
    return path


def test_a_file_attached_to_a_blank_line_makes_its_record_and_is_seen_in_the_grid(
    view: EntryView, context: AppContext, tmp_path: Path
) -> None:
    view.table.choose_code("3.1")
    assert view.evidence.isVisibleTo(view.inspector)
    view.evidence.attach([pdf(tmp_path)])
    kept = values(context)["3.1"]
    assert (kept.value, kept.note) == (None, None)
    line = view.table.current_line()
    assert (line.code, line.evidence) == ("3.1", 1)
    index = view.table.currentIndex().siblingAtColumn(PROOF)
    assert index.data() == "1"
    assert [one.item.record.name for one in view.evidence.lines] == ["Biên bản"]
    view.table.choose_code("3.2")
    assert view.evidence.lines == []


def test_attaching_keeps_the_note_and_value_of_the_line(
    view: EntryView, context: AppContext, tmp_path: Path
) -> None:
    type_value(view, "3.1", "95")
    view.inspector.note.setPlainText("theo biên bản")
    view.inspector.save_note()
    view.evidence.attach([pdf(tmp_path)])
    kept = values(context)["3.1"]
    assert (kept.value, kept.note) == (95, "theo biên bản")


def test_met_lines_without_evidence_can_be_filtered(
    view: EntryView, context: AppContext, tmp_path: Path
) -> None:
    type_value(view, "1.1", "đạt")
    type_value(view, "1.2", "đạt")
    type_value(view, "1.3", "chưa đạt")
    view.table.choose_code("1.2")
    view.evidence.attach([pdf(tmp_path)])
    assert view.chips["unproven"].text() == "Thiếu minh chứng 1"
    view.show_record("filter", "unproven")
    assert [line.code for line in view.grid.lines] == ["1", "1.1"]


def plans(context: AppContext) -> dict[str, roadmap.RoadmapRow]:
    found = roadmap.roadmap(context.workspace, SET_ID, context.period_id)
    return {row.code: row for row in found.rows}


def test_the_roadmap_is_asked_for_only_where_a_line_is_not_met(view: EntryView) -> None:
    type_value(view, "3.1", "60")
    assert view.inspector.plan.isVisibleTo(view.inspector)
    type_value(view, "3.1", "95")
    assert not view.inspector.plan.isVisibleTo(view.inspector)


def test_the_roadmap_keeps_who_by_when_and_how(view: EntryView, context: AppContext) -> None:
    type_value(view, "3.1", "60")
    boxes = view.inspector.plan.boxes
    boxes["assignee"].editor.setText("Trưởng thôn Đông")
    boxes["assignee"].left.emit("assignee")
    boxes["due_on"].editor.setText("1/2/2023")
    boxes["due_on"].left.emit("due_on")
    boxes["solution"].editor.setPlainText("Sửa kênh N2")
    boxes["solution"].left.emit("solution")
    row = plans(context)["3.1"]
    assert (row.assignee, row.due_on, row.solution) == (
        "Trưởng thôn Đông",
        datetime.date(2023, 2, 1),
        "Sửa kênh N2",
    )
    assert view.inspector._plan_late.isVisibleTo(view.inspector)


def test_what_is_typed_into_the_roadmap_is_kept_for_its_own_line(
    view: EntryView, context: AppContext
) -> None:
    type_value(view, "3.1", "60")
    type_value(view, "1.1", "chưa đạt")
    view.table.choose_code("3.1")
    view.inspector.plan.boxes["assignee"].editor.setText("Phòng Kinh tế")
    view.inspector.note.setPlainText("ghi chú")
    view.table.choose_code("1.1")
    assert view.inspector._shown.code == "1.1"
    assert view.inspector.plan.boxes["assignee"].text() == ""
    assert values(context)["3.1"].note == "ghi chú"
    assert {code: row.assignee for code, row in plans(context).items() if row.assignee} == {
        "3.1": "Phòng Kinh tế"
    }
    view.inspector.plan.boxes["assignee"].editor.setText("Văn phòng")
    view.leave()
    assert plans(context)["1.1"].assignee == "Văn phòng"


def test_a_due_date_that_is_not_understood_says_so_and_stays(view: EntryView) -> None:
    type_value(view, "3.1", "60")
    due = view.inspector.plan.boxes["due_on"]
    due.editor.setText("sang năm")
    due.left.emit("due_on")
    assert due.has_error()
    assert due.text() == "sang năm"


def test_many_filters_put_the_search_below_them(qtbot: QtBot, view: EntryView) -> None:
    view.setMinimumSize(800, 500)  # as the window does
    view.resize(820, 560)
    qtbot.waitUntil(lambda: view.search.y() > view.chips["all"].y())
    view.resize(1169, 690)
    qtbot.waitUntil(lambda: view.search.y() == view.chips["all"].y())


def test_a_line_of_the_roadmap_that_was_found_is_shown(
    view: EntryView, context: AppContext
) -> None:
    plan = {"assignee": "Trưởng thôn Đông"}
    saved = context.do(lambda workspace: roadmap.put_roadmap_item(workspace, SET_ID, "3.2", plan))
    view.show_record("roadmap_item", saved.key)
    assert view.table.current_line().code == "3.2"


def test_files_cannot_be_attached_to_a_blank_line_of_another_unit(
    view: EntryView, context: AppContext
) -> None:
    context.choose_unit("06902")
    view.table.choose_code("3.1")
    assert not view.evidence.isVisibleTo(view.inspector)


def test_a_total_that_is_put_right_keeps_its_points(view: EntryView, context: AppContext) -> None:
    draft = entry.TotalDraft(period_id="2023", title="Đô thị", criteria="55/63", points="72,56/100")
    context.do(lambda workspace: entry.record_total(workspace, draft))
    view.totals_action.trigger()
    edit = next(one for one in view.totals.findChildren(QPushButton) if one.text() == "Sửa")
    edit.click()
    view.totals.fields["criteria"].setText("56/63")
    view.totals.keep.click()
    [total] = entry.totals_of(context.workspace, "2023")
    kept = (total.criteria_met, total.criteria_total, str(total.points), str(total.points_max))
    assert kept == (56, 63, "72.56", "100")


def test_rare_actions_are_in_one_menu_with_their_words(view: EntryView) -> None:
    words = [one.text() for one in view.more_button.menu().actions() if one.isVisible()]
    assert words == ["Chép từ kỳ trước", "Số tổng hợp", "Khóa kỳ…"]
    view.modes["periods"].click()
    assert not view.copy_action.isVisible()


def test_values_by_unit_are_offered_with_the_units_own_word(
    view: EntryView, context: AppContext
) -> None:
    assert view.modes["units"].text() == "Theo thôn"
    context.do(lambda workspace: add_units(workspace, ["Tổ dân phố 1", "Tổ dân phố 2"]))
    assert view.modes["units"].text() == "Theo tổ dân phố"


def test_an_office_without_such_units_is_not_offered_values_by_unit(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    office = NewOffice(name="Mẫu", level="huyen", sets=[(DISTRICT_SET, "chung")])
    workspace = create_workspace(tmp_path / "huyen", office, user="cán bộ")
    context = AppContext(workspace, period_id="2023", set_id=DISTRICT_SET)
    made = EntryView(context)
    qtbot.addWidget(made)
    assert not made.modes["units"].isVisibleTo(made)
    assert made.modes["periods"].isVisibleTo(made)
    context.stop()
    workspace.close()


DISTRICT_SET = "huyen-ntm-2021-2025"


def test_a_figure_that_cannot_be_stands_beside_its_outcome(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    type_value(view, "3.1", "4520")
    line = view.table.current_line()
    assert line is not None
    assert (line.outcome.value, line.marks[0]) == ("met", "doubtful")
    assert "100%" in line.doubt
    tip = view.table.currentIndex().siblingAtColumn(STATE).data(Qt.ItemDataRole.ToolTipRole)
    assert line.doubt in tip
    head = next(one for one in view.grid.lines if one.is_head and one.code == "3")
    assert head.marks[0] == "doubtful"
    view.reload()
    again = view.table.current_line()
    assert again is not None
    assert again.doubt == line.doubt


def test_a_reason_that_is_kept_takes_the_mark_away(view: EntryView, context: AppContext) -> None:
    found = criteria.criteria_set(SET_ID).indicators
    code = next(
        one.code for one in found if one.kind is IndicatorKind.PERCENT and not one.counted_unit
    )
    type_value(view, code, "120")
    line = view.table.current_line()
    assert line is not None
    assert line.doubt
    rule = period_findings(context.workspace, SET_ID, "2023").open[0].finding.rule.id
    context.do(lambda opened: override(opened, SET_ID, "2023", rule, "so với kế hoạch", code))
    kept = view.table.current_line()
    assert kept is not None
    assert not kept.doubt


def test_a_figure_without_a_target_lacks_only_the_target(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    assert view.chips["no_target"].isHidden()
    code = next(
        row.code
        for line in view.grid.lines
        if (row := line.row)
        and not (row.assessment.target and row.assessment.target.known)
        and row.assessment.indicator.kind is IndicatorKind.NUMBER
    )
    type_value(view, code, "120")
    line = view.table.current_line()
    assert line is not None
    assert (line.outcome.value, line.state) == ("no_data", "no_target")
    assert view.table.currentIndex().siblingAtColumn(STATE).data() == "Chưa có ngưỡng"
    view._inspect()
    assert view.inspector._shown is not None
    assert view.inspector._shown.state == "no_target"
    qtbot.waitUntil(lambda: view.chips["no_target"].isVisible())
    assert view.chips["no_target"].text() == "Chưa có ngưỡng 1"
    assert view.chips["no_data"].text() == "Chưa có số liệu 74"


def test_a_large_block_of_junk_is_told_in_three_lines_with_the_whole_list_at_hand(
    view: EntryView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, list[RefusedLine]]] = []
    monkeypatch.setattr(
        "ui.views.entry_view.show_refusals",
        lambda _, title, lines, go_to: shown.append((title, list(lines))) or go_to(1),
    )
    junk = "rác " * 200
    QGuiApplication.clipboard().setText("\n".join([junk] * 5000))
    view.table.choose_code("1.1")
    view.table.paste_block()
    count = len(view.grid.refusals())
    assert count > 50
    line = view.notice.fontMetrics().lineSpacing()
    assert view.notice.height() <= 4 * line + 2 * style.SMALL
    assert f"và {count - 2} ô khác" in view.notice.accessibleName()
    view.notice.action.click()
    title, lines = shown[0]
    assert (title, len(lines)) == (f"{count} ô chưa hiểu được nên chưa ghi", count)
    assert lines[0].text == junk.strip()
    assert view.table.current_line().code == lines[1].place


def test_the_list_of_refused_texts_goes_to_the_cell_that_is_opened(qtbot: QtBot) -> None:
    gone: list[int] = []
    lines = [RefusedLine(str(place), f"1.{place}", "rác", "không hiểu") for place in range(3)]
    dialog = RefusalsDialog("3 ô", lines, gone.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.table.row_opened.emit(lines[2])
    assert gone == [2]
    assert dialog.isHidden()


def test_undo_names_period_and_set_of_a_value(view: EntryView, context: AppContext) -> None:
    type_value(view, "3.1", "95")
    label = history.undo_label(context.workspace)
    assert label == "Nhập 3.1 = 95 (năm 2023, NTM nâng cao 2021-2025)"


def test_a_value_on_its_way_is_not_counted_as_waiting(view: EntryView) -> None:
    shown: list[int] = []
    view.sheets.waiting_changed.connect(lambda: shown.append(len(view.sheets.refusals())))
    type_value(view, "3.1", "95")
    assert shown
    assert set(shown) == {0}


def test_the_next_lines_are_seen_once_enter_rests(qtbot: QtBot, view: EntryView) -> None:
    table = view.table
    rows = range(table.grid.rowCount() - 8)
    last = max(row for row in rows if table.visualRect(table.grid.index(row, VALUE)).isValid())
    bottom = table.viewport().height()
    seen = [row for row in rows if 0 <= table.rowViewportPosition(row) < bottom - 60]
    row = max(row for row in seen if table.grid.can_edit(row, VALUE))
    assert row < last
    table.setCurrentIndex(table.grid.index(row, VALUE))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.open_editor()
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.currentIndex().row() > row)
    ahead = table.grid.index(table.currentIndex().row() + 3, VALUE)
    whole = table.viewport().rect()
    qtbot.waitUntil(lambda: whole.contains(table.visualRect(ahead)))


def test_scrolling_by_a_line_paints_that_line_only(qtbot: QtBot, view: EntryView) -> None:
    table, painted = view.table, []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
            if isinstance(event, QPaintEvent):
                painted.append(event.rect().height())
            return super().eventFilter(watched, event)

    watch = Watch()
    qtbot.wait(50)
    table.viewport().installEventFilter(watch)
    bar = table.verticalScrollBar()
    bar.setValue(bar.value() + 40)
    qtbot.waitUntil(lambda: bool(painted))
    assert max(painted) <= 40


def test_what_waits_for_the_keys_to_rest_is_not_told_of_another_place(
    qtbot: QtBot, view: EntryView, context: AppContext
) -> None:
    criteria.follow(context.workspace, EMPTY_SET)
    type_value(view, "3.1", "95")
    context.choose_set(EMPTY_SET)
    told = view.subtitle.text()
    qtbot.wait(150)
    assert view.subtitle.text() == told
    assert "/75" not in told


def test_the_filter_of_the_unverified_counts_lines_without_figures_and_says_so(
    view: EntryView,
) -> None:
    unchecked = sum(
        not line.row.assessment.wording_verified
        or (line.row.assessment.target is not None and not line.row.assessment.target_verified)
        for line in view.grid.lines
        if line.row
    )
    assert unchecked > 50
    assert view.chips["unverified"].text() == f"Chưa đối chiếu {unchecked}"
    assert "kể cả khi chưa nhập số liệu" in view.chips["unverified"].toolTip()
    view.chips["unverified"].click()
    assert sum(line.row is not None for line in view.grid.lines) == unchecked


def test_texts_that_could_not_be_kept_are_named_for_those_who_close(
    view: EntryView, context: AppContext
) -> None:
    assert view.unsaved() == []
    type_value(view, "3.1", "abc")
    assert view.unsaved() == ["ô 3.1, năm 2023: “abc”"]
    context.choose_period("2022")
    assert view.unsaved() == ["ô 3.1, năm 2023: “abc”"]
    context.choose_period("2023")
    type_value(view, "3.1", "95")
    assert view.unsaved() == []


def test_filters_that_do_not_fit_stand_on_another_line(view: EntryView) -> None:
    for width in (880, 700, 1366, 880):
        view.resize(width, 600)
        QApplication.processEvents()
        shown = [chip for chip in view.chips.values() if chip.isVisible()]
        assert len(shown) > 4
        for one in shown:
            assert one.geometry().right() <= view.width()
            assert not any(one.geometry().intersects(o.geometry()) for o in shown if o is not one)


def test_filters_keep_their_order_when_they_come_back_to_one_line(view: EntryView) -> None:
    for width in (700, 2000):
        view.resize(width, 600)
        QApplication.processEvents()
    type_value(view, "3.1", "abc")
    QApplication.processEvents()
    shown = [chip for chip in (*view.chips.values(), view.waiting) if chip.isVisible()]
    assert view.waiting in shown
    lefts = [one.geometry().left() for one in shown]
    assert lefts == sorted(lefts)


def test_a_news_page_is_not_called_the_original(qapp: QApplication) -> None:
    rule = Rule("Mức yêu cầu", "≥ 95%", "https://www.24h.com.vn/tin", verified=True)
    made = _rule(rule)
    shown = [one.text() for one in made.findChildren(QLabel)]
    assert "Đối chiếu theo www.24h.com.vn, chưa so bản gốc" in shown
    rule = Rule("Mức yêu cầu", "≥ 95%", "Quyết định 211/QĐ-TTg", verified=True)
    made = _rule(rule)
    shown = [one.text() for one in made.findChildren(QLabel)]
    assert "Đã đối chiếu, Quyết định 211/QĐ-TTg" in shown
