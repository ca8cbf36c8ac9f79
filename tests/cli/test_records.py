"""`ntm list/get/put/del/search/history/undo/redo` on any noun."""

import json

import pytest

from ntm_desktop.domain.entities import all_entities


def put(ntm, *fields, entity="work"):
    """Save a record; return its key."""
    answer = ntm("put", entity, *fields)
    assert answer.status == 0, answer.err
    return answer.json["key"]


@pytest.mark.parametrize(
    ("typed", "dong", "shown"),
    [
        ("14,514 tỷ đồng", 14_514_000_000, "14.514.000.000 đồng"),
        ("2.160 triệu đồng", 2_160_000_000, "2.160.000.000 đồng"),
        ("2 tỷ160 triệu đồng", 2_160_000_000, "2.160.000.000 đồng"),
        ("1,280 tỷ", 1_280_000_000, "1.280.000.000 đồng"),
        ("30.170 triệu đồng", 30_170_000_000, "30.170.000.000 đồng"),
    ],
)
def test_amounts_are_understood_exactly_and_said_back_in_full(commune, typed, dong, shown):
    answer = commune("put", "work", "name=Đường", f"total_investment={typed}")
    assert answer.json["fields"]["total_investment"] == dong
    assert shown in answer.err
    key = answer.json["key"]
    assert shown in commune.raw("--data", str(commune.data), "get", "work", key).out


def test_an_amount_without_a_unit_asks_for_the_unit(commune):
    answer = commune("put", "work", "name=Đường", "total_investment=18.087,23")
    assert (answer.status, answer.code) == (1, "E_INPUT")
    assert "đơn vị tính" in answer.json["error"]["message"]
    assert "triệu đồng" in answer.json["error"]["hint"]
    assert commune("list", "work").json == []


def test_a_record_is_put_got_listed_and_deleted(commune):
    key = put(commune, "name=Đường Hồng Nguyệt", "start_on=18/11/2023", "count:=2", "village:=null")
    found = commune("get", "work", key).json
    assert set(found) == {"exists", "fields", "heads", "conflicts", "seen"}
    assert found["exists"]
    assert found["fields"] == {"name": "Đường Hồng Nguyệt", "start_on": "2023-11-18", "count": 2}
    (head,) = found["heads"]["name"]
    assert set(head) == {"change", "value", "user", "t", "unit"}
    assert commune("put", "work", key, "name=Đường mới").json["key"] == key
    (listed,) = commune("list", "work", "--where", "name=Đường mới").json
    assert (listed["key"], listed["conflicts"]) == (key, [])
    assert commune("list", "work", "--where", "name=khác").json == []
    assert commune("del", "work", key).json == {"deleted": key}
    gone = commune("get", "work", key).json
    assert (gone["exists"], gone["fields"]) == (False, {})
    assert commune("del", "work", key).status == 1


def test_a_record_that_was_never_there_does_not_exist(commune):
    found = commune("get", "work", "06901/w404")
    assert (found.status, found.json["exists"], found.json["heads"]) == (0, False, {})
    assert "Không có" in commune.raw("--data", str(commune.data), "get", "work", "x").out


def test_every_noun_can_be_listed(quang_an):
    for found in all_entities():
        answer = quang_an("list", found.name)
        assert answer.status == 0
        assert all(set(one) == {"key", "fields", "conflicts"} for one in answer.json)
    assert "Buổi làm việc" in quang_an.raw("--data", str(quang_an.data), "list", "meeting").out


def test_saving_over_what_somebody_else_saved_meanwhile_is_a_conflict(commune):
    key = put(commune, "name=A")
    seen = commune("get", "work", key).json["seen"]
    assert commune("put", "work", key, "name=B", "--seen", seen).status == 0
    commune("put", "work", key, "name=C", "--seen", seen)
    assert commune("get", "work", key).json["conflicts"] == ["name"]
    [found] = commune("conflicts").json
    assert (found["entity"], found["key"], found["field"]) == ("work", key, "name")
    assert "name" in commune.raw("--data", str(commune.data), "conflicts").out


@pytest.mark.parametrize(
    "seen", ["", "x", "[]", "1", '{"name":["junk"]}', '{"name":"abc"}', '{"name":1}', "[" * 99_999]
)
def test_a_token_that_get_never_gave_is_refused(commune, seen):
    key = put(commune, "name=A")
    before = commune("sync-state").json
    for arguments in (["put", "work", key, "name=B"], ["del", "work", key]):
        answer = commune(*arguments, "--seen", seen)
        assert (answer.status, answer.code) == (1, "E_INPUT")
    assert commune("sync-state").json == before


@pytest.mark.parametrize(
    "field",
    [
        "khong_co=1",
        "name=",
        "name=\x01",
        "total_investment=" + "9" * 400 + " tỷ",
        "total_investment=1" + "0" * 400,
        "total_investment:=1e400",
        "total_investment:=" + "9" * 5000,
        "total_investment:=1.5",
        "total_investment:=true",
        "total_investment:=-1",
        "name:=[1]",
        "name:=5",
        'name:="\\ud800"',
        "name:=x",
        "start_on=31/02/2023",
        'start_on:="x"',
        "progress:=50",
        "group=06901/w404",
        "work_type=cầu treo",
        "count=0",
    ],
)
def test_junk_in_a_field_is_refused_and_nothing_is_written(commune, field):
    before = commune("sync-state").json
    answer = commune("put", "work", "name=A", field)
    assert answer.status == 1
    assert answer.json["error"]["message"]
    assert commune("sync-state").json == before


@pytest.mark.parametrize("noun", ["", "khong_co", "sqlite_master", "work; DROP", "\x01", "x" * 400])
def test_an_unknown_noun_is_refused(commune, noun):
    for arguments in (["list", noun], ["get", noun, "k"], ["put", noun, "name=A"],
                      ["del", noun, "k"], ["history", noun, "k"]):  # fmt: skip
        assert (commune(*arguments).status, commune(*arguments).code) == (1, "E_NOT_FOUND")


def test_a_key_of_another_unit_is_refused(commune):
    assert commune("put", "work", "18130/w1", "name=A").status == 1
    assert commune("put", "work", "a b", "name=A").status == 1
    assert commune("put", "work", "06901/w1", "name=A").json["key"] == "06901/w1"


def test_what_is_there_can_be_searched(quang_an):
    (found,) = [
        one for one in quang_an("search", "06-nq/tu").json if one["entity"] == "official_document"
    ]
    assert set(found) == {"entity", "key", "title", "label"}
    assert quang_an("search", "không có ở đâu").json == []
    assert quang_an("search", "a" * 70_000).status == 1
    assert "Không tìm thấy" in quang_an.raw("--data", str(quang_an.data), "search", "zzzz").out
    assert "06-NQ/TU" in quang_an.raw("--data", str(quang_an.data), "search", "06-NQ").out


def test_steps_are_listed_undone_and_done_again(commune):
    key = put(commune, "name=A")
    (last, *_) = commune("history").json
    assert set(last) == {"step", "at", "user", "label", "kind"}
    assert last["label"] == "Thêm công trình: A"
    assert commune("undo").json == {"done": True, "label": "Thêm công trình: A", "kept": []}
    assert not commune("get", "work", key).json["exists"]
    assert commune("undo").json == {"done": False, "label": None, "kept": []}
    assert commune("redo").json["done"]
    assert commune("get", "work", key).json["exists"]
    assert not commune("redo").json["done"]
    plain = commune.raw("--data", str(commune.data), "history")
    assert "23/01/2024" in plain.out
    assert "Đã hoàn tác" in commune.raw("--data", str(commune.data), "undo").out


def test_the_history_of_a_record_says_who_set_what(commune):
    key = put(commune, "name=A")
    commune("--user", "Bình", "put", "work", key, "name=B", "village=")
    commune("del", "work", key)
    found = commune("history", "work", key).json
    assert [one["values"] for one in found] == [{"name": "A"}, {"name": "B"}, {}]
    assert [one["deleted"] for one in found] == [False, False, True]
    assert found[1]["user"] == "Bình"
    plain = commune.raw("--data", str(commune.data), "history", "work", key).out
    assert "Bình: Tên công trình: B" in plain
    assert "đã xóa" in plain
    assert commune("history", "work", "06901/w404").json == []


def test_json_is_unescaped_utf8(commune):
    answer = commune("put", "work", "name=Đường “trục”")
    assert "Đường “trục”" in answer.out
    assert json.loads(answer.out)["fields"]["name"] == "Đường “trục”"
