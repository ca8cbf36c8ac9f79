"""Recognition: who registered for a title, who holds it since when, and counts such as 73/85."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.numbers import format_percent
from ntm_desktop.domain.values import DECLARED_OUTCOMES

MONTHS_AHEAD = 6
REGISTRATION_STATES = {
    "registered": "đã đăng ký",
    "applied": "đã đề nghị công nhận",
    "withdrawn": "thôi đăng ký",
}
PAPER_STATES = {"missing": "chưa có", "ready": "có"}
_CONDITION = {"merge_unit": "condition"}
_PLACE = {"required": True, "hidden": True}


@entity.entity("recognition_rollup", label="kết quả công nhận", plural="Kết quả công nhận")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionRollup:
    """How many of the counted units hold a title at the end of a period.

    `gained` is how many were recognised in the period, beside what superior and office had planned.
    """

    key: str = ""
    title: str = entity.text("Danh hiệu", required=True, searchable=True)
    counted: str | None = entity.text("Đơn vị đếm", help="thôn, xã", merge_unit="count")
    achieved: int | None = entity.integer("Đã đạt", minimum=0, merge_unit="count")
    total: int | None = entity.integer("Tổng số", minimum=0, merge_unit="count")
    gained: int | None = entity.integer("Công nhận trong kỳ", minimum=0)
    planned_superior: int | None = entity.integer("Kế hoạch cấp trên giao", minimum=0)
    planned_own: int | None = entity.integer("Kế hoạch của đơn vị", minimum=0)
    period: str | None = entity.text("Kỳ")
    source: str | None = entity.text("Nguồn")


@entity.entity("registration", label="đăng ký danh hiệu", plural="Đăng ký danh hiệu", title="title")
@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A unit (default: the office's own) that has registered to reach a title."""

    key: str = ""
    title: str = entity.text("Danh hiệu đăng ký", required=True, searchable=True)
    unit: str | None = entity.text("Mã đơn vị", help="để trống là đơn vị của dữ liệu")
    subject: str | None = entity.text(
        "Đối tượng", help="trường, khu dân cư… nếu không phải đơn vị hành chính", searchable=True
    )
    set_id: str | None = entity.text("Bộ tiêu chí")
    year_registered: int | None = entity.integer("Năm đăng ký", minimum=1990, maximum=2100)
    year_planned: int | None = entity.integer("Năm phấn đấu đạt", minimum=1990, maximum=2100)
    state: str | None = entity.choice("Tình trạng", REGISTRATION_STATES, merge_unit="state")
    applied_on: datetime.date | None = entity.date("Ngày đề nghị công nhận", merge_unit="state")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "recognition", label="quyết định công nhận", plural="Quyết định công nhận", title="title"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """A title that a unit (default: the office's own) holds by a decision."""

    key: str = ""
    title: str = entity.text("Danh hiệu được công nhận", required=True, searchable=True)
    unit: str | None = entity.text("Mã đơn vị", help="để trống là đơn vị của dữ liệu")
    subject: str | None = entity.text(
        "Đối tượng", help="trường, khu dân cư… nếu không phải đơn vị hành chính", searchable=True
    )
    set_id: str | None = entity.text("Bộ tiêu chí")
    year_recognised: int | None = entity.integer("Năm công nhận", minimum=1990, maximum=2100)
    decision_number: str | None = entity.text("Số quyết định", merge_unit="decision")
    decision_on: datetime.date | None = entity.date("Ngày quyết định", merge_unit="decision")
    issuer: str | None = entity.text("Cơ quan công nhận", merge_unit="decision")
    valid_until: datetime.date | None = entity.date("Có giá trị đến ngày")
    revoked_on: datetime.date | None = entity.date("Ngày thu hồi", merge_unit="revocation")
    revoked_by: str | None = entity.text("Quyết định thu hồi", merge_unit="revocation")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "recognition_condition",
    label="điều kiện công nhận",
    plural="Điều kiện công nhận",
    title="condition",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionCondition:
    """What is known of one condition of recognition that stands beside the criteria set.

    `required` is the rate asked for where the rules shipped do not know it: it is typed, with the
    document it stands in, never guessed.
    """

    key: str = ""
    unit: str | None = entity.text("Đơn vị", hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", **_PLACE)
    period: str = entity.text("Kỳ", **_PLACE)
    condition: str = entity.text("Mã điều kiện", required=True)
    value: Decimal | None = entity.number(
        "Kết quả", measure="%", minimum=0, maximum=100, **_CONDITION
    )
    required: Decimal | None = entity.number(
        "Mức yêu cầu", measure="%", minimum=0, maximum=100, **_CONDITION
    )
    declared: str | None = entity.choice("Tự đánh giá", DECLARED_OUTCOMES, **_CONDITION)
    document: str | None = entity.text("Văn bản", help="số, ngày, nơi ban hành", **_CONDITION)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "dossier_paper",
    label="thành phần hồ sơ",
    plural="Thành phần hồ sơ đề nghị công nhận",
    title="paper",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPaper:
    """Whether one paper of the dossier of recognition is there; its file is its evidence.

    A paper the rules do not know has a `name` of its own. `place` and `left_out` change the list of
    the rules; what is not said here is as in the period before.
    """

    key: str = ""
    unit: str | None = entity.text("Đơn vị", hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", **_PLACE)
    period: str = entity.text("Kỳ", **_PLACE)
    paper: str = entity.text("Mã thành phần", required=True)
    state: str | None = entity.choice("Tình trạng", PAPER_STATES, merge_unit="paper")
    number: str | None = entity.text("Số, ký hiệu", merge_unit="paper")
    dated_on: datetime.date | None = entity.date("Ngày văn bản", merge_unit="paper")
    name: str | None = entity.text("Tên thành phần thêm", searchable=True)
    place: int | None = entity.integer("Thứ tự trong hồ sơ", minimum=1, maximum=999)
    left_out: bool | None = entity.boolean("Không đưa vào hồ sơ")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


class Holding(Enum):
    """How a decision of recognition stands on a day."""

    NOT_YET = "not_yet"
    HOLDING = "holding"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REVOKED = "revoked"


HOLDING_TEXTS = {
    Holding.NOT_YET: texts.HOLDING_NOT_YET,
    Holding.HOLDING: texts.HOLDING_HELD,
    Holding.EXPIRING: texts.HOLDING_EXPIRING,
    Holding.EXPIRED: texts.HOLDING_EXPIRED,
    Holding.REVOKED: texts.HOLDING_REVOKED,
}
COUNTED = (Holding.HOLDING, Holding.EXPIRING)
"""What counts in "73/85": a title that was revoked or has expired does not."""


def holds_at(recognition: Recognition, day: datetime.date) -> bool:
    """Say whether a title was granted by `day` and not revoked by then; expiry is told apart.

    Without a date of the decision the year counts; without both it is taken as granted.
    """
    return not _is_revoked(recognition, day) and is_granted(recognition, day)


def is_granted(recognition: Recognition, day: datetime.date) -> bool:
    """Say whether the decision was made by `day`, whatever became of the title."""
    if recognition.decision_on is not None:
        return recognition.decision_on <= day
    return recognition.year_recognised is None or recognition.year_recognised <= day.year


def _is_revoked(recognition: Recognition, day: datetime.date) -> bool:
    """Say whether the title was revoked by `day`."""
    return recognition.revoked_on is not None and recognition.revoked_on <= day


def holding_at(recognition: Recognition, day: datetime.date) -> Holding:
    """Return how a title stands on `day`; expiring within six months is told beforehand."""
    if _is_revoked(recognition, day):
        return Holding.REVOKED
    if not is_granted(recognition, day):
        return Holding.NOT_YET
    until = recognition.valid_until
    if until is None:
        return Holding.HOLDING
    if until < day:
        return Holding.EXPIRED
    return Holding.EXPIRING if until <= months_after(day, MONTHS_AHEAD) else Holding.HOLDING


def decisive(recognitions: Iterable[Recognition], day: datetime.date) -> Recognition | None:
    """Return the decision that says how one unit stands on `day`: the latest one granted.

    A unit whose title was revoked and granted anew holds it again; of two decisions of one day the
    revoked one counts. None where nothing was granted.
    """
    granted = [one for one in recognitions if is_granted(one, day)]
    return max(granted, key=lambda one: _granted_order(one, day), default=None)


def _granted_order(one: Recognition, day: datetime.date) -> tuple[datetime.date, bool, str]:
    """Return what orders decisions by their date; a year alone stands for its first day."""
    year = one.year_recognised
    since = one.decision_on or (datetime.date(year, 1, 1) if year else datetime.date.min)
    return since, _is_revoked(one, day), one.key


def is_recognised_within(
    recognition: Recognition, start: datetime.date, end: datetime.date
) -> bool:
    """Say whether the title was granted from `start` to `end`.

    A year alone counts for a period that reaches to the end of that year.
    """
    if recognition.decision_on is not None:
        return start <= recognition.decision_on <= end
    year = recognition.year_recognised
    return year is not None and start.year <= year and datetime.date(year, 12, 31) <= end


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later, the last of the month where it has fewer days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def share(rollup: RecognitionRollup) -> Decimal | None:
    """Return the percentage reached with two decimals, None where a number is missing."""
    return share_of(rollup.achieved, rollup.total)


def share_of(part: int | None, whole: int | None) -> Decimal | None:
    """Return part of whole in percent with two decimals, half up; None where it is not known.

    Whole numbers all the way: no digit is lost before the one rounding.
    """
    if part is None or not whole:
        return None
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return Decimal(hundredths).scaleb(-2)


def share_text(found: Decimal) -> str:
    """Return "85,88%", and "100%" without decimals that say nothing."""
    is_whole = found == found.to_integral_value()
    return format_percent(int(found) if is_whole else found, None if is_whole else 2)
