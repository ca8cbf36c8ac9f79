"""A PDF is made by whatever the computer has; without a program that is said in one sentence."""

import importlib
import sys
import types
from pathlib import Path

import pytest

from ntm_desktop.errors import DataFileError, NotFoundError
from ntm_desktop.progress import Cancelled
from ntm_desktop.reports import office_programs, pdf

WRITES = 'for last; do :; done; printf "%s" "%PDF-1.4" > "$(dirname "$last")/van-ban.pdf"'


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "báo cáo & tờ trình.docx"
    path.write_bytes(b"PK")
    return path


def test_libreoffice_makes_the_file_under_its_own_name(office, source, tmp_path):
    office(WRITES)
    out = tmp_path / "ra.pdf"
    assert pdf.to_pdf(source, out) == "LibreOffice"
    assert out.read_bytes() == b"%PDF-1.4"
    assert not list(tmp_path.glob(".*tmp"))


EMPTY = 'for last; do :; done; : > "$(dirname "$last")/van-ban.pdf"'


@pytest.mark.parametrize("script", ["exit 1", "exit 0", EMPTY])
def test_a_program_that_makes_nothing_is_said_in_words(office, source, tmp_path, script):
    office(script)
    with pytest.raises(DataFileError, match="không xuất được PDF"):
        pdf.to_pdf(source, tmp_path / "ra.pdf")
    assert not (tmp_path / "ra.pdf").exists()


def test_a_program_that_cannot_be_started_is_said_in_words(source, tmp_path, monkeypatch):
    broken = pdf.Converter("LibreOffice", lambda *_: ([str(tmp_path / "khong-co")], {}))
    monkeypatch.setattr(pdf, "converter", lambda: broken)
    with pytest.raises(DataFileError, match="không xuất được PDF"):
        pdf.to_pdf(source, tmp_path / "ra.pdf")


def test_the_user_can_stop_it(office, source, tmp_path):
    office("sleep 60")

    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        pdf.to_pdf(source, tmp_path / "ra.pdf", stop)
    assert not (tmp_path / "ra.pdf").exists()


def test_a_program_that_never_ends_is_stopped(office, source, tmp_path, monkeypatch):
    office("sleep 60")
    monkeypatch.setattr(office_programs, "LONGEST_SECONDS", 0.2)
    with pytest.raises(DataFileError, match="quá lâu"):
        pdf.to_pdf(source, tmp_path / "ra.pdf")


def test_nothing_of_a_stopped_program_is_left_running(office, source, tmp_path, monkeypatch):
    office(f'sleep 60 & echo $! > "{tmp_path}/child"; wait')
    monkeypatch.setattr(office_programs, "LONGEST_SECONDS", 0.5)
    with pytest.raises(DataFileError, match="quá lâu"):
        pdf.to_pdf(source, tmp_path / "ra.pdf")
    child = Path("/proc") / (tmp_path / "child").read_text().strip() / "cmdline"
    assert not (child.is_file() and b"sleep" in child.read_bytes())


def test_libreoffice_works_with_a_profile_of_its_own(office, source, tmp_path):
    office(f'echo "$@" > "{tmp_path}/asked"; {WRITES}')
    pdf.to_pdf(source, tmp_path / "ra.pdf")
    asked = (tmp_path / "asked").read_text()
    assert "-env:UserInstallation=file:///" in asked
    assert "ntm-pdf-" in asked.partition("UserInstallation=")[2].split()[0]


def test_a_file_that_is_gone_is_said_in_words(office, source, tmp_path):
    office(WRITES)
    source.unlink()
    with pytest.raises(NotFoundError, match="Không còn tìm thấy"):
        pdf.to_pdf(source, tmp_path / "ra.pdf")


def test_a_place_that_cannot_be_written_is_said_in_words(office, source, tmp_path):
    office(WRITES)
    with pytest.raises(DataFileError, match="Không ghi được"):
        pdf.to_pdf(source, tmp_path / "khong-co" / "ra.pdf")


def test_without_any_program_the_file_stays_a_word_file(source, tmp_path, monkeypatch):
    monkeypatch.setattr(office_programs, "_OFFICE_FOLDERS", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.converter() is None
    with pytest.raises(NotFoundError, match="chưa có Word hoặc LibreOffice"):
        pdf.to_pdf(source, tmp_path / "ra.pdf")


@pytest.mark.parametrize("has_word", [True, False])
def test_word_comes_first_on_windows(monkeypatch, tmp_path, has_word):
    def opened(*_):
        if not has_word:
            raise OSError

    registry = types.SimpleNamespace(
        OpenKey=opened, CloseKey=lambda _: None, HKEY_CLASSES_ROOT=object()
    )
    real = importlib.import_module
    monkeypatch.setattr(
        importlib, "import_module", lambda name: registry if name == "winreg" else real(name)
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office_programs, "_OFFICE_FOLDERS", ())
    found = pdf.converter()
    assert (found.name if found else None) == ("Microsoft Word" if has_word else None)
    if found:
        command, environment = found.command(Path("a.docx"), Path("a.pdf"))
        assert command[0] == "powershell"
        assert environment == {"NTM_PDF_SOURCE": "a.docx", "NTM_PDF_TARGET": "a.pdf"}
