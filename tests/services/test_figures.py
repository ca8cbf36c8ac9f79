"""The sheet of a plan: plans of several documents, earlier values, counts, a block as one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntm_desktop.domain.figure_results import Verdict
from ntm_desktop.domain.figures import Figure, FigurePlan, Measure
from ntm_desktop.domain.periods import PeriodKind
from ntm_desktop.services import records, sheets
from ntm_desktop.services.figures import FigureDraft, plan_sheet, record_figures, series
from ntm_desktop.services.workspace import Workspace

ECONOMY, POOR, INCOME = "Tổng giá trị kinh tế", "Tỷ lệ hộ nghèo", "Thu nhập bình quân"


def economy(period: str, text: str, part: str = "actual", **more: str) -> FigureDraft:
    return FigureDraft(
        ECONOMY, period, text, part, measure_unit="tỷ đồng", direction="higher", **more
    )


def poor(period: str, text: str, part: str = "actual", **more: str) -> FigureDraft:
    return FigureDraft(POOR, period, text, part, measure_unit="%", direction="lower", **more)


def put(workspace: Workspace, entity: str, **typed: str) -> str:
    return records.put_texts(workspace, entity, None, typed).key


def measure(workspace: Workspace, name: str) -> Measure:
    [found] = [one for one in workspace.store.records(Measure) if one.name == name]
    return found


def test_the_plan_without_a_document_stays_a_plan(commune: Workspace) -> None:
    key = put(commune, "measure", name=ECONOMY, measure_unit="tỷ đồng", direction="higher")
    put(commune, "figure", measure=key, period="2023", actual="258,7", planned="236")
    [row] = plan_sheet(commune, "2023").rows
    assert [one.percent_text for one in row.plans] == ["đạt 109,6% kế hoạch"]
    assert row.verdict is Verdict.EXCEEDED


def test_each_plan_is_tied_to_its_document(commune: Workspace) -> None:
    document = put(commune, "official_document", number="27/NQ-HĐND")
    record_figures(
        commune,
        [
            economy("2023", "4"),
            economy("2023", "1", "plan", level="tinh", document_text="QĐ của tỉnh"),
            economy("2023", "5", "plan", level="hdnd", document=document),
        ],
    )
    [row] = plan_sheet(commune, "2023").rows
    assert [(one.level_text, one.document_text, one.percent_text) for one in row.plans] == [
        ("nghị quyết HĐND", "27/NQ-HĐND", "đạt 80% chỉ tiêu nghị quyết HĐND"),
        ("kế hoạch tỉnh giao", "QĐ của tỉnh", "đạt 400% kế hoạch tỉnh giao"),
    ]
    assert row.verdict is Verdict.NOT_MET


def test_growth_is_held_against_the_same_period_a_year_before(commune: Workspace) -> None:
    record_figures(commune, [economy("2022-9M", "200"), economy("2023-9M", "230")])
    [row] = plan_sheet(commune, "2023-9M").rows
    assert row.previous is not None
    assert row.previous.period is not None
    assert row.change_text == "tăng 15% so với cùng kỳ năm trước"
    assert row.sentence == "230 tỷ đồng; tăng 15% so với cùng kỳ năm trước"


def test_an_earlier_value_the_source_states_is_doubted_where_another_is_kept(
    commune: Workspace,
) -> None:
    record_figures(commune, [poor("2023", "2,46"), poor("2023", "3,67", "previous")])
    [row] = plan_sheet(commune, "2023").rows
    assert (row.change_text, row.doubts) == (
        "giảm 1,21 điểm % so với cùng kỳ năm trước",
        (),
    )
    record_figures(commune, [poor("2022", "3,76")])
    [row] = plan_sheet(commune, "2023").rows
    assert row.change_text == "giảm 1,3 điểm % so với cùng kỳ năm trước"
    [doubt] = row.doubts
    assert "3,67" in doubt
    assert "3,76%" in doubt


def test_a_plan_of_the_year_is_not_missed_within_the_year(commune: Workspace) -> None:
    record_figures(
        commune,
        [
            economy("2023-9M", "180"),
            economy("2023", "236", "plan"),
            poor("2023-9M", "2"),
            poor("2023", "2,5", "plan"),
            FigureDraft(INCOME, "2023-9M", "70", measure_unit="triệu đồng", direction="higher"),
            FigureDraft(INCOME, "2023", "66", "plan", measure_unit="triệu đồng"),
        ],
    )
    sheet = plan_sheet(commune, "2023-9M")
    assert {row.measure.name: row.verdict for row in sheet.rows} == {
        ECONOMY: Verdict.UNKNOWN,
        POOR: Verdict.UNKNOWN,
        INCOME: Verdict.EXCEEDED,
    }
    assert "năm 2023" in sheet.row(ECONOMY).reason
    assert sheet.row(ECONOMY).plans[0].percent_text == "đạt 76,3% kế hoạch"


def test_a_missing_direction_is_said_and_not_guessed(commune: Workspace) -> None:
    unit = {"measure_unit": "km"}
    record_figures(
        commune,
        [FigureDraft("Đường", "2023", "12", **unit), FigureDraft("Đường", "2023", "10", "plan")],
    )
    [row] = plan_sheet(commune, "2023").rows
    assert (row.verdict, row.basis) == (Verdict.UNKNOWN, "none")
    assert row.verdict_text == "chưa đánh giá được"
    assert "chiều" in row.reason
    record_figures(commune, [economy("2022", "1")])
    [alone] = plan_sheet(commune, "2022").rows
    assert alone.verdict_text == "chưa có kế hoạch"


def test_the_sheet_counts_met_and_exceeded(commune: Workspace) -> None:
    drafts = []
    for number in range(30):
        name, actual = f"Chỉ tiêu {number}", 11 if number < 22 else 10 if number < 29 else 9
        drafts += [
            FigureDraft(name, "2023", str(actual), measure_unit="km", direction="higher"),
            FigureDraft(name, "2023", "10", "plan", measure_unit="km"),
        ]
    record_figures(commune, drafts)
    put(commune, "plan_summary", period="2023", met="29", exceeded="22", total="30")
    sheet = plan_sheet(commune, "2023")
    assert sheet.headline == "29/30 chỉ tiêu đạt, trong đó 22 chỉ tiêu vượt; 1 chỉ tiêu chưa đạt"
    assert [one.difference_text for one in sheet.summaries] == [""]
    record_figures(commune, [FigureDraft("Chỉ tiêu 29", "2023", "10")])
    [line] = plan_sheet(commune, "2023").summaries
    assert line.difference_text == (
        "Bảng chỉ tiêu có 30/30 chỉ tiêu đạt; 22 chỉ tiêu vượt, "
        "văn bản nêu 29/30 chỉ tiêu đạt; 22 chỉ tiêu vượt."
    )


def test_a_summary_of_more_than_all_is_doubted(commune: Workspace) -> None:
    put(commune, "plan_summary", period="2023", met="31", total="30")
    [line] = plan_sheet(commune, "2023").summaries
    assert "nhiều hơn" in line.difference_text


def test_the_order_of_the_plan_is_the_order_of_the_sheet(commune: Workspace) -> None:
    for place, name in ((2, "A"), (1, "B"), (None, "C")):
        more = {"place": str(place)} if place else {}
        key = put(commune, "measure", name=name, **more)
        put(commune, "figure", measure=key, period="2023", actual="1")
    assert [row.measure.name for row in plan_sheet(commune, "2023").rows] == ["B", "A", "C"]


def test_figures_of_a_unit_below_stand_on_its_own_sheet(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "5"), economy("2023", "2", unit="x0000000001")])
    assert [row.actual_text for row in plan_sheet(commune, "2023").rows] == ["5 tỷ đồng"]
    below = plan_sheet(commune, "2023", "x0000000001")
    assert [row.actual_text for row in below.rows] == ["2 tỷ đồng"]


def test_a_partial_rate_of_the_year_is_no_verdict(commune: Workspace) -> None:
    record_figures(commune, [economy("2023-9M", "180")])
    key = measure(commune, ECONOMY).key
    put(commune, "figure_rate", measure=key, period="2023-9M", kind="of_plan", value="76,3")
    [row] = plan_sheet(commune, "2023-9M").rows
    assert row.verdict is Verdict.UNKNOWN
    assert row.sentence == "180 tỷ đồng; đạt 76,3% kế hoạch (theo văn bản)"


def test_a_series_is_of_one_kind_of_period(commune: Workspace) -> None:
    cells = [economy("2022", "1"), economy("2023", "2"), economy("2023-H1", "1")]
    record_figures(commune, cells)
    assert [one.period.id for one in series(commune, ECONOMY)] == ["2022", "2023"]
    assert [one.period.id for one in series(commune, ECONOMY, kind=PeriodKind.HALF)] == ["2023-H1"]
    assert series(commune, "không có") == ()


def test_plans_go_out_to_excel_and_back_in(commune: Workspace, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    record_figures(commune, [economy("2023", "236", "plan", level="hdnd", document_text="NQ 27")])
    path = tmp_path / "ke-hoach.xlsx"
    sheets.export_records(commune, "figure_plan", path)
    taken = sheets.import_records(commune, "figure_plan", path)
    assert (taken.read, taken.unchanged, taken.rejected) == (1, 1, 0)
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        for cell in row:
            cell.value = 240 if cell.value == 236 else cell.value
    book.save(path)
    taken = sheets.import_records(commune, "figure_plan", path)
    assert (taken.updated, taken.rejected) == (1, 0)
    [plan] = commune.store.records(FigurePlan)
    assert (plan.value, plan.level, plan.document_text) == (240, "hdnd", "NQ 27")


def test_what_only_a_newer_version_writes_does_not_stop_the_sheet(commune: Workspace) -> None:
    record_figures(commune, [economy("2023", "5"), economy("2022", "4")])
    key = measure(commune, ECONOMY).key
    rate = put(commune, "figure_rate", measure=key, period="2023", kind="growth", value="25")
    [figure] = commune.store.records(Figure, period="2023")
    typed = {"previous": "3", "previous_kind": "before"}
    records.put_texts(commune, "figure", figure.key, typed)
    for entity, field, at in (
        ("figure_rate", "kind", rate),
        ("figure", "previous_kind", figure.key),
        ("measure", "direction", key),
    ):
        with commune.store.step("Nhận về", "An"):
            seen = commune.store.state(entity, at).seen()
            commune.store.note(entity, at, {field: "later"}, {field: seen[field]})
    record_figures(commune, [FigureDraft(ECONOMY, "2023", "3", "plan")])
    [row] = plan_sheet(commune, "2023").rows
    assert (row.rates, row.verdict) == ((), Verdict.UNKNOWN)
    assert row.change_text.startswith("tăng 25%")
