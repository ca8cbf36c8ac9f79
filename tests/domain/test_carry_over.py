"""Values of one set taken for another: own ones win, nothing is invented, no person's word."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.assessment import Outcome, assess_set
from ntm_desktop.domain.carry_over import Source, carry_over, compatible, has_result
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.domain.values import IndicatorValue

MEASURES = ("dien", "nuoc", "duong", None)


def pack(set_id, measures, level="xa", least="90", **more):
    """A set with one percent indicator a measure, codes 1.1, 1.2, …"""
    indicators = [
        {
            "code": f"1.{at}",
            "text": f"Tỷ lệ {at}",
            "kind": "percent",
            "measure_unit": "%",
            "operator": ">=",
            "targets": {"chung": least},
            "verified": False,
            "target_verified": False,
            **({"measure_id": measure} if measure else {}),
            **more,
        }
        for at, measure in enumerate(measures, start=1)
    ]
    return {
        "schema": 1,
        "id": set_id,
        "name": set_id,
        "short_name": set_id,
        "level": level,
        "status": "in_force",
        "noun": "tiêu chí",
        "complete": True,
        "groups": [{"id": "chung", "name": "Chung", "verified": False}],
        "legal_basis": [],
        "criteria": [
            {"code": "1", "name": "Hạ tầng", "name_verified": False, "complete": True,
             "indicators": indicators}
        ],
    }  # fmt: skip


def make(set_id, measures, **more) -> CriteriaSet:
    return read_criteria_set(pack(set_id, measures, **more))


def value(code, number=None, **more) -> IndicatorValue:
    return IndicatorValue(indicator=code, value=number and Decimal(number), **more)


def values(**numbers):
    return {
        code.replace("_", ".").removeprefix("c"): value(code, number)
        for code, number in numbers.items()
    }


OLD, NEW = make("cu", ("dien", "nuoc")), make("moi", ("nuoc", "duong", "dien"), least="95")


def test_a_figure_of_the_same_measure_is_taken_and_marked_with_its_origin():
    found = carry_over(NEW, {}, [Source(OLD, values(c1_1="93", c1_2="99"))])
    assert [(one.indicator, one.set_id, one.from_code) for one in found.carried] == [
        ("1.1", "cu", "1.2"),
        ("1.3", "cu", "1.1"),
    ]
    assert (found.values["1.1"].value, found.missing) == (Decimal(99), ("1.2",))
    outcomes = [
        one.outcome for one in assess_set(NEW, found.values, "chung", 2026).criteria[0].indicators
    ]
    assert outcomes == [Outcome.MET, Outcome.NO_DATA, Outcome.NOT_MET]


def test_a_declared_outcome_is_not_taken_but_its_figure_is():
    held = {"1.1": value("1.1", declared="met"), "1.2": value("1.2", "80", declared="met")}
    found = carry_over(NEW, {}, [Source(OLD, held)])
    assert [one.indicator for one in found.carried] == ["1.1"]
    taken = found.values["1.1"]
    assert (taken.value, taken.declared, taken.reason) == (Decimal(80), None, None)


def test_what_was_called_not_applicable_is_not_taken():
    held = {"1.1": value("1.1", "93", not_applicable=True)}
    assert carry_over(NEW, {}, [Source(OLD, held)]).carried == ()


def test_a_plan_and_a_note_of_the_target_stay_beside_the_taken_figure():
    own = {"1.1": value("1.1", planned_value=Decimal(99), note="cần đo lại")}
    taken = carry_over(NEW, own, [Source(OLD, values(c1_2="97"))]).values["1.1"]
    assert (taken.value, taken.planned_value, taken.note) == (97, 99, "cần đo lại")


def test_the_first_source_is_taken_and_others_that_differ_are_named():
    other = make("khac", ("nuoc",))
    same = make("giong", ("nuoc",))
    sources = [
        Source(OLD, values(c1_2="99")),
        Source(other, values(c1_1="91")),
        Source(same, values(c1_1="99")),
    ]
    carried = carry_over(NEW, {}, sources).carried
    assert [(one.set_id, one.disagreeing) for one in carried] == [("cu", (("khac", "1.1"),))]


def test_nothing_is_taken_from_a_set_for_units_of_another_kind():
    held = values(c1_2="99")
    assert (
        carry_over(NEW, {}, [Source(make("h", ("x", "nuoc"), level="huyen"), held)]).carried == ()
    )
    ward = Source(make("p", ("x", "nuoc"), level="phuong"), held)
    assert len(carry_over(NEW, {}, [ward]).carried) == 1


@pytest.mark.parametrize("word", ["Đạt", "Chưa đạt"])
def test_a_yes_or_no_is_taken_between_yes_no_indicators_only(word):
    plain = {"kind": "boolean", "measure_unit": None, "operator": None}
    yes_no = make("hoi", ("nuoc",), least=True, **plain)
    same = make("hoi-2", ("nuoc",), least=True, **plain)
    source = Source(yes_no, {"1.1": value("1.1", word=word)})
    assert carry_over(same, {}, [source]).values["1.1"].word == word
    assert carry_over(NEW, {}, [source]).carried == ()


def test_another_unit_of_the_same_measure_is_not_compatible():
    metres = make("m", ("nuoc",), measure_unit="km").indicators[0]
    assert not compatible(NEW.indicators[0], metres)
    assert compatible(NEW.indicators[0], OLD.indicators[1])
    assert not compatible(make("x", (None,)).indicators[0], make("y", (None,)).indicators[0])


def test_male_and_female_are_taken_only_where_both_count():
    both = make("ca-hai", ("nuoc",), by_gender=True)
    held = {"1.1": value("1.1", male=Decimal(95), female=Decimal(90))}
    taken = carry_over(make("ca-hai-2", ("nuoc",), by_gender=True), {}, [Source(both, held)])
    assert (taken.values["1.1"].male, taken.values["1.1"].female) == (95, 90)
    assert carry_over(NEW, {}, [Source(both, held)]).carried == ()


numbers = st.one_of(st.none(), st.decimals(0, 100, places=2))
held_values = st.dictionaries(
    st.sampled_from(["1.1", "1.2", "1.3", "1.4"]),
    st.builds(
        IndicatorValue,
        value=numbers,
        declared=st.sampled_from([None, "met", "not_met"]),
        not_applicable=st.sampled_from([None, True]),
        planned_value=numbers,
        reason=st.sampled_from([None, "lý do"]),
    ),
)
measures = st.lists(st.sampled_from(MEASURES), min_size=1, max_size=4)


@given(measures, measures, measures, held_values, held_values, held_values)
def test_own_values_win_and_nothing_is_invented(one, two, three, own, first, second):
    target = make("dich", one)
    sources = [Source(make("a", two), first), Source(make("b", three), second)]
    found = carry_over(target, own, sources)
    carried = {one.indicator: one for one in found.carried}
    by_set = {source.criteria_set.id: source for source in sources}
    for indicator in target.indicators:
        code, mine = indicator.code, own.get(indicator.code)
        if has_result(mine):
            assert found.values[code] == mine
            assert code not in carried
        assert (code in found.missing) == (not has_result(mine) and code not in carried)
    for code, taken in carried.items():
        source = by_set[taken.set_id]
        given_value = source.values[taken.from_code]
        other = source.criteria_set.indicator(taken.from_code)
        assert other.measure_id == target.indicator(code).measure_id == taken.measure_id
        assert found.values[code].value == given_value.value is not None
        assert not given_value.not_applicable
        assert found.values[code].declared is None
        assert found.values[code].reason is None
    assert set(found.values) <= set(own) | set(carried)


@given(measures, held_values)
def test_a_set_assessed_with_its_own_values_is_assessed_as_ever(one, own):
    target = make("dich", one)
    over = carry_over(target, own, [Source(target, own)])
    assert over.carried == ()
    assert assess_set(target, over.values, "chung", 2026) == assess_set(target, own, "chung", 2026)
