"""Work on a thread: progress, cancel, errors, one at a time."""

import threading
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.errors import BusyError, InputError
from ntm_desktop.progress import Progress
from ui import jobs, notices


def test_a_result_arrives_in_the_window_s_thread(qtbot: QtBot) -> None:
    seen: list[Any] = []
    job = jobs.Job(lambda progress: 42)
    job.succeeded.connect(lambda result: seen.append((result, threading.current_thread())))
    with qtbot.waitSignal(job.finished):
        job.start()
    assert seen == [(42, threading.main_thread())]


def test_progress_arrives_and_the_last_one_is_not_lost(qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for done in range(1, 101):
            progress(done, 100, "đang ghi")

    job = jobs.Job(work)
    job.progressed.connect(lambda *told: seen.append(told))
    with qtbot.waitSignal(job.finished):
        job.start()
    assert seen[-1] == (100, 100, "đang ghi")


def test_cancel_stops_at_the_next_progress(qtbot: QtBot) -> None:
    began, go_on, reached = threading.Event(), threading.Event(), []

    def work(progress: Progress) -> None:
        began.set()
        assert go_on.wait(5)
        progress(1, 2)
        reached.append(True)

    job = jobs.Job(work)
    job.start()
    assert began.wait(5)
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        go_on.set()
    assert not reached
    assert not jobs.is_busy()


def test_only_one_job_runs_at_a_time(qtbot: QtBot) -> None:
    go_on = threading.Event()
    first = jobs.Job(lambda progress: go_on.wait(5))
    first.start()
    with pytest.raises(BusyError):
        jobs.Job(lambda progress: None).start()
    with qtbot.waitSignal(first.finished):
        go_on.set()
    second = jobs.Job(lambda progress: None)
    with qtbot.waitSignal(second.finished):
        second.start()


def test_an_error_reaches_the_handler(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(notices, "show_error", lambda text, hint="": shown.append((text, hint)))
    parent = QWidget()
    qtbot.addWidget(parent)

    def work(progress: Progress) -> None:
        raise InputError("Không đọc được.", hint="Kiểm tra tệp.")

    job = jobs.run(parent, "Đang đọc", work)
    with qtbot.waitSignal(job.finished):
        pass
    assert shown == [("Không đọc được.", "Kiểm tra tệp.")]


def test_the_dialog_shows_only_when_work_takes_long(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    go_on = threading.Event()
    job = jobs.run(parent, "Đang gửi", lambda progress: go_on.wait(5))
    dialog = parent.findChild(jobs.ProgressDialog)
    assert dialog is not None
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible)
    with qtbot.waitSignal(job.finished):
        go_on.set()


def test_closing_waits_for_the_work(qtbot: QtBot) -> None:
    ended: list[bool] = []

    def work(progress: Progress) -> None:
        try:
            while True:
                progress(0, 0)
        finally:
            ended.append(True)

    job = jobs.Job(work)
    job.start()
    jobs.stop_and_wait()
    assert ended == [True]
    assert not jobs.is_busy()


def test_an_error_in_the_window_is_put_away_once_something_succeeded(qtbot: QtBot) -> None:
    class Window:
        def __init__(self) -> None:
            self.said: list[str] = []

        def say(self, text: str) -> None:
            self.said.append(text)

        def show_error(self, message: str, hint: str) -> None:
            self.said.append(message)

        def forget_error(self) -> None:
            self.said.append("")

    parent, window = QWidget(), Window()
    qtbot.addWidget(parent)
    notices.set_presenter(window)
    try:
        job = jobs.run(parent, "Đang mở biểu", lambda progress: 1)
        with qtbot.waitSignal(job.finished):
            pass
    finally:
        notices.set_presenter(None)
    assert window.said == [""]


def test_what_a_long_job_tells_outlives_its_dialog(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SHOW_AFTER_MS", 0)
    parent, go_on = QWidget(), threading.Event()
    qtbot.addWidget(parent)
    parent.show()

    def work(progress: Progress) -> None:
        assert go_on.wait(5)
        raise InputError("Không ghi được tệp.", hint="Chọn thư mục khác.")

    jobs.run(parent, "Đang lập báo cáo", work)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), jobs.ProgressDialog))
    go_on.set()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    qtbot.wait(50)
    assert box.isVisible()
    assert box.text() == "Không ghi được tệp."
    box.close()
