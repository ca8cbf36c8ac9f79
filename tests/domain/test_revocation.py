"""When a title may be revoked: by the share of criteria not met, and by which they are."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop import paths
from ntm_desktop.domain.assessment import SetAssessment, assess_set
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.domain.revocation import DECISIVE, SOURCE, VERIFIED, Ground, revocation
from ntm_desktop.domain.values import IndicatorValue

XA, NANG_CAO = "xa-ntm-2021-2025", "xa-ntm-nang-cao-2021-2025"
MET, NOT_MET = IndicatorValue(declared="met"), IndicatorValue(declared="not_met")


def shipped(set_id: str) -> CriteriaSet:
    text = paths.resource(f"criteria/{set_id}.json").read_text("utf-8")
    return read_criteria_set(json.loads(text))


SETS = {set_id: shipped(set_id) for set_id in (XA, NANG_CAO)}


def standing(set_id: str, failed: set[str], unknown: frozenset[str] = frozenset()) -> SetAssessment:
    found = SETS[set_id]
    codes = [one.code for one in found.criteria if one.code not in unknown]
    values = {code: NOT_MET if code in failed else MET for code in codes}
    single = {part.code for one in found.criteria for part in one.indicators} & set(codes)
    others = {
        part.code: NOT_MET if one.code in failed else MET
        for one in found.criteria
        for part in one.indicators
        if one.code in single and one.code not in unknown
    }
    return assess_set(found, values | others, "dbsh", 2024)


def first(count: int) -> set[str]:
    return {str(number) for number in range(1, count + 1)}


@pytest.mark.parametrize(
    ("failed", "ground"),
    [
        (set(), None),
        (first(5), None),
        (first(6), None),
        (first(5) | {"10"}, Ground.DECISIVE),
        (first(4) | {"10"}, None),
        (first(9), None),
        (first(8) | {"19"}, Ground.DECISIVE),
        (first(10), Ground.HALF),
        ({str(number) for number in range(1, 20)}, Ground.HALF),
    ],
)
def test_the_ground_follows_share_and_decisive_criteria(failed, ground):
    for set_id in SETS:
        found = revocation(standing(set_id, failed))
        assert (found.ground if found else None) is ground
        assert found is None or (len(found.not_met), found.total) == (len(failed), 19)


def test_the_environment_of_living_is_decisive_where_it_is_a_criterion():
    failed = first(5) | {"18"}
    assert revocation(standing(XA, failed)) is None
    found = revocation(standing(NANG_CAO, failed))
    assert found is not None
    assert found.decisive == ("18",)


def test_the_decisive_criteria_are_those_the_decision_names():
    words = ("Thu nhập", "Môi trường", "Chất lượng môi trường sống", "Quốc phòng và An ninh")
    for set_id, codes in DECISIVE.items():
        names = [SETS[set_id].criterion(code).name for code in codes]
        assert all(name.startswith(words) for name in names)
        others = [one.name for one in SETS[set_id].criteria if one.code not in codes]
        assert not any(name.startswith(words) for name in others)
    assert VERIFIED
    assert SOURCE.startswith("https://")


def test_what_is_not_known_is_not_held_against_a_commune():
    codes = first(10)
    assert revocation(standing(XA, set(), frozenset(codes))) is None


@pytest.mark.parametrize(
    "set_id", ["xa-ntm-kieu-mau-2021-2025", "xa-ntm-2026-2030", "huyen-ntm-2021-2025"]
)
def test_the_rule_speaks_of_no_other_set(set_id):
    found = shipped(set_id)
    values = {one.code: NOT_MET for one in (*found.criteria, *found.indicators)}
    assert revocation(assess_set(found, values, None, 2024)) is None


CODES = st.sets(st.sampled_from(sorted(first(19))))


@given(CODES, CODES)
def test_losing_more_never_takes_a_ground_away(failed, more):
    before = revocation(standing(XA, failed))
    after = revocation(standing(XA, failed | more))
    assert before is None or after is not None
    assert (after is not None and after.ground is Ground.HALF) == (
        Decimal(len(failed | more)) / 19 >= Decimal("0.5")
    )
