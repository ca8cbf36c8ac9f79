"""One work: steps with dates, doubts with reasons, corrections, contributions, documents."""

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.evidence import stage_of
from ntm_desktop.domain.works import MoneyEntry
from ntm_desktop.services import evidence, history, records, works
from tests.evidence_files import PDF
from tests.ui.works_data import build, pay
from ui.context import AppContext
from ui.dialogs.correction_dialog import CorrectionDialog
from ui.dialogs.step_dialog import StepDialog
from ui.views.works_view import WorksView, money_part, work_page
from ui.widgets.doubt_list import KEEP
from ui.widgets.work_document_field import WorkDocumentField
from ui.widgets.work_village_field import WorkVillageField


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[WorksView]:
    made = WorksView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def entries(context: AppContext, work: str) -> tuple[MoneyEntry, ...]:
    return works.work_file(context.workspace, work).entries


# --- steps ---


def test_the_next_step_asks_for_its_day_and_is_one_undo(
    monkeypatch: pytest.MonkeyPatch, context: AppContext, view: WorksView
) -> None:
    key = build(context, "Đường", state="đã phê duyệt", decision_on="1/3/2023")
    view.open(key)
    assert view.detail.steps.next_button.text() == "Ghi “Đang thi công”"
    asked: list[tuple[str, str]] = []
    day = datetime.date(2023, 6, 5)

    def answer(_parent: object, state: str, label: str, _today: object):
        asked.append((state, label))
        return True, day

    monkeypatch.setattr(work_page, "ask_day", answer)
    view.detail.steps.next_button.click()
    work = works.work_file(context.workspace, key).work
    assert asked == [("Đang thi công", "Khởi công")]
    assert (work.state, work.start_on) == ("building", day)
    context.do(history.undo)
    work = works.work_file(context.workspace, key).work
    assert (work.state, work.start_on) == ("approved", None)


@pytest.mark.parametrize(("is_taken", "state"), [(True, "approved"), (False, "proposed")])
def test_no_day_is_made_up_for_a_step(
    monkeypatch: pytest.MonkeyPatch, context: AppContext, view: WorksView, is_taken: bool,
    state: str,
) -> None:  # fmt: skip
    key = build(context, "Đường", state="đề xuất")
    view.open(key)
    monkeypatch.setattr(work_page, "ask_day", lambda *_: (is_taken, None))
    view.detail.steps.next_button.click()
    work = works.work_file(context.workspace, key).work
    assert (work.state, work.decision_on, work.proposed_on) == (state, None, None)


def test_the_day_of_a_step_is_empty_at_first_and_enter_takes_what_is_typed(qtbot: QtBot) -> None:
    dialog = StepDialog("Đã phê duyệt", "Ngày quyết định", datetime.date(2026, 11, 23))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.date.text() == ""
    assert dialog.act.text() == "Ghi, chưa có ngày"
    dialog.date.setText("31/2/2023")
    qtbot.keyClick(dialog.date, Qt.Key.Key_Return)
    assert not dialog.error.isHidden()
    assert dialog.isVisible()
    dialog.date.setText("1/3/2023")
    qtbot.keyClick(dialog.date, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.day == datetime.date(2023, 3, 1)


def test_a_step_keeps_the_date_it_has(context: AppContext, view: WorksView) -> None:
    key = build(context, "Đường", state="đã phê duyệt", start_on="5/6/2023")
    view.open(key)
    view.detail.steps.next_button.click()
    assert str(works.work_file(context.workspace, key).work.start_on) == "2023-06-05"


def test_a_missing_date_and_one_that_goes_back_are_marked(
    context: AppContext, view: WorksView
) -> None:
    key = build(context, "Đường", state="đang thi công", decision_on="1/3/2023",
                start_on="1/2/2023")  # fmt: skip
    view.open(key)
    steps = view.detail.steps.steps
    assert "cần xem lại ngày" in steps["proposed"].date_button.accessibleName()
    assert "cần xem lại ngày" in steps["building"].date_button.accessibleName()
    assert "cần xem lại" not in steps["approved"].date_button.accessibleName()
    assert any("trước ngày" in one.text for one in view.detail.doubts.doubts)


def test_the_date_of_a_step_leads_to_its_field(
    context: AppContext, view: WorksView, qtbot: QtBot
) -> None:
    view.open(build(context, "Đường"))
    with qtbot.waitActive(view):
        view.activateWindow()
    assert not view.detail.time_fold.is_open()
    view.detail.steps.steps["settled"].date_button.click()
    assert view.detail.time_fold.is_open()
    assert view.detail._forms[1].boxes["settled_on"].editor.hasFocus()


def test_a_stopped_work_offers_no_next_step(context: AppContext, view: WorksView) -> None:
    view.open(build(context, "Đường", state="tạm dừng"))
    assert not view.detail.steps.next_button.isVisibleTo(view)
    assert view.detail.steps.stopped.isVisibleTo(view)


# --- doubts ---


def test_a_doubt_stands_with_a_reason_until_the_amounts_change(
    monkeypatch: pytest.MonkeyPatch, context: AppContext, view: WorksView
) -> None:
    key = build(context, "Đường")
    pay(context, key, "allocated", "1 tỷ")
    pay(context, key, "disbursed", "2 tỷ")
    view.open(key)
    rule = "disbursed_over_allocated"
    assert view.detail.doubts.buttons[rule].text() == KEEP
    monkeypatch.setattr(work_page, "ask_reason", lambda *_: "giao bổ sung cuối năm")
    view.detail.doubts.buttons[rule].click()
    assert view.detail.doubts.count() == 0
    assert [one.reason for one in view.detail.doubts.doubts] == ["giao bổ sung cuối năm"]
    pay(context, key, "disbursed", "500 triệu")
    assert view.detail.doubts.count() == 1


def test_without_a_reason_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, context: AppContext, view: WorksView
) -> None:
    key = build(context, "Đường")
    pay(context, key, "allocated", "1 tỷ")
    pay(context, key, "disbursed", "2 tỷ")
    view.open(key)
    monkeypatch.setattr(work_page, "ask_reason", lambda *_: None)
    view.detail.give_reason("disbursed_over_allocated", "")
    assert view.detail.doubts.count() == 1


# --- money ---


def test_a_correction_is_one_more_entry_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, context: AppContext, view: WorksView
) -> None:
    key = build(context, "Đường")
    wrong = pay(context, key, "disbursed", "5 tỷ")

    def answer(dialog: CorrectionDialog) -> QDialog.DialogCode:
        dialog.edit.set_text("500")
        dialog.reason.setPlainText("ghi nhầm một số 0")
        dialog._take()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(money_part.CorrectionDialog, "exec", answer)
    view.open(key)
    view.detail.money.editor.edit(wrong)
    view.detail.money.correct_button.click()
    assert sorted(one.amount for one in entries(context, key)) == [-4_500_000_000, 5_000_000_000]
    notes = [view.detail.money.editor.table.rows_model.index(row, 5).data() for row in (0, 1)]
    assert "Điều chỉnh: ghi nhầm một số 0" in notes
    assert view.detail.money.matrix.rows_model.rows[0].amounts["disbursed"] == 500_000_000


def test_a_correction_says_what_it_does_not_understand(context: AppContext, qtbot: QtBot) -> None:
    dialog = CorrectionDialog(5_000_000_000, context.workspace.today())
    qtbot.addWidget(dialog)
    assert not dialog.act.isEnabled()
    dialog.reason.setPlainText("nhầm")
    dialog.edit.set_text("năm tỷ gì đó")
    assert dialog.act.isEnabled()
    dialog.act.click()
    assert not dialog.error.isHidden()
    dialog.edit.set_text("500")
    dialog.date.setText("ngày nào đó")
    dialog.act.click()
    assert dialog.result() == 0
    dialog.date.setText("5/1/2024")
    dialog.act.click()
    assert (dialog.amount, str(dialog.day)) == (500_000_000, "2024-01-05")


def test_a_chosen_year_shows_its_sources_and_entries_only(
    context: AppContext, view: WorksView
) -> None:
    key = build(context, "Đường")
    pay(context, key, "planned", "5 tỷ", plan_year="2022")
    pay(context, key, "planned", "6 tỷ")
    view.open(key)
    money = view.detail.money
    money.year.setCurrentIndex(money.year.findData(2022))
    money.year.activated.emit(1)
    assert [line.amounts["planned"] for line in money.matrix.rows_model.rows] == [5_000_000_000]
    assert len(money.editor.table.rows_model.rows) == 1
    assert money._starts() == {"plan_year": "2022"}
    money.editor.add()
    for name, text in (("source", "nsdp-xa"), ("kind", "planned"), ("plan_year", "2021"),
                       ("amount", "1 tỷ")):  # fmt: skip
        money.editor.form.boxes[name].set_text(text)
        money.editor.form._leave(name)
    assert money.year.currentData() == 0
    assert len(money.editor.table.rows_model.rows) == 3


def test_enter_on_a_source_goes_to_its_entries(context: AppContext, view: WorksView) -> None:
    key = build(context, "Đường")
    pay(context, key, "planned", "5 tỷ")
    wanted = pay(context, key, "disbursed", "6 tỷ", source="tin-dung")
    view.open(key)
    line = next(
        one for one in view.detail.money.matrix.rows_model.rows if one.source_id == "tin-dung"
    )
    view.detail.money.matrix.row_opened.emit(line)
    assert view.detail.money.editor.table.current_row().key == wanted


# --- what belongs to it ---


def give(view: WorksView, **texts: str) -> None:
    view.detail.given.add()
    for name, text in texts.items():
        view.detail.given.form.boxes[name].set_text(text)
    view.detail.given.form._leave(next(reversed(texts)))


def test_days_of_work_count_with_their_price(context: AppContext, view: WorksView) -> None:
    key = build(context, "Đường")
    view.open(key)
    give(view, kind="labour", quantity="1.250", measure_unit="công", unit_price="200 nghìn",
         households="85", village="Đông")  # fmt: skip
    table = view.detail.given.table.rows_model
    cells = [table.index(0, column).data() for column in range(6)]
    assert cells == ["Ngày công", "1.250 công", "200.000", "250", "85", "Đông"]
    assert view.detail.given_fold.note() == "1 dòng"


def test_land_without_a_price_keeps_its_quantity_and_says_so(
    context: AppContext, view: WorksView
) -> None:
    view.open(build(context, "Đường"))
    give(view, kind="land", quantity="37.647", measure_unit="m2")
    assert view.detail.given.table.rows_model.index(0, 1).data() == "37.647 m²"
    assert view.detail.given.table.rows_model.index(0, 3).data() == ""
    assert any("đơn giá" in one.text for one in view.detail.doubts.doubts)


def test_a_document_is_tied_by_its_role_and_opens_from_here(
    context: AppContext, view: WorksView
) -> None:
    opened: list[tuple[str, str, str]] = []
    context.open_requested.connect(lambda *asked: opened.append(asked))
    values = {"number": "12/QĐ-UBND", "subject": "Phê duyệt báo cáo", "issued_on": "1/3/2023"}
    paper = context.do(
        lambda found: records.put_texts(found, "official_document", None, values)
    ).key
    view.open(build(context, "Đường"))
    part = view.detail.documents
    part.add()
    part.form.boxes["role"].set_text("decision")
    part.form.boxes["document"].set_text(paper)
    part.form._leave("document")
    link = next(one for one in view.detail.links.links if one.name == "Quyết định phê duyệt")
    assert "12/QĐ-UBND" in link.text
    assert link.act is not None
    link.act()
    assert opened == [("documents", "official_document", paper)]


def test_a_pasted_citation_is_recorded_tied_and_shown_and_one_undo_takes_both_back(
    context: AppContext, view: WorksView
) -> None:
    view.open(build(context, "Đường"))
    part = view.detail.documents
    part.add()
    part.form.boxes["role"].set_text("contract")
    field = part.form.boxes["document"].editor
    assert isinstance(field, WorkDocumentField)
    field.setText("Hợp đồng số 05/2023/HĐ-XD ngày 12/3/2023 của UBND xã")
    part.form._leave("document")
    (row,) = part.table.rows_model.rows
    (paper,) = records.list_records(context.workspace, "official_document")
    assert row.document == paper.key
    assert "05/2023/HĐ-XD" in str(part.table.rows_model.index(0, 1).data())
    part.edit(row.key)
    shown = part.form.boxes["document"].editor
    assert isinstance(shown, WorkDocumentField)
    assert "05/2023/HĐ-XD" in shown.displayText()
    assert shown.text() == paper.key
    context.do(lambda found: history.undo(found))
    assert not records.list_records(context.workspace, "official_document")
    assert not records.list_records(context.workspace, "work_document")


def test_a_kept_document_is_found_by_its_number_and_what_names_none_is_refused(
    context: AppContext, view: WorksView
) -> None:
    values = {"number": "12/QĐ-UBND", "issued_on": "1/3/2023"}
    paper = context.do(
        lambda found: records.put_texts(found, "official_document", None, values)
    ).key
    view.open(build(context, "Đường"))
    part = view.detail.documents
    part.add()
    part.form.boxes["role"].set_text("decision")
    box = part.form.boxes["document"]
    assert isinstance(box.editor, WorkDocumentField)
    box.editor.setText("quyết định phê duyệt")
    part.form._leave("document")
    assert "chưa có số" in box.note.text()
    (found,) = box.editor._like("12/qd")
    box.editor._take(found)
    assert box.text() == paper
    assert [one.document for one in part.table.rows_model.rows] == [paper]


def test_a_thon_is_completed_without_accents_after_each_semicolon() -> None:
    field = WorkVillageField(["thôn Hồng Nguyệt", "thôn Chùa"])
    assert [one.text for one in field._like("hong")] == ["thôn Hồng Nguyệt"]
    assert [one.text for one in field._like("thôn Chùa; hong")] == ["thôn Chùa; thôn Hồng Nguyệt"]
    assert field._like("thôn Chùa; ") == []


def test_indicators_and_tasks_are_links(context: AppContext, view: WorksView) -> None:
    key = build(context, "Đường", indicator="2.1", more_indicators="2.2")
    values = {"text": "Hoàn thành đường", "work": key}
    context.do(lambda found: records.put_texts(found, "task", None, values))
    view.open(key)
    named = [(one.name, one.text) for one in view.detail.links.links]
    assert named == [
        ("Phục vụ chỉ tiêu", "2.1"),
        ("Phục vụ chỉ tiêu", "2.2"),
        ("Nhiệm vụ", "Hoàn thành đường"),
    ]


def test_a_group_says_what_its_members_lack(context: AppContext, view: WorksView) -> None:
    group = build(context, "Kênh mương", count="3", total_investment="10 tỷ")
    build(context, "Kênh A", group=group, total_investment="4 tỷ")
    build(context, "Kênh B", group=group)
    view.open(group)
    told = view.detail._difference.text()
    assert "nhóm ghi 3 công trình, đã nhập 2".capitalize() in told
    assert "lệch 6.000 triệu đồng" in told
    assert "1 công trình chưa có tổng mức" in told


def test_files_are_grouped_by_the_stage_they_were_attached_for(
    context: AppContext, view: WorksView, tmp_path
) -> None:
    key = build(context, "Đường")
    view.open(key)
    panel = view.detail.evidence
    for name, stage in (("sau.pdf", "after"), ("truoc.pdf", "before")):
        path = tmp_path / name
        path.write_bytes(PDF + name.encode())
        panel.stage.setCurrentIndex(panel.stage.findData(stage))
        panel.attach([path])
    held = [one.record for one in evidence.evidence_of(context.workspace, "work", key)]
    assert {one.name: (one.stage, one.note) for one in held} == {
        "sau": ("after", None),
        "truoc": ("before", None),
    }
    assert [line.item.record.name for line in panel.lines] == ["truoc", "sau"]
    panel.move_to(panel.lines[1].item.record.key, "building")
    assert [stage_of(line.item.record) for line in panel.lines] == ["before", "building"]
    context.do(history.undo)
    assert [stage_of(line.item.record) for line in panel.lines] == ["before", "after"]


def test_a_stage_that_an_earlier_version_kept_in_the_note_still_counts(
    context: AppContext, view: WorksView, tmp_path
) -> None:
    key = build(context, "Đường")
    path = tmp_path / "anh.pdf"
    path.write_bytes(PDF)
    view.open(key)
    context.do(
        lambda found: evidence.attach(found, "work", key, [path], "Nghiệm thu, bàn giao\nđủ chữ ký")
    )
    [line] = view.detail.evidence.lines
    assert stage_of(line.item.record) == "accepted"
    view.detail.evidence.move_to(line.item.record.key, "papers")
    [line] = view.detail.evidence.lines
    assert stage_of(line.item.record) == "papers"


def test_a_deleted_part_comes_back(context: AppContext, view: WorksView) -> None:
    view.open(build(context, "Đường"))
    give(view, kind="cash", quantity="1", amount="5 triệu")
    assert len(view.detail.given.table.rows_model.rows) == 1
    view.detail.given.delete()
    assert view.detail.given.table.rows_model.rows == ()
    view.notice.action.click()
    assert len(view.detail.given.table.rows_model.rows) == 1


def test_a_search_for_a_contribution_opens_its_work(context: AppContext, view: WorksView) -> None:
    key = build(context, "Đường")
    values = {"work": key, "kind": "cash", "amount": "5 triệu"}
    gift = context.do(lambda found: records.put_texts(found, "contribution", None, values)).key
    view.show_record("contribution", gift)
    assert view.detail.key == key
    assert view.detail.given.table.current_row().key == gift


def test_an_amount_of_no_work_is_kept_with_the_programme(
    context: AppContext, view: WorksView
) -> None:
    view.tabs.setCurrentWidget(view.general)
    view.general.money.add()
    for name, text in (("source", "nsdp-xa"), ("kind", "planned"), ("amount", "30.170")):
        view.general.money.form.boxes[name].set_text(text)
        view.general.money.form._leave(name)
    held = records.list_records(context.workspace, "money_entry")
    assert [(one.values["work"], one.values["amount"]) for one in held] == [(None, 30_170_000_000)]
    assert len(view.general.money.table.rows_model.rows) == 1
    view.show_record("money_entry", held[0].key)
    assert view.tabs.currentWidget() is view.general
    assert view.general.money.form.boxes["amount"].text() == "30.170.000.000 đồng"


def test_money_of_works_is_not_among_that_of_the_programme(
    context: AppContext, view: WorksView
) -> None:
    pay(context, build(context, "Đường"), "planned", "5 tỷ")
    view.tabs.setCurrentWidget(view.general)
    assert view.general.money.table.rows_model.rows == ()
    assert view.general.money._why.isVisibleTo(view)
