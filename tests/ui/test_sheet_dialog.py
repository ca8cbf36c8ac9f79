"""The preview of an Excel sheet: rows with what changes, and the unit of small amounts asked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.services import sheets
from ntm_desktop.services.records import put_texts
from ui.context import AppContext
from ui.dialogs.sheet_dialog import SheetImportDialog

HEAD = "Tổng mức đầu tư (đồng)"


@pytest.fixture
def path(context: AppContext, tmp_path: Path) -> Path:
    """Export a work of 1,5 tỷ and type 500 over it, then a new work below."""
    put_texts(
        context.workspace, "work", None, {"name": "Đường Nà Pá", "total_investment": "1,5 tỷ"}
    )
    made = tmp_path / "works.xlsx"
    sheets.export_records(context.workspace, "work", made)
    book = openpyxl.load_workbook(made)
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    page.cell(2, heads[HEAD]).value = 500
    page.cell(3, heads["Tên công trình"]).value = "Trạm bơm"
    page.cell(3, heads[HEAD]).value = "2.160 triệu"
    book.save(made)
    return made


@pytest.fixture
def dialog(context: AppContext, path: Path, qtbot: QtBot) -> SheetImportDialog:
    found = sheets.import_records(context.workspace, "work", path, dry_run=True)
    made = SheetImportDialog(context, "work", path, found)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: SheetImportDialog, unit: str) -> None:
    dialog.units.setCurrentIndex(dialog.units.findData(unit))
    dialog.units.activated.emit(dialog.units.currentIndex())


def test_a_small_amount_is_refused_until_its_unit_is_said(
    context: AppContext, dialog: SheetImportDialog, qtbot: QtBot
) -> None:
    assert dialog.units.isVisible()
    assert "1 số tiền nhỏ không ghi đơn vị" in dialog.bare_told.text()
    assert dialog.act.text() == "Nhập 1 dòng"
    assert "500 triệu đồng" in dialog.table.model.rows[0].why
    choose(dialog, "million")
    qtbot.waitUntil(lambda: dialog.act.text() == "Nhập 2 dòng", timeout=10_000)
    told = [line.why for line in dialog.table.model.rows]
    assert "Tổng mức đầu tư: 1.500.000.000 đồng → 500.000.000 đồng" in told
    assert any("Tổng mức đầu tư: 2.160.000.000 đồng" in one for one in told)
    dialog.act.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    rows = context.workspace.store.rows(entity_named("work"))
    assert {row["name"]: row["total_investment"] for row in rows} == {
        "Đường Nà Pá": 500_000_000,
        "Trạm bơm": 2_160_000_000,
    }


def test_without_small_amounts_nothing_is_asked(
    context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    made = tmp_path / "a.xlsx"
    sheets.export_records(context.workspace, "work", made)
    found = sheets.import_records(context.workspace, "work", made, dry_run=True)
    dialog = SheetImportDialog(context, "work", made, found)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.units.isVisible()
    assert not dialog.act.isEnabled()
