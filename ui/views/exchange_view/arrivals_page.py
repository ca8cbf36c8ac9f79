"""The page "Tệp vừa đưa vào": files as a preview, then what was done with each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import style
from ui.context import AppContext
from ui.models.two_line_list import ListLine, TwoLineList
from ui.views.exchange_view.effect_tree import EffectTree
from ui.views.exchange_view.file_state import (
    SIGNS,
    FileState,
    number_text,
    outcome_text,
    sender_text,
    trust_text,
    warnings,
)
from ui.views.exchange_view.unlock_line import UnlockLine
from ui.views.exchange_view.words import UnitNames, code_text
from ui.widgets.page import button, clear_layout, label, scrolled

LIST_WIDTH = 270
TREE_HEIGHT = 200
WAITING = ("locked", "unknown", "foreign")
STATE_OF = {stand: style.State(stand, *sign[:1], sign[2], sign[1]) for stand, sign in SIGNS.items()}


class SignedLine(QWidget):
    """A sentence after its sign; hidden while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = QLabel()
        self.text = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)

    def show_line(self, text: str, icon: str, token: str) -> None:
        """Show another sentence."""
        self.setVisible(bool(text))
        self.text.setText(text)
        self.setAccessibleName(text)
        self.sign.setPixmap(style.pixmap(icon, token, ratio=self.devicePixelRatioF()))


class FileDetail(QWidget):
    """One file: who made it, whether that is believed, what it does, what comes next."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.name = label("", "section", wrap=True)
        self.who = label("", "small", wrap=True)
        self.trust = SignedLine()
        self.check = button("Đối chiếu mã máy gửi…", icon="unverified")
        self.accept = button("Vẫn nhận dữ liệu đơn vị khác…", icon="warning")
        self.unlock = UnlockLine()
        self.outcome = label("", "strong", wrap=True)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(style.TINY)
        self.code = label("", "large")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer = button("Gửi biên nhận", icon="send")
        self.untake = button("Hoàn tác lần nhập này", icon="undo")
        self.tree = EffectTree()
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the words over what changes."""
        trust = QHBoxLayout()
        trust.setSpacing(style.SMALL)
        trust.addWidget(self.trust, 1)
        trust.addWidget(self.check)
        trust.addWidget(self.accept)
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(style.SMALL)
        self._code_name = label("Mã xác nhận đọc cho bên gửi", "small")
        acts.addWidget(self._code_name)
        acts.addWidget(self.code)
        acts.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.SMALL)
        buttons.addWidget(self.answer)
        buttons.addWidget(self.untake)
        buttons.addStretch(1)
        self.tree.setMinimumHeight(style.scaled(TREE_HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.name)
        column.addWidget(self.who)
        column.addLayout(trust)
        column.addWidget(self.outcome)
        column.addWidget(self.unlock)
        column.addLayout(self.warnings)
        column.addWidget(self._acts)
        column.addLayout(buttons)
        column.addWidget(self.tree, 1)
        column.addStretch(0)

    def show_state(self, state: FileState, names: UnitNames) -> None:
        """Show another file."""
        found, stand = state.found, state.stand
        self.name.setText(found.file.name)
        self.who.setText(sender_text(found))
        self.who.setVisible(found.sender is not None)
        is_doubtful = stand == "unknown" or bool(state.stranger)
        sign = ("unverified", "warn") if is_doubtful else ("check", "accent")
        self.trust.show_line(trust_text(state), *sign)
        self.check.setVisible(stand == "unknown")
        self.accept.setVisible(stand == "foreign")
        self.unlock.setVisible(stand == "locked")
        self.outcome.setText(outcome_text(state, names))
        clear_layout(self.warnings)
        self._add_lines(found.notes, "info", "info")
        self._add_lines(warnings(self._context.workspace, found, names), "warning", "warn")
        self._show_acts(state)
        self.tree.show_records(found.details, done=stand == "taken")
        self.tree.setVisible(bool(found.details))

    def _add_lines(self, told: Sequence[str], icon: str, token: str) -> None:
        """Add sentences of one kind under the outcome."""
        for text in told:
            shown = SignedLine()
            shown.show_line(text, icon, token)
            self.warnings.addWidget(shown)

    def _show_acts(self, state: FileState) -> None:
        """Show what can be done once the file was taken in or sent back."""
        is_taken = state.stand == "taken"
        has_code = is_taken and bool(state.found.confirm) and not state.is_receipt
        self._code_name.setVisible(has_code)
        self.code.setVisible(has_code)
        self.code.setText(code_text(state.found.confirm))
        self.answer.setText("Báo trả lại" if state.stand == "refused" else "Gửi biên nhận")
        self.answer.setVisible(state.can_answer)
        self.untake.setVisible(is_taken and state.found.new > 0)
        self._acts.setVisible(has_code)


class ArrivalsPage(QWidget):
    """The files at the left, the chosen one at the right; one button takes all that are ready."""

    def __init__(
        self,
        context: AppContext,
        take: Callable[[], None],
        check: Callable[[FileState], None],
        clear: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.states: tuple[FileState, ...] = ()
        self.summary = label("", "strong", wrap=True)
        self.act = button("Nhận tệp", take, icon="receive", kind="primary")
        self.clear = button("Bỏ danh sách này", clear, kind="quiet")
        self.files = TwoLineList("Tệp vừa đưa vào")
        self.files.setFixedWidth(style.scaled(LIST_WIDTH))
        self.files.line_chosen.connect(self._show_chosen)
        self.detail = FileDetail(context)
        self.detail.check.clicked.connect(lambda: check(self.chosen()))
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the summary over the list and the chosen file."""
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(self.summary, 1)
        head.addWidget(self.clear)
        head.addWidget(self.act)
        body = QHBoxLayout()
        body.setSpacing(style.LARGE)
        body.addWidget(self.files)
        self._detail_area = scrolled(self.detail)
        body.addWidget(self._detail_area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(head)
        column.addLayout(body, 1)

    def show_states(self, states: Sequence[FileState]) -> None:
        """Show other files; the chosen one stays chosen, else the first that waits."""
        self.states = tuple(states)
        self.files.set_lines(
            ListLine(one.key, one.found.file.name, number_text(one.found), STATE_OF[one.stand])
            for one in self.states
        )
        if self.states and not self.files.chosen_key():
            self.files.choose_key(self._first().key)
        self._show_chosen()
        self.summary.setText(self._words())
        ready = sum(state.stand == "ready" for state in self.states)
        self.act.setText(f"Nhận {ready} tệp")
        self.act.setVisible(ready > 0)

    def _first(self) -> FileState:
        """Return the file a person should look at first."""
        return next((one for one in self.states if one.stand in WAITING), self.states[0])

    def chosen(self) -> FileState:
        """Return the chosen file."""
        key = self.files.chosen_key()
        return next((one for one in self.states if one.key == key), self.states[0])

    def _show_chosen(self, key: str = "") -> None:
        """Show the chosen file at the right."""
        del key
        self.detail.setVisible(bool(self.states))
        if self.states:
            self.detail.show_state(self.chosen(), UnitNames(self._context.workspace))

    def _words(self) -> str:
        """Return how many files stand how."""
        stands = [state.stand for state in self.states]
        counts = [
            f"{stands.count(one)} tệp {word[:1].lower()}{word[1:]}"
            for one, (_, _, word) in SIGNS.items()
            if one in stands
        ]
        text = ", ".join(counts)
        return f"{text}. Dữ liệu được sao lưu trước khi ghi." if "ready" in stands else text
