"""A meeting that is closed, corrected, another office's; its documents and photos."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.services import (
    batches,
    evidence,
    exchange,
    history,
    meeting_documents,
    meeting_papers,
    meeting_versions,
    meetings,
    records,
)
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.meeting_fixtures import enter_article
from ui import jobs, notices
from ui.context import AppContext
from ui.dialogs import reason_dialog
from ui.views.meetings_view import MeetingsView
from ui.views.meetings_view.closing import doubts_text
from ui.views.meetings_view.papers_page import place_of

CONTROL = Qt.KeyboardModifier.ControlModifier
NOW_MS = 1_700_000_000_000


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[MeetingsView]:
    made = MeetingsView(context)
    qtbot.addWidget(made, before_close_func=lambda _: jobs.stop_and_wait())
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


@pytest.fixture
def meeting(context: AppContext, view: MeetingsView) -> str:
    given = {"title": "Họp Ban Chỉ đạo", "held_on": "10/11/2023", "state": "held", "kind": "review"}
    key = context.do(lambda found: records.put_texts(found, "meeting", None, given)).key
    for entity, part in (
        ("attendee", {"name": "Bí thư", "attendance": "present"}),
        ("presentation", {"title": "Báo cáo sơ kết"}),
        ("opinion", {"speaker": "Bí thư", "content": "Nhất trí."}),
        ("vote", {"question": "Thông qua", "votes_for": 5}),
        ("conclusion", {"text": "Giao các thôn."}),
    ):
        context.do(lambda found, e=entity, p=part: batches.add_parts(found, e, key, [p]))
    view.open(key)
    return key


def file_of(context: AppContext, key: str) -> meetings.MeetingFile:
    return meetings.meeting_file(context.workspace, key)


def answer(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> list[tuple[str, ...]]:
    asked: list[tuple[str, ...]] = []

    def confirm(*words: str, danger: bool = False) -> bool:
        asked.append(words)
        return yes

    monkeypatch.setattr(notices, "confirm", confirm)
    return asked


def close(context: AppContext, key: str) -> None:
    context.do(lambda found: meeting_versions.finalise(found, key))


def test_closing_says_what_it_means_and_shows_a_banner(
    context: AppContext, view: MeetingsView, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=True)
    view.editor.conclusions.new.setPlainText("Ghi nhận kết quả.")
    view.editor.close_button.click()
    assert "không sửa được nữa" in asked[0][2]
    found = file_of(context, meeting)
    assert found.is_final
    assert [one.text for one in found.conclusions] == ["Giao các thôn.", "Ghi nhận kết quả."]
    assert view.editor.banner.words.text() == "Đã chốt ngày 15/11/2023, bản 1."
    assert view.editor.banner.isVisibleTo(view.editor)
    assert view.editor.close_button.isHidden()


def test_closing_names_what_is_doubtful_and_refuses_nothing(
    context: AppContext, view: MeetingsView, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=True)
    shown = [view.editor.issues.item(at).text() for at in range(view.editor.issues.count())]
    assert "Chưa ghi người chủ trì." in shown
    view.editor.close_button.click()
    for doubt in (
        "– Chưa ghi người chủ trì.",
        "– Chưa ghi thư ký.",
        "– Có 1 kết luận nhưng chưa ghi người kết luận.",
    ):
        assert doubt in asked[0][2]
    assert file_of(context, meeting).is_final
    assert file_of(context, meeting).closing_issues == ()


def test_many_doubts_are_counted_and_the_first_ones_named() -> None:
    assert doubts_text([]) == ""
    text = doubts_text([f"điểm {number}" for number in range(11)])
    assert "Còn 11 điểm" in text
    assert text.endswith("– điểm 7\n– và 3 điểm khác ở đầu trang, phần Cần xem lại")


def test_a_meeting_left_open_stays_as_it_is(
    context: AppContext, view: MeetingsView, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, yes=False)
    view.editor.close_button.click()
    assert not file_of(context, meeting).is_final
    assert view.editor.banner.isHidden()


def test_a_closed_meeting_is_read_and_not_written(
    qtbot: QtBot, context: AppContext, view: MeetingsView, meeting: str
) -> None:
    close(context, meeting)
    editor = view.editor
    assert editor.about.form.boxes["title"].editor.isReadOnly()
    assert not editor.about.form.boxes["kind"].editor.isEnabled()
    for part in (editor.opinions, editor.conclusions, editor.votes, editor.presentations):
        assert part.new.isHidden()
        for row in part.rows.widgets.values():
            assert row.menu.isHidden()
            texts = [one for one in row.editors.values() if hasattr(one, "isReadOnly")]
            assert all(one.isReadOnly() for one in texts)
    assert editor.agenda.edit.isReadOnly()
    assert editor.transcript.edit.isReadOnly()
    assert view._delete.isHidden()
    table = editor.attendance.table
    table.setFocus()
    table.setCurrentIndex(table.rows_model.index(0, 1))
    qtbot.keyClicks(table, "Chu")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_2, CONTROL)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert table.open_editor() is None
    assert file_of(context, meeting).attendees[0].attendance == "present"


def test_a_correction_asks_for_the_reason_and_the_next_closing_says_what_changed(
    context: AppContext, view: MeetingsView, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(context, meeting)
    monkeypatch.setattr(reason_dialog, "ask_reason", lambda *_: "Ghi sai tên")
    view.editor.banner.correct.click()
    assert "Đang đính chính bản 1" in view.editor.banner.words.text()
    assert view.editor.banner.more.text() == "Lý do: Ghi sai tên"
    row = next(iter(view.editor.opinions.rows.widgets.values()))
    assert not row.edit.isReadOnly()
    row.edit.setPlainText("Chưa nhất trí.")
    answer(monkeypatch, yes=True)
    view.editor.close_button.click()
    assert view.editor.banner.words.text() == "Đã chốt ngày 15/11/2023, bản 2."
    shown = [one.text() for one in view.editor.versions.shown]
    assert len(shown) == 2
    assert "Lý do: Ghi sai tên" in shown[0]
    assert "Chưa nhất trí" in shown[0] or "ý kiến" in shown[0].lower()
    assert view.editor.folds["versions"].note() == "2 bản"


def test_a_correction_without_a_reason_leaves_the_meeting_closed(
    context: AppContext, view: MeetingsView, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(context, meeting)
    monkeypatch.setattr(reason_dialog, "ask_reason", lambda *_: None)
    view.editor.banner.correct.click()
    assert file_of(context, meeting).is_final


def test_what_differs_from_the_closed_meeting_is_said_in_the_banner(
    context: AppContext, view: MeetingsView, meeting: str
) -> None:
    close(context, meeting)
    opinion = file_of(context, meeting).opinions[0].key
    store = context.workspace.store
    with store.step("từ máy khác", "cán bộ"):
        store.put("opinion", opinion, {"content": "Câu khác."})
    context.reload_all()
    assert view.editor.banner.more.isVisibleTo(view.editor.banner)
    assert view.editor.banner.property("kind") == "notice_warn"
    assert "Câu khác" in view.editor.banner.more.text() or view.editor.banner.more.text()


def test_progress_is_noted_beside_a_closed_meeting(
    context: AppContext, view: MeetingsView, meeting: str
) -> None:
    close(context, meeting)
    assert not view.editor.carried.cards.widgets
    assert all(card.words.isReadOnly() for card in view.editor.conclusions.tasks.widgets.values())


# --- another office's ---


@pytest.fixture
def received(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[AppContext, str, str]]:
    """The district's data with a meeting of its own and one taken in from a commune."""
    made = []
    for folder, office in (
        ("h", NewOffice(name="Hải Hà", level="huyen", code="xhuyen", sets=())),
        ("b", NewOffice(name="Xã khác", level="xa", code="06902", parent_code="xhuyen", sets=())),
    ):
        device = tmp_path / f"device-{folder}"
        made.append(
            create_workspace(
                tmp_path / folder, office, user="cán bộ", device_dir=device, now_ms=NOW_MS
            )
        )
    here, there = made
    ours = put(here, "Họp của ta")
    theirs = put(there, "Họp của xã khác")
    batches.add_parts(there, "opinion", theirs, [{"speaker": "Bí thư", "content": "Nhất trí."}])
    (file,) = exchange.send_package(there, tmp_path / "out").files
    assert exchange.take_packages(here, [file], exchange.own_fingerprint(there)).error is None
    context = AppContext(here, period_id="2023", set_id="")
    yield context, ours, theirs
    context.stop()
    here.close()
    there.close()


def put(workspace: Workspace, title: str) -> str:
    given = {"title": title, "held_on": "01/10/2023", "state": "held"}
    return records.put_texts(workspace, "meeting", None, given).key


def test_another_offices_meeting_opened_from_search_stays_and_is_read_only(
    qtbot: QtBot, received: tuple[AppContext, str, str]
) -> None:
    context, ours, theirs = received
    view = MeetingsView(context)
    qtbot.addWidget(view)
    view.show()
    assert view.list.count() == 1
    view.show_record("meeting", theirs)
    context.reload_all()
    assert view.desk.key == theirs
    assert view.list.count() == 2
    assert view.editor.title.text() == "Họp của xã khác"
    assert "đơn vị khác" in view.editor.banner.words.text()
    assert view.editor.banner.correct.isHidden()
    assert view.editor.close_button.isHidden()
    assert view._delete.isHidden()
    row = next(iter(view.editor.opinions.rows.widgets.values()))
    assert row.edit.isReadOnly()
    view.open(ours)
    assert view.list.count() == 1
    assert not view.editor.about.form.boxes["title"].editor.isReadOnly()


# --- documents and photos ---


def test_the_documents_of_a_meeting_are_offered_with_what_they_lack(
    context: AppContext, view: MeetingsView
) -> None:
    done = enter_article(context.workspace, "000")
    context.reload_all()
    view.open(done.meeting)
    view.editor.show_page("papers")
    papers = view.editor.papers
    found = [
        papers.list.item(place).data(Qt.ItemDataRole.UserRole)
        for place in range(papers.list.count())
    ]
    assert {"giay-moi", "bien-ban", "thong-bao-ket-luan"} <= {line.key for line in found}
    assert "bien-ban-hop-thon" not in {line.key for line in found}
    assert found[0].state.word.startswith("Thiếu ")
    assert papers.missing.count() > 0


def test_what_a_document_lacks_is_read_again_when_it_was_filled_in(
    context: AppContext, view: MeetingsView, meeting: str
) -> None:
    view.editor.show_page("papers")
    before = view.editor.papers.missing.count()
    put = {"place": "Hội trường UBND xã", "chairs": "Bí thư"}
    context.do(lambda found: records.put_texts(found, "meeting", meeting, put))
    assert view.editor.papers.missing.count() == before - 2


def test_a_gap_leads_to_its_field_and_an_option_is_filled_in_here(
    qtbot: QtBot, context: AppContext, view: MeetingsView, meeting: str
) -> None:
    view.editor.show_page("papers")
    papers = view.editor.papers
    gaps = [papers.missing.item(row).text() for row in range(papers.missing.count())]
    assert any(text.startswith("Họ tên người ký") for text in gaps)
    papers._go_to(Issue(Severity.WARNING, place_of("Họ tên người ký: chưa nhập."), ""))
    field = papers.options.editors["signer_name"]
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Nguyen Van A")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    gaps = [papers.missing.item(row).text() for row in range(papers.missing.count())]
    assert not any(text.startswith("Họ tên người ký") for text in gaps)
    papers._go_to(Issue(Severity.WARNING, place_of("Địa điểm: chưa nhập."), ""))
    assert view.editor.page() == "record"
    qtbot.waitUntil(view.editor.about.form.boxes["place"].editor.hasFocus)


def test_the_form_that_was_chosen_for_a_document_is_the_one_shown(
    qtbot: QtBot, context: AppContext, view: MeetingsView, meeting: str
) -> None:
    context.do(lambda found: records.put_texts(found, "meeting", meeting, {"organiser": "UBND xã"}))
    view.editor.show_page("papers")
    papers = view.editor.papers
    assert papers.regime.text() == "Thể thức: chính quyền"
    box = papers.options.editors["regime"]
    assert isinstance(box, QComboBox)
    box.setFocus()
    box.setCurrentIndex(box.findData("party"))
    box.activated.emit(box.currentIndex())
    assert papers.regime.text() == "Thể thức: Đảng"
    notes = [papers.missing.item(row).text() for row in range(papers.missing.count())]
    assert any("xem lại thể thức" in text for text in notes)


def test_every_gap_a_document_can_have_leads_somewhere(
    context: AppContext, view: MeetingsView
) -> None:
    lost = set()
    for article in ("000", "001", "002", "004"):
        done = enter_article(context.workspace, article)
        for paper in meeting_documents.offered(context.workspace, done.meeting):
            lost |= {text for text in paper.missing if not place_of(text)}
    known = ("Ảnh", "Họ tên thư ký", "Kết quả: có nhiệm vụ")
    assert [text for text in lost if not text.startswith(known)] == []


def test_a_document_is_written_to_the_place_that_is_chosen(
    qtbot: QtBot,
    context: AppContext,
    view: MeetingsView,
    meeting: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "bien-ban.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    view.editor.show_page("papers")
    view.editor.papers.list.choose_key("bien-ban")
    view.editor.papers.make_button.click()
    qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=20_000)
    qtbot.waitUntil(view.editor.papers.open_file.isVisible)
    assert target.stat().st_size > 0
    assert "bien-ban.docx" in view.editor.papers.built.text()


def test_photos_of_the_meeting_are_attached_to_it(
    context: AppContext, view: MeetingsView, meeting: str, tmp_path: Path
) -> None:
    photo = tmp_path / "anh.png"
    assert view.grab().save(str(photo))
    view.editor.show_page("papers")
    view.editor.papers.photos.attach([photo])
    held = evidence.evidence_of(context.workspace, "meeting", meeting)
    assert len(held) == 1
    assert len(view.editor.papers.photos.lines) == 1


def test_the_photos_of_a_meeting_are_not_called_evidence(view: MeetingsView, meeting: str) -> None:
    photos = view.editor.papers.photos
    words = [one.text() for one in photos.findChildren(QLabel)]
    assert "Ảnh, tệp" in words
    assert "Minh chứng" not in words
    assert photos.attach_button.accessibleName() == "Đính kèm ảnh, tệp"


def test_what_was_chosen_for_a_document_is_there_again_when_the_meeting_is_opened_anew(
    qtbot: QtBot, context: AppContext, view: MeetingsView, meeting: str
) -> None:
    other = context.do(lambda ws: records.put_texts(ws, "meeting", None, {"title": "Khác"})).key
    view.editor.show_page("papers")
    papers = view.editor.papers
    papers.list.choose_key("giay-moi")
    field = papers.options.editors["signer_name"]
    field.setFocus()
    qtbot.keyClicks(field, "Le Thi B")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    kept = meeting_papers.kept_options(context.workspace, meeting)
    assert kept["giay-moi"]["signer_name"] == "Le Thi B"
    papers.list.choose_key("thong-bao-ket-luan")
    assert papers.options.values()["signer_name"] == "Le Thi B"  # offered to the others, too
    view.open(other)
    view.editor.show_page("papers")
    assert papers.options.values() == {}
    view.open(meeting)
    view.editor.show_page("papers")
    papers.list.choose_key("giay-moi")
    assert papers.options.editors["signer_name"].text() == "Le Thi B"
    context.do(history.undo)
    assert papers.options.editors["signer_name"].text() == ""
