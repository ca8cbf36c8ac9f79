"""What if another set counted: carried values, what is missing, the difference; nothing written."""

import pytest

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.errors import NotFoundError
from ntm_desktop.services import reassessment
from ntm_desktop.services.criteria import follow
from ntm_desktop.services.entry import ValueDraft, assessed, record_values
from ntm_desktop.services.history import past_steps
from ntm_desktop.services.reassessment import reassess
from tests.services.conftest import NANG_CAO

BASE = "xa-ntm-2021-2025"
MODEL = "xa-ntm-kieu-mau-2021-2025"


def record(workspace, set_id, **texts):
    """Record c10="70" for 2023."""
    drafts = [
        ValueDraft(set_id, "2023", code[1:].replace("_", "."), text) for code, text in texts.items()
    ]
    record_values(workspace, drafts)


def outcome(found, code):
    for criterion in found.standing.assessment.criteria:
        for one in criterion.indicators:
            if one.indicator.code == code:
                return one.outcome.value
    raise AssertionError(code)


def test_figures_are_carried_and_meet_the_thresholds_of_the_other_set(commune):
    record(commune, NANG_CAO, c3_1="85", c9="96", c14_1="nam=95;nữ=89", c17_11="3,5")
    found = reassess(commune, BASE, "2023")
    assert [(one.indicator, one.from_code) for one in found.carried] == [
        ("3.1", "3.1"),
        ("9.2", "9"),
        ("15.1", "14.1"),
        ("17.4", "17.11"),
    ]
    assert {one.set_id for one in found.carried} == {NANG_CAO}
    assert outcome(found, "3.1") == outcome(found, "17.4") == "met"
    assert outcome(found, "15.1") == "not_met"
    assert found.without_target == ("9.2",)
    assert "9.1" in found.missing
    assert len(found.missing) + len(found.carried) == 57
    assert found.headline.startswith("Nếu xét theo bộ NTM 2021-2025: đạt 0/19 tiêu chí; ")
    assert found.headline.endswith("04 chỉ tiêu lấy số từ bộ NTM nâng cao 2021-2025")


def test_own_values_of_the_target_set_win(commune):
    follow(commune, BASE, "dbsh")
    record(commune, NANG_CAO, c3_1="99")
    record(commune, BASE, c3_1="70")
    found = reassess(commune, BASE, "2023")
    assert found.carried == ()
    assert outcome(found, "3.1") == "not_met"


def test_a_declared_outcome_is_not_carried(commune):
    record(commune, NANG_CAO, c9="đạt: theo báo cáo")
    found = reassess(commune, BASE, "2023")
    assert found.carried == ()
    assert outcome(found, "9.2") == "no_data"


def test_nothing_is_written(commune):
    record(commune, NANG_CAO, c9="96")
    before = past_steps(commune)
    reassess(commune, BASE, "2023")
    assert past_steps(commune) == before


def test_a_set_against_itself_is_its_plain_assessment(offices):
    sample = offices.sample("quang-an")
    found = reassess(sample, NANG_CAO, "2023")
    assert found.standing.assessment == assessed(sample, NANG_CAO, parse_period("2023"))
    assert found.carried == ()
    assert found.difference.set_id == NANG_CAO
    assert (found.difference.gained, found.difference.lost, found.difference.unknown) == ((),) * 3


def test_a_set_without_a_list_says_what_to_do(commune):
    found = reassess(commune, "xa-ntm-2026-2030", "2026")
    assert not found.can_be_assessed
    assert "chưa có danh sách chỉ tiêu" in found.headline
    assert "phụ lục" in found.hint
    assert (found.standing.source, found.carried, found.difference) == ("none", (), None)


def test_what_would_be_lost_and_what_is_unknown_is_told_by_criterion(commune):
    record(commune, NANG_CAO, c11="3", c9="90", c1="đạt", c12_1="nam=80;nu=80")
    found = reassess(commune, BASE, "2023")
    assert found.difference.set_id == NANG_CAO
    assert "1" in found.difference.unknown
    other = reassess(commune, NANG_CAO, "2023", present=NANG_CAO)
    assert other.difference.criteria[1] == 19


def test_the_column_of_a_set_that_is_not_followed_is_that_of_a_followed_one(commune):
    record(commune, NANG_CAO, c17_5="41")
    found = reassess(commune, BASE, "2023")
    assert (found.group, found.group_assumed) == ("dbsh", True)
    follow(commune, BASE, "tn")
    found = reassess(commune, BASE, "2023")
    assert (found.group, found.group_assumed) == ("tn", False)


def test_a_relative_target_is_met_by_the_income_of_the_set_it_starts_from(commune):
    record(commune, NANG_CAO, c10="120")
    found = reassess(commune, MODEL, "2023")
    assert [(one.indicator, one.from_code) for one in found.carried] == [("KM.2", "10")]


def test_an_unknown_set_is_refused(commune):
    with pytest.raises(NotFoundError):
        reassessment.reassess(commune, "khong-co", "2023")
