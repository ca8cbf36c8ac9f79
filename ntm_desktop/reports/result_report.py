"""Build the report on results (Báo cáo kết quả thực hiện xây dựng nông thôn mới) from its facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.assessment import (
    CriterionAssessment,
    IndicatorAssessment,
    Outcome,
    value_shown,
)
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.document_reference import type_of
from ntm_desktop.domain.documents import OfficialDocument, is_unnumbered
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.registers import OCOP_STAGES, OcopProduct, end_of
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import Work, WorkTree, indicators_of
from ntm_desktop.reports import (
    annexes,
    funding,
    letterhead,
    narrative,
    progress_report,
    progress_sections,
    result_sections,
    written_sections,
)
from ntm_desktop.reports import recognition_words as words
from ntm_desktop.reports.narrative import GAP, TABLE_GAP
from ntm_desktop.reports.progress_context import CriterionRow, IndicatorRow
from ntm_desktop.reports.progress_facts import has_results, unverified
from ntm_desktop.reports.result_context import (
    CriterionResult,
    DocumentRow,
    ProductRow,
    ResultAnnexes,
    ResultReportContext,
)
from ntm_desktop.reports.result_facts import ResultFacts

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection


def build_context(facts: ResultFacts, sections: Sequence[ReportSection]) -> ResultReportContext:
    """Return the ready text of every field; gaps are visible and told by `gaps`."""
    progress, unit = facts.progress, result_sections.unit_of(facts)
    prose: dict[str, Any] = {**written_sections.paragraphs_of(sections, facts)}
    results = _results(facts)
    period, issuer = progress.period.label, progress_sections.issuer_of(progress)
    return ResultReportContext(
        head=letterhead.official_head(progress.office_facts, "BC", is_sent_upward=True),
        signature=letterhead.signature(progress.office_facts, is_sent_upward=True),
        annexes=_annexes(facts),
        title=words.result_title(unit, period),
        grounds=facts.grounds,
        results=results,
        results_gap="" if results else words.CRITERIA_NONE,
        closing=words.result_closing(issuer, unit, period),
        **prose,
    )


def gaps(facts: ResultFacts, sections: Sequence[ReportSection]) -> tuple[str, ...]:
    """Return what is still a gap, in the order of the document."""
    office = facts.progress.office_facts
    lacking = result_sections.lacking_features(facts.place)
    found = [
        *letterhead.head_gaps(office, is_sent_upward=True),
        *([] if facts.grounds else [words.MISSING_GROUNDS]),
        *([words.missing_features(lacking)] if _is_told(facts, "features") and lacking else []),
        *written_sections.without_words(sections, facts),
        *_criteria_gaps(facts),
    ]
    return (*found, *letterhead.signature_gaps(letterhead.signature(office, is_sent_upward=True)))


def notices(facts: ResultFacts, sections: Sequence[ReportSection]) -> tuple[str, ...]:
    """Return what should be looked at again before the report is signed."""
    progress = facts.progress
    doubtful = unverified(progress.assessment)
    undated = funding.undated(progress.money, progress.period)
    out = [one for one in facts.documents if one.direction == "outgoing"]
    undated_papers = sum(one.issued_on is None and not is_unnumbered(one.number) for one in out)
    unnumbered = sum(is_unnumbered(one.number) for one in out)
    proposed = sum(end_of(one)[1] for one in facts.products)
    untied = _untied(facts)
    checks = (
        (undated, narrative.undated_money),
        (undated_papers, words.undated_documents),
        (unnumbered, words.unnumbered_documents),
        (proposed, words.ocop_proposed),
        (0 if progress.draft else doubtful, narrative.unverified_left),
    )
    return (
        *written_sections.carried_over(sections, facts),
        *(sentence(number) for number, sentence in checks if number),
        *([words.without_works(untied)] if untied else []),
    )


def _is_told(facts: ResultFacts, section: str) -> bool:
    """Say whether a section shows what the data says."""
    return written_sections.is_generated(section, facts)


# --- criterion by criterion ---


def _assessed(facts: ResultFacts) -> tuple[CriterionAssessment, ...]:
    """Return the criteria, () where nothing of the set was entered."""
    assessment = facts.progress.assessment
    if assessment is None or not has_results(assessment):
        return ()
    return assessment.criteria


def _results(facts: ResultFacts) -> tuple[CriterionResult, ...]:
    """Return every criterion with what is asked, reached, proven and spent."""
    assessed, progress = _assessed(facts), facts.progress
    if not assessed or progress.assessment is None:
        return ()
    rows = annexes.criteria_rows(progress.assessment, None, draft=progress.draft)
    spent = _Spent(facts)
    noun = progress.assessment.criteria_set.noun
    return tuple(
        _result(facts, one, row, place, noun, spent)
        for place, (one, row) in enumerate(zip(assessed, rows, strict=True), start=1)
    )


def _result(
    facts: ResultFacts,
    one: CriterionAssessment,
    row: CriterionRow,
    place: int,
    noun: str,
    spent: _Spent,
) -> CriterionResult:
    """Return one criterion; without indicators its own result is told alone."""
    parts = tuple(zip(one.indicators, row.indicators, strict=True))
    reached = "" if row.result == TABLE_GAP or not parts else row.result
    return CriterionResult(
        heading=words.criterion_heading(place, noun, row.code, row.name),
        requirements=tuple(
            words.requirement(shown.code, shown.text, shown.target) for _, shown in parts
        )
        or (f"- {GAP}",),
        results=tuple(_indicator_line(part, shown) for part, shown in parts) or (f"- {GAP}",),
        verdict=words.criterion_verdict(row.outcome, reached, row.note),
        evidence=words.criterion_evidence(_proofs(facts, one)),
        works=spent.text(one),
    )


def _indicator_line(one: IndicatorAssessment, row: IndicatorRow) -> str:
    """Return what an indicator has reached, with its unit; the gap without a value."""
    if one.outcome is Outcome.NO_DATA and one.value is None:
        return words.indicator_result(row.code, GAP, words.NO_DATA, "")
    measured = value_shown(one.indicator, one.value) if one.value else ""
    return words.indicator_result(row.code, measured or row.outcome, row.outcome, row.note)


def _proofs(facts: ResultFacts, one: CriterionAssessment) -> list[str]:
    """Return the numbers of the files that prove a criterion or an indicator of it."""
    codes = dict.fromkeys((one.criterion.code, *(part.indicator.code for part in one.indicators)))
    return [number for code in codes for number in facts.proofs.get(code, ())]


class _Spent:
    """Works and money by the criterion that they serve, read once."""

    def __init__(self, facts: ResultFacts) -> None:
        progress = facts.progress
        self._period, self._tree = progress.period, WorkTree(progress.works)
        self._rows = funding.rows_by_work(progress.counted_money)
        self._set_id = progress.assessment.criteria_set.id if progress.assessment else ""
        self._works = progress.works

    def serving(self, one: CriterionAssessment) -> list[Work]:
        """Return the works tied to a criterion; a member of a tied group is within the group."""
        codes = {one.criterion.code, *(part.indicator.code for part in one.indicators)}
        tied = [work for work in self._works if self._serves(work, codes)]
        inside = {part.key for work in tied for part in self._tree.branch(work)[1:]}
        return [work for work in tied if work.key not in inside]

    def _serves(self, work: Work, codes: set[str]) -> bool:
        """Say whether a work names one of these indicators of the set."""
        return any(
            set_id in ("", self._set_id) and code in codes for set_id, code in indicators_of(work)
        )

    def text(self, one: CriterionAssessment) -> str:
        """Return the sentence about works and money of a criterion, "" without a work."""
        tied = self.serving(one)
        if not tied:
            return ""
        rows: list[MoneyRow] = [
            row
            for work in tied
            for part in self._tree.branch(work)
            for row in self._rows.get(part.key, ())
        ]
        amounts = funding.amounts_of(rows, self._period)
        number = sum(self._tree.count(work) for work in tied)
        return words.criterion_works(
            narrative.count(number, words.WORK),
            _amount(amounts.planned),
            _amount(amounts.disbursed),
            [work.name for work in tied],
        )


def _amount(dong: int | None) -> str:
    """Return an amount in triệu đồng; the gap where nothing was entered."""
    return GAP if dong is None else format_money(dong, "million")


def _untied(facts: ResultFacts) -> list[str]:
    """Return the criteria that no work is tied to."""
    spent = _Spent(facts)
    return [one.criterion.code for one in _assessed(facts) if not spent.serving(one)]


def _criteria_gaps(facts: ResultFacts) -> list[str]:
    """Return what is missing in the results: all of them, targets, evidence."""
    assessed = _assessed(facts)
    if not assessed:
        return [words.MISSING_CRITERIA]
    parts = [one for criterion in assessed for one in criterion.indicators]
    targets = [one.indicator.code for one in parts if one.target is None]
    unproven = [
        one.indicator.code
        for one in parts
        if one.outcome is Outcome.MET and not facts.proofs.get(one.indicator.code)
    ]
    found = [words.without_targets(targets)] if targets else []
    return found + ([words.without_evidence(unproven)] if unproven else [])


# --- annexes ---


def _annexes(facts: ResultFacts) -> ResultAnnexes:
    """Return the annexes: those of the progress report, then documents and products."""
    documents, products = result_sections.annex_names(facts)
    found = result_sections.issued_documents(facts.documents)
    return ResultAnnexes(
        **progress_report.annex_fields(facts.progress),
        documents_annex=documents,
        documents=tuple(_document_row(place, one) for place, one in enumerate(found, start=1)),
        products_annex=products,
        products=tuple(
            _product_row(place, one) for place, one in enumerate(facts.products, start=1)
        ),
    )


def _document_row(place: int, one: OfficialDocument) -> DocumentRow:
    """Return the row of a document."""
    kind = one.document_type or type_of(one.number)
    return DocumentRow(
        place=str(place),
        number=one.number,
        issued_on=format_date(one.issued_on) if one.issued_on else TABLE_GAP,
        document_type=capital_first(kind) or TABLE_GAP,
        subject=" ".join((one.subject or "").split()) or TABLE_GAP,
        issuer=one.issuer or TABLE_GAP,
    )


def _product_row(place: int, one: OcopProduct) -> ProductRow:
    """Return the row of a product."""
    end, proposed = end_of(one)
    signed = format_date(one.decision_on) if one.decision_on else ""
    return ProductRow(
        place=str(place),
        name=one.name,
        subject=one.subject or TABLE_GAP,
        village=one.village or TABLE_GAP,
        stars=str(one.stars) if one.stars else TABLE_GAP,
        decision=", ".join(part for part in (one.decision_number or "", signed) if part)
        or TABLE_GAP,
        until=TABLE_GAP if end is None or proposed else format_date(end),
        stage=capital_first(OCOP_STAGES.get(one.stage or "", "")) or TABLE_GAP,
    )
