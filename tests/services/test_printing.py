"""A finished file can always be looked at: as PDF, or as text with the reason why."""

import tempfile
from pathlib import Path

import pytest
from docx import Document

from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.reports import office_programs, pdf
from ntm_desktop.services import printing


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    path = tmp_path / "Báo cáo quý I.docx"
    document = Document()
    document.add_paragraph("Kính gửi: Sở")
    document.add_table(1, 1).cell(0, 0).text = "95,3%"
    document.save(str(path))
    return path


def test_with_a_program_a_pdf_of_the_same_name_is_made(source, monkeypatch):
    monkeypatch.setattr(pdf, "to_pdf", lambda _source, out, _pulse: out.write_bytes(b"%PDF"))
    found = printing.preview(source)
    assert found.pdf is not None
    assert found.pdf.name == "Báo cáo quý I.pdf"
    assert found.pdf.parent.parent.name == "ntm-xem-truoc"
    again = printing.preview(source)
    assert again.pdf is not None
    assert not found.pdf.exists()  # earlier previews do not pile up
    assert not found.pdf.parent.exists()


def test_without_a_program_the_text_is_shown_with_the_reason(source, monkeypatch):
    monkeypatch.setattr(office_programs, "_OFFICE_FOLDERS", ())
    monkeypatch.setenv("PATH", str(source.parent))
    found = printing.preview(source)
    assert found.pdf is None
    assert "chưa có Word hoặc LibreOffice" in found.reason
    assert [line.text for line in found.lines] == ["Kính gửi: Sở", "95,3%"]


def test_a_program_that_fails_leaves_the_text(source, monkeypatch):
    def fail(*_):
        raise DataFileError("LibreOffice chạy quá lâu nên đã dừng.")

    monkeypatch.setattr(pdf, "to_pdf", fail)
    assert printing.preview(source).reason == "LibreOffice chạy quá lâu nên đã dừng."


def test_a_file_that_is_no_word_file_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    path.write_text("no")
    with pytest.raises(InputError):
        printing.preview(path)


def test_without_a_temporary_folder_the_text_is_shown(source, monkeypatch):
    (Path(tempfile.gettempdir()) / "ntm-xem-truoc").write_text("in the way")
    found = printing.preview(source)
    assert "Không ghi được" in found.reason
    assert found.lines


def test_printing_says_who_was_asked(source, monkeypatch):
    from ntm_desktop.reports import printing as printer

    monkeypatch.setattr(printer, "print_file", lambda _source, name, pulse: pulse() or name)
    seen = []
    assert printing.print_document(source, "Canon", lambda *told: seen.append(told)) == "Canon"
    assert seen[0] == (0, 0, "Đang gửi tới máy in")


def test_a_link_in_the_place_of_the_previews_is_not_cleared(source, tmp_path, monkeypatch):
    kept = tmp_path / "nhà" / "tài liệu" / "sổ.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("x")
    (tmp_path / "tam" / "ntm-xem-truoc").symlink_to(tmp_path / "nhà", target_is_directory=True)
    monkeypatch.setattr(pdf, "to_pdf", lambda _source, out, _pulse: out.write_bytes(b"%PDF"))
    found = printing.preview(source)
    assert found.pdf is not None
    assert found.pdf.is_file()
    assert kept.is_file()
