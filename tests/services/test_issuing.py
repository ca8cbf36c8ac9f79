"""What a document said when it was signed is kept, and later figures are compared with it."""

import docx
import pytest

from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.services import evidence, history, issuing, reporting
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import ValueDraft, record_values
from tests.services.conftest import NANG_CAO

REPORT = "bao-cao-tien-do"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def light(monkeypatch):
    from ntm_desktop.reports import progress_report

    monkeypatch.setattr(progress_report, "draw_charts", lambda _: {})


def record(commune, text="đạt"):
    draft = ValueDraft(set_id=NANG_CAO, period_id="2023", indicator="1.1", text=text)
    record_values(commune, [draft])


@pytest.fixture
def report(commune, tmp_path):
    record(commune)
    path = tmp_path / "bao-cao.docx"
    reporting.build_report(commune, REPORT, "2023", NANG_CAO, path)
    return path


def issue(commune, report, **more):
    more = {"reason": "Lãnh đạo đã xem", **more}
    return issuing.issue_document(commune, report, "15/BC-UBND", "5/1/2024", **more)


def test_number_date_texts_and_files_are_kept_in_one_step(commune, report, tmp_path):
    copy = tmp_path / "da-ky.pdf"
    copy.write_bytes(PDF)
    done = issue(commune, report, signed_copy=copy)
    (issued,) = issuing.issued_documents(commune)
    assert (issued.number, str(issued.signed_on), issued.period) == (
        *("15/BC-UBND", "2024-01-05", "2023"),
    )
    assert issued.draft_sha256 == issuing.draft_digest(report)
    assert "1.1" in (issued.marks or "")
    notes = {one.record.note for one in evidence.evidence_of(commune, "issued_report", done.key)}
    assert notes == {"Bản đã ký", "Tệp Word của bản đã ký"}
    assert done.notices == ()
    assert issuing.changed_since(commune, done.key) == ()
    assert "15/BC-UBND" in history.undo(commune).label
    assert issuing.issued_documents(commune) == ()


def test_a_later_figure_is_shown_beside_the_signed_one(commune, report):
    done = issue(commune, report)
    record(commune, "chưa đạt")
    found = issuing.changed_since(commune, done.key)
    by_path = {one.difference.path: one for one in found}
    changed = by_path["criteria[code=1].indicators[code=1.1].outcome"]
    assert (changed.difference.signed, changed.difference.now) == ("Đạt", "Chưa đạt")
    assert "đánh giá" in changed.label
    assert len(issuing.issued_documents(commune)) == 1


def test_an_edited_figure_is_named_before_the_number_is_taken(commune, report):
    document = docx.Document(str(report))
    paragraph = next(one for one in document.paragraphs if "1/19" in one.text or "/75" in one.text)
    paragraph.text = paragraph.text.replace("1/75", "70/75")
    document.save(str(report))
    review = issuing.review_document(commune, report)
    assert any("70/75" in one.written for one in review.figures)
    with pytest.raises(InputError, match="cần xem"):
        issue(commune, report, reason=" ")
    assert issuing.issued_documents(commune) == ()


def test_a_document_is_issued_once(commune, report):
    issue(commune, report)
    with pytest.raises(InputError, match="đã được ghi"):
        issue(commune, report)


def test_a_draft_is_not_issued(commune, tmp_path):
    path = tmp_path / "du-thao.docx"
    reporting.build_report(commune, REPORT, "2023", NANG_CAO, path, draft=True)
    with pytest.raises(InputError, match="dự thảo"):
        issue(commune, path)


def test_a_file_without_a_mark_needs_to_be_told(commune, report):
    document = docx.Document(str(report))
    document.core_properties.identifier = ""
    document.save(str(report))
    with pytest.raises(InputError, match="Không rõ tệp"):
        issue(commune, report)
    request = DocumentRequest(REPORT, "2023", NANG_CAO)
    assert issue(commune, report, request=request).key


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04hong"])
def test_what_is_no_word_file_is_refused(commune, tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(InputError):
        issue(commune, path)
    with pytest.raises(NotFoundError):
        issue(commune, tmp_path / "khong-co.docx")


def test_an_excel_file_is_no_document_to_issue(commune, tmp_path):
    import openpyxl

    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(InputError, match="Word"):
        issue(commune, path)


@pytest.mark.parametrize(
    ("number", "day"), [("BC-UBND", "5/1/2024"), ("15/BC-UBND", "31/2/2024"), ("15/BC", "")]
)
def test_a_wrong_number_or_day_keeps_nothing(commune, report, number, day):
    with pytest.raises(InputError):
        issuing.issue_document(commune, report, number, day, reason="x")
    assert issuing.issued_documents(commune) == ()


def test_an_odd_day_is_doubted_not_refused(commune, report):
    late = issuing.issue_document(commune, report, "16/BC-UBND", "1/1/2099", reason="x")
    assert "sau ngày của máy tính" in late.notices[0]
    early = issuing.issue_document(commune, report, "17/BC-UBND", "1/1/2020", reason="x")
    assert "trước khi kỳ" in early.notices[0]
    assert [one.number for one in issuing.issued_documents(commune)] == ["16/BC-UBND", "17/BC-UBND"]


def test_a_plan_is_signed_before_its_year_without_a_doubt(commune, tmp_path):
    plan = tmp_path / "ke-hoach.docx"
    reporting.build_document(commune, DocumentRequest("ke-hoach", "2024", NANG_CAO), plan)
    done = issuing.issue_document(commune, plan, "5/KH-UBND", "20/12/2023", reason="x")
    assert done.notices == ()


def test_a_signed_copy_can_follow_and_is_kept_once(commune, report, tmp_path):
    done = issue(commune, report)
    copy = tmp_path / "da-ky.pdf"
    copy.write_bytes(PDF)
    for _ in "12":
        issuing.attach_signed_copy(commune, done.key, copy)
    assert len(evidence.evidence_of(commune, "issued_report", done.key)) == 2


def test_a_kept_text_that_was_changed_is_said(commune, report):
    done = issue(commune, report)
    with commune.store.step("Sửa", "An"):
        commune.store.put("issued_report", done.key, {"snapshot": "{}"})
    with pytest.raises(DataFileError, match="không còn nguyên vẹn"):
        issuing.changed_since(commune, done.key)


def test_more_text_than_can_be_kept_is_said(commune, report, monkeypatch):
    import random

    letters = random.Random(1)
    noise = {str(at): str(letters.random()) for at in range(20_000)}
    from ntm_desktop.reports import context_texts

    monkeypatch.setattr(context_texts, "context_texts", lambda *_: noise)
    with pytest.raises(InputError, match="quá dài"):
        issue(commune, report)
    assert issuing.issued_documents(commune) == ()


def test_a_paper_of_a_meeting_can_be_issued(commune, tmp_path):
    with commune.store.step("Họp", "An"):
        commune.store.put("meeting", "06901/m1", {"title": "Họp", "held_on": "2023-11-18"})
    path = tmp_path / "tb.docx"
    request = DocumentRequest("thong-bao-ket-luan", key="06901/m1")
    reporting.build_document(commune, request, path)
    done = issuing.issue_document(commune, path, "5/TB-UBND", "20/11/2023", reason="x")
    assert issuing.changed_since(commune, done.key) == ()


def test_the_report_on_results_names_what_is_unverified_as_the_progress_report_does(
    commune, report, tmp_path
):
    path = tmp_path / "ket-qua.docx"
    reporting.build_report(commune, "bao-cao-ket-qua", "2023", NANG_CAO, path)
    marks = issuing.review_document(commune, path).marks
    assert marks
    assert marks == issuing.review_document(commune, report).marks
