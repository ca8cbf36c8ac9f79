"""The notice of what was concluded at a meeting (thông báo kết luận), word for word."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import re
from dataclasses import dataclass

from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import (
    MeetingFacts,
    guests,
    in_sentence,
    is_addressed,
    present,
    together,
)
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of
from ntm_desktop.reports.meeting_minutes import conclusion_paragraphs
from ntm_desktop.reports.narrative import join_list, lower_first
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionContext:
    """Everything the template of the notice may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu, ví dụ Kết luận của … tại hội nghị …")
    held: str = shown("ngày, nơi họp, người chủ trì")
    attended: str = shown("câu ghi thành phần tham dự; trống khi chưa nhập")
    heard: str = shown("câu dẫn vào kết luận")
    conclusions: tuple[str, ...] = shown("kết luận nguyên văn, mỗi đoạn một dòng")
    closing: str = shown("câu kết")
    correction: str = shown("dòng ghi bản đính chính; trống ở bản đầu")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


def build_context(facts: MeetingFacts) -> ConclusionContext:
    """Return the ready text of every field."""
    concluder = facts.concluder
    return ConclusionContext(
        head=head_of(facts.head, "TB"),
        title=words.CONCLUSION_SUBJECT_BY.format(who=concluder, title=facts.title_in_sentence),
        held=words.CONCLUSION_HELD.format(
            day=facts.dated,
            place=words.PLACE_PART.format(place=facts.place),
            who=together(facts.chairs),
            presided=facts.presided,
            title=facts.title_in_sentence,
        ),
        attended=_attended(facts),
        heard=_heard(facts, concluder),
        conclusions=conclusion_paragraphs(facts),
        closing=words.CONCLUSION_CLOSING,
        correction=facts.correction,
        end=end_of(facts.head),
    )


def _attended(facts: MeetingFacts) -> str:
    """Return who attended beside the chairs, guests first, as one sentence."""
    chairs = {_plain(chair) for chair in facts.chairs}
    called = [
        facts.called(one.person, one.name, is_group=bool(one.is_group)).rstrip(".;")
        for one in (*guests(facts), *present(facts))
        if one.role != "chair"
    ]
    names = [
        lower_first(name) if is_addressed(name) else in_sentence(name)
        for name in called
        if _plain(name) not in chairs
    ]
    return words.CONCLUSION_ATTENDED.format(who="; ".join(names)) if names else ""


def _plain(name: str) -> str:
    """Return who is meant, without a form of address and marks, for comparing."""
    bare = re.sub(words.ADDRESS_BEFORE, "", name.strip(), flags=re.IGNORECASE)
    return " ".join(re.sub(r"[\W_]+", " ", bare.casefold()).split())


def _heard(facts: MeetingFacts, concluder: str) -> str:
    """Return the sentence before the conclusion: only what there was is said to be heard."""
    heard = [
        word
        for word, was in (
            (words.HEARD_REPORTS, facts.presentations),
            (words.HEARD_OPINIONS, facts.opinions),
        )
        if was
    ]
    if not heard:
        return words.CONCLUSION_SAID.format(who=capital_first(concluder))
    return words.CONCLUSION_HEARD.format(heard=join_list(heard), who=concluder)
