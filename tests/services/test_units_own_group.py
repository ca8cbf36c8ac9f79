"""A unit that sends its own data comes out at its superior as it does at home."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

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
RATE = "14.1"  # 95 % in the plain, less in the mountains


@dataclass
class Below:
    """A province and two communes of different groups that sent it their figures."""

    province: Workspace
    plain: Workspace
    mountains: Workspace

    def give(self, commune: Workspace) -> None:
        """Send everything of a commune to the province."""
        sent = exchange.send_package(commune, commune.folder.parent / f"out-{commune.owner}")
        taken = exchange.take_packages(
            self.province, sent.files, exchange.own_fingerprint(commune)
        )
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


def _outcomes(workspace: Workspace, unit: str | None = None) -> dict[str, object]:
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
    assert _outcomes(below.plain) != _outcomes(below.mountains), "the groups ask for different rates"
    progress = unit_progress.unit_progress(below.province, NANG_CAO, "2023")
    of_code = {one.code: one for one in progress.units}
    for commune in (below.plain, below.mountains):
        code, home = commune.owner, standing(commune, NANG_CAO, "2023")
        assert _outcomes(below.province, code) == _outcomes(commune)
        there = standing(below.province, NANG_CAO, "2023", code)
        assert there.assessment.counts == home.assessment.counts
        assert of_code[code].met == home.assessment.counts.criteria_met
        assert of_code[code].indicators_met == home.assessment.counts.indicators_met
