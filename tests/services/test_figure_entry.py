"""Entering figures: a pasted block is one step, and meets what is there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ntm_desktop.domain.figures import Figure, FigurePlan, Measure
from ntm_desktop.errors import InputError
from ntm_desktop.services import history, records
from ntm_desktop.services.figures import FigureDraft, plan_sheet, record_figures
from ntm_desktop.services.workspace import Workspace
from tests.services.conftest import Offices

ECONOMY, POOR = "Tổng giá trị kinh tế", "Tỷ lệ hộ nghèo"


def economy(period: str, text: str, part: str = "actual", **more: str) -> FigureDraft:
    return FigureDraft(
        ECONOMY, period, text, part, measure_unit="tỷ đồng", direction="higher", **more
    )


def poor(period: str, text: str, part: str = "actual", **more: str) -> FigureDraft:
    return FigureDraft(POOR, period, text, part, measure_unit="%", direction="lower", **more)


def put(workspace: Workspace, entity: str, **typed: str) -> str:
    return records.put_texts(workspace, entity, None, typed).key


def test_a_block_is_one_step_that_makes_the_measures_it_names(commune: Workspace) -> None:
    recorded = record_figures(
        commune,
        [
            economy("2022", "225,9"),
            economy("2023", "258,7"),
            economy("2023", "236", "plan", level="hdnd"),
            poor("2023", "2,46"),
        ],
    )
    assert (recorded.cells, recorded.created) == (4, (ECONOMY, POOR))
    assert recorded.touched.any("figure", "figure_plan", "measure")
    assert len(plan_sheet(commune, "2023").rows) == 2
    history.undo(commune)
    assert plan_sheet(commune, "2023").rows == ()
    assert commune.store.records(Measure) == []


def test_one_bad_cell_keeps_the_whole_block_out(commune: Workspace) -> None:
    with pytest.raises(InputError):
        record_figures(commune, [economy("2023", "258,7"), economy("2022", "12.5")])
    assert commune.store.records(Measure) == []
    assert commune.store.records(Figure) == []


def test_two_cells_for_one_place_are_refused(commune: Workspace) -> None:
    with pytest.raises(InputError):
        record_figures(commune, [economy("2023", "1"), economy("2023", "2")])
    plans = [economy("2023", "1", "plan", level=level) for level in ("tinh", "hdnd")]
    record_figures(commune, plans)
    assert len(commune.store.records(FigurePlan)) == 2


def test_an_emptied_cell_empties_the_figure(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "ước đạt 258,7")])
    record_figures(commune, [economy("2023", "")])
    [figure] = commune.store.records(Figure)
    assert (figure.actual, figure.word) == (None, None)


def test_a_block_meets_the_figure_that_is_there(commune: Workspace) -> None:
    key = put(commune, "measure", name=ECONOMY, measure_unit="tỷ đồng")
    saved = records.put_texts(
        commune, "figure", "06901/f0123456789", {"measure": key, "period": "2023", "actual": "1"}
    )
    record_figures(commune, [economy("2023", "258,7")])
    [figure] = commune.store.records(Figure)
    assert (figure.key, figure.actual) == (saved.key, Decimal("258.7"))


def test_a_block_meets_the_plan_whose_document_was_named_later(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "236", "plan")])
    [plan] = commune.store.records(FigurePlan)
    records.put_texts(commune, "figure_plan", plan.key, {"level": "hdnd"})
    record_figures(commune, [economy("2023", "240", "plan", level="hdnd")])
    record_figures(commune, [economy("2023", "1", "plan")])
    held = {one.level: one.value for one in commune.store.records(FigurePlan)}
    assert held == {"hdnd": 240, None: 1}
    record_figures(commune, [economy("2023", "", "plan", level="hdnd")])
    assert commune.store.record(FigurePlan, plan.key).value is None


def test_two_computers_meet_in_one_figure_and_plan(offices: Offices) -> None:
    block = [economy("2023", "258,7"), economy("2023", "236", "plan", level="hdnd")]
    keys = []
    for place in ("one", "two"):
        office = offices.new(place)
        record_figures(office, block)
        keys.append(
            [one.key for cls in (Measure, Figure, FigurePlan) for one in office.store.records(cls)]
        )
    assert keys[0] == keys[1]


def test_the_same_name_with_another_unit_is_asked_for(commune: Workspace) -> None:
    for unit in ("hộ", "%"):
        put(commune, "measure", name=POOR, measure_unit=unit)
    with pytest.raises(InputError) as refused:
        record_figures(commune, [FigureDraft(POOR, "2023", "5")])
    assert "hộ" in refused.value.hint
    record_figures(commune, [FigureDraft(POOR, "2023", "5", measure_unit="hộ")])
    assert plan_sheet(commune, "2023").rows[0].actual_text == "5 hộ"


def test_a_figure_moved_to_another_period_is_not_overwritten(commune: Workspace) -> None:
    key = put(commune, "measure", name=ECONOMY)
    first = put(commune, "figure", measure=key, period="2023", actual="1")
    records.put_texts(commune, "figure", first, {"period": "2022"})
    second = put(commune, "figure", measure=key, period="2023", actual="2")
    assert first != second
    assert {one.period: one.actual for one in commune.store.records(Figure)} == {
        "2022": 1,
        "2023": 2,
    }


def test_day_source_and_kind_of_the_earlier_value_are_kept(commune: Workspace) -> None:
    record_figures(commune, [poor("2023", "2,46", as_of="15/12/2023", source="BC 12")])
    record_figures(commune, [poor("2023", "3,67", "previous", previous_kind="start")])
    record_figures(commune, [poor("2023", "2,4"), poor("2023", "3,6", "previous")])
    [figure] = commune.store.records(Figure)
    assert (str(figure.as_of), figure.source) == ("2023-12-15", "BC 12")
    assert (figure.previous, figure.previous_kind) == (Decimal("3.6"), "start")


def test_a_cell_without_a_name_is_refused(commune: Workspace) -> None:
    with pytest.raises(InputError):
        record_figures(commune, [FigureDraft(" ", "2023", "5")])


def test_a_renamed_measure_is_not_taken_for_its_old_name(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "1")])
    [old] = commune.store.records(Measure)
    records.put_texts(commune, "measure", old.key, {"name": "GRDP"})
    record_figures(commune, [economy("2023", "2")])
    assert {row.measure.name: row.actual_text for row in plan_sheet(commune, "2023").rows} == {
        "GRDP": "1 tỷ đồng",
        ECONOMY: "2 tỷ đồng",
    }
