"""The screen of works: table, totals that follow the filter, money of one work."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.numbers import MoneyReading
from ntm_desktop.services import evidence, history, records, works
from tests.evidence_files import PDF
from ui.context import AppContext
from ui.dialogs import amount_dialog
from ui.views.works_view import WorksView


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[WorksView]:
    made = WorksView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def build(context: AppContext, name: str, **fields: str) -> str:
    values = {"name": name, **fields}
    return context.do(lambda found: records.put_texts(found, "work", None, values)).key


def pay(context: AppContext, work: str, kind: str, amount: str, year: str = "2023") -> str:
    values = {
        "work": work,
        "source": "nsdp-xa",
        "plan_year": year,
        "kind": kind,
        "amount": amount,
    }
    return context.do(lambda found: records.put_texts(found, "money_entry", None, values)).key


def fill(view: WorksView, **texts: str) -> None:
    form = view.detail.money.editor.form
    for name, text in texts.items():
        form.boxes[name].set_text(text)
        form._leave(name)


def test_an_empty_table_offers_one_action(view: WorksView) -> None:
    assert not view.totals.isVisibleTo(view)
    assert view.table._stack.currentIndex() == 1


def test_amounts_are_shown_in_trieu_dong_with_their_totals(
    context: AppContext, view: WorksView
) -> None:
    road = build(context, "Đường Nà Pá", total_investment="14,514 tỷ")
    build(context, "Nhà văn hóa", total_investment="2.160 triệu đồng")
    pay(context, road, "accepted", "2,5 tỷ")
    pay(context, road, "disbursed", "1 tỷ 200 triệu")
    cells = [view.table.sorted.index(0, column).data() for column in range(10)]
    assert cells == ["Đường Nà Pá", "", "", "", "14.514", "", "1.200", "", "1.300", "Chưa ghi"]
    assert view.totals.texts()[:5] == ["Tổng cộng: 2 công trình", "", "", "", "16.674"]


def test_the_totals_follow_the_filter(context: AppContext, view: WorksView) -> None:
    build(context, "Đường Nà Pá", total_investment="14,514 tỷ")
    build(context, "Nhà văn hóa", total_investment="2.160 triệu đồng")
    view.filters.words.setText("nha van hoa")
    view.filters.changed.emit()
    assert view.totals.texts()[0] == "Tổng cộng: 1 công trình"
    assert view.totals.texts()[4] == "2.160"


def test_members_stand_under_their_group_and_count_once(
    context: AppContext, view: WorksView
) -> None:
    group = build(context, "Kênh mương", count="23", total_investment="10 tỷ")
    build(context, "An Bình", total_investment="1 tỷ")
    build(context, "Bản Mới", group=group, total_investment="4 tỷ")
    names = [line.row.work.name for line in view.table.sorted.shown_rows()]
    assert names == ["An Bình", "Kênh mương", "Bản Mới"]
    assert view.totals.texts()[0] == "Tổng cộng: 3 dòng, 24 công trình kể cả trong nhóm"
    assert view.totals.texts()[4] == "11.000"


def test_a_work_is_kept_once_it_has_a_name_and_then_takes_money(
    context: AppContext, view: WorksView
) -> None:
    view.add()
    assert not view.detail._money_side.isVisibleTo(view)
    form = view.detail._form
    assert form is not None
    form.boxes["name"].set_text("Trạm bơm")
    form._leave("name")
    assert view.detail.key
    assert view.detail._money_side.isVisibleTo(view)
    assert view.title.text() == "Trạm bơm"


def test_an_amount_is_kept_when_all_that_is_needed_is_typed(
    context: AppContext, view: WorksView
) -> None:
    view.open(build(context, "Đường Nà Pá"))
    view.detail.money.editor.add()
    fill(view, source="nstw-dau-tu", plan_year="2022", kind="allocated", amount="2 tỷ160 triệu")
    found = works.work_file(context.workspace, view.detail.key)
    assert [(one.amount, one.plan_year) for one in found.entries] == [(2_160_000_000, 2022)]
    assert view.detail.money.matrix.rows_model.rows[0].source == "Vốn đầu tư công (NSTW)"
    view.detail.money.editor.add()
    assert view.detail.money.editor.form.boxes["source"].text() == "nstw-dau-tu"
    assert view.detail.money.editor.form.boxes["amount"].text() == ""


def test_an_amount_without_a_unit_is_in_the_unit_of_the_heading(
    context: AppContext, view: WorksView
) -> None:
    view.open(build(context, "Đường Nà Pá"))
    view.detail.money.editor.add()
    box = view.detail.money.editor.form.boxes["amount"]
    box.set_text("18.087,23")
    assert box.editor.echo.text() == (
        "= 18.087.230.000 đồng\n"
        "(Mười tám tỷ không trăm tám mươi bảy triệu hai trăm ba mươi nghìn đồng)"
    )
    fill(view, source="nsdp-xa", plan_year="2023", kind="planned", amount="18.087,23")
    found = works.work_file(context.workspace, view.detail.key).entries
    assert [one.amount for one in found] == [18_087_230_000]


def test_an_amount_that_is_not_understood_is_not_kept_and_says_why(
    context: AppContext, view: WorksView
) -> None:
    view.open(build(context, "Đường Nà Pá"))
    view.detail.money.editor.add()
    fill(view, source="nsdp-xa", plan_year="2023", kind="planned", amount="khoảng 5")
    box = view.detail.money.editor.form.boxes["amount"]
    assert box.has_error()
    assert box.text() == "khoảng 5"
    assert works.work_file(context.workspace, view.detail.key).entries == ()


def test_an_amount_with_two_readings_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, context: AppContext, view: WorksView
) -> None:
    asked: list[list[str]] = []

    def refuse(parent: object, typed: str, readings: Sequence[MoneyReading]) -> None:
        asked.append([typed, *(one.text for one in readings)])

    monkeypatch.setattr(amount_dialog, "ask_reading", refuse)
    view.open(build(context, "Đường Nà Pá"))
    view.detail.money.editor.add()
    fill(view, source="nsdp-xa", plan_year="2023", kind="planned", amount="14.514 tỷ")
    assert asked == [["14.514 tỷ", "14514 tỷ đồng", "14,514 tỷ đồng"]]
    assert view.detail.money.editor.form.boxes["amount"].has_error()
    assert works.work_file(context.workspace, view.detail.key).entries == ()
    monkeypatch.setattr(amount_dialog, "ask_reading", lambda _parent, _typed, ways: ways[1])
    view.detail.money.editor.form._leave("amount")
    found = works.work_file(context.workspace, view.detail.key).entries
    assert [one.amount for one in found] == [14_514_000_000]


def test_a_kept_amount_is_changed_and_deleted_with_a_way_back(
    context: AppContext, view: WorksView
) -> None:
    work = build(context, "Đường Nà Pá")
    pay(context, work, "planned", "5 tỷ")
    view.open(work)
    view.detail.money.editor.edit(view.detail.money.editor.table.rows_model.rows[0].key)
    fill(view, amount="6 tỷ")
    assert works.work_file(context.workspace, work).entries[0].amount == 6_000_000_000
    view.detail.money.editor.delete()
    assert works.work_file(context.workspace, work).entries == ()
    view.notice.action.click()
    assert works.work_file(context.workspace, work).entries[0].amount == 6_000_000_000


def test_the_matrix_has_a_line_for_each_source_and_year_and_a_total(
    context: AppContext, view: WorksView
) -> None:
    work = build(context, "Đường Nà Pá")
    pay(context, work, "planned", "5 tỷ", "2022")
    pay(context, work, "planned", "6 tỷ", "2023")
    view.open(work)
    lines = view.detail.money.matrix.rows_model.rows
    assert [(line.source, line.year) for line in lines] == [
        ("Ngân sách xã", "2022"),
        ("", "2023"),
        ("Tổng cộng", ""),
    ]
    assert lines[-1].amounts["planned"] == 11_000_000_000


def test_money_that_does_not_add_up_is_pointed_out(context: AppContext, view: WorksView) -> None:
    work = build(context, "Đường Nà Pá")
    pay(context, work, "allocated", "1 tỷ")
    pay(context, work, "disbursed", "2 tỷ")
    view.open(work)
    assert view.detail.doubts.count() == 1
    assert view.table.sorted.index(0, 10).data() == "1"


def test_delete_in_the_list_of_amounts_takes_the_row_it_stands_on(
    context: AppContext, view: WorksView
) -> None:
    work = build(context, "Đường Nà Pá")
    pay(context, work, "planned", "5 tỷ")
    pay(context, work, "allocated", "4 tỷ")
    view.open(work)
    shown = view.detail.money.editor.table.rows_model.rows
    view.detail.money.editor.edit(shown[0].key)
    view.detail.money.editor.table.delete_asked.emit(shown[1])
    assert [one.kind for one in works.work_file(context.workspace, work).entries] == ["planned"]


def test_leaving_a_new_work_unnamed_deletes_nothing(context: AppContext, view: WorksView) -> None:
    view.table.choose_key(build(context, "Đường Nà Pá"))
    view.add()
    view.delete()
    assert len(records.list_records(context.workspace, "work")) == 1


def test_a_deleted_work_comes_back_with_its_money(context: AppContext, view: WorksView) -> None:
    work = build(context, "Đường Nà Pá")
    pay(context, work, "planned", "5 tỷ")
    view.open(work)
    view.delete()
    assert view.stack.currentIndex() == 0
    assert records.list_records(context.workspace, "money_entry") == ()
    view.notice.action.click()
    assert len(works.work_file(context.workspace, work).entries) == 1


def test_undoing_the_open_work_goes_back_to_the_list(context: AppContext, view: WorksView) -> None:
    view.open(build(context, "Đường Nà Pá"))
    context.do(history.undo)
    assert view.stack.currentIndex() == 0


def test_a_search_for_an_amount_opens_its_work(context: AppContext, view: WorksView) -> None:
    work = build(context, "Đường Nà Pá")
    view.show_record("money_entry", pay(context, work, "planned", "5 tỷ"))
    assert view.detail.key == work


def test_a_new_amount_is_of_the_year_people_look_at(context: AppContext, view: WorksView) -> None:
    view.open(build(context, "Đường Nà Pá"))
    context.choose_period("2021-H1")
    view.detail.money.editor.add()
    assert view.detail.money.editor.form.boxes["plan_year"].text() == "2021"


def test_a_refused_amount_is_said_once_and_keeps_the_cursor(
    context: AppContext, view: WorksView, qtbot: QtBot
) -> None:
    view.open(build(context, "Đường Nà Pá"))
    view.detail.money.editor.add()
    fill(view, source="nsdp-xa", plan_year="2023", kind="planned")
    box = view.detail.money.editor.form.boxes["amount"]
    with qtbot.waitActive(view):
        view.activateWindow()
    box.focus()
    qtbot.keyClicks(box.editor.edit, "18.0,23")
    qtbot.keyClick(box.editor.edit, Qt.Key.Key_Return)
    assert box.has_error()
    assert not box.editor.echo.isVisible()
    assert box.editor.edit.hasFocus()
    box.editor.edit.setText("18,23 triệu")
    assert box.editor.echo.isVisible()
    qtbot.keyClick(box.editor.edit, Qt.Key.Key_Return)
    assert not box.has_error()
    assert view.detail.money.editor.form.boxes["carried_to"].editor.hasFocus()


def test_escape_puts_the_amount_away_before_it_leaves_the_work(
    context: AppContext, view: WorksView, qtbot: QtBot
) -> None:
    view.open(build(context, "Đường Nà Pá"))
    with qtbot.waitActive(view):
        view.activateWindow()
    view.detail.money.editor.add()
    view._step_back()
    assert view.stack.currentIndex() == 1
    assert not view.detail.money.editor.card.isVisible()
    view._step_back()
    assert view.stack.currentIndex() == 0


def test_a_source_that_stands_alone_names_what_it_is_part_of(view: WorksView) -> None:
    box = view.detail.money.editor.form.boxes["source"]
    box.set_text("nstw-dau-tu")
    assert box.editor.currentText() == "Ngân sách trung ương – vốn đầu tư công"


def test_a_step_names_the_source_in_words(context: AppContext) -> None:
    pay(context, build(context, "Đường Nà Pá"), "planned", "5 tỷ")
    assert history.undo_label(context.workspace) == "Thêm dòng vốn: Ngân sách xã"


def test_an_amount_that_lacks_something_is_not_dropped_in_silence(
    context: AppContext, view: WorksView
) -> None:
    said: list[str] = []
    context.status_said.connect(said.append)
    work = build(context, "Đường Nà Pá")
    view.open(work)
    view.detail.money.editor.add()
    view.detail.money.editor.form.boxes["amount"].set_text("5 tỷ")
    view.show_list()
    assert said == ["Dòng vốn chưa đủ nên không ghi: Nguồn vốn, Khoản."]
    view.open(work)
    assert len(said) == 1


def test_files_of_a_work_are_shown_with_it(
    context: AppContext, view: WorksView, tmp_path: Path
) -> None:
    road, hall = build(context, "Đường Nà Pá"), build(context, "Nhà văn hóa")
    path = tmp_path / "Biên bản nghiệm thu.pdf"
    path.write_bytes(PDF)
    view.open(road)
    view.detail.evidence.attach([path])
    assert len(evidence.evidence_of(context.workspace, "work", road)) == 1
    view.open(hall)
    assert view.detail.evidence.lines == []
    view.open(road)
    panel = view.detail.evidence
    assert [line.item.record.name for line in panel.lines] == ["Biên bản nghiệm thu"]
    panel.lines[0].remove_button.click()
    assert "Đã gỡ minh chứng" in view.notice.message
