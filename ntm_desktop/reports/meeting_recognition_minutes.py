"""The minutes of a meeting on a proposal of recognition, with the vote and number of copies."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.meetings import VOTE_UNITS, Vote, is_base_unsaid, vote_base
from ntm_desktop.domain.numbers import format_percent
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.vote_result import verdict
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import MeetingFacts
from ntm_desktop.reports.meeting_head import MeetingHead, SignBlock, recipients_of
from ntm_desktop.reports.meeting_minutes import (
    Proceedings,
    chair_block,
    copies_line,
    further_parts,
    minutes_head,
    proceedings,
    secretary_block,
)
from ntm_desktop.reports.meeting_shares import percent
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionMinutesContext:
    """Everything the template of these minutes may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("tên cuộc họp")
    held: Proceedings = shown("diễn biến cuộc họp", spread=True)
    results: tuple[str, ...] = shown(
        "nội dung, kết quả bỏ phiếu: nhất trí …/tổng số …, đạt …%; tỷ lệ yêu cầu nếu đã ghi"
    )
    copies: str = shown("câu ghi số bản lập")
    left_block: SignBlock = shown("khối ký bên trái: thư ký")
    right_block: SignBlock = shown("khối ký bên phải: chủ tọa")
    recipients: tuple[str, ...] = shown("các dòng nơi nhận, có sẵn gạch đầu dòng")


def build_context(facts: MeetingFacts) -> RecognitionMinutesContext:
    """Return the ready text of every field."""
    return RecognitionMinutesContext(
        head=minutes_head(facts),
        title=facts.meeting.title,
        held=proceedings(facts, votes_apart=True),
        results=_results(facts),
        copies=copies_line(facts),
        left_block=secretary_block(facts),
        right_block=chair_block(facts),
        recipients=recipients_of(facts.head),
    )


def _results(facts: MeetingFacts) -> tuple[str, ...]:
    """Return each question with its result, then the share that is asked for, as it was typed."""
    required = facts.option("required").rstrip(".")
    found = [
        line
        for one in facts.votes
        for line in (_question(one), result_line(one), reached_line(one, required))
        if line
    ]
    is_told = any(verdict(one, required) for one in facts.votes)
    asked = [words.DOSSIER_REQUIRED.format(required=required)] if required and not is_told else []
    return (*(found or [result_line(None)]), *asked)


def reached_line(one: Vote, required: str = "") -> str:
    """Return whether what is asked for was reached; a gap where nobody said of which number."""
    asked = (one.required or required).strip().rstrip(".")
    if not verdict(one, required):
        return words.DOSSIER_REQUIRED.format(required=asked) if one.required else ""
    if is_base_unsaid(one):
        return words.DOSSIER_REACHED_UNSAID.format(required=asked)
    return f"{verdict(one, required)}."


def _question(one: Vote) -> str:
    """Return what was put to the vote."""
    method = words.VOTE_METHODS[one.method or "secret"]
    question = capital_first(one.question.strip().rstrip(".;:"))
    return words.DOSSIER_QUESTION.format(method=method, question=question)


def result_line(one: Vote | None) -> str:
    """Return the sentence a dossier asks for; gaps for what was not counted."""
    method = words.VOTE_METHODS[(one.method if one else None) or "secret"]
    base = vote_base(one) if one else None
    is_cast = one is not None and one.share_of == "cast"
    counted = one.votes_for if one else None
    unit = VOTE_UNITS.get((one.unit if one else None) or "", VOTE_UNITS["member"])
    by_eligible = one is not None and base == one.eligible and base != one.present
    form = words.DOSSIER_VOTE_ELIGIBLE if by_eligible else words.DOSSIER_VOTE
    if is_cast or (one is not None and is_base_unsaid(one)):
        form = words.DOSSIER_VOTE_CAST if is_cast else words.DOSSIER_VOTE_ELIGIBLE
    share = format_percent(percent(counted, base)) if base and counted is not None else f"{GAP}%"
    return form.format(
        method=method,
        counted=GAP if counted is None else counted,
        base=base or GAP,
        unit=unit,
        share=share,
        more="".join(f"; {part}" for part in further_parts(one)) if one else "",
    )
