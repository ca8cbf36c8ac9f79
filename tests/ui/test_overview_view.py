"""The screen "Tổng quan": the sentence, the tiles, what is missing, what is due, the money."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.services import criteria, entry, records, review, roadmap, units
from ntm_desktop.services.tasks import tasks_board
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.ui.conftest import NOW_MS, SET_ID
from ui import jobs
from ui.context import AppContext
from ui.views.overview_view import OverviewView
from ui.widgets.entry_line import EntryLine
from ui.widgets.missing_lines import missing_of
from ui.widgets.money_bar import MoneyBar
from ui.widgets.set_line import SetLine


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
    qtbot.addWidget(made, before_close_func=lambda _: stop(made))
    made.resize(1169, 690)
    made.show()
    return made


def stop(view: OverviewView) -> None:
    view.leave()
    jobs.stop_and_wait()


def lines(view: OverviewView) -> list[str]:
    QApplication.processEvents()
    return [found.text() for found in view.findChildren(EntryLine) if found.isVisible()]


def test_an_empty_start_says_what_to_do_first(view: OverviewView, context: AppContext) -> None:
    asked: list[str] = []
    context.open_requested.connect(lambda screen, *_: asked.append(screen))
    assert view.stack.currentWidget() is view._empty
    view._empty.shown.action.click()
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
    board = tasks_board(context.workspace)
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
    assert "Sản phẩm OCOP 28 sản phẩm" in lines(view)


def test_works_without_plan_and_payment_show_their_investment(
    view: OverviewView, context: AppContext
) -> None:
    put(context, "work", name="Đường trục thôn", count="58", total_investment="14,514 tỷ đồng")
    assert any("58 công trình 14.514 triệu đồng" in line for line in lines(view))


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


BASE = "xa-ntm-2021-2025"


def sets(view: OverviewView) -> list[str]:
    return [one.accessibleName() for one in view.findChildren(SetLine) if one.isVisible()]


def asked_of(context: AppContext) -> list[tuple[str, str, str]]:
    asked: list[tuple[str, str, str]] = []
    context.open_requested.connect(lambda *place: asked.append(place))
    return asked


def test_every_followed_set_is_a_line_and_a_click_chooses_it(
    view: OverviewView, context: AppContext
) -> None:
    context.do(lambda workspace: criteria.follow(workspace, BASE, "dbsh"))
    record(context, c4="đạt: theo báo cáo")
    draft = entry.TotalDraft(period_id="2023", set_id=BASE, criteria="16/19")
    context.do(lambda workspace: entry.record_total(workspace, draft))
    assert sets(view) == [
        "NTM nâng cao 2021-2025: đạt 1/19 tiêu chí (5,3%), đang xem",
        "NTM 2021-2025: đạt 16/19 tiêu chí (84,2%), số tổng hợp",
    ]
    other = view.sets.widgets[BASE]
    other.click()
    assert context.set_id == BASE
    assert view.sets.widgets[BASE] is other
    assert other.isChecked()
    assert sets(view)[1].endswith("đang xem")


def test_what_changed_since_the_period_before_is_told_with_names(
    view: OverviewView, context: AppContext
) -> None:
    for period, codes in (("2022", ("1", "4")), ("2023", ("4", "9", "10"))):
        drafts = [entry.ValueDraft(SET_ID, period, code, "đạt: biên bản") for code in codes]
        if period == "2023":
            drafts.append(entry.ValueDraft(SET_ID, period, "1", "không đạt: hết hạn"))
        context.do(lambda workspace, drafts=drafts: entry.record_values(workspace, drafts))
    assert view._changes.text() == (
        "So với cùng kỳ năm trước (năm 2022): tăng 01 tiêu chí; mới đạt tiêu chí "
        "9 (Nhà ở dân cư), 10 (Thu nhập); không còn đạt tiêu chí 1 (Quy hoạch)."
    )
    assert "tăng 01 tiêu chí so với năm 2022" in sets(view)[0]


def test_each_gap_of_the_next_report_opens_where_it_is_put_right(
    view: OverviewView, context: AppContext, qtbot: QtBot
) -> None:
    record(context, c3_1="95", c4="đạt: theo báo cáo")
    asked = asked_of(context)
    qtbot.waitUntil(lambda: any("Báo cáo: " in line for line in lines(view)))
    found = {one.text(): one for one in view.findChildren(EntryLine) if one.isVisible()}
    found["Chỉ tiêu chưa có số liệu 73"].click()
    found["Chỉ tiêu đạt chưa có minh chứng 2"].click()
    assert asked == [("criteria", "filter", "no_data"), ("criteria", "filter", "unproven")]
    next(one for text, one in found.items() if text.startswith("Báo cáo: ")).click()
    screen, entity, key = asked[-1]
    assert (screen, entity) == ("reports", "narrative")
    assert key.split("/")[1] == "2023"


def test_another_set_may_be_tried_from_the_page(
    view: OverviewView, context: AppContext, qtbot: QtBot
) -> None:
    record(context, c3_1="85")
    card = view.what_if
    qtbot.waitUntil(lambda: card.sets.findData(BASE) > 0)
    card.sets.setCurrentIndex(card.sets.findData(BASE))
    assert card.headline.text().startswith("Nếu xét theo bộ NTM 2021-2025: đạt 0/19")
    assert "01 chỉ tiêu lấy số từ bộ NTM nâng cao" in card.headline.text()
    record(context, c17_11="3")
    assert "02 chỉ tiêu lấy số" in card.headline.text()
    card.sets.setCurrentIndex(card.sets.findData("xa-ntm-2026-2030"))
    assert "chưa có danh sách chỉ tiêu" in card.headline.text()
    asked = asked_of(context)
    QApplication.processEvents()
    shown = [one for one in card.findChildren(QPushButton) if not one.isHidden()]
    next(one for one in shown if "Cài đặt" in one.text()).click()
    assert asked == [("settings", "followed_set", "")]


def test_charts_are_drawn_when_seen_and_kept_until_data_changes(
    view: OverviewView, context: AppContext, qtbot: QtBot
) -> None:
    view._settled.setInterval(0)
    view.resize(1169, 2000)
    record(context, c3_1="85")
    qtbot.waitUntil(lambda: view.charts.views["progress"].has_picture(), timeout=30_000)
    qtbot.waitUntil(lambda: view._job is None)
    assert view.charts.views["progress"].isVisible()
    assert not view.charts.views["funding"].isVisible()
    assert set(view._pictures) == {("2023", SET_ID)}
    put(context, "task", text="Họp thôn", due_on="16/11/2023", state="open")
    assert set(view._pictures) == {("2023", SET_ID)}
    view.leave()
    record(context, c3_1="86")
    assert view._pictures == {}
    assert not view.charts.views["progress"].isVisible()


def test_leaving_the_page_stops_waiting_for_charts(view: OverviewView, context: AppContext) -> None:
    view.resize(1169, 2000)
    record(context, c3_1="85")
    QApplication.processEvents()
    view.leave()
    assert not view._settled.isActive()
    assert view._job is None


def test_an_office_without_a_set_is_asked_to_choose_one(qtbot: QtBot, workspace: Workspace) -> None:
    context = AppContext(workspace, period_id="2023", set_id="")
    made = OverviewView(context)
    qtbot.addWidget(made, before_close_func=lambda _: stop(made))
    made.show()
    asked = asked_of(context)
    made._empty.shown.action.click()
    context.stop()
    assert asked == [("settings", "followed_set", "")]


def test_a_set_without_a_list_is_to_be_read_from_its_annex(
    view: OverviewView, context: AppContext
) -> None:
    context.choose_set("xa-ntm-2026-2030")
    asked = asked_of(context)
    view._empty.shown.action.click()
    assert asked == [("settings", "followed_set", "")]


def test_units_below_are_the_subject_of_an_office_without_own_results(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTM_DEVICE_DIR", str(tmp_path / "device"))
    office = NewOffice(code="253", name="Đầm Hà", level="huyen", sets=[(SET_ID, "dbsh")])
    workspace = create_workspace(tmp_path / "data", office, user="cán bộ", now_ms=NOW_MS)
    context = AppContext(workspace, period_id="2023", set_id=SET_ID)
    commune = {"code": "06901", "name": "Xã Quảng An", "level": "xã", "parent_code": "253"}
    put(context, "admin_unit", **commune)
    draft = entry.TotalDraft(period_id="2023", set_id=SET_ID, unit="06901", criteria="17/19")
    context.do(lambda workspace: entry.record_total(workspace, draft))
    made = OverviewView(context)
    qtbot.addWidget(made, before_close_func=lambda _: stop(made))
    made.show()
    assert made.stack.currentIndex() == 1
    qtbot.waitUntil(lambda: made.stack.currentIndex() == 0)
    assert made._units_card.isVisible()
    assert "xã" in made.title.text()
    assert not made.tiles.isVisible()
    stop(made)
    context.stop()
    workspace.close()


def test_the_line_of_a_set_for_thon_counts_those_that_reached_it(
    view: OverviewView, context: AppContext
) -> None:
    record(context, c4="đạt: theo báo cáo")
    names = "Thôn An Sơn\nThôn Đông"
    codes = context.do(lambda workspace: units.add_units(workspace, names)).codes
    below = "khu-dan-cu-ntm-kieu-mau-ha-tinh"
    context.do(lambda workspace: criteria.follow(workspace, below))
    QApplication.processEvents()

    def line() -> str:
        QApplication.processEvents()
        found = view.findChildren(SetLine)
        return next(one.accessibleName() for one in found if "dân cư" in one.accessibleName())

    assert "chưa có số liệu kỳ này" in line()
    draft = entry.TotalDraft(period_id="2023", set_id=below, unit=codes[0], criteria="10/10")
    context.do(lambda workspace: entry.record_total(workspace, draft))
    assert "đạt 1/2 thôn" in line()


def test_missed_checks_and_deadlines_without_a_day_are_due_too(
    context: AppContext, view: OverviewView
) -> None:
    checks = {"recurrence": "hàng tuần", "check_from": "1/6/2023"}
    put(context, "task", text="Báo cáo tuần", state="open", **checks)
    put(context, "task", text="Xong nhà văn hóa", state="open", due_text="trước ngày 30/3")
    board = tasks_board(context.workspace)
    assert [one.text for one in board.checks_missed] == ["Báo cáo tuần"]
    assert [one.text for one in board.undated] == ["Xong nhà văn hóa"]
    shown = " ".join(lines(view))
    assert "Báo cáo tuần" in shown
    assert "Xong nhà văn hóa" in shown
