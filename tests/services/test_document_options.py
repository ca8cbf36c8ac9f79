"""What is typed for a document: unknown fields, the signer's name, file names, kinds of letter."""

import docx
import pytest

from ntm_desktop.errors import InputError
from ntm_desktop.reports.catalogue import REPORTS, report_kind
from ntm_desktop.reports.narrative import GAP, MISSING_SIGNER_NAME, MISSING_SUPERIOR
from ntm_desktop.services.document_options import check_options
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.reporting import build_document, prepare_document
from tests.reports.reading import text_of
from tests.services.conftest import NANG_CAO

SIGNED = ("bao-cao-tien-do", "bao-cao-no-dong", "bao-cao-ket-qua", "to-trinh", "tong-hop-y-kien")
PERIOD = [one.id for one in REPORTS.values() if one.subject in ("period", "set")]
LETTER = "cong-van"


def asked(report, **options):
    return DocumentRequest(report, "2023", NANG_CAO, options=options)


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_a_field_that_a_document_does_not_have_is_refused(kind):
    with pytest.raises(InputError, match="không có trường “la”") as refused:
        check_options(kind, {"la": "1"})
    assert refused.value.hint
    check_options(kind, {"regime": "state"})
    check_options(kind, {one.id: one.default for one in kind.options})


@pytest.mark.parametrize("report", PERIOD)
def test_an_unknown_field_makes_no_file(commune, tmp_path, report):
    with pytest.raises(InputError, match="không có trường “khong”"):
        build_document(commune, asked(report, khong="1"), tmp_path / "a.docx")
    assert not (tmp_path / "a.docx").exists()


def test_a_choice_there_is_not_and_a_form_there_is_not_are_refused():
    with pytest.raises(InputError, match="không nhận “usd”"):
        check_options(report_kind("bao-cao-no-dong"), {"unit": "usd"})
    with pytest.raises(InputError, match="chỉ có mẫu thể thức hành chính"):
        check_options(report_kind("bao-cao-tien-do"), {"regime": "party"})
    check_options(report_kind(LETTER), {"regime": "party", "kind": ""})


# --- who signs, who is reported to ---


@pytest.mark.parametrize("report", SIGNED)
def test_a_missing_signer_is_printed_as_a_gap_and_named(commune, tmp_path, report):
    built = build_document(commune, asked(report), tmp_path / "a.docx")
    assert MISSING_SIGNER_NAME in built.missing
    signature = docx.Document(str(tmp_path / "a.docx"))
    cells = [cell.text for table in signature.tables for row in table.rows for cell in row.cells]
    (block,) = [text for text in cells if "CHỦ TỊCH" in text]
    assert block.splitlines()[-1] == GAP
    named = build_document(commune, asked(report, signer_name="Người ký"), tmp_path / "b.docx")
    assert MISSING_SIGNER_NAME not in named.missing
    assert "Người ký" in text_of(docx.Document(str(tmp_path / "b.docx")))


def test_every_document_with_a_signer_says_the_same_of_a_missing_name(commune):
    kinds = [one for one in PERIOD if any(opt.id == "signer_name" for opt in REPORTS[one].options)]
    assert set(SIGNED) < set(kinds)
    for report in kinds:
        assert MISSING_SIGNER_NAME in prepare_document(commune, asked(report)).missing, report


@pytest.mark.parametrize("report", [one for one in SIGNED if one != "to-trinh"])
def test_a_report_to_nobody_says_that_it_is(commune, report):
    assert MISSING_SUPERIOR in prepare_document(commune, asked(report)).missing
    superior = {"superior_name": "Ủy ban nhân dân tỉnh"}
    put_texts(commune, "office_profile", commune.profile.key, superior)
    assert MISSING_SUPERIOR not in prepare_document(commune, asked(report)).missing


# --- the name of the file ---


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("x.pdf", "x.docx"),
        ("x", "x.docx"),
        ("bao cao 1.2", "bao cao 1.2.docx"),
        ("x.doc", "x.docx"),
    ],
)
def test_a_name_that_is_no_word_file_is_refused_with_one_that_is(commune, tmp_path, name, proposed):
    with pytest.raises(InputError, match=r"không có đuôi \.docx") as refused:
        build_document(commune, asked("bao-cao-tien-do"), tmp_path / "ra" / name)
    assert f"Đặt tên tệp là {proposed}" in refused.value.hint
    assert ("--pdf" in refused.value.hint) is name.endswith(".pdf")
    assert not (tmp_path / "ra").exists()


def test_a_form_may_be_word_or_excel_and_nothing_else(commune, tmp_path):
    request = asked("phieu-thu-thap", by="all")
    with pytest.raises(InputError, match=r"\.docx hay \.xlsx"):
        build_document(commune, request, tmp_path / "x.pdf")
    for name in ("x.docx", "X.XLSX"):
        build_document(commune, request, tmp_path / name)


# --- the kinds of letter ---


@pytest.mark.parametrize(
    ("kind", "sections", "own"),
    [
        ("don-doc", ["reminder_opening", "reminder_request"], {"due", "lead"}),
        ("xin-so-lieu", ["figures_opening", "figures_request"], {"due", "by", "codes"}),
        ("khac", ["other_body"], set()),
    ],
)
def test_a_letter_shows_what_belongs_to_its_kind(commune, kind, sections, own):
    prepared = prepare_document(commune, asked(LETTER, kind=kind))
    assert [one.id for one in prepared.sections] == sections
    letter = report_kind(LETTER)
    named = {one.id for one in letter.options if letter.fits(one, {"kind": kind}) and one.only_for}
    assert named == own


def test_what_belongs_to_a_kind_names_kinds_that_there_are():
    for report in REPORTS.values():
        kinds = next((set(one.choices) for one in report.options if one.id == "kind"), set())
        for part in (*report.options, *report.sections):
            assert set(part.only_for) <= kinds, (report.id, part.id)
