"""A finished file is looked at and printed from the window; what cannot be done is said."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services import printing
from ntm_desktop.services.layout_check import ShownLine
from ntm_desktop.services.printing import Preview
from ui.dialogs import document_output
from ui.dialogs.document_output import DocumentOutput, PreviewDialog, PrinterDialog

LINE = ShownLine(
    number=1, text="BÁO CÁO", align="center", is_bold=True, is_italic=False, in_table=False
)


class Desk:
    """A widget with what was told on it."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.owner, self.path = QWidget(), path
        qtbot.addWidget(self.owner)
        self.told: list[tuple[str, str]] = []
        self.output = DocumentOutput(
            self.owner, lambda act: act(), lambda *told: self.told.append(told)
        )

    def dialog(self) -> PreviewDialog | None:
        return self.owner.findChild(PreviewDialog)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    path = tmp_path / "Báo cáo năm.docx"
    path.write_bytes(b"PK")
    return Desk(qtbot, path)


def test_a_pdf_is_shown_by_the_system(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    made = desk.path.with_suffix(".pdf")
    monkeypatch.setattr(printing, "preview", lambda *_: Preview(made, (LINE,), ""))
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()) or True)
    )
    desk.output.preview(desk.path)
    qtbot.waitUntil(lambda: opened == [str(made)])
    assert desk.dialog() is None


@pytest.mark.parametrize("has_pdf", [True, False])
def test_without_pdf_or_viewer_the_text_is_shown(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, has_pdf: bool
) -> None:
    made = desk.path.with_suffix(".pdf") if has_pdf else None
    reason = "" if has_pdf else "LibreOffice chạy quá lâu nên đã dừng."
    monkeypatch.setattr(printing, "preview", lambda *_: Preview(made, (LINE,), reason))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    desk.output.preview(desk.path)
    qtbot.waitUntil(lambda: desk.dialog() is not None)
    dialog = desk.dialog()
    assert dialog is not None
    assert dialog.text.toPlainText() == "BÁO CÁO"
    assert ("không có chương trình xem PDF" if has_pdf else reason) in dialog.reason.text()
    dialog.close_button.click()


def test_without_a_printer_that_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_output, "installed_printers", lambda: ([], ""))
    desk.output.print_out(desk.path)
    assert desk.told == [(document_output.NO_PRINTER, "warning")]


def test_the_usual_printer_is_proposed_and_the_chosen_one_asked(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = PrinterDialog(desk.path, ["Canon", "HP"], "HP", desk.owner)
    assert dialog.printers.currentText() == "HP"
    monkeypatch.setattr(document_output, "installed_printers", lambda: (["Canon", "HP"], "HP"))
    monkeypatch.setattr(PrinterDialog, "exec", lambda _: PrinterDialog.DialogCode.Accepted)
    asked: list[str] = []
    monkeypatch.setattr(
        printing, "print_document", lambda _path, printer, _progress: asked.append(printer)
    )
    desk.output.print_out(desk.path)
    qtbot.waitUntil(lambda: bool(desk.told))
    assert asked == ["HP"]
    assert desk.told == [("Đã gửi Báo cáo năm.docx tới máy in “HP”.", "good")]


def test_nothing_is_printed_when_a_person_leaves_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_output, "installed_printers", lambda: (["Canon"], ""))
    monkeypatch.setattr(PrinterDialog, "exec", lambda _: PrinterDialog.DialogCode.Rejected)
    desk.output.print_out(desk.path)
    assert desk.told == []


def test_the_printers_of_this_computer_are_asked_of_the_system() -> None:
    names, usual = document_output.installed_printers()
    assert usual in ("", *names)
