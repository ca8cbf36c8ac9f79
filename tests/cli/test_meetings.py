"""`ntm people` and `ntm meeting`: the directory, a whole meeting, closing it, marking passages."""

from __future__ import annotations

import pytest

WORDS = "giao Phòng Kinh tế rà soát trước ngày 18/11"
TEXT = f"Họp thôn.\nKết luận: {WORDS}; báo cáo lại.\nTheo Nghị quyết 37 hỗ trợ. Thu 5 tỷ. Thu hết."


@pytest.fixture
def commune(ntm):
    """A data folder with a meeting; the call and the key of the meeting."""
    ntm("new", "--unit", "06901", "--level", "xa", "--group", "dbsh")
    put = ntm(
        "put", "meeting", "title=Họp thôn", "held_on=15/09/2023", "kind=họp thôn",
        "organiser=Chi bộ thôn", "started_at=14h", f"transcript={TEXT}",
    )  # fmt: skip
    return ntm, put.json["key"]


def test_people_are_found_by_given_name_and_shown_as_of_a_day(commune):
    ntm, _ = commune
    person = ntm("put", "person", "full_name=Trần Văn Ân").json["key"]
    ntm("put", "position", f"person={person}", "title=Bí thư Huyện ủy", "held_until=30/06/2025")
    ntm("put", "position", f"person={person}", "title=Bí thư Đảng ủy xã", "held_from=01/07/2025")
    [found] = ntm("people", "an").json
    assert (found["name"], found["caption"]) == ("Trần Văn Ân", "Bí thư Huyện ủy")
    assert {one["title"]: one["held"] for one in found["positions"]} == {
        "Bí thư Huyện ủy": True,
        "Bí thư Đảng ủy xã": False,
    }
    assert ntm("people", "--on", "01/07/2025").json[0]["caption"] == "Bí thư Đảng ủy xã"
    assert ntm("people", "binh").json == []
    assert ntm("people", "--on", "32/13/2025").status == 1
    shown = ntm.raw("--data", str(ntm.data), "people")
    assert "Trần Văn Ân" in shown.out
    assert ntm.raw("--data", str(ntm.data), "people", "zz").out == "Không có ai trong danh bạ.\n"


def test_a_meeting_is_shown_whole_with_its_doubts(commune):
    ntm, key = commune
    ntm("put", "attendee", f"meeting={key}", "name=Trưởng thôn", "attendance=có mặt", "place=1")
    ntm("put", "vote", f"meeting={key}", "question=Nhất trí?", "votes_for=25", "eligible=27")
    ntm("put", "opinion", f"meeting={key}", "speaker=Ông A", "content=đồng ý")
    shown = ntm("meeting", "show", key).json
    assert (shown["started_at"], shown["regime"], shown["own"]) == ("14:00", "party", True)
    assert shown["counts"]["present"] == 1
    assert [one["text"] for one in shown["issues"]] == [
        "“ngày 18/11” không ghi năm; có thể là 18/11/2023.",
        "Chưa ghi người chủ trì.",
        "Chưa ghi thư ký.",
    ]
    text = ntm.raw("--data", str(ntm.data), "meeting", "show", key).out
    for line in ("15/09/2023", "Nhất trí?: nhất trí 25/27, đạt 92,59%", "Ông A: đồng ý", "Cần xem"):
        assert line in text
    assert ntm("meeting", "show", "06901/m404").status == 1


def test_passages_are_marked_by_their_words(commune):
    ntm, key = commune
    done = ntm("meeting", "mark", key, "--kind", "conclusion", "--quote", WORDS).json
    assert len(done["records"]) == len(done["marks"]) == 1
    task = ntm("meeting", "mark", key, "--kind", "task", "--quote", WORDS).json["records"][0]
    fields = ntm("get", "task", task).json["fields"]
    assert (fields["conclusion"], fields["due_text"]) == (done["records"][0], "trước ngày 18/11")
    missing = ntm("meeting", "mark", key, "--kind", "document", "--quote", "Nghị quyết 37").json
    assert missing["missing"] == ["thiếu ký hiệu", "thiếu ngày", "thiếu cơ quan ban hành"]
    shown = ntm("meeting", "show", key).json
    assert shown["conclusions"][0]["text"] == WORDS
    assert {one["kind"] for one in shown["marks"]} == {"conclusion", "task", "document"}
    for kind, quote in (("figure", "Thu"), ("figure", "không có"), ("conclusion", WORDS)):
        assert ntm("meeting", "mark", key, "--kind", kind, "--quote", quote).status == 1
    assert ntm("meeting", "mark", key, "--kind", "x", "--quote", "Thu").status == 2
    line = ntm.raw(
        "--data", str(ntm.data), "meeting", "mark", key, "--kind", "figure", "--quote", "5 tỷ"
    )
    assert line.out == "Đã đánh dấu 1 đoạn.\n"


def test_a_meeting_is_closed_opened_with_a_reason_and_closed_again(commune):
    ntm, key = commune
    first = ntm("meeting", "finalise", key).json
    assert (first["number"], first["changes"], len(first["sha256"])) == (1, [], 64)
    assert "Chưa ghi thư ký." in first["doubts"]
    assert ntm("put", "meeting", key, "title=Khác").code == "E_INPUT"
    assert ntm("put", "conclusion", f"meeting={key}", "text=x").status == 1
    assert ntm("del", "meeting", key).status == 1
    assert ntm("meeting", "finalise", key).status == 1
    assert ntm("meeting", "reopen", key).status == 2
    assert ntm("meeting", "reopen", key, "--reason", "ghi nhầm").json == {"reopened": key}
    ntm("put", "meeting", key, "place=Nhà văn hóa")
    again = ntm.raw("--data", str(ntm.data), "meeting", "finalise", key)
    assert "Đã chốt lần 2" in again.out
    assert "Lúc chốt còn những điểm cần xem lại:\n- " in again.out
    assert "- Địa điểm: “(trống)” thành “Nhà văn hóa”" in again.out
    assert [one["number"] for one in ntm("meeting", "show", key).json["versions"]] == [1, 2]
