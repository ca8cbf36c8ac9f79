"""Units below the office in one set: from indicators or totals, counted, named where empty."""

import datetime
from decimal import Decimal

import pytest

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.services import exchange, units
from ntm_desktop.services.criteria import follow
from ntm_desktop.services.entry import (
    TotalDraft,
    ValueDraft,
    entry_sheet,
    record_total,
    record_values,
    refreshed,
)
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.review import standing
from ntm_desktop.services.unit_progress import UnitProgress, UnitsProgress, unit_progress
from ntm_desktop.services.workspace import Workspace
from tests.services.conftest import NANG_CAO, Offices

KHU_DAN_CU = "khu-dan-cu-ntm-kieu-mau-ha-tinh"
TITLE = "Thôn đạt chuẩn nông thôn mới kiểu mẫu"


@pytest.fixture
def villages(commune: Workspace) -> Workspace:
    """Three thôn: one reached everything, one lacks a criterion, one has no figures."""
    follow(commune, KHU_DAN_CU, "chung")
    units.add_units(commune, ["Thôn 10", "Thôn 2", "Thôn 3"])
    declare(commune, "Thôn 2", "dat")
    declare(commune, "Thôn 10", "dat", last="chua-dat")
    return commune


def declare(workspace: Workspace, name: str, word: str, last: str = "", to: int = 10) -> None:
    code = units.unit_code(workspace, name)
    drafts = [ValueDraft(KHU_DAN_CU, "2023", str(n), word, code) for n in range(1, to + 1)]
    if last:
        drafts[-1] = ValueDraft(KHU_DAN_CU, "2023", str(to), last, code)
    record_values(workspace, drafts)


def of_name(found: UnitsProgress, name: str) -> UnitProgress:
    return next(one for one in found.units if one.name == name)


def test_every_unit_of_the_level_is_listed_in_order(villages: Workspace) -> None:
    found = unit_progress(villages, KHU_DAN_CU, "2023")
    assert [(one.name, one.met, one.total, one.outcome, one.source) for one in found.units] == [
        ("Thôn 2", 10, 10, Outcome.MET, "items"),
        ("Thôn 3", 0, 10, Outcome.NO_DATA, "none"),
        ("Thôn 10", 9, 10, Outcome.NOT_MET, "items"),
    ]
    assert found.period.label == "năm 2023"


def test_the_rollup_counts_from_the_list_and_names_who_has_no_data(villages: Workspace) -> None:
    rollup = unit_progress(villages, KHU_DAN_CU, "2023").rollup
    assert (rollup.met, rollup.total, rollup.share) == (1, 3, Decimal("33.33"))
    assert rollup.no_data == ("Thôn 3",)
    assert rollup.text == "01/03 thôn (33,33%)"


def test_progress_agrees_with_the_standing_of_each_unit(villages: Workspace) -> None:
    for one in unit_progress(villages, KHU_DAN_CU, "2023").units:
        alone = standing(villages, KHU_DAN_CU, "2023", one.code)
        assert (one.met, one.total) == alone.criteria
        assert one.source == alone.source
        assert one.outcome is alone.assessment.outcome


def test_a_unit_with_some_criteria_left_is_not_without_data(villages: Workspace) -> None:
    declare(villages, "Thôn 3", "dat", to=4)
    found = unit_progress(villages, KHU_DAN_CU, "2023")
    third = of_name(found, "Thôn 3")
    assert (third.met, third.outcome, third.source) == (4, Outcome.NO_DATA, "items")
    assert found.rollup.no_data == ()


@pytest.mark.parametrize(
    ("criteria", "outcome"), [("10/10", Outcome.MET), ("9/10", Outcome.NOT_MET)]
)
def test_totals_count_where_there_are_no_details(
    villages: Workspace, criteria: str, outcome: Outcome
) -> None:
    code = units.unit_code(villages, "Thôn 3")
    draft = TotalDraft(period_id="2023", set_id=KHU_DAN_CU, unit=code, criteria=criteria)
    record_total(villages, draft)
    third = of_name(unit_progress(villages, KHU_DAN_CU, "2023"), "Thôn 3")
    assert (third.source, third.outcome) == ("totals", outcome)


def test_points_alone_tell_no_outcome(villages: Workspace) -> None:
    code = units.unit_code(villages, "Thôn 3")
    draft = TotalDraft(period_id="2023", set_id=KHU_DAN_CU, unit=code, points="72/100")
    record_total(villages, draft)
    third = of_name(unit_progress(villages, KHU_DAN_CU, "2023"), "Thôn 3")
    assert (third.source, third.outcome) == ("totals", Outcome.NO_DATA)


def test_plans_and_cleared_lines_are_no_data(villages: Workspace) -> None:
    code = units.unit_code(villages, "Thôn 3")
    record_values(villages, [ValueDraft(KHU_DAN_CU, "2023", "1", "dat", code, planned=True)])
    assert of_name(unit_progress(villages, KHU_DAN_CU, "2023"), "Thôn 3").source == "none"


def test_the_office_is_not_one_of_its_units(villages: Workspace) -> None:
    record_values(villages, [ValueDraft(KHU_DAN_CU, "2023", "1", "dat")])
    assert len(unit_progress(villages, KHU_DAN_CU, "2023").units) == 3


def test_figures_of_a_village_in_the_set_of_its_commune_make_no_list(villages: Workspace) -> None:
    code = units.unit_code(villages, "Thôn 2")
    record_values(villages, [ValueDraft(NANG_CAO, "2023", "14.1", "95", code)])
    found = unit_progress(villages, NANG_CAO, "2023")
    assert found.units == ()
    assert found.rollup.share is None


def test_a_closed_unit_counts_in_its_time_and_its_late_figures_are_named(
    villages: Workspace,
) -> None:
    units.close(villages, units.unit_code(villages, "Thôn 2"), datetime.date(2023, 7, 1))
    found = unit_progress(villages, KHU_DAN_CU, "2023")
    assert [one.name for one in found.units] == ["Thôn 3", "Thôn 10"]
    assert found.beyond == ("Thôn 2",)
    assert len(unit_progress(villages, KHU_DAN_CU, "2023-H1").units) == 3


def test_a_unit_is_counted_from_the_day_it_came_to_be(villages: Workspace) -> None:
    code = units.unit_code(villages, "Thôn 3")
    put_texts(villages, "admin_unit", f"06901/unit/{code}", {"valid_from": "1/1/2024"})
    assert unit_progress(villages, KHU_DAN_CU, "2023").rollup.total == 2
    assert unit_progress(villages, KHU_DAN_CU, "2024").rollup.total == 3


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (["Ấp Một", "Ấp Hai"], "ấp"),
        (["Tổ dân phố 1", "Thôn 2"], "thôn, tổ dân phố"),
        (["Buôn A", "Bản B", "Thôn C"], "thôn"),
        (["Phú Lộc"], "thôn"),
    ],
)
def test_units_are_counted_with_their_own_word(
    commune: Workspace, names: list[str], word: str
) -> None:
    units.add_units(commune, names)
    assert unit_progress(commune, KHU_DAN_CU, "2023").rollup.word == word


def test_the_share_has_two_decimals_half_up(commune: Workspace) -> None:
    units.add_units(commune, [f"Thôn {n}" for n in range(1, 86)])
    for n in range(1, 74):
        code = units.unit_code(commune, f"Thôn {n}")
        draft = TotalDraft(period_id="2023", set_id=KHU_DAN_CU, unit=code, criteria="10/10")
        record_total(commune, draft)
    rollup = unit_progress(commune, KHU_DAN_CU, "2023").rollup
    assert rollup.text == "73/85 thôn (85,88%)"
    assert len(rollup.no_data) == 12


def test_a_superior_reads_communes_it_never_wrote_down(offices: Offices) -> None:
    superior = offices.new("h", code="189", level="huyen", name="Mẫu", sets=((NANG_CAO, None),))
    units.add_units(superior, ["Xã Một", "Xã Hai"])
    for code, met in (("06901", "19/19"), ("00004", "12/19")):
        draft = TotalDraft(period_id="2023", set_id=NANG_CAO, unit=code, criteria=met)
        record_total(superior, draft)
    found = unit_progress(superior, NANG_CAO, "2023")
    assert {"Xã Quảng An", "Xã Một", "Xã Hai"} <= {one.name for one in found.units}
    assert found.rollup.total == 4
    assert found.rollup.met == 1


# --- what other offices sent ---


def give(sender: Workspace, receiver: Workspace) -> None:
    sent = exchange.send_package(sender, sender.folder.parent / f"out-{sender.owner}")
    key = exchange.own_fingerprint(sender)
    taken = exchange.take_packages(receiver, sent.files, key, foreign=[sender.owner])
    assert taken.error is None


def test_a_commune_that_sent_its_figures_stands_in_the_list_of_its_superior(
    offices: Offices,
) -> None:
    superior = offices.new("h", code="189", level="huyen", name="Mẫu", sets=((NANG_CAO, None),))
    commune = offices.new("a")
    follow(commune, KHU_DAN_CU, "chung")
    units.add_units(commune, ["Thôn 1", "Thôn 2"])
    declare(commune, "Thôn 1", "dat")
    draft = TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="19/19")
    record_total(commune, draft)
    give(commune, superior)
    communes = unit_progress(superior, NANG_CAO, "2023")
    assert [(one.name, one.met) for one in communes.units] == [("Xã Quảng An", 19)]
    assert communes.rollup.text == "01/01 xã (100%)"
    names = [one.name for one in units.within_reach(superior)]
    assert names == ["Thôn 1", "Thôn 2", "Xã Quảng An"]
    assert units.all_below(superior) == ()
    assert [one.name for one in unit_progress(superior, KHU_DAN_CU, "2023").units] == ["Thôn 1"]
    units.add_unit(superior, "Xã Quảng An", "06902")  # another code: it is not the one that sent
    put_texts(commune, "admin_unit", "06901/unit/06901", {"parent_code": "189"})
    give(commune, superior)
    villages = unit_progress(superior, KHU_DAN_CU, "2023")
    assert villages.rollup.text == "01/02 thôn (50%)"


def test_a_commune_of_another_superior_is_not_counted(offices: Offices) -> None:
    superior = offices.new("h", code="189", level="huyen", name="Mẫu", sets=((NANG_CAO, None),))
    commune = offices.new("a", parent_code="190")
    draft = TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="19/19")
    record_total(commune, draft)
    give(commune, superior)
    assert unit_progress(superior, NANG_CAO, "2023").units == ()
    assert units.within_reach(superior) == ()


def test_villages_of_a_neighbour_are_not_ours(villages: Workspace, offices: Offices) -> None:
    neighbour = offices.new("b", code="06904", name="Láng giềng")
    units.add_unit(neighbour, "Thôn 99")
    declare(neighbour, "Thôn 99", "dat")
    give(neighbour, villages)
    assert unit_progress(villages, KHU_DAN_CU, "2023").rollup.total == 3


def test_a_unit_the_office_wrote_figures_for_is_not_lost(villages: Workspace) -> None:
    drafts = [ValueDraft(KHU_DAN_CU, "2023", "1", "dat", "x0123456789")]
    record_values(villages, drafts)
    found = of_name(unit_progress(villages, KHU_DAN_CU, "2023"), "x0123456789")
    assert (found.met, found.source) == (1, "items")


# --- what the office typed ---


def typed(workspace: Workspace, title: str, achieved: str, total: str, period: str) -> None:
    fields = {"title": title, "achieved": achieved, "total": total, "period": period}
    put_texts(workspace, "recognition_rollup", None, fields)


def test_a_typed_count_that_disagrees_is_told_and_kept(villages: Workspace) -> None:
    typed(villages, TITLE, "2", "3", "2023")
    (issue,) = unit_progress(villages, KHU_DAN_CU, "2023").differences
    assert "02/03" in issue.text
    assert "01/03" in issue.text
    assert unit_progress(villages, KHU_DAN_CU, "2023").rollup.met == 1


@pytest.mark.parametrize(
    ("title", "achieved", "total", "period"),
    [
        (TITLE, "1", "3", "2023"),
        (TITLE, "1", "", "2023"),
        (TITLE, "2", "3", "2022"),
        ("Thôn đạt chuẩn nông thôn mới", "2", "3", "2023"),
        ("Xã đạt chuẩn nông thôn mới kiểu mẫu", "4", "13", "2023"),
    ],
)
def test_no_difference_where_counts_agree_or_speak_of_something_else(
    villages: Workspace, title: str, achieved: str, total: str, period: str
) -> None:
    typed(villages, title, achieved, total, period)
    assert unit_progress(villages, KHU_DAN_CU, "2023").differences == ()


def test_nothing_is_compared_before_any_unit_has_figures(villages: Workspace) -> None:
    typed(villages, TITLE, "2", "3", "2022")
    assert unit_progress(villages, KHU_DAN_CU, "2022").differences == ()


def test_a_title_of_a_decision_for_the_set_is_the_same_title(villages: Workspace) -> None:
    fields = {"title": "Làng văn hóa mới", "set_id": KHU_DAN_CU}
    put_texts(villages, "recognition", None, fields)
    typed(villages, "Làng văn hóa mới", "2", "3", "2023")
    assert len(unit_progress(villages, KHU_DAN_CU, "2023").differences) == 1


# --- several offices about one unit ---


@pytest.fixture
def both(offices: Offices) -> tuple[Workspace, Workspace]:
    """Return a superior and a commune that both keep figures of the commune."""
    superior = offices.new("h", code="189", level="huyen", name="Mẫu", sets=((NANG_CAO, None),))
    commune = offices.new("a", parent_code="189")
    return superior, commune


@pytest.mark.parametrize("is_superior_first", [True, False])
def test_a_unit_s_own_figures_stand_before_those_others_keep_and_the_difference_is_told(
    both: tuple[Workspace, Workspace], is_superior_first: bool
) -> None:
    superior, commune = both
    about = commune.owner
    if is_superior_first:
        record_values(superior, [ValueDraft(NANG_CAO, "2023", "17.5", "chua-dat", about)])
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "17.5", "@dat: biên bản")])
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "17.6", "@dat: biên bản")])
    give(commune, superior)
    alike = [
        ValueDraft(NANG_CAO, "2023", "17.5", "@chua-dat: kiểm tra", about),
        ValueDraft(NANG_CAO, "2023", "17.6", "@dat: biên bản", about),
    ]
    record_values(superior, alike)
    found = unit_progress(superior, NANG_CAO, "2023")
    (row,) = found.units
    assert row.indicators_met == 2
    (issue,) = found.differences
    assert "17.5" in issue.text
    assert "17.6" not in issue.text
    assert issue.where == about


def test_what_the_office_types_about_a_unit_is_what_its_sheet_shows_and_marks(
    both: tuple[Workspace, Workspace],
) -> None:
    superior, commune = both
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "3.1", "95")])
    give(commune, superior)
    record_values(superior, [ValueDraft(NANG_CAO, "2023", "3.1", "80", commune.owner)])
    sheet = entry_sheet(superior, NANG_CAO, "2023", commune.owner)
    row = next(row for group in sheet.groups for row in group.rows if row.code == "3.1")
    assert (row.value_text, row.conflict) == ("80", True)
    record_values(superior, [ValueDraft(NANG_CAO, "2023", "3.1", "95", commune.owner)])
    again = refreshed(superior, sheet, ["3.1"])
    row = next(row for group in again.groups for row in group.rows if row.code == "3.1")
    assert (row.value_text, row.conflict) == ("95", False)


def test_a_unit_s_own_total_stands_before_that_of_others(
    both: tuple[Workspace, Workspace],
) -> None:
    superior, commune = both
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="17/19"))
    give(commune, superior)
    draft = TotalDraft(period_id="2023", set_id=NANG_CAO, unit=commune.owner, criteria="12/19")
    record_total(superior, draft)
    (row,) = unit_progress(superior, NANG_CAO, "2023").units
    assert (row.met, row.source) == (17, "totals")


def test_what_the_office_clears_again_lets_the_unit_s_own_figure_stand(
    both: tuple[Workspace, Workspace],
) -> None:
    superior, commune = both
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "3.1", "95")])
    give(commune, superior)
    for text in ("80", ""):
        record_values(superior, [ValueDraft(NANG_CAO, "2023", "3.1", text, commune.owner)])
    sheet = entry_sheet(superior, NANG_CAO, "2023", commune.owner)
    row = next(row for group in sheet.groups for row in group.rows if row.code == "3.1")
    assert (row.value_text, row.conflict) == ("95", False)


def test_what_is_not_applicable_counts_in_the_list_and_is_kept_apart(villages):
    code = units.unit_code(villages, "Thôn 3")
    na = ValueDraft(KHU_DAN_CU, "2023", "1", "na: thôn không có", code)
    record_values(villages, [na])
    found = standing(villages, KHU_DAN_CU, "2023", code).assessment.counts
    one = next(row for row in unit_progress(villages, KHU_DAN_CU, "2023").units if row.code == code)
    assert one.indicators_met == found.indicators_met
    assert one.indicators_reached == found.indicators_reached
