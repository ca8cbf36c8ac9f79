"""Meetings and what they conclude: attendees, opinions, votes, conclusions, tasks; who came."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.documents import SIDES
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.issuer_names import issuer_key
from ntm_desktop.domain.numbers import format_percent
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError

MEETING_KINDS = {
    "conference": "hội nghị",
    "review": "hội nghị sơ kết",
    "annual_review": "hội nghị tổng kết",
    "steering_committee": "họp Ban Chỉ đạo",
    "working_session": "buổi làm việc",
    "village_meeting": "họp thôn",
    "recognition": "họp xét đề nghị công nhận",
    "other": "cuộc họp khác",
}
VILLAGE = "village_meeting"  # what a thôn decides is no business of the office's meetings
SESSIONS = {"morning": "sáng", "afternoon": "chiều", "evening": "tối", "all_day": "cả ngày"}
MEETING_STATES = {"planned": "chuẩn bị", "held": "đã họp", "final": "đã chốt"}
ATTENDANCE = {
    "present": "có mặt",
    "absent_with_leave": "vắng có phép",
    "absent": "vắng",
    "invited": "khách mời",
}
ROLES = {
    "chair": "chủ trì",
    "secretary": "thư ký",
    "reporter": "báo cáo",
    "member": "thành viên",
    "delegate": "đại biểu",
    "guest": "khách mời",
    "household": "đại diện hộ dân",
    "partner": "đại diện đoàn, bên làm việc",
}
VOTE_UNITS = {"delegate": "đại biểu", "member": "thành viên", "household": "hộ", "ballot": "phiếu"}
VOTE_METHODS = {"hands": "giơ tay", "secret": "bỏ phiếu kín"}
VOTE_BASES = {"eligible": "tổng số có quyền", "present": "số có mặt", "cast": "số đã biểu quyết"}
MARK_KINDS = {
    "opinion": "ý kiến",
    "conclusion": "kết luận",
    "task": "nhiệm vụ",
    "document": "văn bản",
    "figure": "số liệu",
}
PARTY_WORDS = (
    "dang uy", "huyen uy", "thi uy", "tinh uy", "thanh uy", "chi bo", "chi uy", "dang bo",
)  # fmt: skip
COMMITTEE_WORDS = ("ban thuong vu", "btv", "ban chap hanh", "bch")  # a Hội has them, too
FRONT_WORDS = (
    "mat tran", "mttq", "hoi nong dan", "hoi lien hiep", "hoi phu nu", "hoi cuu chien binh",
    "doan thanh nien", "doan tncs", "cong doan", "doan the",
)  # fmt: skip


@entity.entity("meeting", label="cuộc họp", plural="Cuộc họp", title="title")
@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting; people are named by position, several chairs one a line."""

    key: str = ""
    title: str = entity.text("Tên cuộc họp", required=True, searchable=True)
    kind: str | None = entity.choice("Loại", MEETING_KINDS)
    held_on: datetime.date | None = entity.date("Ngày họp")
    session: str | None = entity.choice("Buổi", SESSIONS)
    place: str | None = entity.text("Địa điểm")
    started_at: str | None = entity.text("Bắt đầu lúc", help="14:00 hoặc 14 giờ 00")
    ended_at: str | None = entity.text("Kết thúc lúc", help="16:30 hoặc 16 giờ 30")
    organiser: str | None = entity.text("Cơ quan tổ chức")
    regime: str | None = entity.choice(
        "Thể thức văn bản", SIDES, help="bỏ trống thì theo cơ quan tổ chức"
    )
    chairs: str | None = entity.long_text("Chủ trì", help="mỗi dòng một người")
    concluder: str | None = entity.text("Người kết luận")
    secretary: str | None = entity.text("Thư ký")
    agenda: str | None = entity.long_text("Nội dung, chương trình", searchable=True)
    period_evaluated: str | None = entity.text("Kỳ được đánh giá", help="2023, 2023-9M, 2023-H1")
    period_planned: str | None = entity.text("Kỳ triển khai", help="2024, 2023-L3")
    expected_count: int | None = entity.integer(
        "Số người được triệu tập", minimum=0, merge_unit="counts"
    )
    present_count: int | None = entity.integer("Số người có mặt", minimum=0, merge_unit="counts")
    households_total: int | None = entity.integer("Tổng số hộ", minimum=0, merge_unit="households")
    households_present: int | None = entity.integer(
        "Số hộ có đại diện dự họp", minimum=0, merge_unit="households"
    )
    transcript: str | None = entity.long_text(
        "Văn bản ghi cuộc họp", searchable=True, help="dán cả bài để đánh dấu từng đoạn"
    )
    state: str | None = entity.choice("Trạng thái", MEETING_STATES)
    carried_tasks: str | None = entity.references(
        "Việc cũ đưa vào biên bản", "task", hidden=True, help="nhiệm vụ của các cuộc họp trước"
    )
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("attendee", label="thành phần", plural="Thành phần dự họp", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person (by position) or a group at a meeting, in protocol order."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    name: str = entity.text("Người hoặc nhóm", required=True, searchable=True)
    attendance: str | None = entity.choice("Có mặt", ATTENDANCE)
    person: str | None = entity.reference("Người trong danh bạ", "person")
    role: str | None = entity.choice("Vai trò tại cuộc họp", ROLES)
    is_group: bool | None = entity.boolean("Là một nhóm")
    headcount_expected: int | None = entity.integer(
        "Số người của nhóm", minimum=0, merge_unit="headcount"
    )
    headcount_present: int | None = entity.integer(
        "Số người có mặt của nhóm", minimum=0, merge_unit="headcount"
    )


@entity.entity("presentation", label="báo cáo trình bày", plural="Báo cáo trình bày", title="title")
@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """A report or plan that was presented at a meeting, in order."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    title: str = entity.text("Tên báo cáo", required=True, searchable=True)
    presenter: str | None = entity.text("Người trình bày", searchable=True)
    person: str | None = entity.reference("Người trong danh bạ", "person")
    document: str | None = entity.reference("Văn bản", "official_document")
    content: str | None = entity.long_text("Nội dung chính", searchable=True)


@entity.entity("opinion", label="ý kiến", plural="Ý kiến", title="speaker")
@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a speaker or a group said, in order."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    speaker: str = entity.text("Người phát biểu", required=True, searchable=True)
    content: str | None = entity.long_text("Nội dung", searchable=True)
    person: str | None = entity.reference("Người trong danh bạ", "person")


@entity.entity("vote", label="biểu quyết", plural="Biểu quyết", title="question")
@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A question put to the vote; the numbers belong together. Nothing is computed into them."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    question: str = entity.long_text("Nội dung biểu quyết", required=True, searchable=True)
    unit: str | None = entity.choice("Tính theo", VOTE_UNITS)
    method: str | None = entity.choice("Hình thức", VOTE_METHODS)
    eligible: int | None = entity.integer("Tổng số có quyền", minimum=0, merge_unit="ballot")
    present: int | None = entity.integer("Số có mặt", minimum=0, merge_unit="ballot")
    votes_for: int | None = entity.integer("Nhất trí", minimum=0, merge_unit="ballot")
    votes_against: int | None = entity.integer("Không nhất trí", minimum=0, merge_unit="ballot")
    votes_abstain: int | None = entity.integer("Ý kiến khác", minimum=0, merge_unit="ballot")
    votes_invalid: int | None = entity.integer("Không hợp lệ", minimum=0, merge_unit="ballot")
    share_of: str | None = entity.choice("Tỷ lệ tính trên", VOTE_BASES)
    required: str | None = entity.text("Tỷ lệ yêu cầu", help="90% hoặc trên 50%")


@entity.entity("conclusion", label="kết luận", plural="Kết luận", title="text")
@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """A passage of the conclusion, kept and printed word for word."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    text: str = entity.long_text("Nguyên văn kết luận", required=True, searchable=True)


@entity.entity("passage_mark", label="đoạn đánh dấu", plural="Đoạn đánh dấu", title="quote")
@dataclass(frozen=True, slots=True, kw_only=True)
class PassageMark:
    """A passage of a meeting's transcript and the record it became.

    `start` and `length` count characters; `quote` holds the words, so that the passage is found
    again after the transcript was edited. A figure has no record of its own.
    """

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    kind: str = entity.choice("Loại", MARK_KINDS, required=True)
    start: int | None = entity.integer("Vị trí", minimum=0, hidden=True, merge_unit="span")
    length: int | None = entity.integer("Độ dài", minimum=1, hidden=True, merge_unit="span")
    quote: str = entity.long_text("Đoạn văn", required=True, merge_unit="span")
    record: str | None = entity.text("Bản ghi", hidden=True)


@entity.entity("meeting_version", label="bản chốt", plural="Bản chốt cuộc họp", title="number")
@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingVersion:
    """A meeting as it was closed: everything in one text, its hash, and what changed since."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, merge_unit="version")
    number: int = entity.integer("Lần chốt", required=True, minimum=1, merge_unit="version")
    frozen_on: datetime.date | None = entity.date("Ngày chốt", merge_unit="version")
    reason: str | None = entity.long_text("Lý do", merge_unit="version")
    changes: str | None = entity.long_text("Nội dung thay đổi", merge_unit="version")
    snapshot: str | None = entity.long_text("Nội dung chốt", hidden=True, merge_unit="version")
    sha256: str | None = entity.text("Mã kiểm tra", hidden=True, merge_unit="version")
    reopened_on: datetime.date | None = entity.date("Ngày mở lại", merge_unit="reopening")
    reopen_reason: str | None = entity.long_text("Lý do mở lại", merge_unit="reopening")


@dataclass(frozen=True, slots=True)
class AttendanceCounts:
    """How many came: persons count one, groups what their number says.

    `expected` and `present` leave out guests, who are counted in `guests`; `unknown_groups` are
    groups whose number nobody gave, so that the sums are at least what is said.
    """

    expected: int
    present: int
    absent_with_leave: int
    absent: int
    guests: int
    unknown_groups: int

    @property
    def everyone(self) -> int:
        """Return how many were in the room, guests included."""
        return self.present + self.guests


def attendance_counts(attendees: Iterable[Attendee]) -> AttendanceCounts:
    """Return how many were expected and came, persons and groups together."""
    sums = dict.fromkeys(("expected", "present", "absent_with_leave", "absent", "guests"), 0)
    unknown = 0
    for one in attendees:
        expected, present = _headcount(one)
        unknown += expected is None and present is None
        if is_guest(one):
            sums["guests"] += present or 0
            continue
        sums["expected"] += max(expected or 0, present or 0)
        sums["present"] += present or 0
        if one.attendance in ("absent", "absent_with_leave"):
            sums[one.attendance] += max((expected or 0) - (present or 0), 0)
    return AttendanceCounts(**sums, unknown_groups=unknown)


def is_guest(attendee: Attendee) -> bool:
    """Say whether somebody was invited and does not belong to those who meet."""
    return attendee.role == "guest" or (attendee.attendance == "invited" and not attendee.role)


def is_contradictory(attendee: Attendee) -> bool:
    """Say whether a group is marked absent although some of it are counted as present."""
    is_absent = attendee.attendance in ("absent", "absent_with_leave")
    return is_absent and bool(attendee.is_group and attendee.headcount_present)


def _headcount(attendee: Attendee) -> tuple[int | None, int | None]:
    """Return how many an entry of the list stands for: expected and present, None for unknown."""
    came = attendee.attendance in ("present", "invited")
    if not attendee.is_group:
        return 1, int(came)
    expected, present = attendee.headcount_expected, attendee.headcount_present
    if present is None and attendee.attendance is not None:
        present = expected if came else None if expected is None else 0
    return expected, present


def votes_cast(vote: Vote) -> int:
    """Return for, against, abstained and invalid together."""
    parts = (vote.votes_for, vote.votes_against, vote.votes_abstain, vote.votes_invalid)
    return sum(part or 0 for part in parts)


def vote_bases(vote: Vote) -> dict[str, int]:
    """Return what a share could be taken of: as chosen, else every number that is known.

    What was cast is a base only where neither those with a right nor those present are counted.
    """
    bases = {"eligible": vote.eligible, "present": vote.present, "cast": votes_cast(vote)}
    if vote.share_of:
        return {vote.share_of: number} if (number := bases[vote.share_of]) else {}
    known = {name: number for name, number in bases.items() if number and name != "cast"}
    return known or ({"cast": bases["cast"] or 0} if bases["cast"] else {})


def vote_base(vote: Vote) -> int | None:
    """Return what the share is taken of; None where it could be taken of different numbers."""
    found = set(vote_bases(vote).values())
    return found.pop() if len(found) == 1 else None


def is_base_unsaid(vote: Vote) -> bool:
    """Say whether a person has to choose what the share is taken of: the result depends on it."""
    return vote.votes_for is not None and len(set(vote_bases(vote).values())) > 1


def vote_share(vote: Vote) -> Fraction | None:
    """Return the exact share of those in favour; None where a number is missing or zero."""
    base = vote_base(vote)
    return Fraction(vote.votes_for, base) if base and vote.votes_for is not None else None


def vote_text(vote: Vote) -> str:
    """Return "nhất trí 25/27 thành viên, đạt 92,59%" (rounded half up), "" without numbers.

    The share is a gap where nobody said what it is taken of and that makes a difference.
    """
    share = vote_share(vote)
    unit = VOTE_UNITS.get(vote.unit or "", "")
    if share is None:
        is_open = is_base_unsaid(vote)
        counted = texts.VOTE_OF_UNSAID.format(count=vote.votes_for, unit=unit).strip()
        return texts.VOTE_RESULT.format(counted=counted, share=texts.VOTE_UNSAID) if is_open else ""
    counted = f"{vote.votes_for}/{vote_base(vote)} {unit}".strip()
    return texts.VOTE_RESULT.format(counted=counted, share=share_shown(share))


def share_shown(share: Fraction) -> str:
    """Return a share in percent with two decimals, rounded half up; 100 only for the whole."""
    cents = Decimal(share.numerator * 10_000) / Decimal(share.denominator)
    percent = cents.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-2)
    if share != 1 and percent == 100:
        percent = Decimal("99.99")
    return format_percent(percent)


def regime_of(meeting: Meeting) -> str:
    """Return whose format the papers of a meeting have: as chosen, else after the organiser.

    A steering committee may be the Party's or the state's: without a Party word it is the state's.
    """
    if meeting.regime:
        return meeting.regime
    organiser = fold(meeting.organiser or "")
    if any(word in organiser for word in PARTY_WORDS):
        return "party"
    if any(word in organiser for word in FRONT_WORDS):
        return "front"
    return "party" if any(word in organiser for word in COMMITTEE_WORDS) else "state"


def is_same_circle(one: Meeting, other: Meeting, own_unit: str, own_issuer: str) -> bool:
    """Say whether two meetings are of one body, so that the tasks of one come up in the other.

    A steering committee is a body of its own, and so is each thôn. A meeting without an organiser
    is this office's, whose unit ("xã A") and name are given.
    """
    if (one.kind == VILLAGE) != (other.kind == VILLAGE):
        return False
    bodies = [_body(meeting, own_unit, own_issuer) for meeting in (one, other)]
    if one.kind == VILLAGE:
        return bodies[0] == bodies[1] or not (one.organiser and other.organiser)
    return bodies[0] == bodies[1]


def _body(meeting: Meeting, own_unit: str, own_issuer: str) -> tuple[bool, str]:
    """Return whether a steering committee meets, and the name of the body as it is compared.

    What its staff call a steering committee differs from meeting to meeting: its unit tells it.
    """
    key = issuer_key(meeting.organiser or own_issuer, own_unit)
    is_committee = meeting.kind == "steering_committee" or "ban chi dao" in key
    if not is_committee:
        return False, key
    unit = re.search(r"\b(?:xa|phuong|dac khu|huyen|thi xa|thanh pho|tinh)\b(?! ban).*$", key)
    return True, unit[0] if unit else key


def chairs_of(meeting: Meeting) -> tuple[str, ...]:
    """Return the chairs in protocol order."""
    return tuple(line.strip() for line in (meeting.chairs or "").split("\n") if line.strip())


_CLOCK = re.compile(r"([0-9]{1,2}) ?(?::|h|g|gio)(?: ?([0-9]{1,2})(?: ?(?:phut|p))?)?")


def read_clock(text: str) -> str:
    """Return a time of day typed as 14:00, 14h30, "14 giờ" as "14:00"; raise `InputError`."""
    found = _CLOCK.fullmatch(" ".join(fold(text).split()))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise InputError(texts.CLOCK_BAD.format(text=text.strip()), hint=texts.CLOCK_BAD_HINT)
    return f"{hour:02d}:{minute:02d}"


def clock_in_words(clock: str) -> str:
    """Return "14 giờ 00", as a biên bản writes it, of "14:00"."""
    hour, minute = clock.split(":")
    return texts.CLOCK_WORDS.format(hour=hour, minute=minute)


_NORMAL: Mapping[str, Callable[[str], str]] = {
    "started_at": read_clock,
    "ended_at": read_clock,
    "period_evaluated": lambda text: parse_period(text).id,
    "period_planned": lambda text: parse_period(text).id,
}


def normal_meeting(values: Mapping[str, StoredValue]) -> dict[str, StoredValue]:
    """Return the fields of a meeting with times and periods in their one spelling.

    Raises `InputError` for a time or a period that is none.
    """
    return {
        name: _NORMAL[name](str(value)) if name in _NORMAL and value else value
        for name, value in values.items()
    }
