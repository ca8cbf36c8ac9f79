"""What the template of the report on results (Báo cáo kết quả) may use."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.reports.letterhead import OfficialHead, Signature
from ntm_desktop.reports.progress_context import ReportAnnexes
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """One criterion in the text: what is asked, what was reached, how it is judged and proven."""

    heading: str = shown("tên tiêu chí có số thứ tự, ví dụ 2.1. Tiêu chí số 1 - Quy hoạch")
    requirements: tuple[str, ...] = shown("mỗi dòng một chỉ tiêu với mức yêu cầu")
    results: tuple[str, ...] = shown("mỗi dòng một chỉ tiêu với kết quả, đánh giá")
    verdict: str = shown("câu tự đánh giá tiêu chí")
    evidence: str = shown("câu kể số hiệu minh chứng")
    works: str = shown("câu về công trình, kinh phí gắn với tiêu chí; trống khi không có")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One document in the annex of documents."""

    place: str = shown("số thứ tự")
    number: str = shown("số, ký hiệu")
    issued_on: str = shown("ngày ban hành")
    document_type: str = shown("loại văn bản")
    subject: str = shown("trích yếu")
    issuer: str = shown("cơ quan ban hành")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """One product in the annex of OCOP products."""

    place: str = shown("số thứ tự")
    name: str = shown("tên sản phẩm")
    subject: str = shown("chủ thể")
    village: str = shown("thôn")
    stars: str = shown("số sao")
    decision: str = shown("số, ngày quyết định")
    until: str = shown("ngày hết hiệu lực")
    stage: str = shown("bước của chu trình OCOP")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAnnexes(ReportAnnexes):
    """The annexes of the report: those of the progress report, then documents, OCOP products."""

    documents_annex: str = shown("số phụ lục văn bản; trống khi không có")
    documents: tuple[DocumentRow, ...] = shown("các văn bản đã ban hành")
    products_annex: str = shown("số phụ lục sản phẩm OCOP; trống khi không có")
    products: tuple[ProductRow, ...] = shown("các sản phẩm OCOP")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReportContext:
    """Everything the template of the report on results may use."""

    head: OfficialHead = shown("phần đầu văn bản", spread=True)
    signature: Signature = shown("chữ ký và nơi nhận", spread=True)
    annexes: ResultAnnexes = shown("các phụ lục", spread=True)
    title: str = shown("trích yếu nội dung báo cáo")
    grounds: tuple[str, ...] = shown("các dòng căn cứ")
    opening: tuple[str, ...] = shown("các đoạn mở đầu")
    features: tuple[str, ...] = shown("các đoạn về đặc điểm chung: thôn, diện tích, hộ, dân số")
    advantages: tuple[str, ...] = shown("các đoạn về thuận lợi")
    difficulties: tuple[str, ...] = shown("các đoạn về khó khăn")
    issued: tuple[str, ...] = shown("các đoạn về văn bản đã ban hành")
    steering: tuple[str, ...] = shown("các đoạn về Ban Chỉ đạo, bộ máy thực hiện")
    propaganda: tuple[str, ...] = shown("các đoạn về tuyên truyền, vận động")
    training: tuple[str, ...] = shown("các đoạn về đào tạo, tập huấn")
    general_result: tuple[str, ...] = shown("các đoạn về kết quả chung")
    results: tuple[CriterionResult, ...] = shown("từng tiêu chí: yêu cầu, kết quả, tự đánh giá")
    results_gap: str = shown("chỗ trống thay kết quả từng tiêu chí khi chưa có số liệu")
    production: tuple[str, ...] = shown("các đoạn về sản xuất, OCOP, thu nhập, giảm nghèo")
    funding: tuple[str, ...] = shown("các đoạn về huy động, sử dụng nguồn lực, nợ đọng")
    works: tuple[str, ...] = shown("các đoạn về công trình, dự án")
    highlights: tuple[str, ...] = shown("các đoạn về kết quả nổi bật")
    shortcomings: tuple[str, ...] = shown("các đoạn về tồn tại, hạn chế")
    causes: tuple[str, ...] = shown("các đoạn về nguyên nhân")
    lessons: tuple[str, ...] = shown("các đoạn về bài học kinh nghiệm")
    next_tasks: tuple[str, ...] = shown("các đoạn về phương hướng, nhiệm vụ")
    proposals: tuple[str, ...] = shown("các đoạn kiến nghị, đề xuất")
    closing: str = shown("câu kết của báo cáo")
