"""Run core work on a thread: progress, cancel, result; one job at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.errors import BusyError
from ntm_desktop.progress import Cancelled, Progress
from ui import notices

SHOW_AFTER_MS = 400
Work = Callable[[Progress], Any]


class _Running:
    """The job that runs now, if any."""

    job: Job | None = None


class Job(QObject):
    """Work on a thread; its signals arrive in the window's thread, also for lambda slots.

    `work(progress)` must open its own `workspace.reopen()`. `cancel()` makes its next
    `progress(…)` raise `Cancelled`, so that the surrounding step rolls back.
    """

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _told = Signal()
    _ended = Signal(object, object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._latest: tuple[int, int, str] | None = None
        self._thread = threading.Thread(target=self._run, name="ntm-job", daemon=True)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the work; raise `BusyError` while another job runs."""
        if _Running.job is not None:
            raise BusyError(
                "Một việc khác đang chạy.", hint="Chờ việc đó xong hoặc dừng nó rồi làm lại."
            )
        _Running.job = self
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._stop.set()

    def is_running(self) -> bool:
        """Say whether the work has not ended yet."""
        return _Running.job is self

    def wait(self) -> None:
        """Block until the work has ended (for closing the program); its signals come later."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        """Do the work (on the job's thread) and hand its end over to the window's thread."""
        result, error = None, None
        try:
            result = self._work(self._report)
        except BaseException as raised:  # noqa: BLE001 (every error is shown by `notices`)
            error = raised
        self._ended.emit(result, error)

    def _report(self, done: int, total: int, what: str = "") -> None:
        """Keep the latest progress for the window; raise `Cancelled` when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        first = self._latest is None
        self._latest = (done, total, what)
        if first:
            self._told.emit()

    @Slot()
    def _pass_on(self) -> None:
        """Tell the newest progress; what came in between is skipped."""
        latest, self._latest = self._latest, None
        if latest is not None:
            self.progressed.emit(*latest)

    @Slot(object, object)
    def _end(self, result: object, error: BaseException | None) -> None:
        """Tell how the work ended."""
        self._thread.join()
        if _Running.job is self:
            _Running.job = None
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        self.finished.emit()


class ProgressDialog(QDialog):
    """What is being done and how far, with a button to stop; shown after 400 ms, modal."""

    def __init__(self, job: Job, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(440)
        self._what = QLabel(title + "…")
        self._what.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Tiến độ")
        self._count = QLabel()
        self._count.setProperty("kind", "small")
        self._stop = QPushButton("Dừng")
        self._stop.clicked.connect(self._ask_to_stop)
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._timer.timeout.connect(self.show)
        job.progressed.connect(self._show_progress)
        for ended in (job.succeeded, job.failed, job.cancelled):
            ended.connect(self._finish)
        self._timer.start()

    def _lay_out(self) -> None:
        """Place label, bar and button."""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._what)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self._stop)
        column.addLayout(row)

    def _show_progress(self, done: int, total: int, what: str) -> None:
        """Show the newest progress."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._count.setText(f"{done}/{total}" if total else "")
        if what:
            self._what.setText(what)

    def _ask_to_stop(self) -> None:
        """Stop the work; the dialog stays until it has really ended."""
        self._stop.setEnabled(False)
        self._stop.setText("Đang dừng…")
        self._job.cancel()

    @Slot()
    def _finish(self) -> None:
        """Go away for good, before anything is told: what is told must not go with this dialog."""
        self._timer.stop()
        self.done(0)
        self.deleteLater()

    def reject(self) -> None:
        """Take Escape as a wish to stop, not as a way to hide."""
        if self._job.is_running():
            self._ask_to_stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while the work runs."""
        if self._job.is_running():
            event.ignore()
            self._ask_to_stop()


def run(
    parent: QWidget,
    title: str,
    work: Work,
    on_done: Callable[[Any], None] | None = None,
) -> Job:
    """Start `work` with the progress dialog; errors go to `notices`, the result to `on_done`."""
    job = Job(work, parent)
    ProgressDialog(job, title, parent)
    job.failed.connect(notices.handle_error)
    job.cancelled.connect(lambda: notices.say(notices.STOPPED))
    job.succeeded.connect(lambda _: notices.forget_error())
    if on_done is not None:
        job.succeeded.connect(on_done)
    job.finished.connect(job.deleteLater)
    job.start()
    return job


def is_busy() -> bool:
    """Say whether a job runs."""
    return _Running.job is not None


def stop_and_wait() -> None:
    """Cancel the running job and wait for its end; call before the data file is closed."""
    job = _Running.job
    if job is not None:
        job.cancel()
        job.wait()
        _Running.job = None
