"""The list of documents: id, title, template, what each is about, its prose sections, its choices.

A new document is: a context dataclass in a file of its own beside this one (with the function that
builds it from facts), a template (`tools/word_templates/`), an entry here, and a function in
`services/` that gathers the facts, named in `services.reporting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ntm_desktop import texts
from ntm_desktop.errors import NotFoundError
from ntm_desktop.reports import (
    action_plan,
    committee_decision,
    letter,
    narrative,
    opinions_report,
    progress_sections,
    public_notice,
    recognition_request,
    recognition_words,
    resolution_review,
    result_sections,
    working_report,
)
from ntm_desktop.reports.action_plan import PlanContext
from ntm_desktop.reports.ballots import BallotContext, CountingContext
from ntm_desktop.reports.charge_table import ChargeContext
from ntm_desktop.reports.collection_forms import CollectionContext
from ntm_desktop.reports.committee_decision import DecisionContext
from ntm_desktop.reports.debt_report import DebtReportContext
from ntm_desktop.reports.dossier_list import DossierListContext
from ntm_desktop.reports.evidence_list import EvidenceListContext
from ntm_desktop.reports.figures_table import FiguresContext
from ntm_desktop.reports.funding_papers import (
    ContentFormContext,
    ResourceFormContext,
    TypeFormContext,
)
from ntm_desktop.reports.letter import FIGURES, OTHER, REMINDER, LetterContext
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
from ntm_desktop.reports.opinions_report import OpinionsContext
from ntm_desktop.reports.progress_context import ChartImages, ProgressReportContext
from ntm_desktop.reports.public_notice import NoticeContext
from ntm_desktop.reports.recognition_request import RequestContext
from ntm_desktop.reports.report_kind import (
    KIND,
    Generator,
    ReportKind,
    ReportOption,
    ReportSection,
    Stated,
)
from ntm_desktop.reports.resolution_review import ReviewContext
from ntm_desktop.reports.result_context import ResultReportContext
from ntm_desktop.reports.task_slip import SlipContext
from ntm_desktop.reports.unmet_page import UnmetContext
from ntm_desktop.reports.working_report import WorkingContext
from ntm_desktop.reports.works_list import WorksListContext

GROUPS: Mapping[str, str] = {
    "period": "Báo cáo định kỳ",
    "directing": "Chỉ đạo, điều hành",
    "works": "Công trình, nguồn vốn",
    "set": "Tiêu chí, chỉ tiêu",
    "recognition": "Hồ sơ công nhận",
    "meeting": "Cuộc họp",
    "task": "Nhiệm vụ",
    "unit": "Thôn, đơn vị",
}


SIGNER_NAME_OPTION = ReportOption("signer_name", "Họ tên người ký")
_OF_THE_SET = (Stated.STANDING, Stated.WORDINGS, Stated.NAMES)
PROGRESS_REPORT = ReportKind(
    id="bao-cao-tien-do",
    title="Báo cáo tiến độ xây dựng nông thôn mới",
    template="bao-cao-tien-do.docx",
    subject="period",
    context=ProgressReportContext,
    images=ChartImages,
    states=_OF_THE_SET,
    options=(SIGNER_NAME_OPTION,),
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


def _of_period(option: str, title: str) -> ReportOption:
    """Return a choice that holds for one period alone: a day, a count."""
    return ReportOption(option, title, carried=False)


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
        states=(Stated.FORM,),
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
            _of_period("day", "Tính đến ngày"),
            SIGNER_NAME_OPTION,
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
    states=_OF_THE_SET,
)
COLLECTION_FORMS = ReportKind(
    id="phieu-thu-thap",
    title="Phiếu thu thập số liệu",
    template="phieu-thu-thap.docx",
    subject="set",
    context=CollectionContext,
    states=(Stated.WORDINGS, Stated.TARGETS, Stated.NAMES),
    options=(
        ReportOption(
            "by",
            "Lập phiếu theo",
            {"person": "người phụ trách", "unit": "thôn, tổ dân phố", "all": "một phiếu chung"},
            "person",
            kept=False,
        ),
        ReportOption("for", "Chỉ lập cho", kept=False),
        ReportOption("codes", "Chỉ tiêu", kept=False),
        _of_period("due", "Hạn nộp"),
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
    SIGNER_NAME_OPTION,
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


ADDRESSEE_OPTION = ReportOption("addressee", "Kính gửi")
RATE_OPTION = ReportOption("required", "Tỷ lệ hài lòng yêu cầu")
_RESULT_PROSE = (
    ("opening", "Mở đầu", result_sections.opening),
    ("features", "I.1. Đặc điểm chung", result_sections.features),
    ("advantages", "I.2. Thuận lợi", result_sections.nothing),
    ("difficulties", "I.3. Khó khăn", result_sections.nothing),
    ("issued", "II.1. Văn bản đã ban hành", result_sections.issued),
    ("steering", "II.2. Ban Chỉ đạo, bộ máy thực hiện", result_sections.steering),
    ("propaganda", "II.3. Tuyên truyền, vận động", result_sections.nothing),
    ("training", "II.4. Đào tạo, tập huấn", result_sections.nothing),
    ("general_result", "III.1. Kết quả chung", result_sections.general_result),
    ("production", "III.3. Sản xuất, OCOP, thu nhập, giảm nghèo", result_sections.production),
    ("funding", "III.4. Huy động, sử dụng nguồn lực", result_sections.funding),
    ("works", "III.5. Công trình, dự án", result_sections.works),
    ("highlights", "IV.1. Kết quả nổi bật", result_sections.nothing),
    ("shortcomings", "IV.2. Tồn tại, hạn chế", result_sections.shortcomings),
    ("causes", "IV.3. Nguyên nhân", result_sections.nothing),
    ("lessons", "IV.4. Bài học kinh nghiệm", result_sections.nothing),
    ("next_tasks", "V. Phương hướng, nhiệm vụ", result_sections.next_tasks),
    ("proposals", "VI. Kiến nghị, đề xuất", result_sections.nothing),
)
_RESULT_GAPS = {
    "production": recognition_words.NO_OCOP,
    "funding": narrative.NO_MONEY,
    "works": narrative.NO_WORKS,
}
_REQUEST_PROSE = (
    ("necessity", "I. Sự cần thiết", recognition_request.nothing),
    ("result", "II.1. Kết quả thực hiện bộ tiêu chí", recognition_request.result),
    ("conditions", "II.2. Kết quả thực hiện các điều kiện", recognition_request.condition_lines),
    ("proposal", "III. Nội dung đề nghị", recognition_request.proposal),
)
_OPINIONS_PROSE = (
    ("opening", "Mở đầu", opinions_report.opening),
    ("publishing", "I.1. Công khai dự thảo báo cáo", opinions_report.nothing),
    ("gathering", "I.2. Tổ chức lấy ý kiến", opinions_report.gathering),
    ("front", "II.1. Ý kiến của Mặt trận Tổ quốc", opinions_report.nothing),
    ("organisations", "II.2. Ý kiến của tổ chức chính trị - xã hội", opinions_report.nothing),
    ("people", "II.3. Ý kiến của Nhân dân", opinions_report.people),
    ("taken_up", "III. Tiếp thu, giải trình", opinions_report.nothing),
    ("conclusion", "IV. Đánh giá chung", opinions_report.nothing),
)


def _of_recognition(
    report_id: str,
    title: str,
    context: type[Any],
    prose: tuple[tuple[str, str, Generator], ...] = (),
    options: tuple[ReportOption, ...] = (),
    states: tuple[Stated, ...] = (),
) -> ReportKind:
    """Return a paper of a recognition dossier, of a period and set; all are papers of the state."""
    return ReportKind(
        id=report_id,
        title=title,
        template=f"{report_id}.docx",
        subject="set",
        group="recognition",
        context=context,
        sections=tuple(
            ReportSection(section, name, generate, _RESULT_GAPS.get(section, narrative.GAP))
            for section, name, generate in prose
        ),
        options=options,
        states=states,
    )


FIGURES_TABLE = ReportKind(
    id="so-lieu-ktxh",
    title="Bảng tổng hợp số liệu kinh tế - xã hội",
    template="so-lieu-ktxh.docx",
    subject="period",
    context=FiguresContext,
    options=(ReportOption("topic", "Chỉ nhóm chỉ tiêu", kept=False),),
)
RECOGNITION_PAPERS = (
    _of_recognition(
        "bao-cao-ket-qua",
        "Báo cáo kết quả thực hiện xây dựng nông thôn mới",
        ResultReportContext,
        _RESULT_PROSE,
        (SIGNER_NAME_OPTION,),
        _OF_THE_SET,
    ),
    _of_recognition(
        "to-trinh",
        "Tờ trình đề nghị xét, công nhận",
        RequestContext,
        _REQUEST_PROSE,
        (ADDRESSEE_OPTION, ReportOption("honour", "Danh hiệu đề nghị"), SIGNER_NAME_OPTION),
        (Stated.STANDING, Stated.NAMES, Stated.CONDITIONS, Stated.PAPERS),
    ),
    _of_recognition(
        "danh-muc-minh-chung",
        "Danh mục minh chứng",
        EvidenceListContext,
        states=_OF_THE_SET,
        options=(
            ReportOption(
                "only",
                "Liệt kê",
                {"": "tất cả chỉ tiêu có số liệu", "lacking": "chỉ phần còn thiếu"},
                kept=False,
            ),
        ),
    ),
    _of_recognition(
        "tong-hop-y-kien",
        "Báo cáo tổng hợp ý kiến của MTTQ, đoàn thể, Nhân dân",
        OpinionsContext,
        _OPINIONS_PROSE,
        (RATE_OPTION, SIGNER_NAME_OPTION),
        (Stated.RATE,),
    ),
    _of_recognition(
        "phieu-lay-y-kien",
        "Phiếu lấy ý kiến về sự hài lòng",
        BallotContext,
        states=(Stated.NAMES,),
        options=(
            ReportOption("issuer", "Cơ quan lấy ý kiến"),
            ReportOption("village", "Thôn, tổ dân phố"),
            ReportOption("questions", "Nội dung hỏi, ngăn bằng dấu chấm phẩy"),
            _of_period("due", "Hạn gửi lại phiếu"),
        ),
    ),
    _of_recognition(
        "bien-ban-kiem-phieu",
        "Biên bản kiểm phiếu",
        CountingContext,
        states=(Stated.RATE,),
        options=(
            ReportOption("issuer", "Cơ quan lấy ý kiến"),
            _of_period("held_on", "Ngày kiểm phiếu"),
            _of_period("started", "Bắt đầu lúc"),
            _of_period("ended", "Kết thúc lúc"),
            ReportOption("place", "Nơi kiểm phiếu"),
            *(_of_period(name, text) for name, text in recognition_words.COUNT_NAMES.items()),
            ReportOption(
                "base", "Tỷ lệ hài lòng tính trên", recognition_words.COUNT_BASES, "valid"
            ),
            _of_period("results", "Từng nội dung: tên | hài lòng | không | khác; …"),
            RATE_OPTION,
            ReportOption("members", "Thành viên Tổ kiểm phiếu, ngăn bằng dấu chấm phẩy"),
            ReportOption("chair", "Tổ trưởng Tổ kiểm phiếu"),
            ReportOption("counter", "Người ghi biên bản"),
            COPIES_OPTIONS[0],
        ),
    ),
    _of_recognition(
        "danh-muc-ho-so",
        "Danh mục hồ sơ đề nghị công nhận",
        DossierListContext,
        states=(Stated.STANDING, Stated.NAMES, Stated.CONDITIONS, Stated.PAPERS),
        options=(ReportOption("maker", "Người lập danh mục"),),
    ),
)
ISSUER_OPTION = ReportOption("issuer", "Cơ quan ban hành")
_DIRECTIVE_OPTIONS = (ISSUER_OPTION, *_ISSUED_OPTIONS)
SUBJECT_OPTION = _of_period("subject", "Trích yếu")


def _directive(
    report_id: str,
    title: str,
    context: type[Any],
    sections: tuple[ReportSection, ...],
    options: tuple[ReportOption, ...],
    *,
    has_party: bool = True,
    subject: str = "period",
    group: str = "directing",
    states: tuple[Stated, ...] = (),
) -> ReportKind:
    """Return a paper with prose by period that an office issues, in one form or in both."""
    return ReportKind(
        id=report_id,
        title=title,
        template=f"{report_id}.docx",
        party_template=f"{report_id}-dang.docx" if has_party else "",
        subject=subject,
        group=group,
        on_request=True,
        context=context,
        sections=sections,
        options=options,
        states=states,
    )


def _of_letter(kind: str, section: str, title: str, generate: Generator) -> ReportSection:
    """Return a section that one kind of letter has."""
    return ReportSection(section, title, generate, only_for=(kind,))


LETTER = _directive(
    "cong-van",
    "Công văn",
    LetterContext,
    (
        _of_letter(REMINDER, "reminder_opening", "Đôn đốc: mở đầu", letter.reminder_opening),
        _of_letter(REMINDER, "reminder_request", "Đôn đốc: đề nghị", letter.reminder_request),
        _of_letter(FIGURES, "figures_opening", "Xin số liệu: mở đầu", letter.figures_opening),
        _of_letter(FIGURES, "figures_request", "Xin số liệu: đề nghị", letter.figures_request),
        _of_letter(OTHER, "other_body", "Nội dung khác", letter.nothing),
    ),
    (
        ReportOption(
            KIND,
            "Loại công văn",
            {
                REMINDER: "đôn đốc nhiệm vụ quá hạn",
                FIGURES: "xin số liệu",
                OTHER: "nội dung khác",
            },
            REMINDER,
        ),
        ReportOption("to", "Gửi"),
        SUBJECT_OPTION,
        ReportOption("due", "Hạn", carried=False, only_for=(REMINDER, FIGURES)),
        ReportOption("lead", "Chỉ đôn đốc việc của", only_for=(REMINDER,)),
        ReportOption(
            "by",
            "Xin số liệu theo",
            {"person": "người phụ trách", "unit": "thôn, tổ dân phố"},
            "person",
            only_for=(FIGURES,),
        ),
        ReportOption("codes", "Chỉ xin chỉ tiêu", only_for=(FIGURES,)),
        ReportOption("drafter", "Đơn vị soạn thảo, viết tắt"),
        *_DIRECTIVE_OPTIONS,
    ),
)
ACTION_PLAN = _directive(
    "ke-hoach",
    "Kế hoạch thực hiện",
    PlanContext,
    (
        ReportSection("opening", "Mở đầu", action_plan.opening),
        ReportSection("purpose", "I.1. Mục đích", action_plan.purpose),
        ReportSection("requirements", "I.2. Yêu cầu", letter.nothing),
        ReportSection("targets", "II. Chỉ tiêu, tiêu chí phấn đấu", action_plan.targets),
        ReportSection("solutions", "III. Nhiệm vụ, giải pháp", action_plan.solutions),
        ReportSection("funding", "IV. Kinh phí thực hiện", action_plan.money),
        ReportSection("organisation", "V. Tổ chức thực hiện", action_plan.organisation),
    ),
    (SUBJECT_OPTION, *_DIRECTIVE_OPTIONS),
    subject="set",
    states=_OF_THE_SET,
)
RESOLUTION_REVIEW = _directive(
    "bao-cao-so-ket",
    "Báo cáo sơ kết thực hiện nghị quyết",
    ReviewContext,
    (
        ReportSection("opening", "Mở đầu", resolution_review.opening),
        ReportSection("situation", "I. Đặc điểm tình hình", letter.nothing),
        ReportSection("leadership", "II. Lãnh đạo, chỉ đạo", resolution_review.leadership),
        ReportSection(
            "general_result", "III.1. Kết quả thực hiện tiêu chí", resolution_review.general_result
        ),
        ReportSection(
            "unmet_criteria", "III.2. Các tiêu chí chưa đạt", resolution_review.unmet_criteria
        ),
        ReportSection("figures", "III.3. Chỉ tiêu kinh tế - xã hội", resolution_review.figures),
        ReportSection(
            "funding",
            "III.4. Huy động, sử dụng nguồn lực",
            resolution_review.money,
            narrative.NO_MONEY,
        ),
        ReportSection(
            "works", "III.5. Công trình, dự án", resolution_review.works, narrative.NO_WORKS
        ),
        ReportSection("tasks", "III.6. Nhiệm vụ được giao", resolution_review.tasks),
        ReportSection("shortcomings", "IV.1. Tồn tại, hạn chế", resolution_review.shortcomings),
        ReportSection("causes", "IV.2. Nguyên nhân", letter.nothing),
        ReportSection("lessons", "IV.3. Bài học kinh nghiệm", letter.nothing),
        ReportSection("next_tasks", "V. Phương hướng, nhiệm vụ", resolution_review.next_tasks),
        ReportSection("proposals", "VI. Kiến nghị, đề xuất", letter.nothing),
    ),
    (ReportOption("resolution", "Nghị quyết"), *_DIRECTIVE_OPTIONS),
    group="period",
    states=_OF_THE_SET,
)
COMMITTEE_DECISION = _directive(
    "quyet-dinh",
    "Quyết định kiện toàn Ban Chỉ đạo",
    DecisionContext,
    (
        ReportSection("duties", "Điều 2. Nhiệm vụ của Ban Chỉ đạo", letter.nothing),
        ReportSection("execution", "Điều 4. Trách nhiệm thi hành", committee_decision.execution),
    ),
    (
        ReportOption("committee", "Ban Chỉ đạo"),
        _of_period("as_of", "Chức vụ tại ngày"),
        ReportOption("proposer", "Theo đề nghị của"),
        _of_period("replaces", "Thay thế quyết định"),
        ReportOption(
            "authority",
            "Thẩm quyền ban hành",
            {"": "theo quyền hạn ký", "office": "tập thể cơ quan", "head": "người đứng đầu"},
        ),
        *_DIRECTIVE_OPTIONS,
    ),
)
PUBLIC_NOTICE = _directive(
    "thong-bao",
    "Thông báo công khai kết quả",
    NoticeContext,
    (
        ReportSection("opening", "Mở đầu", public_notice.opening),
        ReportSection("results", "1. Kết quả thực hiện", public_notice.results),
        ReportSection("publication", "2. Nơi, thời gian công khai", public_notice.publication),
        ReportSection("opinions", "3. Tiếp nhận ý kiến", public_notice.opinions),
    ),
    (
        ReportOption("where", "Nơi công khai"),
        _of_period("since", "Từ ngày"),
        _of_period("until", "Đến ngày"),
        _of_period("broadcasts", "Số lần phát thanh"),
        ReportOption("opinions_to", "Nơi nhận ý kiến"),
        ReportOption(
            "rule",
            "Ghi mức tại Điều 5 Quyết định 18/2022/QĐ-TTg",
            {"": "theo giai đoạn của bộ tiêu chí", "yes": "có ghi", "no": "không ghi"},
        ),
        *(one for one in _DIRECTIVE_OPTIONS if one is not REGIME_OPTION),
    ),
    has_party=False,
    subject="set",
    states=_OF_THE_SET,
)
WORKING_REPORT = _directive(
    "bao-cao-lam-viec",
    "Báo cáo phục vụ buổi làm việc",
    WorkingContext,
    (
        ReportSection("opening", "Mở đầu", working_report.opening),
        ReportSection("general_result", "I.1. Kết quả chung", working_report.general_result),
        ReportSection(
            "unmet_criteria", "I.2. Các tiêu chí chưa đạt", working_report.unmet_criteria
        ),
        ReportSection("works", "II.1. Công trình, dự án", working_report.works, narrative.NO_WORKS),
        ReportSection("funding", "II.2. Nguồn lực", working_report.money, narrative.NO_MONEY),
        ReportSection("problems", "III. Khó khăn, vướng mắc", working_report.problems),
        ReportSection("proposals", "IV. Kiến nghị, đề xuất", letter.nothing),
    ),
    (_of_period("partner", "Đoàn làm việc"), *_DIRECTIVE_OPTIONS),
    group="period",
    states=_OF_THE_SET,
)
CHARGE_TABLE = ReportKind(
    id="phan-cong-phu-trach",
    title="Bảng phân công phụ trách tiêu chí, thôn",
    template="phan-cong-phu-trach.docx",
    subject="set",
    context=ChargeContext,
    states=(Stated.NAMES,),
    options=(
        ReportOption(
            "by",
            "Phân công theo",
            {"criterion": "tiêu chí", "unit": "thôn, tổ dân phố"},
            "criterion",
        ),
        ISSUER_OPTION,
        REGIME_OPTION,
        *SIGNING_OPTIONS,
    ),
)
TASK_SLIP = ReportKind(
    id="phieu-giao-viec",
    title="Phiếu giao việc",
    template="phieu-giao-viec.docx",
    subject="task",
    context=SlipContext,
    options=(
        ReportOption("product", "Sản phẩm, kết quả cần đạt"),
        ReportOption("reports_to", "Báo cáo kết quả với"),
        ISSUER_OPTION,
        REGIME_OPTION,
        *SIGNING_OPTIONS,
    ),
)
DIRECTIVES = (
    *(LETTER, ACTION_PLAN, RESOLUTION_REVIEW, COMMITTEE_DECISION, PUBLIC_NOTICE),
    *(WORKING_REPORT, CHARGE_TABLE, TASK_SLIP),
)
REPORTS: Mapping[str, ReportKind] = {
    kind.id: kind
    for kind in (
        *(PROGRESS_REPORT, RESOLUTION_REVIEW, WORKING_REPORT, FIGURES_TABLE, *WORKS_PAPERS),
        *(UNMET_PAGE, CHARGE_TABLE, COLLECTION_FORMS),
        *RECOGNITION_PAPERS,
        *(LETTER, ACTION_PLAN, COMMITTEE_DECISION, PUBLIC_NOTICE),
        *MEETING_PAPERS,
        TASK_SLIP,
    )
}


def report_kind(report_id: str) -> ReportKind:
    """Return the report of that id; raise `NotFoundError` naming those there are."""
    if report_id in REPORTS:
        return REPORTS[report_id]
    hint = texts.REPORT_UNKNOWN_HINT.format(reports=", ".join(REPORTS))
    raise NotFoundError(texts.REPORT_UNKNOWN.format(report=report_id), hint=hint)
