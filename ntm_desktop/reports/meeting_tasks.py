"""The table of who does what (bảng phân công) and the table of how it went (bảng theo dõi)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import FollowedFact, LeadFact, MeetingFacts
from ntm_desktop.reports.meeting_head import SignBlock, issuer_of, signature_of
from ntm_desktop.reports.narrative import DRAFT_NOTE, TABLE_GAP, made_on
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHead:
    """What stands above a table of tasks, which is no official document of its own."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    office_name: str = shown("tên cơ quan, chữ hoa")
    made_on: str = shown("ngày lập bảng")
    title: str = shown("cuộc họp, văn bản giao việc")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentLine:
    """One task that was given."""

    number: str = shown("số thứ tự")
    text: str = shown("nội dung nhiệm vụ")
    verb: str = shown("động từ giao việc: giao, yêu cầu, đề nghị")
    lead: str = shown("đơn vị, người chủ trì")
    supporting: tuple[str, ...] = shown("đơn vị phối hợp, thực hiện, mỗi dòng một đơn vị")
    due: str = shown("hạn, như đã nói")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentContext:
    """Everything the template of the table of assignments may use."""

    head: TableHead = shown("đầu bảng", spread=True)
    rows: tuple[AssignmentLine, ...] = shown("các nhiệm vụ, theo thứ tự kết luận")
    nothing: str = shown("câu thay bảng khi chưa có nhiệm vụ")
    count: str = shown("câu ghi tổng số nhiệm vụ; trống khi chưa có")
    correction: str = shown("dòng ghi bản đính chính; trống ở bản đầu")
    sign: SignBlock = shown("khối ký")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpLine:
    """One task and how it went."""

    number: str = shown("số thứ tự")
    text: str = shown("nội dung nhiệm vụ")
    lead: str = shown("đơn vị chủ trì")
    supporting: tuple[str, ...] = shown("đơn vị phối hợp, mỗi dòng một đơn vị")
    due: str = shown("hạn, số lần gia hạn")
    results: tuple[str, ...] = shown("kết quả trong kỳ, có ngày, mỗi dòng một việc")
    standing: str = shown("tình trạng, bằng chữ")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadLine:
    """How many tasks a lead has, and where they stand."""

    lead: str = shown("đơn vị chủ trì")
    total: str = shown("tổng số nhiệm vụ")
    done_in_time: str = shown("xong đúng hạn")
    done_late: str = shown("xong quá hạn")
    open_in_time: str = shown("đang làm, trong hạn")
    open_late: str = shown("quá hạn chưa xong")
    undated: str = shown("chưa rõ ngày hạn, chưa xong")
    dropped: str = shown("dừng thực hiện")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpContext:
    """Everything the template of the follow-up may use."""

    head: TableHead = shown("đầu bảng", spread=True)
    span: str = shown("thời gian kiểm đếm")
    rows: tuple[FollowUpLine, ...] = shown("các nhiệm vụ, hạn gần xếp trước")
    leads: tuple[LeadLine, ...] = shown(
        "tổng hợp theo đơn vị chủ trì, dòng cuối là tổng cộng; trống khi chỉ có một đơn vị"
    )
    nothing: str = shown("câu thay bảng khi chưa có nhiệm vụ")
    count: str = shown("câu tổng hợp: tổng số, đã xong, quá hạn; trống khi chưa có")
    sign: SignBlock = shown("khối ký")


def assignment_context(facts: MeetingFacts) -> AssignmentContext:
    """Return the ready text of the table of assignments."""
    rows = tuple(
        AssignmentLine(
            number=str(number),
            text=one.text,
            verb=one.verb,
            lead=one.lead or TABLE_GAP,
            supporting=(
                *([words.DONE_BY.format(who=one.doer)] if one.doer else []),
                *one.supporting,
            ),
            due=one.due or TABLE_GAP,
        )
        for number, one in enumerate(facts.tasks.assigned, start=1)
    )
    return AssignmentContext(
        head=_head(
            facts,
            words.ASSIGNMENT_SUBJECT_MEETING if facts.meeting.title else words.ASSIGNMENT_SUBJECT,
        ),
        rows=rows,
        nothing="" if rows else words.NO_TASKS_YET,
        count=words.TABLE_COUNT.format(count=two_digits(len(rows))) if rows else "",
        correction=facts.correction,
        sign=signature_of(facts.head),
    )


def follow_up_context(facts: MeetingFacts) -> FollowUpContext:
    """Return the ready text of the follow-up."""
    tasks = facts.tasks
    rows = tuple(_follow_up(number, one) for number, one in enumerate(tasks.followed, start=1))
    leads = [lead_line(one) for one in tasks.leads] if len(tasks.leads) > 1 else []
    if tasks.total is not None and leads:
        leads.append(lead_line(tasks.total, words.ALL_LEADS))
    return FollowUpContext(
        head=_head(facts, "{source}"),
        span=_span(facts),
        rows=rows,
        leads=tuple(leads),
        nothing="" if rows else words.NO_TASKS_YET,
        count=total_sentence(facts) if rows else "",
        sign=signature_of(facts.head),
    )


def source_of(facts: MeetingFacts) -> str:
    """Return where the tasks come from, as it stands inside a sentence."""
    if facts.meeting.title:
        held = facts.meeting.held_on
        day = words.REPORT_SOURCE_DAY.format(day=format_date(held)) if held else ""
        return words.REPORT_SOURCE.format(title=facts.title_in_sentence, day=day)
    return facts.source


def lead_line(one: LeadFact, name: str = "") -> LeadLine:
    """Return the counts of one lead."""
    return LeadLine(
        lead=name or capital_first(one.lead) or words.NO_LEAD,
        total=str(one.total),
        done_in_time=str(one.done_in_time),
        done_late=str(one.done_late),
        open_in_time=str(one.open_in_time),
        open_late=str(one.open_late),
        dropped=str(one.dropped),
        undated=str(one.undated),
    )


def total_sentence(facts: MeetingFacts) -> str:
    """Return how many tasks there are and where they stand."""
    counts = facts.tasks.total
    if counts is None or not counts.total:
        return words.NO_TASKS_YET
    return words.REPORT_TOTAL.format(
        total=two_digits(counts.total),
        day=format_date(facts.tasks.until or facts.office.today),
        parts="; ".join(_counted(counts)),
    )


def _counted(counts: LeadFact) -> list[str]:
    """Return how many tasks are done, open, late and dropped; what there is none of is left out."""
    done = counts.done_in_time + counts.done_late
    late = words.REPORT_LATE.format(count=two_digits(counts.done_late)) if counts.done_late else ""
    found = [
        words.REPORT_DONE.format(count=two_digits(done), late=late)
        if done
        else words.REPORT_NONE_DONE
    ]
    for form, number in (
        (words.REPORT_OPEN, counts.open_in_time),
        (words.REPORT_LATE_OPEN, counts.open_late),
        (words.REPORT_UNDATED, counts.undated),
        (words.REPORT_DROPPED, counts.dropped),
    ):
        if number:
            found.append(form.format(count=two_digits(number)))
    return found


def _head(facts: MeetingFacts, form: str) -> TableHead:
    """Return what stands above the table."""
    issuer = issuer_of(facts.head)
    source = source_of(facts)
    return TableHead(
        draft_note=DRAFT_NOTE if facts.office.draft else "",
        office_name=" ".join(filter(None, (issuer.first, issuer.second))),
        made_on=made_on(facts.office.today),
        title=capital_first(form.format(source=source)) if source else words.FOLLOW_UP_ALL,
    )


def _span(facts: MeetingFacts) -> str:
    """Return the time of the follow-up in words."""
    until = format_date(facts.tasks.until or facts.office.today)
    if facts.tasks.since is None:
        return words.FOLLOW_UP_DAY.format(until=until)
    return words.FOLLOW_UP_SPAN.format(since=format_date(facts.tasks.since), until=until)


def _follow_up(number: int, one: FollowedFact) -> FollowUpLine:
    """Return one line of the follow-up."""
    state, day = one.standing, one.completed_on
    is_open = day is None and one.percent is not None
    standing = [
        words.DONE_ON.format(standing=state, day=format_date(day)) if day else state,
        words.PERCENT.format(percent=one.percent) if is_open else "",
    ]
    extended = words.EXTENDED.format(count=one.extended) if one.extended else ""
    return FollowUpLine(
        number=str(number),
        text=one.text,
        lead=one.lead or TABLE_GAP,
        supporting=one.supporting,
        due="; ".join(filter(None, (one.due or TABLE_GAP, extended))),
        results=one.results or (TABLE_GAP,),
        standing=capital_first("; ".join(filter(None, standing))) or TABLE_GAP,
    )
