"""The screen of recognition: criteria with appraisal, conditions, papers, titles, registers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.services import appraisal, conditions, entry, history, records, units
from ui import notices, style
from ui.context import AppContext
from ui.models.row_table import ROW_ROLE
from ui.views.recognition_view import RecognitionView

SET_ID = "xa-ntm-nang-cao-2021-2025"
PLACE = (SET_ID, "2023")


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[RecognitionView]:
    made = RecognitionView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def put(context: AppContext, entity: str, **fields: str) -> str:
    return context.do(lambda found: records.put_texts(found, entity, None, fields)).key


def declare(context: AppContext, code: str, word: str) -> None:
    draft = entry.ValueDraft(*PLACE, code, word)
    context.do(lambda workspace: entry.record_values(workspace, [draft]))


def type_into(view: RecognitionView, code: str, title: str, text: str) -> None:
    """Type into a cell of the criteria as the table's model takes it."""
    table = view.criteria.table
    table.choose_key(code)
    place = [column.title for column in table.model.columns].index(title)
    index = table.sorted.index(table.view.currentIndex().row(), place)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    table.sorted.setData(index, text)


def shown(view: RecognitionView, code: str, title: str) -> str:
    table = view.criteria.table
    titles = [column.title for column in table.model.columns]
    for place in range(table.sorted.rowCount()):
        index = table.sorted.index(place, titles.index(title))
        if index.data(ROW_ROLE).code == code:
            return str(index.data(Qt.ItemDataRole.DisplayRole))
    raise AssertionError(code)


def test_every_criterion_is_there_with_its_own_word(
    context: AppContext, view: RecognitionView
) -> None:
    assert len(view.criteria.table.model.rows) == 19
    declare(context, "10", "chưa đạt")
    assert shown(view, "10", "Tự đánh giá") == "Chưa đạt"
    assert "NTM nâng cao" in view.subtitle.text()
    assert not view.fold.isVisibleTo(view)


def test_dossier_and_appraisal_are_typed_in_place(
    context: AppContext, view: RecognitionView
) -> None:
    declare(context, "10", "đạt")
    type_into(view, "10", "Hồ sơ", "sent")
    type_into(view, "10", "Số xác nhận", "3/SNN")
    type_into(view, "10", "Ngày", "5/1/2024")
    type_into(view, "10", "Thẩm định", "not_met")
    type_into(view, "10", "Ý kiến thẩm định", "thiếu minh chứng")
    assert shown(view, "10", "Hồ sơ") == "Đã gửi"
    assert shown(view, "10", "Ngày") == "05/01/2024"
    assert shown(view, "10", "Thẩm định") == "Chưa đạt (khác)"
    assert view.criteria.difference.isVisibleTo(view)
    assert "thẩm định “chưa đạt”" in view.issues.item(0).text()
    context.do(history.undo)
    assert shown(view, "10", "Ý kiến thẩm định") == ""


def test_a_number_typed_before_the_dossier_stays_in_its_cell_and_is_kept_once_it_can_be(
    context: AppContext, view: RecognitionView, shown_errors: list[str]
) -> None:
    type_into(view, "10", "Số xác nhận", "3/SNN")
    assert len(shown_errors) == 1
    assert shown(view, "10", "Số xác nhận") == "3/SNN"
    table = view.criteria.table
    titles = [column.title for column in table.model.columns]
    index = table.sorted.index(table.view.currentIndex().row(), titles.index("Số xác nhận"))
    assert "Chưa ghi" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "chưa ghi" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert index.data(Qt.ItemDataRole.EditRole) == "3/SNN"
    type_into(view, "10", "Hồ sơ", "confirmed")
    assert table.model.refused_at(table.sorted.mapToSource(index)) is None
    found = appraisal.appraisal_sheet(context.workspace, *PLACE)
    [row] = [one for one in found.rows if one.code == "10"]
    assert row.dossier is not None
    assert row.dossier.number == "3/SNN"


def test_a_refused_text_goes_with_another_period_and_that_is_said(
    context: AppContext,
    view: RecognitionView,
    monkeypatch: pytest.MonkeyPatch,
    shown_errors: list[str],
) -> None:
    said: list[str] = []
    monkeypatch.setattr(notices, "say", said.append)
    type_into(view, "10", "Ngày", "hôm nào đó")
    type_into(view, "10", "Ngày", "31/02/2024")
    assert len(shown_errors) == 2
    assert shown(view, "10", "Ngày") == "31/02/2024"
    type_into(view, "10", "Ngày", "")
    assert shown(view, "10", "Ngày") == ""
    type_into(view, "10", "Ngày", "hôm nào đó")
    assert len(shown_errors) == 3
    context.choose_period("2024")
    assert said == ["Chưa ghi được nên bỏ: hôm nào đó."]
    assert shown(view, "10", "Ngày") == ""


def test_who_appraised_is_typed_under_the_table(context: AppContext, view: RecognitionView) -> None:
    view.criteria.table.choose_key("2")
    assert "Thẩm định tiêu chí 2." in view.criteria.heading.text()
    view.criteria.form.boxes["body"].set_text("Sở Xây dựng")
    view.criteria.table.choose_key("3")
    held = appraisal.appraisals(context.workspace, *PLACE)
    assert held["2"].body == "Sở Xây dựng"
    assert "3" not in held
    assert view.criteria.form.boxes["body"].text() == ""


def test_what_is_typed_of_an_appraisal_stays_in_its_period(
    context: AppContext, view: RecognitionView
) -> None:
    view.criteria.table.choose_key("2")
    view.criteria.form.boxes["body"].set_text("Sở Xây dựng")
    context.choose_period("2024")
    assert appraisal.appraisals(context.workspace, *PLACE)["2"].body == "Sở Xây dựng"
    assert appraisal.appraisals(context.workspace, SET_ID, "2024") == {}


def test_conditions_are_filled_in_on_their_cards(
    context: AppContext, view: RecognitionView
) -> None:
    rate = view.cards["DK2"]
    assert rate.form is not None
    for field, text in (("value", "95,3"), ("required", "90")):
        rate.form.boxes[field].set_text(text)
        rate.form._leave(field)
    assert rate.state.text == "Đạt"
    assert rate.sentence.text() == "Tỷ lệ hài lòng 95,3%, mức yêu cầu 90%."
    assert view.cards["DK1"].form is None
    rate.form.boxes["value"].set_text("nhiều")
    rate.form._leave("value")
    assert rate.form.boxes["value"].has_error()


def test_a_card_keeps_what_is_typed_when_another_period_is_chosen(
    context: AppContext, view: RecognitionView
) -> None:
    card = view.cards["DK4"]
    assert card.form is not None
    card.form.boxes["document"].set_text("1/CA")
    context.choose_period("2024")
    sheets = [conditions.conditions(context.workspace, SET_ID, year) for year in ("2023", "2024")]
    assert [one.conditions[3].held.document for one in sheets] == ["1/CA", None]
    fresh = view.cards["DK4"].form
    assert fresh is not None
    assert fresh.boxes["document"].text() == ""


def test_papers_are_ticked_and_take_files(context: AppContext, view: RecognitionView) -> None:
    table = view.papers.table
    index = table.sorted.index(1, 1)
    table.sorted.setData(index, "có")
    assert table.model.rows[1].is_ready
    assert view.papers.note.text().startswith("Đã có 1/7 thành phần.")
    table.choose_key("HS3")
    assert view.papers.evidence._record()[0] == "dossier_paper"
    assert table.model.rows[2].is_ready


def test_a_set_without_rules_says_so(context: AppContext, view: RecognitionView) -> None:
    context.choose_set("xa-ntm-2026-2030")
    assert list(view.cards) == ["BTC"]
    assert "chưa có quy định" in view._rules.text()
    view.tabs.setCurrentIndex(1)
    assert not view.papers.isVisibleTo(view)


def test_titles_are_counted_and_their_units_listed(
    context: AppContext, view: RecognitionView
) -> None:
    assert view.board.table._stack.currentIndex() == 1
    codes = context.do(lambda found: units.add_units(found, ["Thôn 1", "Thôn 2"])).codes
    for code, day in zip(codes, ("1/3/2023", "1/3/2022"), strict=True):
        lost = "1/6/2023" if day == "1/3/2022" else ""
        typed = {"title": "Thôn kiểu mẫu", "unit": code, "decision_on": day, "revoked_on": lost}
        put(context, "recognition", **typed)
    [row] = view.board.table.model.rows
    assert row.count.text == "01/02 thôn (50%)"
    put(context, "registration", title="Thôn kiểu mẫu", unit=codes[1], year_planned="2025")
    assert [one.word for one in view.board.lines.model.rows] == [
        "đang giữ", "đã thu hồi", "đã đăng ký",
    ]  # fmt: skip
    typed = {"title": "Thôn kiểu mẫu", "achieved": "2", "total": "2", "period": "2023"}
    put(context, "recognition_rollup", **typed, planned_own="2")
    view.tabs.setCurrentWidget(view.board)
    assert view.board.difference.isVisibleTo(view)
    assert "50% kế hoạch của đơn vị" in view.board.plans.text()
    view.board.lines.row_opened.emit(view.board.lines.model.rows[0])
    assert view.register() is view.registers["recognition"]


def test_ctrl_n_adds_where_one_stands(view: RecognitionView) -> None:
    assert not view._add.isVisibleTo(view)
    view.tabs.setCurrentWidget(view.board)
    assert view._add.text() == "Thêm đăng ký"
    view._add_here()
    assert view.register() is view.registers["registration"]
    view.tabs.setCurrentWidget(view.registers["recognition"])
    assert view._add.text() == "Thêm quyết định"
    view._add_here()
    assert view.registers["recognition"].form is not None


def test_units_and_sets_are_chosen_from_lists(context: AppContext, view: RecognitionView) -> None:
    [code] = context.do(lambda found: units.add_units(found, ["Thôn Đông"])).codes
    register = view.registers["registration"]
    register.add()
    assert register.form is not None
    register.form.boxes["unit"].set_text(code)
    register.form.boxes["set_id"].set_text(SET_ID)
    register.form.boxes["title"].set_text("Thôn kiểu mẫu")
    register.form._leave("title")
    [record] = records.list_records(context.workspace, "registration")
    assert (record.values["unit"], record.values["set_id"]) == (code, SET_ID)
    first = register.table.sorted.index(0, 0)
    assert first.data(Qt.ItemDataRole.DisplayRole) == "Thôn Đông"


def test_how_a_decision_stands_is_told_by_word(context: AppContext, view: RecognitionView) -> None:
    put(context, "recognition", title="Xã NTM", decision_on="1/1/2022", valid_until="1/1/2023")
    view.tabs.setCurrentWidget(view.registers["recognition"])
    table = view.registers["recognition"].table
    last = table.sorted.columnCount() - 1
    assert table.sorted.index(0, last).data(Qt.ItemDataRole.DisplayRole) == "Đã hết hạn"


def test_the_share_of_a_typed_count_has_two_decimals(
    context: AppContext, view: RecognitionView
) -> None:
    key = put(context, "recognition_rollup", title="Thôn kiểu mẫu", achieved="73", total="85")
    view.show_record("recognition_rollup", key)
    register = view.register()
    assert register is view.registers["recognition_rollup"]
    last = register.table.sorted.columnCount() - 1
    assert register.table.sorted.index(0, last).data(Qt.ItemDataRole.DisplayRole) == "85,88%"


@pytest.mark.parametrize("entity", ["appraisal", "dossier_paper", "dossier_state"])
def test_a_search_shows_the_record_in_its_place(
    context: AppContext, view: RecognitionView, entity: str
) -> None:
    places = {
        "appraisal": {"code": "7", "outcome": "đạt", "period": "2022"},
        "dossier_paper": {"paper": "HS4", "state": "có", "period": "2022"},
        "dossier_state": {"criterion": "7", "state": "đã gửi"},
    }
    key = put(context, entity, set_id=SET_ID, **places[entity])
    view.show_record(entity, key)
    if entity == "dossier_paper":
        assert view.tabs.currentIndex() == 1
        assert view.papers.table.current_row().key == "HS4"
    else:
        assert view.tabs.currentIndex() == 0
        assert view.criteria.table.current_row().code == "7"
    assert context.period_id == ("2023" if entity == "dossier_state" else "2022")


def test_an_issue_leads_to_what_it_is_about(context: AppContext, view: RecognitionView) -> None:
    declare(context, "7", "đạt")
    type_into(view, "7", "Thẩm định", "not_met")
    view.criteria.table.choose_key("1")
    view.tabs.setCurrentIndex(1)
    view._go_to(appraisal.appraisal_sheet(context.workspace, *PLACE).issues[0])
    assert view.tabs.currentIndex() == 0
    assert view.criteria.table.current_row().code == "7"
    key = put(
        context, "recognition", title="Xã NTM", valid_until="1/1/2023", year_recognised="2022"
    )
    view._go_to(Issue(Severity.WARNING, "DK3", "nợ"))
    assert view.tabs.currentIndex() == 1
    view.tabs.setCurrentIndex(0)
    view._go_to(Issue(Severity.WARNING, "HS1", "tờ trình"))
    assert view.papers.table.current_row().key == "HS1"
    assert view.tabs.currentIndex() == 1
    view.tabs.setCurrentWidget(view.board)
    assert view.fold.isVisibleTo(view)
    view.issues.itemActivated.emit(view.issues.item(0))
    assert view.register() is view.registers["recognition"]
    assert view.registers["recognition"]._key == key


def test_the_words_of_an_outcome_fit_into_their_column(view: RecognitionView) -> None:
    table = view.criteria.table.view
    word = table.fontMetrics().horizontalAdvance(style.STATES["no_data"].word)
    assert table.columnWidth(2) >= word + style.ICON + 2 * style.SMALL + style.TINY


def test_the_period_of_a_count_is_told_in_words(context: AppContext, view: RecognitionView) -> None:
    typed = {"title": "Thôn kiểu mẫu", "period": "2024-Q1", "achieved": "3"}
    view.show_record("recognition_rollup", put(context, "recognition_rollup", **typed))
    register = view.registers["recognition_rollup"]
    titles = [column.title for column in register.table.model.columns]
    cell = register.table.sorted.index(0, titles.index("Kỳ"))
    assert cell.data(Qt.ItemDataRole.DisplayRole) == "quý I năm 2024"
