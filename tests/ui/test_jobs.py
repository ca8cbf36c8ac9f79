"""Work on a thread: progress, cancel, errors, one at a time."""

import threading
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
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
