"""Passages of a pasted text become records word for word, each in one step that is taken back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import history, meeting_versions, meetings, people, transcripts
from ntm_desktop.services.records import delete_record, get_record, list_records, put_texts

TEXT = (
    "Sáng 15/9/2023 họp.\n"
    "Ông Trần Văn An, Trưởng thôn: đường hỏng nặng.\n"
    "Kết luận: giao Phòng Kinh tế chủ trì rà soát trước ngày 18/11; báo cáo hàng tuần.\n"
    "Thực hiện Nghị quyết số 18-NQ/ĐU, ngày 26/10/2022 của Ban Chấp hành Đảng bộ xã và "
    "Nghị quyết 37 hỗ trợ.\n"
    "Thu 30.170 triệu đồng. Thu hết."
)


@pytest.fixture
def meeting(commune):
    """A meeting with a text; its key."""
    key = put_texts(commune, "meeting", None, {"title": "Họp", "held_on": "15/09/2023"}).key
    transcripts.set_transcript(commune, key, TEXT)
    return key


def mark(workspace, meeting, kind, quote, **values):
    """Mark the one place of a quote."""
    return transcripts.mark_quote(workspace, meeting, kind, quote, values or None)


def test_a_conclusion_is_kept_word_for_word(commune, meeting):
    words = "giao Phòng Kinh tế chủ trì rà soát trước ngày 18/11; báo cáo hàng tuần."
    start = TEXT.index(words)
    done = transcripts.mark_passage(
        commune, meeting, "conclusion", start - 1, start + len(words) + 1
    )
    [conclusion] = meetings.meeting_file(commune, meeting).conclusions
    assert (conclusion.text, conclusion.key, conclusion.place) == (words, done.records[0], 1)
    assert history.undo_label(commune).startswith("Đánh dấu kết luận: giao Phòng")
    [span] = transcripts.spans(commune, meeting)
    assert TEXT[span.start : span.start + span.length] == words == span.mark.quote
    history.undo(commune)
    assert transcripts.spans(commune, meeting) == ()
    assert list_records(commune, "conclusion") == ()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_whatever_is_marked_is_printed_back_equal(commune, meeting, one, other):
    start, end = sorted((one, other))
    if not TEXT[start:end].strip():
        return
    key = put_texts(commune, "meeting", None, {"title": "x", "transcript": TEXT}).key
    transcripts.mark_passage(commune, key, "conclusion", start, end)
    found = meetings.meeting_file(commune, key)
    assert [part.text for part in found.conclusions] == [TEXT[start:end].strip()]
    assert found.marks[0].mark.quote == TEXT[start:end].strip()


def test_a_conclusion_cannot_be_given_other_words(commune, meeting):
    mark(commune, meeting, "conclusion", "báo cáo hàng tuần", text="khác")
    assert meetings.meeting_file(commune, meeting).conclusions[0].text == "báo cáo hàng tuần"


def test_a_task_belongs_to_the_conclusion_it_stands_in(commune, meeting):
    outside = mark(commune, meeting, "task", "đường hỏng nặng").records[0]
    conclusion = mark(
        commune,
        meeting,
        "conclusion",
        "giao Phòng Kinh tế chủ trì rà soát trước ngày 18/11; báo cáo hàng tuần.",
    ).records[0]
    words = "giao Phòng Kinh tế chủ trì rà soát trước ngày 18/11"
    inside = mark(commune, meeting, "task", words, assignee="Phòng Kinh tế huyện").records[0]
    values = get_record(commune, "task", inside).values
    assert (values["conclusion"], values["verb"]) == (conclusion, "assign")
    assert (values["assignee"], values["due_text"]) == ("Phòng Kinh tế huyện", "trước ngày 18/11")
    assert (values["due_on"], values["source_quote"]) == (None, words)
    assert get_record(commune, "task", outside).values["conclusion"] is None


def test_an_opinion_finds_its_speaker_in_the_directory(commune, meeting):
    an = people.put_person(commune, None, {"full_name": "Trần Văn An"}).key
    done = mark(commune, meeting, "opinion", "Ông Trần Văn An, Trưởng thôn: đường hỏng nặng.")
    [opinion] = meetings.meeting_file(commune, meeting).opinions
    assert (opinion.person, opinion.content) == (an, "đường hỏng nặng.")
    assert opinion.speaker == "Ông Trần Văn An, Trưởng thôn"
    history.undo(commune)
    people.put_person(commune, None, {"full_name": "Trần Văn An"})
    mark(commune, meeting, "opinion", "Ông Trần Văn An, Trưởng thôn: đường hỏng nặng.")
    assert meetings.meeting_file(commune, meeting).opinions[0].person is None
    assert done.missing == ()


def test_documents_are_read_as_far_as_they_are_printed_and_not_doubled(commune, meeting):
    kept = put_texts(
        commune, "official_document", None, {"number": "18-NQ/ĐU", "issued_on": "26/10/2022"}
    ).key
    start = TEXT.index("Nghị quyết số")
    done = transcripts.mark_passage(commune, meeting, "document", start, TEXT.index(" hỗ trợ."))
    assert done.records[0] == kept
    found = {one.number: one for one in meetings.meeting_file(commune, meeting).documents}
    assert set(found) == {"18-NQ/ĐU", "37"}
    assert "thiếu ký hiệu" in done.missing
    assert "Nghị quyết 37" in found["37"].note
    other = put_texts(commune, "meeting", None, {"title": "Khác", "transcript": TEXT}).key
    transcripts.mark_passage(commune, other, "document", start, TEXT.index(" và"))
    assert get_record(commune, "official_document", kept).values["meeting"] == meeting


def test_a_figure_is_a_mark_alone(commune, meeting):
    done = mark(commune, meeting, "figure", "30.170 triệu đồng")
    assert (done.records, len(done.marks)) == ((), 1)
    [span] = meetings.meeting_file(commune, meeting).marks
    assert (span.mark.kind, span.mark.quote, span.mark.record) == (
        "figure", "30.170 triệu đồng", None,
    )  # fmt: skip


def test_marks_find_their_words_again_and_are_forgotten_alone(commune, meeting):
    done = mark(commune, meeting, "conclusion", "báo cáo hàng tuần")
    transcripts.set_transcript(commune, meeting, "Thêm đầu.\r\n" + TEXT)
    [span] = transcripts.spans(commune, meeting)
    assert span.start == TEXT.index("báo cáo hàng tuần") + len("Thêm đầu.\n")
    transcripts.set_transcript(commune, meeting, "khác hẳn")
    assert transcripts.spans(commune, meeting)[0].start is None
    transcripts.unmark(commune, done.marks[0])
    assert history.undo_label(commune) == "Bỏ đánh dấu kết luận: báo cáo hàng tuần"
    assert transcripts.spans(commune, meeting) == ()
    assert len(list_records(commune, "conclusion")) == 1


def test_what_cannot_be_marked_is_refused(commune, meeting):
    mark(commune, meeting, "figure", "30.170 triệu đồng")
    for kind, quote in (
        ("figure", "30.170 triệu đồng"), ("figure", "không có"), ("figure", "Thu"), ("x", "họp"),
    ):  # fmt: skip
        with pytest.raises(InputError):
            mark(commune, meeting, kind, quote)
    with pytest.raises(InputError):
        transcripts.mark_passage(commune, meeting, "figure", 0, 10_000)
    empty = put_texts(commune, "meeting", None, {"title": "Trống"}).key
    with pytest.raises(InputError, match="chưa có văn bản"):
        mark(commune, empty, "figure", "x")
    with pytest.raises(InputError, match="chưa có văn bản"):
        transcripts.mark_passage(commune, empty, "figure", 0, 1)
    with pytest.raises(NotFoundError):
        mark(commune, "06901/m404", "figure", "x")
    assert len(transcripts.spans(commune, meeting)) == 1


def test_a_closed_meeting_takes_no_marks(commune, meeting):
    done = mark(commune, meeting, "figure", "30.170 triệu đồng")
    meeting_versions.finalise(commune, meeting)
    with pytest.raises(InputError, match="đã chốt"):
        mark(commune, meeting, "task", "báo cáo hàng tuần")
    with pytest.raises(InputError, match="đã chốt"):
        transcripts.unmark(commune, done.marks[0])
    with pytest.raises(InputError, match="đã chốt"):
        transcripts.set_transcript(commune, meeting, "khác")
    with pytest.raises(InputError, match="đã chốt"):
        delete_record(commune, "passage_mark", done.marks[0])


def test_a_document_marked_secret_is_not_taken_in(commune):
    text = "Thực hiện Công văn số 12/UBND-NC ngày 1/2/2024 (Mật) của UBND huyện."
    key = put_texts(commune, "meeting", None, {"title": "Họp", "transcript": text}).key
    with pytest.raises(InputError, match="độ mật"):
        mark(commune, key, "document", "Công văn số 12/UBND-NC ngày 1/2/2024 (Mật)")
    assert list_records(commune, "official_document") == ()
