"""One line that says a period is locked, with the way to unlock it; nothing when it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ntm_desktop.domain.changes import Touched
from ui import style
from ui.context import AppContext
from ui.widgets.page import button, label
from ui.widgets.state_label import StateLabel

if TYPE_CHECKING:
    from ntm_desktop.services.data_checks import PeriodChecks

AskReason = Callable[[QWidget | None, str, str, str], str | None]
_SHOWN = 5


class LockBar(QFrame):
    """The lock of the chosen set, period and unit; `ask_lock` locks them after a question.

    `ask` gets parent, question, verb and explanation and returns a reason, None for "leave it".
    `sentence_changed` carries what is told about the lock, "" when the period is open.
    """

    sentence_changed = Signal(str)

    def __init__(
        self, context: AppContext, ask: AskReason, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._ask = context, ask
        self.sentence = ""
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.unlock_button = button("Mở khóa…", self.ask_unlock, kind="link")
        self.history_button = button("Các lần khóa, mở khóa", self._show_history, kind="link")
        self._lay_out()
        for chosen in (context.period_chosen, context.set_chosen, context.unit_chosen):
            chosen.connect(lambda _: self.reload())
        context.data_changed.connect(self._reload_if)
        self.reload()

    def _lay_out(self) -> None:
        """Place sign, sentence and button."""
        self.setProperty("kind", "notice_info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MEDIUM, style.TINY, style.SMALL, style.TINY)
        row.setSpacing(style.MEDIUM)
        row.addWidget(StateLabel("locked"))
        row.addWidget(self._words, 1)
        row.addWidget(self.history_button)
        row.addWidget(self.unlock_button)

    @property
    def is_locked(self) -> bool:
        """Say whether the period is locked."""
        return bool(self.sentence)

    def _reload_if(self, touched: Touched) -> None:
        """Read again when a lock was touched."""
        if touched.any("period_lock"):
            self.reload()

    def reload(self) -> None:
        """Read the lock again."""
        before, self.sentence = self.sentence, self._read()
        self._words.setText(self.sentence)
        self.setAccessibleName(self.sentence)
        self.setVisible(self.is_locked)
        if self.sentence != before:
            self.sentence_changed.emit(self.sentence)

    def _read(self) -> str:
        """Return what is told about a closed lock."""
        from ntm_desktop.services import locks

        context = self._context
        if not context.set_id:
            return ""
        lock = locks.lock_of(context.workspace, context.set_id, context.period_id, context.unit)
        return locks.lock_text(lock) + "." if lock is not None and lock.locked else ""

    def _show_history(self) -> None:
        """Show every locking and unlocking of this place with its reason."""
        from ntm_desktop.services import locks

        context = self._context
        lock = locks.lock_of(context.workspace, context.set_id, context.period_id, context.unit)
        context.open("settings", "period_lock", lock.key if lock else "")

    def ask_unlock(self) -> None:
        """Ask why the period has to be opened, and open it."""
        from ntm_desktop.services import locks

        context = self._context
        why = "Lý do được giữ trong lịch sử. Sửa xong thì khóa lại kỳ này."
        reason = self._ask(self.window(), "Mở khóa kỳ này để sửa số liệu?", "Mở khóa", why)
        if reason is None:
            return
        place = (context.set_id, context.period_id, context.unit)
        context.do(
            lambda workspace: locks.unlock_period(workspace, *place, reason=reason),
            said="Đã mở khóa kỳ.",
        )

    def ask_lock(self) -> None:
        """Ask on what ground the period is locked, and lock it; errors are told at once."""
        from ntm_desktop.services import data_checks, locks

        context = self._context
        if not context.set_id or self.is_locked:
            return
        place = (context.set_id, context.period_id, context.unit)
        checks = data_checks.period_findings(context.workspace, *place)
        reason: str | None = ""
        if not checks.errors:
            question = f"Khóa kỳ {checks.period.label}: {checks.set_name}?"
            apart = locks.disagreed_before_lock(context.workspace, *place)
            reason = self._ask(self.window(), question, "Khóa kỳ", _explained(checks, apart))
        if reason is None:
            return
        given = reason
        context.do(
            lambda workspace: locks.lock_period(workspace, *place, reason=given),
            said="Đã khóa kỳ.",
        )


def _explained(checks: PeriodChecks, disagreed: str = "") -> str:
    """Return what locking means, and what is locked although it is doubtful or `disagreed`."""
    means = (
        "Số liệu, ghi chú và số tổng hợp của kỳ không sửa được nữa cho đến khi mở khóa. "
        "Ghi căn cứ khóa, ví dụ số và ngày báo cáo đã gửi."
    )
    means = "\n".join(filter(None, (means, disagreed)))
    if not checks.open:
        return means
    lines = [f"• {one.finding.text}" for one in checks.open[:_SHOWN]]
    if len(checks.open) > _SHOWN:
        lines.append(f"… và {len(checks.open) - _SHOWN} nội dung nữa.")
    return "\n".join([means, f"Còn {len(checks.open)} nội dung cần xem lại:", *lines])
