"""What was typed for a document is kept by set and period, and used wherever it is made again."""

import docx
import pytest

from ntm_desktop.domain.report_options import KeptOption
from ntm_desktop.errors import InputError
from ntm_desktop.services import history, issuing, reporting
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.many_documents import build_many
from ntm_desktop.services.meeting_papers import keep_options as keep_for_meeting
from ntm_desktop.services.records import put_texts, put_values
from ntm_desktop.services.report_options import (
    keep_options,
    kept_options,
    previous_options,
    with_kept,
)
from ntm_desktop.services.reporting import build_document, prepare_document
from tests.reports.reading import text_of
from tests.services.conftest import NANG_CAO

COUNTING, REQUEST, LETTER = "bien-ban-kiem-phieu", "to-trinh", "cong-van"
TYPED = {
    "held_on": "5/12/2023",
    "issued": "120",
    "place": "Nhà văn hóa xã",
    "chair": "Bà Tổ trưởng",
    "base": "returned",
}


def asked(report, period="2023", **more):
    return DocumentRequest(report, period, NANG_CAO, **more)


def words(path):
    return text_of(docx.Document(str(path)))


def test_options_are_kept_as_one_step_and_fill_the_next_document(commune, tmp_path):
    keep_options(commune, asked(COUNTING), TYPED)
    assert kept_options(commune, asked(COUNTING)) == TYPED
    build_document(commune, asked(COUNTING), tmp_path / "a.docx")
    assert "Nhà văn hóa xã" in words(tmp_path / "a.docx")
    assert "Biên bản kiểm phiếu" in history.undo(commune).label
    assert kept_options(commune, asked(COUNTING)) == {}


def test_the_same_again_writes_nothing_and_the_default_is_kept_as_nothing(commune):
    keep_options(commune, asked(COUNTING), TYPED)
    assert not keep_options(commune, asked(COUNTING), {"place": " Nhà văn hóa xã "}).key
    keep_options(commune, asked(COUNTING), {"base": "valid"})
    assert "base" not in kept_options(commune, asked(COUNTING))


def test_what_is_asked_for_wins_and_an_empty_text_clears(commune, tmp_path):
    keep_options(commune, asked(COUNTING), TYPED)
    other = asked(COUNTING, options={"place": "Hội trường", "chair": ""})
    assert with_kept(commune, other).options == {**TYPED, "place": "Hội trường", "chair": ""}
    build_document(commune, other, tmp_path / "a.docx")
    assert "Hội trường" in words(tmp_path / "a.docx")
    assert "Bà Tổ trưởng" not in words(tmp_path / "a.docx")
    keep_options(commune, other, other.options)
    assert kept_options(commune, other) == {
        **{name: text for name, text in TYPED.items() if name != "chair"},
        "place": "Hội trường",
    }


def test_another_set_period_or_unit_has_its_own(commune):
    keep_options(commune, asked(REQUEST), {"addressee": "Ủy ban nhân dân tỉnh"})
    assert kept_options(commune, asked(REQUEST, "2024")) == {}
    assert kept_options(commune, DocumentRequest(REQUEST, "2023", "xa-ntm-2021-2025")) == {}
    assert kept_options(commune, asked(REQUEST, unit="06902")) == {}
    first_followed = DocumentRequest(REQUEST, "2023")
    assert kept_options(commune, first_followed) == {"addressee": "Ủy ban nhân dân tỉnh"}


def test_the_period_before_is_offered_without_its_days_and_counts(commune):
    keep_options(commune, asked(COUNTING, "2022"), {"place": "Trụ sở", **TYPED})
    keep_options(commune, asked(COUNTING), {"chair": "Ông khác"})
    assert previous_options(commune, asked(COUNTING)) == {
        "place": "Nhà văn hóa xã",
        "base": "returned",
    }
    assert previous_options(commune, asked(COUNTING, "2021")) == {}


def test_what_says_whom_one_form_is_for_is_not_kept(commune):
    keep_options(commune, asked("phieu-thu-thap"), {"for": "An", "codes": "1.1", "due": "5/1/2024"})
    assert kept_options(commune, asked("phieu-thu-thap")) == {"due": "5/1/2024"}


def test_an_option_the_document_no_longer_has_does_no_harm(commune, tmp_path):
    values = {"report": REQUEST, "set_id": NANG_CAO, "period": "2023", "option": "cũ", "text": "x"}
    put_values(commune, "report_option", None, {**values, "option": "old"})
    assert kept_options(commune, asked(REQUEST)) == {}
    assert prepare_document(commune, asked(REQUEST)).report_id == REQUEST


def test_the_generic_door_meets_the_same_record(commune):
    keep_options(commune, asked(REQUEST), {"addressee": "A"})
    typed = {"report": REQUEST, "set_id": NANG_CAO, "period": "2023", "option": "addressee"}
    put_texts(commune, "report_option", None, {**typed, "text": "B"})
    assert kept_options(commune, asked(REQUEST)) == {"addressee": "B"}
    assert len(commune.store.records(KeptOption)) == 1


def test_all_documents_in_one_go_use_what_was_kept(commune, tmp_path):
    keep_options(commune, asked(REQUEST), {"addressee": "Sở Nông nghiệp và Môi trường"})
    build_many(commune, "2023", tmp_path / "all", set_id=NANG_CAO, report_ids=[REQUEST])
    (made,) = (tmp_path / "all").glob("*.docx")
    assert "Sở Nông nghiệp và Môi trường" in words(made)


def test_a_meeting_keeps_its_own_and_one_door_fills_both(commune):
    meeting = put_texts(commune, "meeting", None, {"title": "Họp", "held_on": "5/1/2024"}).key
    keep_for_meeting(commune, meeting, "giay-moi", {"signer_name": "Người ký"})
    request = DocumentRequest("giay-moi", key=meeting)
    assert with_kept(commune, request).options == {"signer_name": "Người ký"}
    assert with_kept(commune, DocumentRequest("giay-moi", key=meeting, is_whole=True)).options == {}
    assert not keep_options(commune, request, {"signer_name": "B"}).key


# --- signed documents ---


def issue(commune, path):
    return issuing.issue_document(commune, path, "15/TTr-UBND", "5/1/2024", reason="đã xem").key


def test_a_signed_document_is_compared_with_the_options_it_was_signed_with(commune, tmp_path):
    keep_options(commune, asked(REQUEST), {"addressee": "Ủy ban nhân dân huyện"})
    build_document(commune, asked(REQUEST), tmp_path / "a.docx")
    key = issue(commune, tmp_path / "a.docx")
    assert issuing.changed_since(commune, key) == ()
    (issued,) = issuing.issued_documents(commune)
    assert "Ủy ban nhân dân huyện" in issuing.signed_texts(issued).values()
    keep_options(commune, asked(REQUEST), {"addressee": "Ủy ban nhân dân tỉnh"})
    assert issuing.changed_since(commune, key) == ()


def test_other_options_than_the_file_was_made_with_are_told_before_the_number_is_taken(
    commune, tmp_path
):
    keep_options(commune, asked(REQUEST), {"addressee": "A"})
    build_document(commune, asked(REQUEST), tmp_path / "a.docx")
    assert issuing.review_document(commune, tmp_path / "a.docx").options == ()
    keep_options(commune, asked(REQUEST), {"addressee": "B"})
    (told,) = issuing.review_document(commune, tmp_path / "a.docx").options
    assert "khác với khi lập tệp này" in told
    with pytest.raises(InputError, match="cần xem"):
        issuing.issue_document(commune, tmp_path / "a.docx", "1/TTr", "5/1/2024")


@pytest.mark.parametrize("report", sorted({one.id for one in reporting.report_kinds()}))
def test_every_option_of_every_document_fits_a_key_that_may_travel(report):
    from ntm_desktop.domain.record_keys import is_key, report_option_key
    from ntm_desktop.reports.catalogue import REPORTS

    for one in REPORTS[report].options:
        place = ("06901", report, NANG_CAO + "x" * 10, "2022-10-26..2024-01-25", one.id)
        assert is_key(report_option_key(*place)), one.id
