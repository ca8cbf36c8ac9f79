"""The minutes of a working session between two parties (biên bản làm việc)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.units import same_name
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import MeetingFacts, listed, present
from ntm_desktop.reports.meeting_head import (
    MeetingHead,
    SignBlock,
    expanded,
    issuer_of,
    recipients_of,
)
from ntm_desktop.reports.meeting_minutes import (
    Proceedings,
    copies_line,
    minutes_head,
    proceedings,
    secretary_block,
)
from ntm_desktop.reports.narrative import GAP, issuer_in_sentence
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingMinutesContext:
    """Everything the template of the minutes of a working session may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("tên buổi làm việc")
    held: Proceedings = shown("diễn biến buổi làm việc", spread=True)
    partner_name: str = shown("tên đoàn làm việc, bên làm việc")
    partner_people: tuple[str, ...] = shown("thành phần đoàn làm việc; trống khi chưa phân bên")
    host_name: str = shown("tên đơn vị được làm việc")
    host_people: tuple[str, ...] = shown("thành phần đơn vị; trống khi chưa phân bên")
    copies: str = shown("câu ghi số bản lập")
    left_block: SignBlock = shown("khối ký bên trái: đại diện đơn vị")
    right_block: SignBlock = shown("khối ký bên phải: đại diện đoàn làm việc")
    secretary_block: SignBlock = shown("khối ký của người ghi biên bản")
    recipients: tuple[str, ...] = shown("các dòng nơi nhận, có sẵn gạch đầu dòng")


def build_context(facts: MeetingFacts) -> WorkingMinutesContext:
    """Return the ready text of every field."""
    partner, host = partner_name(facts), _host(facts)
    theirs = [one for one in present(facts) if one.role == "partner"]
    ours = [one for one in present(facts) if one.role != "partner"]
    return WorkingMinutesContext(
        head=minutes_head(facts),
        title=facts.meeting.title,
        held=proceedings(facts),
        partner_name=partner,
        partner_people=listed(facts, theirs),
        host_name=host,
        host_people=listed(facts, ours) if theirs else (),
        copies=copies_line(facts),
        left_block=_block(host, GAP),
        right_block=_block(partner, facts.signer_names("partner")),
        secretary_block=secretary_block(facts, words.WRITER),
        recipients=recipients_of(facts.head),
    )


def partner_name(facts: MeetingFacts) -> str:
    """Return the delegation: as typed, else the organiser where that is another office."""
    if facts.option("partner"):
        return facts.option("partner")
    issuer = issuer_of(facts.head)
    return GAP if issuer.is_own or not facts.meeting.organiser else issuer.sentence


def _host(facts: MeetingFacts) -> str:
    """Return the unit that is worked with: the own office, unless somebody typed another."""
    typed = facts.option("host") or facts.office.office.issuer_name or ""
    name = issuer_in_sentence(expanded(typed)) if typed else GAP
    return GAP if same_name(name, partner_name(facts)) else name


def _block(name: str, signer: str) -> SignBlock:
    """Return where somebody signs for a party."""
    heading = words.DELEGATION if name == GAP else words.REPRESENTS.format(name=name.upper())
    return SignBlock(heading=heading, name=signer)
