"""The list of documents: id, title, template, what each is about, its prose sections, its choices.

A new document is: a context dataclass in a file of its own beside this one (with the function that
builds it from facts), a template (`tools/word_templates/`), an entry here, and a function in
`services/` that gathers the facts, named in `services.reporting`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.periods import PeriodKind
from ntm_desktop.errors import NotFoundError
from ntm_desktop.reports import narrative, progress_sections
from ntm_desktop.reports.collection_forms import CollectionContext
from ntm_desktop.reports.debt_report import DebtReportContext
from ntm_desktop.reports.funding_papers import (
    ContentFormContext,
    ResourceFormContext,
    TypeFormContext,
)
from ntm_desktop.reports.meeting_agenda import AgendaContext
from ntm_desktop.reports.meeting_attendance import DelegateListContext
from ntm_desktop.reports.meeting_conclusion import ConclusionContext
from ntm_desktop.reports.meeting_implementation import ImplementationContext
from ntm_desktop.reports.meeting_invitation import InvitationContext
from ntm_desktop.reports.meeting_minutes import MinutesContext
from ntm_desktop.reports.meeting_news import NewsContext, NewsPhotos
from ntm_desktop.reports.meeting_recognition_minutes import RecognitionMinutesContext
from ntm_desktop.reports.meeting_tasks import AssignmentContext, FollowUpContext
from ntm_desktop.reports.meeting_village_minutes import VillageMinutesContext
from ntm_desktop.reports.meeting_working_minutes import WorkingMinutesContext
from ntm_desktop.reports.progress_context import ChartImages, ProgressReportContext
from ntm_desktop.reports.unmet_page import UnmetContext
from ntm_desktop.reports.works_list import WorksListContext

Generator = Callable[[Any], tuple[str, ...]]
GROUPS: Mapping[str, str] = {
    "period": "Báo cáo định kỳ",
    "works": "Công trình, nguồn vốn",
    "set": "Tiêu chí, chỉ tiêu",
    "meeting": "Cuộc họp",
    "task": "Nhiệm vụ",
    "unit": "Thôn, đơn vị",
}


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One section of prose: what a person wrote wins over `generate`; `gap` stands for neither.

    `title` names the section for its author, as it stands in the document; `generate` is called
    with the facts of the document.
    """

    id: str
    title: str
    generate: Generator
    gap: str = narrative.GAP


@dataclass(frozen=True, slots=True)
class ReportOption:
    """A choice a person makes before the document is built.

    `choices` maps what is stored to what is shown, empty for free text; `default` is stored.
    """

    id: str
    title: str
    choices: Mapping[str, str] = field(default_factory=dict)
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """A document the app can write; `template` is the file's name in `templates_docx/`.

    `subject` says what one document is about (a key of `GROUPS`), `context` is the dataclass its
    template reads, `images` that of its pictures. `formats` are the endings it can be written as;
    `party_template` is the file for the Party's form of a document that has both.
    `group` is the key of `GROUPS` it is listed under, where that is not its subject.
    """

    id: str
    title: str
    template: str
    subject: str
    context: type[Any]
    images: type[Any] | None = None
    sections: tuple[ReportSection, ...] = ()
    options: tuple[ReportOption, ...] = ()
    periods: tuple[PeriodKind, ...] = tuple(PeriodKind)
    formats: tuple[str, ...] = (".docx",)
    party_template: str = ""
    group: str = ""

    def section(self, section_id: str) -> ReportSection:
        """Return a section of the document; raise `NotFoundError`."""
        for found in self.sections:
            if found.id == section_id:
                return found
        hint = texts.REPORT_SECTION_UNKNOWN_HINT.format(
            sections=", ".join(found.id for found in self.sections)
        )
        raise NotFoundError(texts.REPORT_SECTION_UNKNOWN.format(section=section_id), hint=hint)


PROGRESS_REPORT = ReportKind(
    id="bao-cao-tien-do",
    title="Báo cáo tiến độ xây dựng nông thôn mới",
    template="bao-cao-tien-do.docx",
    subject="period",
    context=ProgressReportContext,
    images=ChartImages,
    sections=(
        ReportSection("opening", "Mở đầu", progress_sections.opening),
        ReportSection("direction", "I. Công tác chỉ đạo, điều hành", progress_sections.nothing),
        ReportSection("general_result", "II.1. Kết quả chung", progress_sections.general_result),
        ReportSection(
            "unmet_criteria", "II.2. Các tiêu chí chưa đạt", progress_sections.unmet_criteria
        ),
        ReportSection(
            "funding",
            "II.3. Huy động, sử dụng nguồn lực",
            progress_sections.money,
            narrative.NO_MONEY,
        ),
        ReportSection(
            "works", "II.4. Công trình, dự án", progress_sections.works, narrative.NO_WORKS
        ),
        ReportSection(
            "overdue_tasks",
            "II.5. Nhiệm vụ quá hạn",
            progress_sections.overdue_tasks,
            narrative.NO_TASKS,
        ),
        ReportSection("shortcomings", "III.1. Tồn tại, hạn chế", progress_sections.shortcomings),
        ReportSection("causes", "III.2. Nguyên nhân", progress_sections.nothing),
        ReportSection("next_tasks", "IV. Phương hướng, nhiệm vụ", progress_sections.next_tasks),
        ReportSection("proposals", "V. Kiến nghị, đề xuất", progress_sections.nothing),
    ),
)
UNIT_OPTION = ReportOption(
    "unit", "Đơn vị tiền", {"trieu": "triệu đồng", "dong": "đồng", "ty": "tỷ đồng"}, "trieu"
)
PLACES_OPTION = ReportOption(
    "places",
    "Số lẻ",
    {
        "": "in đủ số lẻ",
        "0": "làm tròn, không số lẻ",
        "1": "làm tròn 1 chữ số",
        "2": "làm tròn 2 chữ số",
        "3": "làm tròn 3 chữ số",
    },
)


def _of_funding(report_id: str, form: str, about: str, context: type[Any]) -> ReportKind:
    """Return a funding form; number and name of the form can be changed, both are second hand."""
    label, name = texts.FUNDING_FORM_NAME.format(form=form), texts.FUNDING_TITLES[form]
    return ReportKind(
        id=report_id,
        title=f"{label}. {about}",
        template=f"{report_id}.docx",
        subject="period",
        group="works",
        context=context,
        options=(
            UNIT_OPTION,
            PLACES_OPTION,
            ReportOption("form_label", "Số hiệu biểu", default=label),
            ReportOption("form_name", "Tên biểu", default=name),
        ),
    )


WORKS_PAPERS = (
    _of_funding("bieu-11-nguon-luc", "11", "Huy động nguồn lực", ResourceFormContext),
    _of_funding("bieu-12-noi-dung", "12", "Huy động theo nội dung", ContentFormContext),
    _of_funding("bieu-13-loai-cong-trinh", "13", "Vốn theo loại công trình", TypeFormContext),
    ReportKind(
        id="bao-cao-no-dong",
        title="Báo cáo nợ đọng xây dựng cơ bản",
        template="bao-cao-no-dong.docx",
        subject="period",
        group="works",
        context=DebtReportContext,
        sections=tuple(
            ReportSection(section, title, progress_sections.nothing)
            for section, title in narrative.DEBT_SECTIONS.items()
        ),
        options=(
            UNIT_OPTION,
            ReportOption("day", "Tính đến ngày"),
        ),
    ),
    ReportKind(
        id="danh-muc-cong-trinh",
        title="Danh mục công trình",
        template="danh-muc-cong-trinh.docx",
        subject="period",
        group="works",
        context=WorksListContext,
        options=(
            UNIT_OPTION,
            ReportOption(
                "works",
                "Công trình",
                {"all": "tất cả công trình", "period": "công trình có vốn hoặc có ngày trong kỳ"},
                "all",
            ),
        ),
    ),
)
UNMET_PAGE = ReportKind(
    id="chua-dat-va-giai-phap",
    title="Chưa đạt và giải pháp (một trang)",
    template="chua-dat-va-giai-phap.docx",
    subject="set",
    context=UnmetContext,
)
COLLECTION_FORMS = ReportKind(
    id="phieu-thu-thap",
    title="Phiếu thu thập số liệu",
    template="phieu-thu-thap.docx",
    subject="set",
    context=CollectionContext,
    options=(
        ReportOption(
            "by",
            "Lập phiếu theo",
            {"person": "người phụ trách", "unit": "thôn, tổ dân phố", "all": "một phiếu chung"},
            "person",
        ),
        ReportOption("for", "Chỉ lập cho"),
        ReportOption("codes", "Chỉ tiêu"),
        ReportOption("due", "Hạn nộp"),
    ),
    formats=(".docx", ".xlsx"),
)
REGIME_OPTION = ReportOption(
    "regime",
    "Thể thức",
    {"": "theo cơ quan tổ chức", "state": "hành chính (NĐ 30)", "party": "văn bản của Đảng"},
)
SIGNING_OPTIONS = (
    ReportOption(
        "capacity",
        "Quyền hạn ký",
        {
            "": "theo hồ sơ cơ quan",
            "tm": "thay mặt (TM., T/M)",
            "kt": "ký thay (KT., K/T)",
            "tl": "thừa lệnh (TL., T/L)",
            "q": "quyền (Q.)",
            "head": "người đứng đầu ký trực tiếp",
        },
    ),
    ReportOption("signer_title", "Chức vụ người ký"),
    ReportOption("signer_name", "Họ tên người ký"),
    ReportOption("office_title", "Chức vụ ở cơ quan (Ban Chỉ đạo)"),
)
PARENT_OPTION = ReportOption("issuer_parent", "Cơ quan cấp trên, in trên cùng bên trái")
RECIPIENTS_OPTION = ReportOption("recipients", "Nơi nhận")
COPIES_OPTIONS = (
    ReportOption("copies", "Số bản lập"),
    ReportOption("kept", "Nơi giữ các bản"),
)
SPAN_OPTIONS = (ReportOption("since", "Từ ngày"), ReportOption("until", "Đến ngày"))
PLACE_OPTION = ReportOption("issuer_place", "Địa danh nơi ban hành")
_HEAD_OPTIONS = (REGIME_OPTION, PARENT_OPTION, PLACE_OPTION)
_ISSUED_OPTIONS = (*_HEAD_OPTIONS, *SIGNING_OPTIONS, RECIPIENTS_OPTION)
_MINUTES_OPTIONS = (*_HEAD_OPTIONS, SIGNING_OPTIONS[3], RECIPIENTS_OPTION)


def _of_meeting(
    report_id: str,
    title: str,
    context: type[Any],
    options: tuple[ReportOption, ...],
    *,
    images: type[Any] | None = None,
) -> ReportKind:
    """Return a paper of a meeting; one with a head in either regime has a template of each."""
    has_head = REGIME_OPTION in options and PARENT_OPTION in options
    return ReportKind(
        id=report_id,
        title=title,
        template=f"{report_id}.docx",
        party_template=f"{report_id}-dang.docx" if has_head else "",
        subject="meeting",
        context=context,
        images=images,
        options=options,
    )


MEETING_PAPERS = (
    _of_meeting(
        "giay-moi",
        "Giấy mời",
        InvitationContext,
        (*_ISSUED_OPTIONS, ReportOption("invitee", "Chỉ mời")),
    ),
    _of_meeting("chuong-trinh", "Chương trình", AgendaContext, _ISSUED_OPTIONS),
    _of_meeting(
        "danh-sach-dai-bieu", "Danh sách đại biểu ký tên", DelegateListContext, _HEAD_OPTIONS
    ),
    _of_meeting("bien-ban", "Biên bản", MinutesContext, _MINUTES_OPTIONS),
    _of_meeting(
        "bien-ban-lam-viec",
        "Biên bản làm việc",
        WorkingMinutesContext,
        (
            *_MINUTES_OPTIONS,
            *COPIES_OPTIONS,
            ReportOption("partner", "Đoàn làm việc"),
            ReportOption("host", "Đơn vị được làm việc"),
        ),
    ),
    _of_meeting("bien-ban-hop-thon", "Biên bản họp thôn", VillageMinutesContext, COPIES_OPTIONS),
    _of_meeting(
        "bien-ban-de-nghi",
        "Biên bản họp xét đề nghị công nhận",
        RecognitionMinutesContext,
        (
            *(PARENT_OPTION, SIGNING_OPTIONS[3], RECIPIENTS_OPTION, *COPIES_OPTIONS),
            ReportOption("required", "Tỷ lệ yêu cầu"),
        ),
    ),
    _of_meeting("thong-bao-ket-luan", "Thông báo kết luận", ConclusionContext, _ISSUED_OPTIONS),
    _of_meeting(
        "bang-phan-cong",
        "Bảng phân công nhiệm vụ",
        AssignmentContext,
        (REGIME_OPTION, *SIGNING_OPTIONS),
    ),
    _of_meeting(
        "bang-theo-doi",
        "Bảng theo dõi, kiểm đếm nhiệm vụ",
        FollowUpContext,
        (*SPAN_OPTIONS, REGIME_OPTION, *SIGNING_OPTIONS),
    ),
    _of_meeting(
        "bao-cao-thuc-hien-ket-luan",
        "Báo cáo kết quả thực hiện kết luận",
        ImplementationContext,
        (
            *_ISSUED_OPTIONS,
            *SPAN_OPTIONS,
            ReportOption("causes", "Nguyên nhân"),
            ReportOption("proposals", "Kiến nghị, đề xuất"),
        ),
    ),
    _of_meeting(
        "tin-bai", "Tin bài", NewsContext, (REGIME_OPTION, ReportOption("author", "Người viết")),
        images=NewsPhotos,
    ),
)  # fmt: skip
REPORTS: Mapping[str, ReportKind] = {
    kind.id: kind
    for kind in (PROGRESS_REPORT, *WORKS_PAPERS, UNMET_PAGE, COLLECTION_FORMS, *MEETING_PAPERS)
}


def report_kind(report_id: str) -> ReportKind:
    """Return the report of that id; raise `NotFoundError` naming those there are."""
    if report_id in REPORTS:
        return REPORTS[report_id]
    hint = texts.REPORT_UNKNOWN_HINT.format(reports=", ".join(REPORTS))
    raise NotFoundError(texts.REPORT_UNKNOWN.format(report=report_id), hint=hint)
