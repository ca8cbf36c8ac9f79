"""Entering figures: a pasted block is one step, and meets what is there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ntm_desktop.domain.figure_results import Verdict
from ntm_desktop.domain.figures import Figure, FigurePlan, FigureRate, Measure, measure_order
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import batches, history, records
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


def test_new_measures_units_and_emptied_plans_are_one_step(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "1"), economy("2023", "236", "plan")])
    [held] = commune.store.records(Measure)
    [plan] = commune.store.records(FigurePlan)
    recorded = record_figures(
        commune,
        [poor("2023", "2,46"), FigureDraft("Đường", "2023", "5")],
        units={held.key: "triệu đồng"},
        emptied=[plan.key],
        in_order=True,
    )
    assert (recorded.cells, recorded.created) == (4, (POOR, "Đường"))
    names = [row.measure.name for row in plan_sheet(commune, "2023").rows]
    assert names == [ECONOMY, POOR, "Đường"]
    assert commune.store.records(FigurePlan) == []
    assert plan_sheet(commune, "2023").rows[0].actual_text == "1 triệu đồng"
    history.undo(commune)
    [row] = plan_sheet(commune, "2023").rows
    assert (row.actual_text, row.plans[0].text) == ("1 tỷ đồng", "236 tỷ đồng")
    assert row.measure == held


def test_new_measures_leave_the_order_of_the_others(commune: Workspace) -> None:
    for name, place in (("B", "7"), ("Z", ""), ("C", "3"), ("A", "")):
        put(commune, "measure", name=name, place=place)
    record_figures(commune, [FigureDraft(one, "2023", "1") for one in ("Y", "X")], in_order=True)
    ordered = sorted(commune.store.records(Measure), key=measure_order)
    assert [one.name for one in ordered] == ["C", "B", "A", "Z", "Y", "X"]
    places = {one.name: one.place for one in ordered}
    assert (places["C"], places["B"]) == (3, 7)


def test_a_deleted_measure_takes_its_plans_and_rates_along(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "1"), economy("2023", "236", "plan")])
    [measure] = commune.store.records(Measure)
    put(
        commune, "figure_rate", measure=measure.key, period="2023", kind="% kế hoạch", value="109,6"
    )
    batches.delete_whole(commune, "measure", measure.key)
    for kind in (Measure, Figure, FigurePlan, FigureRate):
        assert commune.store.records(kind) == []
    history.undo(commune)
    [row] = plan_sheet(commune, "2023").rows
    assert (len(row.plans), len(row.rates)) == (1, 1)


def test_a_plan_that_is_gone_keeps_the_whole_block_out(commune: Workspace) -> None:
    with pytest.raises(NotFoundError):
        record_figures(commune, [economy("2023", "1")], emptied=["06901/none"])
    assert commune.store.records(Measure) == []


def test_a_figure_is_read_with_the_unit_typed_beside_it(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "1")])
    [held] = commune.store.records(Measure)
    draft = FigureDraft(held.key, "2023", "258,7 triệu đồng")
    with pytest.raises(InputError):
        record_figures(commune, [draft])
    record_figures(commune, [draft], units={held.key: "triệu đồng"})
    assert plan_sheet(commune, "2023").rows[0].actual_text == "258,7 triệu đồng"


def test_more_than_the_whole_is_kept_and_doubted(commune: Workspace) -> None:
    record_figures(commune, [FigureDraft("Đường", "2023", "31/02", measure_unit="km")])
    [row] = plan_sheet(commune, "2023").rows
    assert row.doubts == ("Số thực hiện 31 lớn hơn tổng số 2.",)


@pytest.mark.parametrize(
    "text", ["1e9", "9" * 30, "12.5.1", "5 tỷ tỷ", "1.234,5,6", "0x10", "12%", "--5"]
)
def test_hostile_figures_are_refused_in_words_and_change_nothing(
    commune: Workspace, text: str
) -> None:
    record_figures(commune, [economy("2023", "1")])
    for part in ("actual", "previous", "plan"):
        with pytest.raises(InputError) as refused:
            record_figures(commune, [economy("2023", text, part)])
        assert str(refused.value).strip()
    [figure] = commune.store.records(Figure)
    assert (figure.actual, figure.previous) == (1, None)
    assert commune.store.records(FigurePlan) == []


@pytest.mark.parametrize("period", ["20244", "", "2023-H3", "31/02", "2023-13", "năm 2023"])
def test_a_period_there_is_not_is_refused(commune: Workspace, period: str) -> None:
    with pytest.raises(InputError):
        record_figures(commune, [economy(period, "1")])


def test_a_planned_growth_is_a_plan_of_its_own_and_reckoned_once_the_base_is_there(
    commune: Workspace,
) -> None:
    record_figures(
        commune,
        [
            economy("2023", "258,7"),
            economy("2023", "236", "plan"),
            economy("2023", "tăng 14%", "plan"),
        ],
    )
    [row] = plan_sheet(commune, "2023").rows
    assert [one.text for one in row.plans] == ["236 tỷ đồng", "tăng 14%"]
    assert row.plans[1].verdict is Verdict.UNKNOWN
    assert row.plans[1].reason
    record_figures(commune, [economy("2022", "225,9")])
    [row] = plan_sheet(commune, "2023").rows
    assert row.plans[1].verdict is Verdict.EXCEEDED


def test_a_plan_typed_over_as_a_growth_stays_one_plan(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "236", "plan")])
    [plan] = commune.store.records(FigurePlan)
    record_figures(commune, [economy("2023", "tăng 12%", "plan", plan=plan.key)])
    [now] = commune.store.records(FigurePlan)
    assert (now.key, now.matter, now.value) == (plan.key, "growth", 12)
