"""Looking up administrative units by code and by what a person types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.unit_directory import Province, UnitDirectory, UnitEntry

QUANG_NINH = ("22", "Tỉnh Quảng Ninh")
THAI_NGUYEN = ("19", "Tỉnh Thái Nguyên")
TUYEN_QUANG = ("08", "Tỉnh Tuyên Quang")
HUE = ("46", "Thành phố Huế")


def _now(code, name, province=QUANG_NINH, unit_type="xa", predecessors=()):
    return UnitEntry(code, name, unit_type, *province, predecessors=tuple(predecessors))


def _before(code, name, district, *successors, province=QUANG_NINH, unit_type="xa"):
    return UnitEntry(
        code, name, unit_type, *province, district, historical=True, successors=successors
    )


DIRECTORY = UnitDirectory(
    [
        _now("31078", "Phú Quốc", ("91", "Tỉnh An Giang"), "dac-khu"),
        _now("24412", "M'Drắk", ("66", "Tỉnh Đắk Lắk")),
        _now("05611", "Phú Lương", THAI_NGUYEN),
        _now("02611", "Phú Lương", TUYEN_QUANG),
        _now("19960", "Quảng An Hòa", HUE, "phuong"),
        _now("06913", "Quảng Tân", predecessors=["06901", "06904"]),
        _now("06914", "Tân Quảng"),
        _now("19753", "Thuận Hòa", HUE, "phuong"),
        _now("05641", "Vô Tranh", THAI_NGUYEN, predecessors=["05641"]),
        _before("06901", "Quảng An", "Huyện Đầm Hà", "06913"),
        _before("00100", "Quảng An", "Quận Tây Hồ", "06914", province=("01", "Thành phố Hà Nội")),
        _before("06904", "Quảng Lợi", "Huyện Đầm Hà", "06913", "06914"),
        _before("05641", "Tức Tranh", "Huyện Phú Lương", "05641", province=THAI_NGUYEN),
        _before("00001", "1", "Quận Một", "06914", unit_type="phuong"),
    ],
    [Province("22", "Quảng Ninh", "tinh"), Province("01", "Hà Nội", "thanh-pho")],
)


def _found(text, **options):
    return [
        entry.code + ("*" if entry.historical else "")
        for entry in DIRECTORY.search(text, **options)
    ]


@pytest.mark.parametrize(
    ("code", "display_name"),
    [("06913", "Xã Quảng Tân"), ("19753", "Phường Thuận Hòa"), ("31078", "Đặc khu Phú Quốc")],
)
def test_a_unit_is_displayed_with_its_kind(code, display_name):
    assert DIRECTORY.by_code(code).display_name == display_name


def test_a_province_is_displayed_with_its_kind():
    names = [province.display_name for province in DIRECTORY.provinces()]
    assert names == ["Tỉnh Quảng Ninh", "Thành phố Hà Nội"]


def test_a_former_code_gives_the_former_unit_with_its_district_and_successors():
    entry = DIRECTORY.by_code("06901")
    assert entry.historical
    assert entry.district_name == "Huyện Đầm Hà"
    assert entry.whereabouts == "huyện Đầm Hà, tỉnh Quảng Ninh"
    assert [unit.display_name for unit in DIRECTORY.successors(entry)] == ["Xã Quảng Tân"]


def test_a_code_that_lives_on_gives_the_unit_of_today():
    assert DIRECTORY.by_code("05641").name == "Vô Tranh"
    assert DIRECTORY.former("05641").name == "Tức Tranh"


def test_an_unknown_code_gives_nothing():
    assert DIRECTORY.by_code("99999") is None
    assert DIRECTORY.former("06913") is None


def test_predecessors_are_the_former_units_and_say_whether_they_were_divided():
    former = DIRECTORY.predecessors(DIRECTORY.by_code("06913"))
    assert [(unit.name, unit.is_divided) for unit in former] == [
        ("Quảng An", False),
        ("Quảng Lợi", True),
    ]


def test_communes_are_those_of_today_in_one_province():
    assert [unit.code for unit in DIRECTORY.communes("22")] == ["06913", "06914"]


def test_whole_names_come_before_beginnings_and_today_before_earlier():
    assert _found("quang an") == ["06913", "06914", "19960", "06901*", "00100*"]


def test_beginnings_come_before_insides():
    assert _found("quang")[:2] == ["19960", "06913"]
    assert _found("tan") == ["06914", "06913"]


def test_a_query_with_accents_is_exact():
    assert _found("Quảng Tân") == ["06913"]
    assert _found("Quáng Tân") == []


@pytest.mark.parametrize("text", ["thuan hoa", "Thuận Hoà", "THUẬN HÒA", "thuận  hòa "])
def test_it_does_not_matter_where_the_tone_mark_stands(text):
    assert _found(text) == ["19753"]


def test_moving_tone_marks_leaves_other_letters_apart():
    names = ["Loè", "Hoậc", "Hoạc", "Quỳ"]
    units = [_now(f"0000{place}", name) for place, name in enumerate(names)]
    directory = UnitDirectory(units)
    assert directory.search("lòe") == (units[0],)
    assert directory.search("họac") == (units[2],)
    assert directory.search("hoậc") == (units[1],)
    assert directory.search("qùy") == (units[3],)


@pytest.mark.parametrize("name", ["M{}Drắk", "m{}drak"])
@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "`", "´", ""])
def test_it_does_not_matter_which_apostrophe_is_typed(name, apostrophe):
    assert _found(name.format(apostrophe)) == ["24412"]


def test_decomposed_text_finds_the_same():
    assert _found("Qua\u0309ng Ta\u0302n") == ["06913"]


def test_the_kind_may_be_typed_and_then_counts():
    assert _found("xã quảng tân") == ["06913"]
    assert _found("phuong quang tan") == []
    assert _found("phuong 1") == ["06914", "00001*"]


def test_a_kind_is_not_found_inside_other_kinds():
    assert _found("huong") == []


def test_a_place_after_a_comma_tells_equal_names_apart():
    assert _found("phu luong") == ["05611", "02611"]
    assert _found("Phú Lương, Tuyên Quang") == ["02611"]
    assert _found("quang an, dam ha") == ["06913", "06901*"]


def test_a_code_or_its_beginning_finds_the_unit_and_what_became_of_it():
    assert _found("06901") == ["06913", "06901*"]
    assert _found("05641") == ["05641", "05641*"]
    assert _found("2441") == ["24412"]
    assert _found("441") == []


def test_no_more_than_the_limit_is_returned():
    assert _found("quang an", limit=2) == ["06913", "06914"]
    assert _found("quang an", limit=0) == []


@pytest.mark.parametrize("text", ["", "  ", ",", "'", ", hà nội"])
def test_nothing_typed_finds_nothing(text):
    assert _found(text) == []


@given(st.text(alphabet="aAàảoòưđĐhq19 ,'’\u0301\u00a0", max_size=8))
def test_any_text_is_answered_without_repeating_a_unit(text):
    found = _found(text)
    assert len(found) == len(set(found))


@given(st.sampled_from([*DIRECTORY.current, *DIRECTORY.historical]))
def test_every_unit_is_found_by_its_own_name(entry):
    assert entry in DIRECTORY.search(entry.name)
    assert entry in DIRECTORY.search(entry.display_name.upper())
