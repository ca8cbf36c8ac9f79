"""The facts of the papers of a recognition dossier, and of the table of figures."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.conditions import ConditionKind, required_rate
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.meetings import Meeting, Vote, read_clock, vote_text
from ntm_desktop.domain.numbers import parse_number, parse_percent
from ntm_desktop.domain.periods import ReportingPeriod, known_periods, last_day_to_tell
from ntm_desktop.domain.recognition import Registration
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.registers import OcopProduct, VillageStatistics
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError
from ntm_desktop.services import figures as figures_service
from ntm_desktop.services import progress_document, registers
from ntm_desktop.services.conditions import ConditionSheet, conditions
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.document_request import DocumentRequest, Gathered, chosen_set
from ntm_desktop.services.numbered_evidence import ProvenGroup, numbered_evidence
from ntm_desktop.services.related_documents import grounds_for
from ntm_desktop.services.report_texts import previous_texts, written_texts
from ntm_desktop.services.review import standing
from ntm_desktop.services.units import below, unit_name
from ntm_desktop.services.unmet_document import office_facts
from ntm_desktop.services.works import debts
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.reports.ballots import Answers
    from ntm_desktop.reports.evidence_list import ProvenCriterion
    from ntm_desktop.reports.figures_table import FigureFact
    from ntm_desktop.reports.letterhead import OfficeFacts
    from ntm_desktop.reports.opinions_report import HeldMeeting
    from ntm_desktop.reports.progress_facts import ProgressFacts
    from ntm_desktop.reports.result_facts import PlaceFacts

Gatherer = Callable[[Workspace, DocumentRequest, bool], Gathered]
VILLAGE_MEETING = "village_meeting"
MOST_BALLOTS = 10**7
MARK = "|"


def gatherers() -> Mapping[str, Gatherer]:
    """Return who gathers each of these documents."""
    from ntm_desktop.services import dossier_listing

    return {
        "bao-cao-ket-qua": gather_result,
        "to-trinh": gather_request,
        "danh-muc-minh-chung": gather_evidence,
        "tong-hop-y-kien": gather_opinions,
        "phieu-lay-y-kien": gather_ballot,
        "bien-ban-kiem-phieu": gather_counting,
        "so-lieu-ktxh": gather_figures,
        "danh-muc-ho-so": dossier_listing.gather_list,
    }


# --- báo cáo kết quả ---


def gather_result(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the report on results of a period and set."""
    from ntm_desktop.reports import result_report, result_sections
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.result_facts import ResultFacts

    _refuse_unfit(workspace, request)
    sections = report_kind(request.report_id).sections
    progress, period = _progress(workspace, request, draft=draft), request.period
    documents = _documents(workspace, period)
    products = tuple(workspace.store.records(OcopProduct, owner_unit=workspace.owner))
    owed, day = _owed(workspace, period)
    facts = ResultFacts(
        progress=dataclasses.replace(
            progress, more_annexes=result_sections.more_annexes(documents, products)
        ),
        place=_place(workspace, period),
        grounds=_grounds(workspace, period),
        documents=documents,
        products=products,
        proofs=_proofs(workspace, progress, period),
        owed=owed,
        debt_day=day,
    )
    return Gathered(
        context=result_report.build_context(facts, sections),
        missing=result_report.gaps(facts, sections),
        notices=result_report.notices(facts, sections),
        prose=facts,
    )


def _progress(workspace: Workspace, request: DocumentRequest, *, draft: bool) -> ProgressFacts:
    """Return the facts of the progress report with the prose of the asked document."""
    period, set_id = request.period, chosen_set(workspace, request)
    return progress_document.gather(
        workspace, request.report_id, period, set_id, draft=draft, every_work=True
    )


def _refuse_unfit(workspace: Workspace, request: DocumentRequest) -> None:
    """Raise `InputError` for another unit: these papers are the office's own."""
    if request.unit not in (None, workspace.owner):
        title = _title(request.report_id)
        raise InputError(texts.PAPER_OWN_UNIT.format(title=title), hint=texts.PAPER_OWN_UNIT_HINT)


def _title(report_id: str) -> str:
    """Return the name of a document."""
    from ntm_desktop.reports.catalogue import report_kind

    return report_kind(report_id).title


def _documents(workspace: Workspace, period: ReportingPeriod) -> tuple[OfficialDocument, ...]:
    """Return the documents of the office up to the end of a period, by date."""
    held = workspace.store.records(OfficialDocument, owner_unit=workspace.owner)
    known = [one for one in held if one.issued_on is None or one.issued_on <= period.end]
    return tuple(sorted(known, key=lambda one: (one.issued_on or datetime.date.max, one.key)))


def _grounds(workspace: Workspace, period: ReportingPeriod) -> tuple[str, ...]:
    """Return the "Căn cứ" lines in legal order, of the documents marked as grounds."""
    keys = [one.key for one in _documents(workspace, period) if one.relation == "ground"]
    return tuple(one.line for one in grounds_for(workspace, keys, "state"))


def _owed(workspace: Workspace, period: ReportingPeriod) -> tuple[int | None, datetime.date]:
    """Return the construction debt at the end of a period; None where nothing was accepted."""
    day = last_day_to_tell(period, workspace.today())
    found = debts(workspace, day)
    is_known = any(line.debt.accepted.rows for line in found.lines)
    return (found.owed if is_known else None), day


def _proofs(
    workspace: Workspace, progress: ProgressFacts, period: ReportingPeriod
) -> dict[str, tuple[str, ...]]:
    """Return the numbers of the files of every indicator, by its code."""
    if progress.assessment is None:
        return {}
    groups = numbered_evidence(workspace, progress.assessment, period.id)
    return {
        part.code: tuple(one.number for one in part.files)
        for group in groups
        for part in group.parts
        if part.files
    }


def _place(workspace: Workspace, period: ReportingPeriod) -> PlaceFacts:
    """Return the place in figures, of the latest period that has any up to the asked one."""

    villages = [one for one in below(workspace, period.end) if one.level == "thon"]
    ids = {one.period for one in workspace.store.records(VillageStatistics)}
    known = [one for one in known_periods(ids) if one.end <= period.end]
    told = max(known, key=lambda one: one.order) if known else None
    table = registers.village_table(workspace, told.id) if told else None
    own = table.own if table else None
    sums = {name: _whole(table, name) for name in ("households", "population")} if table else {}
    area = (own.area if own else None) or _whole_area(table)
    return dataclasses.replace(
        _poverty(workspace, period),
        villages=len(villages) or None,
        area=area,
        households=(own.households if own else None) or sums.get("households"),
        population=(own.population if own else None) or sums.get("population"),
        told=told.label if told else "",
    )


def _whole(table: registers.VillageTable, name: str) -> int | None:
    """Return a sum over the thôn; None where one of them lacks the count."""
    return None if table.missing.get(name) else table.totals.get(name)


def _whole_area(table: registers.VillageTable | None) -> Decimal | None:
    """Return the area over all thôn; None where one of them lacks it."""
    if table is None or any(row.record.area is None for row in table.rows):
        return None
    return table.area


def _poverty(workspace: Workspace, period: ReportingPeriod) -> PlaceFacts:
    """Return poverty of the latest period up to the asked one."""
    from ntm_desktop.reports.result_facts import PlaceFacts

    points = registers.poverty_series(workspace, kind=None)
    known = [one for one in points if one.period.end <= period.end]
    if not known:
        return PlaceFacts()
    last = max(known, key=lambda one: one.period.order)
    return PlaceFacts(
        poor=last.poor,
        near_poor=last.near_poor,
        poor_rate=registers.rate_text(last.poor_rate),
        near_poor_rate=registers.rate_text(last.near_poor_rate),
        standard=last.standard_text,
        poverty_told=last.period.label,
        poverty_change="" if last.change_text == texts.POVERTY_OTHER_STANDARD else last.change_text,
    )


# --- tờ trình ---


def gather_request(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the request for recognition of a period and set."""
    from ntm_desktop.reports import recognition_request
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.recognition_words import honour_of_set, without_level

    _refuse_unfit(workspace, request)
    kind, set_id, period = (
        report_kind(request.report_id),
        chosen_set(workspace, request),
        request.period,
    )
    sheet = conditions(workspace, set_id, period.id)
    progress = _progress(workspace, request, draft=draft)  # a request is about one set alone
    typed = _option(request, "honour") or _registered(workspace, set_id)
    facts = recognition_request.RequestFacts(
        progress=dataclasses.replace(progress, totals_other=(), rollups=()),
        conditions=tuple((one.rule, one.finding) for one in sheet.conditions),
        papers=tuple((one.rule, one.is_ready or one.files > 0) for one in sheet.papers),
        grounds=_grounds(workspace, period),
        honour=without_level(typed) if typed else honour_of_set(criteria_set(set_id).name),
        addressee=_option(request, "addressee"),
        narratives=written_texts(workspace, request.report_id, period),
        previous_narratives=previous_texts(workspace, request.report_id, period),
    )
    return Gathered(
        context=recognition_request.build_context(facts, kind.sections),
        missing=recognition_request.gaps(facts, kind.sections),
        notices=recognition_request.notices(facts, kind.sections),
        prose=facts,
    )


def _registered(workspace: Workspace, set_id: str) -> str:
    """Return the title the office registered for with a set, "" for none or several."""
    held = workspace.store.records(Registration, set_id=set_id)
    titles = {
        one.title
        for one in held
        if not one.subject
        and (one.unit or owner_of(one.key)) == workspace.owner
        and one.state != "withdrawn"
    }
    return titles.pop() if len(titles) == 1 else ""


# --- danh mục minh chứng ---


def gather_evidence(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the numbered evidence of a unit, set and period."""
    from ntm_desktop.reports import evidence_list

    set_id, period = chosen_set(workspace, request), request.period
    assessment = standing(workspace, set_id, period.id, request.unit).assessment
    groups = numbered_evidence(workspace, assessment, period.id, request.unit)
    unit = request.unit or workspace.owner
    facts = evidence_list.EvidenceFacts(
        office=office_facts(workspace, draft=draft),
        set_name=assessment.criteria_set.name,
        period=period,
        criteria=tuple(_criterion_fact(one) for one in groups),
        unit="" if unit == workspace.owner else unit_name(workspace, unit),
        only_lacking=_choice(request, "only", ("", "lacking")) == "lacking",
    )
    return Gathered(context=evidence_list.build_context(facts), missing=evidence_list.gaps(facts))


def _criterion_fact(group: ProvenGroup) -> ProvenCriterion:
    """Return a criterion as the list needs it."""
    from ntm_desktop.reports.evidence_list import NumberedFile, ProvenCriterion, ProvenFact

    return ProvenCriterion(
        code=group.code,
        name=group.name,
        outcome=group.outcome,
        indicators=tuple(
            ProvenFact(
                code=part.code,
                text=part.text,
                outcome=part.outcome,
                files=tuple(
                    NumberedFile(number=one.number, record=one.item.record, damage=one.damage)
                    for one in part.files
                ),
            )
            for part in group.parts
        ),
    )


# --- tổng hợp ý kiến ---


def gather_opinions(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the report on opinions of a period and set."""
    from ntm_desktop.reports import opinions_report
    from ntm_desktop.reports.catalogue import report_kind

    _refuse_unfit(workspace, request)
    kind, period = report_kind(request.report_id), request.period
    rate, required, document = _satisfaction(workspace, request)
    typed = _typed_rate(request)
    meetings, undated = _village_meetings(workspace, period)
    facts = opinions_report.OpinionsFacts(
        office=office_facts(workspace, draft=draft),
        period=period,
        meetings=meetings,
        undated=undated,
        rate=rate,
        required=required if typed is None else typed,
        document=document,
        narratives=written_texts(workspace, request.report_id, period),
        previous_narratives=previous_texts(workspace, request.report_id, period),
    )
    return Gathered(
        context=opinions_report.build_context(facts, kind.sections),
        missing=opinions_report.gaps(facts, kind.sections),
        notices=opinions_report.notices(facts, kind.sections),
        prose=facts,
    )


def _satisfaction(
    workspace: Workspace, request: DocumentRequest
) -> tuple[Decimal | None, Decimal | None, str]:
    """Return the rate entered with the conditions, the one asked for, and the document."""
    sheet: ConditionSheet = conditions(workspace, chosen_set(workspace, request), request.period.id)
    for one in sheet.conditions:
        if one.rule.kind is ConditionKind.SATISFACTION:
            return one.held.value, required_rate(one.rule, one.held), one.held.document or ""
    return None, None, ""


def _village_meetings(
    workspace: Workspace, period: ReportingPeriod
) -> tuple[tuple[HeldMeeting, ...], int]:
    """Return the thôn meetings held in a period by date, and how many have no date."""
    from ntm_desktop.reports.opinions_report import HeldMeeting

    held = workspace.store.records(Meeting, kind=VILLAGE_MEETING, owner_unit=workspace.owner)
    known = [one for one in held if one.held_on and period.start <= one.held_on <= period.end]
    votes = _votes(workspace)
    found = [
        HeldMeeting(
            title=one.title,
            held_on=one.held_on,
            total=one.households_total,
            present=one.households_present,
            votes=votes.get(one.key, ()),
        )
        for one in sorted(known, key=lambda one: (one.held_on or datetime.date.min, one.title))
    ]
    return tuple(found), sum(one.held_on is None for one in held)


def _votes(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return what was voted at each meeting with its result, in order."""
    found: dict[str, tuple[str, ...]] = {}
    held = sorted(workspace.store.records(Vote), key=lambda one: (one.place or 0, one.key))
    for one in held:
        result = vote_text(one)
        question = one.question.strip().rstrip(".;:")
        line = f"{question}: {result}" if result else question
        found[one.meeting] = (*found.get(one.meeting, ()), line)
    return found


# --- phiếu lấy ý kiến, biên bản kiểm phiếu ---


def gather_ballot(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the ballot; its questions are typed, else the criteria of the set."""
    from ntm_desktop.reports import ballots
    from ntm_desktop.reports.recognition_words import BALLOT_QUESTION

    _refuse_unfit(workspace, request)
    typed = _lines(_option(request, "questions"))
    names = [one.name for one in criteria_set(chosen_set(workspace, request)).criteria]
    facts = ballots.BallotFacts(
        office=_asking_office(workspace, request, draft=draft),
        period_label=request.period.label,
        questions=typed or tuple(BALLOT_QUESTION.format(name=name) for name in names),
        chosen=bool(typed),
        village=_option(request, "village"),
        due=_day_text(workspace, request, "due"),
    )
    return Gathered(
        context=ballots.build_ballot(facts),
        missing=ballots.ballot_gaps(facts),
        notices=ballots.ballot_notices(facts),
    )


def gather_counting(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the minutes of counting; every count is typed, rates are reckoned."""
    from ntm_desktop.reports import ballots
    from ntm_desktop.reports.recognition_words import COUNT_BASES

    _refuse_unfit(workspace, request)
    rate, required, _ = _satisfaction(workspace, request)
    typed_rate = _typed_rate(request)
    started, ended = _option(request, "started"), _option(request, "ended")
    facts = ballots.CountingFacts(
        office=_asking_office(workspace, request, draft=draft),
        counts=_counts(request),
        base=_choice(request, "base", tuple(COUNT_BASES)) or "valid",
        questions=tuple(_answers(line) for line in _lines(_option(request, "results"))),
        held_on=_day(workspace, request, "held_on"),
        started=read_clock(started) if started else "",
        ended=read_clock(ended) if ended else "",
        place=_option(request, "place"),
        members=_lines(_option(request, "members")),
        chair=_option(request, "chair"),
        counter=_option(request, "counter"),
        copies=_option(request, "copies"),
        required=required if typed_rate is None else typed_rate,
        typed_required=typed_rate is not None,
        held_rate=rate,
    )
    return Gathered(
        context=ballots.build_counting(facts),
        missing=ballots.counting_gaps(facts),
        notices=ballots.counting_notices(facts),
    )


def _asking_office(workspace: Workspace, request: DocumentRequest, *, draft: bool) -> OfficeFacts:
    """Return the office that asks: the one that was typed in place of the own one."""
    facts, issuer = office_facts(workspace, draft=draft), _option(request, "issuer")
    if not issuer:
        return facts
    office = dataclasses.replace(facts.office, issuer_name=issuer, issuer_parent=None)
    return dataclasses.replace(facts, office=office)


def _counts(request: DocumentRequest) -> dict[str, int]:
    """Return the counts that were typed, by name; raise `InputError` for what is no count."""
    from ntm_desktop.reports.recognition_words import COUNT_NAMES

    typed = {name: _option(request, name) for name in COUNT_NAMES}
    return {name: _count(COUNT_NAMES[name], text) for name, text in typed.items() if text}


def _count(label: str, text: str) -> int:
    """Return a count of ballots; raise `InputError` for what is none."""
    number = parse_number(text)
    if number != number.to_integral_value() or not 0 <= number <= MOST_BALLOTS:
        message = texts.BALLOT_COUNT_BAD.format(label=label, typed=text)
        raise InputError(message, hint=texts.BALLOT_COUNT_HINT)
    return int(number)


def _answers(line: str) -> Answers:
    """Return the counts of one question typed as "nội dung | hài lòng | không | khác"."""
    from ntm_desktop.reports.ballots import Answers

    text, *counts = (part.strip() for part in line.split(MARK))
    if not text or not 2 <= len(counts) <= 3:
        raise InputError(texts.BALLOT_LINE_BAD.format(line=line), hint=texts.BALLOT_LINE_HINT)
    numbers = [_count(text, one or "0") for one in (*counts, "0")[:3]]
    return Answers(text=text, satisfied=numbers[0], unsatisfied=numbers[1], other=numbers[2])


# --- bảng số liệu kinh tế - xã hội ---


def gather_figures(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the table of the figures of a period."""
    from ntm_desktop.reports import figures_table

    sheet = figures_service.plan_sheet(workspace, request.period.id, request.unit)
    wanted = fold(_option(request, "topic"))
    rows = [one for one in sheet.rows if wanted in ("", fold(one.measure.topic or ""))]
    if wanted and not rows:
        named = sorted({one.measure.topic for one in sheet.rows if one.measure.topic})
        message = texts.FIGURES_TOPIC_UNKNOWN.format(topic=_option(request, "topic"))
        raise InputError(message, hint=texts.FIGURES_TOPIC_HINT.format(topics=", ".join(named)))
    facts = figures_table.FiguresFacts(
        office=office_facts(workspace, draft=draft),
        period=sheet.period,
        rows=tuple(_figure(one) for one in rows),
        headline="" if wanted else sheet.headline,
        totals=() if wanted else tuple(one.text for one in sheet.summaries if one.text),
    )
    return Gathered(
        context=figures_table.build_context(facts),
        missing=figures_table.gaps(facts),
        notices=figures_table.notices(facts),
    )


def _figure(row: figures_service.PlanRow) -> FigureFact:
    """Return one measure as the table needs it."""
    from ntm_desktop.reports.figures_table import FigureFact

    before = row.previous
    when = before.period.label if before and before.period else ""
    return FigureFact(
        topic=row.measure.topic or "",
        name=row.measure.name,
        measure_unit=row.measure.measure_unit or "",
        plans=tuple(_plan_text(one) for one in row.plans),
        actual=row.actual_text,
        previous=f"{before.text}{f' ({when})' if when else ''}" if before else "",
        rates=tuple(
            text
            for text in (
                *(one.percent_text for one in row.plans),
                *(one.text for one in row.rates),
                row.share_text,
            )
            if text
        ),
        change=row.change_text,
        verdict=row.verdict_text,
        note=(row.figure.source if row.figure else None) or "",
        doubts=row.doubts,
    )


def _plan_text(line: figures_service.PlanLine) -> str:
    """Return one plan with the document that sets it."""
    told = ", ".join(part for part in (line.level_text, line.document_text) if part)
    return f"{line.text} ({told})" if told else line.text


# --- choices ---


def _option(request: DocumentRequest, name: str) -> str:
    """Return a choice as typed, "" for none."""
    return request.options.get(name, "").strip()


def _choice(request: DocumentRequest, name: str, allowed: tuple[str, ...]) -> str:
    """Return one of a few choices; raise `InputError` for another."""
    typed = _option(request, name)
    if typed and typed not in allowed:
        hint = texts.PAPER_OPTION_HINT.format(options=", ".join(filter(None, allowed)))
        raise InputError(texts.PAPER_CHOICE_UNKNOWN.format(option=name, value=typed), hint=hint)
    return typed


def _lines(text: str) -> tuple[str, ...]:
    """Return the parts of a typed list, one a line or parted by semicolons."""
    parts = text.replace(";", "\n").splitlines()
    return tuple(part.strip() for part in parts if part.strip())


def _typed_rate(request: DocumentRequest) -> Decimal | None:
    """Return the rate that is asked for as typed; raise `InputError` for what is none."""
    typed = _option(request, "required")
    if not typed:
        return None
    rate = parse_percent(typed)
    if not 0 <= rate <= 100:
        raise InputError(texts.BALLOT_RATE_BAD.format(typed=typed))
    return rate


def _day(workspace: Workspace, request: DocumentRequest, name: str) -> datetime.date | None:
    """Return a day as typed, None for none; raise `InputError` for what is no date."""
    typed = _option(request, name)
    return parse_date(typed, workspace.today()) if typed else None


def _day_text(workspace: Workspace, request: DocumentRequest, name: str) -> str:
    """Return a day as people read it, "" for none."""
    day = _day(workspace, request, name)
    return format_date(day) if day else ""
