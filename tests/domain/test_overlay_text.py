"""Targets as people type them, and the file with several of them."""

import copy
from typing import Any

import pytest

from ntm_desktop.domain.criteria import Indicator, IndicatorKind, Operator
from ntm_desktop.domain.overlay_text import (
    Check,
    OverlayDraft,
    overlay_values,
    parse_target,
    read_overlay_file,
)
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import InputError, NotFoundError
from tests.domain.test_criteria import indicator, pack

SET = read_criteria_set(pack(indicator(), indicator(code="1.2", varies_by_year=True)))


def one(kind: str = "percent", **more: Any) -> Indicator:
    fields: dict[str, Any] = {"code": "1.1", "text": "x", "kind": IndicatorKind(kind)}
    if kind == "percent":
        fields |= {"measure_unit": "%", "operator": Operator.AT_LEAST}
    return Indicator(**(fields | more))


COMPOUND = one(sub_text="từ nước tập trung")
NONE = one("number", operator=Operator.EQUAL, measure_unit="vụ")
MODEL = one("number", operator=Operator.AT_LEAST, measure_unit="mô hình")
SCALE = one("ordinal", scale=("Trung bình", "Khá", "Tốt"))


@pytest.mark.parametrize(
    ("typed", "indicator", "value", "sub_value", "word"),
    [
        ("≥ 95%", one(), "95", None, None),
        ("95,5", one(), "95.5", None, None),
        (">=95.5 %", one(), "95.5", None, None),
        ("≤ 5%", one(operator=Operator.AT_MOST), "5", None, None),
        ("≥ 95% (≥ 55%)", COMPOUND, "95", "55", None),
        ("≥ 95%, trong đó ≥ 55% từ nước tập trung", COMPOUND, "95", "55", None),
        ("95", COMPOUND, "95", None, None),
        ("Không", NONE, "0", None, None),
        ("= 0 vụ", NONE, "0", None, None),
        ("≥ 1.250 mô hình", MODEL, "1250", None, None),
        ("đạt", one("boolean"), None, None, "Đạt"),
        ("khá trở lên", SCALE, None, None, "Khá"),
        ("Tốt", SCALE, None, None, "Tốt"),
    ],
)
def test_a_target_is_read_as_its_kind_asks(typed, indicator, value, sub_value, word):
    found = parse_target(typed, indicator)
    assert found == {"value": value, "sub_value": sub_value, "word": word, "text": None}


def test_a_sentence_is_kept_as_it_is():
    assert parse_target(" Có quy ước ", one("conditions"))["text"] == "Có quy ước"


@pytest.mark.parametrize(
    ("typed", "indicator", "message"),
    [
        ("", one(), "Chưa ghi mức"),
        ("≤ 95%", one(), "dấu khác"),
        ("Không", one(), "Không"),
        ("abc", one(), "abc"),
        ("-5", one(), "nhỏ hơn 0"),
        ("95 trong đó 55", one(), "trong đó"),
        ("95%", one("boolean"), "đạt"),
        ("Giỏi", SCALE, "Giỏi"),
        ("5", one("points"), "mức yêu cầu riêng"),
        ("5", one("relative"), "mức yêu cầu riêng"),
    ],
)
def test_what_cannot_be_a_target_is_refused(typed, indicator, message):
    with pytest.raises(InputError, match=message):
        parse_target(typed, indicator)


def draft(text: str = "≥ 97%", **more: Any) -> OverlayDraft:
    return OverlayDraft(**({"indicator": "1.1", "text": text} | more))


def test_an_overlay_is_for_the_group_named_or_that_of_the_office():
    assert overlay_values(SET, draft(group="btb"))["commune_group"] == "btb"
    assert overlay_values(SET, draft(), "btb")["commune_group"] == "btb"
    assert overlay_values(SET, draft(group="*"), "btb")["commune_group"] == "*"
    single = read_criteria_set(
        pack(indicator(targets={}), groups=[{"id": "chung", "name": "Chung"}])
    )
    assert overlay_values(single, draft())["commune_group"] == "chung"


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({}, InputError, "nhóm nào"),
        ({"group": "mien-tay"}, NotFoundError, "không có nhóm"),
        ({"group": "btb", "indicator": "1.2"}, InputError, "theo năm"),
        ({"group": "btb", "indicator": "9"}, NotFoundError, "không có chỉ tiêu"),
        ({"group": "btb", "set_by": "bo"}, InputError, "cấp quy định"),
        ({"group": "btb", "year": 1}, InputError, "2000"),
    ],
)
def test_an_overlay_without_a_clear_place_is_refused(more, error, message):
    with pytest.raises(error, match=message):
        overlay_values(SET, draft(**more))


def test_a_check_is_kept_whole():
    found = overlay_values(
        SET, draft(group="btb", check=Check(by="An", document="12/QĐ", on="2024-01-05"))
    )
    assert [found[name] for name in ("checked", "checked_by", "checked_on")] == [
        True, "An", "2024-01-05",
    ]  # fmt: skip
    assert overlay_values(SET, draft(group="btb"))["checked"] is None


# --- the file

FILE: dict[str, Any] = {
    "schema": 1,
    "set": "bo-thu",
    "set_by": "province",
    "document": {"number": "12/QĐ-UBND", "date": "2024-01-05"},
    "checked": {"by": "An", "on": "2024-02-01", "document": "12/QĐ-UBND"},
    "targets": [
        {"indicator": "1.1", "group": "btb", "target": "≥ 97%"},
        {"indicator": "1.2", "group": "*", "year": 2024, "target": "60%", "checked": None},
    ],
}


def test_a_file_gives_its_targets_with_what_they_share():
    first, second = read_overlay_file(FILE, SET)
    assert (first["value"], first["commune_group"], first["checked_by"]) == ("97", "btb", "An")
    assert (first["document_number"], first["document_on"]) == ("12/QĐ-UBND", "2024-01-05")
    assert (second["value"], second["commune_group"], second["year"]) == ("60", "*", 2024)
    assert second["checked"] is None
    assert second["set_by"] == "province"


def broken(place: str, value: Any) -> str:
    """Return the refusal of the file with one place changed."""
    data = copy.deepcopy(FILE)
    node: Any = data
    *path, last = [int(part) if part.isdecimal() else part for part in place.split("/")]
    for part in path:
        node = node[part]
    node[last] = value
    with pytest.raises(InputError) as caught:
        read_overlay_file(data, SET)
    return str(caught.value)


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        ("schema", 2, "schema:"),
        ("set", "bo-khac", "set: phải là “bo-thu”"),
        ("more", 1, "đầu tệp.more:"),
        ("targets", [], "targets:"),
        ("targets", {}, "targets:"),
        ("targets/0", "x", "targets[0]:"),
        ("targets/0/indicator", None, "targets[0].indicator: còn thiếu"),
        ("targets/0/indicator", 5, "targets[0].indicator:"),
        ("targets/0/indicator", "9.9", "targets[0]:"),
        ("targets/0/target", "abc", "targets[0]:"),
        ("targets/0/year", "2024", "targets[0].year:"),
        ("targets/0/year", True, "targets[0].year:"),
        ("targets/0/junk", 1, "targets[0].junk:"),
        ("targets/1/year", None, "theo năm"),
        ("document/date", "hôm qua", "targets[0].document.date:"),
        ("document/more", "x", "document.more:"),
        ("checked/by", "", "checked.by:"),
        ("checked/on", None, "checked.on: còn thiếu"),
        ("checked", "An", "targets[0].checked:"),
    ],
)
def test_an_error_of_a_file_is_told_with_its_place(place, value, where):
    assert where in broken(place, value)


def test_the_same_place_twice_is_refused():
    data = copy.deepcopy(FILE)
    data["targets"].append(dict(data["targets"][0], target="98%"))
    with pytest.raises(InputError, match="lặp"):
        read_overlay_file(data, SET)


@pytest.mark.parametrize("data", [None, [], "x", 5, {}])
def test_what_is_no_overlay_file_is_refused(data):
    with pytest.raises(InputError, match="lỗi"):
        read_overlay_file(data, SET)
