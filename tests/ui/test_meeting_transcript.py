"""The whole text of a meeting: pasted, marked with one key each, put right, unmarked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services import history, meetings, people, records, transcripts
from ntm_desktop.services.people import PositionDraft
from ui.context import AppContext
from ui.views.meetings_view import MeetingsView
from ui.views.meetings_view.transcript_page import TranscriptPage
from ui.widgets.marked_text import LOOKS, characters, units

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = (
    "Chiều 10/11/2023, xã họp Ban Chỉ đạo theo Quyết định số 263/QĐ-TTg.\n"
    "Đồng chí Trưởng thôn Đông: Đề nghị hỗ trợ xi măng.\n"
    "Kết luận: giao Công an xã chủ trì rà soát, hoàn thành trước ngày 18/11.\n"
    "Thu ngân sách đạt 30.170 triệu đồng."
)


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[MeetingsView]:
    made = MeetingsView(context)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    yield made
    made.leave()


@pytest.fixture
def page(qtbot: QtBot, context: AppContext, view: MeetingsView) -> TranscriptPage:
    given = {"title": "Họp Ban Chỉ đạo", "held_on": "10/11/2023", "state": "held"}
    key = context.do(lambda found: records.put_texts(found, "meeting", None, given)).key
    view.open(key)
    view.editor.show_page("transcript")
    qtbot.waitUntil(view.editor.transcript.edit.hasFocus)
    return view.editor.transcript


def file_of(context: AppContext, page: TranscriptPage) -> meetings.MeetingFile:
    return meetings.meeting_file(context.workspace, str(page.desk.key))


def paste(qtbot: QtBot, page: TranscriptPage, text: str = TEXT) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(page.edit, Qt.Key.Key_V, CONTROL)


def go_to(page: TranscriptPage, words: str, *, select: bool = False) -> None:
    cursor = page.edit.textCursor()
    start = page.edit.toPlainText().index(words)
    cursor.setPosition(start)
    if select:
        cursor.setPosition(start + len(words), cursor.MoveMode.KeepAnchor)
    page.edit.setTextCursor(cursor)


def press(qtbot: QtBot, page: TranscriptPage, digit: int) -> None:
    qtbot.keyClick(page.edit, Qt.Key(Qt.Key.Key_0 + digit), CONTROL)


def test_a_pasted_text_is_kept_when_it_is_left(
    qtbot: QtBot, context: AppContext, view: MeetingsView, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    view.editor.show_page("record")
    assert file_of(context, page).meeting.transcript == TEXT


def test_a_pause_keeps_the_text_and_the_cursor(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    qtbot.keyClicks(page.edit, "Chieu nay ")
    page.edit.paused.emit()
    assert file_of(context, page).meeting.transcript == "Chieu nay"
    qtbot.keyClicks(page.edit, "hop")
    assert page.edit.toPlainText() == "Chieu nay hop"


def test_each_kind_has_its_key_and_becomes_its_record(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    for words, digit in (
        ("Đồng chí Trưởng thôn", 1),
        ("Kết luận: giao", 2),
        ("giao Công an xã chủ trì rà soát, hoàn thành trước ngày 18/11", 3),
        ("Quyết định số 263/QĐ-TTg", 4),
        ("Thu ngân sách", 5),
    ):
        go_to(page, words, select=digit in (3, 4))
        press(qtbot, page, digit)
    found = file_of(context, page)
    assert [(one.speaker, one.content) for one in found.opinions] == [
        ("Đồng chí Trưởng thôn Đông", "Đề nghị hỗ trợ xi măng.")
    ]
    assert [one.text for one in found.conclusions] == [TEXT.split("\n")[2]]
    (task,) = found.tasks
    assert (task.assignee, task.due_text, task.due_on) == (
        "Công an xã",
        "trước ngày 18/11",
        None,
    )
    assert task.conclusion == found.conclusions[0].key
    assert [one.number for one in found.documents] == ["263/QĐ-TTg"]
    assert [span.mark.kind for span in found.marks] == [
        "document",
        "opinion",
        "conclusion",
        "task",
        "figure",
    ]


def test_a_mark_is_one_step_and_ctrl_z_takes_it_back(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    page.save_text()
    go_to(page, "Kết luận: giao")
    press(qtbot, page, 2)
    assert len(file_of(context, page).conclusions) == 1
    context.do(history.undo)
    found = file_of(context, page)
    assert (found.conclusions, found.marks) == ((), ())
    assert page.cards.widgets == {}
    assert found.meeting.transcript == TEXT


def test_the_cursor_goes_on_to_the_next_paragraph_so_that_keys_can_follow_each_other(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    go_to(page, "Đồng chí")
    press(qtbot, page, 1)
    press(qtbot, page, 2)
    press(qtbot, page, 5)
    kinds = [span.mark.kind for span in file_of(context, page).marks]
    assert kinds == ["opinion", "conclusion", "figure"]


class _Windows(QObject):
    """Notes every window that is shown, however short."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_marking_leaves_the_cursor_in_the_text_and_opens_no_window(
    qtbot: QtBot, qapp: QApplication, view: MeetingsView, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    view.activateWindow()
    page.edit.setFocus()
    go_to(page, TEXT[:10])
    windows = _Windows()
    qapp.installEventFilter(windows)
    for digit in (1, 3, 4, 2, 5):
        press(qtbot, page, digit)
        assert qapp.focusWidget() is page.edit
    qapp.removeEventFilter(windows)
    assert len(page.cards.widgets) >= 5
    assert windows.seen == []


def test_a_speaker_longer_than_the_field_stands_whole_under_it(
    qtbot: QtBot, page: TranscriptPage
) -> None:
    long = "Đồng chí A – Bí thư chi bộ, Trưởng ban công tác Mặt trận, Chi hội trưởng"
    paste(qtbot, page, f"{long} phát biểu: nhất trí.\nÔng B: đồng ý.")
    for words in ("Đồng chí A", "Ông B"):
        go_to(page, words)
        press(qtbot, page, 1)
    first, second = page.cards.widgets.values()
    qtbot.waitUntil(lambda: first.whole.isVisibleTo(page))
    assert (first.guess.text(), first.whole.text()) == (long, long)
    assert second.guess.text() == "Ông B"
    qtbot.waitUntil(lambda: not second.whole.isVisibleTo(page))


def test_shift_and_arrows_select_what_is_marked(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page, "Mot hai ba")
    qtbot.keyClick(page.edit, Qt.Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(page.edit, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, page, 5)
    assert file_of(context, page).marks[0].mark.quote == "Mot"


def test_a_double_click_selects_the_paragraph(qtbot: QtBot, page: TranscriptPage) -> None:
    paste(qtbot, page)
    go_to(page, "xi măng")
    middle = page.edit.cursorRect().center()
    qtbot.mouseDClick(page.edit.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.edit.textCursor().selectedText() == TEXT.split("\n")[1]


@pytest.mark.parametrize("letter", ["1", "k", "y"])
def test_no_key_marks_without_ctrl(
    qtbot: QtBot, context: AppContext, page: TranscriptPage, letter: str
) -> None:
    paste(qtbot, page)
    go_to(page, "Kết luận")
    qtbot.keyClicks(page.edit, letter)
    assert file_of(context, page).marks == ()
    assert f"{letter}Kết luận" in page.edit.toPlainText()


def test_marks_are_coloured_and_named_in_the_margin(qtbot: QtBot, page: TranscriptPage) -> None:
    paste(qtbot, page)
    go_to(page, "Đồng chí")
    press(qtbot, page, 1)
    press(qtbot, page, 2)
    named = [LOOKS[mark.kind].word for _, mark in page.edit._margin.names()]
    assert named == ["Ý kiến", "Kết luận"]
    assert len(page.edit.extraSelections()) == 2
    colours = {one.format.background().color().name() for one in page.edit.extraSelections()}
    assert len(colours) == 2


def test_looks_differ_by_word_and_sign_not_by_colour_alone() -> None:
    assert len({look.word for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.icon for look in LOOKS.values()}) == len(LOOKS)
    assert sorted(look.digit for look in LOOKS.values()) == [1, 2, 3, 4, 5]


def test_a_name_in_the_margin_leads_to_its_card(qtbot: QtBot, page: TranscriptPage) -> None:
    paste(qtbot, page)
    go_to(page, "Đồng chí")
    press(qtbot, page, 1)
    rect, mark = page.edit._margin.names()[0]
    qtbot.mouseClick(page.edit._margin, Qt.MouseButton.LeftButton, pos=QPoint(rect.center()))
    card = page.cards.widgets[mark.key]
    qtbot.waitUntil(card.guess.hasFocus)


def test_a_guessed_speaker_is_put_right_from_the_directory(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    position = PositionDraft({"title": "Trưởng thôn Đông"})
    person = context.do(
        lambda found: people.put_person(found, None, {"full_name": "Trần Văn Bình"}, [position])
    ).key
    paste(qtbot, page)
    go_to(page, "Đồng chí")
    press(qtbot, page, 1)
    card = next(iter(page.cards.widgets.values()))
    assert card.guess.text() == "Đồng chí Trưởng thôn Đông"
    card.guess.clear()
    qtbot.keyClicks(card.guess, "binh")
    qtbot.keyClick(card.guess, Qt.Key.Key_Return)
    (one,) = file_of(context, page).opinions
    assert (one.person, one.speaker) == (person, "Trần Văn Bình, Trưởng thôn Đông")
    assert one.content == "Đề nghị hỗ trợ xi măng."


def test_a_deadline_without_a_year_is_asked_for_beside_the_text(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    go_to(page, "Kết luận: giao")
    press(qtbot, page, 3)
    card = next(iter(page.cards.widgets.values()))
    proposal = card.deadline.proposals.itemAt(0).widget()
    assert proposal.text() == "18/11/2023"
    qtbot.mouseClick(proposal, Qt.MouseButton.LeftButton)
    (task,) = file_of(context, page).tasks
    assert (str(task.due_on), task.due_text) == ("2023-11-18", "trước ngày 18/11")


def test_unmarking_leaves_the_record_and_can_be_taken_back(
    qtbot: QtBot, context: AppContext, view: MeetingsView, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    go_to(page, "Kết luận: giao")
    press(qtbot, page, 2)
    go_to(page, "Kết luận: giao")
    press(qtbot, page, 0)
    found = file_of(context, page)
    assert (found.marks, len(found.conclusions)) == ((), 1)
    assert page.edit.extraSelections() == []
    assert "vẫn còn" in view.notice.message
    view.notice.action.click()
    assert len(file_of(context, page).marks) == 1


def test_a_card_opens_its_record(
    qtbot: QtBot, context: AppContext, view: MeetingsView, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    go_to(page, "Đồng chí")
    press(qtbot, page, 1)
    card = next(iter(page.cards.widgets.values()))
    with qtbot.waitSignal(context.open_requested) as asked:
        card.open_button.click()
    assert asked.args is not None
    view.show_record(*asked.args[1:])
    assert view.editor.page() == "record"
    row = next(iter(view.editor.opinions.rows.widgets.values()))
    qtbot.waitUntil(row.edit.hasFocus)


def test_a_mark_found_by_search_is_shown_in_the_text(
    qtbot: QtBot, context: AppContext, view: MeetingsView, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    go_to(page, "Thu ngân sách")
    press(qtbot, page, 5)
    mark = file_of(context, page).marks[0].mark.key
    view.editor.show_page("record")
    view.show_record("passage_mark", mark)
    assert view.editor.page() == "transcript"
    at = page.edit.textCursor().position()
    assert page.edit.toPlainText()[at:].startswith("Thu ngân sách")


def test_marks_follow_their_words_when_something_is_typed_before_them(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    go_to(page, "Thu ngân sách")
    press(qtbot, page, 5)
    go_to(page, "Chiều 10/11")
    qtbot.keyClicks(page.edit, "Bien ban. ")
    (selection,) = page.edit.extraSelections()
    assert selection.cursor.selectedText() == TEXT.split("\n")[3]
    page.save_text()
    (span,) = file_of(context, page).marks
    assert span.start == TEXT.index("Thu ngân sách") + len("Bien ban. ")


def test_a_mark_whose_words_are_gone_says_so(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page)
    go_to(page, "Thu ngân sách")
    press(qtbot, page, 5)
    page.edit.setPlainText("Chỉ còn câu này.")
    page.save_text()
    card = next(iter(page.cards.widgets.values()))
    assert "Không còn tìm thấy" in card.note.text()
    assert card.find_button.isHidden()


def test_letters_outside_the_basic_plane_and_decomposed_ones_do_not_shift_a_mark(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    decomposed = "  \U0001f33e \U0001f33e Xa ho\u0323p.\nThu nga\u0302n sa\u0301ch tốt."
    paste(qtbot, page, decomposed)
    go_to_end = page.edit.textCursor()
    go_to_end.movePosition(go_to_end.MoveOperation.End)
    page.edit.setTextCursor(go_to_end)
    press(qtbot, page, 5)
    (span,) = file_of(context, page).marks
    assert span.mark.quote == "Thu ngân sách tốt."
    (selection,) = page.edit.extraSelections()
    assert selection.cursor.selectedText() == "Thu ngân sách tốt."


def test_places_of_qt_and_characters_are_each_others_inverse() -> None:
    text = "a\U0001f33eb\U0001f33e"
    assert [units(text, at) for at in range(5)] == [0, 1, 3, 4, 6]
    assert [characters(text, at) for at in (0, 1, 3, 4, 6)] == list(range(5))


def test_hard_spaces_of_a_text_from_elsewhere_do_not_count_as_typed(
    context: AppContext, view: MeetingsView, page: TranscriptPage
) -> None:
    key = str(page.desk.key)
    text = "Xã\u00a0họp.\nThu\u00a0ngân sách."
    context.do(lambda found: transcripts.set_transcript(found, key, text))
    version = context.workspace.data_version()
    view.leave()
    assert context.workspace.data_version() == version
    assert page.edit.toPlainText() == "Xã họp.\nThu ngân sách."


def test_signs_that_word_breaks_lines_with_become_lines(
    qtbot: QtBot, context: AppContext, page: TranscriptPage
) -> None:
    paste(qtbot, page, "Một\x0bHai\r\nBa\x07")
    page.save_text()
    assert file_of(context, page).meeting.transcript == "Một\nHai\nBa"


def test_the_list_makes_room_for_the_text(view: MeetingsView, page: TranscriptPage) -> None:
    assert view._left.isHidden()
    view.editor.show_page("record")
    assert not view._left.isHidden()
