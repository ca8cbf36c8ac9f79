"""The one page of the first start: whose record this is, which sets it follows; or a sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop import paths, texts
from ntm_desktop.domain.unit_directory import UnitDirectory, UnitEntry
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.services.workspace import is_made_code
from ui import style
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, card, label, line, scrolled
from ui.widgets.unit_picker import UnitPicker

WELCOME = "Bắt đầu với NTM Desktop"
WELCOME_WHY = (
    "Điền một lần; sau này sửa được trong Cài đặt. Dữ liệu nằm trên máy này, không cần mạng."
)
SECRET = "Không nhập văn bản, tài liệu có độ mật (Mật, Tối mật, Tuyệt mật) vào chương trình này."
FORMER_WHY = "Làm số liệu của đơn vị hiện nay thì chọn dòng không có chữ “(đơn vị cũ)”."
CODE_NAME = "Đơn vị này đã có trên máy khác: mã đơn vị"
CODE_HINT = "để trống nếu là máy đầu; mã xem ở máy kia: Cài đặt › Cơ quan"
CODE_WHY = (
    "Chỉ cần cho đơn vị không có trong danh mục: hai máy cùng mã mới gửi, nhận dữ liệu của nhau "
    "như một cơ quan. Đơn vị chọn trong danh mục thì hai máy tự cùng mã."
)
LEVELS = (
    ("xa", "Xã"),
    ("phuong", "Phường"),
    ("dac-khu", "Đặc khu"),
    ("thi-tran", "Thị trấn (trước 7/2025)"),
    ("huyen", "Huyện (trước 7/2025)"),
    ("tinh", "Tỉnh, thành phố"),
)
# Which sets a unit of a level is asked about first.
_SET_LEVEL = {
    "xa": "xa",
    "dac-khu": "xa",
    "thi-tran": "phuong",
    "phuong": "phuong",
    "huyen": "huyen",
    "tinh": "tinh",
}


@dataclass(frozen=True, slots=True)
class FirstRunChoice:
    """What a person chose: a new office, or (with `sample`) one of the samples."""

    folder: Path
    name: str = ""
    level: str = "xa"
    code: str | None = None
    province_name: str | None = None
    sets: tuple[tuple[str, str | None], ...] = ()
    superior_name: str | None = None
    user: str = ""
    sample: str = ""
    existing: bool = False


class SetChoice(QWidget):
    """One criteria set: a tick, its honest counts, and the commune group where it has groups."""

    def __init__(self, summary: object, groups: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.set_id = str(getattr(summary, "id", ""))
        self.level = str(getattr(summary, "level", ""))
        self.tick = QCheckBox(str(getattr(summary, "short_name", "")))
        self.tick.setToolTip(str(getattr(summary, "name", "")))
        self.tick.setAccessibleDescription(counts_text(summary))
        self.group = QComboBox()
        self.group.setAccessibleName(f"Nhóm xã, vùng của bộ {self.tick.text()}")
        if len(groups) > 1:
            self.group.addItem("Chọn nhóm xã, vùng…", None)
        for group_id, name in groups:
            self.group.addItem(name, group_id)
        self.group.setVisible(False)
        self.group.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._has_groups = len(groups) > 1
        self.tick.toggled.connect(lambda on: self.group.setVisible(on and self._has_groups))
        counts = label(counts_text(summary), "small", wrap=True)
        counts.setContentsMargins(style.HUGE, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.tick)
        column.addWidget(counts)
        row = QHBoxLayout()
        row.setContentsMargins(style.HUGE, 0, 0, 0)
        row.addWidget(self.group)
        column.addLayout(row)

    def lacks_group(self) -> bool:
        """Say whether the set is ticked but its commune group is not chosen yet."""
        return self.tick.isChecked() and self._has_groups and self.group.currentData() is None

    def choice(self) -> tuple[str, str | None]:
        """Return the set's id and the chosen group."""
        return self.set_id, self.group.currentData()


def sample_folder(name: str, parent_folder: Path | None = None) -> Path:
    """Return the folder a sample is kept in, beside the offices of this computer."""
    return (parent_folder or paths.user_data_folder()) / f"mau-{name}"


def counts_text(summary: object) -> str:
    """Return how much of a set is here and how much was checked against the decision."""
    get = {name: getattr(summary, name, None) for name in _COUNTS}
    words = f"{get['criteria']} tiêu chí, {get['indicators']} chỉ tiêu"
    if not get["criteria"]:
        return "chưa có danh mục – chỉ ghi được số tổng hợp"
    if not get["complete"]:
        words += " – chưa đủ danh mục"
    total = get["indicators"] or 0
    checked = get["wording_verified"] or 0
    if total and checked < total:
        words += f"; câu chữ đã đối chiếu {checked}/{total}"
    known, verified = get["targets_known"] or 0, get["targets_verified"] or 0
    if verified < known:
        words += f"; mức yêu cầu đã đối chiếu {verified}/{known}"
    return words


def _captioned(text: str, field: QWidget) -> QVBoxLayout:
    """Return a field under its caption."""
    caption = label(text, "small")
    caption.setBuddy(field)
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addWidget(caption)
    column.addWidget(field, 1)
    return column


_COUNTS = (
    "criteria",
    "indicators",
    "complete",
    "wording_verified",
    "targets_known",
    "targets_verified",
)


class FirstRunDialog(QDialog):
    """Unit on the left, sets on the right, folder and the verb below; works by keyboard."""

    def __init__(
        self,
        directory: UnitDirectory,
        sets: Sequence[tuple[object, Sequence[tuple[str, str]]]],
        samples: Sequence[tuple[str, str]],
        *,
        user: str = "",
        parent_folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("NTM Desktop")
        self._directory = directory
        self._parent_folder = parent_folder or paths.user_data_folder()
        self._folder_typed = False
        self._samples = samples
        self.result_choice: FirstRunChoice | None = None
        self.notice = NoticeBar()
        self.province = QComboBox()
        self.unit = UnitPicker(directory)
        self.name = QLineEdit()
        self.level = QComboBox()
        self.superior = QLineEdit()
        self.user = QLineEdit(user)
        self.folder = QLineEdit()
        self.code = QLineEdit()
        self.sets = [SetChoice(summary, groups) for summary, groups in sets]
        self.others = button("Hiện cả bộ của cấp khác", kind="link")
        self.others.setCheckable(True)
        self.start = button("Tạo dữ liệu và bắt đầu", self._finish, kind="primary")
        self.start.setDefault(True)
        self._set_up()
        self._lay_out()
        self._propose_folder()
        self.resize(1040, 640)
        self.province.setFocus()

    def _set_up(self) -> None:
        """Fill and name the fields."""
        self.province.addItem("Cả nước", "")
        for province in self._directory.provinces():
            self.province.addItem(province.display_name, province.code)
        self.province.setAccessibleName("Tỉnh, thành phố")
        self.province.activated.connect(
            lambda: self.unit.set_province(str(self.province.currentData()))
        )
        self.unit.unit_chosen.connect(self._take_unit)
        for word, shown in LEVELS:
            self.level.addItem(shown, word)
        for field, name in (
            (self.name, "Tên đơn vị"),
            (self.level, "Cấp"),
            (self.superior, "Cơ quan nhận báo cáo"),
            (self.user, "Người dùng"),
            (self.folder, "Thư mục dữ liệu"),
            (self.code, CODE_NAME),
        ):
            field.setAccessibleName(name)
        self.name.setPlaceholderText("Quảng An")
        self.name.textEdited.connect(self._name_typed)
        self.level.activated.connect(lambda: self._propose_sets())
        self.superior.setPlaceholderText("ví dụ UBND tỉnh")
        self.user.setPlaceholderText("tên hoặc chức danh, ghi trong nhật ký sửa đổi")
        self.folder.textEdited.connect(self._note_folder)
        self.code.setPlaceholderText(CODE_HINT)
        self.code.setToolTip(CODE_WHY)
        self.code.textEdited.connect(lambda _: self.notice.hide())
        self._propose_sets()

    def _lay_out(self) -> None:
        """Place everything on one page."""
        page = QVBoxLayout(self)
        page.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        page.setSpacing(style.MEDIUM)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(label(WELCOME, "title"))
        head.addWidget(label(WELCOME_WHY, "muted", wrap=True))
        page.addLayout(head)
        page.addWidget(self.notice)
        columns = QHBoxLayout()
        columns.setSpacing(style.LARGE)
        columns.addWidget(self._unit_card(), 1)
        columns.addWidget(self._sets_card(), 1)
        page.addLayout(columns, 1)
        page.addLayout(self._folder_row())
        page.addWidget(line())
        page.addLayout(self._buttons())

    def _unit_card(self) -> QWidget:
        """Return the card that asks for the unit."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.MEDIUM)
        grid.setVerticalSpacing(style.SMALL)
        self.unit.setMinimumHeight(150)
        cells: tuple[tuple[str, QWidget, int, int, int], ...] = (
            ("Tỉnh, thành phố", self.province, 0, 0, 2),
            ("Xã, phường (cả đơn vị trước 7/2025)", self.unit, 1, 0, 2),
            ("Tên đơn vị *", self.name, 2, 0, 1),
            ("Cấp *", self.level, 2, 1, 1),
            ("Cơ quan nhận báo cáo", self.superior, 3, 0, 1),
            ("Người dùng", self.user, 3, 1, 1),
            (CODE_NAME, self.code, 4, 0, 2),
        )
        for text, field, row, column, span in cells:
            grid.addLayout(_captioned(text, field), row, column, 1, span)
            grid.setRowStretch(row, 1 if field is self.unit else 0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return card(label("Đơn vị", "section"), grid)

    def _sets_card(self) -> QWidget:
        """Return the card that asks which sets to follow."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, style.SMALL, 0)
        column.setSpacing(style.SMALL)
        for choice in self.sets:
            column.addWidget(choice)
            choice.tick.toggled.connect(lambda _: self.notice.hide())
            choice.group.activated.connect(lambda _: self.notice.hide())
        self.others.toggled.connect(lambda: self._propose_sets())
        column.addWidget(self.others)
        column.addStretch(1)
        return card(label("Bộ tiêu chí theo dõi *", "section"), scrolled(inner))

    def _folder_row(self) -> QHBoxLayout:
        """Return the row of the data folder."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(label("Thư mục dữ liệu", "muted"))
        row.addWidget(self.folder, 1)
        row.addWidget(button("Chọn thư mục…", self._choose_folder))
        return row

    def _buttons(self) -> QHBoxLayout:
        """Return the last row: what does not belong here, the samples, the verb."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(label(SECRET, "small", wrap=True), 1)
        row.addWidget(button("Mở dữ liệu đã có…", self._open_existing, icon="open"))
        if self._samples:
            row.addWidget(self._sample_button())
        row.addWidget(self.start)
        return row

    def _sample_button(self) -> QWidget:
        """Return the button whose menu lists the samples."""
        self.sample_menu = QMenu(self)
        for name, title in self._samples:
            self.sample_menu.addAction(title, partial(self._take_sample, name))
        made = button("Mở dữ liệu mẫu", icon="overview")
        made.setMenu(self.sample_menu)
        return made

    # --- answers ---

    def _take_unit(self, entry: UnitEntry | None) -> None:
        """Fill name, level and folder from the list's unit."""
        if entry is None:
            return
        self.name.setText(entry.name)
        self.level.setCurrentIndex(max(self.level.findData(entry.type), 0))
        self._propose_sets()
        self._propose_folder()
        self.notice.hide()
        if entry.historical:
            self.notice.show_notice(
                f"{entry.display_name} ({entry.whereabouts}) là đơn vị cũ, trước 7/2025.",
                FORMER_WHY,
            )
        self.superior.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_typed(self) -> None:
        """A typed name stands for itself, no longer for the list's unit."""
        self.unit.entry = None
        self._propose_folder()

    def _note_folder(self) -> None:
        """Stop proposing once a person typed a folder."""
        self._folder_typed = True

    def _propose_folder(self) -> None:
        """Propose a folder named after the unit."""
        if self._folder_typed:
            return
        plain = "".join(char if char.isalnum() else "-" for char in fold(self.name.text()))
        name = "-".join(part for part in plain.split("-") if part) or "du-lieu"
        self.folder.setText(str(self._parent_folder / name))
        self.folder.setCursorPosition(len(self.folder.text()))

    def _propose_sets(self) -> None:
        """Show the sets of the unit's level first; nothing is ticked for the person."""
        level = _SET_LEVEL.get(str(self.level.currentData()), "")
        for choice in self.sets:
            fits = choice.level == level or choice.tick.isChecked() or self.others.isChecked()
            choice.setVisible(fits)
        shown = "Ẩn bộ của cấp khác" if self.others.isChecked() else "Hiện cả bộ của cấp khác"
        self.others.setText(shown)

    def _choose_folder(self) -> None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục dữ liệu")
        if chosen:
            self.folder.setText(chosen)
            self._note_folder()

    def _open_existing(self) -> None:
        """Open a data folder made before."""
        chosen = QFileDialog.getExistingDirectory(self, "Mở thư mục dữ liệu đã có")
        if chosen:
            self.result_choice = FirstRunChoice(folder=Path(chosen), existing=True)
            self.accept()

    def _take_sample(self, name: str) -> None:
        """Open one of the samples in a folder of its own."""
        self.result_choice = FirstRunChoice(
            folder=sample_folder(name, self._parent_folder),
            sample=name,
            user=self.user.text().strip(),
        )
        self.accept()

    def _finish(self) -> None:
        """Take the answers, or say what is missing."""
        missing = self._missing()
        if missing:
            self.notice.show_notice(missing, kind="warn")
            return
        self.result_choice = self._choice()
        self.accept()

    def _missing(self) -> str:
        """Return what still has to be filled in, "" when nothing."""
        if not self.name.text().strip():
            self.unit.setFocus()
            return "Chọn xã, phường trong danh sách hoặc gõ tên đơn vị."
        if self._typed_code() and not is_made_code(self._typed_code()):
            self.code.setFocus()
            return texts.UNIT_CODE_BAD.format(code=self._typed_code())
        if not self.folder.text().strip():
            self.folder.setFocus()
            return "Chọn thư mục để lưu dữ liệu."
        if not any(choice.tick.isChecked() for choice in self.sets) and self.sets:
            return "Chọn ít nhất một bộ tiêu chí để theo dõi."
        unsaid = next((choice for choice in self.sets if choice.lacks_group()), None)
        if unsaid is not None:
            unsaid.group.setFocus()
            return f"Chọn nhóm xã, vùng của bộ {unsaid.tick.text()}: mức yêu cầu lấy theo nhóm này."
        return ""

    def _province_code(self) -> str | None:
        """Return the official code of a province whose name was typed, None for another unit."""
        if self.level.currentData() != "tinh":
            return None
        typed = fold(self.name.text().strip())
        named = {fold(word): one.code for one in self._directory.provinces()
                 for word in (one.name, one.display_name)}  # fmt: skip
        return named.get(typed)

    def _typed_code(self) -> str:
        """Return the code of the same office on its first computer; the list's unit has its own."""
        is_listed = self.unit.entry is not None or self._province_code() is not None
        return "" if is_listed else self.code.text().strip().lower()

    def _choice(self) -> FirstRunChoice:
        """Return the answers."""
        entry = self.unit.entry
        province = str(self.province.currentText()) if self.province.currentData() else None
        return FirstRunChoice(
            folder=Path(self.folder.text().strip()),
            name=self.name.text().strip(),
            level=str(self.level.currentData()),
            code=entry.code if entry else self._province_code() or self._typed_code() or None,
            province_name=entry.province_name if entry else province,
            sets=tuple(choice.choice() for choice in self.sets if choice.tick.isChecked()),
            superior_name=self.superior.text().strip() or None,
            user=self.user.text().strip(),
        )
