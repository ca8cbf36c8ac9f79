"""What may be chosen of a file to be sent: evidence, photos, readable copies, size, a password."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from ntm_desktop.services.enclosed_files import FilesToSend
from ntm_desktop.services.lighter_photos import LargePhotos
from ntm_desktop.services.sending import part_sizes, suggested_passphrase
from ui import style
from ui.views.exchange_view.words import size_text
from ui.widgets.fold import Fold
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

WAYS = {
    "mail20": "Gửi thư đến 20 MB",
    "mail25": "Gửi thư đến 25 MB",
    "large": "Gửi Zalo, USB",
}
TOLD_APART = "Báo mật khẩu cho nơi nhận qua điện thoại, không ghi trong thư."
NOT_BOTH = "Tệp có mật khẩu thì không kèm bản đọc được: bản đó ai cũng mở được."
NO_FILES = "Kèm tệp minh chứng (nơi nhận không thiếu tệp nào)"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose: which evidence, bytes a part, the password, what people can read."""

    attachments: str
    part: int
    password: str
    lighten: bool
    tables: bool
    report: bool
    one_zip: bool

    @property
    def readable(self) -> bool:
        """Say whether something readable without the program goes along."""
        return self.tables or self.report or self.one_zip


class SendOptions(Fold):
    """Folded away at first: nothing here is needed for an ordinary sending."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__("Tùy chọn", content, is_open=False, parent=parent)
        self._files, self.photos = FilesToSend((), {}, 0), LargePhotos()
        self.evidence = QCheckBox(NO_FILES)
        self.evidence.setChecked(True)
        self.lighten = QCheckBox()
        self.tables = QCheckBox("Kèm bảng số liệu .xlsx và phiếu có mã kiểm tra")
        self.report = QCheckBox()
        self.one_zip = QCheckBox("Gộp tất cả vào một tệp .zip")
        self.largest: QComboBox = CalmComboBox()
        self.largest.setAccessibleName("Cỡ lớn nhất của mỗi tệp")
        for name, size in part_sizes().items():
            self.largest.addItem(WAYS.get(name, f"mỗi tệp đến {size_text(size)}"), size)
        self.password = QLineEdit()
        self.password.setAccessibleName("Mật khẩu của tệp")
        self.password.setPlaceholderText("Không đặt mật khẩu")
        self.suggest = button("Gợi ý", lambda: self.password.setText(suggested_passphrase()))
        self.suggest.setAccessibleName("Gợi ý mật khẩu")
        self.told = label(TOLD_APART, "small", wrap=True)
        self._place(content)
        self.evidence.toggled.connect(lambda _: self._tell_files())
        self.largest.currentIndexChanged.connect(lambda _: self._tell_files())
        self.password.textChanged.connect(lambda _: self._allow_readable())
        self.set_report("")
        self._tell_files()

    def _place(self, content: QWidget) -> None:
        """Place what goes along over the password."""
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.SMALL)
        grid.addWidget(self.evidence, 0, 0, 1, 2)
        grid.addWidget(self.largest, 0, 2)
        grid.addWidget(self.lighten, 1, 0, 1, 3)
        grid.addWidget(self.tables, 2, 0, 1, 3)
        grid.addWidget(self.report, 3, 0, 1, 3)
        grid.addWidget(self.one_zip, 4, 0, 1, 3)
        grid.addWidget(label("Mật khẩu", "small"), 5, 0)
        grid.addWidget(self.password, 5, 1)
        grid.addWidget(self.suggest, 5, 2)
        grid.addWidget(self.told, 6, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def in_order(self) -> list[QWidget]:
        """Return what takes the keyboard here, from top to bottom."""
        above = (self.header, self.evidence, self.largest, self.lighten, self.tables)
        return [*above, self.report, self.one_zip, self.password, self.suggest]

    # --- what goes along ---

    def show_files(self, files: FilesToSend, photos: LargePhotos) -> None:
        """Show how much evidence the chosen receiver lacks, and what of it could be smaller."""
        self._files, self.photos = files, photos
        self._tell_files()

    def set_report(self, period: str) -> None:
        """Name the period whose progress report can go along, "" for none."""
        self.report.setText(f"Kèm báo cáo tiến độ {period} (Word)")
        self.report.setVisible(bool(period))

    def _tell_files(self) -> None:
        """Say how many files go along and how large they are, also while it is folded away."""
        files, going = self._files, self.evidence.isChecked() and bool(self._files.count)
        much = f"{files.count} tệp, {size_text(files.size)}"
        self.evidence.setText(f"Kèm tệp minh chứng ({much})" if files.count else NO_FILES)
        self.evidence.setEnabled(bool(files.count))
        count = self.photos.count
        self.lighten.setText(
            f"Thu nhỏ {count} ảnh lớn ({size_text(self.photos.size)}); ảnh gốc giữ ở máy này"
        )
        self.lighten.setVisible(going and bool(count))
        note = f"kèm {files.count} tệp minh chứng, {size_text(files.size)}" if going else ""
        part = int(self.largest.currentData() or 1)
        if going and files.size > part:
            note += f", chia khoảng {-(-files.size // part)} phần"
        self.set_note(note or ("chỉ số liệu" if files.count else ""))

    def _allow_readable(self) -> None:
        """Offer what everybody can read only for a file without a password."""
        is_locked = bool(self.password.text().strip())
        for one in (self.tables, self.report, self.one_zip):
            one.setEnabled(not is_locked)
        chosen = is_locked and any(one.isChecked() for one in (self.tables, self.report))
        self.told.setText(f"{TOLD_APART} {NOT_BOTH}" if chosen else TOLD_APART)

    # --- what was chosen ---

    def take_choices(self) -> Choices:
        """Return what was chosen, and forget the password: every sending is locked anew."""
        password = self.password.text().strip()
        self.password.clear()
        is_open = not password
        return Choices(
            attachments="all" if self.evidence.isChecked() else "none",
            part=int(self.largest.currentData()),
            password=password,
            lighten=not self.lighten.isHidden() and self.lighten.isChecked(),
            tables=is_open and self.tables.isChecked(),
            report=is_open and not self.report.isHidden() and self.report.isChecked(),
            one_zip=is_open and self.one_zip.isChecked(),
        )
