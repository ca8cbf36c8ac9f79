"""The screen "Số liệu": the plan sheet typed in place, thôn, registers, charts."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services import figures, history, records, units
from ntm_desktop.services.figures import FigureDraft
from ui.context import AppContext
from ui.models.plain_sheet import NEW, PlainSheet
from ui.views.figures_view import FiguresView, plan_lines
from ui.views.figures_view.chart_page import ChartPage
from ui.views.figures_view.plan_page import PlanPage
from ui.views.figures_view.village_page import VillagePage

GROSS = "Tổng giá trị sản xuất"


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[FiguresView]:
    made = FiguresView(context)
    qtbot.addWidget(made)
    made.resize(1366, 720)
    made.show()
    yield made
    made.leave()


@pytest.fixture
def plan(view: FiguresView) -> PlanPage:
    page = view.page("plan")
    assert isinstance(page, PlanPage)
    return page


def put(context: AppContext, entity: str, **fields: str) -> str:
    return context.do(lambda found: records.put_texts(found, entity, None, fields)).key


def enter(context: AppContext, *drafts: FigureDraft) -> None:
    context.do(lambda found: figures.record_figures(found, drafts))


def gross(context: AppContext, actual: str = "ước đạt 258,7", **more: str) -> None:
    parts = {"measure_unit": "tỷ đồng", "direction": "higher", **more}
    enter(
        context,
        FigureDraft(GROSS, "2022", "226", **parts),
        FigureDraft(GROSS, "2023", actual, **parts),
        FigureDraft(GROSS, "2023", "236", part="plan", level="dang-uy", **parts),
    )


def type_into(table: PlainSheet, row: int, column: str, text: str) -> None:
    table.setCurrentIndex(table.grid.index(row, table.grid.column_of(column)))
    table.setFocus()
    for char in text:
        target = table.open_editor() or table
        press = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char
        )
        QApplication.sendEvent(target, press)
    editor = table.open_editor()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)


def shown(table: PlainSheet, row: int, column: str) -> str:
    return str(table.grid.index(row, table.grid.column_of(column)).data())


def paste(table: PlainSheet, row: int, column: str, block: str) -> None:
    QGuiApplication.clipboard().setText(block)
    table.setCurrentIndex(table.grid.index(row, table.grid.column_of(column)))
    table.paste_block()


def wait_for_rows(qtbot: QtBot, plan: PlanPage, count: int) -> None:
    qtbot.waitUntil(lambda: len(plan.sheet.rows) == count)


def plan_texts(plan: PlanPage) -> list[tuple[str, str]]:
    return [(one.name, one.texts[plan_lines.ACTUAL]) for one in plan.grid.lines if not one.is_new]


# --- the sheet of the plan ---


def test_the_sheet_shows_a_measure_beside_its_plan_and_the_year_before(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    line = plan.grid.lines[0]
    assert [line.texts[one.id] for one in plan.grid.columns] == [
        *(GROSS, "tỷ đồng", "226", "236", "ước đạt 258,7", "109,6%", "tăng 14,5%", "Vượt"),
    ]
    assert line.states[plan_lines.VERDICT] == "met"
    assert plan.headline.text() == "1/1 chỉ tiêu đạt, trong đó 1 chỉ tiêu vượt"


def test_a_percentage_changes_in_points(context: AppContext, plan: PlanPage) -> None:
    enter(
        context,
        FigureDraft("Tỷ lệ hộ nghèo", "2022", "3,67", measure_unit="%"),
        FigureDraft("Tỷ lệ hộ nghèo", "2023", "2,46", measure_unit="%"),
    )
    assert shown(plan.table, 0, plan_lines.CHANGE) == "giảm 1,21 điểm %"


def test_each_level_of_document_has_a_column(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    enter(context, FigureDraft(GROSS, "2023", "240", part="plan", level="hdnd"))
    titles = [one.title for one in plan.grid.columns if one.id.startswith(plan_lines.PLAN)]
    assert titles == ["NQ Đảng ủy", "NQ HĐND"]
    assert shown(plan.table, 0, plan_lines.RATE) == "109,6%; 107,8%"


def test_the_first_key_is_kept_and_the_result_is_read_as_people_write_it(
    qtbot: QtBot, context: AppContext, plan: PlanPage
) -> None:
    gross(context, "")
    type_into(plan.table, 0, plan_lines.ACTUAL, "ước đạt 258,7")
    qtbot.waitUntil(lambda: shown(plan.table, 0, plan_lines.RATE) == "109,6%")
    figure = plan.sheet.row(GROSS).figure
    assert figure is not None
    assert figure.word == "estimated"


def test_a_number_that_cannot_be_read_stays_in_its_cell_with_the_reason(
    qtbot: QtBot, context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    type_into(plan.table, 0, plan_lines.ACTUAL, "95.2.1")
    column = plan.grid.column_of(plan_lines.ACTUAL)
    qtbot.waitUntil(lambda: plan.grid.refusal(0, column) is not None)
    assert shown(plan.table, 0, plan_lines.ACTUAL) == "95.2.1"
    assert plan.sheet.row(GROSS).actual_text == "ước đạt 258,7 tỷ đồng"
    plan.grid.forget_refusal(0, column)


def test_a_name_typed_in_the_last_line_becomes_a_measure(
    qtbot: QtBot, context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    plan.add()
    line = plan.table.current_line()
    assert line is not None
    assert line.is_new
    type_into(plan.table, 1, plan_lines.NAME, "Kết nạp đảng viên")
    qtbot.waitUntil(lambda: len(plan.sheet.rows) == 2)
    assert plan_texts(plan) == [(GROSS, "ước đạt 258,7"), ("Kết nạp đảng viên", "")]
    assert plan.grid.lines[-1].is_new


def test_names_keep_the_order_they_were_typed_in(
    qtbot: QtBot, context: AppContext, plan: PlanPage
) -> None:
    for place, name in enumerate(("Ông", "An", "Mai")):
        type_into(plan.table, place, plan_lines.NAME, name)
        wait_for_rows(qtbot, plan, place + 1)
    assert [one.measure.name for one in plan.sheet.rows] == ["Ông", "An", "Mai"]


def test_a_number_without_a_name_is_refused(plan: PlanPage) -> None:
    refused = plan.grid.take([plan.grid.draft_at(0, plan.grid.column_of(plan_lines.ACTUAL), "12")])
    assert [one.reason for one in refused] == [plan_lines.NO_NAME]
    plan.grid.forget_refusal(0, plan.grid.column_of(plan_lines.ACTUAL))


def test_a_name_that_is_there_already_is_refused(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    refused = plan.grid.take([plan.grid.draft_at(1, 0, f"  {GROSS.upper()} ")])
    assert refused[0].reason.startswith(f"“{GROSS}” đã có trong bảng, ở dòng 1")
    plan.grid.forget_refusal(1, 0)


def test_a_pasted_table_finds_its_lines_by_name_and_adds_the_others(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    block = (
        "Đường cứng hóa\tkm\t12,1\t28,2\t15,9/28,2\n"
        f"{GROSS}\ttỷ đồng\t\t240\t258,9\n"
        "Đảng viên mới\tđảng viên\t8\t10 trở lên\t9\n"
    )
    paste(plan.table, 1, plan_lines.NAME, block)
    assert plan_texts(plan) == [
        (GROSS, "258,9"),
        ("Đường cứng hóa", "15,9/28,2"),
        ("Đảng viên mới", "9"),
    ]
    row = plan.sheet.row("Đảng viên mới")
    assert (row.measure.measure_unit, row.plans[0].text) == ("đảng viên", "10 đảng viên trở lên")
    assert [one.key for one in plan.grid.lines if one.is_new] == [f"{NEW}0"]


def test_a_pasted_table_with_new_names_and_units_is_one_step(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    before = [(one.measure, one.actual_text) for one in plan.sheet.rows]
    block = f"{GROSS}\ttriệu đồng\t\t\t258,9\nĐường\tkm\t\ttăng 12%\t9\n"
    paste(plan.table, 1, plan_lines.NAME, block)
    assert [row.measure.measure_unit for row in plan.sheet.rows] == ["triệu đồng", "km"]
    assert plan.sheet.row("Đường").plans[0].text == "tăng 12%"
    history.undo(context.workspace)
    context.reload_all()
    assert [(one.measure, one.actual_text) for one in plan.sheet.rows] == before


def test_a_pasted_block_of_numbers_is_one_step(context: AppContext, plan: PlanPage) -> None:
    for name in ("A", "B"):
        enter(context, FigureDraft(name, "2023", "1"))
    paste(plan.table, 0, plan_lines.ACTUAL, "5\n6\n")
    assert [text for _, text in plan_texts(plan)] == ["5", "6"]
    history.undo(context.workspace)
    context.reload_all()
    assert [text for _, text in plan_texts(plan)] == ["1", "1"]


def test_a_bad_cell_of_a_block_stays_and_the_others_are_kept(
    context: AppContext, plan: PlanPage
) -> None:
    for name in ("A", "B"):
        enter(context, FigureDraft(name, "2023", "1"))
    paste(plan.table, 0, plan_lines.ACTUAL, "5.5.5\n6\n")
    assert [text for _, text in plan_texts(plan)] == ["1", "6"]
    assert len(plan.grid.refusals()) == 1
    plan.grid.forget_refusal(0, plan.grid.column_of(plan_lines.ACTUAL))


def test_an_emptied_plan_is_gone(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    column = plan.grid.column_of(f"{plan_lines.PLAN}dang-uy")
    plan.grid.setData(plan.grid.index(0, column), "")
    assert records.list_records(context.workspace, "figure_plan") == ()


def test_a_plan_without_a_value_is_not_kept(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    plan.table.choose(plan.sheet.rows[0].measure.key)
    plan.detail_button.click()
    side = plan.side
    held = len(records.list_records(context.workspace, "figure_plan"))
    side.plans.add()
    side.plans.form.boxes["level"].set_text("hdnd")
    side.plans.form._leave("level")
    assert len(records.list_records(context.workspace, "figure_plan")) == held
    side.plans.form.boxes["value"].set_text("240")
    side.plans.form._leave("value")
    assert len(records.list_records(context.workspace, "figure_plan")) == held + 1


def test_a_plan_that_is_typed_again_stays_that_of_its_document(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    key = plan.sheet.rows[0].plans[0].plan.key
    context.do(
        lambda found: records.put_texts(found, "figure_plan", key, {"document_text": "NQ 15"})
    )
    column = plan.grid.column_of(f"{plan_lines.PLAN}dang-uy")
    plan.grid.setData(plan.grid.index(0, column), "238")
    held = [(one.document_text, one.text) for one in plan.sheet.rows[0].plans]
    assert held == [("NQ 15", "238 tỷ đồng")]


def test_the_value_of_a_year_that_is_kept_is_not_typed_over(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    column = plan.grid.column_of(plan_lines.PREVIOUS)
    assert not plan.grid.can_edit(0, column)
    assert "năm 2022" in plan.grid.lines[0].tips[plan_lines.PREVIOUS]


def test_the_plan_of_the_year_is_not_changed_from_a_period_within_it(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    context.choose_period("2023-H1")
    column = plan.grid.column_of(f"{plan_lines.PLAN}dang-uy")
    assert plan.grid.index(0, column).data() == "236"
    assert not plan.grid.can_edit(0, column)
    assert (
        plan.grid.lines[0]
        .tips[f"{plan_lines.PLAN}dang-uy"]
        .endswith("Kế hoạch của năm 2023; sửa ở kỳ đó")
    )


def test_a_plan_of_another_level_gets_its_column(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    plan.add_level("tinh")
    column = plan.grid.column_of(f"{plan_lines.PLAN}tinh")
    plan.grid.setData(plan.grid.index(0, column), "250")
    assert [one.level_text for one in plan.sheet.rows[0].plans] == [
        "nghị quyết Đảng ủy",
        "kế hoạch tỉnh giao",
    ]


def test_a_measure_without_a_direction_says_what_is_missing(
    context: AppContext, plan: PlanPage
) -> None:
    enter(
        context,
        FigureDraft("A", "2023", "1", direction=None),
        FigureDraft("A", "2023", "2", part="plan"),
        FigureDraft("B", "2023", "3", part="plan"),
    )
    found = [shown(plan.table, row, plan_lines.VERDICT) for row in range(2)]
    assert found == [plan_lines.NO_DIRECTION, plan_lines.NO_ACTUAL]


def test_a_unit_is_typed_in_its_own_column(context: AppContext, plan: PlanPage) -> None:
    enter(context, FigureDraft("A", "2023", "1"))
    plan.grid.setData(plan.grid.index(0, plan.grid.column_of(plan_lines.UNIT)), "km")
    assert plan.sheet.rows[0].actual_text == "1 km"


def test_another_unit_than_that_of_the_measure_is_refused(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    column = plan.grid.column_of(plan_lines.ACTUAL)
    assert not plan.grid.setData(plan.grid.index(0, column), "258,7 triệu đồng")
    refusal = plan.grid.refusal(0, column)
    assert refusal is not None
    assert "triệu đồng" in refusal.reason
    plan.grid.forget_refusal(0, column)


def test_alt_enter_opens_the_measure_beside_and_closes_it(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    plan.table.choose(plan.sheet.rows[0].measure.key)
    plan.detail_button.click()
    assert plan.sides.heading.text() == GROSS
    assert plan.side.sentence.text().startswith("Ước đạt 258,7 tỷ đồng; đạt 109,6%")
    plan.detail_button.click()
    assert not plan.sides.is_open()


def test_a_growth_that_is_planned_is_typed_again_as_a_growth(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    measure = plan.sheet.rows[0].measure.key
    put(
        context, "figure_plan", measure=measure, period="2023", level="hdnd", matter="growth",
        value="12",
    )  # fmt: skip
    column = plan.grid.column_of(f"{plan_lines.PLAN}hdnd")
    assert plan.grid.index(0, column).data() == "tăng 12%"
    plan.grid.setData(plan.grid.index(0, column), "13%")
    assert [one.text for one in plan.sheet.rows[0].plans] == ["236 tỷ đồng", "tăng 13%"]
    assert plan.grid.stored_text(0, column) == "tăng 13%"
    plan.grid.setData(plan.grid.index(0, column), "giảm 5%")
    assert [one.text for one in plan.sheet.rows[0].plans] == ["236 tỷ đồng", "giảm 5%"]


def test_a_stated_summary_is_marked_and_compared(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    put(context, "plan_summary", period="2023", met="29", exceeded="22", total="30")
    assert plan.summary.text() == "Theo văn bản: 29/30 chỉ tiêu đạt; 22 chỉ tiêu vượt."
    assert plan.difference.text().startswith("Bảng mới có chi tiết của 1 trong 30 chỉ tiêu")


def test_the_side_shows_stated_rates_and_how_they_differ(
    context: AppContext, plan: PlanPage
) -> None:
    gross(context)
    measure = plan.sheet.rows[0].measure.key
    put(
        context, "figure_rate", measure=measure, period="2023", kind="of_plan", value="109,5",
        level="dang-uy",
    )  # fmt: skip
    assert plan.show_measure(measure)
    assert "109,5%" in plan.side.differences.text()
    assert "lệch 0,1" in plan.side.differences.text()
    assert plan.grid.lines[0].texts[plan_lines.VERDICT] == "Vượt; cần xem lại"


def test_the_side_keeps_source_and_day(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    plan.show_measure(plan.sheet.rows[0].measure.key)
    for name, text in (("source", "BC 120/BC-UBND"), ("as_of", "15/12/2023")):
        plan.side.figure.boxes[name].set_text(text)
        plan.side.figure._leave(name)
    figure = plan.sheet.rows[0].figure
    assert figure is not None
    assert (figure.source, str(figure.as_of)) == ("BC 120/BC-UBND", "2023-12-15")


def test_a_figure_is_deleted_with_a_way_back(
    context: AppContext, view: FiguresView, plan: PlanPage
) -> None:
    gross(context)
    plan.show_measure(plan.sheet.rows[0].measure.key)
    plan.delete_figure()
    assert plan.sheet.rows[0].figure is None
    view.notice.action.click()
    assert plan.sheet.rows[0].actual_text == "ước đạt 258,7 tỷ đồng"


def test_another_period_shows_its_own_sheet(context: AppContext, plan: PlanPage) -> None:
    gross(context)
    context.choose_period("2022")
    assert plan_texts(plan) == [(GROSS, "226")]
    context.choose_period("2020")
    assert plan.headline.text() == "Chưa có chỉ tiêu nào có kế hoạch trong năm 2020."
    line = plan.table.current_line()
    assert line is not None
    assert line.is_new


def test_the_cursor_leaves_a_column_that_has_no_room(
    qtbot: QtBot, context: AppContext, view: FiguresView, plan: PlanPage
) -> None:
    gross(context)
    plan.table.choose(plan.sheet.rows[0].measure.key, plan_lines.UNIT)
    view.resize(800, 600)
    home = plan.grid.column_of(plan_lines.ACTUAL)
    qtbot.waitUntil(lambda: plan.table.currentIndex().column() == home)


def test_a_narrow_window_keeps_names_and_values_in_sight(
    qtbot: QtBot, context: AppContext, view: FiguresView, plan: PlanPage
) -> None:
    gross(context)
    view.resize(800, 600)
    column = plan.grid.column_of
    qtbot.waitUntil(lambda: plan.table.isColumnHidden(column(plan_lines.CHANGE)))
    assert not plan.table.isColumnHidden(column(plan_lines.ACTUAL))
    qtbot.waitUntil(lambda: not plan.table.horizontalScrollBar().isVisible())


# --- thôn ---


@pytest.fixture
def villages(context: AppContext, view: FiguresView) -> VillagePage:
    context.do(lambda found: units.add_units(found, ["Thôn Đông", "Thôn 10", "Thôn 2"]))
    page = view.show_tab("villages")
    assert isinstance(page, VillagePage)
    return page


def test_every_thon_has_a_line_and_rates_come_from_counts(
    context: AppContext, villages: VillagePage
) -> None:
    paste(villages.table, 0, "households", "200\t5\n211\t6\n")
    names = [one.name for one in villages.grid.lines]
    assert names == ["Thôn 2", "Thôn 10", "Thôn Đông", "Cộng", "Toàn xã theo văn bản"]
    assert [shown(villages.table, row, "poor_rate") for row in range(4)] == [
        *("2,5%", "2,84%", "", "2,68%"),
    ]
    assert shown(villages.table, 3, "households") == "411 *"
    assert villages.told.text().startswith("Năm 2023: 2/3 thôn có số liệu")


def test_a_block_over_several_thon_is_one_step(context: AppContext, villages: VillagePage) -> None:
    paste(villages.table, 0, "population", "800\n900\n700\n")
    assert shown(villages.table, 3, "population") == "2.400"
    history.undo(context.workspace)
    context.reload_all()
    assert shown(villages.table, 3, "population") == ""


def test_a_second_block_leaves_the_other_counts_alone(villages: VillagePage) -> None:
    paste(villages.table, 0, "population", "800\n900\n")
    paste(villages.table, 0, "households", "200\n\n300\n")
    paste(villages.table, 0, "poor", "5\n6\n")
    assert [shown(villages.table, row, "population") for row in range(2)] == ["800", "900"]
    assert [shown(villages.table, row, "households") for row in range(3)] == ["200", "", "300"]


def test_a_typed_count_is_kept_and_a_word_is_not(qtbot: QtBot, villages: VillagePage) -> None:
    type_into(villages.table, 1, "households", "211")
    qtbot.waitUntil(lambda: shown(villages.table, 1, "households") == "211")
    column = villages.grid.column_of("poor")
    assert not villages.grid.setData(villages.grid.index(1, column), "vài hộ")
    assert shown(villages.table, 1, "poor") == "vài hộ"
    villages.grid.forget_refusal(1, column)


def test_what_the_commune_states_is_held_against_the_sum(villages: VillagePage) -> None:
    paste(villages.table, 0, "households", "200\n211\n100\n")
    column = villages.grid.column_of("households")
    villages.grid.setData(villages.grid.index(4, column), "520")
    assert villages.differences.text() == "Số hộ: Cộng các đơn vị được 511, đơn vị nhập 520."


def test_without_thon_the_tab_says_where_to_add_them(view: FiguresView) -> None:
    page = view.show_tab("villages")
    assert isinstance(page, VillagePage)
    assert page.stack.currentIndex() == 1


# --- registers ---


def test_products_that_run_out_soon_are_flagged_and_the_end_is_only_proposed(
    context: AppContext, view: FiguresView
) -> None:
    key = put(
        context, "ocop_product", name="Mắm tép", stars="4", decision_on="1/2/2021",
        stage="recognised",
    )  # fmt: skip
    register = view.show_register("ocop_product")
    row = register.rows()[0]
    end = next(one for one in register.table.model.columns if one.title == "Hiệu lực")
    assert end.text(row) == "còn 78 ngày, đến 01/02/2024 (dự kiến)"
    assert end.state is not None
    assert end.state(row) == "soon"
    held = records.get_record(context.workspace, "ocop_product", key)
    assert held.values["valid_until"] is None


def test_poverty_rates_are_reckoned_and_other_standards_not_compared(
    context: AppContext, view: FiguresView
) -> None:
    for period, standard, poor in (("2021", "2016-2020", "40"), ("2022", "2021-2025", "52")):
        put(
            context, "poverty_count", period=period, standard=standard, households="1000",
            poor=poor,
        )  # fmt: skip
    register = view.show_register("poverty_count")
    columns = {one.title: one for one in register.table.model.columns}
    latest = register.rows()[0]
    assert columns["Tỷ lệ hộ nghèo"].text(latest) == "5,2%"
    assert columns["Tăng, giảm"].text(latest) == "khác chuẩn nghèo, không so sánh"


@pytest.mark.parametrize(
    ("entity", "fields"),
    [
        ("household_support", {"purpose": "Nhà đại đoàn kết"}),
        ("asset", {"name": "Xe chở rác"}),
        ("register_total", {"register": "asset", "title": "Tổng số xe", "period": "2023"}),
        ("plan_summary", {"period": "2023", "met": "29"}),
        ("poverty_count", {"period": "2023", "poor": "5", "households": "100"}),
        ("ocop_product", {"name": "Mật ong"}),
    ],
)
def test_a_search_opens_each_record_in_its_register(
    context: AppContext, view: FiguresView, entity: str, fields: dict[str, str]
) -> None:
    key = put(context, entity, **fields)
    view.show_record(entity, key)
    register = view.register()
    assert register is not None
    assert (register.spec.entity, register.sides.is_open()) == (entity, True)


@pytest.mark.parametrize(
    ("entity", "fields"),
    [("figure_plan", {"value": "5"}), ("figure_rate", {"kind": "growth", "value": "14,5"})],
)
def test_a_search_opens_plans_and_rates(
    context: AppContext, view: FiguresView, entity: str, fields: dict[str, str]
) -> None:
    measure = put(context, "measure", name=GROSS)
    view.show_record(entity, put(context, entity, measure=measure, period="2023", **fields))
    register = view.register()
    assert register is not None
    assert (register.spec.entity, register.sides.is_open()) == (entity, True)


def test_a_search_for_a_thon_goes_to_its_line_and_period(
    context: AppContext, view: FiguresView, villages: VillagePage
) -> None:
    unit = units.below(context.workspace)[0].code
    key = put(context, "village_statistics", unit=unit, period="2021", households="9")
    view.show_record("village_statistics", key)
    line = villages.table.current_line()
    assert context.period_id == "2021"
    assert line is not None
    assert line.key == unit


def test_each_tab_offers_its_own_sheets_and_says_what_it_adds(view: FiguresView) -> None:
    for tab, verb in (("plan", "Thêm chỉ tiêu"), ("asset", "Thêm tài sản"), ("charts", "")):
        view.show_tab(tab)
        visible = [name for name, menu in view.sheets.items() if menu.button.isVisibleTo(view)]
        assert visible == ([tab] if tab in view.sheets else [])
        assert view._add.text() == verb
        assert view._add.isVisibleTo(view) == bool(verb)


def test_every_register_says_what_to_do_when_it_is_empty(view: FiguresView) -> None:
    for entity in ("poverty_count", "ocop_product", "household_support", "asset"):
        register = view.show_register(entity)
        assert register.rows() == ()
        assert register.spec.empty_why
        view._add_here()
        assert register.form is not None
        register.sides.close_side()


def test_a_record_ends_with_its_files(context: AppContext, view: FiguresView) -> None:
    key = put(context, "asset", name="Xe chở rác")
    register = view.show_register("asset")
    register.open(key)
    files = register._files  # type: ignore[attr-defined]
    assert files.isVisibleTo(view)


# --- charts ---


def test_charts_are_drawn_when_the_tab_is_looked_at(
    qtbot: QtBot, context: AppContext, view: FiguresView
) -> None:
    gross(context)
    for period, poor in (("2022", "40"), ("2023", "30")):
        put(context, "poverty_count", period=period, households="1000", poor=poor)
    page = view.show_tab("charts")
    assert isinstance(page, ChartPage)
    qtbot.waitUntil(lambda: page.cards.shown() == ["series", "poverty"], timeout=20_000)


def test_a_single_year_is_no_chart_and_the_tab_says_so(
    qtbot: QtBot, context: AppContext, view: FiguresView
) -> None:
    enter(context, FigureDraft("A", "2023", "1"))
    page = view.show_tab("charts")
    assert isinstance(page, ChartPage)
    qtbot.waitUntil(
        lambda: page.cards.told.text().startswith("Chưa đủ số liệu để vẽ"), timeout=20_000
    )
    assert page.cards.shown() == []
