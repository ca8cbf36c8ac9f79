"""The decision that renews a steering committee (quyết định kiện toàn), with its list annexed."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.document_reference import Ground
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports import narrative, written_sections
from ntm_desktop.reports.directive_facts import DirectiveFacts, head_lacks
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of, issuer_of
from ntm_desktop.reports.narrative import GAP, TABLE_GAP
from ntm_desktop.reports.regimes import BLANK
from ntm_desktop.reports.template_fields import shown

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]
BY_HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member of the committee in the list."""

    number: str = shown("số thứ tự")
    name: str = shown("họ và tên, có xưng hô; dấu … khi danh bạ chưa có")
    office: str = shown("chức vụ, đơn vị công tác vào ngày lập danh sách")
    role: str = shown("chức vụ trong Ban Chỉ đạo")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionContext:
    """Everything the template of the decision may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu")
    authority: str = shown("thẩm quyền ban hành, chữ hoa, ví dụ ỦY BAN NHÂN DÂN XÃ QUẢNG AN")
    grounds: tuple[str, ...] = shown("các dòng căn cứ đúng thứ bậc và dòng “Theo đề nghị của”")
    members_article: tuple[str, ...] = shown("Điều 1: kiện toàn Ban Chỉ đạo nào, bao nhiêu người")
    duties: tuple[str, ...] = shown("Điều 2: các đoạn về nhiệm vụ của Ban Chỉ đạo")
    force: tuple[str, ...] = shown("Điều 3: hiệu lực, thay thế quyết định nào")
    execution: tuple[str, ...] = shown("Điều 4: các đoạn về trách nhiệm thi hành")
    annex: str = shown("chữ Phụ lục; trống ở văn bản của Đảng")
    list_title: str = shown("tên Ban Chỉ đạo dưới chữ DANH SÁCH, chữ hoa")
    annex_reference: str = shown("câu Kèm theo Quyết định số … đặt dưới tên danh sách")
    members: tuple[MemberRow, ...] = shown("các thành viên theo thứ tự")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who holds a position in the committee; `name` and `office` may be unknown."""

    name: str
    office: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts(DirectiveFacts):
    """Everything the decision is made from; `committee` is "" where none was chosen.

    `day` is the one whose positions are listed; `replaced` the latest decision on the committee,
    which this one takes over from unless a person names another one.
    """

    committee: str
    day: datetime.date
    members: tuple[Member, ...] = ()
    grounds: tuple[Ground, ...] = ()
    replaced: str = ""


def build_context(facts: DecisionFacts, sections: Sequence[ReportSection]) -> DecisionContext:
    """Return the ready text of every field."""
    prose: dict[str, Any] = {**written_sections.paragraphs_of(sections, facts)}
    name = facts.committee or words.COMMITTEE_GAP
    count = narrative.count(len(facts.members), words.MEMBERS_COUNTED)
    if not facts.members:
        count = f"{GAP} {words.MEMBERS_COUNTED}"
    return DecisionContext(
        head=head_of(facts.head, words.DECISION_TYPE),
        title=words.DECISION_SUBJECT.format(committee=name),
        authority=_authority(facts),
        grounds=_grounds(facts),
        members_article=(words.ARTICLE_MEMBERS.format(committee=name, count=count),),
        force=(words.ARTICLE_FORCE.format(replaces=_replaces(facts)),),
        annex="" if facts.is_party else narrative.annex_names(1)[0],
        list_title=name.upper(),
        annex_reference=_reference(facts),
        members=_members(facts),
        end=_end(facts),
        **prose,
    )


def gaps(facts: DecisionFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what the decision shows as a gap, a sentence each."""
    lacks = {
        "committee": not facts.committee,
        "members": not facts.members,
        "names": not all(one.name for one in facts.members),
        "positions": not all(one.office for one in facts.members),
        "grounds": not facts.grounds,
        "proposer": not facts.option("proposer"),
    }
    found = (words.DECISION_MISSING[name] for name, is_missing in lacks.items() if is_missing)
    day = format_date(facts.day)
    return (
        *head_lacks(facts),
        *(one.format(day=day) for one in found),
        *written_sections.without_words(sections, facts),
    )


def notices(facts: DecisionFacts) -> Paragraphs:
    """Return the doubts about the grounds, and about the decision that is replaced."""
    is_guessed = facts.replaced and not facts.option("replaces")
    return (
        *([words.REPLACES_LATEST.format(document=facts.replaced)] if is_guessed else []),
        *(
            words.UNKNOWN_GROUNDS.format(document=one.line.rstrip(";."))
            for one in facts.grounds
            if not one.is_known
        ),
        *(
            words.INCOMPLETE_GROUNDS.format(
                document=one.line.rstrip(";."), parts=", ".join(one.incomplete)
            )
            for one in facts.grounds
            if one.incomplete
        ),
    )


def execution(facts: DecisionFacts) -> Paragraphs:
    """Return who carries the decision out."""
    return (words.EXECUTION,)


def _authority(facts: DecisionFacts) -> str:
    """Return in whose authority it is: the office, or its head where the head decides alone."""
    issuer = issuer_of(facts.head)
    name = " ".join(filter(None, (issuer.first, issuer.second)))
    chosen = facts.option("authority")
    is_head = chosen == BY_HEAD or (not chosen and facts.option("capacity") == BY_HEAD)
    if not is_head:
        return name
    return words.AUTHORITY_OF_HEAD.format(head=issuer.head, issuer=name)


def _grounds(facts: DecisionFacts) -> Paragraphs:
    """Return the "Căn cứ" lines and who proposed it, which ends them."""
    lines = [f"{one.line.rstrip(' .;')};" for one in facts.grounds]
    gap = f"- {words.GROUNDS_GAP}" if facts.is_party else words.GROUNDS_GAP
    form = words.PARTY_PROPOSAL if facts.is_party else words.PROPOSAL
    return (*(lines or [gap]), form.format(who=facts.option("proposer") or GAP))


def _replaces(facts: DecisionFacts) -> str:
    """Return which decision it takes over from, "" for none."""
    replaced = facts.option("replaces") or facts.replaced
    return words.REPLACES.format(documents=replaced) if replaced else ""


def _reference(facts: DecisionFacts) -> str:
    """Return the line below the list's name; number and date stay blank until it is signed."""
    form = words.PARTY_LIST_REFERENCE if facts.is_party else words.LIST_REFERENCE
    issuer = issuer_of(facts.head)
    return form.format(
        blank=BLANK, symbol=issuer.symbol, year=facts.today.year, issuer=issuer.sentence
    )


def _end(facts: DecisionFacts) -> PaperEnd:
    """Return who signs and who gets it: those who carry it out come first."""
    end = end_of(facts.head)
    if fold(words.AS_ARTICLE).rstrip(";") in fold(" ".join(end.recipients)):
        return end
    return replace(end, recipients=(words.AS_ARTICLE, *end.recipients))


def _members(facts: DecisionFacts) -> tuple[MemberRow, ...]:
    """Return the rows of the list, one of gaps where nobody is known."""
    held = facts.members or (Member(name="", office="", role=""),)
    return tuple(
        MemberRow(
            number=str(at),
            name=one.name or TABLE_GAP,
            office=one.office or TABLE_GAP,
            role=one.role or TABLE_GAP,
        )
        for at, one in enumerate(held, start=1)
    )
