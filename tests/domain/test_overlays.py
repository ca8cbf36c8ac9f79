"""Targets over a set: which one stands, what is verified, what does not fit; and the laws."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.effective_set import (
    apply_overlays,
    apply_wording_checks,
    indicator_wording,
    overlay_issues,
)
from ntm_desktop.domain.overlays import TargetOverlay, WordingCheck, is_checked, origin
from ntm_desktop.domain.pack_reading import read_criteria_set
from tests.domain.test_criteria import indicator, pack

D = Decimal
CHECK = {"checked": True, "checked_by": "An", "checked_document": "12/QĐ-UBND"}
SCALE = {"kind": "ordinal", "measure_unit": None, "counted_unit": None, "scale": ["Khá", "Tốt"]}


def set_of(**changes: Any) -> CriteriaSet:
    return read_criteria_set(pack(indicator(**changes)))


def over(value: str | None = "98", group: str | None = "btb", **more: Any) -> TargetOverlay:
    fields: dict[str, Any] = {"set_id": "bo-thu", "indicator": "1.1", "commune_group": group}
    fields["value"] = None if value is None else D(value)
    return TargetOverlay(**(fields | more))


def text_of(found: CriteriaSet, group: str | None = "btb", year: int | None = 2024) -> str | None:
    target = found.indicator("1.1").target_for(group, year)
    return target.text if target else None


def test_an_overlay_fills_its_own_column_and_no_other():
    plain = set_of()
    found = apply_overlays(plain, [over()])
    assert text_of(found) == "≥ 98%"
    assert text_of(found, "chung") == "≥ 95%"
    assert text_of(plain) is None
    assert text_of(apply_overlays(set_of(targets={}), [over(group="chung")])) is None


def test_every_column_is_meant_only_where_the_person_says_so():
    found = apply_overlays(set_of(), [over(group="*")])
    assert (text_of(found), text_of(found, "chung")) == ("≥ 98%", "≥ 98%")
    found = apply_overlays(set_of(), [over(group=None)])
    assert (text_of(found), text_of(found, "chung")) == (None, "≥ 95%")


def test_without_a_group_the_only_column_is_meant():
    one = read_criteria_set(pack(indicator(targets={}), groups=[{"id": "chung", "name": "Chung"}]))
    assert text_of(apply_overlays(one, [over(group=None)]), None) == "≥ 98%"


def test_a_set_without_overlays_is_the_set_itself():
    plain = set_of()
    assert apply_overlays(plain, []) is plain
    assert apply_overlays(plain, [over(set_id="bo-khac")]) is plain
    assert apply_wording_checks(plain, []) is plain


def test_a_year_holds_for_that_year_and_all_years_replace_what_the_set_had():
    yearly = set_of(targets={"btb": {"by_year": {"2023": "45"}}})
    found = apply_overlays(yearly, [over("50", year=2024)])
    assert [text_of(found, year=year) for year in (2022, 2023, 2024)] == [None, "≥ 45%", "≥ 50%"]
    found = apply_overlays(yearly, [over("50")])
    assert [text_of(found, year=year) for year in (2022, 2023, 2024)] == ["≥ 50%"] * 3
    found = apply_overlays(yearly, [over("50"), over("60", year=2023)])
    assert [text_of(found, year=year) for year in (2022, 2023)] == ["≥ 50%", "≥ 60%"]


def test_the_closer_place_stands_then_the_higher_authority_then_the_checked_one():
    def stands(*overlays: TargetOverlay) -> str | None:
        return text_of(apply_overlays(set_of(), overlays))

    assert stands(over("96", "*", set_by="central"), over("97", set_by="province")) == "≥ 97%"
    assert stands(over("96", "*", set_by="province"), over("97", set_by="commune")) == "≥ 96%"
    assert stands(over("96", set_by="ministry"), over("97", year=2024)) == "≥ 96%"
    assert stands(over("96"), over("97", year=2024)) == "≥ 97%"
    assert stands(over("96", set_by="province"), over("97", set_by="commune")) == "≥ 96%"
    assert stands(over("96", **CHECK), over("97")) == "≥ 96%"
    assert stands(over("96", key="b"), over("97", key="a")) == "≥ 96%"
    assert stands(over("96", set_by="of-a-newer-version"), over("97", set_by="ministry")) == "≥ 97%"


def test_a_target_counts_as_verified_only_with_a_whole_check():
    for part in ("checked", "checked_by", "checked_document"):
        lacking = {name: value for name, value in CHECK.items() if name != part}
        assert not is_checked(over(**lacking))
    found = apply_overlays(set_of(targets={"btb": "95"}), [over(**CHECK)]).indicator("1.1")
    assert found.target_for("btb", None).verified
    assert found.target_verified
    found = apply_overlays(set_of(), [over(**CHECK)]).indicator("1.1")
    assert found.target_for("btb", None).verified
    assert not found.target_verified  # the one of the other column was not
    assert not apply_overlays(set_of(), [over()]).indicator("1.1").target_for("btb", 1).verified


def test_a_target_says_where_it_comes_from():
    one = over(
        set_by="province", document_number="12/QĐ-UBND", document_on=datetime.date(2024, 1, 5)
    )
    assert origin(one) == "UBND tỉnh quy định, 12/QĐ-UBND ngày 05/01/2024"
    target = apply_overlays(set_of(), [one]).indicator("1.1").target_for("btb", 2024)
    assert (target.set_by, target.source) == ("province", origin(one))
    assert origin(over()) == "chưa rõ ai quy định"
    assert set_of().indicator("1.1").target_for("chung", 2024).set_by == ""


def test_words_sentences_and_parts_are_targets_of_their_kinds():
    scale = set_of(targets={}, **SCALE)
    target = apply_overlays(scale, [over(None, word="Tốt")]).indicator("1.1").target_for("btb", 1)
    assert (target.word, target.value, target.text) == ("Tốt", None, "Tốt")
    yes = set_of(kind="boolean", measure_unit=None, counted_unit=None, operator=None, targets={})
    assert text_of(apply_overlays(yes, [over(None, word="Đạt")])) == "Đạt"
    words = set_of(kind="conditions", operator=None, targets={})
    assert text_of(apply_overlays(words, [over(None, text="Có quy ước")])) == "Có quy ước"
    compound = set_of(sub_text="từ nước tập trung")
    found = apply_overlays(compound, [over("95", sub_value=D(55))])
    assert text_of(found) == "≥ 95%, trong đó ≥ 55% từ nước tập trung"
    assert found.indicator("1.1").target_for("btb", 1).sub_value == 55


@pytest.mark.parametrize(
    ("changes", "overlay", "reason"),
    [
        ({}, over(indicator="9.9"), "không có chỉ tiêu"),
        ({}, over(group="mien-tay"), "không có nhóm “mien-tay”"),
        ({}, over(group=None), "không có nhóm"),
        ({}, over(None), "không hợp"),
        ({}, over(sub_value=D(5)), "không hợp"),
        ({"varies_by_year": True}, over(), "theo năm"),
        ({"kind": "points", "max_points": "5", "targets": {}, "operator": None}, over(), "riêng"),
        ({"targets": {}, **SCALE}, over(None, word="Xuất sắc"), "không hợp"),
    ],
)
def test_what_does_not_fit_is_named_and_left_out(changes, overlay, reason):
    plain = set_of(**changes)
    [issue] = overlay_issues(plain, [overlay])
    assert reason in issue.text
    assert apply_overlays(plain, [overlay]) is plain
    assert overlay_issues(plain, [over(set_id="bo-khac")]) == ()
    assert overlay_issues(set_of(), [over()]) == ()


def test_a_year_of_its_own_is_enough_where_targets_vary():
    found = apply_overlays(set_of(varies_by_year=True, targets={}), [over("48", year=2024)])
    assert [text_of(found, year=year) for year in (2023, 2024)] == [None, "≥ 48%"]


# --- wording


def check(code: str = "1.1", part: str = "indicator", **more: Any) -> WordingCheck:
    return WordingCheck(**({"set_id": "bo-thu", "part": part, "code": code} | CHECK | more))


def test_a_checked_wording_is_verified_while_it_stays_the_same():
    plain = set_of(by_gender=True)
    one = check(wording=indicator_wording(plain.indicator("1.1")))
    found = apply_wording_checks(plain, [one]).indicator("1.1")
    assert (found.verified, found.by_gender_verified, found.source) == (True, True, "12/QĐ-UBND")
    changed = set_of(text="Câu chữ khác", by_gender=True)
    assert not apply_wording_checks(changed, [one]).indicator("1.1").verified
    unchecked = check(wording=one.wording, checked=None)
    assert apply_wording_checks(plain, [unchecked]) is plain
    assert apply_wording_checks(plain, [check(set_id="bo-khac", wording=one.wording)]) is plain


def test_the_checked_words_include_scale_part_and_gender():
    scale = set_of(targets={}, if_any=True, **SCALE).indicator("1.1")
    assert indicator_wording(scale).endswith("thang xếp loại: Khá < Tốt\náp dụng nếu có")
    other = set_of(sub_text="từ nước tập trung", by_gender=True).indicator("1.1")
    lines = ["trong đó: từ nước tập trung", "đạt cho cả nam và nữ"]
    assert indicator_wording(other).splitlines()[1:] == lines
    plain = set_of(targets={}, **SCALE)
    one = check(wording=indicator_wording(plain.indicator("1.1")))
    assert apply_wording_checks(plain, [one]).indicator("1.1").scale_verified


def test_the_name_of_a_criterion_is_checked_apart_from_its_indicators():
    one = check("1", "criterion", wording="Nước sạch")
    found = apply_wording_checks(set_of(), [one])
    assert found.criteria[0].name_verified
    assert not found.indicator("1.1").verified
    other = check("1", "criterion", wording="Tên cũ")
    assert not apply_wording_checks(set_of(), [other]).criteria[0].name_verified


# --- laws

OVERLAYS = st.builds(
    over,
    st.integers(0, 100).map(str),
    st.sampled_from(["btb", "chung", "*", None, "khac"]),
    year=st.sampled_from([None, 2023, 2024]),
    set_by=st.sampled_from([None, "commune", "province", "ministry", "central"]),
    checked=st.booleans(),
    checked_by=st.just("An"),
    checked_document=st.just("12/QĐ-UBND"),
    key=st.uuids().map(str),
)


@given(st.lists(OVERLAYS, max_size=6), st.randoms())
def test_the_order_of_entry_does_not_matter(overlays, random):
    found = apply_overlays(set_of(), overlays)
    random.shuffle(overlays)
    assert apply_overlays(set_of(), overlays) == found


@given(st.lists(OVERLAYS, max_size=6))
def test_a_column_nobody_named_keeps_what_the_set_says(overlays):
    kept = [one for one in overlays if one.commune_group not in ("btb", "*")]
    found = apply_overlays(set_of(), kept)
    assert found.indicator("1.1").targets["btb"] == set_of().indicator("1.1").targets["btb"]
    for one in found.indicator("1.1").targets["chung"].known:
        assert bool(one.set_by) == (one.source is not None)


def test_a_wording_of_the_document_replaces_the_set_s_and_the_office_s_own_goes_first():
    plain = set_of()
    wording = indicator_wording(replace(plain.indicator("1.1"), text="Câu đúng"))
    own = check(key="06901/w", text="Câu đúng", wording=wording)
    above = check(key="01/w", text="Câu của tỉnh", wording="Câu của tỉnh")
    for order in ([own, above], [above, own]):
        found = apply_wording_checks(plain, order, "06901").indicator("1.1")
        assert (found.text, found.verified, found.source) == ("Câu đúng", True, "12/QĐ-UBND")
    found = apply_wording_checks(plain, [above, check(key="06901/w", wording=wording)], "06901")
    assert found.indicator("1.1").text == "Câu của tỉnh"
    assert (
        not apply_wording_checks(plain, [replace(above, wording="Khác")]).indicator("1.1").verified
    )
    unchecked = replace(own, checked=None)
    assert apply_wording_checks(plain, [unchecked]) is plain


def test_a_name_of_the_document_replaces_the_set_s():
    named = check("1", "criterion", text="Tên đúng", wording="Tên đúng")
    found = apply_wording_checks(set_of(), [named]).criterion("1")
    assert (found.name, found.name_verified, found.name_source) == ("Tên đúng", True, "12/QĐ-UBND")
    other = apply_wording_checks(set_of(), [replace(named, wording="Khác")]).criterion("1")
    assert (other.name, other.name_verified) == ("Tên đúng", False)


def test_a_measure_given_by_the_office_needs_no_check():
    given = WordingCheck(set_id="bo-thu", part="indicator", code="1.1", measure_id="nuoc-sach")
    assert apply_wording_checks(set_of(), [given]).indicator("1.1").measure_id == "nuoc-sach"
