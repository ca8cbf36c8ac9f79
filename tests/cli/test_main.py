"""`ntm` as a whole: help in Vietnamese, exit statuses, one JSON document, never a traceback."""

import errno
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ntm_desktop import __version__
from ntm_desktop.cli import main
from ntm_desktop.progress import Cancelled
from ntm_desktop.storage import connection
from tests.cli.conftest import NANG_CAO

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Arguments|Show this|Error|Missing|Try|required|default|PATH|TEXT"
    r"|INTEGER|RANGE|FILE|DIRECTORY|COMMAND|ARGS|OPTIONS)\b"
)


def commands(group=main.ntm, path=()):
    """Return the words of every command and group of commands."""
    found = [path]
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
        else:
            found.append((*path, name))
    return found


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_help_page_is_vietnamese(ntm, path):
    answer = ntm.raw(*path, "--help")
    assert answer.status == 0
    assert answer.out.startswith("Cách dùng: ntm")
    assert "Tùy chọn:" in answer.out
    assert not ENGLISH.search(answer.out), answer.out


def test_the_version_is_told(ntm):
    answer = ntm.raw("--version")
    assert (answer.status, answer.out.strip()) == (0, __version__)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["khong-co"],
        ["status"],
        ["status", "--set"],
        ["status", "--set", "x"],
        ["status", "--sett", "x"],
        ["values"],
        ["values", "khong-co"],
        ["values", "set", "--set", "x", "--period", "2023"],
        ["values", "set", "--set", "x", "--period", "2023", "khong-co-dau-bang"],
        ["totals", "set", "--period", "2023", "criteria=1/2"],
        ["totals", "set", "--set", "x", "--title", "y", "--period", "2023", "criteria=1/2"],
        ["get", "work"],
        ["get", "work", "a", "b"],
        ["put", "work"],
        ["put", "work", "=x"],
        ["list", "work", "--where", "x"],
        ["history", "work"],
        ["send"],
        ["send", "--out", "x"],
        ["take"],
        ["new"],
        ["new", "--name", "A"],
        ["new", "--unit", "06901", "--name", "A"],
        ["new", "--name", "A", "--level", "ap"],
        ["units", "x", "--limit", "nhiều"],
        ["key", "trust", "x"],
        ["report", "bao-cao-tien-do", "--period", "2023"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_said_in_vietnamese(ntm, arguments):
    answer = ntm(*arguments)
    assert (answer.status, answer.code) == (2, "E_USAGE")
    assert answer.json["error"]["hint"].startswith("Xem “ntm")
    assert not ENGLISH.search(answer.err), answer.err
    plain = ntm.raw(*arguments)
    assert (plain.status, plain.out) == (2, "")


@pytest.mark.parametrize("value", ["-1", "x", "", "4102444800001", "9" * 30])
def test_a_clock_that_is_no_time_is_wrong_usage(ntm, value):
    assert ntm("--now", value, "sets").status == 2


def test_without_data_the_way_to_it_is_told(ntm):
    answer = ntm.raw("--json", "list", "work")
    assert (answer.status, answer.code) == (1, "E_DATA_FILE")
    assert "ntm new" in answer.json["error"]["hint"]


@pytest.mark.parametrize("bad", ["\x00", "a\x00b", "\ud800", "x=\udcff"])
def test_an_argument_that_is_no_text_is_refused(ntm, bad):
    for arguments in (["search", bad], ["take", bad], ["--data", bad, "list", "work"]):
        answer = ntm.raw("--json", *arguments)
        assert (answer.status, answer.code) == (1, "E_INPUT")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OSError(errno.ENOSPC, "x"), 14, "E_DISK"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 1, "E_DATA_FILE"),
        (OSError(), 1, "E_DATA_FILE"),
        (RuntimeError("bí mật"), 20, "E_FAULT"),
        (AssertionError(), 20, "E_FAULT"),
    ],
)
def test_what_goes_wrong_outside_has_its_status(commune, monkeypatch, error, status, code):
    def fail(*_):
        raise error

    monkeypatch.setattr("ntm_desktop.services.records.list_records", fail)
    answer = commune("list", "work")
    assert (answer.status, answer.code) == (status, code)
    assert "bí mật" not in answer.out + answer.err


def test_a_fault_of_ours_is_noted_in_the_log(commune, monkeypatch):
    monkeypatch.setattr("ntm_desktop.services.records.list_records", lambda *_: 1 // 0)
    answer = commune("list", "work")
    log = Path(answer.json["error"]["hint"].partition(": ")[2])
    assert "ZeroDivisionError" in log.read_text("utf-8")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, Cancelled])
def test_a_stopped_call_is_130(commune, monkeypatch, stop):
    def stopped(*_):
        raise stop

    monkeypatch.setattr("ntm_desktop.services.records.list_records", stopped)
    assert commune("list", "work").status == 130


def test_the_data_folder_may_come_from_the_environment(commune, monkeypatch):
    monkeypatch.setenv("NTM_DATA", str(commune.data))
    assert commune.raw("--json", "list", "admin_unit").json[0]["fields"]["code"] == "06901"


def test_the_user_is_named_in_the_history(commune):
    commune("--user", "Trần Bình", "put", "work", "name=A")
    assert commune("history").json[0]["user"] == "Trần Bình"
    assert commune("history").json[0]["at"] == 1_706_000_000_000


@pytest.mark.parametrize(
    "content", [b"", b"x" * 600, b"SQLite format 3\x00" + b"\xff" * 4096, b"\x00" * 5000]
)
def test_a_damaged_data_file_is_said_in_words_and_left_alone(commune, content):
    (commune.data / "du-lieu.ntm").write_bytes(content)
    answer = commune("list", "work")
    assert (answer.status, answer.code) == (1, "E_DATA_FILE")
    assert (commune.data / "du-lieu.ntm").read_bytes() == content


def test_a_truncated_data_file_is_said_in_words(commune):
    file = commune.data / "du-lieu.ntm"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert commune("list", "work").status == 1


def test_a_newer_data_file_is_not_opened(commune):
    with sqlite3.connect(commune.data / "du-lieu.ntm") as file:
        file.execute("PRAGMA user_version = 9999")
    file.close()
    answer = commune("list", "work")
    assert answer.status == 1
    assert "bản mới hơn" in answer.err


def test_a_file_in_place_of_the_data_folder_is_said_in_words(ntm):
    ntm.data.write_text("x")
    assert ntm("list", "work").status == 1
    assert ntm("new", "--unit", "06901").status == 1
    assert ntm("sample", "quang-an").status == 1
    assert ntm.data.read_text() == "x"


def test_a_device_folder_that_is_a_file_is_said_in_words(ntm):
    (ntm.folder / "may").write_text("x")
    assert ntm("new", "--unit", "06901", at="may").status == 1
    assert not ntm.data.exists()


def test_a_second_writer_waits_and_then_says_so(commune, monkeypatch):
    monkeypatch.setattr(connection, "WAIT_MS", 20)
    other = sqlite3.connect(commune.data / "du-lieu.ntm", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        answer = commune("put", "work", "name=A")
        assert (answer.status, answer.code) == (14, "E_BUSY")
        other.execute("ROLLBACK")
    finally:
        other.close()
    assert commune("list", "work").json == []
    assert commune("put", "work", "name=A").status == 0


def process(ntm, *arguments, stdin=b"", **environment):
    """Run `ntm` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ntm_desktop", *arguments],
        cwd=ROOT,
        env={**os.environ, "NTM_DATA": str(ntm.data), **environment},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_real_process_prints_utf8_whatever_the_locale(quang_an):
    answer = process(
        quang_an, "--json", "status", "--set", NANG_CAO, "--period", "2023",
        LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii",
    )  # fmt: skip
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["criteria"] == {"met": 16, "total": 19}
    assert "tiêu chí" in answer.stdout.decode()


def test_a_real_process_ends_with_the_status_of_the_contract(commune):
    assert process(commune, "khong-co").returncode == 2
    assert (
        process(commune, "get", "work", b"\xff\xfe".decode(errors="surrogateescape")).returncode
        == 1
    )
    answer = process(commune, "text", "set", "bao-cao-tien-do", "mo-dau-x", "--period", "2023")
    assert answer.returncode == 1
    assert b"Traceback" not in answer.stderr


def test_prose_from_standard_input_is_utf8(commune):
    from ntm_desktop.services.reporting import report_kinds

    section = report_kinds()[0].sections[0].id
    place = ("bao-cao-tien-do", section, "--period", "2023")
    words = "Đảng ủy đã ban hành 05 văn bản."
    written = process(
        commune, "text", "set", *place, stdin=words.encode(), LC_ALL="C", PYTHONUTF8="0"
    )
    assert written.returncode == 0
    assert commune("text", "get", *place).json["text"] == words
    answer = process(commune, "--json", "text", "set", *place, stdin=b"\xff\xfe\x00")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["error"]["code"] == "E_INPUT"
    assert commune("text", "get", *place).json["text"] == words


def test_a_reader_that_stops_early_is_no_fault(quang_an):
    command = f"'{sys.executable}' -m ntm_desktop units xã --limit 4000 | head -c 10"
    answer = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in answer.stderr
    assert b"BrokenPipe" not in answer.stderr


def test_the_installed_command_ends_the_process_with_its_status(monkeypatch, capsys):
    class Console(io.TextIOWrapper):
        """A console of another code page."""

    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, Console(io.BytesIO(), "ascii"))
    with pytest.raises(SystemExit) as end:
        main.run(["khong-co"])
    assert end.value.code == 2
    sys.stderr.flush()
    assert "Không có lệnh" in sys.stderr.buffer.getvalue().decode("utf-8")
