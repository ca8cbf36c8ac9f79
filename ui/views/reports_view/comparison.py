"""Compares signed documents with the figures of now, one after another, on a thread."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ntm_desktop.errors import UserError
from ntm_desktop.progress import Progress
from ntm_desktop.services import issuing
from ntm_desktop.services.issuing import FieldDifference
from ui import jobs, notices
from ui.context import AppContext

WAIT_MS = 120


class Comparison(QObject):
    """`found` holds what was compared so far: the differences, or why it could not be done.

    Nothing is asked of a person, so each document is a job of its own: what a person starts comes
    in between, as soon as `job` is finished. `compared` carries the key.
    """

    compared = Signal(str)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.found: dict[str, Sequence[FieldDifference] | str] = {}
        self.job: jobs.Job | None = None
        self._waiting: list[str] = []
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._next)
        context.stopping.connect(self.stop)

    def start(self, keys: Iterable[str]) -> None:
        """Compare these documents anew; what is compared now no longer counts."""
        self.found.clear()
        self._turn += 1
        self._waiting = list(keys)
        self._timer.start()

    def stop(self) -> None:
        """Compare nothing more."""
        self._waiting.clear()
        self._timer.stop()

    def _next(self) -> None:
        """Compare the next document as soon as no other job runs."""
        if not self._waiting:
            return
        if jobs.is_busy():
            self._timer.start()
            return
        key, turn = self._waiting.pop(0), self._turn
        workspace = self._context.workspace

        def work(progress: Progress) -> Sequence[FieldDifference]:
            del progress
            with contextlib.closing(workspace.reopen()) as own:
                return issuing.changed_since(own, key)

        job = self.job = jobs.Job(work, self)
        job.succeeded.connect(lambda differences: self._keep(key, turn, differences))
        job.failed.connect(lambda error: self._note_failure(key, turn, error))
        job.finished.connect(self._end)
        job.start()

    def _keep(self, key: str, turn: int, result: Sequence[FieldDifference] | str) -> None:
        """Keep a result, unless the record was written to meanwhile."""
        if turn == self._turn:
            self.found[key] = result
            self.compared.emit(key)

    def _note_failure(self, key: str, turn: int, error: BaseException) -> None:
        """Keep why a document could not be compared; anything else is an error of the program."""
        if isinstance(error, UserError):
            self._keep(key, turn, f"{error} {error.hint}".strip())
        else:
            notices.handle_error(error)

    def _end(self) -> None:
        """Forget the job and go on with the next document."""
        if self.job is not None:
            self.job.deleteLater()
        self.job = None
        if self._waiting:
            self._timer.start()
