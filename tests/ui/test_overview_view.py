"""The screen "Tổng quan": the sentence, the tiles, what is missing, what is due, the money."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services import entry, meetings, records, review, roadmap
from tests.ui.conftest import SET_ID
from ui.context import AppContext
from ui.views.overview_view import EntryLine, MoneyBar, OverviewView, missing_of


def record(context: AppContext, **values: str) -> None:
    drafts = [
        entry.ValueDraft(SET_ID, "2023", code.replace("_", ".").removeprefix("c"), text)
        for code, text in values.items()
    ]
    context.do(lambda workspace: entry.record_values(workspace, drafts))


def put(context: AppContext, entity: str, **fields: str) -> str:
    saved = context.do(lambda workspace: records.put_texts(workspace, entity, None, fields))
    return str(saved.key)


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> OverviewView:
    made = OverviewView(context)
    qtbot.addWidget(made)
    made.resize(1169, 690)
    made.show()
    return made


def lines(view: OverviewView) -> list[str]:
    QApplication.processEvents()
    return [found.text() for found in view.findChildren(EntryLine) if found.isVisible()]


def test_an_empty_start_says_what_to_do_first(view: OverviewView, context: AppContext) -> None:
    asked: list[str] = []
    context.open_requested.connect(lambda screen, *_: asked.append(screen))
    assert view.stack.currentWidget() is view._empty
    view._empty.action.click()
    assert asked == ["criteria"]


def test_the_headline_says_where_the_set_stands(view: OverviewView, context: AppContext) -> None:
    record(context, c4="đạt: theo báo cáo", c3_1="88")
    assert view.title.text().startswith("Đạt 1/19 tiêu chí, 1/75 chỉ tiêu")
    assert "năm 2023" in view.subtitle.text()


def test_each_criterion_has_a_tile_that_opens_it(view: OverviewView, context: AppContext) -> None:
    record(context, c4="đạt: theo báo cáo")
    asked: list[tuple[str, str, str]] = []
    context.open_requested.connect(lambda *place: asked.append(place))
    assert len(view.tiles.tiles) == 19
    assert view.tiles.tiles[3].accessibleName() == "4. Điện: Đạt"
    view.tiles.tiles[3].click()
    assert asked == [("criteria", "criterion", "4")]


def test_what_is_nearest_to_its_target_comes_first(context: AppContext) -> None:
    record(context, c3_1="60", c3_2="0", c2_1="chưa đạt: còn 3 km", c3_4="99")
    found = review.standing(context.workspace, SET_ID, "2023")
    assert [one.code for one in missing_of(found, [])] == ["3.4", "3.1", "3.2", "2.1"]


def test_who_does_something_about_it_stands_beside(view: OverviewView, context: AppContext) -> None:
    record(context, c3_1="60")
    put(
        context,
        "task",
        text="Sửa trạm bơm",
        assignee="Phòng Kinh tế",
        due_on="20/11/2023",
        state="open",
        set_id=SET_ID,
        indicator="3.1",
    )
    view.reload()
    assert any(
        "còn thiếu 30" in line and "Phòng Kinh tế, hạn 20/11/2023" in line for line in lines(view)
    )


def test_overdue_and_due_tasks_are_shown_with_a_word(
    view: OverviewView, context: AppContext
) -> None:
    put(context, "task", text="Nộp hồ sơ", due_on="01/11/2023", state="open")
    put(context, "task", text="Họp thôn", due_on="16/11/2023", state="open")
    board = meetings.tasks_board(context.workspace)
    assert (len(board.overdue), len(board.this_week)) == (1, 1)
    shown = lines(view)
    assert any("Nộp hồ sơ" in line and "Quá hạn" in line for line in shown)
    assert any("Họp thôn" in line and "Sắp đến hạn" in line for line in shown)


def test_money_shows_planned_and_disbursed_with_its_share(
    view: OverviewView, context: AppContext
) -> None:
    key = put(context, "work", name="Nhà văn hóa thôn 3")
    for kind, amount in (("planned", "2.000 triệu đồng"), ("disbursed", "500 triệu đồng")):
        put(
            context,
            "money_entry",
            work=key,
            source="nsdp-xa",
            plan_year="2023",
            kind=kind,
            amount=amount,
        )
    QApplication.processEvents()
    bars = [bar for bar in view.findChildren(MoneyBar) if bar.isVisible()]
    assert [bar.figure for bar in bars] == ["500/2.000 (25,0%)"] * 2
    asked: list[tuple[str, str, str]] = []
    context.open_requested.connect(lambda *place: asked.append(place))
    bars[1].click()
    assert asked == [("works", "work", key)]


def test_money_without_a_plan_says_so(qapp: object) -> None:
    assert MoneyBar("Cầu", 0, 1_500_000).figure == "1,5, chưa có kế hoạch"


def test_totals_of_other_sets_and_recognition_are_shown(
    view: OverviewView, context: AppContext
) -> None:
    draft = entry.TotalDraft(period_id="2023", title="Tiêu chí phường", criteria="12/17")
    context.do(lambda workspace: entry.record_total(workspace, draft))
    put(
        context,
        "recognition_rollup",
        title="Thôn nông thôn mới",
        counted="thôn",
        achieved="73",
        total="85",
        period="2023",
    )
    shown = " | ".join(lines(view))
    assert "Tiêu chí phường 12/17 tiêu chí Số tổng hợp, chưa có chi tiết" in shown
    assert "73/85 thôn, 85,88%" in shown


def test_recognition_without_a_total_is_a_plain_count(
    view: OverviewView, context: AppContext
) -> None:
    fields = {"title": "Sản phẩm OCOP", "counted": "sản phẩm", "achieved": "28", "period": "2023"}
    put(context, "recognition_rollup", **fields)
    assert lines(view) == ["Sản phẩm OCOP 28 sản phẩm"]


def test_works_without_plan_and_payment_show_their_investment(
    view: OverviewView, context: AppContext
) -> None:
    put(context, "work", name="Đường trục thôn", count="58", total_investment="14,514 tỷ đồng")
    assert "58 công trình 14.514 triệu đồng" in lines(view)[0]


def test_the_reason_of_a_declared_outcome_stands_below_it(
    view: OverviewView, context: AppContext
) -> None:
    record(context, c2_1="chưa đạt: còn 3 km")
    assert lines(view)[0].endswith("chưa đạt còn 3 km")


def test_totals_alone_are_the_headline(view: OverviewView, context: AppContext) -> None:
    draft = entry.TotalDraft(period_id="2023", set_id=SET_ID, criteria="16/19")
    context.do(lambda workspace: entry.record_total(workspace, draft))
    assert "16/19" in view.title.text()
    assert "chưa có chi tiết" in view.title.text()


def test_totals_that_disagree_with_the_details_are_told(
    view: OverviewView, context: AppContext
) -> None:
    record(context, c4="đạt: theo báo cáo")
    draft = entry.TotalDraft(period_id="2023", set_id=SET_ID, criteria="16/19")
    context.do(lambda workspace: entry.record_total(workspace, draft))
    assert "16/19" in view._warning.text()
    assert view._warning.isVisible()


def test_a_hidden_page_reads_again_only_when_it_is_shown(
    view: OverviewView, context: AppContext
) -> None:
    view.hide()
    before = view.title.text()
    record(context, c4="đạt: theo báo cáo")
    assert view.title.text() == before
    view.show()
    assert view.title.text().startswith("Đạt 1/19")


def test_the_roadmap_says_who_and_when_before_any_task(
    view: OverviewView, context: AppContext
) -> None:
    record(context, c3_1="60", c3_2="0")
    put(
        context,
        "task",
        text="Sửa trạm bơm",
        assignee="Phòng Kinh tế",
        state="open",
        set_id=SET_ID,
        indicator="3.1",
    )
    plan = {"assignee": "trưởng thôn Đông", "due_on": "2023-02-01"}
    context.do(lambda workspace: roadmap.put_roadmap_item(workspace, SET_ID, "3.1", plan))
    told = [line for line in lines(view) if "hạn 01/02/2023" in line]
    assert len(told) == 1
    assert "Trưởng thôn Đông, hạn 01/02/2023, quá hạn" in told[0]
    assert "Phòng Kinh tế" not in told[0]
