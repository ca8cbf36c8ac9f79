"""Targets set over a set by this office or its superior; the sheet and the standing use them."""

import pytest

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.overlay_text import Check, OverlayDraft
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import exchange, history
from ntm_desktop.services.criteria import criteria_set, effective_set
from ntm_desktop.services.entry import ValueDraft, entry_sheet, record_values
from ntm_desktop.services.overlays import (
    check_of,
    check_targets,
    check_wording,
    check_wordings,
    drop_wordings,
    join_measures,
    measure_choices,
    same_measure,
    set_target,
    set_wording,
    take_overlay_file,
    uncheck_targets,
    unused_overlays,
)
from ntm_desktop.services.records import list_records, put_values
from ntm_desktop.services.review import standing
from tests.services.conftest import NANG_CAO

CODE = "13.2"


def row_of(workspace, code=CODE):
    sheet = entry_sheet(workspace, NANG_CAO, "2023")
    return next(row for group in sheet.groups for row in group.rows if row.code == code)


def test_a_target_set_over_the_set_decides_the_sheet_and_the_standing(commune):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "10", "68,3")])
    assert row_of(commune, "10").assessment.outcome is Outcome.NO_DATA
    draft = OverlayDraft(indicator="10", text="≥ 67", year=2023, document_number="5/QĐ-UBND")
    saved = set_target(commune, NANG_CAO, draft)
    assert saved.key == f"06901/overlay/{NANG_CAO}/10/dbsh/2023"
    row = row_of(commune, "10")
    assert (row.assessment.outcome, row.assessment.target_verified) == (Outcome.MET, False)
    assert row.assessment.rests_on_unverified
    assert standing(commune, NANG_CAO, "2023").assessment.counts.indicators_met == 1
    assert standing(commune, NANG_CAO, "2024").assessment.counts.indicators_met == 0
    history.undo(commune)
    assert row_of(commune, "10").assessment.target is None


def test_the_shipped_set_itself_never_changes(commune):
    before = criteria_set(NANG_CAO)
    set_target(commune, NANG_CAO, OverlayDraft(indicator="10", text="67", year=2023))
    assert criteria_set(NANG_CAO) is before
    assert effective_set(commune, NANG_CAO) != before


def test_a_check_needs_a_person_and_a_document_and_takes_the_mark_away(commune):
    with pytest.raises(InputError, match="ai đối chiếu"):
        check_of(commune, "An", " ")
    check = check_of(commune, "An", "5/QĐ-UBND")
    assert check == Check(by="An", document="5/QĐ-UBND", on="2024-01-23")
    draft = OverlayDraft(indicator="10", text="67", year=2023, check=check)
    set_target(commune, NANG_CAO, draft)
    assert row_of(commune, "10").assessment.target_verified


def test_a_file_is_one_step_or_nothing(commune):
    data = {
        "schema": 1,
        "set": NANG_CAO,
        "targets": [
            {"indicator": "10", "year": 2023, "target": "67"},
            {"indicator": "10", "group": "*", "year": 2024, "target": "70"},
        ],
    }
    done = take_overlay_file(commune, NANG_CAO, data)
    assert (done.count, done.touched.entities) == (2, {"target_overlay"})
    found = effective_set(commune, NANG_CAO).indicator("10")
    assert found.target_for("btb", 2024).value == 70
    assert found.target_for("btb", 2023) is None
    history.undo(commune)
    assert effective_set(commune, NANG_CAO) == criteria_set(NANG_CAO)
    data["targets"].append({"indicator": "9.9", "target": "1"})
    with pytest.raises(InputError, match=r"targets\[2\]"):
        take_overlay_file(commune, NANG_CAO, data)
    assert effective_set(commune, NANG_CAO) == criteria_set(NANG_CAO)


def test_words_and_names_are_marked_as_checked(commune):
    check = check_of(commune, "An", "318/QĐ-TTg")
    touched = check_wording(commune, NANG_CAO, ["13.5", "10"], check)
    assert touched.entities == {"wording_check"}
    check_wording(commune, NANG_CAO, ["10"], check, "criterion")
    found = effective_set(commune, NANG_CAO)
    assert found.indicator("13.5").verified
    assert found.criterion("10").name_verified
    assert not found.criterion("13").name_verified
    with pytest.raises(NotFoundError):
        check_wording(commune, NANG_CAO, ["9.99"], check)


def test_the_superior_is_heard_and_others_are_not(commune, offices):
    draft = OverlayDraft(indicator="10", text="65", group="*", year=2023)
    for place, code in (("b", "06904"), ("c", "01")):
        other = offices.new(place, code=code)
        set_target(other, NANG_CAO, draft)
        sent = exchange.send_package(other, offices.folder / f"out-{code}")
        key = exchange.own_fingerprint(other)
        taken = exchange.take_packages(commune, sent.files, key, foreign=[code])
        assert taken.error is None
    assert effective_set(commune, NANG_CAO) == criteria_set(NANG_CAO)
    put_values(commune, "office_profile", None, {"superior_code": "01"})
    assert effective_set(commune, NANG_CAO).indicator("10").target_for("btb", 2023).value == 65


def test_an_overlay_typed_as_a_record_meets_the_same_key_and_a_misfit_is_named(commune):
    values = {"set_id": NANG_CAO, "indicator": "10", "commune_group": "dbsh", "value": "5"}
    saved = put_values(commune, "target_overlay", None, values)
    assert saved.key == f"06901/overlay/{NANG_CAO}/10/dbsh/-"
    [issue] = unused_overlays(commune, NANG_CAO)
    assert (issue.where, "theo năm" in issue.text) == (saved.key, True)
    words = {"set_id": NANG_CAO, "part": "indicator", "code": "10"}
    saved = put_values(commune, "wording_check", None, words)
    assert saved.key == f"06901/wording/{NANG_CAO}/indicator/10"


def test_a_target_in_use_is_marked_as_checked_and_stays_what_it_is(commune):
    check = check_of(commune, "An", "318/QĐ-TTg")
    before = effective_set(commune, NANG_CAO)
    codes = [
        one.code
        for one in before.indicators
        if one.target_for("dbsh", 2023) and not one.target_for("dbsh", 2023).verified
    ]
    kinds = {before.indicator(code).kind.value for code in codes}
    assert {"percent", "number", "boolean", "ordinal"} <= kinds
    assert check_targets(commune, NANG_CAO, codes, check).entities == {"target_overlay"}
    after = effective_set(commune, NANG_CAO)
    for code in codes:
        old, new = (one.indicator(code).target_for("dbsh", 2023) for one in (before, after))
        assert (new.value, new.word, new.text) == (old.value, old.word, old.text)
        assert new.verified
        other = after.indicator(code).target_for("btb", 2023)
        assert other == before.indicator(code).target_for("btb", 2023)
    history.undo(commune)
    assert effective_set(commune, NANG_CAO) == before


def test_a_yearly_target_that_is_checked_stays_yearly(commune):
    draft = OverlayDraft(indicator="10", text="67", year=2023, set_by="ministry")
    set_target(commune, NANG_CAO, draft)
    check_targets(commune, NANG_CAO, ["10"], check_of(commune, "An", "5/QĐ"), "dbsh", 2023)
    found = effective_set(commune, NANG_CAO).indicator("10")
    assert found.target_for("dbsh", 2024) is None
    target = found.target_for("dbsh", 2023)
    assert (target.verified, target.set_by) == (True, "ministry")


def test_what_is_not_known_cannot_be_checked(commune):
    check = check_of(commune, "An", "318/QĐ-TTg")
    for code, group in (("10", None), ("13.5", "*"), ("13.5", "mien-tay")):
        with pytest.raises(InputError, match="chưa có mức"):
            check_targets(commune, NANG_CAO, [code], check, group)
    with pytest.raises(NotFoundError):
        check_targets(commune, NANG_CAO, ["9.99"], check)
    with pytest.raises(InputError):
        check_targets(commune, "ocop-148-2023", ["A"], check)


# --- wordings put right


def test_a_wording_after_the_document_replaces_the_sets_for_this_office_only(commune):
    plain = criteria_set(NANG_CAO).indicator("1.1")
    check = check_of(commune, "An", "318/QĐ-TTg", "2023-05-04")
    saved = set_wording(commune, NANG_CAO, "1.1", " Câu chữ đúng ", check)
    assert saved.key == f"06901/wording/{NANG_CAO}/indicator/1.1"
    found = effective_set(commune, NANG_CAO).indicator("1.1")
    assert (found.text, found.verified, found.source) == ("Câu chữ đúng", True, "318/QĐ-TTg")
    assert row_of(commune, "1.1").text == "Câu chữ đúng"
    assert criteria_set(NANG_CAO).indicator("1.1") == plain
    check_wording(commune, NANG_CAO, ["1.1"], check_of(commune, "Bình", "318/QĐ-TTg"))
    assert effective_set(commune, NANG_CAO).indicator("1.1").text == "Câu chữ đúng"
    drop_wordings(commune, NANG_CAO, ["1.1"])
    assert effective_set(commune, NANG_CAO).indicator("1.1") == plain
    with pytest.raises(InputError, match=r"1\.1"):
        drop_wordings(commune, NANG_CAO, ["1.1"])
    history.undo(commune)
    assert effective_set(commune, NANG_CAO).indicator("1.1").text == "Câu chữ đúng"


def test_a_wording_needs_words_and_the_sets_own_words_only_mark(commune):
    check = check_of(commune, "An", "318/QĐ-TTg")
    with pytest.raises(InputError, match="2"):
        set_wording(commune, NANG_CAO, "2", "  ", check, "criterion")
    with pytest.raises(NotFoundError):
        set_wording(commune, NANG_CAO, "99", "Tên", check, "criterion")
    name = criteria_set(NANG_CAO).criterion("2").name
    set_wording(commune, NANG_CAO, "2", name, check, "criterion")
    found = effective_set(commune, NANG_CAO).criterion("2")
    assert (found.name, found.name_verified) == (name, True)
    set_wording(commune, NANG_CAO, "2", "Tên  đúng", check, "criterion")
    assert effective_set(commune, NANG_CAO).criterion("2").name == "Tên đúng"
    before = len(history.past_steps(commune))
    check_wordings(commune, NANG_CAO, {"criterion": ["3"], "indicator": ["3.1"]}, check)
    assert len(history.past_steps(commune)) == before + 1
    assert effective_set(commune, NANG_CAO).criterion("3").name_verified


def test_a_mark_is_taken_back_and_what_only_carried_it_goes(commune):
    check = check_of(commune, "An", "318/QĐ-TTg")
    check_targets(commune, NANG_CAO, ["13.5"], check)
    set_target(commune, NANG_CAO, OverlayDraft(indicator="10", text="67", year=2023, check=check))
    uncheck_targets(commune, NANG_CAO, ["13.5", "10"])
    found = effective_set(commune, NANG_CAO)
    assert found.indicator("13.5") == criteria_set(NANG_CAO).indicator("13.5")
    held = found.indicator("10").target_for("dbsh", 2023)
    assert (held.value, held.verified) == (67, False)
    with pytest.raises(InputError, match="10"):
        uncheck_targets(commune, NANG_CAO, ["10"])


# --- the same measure


def test_indicators_of_one_kind_and_unit_in_two_sets_get_one_measure(commune):
    other = "xa-ntm-2021-2025"
    plain = criteria_set(NANG_CAO)
    free = [one for one in plain.indicators if one.measure_id is None]
    code = next(one.code for one in free if one.kind.value == "percent")
    choices = measure_choices(commune, NANG_CAO, code)
    assert {one.indicator.kind.value for one in choices} == {"percent"}
    chosen = next(
        one for one in choices if one.set_id == other and one.indicator.measure_id is None
    )
    join_measures(commune, NANG_CAO, code, (other, chosen.indicator.code))
    found = same_measure(commune, NANG_CAO, code)
    assert (other, chosen.indicator.code) in [(one.set_id, one.indicator.code) for one in found]
    join_measures(commune, NANG_CAO, code, None)
    assert same_measure(commune, NANG_CAO, code) == ()
    boolean = next(one.code for one in plain.indicators if one.kind.value == "boolean")
    with pytest.raises(InputError, match="khác loại"):
        join_measures(commune, NANG_CAO, code, (other, boolean))
    with pytest.raises(InputError, match="hai bộ"):
        join_measures(commune, NANG_CAO, code, (NANG_CAO, code))


def test_a_measure_stays_when_the_check_of_the_wording_goes(commune):
    other = "xa-ntm-2021-2025"
    code = next(
        one.code
        for one in criteria_set(NANG_CAO).indicators
        if one.measure_id is None and one.kind.value == "boolean"
    )
    chosen = next(one for one in measure_choices(commune, NANG_CAO, code) if one.set_id == other)
    join_measures(commune, NANG_CAO, code, (other, chosen.indicator.code))
    check_wording(commune, NANG_CAO, [code], check_of(commune, "An", "318/QĐ-TTg"))
    drop_wordings(commune, NANG_CAO, [code])
    assert effective_set(commune, NANG_CAO).indicator(code).measure_id


def test_a_check_on_one_computer_does_not_vouch_for_a_target_changed_on_the_other(offices):
    here = offices.new()
    set_target(here, NANG_CAO, OverlayDraft(indicator="10", text="67", year=2023))
    there = offices.new("b", name="Máy hai")
    hand_over(here, there, offices, 1)
    check_targets(there, NANG_CAO, ["10"], check_of(there, "Bình", "5/QĐ-UBND"), year=2023)
    set_target(here, NANG_CAO, OverlayDraft(indicator="10", text="70", year=2023))
    hand_over(there, here, offices, 2)
    [record] = list_records(here, "target_overlay")
    assert "value" in record.conflicts
    assert record.values["checked"] is not (record.values["value"] == 70)


def test_a_target_put_into_the_record_itself_loses_its_check(commune):
    set_target(commune, NANG_CAO, OverlayDraft(indicator="10", text="67", year=2023))
    check_targets(commune, NANG_CAO, ["10"], check_of(commune, "Bình", "5/QĐ-UBND"), year=2023)
    [record] = list_records(commune, "target_overlay")
    put_values(commune, "target_overlay", record.key, {"note": "xem lại"})
    assert row_of(commune, "10").assessment.target_verified
    put_values(commune, "target_overlay", record.key, {"value": "70"})
    assert not row_of(commune, "10").assessment.target_verified


def hand_over(sender, receiver, offices, number):
    """Carry everything of one computer of the office to the other."""
    sent = exchange.send_package(sender, offices.folder / f"packages-{number}")
    batch = exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))
    assert [one.status for one in batch.packages] == ["taken"]
