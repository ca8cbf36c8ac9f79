"""Claims about the log file and the crash report."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import ntm_desktop
from ntm_desktop import log, paths


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "logs" / "ntm.log"
    handler = log.start_log(path)
    yield path
    log.stop_log(handler)


def failure(message: str = "Nguyễn Văn A, 0912345678") -> Exception:
    """Return an error raised for real, with a cause, as a bug would raise it."""
    nothing: dict[str, str] = {}
    try:
        try:
            nothing[message]
        except KeyError as cause:
            raise ValueError(message) from cause
    except ValueError as error:
        return error
    raise AssertionError


def test_the_log_lies_in_the_log_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path)
    assert log.log_path() == tmp_path / log.FILE_NAME


def test_warnings_of_ours_reach_the_file(log_file: Path, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("ntm_desktop.storage").warning("slow disk")
    assert "WARNING ntm_desktop.storage: slow disk" in log_file.read_text("utf-8")
    caplog.clear()


def test_the_log_does_not_grow_without_end(
    log_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(6):
        logging.getLogger("ntm_desktop").info("x" * (log.MAX_BYTES - 200))
    assert len(list(log_file.parent.iterdir())) <= log.KEPT_FILES + 1
    caplog.clear()


def test_a_log_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert log.start_log(tmp_path / "file" / "ntm.log") is None
    log.stop_log(None)


def test_a_stopped_log_receives_nothing_more(tmp_path: Path) -> None:
    log.stop_log(log.start_log(tmp_path / "ntm.log"))
    logging.getLogger("ntm_desktop").info("after the end")
    assert (tmp_path / "ntm.log").read_text("utf-8") == ""


def test_a_crash_report_says_what_ran_and_where_it_broke() -> None:
    report = log.crash_report(failure())
    assert f"NTM Desktop {ntm_desktop.__version__}" in report
    assert "SQLite" in report
    assert "test_log.py" in report
    assert "in failure" in report
    assert report.index("ValueError") < report.index("caused by") < report.index("KeyError")


def test_a_crash_report_quotes_nothing_a_person_typed() -> None:
    report = log.crash_report(failure("Nguyễn Văn A"))
    assert "Nguyễn" not in report
    assert str(Path(__file__).parent.parent) not in report


def test_an_error_that_was_never_raised_can_be_reported() -> None:
    assert log.crash_report(RuntimeError("x")).endswith("RuntimeError\n")


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        ("/home/lan/app/ntm_desktop/storage/store.py", "ntm_desktop/storage/store.py"),
        (r"C:\Users\Lan\app\ui\views\entry_view.py", "ui/views/entry_view.py"),
        ("/home/lan/.venv/lib/site-packages/docx/api.py", "site-packages/docx/api.py"),
        ("/home/lan/script.py", "script.py"),
    ],
)
def test_paths_are_cut_to_the_part_inside_the_program(filename: str, shown: str) -> None:
    assert log._inside(filename) == shown


def test_a_crash_is_noted_in_the_log(log_file: Path, caplog: pytest.LogCaptureFixture) -> None:
    report = log.note_crash(failure())
    assert report.strip() in log_file.read_text("utf-8")
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    caplog.clear()
