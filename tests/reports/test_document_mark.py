"""A Word file says which document of ours it is, and a foreign one says nothing."""

import docx
import pytest

from ntm_desktop.reports.document_mark import mark_text, put_mark, read_mark


def test_a_mark_survives_saving_by_others(tmp_path):
    path = tmp_path / "a.docx"
    document = docx.Document()
    put_mark(document, mark_text({"report": "bao-cao", "period": "2023", "set": None}))
    document.save(path)
    again = docx.Document(str(path))
    again.add_paragraph("sửa")
    again.save(path)
    assert read_mark(path) == {"report": "bao-cao", "period": "2023"}


def test_a_mark_that_is_too_long_is_left_out():
    assert mark_text({"key": "x" * 300}) == ""


@pytest.mark.parametrize(
    "identifier", ["", "khác", "ntm-desktop:", "ntm-desktop:[1]", 'ntm-desktop:{"a":1}']
)
def test_another_mark_says_nothing(tmp_path, identifier):
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.core_properties.identifier = identifier
    document.save(path)
    assert read_mark(path) == {}


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04hong"])
def test_what_is_no_word_file_says_nothing(tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert read_mark(path) == {}
    assert read_mark(tmp_path / "khong-co.docx") == {}
