"""The open data folder: what first run writes, who works, at what time, and what is refused."""

import pytest

from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.units import AdminUnit
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.services import workspace as module
from ntm_desktop.services.entry import TotalDraft, ValueDraft, record_total, record_values
from ntm_desktop.services.history import past_steps, undo
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.workspace import (
    NewOffice,
    create_workspace,
    make_folder,
    open_workspace,
    unit_name,
)
from ntm_desktop.storage.store import Store
from tests.services.conftest import NANG_CAO, NOW


def test_first_run_writes_the_unit_the_office_and_its_sets(offices):
    made = offices.new(
        province_name="Tỉnh Quảng Ninh", parent_code="22", superior_name="UBND tỉnh", note="Ghi"
    )
    assert made.owner == made.unit.code == "06901"
    assert (made.unit.name, made.unit.level, made.unit.parent_code) == ("Xã Quảng An", "xa", "22")
    assert (made.unit.province_name, made.unit.note) == ("Tỉnh Quảng Ninh", "Ghi")
    assert made.profile.issuer_name == "Ủy ban nhân dân xã Quảng An"
    assert made.profile.place_name == "Quảng An"
    assert made.profile.superior_name == "UBND tỉnh"
    assert [(one.set_id, one.commune_group) for one in made.followed()] == [(NANG_CAO, "dbsh")]
    assert [step.label for step in past_steps(made)] == ["Tạo dữ liệu cho Xã Quảng An"]


def test_first_run_is_no_step_to_take_back(commune):
    assert undo(commune) is None
    assert commune.unit.name == "Xã Quảng An"


def test_a_unit_without_an_official_code_gets_one_of_ours(offices):
    code = offices.new(code=None, name="Hồng Nguyệt", level="thon").owner
    assert code[0] == "x"
    assert len(code) == 11
    assert int(code[1:], 16) >= 0


def test_what_was_made_opens_again_with_the_same_content(offices):
    offices.new(superior_name="UBND tỉnh").close()
    again = offices.again("a")
    assert (again.unit.name, again.profile.superior_name) == ("Xã Quảng An", "UBND tỉnh")


def test_a_second_workspace_of_the_same_folder_shares_user_clock_and_data(commune):
    second = commune.reopen()
    try:
        assert (second.user, second.clock(), second.owner) == ("An", NOW, "06901")
        assert second.device.path == commune.device.path
    finally:
        second.close()


def test_the_clock_of_a_test_stands_still_and_gives_the_day(commune):
    assert commune.clock() == NOW
    assert commune.today() == local_time(NOW).date()


def test_the_real_clock_runs_without_a_fixed_one(offices, monkeypatch):
    monkeypatch.delenv("NTM_NOW", raising=False)
    offices.new()
    again = offices.again("a", now_ms=None)
    assert again.clock() > NOW
    assert again.store.clock() > NOW


@pytest.mark.parametrize(
    ("given", "expected"), [("1234", 1234), ("9" * 15, module.LATEST_MS), ("0", 0)]
)
def test_the_environment_may_fix_the_clock(offices, monkeypatch, given, expected):
    monkeypatch.setenv("NTM_NOW", given)
    offices.new()
    assert offices.again("a", now_ms=None).clock() == expected


@pytest.mark.parametrize("given", ["", "hôm nay", "-5", "²", "9" * 5000])
def test_an_environment_that_is_no_time_leaves_the_real_clock(offices, monkeypatch, given):
    monkeypatch.setenv("NTM_NOW", given)
    offices.new()
    assert offices.again("a", now_ms=None).fixed_now is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn   An ", "Nguyễn An"),
        ("a\x01b\nc", "a b c"),
        ("An\ud800", "An"),
        ("x" * 100, "x" * 64),
    ],
)
def test_the_name_of_the_user_can_be_carried_by_exchange_files(offices, typed, kept):
    offices.new()
    assert offices.again("a", user=typed).user == kept


def test_without_a_name_the_login_is_the_user(offices, monkeypatch):
    monkeypatch.setattr(module.getpass, "getuser", lambda: "canbo")
    offices.new()
    assert offices.again("a", user="  ").user == "canbo"


def test_without_name_and_login_the_user_is_unknown(offices, monkeypatch):
    def no_login():
        raise OSError

    monkeypatch.setattr(module.getpass, "getuser", no_login)
    offices.new()
    assert offices.again("a", user=None).user


def test_another_program_that_writes_is_noticed(offices):
    here = offices.new()
    there = offices.again("a")
    before = here.data_version()
    with there.store.step("Sửa", "Bình"):
        there.store.put("work", "06901/w1", {"name": "Đường"})
    assert here.data_version() != before


def test_keys_of_new_records_begin_with_the_unit_and_differ(commune):
    first, second = commune.new_key("work"), commune.new_key("work")
    assert first.startswith("06901/w")
    assert first != second


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(offices):
    (offices.folder / "a").mkdir()
    note = offices.folder / "a" / "ghi-chu.txt"
    note.write_text("của tôi", "utf-8")
    with pytest.raises(DataFileError, match="đã có dữ liệu"):
        offices.new()
    assert list(note.parent.iterdir()) == [note]


@pytest.mark.parametrize(
    "more", [{"name": "  "}, {"name": "a\x01"}, {"superior_name": "\x00"}, {"sets": [("\x01", "")]}]
)
def test_an_office_that_cannot_be_kept_leaves_no_folder_behind(offices, more):
    with pytest.raises(InputError):
        offices.new(**more)
    assert not (offices.folder / "a").exists()


def test_a_file_in_place_of_the_folder_is_said_in_words(offices):
    place = offices.folder / "a"
    place.write_text("x")
    with pytest.raises(DataFileError):
        offices.new()
    with pytest.raises(DataFileError):
        offices.again("a")
    assert place.read_text() == "x"


def test_a_folder_without_data_is_refused(tmp_path):
    with pytest.raises(DataFileError, match="Không tìm thấy tệp dữ liệu"):
        open_workspace(tmp_path, device_dir=tmp_path / "device")


def test_a_data_file_that_lost_its_unit_record_still_opens(commune):
    with commune.store.step("Xóa", "An"):
        commune.store.remove("admin_unit", "06901/unit/06901")
        commune.store.remove("office_profile", "06901/office")
    assert commune.unit == AdminUnit(code="06901", name="06901", level="xa")
    assert commune.profile.issuer_name is None


def test_names_are_composed_and_on_one_line(offices):
    made = offices.new(name=" Quảng \n An ")
    assert made.unit.name == "Xã Quảng An"
    assert unit_name("  Nam Hồng Lĩnh ", "phuong") == "Phường Nam Hồng Lĩnh"


def test_sets_keep_the_order_they_were_chosen_in(offices):
    made = offices.new(sets=[(NANG_CAO, None), ("xa-ntm-2021-2025", None)])
    assert [one.set_id for one in made.followed()] == [NANG_CAO, "xa-ntm-2021-2025"]


def test_a_missing_out_folder_is_made_and_a_file_in_its_place_refused(tmp_path):
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataFileError, match="Không ghi được"):
        make_folder(tmp_path / "file")


def test_an_office_needs_only_name_and_level(tmp_path):
    office = NewOffice(name="Mới", level="dac-khu")
    made = create_workspace(tmp_path / "d", office, device_dir=tmp_path / "device")
    try:
        assert made.unit.name == "Đặc khu Mới"
        assert made.followed() == []
    finally:
        made.close()


def test_the_latest_period_is_that_of_values_then_of_totals_then_this_year(commune):
    assert commune.latest_period(NANG_CAO) == "2024"
    record_total(commune, TotalDraft(period_id="2021", title="Phường", criteria="12/17"))
    assert commune.latest_period(NANG_CAO) == "2021"
    for period in ("2020", "2019-H1"):
        record_values(commune, [ValueDraft(NANG_CAO, period, "1.1", "đạt")])
    assert commune.latest_period(NANG_CAO) == "2020"


def test_a_folder_whose_first_step_fails_can_be_chosen_again(tmp_path, monkeypatch):
    def full(*_arguments):
        raise DataFileError("Ổ đĩa đã đầy.")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "put", full)
        with pytest.raises(DataFileError):
            make(tmp_path)
    assert make(tmp_path).unit.name == "Xã Quảng An"


def make(tmp_path):
    """Make the data of Quảng An in a folder of its own."""
    office = NewOffice(name="Quảng An", level="xa", code="06901")
    return create_workspace(tmp_path / "data", office, device_dir=tmp_path / "device", now_ms=NOW)


def test_a_window_goes_on_under_its_own_id_after_a_job_wrote(offices):
    offices.new().close()
    window = offices.again("a")
    replica, job = window.store.replica, window.reopen()
    put_texts(job, "work", None, {"name": "Đường"})
    job.close()
    put_texts(window, "work", None, {"name": "Cầu"})
    assert (window.store.replica, window.store.retired) == (replica, [])
