"""The sheet for many works: typed or pasted from Excel, then taken in as one step."""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.services import records, sheets
from ntm_desktop.services.sheets import Imported
from ui import notices, style
from ui.context import AppContext
from ui.models.works_draft import FIELDS, DraftSheet, WorksDraft
from ui.widgets.page import button, label

FILE_NAME = "bảng nhập nhanh.csv"
HINT = (
    "Chép các cột từ Excel theo thứ tự này rồi dán (Ctrl+V) vào ô đầu. Ô không hiểu được ở lại "
    "với lý do; Alt+↓ chọn loại, trạng thái; Ctrl+D chép xuống; Ctrl+Enter nhập."
)
_ROW = re.compile(r"([A-Z]+)([0-9]+)")


class BulkPage(QWidget):
    """`written` tells that every row went in."""

    written = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.draft = WorksDraft(self)
        self.sheet = DraftSheet(self.draft)
        self.told = label("", "muted", wrap=True)
        self.act = button("Nhập công trình", self.write, icon="add", kind="primary")
        self.empty_button = button("Xóa hết bảng", self.empty, kind="quiet")
        foot = QHBoxLayout()
        foot.setSpacing(style.SMALL)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.empty_button)
        foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(label(HINT, "small", wrap=True))
        column.addWidget(self.sheet, 1)
        column.addLayout(foot)
        self.draft.counted.connect(self._count)
        self.sheet.told.connect(notices.say)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.write)
        self._count()

    def start(self) -> None:
        """Put the cursor into the sheet; what was typed before is still there."""
        self.sheet.setFocus()
        if not self.sheet.currentIndex().isValid():
            self.sheet.setCurrentIndex(self.draft.index(0, 0))

    def _count(self) -> None:
        """Say how many rows go in and what is to be put right."""
        ready, filled = len(self.draft.ready_rows()), len(self.draft.filled_rows())
        bad = len(self.draft.refusals())
        parts = [f"{ready} dòng sẵn sàng" if filled else "Chưa có dòng nào"]
        if bad:
            parts.append(f"{bad} ô cần sửa")
        if filled - ready and not bad:
            parts.append(f"{filled - ready} dòng chưa có tên")
        same = self._same_names()
        if same:
            parts.append(f"{same} tên đã có trong danh sách")
        self.told.setText("; ".join(parts) + ".")
        self.act.setText(f"Nhập {ready} công trình" if ready else "Nhập công trình")
        self.act.setEnabled(bool(ready))
        self.empty_button.setVisible(bool(filled))

    def _same_names(self) -> int:
        """Return how many ready rows have the name of a work there is."""
        ready = self.draft.ready_rows()
        if not ready:
            return 0
        held = {fold(one.title) for one in records.list_records(self._context.workspace, "work")}
        return sum(fold(self.draft.row_texts(row)["name"]) in held for row in ready)

    def empty(self) -> None:
        """Empty the sheet after asking."""
        count = len(self.draft.filled_rows())
        if notices.confirm(f"Xóa {count} dòng chưa nhập?", f"Xóa {count} dòng", danger=True):
            self.draft.drop_rows(range(self.draft.rowCount()))
            self.start()

    def commit_typing(self) -> None:
        """Keep what stands in the open cell; say that rows wait to be taken in."""
        self.sheet.commit_typing()
        waiting = len(self.draft.filled_rows())
        if waiting and self.isVisible():
            notices.say(f"{waiting} dòng ở bảng nhập nhanh chưa được nhập.")

    def write(self) -> None:
        """Take the ready rows in as one step; the others stay with their reasons."""
        self.sheet.commit_typing()
        self.draft.mark_nameless()
        rows = self.draft.ready_rows()
        if not rows:
            return
        done = self._context.do(lambda workspace: self._import(workspace, rows))
        bad = self._show_errors(rows, done)
        taken = [row for place, row in enumerate(rows) if place not in bad]
        self.draft.drop_rows(taken)
        left = len(self.draft.filled_rows())
        more = f", còn {left} dòng cần sửa" if left else ""
        self._context.status_said.emit(f"Đã nhập {done.inserted} công trình{more}.")
        if not left:
            self.written.emit()

    def _import(self, workspace: object, rows: list[int]) -> Imported:
        """Take rows in through the same door as a sheet of Excel: one step, errors by cell."""
        labels = [entity_named("work").field(name).label for name in FIELDS]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / FILE_NAME
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow(labels)
                for row in rows:
                    texts = self.draft.row_texts(row)
                    writer.writerow([texts[name] for name in FIELDS])
            return sheets.import_records(workspace, "work", path)  # type: ignore[arg-type]

    def _show_errors(self, rows: list[int], done: Imported) -> set[int]:
        """Mark the cells of rows that were not taken; return their places among `rows`."""
        bad = set()
        for error in done.errors:
            found = _ROW.fullmatch(error.cell)
            place = int(found[2]) - 2 if found else -1
            if not 0 <= place < len(rows):
                continue
            column = ord(found[1]) - ord("A") if found and len(found[1]) == 1 else 0
            name = FIELDS[column] if column < len(FIELDS) else "name"
            self.draft.refuse(rows[place], name, error.rule, error.fix)
            bad.add(place)
        return bad
