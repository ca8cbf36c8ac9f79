"""Reading the rules of a pack: what is understood, and what is refused with its place."""

import json
from decimal import Decimal
from typing import Any

import pytest

from ntm_desktop import paths
from ntm_desktop.domain.check_rules import (
    KINDS_WITH_FIGURES,
    CheckKind,
    Comparison,
    LimitUnit,
    drop_stale_rules,
)
from ntm_desktop.domain.criteria import CriteriaSet, IndicatorKind
from ntm_desktop.domain.issues import Severity
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import InputError


def rule(**changes: Any) -> dict[str, Any]:
    return {
        "id": "phan-trong-toan-bo",
        "kind": "relation",
        "indicators": ["1.2", "1.1"],
        "operator": "<=",
        "severity": "warning",
        "text": "Phần không lớn hơn toàn bộ.",
        "source": "Câu chữ của chỉ tiêu.",
    } | changes


def without(name: str, **changes: Any) -> dict[str, Any]:
    return {key: value for key, value in rule(**changes).items() if key != name}


def indicator(code: str, **changes: Any) -> dict[str, Any]:
    return {"code": code, "text": "Tỷ lệ", "kind": "percent", "operator": ">="} | changes


def read(*rules: Any) -> CriteriaSet:
    indicators = [
        indicator("1.1", sub_text="từ hệ thống tập trung"),
        indicator("1.2"),
        indicator("1.3", kind="number"),
        indicator("1.4", kind="boolean", operator=None),
    ]
    criterion = {
        "code": "1",
        "name": "Nước sạch",
        "name_verified": False,
        "complete": True,
        "indicators": indicators,
    }
    return read_criteria_set(
        {
            "schema": 1,
            "id": "bo-thu",
            "name": "Bộ thử",
            "short_name": "Thử",
            "level": "xa",
            "noun": "tiêu chí",
            "complete": True,
            "legal_basis": [],
            "groups": [{"id": "chung", "name": "Chung"}],
            "checks": list(rules),
            "criteria": [criterion],
        }
    )


def refusal(*rules: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(*rules)
    return str(caught.value)


def test_a_rule_is_read_with_all_it_says():
    (found,) = read(rule()).checks
    assert (found.id, found.kind, found.indicators) == (
        "phan-trong-toan-bo",
        CheckKind.RELATION,
        ("1.2", "1.1"),
    )
    assert (found.operator, found.severity) == (Comparison.AT_MOST, Severity.WARNING)
    assert (found.text, found.source) == ("Phần không lớn hơn toàn bộ.", "Câu chữ của chỉ tiêu.")


def test_every_kind_of_rule_is_read():
    plain = without("operator", id="a", indicators=["1.3"])
    ranged = plain | {"kind": "range", "maximum": "12.5"}
    summed = rule(id="b", kind="sum", indicators=["1.1", "1.2", "1.3"], operator="=")
    change = plain | {"id": "c", "kind": "change", "limit": "20", "limit_unit": "percent"}
    part = rule(id="d", indicators=["1.1"])
    found = read(ranged, summed, change, part).checks
    assert [one.kind.value for one in found] == ["range", "sum", "change", "relation"]
    assert (found[0].minimum, found[0].maximum) == (None, Decimal("12.5"))
    assert (found[2].limit, found[2].limit_unit) == (Decimal(20), LimitUnit.PERCENT)


def test_a_pack_without_rules_has_none():
    assert read().checks == ()


_PLAIN = without("operator", indicators=["1.3"])


@pytest.mark.parametrize(
    ("bad", "place", "said"),
    [
        (rule(indicators=["1.2", "9.9"]), "checks[0].indicators", "không có chỉ tiêu “9.9”"),
        (rule(indicators=["1.2", "1.4"]), "checks[0].indicators", "không có số"),
        (rule(indicators=["1.2"]), "checks[0].indicators", "trong đó"),
        (rule(indicators=["1.1", "1.2", "1.3"]), "checks[0].indicators", "đúng hai"),
        (rule(indicators=[]), "checks[0].indicators", "đúng hai"),
        (rule(indicators=["1.1", "1.1"]), "checks[0].indicators", "lặp"),
        (rule(kind="sum"), "checks[0].indicators", "ít nhất 3"),
        (rule(kind="khác"), "checks[0].kind", "không thuộc"),
        (without("kind"), "checks[0].kind", "còn thiếu"),
        (without("severity"), "checks[0].severity", "còn thiếu"),
        (without("text"), "checks[0].text", "còn thiếu"),
        (without("source"), "checks[0].source", "còn thiếu"),
        (without("operator"), "checks[0].operator", "còn thiếu"),
        (rule(operator="<"), "checks[0].operator", "không thuộc"),
        (rule(id="Hai chữ"), "checks[0].id", "không đúng dạng"),
        (rule(minimum="0"), "checks[0].minimum", "không dùng được"),
        (rule(limit="0"), "checks[0].limit", "không dùng được"),
        (rule(note="a"), "checks[0].note", "không có trong quy định"),
        (_PLAIN | {"kind": "range"}, "checks[0].minimum", "còn thiếu"),
        (
            _PLAIN | {"kind": "range", "minimum": "2", "maximum": "1"},
            "checks[0].minimum",
            "không lớn hơn",
        ),
        (_PLAIN | {"kind": "range", "maximum": 100}, "checks[0].maximum", "không phải số"),
        (_PLAIN | {"kind": "range", "maximum": "1", "indicators": []}, "checks[0].indicators", "1"),
        (_PLAIN | {"kind": "change", "limit": "2"}, "checks[0].limit_unit", "còn thiếu"),
        (_PLAIN | {"kind": "change", "limit_unit": "points"}, "checks[0].limit", "còn thiếu"),
        ("chữ", "checks[0]", "đối tượng"),
    ],
)
def test_a_rule_that_is_not_in_order_is_refused_with_its_place(bad: Any, place: str, said: str):
    line = next(line for line in refusal(bad).splitlines() if line.startswith(place))
    assert said in line


def test_two_rules_of_one_id_are_refused_at_the_second():
    assert "checks[1].id: mã bị lặp" in refusal(rule(), rule())


def test_the_schema_and_the_reader_know_the_same_words():
    schema = json.loads(paths.resource("criteria/schema.json").read_text("utf-8"))
    known = schema["$defs"]["check"]["properties"]
    assert known["kind"]["enum"] == [one.value for one in CheckKind]
    assert known["operator"]["enum"] == [one.value for one in Comparison]
    assert known["limit_unit"]["enum"] == [one.value for one in LimitUnit]
    assert known["severity"]["enum"] == [one.value for one in Severity]
    fields = {*rule(), "minimum", "maximum", "limit", "limit_unit"}
    assert set(known) == fields


def test_an_edited_pack_loses_the_rules_its_indicators_do_not_allow():
    kept, gone = rule(id="a"), rule(id="b", indicators=["1.2", "1.9"])
    worded, parted = rule(id="c", indicators=["1.4", "1.1"]), rule(id="d", indicators=["1.1"])
    plain = rule(id="e", indicators=["1.2"])
    indicators = [
        indicator("1.1", sub_text="từ hệ thống"),
        indicator("1.2"),
        indicator("1.4", kind="boolean"),
    ]
    pack = {
        "checks": [kept, gone, worded, parted, plain],
        "criteria": [{"indicators": indicators}, {}],
    }
    drop_stale_rules(pack)
    assert pack["checks"] == [kept, parted]
    bare: dict[str, Any] = {}
    drop_stale_rules(bare)
    assert bare == {}


def test_every_kind_of_indicator_either_has_figures_or_has_none():
    assert {one.value for one in IndicatorKind} - set(KINDS_WITH_FIGURES) == {
        "boolean",
        "ordinal",
        "conditions",
    }
