"""A Word file goes to a named printer with a program of the computer; what fails is said."""

import os
import sys

import pytest

from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.progress import Cancelled
from ntm_desktop.reports import office_programs, printing

PRINTER = "Máy in tầng 2"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "tờ trình & danh mục.docx"
    path.write_bytes(b"PK")
    return path


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """Leave the computer without LibreOffice."""
    monkeypatch.setattr(office_programs, "_OFFICE_FOLDERS", ())
    monkeypatch.setenv("PATH", str(tmp_path))


def test_libreoffice_is_asked_with_printer_and_file(office, source, tmp_path):
    office(f'for one; do echo "$one"; done > "{tmp_path}/asked"')
    assert printing.print_file(source, PRINTER) == "LibreOffice"
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[-3:-1] == ["--pt", PRINTER]
    assert asked[-1].endswith(source.name)
    assert asked[-1] != str(source)


def test_a_program_that_fails_is_said_with_the_printer(office, source):
    office("exit 1")
    with pytest.raises(DataFileError, match="không in được") as raised:
        printing.print_file(source, PRINTER)
    assert PRINTER in raised.value.hint


def test_a_program_that_hangs_is_stopped(office, source, monkeypatch):
    office("sleep 60")
    monkeypatch.setattr(office_programs, "LONGEST_SECONDS", 0.2)
    with pytest.raises(DataFileError, match="quá lâu"):
        printing.print_file(source, PRINTER)


def test_the_user_can_stop_it(office, source):
    office("sleep 60")

    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        printing.print_file(source, PRINTER, stop)


def test_without_program_printer_or_file_each_is_said(bare, source):
    with pytest.raises(NotFoundError, match="không có chương trình in"):
        printing.print_file(source, PRINTER)
    with pytest.raises(InputError, match="Chưa chọn máy in"):
        printing.print_file(source, "")
    source.unlink()
    with pytest.raises(NotFoundError, match="Không còn tìm thấy"):
        printing.print_file(source, PRINTER)


@pytest.mark.parametrize("is_registered", [True, False])
def test_on_windows_the_registered_program_comes_first(bare, source, monkeypatch, is_registered):
    asked = []

    def startfile(path, verb, arguments):
        if not is_registered:
            raise OSError
        asked.append((path, verb, arguments))

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", startfile, raising=False)
    if is_registered:
        assert printing.print_file(source, PRINTER) == "Windows"
        assert asked == [(source, "printto", f'"{PRINTER}"')]
    else:
        with pytest.raises(NotFoundError):
            printing.print_file(source, PRINTER)
