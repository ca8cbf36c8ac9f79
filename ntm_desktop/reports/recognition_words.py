"""Vietnamese sentences of the papers of a recognition dossier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.reports.narrative import GAP, LEVEL_WORDS, count, join_list, lower_first, sentence

# --- shared ---

GROUND_GAP = f"Căn cứ {GAP}."
MISSING_GROUNDS = "Căn cứ: chưa có văn bản nào ghi quan hệ “căn cứ” ở màn hình Văn bản liên quan."
MISSING_ADDRESSEE = "Kính gửi: chưa có cơ quan nhận ở Thông tin cơ quan; điền trường “Kính gửi”."
NO_DATA = "chưa có số liệu"
MOST_NAMED = 15
MOST_CODES = 12


def short_list(items: Sequence[str], noun: str, most: int = MOST_CODES) -> str:
    """Return items as a list; of many only the first, with how many follow."""
    left = len(items) - most
    if left <= 0:
        return join_list(items)
    return f"{', '.join(items[:most])} và {count(left, noun)} khác"


DOCUMENT, WORK, VILLAGE_MEETING = "văn bản", "công trình", "cuộc họp thôn"


# --- báo cáo kết quả ---


def result_title(unit: str, period: str) -> str:
    """Return the trích yếu of the report on results."""
    return f"Kết quả thực hiện xây dựng nông thôn mới {period} của {unit}"


def result_opening(issuer: str, unit: str, period: str) -> str:
    """Return the sentence the report begins with."""
    return f"{issuer} báo cáo kết quả thực hiện xây dựng nông thôn mới {period} của {unit} như sau:"


def result_closing(issuer: str, unit: str, period: str) -> str:
    """Return the sentence the report ends with."""
    return (
        f"Trên đây là báo cáo kết quả thực hiện xây dựng nông thôn mới {period} của {unit}, "
        f"{issuer} trân trọng báo cáo./."
    )


FEATURE_NAMES = {
    "villages": "số thôn, tổ dân phố",
    "area": "diện tích",
    "households": "số hộ",
    "population": "dân số",
    "poor": "hộ nghèo",
    "near_poor": "hộ cận nghèo",
}


def features(unit: str, parts: dict[str, str], told: str) -> str:
    """Return area, thôn, households and people of a unit; what is not known stays a gap."""
    shown = {name: parts.get(name) or GAP for name in FEATURE_NAMES}
    since = f" (số liệu {told})" if told else ""
    return sentence(
        f"{unit} có {shown['villages']} thôn, tổ dân phố; diện tích {shown['area']} ha; "
        f"{shown['households']} hộ với {shown['population']} nhân khẩu{since}"
    )


def poverty(
    poor: str, poor_rate: str, near_poor: str, near_rate: str, told: str, change: str
) -> str:
    """Return the poor and near-poor households with their rates, and how the rate moved."""
    first = f"{poor or GAP} hộ nghèo" + (f", chiếm {poor_rate}" if poor_rate else "")
    second = f"{near_poor or GAP} hộ cận nghèo" + (f", chiếm {near_rate}" if near_rate else "")
    moved = f". Tỷ lệ hộ nghèo {change}" if change else ""
    return sentence(f"Có {first}; {second}{told}{moved}")


def poverty_told(standard: str, period: str) -> str:
    """Return by what yardstick and of which period poverty is told."""
    parts = [part for part in (standard, f"số liệu {period}" if period else "") if part]
    return f" ({'; '.join(parts)})" if parts else ""


def missing_features(names: Sequence[str]) -> str:
    """Return which figures of the place are not known."""
    return f"I.1. Đặc điểm chung: chưa có {join_list(names)}."


def issued_documents(issuer: str, period: str, number: int, annex: str) -> str:
    """Return how many documents the office has issued, before their list."""
    see = f" ({annex})" if annex else ""
    return f"Đến hết {period}, {issuer} đã ban hành {count(number, 'văn bản')}{see}, gồm:"


def listed(text: str) -> str:
    """Return one line of a list in the text."""
    return f"- {text.strip().rstrip('.;')};"


def last_listed(text: str) -> str:
    """Return the last line of a list in the text."""
    return f"- {text.strip().rstrip('.;')}."


def as_list(items: Sequence[str], noun: str, most: int = MOST_NAMED) -> tuple[str, ...]:
    """Return items as the lines of a list; of many only the first, with how many follow."""
    shown = list(items[:most])
    left = len(items) - most
    if left > 0:
        shown.append(f"Và {count(left, noun)} khác")
    return (*map(listed, shown[:-1]), *map(last_listed, shown[-1:]))


STEERING = "Bộ máy chỉ đạo, quản lý, thực hiện Chương trình được thành lập, kiện toàn tại:"


def undated_documents(number: int) -> str:
    """Return that documents without a date are counted among those issued by the period's end."""
    return f"Có {count(number, 'văn bản')} chưa ghi ngày ban hành vẫn được tính vào kỳ."


def unnumbered_documents(number: int) -> str:
    """Return that documents without a number are left out of those issued."""
    return f"Có {count(number, 'văn bản đi')} chưa có số nên chưa tính là đã ban hành."


CRITERIA_NONE = f"Kết quả từng tiêu chí: {GAP}"
MISSING_CRITERIA = "III.2. Kết quả từng tiêu chí: chưa có số liệu."


def criterion_heading(place: int, noun: str, code: str, name: str) -> str:
    """Return "2.1. Tiêu chí số 1 - Quy hoạch"."""
    return f"2.{place}. {noun.capitalize()} số {code} - {name}"


def requirement(code: str, text: str, target: str) -> str:
    """Return what an indicator asks for; without a known target the words alone."""
    asked = f"; mức yêu cầu: {target}" if target else ""
    return f"- {code}. {text.strip().rstrip('.;')}{asked}."


def indicator_result(code: str, result: str, outcome: str, note: str) -> str:
    """Return what an indicator has reached and how that is judged."""
    judged = "" if outcome.casefold() == result.casefold() else f"; đánh giá: {outcome.lower()}"
    more = f" ({note.strip().rstrip('.')})" if note else ""
    return f"- {code}: {result}{judged}{more}."


def criterion_verdict(outcome: str, reached: str, reason: str) -> str:
    """Return how the commune judges a criterion."""
    of = f", {reached} chỉ tiêu đạt" if reached else ""
    more = f"; {reason.strip().rstrip('.')}" if reason else ""
    return f"c) Tự đánh giá: {outcome.lower()}{of}{more}."


def criterion_evidence(numbers: Sequence[str]) -> str:
    """Return the numbers of the files that prove a criterion; the gap without one."""
    if not numbers:
        return f"d) Minh chứng: {GAP}"
    return f"d) Minh chứng: {short_list(numbers, 'tệp')}."


def criterion_works(works: str, planned: str, disbursed: str, names: Sequence[str]) -> str:
    """Return works and money that serve a criterion."""
    named = short_list([name.strip().rstrip(".") for name in names], "công trình", 5)
    return (
        f"đ) Công trình, kinh phí: {works}; kế hoạch vốn {planned}; giải ngân {disbursed} "
        f"({named})."
    )


def without_targets(codes: Sequence[str]) -> str:
    """Return which indicators have no known target."""
    return f"Mức yêu cầu: chưa biết ở {short_list(codes, 'chỉ tiêu')}."


def without_evidence(codes: Sequence[str]) -> str:
    """Return which met indicators nothing proves."""
    return f"Minh chứng: chỉ tiêu đạt mà chưa có minh chứng: {short_list(codes, 'chỉ tiêu')}."


def without_works(codes: Sequence[str]) -> str:
    """Return which criteria no work is tied to."""
    return (
        f"Công trình, kinh phí theo tiêu chí: chưa có công trình nào gắn với tiêu chí "
        f"{short_list(codes, 'tiêu chí')}; các tiêu chí này không có dòng kinh phí."
    )


def ocop_valid(number: int, stars: Sequence[tuple[int, int]], annex: str) -> str:
    """Return how many products hold stars that are valid, by stars."""
    parts = [f"{two_digits(many)} sản phẩm {star} sao" for star, many in stars]
    told = f", gồm {join_list(parts)}" if parts else ""
    see = f" ({annex})" if annex else ""
    return sentence(f"Có {count(number, 'sản phẩm')} OCOP còn hiệu lực{told}{see}")


def ocop_expired(number: int) -> str:
    """Return how many products have a certificate that ran out."""
    return sentence(f"{count(number, 'sản phẩm')} OCOP đã hết hiệu lực, chưa công nhận lại")


def ocop_proposed(number: int) -> str:
    """Return that ends of certificates are reckoned, not typed."""
    return (
        f"Có {count(number, 'sản phẩm')} OCOP chưa nhập ngày hết hiệu lực; ngày tính từ quyết "
        "định, cần đối chiếu."
    )


INCOME = "Thu nhập bình quân đầu người: {value}."
DEBT_KNOWN = "Nợ đọng xây dựng cơ bản đến ngày {day}: {amount}."
DEBT_NONE = "Theo sổ công trình, đến ngày {day} không còn nợ đọng xây dựng cơ bản."
NO_OCOP = f"Sản phẩm OCOP, hộ nghèo: {GAP}"


# --- tờ trình ---

_SET_NAME = re.compile(r"^bộ tiêu chí (?:quốc gia )?(?:về )?", re.IGNORECASE)


def honour_of_set(set_name: str) -> str:
    """Return the title a set leads to, as its name says it; "" where the name says none.

    >>> honour_of_set("Bộ tiêu chí quốc gia về xã nông thôn mới nâng cao giai đoạn 2021-2025")
    'nông thôn mới nâng cao giai đoạn 2021-2025'
    """
    found = _SET_NAME.match(set_name)
    return without_level(set_name[found.end() :]) if found else ""


def without_level(title: str) -> str:
    """Return a title without the word of the unit before it: "Xã NTM" gives "NTM"."""
    for words in LEVEL_WORDS.values():
        for word in words:
            if title.casefold().startswith(f"{word} "):
                return title[len(word) + 1 :]
    return title


def request_title(unit: str, honour: str) -> str:
    """Return the trích yếu of the request."""
    return f"Đề nghị xét, công nhận {unit} đạt chuẩn {honour}"


def request_proposal(issuer: str, addressee: str, unit: str, honour: str) -> tuple[str, ...]:
    """Return what is asked for; who decides is the addressee."""
    return (
        f"{issuer} kính đề nghị {addressee} xem xét, thực hiện trình tự theo thẩm quyền để công "
        f"nhận {unit} đạt chuẩn {honour}.",
    )


def request_closing(issuer: str, addressee: str) -> str:
    """Return the sentence the request ends with."""
    return f"{issuer} kính trình {addressee} xem xét, quyết định./."


def condition_line(text: str, outcome: str, why: str) -> str:
    """Return one condition with its outcome and what that rests on."""
    told = f" {why.strip()}" if why else ""
    return f"- {text.strip().rstrip('.;')}: {outcome}.{told}"


def attached_paper(place: int, name: str, last: bool) -> str:
    """Return one paper of the list of what is enclosed."""
    return f"{place}. {name.strip().rstrip('.;')}{'.' if last else ';'}"


MISSING_HONOUR = "Danh hiệu đề nghị: chưa có đăng ký danh hiệu; điền trường “Danh hiệu đề nghị”."
MISSING_PAPERS = "Hồ sơ kèm theo: chưa có danh mục thành phần hồ sơ của bộ tiêu chí này."
ATTACHED_GAP = f"1. {GAP}"


def papers_missing(names: Sequence[str]) -> str:
    """Return which papers of the dossier are not there yet."""
    return f"Hồ sơ kèm theo chưa có: {'; '.join(names)}."


def papers_unverified(number: int) -> str:
    """Return that the list of papers was not held against the decision."""
    return f"{count(number, 'thành phần hồ sơ')} trong danh mục chưa đối chiếu với văn bản gốc."


def conditions_unknown(codes: Sequence[str]) -> str:
    """Return of which conditions nothing is known."""
    return f"Điều kiện công nhận chưa có số liệu: {join_list(codes)}."


def conditions_unmet(codes: Sequence[str]) -> str:
    """Return which conditions are not met; applying is warned about, not refused."""
    return f"Điều kiện công nhận chưa đạt: {join_list(codes)}."


def set_unmet(reached: str, left: str) -> str:
    """Return that the set is not met yet."""
    rest = f"; {left}" if left else ""
    return sentence(f"Mới đạt {reached}{rest}")


# --- danh mục minh chứng ---

NO_EVIDENCE = "chưa có minh chứng"
DECLARED = "tự đánh giá {outcome}"
FILE_STATES = {
    "missing": "tệp bị mất",
    "changed": "tệp đã bị thay đổi",
    "not_arrived": "tệp chưa gửi tới máy này",
}
EVIDENCE_NOTHING = "Chưa có số liệu của kỳ này nên chưa có minh chứng nào."


def evidence_standing(files: int, proven: int, lacking: int) -> str:
    """Return how many files there are, for how many indicators, and how many lack them."""
    told = f"{count(files, 'tệp minh chứng')} cho {count(proven, 'chỉ tiêu')}"
    rest = f"; còn {count(lacking, 'chỉ tiêu')} đạt chưa có minh chứng" if lacking else ""
    return f"{told}{rest}"


def files_damaged(names: Sequence[str]) -> str:
    """Return which files are missing or changed."""
    return f"Tệp minh chứng mất, đã thay đổi hoặc chưa tới: {short_list(names, 'tệp')}."


# --- tổng hợp ý kiến ---


def opinions_title(unit: str, period: str) -> str:
    """Return the trích yếu of the report on opinions."""
    return (
        f"Tổng hợp ý kiến của Mặt trận Tổ quốc, các tổ chức chính trị - xã hội và Nhân dân "
        f"về kết quả xây dựng nông thôn mới {period} của {unit}"
    )


def opinions_opening(issuer: str, unit: str, period: str) -> str:
    """Return the sentence the report begins with."""
    return (
        f"{issuer} tổng hợp ý kiến tham gia vào kết quả xây dựng nông thôn mới {period} của "
        f"{unit} như sau:"
    )


def opinions_closing(issuer: str, unit: str, period: str) -> str:
    """Return the sentence the report ends with."""
    return (
        f"Trên đây là báo cáo tổng hợp ý kiến tham gia vào kết quả xây dựng nông thôn mới {period} "
        f"của {unit}, {issuer} báo cáo./."
    )


def meetings_held(number: int, with_counts: int, present: str, total: str, share: str) -> str:
    """Return how many thôn meetings there were and how many households took part.

    Households are told only of the meetings that have both counts.
    """
    first = f"Đã tổ chức {count(number, 'cuộc họp thôn')}"
    if not with_counts:
        return sentence(first)
    of = "" if with_counts == number else f"{count(with_counts, 'cuộc')} có ghi số hộ: "
    return sentence(f"{first}; {of}{present}/{total} hộ có đại diện dự họp, đạt {share}")


MEETINGS_SEE = "Kết quả từng cuộc họp ở bảng dưới đây."


def satisfaction(value: str, required: str, outcome: str, document: str) -> str:
    """Return the rate of people who are content, with the rate asked for where it is known."""
    asked = f"; mức yêu cầu {required}" if required else ""
    judged = f"; {outcome}" if outcome else ""
    source = f" (theo {document})" if document else ""
    return sentence(f"Tỷ lệ người dân hài lòng đạt {value}{asked}{judged}{source}")


RATE_MET = "đạt yêu cầu"
RATE_SHORT = "chưa đạt yêu cầu"
MISSING_SATISFACTION = "Tỷ lệ hài lòng: chưa nhập ở Điều kiện công nhận."
MISSING_MEETINGS = "Họp thôn lấy ý kiến: chưa có cuộc họp thôn nào trong kỳ."
UNDATED_MEETINGS = "{number} chưa ghi ngày họp nên không tính vào kỳ."
MISSING_REQUIRED = (
    "Tỷ lệ hài lòng yêu cầu: chưa biết; điền trường “Tỷ lệ hài lòng yêu cầu” theo văn bản đang "
    "áp dụng."
)
FRONT_NOTICE = (
    "Mặt trận Tổ quốc chủ trì lấy ý kiến thì báo cáo, phiếu, biên bản do Mặt trận ban hành; "
    "quy định về thể thức và mẫu của Mặt trận chưa đối chiếu."
)


# --- phiếu lấy ý kiến, biên bản kiểm phiếu ---


def ballot_subject(unit: str) -> str:
    """Return what a ballot is about."""
    return f"về sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới của {unit}"


BALLOT_QUESTION = "Kết quả thực hiện tiêu chí {name}"
BALLOT_WHOLE = "Đánh giá chung về kết quả xây dựng nông thôn mới"
BALLOT_NOTE = "Đánh dấu X vào một ô ở mỗi dòng. Người được lấy ý kiến có thể không ghi họ, tên."
BALLOT_BACK = "Gửi lại phiếu trước {due}."
BALLOT_DEFAULT = (
    "Nội dung hỏi lấy theo tên tiêu chí của bộ tiêu chí; mẫu phiếu của cơ quan chủ trì lấy ý kiến "
    "chưa đối chiếu. Sửa ở trường “Nội dung hỏi”."
)
MISSING_QUESTIONS = "Nội dung hỏi: bộ tiêu chí chưa có danh mục; điền trường “Nội dung hỏi”."
COUNT_NAMES = {
    "households": "Tổng số hộ",
    "issued": "Số phiếu phát ra",
    "returned": "Số phiếu thu về",
    "valid": "Số phiếu hợp lệ",
    "invalid": "Số phiếu không hợp lệ",
    "satisfied": "Số phiếu hài lòng",
    "unsatisfied": "Số phiếu không hài lòng",
    "other": "Số phiếu có ý kiến khác",
}
COUNT_BASES = {"valid": "số phiếu hợp lệ", "returned": "số phiếu thu về"}
COUNT_SHARES = {"issued": "households", "returned": "issued", "valid": "returned",
                "invalid": "returned"}  # fmt: skip
COUNTING_PARTS = (
    *("Ngày kiểm phiếu", "Nơi kiểm phiếu", "Thành viên Tổ kiểm phiếu"),
    *("Tổ trưởng Tổ kiểm phiếu", "Người ghi biên bản", "Số bản lập"),
)
COUNTING_SUBJECT = "Kiểm phiếu lấy ý kiến {subject}"
COUNTING_OPENING = (
    "Hôm nay, {when}, tại {place}, Tổ kiểm phiếu tiến hành kiểm phiếu lấy ý kiến {subject}."
)
NO_CLOCK = f"{GAP} giờ {GAP}"
NO_DAY = f"ngày {GAP} tháng {GAP} năm {GAP}"
COUNTING_RESULT = "Tỷ lệ hài lòng: {satisfied}/{base} {of}, đạt {share}."
COUNTING_MET = "So với tỷ lệ yêu cầu {required}: {outcome}."
COUNTING_END = "Việc kiểm phiếu kết thúc vào {when}; biên bản được đọc lại cho mọi người cùng nghe."
COPIES = "Biên bản được lập thành {copies} bản có giá trị như nhau."
HEADS = {"counter": "NGƯỜI GHI BIÊN BẢN", "chair": "TỔ TRƯỞNG TỔ KIỂM PHIẾU"}
COUNT_MORE = "{part} ({more}) lớn hơn {whole} ({most})."
COUNT_SUM = "{parts} cộng lại bằng {sum}, khác {whole} ({most})."
COUNT_QUESTION = (
    "Nội dung “{text}”: các ý kiến cộng lại bằng {sum}, khác {whole} ({most}); "
    "tỷ lệ của nội dung này tính trên số phiếu có trả lời."
)
COUNT_OTHER_RATE = (
    "Tỷ lệ hài lòng của biên bản ({share}) khác tỷ lệ ghi ở Điều kiện công nhận ({held})."
)
COUNT_TYPED_RATE = "Tỷ lệ yêu cầu {required} do người lập ghi, chưa đối chiếu với văn bản quy định."


def missing_counts(names: Sequence[str]) -> str:
    """Return which counts were not typed."""
    return f"Chưa ghi: {join_list([lower_first(name) for name in names])}."


# --- số liệu kinh tế - xã hội ---

FIGURES_NOTHING = "Chưa có chỉ tiêu kinh tế - xã hội nào của kỳ này."
FIGURES_NO_TOPIC = "Chỉ tiêu khác"
FIGURES_NOTE = (
    "Ghi chú: dấu “…” là số liệu chưa có; “theo văn bản” là tỷ lệ văn bản nêu, không tính lại."
)


def figures_missing(names: Sequence[str]) -> str:
    """Return which measures have no figure."""
    return f"Số liệu thực hiện: chưa có ở {short_list(names, 'chỉ tiêu')}."


# --- danh mục hồ sơ ---

PAPER_HELD = "có"
PAPER_DRAFTED = "mới có bản dự thảo, chưa ký"
PAPER_DECLARED = "ghi là có, chưa đính kèm tệp"
PAPER_LACKING = "chưa có"
