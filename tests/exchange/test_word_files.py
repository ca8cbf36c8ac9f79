"""Only Word files that can be read safely are read, and of them only the XML."""

import zipfile

import docx
import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.exchange import office_files, word_files
from ntm_desktop.exchange.word_files import read_word_parts


def written(path, members, **how):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, **how)
    return path


def test_the_parts_of_xml_are_read_and_pictures_are_not(tmp_path):
    path = tmp_path / "văn bản.docx"
    docx.Document().save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG")
    parts = read_word_parts(path)
    assert "word/document.xml" in parts
    assert "_rels/.rels" in parts
    assert all(name.endswith((".xml", ".rels")) for name in parts)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "không phải .docx"),
        ("a.pdf", b"%PDF-1.7", "không phải .docx"),
        ("a.xlsx", b"PK\x03\x04", "không phải .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "có mật khẩu hoặc là định dạng cũ"),
        ("a.docx", b"", "bị hỏng"),
        ("a.docx", b"chu", "không phải .docx"),
        ("a.docx", b"PK\x03\x04 ...", "bị hỏng"),
    ],
)
def test_what_is_no_docx_is_refused_in_one_sentence(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=said) as refused:
        read_word_parts(path)
    assert str(refused.value).count(". ") == 0
    assert "lưu lại thành .docx" in refused.value.hint
    assert "nhập" not in refused.value.hint


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(NotFoundError, match="Không tìm thấy"):
        read_word_parts(tmp_path / "mất.docx")


@pytest.mark.parametrize("name", ["a.docm", "a.docx"])
def test_a_file_with_macros_is_not_opened(tmp_path, name):
    path = written(tmp_path / name, {"word/document.xml": "<a/>", "word/vbaProject.bin": b"x"})
    with pytest.raises(InputError, match="có macro") as refused:
        read_word_parts(path)
    assert "không macro" in refused.value.hint


def test_a_file_that_unfolds_to_gigabytes_is_refused(tmp_path):
    path = written(tmp_path / "a.docx", {"word/document.xml": b"0" * (office_files.PART_BYTES + 1)})
    with pytest.raises(InputError, match="quá lớn"):
        read_word_parts(path)
    many = {f"word/{number}.xml": b"0" * (office_files.PART_BYTES) for number in range(5)}
    with pytest.raises(InputError, match="quá lớn"):
        read_word_parts(written(tmp_path / "b.docx", many))


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(100 * office_files.MIB)
    with pytest.raises(InputError, match="quá lớn"):
        read_word_parts(path)


def test_members_with_a_password_are_refused(tmp_path):
    path = written(tmp_path / "a.docx", {"word/document.xml": "<a/>"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= word_files.ENCRYPTED
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="mật khẩu"):
        read_word_parts(path)
