"""The entry sheet: what is typed, in one step or not at all, with the period before beside it."""

import pytest

from ntm_desktop.domain.assessment import Basis, Outcome
from ntm_desktop.domain.periods import known_periods
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import entry, history
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.data_checks import period_findings
from ntm_desktop.services.entry import (
    TotalDraft,
    ValueDraft,
    assessed,
    copy_previous,
    entry_sheet,
    record_note,
    record_total,
    record_values,
    totals_of,
    values_of,
)
from tests.services.conftest import NANG_CAO

CODES = [one.code for one in criteria_set(NANG_CAO).indicators]


def put(workspace, period="2023", /, unit=None, **typed):
    """Record values given as c14_1="95,3"."""
    drafts = [
        ValueDraft(NANG_CAO, period, code[1:].replace("_", "."), text, unit)
        for code, text in typed.items()
    ]
    return record_values(workspace, drafts)


def rows_of(workspace, period="2023", unit=None):
    """Return the lines of the sheet by code."""
    sheet = entry_sheet(workspace, NANG_CAO, period, unit)
    return {row.code: row for group in sheet.groups for row in group.rows}


def test_an_empty_sheet_has_every_indicator_and_no_data(commune):
    sheet = entry_sheet(commune, NANG_CAO, "2023")
    assert [row.code for group in sheet.groups for row in group.rows] == CODES
    assert [group.criterion_code for group in sheet.groups] == [str(n) for n in range(1, 20)]
    assert (sheet.unit, sheet.group, sheet.period.label) == ("06901", "dbsh", "năm 2023")
    assert sheet.previous_period.id == "2022"
    assert sheet.counts.indicators_no_data == sheet.counts.indicators_total == 75


def test_a_typed_value_is_understood_assessed_and_shown(commune):
    done = put(commune, c13_5="12,5", c16_2="45/50", c5_3="muc do 3", c1_1="đạt")
    assert done.touched.entities == {"indicator_value"}
    assert done.issues == ()
    rows = rows_of(commune)
    assert rows["13.5"].value_text == "12,5"
    assert rows["13.5"].target_text == "≥ 10%"
    assert rows["16.2"].value_text == "45/50"
    assert rows["5.3"].value_text == "Mức độ 3"
    assert {rows[code].assessment.outcome for code in ("13.5", "16.2", "5.3", "1.1")} == {
        Outcome.MET
    }
    assert rows["13.5"].assessment.basis is Basis.COMPUTED
    assert rows["13.5"].verified == (
        rows["13.5"].assessment.wording_verified and rows["13.5"].assessment.target_verified
    )


def test_a_value_below_its_target_has_a_gap(commune):
    put(commune, c13_5="7,5")
    row = rows_of(commune)["13.5"]
    assert row.assessment.outcome is Outcome.NOT_MET
    assert "2,5" in row.assessment.gap.text


def test_empty_text_clears_a_value(commune):
    put(commune, c13_5="12,5")
    put(commune, c13_5="")
    row = rows_of(commune)["13.5"]
    assert (row.value_text, row.assessment.outcome) == ("", Outcome.NO_DATA)


def test_a_paste_of_300_cells_is_one_step_and_one_undo(commune):
    periods = ["2018", "2019", "2020", "2021", "2022", "2023"]
    drafts = [
        ValueDraft(NANG_CAO, period, code, "@đạt: dán từ Excel")
        for code in CODES[:50]
        for period in periods
    ]
    before = len(history.past_steps(commune))
    record_values(commune, drafts)
    assert len(history.past_steps(commune)) == before + 1
    assert [len(values_of(commune, NANG_CAO, period)) for period in periods] == [50] * 6
    assert history.undo_label(commune) == "Nhập 300 số liệu (NTM nâng cao 2021-2025)"
    history.undo(commune)
    assert [len(values_of(commune, NANG_CAO, period)) for period in periods] == [0] * 6


@pytest.mark.parametrize(
    ("code", "text", "error"),
    [
        ("13.5", "abc", InputError),
        ("13.5", "5/0", InputError),
        ("13.5", "-1", InputError),
        ("99.9", "5", NotFoundError),
        ("", "5", NotFoundError),
        ("1.1", "12", InputError),
        ("13.5", "na: không có", InputError),
        ("13.5", "1" + "0" * 400, InputError),
        ("13.5", "5@đạt: \x01", InputError),
    ],
)
def test_one_bad_draft_keeps_the_whole_paste_out(commune, code, text, error):
    before = commune.store.log.count()
    good = ValueDraft(NANG_CAO, "2023", "1.1", "đạt")
    with pytest.raises(error):
        record_values(commune, [good, ValueDraft(NANG_CAO, "2023", code, text)])
    assert commune.store.log.count() == before
    assert values_of(commune, NANG_CAO, "2023") == {}


@pytest.mark.parametrize("period", ["", "xyz", "2023-Q9", "99999", "\x00"])
def test_an_unknown_period_is_refused(commune, period):
    with pytest.raises(InputError):
        record_values(commune, [ValueDraft(NANG_CAO, period, "1.1", "đạt")])
    with pytest.raises(InputError):
        entry_sheet(commune, NANG_CAO, period)


def test_an_unknown_set_is_refused(commune):
    with pytest.raises(NotFoundError):
        record_values(commune, [ValueDraft("khong-co", "2023", "1.1", "đạt")])


def test_nothing_typed_is_no_step(commune):
    before = len(history.past_steps(commune))
    assert record_values(commune, []).touched.entities == frozenset()
    put(commune, c13_5="")
    assert len(history.past_steps(commune)) == before


def test_a_plan_stands_beside_the_value(commune):
    draft = ValueDraft(NANG_CAO, "2023", "13.5", "15", planned=True)
    record_values(commune, [draft])
    assert "phấn đấu" in history.undo_label(commune).lower()
    put(commune, c13_5="12")
    row = rows_of(commune)["13.5"]
    assert (row.planned_text, row.value_text) == ("15", "12")


def test_a_criterion_may_be_declared_under_its_own_code(commune):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "3", "đạt")])
    group = entry_sheet(commune, NANG_CAO, "2023").groups[2]
    assert group.declared_text.startswith("đạt")
    assert group.assessment.outcome is Outcome.MET
    assert group.assessment.basis is Basis.DECLARED


def test_a_declared_outcome_against_the_figure_is_doubtful(commune):
    done = put(commune, c13_5="5@đạt: theo văn bản riêng")
    assert [issue.where for issue in done.issues] == ["13.5"]
    assert done.issues[0].text
    assert rows_of(commune)["13.5"].assessment.contradicts


def test_values_of_a_thon_are_kept_apart_from_those_of_the_commune(commune):
    put(commune, "2023", unit="x0123456789", c1_1="chưa đạt")
    put(commune, c1_1="đạt")
    assert rows_of(commune)["1.1"].value_text == "đạt"
    assert rows_of(commune, unit="x0123456789")["1.1"].value_text == "chưa đạt"
    assert {change.key for change in history.record_history(commune, "indicator_value",
            f"06901/x0123456789/2023/{NANG_CAO}/1.1")}  # fmt: skip


def test_the_previous_period_is_the_latest_with_data(commune):
    put(commune, "2020", c1_1="đạt")
    put(commune, "2021-H1", c1_1="chưa đạt")
    sheet = entry_sheet(commune, NANG_CAO, "2023")
    assert sheet.previous_period.id == "2020"
    assert entry_sheet(commune, NANG_CAO, "2023-Q1").previous_period.id == "2021-H1"
    assert rows_of(commune)["1.1"].previous_text == "đạt"


def test_a_fall_since_the_previous_period_is_marked(commune):
    put(commune, "2022", c1_1="đạt", c1_2="chưa đạt")
    put(commune, c1_1="chưa đạt", c1_2="chưa đạt")
    rows = rows_of(commune)
    assert rows["1.1"].is_falling
    assert not rows["1.2"].is_falling


def test_copying_fills_only_the_empty_lines_as_one_step(commune):
    put(commune, "2022", c13_5="12", c1_1="đạt", c3_1="45/50", c14_1="nam=90,5;nu=88")
    put(commune, c13_5="7")
    copy_previous(commune, NANG_CAO, "2023")
    rows = rows_of(commune)
    shown = [rows[code].value_text for code in ("13.5", "1.1", "3.1", "14.1")]
    assert shown == ["7", "đạt", "45/50", "nam=90,5; nữ=88"]
    assert "2022" in history.undo_label(commune)
    history.undo(commune)
    assert [row.code for row in rows_of(commune).values() if row.value_text] == ["13.5"]


def test_copying_from_a_period_without_data_does_nothing(commune):
    assert copy_previous(commune, NANG_CAO, "2023").touched.entities == frozenset()


def test_a_note_stays_beside_the_value(commune):
    put(commune, c13_5="12")
    record_note(commune, NANG_CAO, "2023", "13.5", " theo biên bản ")
    put(commune, c13_5="13")
    row = rows_of(commune)["13.5"]
    assert (row.note, row.value_text) == ("theo biên bản", "13")
    record_note(commune, NANG_CAO, "2023", "13.5", " ")
    assert rows_of(commune)["13.5"].note == ""


def test_a_period_of_a_newer_version_does_not_close_the_sheet(commune):
    key = f"06901/2030-X9/{NANG_CAO}/1.1"
    values = {"unit": "06901", "period": "2030-X9", "set_id": NANG_CAO, "indicator": "1.1"}
    with commune.store.step("Nhận", "An"):
        commune.store.put("indicator_value", key, values)
    assert entry_sheet(commune, NANG_CAO, "2023").previous_period.id == "2022"
    assert [one.id for one in known_periods(["2030-X9", "2023", None])] == ["2023"]


def test_totals_are_kept_by_set_or_by_title(commune):
    record_total(commune, TotalDraft(period_id="2023", title=" Tiêu chí phường ", criteria="12/17"))
    more = {"indicators": "70/75", "points": "72,56/100", "noun": "tiêu chuẩn", "source": "bài"}
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="16/19", **more))
    by_title, by_set = sorted(totals_of(commune, "2023"), key=lambda one: one.set_id or "")
    assert (by_title.title, by_title.criteria_met, by_title.criteria_total) == (
        "Tiêu chí phường",
        12,
        17,
    )
    assert (by_title.noun, by_title.indicators_met) == ("tiêu chí", None)
    assert (by_set.indicators_met, by_set.indicators_total) == (70, 75)
    assert (str(by_set.points), str(by_set.points_max)) == ("72.56", "100")
    assert (by_set.noun, by_set.source) == ("tiêu chuẩn", "bài")


def test_a_total_typed_again_replaces_the_one_before(commune):
    for typed in ("11/17", "12/17"):
        record_total(commune, TotalDraft(period_id="2023", title="Phường", criteria=typed))
    assert [one.criteria_met for one in totals_of(commune, "2023")] == [12]
    assert totals_of(commune, "2022") == ()


@pytest.mark.parametrize(
    "more",
    [
        {"criteria": ""},
        {"criteria": "18/17"},
        {"criteria": "1/2/3"},
        {"criteria": "1,5/17"},
        {"criteria": "mười"},
        {"criteria": "/"},
        {"criteria": "1" + "0" * 400},
        {"criteria": "-1/17"},
        {"title": "  ", "criteria": "12/17"},
        {"title": "a\x01", "criteria": "12/17"},
        {"period_id": "x", "criteria": "12/17"},
        {"unit": "a b", "criteria": "12/17"},
    ],
)
def test_a_total_that_cannot_be_is_refused_and_not_kept(commune, more):
    draft = TotalDraft(**{"period_id": "2023", "title": "Phường", **more})
    with pytest.raises(InputError):
        record_total(commune, draft)
    assert totals_of(commune, "2023") == ()


def test_points_alone_are_a_total(commune):
    record_total(commune, TotalDraft(period_id="2023", title="Đô thị", points="72,56"))
    assert str(totals_of(commune, "2023")[0].points) == "72.56"


def test_the_assessment_uses_the_group_of_the_office(offices):
    north = offices.new("north", sets=[(NANG_CAO, "tdmnpb")])
    assert assessed(north, NANG_CAO, entry_sheet(north, NANG_CAO, "2023").period).counts
    assert entry_sheet(north, NANG_CAO, "2023").group == "tdmnpb"


def test_a_met_value_says_that_it_is_low_or_falling(commune):
    put(commune, "2022", c13_5="20", c16_2="95/100")
    put(commune, "2023", c13_5="15", c16_2="95/100", c3_1="90")
    rows = {code: row.assessment for code, row in rows_of(commune).items()}
    assert (rows["13.5"].outcome, rows["13.5"].falling) == (Outcome.MET, True)
    assert (rows["16.2"].falling, rows["3.1"].falling) == (False, False)
    assert (rows["3.1"].outcome, rows["3.1"].low) == (Outcome.MET, True)
    assert [code for code, one in rows.items() if one.is_weak] == ["3.1", "13.5"]


@pytest.mark.parametrize("unit", [None, "x0000000001"])
def test_recording_tells_the_open_findings_that_name_what_was_recorded(commune, unit):
    put(commune, "2022", unit, c13_5="10", c3_1="50", c16_2="20")
    done = put(commune, "2023", unit, c13_5="120", c3_1="85", c16_2="60")
    found = period_findings(commune, NANG_CAO, "2023", unit).open
    assert [one.text for one in done.issues] == [one.finding.text for one in found]
    only = put(commune, "2023", unit, c13_5="121")
    about = period_findings(commune, NANG_CAO, "2023", unit).open
    named = [one.finding.text for one in about if "13.5" in one.finding.codes]
    assert [one.text for one in only.issues] == named
    assert named


def test_one_figure_for_both_sexes_is_doubtful_until_both_are_there(commune):
    def written(text):
        return record_values(commune, [ValueDraft(NANG_CAO, "2023", "12.1", text)])

    def doubt():
        sheet = entry.entry_sheet(commune, NANG_CAO, "2023")
        return next(row.doubt for group in sheet.groups for row in group.rows if row.code == "12.1")

    told = [one.text for one in written("90,5").issues]
    assert any("xét riêng nam và nữ" in text for text in told)
    assert "nam=90,5; nữ=88" in doubt()
    assert written("nam=95; nữ=94").issues == ()
    assert doubt() == ""


def test_nam_and_nu_are_planned_apart(commune):
    planned = ValueDraft(NANG_CAO, "2023", "12.1", "nam=90,5; nữ=88", planned=True)
    record_values(commune, [planned])
    sheet = entry.entry_sheet(commune, NANG_CAO, "2023")
    rows = [row for group in sheet.groups for row in group.rows if row.code == "12.1"]
    assert rows[0].planned_text == "nam=90,5; nữ=88"
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "12.1", "95", planned=True)])
    held = entry.values_of(commune, NANG_CAO, "2023")["12.1"]
    assert (held.planned_male, held.planned_female, str(held.planned_value)) == (None, None, "95")
