"""The request for recognition (Tờ trình đề nghị xét, công nhận): its fields and its facts.

Who decides is the addressee, as configured or typed: the level is never assumed.
"""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.assessment import OUTCOME_TEXTS, Basis, Outcome
from ntm_desktop.domain.conditions import ConditionKind, ConditionRule, Finding, PaperRule
from ntm_desktop.reports import (
    letterhead,
    narrative,
    progress_sections,
    written_sections,
)
from ntm_desktop.reports import recognition_words as words
from ntm_desktop.reports.letterhead import OfficeFacts, OfficialHead, Signature
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.progress_facts import ProgressFacts, has_results, unverified
from ntm_desktop.reports.template_fields import shown
from ntm_desktop.reports.written_sections import Paragraphs

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """Everything the template of the request may use."""

    head: OfficialHead = shown("phần đầu văn bản", spread=True)
    signature: Signature = shown("chữ ký và nơi nhận", spread=True)
    title: str = shown("trích yếu nội dung tờ trình")
    grounds: tuple[str, ...] = shown("các dòng căn cứ")
    necessity: tuple[str, ...] = shown("các đoạn về sự cần thiết")
    result: tuple[str, ...] = shown("các đoạn về kết quả thực hiện bộ tiêu chí")
    conditions: tuple[str, ...] = shown("mỗi dòng một điều kiện công nhận với kết quả")
    proposal: tuple[str, ...] = shown("các đoạn nội dung đề nghị")
    attached: tuple[str, ...] = shown("các dòng hồ sơ kèm theo, có sẵn số thứ tự")
    closing: str = shown("câu kết của tờ trình")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """Everything the request is made from.

    `conditions` are the rules with what they come to, `papers` those of the dossier and whether
    each is there. `honour` is the title asked for, "" where nobody says; `addressee` as typed.
    """

    progress: ProgressFacts
    conditions: tuple[tuple[ConditionRule, Finding], ...] = ()
    papers: tuple[tuple[PaperRule, bool], ...] = ()
    grounds: tuple[str, ...] = ()
    honour: str = ""
    addressee: str = ""
    narratives: Mapping[str, str] = field(default_factory=dict)
    previous_narratives: Mapping[str, str] = field(default_factory=dict)

    @property
    def office(self) -> OfficeFacts:
        """Return the office, with the addressee that was typed in place of the usual one."""
        facts = self.progress.office_facts
        if not self.addressee:
            return facts
        office = dataclasses.replace(facts.office, superior_name=self.addressee)
        return dataclasses.replace(facts, office=office)

    @property
    def issuer(self) -> str:
        """Return the issuer written out; the gap while it is not entered."""
        return progress_sections.issuer_of(self.progress)

    @property
    def receiver(self) -> str:
        """Return whom the request is addressed to; the gap while nobody is."""
        return narrative.issuer_in_sentence(self.office.office.superior_name or GAP)


# --- sections ---


def nothing(facts: RequestFacts) -> Paragraphs:
    """Return no text: only a person can write this section."""
    return ()


def result(facts: RequestFacts) -> Paragraphs:
    """Return where the unit stands in the set, as the progress report says it."""
    return progress_sections.general_result(facts.progress)


def condition_lines(facts: RequestFacts) -> Paragraphs:
    """Return every condition beside the set with its outcome; what is not known is a gap."""
    return tuple(
        words.condition_line(rule.text, _outcome(found), _why(found))
        for rule, found in facts.conditions
        if rule.kind is not ConditionKind.SET
    )


def _outcome(found: Finding) -> str:
    """Return the outcome of a condition in words, the gap where it is not known."""
    if found.outcome is Outcome.NO_DATA:
        return GAP
    told = OUTCOME_TEXTS[found.outcome].lower()
    return words.DECLARED.format(outcome=told) if found.basis is Basis.DECLARED else told


def _why(found: Finding) -> str:
    """Return what an outcome rests on, "" where there is none; that it is declared is told."""
    if found.outcome is Outcome.NO_DATA:
        return ""
    declared = texts.CONDITION_DECLARED.format(outcome=OUTCOME_TEXTS[found.outcome].lower())
    return " ".join(found.sentence.replace(declared, "").split())


def proposal(facts: RequestFacts) -> Paragraphs:
    """Return what is asked for."""
    unit = progress_sections.unit_of(facts.progress)
    return words.request_proposal(facts.issuer, facts.receiver, unit, facts.honour or GAP)


# --- the whole ---


def build_context(facts: RequestFacts, sections: Sequence[ReportSection]) -> RequestContext:
    """Return the ready text of every field; gaps are visible and told by `gaps`."""
    unit = progress_sections.unit_of(facts.progress)
    head = letterhead.official_head(facts.office, "TTr", is_sent_upward=True)
    return RequestContext(
        head=dataclasses.replace(head, addressee=head.addressee or GAP),
        signature=dataclasses.replace(
            letterhead.signature(facts.office, is_sent_upward=True), recipients=_recipients(facts)
        ),
        title=words.request_title(unit, facts.honour or GAP),
        grounds=facts.grounds or (words.GROUND_GAP,),
        attached=_attached(facts),
        closing=words.request_closing(facts.issuer, facts.receiver),
        **written_sections.paragraphs_of(sections, facts),
    )


def _recipients(facts: RequestFacts) -> Paragraphs:
    """Return who gets a copy: always "Như trên" first, since a request is always addressed."""
    return narrative.recipient_lines(facts.office.office.recipients or "", sent_upward=True)


def _enclosed(facts: RequestFacts) -> list[tuple[PaperRule, bool]]:
    """Return the papers that go with the request."""
    return [(rule, ready) for rule, ready in facts.papers if not rule.is_request]


def _attached(facts: RequestFacts) -> Paragraphs:
    """Return the lines of what is enclosed; the gap where no list is known."""
    papers = _enclosed(facts)
    last = len(papers)
    return tuple(
        words.attached_paper(place, rule.name, place == last)
        for place, (rule, _) in enumerate(papers, start=1)
    ) or (words.ATTACHED_GAP,)


def gaps(facts: RequestFacts, sections: Sequence[ReportSection]) -> tuple[str, ...]:
    """Return what is still a gap, in the order of the document."""
    unknown = [
        rule.code
        for rule, found in facts.conditions
        if found.outcome is Outcome.NO_DATA and rule.kind is not ConditionKind.SET
    ]
    checks = (
        (not facts.office.office.superior_name, words.MISSING_ADDRESSEE),
        (not facts.honour, words.MISSING_HONOUR),
        (not facts.grounds, words.MISSING_GROUNDS),
        (bool(unknown), words.conditions_unknown(unknown)),
        (not facts.papers, words.MISSING_PAPERS),
    )
    absent = [rule.name for rule, ready in _enclosed(facts) if not ready]
    return (
        *letterhead.head_gaps(facts.office),
        *(sentence for is_missing, sentence in checks if is_missing),
        *written_sections.without_words(sections, facts),
        *([words.papers_missing(absent)] if absent else []),
        *letterhead.signature_gaps(letterhead.signature(facts.office, is_sent_upward=True)),
    )


def notices(facts: RequestFacts, sections: Sequence[ReportSection]) -> tuple[str, ...]:
    """Return what to look at before applying; applying early is warned about, never refused."""
    progress = facts.progress
    found = list(written_sections.carried_over(sections, facts))
    assessment = progress.assessment
    if assessment is not None and has_results(assessment):
        if assessment.outcome is not Outcome.MET:
            reached = progress_sections.reached_told(assessment)
            found.append(words.set_unmet(reached, progress_sections.left_over(assessment)))
        doubtful = unverified(assessment)
        if doubtful and not progress.draft:
            found.append(narrative.unverified_left(doubtful))
    unmet = [
        rule.code
        for rule, one in facts.conditions
        if one.outcome is Outcome.NOT_MET and rule.kind is not ConditionKind.SET
    ]
    if unmet:
        found.append(words.conditions_unmet(unmet))
    unread = sum(not rule.verified for rule, _ in facts.papers)
    return (*found, *([words.papers_unverified(unread)] if unread else []))
