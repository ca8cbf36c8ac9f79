"""Look at a finished Word file, print it or write it as PDF; what cannot be done is said.

Word or LibreOffice of this computer does the work, on a job that can be stopped. Without them a
file is still shown, as text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.progress import Progress
from ntm_desktop.services import printing, reporting
from ntm_desktop.services.printing import Preview
from ui import jobs, notices, style
from ui.dialogs import file_choice
from ui.widgets.checked_text import CheckedText
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

Tell = Callable[[str, str], None]
Start = Callable[[Callable[[], None]], None]
WIDTH, HEIGHT = 760, 620
TEXT_ONLY = "Dưới đây chỉ là phần chữ của văn bản; lề, phông chữ và trang như khi in xem ở tệp."
NO_VIEWER = "Máy này không có chương trình xem PDF."
NO_PRINTER = "Máy này chưa cài máy in. Cài máy in, hoặc chép tệp sang máy có máy in."


class DocumentOutput:
    """What can be done with a finished file, for the widget `owner` that shows it.

    `tell(sentence, kind of label)` says what became of it; `start` runs work once no quiet job is
    in the way.
    """

    def __init__(self, owner: QWidget, start: Start, tell: Tell) -> None:
        self._owner, self._start, self._tell = owner, start, tell

    # --- look ---

    def preview(self, path: Path) -> None:
        """Show a file as PDF in the system's program, or its text in a window of ours."""
        self._start(partial(self._preview, path))

    def _preview(self, path: Path) -> None:
        """Make the preview on a job."""

        def work(progress: Progress) -> Preview:
            return printing.preview(path, progress)

        jobs.run(self._owner, "Đang lập bản xem trước", work, partial(self._look, path))

    def _look(self, path: Path, found: Preview) -> None:
        """Show what there is to look at."""
        shown = found.pdf is not None and QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(found.pdf))
        )
        if not shown:
            dialog = PreviewDialog(path, found, self._owner.window())
            dialog.open()

    # --- PDF ---

    def export(self, path: Path) -> None:
        """Write a file as PDF beside it, or say that this computer cannot."""
        out = path.with_suffix(".pdf")
        if not reporting.can_make_pdf():
            self._tell(f"{texts.PDF_NO_PROGRAM} {texts.PDF_NO_PROGRAM_HINT}", "warning")
        elif not out.exists() or notices.confirm(
            f"Đã có tệp {out.name}.", "Thay tệp PDF này", "Tệp cũ được thay bằng bản xuất lại."
        ):
            self._start(partial(self._export, path, out))

    def _export(self, source: Path, out: Path) -> None:
        """Write the PDF on a job."""

        def work(progress: Progress) -> str:
            return reporting.make_pdf(source, out, progress)

        jobs.run(self._owner, "Đang xuất PDF", work, partial(self._show_pdf, out))

    def _show_pdf(self, out: Path, used: str) -> None:
        """Say what was made, and open it."""
        self._tell(f"Đã xuất {out.name} bằng {used}.", "good")
        file_choice.open_path(out)

    # --- print ---

    def print_out(self, path: Path) -> None:
        """Ask for a printer and send a file to it, or say that there is none."""
        printers, usual = installed_printers()
        if not printers:
            self._tell(NO_PRINTER, "warning")
            return
        printer = ask_printer(self._owner.window(), path, printers, usual)
        if printer:
            self._start(partial(self._print, path, printer))

    def _print(self, path: Path, printer: str) -> None:
        """Print on a job."""

        def work(progress: Progress) -> str:
            return printing.print_document(path, printer, progress)

        def told(_: str) -> None:
            self._tell(f"Đã gửi {path.name} tới máy in “{printer}”.", "good")

        jobs.run(self._owner, "Đang gửi tới máy in", work, told)


class PreviewDialog(QDialog):
    """The text of a file, with the reason why it is not shown as it is printed."""

    def __init__(self, path: Path, found: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Xem trước {path.name}")
        self.resize(WIDTH, HEIGHT)
        self.reason = label(f"{found.reason or NO_VIEWER} {TEXT_ONLY}", "warning", wrap=True)
        self.text = CheckedText(f"Nội dung {path.name}")
        self.text.set_lines(found.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(path.name, "section", wrap=True))
        column.addWidget(self.reason)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Mở thư mục", partial(file_choice.open_path, path.parent)))
        row.addWidget(button("Mở tệp", partial(file_choice.open_path, path), icon="open"))
        self.close_button = button("Đóng", self.accept, kind="primary")
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.finished.connect(self.deleteLater)


class PrinterDialog(QDialog):
    """Which printer a file goes to."""

    def __init__(
        self, path: Path, printers: list[str], usual: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("In văn bản")
        self.setMinimumWidth(style.scaled(460))
        self.printers = CalmComboBox()
        self.printers.setAccessibleName("Máy in")
        self.printers.addItems(printers)
        self.printers.setCurrentIndex(max(self.printers.findText(usual), 0))
        self.act = button("In", self.accept, icon="print", kind="primary")
        self.act.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(f"In {path.name}", "section", wrap=True))
        column.addWidget(label("Máy in", "small"))
        column.addWidget(self.printers)
        column.addWidget(
            label("In một bản, theo cài đặt sẵn của máy in (một mặt hay hai mặt).", "muted")
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Hủy", self.reject))
        row.addWidget(self.act)
        column.addLayout(row)


def installed_printers() -> tuple[list[str], str]:
    """Return the names of the printers of this computer and of the usual one, "" without one."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName()


def ask_printer(parent: QWidget, path: Path, printers: list[str], usual: str) -> str:
    """Return the printer a person chooses, "" when nothing is to be printed."""
    dialog = PrinterDialog(path, printers, usual, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.printers.currentText() if accepted else ""
