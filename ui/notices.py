"""The one place that shows errors, questions and the crash dialog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop import log
from ntm_desktop.domain.issues import Issue
from ntm_desktop.errors import UserError
from ntm_desktop.progress import Cancelled

# What Qt's binding puts before the words of an error that crosses a model's method.
_BINDING_WORDS = re.compile(r"^Error calling Python override of \S+: ")
STOPPED = "Đã dừng theo yêu cầu; dữ liệu giữ nguyên như trước khi làm."
DOUBTFUL = "Có điều cần xem trước khi ghi"
_MOST_DOUBTS = 6
CRASH_TITLE = "Chương trình gặp lỗi"
CRASH_SENTENCE = (
    "Việc vừa làm không hoàn thành được vì chương trình có lỗi. Dữ liệu đã lưu vẫn an toàn: "
    "mỗi lần ghi đều trọn vẹn hoặc không ghi gì."
)
CRASH_ADVICE = (
    "Có thể làm tiếp. Nếu lỗi lặp lại, chép nội dung dưới đây gửi cho người hỗ trợ.\nNhật ký lỗi: "
)


class Presenter(Protocol):
    """Where notices appear inside a window, instead of a box in front of it."""

    def say(self, text: str) -> None:
        """Show a short sentence in the status line."""

    def show_error(self, message: str, hint: str) -> None:
        """Show what went wrong and what to do, until the person puts it away."""

    def forget_error(self) -> None:
        """Put away what was shown last."""


class _Place:
    """Where notices go now, and whether a crash is being shown."""

    presenter: Presenter | None = None
    crash: QDialog | None = None
    box: QMessageBox | None = None


def set_presenter(presenter: Presenter | None) -> None:
    """Let the main window show notices inside itself; None goes back to boxes."""
    _Place.presenter = presenter


def handle(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
) -> None:
    """Show what a slot, timer, delegate or job raised; made for `sys.excepthook`."""
    if isinstance(error, Cancelled):
        say(STOPPED)
    elif isinstance(error, UserError):
        show_error(_BINDING_WORDS.sub("", str(error)), error.hint)
    elif issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
    else:
        del trace
        show_crash(log.note_crash(error))


def handle_error(error: BaseException) -> None:
    """Show an error that a job delivered."""
    handle(type(error), error, error.__traceback__)


def say(text: str) -> None:
    """Show a short sentence in the status line, if there is a window."""
    if _Place.presenter is not None:
        _Place.presenter.say(text)


def show_error(message: str, hint: str = "") -> None:
    """Show what happened and what to do: in the window, or in a box over an open dialog."""
    if _Place.presenter is not None and QApplication.activeModalWidget() is None:
        _Place.presenter.show_error(message, hint)
        return
    box = _Place.box = error_box(message, hint)  # kept: without a window in front nobody owns it
    box.open()


def error_box(message: str, hint: str) -> QMessageBox:
    """Return the box that shows a `UserError`."""
    box = QMessageBox(_parent())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Chưa làm được")
    box.setText(message)
    box.setInformativeText(hint)
    box.addButton("Đã hiểu", QMessageBox.ButtonRole.AcceptRole)
    return box


def forget_error() -> None:
    """Put away an error in the window: what was done after it has succeeded."""
    if _Place.presenter is not None:
        _Place.presenter.forget_error()


def confirm(question: str, verb: str, explanation: str = "", *, danger: bool = False) -> bool:
    """Ask before something that is hard to take back; `verb` is the button ("Xóa 3 dòng")."""
    box = QMessageBox(_parent())
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Xác nhận")
    box.setText(question)
    box.setInformativeText(explanation)
    act = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    act.setProperty("kind", "danger" if danger else "primary")
    keep = box.addButton("Để nguyên", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep if danger else act)
    box.exec()
    return box.clickedButton() is act


def agreed(doubts: Sequence[Issue], verb: str) -> bool:
    """Say whether nothing is doubtful about a write, or the person wants it nevertheless."""
    return not doubts or confirm(DOUBTFUL, verb, doubt_lines(doubts))


def doubt_lines(doubts: Sequence[Issue]) -> str:
    """Return doubts a line each, of many the first: a question has to fit the screen."""
    told = [one.text for one in doubts[:_MOST_DOUBTS]]
    more = len(doubts) - len(told)
    return "\n".join([*told, f"… và {more} điều khác."] if more else told)


def show_crash(details: str) -> None:
    """Show the crash dialog; one that is open already is left alone."""
    if _Place.crash is not None or QApplication.instance() is None:
        return
    dialog = crash_dialog(details, _parent())
    _Place.crash = dialog
    dialog.finished.connect(_forget_crash)
    dialog.open()


def _forget_crash() -> None:
    """Allow the next crash to be shown."""
    if _Place.crash is not None:
        _Place.crash.deleteLater()
    _Place.crash = None


def crash_dialog(details: str, parent: QWidget | None = None) -> QDialog:
    """Return the dialog: a plain sentence, copyable details, the place of the log."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(CRASH_TITLE)
    dialog.resize(640, 420)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    column.addWidget(_wrapped(CRASH_SENTENCE))
    column.addWidget(_wrapped(f"{CRASH_ADVICE}{log.log_path()}"))
    shown = QPlainTextEdit(details)
    shown.setReadOnly(True)
    shown.setAccessibleName("Nội dung lỗi")
    column.addWidget(shown, 1)
    buttons = QDialogButtonBox()
    copy = QPushButton("Chép nội dung lỗi")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
    close = QPushButton("Đóng và làm tiếp")
    close.setProperty("kind", "primary")
    close.setDefault(True)
    buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    return dialog


def _wrapped(text: str) -> QLabel:
    """Return a label that wraps and can be copied from."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _parent() -> QWidget | None:
    """Return the window that is in front, to stand before it; none that is just going away."""
    front: QWidget | None = QApplication.activeModalWidget() or QApplication.activeWindow()
    while front is not None and not front.isVisible():
        above = front.parentWidget()
        front = None if above is None else above.window()
    return front
