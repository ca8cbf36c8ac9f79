"""The slip that gives one task to one person or unit (phiếu giao việc)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports import meeting_words, narrative
from ntm_desktop.reports.meeting_head import (
    HeadFacts,
    SignBlock,
    head_missing,
    issuer_of,
    signature_of,
)
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipContext:
    """Everything the template of the slip may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    office_name: str = shown("tên cơ quan, chữ hoa")
    made_on: str = shown("ngày lập phiếu")
    text: tuple[str, ...] = shown("nội dung nhiệm vụ, mỗi đoạn một dòng")
    lead: str = shown("đơn vị, người chủ trì (nhận việc)")
    doer: str = shown("đơn vị, người thực hiện; trống khi là người chủ trì")
    supporting: tuple[str, ...] = shown("đơn vị phối hợp, mỗi dòng một đơn vị; trống khi không có")
    due: str = shown("hạn hoàn thành, như đã nói")
    product: tuple[str, ...] = shown("sản phẩm, kết quả cần đạt, mỗi đoạn một dòng")
    reports_to: str = shown("nơi nhận báo cáo kết quả")
    source: str = shown("cuộc họp, văn bản giao việc")
    quote: tuple[str, ...] = shown("nguyên văn đoạn giao việc; trống khi không có")
    related: tuple[str, ...] = shown("chỉ tiêu, công trình liên quan; trống khi không có")
    sign: SignBlock = shown("khối ký của người giao việc")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFacts:
    """Everything the slip is made from, as the record words it."""

    head: HeadFacts
    text: str
    lead: str = ""
    doer: str = ""
    supporting: tuple[str, ...] = ()
    due: str = ""
    source: str = ""
    quote: str = ""
    related: tuple[str, ...] = ()

    def option(self, name: str) -> str:
        """Return what was typed, "" for nothing."""
        return self.head.options.get(name, "").strip()


def build_context(facts: SlipFacts) -> SlipContext:
    """Return the ready text of every field."""
    issuer, office = issuer_of(facts.head), facts.head.office
    return SlipContext(
        draft_note=narrative.DRAFT_NOTE if office.draft else "",
        office_name=" ".join(filter(None, (issuer.first, issuer.second))),
        made_on=narrative.made_on(office.today),
        text=_lines(facts.text) or (GAP,),
        lead=facts.lead or GAP,
        doer=facts.doer if facts.doer != facts.lead else "",
        supporting=facts.supporting,
        due=capital_first(facts.due) or GAP,
        product=_lines(facts.option("product")) or (GAP,),
        reports_to=facts.option("reports_to") or GAP,
        source=facts.source or GAP,
        quote=_lines(facts.quote),
        related=facts.related,
        sign=signature_of(facts.head),
    )


def gaps(facts: SlipFacts) -> tuple[str, ...]:
    """Return what the slip shows as a gap, a sentence each."""
    head = head_missing(facts.head, headed=False, dated=False, numbered=False)
    lacks = {
        "lead": not facts.lead,
        "due": not facts.due,
        "source": not facts.source,
        "product": not facts.option("product"),
        "reports_to": not facts.option("reports_to"),
    }
    return (
        *(meeting_words.MISSING[name] for name in head),
        *(words.SLIP_MISSING[name] for name, is_missing in lacks.items() if is_missing),
    )


def _lines(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
