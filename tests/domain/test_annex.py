"""A criteria set out of annex tables."""

import json
from decimal import Decimal

import pytest
from hypothesis import given

from ntm_desktop.domain.annex import interpret, same_head
from ntm_desktop.domain.annex_columns import Role, find_header, is_number_row, slug
from ntm_desktop.domain.annex_grid import Confidence
from ntm_desktop.domain.annex_numbering import Rank, parse_number_mark, split_number
from ntm_desktop.domain.annex_pack import SetTitle, pack_of
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import InputError
from tests.domain.annex_grids import LEFT, UP, any_grid, grid

TITLE = SetTitle("bo-bia", "Bộ bịa", "Bộ bịa", "xa", "bia.docx", "tiêu chí")
HEAD = ["TT", "Tiêu chí", "Nội dung tiêu chí", "Chỉ tiêu chung"]


def read(*rows, head=HEAD):
    return interpret([grid([head, *rows])])


def codes(found):
    return [one.code for part in found.criteria for one in part.indicators]


def said(found):
    return " | ".join(f"{one.where}: {one.text}" for one in found.problems)


# --- numbers ---


@pytest.mark.parametrize(
    ("text", "rank", "code"),
    [
        ("1", Rank.NUMBER, "1"),
        ("01.", Rank.NUMBER, "1"),
        ("1.1.", Rank.DOTTED, "1.1"),
        ("1,1", Rank.DOTTED, "1.1"),
        ("IV.", Rank.ROMAN, "IV"),
        ("B", Rank.HEAD_LETTER, "B"),
        ("đ)", Rank.LETTER, "dd"),
        ("2a", Rank.DOTTED, "2.a"),
        ("Tiêu chí số 5", Rank.NUMBER, "5"),
        ("-", Rank.BULLET, ""),
    ],
)
def test_a_number_is_read_in_the_form_of_a_code(text, rank, code):
    found = parse_number_mark(text)
    assert found is not None
    assert (found.rank, found.code) == (rank, code)


@pytest.mark.parametrize("text", ["", "Đạt", "98%", "1.234.567", "01/01/2026", "IIX4"])
def test_other_texts_are_no_numbers(text):
    assert parse_number_mark(text) is None


@pytest.mark.parametrize("text", ["01 mô hình", "12.000 người", "2026", "A là gì"])
def test_a_wording_that_begins_with_a_figure_keeps_it(text):
    assert split_number(text) == (None, text)


# --- columns ---


def test_the_head_is_found_below_a_title_and_over_two_rows():
    table = grid(
        [
            ["PHỤ LỤC BỊA", LEFT, LEFT, LEFT, LEFT],
            ["STT", "Tên tiêu chí", "ĐVT", "Chỉ tiêu theo vùng", LEFT],
            [UP, UP, UP, "Tây Nguyên", "Vùng lạ"],
            ["1", "Việc", "%", "≥ 5", "≥ 6"],
        ]
    )
    header = find_header(table)
    assert header is not None
    assert (header.first, header.last) == (2, 3)
    assert [one.role for one in header.columns] == [
        *(Role.CODE, Role.CRITERION, Role.UNIT, Role.TARGET, Role.TARGET),
    ]
    assert [one.group for one in header.of(Role.TARGET)] == ["tn", "vung-la"]


def test_a_table_without_a_head_has_none():
    assert find_header(grid([["Họ tên", "Điện thoại"], ["Bịa", "0"]])) is None


def test_a_row_that_numbers_the_columns_is_told_from_data():
    assert is_number_row(grid([["(1)", "(2)", "(3)", "(4)"]]).rows[0])
    assert not is_number_row(grid([["1", "Việc", "5"]]).rows[0])


def test_chi_tieu_is_the_wording_or_the_target_by_what_stands_below():
    wording = grid([["TT", "Tiêu chí", "Chỉ tiêu", "Mức"], ["1", "A", "Có việc bịa lớn", "Đạt"]])
    target = grid([["TT", "Tiêu chí", "Chỉ tiêu"], ["1", "A", "≥ 5 %"]])
    for table, role in ((wording, Role.INDICATOR), (target, Role.TARGET)):
        header = find_header(table)
        assert header is not None
        assert header.columns[2].role is role


def test_points_and_columns_that_hold_no_targets_are_left_out_and_said():
    head = [*HEAD, "Điểm tối đa", "Cột lạ"]
    found = read(["1", "A", "1.1. Việc", "Đạt", "5", "chữ gì đó rất dài"], head=head)
    assert [group.id for group in found.groups] == ["chung"]
    assert "cột điểm “Điểm tối đa”" in said(found)
    assert "“Cột lạ”" in said(found)


def test_an_id_is_made_of_any_text():
    assert slug("Xã Đặc biệt (I)") == "xa-dac-biet-i"
    assert slug("***") == "cot"


# --- rows ---


def test_indicators_are_found_under_their_merged_criterion():
    found = read(
        ["1", "Việc A", "1.1. Có kế hoạch", "Đạt"],
        [UP, UP, "1.2. Tỷ lệ hộ", "≥ 98 %"],
        ["2", "Việc B", "2.1. Có sổ", "Đạt"],
    )
    assert [(one.code, one.name) for one in found.criteria] == [("1", "Việc A"), ("2", "Việc B")]
    assert codes(found) == ["1.1", "1.2", "2.1"]
    assert found.criteria[0].indicators[1].text == "Tỷ lệ hộ"
    assert not found.needs_person
    assert all(one.complete for one in found.criteria)


def test_a_criterion_without_parts_is_its_own_indicator():
    found = read(["1", "Việc A", LEFT, "≥ 5 %"], ["2", "Việc B", "Có sổ sách", "Đạt"])
    assert codes(found) == ["1", "2"]
    assert found.criteria[1].indicators[0].text == "Có sổ sách"


def test_roman_numbers_are_sections_over_arabic_ones_that_go_on():
    found = read(
        ["I", "PHẦN MỘT", LEFT, LEFT], ["1", "A", LEFT, "Đạt"],
        ["II", "PHẦN HAI", "", ""], ["2", "B", LEFT, "Đạt"],
    )  # fmt: skip
    assert [(one.code, one.section) for one in found.criteria] == [("1", "I"), ("2", "II")]
    assert [one.name for one in found.sections] == ["PHẦN MỘT", "PHẦN HAI"]


def test_roman_numbers_are_criteria_where_arabic_ones_begin_again():
    found = read(
        ["I", "A", "", ""], ["1", "", "Việc một", "Đạt"],
        ["II", "B", "", ""], ["1", "", "Việc hai", "Đạt"],
    )  # fmt: skip
    assert [one.code for one in found.criteria] == ["I", "II"]
    assert codes(found) == ["I.1", "II.1"]


def test_small_rows_with_targets_are_indicators_and_without_are_wording():
    found = read(
        ["1", "A", "1.1. Cửa hàng:", ""],
        [UP, UP, "a) Có biển", "Đạt"], [UP, UP, "b) Có mái", "Đạt"],
        [UP, UP, "1.2. Có tổ", "Đạt"], [UP, UP, "- Họp mỗi quý", ""],
    )  # fmt: skip
    assert codes(found) == ["1.1.a", "1.1.b", "1.2"]
    texts = [one.text for one in found.criteria[0].indicators]
    assert texts == ["Cửa hàng: Có biển", "Cửa hàng: Có mái", "Có tổ\n- Họp mỗi quý"]


def test_repeated_heads_column_numbers_and_continued_criteria_are_passed_over():
    found = read(
        ["(1)", "(2)", "(3)", "(4)"], ["1", "Việc A", "1.1. Một", "Đạt"],
        HEAD, ["1", "Việc A (tiếp theo)", "1.2. Hai", "Đạt"],
    )  # fmt: skip
    assert codes(found) == ["1.1", "1.2"]
    assert len(found.criteria) == 1
    assert not found.needs_person


def test_a_table_that_goes_on_is_read_as_one():
    first = grid([HEAD, ["1", "A", "1.1. Một", "Đạt"]])
    second = grid([HEAD, ["2", "B", "2.1. Hai", "> 5%"]], "Bảng 2")
    bare = grid([["3", "C", "3.1. Ba", "Đạt"]], "Bảng 3")
    other = grid([["Họ", "Tên", "Tuổi", "Quê"]], "Bảng 4")
    assert [same_head(first, one) for one in (second, bare, other)] == [True, True, False]
    found = interpret([first, second, bare])
    assert codes(found) == ["1.1", "2.1", "3.1"]
    assert "Bảng 2, dòng 2, cột 4" in said(found)


def test_as_above_takes_the_target_above_where_it_is_measured_alike():
    head = ["TT", "Nội dung tiêu chí", "ĐVT", "Mức đạt"]
    found = read(
        ["1", "A", "", ""], ["1.1", "Một", "%", "≥ 5"], ["1.2", "Hai", "%", "nt"],
        ["1.3", "Ba", "mô hình", "nt"], head=head,
    )  # fmt: skip
    targets = [one.targets[0] for one in found.criteria[0].indicators]
    assert [one.value for one in targets] == [Decimal(5), Decimal(5), None]
    assert targets[1].original == "nt"
    assert "Bảng 1, dòng 5, cột 4" in said(found)


def test_a_cell_merged_over_columns_counts_for_each():
    head = [*HEAD, "Tây Nguyên"]
    found = read(["1", "A", "1.1. Một", "≥ 5%", LEFT], head=head)
    assert [one.value for one in found.criteria[0].indicators[0].targets] == [Decimal(5)] * 2


def test_columns_that_demand_something_else_stay_empty_and_are_said():
    head = [*HEAD, "Tây Nguyên", "ĐBSH"]
    found = read(["1", "A", "1.1. Một", "≥ 5%", "Đạt", "≥ 6%"], head=head)
    one = found.criteria[0].indicators[0]
    assert one.kind is IndicatorKind.PERCENT
    assert [target.known for target in one.targets] == [True, False, True]
    assert "Bảng 1, dòng 2, cột 5" in said(found)
    assert not found.criteria[0].complete


def test_a_number_without_sign_follows_the_other_columns():
    head = [*HEAD, "Tây Nguyên"]
    found = read(["1", "A", "1.1. Tỷ lệ hộ bịa", "≤ 5%", "6%"], head=head)
    assert found.criteria[0].indicators[0].operator is not None
    assert found.criteria[0].indicators[0].operator.value == "<="


def test_columns_of_years_make_a_target_for_each_year():
    head = ["TT", "Nội dung tiêu chí", "Năm 2026", "Năm 2027"]
    found = read(["1", "Thu hoạch (triệu đồng)", "≥ 40", "≥ 44"], head=head)
    target = found.criteria[0].indicators[0].targets[0]
    assert (target.group, target.by_year) == ("chung", ((2026, Decimal(40)), (2027, Decimal(44))))


def test_gender_and_cases_in_the_wording_are_kept_as_flags():
    found = read(
        ["1", "A", "1.1. Tỷ lệ thẻ (áp dụng đạt cho cả nam và nữ)", "≥ 90%"],
        [UP, UP, "1.2. Chợ bịa (nếu có)", "Đạt"],
        [UP, UP, "1.3. Có sổ cho cả nam và nữ", "Đạt"],
    )
    first, second, third = found.criteria[0].indicators
    assert (first.by_gender, second.if_any, third.by_gender) == (True, True, True)
    assert "chỉ tiêu 1.3 chưa ghi" in said(found)
    one = read_criteria_set(pack_of(TITLE, found)).indicator
    assert (one("1.1").by_gender, one("1.3").by_gender) == (True, False)


def test_a_target_set_by_the_province_is_missing_and_says_by_whom():
    found = read(["1", "A", "1.1. Tỷ lệ hộ bịa", "UBND cấp tỉnh quy định"])
    one = read_criteria_set(pack_of(TITLE, found)).indicator("1.1")
    assert one.target_set_by is not None
    assert one.target_for(None, None) is None
    assert "chưa có mức ở cột nào" in said(found)


def test_years_in_rows_of_their_own_belong_to_the_wording_beside_them():
    found = read(
        ["1", "Thu hoạch (triệu đồng)", LEFT, "Năm 2026: ≥ 40"],
        ["2", "Việc", "2.1. Thu hoạch (triệu đồng)", "Năm 2026: ≥ 40"],
        [UP, UP, UP, "Năm 2027: ≥ 44"],
    )
    target = found.criteria[1].indicators[0].targets[0]
    assert target.by_year == ((2026, Decimal(40)), (2027, Decimal(44)))


def test_parts_under_an_indicator_with_its_own_target_stand_beside_it():
    found = read(
        ["1", "A", "1.1. Có chợ", "Đạt"], [UP, UP, "a) Tỷ lệ mái", "≥ 5%"],
        [UP, UP, "1.1.1. Tỷ lệ sân", "≥ 6%"], [UP, UP, "1.2. Khác", "Đạt"],
    )  # fmt: skip
    assert codes(found)[:2] == ["1.1", "1.1.a"]
    assert [one.text for one in found.criteria[0].indicators][1] == "Tỷ lệ mái"


def test_numbers_of_three_parts_stand_under_the_words_of_the_second():
    found = read(
        ["1", "A", "1.1. Cửa hàng:", ""], [UP, UP, "1.1.1. Có biển", "Đạt"],
        [UP, UP, "1.1.2. Có mái", "Đạt"], [UP, UP, "1.2. Có tổ", "Đạt"],
    )  # fmt: skip
    assert codes(found) == ["1.1.1", "1.1.2", "1.2"]
    texts = [one.text for one in found.criteria[0].indicators]
    assert texts == ["Cửa hàng: Có biển", "Cửa hàng: Có mái", "Có tổ"]


def test_a_table_without_targets_gives_wordings_and_says_so():
    found = read(["1", "A", "1.1. Một"], head=HEAD[:3])
    assert codes(found) == ["1.1"]
    assert [one.id for one in found.groups] == ["chung"]
    assert "không thấy cột" in said(found)


def test_a_criterion_across_the_table_is_told_from_a_section():
    found = read(
        ["I. PHẦN MỘT", LEFT, LEFT, LEFT], ["1. Việc A", LEFT, LEFT, LEFT],
        ["1.1", "", "Có sổ", "Đạt"], ["1.2. Dòng ngang", LEFT, LEFT, LEFT],
    )  # fmt: skip
    assert [(one.code, one.name, one.section) for one in found.criteria] == [("1", "Việc A", "I")]
    assert codes(found) == ["1.1"]
    assert "1.2. Dòng ngang" in said(found)


def test_a_unit_and_a_limit_of_none_follow_the_other_columns():
    head = [*HEAD, "Tây Nguyên"]
    found = read(["1", "A", "1.1. Tỷ lệ bịa", "≤ 5%", "Không"], head=head)
    assert [one.value for one in found.criteria[0].indicators[0].targets] == [5, 0]
    mixed = read(["1", "A", "1.1. Tỷ lệ bịa", "≥ 5%", "Không"], head=head)
    assert [one.known for one in mixed.criteria[0].indicators[0].targets] == [True, False]


# --- what goes wrong ---


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["1", "A", "1.1. Một", "Đạt"], [UP, UP, "1.3. Ba", "Đạt"]], "sau 1.1 là 1.3"),
        ([["2", "A", LEFT, "Đạt"]], "sau đầu danh sách là 2"),
        ([["1", "A", "1.1. Một", "Đạt"], [UP, UP, "1.1. Hai", "Đạt"]], "mã 1.1 đã có ở trên"),
        ([["1", "A", "2.1. Một", "Đạt"]], "chỉ tiêu 2.1 nằm dưới tiêu chí 1"),
        ([["1", "A", "", ""]], "tiêu chí 1 không có chỉ tiêu nào"),
        ([["1", "A", "1.1. Một", ""]], "chỉ tiêu 1.1 chưa có mức"),
        ([["", "", "1.1. Một", "Đạt"]], "chỉ tiêu 1.1 không nằm dưới tiêu chí nào"),
        ([["Ghi chú bịa", LEFT, LEFT, LEFT]], "không hiểu dòng này: “Ghi chú bịa”"),
        ([["1", "A", "1.1. Một", "Đạt"], [UP, UP, UP, "≥ 5%"]], "mức thứ hai"),
        ([["1", "A", "", "≥ 5%"], [UP, UP, "1.1. Một", "Đạt"]], "tiêu chí 1 có mức riêng"),
        ([["", "A", "Một", "Đạt"]], "không có số"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(rows, words):
    found = read(*rows)
    assert words in said(found)
    assert all(one.where.startswith("Bảng 1") for one in found.problems)
    assert found.needs_person


def test_no_table_and_no_head_give_nothing_but_a_reason():
    assert interpret([]).problems
    found = interpret([grid([["Họ tên", "Điện thoại"]])])
    assert found.criteria == ()
    assert "không thấy dòng tiêu đề" in said(found)


def test_every_cell_of_targets_keeps_its_original_text():
    found = read(["1", "A", "1.1. Một", "> 90 %"])
    target = next(one for one in found.readings if one.what == "target")
    assert (target.original, target.confidence) == ("> 90 %", Confidence.UNSURE)
    assert found.criteria[0].indicators[0].targets[0].original == "> 90 %"


@given(any_grid)
def test_any_grid_is_read_without_an_exception(table):
    found = interpret([table])
    assert found.criteria or found.problems
    try:
        read_criteria_set(json.loads(json.dumps(pack_of(TITLE, found))))
    except InputError as error:
        raise AssertionError(str(error)) from error


@given(any_grid)
def test_nothing_that_is_read_counts_as_verified(table):
    found = read_criteria_set(pack_of(TITLE, interpret([table])))
    assert not any(one.verified or one.target_verified for one in found.indicators)
    assert not any(one.name_verified for one in found.criteria)


@given(any_grid)
def test_every_target_in_the_pack_stands_in_a_cell(table):
    found = interpret([table])
    for criterion in found.criteria:
        for one in criterion.indicators:
            for target in one.targets:
                assert target.original.strip() or not target.known
