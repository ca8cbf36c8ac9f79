"""A unit that sends its own data comes out at its superior as it does at home."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.overlay_text import OverlayDraft
from ntm_desktop.services import appraisal, exchange, overlays, trend, unit_progress, value_matrix
from ntm_desktop.services.criteria import criteria_set, follow
from ntm_desktop.services.entry import ValueDraft, entry_sheet, record_values
from ntm_desktop.services.reassessment import reassess
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.review import standing
from ntm_desktop.services.workspace import Workspace
from tests.services.conftest import NANG_CAO, Offices

PLAIN, MOUNTAINS = "dbsh", "tdmnpb"
RATE = "14.4"  # 70 % in the mountains, a target of its own elsewhere


@dataclass
class Below:
    """A province and two communes of different groups that sent it their figures."""

    province: Workspace
    plain: Workspace
    mountains: Workspace

    def give(self, commune: Workspace) -> None:
        """Send everything of a commune to the province."""
        sent = exchange.send_package(commune, commune.folder.parent / f"out-{commune.owner}")
        taken = exchange.take_packages(self.province, sent.files, exchange.own_fingerprint(commune))
        assert taken.error is None


@pytest.fixture
def below(offices: Offices) -> Below:
    """Both communes typed the same rates; the province follows the set without a group."""
    province = offices.new("tinh", code="22", name="Quảng Ninh", level="tinh", sets=[])
    plain = offices.new("a", parent_code="22")
    hills = offices.new(
        "b", code="06904", name="Vùng cao", parent_code="22", sets=[(NANG_CAO, MOUNTAINS)]
    )
    made = Below(province, plain, hills)
    for commune in (plain, hills):
        drafts = [
            ValueDraft(NANG_CAO, "2023", one.code, _typed(one))
            for one in criteria_set(NANG_CAO).indicators
        ]
        record_values(commune, [one for one in drafts if one.text])
        made.give(commune)
    return made


def _typed(indicator: object) -> str:
    """Return 92 for a rate and nothing else."""
    return "92" if getattr(indicator, "measure_unit", "") == "%" else ""


def _outcomes(workspace: Workspace, unit: str | None = None) -> dict[str, tuple[Outcome, str]]:
    """Return outcome and target of every line of the sheet of 2023."""
    sheet = entry_sheet(workspace, NANG_CAO, "2023", unit)
    return {
        row.code: (row.assessment.outcome, row.target_text)
        for group in sheet.groups
        for row in group.rows
    }


@pytest.mark.parametrize("own", [None, PLAIN, MOUNTAINS])
def test_a_superior_sees_each_commune_as_it_sees_itself(below: Below, own: str | None) -> None:
    if own:
        follow(below.province, NANG_CAO, own)
    assert _outcomes(below.plain) != _outcomes(below.mountains), (
        "the groups ask for different rates"
    )
    progress = unit_progress.unit_progress(below.province, NANG_CAO, "2023")
    of_code = {one.code: one for one in progress.units}
    for commune in (below.plain, below.mountains):
        code, home = commune.owner, standing(commune, NANG_CAO, "2023")
        assert _outcomes(below.province, code) == _outcomes(commune)
        there = standing(below.province, NANG_CAO, "2023", code)
        assert there.assessment.counts == home.assessment.counts
        assert of_code[code].met == home.assessment.counts.criteria_met
        assert of_code[code].indicators_met == home.assessment.counts.indicators_met


def test_trend_table_what_if_and_appraisal_of_a_commune_go_by_its_own_group(below: Below) -> None:
    for commune in (below.plain, below.mountains):
        code = commune.owner
        assert trend_of(below.province, code) == trend_of(commune)
        there = value_matrix.by_period(below.province, NANG_CAO, "2023", code)
        assert there.rows == value_matrix.by_period(commune, NANG_CAO, "2023").rows
        there_if = reassess(below.province, NANG_CAO, "2023", code)
        home_if = reassess(commune, NANG_CAO, "2023")
        assert there_if.standing.assessment.counts == home_if.standing.assessment.counts
        assert there_if.group == home_if.group
        sheet = appraisal.appraisal_sheet(below.province, NANG_CAO, "2023", code)
        assert sheet.rows == appraisal.appraisal_sheet(commune, NANG_CAO, "2023").rows


def trend_of(workspace: Workspace, unit: str | None = None) -> object:
    """Return the line of a unit without its name."""
    return trend.set_trend(workspace, NANG_CAO, "2023", unit).points


def test_a_target_the_commune_set_itself_holds_at_its_superior_for_it_alone(below: Below) -> None:
    overlays.set_target(below.mountains, NANG_CAO, OverlayDraft(indicator=RATE, text="99"))
    below.give(below.mountains)
    assert _outcomes(below.province, below.mountains.owner) == _outcomes(below.mountains)
    assert _outcomes(below.province, below.plain.owner) == _outcomes(below.plain)
    progress = unit_progress.unit_progress(below.province, NANG_CAO, "2023")
    of_code = {one.code: one.indicators_met for one in progress.units}
    for commune in (below.plain, below.mountains):
        home = standing(commune, NANG_CAO, "2023").assessment.counts
        assert of_code[commune.owner] == home.indicators_met


def test_a_target_of_the_superior_holds_for_every_commune_below(below: Below) -> None:
    follow(below.province, NANG_CAO, PLAIN)
    draft = OverlayDraft(indicator=RATE, text="70", group="*", set_by="province")
    overlays.set_target(below.province, NANG_CAO, draft)
    for commune in (below.plain, below.mountains):
        outcome, target = _outcomes(below.province, commune.owner)[RATE]
        assert (outcome.value, target) == ("met", "≥ 70%")


def test_where_nobody_says_the_group_the_level_is_said_to_be_unknown(below: Below) -> None:
    put_texts(below.province, "admin_unit", None, {"code": "06907", "name": "Xã Ba", "level": "xa"})
    record_values(below.province, [ValueDraft(NANG_CAO, "2023", RATE, "92", "06907")])
    sheet = entry_sheet(below.province, NANG_CAO, "2023", "06907")
    row = next(row for one in sheet.groups for row in one.rows if row.code == RATE)
    assert "chưa biết mức yêu cầu cho nhóm xã" in row.assessment.explanation
