"""Take the pictures of the user guide (docs/images/*.png) from the samples, without a screen.

Run by hand after a screen changed: `.venv/bin/python tools/make_screenshots.py [FOLDER]`. The clock
is `NTM_NOW` (milliseconds since 1970), by default a morning of January 2024, and the key of the
computer is made up, so that two runs on one machine give the same files.
"""

import json
import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import docx
import openpyxl
from docx.shared import Mm
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.superior_forms import CellPlace
from ntm_desktop.services import reporting
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.roadmap import put_roadmap_item
from ntm_desktop.services.samples import create_sample
from ntm_desktop.services.units import add_units
from ntm_desktop.services.workspace import Workspace
from ui import app, jobs
from ui.main_window import MainWindow

TARGET = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZE = (1366, 768)
COLOURS = 256
MAX_BYTES = 80_000
NOW_MS = 1_704_848_400_000  # 08:00 on 10/01/2024 in Việt Nam
DEVICE = {
    "v": 1,
    "alg": "Ed25519",
    "name": "may-mau",
    "seed": bytes(range(32)).hex(),
    "witness": {},
}
SEND_FOLDER = "D:\\Gửi đi"
WAIT_MS = 600  # what a screen draws after a moment, such as a chart

SET_ID = "xa-ntm-nang-cao-2021-2025"
# What a sample has not, made up for the pictures: figures of the year before, plans, villages.
BEFORE = (("10", "62,5"), ("11", "1,2"), ("14.1", "93,1"), ("13.2", "chưa đạt"))
PLANS = (
    ("13.2", "Công chức nông nghiệp", "2024-06-30", "Giúp hợp tác xã lập hồ sơ sản phẩm"),
    ("17.5", "Công chức môi trường", "2024-09-30", "Giao từng thôn vận động phân loại rác"),
)
VILLAGES = (("Thôn Đông", "45/60"), ("Thôn Đoài", "52/70"), ("Thôn Trung", ""))
ASKED = "17.5"  # the indicator the villages are asked for
FORM_HEAD = {
    "A1:E1": "TỔNG HỢP KẾT QUẢ XÂY DỰNG NÔNG THÔN MỚI",
    "A3:A4": "TT",
    "B3:B4": "Nội dung",
    "C3:D3": "Kết quả đến kỳ báo cáo",
    "C4": "Số lượng",
    "D4": "Tỷ lệ %",
    "E3:E4": "Ghi chú",
}
FORM_ROWS = ("Số tiêu chí đạt", "Số chỉ tiêu đạt", "Thu nhập bình quân đầu người")
FORM_TIED = ("criteria_met", "indicators_met", "criteria[code=10].indicators[code=10].result")
FORM_FIRST = 5
FORM_WIDTHS = {"A": 6, "B": 36, "C": 16, "D": 12, "E": 20}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENRICHED = "+"  # behind the name of a sample: with what was made up

# Picture, sample, screen with its way of seeing: the sample that has most to show there.
PICTURES = (
    ("tong-quan", "quang-an", "overview"),
    ("tieu-chi", "quang-an", "criteria"),
    ("nhieu-ky", "quang-an+", "criteria:periods"),
    ("theo-thon", "quang-an+", "criteria:units"),
    ("chua-dat", "quang-an+", "roadmap"),
    ("cong-nhan", "quang-an+", "recognition:papers"),
    ("soan-van-ban", "quang-an", "reports"),
    ("ho-so-cong-nhan", "quang-an+", "reports:dossier"),
    ("kiem-tra-the-thuc", "quang-an", "reports:layout"),
    ("gui-nhan", "quang-an", "exchange"),
    ("bieu-cap-tren", "quang-an", "reports:forms"),
    ("cuoc-hop", "thuan-loc", "meetings"),
    ("cong-trinh", "thuan-loc", "works"),
)


def main(target: Path = TARGET) -> None:
    """Write every picture into `target`; say what was written."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ntm-pictures-") as folder:
        _make_device(Path(folder) / "device")
        application = app.make_application(["ntm-desktop"])
        for sample in dict.fromkeys(name for _, name, _ in PICTURES):
            _take_sample(application, Path(folder), sample, target)


def _make_device(folder: Path) -> None:
    """Make the made-up computer whose key the pictures show."""
    folder.mkdir()
    (folder / "device.json").write_text(json.dumps(DEVICE), encoding="utf-8")
    os.environ["NTM_DEVICE_DIR"] = str(folder)


def _take_sample(application: QApplication, folder: Path, sample: str, target: Path) -> None:
    """Take the pictures of one sample."""
    now_ms = int(os.environ.get("NTM_NOW", NOW_MS))
    name = sample.removesuffix(ENRICHED)
    workspace = create_sample(folder / sample, name, user="Cán bộ", now_ms=now_ms)
    if sample.endswith(ENRICHED):
        _enrich(workspace)
    window = app.open_window(app.Opened(workspace))
    window.resize(*SIZE)
    window.show()
    window.begin()
    for picture, wanted, screen in PICTURES:
        if wanted == sample:
            path = target / f"{picture}.png"
            _save(_grab(application, window, screen), path)
            sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")
    window.close()
    workspace.close()


def _enrich(workspace: Workspace) -> None:
    """Add what a sample has not: figures of the year before, plans, villages with figures."""
    for code, who, due, how in PLANS:
        planned: dict[str, StoredValue] = {"assignee": who, "due_on": due, "solution": how}
        put_roadmap_item(workspace, SET_ID, code, planned)
    added = add_units(workspace, [name for name, _ in VILLAGES])
    by_village = [
        ValueDraft(SET_ID, "2023", ASKED, text, code)
        for code, (_, text) in zip(added.codes, VILLAGES, strict=True)
        if text
    ]
    before = [ValueDraft(SET_ID, "2022", code, text) for code, text in BEFORE]
    record_values(workspace, [*by_village, *before])


def _blank_form(folder: Path) -> Path:
    """Return a form as superiors send them: grouped head, a sum, sizes of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Biểu 10"
    middle = Alignment("center", "center", wrap_text=True)
    for cell, text in FORM_HEAD.items():
        sheet[cell.partition(":")[0]] = text
        sheet[cell.partition(":")[0]].alignment = middle
        sheet[cell.partition(":")[0]].font = Font(bold=True)
        if ":" in cell:
            sheet.merge_cells(cell)
    for row, text in enumerate(FORM_ROWS, FORM_FIRST):
        sheet[f"A{row}"], sheet[f"B{row}"] = row - FORM_FIRST + 1, text
    last = FORM_FIRST + len(FORM_ROWS)
    sheet[f"B{last}"], sheet[f"C{last}"] = "Tổng cộng", f"=SUM(C{FORM_FIRST}:C{last - 1})"
    for column, width in FORM_WIDTHS.items():
        sheet.column_dimensions[column].width = width
    path = folder / "Biểu 10.xlsx"
    book.save(path)
    return path


def _odd_paper(workspace: Workspace, folder: Path) -> Path:
    """Return a report with what people get wrong: a margin, a date, two spaces."""
    path = folder / "Báo cáo năm 2023.docx"
    reporting.build_report(workspace, "bao-cao-tien-do", "2023", SET_ID, path)
    document = docx.Document(str(path))
    document.sections[0].left_margin = Mm(20)
    for paragraph in document.element.body.iter(f"{WORD}t"):
        text = paragraph.text or ""
        if text.startswith("Quảng An, ngày"):
            paragraph.text = "Quảng An, ngày 5 tháng 1 năm 2024"
        elif text.startswith("Ủy ban nhân dân xã"):
            paragraph.text = text.replace(" báo cáo", "  báo cáo", 1)
    document.save(str(path))
    return path


def _wait(application: QApplication) -> None:
    """Let jobs end and what follows them be drawn."""
    while jobs.is_busy():
        application.processEvents()
    application.processEvents()


def _show_report(window: MainWindow, shown: Any, way: str) -> None:
    """Show a tab of the screen of documents, with something in it."""
    folder = Path(tempfile.mkdtemp(prefix="ntm-picture-"))
    application: Any = QApplication.instance()
    _wait(application)
    if way == "layout":
        shown.show_layout(_odd_paper(window.context.workspace, folder))
        return
    tab = getattr(shown.tabs, way)
    shown.tabs.setCurrentWidget(tab)
    if way == "forms":
        tab.take_files([_blank_form(folder)])
        while tab.chooser.facts is None:
            application.processEvents()
        for row, field in enumerate(FORM_TIED, FORM_FIRST):
            tab.go_to(CellPlace("Biểu 10", row, "C"))
            tab.tie(field)
        tab.keep()
        _wait(application)
        tab.go_to(CellPlace("Biểu 10", FORM_FIRST + 2, "C"))
        tab.grid.activated.emit(tab.grid.currentIndex())


def _show(window: MainWindow, screen: str) -> None:
    """Show a screen, "name:way" one of the ways it can be seen."""
    name, _, way = screen.partition(":")
    shown: Any = window.show_screen(name)
    if name == "reports" and way:
        _show_report(window, shown, way)
    elif name == "reports":
        shown.show_writing()
    elif name == "exchange":
        shown.send_area.folder.setText(SEND_FOLDER)
    elif way == "papers":
        shown.tabs.setCurrentIndex(1)
    elif way:
        shown.modes[way].click()
        if way == "units":
            shown.sheets.units.choose(ASKED)
        else:
            shown.tree.criterion_chosen.emit("10")


def _grab(application: QApplication, window: MainWindow, screen: str) -> QPixmap:
    """Return the window with a screen shown and everything on it drawn."""
    _show(window, screen)
    waiting = QEventLoop()
    QTimer.singleShot(WAIT_MS, waiting.quit)
    waiting.exec()
    while jobs.is_busy():
        application.processEvents()
    window.refresh_facts()
    application.processEvents()
    return window.grab()


def _save(picture: QPixmap, path: Path) -> None:
    """Write a picture with a palette, with fewer colours where it would be large."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    whole = Image.open(BytesIO(held.data())).convert("RGB")
    for colours in (COLOURS, COLOURS // 2, COLOURS // 4):
        whole.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= MAX_BYTES:
            return


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:2]))
