"""What in the chosen period has to be looked at again, and the reasons for what stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.issues import Severity
from ui import style
from ui.context import AppContext
from ui.widgets.fold import Fold
from ui.widgets.page import button, clear_layout, icon_button, label, scrolled

if TYPE_CHECKING:
    from ntm_desktop.services.data_checks import JudgedFinding

AskReason = Callable[[QWidget | None, str, str, str], str | None]
_SIGNS = {
    Severity.ERROR: ("not_met", "bad", "Lỗi"),
    Severity.WARNING: ("warning", "warn", "Xem lại"),
}
_EMPTY = "Không có nội dung nào cần xem lại trong kỳ này."
_ENTITIES = ("indicator_value", "check_override")
_REST_MS = 150


class ChecksPanel(QWidget):
    """The findings of the chosen set, period and unit, errors first.

    `code_chosen` carries the code of the indicator a finding is about, `count_changed` how many
    are open, `closed` asks to put the panel away. `ask` is a `LockBar`'s way to ask for a reason.
    """

    code_chosen = Signal(str)
    count_changed = Signal(int)
    closed = Signal()

    def __init__(
        self, context: AppContext, ask: AskReason, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._ask = context, ask
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._catch_up)
        context.stopping.connect(self._rest.stop)
        self._shown: tuple[tuple[JudgedFinding, ...], tuple[JudgedFinding, ...]] | None = None
        self.lines: list[FindingLine] = []
        self.kept: list[FindingLine] = []
        self._heading = label("", "section")
        self.close_button = icon_button("close", "Đóng danh sách cần xem lại", self.closed.emit)
        self._empty = label(_EMPTY, "muted", wrap=True)
        self._open = QVBoxLayout()
        self._overridden = QVBoxLayout()
        held = QWidget()
        held.setLayout(self._overridden)
        self.fold = Fold("Giữ nguyên, đã có lý do", held, is_open=False)
        self._lay_out()
        for chosen in (context.period_chosen, context.set_chosen, context.unit_chosen):
            chosen.connect(lambda _: self.reload())
        context.data_changed.connect(self._reload_if)
        self.reload()

    def _lay_out(self) -> None:
        """Place heading, findings and the folded ones below."""
        self.setAccessibleName("Cần xem lại")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for layout in (self._open, self._overridden):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(style.SMALL)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.close_button)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(style.SMALL)
        inner.addWidget(self._empty)
        inner.addLayout(self._open)
        inner.addWidget(self.fold)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        column.addWidget(scrolled(content), 1)
        self.setMaximumHeight(style.scaled(230))

    @property
    def count(self) -> int:
        """Return how many findings are open."""
        return len(self._shown[0]) if self._shown else 0

    def _reload_if(self, touched: Touched) -> None:
        """Read again when values or reasons were touched."""
        if not touched.any(*_ENTITIES):
            return
        if self.isVisible():
            self.reload()
        else:  # only the count is seen: typing goes first
            self._rest.start()

    def _catch_up(self) -> None:
        """Read what was written while only the count was seen."""
        if self._context.is_running:
            self.reload()

    def reload(self) -> None:
        """Check the values again; the same findings are left as they are."""
        self._rest.stop()
        found = self._read()
        if found == self._shown:
            return
        self._shown = found
        self._fill(*found)
        self.count_changed.emit(self.count)

    def _read(self) -> tuple[tuple[JudgedFinding, ...], tuple[JudgedFinding, ...]]:
        """Return the open findings and those that have a reason."""
        from ntm_desktop.services.data_checks import period_findings

        context = self._context
        if not context.set_id:
            return (), ()
        found = period_findings(context.workspace, context.set_id, context.period_id, context.unit)
        return found.open, found.overridden

    def _fill(
        self, found: tuple[JudgedFinding, ...], overridden: tuple[JudgedFinding, ...]
    ) -> None:
        """List the findings."""
        clear_layout(self._open)
        clear_layout(self._overridden)
        self.lines = [self._line(one) for one in found]
        self.kept = [self._line(one) for one in overridden]
        for line in self.lines:
            self._open.addWidget(line)
        for line in self.kept:
            self._overridden.addWidget(line)
        self._heading.setText(f"Cần xem lại {len(found)}")
        self._empty.setVisible(not found)
        self.fold.setVisible(bool(overridden))
        self.fold.set_note(str(len(overridden)))

    def _line(self, one: JudgedFinding) -> FindingLine:
        """Return the line of a finding."""
        made = FindingLine(one)
        made.chosen.connect(self.code_chosen.emit)
        made.explain_button.clicked.connect(lambda: self._explain(one))
        return made

    def _explain(self, one: JudgedFinding) -> None:
        """Ask why the figures stay as they are, and keep it."""
        from ntm_desktop.services import data_checks

        context, finding = self._context, one.finding
        question = f"Giữ nguyên số liệu của chỉ tiêu {', '.join(finding.codes)}?"
        said = "\n".join(
            [finding.text, *([f"Lý do trước đây: {one.reason}"] if one.reason else [])]
        )
        reason = self._ask(self.window(), question, "Giữ nguyên", said)
        if reason is None:
            return
        self.close_button.setFocus()  # the pressed button goes away
        context.do(
            lambda workspace: data_checks.override(
                workspace,
                context.set_id,
                context.period_id,
                finding.rule.id,
                reason,
                finding.codes[0],
                context.unit,
            ),
            said="Đã ghi lý do giữ nguyên số liệu.",
        )


class FindingLine(QWidget):
    """One finding: sign, word, what is doubtful, the reason there is, and what can be done."""

    chosen = Signal(str)

    def __init__(self, one: JudgedFinding) -> None:
        super().__init__()
        self.judged = one
        finding = one.finding
        self._icon, self._token, word = _SIGNS[finding.severity]
        if one.is_overridden:
            self._icon, self._token, word = "check", "muted", "Giữ nguyên"
        self._sign = QLabel()
        self._word = label(word, "strong")
        self.text = label(finding.text, wrap=True)
        self.reason = label(_reason_text(one), "small", wrap=True)
        if not one.reason:
            self.reason.hide()
        code = finding.codes[0]
        self.go_button = button(f"Đến {code}", lambda: self.chosen.emit(code), kind="link")
        self.go_button.setAccessibleName(f"Đến chỉ tiêu {code}: {finding.text}")
        self.explain_button = button("Giữ nguyên, ghi lý do…", kind="link")
        self.explain_button.setAccessibleName(f"Giữ nguyên, ghi lý do: {finding.text}")
        if finding.severity is Severity.ERROR or one.is_overridden:
            self.explain_button.hide()
        self.setAccessibleName(f"{word}: {finding.text}")
        self.setToolTip(finding.rule.source)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place sign and word left of the text, the buttons at the end."""
        self._sign.setPixmap(style.pixmap(self._icon, self._token, ratio=self.devicePixelRatioF()))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.text)
        texts.addWidget(self.reason)
        self._word.setMinimumWidth(style.scaled(86))
        self.go_button.setMinimumWidth(style.scaled(72))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._sign, 0, top)
        row.addWidget(self._word, 0, top)
        row.addLayout(texts, 1)
        row.addWidget(self.explain_button, 0, top)
        row.addWidget(self.go_button, 0, top)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the indicator where the line is clicked."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self.judged.finding.codes[0])


def _reason_text(one: JudgedFinding) -> str:
    """Return the reason, said to be a former one where the figures are others now."""
    if not one.reason:
        return ""
    return one.reason if one.is_overridden else f"Lý do trước đây (số liệu đã đổi): {one.reason}"
