"""The list of thôn: in order, without doubles, closed instead of deleted, met by two computers."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.units import AdminUnit, name_order
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import history, units
from ntm_desktop.services.criteria import default_set, follow, sets_for
from ntm_desktop.services.entry import ValueDraft, entry_sheet, record_values
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.workspace import Workspace
from tests.services.conftest import NANG_CAO, Offices

KHU_DAN_CU = "khu-dan-cu-ntm-kieu-mau-ha-tinh"


def names(workspace: Workspace, day: datetime.date | None = None) -> list[str]:
    return [one.name for one in units.below(workspace, day)]


def test_units_stand_in_vietnamese_order_with_numbers_by_value(commune: Workspace) -> None:
    units.add_units(commune, ["Thôn 10", "Ấp Đông", "Thôn An", "Thôn 2", "Ấp Dừa"])
    assert names(commune) == ["Ấp Dừa", "Ấp Đông", "Thôn 2", "Thôn 10", "Thôn An"]


@given(st.lists(st.text("Thôn 0123456789Đăạ", max_size=12), max_size=6))
def test_any_names_can_be_put_in_order(given_names: list[str]) -> None:
    there = [name_order(name) for name in sorted(given_names, key=name_order)]
    given_names.reverse()
    assert there == [name_order(name) for name in sorted(given_names, key=name_order)]


def test_a_unit_is_one_step_with_a_code_of_its_own(commune: Workspace) -> None:
    saved = units.add_unit(commune, "  Buôn   Thử Nghiệm ", note="ghi chú")
    assert len(saved.code) == 11
    assert saved.code.startswith("x")
    (unit,) = units.below(commune)
    assert (unit.name, unit.level, unit.parent_code) == ("Buôn Thử Nghiệm", "thon", "06901")
    assert unit.note == "ghi chú"
    history.undo(commune)
    assert units.below(commune) == ()


def test_two_computers_that_add_the_same_unit_meet_in_one_record(offices: Offices) -> None:
    one, other = offices.new("a"), offices.new("b")
    assert units.add_unit(one, "Thôn 2").code == units.add_unit(other, "Thôn 2").code
    assert units.add_unit(one, "Thôn Hòa").code == units.add_unit(other, "Thôn Hoà").code


def test_a_unit_that_was_added_by_mistake_can_be_added_again(commune: Workspace) -> None:
    code = units.add_unit(commune, "Thôn 2").code
    units.remove(commune, code)
    assert names(commune) == []
    assert units.add_unit(commune, "Thôn 2").code == code
    assert names(commune) == ["Thôn 2"]


@pytest.mark.parametrize("name", ["Thôn Hòa Bình", "thôn hoà  bình", "THÔN HÒA BÌNH"])
def test_a_name_that_is_there_is_refused_however_it_is_written(
    commune: Workspace, name: str
) -> None:
    units.add_unit(commune, "Thôn Hòa Bình")
    with pytest.raises(InputError, match="Đã có Thôn Hòa Bình"):
        units.add_unit(commune, name)
    assert names(commune) == ["Thôn Hòa Bình"]


def test_names_that_differ_by_an_accent_are_two_units(commune: Workspace) -> None:
    units.add_unit(commune, "Thôn Đông")
    units.add_unit(commune, "Thôn Đồng")
    assert names(commune) == ["Thôn Đông", "Thôn Đồng"]


@pytest.mark.parametrize("code", ["x 1", "a/b", "thôn", "-"])
def test_a_code_no_key_can_carry_is_refused(commune: Workspace, code: str) -> None:
    with pytest.raises(InputError):
        units.add_unit(commune, "Thôn 1", code)


def test_a_code_that_is_taken_is_refused(commune: Workspace) -> None:
    units.add_unit(commune, "Thôn 1", "t1")
    for code in ("t1", "06901"):
        with pytest.raises(InputError, match="đã dùng cho"):
            units.add_unit(commune, "Thôn 2", code)


def test_a_pasted_list_is_one_step_and_doubles_are_reported(commune: Workspace) -> None:
    units.add_unit(commune, "Thôn 1")
    added = units.add_units(
        commune, "STT\tTên thôn\n1\tThôn 1\t80 hộ\n2\tThôn 2\t90 hộ\n\n3. Thôn 3\nthôn 2\n"
    )
    assert (len(added.codes), added.skipped) == (2, ("Thôn 1", "thôn 2"))
    assert names(commune) == ["Thôn 1", "Thôn 2", "Thôn 3"]
    undone = history.undo(commune)
    assert undone is not None
    assert undone.label == "Thêm 2 đơn vị"
    assert names(commune) == ["Thôn 1"]


@pytest.mark.parametrize("text", ["", "\n \n", "STT\tTên thôn"])
def test_a_list_without_a_name_is_refused(commune: Workspace, text: str) -> None:
    with pytest.raises(InputError, match="chưa có tên"):
        units.add_units(commune, text)


def test_a_name_too_long_to_keep_adds_nothing(commune: Workspace) -> None:
    with pytest.raises(InputError):
        units.add_units(commune, ["Thôn 1", "Thôn " + "a" * 100_000])
    assert names(commune) == []


def test_figures_stay_with_a_unit_that_is_renamed(commune: Workspace) -> None:
    code = units.add_unit(commune, "Thôn 1").code
    units.rename(commune, code, "Thôn Nhất")
    assert units.unit_name(commune, code) == "Thôn Nhất"
    assert units.add_unit(commune, "Thôn 1").code != code
    with pytest.raises(InputError, match="Đã có Thôn Nhất"):
        units.add_unit(commune, "thôn nhất")
    with pytest.raises(InputError, match="Đã có Thôn 1"):
        units.rename(commune, code, "Thôn 1")
    units.rename(commune, code, "THÔN NHẤT")  # the case alone may be put right
    assert "THÔN NHẤT" in names(commune)


def test_a_closed_unit_stays_readable_in_earlier_periods(commune: Workspace) -> None:
    code = units.add_unit(commune, "Thôn 1").code
    units.close(commune, code, datetime.date(2023, 7, 1))
    assert names(commune) == []
    assert names(commune, datetime.date(2023, 6, 30)) == ["Thôn 1"]
    assert names(commune, datetime.date(2023, 7, 1)) == []
    assert units.unit_name(commune, code) == "Thôn 1"
    other = units.add_unit(commune, "Thôn 1").code  # a new one may bear the name
    assert other != code
    with pytest.raises(InputError, match="Đã có Thôn 1"):
        units.reopen(commune, code)
    units.remove(commune, other)
    units.reopen(commune, code)
    assert names(commune) == ["Thôn 1"]


def test_a_unit_cannot_end_before_it_began(commune: Workspace) -> None:
    code = units.add_unit(commune, "Thôn 1").code
    put_texts(commune, "admin_unit", f"06901/unit/{code}", {"valid_from": "1/7/2025"})
    assert names(commune) == []
    with pytest.raises(InputError, match="01/07/2025"):
        units.close(commune, code, datetime.date(2025, 7, 1))
    units.close(commune, code, datetime.date(2025, 7, 2))


def test_a_unit_that_records_speak_of_is_not_deleted(commune: Workspace) -> None:
    code = units.add_unit(commune, "Ấp Một").code
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "14.1", "95", code)])
    with pytest.raises(InputError, match="Không xóa được Ấp Một: 1 mục"):
        units.remove(commune, code)
    assert names(commune) == ["Ấp Một"]


def test_the_office_itself_is_not_one_of_its_units(commune: Workspace) -> None:
    for refused in (
        lambda: units.rename(commune, "06901", "Xã Khác"),
        lambda: units.close(commune, "06901", datetime.date(2025, 1, 1)),
        lambda: units.remove(commune, "06901"),
    ):
        with pytest.raises(InputError, match="Cơ quan"):
            refused()
    with pytest.raises(NotFoundError):
        units.rename(commune, "x0000000000", "Thôn 1")


def test_a_village_has_no_units_below(offices: Offices) -> None:
    village = offices.new(code=None, level="thon", name="Một", sets=())
    with pytest.raises(InputError, match="không có đơn vị cấp dưới"):
        units.add_unit(village, "Tổ 1")


def test_a_unit_is_found_by_code_and_by_exact_name(commune: Workspace) -> None:
    code = units.add_unit(commune, "Thôn Hòa Bình").code
    assert units.unit_code(commune, code) == code
    assert units.unit_code(commune, " thôn hoà bình ") == code
    assert units.unit_code(commune, "06901") == "06901"
    assert units.unit_code(commune, "Xã Quảng An") == "06901"
    assert units.unit_code(commune, "xabcdefabcd") == "xabcdefabcd"
    with pytest.raises(NotFoundError):
        units.unit_code(commune, "Thôn Hòa")


def test_of_two_units_with_one_name_the_valid_one_is_meant(commune: Workspace) -> None:
    old = units.add_unit(commune, "Thôn 1").code
    units.close(commune, old, datetime.date(2023, 1, 1))
    assert units.unit_code(commune, "Thôn 1") == old
    new = units.add_unit(commune, "Thôn 1").code
    assert units.unit_code(commune, "Thôn 1") == new
    units.close(commune, new, datetime.date(2023, 6, 1))
    with pytest.raises(InputError, match="2 đơn vị cùng tên"):
        units.unit_code(commune, "Thôn 1")


def test_units_of_former_communes_keep_working(offices: Offices) -> None:
    office = offices.new(code="26734", name="Mới")
    put_texts(office, "admin_unit", None, {"code": "06901", "name": "Xã Quảng An", "level": "xa",
              "parent_code": "26734", "valid_until": "1/7/2025"})  # fmt: skip
    assert names(office, datetime.date(2024, 12, 31)) == ["Xã Quảng An"]
    assert names(office, datetime.date(2025, 12, 31)) == []
    assert [one.id for one in sets_for(office, "06901")] == [NANG_CAO]


def test_communes_that_sent_their_own_record_are_below_their_superior(offices: Offices) -> None:
    superior = offices.new("h", code="189", level="huyen", name="Mẫu", sets=())
    units.add_unit(superior, "Xã Quảng An", "06901")
    thon = {"code": "x0000000001", "name": "Thôn 1", "level": "thon", "parent_code": "06901"}
    put_texts(superior, "admin_unit", None, thon)
    assert [one.name for one in units.below(superior)] == ["Xã Quảng An"]
    assert [one.level for one in units.all_below(superior)] == ["thon", "xa"]


def test_a_circle_of_superiors_leads_nowhere(commune: Workspace) -> None:
    for code, above in (("a1", "b1"), ("b1", "a1")):
        row = {"code": code, "name": f"Thôn {code}", "level": "thon", "parent_code": above}
        put_texts(commune, "admin_unit", None, row)
    assert units.all_below(commune) == ()


# --- sets by level ---


def test_a_village_is_looked_at_with_the_sets_of_its_level(commune: Workspace) -> None:
    follow(commune, KHU_DAN_CU, "chung")
    code = units.add_unit(commune, "Thôn 1").code
    assert [one.id for one in sets_for(commune)] == [NANG_CAO, KHU_DAN_CU]
    assert [one.id for one in sets_for(commune, code)] == [KHU_DAN_CU]
    assert default_set(commune, code, NANG_CAO) == KHU_DAN_CU
    assert default_set(commune, "06901", NANG_CAO) == NANG_CAO


def test_a_set_that_figures_were_recorded_for_is_offered_too(commune: Workspace) -> None:
    code = units.add_unit(commune, "Thôn 1").code
    assert sets_for(commune, code) == ()
    assert default_set(commune, code, NANG_CAO) == NANG_CAO
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "14.1", "95", code)])
    assert [one.id for one in sets_for(commune, code)] == [NANG_CAO]
    assert entry_sheet(commune, NANG_CAO, "2023", code).counts.indicators_met >= 0


def test_sets_of_households_and_products_are_for_the_office_alone(commune: Workspace) -> None:
    follow(commune, "ocop-148-2023")
    follow(commune, "vuon-mau-ha-tinh")
    code = units.add_unit(commune, "Thôn 1").code
    assert len(sets_for(commune)) == 3
    assert sets_for(commune, code) == ()


def test_the_level_follows_from_the_word_in_the_name(offices: Offices) -> None:
    superior = offices.new("h", code="22", level="tinh", name="Mẫu", sets=())
    units.add_units(superior, ["Huyện A", "Phường B", "Xã C", "Đặc khu D", "Nơi E", "Thôn F"])
    levels = {one.name: one.level for one in units.below(superior)}
    assert levels == {
        "Huyện A": "huyen",
        "Phường B": "phuong",
        "Xã C": "xa",
        "Đặc khu D": "dac-khu",
        "Nơi E": "xa",
        "Thôn F": "thon",
    }
    assert isinstance(units.known_units(superior)["22"], AdminUnit)
