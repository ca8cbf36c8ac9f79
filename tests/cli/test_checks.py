"""`ntm lock`, `unlock`, `locks`, `values check`, `values accept`: keys and statuses scripts use."""

from tests.cli.conftest import NANG_CAO

PLACE = ("--set", NANG_CAO, "--period", "2023")


def test_a_locked_period_takes_no_values_until_it_is_unlocked_with_a_reason(commune):
    commune("values", "set", *PLACE, "3.1=85")
    locked = commune("lock", *PLACE, "--reason", "Đã gửi Báo cáo 12/BC-UBND").json
    assert (locked["locked"], locked["period"], locked["unit"]) == (True, "2023", "06901")
    assert (locked["on"], locked["reason"]) == ("2024-01-23", "Đã gửi Báo cáo 12/BC-UBND")
    assert locked["warnings"] == []
    refused = commune("values", "set", *PLACE, "3.1=90")
    assert (refused.status, refused.code) == (1, "E_INPUT")
    assert "đã khóa ngày 23/01/2024 (Đã gửi Báo cáo 12/BC-UBND)" in refused.json["error"]["message"]
    assert "ntm unlock" in refused.json["error"]["hint"]
    assert commune("unlock", *PLACE).status == 1
    assert commune("unlock", *PLACE, "--reason", "Nhập nhầm").json["locked"] is False
    assert commune("values", "set", *PLACE, "3.1=90").status == 0


def test_the_list_of_locks_and_the_history_have_every_reason(commune):
    commune("lock", *PLACE, "--reason", "Đã gửi")
    commune("unlock", *PLACE, "--reason", "Nhập nhầm")
    [one] = commune("locks").json
    assert (one["locked"], one["reason"], one["set"]) == (False, "Nhập nhầm", NANG_CAO)
    assert [(e["kind"], e["reason"]) for e in one["history"]] == [
        ("unlocked", "Nhập nhầm"), ("locked", "Đã gửi"),
    ]  # fmt: skip
    shown = commune.raw("--data", str(commune.data), "locks").out
    assert "Số liệu năm 2023 (NTM nâng cao 2021-2025), Xã Quảng An: đang mở" in shown
    assert "mở khóa: Nhập nhầm" in shown
    assert "khóa: Đã gửi" in shown
    assert "23/01/2024" in shown
    labels = [step["label"] for step in commune("history").json]
    assert "Khóa kỳ năm 2023: NTM nâng cao 2021-2025 (Đã gửi)" in labels
    history = commune("history", "period_lock", one["key"]).out
    assert "Đã gửi" in history
    assert "Nhập nhầm" in history


def test_the_check_lists_what_is_open_and_ends_with_three(commune):
    commune("values", "set", "--set", NANG_CAO, "--period", "2022", "3.1=50")
    commune("values", "set", *PLACE, "3.1=85", "14.4=13/12")
    answer = commune("values", "check", *PLACE)
    found = answer.json
    assert (answer.status, found["errors"], found["previous_period"]) == (3, 1, "2022")
    assert [(one["severity"], one["indicators"]) for one in found["open"]] == [
        ("error", ["14.4"]),
        ("warning", ["3.1"]),
    ]
    assert "108,33% (13/12)" in found["open"][0]["text"]
    assert "kỳ trước 50%" in found["open"][1]["text"]
    assert "không phải quy định" in found["open"][1]["source"]
    locked = commune("lock", *PLACE)
    assert locked.status == 1
    assert "14.4" in locked.json["error"]["message"]


def test_a_warning_is_accepted_with_a_reason_and_opens_again_with_another_value(commune):
    commune("values", "set", "--set", NANG_CAO, "--period", "2022", "3.1=50")
    commune("values", "set", *PLACE, "3.1=85")
    assert commune("values", "accept", "thay-doi-3.1", *PLACE).status == 1
    given = commune("values", "accept", "thay-doi-3.1", *PLACE, "--reason", "Kênh mới").json
    assert given == {"rule": "thay-doi-3.1", "indicators": ["3.1"], "reason": "Kênh mới"}
    answer = commune("values", "check", *PLACE)
    [kept] = answer.json["overridden"]
    assert (answer.status, answer.json["open"]) == (0, [])
    assert (kept["reason"], kept["accepted_on"]) == ("Kênh mới", "2024-01-23")
    commune("values", "set", *PLACE, "3.1=86")
    answer = commune("values", "check", *PLACE)
    [opened] = answer.json["open"]
    assert (answer.status, opened["reason"], opened["former_reason"]) == (3, None, "Kênh mới")


def test_people_read_the_rules_with_their_reasons(commune):
    commune("values", "set", "--set", NANG_CAO, "--period", "2022", "3.1=50", "17.5=10")
    commune("values", "set", *PLACE, "3.1=85", "17.5=80")
    commune("values", "accept", "thay-doi-3.1", *PLACE, "--reason", "Kênh mới")
    shown = commune.raw("--data", str(commune.data), "values", "check", *PLACE).out
    assert "Cần xem lại [thay-doi-17.5] 17.5 là 80%, kỳ trước 10%." in shown
    assert "Giữ nguyên [thay-doi-3.1]" in shown
    assert "Lý do: Kênh mới" in shown
    commune("values", "set", *PLACE, "3.1=86")
    shown = commune.raw("--data", str(commune.data), "values", "check", *PLACE).out
    assert "Lý do trước đây (số liệu đã đổi): Kênh mới" in shown
    shown = commune.raw("--data", str(commune.data), "lock", *PLACE).out
    assert "Còn 2 nội dung cần xem lại" in shown


def test_an_error_or_an_unknown_rule_is_not_accepted(commune):
    commune("values", "set", *PLACE, "14.4=13/12")
    refused = commune("values", "accept", "ty-le-14.4", *PLACE, "--reason", "Đúng")
    assert (refused.status, refused.code) == (1, "E_INPUT")
    missing = commune("values", "accept", "ty-le-3.1", *PLACE, "--reason", "Đúng")
    assert (missing.status, missing.code) == (1, "E_NOT_FOUND")


def test_a_lock_is_not_put_as_a_plain_record(commune):
    key = commune("lock", *PLACE).json["key"]
    for call in (("put", "period_lock", "--key", key, "locked=không"), ("del", "period_lock", key)):
        assert commune(*call).status != 0
    assert commune("locks").json[0]["locked"] is True
    refused = commune("put", "indicator_value", f"set_id={NANG_CAO}", "period=2023",
                      "indicator=3.1", "unit=06901", "value=85")  # fmt: skip
    assert (refused.status, refused.code) == (1, "E_INPUT")


def test_a_lock_is_for_a_unit_there_is_named_by_its_name_or_its_code(commune):
    commune("villages", "add", "Thôn Đông")
    locked = commune("lock", *PLACE, "--unit", "thôn đông")
    assert (locked.status, locked.json["unit"]) == (0, commune("villages").json[0]["code"])
    refused = commune("lock", *PLACE, "--unit", "thon-nao-do")
    assert (refused.status, len(commune("locks").json)) == (1, 1)
    assert "Không có đơn vị" in refused.json["error"]["message"]


def test_locks_are_listed_by_the_names_of_set_and_unit(commune):
    commune("values", "set", *PLACE, "3.1=95")
    commune("lock", *PLACE)
    shown = commune.raw("--data", str(commune.data), "locks").out
    assert "NTM nâng cao 2021-2025" in shown
    assert "xã Quảng An" in shown or "Xã Quảng An" in shown


def test_undo_does_not_open_a_locked_period_without_being_told_so(commune):
    commune("lock", *PLACE, "--reason", "Đã gửi")
    asked = commune("undo")
    assert (asked.status, asked.json["done"]) == (3, False)
    assert "Đã gửi" in asked.json["asked"][0]
    assert commune("locks").json[0]["locked"]
    assert commune("undo", "--yes").json["done"]
    assert commune("locks").json == []


def test_another_group_or_target_under_a_locked_period_is_asked_about_first(commune):
    commune("values", "set", *PLACE, "3.1=85")
    commune("lock", *PLACE)
    asked = commune("sets", "target", "set", "--set", NANG_CAO, "--indicator", "3.1", "≥ 80%")
    assert (asked.status, asked.json["done"]) == (3, False)
    assert "3.1 (chưa đạt → đạt)" in asked.json["asked"][0]
    place = ("--set", NANG_CAO, "--indicator", "3.1", "≥ 80%")
    assert commune("sets", "target", "set", *place, "--yes").status == 0
    moved = commune("sets", "follow", NANG_CAO, "--group", "tdmnpb")
    assert moved.status == 3
    assert "Số liệu năm 2023" in moved.json["asked"][0]
    assert commune("sets", "follow", NANG_CAO, "--group", "tdmnpb", "--yes").status == 0


def test_a_rate_of_more_than_the_whole_is_asked_about(commune):
    place = ("sets", "target", "set", "--set", NANG_CAO, "--indicator", "3.1", "150%")
    asked = commune(*place)
    assert (asked.status, "lớn hơn 100%" in asked.json["asked"][0]) == (3, True)
    assert commune(*place, "--yes").status == 0
