"""Many works at once: a verdict for each cell, then one step for all rows that are ready."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services import history, records, works
from tests.ui.works_data import build
from ui import notices
from ui.context import AppContext
from ui.models.works_draft import FIELDS, read_table
from ui.views.works_view.bulk_page import BulkPage


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> BulkPage:
    made = BulkPage(context)
    qtbot.addWidget(made)
    made.resize(1120, 600)
    made.show()
    made.start()
    return made


def paste(page: BulkPage, text: str) -> None:
    page.sheet.setCurrentIndex(page.draft.index(0, 0))
    QGuiApplication.clipboard().setText(text)
    page.sheet.paste_block()


BLOCK = (
    "Đường trục thôn Đông\tđường giao thông\tĐông\t\t488 m\t\t1.030\n"
    "Nhà văn hóa\tnhà văn hóa, khu thể thao\tTây\t2\t3\tphòng\t14,514 tỷ\tđang thi công\t45,5\n"
)


def test_a_pasted_block_becomes_works_as_one_step(page: BulkPage, context: AppContext) -> None:
    done: list[bool] = []
    page.written.connect(lambda: done.append(True))
    paste(page, BLOCK)
    assert page.act.text() == "Nhập 2 công trình"
    assert works.works_table(context.workspace).rows == ()
    page.write()
    found = {row.work.name: row.work for row in works.works_table(context.workspace).rows}
    road, hall = found["Đường trục thôn Đông"], found["Nhà văn hóa"]
    assert (road.work_type, road.village, road.measure_unit) == ("road", "Đông", "m")
    assert (str(road.quantity), road.total_investment) == ("488", 1_030_000_000)
    assert (hall.count, hall.state, hall.total_investment) == (2, "building", 14_514_000_000)
    assert str(hall.progress) == "45.5"
    assert done == [True]
    assert page.draft.filled_rows() == []
    assert history.undo_label(context.workspace) == "Nhập bảng công trình: 2 dòng"
    context.do(history.undo)
    assert works.works_table(context.workspace).rows == ()


def test_a_cell_that_is_not_understood_stays_with_its_reason(
    page: BulkPage, context: AppContext
) -> None:
    paste(page, "Đường A\tloại lạ\t\t\t\t\t14.514 tỷ\nĐường B\t\t\t\t\t\t5 tỷ\n")
    reasons = {one.draft.indicator: one for one in page.draft.refusals()}
    assert set(reasons) == {"work_type", "total_investment"}
    assert reasons["total_investment"].reason == "Số tiền này có thể hiểu hai cách."
    assert "14,514 tỷ" in reasons["total_investment"].hint
    assert page.told.text() == "1 dòng sẵn sàng; 2 ô cần sửa."
    page.write()
    assert [row.work.name for row in works.works_table(context.workspace).rows] == ["Đường B"]
    assert page.draft.shown_text(0, 0) == "Đường A"
    assert page.draft.shown_text(0, FIELDS.index("work_type")) == "loại lạ"
    page.draft.setData(page.draft.index(0, 1), "điện")
    page.draft.setData(page.draft.index(0, FIELDS.index("total_investment")), "14,514 tỷ")
    page.write()
    assert len(works.works_table(context.workspace).rows) == 2


@pytest.mark.parametrize(
    "amount",
    ["14.514 tỷ", "14.51 tỷ", "1e9", "−5", "-5 tỷ", "9" * 30, "9" * 17 + " tỷ", "=1+1", "NaN",
     "5 triệu triệu", "0,0000001", "năm tỷ"],
)  # fmt: skip
def test_a_hostile_amount_stays_in_its_cell_with_a_sentence(
    page: BulkPage, context: AppContext, amount: str
) -> None:
    paste(page, f"Đường A\t\t\t\t\t\t{amount}\n")
    [refusal] = page.draft.refusals()
    assert refusal.draft.indicator == "total_investment"
    assert refusal.reason.strip()
    assert page.draft.ready_rows() == []
    page.write()
    assert works.works_table(context.workspace).rows == ()


@pytest.mark.parametrize(
    ("field", "text"),
    [("progress", "120"), ("progress", "-1"), ("count", "0"), ("count", "2,5"), ("count", "x"),
     ("quantity", "-3 km"), ("state", "đang ngủ"), ("work_type", "lâu đài")],
)  # fmt: skip
def test_a_hostile_field_stays_in_its_cell_with_a_sentence(
    page: BulkPage, field: str, text: str
) -> None:
    cells = [""] * len(FIELDS)
    cells[0], cells[FIELDS.index(field)] = "Đường A", text
    paste(page, "\t".join(cells) + "\n")
    assert [one.draft.indicator for one in page.draft.refusals()] == [field]
    assert page.draft.ready_rows() == []


def test_a_row_without_a_name_is_marked_and_stays(page: BulkPage, context: AppContext) -> None:
    paste(page, "\tđiện\tĐông\nĐường A\n")
    page.write()
    assert [row.work.name for row in works.works_table(context.workspace).rows] == ["Đường A"]
    assert [one.draft.indicator for one in page.draft.refusals()] == ["name"]
    page.draft.setData(page.draft.index(0, 0), "Trạm biến áp")
    assert page.draft.refusals() == ()
    assert page.draft.ready_rows() == [0]


def test_a_long_block_makes_the_rows_it_needs(page: BulkPage, context: AppContext) -> None:
    paste(page, "".join(f"Công trình {number}\tđiện\n" for number in range(300)))
    assert len(page.draft.ready_rows()) == 300
    page.write()
    assert len(works.works_table(context.workspace).rows) == 300


def test_a_name_that_is_there_already_is_pointed_out(page: BulkPage, context: AppContext) -> None:
    build(context, "Đường A")
    paste(page, "đường a\nĐường B\n")
    assert page.told.text() == "2 dòng sẵn sàng; 1 tên đã có trong danh sách."


def test_types_and_states_are_picked_from_a_list(page: BulkPage) -> None:
    page.sheet.setCurrentIndex(page.draft.index(0, FIELDS.index("state")))
    menu = page.sheet.choices_menu()
    assert menu is not None
    shown = [action.text() for action in menu.actions()]
    assert "Đang thi công" in shown
    assert not any("Không áp dụng" in text for text in shown)
    page.sheet.setCurrentIndex(page.draft.index(0, 0))
    assert page.sheet.choices_menu() is None


def test_emptying_the_sheet_asks_first(monkeypatch: pytest.MonkeyPatch, page: BulkPage) -> None:
    paste(page, "Đường A\n")
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: False)
    page.empty()
    assert page.draft.ready_rows() == [0]
    monkeypatch.setattr(notices, "confirm", lambda *_, **__: True)
    page.empty()
    assert page.draft.filled_rows() == []


def test_rows_that_wait_are_said_when_the_screen_is_left(
    monkeypatch: pytest.MonkeyPatch, page: BulkPage
) -> None:
    said: list[str] = []
    monkeypatch.setattr(notices, "say", said.append)
    paste(page, "Đường A\n")
    page.commit_typing()
    assert said[-1] == "1 dòng ở bảng nhập nhanh chưa được nhập."


def test_every_cell_tells_its_field_row_and_reason(page: BulkPage, context: AppContext) -> None:
    paste(page, "Đường A\tloại lạ\n")
    from PySide6.QtCore import Qt

    told = page.draft.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Loại dòng 1: loại lạ ")
    assert records.list_records(context.workspace, "work") == ()


# --- tables with headings ---


def test_a_heading_row_tells_the_columns_and_is_no_work() -> None:
    table = read_table(
        [
            ["DANH MỤC CÔNG TRÌNH"],
            ["STT", "Tên công trình", "Địa điểm", "Tổng mức đầu tư (tỷ đồng)", "Nhà thầu", "ĐVT"],
            ["1", "Đường Nà Pá", "Thôn Đông", "14,514", "Công ty", "km"],
            ["2", "Trạm bơm", "", "2 tỷ 160 triệu", "", ""],
        ]
    )
    assert table is not None
    assert table.lines == (
        {"name": "Đường Nà Pá", "village": "Thôn Đông", "total_investment": "14,514 tỷ đồng",
         "measure_unit": "km"},
        {"name": "Trạm bơm", "total_investment": "2 tỷ 160 triệu"},
    )  # fmt: skip
    assert table.left_out == ("Nhà thầu",)


@pytest.mark.parametrize(
    ("head", "typed", "taken"),
    [
        ("Tổng mức (triệu đồng)", "500", "500"),
        ("Tổng mức đầu tư", "500", "500"),
        ("TMĐT, đồng", "1.500.000.000", "1.500.000.000 đồng"),
        ("Tổng mức (nghìn đồng)", "500.000", "500.000 nghìn đồng"),
    ],
)
def test_a_bare_amount_is_in_the_unit_of_its_head(head: str, typed: str, taken: str) -> None:
    table = read_table([["Công trình", head], ["Đường", typed]])
    assert table is not None
    assert table.lines[0]["total_investment"] == taken


def test_a_line_of_works_is_no_heading() -> None:
    assert read_table([["Đường", "đường giao thông", "Thôn Đông"], ["Cầu", "", ""]]) is None
