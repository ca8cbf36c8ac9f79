"""What a period is asked about, the reasons that are kept, and when they hold no more."""

import pytest

from ntm_desktop.domain.issues import Severity
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import history, records
from ntm_desktop.services.data_checks import override, period_findings
from ntm_desktop.services.entry import ValueDraft, record_note, record_values
from tests.services.conftest import NANG_CAO

THON = "x1234567890"


def put(workspace, period="2023", /, unit=None, **typed):
    drafts = [
        ValueDraft(NANG_CAO, period, code[1:].replace("_", "."), text, unit)
        for code, text in typed.items()
    ]
    return record_values(workspace, drafts)


def open_rules(workspace, period="2023", unit=None):
    found = period_findings(workspace, NANG_CAO, period, unit)
    return [one.finding.rule.id for one in found.open]


@pytest.fixture
def leap(commune):
    put(commune, "2022", c3_1="50", c17_5="20")
    put(commune, c3_1="85")
    return commune


def test_a_period_is_compared_with_the_one_before_that_has_values(leap):
    found = period_findings(leap, NANG_CAO, "2023")
    assert (found.period.id, found.previous_period.id, found.unit) == ("2023", "2022", "06901")
    [one] = found.open
    assert one.finding.text.startswith("3.1 là 85%, kỳ trước 50%.")
    assert (one.reason, one.is_overridden, found.errors) == ("", False, ())
    assert open_rules(leap, "2022") == []


def test_the_shipped_relation_between_two_rates_is_an_error(commune):
    put(commune, c12_1="nam=40; nữ=40", c12_2="nam=45; nữ=30")
    found = period_findings(commune, NANG_CAO, "2023")
    assert [one.finding.rule.id for one in found.errors] == ["bang-cap-trong-dao-tao"]
    put(commune, c12_2="nam=40; nữ=30")
    assert open_rules(commune) == []


def test_a_reason_keeps_a_warning_silent_and_is_shown(leap):
    done = override(leap, NANG_CAO, "2023", "thay-doi-3.1", " Kênh mới ")
    assert done.touched.any("check_override")
    found = period_findings(leap, NANG_CAO, "2023")
    [one] = found.overridden
    assert (found.open, one.reason, one.override.accepted_by) == ((), "Kênh mới", "An")
    assert one.override.accepted_on == leap.today()


def test_another_value_opens_the_finding_again_with_the_former_reason(leap):
    override(leap, NANG_CAO, "2023", "thay-doi-3.1", "Kênh mới")
    record_note(leap, NANG_CAO, "2023", "3.1", "ghi thêm")
    put(leap, c3_1="850/1000")
    assert open_rules(leap) == []
    put(leap, c3_1="86")
    [one] = period_findings(leap, NANG_CAO, "2023").open
    assert (one.reason, one.is_overridden) == ("Kênh mới", False)
    put(leap, c3_1="85")
    assert open_rules(leap) == []
    put(leap, "2022", c3_1="51")
    assert open_rules(leap) == ["thay-doi-3.1"]


def test_a_new_reason_takes_the_place_of_the_former_one(leap):
    override(leap, NANG_CAO, "2023", "thay-doi-3.1", "Kênh mới")
    put(leap, c3_1="86")
    override(leap, NANG_CAO, "2023", "thay-doi-3.1", "Kênh mới, đo lại")
    [one] = period_findings(leap, NANG_CAO, "2023").overridden
    assert one.reason == "Kênh mới, đo lại"
    assert len(records.list_records(leap, "check_override")) == 1


def test_undo_takes_a_reason_back(leap):
    override(leap, NANG_CAO, "2023", "thay-doi-3.1", "Kênh mới")
    assert history.undo(leap).label == "Giữ nguyên 3.1: Kênh mới"
    assert open_rules(leap) == ["thay-doi-3.1"]


def test_a_reason_is_needed_and_errors_stay(commune):
    put(commune, c14_4="13/12")
    with pytest.raises(InputError, match="lý do"):
        override(commune, NANG_CAO, "2023", "ty-le-14.4", "  ")
    with pytest.raises(InputError, match="không giữ nguyên được"):
        override(commune, NANG_CAO, "2023", "ty-le-14.4", "Đúng")
    with pytest.raises(NotFoundError, match=r"ty-le-3\.1"):
        override(commune, NANG_CAO, "2023", "ty-le-3.1", "Đúng")
    with pytest.raises(NotFoundError):
        override(commune, NANG_CAO, "2023", "ty-le-14.4", "Đúng", indicator="3.1")
    assert records.list_records(commune, "check_override") == ()


def test_a_reason_put_as_a_plain_record_meets_the_same_key(leap):
    override(leap, NANG_CAO, "2023", "thay-doi-3.1", "Kênh mới")
    [kept] = records.list_records(leap, "check_override")
    typed = {name: str(kept.values[name]) for name in ("unit", "period", "set_id", "rule")}
    saved = records.put_texts(
        leap, "check_override", None, {**typed, "indicators": "3.1", "reason": "Kênh N2 mới"}
    )
    assert saved.key == kept.key


def test_a_thon_has_findings_of_its_own(leap):
    put(leap, "2022", unit=THON, c3_1="10")
    put(leap, unit=THON, c3_1="90")
    override(leap, NANG_CAO, "2023", "thay-doi-3.1", "Kênh mới", unit=THON)
    assert open_rules(leap, unit=THON) == []
    assert open_rules(leap) == ["thay-doi-3.1"]


def test_recording_says_what_is_doubtful_about_the_typed_lines_only(leap):
    issues = put(leap, c17_5="90", c14_4="13/12").issues
    found = {(one.where, one.severity) for one in issues}
    assert found == {("14.4", Severity.ERROR), ("17.5", Severity.WARNING)}


def test_recording_does_not_ask_again_about_what_has_a_reason(leap):
    override(leap, NANG_CAO, "2023", "thay-doi-3.1", "Kênh mới")
    assert put(leap, c3_1="85").issues == ()


@pytest.mark.parametrize(("set_id", "period"), [("khong-co", "2023"), (NANG_CAO, "năm nay")])
def test_an_unknown_set_or_period_is_refused(commune, set_id, period):
    with pytest.raises((InputError, NotFoundError)):
        period_findings(commune, set_id, period)
