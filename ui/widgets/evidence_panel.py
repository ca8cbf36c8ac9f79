"""The files that prove a record: a small picture, name, size and state of each; attach, open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.evidence import size_text
from ntm_desktop.domain.file_kinds import KINDS
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.progress import Progress
from ui import jobs, style
from ui.context import AppContext
from ui.widgets.file_target import FileTarget
from ui.widgets.page import button, clear_layout, label
from ui.widgets.undo_notice import UndoNotice

if TYPE_CHECKING:
    from ntm_desktop.services.evidence import Attached, EvidenceItem

LARGE_BYTES = 5 * 1024 * 1024  # from here on copying is a job with progress
TITLE = "Minh chứng"
_PICTURE = 36
_PICTURES_KEPT = 200
_EMPTY = "Chưa có tệp nào. Kéo tệp vào đây hoặc bấm Đính kèm."
_AWAY = {
    "not_arrived": "Tệp chưa về máy này; lấy ở máy đã đính kèm.",
    "missing": "Mất tệp: không còn trong thư mục dữ liệu. Đính kèm lại tệp gốc.",
    "changed": "Tệp đã bị thay đổi sau khi đính kèm. Đính kèm lại tệp gốc.",
}


class EvidencePanel(FileTarget):
    """The evidence of the record given to `show_record`; files can also be dropped on it.

    `open_file` opens a copy of a file with the program of the system. What is taken off can be
    taken back through `undo`. `title` names the panel, `heading` is the kind of that label.
    """

    def __init__(
        self,
        context: AppContext,
        undo: UndoNotice,
        open_file: Callable[[Path], object],
        *,
        title: str = TITLE,
        heading: str = "strong",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._context, self._undo, self._open_file = context, undo, open_file
        self._title = title
        self._files = f"tệp {title.lower()}" if title == TITLE else title.lower()
        self._place = ("", "")
        self._make: Callable[[], str] | None = None
        self._items: tuple[EvidenceItem, ...] = ()
        self._pictures: dict[str, QPixmap] = {}
        self.lines: list[EvidenceLine] = []
        self.attach_button = button("Đính kèm…", self.choose, icon="clip", kind="quiet")
        self.attach_button.setAccessibleName(f"Đính kèm {self._files}")
        self._empty = label(_EMPTY, "small", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(style.SMALL)
        self._picture_timer = QTimer(self, singleShot=True, interval=0)
        self._picture_timer.timeout.connect(self._show_next_picture)
        self._lay_out(heading)
        context.data_changed.connect(self._reload_if)

    def _lay_out(self, heading: str) -> None:
        """Place heading, list and the sentence for an empty list."""
        self.setAccessibleName(capital_first(self._files))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.TINY)
        head = QHBoxLayout()
        head.addWidget(label(self._title, heading))
        head.addStretch(1)
        head.addWidget(self.attach_button)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self._empty)

    # --- what is shown ---

    def show_record(self, entity: str, key: str, make: Callable[[], str] | None = None) -> None:
        """Show the files of a record; without a key, `make` makes the record when a file comes."""
        self._place, self._make = (entity, key), make
        self.reload()

    def _reload_if(self, touched: Touched) -> None:
        """Read again when evidence was touched."""
        if touched.any("evidence"):
            self.reload()

    def reload(self) -> None:
        """Read the files again; the same list is left as it is."""
        from ntm_desktop.services import evidence

        entity, key = self._place
        found = evidence.evidence_of(self._context.workspace, entity, key) if key else ()
        self._empty.setVisible(not found)
        if found != self._items:
            self._items = found
            self._fill()

    def _fill(self) -> None:
        """List the files."""
        clear_layout(self._list)
        self.lines = [self._line(item) for item in self._items]
        for made in self.lines:
            self._list.addWidget(made)
        self._picture_timer.start()

    def _line(self, item: EvidenceItem) -> EvidenceLine:
        """Return the line of one file."""
        made = EvidenceLine(item)
        made.open_button.clicked.connect(lambda: self._open(item))
        made.remove_button.clicked.connect(lambda: self._remove(item))
        if item.record.kind == "jpg" and self._has_original(item):
            original = button("Ảnh gốc", lambda: self._open_original(item), kind="link")
            original.setAccessibleName(f"Mở ảnh gốc của {item.record.name}")
            made.add_button(original)
        return made

    def _has_original(self, item: EvidenceItem) -> bool:
        """Say whether a photograph was made smaller here and the original still lies here."""
        from ntm_desktop.services import lighter_photos

        found = lighter_photos.original_of(self._context.workspace, item.record.key)
        return found is not None

    def _open_original(self, item: EvidenceItem) -> None:
        """Open a copy of a photograph as it was before it was made smaller."""
        from ntm_desktop.services import lighter_photos

        self._open_file(lighter_photos.open_original(self._context.workspace, item.record.key))

    def _show_next_picture(self) -> None:
        """Show the picture of one more file: large photographs must not hold up the keys."""
        for made in self.lines:
            if not made.has_picture:
                made.show_picture(self._picture_of(made.item))
                self._picture_timer.start()
                return

    def _picture_of(self, item: EvidenceItem) -> QPixmap:
        """Return the small picture of a file; an empty one where it has none."""
        from ntm_desktop.services import evidence

        digest = f"{item.record.sha256} {item.state.value}"
        side = round(_PICTURE * self.devicePixelRatioF())
        if digest not in self._pictures:
            drawn = QPixmap()
            content = evidence.thumbnail(self._context.workspace, item.record.key, side)
            if content and drawn.loadFromData(content):
                drawn.setDevicePixelRatio(self.devicePixelRatioF())
            if len(self._pictures) >= _PICTURES_KEPT:
                self._pictures.clear()
            self._pictures[digest] = drawn
        return self._pictures[digest]

    # --- attaching, opening, taking off ---

    def choose(self) -> None:
        """Ask for files and attach them."""
        endings = " ".join(f"*{suffix}" for kind in KINDS.values() for suffix in kind.suffixes)
        pattern = f"Ảnh, PDF, văn bản, bảng tính, video ({endings});;Mọi tệp (*)"
        names, _ = QFileDialog.getOpenFileNames(self, f"Đính kèm {self._files}", "", pattern)
        if names:
            self.attach([Path(name) for name in names])

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files; large ones as a job that can be stopped."""
        from ntm_desktop.services import evidence

        evidence.refuse_unfit(paths)  # before a record is made for them
        entity, key = self._record()
        if _total(paths) <= LARGE_BYTES:
            self._tell(self._context.do(lambda opened: evidence.attach(opened, entity, key, paths)))
            return

        def work(progress: Progress) -> Attached:
            reopened = self._context.workspace.reopen()
            try:
                return evidence.attach(reopened, entity, key, paths, progress=progress)
            finally:
                reopened.close()

        jobs.run(self, "Đang đính kèm tệp", work, self._finish)

    def _record(self) -> tuple[str, str]:
        """Return entity and key of the record, which is made now where there is none."""
        entity, key = self._place
        if not key and self._make is not None:
            key = self._make()
            self._place = (entity, key)
        return entity, key

    def _finish(self, attached: Attached) -> None:
        """Show what a job attached."""
        self._context.reload_all()
        self._tell(attached)

    def _tell(self, attached: Attached) -> None:
        """Say how many files were attached, and how many were there before."""
        told = [f"Đã đính kèm {len(attached.keys)} tệp."] if attached.keys else []
        if attached.already:
            told.append(f"{len(attached.already)} tệp đã có ở đây từ trước.")
        self._context.status_said.emit(" ".join(told))

    def _open(self, item: EvidenceItem) -> None:
        """Open a copy of a file."""
        from ntm_desktop.services import evidence

        self._open_file(evidence.open_path(self._context.workspace, item.record.key))

    def _remove(self, item: EvidenceItem) -> None:
        """Take a file off the record; the notice takes it back."""
        from ntm_desktop.services import evidence

        self.attach_button.setFocus()  # the pressed button goes away
        self._context.do(lambda workspace: evidence.detach(workspace, item.record.key))
        self._undo.offer(f"Đã gỡ {self._title.lower()} “{item.record.name}”.")

    def take_files(self, paths: list[Path]) -> None:
        """Attach the dropped files."""
        self.attach(paths)


class EvidenceLine(QWidget):
    """One file: its picture, name, size or what is wrong with it, and what can be done."""

    def __init__(self, item: EvidenceItem) -> None:
        super().__init__()
        self.item = item
        self.has_picture = False
        name, state = item.record.name, item.state.value
        self._name = label("", "strong")
        self.details = label(_details(item), "warning" if state in _AWAY else "small")
        self.picture = QLabel()
        self.open_button = button("Mở", kind="link")
        self.open_button.setAccessibleName(f"Mở {name}")
        self.open_button.setHidden(state in _AWAY)
        self.remove_button = button("Gỡ", kind="link")
        self.remove_button.setAccessibleName(f"Gỡ {name}")
        self.setAccessibleName(f"{name}, {self.details.text()}")
        self.setToolTip("\n".join(filter(None, (item.record.file_name or name, _AWAY.get(state)))))
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the picture left of name and details."""
        self.picture.setFixedSize(_PICTURE, _PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setMinimumWidth(1)
        below = self._below = QHBoxLayout()
        below.setSpacing(style.SMALL)
        below.addWidget(self.details, 1)
        below.addWidget(self.open_button)
        below.addWidget(self.remove_button)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        row.addWidget(self.picture)
        row.addLayout(texts, 1)

    def add_button(self, made: QWidget) -> None:
        """Put one more thing that can be done before taking the file off."""
        self._below.insertWidget(self._below.count() - 1, made)

    def show_picture(self, drawn: QPixmap) -> None:
        """Show a small picture, or the sign of a file where there is none."""
        self.has_picture = True
        if drawn.isNull():
            token = "warn" if self.item.state.value in _AWAY else "muted"
            side = style.ICON + style.SMALL
            drawn = style.pixmap("file", token, side, self.devicePixelRatioF())
        self.picture.setPixmap(drawn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to the room there is."""
        super().resizeEvent(event)
        room = self.width() - _PICTURE - style.SMALL
        elide = Qt.TextElideMode.ElideMiddle
        shown = self._name.fontMetrics().elidedText(self.item.record.name, elide, room)
        self._name.setText(shown)


def _details(item: EvidenceItem) -> str:
    """Return "PDF · 1,2 MB", or what is wrong with the file."""
    if item.state.value in _AWAY:
        return item.state.label.capitalize()
    size = size_text(item.record.size) if item.record.size else ""
    return " · ".join(filter(None, ((item.record.kind or "").upper(), size)))


def _total(paths: Sequence[Path]) -> int:
    """Return the size of files in bytes; what is no file is refused when it is attached."""
    return sum(path.stat().st_size for path in paths if path.is_file())
