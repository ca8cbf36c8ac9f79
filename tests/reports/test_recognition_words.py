"""Sentences of the papers of recognition: short lists, titles, what is left open."""

import pytest

from ntm_desktop.reports import recognition_words as words


@pytest.mark.parametrize(
    ("set_name", "honour"),
    [
        (
            "Bộ tiêu chí quốc gia về xã nông thôn mới nâng cao giai đoạn 2021-2025",
            "nông thôn mới nâng cao giai đoạn 2021-2025",
        ),
        ("Bộ tiêu chí phường đô thị văn minh", "đô thị văn minh"),
        ("Quy định phân loại đô thị", ""),
    ],
)
def test_the_set_names_the_title_where_it_can(set_name, honour):
    assert words.honour_of_set(set_name) == honour


def test_a_title_loses_the_word_of_the_unit_only():
    assert words.without_level("Xã NTM kiểu mẫu") == "NTM kiểu mẫu"
    assert words.without_level("Nông thôn mới") == "Nông thôn mới"


def test_of_many_items_the_first_are_named_and_the_rest_counted():
    assert words.short_list(["1", "2"], "chỉ tiêu") == "1 và 2"
    assert (
        words.short_list([str(n) for n in range(15)], "chỉ tiêu", 2) == "0, 1 và 13 chỉ tiêu khác"
    )
    assert words.as_list(["a", "b"], "văn bản") == ("- a;", "- b.")
    assert words.as_list(["a"] * 17, "văn bản")[-1] == "- Và 02 văn bản khác."
    assert words.as_list([], "văn bản") == ()


def test_what_is_not_known_of_a_place_stays_a_gap():
    text = words.features("Xã A", {"households": "600"}, "năm 2023")
    assert text == (
        "Xã A có …… thôn, tổ dân phố; diện tích …… ha; 600 hộ với …… nhân khẩu (số liệu năm 2023)."
    )
    assert words.poverty("", "2,46%", "", "", "", "giảm 1 điểm %") == (
        "Có …… hộ nghèo, chiếm 2,46%; …… hộ cận nghèo. Tỷ lệ hộ nghèo giảm 1 điểm %."
    )


def test_an_indicator_says_its_outcome_once():
    assert words.indicator_result("1.1", "Đạt", "Đạt", "") == "- 1.1: Đạt."
    assert words.indicator_result("3.1", "95%", "Đạt", "đo 2023.") == (
        "- 3.1: 95%; đánh giá: đạt (đo 2023)."
    )


def test_meetings_without_counts_are_only_counted():
    assert words.meetings_held(2, 0, "0", "0", "") == "Đã tổ chức 02 cuộc họp thôn."
