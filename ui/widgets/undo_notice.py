"""After something was deleted: one sentence and the way back, until the next change."""

from __future__ import annotations

from ui.context import AppContext
from ui.widgets.notice_bar import NoticeBar


class UndoNotice:
    """Shows in a screen's bar what was deleted, with "Hoàn tác"; any later change puts it away."""

    def __init__(self, context: AppContext, bar: NoticeBar) -> None:
        self._context, self._bar = context, bar
        self._is_shown = False
        context.data_changed.connect(self._put_away)

    def offer(self, sentence: str) -> None:
        """Say what was done and offer to take it back."""
        self._bar.show_notice(sentence, action="Hoàn tác", on_action=self._undo)
        self._is_shown = True

    def _put_away(self) -> None:
        """Put the offer away: undo would take back something else now."""
        if self._is_shown:
            self._is_shown = False
            self._bar.hide()

    def _undo(self) -> None:
        """Take the step back."""
        from ntm_desktop.services import history

        undone = self._context.do(history.undo)
        if undone is not None:
            self._context.status_said.emit(f"Đã hoàn tác: {undone.label}")
