"""Vietnamese sentences made from data: lists that read well, counts, changes, comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import format_number, format_percent, two_digits
from ntm_desktop.domain.vietnamese import capital_first

GAP = "……"
TABLE_GAP = "…"
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def join_list(items: Sequence[str]) -> str:
    """Return "a", "a và b", "a, b và c"; items that hold a comma are parted by semicolons."""
    if len(items) < 2:
        return "".join(items)
    comma = "; " if any("," in item for item in items) else ", "
    return f"{comma.join(items[:-1])}{';' if comma == '; ' else ''} và {items[-1]}"


def count(number: int, noun: str) -> str:
    """Return a counted noun with the two digits offices write: "02 tiêu chí", "16 tiêu chí"."""
    return f"{two_digits(number)} {noun}"


def lower_first(text: str) -> str:
    """Return the text with its first letter lower case, as in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return the text as one sentence: capital at the start, one full stop at the end."""
    stripped = capital_first(text.strip())
    return stripped if stripped.endswith((".", "!", "?", ":", "…")) else f"{stripped}."


def enumeration_letter(position: int) -> str:
    """Return a), b), c), d), đ) … by Vietnamese order; a dash beyond the last letter."""
    return f"{_LETTERS[position]})" if position < len(_LETTERS) else "-"


def change(now: int, before: int, noun: str) -> str:
    """Return "tăng 02 tiêu chí", "giảm 01 tiêu chí" or "không đổi về số tiêu chí"."""
    if now == before:
        return f"không đổi về số {noun}"
    return f"{'tăng' if now > before else 'giảm'} {count(abs(now - before), noun)}"


def changes(pairs: Sequence[tuple[int, int, str]], since: str) -> str:
    """Return how several counts (now, before, noun) moved since a period, in one phrase.

    "tăng 02 tiêu chí, 05 chỉ tiêu so với năm 2022"; all equal: "không đổi so với năm 2022".
    """
    moved = [pair for pair in pairs if pair[0] != pair[1]]
    if not moved:
        return f"không đổi so với {since}"
    parts = [change(*moved[0])]
    for earlier, (now, before, noun) in pairwise(moved):
        same_way = (now > before) == (earlier[0] > earlier[1])
        parts.append(count(abs(now - before), noun) if same_way else change(now, before, noun))
    return f"{', '.join(parts)} so với {since}"


def point_change(now: Decimal, before: Decimal) -> str:
    """Return how a rate moved, in percentage points: "tăng 1,5 điểm phần trăm"."""
    if now == before:
        return "không đổi"
    return f"{'tăng' if now > before else 'giảm'} {format_number(abs(now - before))} điểm phần trăm"


def percent_change(now: Decimal, before: Decimal) -> str:
    """Return how an amount moved, in percent of the earlier one: "tăng 12,5%"; gap where it was 0.

    Percent is for amounts; for rates use `point_change`, the two are never mixed.
    """
    if now == before:
        return "không đổi"
    if before == 0:
        return GAP
    moved = abs(now - before) * 100 / abs(before)
    word = "tăng" if now > before else "giảm"
    return f"{word} {format_percent(moved.quantize(Decimal('0.01')))}"


def out_of(reached: int, total: int, noun: str) -> str:
    """Return "16/19 tiêu chí", the form official reports use."""
    return f"{reached}/{total} {noun}"


# --- names of offices and places ---

LEVEL_WORDS = {
    "tinh": ("tỉnh", "thành phố"),
    "huyen": ("huyện", "thị xã", "quận", "thành phố"),
    "xa": ("xã",),
    "phuong": ("phường", "thị trấn"),
    "dac-khu": ("đặc khu",),
    "thon": ("thôn", "tổ dân phố", "xóm", "bản", "ấp", "buôn", "làng", "khu"),
}
COMMITTEE = "ủy ban nhân dân"
COMMITTEE_SHORT = "ubnd"


def unit_in_sentence(name: str, level: str) -> str:
    """Return a unit as it stands inside a sentence: "xã Quảng An", "Phường 1" (a number name)."""
    words = LEVEL_WORDS.get(level, ())
    for word in words:
        if name.casefold().startswith(f"{word} "):
            rest = name[len(word) + 1 :]
            return f"{capital_first(word) if rest[:1].isdigit() else word} {rest}"
    return f"{words[0]} {name}" if words else name


def place_of(name: str, level: str) -> str:
    """Return the own name of a unit for the date line: "Quảng An"; a number keeps its word."""
    full = unit_in_sentence(name, level)
    for word in LEVEL_WORDS.get(level, ()):
        if full.startswith(f"{word} "):
            return full[len(word) + 1 :]
    return full


def issuer_lines(issuer: str) -> tuple[str, str]:
    """Return the issuer's name as the two upper-case lines of a letterhead.

    "UBND xã Quảng An" gives ("ỦY BAN NHÂN DÂN", "XÃ QUẢNG AN"); another office stands on one line.
    """
    rest = _after_committee(issuer)
    if rest is None:
        return issuer.upper(), ""
    return COMMITTEE.upper(), rest.upper()


def issuer_in_sentence(issuer: str) -> str:
    """Return the issuer's name written out: "Ủy ban nhân dân xã Quảng An"."""
    rest = _after_committee(issuer)
    return issuer if rest is None else f"{capital_first(COMMITTEE)} {lower_unit(rest)}".strip()


def _after_committee(issuer: str) -> str | None:
    """Return what follows "UBND" or "Ủy ban nhân dân"; None for another office."""
    for opening in (COMMITTEE, "uỷ ban nhân dân", COMMITTEE_SHORT):
        if issuer.casefold().startswith(opening):
            return issuer[len(opening) :].strip()
    return None


def lower_unit(name: str) -> str:
    """Return a unit's name with its generic word in lower case, as it stands in a sentence."""
    for level in LEVEL_WORDS:
        if any(name.casefold().startswith(f"{word} ") for word in LEVEL_WORDS[level]):
            return unit_in_sentence(name, level)
    return name


def symbol_line(document_type: str, symbol: str) -> str:
    """Return "Số:      /BC-UBND"; the number is left to the văn thư."""
    return f"Số:{_BLANK}/{document_type}-{symbol}"


def date_line(place: str, year: int) -> str:
    """Return "Quảng An, ngày      tháng      năm 2023"; day and month are written by hand."""
    return f"{capital_first(place)}, ngày{_BLANK}tháng{_BLANK}năm {year}"


def annex_reference(symbol: str, year: int, issuer: str) -> str:
    """Return the line below an annex's name; number and date stay blank until it is signed."""
    signed_on = f"ngày{_BLANK}tháng{_BLANK}năm {year}"
    return f"(Kèm theo Báo cáo số{_BLANK}/BC-{symbol} {signed_on} của {issuer})"


def recipient_lines(recipients: str, *, sent_upward: bool) -> tuple[str, ...]:
    """Return the lines under "Nơi nhận:"; "Như trên" first in a report upward, "Lưu" last."""
    named = [line.strip(" -;.\t") for line in recipients.splitlines()]
    named = [line for line in named if line]
    kept = [line for line in named if line.casefold().startswith("lưu")] or ["Lưu: VT"]
    others = [line for line in named if line not in kept and line.casefold() != "như trên"]
    lines = [*(["Như trên"] if sent_upward else []), *others]
    return (*(f"- {line};" for line in lines), f"- {kept[0]}.")


_BLANK = "\u00a0" * 6
DEFAULT_SYMBOL = "UBND"
DEFAULT_CAPACITY = "TM. ỦY BAN NHÂN DÂN"
DEFAULT_SIGNER_TITLE = "CHỦ TỊCH"
MONEY_UNIT = "triệu đồng"
TABLE_NOTE = "Ghi chú: dấu “…” là số liệu chưa có."
DRAFT_TABLE_NOTE = f"{TABLE_NOTE} Dấu (?): chưa đối chiếu với văn bản gốc."
DRAFT_NOTE = (
    "BẢN DỰ THẢO. Dấu (?) nghĩa là chưa đối chiếu: câu chữ hoặc mức yêu cầu của tiêu chí, "
    "chỉ tiêu chưa được đối chiếu với văn bản gốc."
)
UNVERIFIED_MARK = " (?)"
PREVIOUS_COLUMN = "Kỳ trước"
DECLARED_NOTE = "Tự đánh giá"
TOTAL_ROW = "TỔNG SỐ"
WORKS_TOTAL_ROW = "Tổng cộng"


def annex_names(count_of_annexes: int) -> tuple[str, ...]:
    """Return "Phụ lục I", "Phụ lục II" …; a single annex has no number."""
    if count_of_annexes == 1:
        return ("Phụ lục",)
    return tuple(f"Phụ lục {roman(place)}" for place in range(1, count_of_annexes + 1))


def roman(number: int) -> str:
    """Return a Roman numeral from 1 to 39."""
    return "X" * (number // 10) + _ROMAN_UNITS[number % 10]


_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


# --- sentences of the progress report ---


def report_title(period: str) -> str:
    """Return the trích yếu."""
    return f"Tiến độ xây dựng nông thôn mới {period}"


def opening(issuer: str, period: str) -> str:
    """Return the sentence a report begins with."""
    return f"{issuer} báo cáo tiến độ xây dựng nông thôn mới {period} như sau:"


def closing(period: str, issuer: str) -> str:
    """Return the sentence a report ends with."""
    return f"Trên đây là báo cáo tiến độ xây dựng nông thôn mới {period} của {issuer}./."


def headline(
    *, set_name: str, period: str, unit: str, reached: str, compared: str = "", left: str = ""
) -> str:
    """Return the sentence everybody reads first; `reached` as "16/19 tiêu chí, 70/75 chỉ tiêu"."""
    by = f"Theo {lower_first(set_name)}, " if set_name else ""
    moved = f", {compared}" if compared else ""
    rest = f"; {left}" if left else ""
    return sentence(f"{by}{period}, {unit} đạt {reached}{moved}{rest}")


def left_over(noun: str, unmet: Sequence[str], without_data: Sequence[str]) -> str:
    """Return "còn 03 tiêu chí chưa đạt (…), 01 tiêu chí chưa đủ số liệu (…)"."""
    parts = []
    if unmet:
        parts.append(f"{count(len(unmet), noun)} chưa đạt ({'; '.join(unmet)})")
    if without_data:
        parts.append(
            f"{count(len(without_data), noun)} chưa đủ số liệu ({'; '.join(without_data)})"
        )
    return f"còn {', '.join(parts)}" if parts else ""


def criterion_short(code: str, name: str) -> str:
    """Return a criterion as it is named in a list: "số 10 - Thu nhập"."""
    return f"số {code} - {name}"


def not_applicable(number: int) -> str:
    """Return what owns up to the indicators counted as met though not applicable."""
    return texts.HEADLINE_SPARED.format(count=two_digits(number), noun=texts.INDICATOR)


def not_comparable(since: str) -> str:
    """Return what stands for a change of counts while not everything is assessed again."""
    return f"chưa đủ số liệu để so với {since}"


def gained_and_lost(
    since: str,
    noun: str,
    gained: Sequence[str],
    lost: Sequence[str],
    unknown: Sequence[str] = (),
) -> str:
    """Return which criteria were gained and lost since a period ("" when none).

    `unknown` had an outcome then and have no data in this period: counted, never called lost.
    """
    parts = []
    if gained:
        parts.append(f"{noun} đạt thêm: {'; '.join(gained)}")
    if lost:
        parts.append(f"{noun} không còn giữ được: {'; '.join(lost)}")
    if unknown:
        parts.append(f"{count(len(unknown), noun)} đã có kết quả khi đó, chưa có số liệu kỳ này")
    return sentence(f"So với {since}, {'. '.join(capital_after(parts))}") if parts else ""


def capital_after(parts: Sequence[str]) -> list[str]:
    """Return the parts with capitals from the second on: each begins a sentence."""
    return [part if place == 0 else capital_first(part) for place, part in enumerate(parts)]


def points_reached(got: str, most: str | None) -> str:
    """Return "72,56 điểm" or "72,56/100 điểm"."""
    return f"{got}/{most} điểm" if most else f"{got} điểm"


def total_only(title: str, reached: str, unit: str, period: str) -> str:
    """Return the sentence of a set known only as a total."""
    by = f"{title}: " if title else ""
    return sentence(f"{by}{period}, {unit} đạt {reached} (số tổng hợp, chưa có chi tiết)")


def rollup(title: str, reached: str, share: str) -> str:
    """Return "Thôn nông thôn mới kiểu mẫu: 73/85 thôn, đạt tỷ lệ 85,88%."."""
    rate = f", đạt tỷ lệ {share}" if share else ""
    return sentence(f"{title}: {reached.strip()}{rate}")


def nothing_assessed(period: str, unit: str) -> str:
    """Return the visible gap of a report without any result."""
    return sentence(f"{capital_first(period)}, {unit} đạt {GAP} tiêu chí, {GAP} chỉ tiêu")


def unmet_criterion(place: int, code: str, name: str, state: str, details: Sequence[str]) -> str:
    """Return the paragraph of one criterion that is not met or has no data."""
    told = f": {'; '.join(details)}" if details else ""
    text = sentence(f"Tiêu chí {criterion_short(code, name)} - {state}{told}")
    return f"{enumeration_letter(place)} {text}"


def unmet_indicator(code: str, text: str, explanation: str) -> str:
    """Return an indicator inside the paragraph of its criterion."""
    return f"chỉ tiêu {code} ({text.strip().rstrip('.')}): {lower_first(explanation.rstrip('.'))}"


STATE_NOT_MET = "chưa đạt"
STATE_NO_DATA = "chưa có số liệu"
ALL_MET = "Tất cả các tiêu chí đều đạt; không có tiêu chí chưa đạt."


def funding_sentence(
    *, plan_years: str, planned: str, allocated: str, disbursed: str, share: str, annex: str
) -> str:
    """Return plan, mobilised and disbursed money; each amount with its unit, or the gap."""
    see = f"; chi tiết tại {annex}" if annex else ""
    return (
        f"Kế hoạch vốn {plan_years}: {planned}; đã giao, huy động: {allocated}; "
        f"giải ngân trong kỳ: {disbursed}{share}{see}."
    )


def contributed(amount: str) -> str:
    """Return that the money used holds what people gave beside the ledger."""
    return (
        f"Số giải ngân trong kỳ gồm cả {amount} giá trị ngày công, hiện vật, tiền do người dân "
        "đóng góp ghi ở sổ đóng góp."
    )


def share_of_plan(rate: str, of_planned: str = "") -> str:
    """Return ", bằng 85% kế hoạch"; `of_planned` names the part that came from planned sources."""
    if not rate:
        return ""
    if not of_planned:
        return f", bằng {rate} kế hoạch"
    return f" (riêng các nguồn có kế hoạch: {of_planned}, bằng {rate} kế hoạch)"


def funding_source(name: str, planned: str, disbursed: str) -> str:
    """Return the line of one source."""
    return f"- {name}: kế hoạch {planned}, giải ngân {disbursed}."


NO_MONEY = f"Kế hoạch vốn: {GAP}; giải ngân trong kỳ: {GAP}"


def plan_label(years: str) -> str:
    """Return the head of the column of plans."""
    return f"Kế hoạch {years}"


def years_label(first: int, last: int) -> str:
    """Return "năm 2023" or "năm 2022 - 2024"."""
    return f"năm {last}" if first == last else f"năm {first} - {last}"


def works_sentence(entries: int, works: int, invested: str, unknown: int, annex: str) -> str:
    """Return how many works are followed and what they cost."""
    grouped = f" (gồm {count(works, 'công trình')})" if works != entries else ""
    noun = "công trình, nhóm công trình" if grouped else "công trình"
    cost = f", tổng mức đầu tư {invested}" if invested else ""
    without = (
        f"; chưa kể {count(unknown, 'mục')} chưa có tổng mức đầu tư" if unknown and cost else ""
    )
    see = f" (danh mục tại {annex})" if annex else ""
    return sentence(f"Đang theo dõi {count(entries, noun)}{grouped}{cost}{without}{see}")


NO_WORK_OF_PERIOD = (
    "Các công trình đã ghi đều xong trước kỳ báo cáo hoặc bắt đầu sau kỳ, không có vốn trong kỳ."
)


def works_left_out(number: int, invested: str) -> str:
    """Return how many works the list of a period leaves out and what they cost; "" for none."""
    if not number:
        return ""
    cost = f" (tổng mức đầu tư {invested})" if invested else ""
    works = count(number, "công trình")
    return (
        f"Không liệt kê {works}{cost} đã xong trước kỳ báo cáo hoặc bắt đầu sau kỳ và không có "
        "vốn trong kỳ."
    )


def works_by_state(states: Sequence[tuple[str, int]], unknown: int) -> str:
    """Return how many works stand where; those without a state are said to be unknown."""
    parts = [f"{two_digits(number)} {state}" for state, number in states]
    if unknown:
        parts.append(f"{two_digits(unknown)} chưa ghi trạng thái")
    return sentence(f"Trong đó: {join_list(parts)}") if parts else ""


NO_WORKS = f"Công trình, dự án trong kỳ: {GAP}"


def group_size(name: str, number: int) -> str:
    """Return the name of a group of works with how many it counts."""
    return f"{name} ({count(number, 'công trình')})"


def work_place(name: str, village: str) -> str:
    """Return a work's name with its village."""
    return f"{name}, {village}" if village.casefold() not in name.casefold() else name


def overdue_sentence(day: str, number: int) -> str:
    """Return the line before the list of overdue tasks."""
    return f"Đến ngày {day}, còn {count(number, 'nhiệm vụ')} quá hạn:"


def task_line(text: str, assignee: str, due: str) -> str:
    """Return one task of a list, with who does it and until when."""
    more = "; ".join(part for part in (assignee, f"hạn {due}" if due else "") if part)
    ending = f" ({more})" if more else ""
    return f"- {text.strip().rstrip('.;')}{ending}."


def none_overdue(followed: int) -> str:
    """Return the sentence when tasks are followed and none is late."""
    return f"Trong {count(followed, 'nhiệm vụ')} đang theo dõi, không có nhiệm vụ quá hạn."


NO_TASKS = f"Nhiệm vụ quá hạn: {GAP}"


def shortcoming_criteria(unmet: Sequence[str]) -> str:
    """Return the shortcoming of criteria not met."""
    return sentence(f"Còn {count(len(unmet), 'tiêu chí')} chưa đạt: {'; '.join(unmet)}")


def shortcoming_tasks(number: int) -> str:
    """Return the shortcoming of late tasks."""
    return f"Còn {count(number, 'nhiệm vụ')} quá hạn chưa hoàn thành."


def shortcoming_money(rate: str) -> str:
    """Return the shortcoming of a plan that is not all disbursed."""
    return f"Các nguồn vốn có kế hoạch mới giải ngân được {rate} kế hoạch."


def next_criteria(unmet: Sequence[str]) -> str:
    """Return the work ahead on criteria not met."""
    return sentence(f"Tiếp tục phấn đấu hoàn thành các tiêu chí chưa đạt: {'; '.join(unmet)}")


def next_tasks(number: int) -> str:
    """Return the line before the list of open tasks."""
    return f"Tiếp tục thực hiện {count(number, 'nhiệm vụ')} đã giao:"


def summary_row(reached: str, left: str) -> str:
    """Return the last row of the table of criteria."""
    return sentence(f"Tổng hợp: đạt {reached}" + (f"; {left}" if left else ""))


PROGRESS_CAPTION = "Biểu đồ: Kết quả thực hiện tiêu chí, chỉ tiêu {period}"
FUNDING_CAPTION = "Biểu đồ: Vốn theo nguồn, kế hoạch và giải ngân {period}"
CHART_CRITERIA = "Tiêu chí"
CHART_INDICATORS = "Chỉ tiêu"


# --- figures named inside prose ---

LIVE_OWN = "câu máy lập"
LIVE_PERIOD = "kỳ"
LIVE_STANDING = "kết quả chung"
LIVE_CRITERIA = "tiêu chí đạt"
LIVE_UNMET_NUMBER = "số tiêu chí chưa đạt"
LIVE_UNMET = "các tiêu chí chưa đạt"
LIVE_OVERDUE = "số nhiệm vụ quá hạn"
LIVE_NONE = "không có"  # where a list that is known has nothing in it


def live_result(code: str) -> str:
    """Return the name of the result of an indicator."""
    return f"kết quả {code}"


def live_unknown(title: str, name: str) -> str:
    """Return that prose names a figure that is none."""
    return f"{title}: không có số liệu tên “{{{name}}}”; văn bản in nguyên chữ này."


def live_without_data(title: str, name: str) -> str:
    """Return that a figure named in prose has no data."""
    return f"{title}: “{{{name}}}” chưa có số liệu, in “……”."


# --- what the author is told beside the document ---


def missing_section(title: str) -> str:
    """Return that a section has neither prose nor data."""
    return f"{title}: chưa có lời văn, chưa có số liệu."


MISSING_ISSUER = "Tên cơ quan ban hành: chưa nhập."
MISSING_SIGNER = "Quyền hạn, chức vụ người ký: chưa nhập."
MISSING_SIGNER_NAME = "Họ tên người ký: chưa nhập."
MISSING_SUPERIOR = (
    "Kính gửi: chưa có cơ quan nhận báo cáo ở Thông tin cơ quan; văn bản không in dòng này."
)


def same_as_before(title: str) -> str:
    """Return that a section was carried over without a change."""
    return f"{title}: lời văn còn giống hệt kỳ trước."


def figure_not_told(title: str, figure: str) -> str:
    """Return that written prose lacks the figure the data has now."""
    return f"{title}: lời văn đã viết không có số “{figure}” của số liệu hiện nay."


def total_differs(total: str, detailed: str) -> str:
    """Return that a set's total disagrees with its details."""
    return f"Số tổng hợp ({total}) khác với số tính từ chi tiết ({detailed})."


def undated_money(number: int) -> str:
    """Return that amounts without a date could not be counted for a part of a year."""
    return f"Có {count(number, 'dòng vốn')} chưa ghi ngày nên chưa tính vào kỳ."


def unverified_left(number: int) -> str:
    """Return how much of the set is unverified: marks an issued document does not show any more."""
    which = count(number, "tiêu chí, chỉ tiêu")
    return f"Bộ tiêu chí còn {which} có câu chữ hoặc mức yêu cầu chưa đối chiếu với văn bản gốc."


# --- the page "Chưa đạt và giải pháp" ---

UNMET_NOTE = "Ghi chú: dấu “…” là chưa có."
UNMET_NO_FIGURES = "Kết quả các chỉ tiêu: kỳ này chưa có số liệu nào."
UNMET_NO_ASSIGNEE = "Người phụ trách: chưa có ở {codes}."
UNMET_NO_DUE = "Hạn hoàn thành: chưa có ở {codes}."
UNMET_NO_SOLUTION = "Giải pháp: chưa có ở {codes}."


def made_on(day: date) -> str:
    """Return "Ngày lập: 20/12/2023"."""
    return f"Ngày lập: {format_date(day)}"


def standing_of_set(reached: str) -> str:
    """Return "Đạt 16/19 tiêu chí, 70/75 chỉ tiêu"."""
    return f"Đạt {reached}"


def standing_of_unit(name: str, standing: str) -> str:
    """Return "Thôn An Xuân: đạt 3/14 tiêu chí" where a paper is about a unit below its office."""
    return f"{name}: {lower_first(standing)}"


def gap_alone(gap: str) -> str:
    """Return "còn thiếu 5 điểm %" as it stands under the head "Còn thiếu"."""
    return gap.removeprefix("còn thiếu ").strip()


NO_FIGURES = "Chưa có số liệu của kỳ này nên chưa biết chỉ tiêu nào chưa đạt."


def nothing_unmet(without_figures: int, without_targets: int = 0) -> str:
    """Return what stands where no indicator is known not to be met: what is unknown first."""
    parts = []
    if without_figures:
        parts.append(f"{count(without_figures, 'chỉ tiêu')} chưa có số liệu")
    if without_targets:
        unjudged = count(without_targets, "chỉ tiêu")
        parts.append(f"{unjudged} có số liệu nhưng chưa đủ căn cứ đánh giá")
    if not parts:
        return "Tất cả các chỉ tiêu đều đạt; không có chỉ tiêu chưa đạt."
    return (
        f"Còn {', '.join(parts)}; trong các chỉ tiêu đã đánh giá, không có chỉ tiêu nào chưa đạt."
    )


def without_data(unknown: Sequence[tuple[str, str]]) -> str:
    """Return the sentence that names what has no figures yet, "" for nothing."""
    return _named("Chưa có số liệu", unknown)


def without_target(unknown: Sequence[tuple[str, str]]) -> str:
    """Return the sentence that names what has figures and no known target, "" for nothing."""
    return _named("Có số liệu, chưa đủ căn cứ đánh giá", unknown)


def _named(title: str, unknown: Sequence[tuple[str, str]]) -> str:
    """Return "Title (03 chỉ tiêu): 1.1 …; …", "" for nothing."""
    if not unknown:
        return ""
    named = "; ".join(f"{code} {text}" for code, text in unknown[:MOST_NAMED])
    left = len(unknown) - MOST_NAMED
    rest = f"; và {count(left, 'chỉ tiêu')} khác" if left > 0 else ""
    return f"{title} ({count(len(unknown), 'chỉ tiêu')}): {named}{rest}."


MOST_NAMED = 12


def late_date(day: str) -> str:
    """Return a due date that has passed."""
    return f"{day} (quá hạn)"


def related_task(text: str, due: str) -> str:
    """Return a task behind a line of the table."""
    return f"Nhiệm vụ: {text}" + (f" (hạn {due})" if due else "")


def related_work(name: str) -> str:
    """Return a work behind a line of the table."""
    return f"Công trình: {name}"


# --- the forms "Phiếu thu thập số liệu" ---

DOTTED = "." * 44
FORM_NUMBERS = "Cách ghi: ghi số bằng chữ số, dùng dấu phẩy cho phần lẻ (95,3)"
FORM_RATES = "tỷ lệ % ghi tử số/mẫu số, ví dụ 45/60 (45 trong 60 hộ), để cộng được"
FORM_GENDER = "chỉ tiêu {codes} ghi riêng nam và nữ: nam=90,5; nữ=88"
FORM_WORDS = "chỉ tiêu có hay không thì ghi Đạt hoặc Chưa đạt; chưa có số liệu thì để trống"
FORM_DOTS = "Dấu “…”: chưa có."


def form_note(*, has_rates: bool, by_gender: Sequence[str]) -> str:
    """Return how a form is filled in; `by_gender` are the codes where nam and nữ are asked apart.

    >>> form_note(has_rates=False, by_gender=["12.1"]).count("nam=90,5")
    1
    """
    rates = FORM_RATES if has_rates else ""
    gender = FORM_GENDER.format(codes=", ".join(by_gender)) if by_gender else ""
    return f"{'; '.join(filter(None, (FORM_NUMBERS, rates, gender, FORM_WORDS)))}. {FORM_DOTS}"


def form_due(day: str) -> str:
    """Return when a form is to be handed in."""
    return f"Hạn nộp: {day}"


def form_previous(period: str) -> str:
    """Return the head of the column of the period before."""
    return f"Số kỳ trước ({period})"


def form_current(period: str) -> str:
    """Return the head of the column to fill in."""
    return f"Số kỳ này ({period})"


# --- papers of works and money: the funding forms, construction debt, the list of works ---

FORM_UNVERIFIED = (
    "{label}, “{name}”: số hiệu, tên biểu và thứ tự dòng, cột theo nguồn thứ cấp, chưa kiểm chứng "
    "với văn bản gốc. Sửa số hiệu, tên biểu ở các trường “Số hiệu biểu”, “Tên biểu”."
)
FORM_NO_FIGURES = "Nguồn lực {period}: chưa có số liệu nào."
FORM_OUTSIDE = "{name} (không thuộc dòng nào của biểu): {amounts}."
FORM_NARROW = (
    "Cột của biểu hẹp nên số dài được ngắt thành hai dòng; nên chọn đơn vị triệu đồng và làm tròn."
)
CELL_NOTE = "Dấu “…” là số liệu chưa có."
DEBT_SECTIONS = {"causes": "II. Nguyên nhân", "solutions": "III. Kế hoạch, giải pháp trả nợ"}
DEBT_SUBJECT = "Tình hình nợ đọng xây dựng cơ bản tính đến ngày {day}"
DEBT_OPENING = (
    "{issuer} báo cáo tình hình nợ đọng xây dựng cơ bản của các công trình trên địa bàn tính đến "
    "ngày {day} như sau:"
)
DEBT_CLOSING = (
    "Trên đây là báo cáo tình hình nợ đọng xây dựng cơ bản tính đến ngày {day} của {issuer}./."
)
DEBT_NOTHING = f"Giá trị nghiệm thu: {GAP}; đã thanh toán: {GAP}; nợ đọng: {GAP}."
DEBT_NONE_OWED = "Theo sổ công trình, không còn nợ đọng xây dựng cơ bản."
DEBT_HOW = (
    "Nợ đọng là giá trị nghiệm thu trừ số đã thanh toán, tính riêng từng công trình; thanh toán "
    "vượt ở công trình này không bù cho công trình khác; tạm ứng chưa thu hồi không tính là thanh "
    "toán vượt. Đóng góp của người dân ghi ở sổ đóng góp "
    "không tính là thanh toán."
)
DEBT_HOW_SOURCES = (
    "Dòng nguồn vốn là chênh lệch riêng của nguồn đó, nên cộng các nguồn có thể khác dòng công "
    "trình khi một nguồn thanh toán vượt."
)
DEBT_UNDATED = (
    "{count} không ghi ngày ({amount}) được tính từ ngày 31/12 của năm kế hoạch; báo cáo đến hôm "
    "nay thì tính mọi dòng đã nhập."
)
DEBT_LEFT_OUT = (
    "{count} không ghi ngày của kế hoạch năm {year} ({amount}) chưa tính vào ngày này, như các "
    "Biểu của kỳ trong năm; ghi ngày thì tính đúng ngày."
)
DEBT_OVERPAID = "Thanh toán vượt giá trị nghiệm thu"
DEBT_ADVANCE = "Tạm ứng chưa thu hồi {amount}"
DEBT_NO_ACCEPTED = "Chưa ghi giá trị nghiệm thu"
DEBT_NO_PAID = "Chưa ghi thanh toán"
DEBT_NO_DATE = "Có khoản chưa ghi ngày"
DEBT_NO_WORK = (
    "Không gắn công trình: nghiệm thu {accepted}, thanh toán {paid}, chưa tính trong bảng."
)
MISSING_DEBT = "Giá trị nghiệm thu, thanh toán của công trình: chưa có số liệu."
MISSING_WRITTEN = "{title}: chưa có lời văn."
LIST_NOTHING = f"Công trình, dự án: {GAP}"
LIST_OF_PERIOD = (
    "Chỉ gồm công trình có vốn hoặc có ngày trong kỳ; {count} công trình khác trong sổ không "
    "liệt kê."
)
LIST_STANDING = "Số liệu vốn {period}, lập từ sổ công trình"
LIST_NO_TYPE = "Chưa ghi loại công trình"
LIST_MEMBERS = (
    "Dòng 1.1, 1.2 … là công trình trong nhóm, đã tính trong dòng của nhóm, không cộng thêm."
)
LIST_UNKNOWN_COST = "Chưa kể {count} chưa có tổng mức đầu tư."
MISSING_WORKS = "Công trình: chưa có công trình nào trong sổ."


def counted_entries(number: int) -> str:
    """Return how many lines of the list of works: "02 công trình, nhóm công trình"."""
    return count(number, "công trình, nhóm công trình")


def counted_amounts(number: int) -> str:
    """Return how many amounts of the ledger: "03 dòng vốn"."""
    return count(number, "dòng vốn")


def debt_overpaid_works(names: Sequence[str], more: int) -> str:
    """Return the names of works paid beyond what was accepted, and how many are not named."""
    rest = [f"và {count(more, 'công trình')} khác"] if more else []
    return sentence(f"{DEBT_OVERPAID}: {'; '.join([*names, *rest])}")


def unknown_costs(number: int) -> str:
    """Return how many works have no total investment, "" for none."""
    return LIST_UNKNOWN_COST.format(count=count(number, "mục")) if number else ""


def debt_summary(works: str, accepted: str, paid: str) -> str:
    """Return what was accepted and paid."""
    return f"Có {works} đã nghiệm thu hoặc thanh toán: nghiệm thu {accepted}; thanh toán {paid}."


def debt_owed(works: str, owed: str) -> str:
    """Return what is owed for how many works."""
    return f"Còn nợ đọng {owed} ở {works}."


def debt_overpaid(works: str, amount: str) -> str:
    """Return what was paid beyond the accepted value."""
    return f"Có {works} thanh toán vượt giá trị nghiệm thu, tổng số vượt {amount}; cần kiểm tra."
