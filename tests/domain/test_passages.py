"""Passages of a pasted text: exact words, who spoke, which documents, and finding them again."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.meetings import MARK_KINDS, PassageMark
from ntm_desktop.domain.passages import (
    drafts_of,
    find_passage,
    located,
    marked_spans,
    passage_at,
    references_in,
    same_length,
    speaker_of,
)
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError
from tests.histories import examples

HELD = datetime.date(2023, 9, 15)
LETTERS = st.sampled_from("aáăđĐ Ước\n-–:.,;/0123456789“”\t(uỷủ)")
TEXTS = st.text(LETTERS, max_size=80).map(compose)


def _drafts(text: str, kind: str):
    return drafts_of(text, 0, len(text), kind, HELD)


@examples(300)
@given(TEXTS, st.integers(0, 90), st.integers(0, 90), st.sampled_from(sorted(MARK_KINDS)))
def test_every_passage_is_an_exact_piece_of_the_text(
    text: str, one: int, other: int, kind: str
) -> None:
    start, end = sorted((one % (len(text) + 1), other % (len(text) + 1)))
    if not text[start:end].strip():
        with pytest.raises(InputError):
            drafts_of(text, start, end, kind, HELD)
        return
    for draft in drafts_of(text, start, end, kind, HELD):
        piece = text[draft.start : draft.start + draft.length]
        assert start <= draft.start
        assert draft.start + draft.length <= end
        assert piece == piece.strip() != ""
        if kind == "conclusion":
            assert draft.values["text"] == piece == text[start:end].strip()
        if kind == "opinion" and draft.values["content"]:
            assert str(draft.values["content"]) in piece


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 99)])
def test_a_selection_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(InputError):
        passage_at("abc", start, end)


def test_a_selection_without_words_or_of_no_kind_is_refused() -> None:
    with pytest.raises(InputError):
        passage_at("a  b", 1, 3)
    with pytest.raises(InputError):
        passage_at("a" * 65_537, 0, 65_537)
    with pytest.raises(InputError):
        drafts_of("abc", 0, 3, "nothing")


@pytest.mark.parametrize(
    ("text", "who", "name", "position", "content"),
    [
        ("Đồng chí A B – Bí thư Đảng ủy: Nhất trí.", "Đồng chí A B – Bí thư Đảng ủy", "A B",
         "Bí thư Đảng ủy", "Nhất trí."),
        ("Ông Trần C, Trưởng thôn: đường hỏng", "Ông Trần C, Trưởng thôn", "Trần C",
         "Trưởng thôn", "đường hỏng"),
        ("Bà Lê D đề nghị sửa kênh", "Bà Lê D", "Lê D", "", "đề nghị sửa kênh"),
        ("Đồng chí Bí thư Thị ủy cũng đề nghị rà soát", "Đồng chí Bí thư Thị ủy", "",
         "Bí thư Thị ủy", "cũng đề nghị rà soát"),
        ("- Ý kiến của Trưởng phòng Kinh tế : hỗ trợ", "Trưởng phòng Kinh tế", "",
         "Trưởng phòng Kinh tế", "hỗ trợ"),
        ("Các đại biểu: thống nhất", "Các đại biểu", "", "Các đại biểu", "thống nhất"),
    ],
)  # fmt: skip
def test_a_paragraph_says_who_is_speaking(
    text: str, who: str, name: str, position: str, content: str
) -> None:
    said = speaker_of(text)
    assert (said.text, said.name, said.position, said.content) == (who, name, position, content)


@pytest.mark.parametrize(
    "text",
    [
        "Ba là, thực hiện các chỉ tiêu trên các lĩnh vực: kinh tế",
        "Ảnh Đồng chí A thông qua kế hoạch",
        "Kết quả như sau: đạt",
        "Đồng chí " + "x" * 200 + " đề nghị",
    ],
)
def test_without_such_words_nobody_is_guessed(text: str) -> None:
    assert (speaker_of(text).text, speaker_of(text).content) == ("", text)


def test_opinions_are_told_apart_by_their_speakers() -> None:
    text = "Mở đầu.\nĐồng chí A: một.\nThêm.\n\nBà B: hai."
    found = _drafts(text, "opinion")
    assert [one.values["speaker"] for one in found] == [
        "Chưa rõ người phát biểu",
        "Đồng chí A",
        "Bà B",
    ]
    assert found[1].values["content"] == "một.\nThêm."
    assert [text[one.start : one.start + one.length] for one in found] == [
        "Mở đầu.",
        "Đồng chí A: một.\nThêm.",
        "Bà B: hai.",
    ]


def test_a_list_becomes_tasks_one_by_one_and_prose_one_task() -> None:
    text = "- Giao Phòng Kinh tế chủ trì rà soát trước ngày 18/11\n- Đề nghị các thôn báo cáo"
    first, second = _drafts(text, "task")
    assert first.values == {
        "text": "Giao Phòng Kinh tế chủ trì rà soát trước ngày 18/11",
        "verb": "assign",
        "assignee": "Phòng Kinh tế",
        "due_text": "trước ngày 18/11",
        "state": "open",
    }
    assert second.values["verb"] == "request"
    [whole] = _drafts("Giao thôn 1 làm.\nTiếp tục làm.", "task")
    assert whole.values["text"] == "Giao thôn 1 làm. Tiếp tục làm."
    [dated] = drafts_of("xong trước ngày 18/11/2023", 0, 26, "task")
    assert dated.values["due_on"] == "2023-11-18"


def test_a_figure_is_its_own_words() -> None:
    [found] = _drafts(" đạt 30.170 triệu đồng ", "figure")
    assert (found.entity, found.values, found.start, found.length) == ("", {}, 1, 21)


@pytest.mark.parametrize(
    ("text", "number", "kind", "issued", "issuer", "side", "lacks"),
    [
        ("Nghị quyết số 18-NQ/ĐU, ngày 26/10/2022 của Ban Chấp hành Đảng bộ xã “về phường”",
         "18-NQ/ĐU", "Nghị quyết", "2022-10-26", "Ban Chấp hành Đảng bộ xã", "party", 0),
        ("Kế hoạch số 92/KH-UBND ngày 5 tháng 11 năm 2022 của UBND xã về Đề án.",
         "92/KH-UBND", "Kế hoạch", "2022-11-05", "UBND xã", "state", 0),
        ("Thông tư 10/2024/TT-BNN", "10/2024/TT-BNN", "Thông tư", None, None, "state", 2),
        ("Nghị quyết 37 hỗ trợ nhà văn hóa", "37", "Nghị quyết", None, None, None, 3),
        ("công văn số 15/UBND-KT", "15/UBND-KT", "Công văn", None, None, "state", 2),
        ("Nghị quyết số 18-NQ/ĐU, ngày 26/10", "18-NQ/ĐU", "Nghị quyết", None, None, "party", 2),
        ("Nghị quyết số 18-NQ/ĐU, ngày 31/02/2022", "18-NQ/ĐU", "Nghị quyết", None, None,
         "party", 2),
    ],
)  # fmt: skip
def test_a_citation_is_read_as_far_as_it_is_printed(
    text: str, number: str, kind: str, issued: str, issuer: str, side: str, lacks: int
) -> None:
    [found] = references_in(text)
    values = found.values
    assert (found.number, found.document_type) == (number, kind)
    assert (values.get("issued_on"), values.get("issuer"), found.side) == (issued, issuer, side)
    assert len(found.missing) == lacks
    assert ("note" in values) == (lacks > 0)
    assert found.printed in text


@pytest.mark.parametrize(
    "text",
    ["16/19 tiêu chí", "năm 2024", "Nghị quyết 5 nhóm", "kế hoạch 2024", "63 triệu đồng", "15/9",
     "31/12/2024", "3-4 sao", "Nghị quyết 30%", "Nghị quyết 05/2024"],
)  # fmt: skip
def test_figures_are_no_citations(text: str) -> None:
    assert references_in(text) == ()


def test_several_documents_of_a_paragraph_are_found_in_order() -> None:
    text = "Quyết định số 105-QĐ/ĐU, ngày 26/10/2022 của BTV Đảng ủy; Nghị quyết số 27/NQ-HĐND"
    found = _drafts(text, "document")
    assert [one.values["number"] for one in found] == ["105-QĐ/ĐU", "27/NQ-HĐND"]
    assert text[found[1].start :] == "Nghị quyết số 27/NQ-HĐND"


def test_words_without_a_number_are_kept_as_printed() -> None:
    [found] = _drafts("Đề án phát triển du lịch cộng đồng", "document")
    assert found.values["number"] == "(chưa rõ số)"
    assert found.values["document_type"] == "Đề án"
    assert found.values["subject"] == "phát triển du lịch cộng đồng"
    assert "Nguyên văn: “Đề án phát triển du lịch cộng đồng”" in str(found.values["note"])
    assert found.missing == ("thiếu số", "thiếu ngày", "thiếu cơ quan ban hành")


def test_a_quote_must_stand_in_one_place() -> None:
    assert find_passage("một hai ba", " hai ") == (4, 7)
    for quote in ("", "bốn", "a" * 80):
        with pytest.raises(InputError):
            find_passage("một hai ba", quote)
    with pytest.raises(InputError, match="2 lần"):
        find_passage("hai và hai", "hai")


def _mark(quote: str, start: int) -> PassageMark:
    return PassageMark(key=f"k{start}", meeting="m", kind="figure", start=start, quote=quote)


def test_a_mark_is_found_again_after_the_text_was_edited() -> None:
    assert located(_mark("hai", 4), "một hai ba").start == 4
    assert located(_mark("hai", 4), "không, một hai ba").start == 11
    assert located(_mark("hai", 20), "hai một hai").start == 8
    assert located(_mark("bốn", 4), "một hai ba").start is None
    spans = marked_spans([_mark("bốn", 1), _mark("ba", 8), _mark("một", 0)], "một hai ba")
    assert [span.start for span in spans] == [0, 8, None]


@given(st.text(max_size=40))
def test_a_folded_text_keeps_the_places_of_its_letters(text: str) -> None:
    assert len(same_length(text)) == len(text)


def test_a_recurring_check_begins_one_period_after_it_was_said() -> None:
    said = "kiểm đếm việc thực hiện hàng tuần, hàng tháng"
    [draft] = drafts_of(said, 0, len(said), "task", datetime.date(2024, 1, 24))
    assert (draft.values["recurrence"], draft.values["check_from"]) == ("weekly", "2024-01-31")
    [undated] = drafts_of(said, 0, len(said), "task")
    assert "check_from" not in undated.values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("theo Quyết định số 263/QĐ-TTg.", "263/QĐ-TTg"),
        ("Kế hoạch số 01/KH-BCĐ.NTM.", "01/KH-BCĐ.NTM"),
        ("xem Thông báo số 15-TB/HU. Giao các thôn", "15-TB/HU"),
    ],
)
def test_the_full_stop_of_a_sentence_is_no_part_of_a_number(text: str, number: str) -> None:
    (found,) = references_in(text)
    assert found.number == number
    assert found.printed.endswith(number)


@pytest.mark.parametrize(
    ("text", "kind", "subject", "printed"),
    [
        ("Thông báo kết luận số 15-TB/HU", "Thông báo kết luận", "", None),
        ("Thông báo số 15-TB/HU", "Thông báo", "", None),
        ("Căn cứ Luật Đất đai số 31/2024/QH15", "Luật", "Đất đai",
         "Luật Đất đai số 31/2024/QH15"),
        ("Bộ luật Dân sự số 91/2015/QH13", "Bộ luật", "Dân sự", None),
        ("Luật Đất đai; Luật Nhà ở số 27/2023/QH15", "Luật", "Nhà ở",
         "Luật Nhà ở số 27/2023/QH15"),
        ("Luật Sửa đổi, bổ sung một số điều của Luật Nhà ở số 27/2023/QH15", "Luật",
         "Sửa đổi, bổ sung một số điều của Luật Nhà ở", None),
        ("theo pháp luật về đất đai số 31/2024/QH15", "", "", "31/2024/QH15"),
        ("theo Luật này và công văn của huyện số 12/UBND", "", "", "12/UBND"),
    ],
)  # fmt: skip
def test_a_document_has_the_type_and_name_it_is_called_by(
    text: str, kind: str, subject: str, printed: str | None
) -> None:
    (found,) = references_in(text)
    assert (found.document_type, found.subject) == (kind, subject)
    assert found.printed == (printed or text)
    assert text[found.start :].startswith(found.printed)


@pytest.mark.parametrize(
    ("paragraph", "speaker", "content"),
    [
        ("Đồng chí A – Bí thư phát biểu: nhất trí", "Đồng chí A – Bí thư", "nhất trí"),
        ("Ông A, Trưởng thôn, cho biết thêm: đã xong", "Ông A, Trưởng thôn", "đã xong"),
        ("Trưởng thôn Tây phát biểu tại hội nghị: xin", "Trưởng thôn Tây", "xin"),
        ("Đồng chí A, Chủ tịch đề nghị: vào cuộc", "Đồng chí A, Chủ tịch", "đề nghị: vào cuộc"),
        ("Bà B, Trưởng Ban Chỉ đạo: rà soát", "Bà B, Trưởng Ban Chỉ đạo", "rà soát"),
        ("Ông E, Báo cáo viên đề nghị mở lớp", "Ông E, Báo cáo viên", "đề nghị mở lớp"),
        ("Ông C, tổ xét đề nghị công nhận: có", "Ông C, tổ xét đề nghị công nhận", "có"),
    ],
)  # fmt: skip
def test_a_speaker_is_named_whole_and_without_the_words_that_say_he_speaks(
    paragraph: str, speaker: str, content: str
) -> None:
    found = speaker_of(paragraph)
    assert (found.text, found.content) == (speaker, content)
