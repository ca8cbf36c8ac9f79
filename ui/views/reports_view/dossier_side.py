"""Beside the checklist of a dossier: the chosen item with its files, and what was just made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.services.dossier import LIST_FILE, DossierBuilt
from ntm_desktop.services.dossier_checklist import DRAFT, EVIDENCE, OUT, PAPER, ChecklistItem
from ntm_desktop.services.dossier_plan import MEETING_PAPER
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.page import button, card, label
from ui.widgets.undo_notice import UndoNotice

MOST_LACKS = 4


class ItemCard(QWidget):
    """One item: what it lacks, the way to where that is put right, its files.

    `go` leads there, `include` puts it into the dossier or leaves it out, `keep` makes the record
    of a paper when a file comes and returns its key.
    """

    def __init__(
        self,
        context: AppContext,
        undo: UndoNotice,
        go: Callable[[ChecklistItem], object],
        include: Callable[[ChecklistItem, bool], object],
        keep: Callable[[ChecklistItem], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._go, self._include, self._keep = go, include, keep
        self.item: ChecklistItem | None = None
        self.name = label("", "strong", wrap=True)
        self.state = label("", "small", wrap=True)
        self.lacks = label("", "warning", wrap=True)
        self.go = button("", self._press, icon="chevron_right")
        self.include = QCheckBox("Đưa vào hồ sơ")
        self.include.toggled.connect(self._tick)
        self.files = label("", "small", wrap=True)
        self.evidence = EvidencePanel(context, undo, file_choice.open_path, title="Tệp của giấy tờ")
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        parts = (self.name, self.state, self.include, self.lacks, row, self.files, self.evidence)
        column.addWidget(card(*parts, margin=style.MEDIUM))
        self.hide()

    def _press(self) -> None:
        """Go to where the item is put right."""
        if self.item is not None:
            self._go(self.item)

    def _tick(self, on: bool) -> None:
        """Put the item in, or leave it out."""
        if self.item is not None:
            self._include(self.item, on)

    def show_item(self, item: ChecklistItem | None) -> None:
        """Show another item, or the same one read again; nothing for None."""
        self.item = item
        self.setVisible(item is not None)
        if item is None:
            return
        self.name.setText(item.name)
        told = item.words[:1].upper() + item.words[1:]
        unverified = "" if item.verified else " · tên giấy tờ chưa đối chiếu văn bản gốc"
        self.state.setText(f"{told}{unverified}")
        lacks = [text for text in item.lacks if item.name not in text]  # the state says that
        more = len(lacks) - MOST_LACKS
        shown = lacks[:MOST_LACKS] + ([f"… và {more} chỗ khác"] if more > 0 else [])
        self.lacks.setText("\n".join(shown))
        self.lacks.setVisible(bool(lacks) and item.state != OUT)
        self.go.setText(way_words(item))
        self.go.setVisible(bool(way_words(item)) and item.state != OUT)
        with QSignalBlocker(self.include):
            self.include.setChecked(item.state != OUT)
        self.include.setVisible(item.kind == PAPER)
        is_evidence = item.kind == EVIDENCE
        self.files.setText("\n".join(item.files))
        self.files.setVisible(is_evidence and bool(item.files))
        self.evidence.setVisible(not is_evidence)
        if not is_evidence:
            self.evidence.show_record("dossier_paper", item.record, partial(self._keep, item))


def way_words(item: ChecklistItem) -> str:
    """Return what the button to the place of an item says, "" where it has no place of its own."""
    if item.kind == EVIDENCE:
        noun = "tiêu chí" if item.indicator == item.code else "chỉ tiêu"
        return f"Mở {noun} {item.indicator}"
    if item.meeting:
        return "Mở cuộc họp"
    if item.document == MEETING_PAPER:
        return "Mở màn hình Họp"
    if not item.document:
        return ""
    return "Sửa bản dự thảo" if item.state == DRAFT else "Soạn văn bản này"


class MadeCard(QWidget):
    """The dossier that was just made: where it lies, how many files, how much is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self.told = label("", "small", wrap=True)
        self.open_folder = button("Mở thư mục", self._open_folder, icon="open")
        self.open_list = button("Mở danh mục", self._open_list, kind="quiet")
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.open_folder)
        row.addWidget(self.open_list)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card(label("Vừa lập hồ sơ", "good"), self.told, row, margin=style.MEDIUM))
        self.hide()

    def show_built(self, built: DossierBuilt) -> None:
        """Show the dossier that was just written."""
        self._path = built.path
        lacking = f"; còn thiếu {len(built.missing)} việc" if built.missing else "; đủ"
        drafts = f", trong đó {built.drafts} bản dự thảo" if built.drafts else ""
        self.told.setText(f"{built.path.name}: {built.files} tệp{drafts}{lacking}.")
        self.told.setToolTip(str(built.path))
        self.open_list.setVisible(built.path.is_dir())
        self.show()

    def _open_folder(self) -> None:
        """Open the dossier's folder, or the one its ZIP file lies in."""
        file_choice.open_path(self._path if self._path.is_dir() else self._path.parent)

    def _open_list(self) -> None:
        """Open the list of the dossier."""
        file_choice.open_path(self._path / LIST_FILE)
