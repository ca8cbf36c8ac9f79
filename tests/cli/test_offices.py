"""`ntm new`, `ntm sample`, `ntm units`."""

import json
from pathlib import Path

import pytest

from ntm_desktop import paths
from ntm_desktop.settings import load_settings
from tests.cli.conftest import NANG_CAO


def test_a_new_record_is_made_for_a_unit_of_the_list(ntm):
    answer = ntm(
        "new", "--unit", "06901", "--set", NANG_CAO, "--group", "dbsh", "--superior", "UBND tỉnh"
    )
    assert answer.status == 0
    assert answer.json == {
        "unit": "06901",
        "unit_name": "Xã Quảng An",
        "data": str(ntm.data),
        "sets": [NANG_CAO],
        "without_group": [],
    }
    (followed,) = ntm("list", "followed_set").json
    assert followed["fields"]["commune_group"] == "dbsh"
    (office,) = ntm("list", "office_profile").json
    assert office["fields"]["superior_name"] == "UBND tỉnh"


def test_a_unit_without_a_code_gets_one_and_its_folder_is_named_by_it(ntm, monkeypatch):
    monkeypatch.setattr(paths, "user_data_folder", lambda: ntm.folder / "user")
    answer = ntm.raw("--json", "new", "--name", "Hồng Nguyệt", "--level", "thon")
    assert answer.json["unit_name"] == "Thôn Hồng Nguyệt"
    code = answer.json["unit"]
    assert code[0] == "x"
    assert len(code) == 11
    assert answer.json["data"] == str(ntm.folder / "user" / code)


def test_without_data_the_new_folder_is_remembered_as_the_last_one(ntm, monkeypatch):
    monkeypatch.setattr(paths, "user_data_folder", lambda: ntm.folder / "user")
    made = ntm.raw("--json", "new", "--unit", "06901").json["data"]
    assert made == str(ntm.folder / "user" / "06901")
    assert load_settings(ntm.folder / "device").last_folder == made
    assert ntm.raw("--json", "list", "admin_unit").json[0]["fields"]["code"] == "06901"
    ntm("new", "--unit", "18130")
    assert load_settings(ntm.folder / "device").last_folder == made, "--data is used once"


def test_a_folder_that_is_not_empty_is_refused(commune):
    before = (commune.data / "du-lieu.ntm").read_bytes()
    for arguments in (["new", "--unit", "06901"], ["sample", "quang-an"]):
        answer = commune(*arguments)
        assert (answer.status, answer.code) == (1, "E_DATA_FILE")
    assert (commune.data / "du-lieu.ntm").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--unit", ""],
        ["--unit", "99999"],
        ["--unit", "Quảng An"],
        ["--unit", "06901", "--set", "khong-co"],
        ["--unit", "06901", "--set", NANG_CAO, "--group", "khong-co"],
        ["--unit", "06901", "--superior", "\x01"],
        ["--name", " ", "--level", "thon"],
        ["--name", "\x01", "--level", "thon"],
        ["--name", "x" * 70_000, "--level", "thon"],
    ],
)
def test_what_cannot_be_is_refused_and_no_folder_made(ntm, arguments):
    answer = ntm("new", *arguments)
    assert answer.status == 1
    assert answer.json["error"]["message"]
    assert not ntm.data.exists()
    assert ntm("new", "--unit", "06901").status == 0


def test_samples_are_listed_and_opened(ntm):
    listed = ntm("sample").json
    assert [one["name"] for one in listed] == ["huyen-mau", "quang-an", "thuan-loc"]
    assert all(one["title"] and one["description"] for one in listed)
    answer = ntm("sample", "thuan-loc")
    assert answer.json["sample"] == "thuan-loc"
    assert (answer.json["unit"], answer.json["data"]) == ("18130", str(ntm.data))
    assert ntm("sample", "khong-co").status == 1


def test_a_sample_says_to_people_what_was_chosen_in_it(ntm):
    answer = ntm.raw("--data", str(ntm.data), "sample", "quang-an")
    assert "minh họa" in answer.out
    assert "minh họa" in ntm.raw("sample").out


def test_units_are_found_by_name_and_code_today_and_before(ntm):
    found = ntm("units", "quảng an").json
    former = next(one for one in found if one["code"] == "06901")
    assert set(former) == {
        *("code", "name", "type", "province", "province_code", "district"),
        *("historical", "predecessors", "successors"),
    }
    assert former["historical"]
    assert former["predecessors"] == []
    today = [one for one in ntm("units", "quảng tân").json if not one["historical"]]
    assert any(old["code"] == "06901" for one in today for old in one["predecessors"])
    assert len(ntm("units", "xã", "--limit", "3").json) <= 3
    assert ntm("units", "không có ở đâu").json == []
    plain = ntm.raw("units", "quảng an")
    assert "trước 7/2025" in plain.out
    assert "Không tìm thấy" in ntm.raw("units", "zzzz").out


def test_a_relative_data_folder_is_found_again(ntm, monkeypatch):
    monkeypatch.chdir(ntm.folder)
    assert ntm.raw("--data", "cua-toi", "new", "--unit", "06901").status == 0
    assert ntm.raw("--data", "cua-toi", "--json", "list", "admin_unit").status == 0
    assert (Path("cua-toi") / "du-lieu.ntm").is_file()
    assert json.loads((ntm.folder / "device" / "device.json").read_text("utf-8"))


def test_a_set_with_groups_is_not_followed_silently_without_one(ntm):
    made = ntm("new", "--unit", "06901", "--set", NANG_CAO)
    assert (made.status, made.json["without_group"]) == (0, [NANG_CAO])
    assert "chưa chọn nhóm" in made.err
    assert "ntm sets follow" in made.err
    assert "dbsh" in made.err
    shown = ntm.raw("--data", str(ntm.data), "sets", "follow", NANG_CAO, "--group", "dbsh")
    assert (shown.status, shown.out) == (
        0, "Đã theo dõi NTM nâng cao 2021-2025, Đồng bằng sông Hồng.\n",
    )  # fmt: skip
    assert ntm("sets", "follow", NANG_CAO).json["group"] == "dbsh"
    assert ntm("sets", "follow", "huyen-ntm-2021-2025").json["without_target"] == 0
    assert ntm("sets", "follow", NANG_CAO, "--group", "la").status == 1


def test_a_province_has_its_official_code_however_it_is_named(ntm):
    assert ntm("new", "--name", "Quảng Ninh", "--level", "tinh").json["unit"] == "22"


def test_a_province_is_made_by_its_code(ntm):
    answer = ntm("new", "--unit", "22")
    assert (answer.json["unit"], answer.json["unit_name"]) == ("22", "Tỉnh Quảng Ninh")


def test_a_second_computer_of_an_unlisted_office_takes_the_code_of_the_first(ntm):
    place = ("--name", "Tân Lập", "--level", "xa")
    code = ntm("new", *place).json["unit"]
    second = str(ntm.folder / "second")
    answer = ntm.raw("--json", "--data", second, "new", "--unit", f" {code.upper()} ", *place)
    assert answer.json["unit"] == code
    refused = ntm.raw("--json", "--data", second + "3", "new", "--unit", code)
    assert (refused.status, refused.code) == (1, "E_NOT_FOUND")
    assert "kèm tên và cấp" in refused.err
    wrong = ntm.raw("--json", "--data", second + "4", "new", "--unit", "Tân Lập", *place)
    assert (wrong.status, wrong.code) == (1, "E_INPUT")
