"""Reading a pack: what is understood, and what is refused with its place."""

import copy
import unicodedata
from decimal import Decimal
from typing import Any

import pytest

from ntm_desktop.domain.criteria import IndicatorKind, Operator, is_original_source
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import InputError, NotFoundError

SOURCE = "https://example.vn/van-ban"


def indicator(**changes: Any) -> dict[str, Any]:
    return {
        "code": "1.1",
        "text": "Tỷ lệ hộ dùng nước sạch",
        "kind": "percent",
        "measure_unit": "%",
        "counted_unit": "hộ",
        "operator": ">=",
        "targets": {"chung": "95", "btb": None},
    } | changes


def pack(*indicators: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "schema": 1,
        "id": "bo-thu",
        "name": "Bộ tiêu chí thử",
        "short_name": "Thử",
        "level": "xa",
        "noun": "tiêu chí",
        "complete": True,
        "legal_basis": [],
        "groups": [{"id": "chung", "name": "Chung"}, {"id": "btb", "name": "Bắc Trung Bộ"}],
        "criteria": [
            {
                "code": "1",
                "name": "Nước sạch",
                "name_verified": False,
                "complete": True,
                "indicators": list(indicators or (indicator(),)),
            }
        ],
    } | changes


def refusal(data: Any) -> str:
    with pytest.raises(InputError) as caught:
        read_criteria_set(data)
    return str(caught.value)


def test_a_pack_becomes_a_set_with_its_indicators():
    found = read_criteria_set(pack())
    one = found.indicator("1.1")
    assert (found.short_name, found.criterion("1").name) == ("Thử", "Nước sạch")
    assert (one.kind, one.operator) == (IndicatorKind.PERCENT, Operator.AT_LEAST)
    assert one.target_for("chung", 2024).text == "≥ 95%"
    assert one.target_for("chung", 2024).value == Decimal(95)


def test_a_null_target_never_borrows_from_the_common_column():
    one = read_criteria_set(pack()).indicator("1.1")
    assert one.target_for("btb", 2024) is None
    assert one.target_for(None, 2024) is None
    assert one.target_for("tn", 2024) is None


def test_the_only_column_applies_to_every_group():
    groups = [{"id": "chung", "name": "Chung"}]
    data = pack(indicator(targets={"chung": "95"}), groups=groups)
    one = read_criteria_set(data).indicator("1.1")
    assert one.target_for("btb", 2024).value == one.target_for(None, None).value == 95


def test_a_target_of_one_year_is_not_that_of_another():
    one = read_criteria_set(
        pack(indicator(targets={"btb": {"by_year": {"2024": "45", "2025": None}}}))
    ).indicator("1.1")
    assert one.target_for("btb", 2024).value == 45
    assert one.target_for("btb", 2025) is None
    assert one.target_for("btb", 2023) is None
    assert one.target_for("btb", None) is None


def test_exactly_none_is_shown_as_the_decision_writes_it():
    one = indicator(kind="number", measure_unit="nhà", operator="=", targets={"chung": "0"})
    assert read_criteria_set(pack(one)).indicator("1.1").target_for("chung", 1).text == "Không"


def test_a_compound_target_names_its_part():
    one = indicator(
        sub_text="từ cấp nước tập trung", targets={"chung": {"value": "95", "sub_value": "55.5"}}
    )
    target = read_criteria_set(pack(one)).indicator("1.1").target_for("chung", 2024)
    assert target.text == "≥ 95%, trong đó ≥ 55,5% từ cấp nước tập trung"
    assert target.sub_value == Decimal("55.5")


def test_a_target_may_carry_its_own_source():
    one = indicator(targets={"btb": {"value": "60", "verified": True, "source": SOURCE}})
    found = read_criteria_set(pack(one)).indicator("1.1")
    assert found.target_for("btb", 2024).verified
    assert not found.target_verified


def test_a_sentence_as_target_is_shown_and_not_compared():
    one = indicator(kind="conditions", operator=None, targets={"chung": "100% trường đạt"})
    target = read_criteria_set(pack(one)).indicator("1.1").target_for("chung", 2024)
    assert (target.text, target.known) == ("100% trường đạt", False)


def test_decomposed_letters_are_composed():
    apart = unicodedata.normalize("NFD", "Bộ tiêu chí")
    assert apart != "Bộ tiêu chí"
    assert read_criteria_set(pack(name=apart)).name == "Bộ tiêu chí"


def test_an_empty_set_says_that_it_has_no_content():
    found = read_criteria_set(pack(criteria=[], complete=False))
    assert found.content_note == "chưa có nội dung"
    assert read_criteria_set(pack(complete=False)).content_note == "nội dung chưa đầy đủ"
    assert read_criteria_set(pack()).content_note == ""


def test_an_unknown_code_is_not_found():
    found = read_criteria_set(pack())
    with pytest.raises(NotFoundError, match=r"9\.9"):
        found.indicator("9.9")
    with pytest.raises(NotFoundError, match="9"):
        found.criterion("9")


def test_a_band_holds_up_to_the_next_one():
    scoring = {
        "max_points": "100",
        "bands": [{"label": "1 sao", "min": "0"}, {"label": "2 sao", "min": "30"}],
    }
    found = read_criteria_set(pack(scoring=scoring)).scoring
    assert [found.band(Decimal(n)) for n in ("0", "29.99", "30", "100")] == [
        *("1 sao", "1 sao", "2 sao", "2 sao")
    ]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"kind": "dat"}, "criteria[0].indicators[0].kind"),
        ({"kind": None}, "criteria[0].indicators[0].kind"),
        ({"code": "1.1?"}, "criteria[0].indicators[0].code"),
        ({"code": ".1"}, "criteria[0].indicators[0].code"),
        ({"code": 11}, "criteria[0].indicators[0].code"),
        ({"text": " "}, "criteria[0].indicators[0].text"),
        ({"operator": "=="}, "criteria[0].indicators[0].operator"),
        ({"operator": None}, "criteria[0].indicators[0].operator"),
        ({"memory_hint": "95"}, "criteria[0].indicators[0].memory_hint"),
        ({"verified": True}, "criteria[0].indicators[0].verified"),
        ({"target_verified": True, "target_source": None}, "indicators[0].target_verified"),
        ({"source": "theo trí nhớ"}, "criteria[0].indicators[0].source"),
        ({"targets": {"chung": 95}}, "criteria[0].indicators[0].targets.chung"),
        ({"targets": {"chung": "-1"}}, "criteria[0].indicators[0].targets.chung"),
        ({"targets": {"tn": "95"}}, "criteria[0].indicators[0].targets.tn"),
        ({"targets": {"btb": {"by_year": {"24": "9"}}}}, "targets.btb.by_year.24"),
        ({"targets": {"btb": {"value": "9", "sub_value": "1"}}}, "targets.btb.sub_value"),
        ({"targets": {"btb": {"value": None}}}, "targets.btb.value"),
        ({"kind": "boolean", "targets": {"btb": "Đạt"}}, "targets.btb"),
        ({"kind": "ordinal", "targets": {"btb": "Khá"}}, "indicators[0].scale"),
        ({"kind": "ordinal", "scale": ["Khá", "Khá"]}, "indicators[0].scale"),
        ({"kind": "ordinal", "scale": "Khá"}, "indicators[0].scale"),
        ({"kind": "ordinal", "scale": ["Khá", 1]}, "indicators[0].scale"),
        ({"kind": "points"}, "indicators[0].max_points"),
        ({"kind": "points", "max_points": "9"}, "indicators[0].targets"),
        ({"kind": "relative"}, "indicators[0].relative_to"),
        ({"max_points": "9"}, "indicators[0].max_points"),
        ({"kind": "number", "by_gender": True}, "indicators[0].by_gender"),
        ({"by_gender": "yes"}, "indicators[0].by_gender"),
        ({"guidance": {"text": "Theo hướng dẫn"}}, "indicators[0].guidance.source"),
    ],
)
def test_a_wrong_indicator_is_refused_with_its_place(changes: dict[str, Any], place: str):
    assert place + ":" in refusal(pack(indicator(**changes)))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"schema": 2}, "schema"),
        ({"id": "Bộ thử"}, "id"),
        ({"name": None}, "name"),
        ({"level": "lang"}, "level"),
        ({"complete": None}, "complete"),
        ({"note": "ghi chú"}, "note"),
        ({"period": {"from": 2025, "to": 2021}}, "period"),
        ({"expected": {"criteria": -1}}, "expected.criteria"),
        ({"groups": {}}, "groups"),
        ({"criteria": [1]}, "criteria[0]"),
        ({"criteria": []}, "complete"),
        ({"rules": [{"text": "Đạt 19/19"}]}, "rules[0].source"),
        ({"scoring": {"bands": []}}, "scoring.max_points"),
        ({"legal_basis": [{"issuer": "TTg", "date": "8/3/2022"}]}, "legal_basis[0].date"),
    ],
)
def test_a_wrong_set_is_refused_with_its_place(changes: dict[str, Any], place: str):
    assert f"\n{place}:" in refusal(pack(**changes))


def test_what_is_not_an_object_is_refused():
    assert "đầu tệp" in refusal([])


def test_doubled_codes_are_refused():
    assert "1.1" in refusal(pack(indicator(), indicator()))
    twice = copy.deepcopy(pack()["criteria"]) + copy.deepcopy(pack()["criteria"])
    twice[1]["indicators"][0]["code"] = "2.1"
    assert "mã bị lặp: 1" in refusal(pack(criteria=twice))
    groups = [{"id": "chung", "name": "A"}, {"id": "chung", "name": "B"}]
    assert "mã bị lặp: chung" in refusal(pack(indicator(targets={}), groups=groups))


def test_a_code_may_serve_a_criterion_and_its_own_indicator_only():
    assert read_criteria_set(pack(indicator(code="1"))).has_indicator("1")
    second = copy.deepcopy(pack()["criteria"][0]) | {"code": "2"}
    second["indicators"][0]["code"] = "2"
    first = copy.deepcopy(pack()["criteria"][0])
    first["indicators"] = [indicator(code="2")]
    assert "mã bị lặp" in refusal(pack(criteria=[first, second | {"indicators": [indicator()]}]))


def test_an_incomplete_criterion_cannot_stand_in_a_complete_set():
    part = copy.deepcopy(pack()["criteria"][0]) | {"complete": False}
    assert "\ncomplete:" in refusal(pack(criteria=[part]))
    empty = part | {"complete": True, "indicators": []}
    assert "criteria[0].complete:" in refusal(pack(criteria=[empty]))


def test_a_section_must_be_declared():
    one = copy.deepcopy(pack()["criteria"][0]) | {"section": "II"}
    assert "criteria[0].section:" in refusal(pack(criteria=[one]))
    sections = [{"code": "II", "name": "Hạ tầng"}]
    assert read_criteria_set(pack(criteria=[one], sections=sections)).criteria[0].section == "II"


def test_very_many_errors_are_summed_up():
    many = [indicator(code=f"1.{n}", kind="?") for n in range(60)]
    message = refusal(pack(*many))
    assert len(message.splitlines()) == 22
    assert message.splitlines()[-1].endswith("lỗi nữa")


# --- points of a value

RULE = {"min_value": "100", "min_points": "1", "max_value": "300", "max_points": "2"}
SCORED = {"kind": "scored", "operator": None, "targets": {}, "interpolation": RULE}


def test_points_of_a_value_are_read_with_their_direction():
    found = read_criteria_set(pack(indicator(**SCORED))).indicator("1.1")
    assert found.operator is Operator.AT_LEAST
    assert found.target_for("btb", 2024).value == 100
    assert found.target_for("chung", None).verified is False
    fewer = RULE | {"min_value": "5", "max_value": "1", "verified": True, "source": SOURCE}
    found = read_criteria_set(pack(indicator(**SCORED | {"interpolation": fewer}))).indicator("1.1")
    assert found.operator is Operator.AT_MOST
    assert found.target_for(None, None).text == "≤ 5%"
    assert found.target_for(None, None).verified


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"interpolation": None}, "indicators[0].interpolation: còn thiếu"),
        ({"interpolation": RULE | {"max_value": "100"}}, "interpolation: hai giá trị"),
        ({"interpolation": RULE | {"max_points": "0.5"}}, "interpolation: hai giá trị"),
        ({"interpolation": RULE | {"min_value": 5}}, "interpolation.min_value"),
        ({"interpolation": RULE | {"more": 5}}, "interpolation.more"),
        ({"interpolation": RULE | {"verified": True}}, "interpolation.verified"),
        ({"operator": "<="}, "indicators[0].operator: trái chiều"),
        ({"targets": {"chung": "5"}}, "indicators[0].targets"),
        ({"kind": "percent", "operator": ">="}, "indicators[0].interpolation: không dùng"),
    ],
)
def test_points_of_a_value_that_cannot_be_are_refused(changes, place):
    assert place in refusal(pack(indicator(**SCORED | changes)))


def test_a_margin_is_read_where_there_is_a_figure():
    assert read_criteria_set(pack(indicator(low_margin="5"))).indicator("1.1").low_margin == 5
    assert read_criteria_set(pack()).indicator("1.1").low_margin is None
    words = indicator(kind="conditions", operator=None, targets={}, low_margin="5")
    assert "indicators[0].low_margin: không dùng" in refusal(pack(words))


@pytest.mark.parametrize(
    ("source", "original"),
    [
        ("Quyết định 263/QĐ-TTg ngày 22/02/2022", True),
        ("https://congbao.chinhphu.vn/van-ban/x.htm", True),
        ("https://vanban.chinhphu.vn/?docid=1", True),
        ("https://congbao.hatinh.gov.vn/1", True),
        ("https://www.24h.com.vn/tin", False),
        ("https://dantoctongiao.vietnamnet.vn/bai", False),
        ("http://camxuyen.hatinh.gov.vn/tin-tuc/1", False),
        ("https://congbao.example.vn/1", False),
    ],
)
def test_only_a_document_or_a_gazette_is_the_text_itself(source: str, original: bool) -> None:
    assert is_original_source(source) is original
