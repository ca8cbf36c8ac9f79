"""The screen of meetings: typed, pasted, moved, turned into tasks, taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import InputError
from ntm_desktop.services import (
    batches,
    history,
    meeting_versions,
    meetings,
    people,
    records,
)
from ntm_desktop.services.people import PositionDraft
from ntm_desktop.services.tasks import list_tasks, task_file, task_from_conclusion
from tests.meeting_fixtures import enter_article
from ui.context import AppContext
from ui.views.meetings_view import MeetingsView
from ui.views.meetings_view.attendance_part import attendee_of, counts_text, headcount_of

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[MeetingsView]:
    made = MeetingsView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def hold(context: AppContext, **fields: str) -> str:
    given = {"title": "Họp Ban Chỉ đạo", "held_on": "10/11/2023", "state": "held", **fields}
    return context.do(lambda found: records.put_texts(found, "meeting", None, given)).key


def file_of(context: AppContext, key: str) -> meetings.MeetingFile:
    return meetings.meeting_file(context.workspace, key)


def conclude(context: AppContext, key: str, *passages: str) -> None:
    parts = [{"text": passage} for passage in passages]
    context.do(lambda found: batches.add_parts(found, "conclusion", key, parts))


def know(context: AppContext, name: str, position: str, **held: str) -> str:
    draft = PositionDraft({"title": position, **held})
    saved = context.do(lambda found: people.put_person(found, None, {"full_name": name}, [draft]))
    return saved.key


def give_line(qtbot: QtBot, line: QWidget, text: str) -> None:
    line.setText(text)
    with qtbot.waitSignal(line.lines_given):
        qtbot.keyClick(line, Qt.Key.Key_Return)


# --- a new meeting ---


def test_an_office_without_meetings_is_told_what_belongs_here(view: MeetingsView) -> None:
    assert view._stack.currentIndex() == 1
    assert not view._delete.isVisibleTo(view)


def test_a_new_meeting_begins_with_its_kind_and_is_kept_once_it_has_a_name(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    view.add()
    qtbot.keyClick(view.new.kinds, Qt.Key.Key_Down)
    assert view.new.kind() == "review"
    assert "– Ý kiến thảo luận" in view.new.prepared.text()
    qtbot.keyClicks(view.new.name, "Hoi nghi so ket")
    qtbot.keyClick(view.new.name, Qt.Key.Key_Return)
    (held,) = meetings.list_meetings(context.workspace)
    assert (held.title, held.kind, held.state) == ("Hoi nghi so ket", "review", "planned")
    assert (held.agenda or "").startswith("Báo cáo sơ kết kết quả thực hiện\n")
    assert view.editor.folds["conclusions"].isVisibleTo(view)
    assert view.list.chosen_key() == held.key


def test_a_new_meeting_without_a_name_says_what_is_missing(
    context: AppContext, view: MeetingsView
) -> None:
    view.add()
    view.new.make()
    assert "Ghi tên cuộc họp" in view.new.refusal.text()
    assert meetings.list_meetings(context.workspace) == ()


def test_leaving_a_named_new_meeting_keeps_it(context: AppContext, view: MeetingsView) -> None:
    view.add()
    view.new.name.setText("Họp thôn Đông")
    view.leave()
    assert [one.title for one in meetings.list_meetings(context.workspace)] == ["Họp thôn Đông"]


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        ("village_meeting", {"opinions", "votes", "conclusions"}, {"presentations"}),
        ("working_session", {"presentations", "opinions", "conclusions"}, {"votes"}),
        ("recognition", {"presentations", "votes"}, set()),
    ],
)
def test_only_the_parts_of_the_kind_are_shown(
    context: AppContext, view: MeetingsView, kind: str, shown: set[str], hidden: set[str]
) -> None:
    view.open(hold(context, kind=kind))
    seen = {name for name, fold in view.editor.folds.items() if not fold.isHidden()}
    assert shown <= seen
    assert not hidden & seen
    households = view.editor.attendance.form.boxes["households_total"]
    assert households.isHidden() is (kind != "village_meeting")
    assert view.editor.attendance.new_partner.isHidden() is (kind != "working_session")


def test_what_was_written_stays_in_sight_under_another_kind(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, kind="review")
    context.do(lambda found: batches.add_parts(found, "presentation", key, [{"title": "Báo cáo"}]))
    context.do(lambda found: records.put_texts(found, "meeting", key, {"kind": "village_meeting"}))
    view.open(key)
    assert not view.editor.folds["presentations"].isHidden()


def test_an_empty_agenda_can_begin_with_the_usual_headings(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, kind="village_meeting")
    view.open(key)
    view.editor.agenda.usual.click()
    assert "Kết quả biểu quyết" in (file_of(context, key).meeting.agenda or "")
    assert view.editor.agenda.usual.isHidden()


# --- who came ---


def test_people_are_added_by_typing_a_line_and_stay_in_that_order(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    line = view.editor.attendance.new_attendee
    for name in ("Trưởng thôn Đông", "Bí thư Đảng ủy xã"):
        give_line(qtbot, line, name)
    found = file_of(context, key).attendees
    assert [one.name for one in found] == ["Trưởng thôn Đông", "Bí thư Đảng ủy xã"]
    assert {one.attendance for one in found} == {"present"}
    assert line.text() == ""


def test_a_given_name_without_accents_and_enter_take_the_person_as_of_that_day(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    person = know(context, "Nguyễn Văn Dũng", "Phó Chủ tịch UBND xã", held_until="2023-12-31")
    key = hold(context)
    view.open(key)
    line = view.editor.attendance.new_attendee
    qtbot.keyClicks(line, "dung")
    assert line.offered() == ["Nguyễn Văn Dũng, Phó Chủ tịch UBND xã"]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (one,) = file_of(context, key).attendees
    assert (one.person, one.name) == (person, "Nguyễn Văn Dũng, Phó Chủ tịch UBND xã")
    assert (line.text(), line.offered()) == ("", [])


@pytest.mark.parametrize("name", ["concluder", "secretary"])
def test_who_concludes_and_writes_is_offered_from_the_directory(
    qtbot: QtBot, context: AppContext, view: MeetingsView, name: str
) -> None:
    know(context, "Nguyễn Văn Dũng", "Phó Chủ tịch UBND xã")
    key = hold(context)
    view.open(key)
    field = view.editor.about.form.boxes[name].editor
    field.setFocus()
    qtbot.keyClicks(field, "dung")
    assert field.offered() == ["Nguyễn Văn Dũng, Phó Chủ tịch UBND xã"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert getattr(file_of(context, key).meeting, name) == "Nguyễn Văn Dũng, Phó Chủ tịch UBND xã"
    assert field.offered() == []


def test_chairs_are_offered_line_by_line(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    know(context, "Nguyễn Văn Dũng", "Phó Chủ tịch UBND xã")
    know(context, "Trần Thị Hoa", "Bí thư Đảng ủy xã")
    key = hold(context)
    view.open(key)
    field = view.editor.about.form.boxes["chairs"].editor
    field.setFocus()
    qtbot.keyClicks(field, "hoa")
    assert field.offered() == ["Trần Thị Hoa, Bí thư Đảng ủy xã"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "pho chu")
    assert field.offered() == ["Nguyễn Văn Dũng, Phó Chủ tịch UBND xã"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.offered() == []
    qtbot.keyClicks(field, "x")
    assert field.offered() == []
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    view.editor.about.save_now()
    assert file_of(context, key).meeting.chairs == (
        "Trần Thị Hoa, Bí thư Đảng ủy xã\nNguyễn Văn Dũng, Phó Chủ tịch UBND xã"
    )


def test_words_that_only_hold_a_position_are_kept_as_typed(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    know(context, "Nguyễn Văn Dũng", "Phó Chủ tịch UBND xã")
    key = hold(context)
    view.open(key)
    line = view.editor.attendance.new_attendee
    qtbot.keyClicks(line, "pho chu")
    assert line.offered()
    with qtbot.waitSignal(line.lines_given):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    (one,) = file_of(context, key).attendees
    assert (one.person, one.name) == (None, "pho chu")


def test_escape_puts_the_suggestions_away_and_enter_keeps_what_is_typed(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    know(context, "Trần Thị Hoa", "Chủ tịch Hội Phụ nữ")
    key = hold(context)
    view.open(key)
    line = view.editor.attendance.new_attendee
    qtbot.keyClicks(line, "Hoa")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.offered() == []
    with qtbot.waitSignal(line.lines_given):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert file_of(context, key).attendees[0].person is None


@pytest.mark.parametrize(
    ("line", "name", "came", "whole"),
    [
        ("Ban Chấp hành Đảng bộ xã: 25/27", "Ban Chấp hành Đảng bộ xã", 25, 27),
        ("Trưởng thôn (12 người)", "Trưởng thôn", None, 12),
        ("Hội Nông dân: 5 đồng chí", "Hội Nông dân", None, 5),
    ],
)
def test_a_line_with_a_number_is_a_group(
    line: str, name: str, came: int | None, whole: int
) -> None:
    found = attendee_of(line)
    assert (found["name"], found["is_group"]) == (name, True)
    assert (found["headcount_present"], found["headcount_expected"]) == (came, whole)


@pytest.mark.parametrize("line", ["Bí thư chi bộ thôn 3", "Đồng chí Nguyễn Văn A", "Tổ 12"])
def test_a_name_that_ends_in_a_number_is_no_group(line: str) -> None:
    assert attendee_of(line) == {"name": line}


def test_the_number_of_a_group_is_typed_in_its_row(context: AppContext, view: MeetingsView) -> None:
    key = hold(context)
    view.open(key)
    view.editor.attendance.add_lines(["Đảng viên"])
    model = view.editor.attendance.table.rows_model
    model.setData(model.index(0, 2), "140/152")
    (one,) = file_of(context, key).attendees
    assert (one.is_group, one.headcount_present, one.headcount_expected) == (True, 140, 152)
    assert model.index(0, 2).data() == "140/152"
    model.setData(model.index(0, 2), "")
    assert file_of(context, key).attendees[0].is_group is None


def test_what_is_no_number_of_people_is_refused_with_a_way_out() -> None:
    with pytest.raises(Exception, match="không phải số người") as refused:
        headcount_of("nhiều")
    assert "25/27" in refused.value.hint  # type: ignore[attr-defined]


def test_a_pasted_list_of_people_is_one_step(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    QGuiApplication.clipboard().setText("Bí thư\nChủ tịch\n\nTrưởng thôn\n")
    qtbot.keyClick(view.editor.attendance.new_attendee, Qt.Key.Key_V, CONTROL)
    assert len(file_of(context, key).attendees) == 3
    context.do(history.undo)
    assert file_of(context, key).attendees == ()


def test_alt_up_moves_a_person_in_the_protocol(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.attendance.add_lines(["Chủ tịch", "Bí thư"])
    table = view.editor.attendance.table
    table.setCurrentIndex(table.rows_model.index(1, 1))
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.name for one in file_of(context, key).attendees] == ["Bí thư", "Chủ tịch"]
    assert table.current_row().part.name == "Bí thư"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_alt_down_in_an_open_choice_does_not_move_the_person(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.attendance.add_lines(["Chủ tịch", "Bí thư"])
    table = view.editor.attendance.table
    index = table.rows_model.index(0, 3)
    table.setCurrentIndex(index)
    table.edit(index)
    combo = table.findChild(QComboBox)
    assert combo is not None
    for place in (combo, table):
        qtbot.keyClick(place, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    combo.hidePopup()
    assert [one.name for one in file_of(context, key).attendees] == ["Chủ tịch", "Bí thư"]


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_alt_down_on_a_cell_with_choices_opens_them(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.attendance.add_lines(["Chủ tịch", "Bí thư"])
    table = view.editor.attendance.table
    table.setCurrentIndex(table.rows_model.index(0, 4))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    combo = table.findChild(QComboBox)
    assert combo is not None
    assert combo.view().isVisible()
    combo.hidePopup()
    assert [one.name for one in file_of(context, key).attendees] == ["Chủ tịch", "Bí thư"]


def test_a_way_to_a_section_puts_the_cursor_into_its_first_field(
    qtbot: QtBot, qapp: QApplication, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Giao các thôn.", "Giao Văn phòng.")
    view.activateWindow()
    view.open(key)
    editor = view.editor
    first = next(iter(editor.conclusions.rows.widgets.values()))
    for name, field in (
        ("conclusions", first.edit),
        ("opinions", editor.opinions.new),
        ("agenda", editor.agenda.edit),
        ("attendees", editor.attendance.new_attendee),
    ):
        editor.ways[name].click()
        focused = qapp.focusWidget()
        assert focused is field or field.isAncestorOf(focused), name
    context.do(lambda found: meeting_versions.finalise(found, key))
    editor.ways["agenda"].click()
    assert qapp.focusWidget() is editor.folds["agenda"].header


def test_the_roll_is_called_with_one_key_each(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, state="planned")
    view.open(key)
    view.editor.attendance.add_lines(["Bí thư", "Chủ tịch", "Trưởng thôn", "Bí thư Thị ủy"])
    table = view.editor.attendance.table
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.setCurrentIndex(table.rows_model.index(0, 1))
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        qtbot.keyClick(table, digit, CONTROL)
    states = [one.attendance for one in file_of(context, key).attendees]
    assert states == ["present", "absent_with_leave", "absent", "invited"]


def test_everybody_not_spoken_of_is_written_down_as_present_in_one_step(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, state="planned")
    view.open(key)
    view.editor.attendance.add_lines(["Bí thư", "Chủ tịch", "Trưởng thôn"])
    view.editor.attendance.table.setCurrentIndex(
        view.editor.attendance.table.rows_model.index(1, 1)
    )
    view.editor.attendance.set_state("absent")
    view.editor.attendance.everyone.click()
    assert [one.attendance for one in file_of(context, key).attendees] == [
        "present",
        "absent",
        "present",
    ]
    context.do(history.undo)
    assert [one.attendance for one in file_of(context, key).attendees] == [None, "absent", None]


def test_counts_are_said_and_a_difference_to_what_was_written_is_said_too(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, expected_count="15", present_count="12")
    view.open(key)
    part = view.editor.attendance
    part.add_lines([f"Đại biểu {letter}" for letter in "ABCDEFGHIKLM"])
    part.add_lines(["Vắng 1", "Vắng 2"])
    for place in (12, 13):
        part.table.setCurrentIndex(part.table.rows_model.index(place, 1))
        part.set_state("absent_with_leave")
    assert part.counts.text() == "12 có mặt, 2 vắng có phép; triệu tập ghi 15: lệch 1"
    assert part.counts.property("kind") == "warning"
    part.form.boxes["expected_count"].editor.setText("14")
    part.save_now()
    assert part.counts.text() == "12 có mặt, 2 vắng có phép"
    assert part.counts.property("kind") == "strong"


def test_groups_nobody_counted_leave_the_sum_open(context: AppContext, view: MeetingsView) -> None:
    key = hold(context, present_count="80")
    view.open(key)
    part = view.editor.attendance
    part.add_lines(["Bí thư", "Đảng viên toàn xã"])
    part.table.rows_model.setData(part.table.rows_model.index(1, 2), "0")
    found = file_of(context, key)
    values = {"headcount_expected": None}
    context.do(
        lambda opened: records.put_values(opened, "attendee", found.attendees[1].key, values)
    )
    said, is_right = counts_text(file_of(context, key).counts, found.meeting)
    assert said == "1 có mặt; 1 nhóm chưa ghi số người"
    assert is_right


# --- reports, opinions, votes ---


def test_a_report_is_added_and_the_cursor_goes_to_who_presented_it(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    know(context, "Lê Thị Lan", "Chủ tịch UBND xã")
    key = hold(context, kind="review")
    view.open(key)
    part = view.editor.presentations
    give_line(qtbot, part.new, "Báo cáo sơ kết")
    row = next(iter(part.rows.widgets.values()))
    qtbot.waitUntil(row.presenter.hasFocus)
    qtbot.keyClicks(row.presenter, "lan")
    qtbot.keyClick(row.presenter, Qt.Key.Key_Return)
    (one,) = file_of(context, key).presentations
    assert (one.title, one.presenter) == ("Báo cáo sơ kết", "Lê Thị Lan, Chủ tịch UBND xã")
    assert one.person is not None


def test_speaker_after_speaker_is_written_down_without_the_mouse(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    part = view.editor.opinions
    for speaker, words in (("Truong thon Dong", "De nghi ho tro."), ("Bi thu", "Nhat tri.")):
        give_line(qtbot, part.new, speaker)
        row = list(part.rows.widgets.values())[-1]
        qtbot.waitUntil(row.edit.hasFocus)
        qtbot.keyClicks(row.edit, words)
        qtbot.keyClick(row.edit, Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(part.new.hasFocus)
    said = [(one.speaker, one.content) for one in file_of(context, key).opinions]
    assert said == [("Truong thon Dong", "De nghi ho tro."), ("Bi thu", "Nhat tri.")]


def test_an_empty_line_at_the_end_of_an_opinion_goes_to_the_next_speaker(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    part = view.editor.opinions
    give_line(qtbot, part.new, "Bí thư")
    row = next(iter(part.rows.widgets.values()))
    qtbot.keyClicks(row.edit, "Nhat tri.")
    for _ in range(2):
        qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(part.new.hasFocus)
    assert file_of(context, key).opinions[0].content == "Nhat tri."


def test_a_speaker_typed_over_is_no_longer_the_person_chosen_before(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    know(context, "Lê Thị Lan", "Chủ tịch UBND xã")
    key = hold(context)
    view.open(key)
    part = view.editor.opinions
    qtbot.keyClicks(part.new, "lan")
    qtbot.keyClick(part.new, Qt.Key.Key_Return)
    assert file_of(context, key).opinions[0].person is not None
    row = next(iter(part.rows.widgets.values()))
    row.speaker.setText("Đại diện nhân dân")
    row.save_now()
    (one,) = file_of(context, key).opinions
    assert (one.speaker, one.person) == ("Đại diện nhân dân", None)


def test_opinions_are_moved_with_the_cursor_staying_in_them(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.opinions.add(["Một", "Hai"])
    rows = list(view.editor.opinions.rows.widgets.values())
    rows[1].edit.setFocus()
    qtbot.keyClick(rows[1].edit, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.speaker for one in file_of(context, key).opinions] == ["Hai", "Một"]
    qtbot.waitUntil(rows[1].edit.hasFocus)


def test_what_is_typed_is_kept_while_one_pauses(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.opinions.add(["Một"])
    row = next(iter(view.editor.opinions.rows.widgets.values()))
    row.edit.setFocus()
    qtbot.waitUntil(row.edit.hasFocus)
    qtbot.keyClicks(row.edit, "dang noi ")
    row._pause.timeout.emit()
    assert file_of(context, key).opinions[0].content == "dang noi"
    assert (row.edit.toPlainText(), row.edit.hasFocus()) == ("dang noi ", True)
    steps = context.workspace.data_version()
    row._pause.timeout.emit()
    assert context.workspace.data_version() == steps


def test_votes_add_up_while_they_are_typed(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, kind="recognition")
    view.open(key)
    give_line(qtbot, view.editor.votes.new, "Đề nghị công nhận xã đạt chuẩn")
    card = next(iter(view.editor.votes.rows.widgets.values()))
    for field, number in (("present", "27"), ("votes_for", "25"), ("votes_against", "1")):
        qtbot.keyClicks(card.editors[field], number)
    assert card.result.text() == "Tổng số phiếu: 26 · Nhất trí 25/27 phiếu, đạt 92,59%"
    qtbot.keyClicks(card.editors["votes_abstain"], "2")
    assert "28" in card.doubt.text()
    assert card.doubt.isVisibleTo(card)
    card.save_now()
    (vote,) = file_of(context, key).votes
    assert (vote.unit, vote.method) == ("ballot", "secret")
    assert (vote.present, vote.votes_for, vote.votes_against, vote.votes_abstain) == (27, 25, 1, 2)


def test_a_number_of_votes_that_is_none_stays_and_is_not_kept(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.votes.add(["Thông qua"])
    card = next(iter(view.editor.votes.rows.widgets.values()))
    qtbot.keyClicks(card.editors["votes_for"], "hai")
    card.save_now()
    assert file_of(context, key).votes[0].votes_for is None
    assert card.editors["votes_for"].text() == "hai"
    assert "Chỉ ghi số nguyên: Nhất trí" in card.doubt.text()


def test_a_village_meeting_votes_by_households_that_were_counted(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, kind="village_meeting", households_total="120", households_present="98")
    view.open(key)
    view.editor.votes.add(["Nhất trí mức đóng góp"])
    (vote,) = file_of(context, key).votes
    assert (vote.unit, vote.eligible, vote.present) == ("household", 120, 98)


# --- conclusions and tasks ---


def test_a_pasted_conclusion_is_split_at_empty_lines_and_kept_word_for_word(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    said = "1. Giao  các thôn rà soát;\n   báo cáo UBND xã.\n\nYêu cầu  hoàn thành."
    view.editor.conclusions.new.setPlainText(said)
    view.editor.conclusions.add_typed()
    texts = [one.text for one in file_of(context, key).conclusions]
    assert texts == said.split("\n\n")
    context.do(history.undo)
    assert file_of(context, key).conclusions == ()


def test_ctrl_enter_makes_a_task_and_the_conclusion_stays(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    said = "Giao Công an xã chủ trì, hoàn thành trước ngày 18/11."
    conclude(context, key, said)
    view.open(key)
    row = next(iter(view.editor.conclusions.rows.widgets.values()))
    qtbot.keyClick(row.edit, Qt.Key.Key_Return, CONTROL)
    found = file_of(context, key)
    assert found.conclusions[0].text == said
    task = found.tasks[0]
    assert (task.text, task.verb, task.assignee) == (said, "assign", "Công an xã")
    assert (task.due_on, task.due_text) == (None, "trước ngày 18/11")
    assert row.done.text() == "Đã giao 1 nhiệm vụ"


def test_only_the_selected_words_become_the_task(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Kết quả tốt. Rà soát hộ nghèo.")
    view.open(key)
    edit = next(iter(view.editor.conclusions.rows.widgets.values())).edit
    cursor = edit.textCursor()
    cursor.setPosition(13)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    assert file_of(context, key).tasks[0].text == "Rà soát hộ nghèo."


def test_a_deadline_without_a_year_waits_for_the_year_to_be_chosen(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Giao các thôn rà soát.")
    view.open(key)
    view.editor.conclusions.give_task(file_of(context, key).conclusions[0].key, "")
    card = next(iter(view.editor.conclusions.tasks.widgets.values()))
    card.deadline.edit.setText("trước ngày 18/11")
    card.deadline.save_now()
    assert file_of(context, key).tasks[0].due_on is None
    proposal = card.deadline.proposals.itemAt(0).widget()
    assert proposal.text() == "18/11/2023"
    qtbot.mouseClick(proposal, Qt.MouseButton.LeftButton)
    task = file_of(context, key).tasks[0]
    assert (str(task.due_on), task.due_text) == ("2023-11-18", "trước ngày 18/11")


def test_an_emptied_passage_is_deleted_with_a_way_back(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Một", "Hai")
    view.open(key)
    row = next(iter(view.editor.conclusions.rows.widgets.values()))
    row.edit.clear()
    row.keep_typed()  # a pause with an empty field is not the end of it
    assert len(file_of(context, key).conclusions) == 2
    row.save_now()
    assert len(file_of(context, key).conclusions) == 1
    assert view.notice.isVisibleTo(view)
    view.notice.action.click()
    assert [one.text for one in file_of(context, key).conclusions] == ["Một", "Hai"]
    assert not view.notice.isVisibleTo(view)


def test_leaving_the_screen_keeps_what_is_typed(context: AppContext, view: MeetingsView) -> None:
    key = hold(context)
    view.open(key)
    editor = view.editor
    editor.opinions.add(["Trưởng thôn Đông"])
    next(iter(editor.opinions.rows.widgets.values())).edit.setPlainText("Đề nghị hỗ trợ xi măng.")
    editor.agenda.edit.setPlainText("1. Kiểm điểm tiến độ")
    editor.conclusions.new.setPlainText("Ghi nhận kết quả.")
    editor.opinions.new.setText("Bí thư chi bộ")
    editor.votes.new.setText("Thông qua quy ước")
    editor.presentations.new.setText("Báo cáo tiến độ")
    editor.transcript.edit.setPlainText("Cuộc họp bắt đầu lúc 14 giờ.")
    view.leave()
    found = file_of(context, key)
    assert [one.content for one in found.opinions] == ["Đề nghị hỗ trợ xi măng.", None]
    assert found.opinions[1].speaker == "Bí thư chi bộ"
    assert found.meeting.agenda == "1. Kiểm điểm tiến độ"
    assert found.meeting.transcript == "Cuộc họp bắt đầu lúc 14 giờ."
    assert found.conclusions[0].text == "Ghi nhận kết quả."
    assert found.votes[0].question == "Thông qua quy ước"
    assert found.presentations[0].title == "Báo cáo tiến độ"


def test_a_name_that_waits_for_enter_is_kept_on_leaving(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.attendance.new_attendee.setText("Trưởng thôn Đông")
    view.leave()
    assert [one.name for one in file_of(context, key).attendees] == ["Trưởng thôn Đông"]
    view.leave()
    assert len(file_of(context, key).attendees) == 1


def test_what_is_being_typed_survives_a_write_elsewhere(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Một")
    view.open(key)
    edit = next(iter(view.editor.conclusions.rows.widgets.values())).edit
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "Sua ")
    context.reload_all()
    assert edit.toPlainText() == "Sua Một"
    assert file_of(context, key).conclusions[0].text == "Một"


# --- what is left from last time ---


def carried(context: AppContext) -> str:
    before = hold(context, title="Họp trước", held_on="1/9/2023")
    conclude(context, before, "Giao các thôn.")
    passage = file_of(context, before).conclusions[0].key
    late = {"due_on": "2023-10-01", "assignee": "Các thôn"}
    return context.do(lambda found: task_from_conclusion(found, passage, "", late)).key


def test_a_pasted_list_loses_its_numbers_and_finds_who_is_in_the_directory(
    context: AppContext, view: MeetingsView
) -> None:
    person = context.do(
        lambda found: records.put_texts(found, "person", None, {"full_name": "Người Một"})
    ).key
    key = hold(context)
    view.open(key)
    lines = ["1. Người Một - Bí thư", "2) Trưởng thôn B", "- Ban Chấp hành: 25/27"]
    view.editor.attendance.add_lines(lines)
    listed = file_of(context, key).attendees
    assert [one.name for one in listed] == [
        "Người Một - Bí thư", "Trưởng thôn B", "Ban Chấp hành",
    ]  # fmt: skip
    assert [one.person for one in listed] == [person, None, None]


def test_a_carried_task_is_put_into_the_minutes_by_a_tick(
    context: AppContext, view: MeetingsView
) -> None:
    task = carried(context)
    key = hold(context, title="Họp sau")
    view.open(key)
    card = view.editor.carried.cards.widgets[task]
    assert not card.printed.isChecked()
    card.printed.click()
    assert [one.is_chosen for one in file_of(context, key).carried] == [True]
    other = hold(context, title="Họp Đảng ủy", organiser="Đảng ủy xã")
    view.open(other)
    part = view.editor.carried
    assert (len(part.cards.widgets), part.others.isHidden()) == (0, False)
    part.others.click()
    assert list(part.cards.widgets) == [task]


def test_a_recurring_task_of_a_conclusion_is_reminded_of_from_its_first_check(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, held_on="10/11/2023")
    passage = "Giao Văn phòng chủ trì, báo cáo trước ngày 25 hằng tháng."
    conclude(context, key, passage)
    view.open(key)
    view.editor.conclusions.give_task(file_of(context, key).conclusions[0].key, "")
    [given] = file_of(context, key).tasks
    assert (given.recurrence, str(given.check_from)) == ("monthly", "2023-11-25")
    assert given.due_text == "trước ngày 25 hằng tháng"


def test_a_changed_day_of_a_meeting_makes_its_deadlines_doubtful(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context, held_on="10/11/2023")
    conclude(context, key, "Xong trước ngày 18/11.")
    passage = file_of(context, key).conclusions[0].key
    due = {"due_on": "2023-11-18", "due_text": "trước ngày 18/11"}
    context.do(lambda found: task_from_conclusion(found, passage, "", due))
    assert not any("trước ngày họp" in one.text for one in file_of(context, key).issues)
    context.do(lambda found: records.put_texts(found, "meeting", key, {"held_on": "25/1/2024"}))
    assert any("hạn 18/11/2023 trước ngày họp" in one.text for one in file_of(context, key).issues)
    view.open(key)
    card = next(iter(view.editor.conclusions.tasks.widgets.values()))
    assert "trước ngày giao 25/01/2024" in card.deadline.echo.text()


def test_open_tasks_of_earlier_meetings_come_first(context: AppContext, view: MeetingsView) -> None:
    carried(context)
    view.open(hold(context, title="Họp sau"))
    fold = view.editor.folds["before"]
    assert (fold.note(), fold.is_open()) == ("1 việc, 1 quá hạn", True)
    card = next(iter(view.editor.carried.cards.widgets.values()))
    assert card.state.text == "Quá hạn"
    assert card.facts.text() == "Các thôn · hạn 01/10/2023 · giao ngày 01/09/2023 · Họp trước"


def test_progress_is_noted_there_and_shown_at_once(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    task = carried(context)
    view.open(hold(context, title="Họp sau", held_on="20/11/2023"))
    card = next(iter(view.editor.carried.cards.widgets.values()))
    qtbot.keyClicks(card.note, "Xong 5/9 thon")
    qtbot.keyClick(card.note, Qt.Key.Key_Return)
    assert [one.text for one in task_file(context.workspace, task).notes] == ["Xong 5/9 thon"]
    assert "Xong 5/9 thon" in card.done.text()
    assert card.note.text() == ""
    card.finish.click()
    assert list_tasks(context.workspace)[0].state == "done"
    assert card.note.isHidden()


# --- documents, deleting, finding ---


def test_a_cited_document_is_taken_apart_and_one_kept_already_is_not_recorded_twice(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    known = {"number": "92/KH-UBND", "issued_on": "5/3/2024", "issuer": "UBND xã"}
    kept = context.do(lambda found: records.put_texts(found, "official_document", None, known)).key
    key = hold(context)
    view.open(key)
    part = view.editor.documents
    part.add_lines(["Kế hoạch số 92/KH-UBND ngày 5/3/2024 của UBND xã về đường"])
    assert [one.key for one in file_of(context, key).documents] == [kept]
    part.add_lines(["Quyết định của UBND tỉnh về hỗ trợ xi măng", "37"])
    added = {one.number: one for one in file_of(context, key).documents}
    assert set(added) == {"92/KH-UBND", "(chưa rõ số)", "37"}
    assert added["(chưa rõ số)"].issuer == "UBND tỉnh"
    with pytest.raises(InputError, match="độ mật"):
        part.add_lines(["12/TB-UBND", "Thông báo số 7-TB/HU (Mật)"])
    assert len(file_of(context, key).documents) == 3
    part.add_lines(["37", "12/TB-UBND", "12/TB-UBND", "13/TB-UBND"])
    assert len(file_of(context, key).documents) == 5
    context.do(history.undo)
    assert len(file_of(context, key).documents) == 3


def test_a_document_is_tied_to_the_meeting_and_taken_off_again(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    number = {"number": "263/QĐ-TTg", "subject": "Chương trình MTQG"}
    context.do(lambda found: records.put_texts(found, "official_document", None, number))
    key = hold(context)
    view.open(key)
    line = view.editor.documents.new
    qtbot.keyClicks(line, "263")
    assert line.offered() == ["263/QĐ-TTg – Chương trình MTQG"]
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    give_line(qtbot, line, "12/TB-UBND")
    found = file_of(context, key).documents
    assert {one.number for one in found} == {"263/QĐ-TTg", "12/TB-UBND"}
    view.editor.documents.drop(found[0])
    assert len(file_of(context, key).documents) == 1
    assert len(records.list_records(context.workspace, "official_document")) == 2


def test_a_deleted_meeting_comes_back_with_its_parts(
    context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    conclude(context, key, "Một")
    view.open(key)
    view.delete()
    assert meetings.list_meetings(context.workspace) == ()
    assert view._stack.currentIndex() == 1
    view.notice.action.click()
    assert file_of(context, key).conclusions[0].text == "Một"


def test_a_search_for_a_part_opens_its_meeting(context: AppContext, view: MeetingsView) -> None:
    key = hold(context)
    conclude(context, key, "Một")
    hold(context, title="Họp khác", held_on="12/11/2023")
    view.show_record("conclusion", file_of(context, key).conclusions[0].key)
    assert view.list.chosen_key() == key
    assert view.editor.page() == "record"


def test_in_a_narrow_window_the_tasks_stand_under_the_conclusions(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    view.resize(1240, 700)
    view.open(hold(context))
    part = view.editor.conclusions
    qtbot.waitUntil(part.tasks_are_beside)
    view.resize(780, 560)
    qtbot.waitUntil(lambda: not part.tasks_are_beside())
    view.resize(1240, 700)
    qtbot.waitUntil(part.tasks_are_beside)


# --- doubts ---


def test_a_doubt_leads_to_its_field_and_blocks_nothing(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    done = enter_article(context.workspace, "000")
    context.reload_all()
    view.open(done.meeting)
    assert view.editor.issues.count() > 0
    assert view.editor.issues_fold.isVisibleTo(view)
    found = file_of(context, done.meeting)
    period = next(one for one in found.issues if one.where == "period_evaluated")
    view.editor.jump_to_issue(period)
    box = view.editor.about.more.boxes["period_evaluated"]
    qtbot.waitUntil(box.editor.hasFocus)
    assert view.editor.about.more_fold.is_open()
    opinions = view.editor.opinions
    count = len(found.opinions)
    opinions.add(["Bí thư Đảng ủy xã"])
    assert len(file_of(context, done.meeting).opinions) == count + 1


def test_every_doubt_of_the_articles_leads_somewhere(
    context: AppContext, view: MeetingsView
) -> None:
    places = []
    for article in ("000", "001", "002", "004"):
        done = enter_article(context.workspace, article)
        context.reload_all()
        view.open(done.meeting)
        for issue in file_of(context, done.meeting).issues:
            before = view.editor.page()
            view.setFocus()
            view.editor.jump_to_issue(issue)
            places.append((issue.where, before, view.editor.focusWidget()))
    assert len(places) > 4
    assert all(focused is not None for _, _, focused in places)


# --- kept while one pauses; who leads ---


def test_a_conclusion_typed_at_the_foot_is_kept_while_one_pauses(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    part = view.editor.conclusions
    part.new.setFocus()
    qtbot.waitUntil(part.new.hasFocus)
    qtbot.keyClicks(part.new, "Giao thon 1 ")
    part._pause.timeout.emit()
    assert [one.text for one in file_of(context, key).conclusions] == ["Giao thon 1"]
    assert part.new.toPlainText() == ""
    (row,) = part.rows.widgets.values()
    assert row.edit.hasFocus()
    qtbot.keyClicks(row.edit, "lam duong")
    row.keep_typed()
    assert [one.text for one in file_of(context, key).conclusions] == ["Giao thon 1 lam duong"]
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    assert part.new.hasFocus()
    qtbot.keyClicks(part.new, "Doan hai")
    part.save_now()
    assert [one.text for one in file_of(context, key).conclusions] == [
        "Giao thon 1 lam duong",
        "Doan hai",
    ]


def test_a_pause_with_nothing_typed_writes_nothing(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    key = hold(context)
    view.open(key)
    view.editor.conclusions.new.setFocus()
    view.editor.conclusions.new.setPlainText("  \n")
    view.editor.conclusions.keep_typed()
    assert file_of(context, key).conclusions == ()


def test_a_lead_of_the_directory_is_kept_as_words_and_as_the_person(
    qtbot: QtBot, context: AppContext, view: MeetingsView
) -> None:
    person = know(context, "Phạm Thị Mẫu", "Chủ tịch UBND xã")
    key = hold(context)
    conclude(context, key, "Rà soát các tiêu chí")
    view.open(key)
    part = view.editor.conclusions
    part.give_task(file_of(context, key).conclusions[0].key, "")
    (card,) = part.tasks.widgets.values()
    card.lead.setFocus()
    qtbot.keyClicks(card.lead, "mau")
    assert card.lead.offered() == ["Phạm Thị Mẫu, Chủ tịch UBND xã"]
    qtbot.keyClick(card.lead, Qt.Key.Key_Return)
    (task,) = list_tasks(context.workspace)
    assert (task.assignee, task.person) == ("Phạm Thị Mẫu, Chủ tịch UBND xã", person)
    card.lead.setFocus()
    card.lead.selectAll()
    qtbot.keyClicks(card.lead, "UBND xa")
    qtbot.keyClick(card.lead, Qt.Key.Key_Escape)
    card.save_now()
    (task,) = list_tasks(context.workspace)
    assert (task.assignee, task.person) == ("UBND xa", None)


@pytest.mark.parametrize(
    "said",
    ["Kết\u00a0luận  đạt\u202f95%", "a\u2028b\x0bc", "a\tb  c", "e\u0301 \U0001f600", "1\n\n  2"],
)
def test_looking_at_a_meeting_changes_none_of_its_words(
    context: AppContext, view: MeetingsView, said: str
) -> None:
    key = hold(context, transcript=said, agenda=said)
    conclude(context, key, "x")
    (passage,) = file_of(context, key).conclusions
    context.do(lambda found: records.put_texts(found, "conclusion", passage.key, {"text": said}))
    before = len(history.past_steps(context.workspace))
    view.open(key)
    for page in ("transcript", "papers", "record"):
        view.editor.show_page(page)
    view.editor.save_now()
    assert len(history.past_steps(context.workspace)) == before
