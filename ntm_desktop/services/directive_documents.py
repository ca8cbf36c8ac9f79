"""The facts of letters, plans, reviews, decisions and notices, and of sheets on tasks and charges.

A paper is the own office's unless another issuer was typed; in the Party's form it is that of the
unit's Party committee.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ntm_desktop import texts
from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.document_reference import document_text, type_of
from ntm_desktop.domain.documents import RELATIONS, OfficialDocument
from ntm_desktop.domain.meetings import Meeting, regime_of
from ntm_desktop.domain.numbers import parse_number
from ntm_desktop.domain.people import (
    ADDRESSES,
    COMRADE,
    Organisation,
    Person,
    Position,
    is_held,
    positions_on,
)
from ntm_desktop.domain.periods import ReportingPeriod, last_day_to_tell
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.roadmap import RoadmapItem
from ntm_desktop.domain.task_standing import FINISHED, Standing
from ntm_desktop.domain.tasks import is_overdue, supporters_of
from ntm_desktop.domain.units import COMMUNE_LEVELS
from ntm_desktop.domain.values import DECLARED_OUTCOMES
from ntm_desktop.domain.vietnamese import capital_first, fold
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import collection, figures, progress_document, units
from ntm_desktop.services.criteria import effective_set, followed_sets
from ntm_desktop.services.document_request import DocumentRequest, Gathered, chosen_set
from ntm_desktop.services.entry import EntryGroup, EntrySheet, entry_sheet
from ntm_desktop.services.meeting_documents import side_notices
from ntm_desktop.services.related_documents import grounds_for
from ntm_desktop.services.report_texts import previous_texts, written_texts
from ntm_desktop.services.roadmap import RoadmapRow, roadmap, roadmap_items
from ntm_desktop.services.tasks import TaskFilter, due_shown, follow_up, followed_tasks, task_file
from ntm_desktop.services.unmet_document import office_facts
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.domain.criteria import Criterion
    from ntm_desktop.reports.action_plan import PlannedAction, PlannedTarget
    from ntm_desktop.reports.charge_table import ChargeFact
    from ntm_desktop.reports.committee_decision import Member
    from ntm_desktop.reports.letter import AskedFigures, LateTask
    from ntm_desktop.reports.letterhead import OfficeFacts
    from ntm_desktop.reports.meeting_head import HeadFacts
    from ntm_desktop.reports.progress_facts import ProgressFacts
    from ntm_desktop.reports.report_kind import ReportKind
    from ntm_desktop.reports.resolution_review import TaskCounts

Gatherer = Callable[[Workspace, DocumentRequest, bool], Gathered]
RULE_SETS = "2021-2025"  # what the ids of the sets end with to which Quyết định 18/2022 belongs
RULE_LEVEL = "xa"
MOST_BROADCASTS = 1000
# The order of a committee: words the folded title begins with, and the others last.
_ROLES = ("truong ban", "pho truong ban thuong truc", "pho truong ban", "uy vien thuong truc")


def gatherers() -> Mapping[str, Gatherer]:
    """Return who gathers each of these documents."""
    return {
        "cong-van": gather_letter,
        "ke-hoach": gather_plan,
        "bao-cao-so-ket": gather_review,
        "quyet-dinh": gather_decision,
        "thong-bao": gather_notice,
        "bao-cao-lam-viec": gather_working,
        "phan-cong-phu-trach": gather_charges,
        "phieu-giao-viec": gather_slip,
    }


def gather_letter(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return a letter; raise `InputError` for a date that is none, or nothing to ask for."""
    from ntm_desktop.reports import letter

    kind = _kind(request)
    chosen = request.options.get("kind") or letter.REMINDER
    set_id = request.set_id or next((one.id for one in followed_sets(workspace)), None)
    facts = letter.LetterFacts(
        **_basics(workspace, request, draft),
        kind=chosen,
        set_name=effective_set(workspace, set_id).name if set_id else "",
        tasks=_late_tasks(workspace, request.options.get("lead", "").strip()),
        asked=_asked(workspace, request) if chosen == letter.FIGURES else (),
        due_on=_day(workspace, request, "due"),
    )
    return _gathered(
        kind,
        facts,
        letter.build_context(facts, kind.sections),
        letter.gaps(facts, kind.sections),
    )


def gather_plan(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the plan of a set and period."""
    from ntm_desktop.reports import action_plan
    from ntm_desktop.reports import directive_words as words

    kind, set_id = _kind(request), chosen_set(workspace, request)
    documents = _documents(workspace, relation="implements")
    facts = action_plan.PlanFacts(
        **_basics(workspace, request, draft),
        progress=_progress(workspace, request, draft),
        documents=tuple(document_text(one) for one in documents),
        planned=tuple(_planned(entry_sheet(workspace, set_id, request.period.id))),
        actions=tuple(_actions(workspace, set_id, request.period)),
    )
    without = words.NO_DIRECTIVES.format(relation=RELATIONS["implements"])
    return _gathered(
        kind,
        facts,
        action_plan.build_context(facts, kind.sections),
        action_plan.gaps(facts, kind.sections),
        [] if documents else [without],
    )


def gather_review(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the interim review of a resolution; the Party's form unless another was chosen."""
    from ntm_desktop.reports import resolution_review

    kind, period = _kind(request), request.period
    facts = resolution_review.ReviewFacts(
        **_basics(workspace, request, draft, usual="party"),
        progress=_progress(workspace, request, draft),
        resolutions=_resolutions(workspace),
        issued=_issued(workspace, period),
        figures=_figures(workspace, period),
        counts=_counts(workspace, last_day_to_tell(period, workspace.today())),
    )
    return _gathered(
        kind,
        facts,
        resolution_review.build_context(facts, kind.sections),
        resolution_review.gaps(facts, kind.sections),
        resolution_review.notices(facts),
    )


def gather_decision(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the decision on a committee; raise `NotFoundError` for one that is not here."""
    from ntm_desktop.reports import committee_decision

    kind = _kind(request)
    options = dict(request.options)
    if options.get("authority") == committee_decision.BY_HEAD and not options.get("capacity"):
        options["capacity"] = committee_decision.BY_HEAD
    basics = _basics(workspace, request, draft, options=options)
    regime = basics["head"].regime.id
    committee = _committee(workspace, options.get("committee", ""))
    day = _day(workspace, request, "as_of") or workspace.today()
    keys = [one.key for one in _documents(workspace, relation="ground")]
    facts = committee_decision.DecisionFacts(
        **basics,
        committee=committee.name if committee else "",
        day=day,
        members=_members(workspace, committee, day, regime) if committee else (),
        grounds=grounds_for(workspace, keys, regime),
        replaced=_latest_decision(workspace),
    )
    return _gathered(
        kind,
        facts,
        committee_decision.build_context(facts, kind.sections),
        committee_decision.gaps(facts, kind.sections),
        committee_decision.notices(facts),
    )


def gather_notice(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the notice of results; raise `InputError` for a date or number that is none."""
    from ntm_desktop.reports import public_notice

    kind, set_id = _kind(request), chosen_set(workspace, request)
    found = effective_set(workspace, set_id)
    rule = request.options.get("rule", "")
    is_own = set_id.endswith(RULE_SETS) and found.level == RULE_LEVEL
    facts = public_notice.NoticeFacts(
        **_basics(workspace, request, draft, usual="state"),
        progress=_progress(workspace, request, draft),
        set_name=found.name,
        since=_day(workspace, request, "since"),
        until=_day(workspace, request, "until"),
        broadcasts=_whole(request.options.get("broadcasts", "")),
        has_rule=rule == "yes" or (is_own and not rule),
        is_rule_known=is_own or bool(rule),
    )
    return _gathered(
        kind,
        facts,
        public_notice.build_context(facts, kind.sections),
        public_notice.gaps(facts, kind.sections),
        public_notice.notices(facts),
    )


def gather_working(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the report for a working session."""
    from ntm_desktop.reports import working_report

    kind = _kind(request)
    facts = working_report.WorkingFacts(
        **_basics(workspace, request, draft),
        progress=_progress(workspace, request, draft, workspace.today()),
    )
    return _gathered(
        kind,
        facts,
        working_report.build_context(facts, kind.sections),
        working_report.gaps(facts, kind.sections),
    )


def gather_charges(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the table of who is in charge of the criteria of a set, or of the thôn."""
    from ntm_desktop.reports import charge_table, narrative

    _kind(request)
    by, set_id = request.options.get("by") or "criterion", chosen_set(workspace, request)
    found, unit = effective_set(workspace, set_id), workspace.unit
    rows = (
        tuple(_unit_charges(workspace))
        if by == "unit"
        else tuple(_criterion_charges(workspace, set_id, found.criteria))
    )
    facts = charge_table.ChargeFacts(
        head=_head(workspace, request.options, draft=draft),
        by=by,
        set_name=found.name,
        unit_name=narrative.unit_in_sentence(unit.name, unit.level),
        rows=rows,
    )
    return Gathered(context=charge_table.build_context(facts), missing=charge_table.gaps(facts))


def gather_slip(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the slip of one task; raise `InputError` for none named, `NotFoundError`."""
    from ntm_desktop.reports import directive_words as words
    from ntm_desktop.reports import task_slip

    _kind(request)
    if not request.key:
        raise InputError(words.SLIP_NO_TASK, hint=words.SLIP_NO_TASK_HINT)
    held = task_file(workspace, request.key)
    task = held.task
    related = [words.SLIP_INDICATOR.format(code=task.indicator)] if task.indicator else []
    if held.work is not None:
        related.append(words.PLAN_WORK.format(name=held.work.name))
    facts = task_slip.SlipFacts(
        head=_head(workspace, request.options, draft=draft),
        text=task.text,
        lead=held.followed.lead,
        doer=task.doer or "",
        supporting=supporters_of(task),
        due=due_shown(task),
        source=held.followed.source,
        quote=task.source_quote or (held.conclusion.text if held.conclusion else ""),
        related=tuple(capital_first(one) for one in related),
    )
    return Gathered(context=task_slip.build_context(facts), missing=task_slip.gaps(facts))


# --- what all of them share ---


def _kind(request: DocumentRequest) -> ReportKind:
    """Return the kind of document a request asks for."""
    from ntm_desktop.reports.catalogue import report_kind

    return report_kind(request.report_id)


def _basics(
    workspace: Workspace,
    request: DocumentRequest,
    draft: bool,
    *,
    usual: str = "",
    options: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return head, period and prose; `usual` is the regime where none was chosen."""
    period = request.period
    chosen = request.options if options is None else options
    return {
        "head": _head(workspace, chosen, draft=draft, usual=usual),
        "period": period,
        "narratives": written_texts(workspace, request.report_id, period),
        "previous_narratives": previous_texts(workspace, request.report_id, period),
    }


def _head(
    workspace: Workspace, options: Mapping[str, str], *, draft: bool, usual: str = ""
) -> HeadFacts:
    """Return whose paper it is and whose rules it follows; recipients may be on one line."""
    from ntm_desktop.reports.directive_facts import places_of
    from ntm_desktop.reports.meeting_head import HeadFacts
    from ntm_desktop.reports.regimes import REGIMES

    office = office_facts(workspace, draft=draft)
    typed = options.get("issuer", "").strip()
    own = workspace.profile.issuer_name or ""
    chosen = options.get("regime") or ("" if typed else usual) or _regime_of(typed or own)
    is_other = chosen == "party" and not typed and _regime_of(own) != "party"
    return HeadFacts(
        office=office,
        regime=REGIMES[chosen],
        organiser=_party_office(office) if is_other else typed,
        options={**options, "recipients": "\n".join(places_of(options.get("recipients", "")))},
    )


def _regime_of(issuer: str) -> str:
    """Return whose form the papers of an issuer have, by its name."""
    return regime_of(Meeting(title="", organiser=issuer))


def _party_office(office: OfficeFacts) -> str:
    """Return the Party committee of the own unit by its name."""
    from ntm_desktop.reports import directive_words as words
    from ntm_desktop.reports.narrative import unit_in_sentence

    unit = unit_in_sentence(office.unit_name, office.unit_level)
    if office.unit_level in COMMUNE_LEVELS:
        return words.PARTY_OFFICE.format(unit=unit)
    for word, committee in words.HIGHER_OFFICES.items():
        if unit.startswith(f"{word} "):
            return f"{committee} {unit.removeprefix(word).strip()}"
    return words.VILLAGE_OFFICE.format(unit=unit)


def _gathered(
    kind: ReportKind,
    facts: Any,
    context: Any,
    missing: Iterable[str],
    notices: Iterable[str] = (),
) -> Gathered:
    """Return a paper with its form, its gaps and what to look at before it is printed."""
    from ntm_desktop.reports import meeting_words, written_sections

    found = list(notices)
    is_party = bool(kind.party_template) and facts.is_party
    if is_party:
        found.append(meeting_words.NOTICE_PARTY.format(source=facts.regime.source))
    if facts.regime.id == "front":
        found.append(meeting_words.NOTICE_FRONT.format(source=facts.regime.source))
    found += side_notices(kind, facts.head)
    return Gathered(
        context=context,
        missing=tuple(missing),
        notices=(*found, *written_sections.carried_over(kind.sections, facts)),
        prose=facts,
        template=kind.party_template if is_party else "",
    )


def _progress(
    workspace: Workspace,
    request: DocumentRequest,
    draft: bool,
    tasks_on: datetime.date | None = None,
) -> ProgressFacts:
    """Return standing, money, works and tasks, for a paper without the annexes of the report."""
    place = request.report_id, request.period, request.set_id
    found = progress_document.gather(workspace, *place, draft=draft, tasks_on=tasks_on)
    return dataclasses.replace(found, has_annexes=False)


def _day(workspace: Workspace, request: DocumentRequest, option: str) -> datetime.date | None:
    """Return a day that was typed, None for nothing; raise `InputError`."""
    typed = request.options.get(option, "").strip()
    return parse_date(typed, workspace.today()) if typed else None


def _whole(typed: str) -> int | None:
    """Return a whole number that was typed, None for nothing; raise `InputError`."""
    if not typed.strip():
        return None
    number = parse_number(typed)
    if number != int(number) or not 0 <= number <= MOST_BROADCASTS:
        raise InputError(texts.BROADCASTS_BAD.format(text=typed.strip()))
    return int(number)


# --- documents ---


def _documents(workspace: Workspace, **where: str) -> list[OfficialDocument]:
    """Return the office's own documents whose fields equal `where`, in the order of entry."""
    places = workspace.store.log.entry_order("official_document")
    held = workspace.store.records(OfficialDocument, owner_unit=workspace.owner, **where)
    return sorted(held, key=lambda one: (places.get(one.key, len(places)), one.key))


def _resolutions(workspace: Workspace) -> tuple[str, ...]:
    """Return the resolutions that are carried out, the Party's first."""
    held = [
        one
        for one in _documents(workspace, relation="implements")
        if "nghi quyet" in fold(one.document_type or type_of(one.number))
    ]
    lines = grounds_for(workspace, [one.key for one in held], "party")
    return tuple(document_text(one.document) for one in lines)


def _issued(workspace: Workspace, period: ReportingPeriod) -> tuple[str, ...]:
    """Return what the office issued in a period, by date."""
    held = [
        one
        for one in _documents(workspace, direction="outgoing")
        if one.issued_on is not None and period.start <= one.issued_on <= period.end
    ]
    held.sort(key=lambda one: one.issued_on or period.start)
    return tuple(document_text(one) for one in held)


def _latest_decision(workspace: Workspace) -> str:
    """Return the latest decision that renewed the committee, "" for none."""
    held = [one for one in _documents(workspace, relation="reorganises") if one.issued_on]
    if not held:
        return ""
    return document_text(max(held, key=lambda one: one.issued_on or datetime.date.min))


# --- letters ---


def _late_tasks(workspace: Workspace, lead: str) -> tuple[LateTask, ...]:
    """Return the office's late tasks; with `lead` only those led by who has these words."""
    from ntm_desktop.reports.letter import LateTask

    today, wanted = workspace.today(), fold(lead)
    found = followed_tasks(workspace, TaskFilter(only_open=True))
    return tuple(
        LateTask(text=one.task.text, lead=one.lead, due_on=one.task.due_on)
        for one in found
        if owner_of(one.task.key) == workspace.owner
        and wanted in fold(one.lead)
        and one.task.due_on is not None
        and is_overdue(one.task, today)
    )


def _asked(workspace: Workspace, request: DocumentRequest) -> tuple[AskedFigures, ...]:
    """Return who is asked for which figures; raise `InputError` where nothing is left to ask."""
    from ntm_desktop.reports.directive_facts import places_of
    from ntm_desktop.reports.letter import AskedFigures

    codes = places_of(request.options.get("codes", "").replace(",", ";"))
    typed = {**request.options, "codes": "\n".join(codes)}
    choice = collection.choice_of(typed, workspace.today())
    plan = collection.plan_forms(
        workspace, chosen_set(workspace, request), request.period.id, choice
    )
    return tuple(
        AskedFigures(
            who=form.unit_name if choice.by == "unit" else form.who,
            codes=tuple(line.code for line in form.lines),
        )
        for form in plan.forms
    )


# --- plans ---


def _planned(sheet: EntrySheet) -> Iterable[PlannedTarget]:
    """Yield what is planned, criterion by criterion."""
    from ntm_desktop.reports.action_plan import PlannedTarget

    for group in sheet.groups:
        whole = sheet.values.get(group.criterion_code)
        if whole is not None and whole.planned_outcome:
            yield PlannedTarget(
                code=group.criterion_code,
                text=group.criterion_name,
                measure_unit="",
                current=_whole_text(group),
                planned=DECLARED_OUTCOMES[whole.planned_outcome],
                wording_verified=group.assessment.criterion.name_verified,
            )
        for row in group.rows:
            if row.planned_text and row.code != group.criterion_code:
                yield PlannedTarget(
                    code=row.code,
                    text=row.text,
                    measure_unit=row.measure_unit,
                    current=row.value_text or row.previous_text,
                    planned=row.planned_text,
                    wording_verified=row.assessment.wording_verified,
                )


def _whole_text(group: EntryGroup) -> str:
    """Return where a criterion stands as a whole, "" where nothing is known."""
    from ntm_desktop.domain.assessment import OUTCOME_TEXTS, Outcome

    outcome = group.assessment.outcome
    return "" if outcome is Outcome.NO_DATA else OUTCOME_TEXTS[outcome]


def _actions(workspace: Workspace, set_id: str, period: ReportingPeriod) -> Iterable[PlannedAction]:
    """Yield what is not met, and what is not known but has somebody or something planned."""
    found = roadmap(workspace, set_id, period.id)
    known = (row for row in found.no_data if row.solution or row.assignee or row.due_on)
    for row in (*found.rows, *known):
        yield _action(row)


def _action(row: RoadmapRow) -> PlannedAction:
    """Return one line of the roadmap as the plan needs it."""
    from ntm_desktop.reports.action_plan import PlannedAction

    return PlannedAction(
        code=row.code,
        text=row.text,
        is_criterion=row.assessment is None,
        solution=row.solution,
        assignee=row.assignee,
        due_on=row.due_on,
        tasks=tuple(one.text for one in row.tasks),
        works=tuple(one.name for one in row.works),
    )


# --- reviews ---


def _figures(workspace: Workspace, period: ReportingPeriod) -> tuple[str, ...]:
    """Return the figures of a period as sentences, () where none was entered."""
    from ntm_desktop.reports import directive_words as words

    sheet = figures.plan_sheet(workspace, period.id)
    lines = tuple(
        words.REVIEW_FIGURE.format(name=one.measure.name, sentence=one.sentence.rstrip(" ."))
        for one in sheet.rows
        if one.sentence and one.figure is not None
    )
    return (*filter(None, (sheet.headline,)), *lines) if lines else ()


def _counts(workspace: Workspace, day: datetime.date) -> TaskCounts:
    """Return how many tasks the office has and where they stood on a day; the parts add up."""
    from ntm_desktop.reports.resolution_review import TaskCounts

    held = follow_up(workspace, until=day).rows
    rows = [row for row in held if owner_of(row.key) == workspace.owner]
    found = Counter(row.standing for row in rows)
    late = found[Standing.OVERDUE] + found[Standing.CHECK_MISSED]
    undated = sum(1 for row in rows if row.is_undated)
    return TaskCounts(
        total=len(rows),
        done=found[Standing.DONE] + found[Standing.DONE_LATE],
        done_late=found[Standing.DONE_LATE],
        open_in_time=len(rows) - late - undated - sum(found[one] for one in FINISHED),
        undated=undated,
        late=late,
        dropped=found[Standing.DROPPED],
    )


# --- decisions ---


def _committee(workspace: Workspace, typed: str) -> Organisation | None:
    """Return the committee of a key or name; without one the only steering committee there is.

    Raises `NotFoundError` for a name nobody has.
    """
    held = workspace.store.records(Organisation, owner_unit=workspace.owner)
    wanted = " ".join(fold(typed).split())
    if wanted:
        for one in held:
            if typed.strip() == one.key or wanted in (fold(one.name), fold(one.short_name or "-")):
                return one
        raise NotFoundError(
            texts.COMMITTEE_UNKNOWN.format(name=typed.strip()), hint=texts.COMMITTEE_UNKNOWN_HINT
        )
    today = workspace.today()
    found = [
        one
        for one in held
        if fold(one.name).startswith("ban chi dao") and not (one.ended_on and one.ended_on < today)
    ]
    return found[0] if len(found) == 1 else None


def _members(
    workspace: Workspace, committee: Organisation, day: datetime.date, regime: str
) -> tuple[Member, ...]:
    """Return who held a position in the committee on a day, its head first."""
    store = workspace.store
    places = store.log.entry_order("position")
    people = {one.key: one for one in store.records(Person)}
    positions: dict[str, list[Position]] = {}
    for one in store.records(Position):
        positions.setdefault(one.person, []).append(one)
    held = [
        one
        for one in store.records(Position, organisation=committee.key)
        if is_held(one, day) and one.person in people
    ]
    held.sort(key=lambda one: (_role_rank(one.title), places.get(one.key, len(places)), one.key))
    return tuple(
        _member(people[one.person], one, positions[one.person], day, regime) for one in held
    )


def _role_rank(title: str) -> int:
    """Return the place of a title in a committee, the head's first."""
    plain = fold(title)
    return next((at for at, role in enumerate(_ROLES) if plain.startswith(role)), len(_ROLES))


def _member(
    person: Person, role: Position, held: list[Position], day: datetime.date, regime: str
) -> Member:
    """Return a member with the other positions of the day."""
    from ntm_desktop.reports.committee_decision import Member

    others = [one.title for one in positions_on(held, day) if one.organisation != role.organisation]
    address = COMRADE if regime == "party" else ADDRESSES.get(person.form_of_address or "", "")
    name = person.full_name or ""
    return Member(
        name=capital_first(f"{address} {name}".strip()) if name else "",
        office=", ".join(dict.fromkeys(others)),
        role=role.title,
    )


# --- charges ---


def _criterion_charges(
    workspace: Workspace, set_id: str, criteria: Iterable[Criterion]
) -> Iterable[ChargeFact]:
    """Yield who is in charge of each criterion, as a whole and by its indicators."""
    from ntm_desktop.reports.charge_table import Charge, ChargeFact

    items = roadmap_items(workspace, set_id)
    for criterion in criteria:
        whole = items.get(criterion.code)
        codes = [one.code for one in criterion.indicators if one.code != criterion.code]
        has_whole = whole is not None and bool(whole.assignee)
        named = {"": whole, **{code: items.get(code) for code in codes}}
        yield ChargeFact(
            number=criterion.code,
            name=criterion.name,
            charges=tuple(
                Charge(code=code, who=item.assignee, due_on=item.due_on)
                for code, item in named.items()
                if item is not None and item.assignee
            ),
            free=() if has_whole else tuple(code for code in codes if not _who(items, code)),
        )


def _who(items: Mapping[str, RoadmapItem], code: str) -> str:
    """Return who is in charge of a code, "" for nobody."""
    item = items.get(code)
    return (item.assignee or "") if item else ""


def _unit_charges(workspace: Workspace) -> Iterable[ChargeFact]:
    """Yield who is in charge of what in each unit directly below, whatever the set."""
    from ntm_desktop.reports.charge_table import Charge, ChargeFact

    by_unit: dict[str, list[RoadmapItem]] = {}
    for item in workspace.store.records(RoadmapItem):
        place = item.unit or owner_of(item.key)
        if item.assignee and owner_of(item.key) in (workspace.owner, place):
            by_unit.setdefault(place, []).append(item)
    for at, unit in enumerate(units.below(workspace), start=1):
        yield ChargeFact(
            number=str(at),
            name=unit.name,
            charges=tuple(
                Charge(code=one.indicator, who=one.assignee or "", due_on=one.due_on)
                for one in by_unit.get(unit.code, ())
            ),
        )
