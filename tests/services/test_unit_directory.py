"""The shipped list of administrative units: complete, clean, and right where we know the answer."""

import unicodedata
from collections import Counter
from datetime import date

import pytest

from ntm_desktop import paths
from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.services.unit_directory import load_directory


@pytest.fixture(scope="module")
def directory():
    return load_directory()


def test_it_is_read_once(directory):
    assert load_directory() is directory


def test_the_units_of_today_are_those_of_the_decision(directory):
    kinds = Counter(entry.type for entry in directory.current)
    assert kinds == {"xa": 2621, "phuong": 687, "dac-khu": 13}
    assert len({entry.code for entry in directory.current}) == 3321
    assert all(entry.valid_from == date(2025, 7, 1) for entry in directory.current)
    assert all(entry.valid_to is None for entry in directory.current)


def test_every_unit_of_today_lies_in_one_of_the_34_provinces(directory):
    codes = {province.code for province in directory.provinces()}
    assert len(codes) == 34
    assert {entry.province_code for entry in directory.current} == codes


def test_six_provinces_are_cities(directory):
    cities = {p.display_name for p in directory.provinces() if p.type == "thanh-pho"}
    assert cities == {
        "Thành phố Hà Nội",
        "Thành phố Hải Phòng",
        "Thành phố Huế",
        "Thành phố Đà Nẵng",
        "Thành phố Hồ Chí Minh",
        "Thành phố Cần Thơ",
    }


def test_there_are_10035_former_communes_and_5_islands_without_communes(directory):
    kinds = Counter(entry.type for entry in directory.historical)
    assert kinds.total() == 10_040
    assert kinds["huyen"] == 5
    assert set(kinds) == {"xa", "phuong", "thi-tran", "huyen"}


def test_every_former_unit_went_somewhere_and_every_unit_of_today_came_from_somewhere(directory):
    assert all(directory.successors(entry) for entry in directory.historical)
    assert all(directory.predecessors(entry) for entry in directory.current)


def test_predecessors_and_successors_are_each_others_mirror(directory):
    forward = {(old.code, new) for old in directory.historical for new in old.successors}
    backward = {(old, new.code) for new in directory.current for old in new.predecessors}
    assert forward == backward


def test_names_are_composed_and_without_stray_spaces(directory):
    for entry in (*directory.current, *directory.historical):
        assert entry.name == unicodedata.normalize("NFC", " ".join(entry.name.split()))


def test_names_stand_without_their_kind(directory):
    kinds = ("xã ", "phường ", "thị trấn ", "đặc khu ")
    names = [entry.name for entry in (*directory.current, *directory.historical)]
    found = {name for name in names if name.lower().startswith(kinds)}
    assert found == {"Phường Đúc"}  # it was phường Phường Đúc, in Huế


@pytest.mark.parametrize("part", ["current", "historical"])
def test_units_stand_in_vietnamese_order(directory, part):
    keys = [
        (sort_key(unit.name), sort_key(unit.province_name)) for unit in getattr(directory, part)
    ]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("code", "name", "district", "became", "province"),
    [
        ("18130", "Xã Thuận Lộc", "Thị xã Hồng Lĩnh", "Phường Nam Hồng Lĩnh", "Tỉnh Hà Tĩnh"),
        ("06901", "Xã Quảng An", "Huyện Đầm Hà", "Xã Quảng Tân", "Tỉnh Quảng Ninh"),
        ("05641", "Xã Tức Tranh", "Huyện Phú Lương", "Xã Vô Tranh", "Tỉnh Thái Nguyên"),
        (
            "16414",
            "Phường Đông Thịnh",
            "Thành phố Thanh Hóa",
            "Phường Đông Sơn",
            "Tỉnh Thanh Hóa",
        ),
        ("16405", "Xã Đông Tiến", "Thành phố Thanh Hóa", "Phường Đông Tiến", "Tỉnh Thanh Hóa"),
        ("318", "Huyện Bạch Long Vĩ", "", "Đặc khu Bạch Long Vĩ", "Thành phố Hải Phòng"),
    ],
)
def test_known_communes_became_what_they_became(directory, code, name, district, became, province):
    former = directory.former(code)
    (successor,) = directory.successors(former)
    assert (former.display_name, former.district_name) == (name, district)
    assert (successor.display_name, successor.province_name) == (became, province)
    assert former.valid_to == date(2025, 6, 30)


def test_a_former_unit_keeps_the_province_it_was_in(directory):
    (gia_loc,) = [unit for unit in directory.search("thị trấn gia lộc") if unit.historical]
    assert gia_loc.whereabouts == "huyện Gia Lộc, tỉnh Hải Dương"
    assert directory.successors(gia_loc)[0].province_name == "Thành phố Hải Phòng"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("10543", "Phường Việt Hòa"),
        ("11848", "Xã Vĩnh Hòa"),
        ("31213", "Phường Tân Lộc"),
        ("31299", "Xã Phong Điền"),
        ("31078", "Đặc khu Phú Quốc"),
    ],
)
def test_the_kind_is_the_one_in_the_full_name(directory, code, name):
    assert directory.by_code(code).display_name == name


def test_communes_of_the_same_name_are_told_apart(directory):
    found = [unit for unit in directory.search("phú lương") if not unit.historical]
    exact = {(u.display_name, u.province_name) for u in found if u.name == "Phú Lương"}
    assert exact == {
        ("Phường Phú Lương", "Thành phố Hà Nội"),
        ("Xã Phú Lương", "Tỉnh Thái Nguyên"),
        ("Xã Phú Lương", "Tỉnh Tuyên Quang"),
    }


def test_the_old_name_leads_to_the_unit_of_today(directory):
    found = directory.search("quang an, dam ha")
    assert [unit.display_name for unit in found] == ["Xã Quảng Tân", "Xã Quảng An"]


def test_the_licence_of_the_data_is_shipped_with_it():
    notice = paths.resource("units/LICENSE-vietnamadminunits.txt").read_text("utf-8")
    assert "Copyright (c) 2025 Tran Ngoc Minh Hieu" in notice


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("06901", ("200",)),  # Quảng An, which lay in huyện Đầm Hà
        ("06913", ("22", "200")),  # Quảng Tân: of today in the province; the code was there before
        ("200", ("22",)),
        ("22", ()),
        ("99999", ()),
    ],
)
def test_what_a_unit_lies_or_lay_in(directory, code, above):
    assert directory.above(code) == above
