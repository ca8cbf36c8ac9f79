"""Tasks: where they come from, what is noted, extended and counted, rows for the papers."""

from __future__ import annotations

import datetime

import pytest

from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.task_standing import Standing
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import batches, evidence, history, meetings, people
from ntm_desktop.services.people import PositionDraft
from ntm_desktop.services.records import get_record, list_records, put_texts
from ntm_desktop.services.tasks import (
    TaskFilter,
    assignment_rows,
    draft_from_document,
    due_shown,
    extend_deadline,
    follow_up,
    followed_tasks,
    list_tasks,
    note_line,
    note_progress,
    set_lead,
    task_file,
    task_from_conclusion,
    task_from_document,
    tasks_board,
)
from tests.evidence_files import picture
from tests.services.conftest import NOW

TODAY = local_time(NOW).date()  # 23/01/2024


def meeting(workspace, title="Hội nghị sơ kết", **fields):
    """Save a meeting; return its key."""
    return put_texts(workspace, "meeting", None, {"title": title, **fields}).key


def document(workspace, number="15/TB-UBND", **fields):
    """Save a document; return its key."""
    return put_texts(workspace, "official_document", None, {"number": number, **fields}).key


def task(workspace, text, days=None, **fields):
    """Save a task due some days from now; return its key."""
    if days is not None:
        fields["due_on"] = (TODAY + datetime.timedelta(days=days)).isoformat()
    return put_texts(workspace, "task", None, {"text": text, "state": "open", **fields}).key


def names(tasks):
    """Return what the tasks of a list are about."""
    return [one.text for one in tasks]


def test_a_task_comes_of_a_conclusion_that_stays_word_for_word(commune):
    key = meeting(commune)
    words = "yêu cầu các thôn rà soát các tiêu chí"
    conclusion = batches.add_parts(commune, "conclusion", key, [{"text": words}]).key
    whole = task_from_conclusion(commune, conclusion).key
    part = task_from_conclusion(
        commune, conclusion, " rà soát các tiêu chí ", {"verb": "require", "due_on": "2024-06-30"}
    ).key
    found = meetings.meeting_file(commune, key)
    by_key = {one.key: one for one in found.tasks}
    assert by_key[whole].text == words
    assert by_key[part].text == "rà soát các tiêu chí"
    assert (by_key[part].verb, by_key[part].state) == ("require", "open")
    assert by_key[part].conclusion == conclusion
    assert found.conclusions[0].text == words


def test_a_task_of_no_conclusion_is_refused(commune):
    with pytest.raises(NotFoundError):
        task_from_conclusion(commune, "06901/c404")


def test_the_board_sorts_tasks_by_how_soon_they_are_due(commune):
    for text, days in (
        ("trễ nhiều", -9), ("trễ", -1), ("hôm nay", 0), ("sáu ngày", 6), ("bảy ngày", 7),
        ("ba mươi", 30), ("xa", 31), ("không hạn", None),
    ):  # fmt: skip
        task(commune, text, days)
    task(commune, "xong", -3, state="done")
    task(commune, "dừng", -3, state="dropped")
    board = tasks_board(commune)
    assert names(board.overdue) == ["trễ nhiều", "trễ"]
    assert names(board.this_week) == ["hôm nay", "sáu ngày"]
    assert names(board.this_month) == ["bảy ngày", "ba mươi"]
    assert names(board.waiting) == ["xa", "không hạn"]
    assert sorted(names(board.done)) == ["dừng", "xong"]
    assert names(list_tasks(commune))[-1] == "không hạn"


def test_a_task_taken_up_again_is_not_completed_any_more(commune):
    key = task(commune, "Rà soát")
    note_progress(commune, key, "xong", "done")
    note_progress(commune, key, "làm lại", "doing")
    assert get_record(commune, "task", key).values["completed_on"] is None
    history.undo(commune)
    assert get_record(commune, "task", key).values["completed_on"] == TODAY


def test_progress_of_no_task_or_with_no_such_state_is_refused(commune):
    with pytest.raises(NotFoundError):
        note_progress(commune, "06901/t404", "x")
    with pytest.raises(InputError):
        note_progress(commune, task(commune, "Rà soát"), "x", "gần xong")


def test_progress_is_noted_with_its_day_and_the_old_text_stays(commune):
    key = task(commune, "Rà soát", progress="01/01/2024: ghi trước đây")
    note_progress(commune, key, " đã họp thôn ", percent=40)
    note_progress(commune, key, "xong", "done", noted_on=datetime.date(2024, 1, 22))
    values = get_record(commune, "task", key).values
    assert values["progress"] == "01/01/2024: ghi trước đây"
    assert (values["state"], values["completed_on"]) == ("done", datetime.date(2024, 1, 22))
    done, begun = task_file(commune, key).notes
    assert (begun.text, begun.percent, begun.kind, begun.noted_by) == (
        *("đã họp thôn", 40, "progress", "An"),
    )
    assert (done.kind, note_line(done)) == ("done", "22/01/2024: xong")
    history.undo(commune)
    assert len(task_file(commune, key).notes) == 1
    assert get_record(commune, "task", key).values["state"] == "open"


def test_a_note_says_something_and_a_percentage_is_one(commune):
    key = task(commune, "Rà soát")
    with pytest.raises(InputError, match="Chưa ghi nội dung"):
        note_progress(commune, key, "  ")
    with pytest.raises(InputError):
        note_progress(commune, key, "x", percent=101)
    assert task_file(commune, key).notes == ()


def test_notes_go_with_their_task(commune):
    key = task(commune, "Rà soát")
    note_progress(commune, key, "x")
    batches.delete_whole(commune, "task", key)
    assert list_records(commune, "task_note") == ()


def test_a_recurring_task_waits_and_its_check_is_called_for(commune):
    task(commune, "muộn", check_from="15/01/2024", recurrence="hàng tuần")
    task(commune, "kỳ tới", check_from="25/01/2024", recurrence="hàng tháng")
    task(commune, "xa", check_from="25/06/2024", recurrence="hàng tháng", due_on="20/01/2024")
    board = tasks_board(commune)
    assert sorted(names(board.checks_due)) == ["kỳ tới", "muộn"]
    assert len(board.waiting) == 3
    assert board.overdue == ()
    key = next(one.key for one in board.checks_due if one.text == "muộn")
    note_progress(commune, key, "đã kiểm đếm", kind="check")
    assert "lần kiểm tra tới ngày 29/01/2024" in task_file(commune, key).followed.standing_text


def test_a_task_comes_of_a_passage_of_a_document_that_is_kept_word_for_word(commune):
    source = document(commune, issued_on="10/11/2023", issuer="UBND huyện")
    passage = "- Giao Công an xã chủ trì rà soát, xong trước ngày 18/11."
    draft = draft_from_document(commune, source, passage)
    assert draft.values["verb"] == "assign"
    assert draft.values["assignee"] == "Công an xã"
    assert draft.values["due_text"] == "trước ngày 18/11" or "18/11" in draft.values["due_text"]
    assert "due_on" not in draft.values
    assert draft.deadline.proposals[0] == datetime.date(2023, 11, 18)
    assert list_tasks(commune) == ()
    made = task_from_document(commune, source, passage, {"due_on": "2023-11-18"})
    found = task_file(commune, made.key)
    assert (found.task.source_quote, found.task.document) == (passage, source)
    assert found.task.text.startswith("Giao Công an xã")
    assert found.document is not None
    assert found.followed.source.startswith("Thông báo số 15/TB-UBND")


def test_a_recurring_check_of_a_document_begins_one_period_later(commune):
    source = document(commune, issued_on="24/01/2024")
    passage = "Văn phòng kiểm đếm việc thực hiện hàng tuần, hàng tháng."
    made = task_from_document(commune, source, passage)
    found = task_file(commune, made.key).task
    assert (found.recurrence, found.due_text) == ("weekly", "hàng tuần, hàng tháng")
    assert found.check_from == datetime.date(2024, 1, 31)


def test_no_task_comes_of_no_document_or_no_words(commune):
    with pytest.raises(NotFoundError):
        draft_from_document(commune, "06901/o404", "x")
    with pytest.raises(InputError):
        draft_from_document(commune, document(commune), "  ")


def test_an_extension_moves_what_is_overdue_and_keeps_the_old_deadline(commune):
    key = task(commune, "Rà soát", -5, due_text="trước ngày 18/01")
    ground = document(commune)
    assert task_file(commune, key).followed.standing is Standing.OVERDUE
    extend_deadline(commune, key, datetime.date(2024, 3, 1), "mưa lũ", ground)
    found = task_file(commune, key)
    assert found.followed.standing is Standing.OPEN
    assert (found.task.due_on, found.task.due_text) == (datetime.date(2024, 3, 1), None)
    [kept] = found.extensions
    assert (kept.old_due_on, kept.new_due_on) == (
        datetime.date(2024, 1, 18), datetime.date(2024, 3, 1),
    )  # fmt: skip
    assert kept.document == ground
    assert kept.text == "Gia hạn từ 18/01/2024 (trước ngày 18/01) đến 01/03/2024: mưa lũ"
    history.undo(commune)
    assert task_file(commune, key).task.due_text == "trước ngày 18/01"


def test_an_extension_of_checks_moves_their_last_day(commune):
    key = task(
        commune, "Kiểm", recurrence="hàng tuần", check_until="31/01/2024", due_text="hàng tuần"
    )
    extend_deadline(commune, key, datetime.date(2024, 6, 30), "còn việc")
    found = task_file(commune, key).task
    assert (found.check_until, found.due_text) == (datetime.date(2024, 6, 30), "hàng tuần")


def test_an_extension_needs_a_reason_a_later_day_and_an_open_task(commune):
    key = task(commune, "Rà soát", 5)
    later = datetime.date(2024, 6, 30)
    with pytest.raises(InputError, match="lý do"):
        extend_deadline(commune, key, later, " ")
    with pytest.raises(InputError, match="không sau"):
        extend_deadline(commune, key, TODAY, "x")
    with pytest.raises(NotFoundError):
        extend_deadline(commune, key, later, "x", "06901/o404")
    note_progress(commune, key, "xong", "done")
    with pytest.raises(InputError, match="đã xong"):
        extend_deadline(commune, key, later, "x")
    undated = task(commune, "Không hạn")
    extend_deadline(commune, undated, later, "", document(commune))
    assert "chưa có hạn" in task_file(commune, undated).notes[0].text


def test_tasks_are_found_by_who_where_from_and_how_soon(commune):
    person = put_texts(commune, "person", None, {"full_name": "Nguyễn Văn A"}).key
    held = meeting(commune, held_on="05/01/2024")
    source, linked = document(commune), document(commune, "16/TB-UBND")
    task(commune, "một", -1, assignee="Công an xã", meeting=held)
    task(commune, "hai", 3, supporting="MTTQ\nCông an xã", document=source, documents=linked)
    task(commune, "ba", 40, person=person, indicator="1.1")
    task(commune, "bốn", recurrence="hàng tuần", check_from="26/01/2024")
    task(commune, "năm", -9, state="done", assignee="Công an xã")

    def found(**asked):
        return {one.task.text for one in followed_tasks(commune, TaskFilter(**asked))}

    assert found() == {"một", "hai", "ba", "bốn", "năm"}
    assert found(lead="cong an") == {"một", "hai", "năm"}
    assert found(lead="công an", only_open=True) == {"một", "hai"}
    assert found(lead="Nguyễn Văn A") == found(person=person) == found(indicator="1.1") == {"ba"}
    assert found(meeting=held) == {"một"}
    assert found(document=source) == found(document=linked) == {"hai"}
    assert found(due=7) == {"một", "hai", "bốn"}
    assert found(due=2) == {"một"}
    assert found(set_id="không có") == set()
    for name in ("person", "meeting", "document"):
        with pytest.raises(NotFoundError):
            found(**{name: "06901/x404"})


def test_a_task_without_evidence_is_doubted_until_a_file_proves_it(commune, tmp_path):
    key = task(commune, "Rà soát", 3, assignee="Công an xã")
    note_progress(commune, key, "xong", "done")
    found = task_file(commune, key)
    assert (found.evidence, [one.where for one in found.issues]) == (0, [key])
    proof = tmp_path / "a.png"
    proof.write_bytes(picture())
    evidence.attach(commune, "task", key, [proof])
    found = task_file(commune, key)
    assert (found.evidence, found.issues) == (1, ())


def test_a_task_file_has_its_sources_and_links(commune):
    held = meeting(commune, "Họp", held_on="05/01/2024")
    conclusion = batches.add_parts(commune, "conclusion", held, [{"text": "giao"}]).key
    work = put_texts(commune, "work", None, {"name": "Đường"}).key
    person = put_texts(commune, "person", None, {"full_name": "Nguyễn Văn A"}).key
    linked = document(commune)
    key = task_from_conclusion(
        commune, conclusion, "", {"work": work, "person": person, "documents": linked}
    ).key
    found = task_file(commune, key)
    assert (found.meeting.key, found.conclusion.key) == (held, conclusion)
    assert (found.work.key, found.person.key) == (work, person)
    assert [one.key for one in found.documents] == [linked]
    assert (found.followed.source, found.followed.lead) == ("Họp (05/01/2024)", "Nguyễn Văn A")
    assert found.notes == ()
    with pytest.raises(NotFoundError):
        task_file(commune, "06901/t404")


def test_an_assignment_lists_tasks_in_the_order_of_the_conclusions(commune):
    held = meeting(commune)
    first = batches.add_parts(commune, "conclusion", held, [{"text": "một"}]).key
    second = batches.add_parts(commune, "conclusion", held, [{"text": "hai"}]).key
    task_from_conclusion(commune, second, "", {"due_on": "2024-01-30", "verb": "request"})
    more = {"assignee": "Công an xã", "supporting": "MTTQ\nThôn 1", "due_text": "hàng tuần"}
    task_from_conclusion(commune, first, "", more)
    rows = assignment_rows(commune, TaskFilter(meeting=held))
    assert [(row.number, row.text, row.lead) for row in rows] == [
        (1, "một", "Công an xã"), (2, "hai", ""),
    ]  # fmt: skip
    assert rows[0].supporting == ("MTTQ", "Thôn 1")
    assert [(row.due, row.verb) for row in rows] == [("hàng tuần", ""), ("30/01/2024", "đề nghị")]


def test_a_follow_up_counts_every_task_of_every_lead_once(commune):
    lead = {"assignee": "Công an xã"}
    task(commune, "trễ", -1, **lead)
    task(commune, "kịp", 5, **lead)
    late = task(commune, "xong muộn", -9, **lead, progress="01/01/2024: bắt đầu")
    task(commune, "bỏ", 5, state="dropped")
    task(commune, "lỡ", recurrence="hàng tuần", check_from="10/01/2024")
    note_progress(commune, late, "cũ", noted_on=datetime.date(2023, 12, 1))
    note_progress(commune, late, "xong", "done", percent=100)
    found = follow_up(commune, since=datetime.date(2024, 1, 15))
    [police, nobody] = found.leads
    assert (police.lead, police.total, police.done_late, police.open_late) == (
        "Công an xã",
        3,
        1,
        1,
    )
    assert (police.open_in_time, police.done_in_time, police.dropped) == (1, 0, 0)
    assert (nobody.lead, nobody.open_late, nobody.dropped) == ("", 1, 1)
    assert found.total.total == len(found.rows) == 5
    for one in (*found.leads, found.total):
        parts = (one.done_in_time, one.done_late, one.open_in_time, one.open_late, one.dropped)
        assert sum(parts) == one.total
    row = next(row for row in found.rows if row.key == late)
    assert row.results == ("01/01/2024: bắt đầu", "23/01/2024: xong")
    assert (row.percent, row.completed_on, row.standing) == (100, TODAY, Standing.DONE_LATE)


def test_a_follow_up_of_an_earlier_day_knows_nothing_later(commune):
    key = task(commune, "Rà soát", -1)
    note_progress(commune, key, "làm rồi", percent=50)
    row = follow_up(commune, until=TODAY - datetime.timedelta(2)).rows[0]
    assert (row.standing, row.percent, row.results) == (Standing.DUE_SOON, None, ())
    note_progress(commune, key, "xong", percent=100)
    row = follow_up(commune, until=TODAY - datetime.timedelta(2)).rows[0]
    assert (row.standing, row.completed_on) == (Standing.DUE_SOON, None)


def test_a_deadline_before_its_source_is_doubtful(commune):
    source = document(commune, issued_on="05/01/2024")
    early = task(commune, "x", due_on="04/01/2024", document=source)
    later = task(commune, "x", due_on="05/01/2024", document=source)
    assert "Hạn 04/01/2024 trước ngày giao việc 05/01/2024" in issues_of(commune, early)
    assert "trước ngày giao việc" not in issues_of(commune, later)


def issues_of(commune, key):
    return " ".join(one.text for one in task_file(commune, key).issues)


def test_a_deadline_is_shown_as_it_was_said(commune):
    for fields, shown in (
        ({"due_on": "18/11/2023"}, "18/11/2023"),
        ({"due_on": "18/11/2023", "due_text": "trước 18/11"}, "trước 18/11/2023"),
        ({"due_text": "trước 18/11"}, "trước 18/11"),
        ({"due_text": "hàng tuần"}, "hàng tuần"),
        ({"recurrence": "hàng tuần"}, "hàng tuần"),
        ({}, ""),
    ):
        key = task(commune, "x", **fields)
        assert due_shown(task_file(commune, key).task) == shown


def test_a_lead_of_the_directory_is_kept_with_the_words(commune):
    draft = PositionDraft({"title": "Chủ tịch UBND xã"})
    person = people.put_person(commune, None, {"full_name": "Phạm Văn Mẫu"}, [draft]).key
    key = task(commune, "Rà soát", 3)

    def kept():
        values = get_record(commune, "task", key).values
        return values["assignee"], values["person"]

    set_lead(commune, key, "Phạm Văn Mẫu, Chủ tịch UBND xã", person)
    assert kept() == ("Phạm Văn Mẫu, Chủ tịch UBND xã", person)
    set_lead(commune, key, "UBND xã")
    assert kept() == ("UBND xã", None)
    put_texts(commune, "task", key, {"person": person})
    set_lead(commune, key, "Văn phòng")
    assert kept() == ("Văn phòng", person)  # chosen beside the words: it stays
    history.undo(commune)
    assert kept() == ("UBND xã", person)


def test_a_deadline_without_a_day_is_counted_apart_and_never_in_time(commune):
    for text, fields in (
        ("có hạn", {"due_on": "31/12/2030"}),
        ("theo năm", {"due_text": "năm 2024"}),
        ("không ghi hạn", {}),
        ("thường xuyên", {"due_text": "thường xuyên"}),
        ("hàng tháng", {"recurrence": "hàng tháng"}),
    ):
        put_texts(commune, "task", None, {"text": text, "state": "open", **fields})
    total = follow_up(commune).total
    assert (total.open_in_time, total.undated, total.open_late, total.total) == (2, 3, 0, 5)
    due = followed_tasks(commune, TaskFilter(due=7))
    assert {one.task.text for one in due} == {"theo năm", "hàng tháng"}


def test_a_typed_deadline_of_no_calendar_is_refused(commune):
    with pytest.raises(InputError, match="Không có ngày 25/13/2026"):
        put_texts(commune, "task", None, {"text": "x", "due_text": "25/13/2026"})
    kept = put_texts(commune, "task", None, {"text": "x", "due_text": "trước ngày 31/11"})
    assert get_record(commune, "task", kept.key).values["due_text"] == "trước ngày 31/11"


def test_a_task_of_an_old_document_has_missed_no_check_before_somebody_chose(commune):
    source = put_texts(
        commune, "official_document", None, {"number": "92/KH-UBND", "issued_on": "5/11/2022"}
    ).key
    passage = "Hai là, rà soát. Giao UBND xã chủ trì, báo cáo trước ngày 15 hàng tháng."
    task_from_document(commune, source, passage)
    [found] = followed_tasks(commune)
    assert (found.lead, found.task.due_text) == ("UBND xã", "trước ngày 15 hàng tháng")
    assert (found.task.check_from, found.standing.value) == (None, "undated")
