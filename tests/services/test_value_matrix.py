"""Values side by side: several periods, thôn by thôn, what they add up to, what a write changes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.errors import InputError
from ntm_desktop.services import entry, history
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.entry import ValueDraft, entry_sheet, record_note, record_values
from ntm_desktop.services.locks import lock_period
from ntm_desktop.services.value_matrix import (
    Place,
    by_period,
    by_unit,
    refreshed,
    take_total,
)
from tests.services.conftest import NANG_CAO

THON = ("x0000000001", "x0000000002", "x0000000003")
EMPTY_SET = "xa-ntm-2026-2030"


def put(workspace, period, unit=None, set_id=NANG_CAO, /, **typed):
    """Record values given as c14_1="95,3"."""
    drafts = [
        ValueDraft(set_id, period, code[1:].replace("_", "."), text, unit)
        for code, text in typed.items()
    ]
    return record_values(workspace, drafts)


def add_thon(workspace, *codes, until=None):
    """Write down thôn of the commune."""
    with workspace.store.step("Thêm thôn", "An"):
        for place, code in enumerate(codes, start=1):
            values = {
                "code": code,
                "name": f"Thôn {place}",
                "level": "thon",
                "parent_code": workspace.owner,
                "valid_until": until,
            }
            workspace.store.put("admin_unit", f"{workspace.owner}/unit/{code}", values)


def cell(matrix, code, column):
    """Return the cell of an indicator's line under a column."""
    place = [one.id for one in matrix.columns].index(column)
    lines = [row for row in matrix.rows if row.code == code and row.indicator is not None]
    return lines[0].cells[place]


def thon_cell(matrix, unit, code):
    """Return the cell of a thôn."""
    place = [one.id for one in matrix.columns].index(code)
    return next(row for row in matrix.rows if row.unit == unit).cells[place]


# --- several periods ---


def test_months_go_back_a_year_and_never_forward(commune):
    put(commune, "2024-08", c13_5="12")
    matrix = by_period(commune, NANG_CAO, "2024-06")
    months = [
        *(f"2023-{month:02d}" for month in range(7, 13)),
        *(f"2024-0{n}" for n in range(1, 7)),
    ]
    assert [one.id for one in matrix.columns] == months
    assert [one.title for one in matrix.columns][-2:] == ["T5/2024", "T6/2024"]


def test_years_go_back_as_far_as_there_are_values(commune):
    assert by_period(commune, NANG_CAO, "2023").columns[0].id == "2019"
    put(commune, "2016", c13_5="12")
    put(commune, "2005", c13_5="12")
    assert by_period(commune, NANG_CAO, "2023").columns[0].id == "2016"
    assert len(by_period(commune, NANG_CAO, "2023", count=3).columns) == 3


def test_the_first_year_there_is_has_nothing_before_it(commune):
    assert [one.id for one in by_period(commune, NANG_CAO, "1990").columns] == ["1990"]


def test_every_period_is_assessed_as_its_own_sheet_does_it(commune):
    put(commune, "2022", c13_5="7,5", c1_1="đạt", c5_3="muc do 3")
    put(commune, "2023", c13_5="12,5", c16_2="45/50", c1_1="chưa đạt")
    matrix = by_period(commune, NANG_CAO, "2023")
    for column in ("2022", "2023"):
        sheet = entry_sheet(commune, NANG_CAO, column)
        for row in (row for group in sheet.groups for row in group.rows):
            shown = cell(matrix, row.code, column)
            assert (shown.text, shown.outcome, shown.explanation) == (
                row.value_text,
                row.assessment.outcome,
                row.assessment.explanation,
            )
    heads = [row for row in matrix.rows if row.indicator is None]
    assert [row.code for row in heads] == [one.code for one in matrix.criteria_set.criteria]
    assert heads[0].is_heading
    assert not any(one.editable for one in heads[0].cells)


def test_a_cell_says_note_and_place(commune):
    put(commune, "2023", c13_5="12,5")
    record_note(commune, NANG_CAO, "2023", "13.5", "theo báo cáo")
    found = cell(by_period(commune, NANG_CAO, "2023"), "13.5", "2023")
    assert found.note == "theo báo cáo"
    assert found.place == Place(NANG_CAO, "2023", "06901", "13.5")
    assert found.is_unverified == found.assessment.rests_on_unverified


def test_a_criterion_without_indicators_takes_a_word_in_each_period(commune):
    record_values(commune, [ValueDraft(EMPTY_SET, "2023", "3", "đạt: biên bản")])
    row = next(row for row in by_period(commune, EMPTY_SET, "2023").rows if row.code == "3")
    assert [one.editable for one in row.cells] == [True] * 5
    assert (row.cells[-1].text, row.cells[-1].is_declared) == ("đạt: biên bản", True)
    assert not row.is_heading


def test_a_locked_period_is_marked_in_its_cells(commune):
    put(commune, "2022", c13_5="12,5")
    lock_period(commune, NANG_CAO, "2022")
    matrix = by_period(commune, NANG_CAO, "2023")
    assert cell(matrix, "13.5", "2022").locked
    assert not cell(matrix, "13.5", "2023").locked


def test_a_block_over_several_periods_is_one_step(commune):
    drafts = [
        ValueDraft(NANG_CAO, period, code, "12,5")
        for period in ("2021", "2022", "2023")
        for code in ("13.5", "16.2")
    ]
    record_values(commune, drafts)
    history.undo(commune)
    matrix = by_period(commune, NANG_CAO, "2023")
    assert {one.text for row in matrix.rows for one in row.cells} == {""}


def test_one_query_reads_the_values_whatever_the_number_of_cells(commune, monkeypatch):
    for period in ("2020", "2021", "2022", "2023"):
        put(commune, period, c13_5="12,5", c1_1="đạt")
    asked = []
    select = type(commune.store)._select
    monkeypatch.setattr(
        type(commune.store),
        "_select",
        lambda store, sql, values: asked.append(sql) or select(store, sql, values),
    )
    by_period(commune, NANG_CAO, "2023")
    assert sum('SELECT * FROM "indicator_value"' in sql for sql in asked) == 1
    add_thon(commune, *THON)
    asked.clear()
    by_unit(commune, NANG_CAO, "2023")
    assert sum('SELECT * FROM "indicator_value"' in sql for sql in asked) == 1


# --- thôn by thôn ---


def test_without_thon_there_are_no_lines(commune):
    matrix = by_unit(commune, NANG_CAO, "2023", ["13.5"])
    assert (matrix.rows, [one.units for one in matrix.totals]) == ((), [0])


def test_all_indicators_are_columns_where_none_is_named(commune):
    add_thon(commune, *THON)
    matrix = by_unit(commune, NANG_CAO, "2023")
    assert [one.id for one in matrix.columns] == [
        one.code for one in criteria_set(NANG_CAO).indicators
    ]
    assert [row.text for row in matrix.rows] == ["Thôn 1", "Thôn 2", "Thôn 3"]


def test_thon_are_kept_under_their_own_unit_and_add_up(commune):
    add_thon(commune, *THON)
    put(commune, "2023", THON[0], c16_2="45/50")
    put(commune, "2023", THON[1], c16_2="10/100")
    matrix = by_unit(commune, NANG_CAO, "2023", ["16.2"])
    assert thon_cell(matrix, THON[0], "16.2").outcome is Outcome.MET
    total = matrix.totals[0]
    assert (total.text, total.typed) == ("55/150 (36,67%)", "55/150")
    assert (total.met, total.reported, total.units) == (1, 2, 3)
    assert entry.values_of(commune, NANG_CAO, "2023") == {}


def test_only_percentages_are_not_averaged(commune):
    add_thon(commune, *THON)
    put(commune, "2023", THON[0], c16_2="90")
    put(commune, "2023", THON[1], c16_2="10/100")
    matrix = by_unit(commune, NANG_CAO, "2023", ["16.2"])
    assert matrix.totals[0].text == "không cộng được: nhập dạng 12/17"
    with pytest.raises(InputError, match="12/17"):
        take_total(commune, NANG_CAO, "2023", "16.2")
    assert entry.values_of(commune, NANG_CAO, "2023") == {}


def test_the_sum_becomes_the_value_of_the_commune_only_when_asked(commune):
    add_thon(commune, *THON)
    put(commune, "2023", THON[0], c16_2="45/50")
    put(commune, "2023", THON[1], c16_2="10/100")
    done = take_total(commune, NANG_CAO, "2023", "16.2")
    assert done.touched.entities == {"indicator_value"}
    held = entry.values_of(commune, NANG_CAO, "2023")["16.2"]
    assert (held.numerator, held.denominator) == (55, 150)
    history.undo(commune)
    assert "16.2" not in entry.values_of(commune, NANG_CAO, "2023")


def test_nothing_to_add_says_so(commune):
    add_thon(commune, *THON)
    with pytest.raises(InputError, match="Chưa thôn, tổ dân phố nào"):
        take_total(commune, NANG_CAO, "2023", "16.2")


def test_a_closed_thon_stays_where_it_has_values(commune):
    add_thon(commune, *THON, until="2023-07-01")
    put(commune, "2023", THON[1], c16_2="45/50")
    matrix = by_unit(commune, NANG_CAO, "2023", ["16.2"])
    assert [row.unit for row in matrix.rows] == [THON[1]]
    assert len(by_unit(commune, NANG_CAO, "2022", ["16.2"]).rows) == 3


# --- laws: what is refreshed equals what is read anew ---

CODES = ("1.1", "4", "5.3", "13.5", "16.2", "17.9", "9")
TYPED = ("", "đạt", "chưa đạt: lý do", "12,5", "45/50", "muc do 3", "na: không có", "95@chưa đạt")
one_draft = st.tuples(
    st.sampled_from(CODES), st.sampled_from(TYPED), st.booleans(), st.integers(0, 3)
)
rounds = st.lists(st.lists(one_draft, min_size=1, max_size=12), min_size=1, max_size=4)
lawful = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def understood(drafts):
    """Return the drafts whose text fits their indicator."""
    from ntm_desktop.domain.value_text import parse_plan, parse_result

    found = criteria_set(NANG_CAO)
    for draft in drafts:
        parse = parse_plan if draft.planned else parse_result
        try:
            parse(draft.text, found.indicator(draft.indicator))
        except InputError:
            continue
        yield draft


@given(rounds)
@lawful
def test_a_refreshed_sheet_is_the_sheet_that_is_read_anew(commune, given):
    sheet = entry_sheet(commune, NANG_CAO, "2023")
    for typed in given:
        drafts = [
            ValueDraft(NANG_CAO, "2023", code, text, None, planned)
            for code, text, planned, _ in typed
        ]
        held = list(understood(drafts))
        record_values(commune, held)
        sheet = entry.refreshed(commune, sheet, {one.indicator for one in held})
        assert sheet == entry_sheet(commune, NANG_CAO, "2023")


@given(rounds)
@lawful
def test_a_refreshed_matrix_of_periods_is_the_one_that_is_read_anew(commune, given):
    matrix = by_period(commune, NANG_CAO, "2023", count=4)
    years = [one.id for one in matrix.columns]
    for typed in given:
        drafts = [
            ValueDraft(NANG_CAO, years[place], code, text, None, planned)
            for code, text, planned, place in typed
        ]
        held = list(understood(drafts))
        record_values(commune, held)
        matrix = refreshed(commune, matrix, places(commune, held))
        assert matrix == by_period(commune, NANG_CAO, "2023", count=4)


@given(rounds)
@lawful
def test_a_refreshed_matrix_of_thon_is_the_one_that_is_read_anew(commune, given):
    add_thon(commune, *THON)
    matrix = by_unit(commune, NANG_CAO, "2023", CODES)
    for typed in given:
        drafts = [
            ValueDraft(NANG_CAO, "2023", code, text, THON[place % 3], planned)
            for code, text, planned, place in typed
        ]
        held = list(understood(drafts))
        record_values(commune, held)
        matrix = refreshed(commune, matrix, places(commune, held))
        assert matrix == by_unit(commune, NANG_CAO, "2023", CODES)


def places(workspace, drafts):
    """Return where drafts were written."""
    return [
        Place(one.set_id, one.period_id, one.unit or workspace.owner, one.indicator)
        for one in drafts
    ]


def test_declared_criteria_are_refreshed_too(commune):
    sheet = entry_sheet(commune, EMPTY_SET, "2023")
    matrix = by_period(commune, EMPTY_SET, "2023")
    for text in ("đạt: biên bản", "chưa đạt: thiếu hồ sơ", ""):
        drafts = [ValueDraft(EMPTY_SET, "2023", "3", text)]
        record_values(commune, drafts)
        sheet = entry.refreshed(commune, sheet, {"3"})
        matrix = refreshed(commune, matrix, places(commune, drafts))
        assert sheet == entry_sheet(commune, EMPTY_SET, "2023")
        assert matrix == by_period(commune, EMPTY_SET, "2023")


def test_what_is_not_among_the_cells_leaves_the_matrix_alone(commune):
    matrix = by_period(commune, NANG_CAO, "2023")
    put(commune, "2030", c13_5="12,5")
    assert refreshed(commune, matrix, [Place(NANG_CAO, "2030", "06901", "13.5")]) is matrix
