"""The ballot on how content people are, and the minutes of counting: their fields and facts."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ntm_desktop.domain.dates import document_date
from ntm_desktop.domain.meetings import clock_in_words
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import letterhead, narrative
from ntm_desktop.reports import recognition_words as words
from ntm_desktop.reports.letterhead import OfficeFacts, OfficialHead
from ntm_desktop.reports.meeting_head import SignBlock
from ntm_desktop.reports.meeting_shares import percent
from ntm_desktop.reports.narrative import GAP, TABLE_GAP
from ntm_desktop.reports.template_fields import shown

ANSWERS = ("satisfied", "unsatisfied", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """One question of the ballot."""

    number: str = shown("số thứ tự")
    text: str = shown("nội dung hỏi")


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotContext:
    """Everything the template of the ballot may use."""

    head: OfficialHead = shown("phần đầu văn bản", spread=True)
    subject: str = shown("nội dung lấy ý kiến, đặt dưới tên phiếu")
    village: str = shown("tên thôn in sẵn; trống thì để dòng chấm")
    period: str = shown("kỳ, ví dụ năm 2023")
    note: str = shown("lời hướng dẫn cách ghi phiếu")
    questions: tuple[QuestionRow, ...] = shown("các nội dung hỏi")
    whole: str = shown("câu hỏi đánh giá chung, in cuối bảng")
    back: str = shown("câu nhắc hạn gửi lại phiếu; trống khi không có hạn")


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFacts:
    """Everything the ballot is made from; `chosen` says that a person typed the questions."""

    office: OfficeFacts
    period_label: str
    questions: tuple[str, ...]
    chosen: bool = False
    village: str = ""
    due: str = ""


def build_ballot(facts: BallotFacts) -> BallotContext:
    """Return the ready text of every field."""
    return BallotContext(
        head=letterhead.official_head(facts.office, ""),
        subject=capital_first(words.ballot_subject(_unit(facts.office))),
        village=facts.village,
        period=facts.period_label,
        note=words.BALLOT_NOTE,
        questions=tuple(
            QuestionRow(number=str(place), text=text)
            for place, text in enumerate(facts.questions or (GAP,), start=1)
        ),
        whole=words.BALLOT_WHOLE,
        back=words.BALLOT_BACK.format(due=facts.due) if facts.due else "",
    )


def ballot_gaps(facts: BallotFacts) -> tuple[str, ...]:
    """Return what is still a gap."""
    lacking = () if facts.questions else (words.MISSING_QUESTIONS,)
    return (*letterhead.head_gaps(facts.office), *lacking)


def ballot_notices(facts: BallotFacts) -> tuple[str, ...]:
    """Return what was not held against a source."""
    default = () if facts.chosen or not facts.questions else (words.BALLOT_DEFAULT,)
    return (*default, words.FRONT_NOTICE)


def _unit(office: OfficeFacts) -> str:
    """Return the unit as it stands in a sentence."""
    return narrative.unit_in_sentence(office.unit_name, office.unit_level)


# --- minutes of counting ---


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One line of the counts."""

    name: str = shown("tên số đếm, ví dụ Số phiếu thu về")
    number: str = shown("số phiếu")
    share: str = shown("tỷ lệ, ghi rõ tính trên số nào; trống nếu không tính")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCount:
    """The answers to one question."""

    number: str = shown("số thứ tự")
    text: str = shown("nội dung hỏi")
    satisfied: str = shown("số phiếu hài lòng")
    unsatisfied: str = shown("số phiếu không hài lòng")
    other: str = shown("số phiếu có ý kiến khác")
    share: str = shown("tỷ lệ hài lòng trong số phiếu trả lời câu hỏi, %")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingContext:
    """Everything the template of the minutes may use."""

    head: OfficialHead = shown("phần đầu văn bản", spread=True)
    title: str = shown("trích yếu nội dung biên bản")
    opening: str = shown("câu mở đầu: ngày, nơi kiểm phiếu")
    members: tuple[str, ...] = shown("mỗi dòng một thành viên Tổ kiểm phiếu")
    counts: tuple[CountRow, ...] = shown("số phiếu phát ra, thu về, hợp lệ, hài lòng")
    questions: tuple[QuestionCount, ...] = shown("kết quả từng nội dung; trống thì không có bảng")
    results: tuple[str, ...] = shown("các câu kết quả: tỷ lệ hài lòng, so với yêu cầu")
    ending: str = shown("câu kết thúc việc kiểm phiếu")
    copies: str = shown("câu ghi số bản lập")
    left_block: SignBlock = shown("khối ký bên trái: người ghi biên bản")
    right_block: SignBlock = shown("khối ký bên phải: tổ trưởng Tổ kiểm phiếu")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The counts of one question."""

    text: str
    satisfied: int
    unsatisfied: int
    other: int

    @property
    def total(self) -> int:
        """Return how many answered."""
        return self.satisfied + self.unsatisfied + self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingFacts:
    """Everything the minutes are made from; a count that was not typed is absent.

    `base` is what the rate of content is reckoned on ("valid", "returned"). `required` is the
    rate asked for, `typed_required` that a person typed it. `held_rate` is the one entered with
    the conditions of recognition.
    """

    office: OfficeFacts
    counts: Mapping[str, int] = field(default_factory=dict)
    base: str = "valid"
    questions: tuple[Answers, ...] = ()
    held_on: datetime.date | None = None
    started: str = ""
    ended: str = ""
    place: str = ""
    members: tuple[str, ...] = ()
    chair: str = ""
    counter: str = ""
    copies: str = ""
    required: Decimal | None = None
    typed_required: bool = False
    held_rate: Decimal | None = None

    @property
    def rate(self) -> Decimal | None:
        """Return the rate of content in percent, None where it cannot be reckoned.

        More content than there are ballots is a mistake of counting, and gives no rate.
        """
        content, whole = self.counts.get("satisfied"), self.counts.get(self.base)
        return (
            percent(content, whole) if content is not None and whole and content <= whole else None
        )


def build_counting(facts: CountingFacts) -> CountingContext:
    """Return the ready text of every field; gaps for what was not counted."""
    subject = words.ballot_subject(_unit(facts.office))
    return CountingContext(
        head=letterhead.official_head(facts.office, ""),
        title=words.COUNTING_SUBJECT.format(subject=subject),
        opening=words.COUNTING_OPENING.format(
            when=_moment(facts, facts.started), place=facts.place or GAP, subject=subject
        ),
        members=tuple(
            f"{place}. {one}" for place, one in enumerate(facts.members or (GAP,), start=1)
        ),
        counts=tuple(_count_row(facts, name) for name in words.COUNT_NAMES),
        questions=tuple(_question(place, one) for place, one in enumerate(facts.questions, 1)),
        results=_results(facts),
        ending=words.COUNTING_END.format(when=_moment(facts, facts.ended)),
        copies=words.COPIES.format(copies=facts.copies or GAP),
        left_block=SignBlock(heading=words.HEADS["counter"], name=facts.counter),
        right_block=SignBlock(heading=words.HEADS["chair"], name=facts.chair),
    )


def _moment(facts: CountingFacts, clock: str) -> str:
    """Return "14 giờ 00, ngày 05 tháng 01 năm 2024"; gaps for what is not known."""
    time = clock_in_words(clock) if clock else words.NO_CLOCK
    day = document_date(facts.held_on) if facts.held_on else words.NO_DAY
    return f"{time}, {day}"


def _count_row(facts: CountingFacts, name: str) -> CountRow:
    """Return one count with its share of what it is a part of."""
    number = facts.counts.get(name)
    base = words.COUNT_SHARES.get(name) or (facts.base if name in ANSWERS else "")
    whole = facts.counts.get(base)
    share = ""
    if number is not None and whole and number <= whole:
        of = words.COUNT_NAMES[base].lower()
        share = f"{format_percent(percent(number, whole))} {of}"
    shown_number = TABLE_GAP if number is None else format_number(number)
    return CountRow(name=words.COUNT_NAMES[name], number=shown_number, share=share)


def _question(place: int, one: Answers) -> QuestionCount:
    """Return the answers to one question with the share of those content."""
    share = format_number(percent(one.satisfied, one.total)) if one.total else TABLE_GAP
    return QuestionCount(
        number=str(place),
        text=one.text,
        satisfied=format_number(one.satisfied),
        unsatisfied=format_number(one.unsatisfied),
        other=format_number(one.other),
        share=share,
    )


def _results(facts: CountingFacts) -> tuple[str, ...]:
    """Return the rate of content, and how it stands to the rate asked for where that is known."""
    content, whole = facts.counts.get("satisfied"), facts.counts.get(facts.base)
    first = words.COUNTING_RESULT.format(
        satisfied=GAP if content is None else format_number(content),
        base=GAP if whole is None else format_number(whole),
        of=words.COUNT_BASES[facts.base],
        share=f"{GAP}%" if facts.rate is None else format_percent(facts.rate),
    )
    if facts.required is None or facts.rate is None:
        return (first,)
    outcome = words.RATE_MET if facts.rate >= facts.required else words.RATE_SHORT
    required = format_percent(facts.required)
    return (first, words.COUNTING_MET.format(required=required, outcome=outcome))


def counting_gaps(facts: CountingFacts) -> tuple[str, ...]:
    """Return what is still a gap."""
    held = (
        facts.held_on,
        facts.place,
        facts.members,
        facts.chair,
        facts.counter,
        facts.copies,
    )
    without = [name for name, one in zip(words.COUNTING_PARTS, held, strict=True) if not one]
    uncounted = [text for name, text in words.COUNT_NAMES.items() if name not in facts.counts]
    return (
        *letterhead.head_gaps(facts.office),
        *([words.missing_counts(without)] if without else []),
        *([words.missing_counts(uncounted)] if uncounted else []),
        *([] if facts.required is not None else [words.MISSING_REQUIRED]),
    )


def counting_notices(facts: CountingFacts) -> tuple[str, ...]:
    """Return counts that do not fit together, and rates nobody checked."""
    found = [*_too_many(facts), *_sums(facts), *_question_sums(facts)]
    rate, held = facts.rate, facts.held_rate
    if rate is not None and held is not None and round(rate, 2) != round(held, 2):
        shares = {"share": format_percent(rate), "held": format_percent(held)}
        found.append(words.COUNT_OTHER_RATE.format(**shares))
    if facts.typed_required and facts.required is not None:
        found.append(words.COUNT_TYPED_RATE.format(required=format_percent(facts.required)))
    return (*found, words.FRONT_NOTICE)


def _too_many(facts: CountingFacts) -> list[str]:
    """Return where a part is greater than its whole."""
    pairs = (
        *(("issued", "households"), ("returned", "issued"), ("valid", "returned")),
        *((answer, facts.base) for answer in ANSWERS),
    )
    return [
        words.COUNT_MORE.format(
            part=words.COUNT_NAMES[part],
            more=format_number(facts.counts[part]),
            whole=words.COUNT_NAMES[whole].lower(),
            most=format_number(facts.counts[whole]),
        )
        for part, whole in pairs
        if facts.counts.get(part, 0) > facts.counts.get(whole, facts.counts.get(part, 0))
    ]


def _question_sums(facts: CountingFacts) -> list[str]:
    """Return the questions whose answers are not as many as the ballots they are taken from."""
    whole = facts.counts.get(facts.base)
    return [
        words.COUNT_QUESTION.format(
            text=one.text,
            sum=format_number(one.total),
            whole=words.COUNT_BASES[facts.base],
            most=format_number(whole),
        )
        for one in facts.questions
        if whole is not None and one.total != whole
    ]


def _sums(facts: CountingFacts) -> list[str]:
    """Return where parts do not add up to their whole."""
    wholes = (("returned", ("valid", "invalid")), (facts.base, ANSWERS))
    return [
        capital_first(
            words.COUNT_SUM.format(
                parts=narrative.join_list([words.COUNT_NAMES[part].lower() for part in parts]),
                sum=format_number(added),
                whole=words.COUNT_NAMES[whole].lower(),
                most=format_number(facts.counts[whole]),
            )
        )
        for whole, parts in wholes
        if whole in facts.counts
        and all(part in facts.counts for part in parts)
        and (added := sum(facts.counts[part] for part in parts)) != facts.counts[whole]
    ]
