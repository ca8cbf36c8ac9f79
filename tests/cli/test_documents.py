"""`ntm reports/report/text/template`: the Word file, its prose, its gaps."""

import io
import sys

import docx
import pytest

from tests.cli.conftest import NANG_CAO

REPORT = "bao-cao-tien-do"


@pytest.fixture
def light(monkeypatch):
    """Leave the charts out: drawing them takes most of the time."""
    from ntm_desktop.reports import progress_report

    monkeypatch.setattr(progress_report, "draw_charts", lambda _: {})


def text_of(path):
    """Return the paragraphs of a Word file."""
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


def section(ntm):
    """Return the id of the first section."""
    return ntm("reports").json[0]["sections"][0]["id"]


@pytest.mark.slow
def test_the_report_of_the_sample_says_what_the_article_says(quang_an):
    path = quang_an.folder / "moi" / "bao-cao.docx"
    answer = quang_an("report", REPORT, "--period", "2023", "--set", NANG_CAO, "--out", str(path))
    assert answer.status == 0
    assert set(answer.json) == {"file", "missing", "notices"}
    assert answer.json["file"] == str(path)
    assert "đạt 16/19 tiêu chí, 70/75 chỉ tiêu" in text_of(path)


def test_prose_survives_a_new_report(quang_an, light):
    place = (REPORT, section(quang_an), "--period", "2023")
    words = "Đảng ủy đã ban hành 05 văn bản chỉ đạo."
    assert quang_an("text", "get", *place).json["text"] is None
    assert quang_an("text", "set", *place, words).status == 0
    path = quang_an.folder / "r.docx"
    for _ in "12":
        assert quang_an("report", REPORT, "--period", "2023", "--out", str(path)).status == 0
        assert words in text_of(path)
    assert quang_an("text", "get", *place).json == {
        "report": REPORT, "section": place[1], "period": "2023", "text": words,
    }  # fmt: skip
    assert words in quang_an.raw("--data", str(quang_an.data), "text", "get", *place).out


def test_a_template_with_an_unknown_field_is_refused_by_name(commune, light):
    own = docx.Document()
    own.add_paragraph("{{ ten_la }}")
    path, out = commune.folder / "mau.docx", commune.folder / "r.docx"
    own.save(str(path))
    answer = commune(
        "report", REPORT, "--period", "2023", "--out", str(out), "--template", str(path)
    )
    assert (answer.status, answer.code) == (1, "E_TEMPLATE")
    assert "ten_la" in answer.json["error"]["message"]
    assert not out.exists()
    checked = commune("template", "check", str(path))
    assert checked.status == 3
    assert "ten_la" in checked.json["findings"][0]["text"]
    own = docx.Document()
    own.save(str(path))
    assert commune("template", "check", str(path)).json["findings"] == []


def test_the_shipped_template_can_be_used(ntm):
    from ntm_desktop import paths

    shipped = paths.template("bao-cao-tien-do.docx")
    assert ntm("template", "check", str(shipped)).status == 0
    assert ntm("template", "check", str(shipped), "--report", "khong-co").status == 1
    fields = ntm("template", "fields", REPORT).json
    assert all(set(one) == {"name", "help"} and one["help"] for one in fields)
    assert ntm("reports").json[0]["fields"] == [one["name"] for one in fields]
    assert ntm("template", "fields", "khong-co").status == 1
    assert REPORT in ntm.raw("reports").out


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04" + b"\x00" * 50])
def test_a_template_that_is_no_word_file_is_refused(commune, light, content):
    path = commune.folder / "mau.docx"
    path.write_bytes(content)
    out = str(commune.folder / "r.docx")
    for arguments in (
        ["template", "check", str(path)],
        ["report", REPORT, "--period", "2023", "--out", out, "--template", str(path)],
    ):
        assert (commune(*arguments).status, commune(*arguments).code) == (1, "E_TEMPLATE")


@pytest.mark.parametrize("path", ["", ".", "/", "khong-co.docx", "x" * 400, "/proc/x.docx"])
def test_a_template_that_is_not_there_is_said_in_words(commune, path):
    assert commune("template", "check", path).status == 1


@pytest.mark.parametrize(
    "out", ["", ".", "/", "/proc/khong/r.docx", "x" * 400 + ".docx", "\x01/.."]
)
def test_a_place_that_cannot_be_written_is_said_in_words(commune, light, monkeypatch, out):
    monkeypatch.chdir(commune.folder)
    answer = commune("report", REPORT, "--period", "2023", "--out", out)
    assert (answer.status, answer.code) == (1, "E_DATA_FILE")


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "khong-co", "--period", "2023", "--out", "r.docx"],
        ["report", REPORT, "--period", "x", "--out", "r.docx"],
        ["report", REPORT, "--period", "2023", "--set", "khong-co", "--out", "r.docx"],
        ["text", "get", REPORT, "khong-co", "--period", "2023"],
        ["text", "get", "khong-co", "a", "--period", "2023"],
        ["text", "set", REPORT, "khong-co", "--period", "2023", "x"],
    ],
    ids=" ".join,
)
def test_unknown_things_are_refused(commune, monkeypatch, arguments):
    monkeypatch.chdir(commune.folder)
    assert commune(*arguments).status == 1
    assert not (commune.folder / "r.docx").exists()


def test_prose_with_control_characters_is_refused(commune):
    place = (REPORT, section(commune), "--period", "2023")
    assert commune("text", "set", *place, "a\x01").status == 1
    assert commune("text", "set", *place, "").status == 0


def test_prose_without_words_is_read_from_standard_input(commune, monkeypatch):
    place = (REPORT, section(commune), "--period", "2023")
    for typed, status in (("\ufeffLời văn\n".encode(), 0), (b"\xff\xfe", 1)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), "ascii"))
        assert commune("text", "set", *place).status == status
    assert commune("text", "get", *place).json["text"] == "Lời văn"


def test_progress_is_shown_on_a_terminal_only(commune, light, monkeypatch):
    place = ("report", REPORT, "--period", "2023", "--out", str(commune.folder / "r.docx"))
    assert "[1/3]" not in commune(*place).err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    answer = commune(*place)
    assert "[1/3] " in answer.err
    assert answer.json["file"]


def test_a_pdf_is_made_beside_the_word_file_or_it_is_said_why_not(commune, light, monkeypatch):
    from ntm_desktop.reports import pdf

    out = commune.folder / "r.docx"
    asked = ("report", REPORT, "--period", "2023", "--out", str(out), "--pdf")
    monkeypatch.setattr(pdf, "to_pdf", lambda _source, made, _pulse: made.write_bytes(b"%PDF"))
    assert commune(*asked).json["pdf"] == str(out.with_suffix(".pdf"))
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "converter", lambda: None)
    answer = commune(*asked)
    assert (answer.status, answer.code) == (1, "E_NOT_FOUND")
    assert out.is_file()


def test_an_own_template_is_copied_listed_and_put_aside(commune):
    copy = commune("template", "copy", REPORT).json["file"]
    assert copy.endswith("bao-cao-tien-do.docx")
    assert commune("template", "copy", REPORT, "--regime", "party").status == 1
    aside = commune("template", "reset", REPORT).json["file"]
    assert aside != copy
    assert commune("template", "reset", REPORT).status == 1
    out = commune.folder / "truong.docx"
    assert commune("template", "fields", REPORT, "--out", str(out)).status == 0
    assert out.is_file()


def test_all_documents_of_a_period_are_made_in_one_go(commune):
    out = commune.folder / "ra"
    answer = commune(
        *("report-all", "--period", "2023", "--out", str(out)),
        *("--id", "bao-cao-no-dong", "--id", "khong-co"),
    )
    assert answer.status == 3
    assert len(answer.json["files"]) == 1
    assert [one["report"] for one in answer.json["failed"]] == ["khong-co"]


@pytest.mark.parametrize(
    ("report_id", "fields"),
    [
        ("cong-van", ("kind=khac", "to=Thôn An Xuân\\nThôn Đông Xuyên", "drafter=KT")),
        ("ke-hoach", ("subject=Xây dựng thôn kiểu mẫu",)),
        ("bao-cao-so-ket", ("resolution=Nghị quyết số 05-NQ/ĐU",)),
        ("quyet-dinh", ("proposer=Trưởng phòng Kinh tế",)),
        ("thong-bao", ("where=Trụ sở UBND xã", "broadcasts=5")),
        ("bao-cao-lam-viec", ("partner=Đoàn giám sát",)),
        ("phan-cong-phu-trach", ("by=unit",)),
    ],
)
def test_a_paper_of_the_office_is_made_with_what_was_typed(commune, report_id, fields):
    path = commune.folder / f"{report_id}.docx"
    typed = [part for field in fields for part in ("--field", field)]
    answer = commune("report", report_id, "--period", "2023", *typed, "--out", str(path))
    assert answer.status == 0
    assert answer.json["missing"]
    whole = "\n".join(
        node.text or "" for node in docx.Document(str(path)).element.body.iter() if node.text
    )
    wanted = fields[0].partition("=")[2] if "=" in fields[0] else ""
    assert report_id in ("cong-van", "phan-cong-phu-trach") or wanted in whole
    if report_id == "cong-van":
        assert "- Thôn An Xuân;" in whole
        assert "/UBND-KT" in whole


def test_a_slip_of_a_task_is_made_by_its_key(commune):
    key = commune("put", "task", "text=Rà soát hồ sơ").json["key"]
    path = commune.folder / "phieu.docx"
    refused = commune("report", "phieu-giao-viec", "--out", str(path))
    assert refused.status == 1
    assert not path.exists()
    made = commune("report", "phieu-giao-viec", "--key", key, "--out", str(path))
    assert made.status == 0
    cells = [cell.text for cell in docx.Document(str(path)).tables[1]._cells]
    assert "Rà soát hồ sơ\n" in cells


def test_what_was_typed_for_a_document_is_used_again_until_it_is_cleared(commune):
    path = commune.folder / "to-trinh.docx"
    made = ("report", "to-trinh", "--set", NANG_CAO, "--period", "2023", "--out", str(path))
    assert commune(*made, "--field", "addressee=Cơ quan đã ghi").status == 0
    (kept,) = commune("list", "report_option").json
    assert "Cơ quan đã ghi" in str(kept)
    assert commune(*made).status == 0
    assert "Cơ quan đã ghi" in text_of(path)
    all_of = ("report-all", "--set", NANG_CAO, "--period", "2023", "--id", "to-trinh")
    assert commune(*all_of, "--out", str(commune.folder / "all")).status == 0
    (other,) = (commune.folder / "all").glob("*.docx")
    assert "Cơ quan đã ghi" in text_of(other)
    assert commune(*made, "--field", "addressee=").status == 0
    assert "Cơ quan đã ghi" not in text_of(path)
    assert commune(*made).status == 0
    assert "Cơ quan đã ghi" not in text_of(path)


def test_a_document_that_could_not_be_made_keeps_nothing(commune):
    path = commune.folder / "no-dong.docx"
    made = ("report", "bao-cao-no-dong", "--period", "2023", "--out", str(path))
    assert commune(*made, "--field", "day=hôm kia").status == 1
    assert commune("list", "report_option").json == []


@pytest.mark.parametrize("name", ["x.pdf", "khong-duoi", "x.doc"])
def test_a_file_that_would_be_no_word_file_is_refused(commune, light, name):
    out = commune.folder / name
    answer = commune("report", REPORT, "--period", "2023", "--out", str(out))
    assert answer.status == 1
    assert ".docx" in answer.err
    assert not out.exists()


def test_an_unknown_field_is_refused_for_the_progress_report_too(commune, light):
    out = commune.folder / "x.docx"
    answer = commune("report", REPORT, "--period", "2023", "--field", "khong=1", "--out", str(out))
    assert answer.status == 1
    assert "không có trường “khong”" in answer.err
    assert not out.exists()


def test_the_list_of_documents_says_what_belongs_to_which_kind_of_letter(ntm):
    (letter,) = [one for one in ntm("reports").json if one["id"] == "cong-van"]
    only = {one["id"]: one["only_for"] for one in (*letter["options"], *letter["sections"])}
    assert only["lead"] == only["reminder_opening"] == ["don-doc"]
    assert only["codes"] == only["figures_request"] == ["xin-so-lieu"]
    assert only["subject"] == []


def test_a_file_that_is_replaced_and_the_gaps_of_many_are_said(commune, light):
    out = commune.folder / "x.docx"
    place = ("report", "danh-muc-cong-trinh", "--period", "2023", "--out", str(out))
    assert "Đã thay tệp" not in commune(*place).err
    assert "Đã thay tệp x.docx có từ trước." in commune(*place).err
    many = commune(
        *("report-all", "--period", "2023", "--id", "danh-muc-cong-trinh"),
        *("--out", str(commune.folder / "ra")),
    )
    assert "danh-muc-cong-trinh_2023.docx: còn 1 chỗ trống." in many.err
