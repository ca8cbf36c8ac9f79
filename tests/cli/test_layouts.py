"""`ntm layout check`: JSON as agreed, exit status by severity, refusals in one sentence."""

import docx

from tests.reports.layout_papers import party_notice, saved, state_report

KEYS = {"rule", "severity", "where", "found", "expected", "source"}


def test_a_right_document_ends_with_0_and_an_empty_list(ntm):
    path = saved(state_report(), ntm.folder / "a.docx")
    answer = ntm("layout", "check", str(path))
    assert answer.status == 0
    assert answer.json["passed"] > 90
    assert {name: one for name, one in answer.json.items() if name != "passed"} == {
        "regime": "state", "document_type": "BÁO CÁO", "findings": [],
    }  # fmt: skip


def test_an_error_ends_with_3_and_names_place_and_article(ntm):
    paper = state_report().changed("number", 0, text="Số: 5/BC-UBND")
    answer = ntm("layout", "check", str(saved(paper, ntm.folder / "a.docx")))
    assert answer.status == 3
    [found] = answer.json["findings"]
    assert set(found) == KEYS
    assert (found["rule"], found["severity"]) == ("number.zero", "error")
    assert found["where"] == "bảng 1, dòng 2, cột 1: “Số: 5/BC-UBND”"
    assert found["source"].endswith("Phần I, Mục II, khoản 3")


def test_warnings_and_hints_alone_end_with_0(ntm):
    paper = state_report().changed("recipients", 3, text="- Lưu VT.")
    answer = ntm("layout", "check", str(saved(paper, ntm.folder / "a.docx")))
    assert answer.status == 0
    assert [one["severity"] for one in answer.json["findings"]] == ["warning"]


def test_a_regime_may_be_named(ntm):
    path = str(saved(party_notice(), ntm.folder / "a.docx"))
    assert ntm("layout", "check", path).json["regime"] == "party"
    assert ntm("layout", "check", path, "--regime", "state").status == 3
    assert ntm("layout", "check", path, "--regime", "front").status == 2


def test_people_read_what_was_found_and_what_is_expected(ntm):
    paper = state_report().changed("number", 0, text="Số: 5/BC-UBND")
    path = saved(paper, ntm.folder / "a.docx")
    answer = ntm.raw("layout", "check", str(path))
    assert answer.status == 3
    lines = answer.out.splitlines()
    assert lines[0].startswith("a.docx: thể thức hành chính, BÁO CÁO. 1 lỗi, 0 nên sửa, 0 gợi ý;")
    assert lines[1] == "  Lỗi: bảng 1, dòng 2, cột 1: “Số: 5/BC-UBND”"
    assert "Cần: số nhỏ hơn 10 ghi thêm số 0 phía trước." in lines[2]
    assert lines[3].endswith("[number.zero]")


def test_a_file_that_is_no_official_document_is_told_so(ntm):
    made = docx.Document()
    made.add_paragraph("Danh sách")
    made.save(str(ntm.folder / "a.docx"))
    answer = ntm("layout", "check", str(ntm.folder / "a.docx"))
    assert answer.status == 0
    assert (answer.json["regime"], answer.json["document_type"]) == (None, None)
    assert [one["rule"] for one in answer.json["findings"]] == ["regime.none"]
    shown = ntm.raw("layout", "check", str(ntm.folder / "a.docx")).out
    assert "không phải văn bản hành chính" in shown


def test_what_cannot_be_read_is_refused(ntm):
    missing = ntm("layout", "check", str(ntm.folder / "mất.docx"))
    assert (missing.status, missing.code) == (1, "E_NOT_FOUND")
    (ntm.folder / "a.docx").write_bytes(b"PK\x03\x04 ...")
    broken = ntm("layout", "check", str(ntm.folder / "a.docx"))
    assert (broken.status, broken.code) == (1, "E_INPUT")
    assert broken.json["error"]["hint"]
