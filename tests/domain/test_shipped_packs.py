"""The packs we ship: all there, read by our own reader, nothing unverified presented as law."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from ntm_desktop.domain.assessment import Outcome, assess_set
from ntm_desktop.domain.carry_over import compatible
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind, Operator
from ntm_desktop.domain.pack_reading import read_criteria_set

FOLDER = Path(__file__).parents[2] / "resources" / "criteria"
PACKS = {
    "huyen-ntm-2021-2025": (9, 36),
    "khu-dan-cu-ntm-kieu-mau-ha-tinh": (10, 1),
    "ocop-148-2023": (3, 3),
    "phan-loai-do-thi-1210-2016-26-2022": (5, 5),
    "phuong-do-thi-van-minh-2022": (9, 1),
    "tieu-chuan-phuong-112-2025": (1, 5),
    "tieu-chuan-xa-112-2025": (1, 3),
    "tinh-hoan-thanh-2026-2030": (0, 0),
    "vuon-mau-ha-tinh": (5, 6),
    "xa-ntm-2021-2025": (19, 57),
    "xa-ntm-2026-2030": (10, 0),
    "xa-ntm-hien-dai-2026-2030": (0, 0),
    "xa-ntm-kieu-mau-2021-2025": (1, 4),
    "xa-ntm-nang-cao-2021-2025": (19, 75),
}
REGIONS = {"chung", "tdmnpb", "dbsh", "btb", "dhntb", "tn", "dnb", "dbscl"}


def text_of(set_id: str) -> str:
    return (FOLDER / f"{set_id}.json").read_text(encoding="utf-8")


def read(set_id: str) -> CriteriaSet:
    return read_criteria_set(json.loads(text_of(set_id)))


def test_the_folder_holds_these_packs_and_the_schema():
    assert {path.stem for path in FOLDER.glob("*.json")} == {*PACKS, "schema"}


@pytest.mark.parametrize(("set_id", "counts"), PACKS.items())
def test_every_pack_is_read_and_has_its_counts(set_id: str, counts: tuple[int, int]):
    found = read(set_id)
    assert found.id == set_id
    assert (len(found.criteria), len(found.indicators)) == counts


@pytest.mark.parametrize("set_id", PACKS)
def test_packs_are_composed_and_hold_no_hints_or_leads(set_id: str):
    text = text_of(set_id)
    assert unicodedata.is_normalized("NFC", text)
    for forbidden in ("memory_hint", "trí nhớ", "github", "demo", "người soạn"):
        assert forbidden not in text.lower()
    assert not re.search(r'"code": "[^"]*\?', text)


@pytest.mark.parametrize("set_id", PACKS)
def test_what_is_verified_has_a_source_and_the_rest_is_marked(set_id: str):
    for one in read(set_id).indicators:
        assert not one.verified or one.source
        assert not one.target_verified or one.target_source
        for column in one.targets.values():
            target = column.of(2024)
            assert target is None or target.verified == one.target_verified


@pytest.mark.parametrize(
    ("set_id", "wordings", "targets"),
    [
        ("xa-ntm-2021-2025", 9, 3),
        ("xa-ntm-nang-cao-2021-2025", 5, 4),
        ("xa-ntm-kieu-mau-2021-2025", 4, 4),
        ("huyen-ntm-2021-2025", 4, 3),
    ],
)
def test_the_number_of_verified_wordings_and_targets_is_known(
    set_id: str, wordings: int, targets: int
):
    indicators = read(set_id).indicators
    assert sum(one.verified for one in indicators) == wordings
    assert sum(one.target_verified for one in indicators) == targets


def test_points_are_most_points_and_never_targets():
    for set_id, most in (("ocop-148-2023", 100), ("phan-loai-do-thi-1210-2016-26-2022", 100)):
        found = read(set_id)
        assert found.scoring is not None
        assert found.scoring.max_points == most == sum(one.max_points for one in found.indicators)
        assert all(one.kind is IndicatorKind.POINTS for one in found.indicators)
        assert not any(one.targets or one.operator for one in found.indicators)


def test_the_bands_of_stars_are_those_of_the_decision():
    scoring = read("ocop-148-2023").scoring
    assert scoring is not None
    assert [(band.label, band.minimum) for band in scoring.bands] == [
        *(("5 sao", 90), ("4 sao", 70), ("3 sao", 50), ("2 sao", 30), ("1 sao", 0))
    ]


def test_the_regions_are_columns_of_their_own():
    for set_id in ("xa-ntm-2021-2025", "xa-ntm-nang-cao-2021-2025"):
        found = read(set_id)
        assert {group.id for group in found.groups} == REGIONS
        assert all(set(one.targets) == REGIONS for one in found.indicators)
    insurance = read("xa-ntm-nang-cao-2021-2025").indicator("14.1")
    assert insurance.target_for("tdmnpb", 2023).value == 95
    assert insurance.target_for("btb", 2023) is None


def test_none_at_all_is_a_number_that_equals_zero():
    for set_id, code in (("xa-ntm-2021-2025", "9.1"), ("xa-ntm-nang-cao-2021-2025", "18.5")):
        one = read(set_id).indicator(code)
        assert (one.kind, one.operator) == (IndicatorKind.NUMBER, Operator.EQUAL)
        assert one.target_for("chung", 2023).value == 0


def test_words_of_a_scale_are_ordinals_with_an_unverified_scale():
    found = {
        (set_id, one.code): one.target_for("chung", 2023).word
        for set_id in PACKS
        for one in read(set_id).indicators
        if one.kind is IndicatorKind.ORDINAL and not one.scale_verified
    }
    assert found == {
        ("huyen-ntm-2021-2025", "3.2"): "Khá",
        ("huyen-ntm-2021-2025", "5.5"): "Cấp độ 1",
        ("xa-ntm-nang-cao-2021-2025", "3.6"): "Khá",
        ("xa-ntm-nang-cao-2021-2025", "5.3"): "Mức độ 3",
        ("xa-ntm-nang-cao-2021-2025", "5.4"): "Mức độ 2",
        ("xa-ntm-nang-cao-2021-2025", "5.5"): "Khá",
    }


def test_sentences_as_targets_are_conditions():
    found = read("xa-ntm-2021-2025")
    for code in ("5", "14.1"):
        assert found.indicator(code).kind is IndicatorKind.CONDITIONS
    assert found.indicator("5").target_for("chung", 2023) is None
    assert "70%" in found.indicator("5").target_for("btb", 2023).text


def test_wordings_with_neu_co_may_be_not_applicable():
    for set_id in PACKS:
        for one in read(set_id).indicators:
            assert one.if_any == ("nếu có" in one.text), (set_id, one.code)


def test_income_varies_by_year_and_is_known_for_none():
    for set_id in ("xa-ntm-2021-2025", "xa-ntm-nang-cao-2021-2025"):
        income = read(set_id).indicator("10")
        assert income.varies_by_year
        assert all(income.target_for(group, 2024) is None for group in REGIONS)


def test_men_and_women_count_apart_where_the_set_says_so():
    codes = [one.code for one in read("xa-ntm-2021-2025").indicators if one.by_gender]
    assert codes == ["12.1", "12.2", "14.2", "15.1"]
    codes = [one.code for one in read("xa-ntm-nang-cao-2021-2025").indicators if one.by_gender]
    assert codes == ["12.1", "12.2", "14.1", "14.2", "14.3"]


def test_the_model_commune_builds_on_the_advanced_one():
    found = read("xa-ntm-kieu-mau-2021-2025")
    relation = found.indicator("KM.2").relative_to
    assert relation is not None
    assert (relation.set_id, relation.indicator) == ("xa-ntm-nang-cao-2021-2025", "10")
    assert relation.percent == 110
    assert found.indicator("KM.1").depends_on == "xa-ntm-nang-cao-2021-2025"


# The same thing under other words: read side by side, only the threshold or the rule differs.
OTHER_WORDS = {
    "dat-duoc-tuoi-tieu-chu-dong": "diện tích đất sản xuất nông nghiệp được tưới và tiêu nước",
    "tham-gia-bao-hiem-y-te": "người dân tham gia bảo hiểm y tế",
    "thu-nhap-binh-quan": "hu nhập bình quân đầu người",
}


def shared_measures() -> dict[str, list[tuple[str, Indicator]]]:
    found: dict[str, list[tuple[str, Indicator]]] = {}
    for set_id in PACKS:
        for one in read(set_id).indicators:
            if one.measure_id:
                found.setdefault(one.measure_id, []).append((set_id, one))
    return found


def test_indicators_of_one_measure_agree_in_kind_unit_and_direction():
    for measure_id, found in shared_measures().items():
        first = found[0][1]
        assert len(found) > 1, measure_id
        assert len({set_id for set_id, _ in found}) == len(found), measure_id
        for _, other in found:
            assert compatible(first, other), measure_id
            assert other.operator is first.operator, measure_id
            assert other.sub_text == first.sub_text, measure_id
            is_relative = other.kind is IndicatorKind.RELATIVE
            assert is_relative or other.by_gender == first.by_gender, measure_id


def test_measures_are_shared_under_the_same_wording_but_for_known_ones():
    measures = shared_measures()
    differing = {
        name for name, found in measures.items() if len({one.text for _, one in found}) > 1
    }
    assert differing == set(OTHER_WORDS)
    for name, words in OTHER_WORDS.items():
        assert all(words in one.text for _, one in measures[name])
    assert len(measures) == 17


@pytest.mark.parametrize("set_id", PACKS)
def test_without_values_no_pack_is_met(set_id: str):
    found = assess_set(read(set_id), {}, "chung", 2024)
    assert found.outcome is Outcome.NO_DATA
    assert found.counts.criteria_met == found.counts.indicators_met == 0


def test_every_field_of_a_pack_is_in_the_schema():
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    parts = schema["$defs"]
    for set_id in PACKS:
        pack = json.loads(text_of(set_id))
        assert set(pack) <= set(schema["properties"])
        for criterion in pack["criteria"]:
            assert set(criterion) <= set(parts["criterion"]["properties"])
            for one in criterion["indicators"]:
                assert set(one) <= set(parts["indicator"]["properties"])


def test_the_schema_and_the_reader_know_the_same_kinds():
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    kinds = schema["$defs"]["indicator"]["properties"]["kind"]["enum"]
    assert kinds == [kind.value for kind in IndicatorKind]
