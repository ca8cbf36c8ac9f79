"""Forms to collect figures with: who is asked for what, the files to hand out, what comes back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.domain.assessment import CriterionAssessment, IndicatorAssessment
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.collection import (
    Answer,
    CellProblem,
    CollectionForm,
    CollectionPlan,
    FormLine,
    ReturnedForms,
)
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind
from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.record_keys import value_key
from ntm_desktop.domain.roadmap import RoadmapItem
from ntm_desktop.domain.units import COMMUNE_LEVELS
from ntm_desktop.domain.value_text import format_result, parse_result
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.domain.vietnamese import capital_first, compose, sort_key
from ntm_desktop.errors import InputError, NotFoundError, UserError
from ntm_desktop.services import units
from ntm_desktop.services.criteria import criteria_set, effective_set
from ntm_desktop.services.data_checks import figure_doubts
from ntm_desktop.services.document_request import DocumentRequest, Gathered, chosen_set
from ntm_desktop.services.entry import ValueDraft, entry_sheet, put_values, values_of
from ntm_desktop.services.held_values import HeldValues, values_of_others
from ntm_desktop.services.locks import lock_of, lock_text
from ntm_desktop.services.period_values import earlier_period_of
from ntm_desktop.services.set_rules import rules_of
from ntm_desktop.services.workspace import Workspace

REPORT_ID = "phieu-thu-thap"
WAYS = ("person", "unit", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """For whom forms are made: by person in charge, by thôn, or one for all.

    `names` keeps some people (or thôn, by name or code) only; `codes` some indicators only.
    """

    by: str = "person"
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    due: datetime.date | None = None


def choice_of(options: Mapping[str, str], today: datetime.date) -> FormChoice:
    """Return the choice that the options of a request say, one name or code a line.

    Raise `InputError` for an unknown way and for a date that cannot be read.
    """
    due = options.get("due", "").strip()
    return FormChoice(
        by=options.get("by") or "person",
        names=_lines(options.get("for", "")),
        codes=_lines(options.get("codes", "")),
        due=parse_date(due, today) if due else None,
    )


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say anything."""
    return tuple(line for typed in text.splitlines() if (line := _one_line(typed)))


def _one_line(text: str) -> str:
    """Return a text with single blanks."""
    return " ".join(compose(text).split())


# --- planning ---


def plan_forms(
    workspace: Workspace, set_id: str, period_id: str, choice: FormChoice | None = None
) -> CollectionPlan:
    """Return the forms to hand out for a set and period.

    Raises `InputError` where nothing is left to ask for or thôn are asked without a choice of
    indicators, `NotFoundError` for an unknown set, code or thôn.
    """
    chosen = choice or FormChoice()
    if chosen.by not in WAYS:
        hint = texts.COLLECT_BY_HINT.format(allowed=", ".join(WAYS))
        raise InputError(texts.COLLECT_BY_BAD.format(text=chosen.by), hint=hint)
    period, found = parse_period(period_id), effective_set(workspace, set_id)
    codes = _chosen_codes(found, chosen.codes)
    if chosen.by == "unit":
        forms = _unit_forms(workspace, found, period, chosen, codes)
    else:
        forms = _own_forms(workspace, found, period, chosen, codes)
    if not forms:
        raise InputError(texts.COLLECT_NOTHING, hint=texts.COLLECT_NOTHING_HINT)
    return CollectionPlan(
        owner=workspace.owner,
        office_name=_office_name(workspace),
        set_id=found.id,
        set_name=found.short_name,
        period=period,
        due=chosen.due,
        forms=forms,
    )


def people_in_charge(workspace: Workspace, set_id: str) -> tuple[str, ...]:
    """Return who is in charge of indicators of a set, each once, in Vietnamese order."""
    return tuple(_spellings(_assignees(workspace, set_id).values()).values())


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Return one spelling of each name, by the name as it is compared, in Vietnamese order."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: (sort_key(one), one)):
        found.setdefault(_folded(name), name)
    return found


def _office_name(workspace: Workspace) -> str:
    """Return the name of the office as it heads the forms."""
    from ntm_desktop.reports.letterhead import office_name
    from ntm_desktop.services.unmet_document import office_facts

    return office_name(office_facts(workspace, draft=False))


def _chosen_codes(found: CriteriaSet, typed: Sequence[str]) -> frozenset[str]:
    """Return the codes to ask for, all for none chosen; a criterion stands for its indicators."""
    codes: set[str] = set()
    for code in typed:
        criterion = next((one for one in found.criteria if one.code == code), None)
        if criterion is None or found.has_indicator(code):
            codes.add(found.indicator(code).code)
        else:
            codes |= {one.code for one in criterion.indicators} or {code}
    return frozenset(codes)


def _own_forms(
    workspace: Workspace,
    found: CriteriaSet,
    period: ReportingPeriod,
    chosen: FormChoice,
    codes: frozenset[str],
) -> tuple[CollectionForm, ...]:
    """Return the forms about the own office: one for all, or one a person in charge."""
    sheet = entry_sheet(workspace, found.id, period.id)
    lines = _form_lines([one.assessment for one in sheet.groups], sheet.before, codes)
    named = units.unit_name(workspace, workspace.owner)
    shares = _shares(workspace, found, chosen, lines) if chosen.by == "person" else {"": lines}
    return tuple(
        CollectionForm(
            who=who,
            unit=workspace.owner,
            unit_name=named,
            previous_label=sheet.previous_period.label,
            lines=tuple(share),
        )
        for who, share in shares.items()
        if share
    )


def _shares(
    workspace: Workspace, found: CriteriaSet, chosen: FormChoice, lines: Sequence[FormLine]
) -> dict[str, list[FormLine]]:
    """Return what each person is asked for; "" stands for nobody, last.

    A name that was chosen and is in charge of nothing gets what nobody is in charge of, or all
    that was chosen.
    """
    charged = _assignees(workspace, found.id)
    names = _spellings(charged.values())
    shares: dict[str, list[FormLine]] = {name: [] for name in names.values()}
    free: list[FormLine] = []
    for line in lines:
        who = charged.get(line.code)
        (shares[names[_folded(who)]] if who else free).append(line)
    if not chosen.names:
        return {**shares, "": free}
    rest = list(lines) if chosen.codes else free
    return {name: shares.get(names.get(_folded(name), ""), rest) for name in chosen.names}


def _assignees(workspace: Workspace, set_id: str) -> dict[str, str]:
    """Return who is in charge by the code of the indicator; a criterion's person has all of it."""
    owner = workspace.owner
    held = workspace.store.records(RoadmapItem, set_id=set_id, owner_unit=owner)
    named = {
        one.indicator: name
        for one in held
        if (one.unit or owner) == owner and (name := _one_line(one.assignee or ""))
    }
    for criterion in criteria_set(set_id).criteria:
        if criterion.code in named:
            for part in criterion.indicators:
                named.setdefault(part.code, named[criterion.code])
    return named


def _folded(name: str) -> str:
    """Return a name as it is compared."""
    return _one_line(name).casefold()


def _unit_forms(
    workspace: Workspace,
    found: CriteriaSet,
    period: ReportingPeriod,
    chosen: FormChoice,
    codes: frozenset[str],
) -> tuple[CollectionForm, ...]:
    """Return one form for each thôn."""
    if found.level in COMMUNE_LEVELS and not codes:
        message = texts.COLLECT_CHOOSE.format(name=found.short_name)
        raise InputError(message, hint=texts.COLLECT_CHOOSE_HINT)
    known = {one.code: one.name for one in units.below(workspace, period.end)}
    wanted = {units.unit_code(workspace, name) for name in chosen.names} or set(known)
    strange = sorted(wanted - set(known))
    if strange:
        message = texts.UNIT_NOT_HERE.format(text=strange[0])
        raise NotFoundError(message, hint=texts.UNIT_NOT_HERE_HINT)
    if not known:
        raise InputError(texts.COLLECT_NO_UNITS, hint=texts.COLLECT_NO_UNITS_HINT)
    asked = rules_of(workspace, found.id).assess({}, period.year).criteria
    held = values_of_others(workspace, found.id)
    return tuple(
        _unit_form(asked, held, period, (code, name), codes)
        for code, name in known.items()
        if code in wanted
    )


def _unit_form(
    asked: Sequence[CriterionAssessment],
    held: HeldValues,
    period: ReportingPeriod,
    unit: tuple[str, str],
    codes: frozenset[str],
) -> CollectionForm:
    """Return the form of one thôn (code, name); who fills it in is written by hand."""
    code, name = unit
    earlier = earlier_period_of(held, code, period)
    return CollectionForm(
        who="",
        unit=code,
        unit_name=name,
        previous_label=earlier.label,
        lines=tuple(_form_lines(asked, held.of(code, earlier.id), codes)),
    )


def _form_lines(
    asked: Sequence[CriterionAssessment],
    before: Mapping[str, IndicatorValue],
    codes: frozenset[str],
) -> list[FormLine]:
    """Return the lines of a set to ask for; a criterion without indicators is one itself."""
    lines: list[FormLine] = []
    for found in asked:
        if not found.indicators:
            lines.append(_criterion_line(found.criterion.code, found.criterion.name))
        lines += [_form_line(one, before.get(one.indicator.code)) for one in found.indicators]
    return [line for line in lines if not codes or line.code in codes]


def _form_line(found: IndicatorAssessment, before: IndicatorValue | None) -> FormLine:
    """Return the line of one indicator, with its figure of the period before."""
    indicator = found.indicator
    return FormLine(
        code=indicator.code,
        text=indicator.text,
        measure_unit=indicator.measure_unit or _yes_no(indicator),
        target=found.target.text if found.target else "",
        previous=_figure(format_result(before, indicator)) if before else "",
        kind=indicator.kind,
        scale=indicator.scale,
        is_plain=_is_plain(indicator),
        wording_verified=found.wording_verified,
        target_verified=found.target_verified,
        by_gender=indicator.by_gender,
    )


def _figure(text: str) -> str:
    """Return a result without the reason that was given for it.

    >>> _figure("68,3@đạt: lý do"), _figure("đạt: lý do")
    ('68,3', 'Đạt')
    """
    figure, _, judged = text.partition("@")
    return capital_first((figure or judged).partition(":")[0].strip())


def _criterion_line(code: str, name: str) -> FormLine:
    """Return the line of a criterion that is judged as a whole."""
    return FormLine(
        code=code,
        text=name,
        measure_unit=texts.COLLECT_YES_NO,
        target="",
        previous="",
        kind=None,
    )


def _yes_no(indicator: Indicator) -> str:
    """Return what stands for the measure unit of an indicator that is met or not."""
    return texts.COLLECT_YES_NO if indicator.kind is IndicatorKind.BOOLEAN else ""


def _is_plain(indicator: Indicator) -> bool:
    """Say whether one figure alone answers an indicator."""
    return not (indicator.by_gender or indicator.if_any or indicator.sub_text)


# --- writing ---


def gather(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the forms of a request as a document."""
    from ntm_desktop.reports.collection_forms import build_context

    plan = plan_of(workspace, request)
    free = sum(
        len(form.lines) for form in plan.forms if not form.who and form.unit == workspace.owner
    )
    told = texts.COLLECT_UNASSIGNED_NOTICE.format(count=free)
    by = choice_of(request.options, workspace.today()).by
    return Gathered(
        context=build_context(plan, draft=draft),
        notices=((told,) if free and by == "person" else ()) + _locked_notices(workspace, plan),
    )


def _locked_notices(workspace: Workspace, plan: CollectionPlan) -> tuple[str, ...]:
    """Return that figures of a locked period will not be taken, a sentence for each unit locked."""
    held = [
        lock_of(workspace, plan.set_id, plan.period.id, unit)
        for unit in dict.fromkeys(form.unit for form in plan.forms)
    ]
    closed = [lock_text(lock) for lock in held if lock is not None and lock.locked]
    return tuple(texts.LOCK_FORMS.format(closed=one) for one in dict.fromkeys(closed))


def plan_of(workspace: Workspace, request: DocumentRequest) -> CollectionPlan:
    """Return the plan that a request asks for; raises as `plan_forms`."""
    choice = choice_of(request.options, workspace.today())
    return plan_forms(workspace, chosen_set(workspace, request), request.period.id, choice)


def write_book(workspace: Workspace, request: DocumentRequest, out_path: Path) -> None:
    """Write the forms of a request as a workbook."""
    write_forms_xlsx(plan_of(workspace, request), out_path)


def write_forms_xlsx(plan: CollectionPlan, out_path: Path) -> None:
    """Write the forms as a workbook, a sheet each; raise `DataFileError` when it cannot be."""
    from ntm_desktop.exchange.collection_workbook import write_workbook

    write_workbook(plan, out_path)


# --- reading back ---


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenLine:
    """One filled line that can be taken: what it will write, beside what is recorded now.

    `effect` is "inserted", "updated" or "unchanged"; `doubt` says why a figure cannot be.
    """

    sheet: str
    cell: str
    unit: str
    unit_name: str
    code: str
    text: str
    note: str
    now: str
    effect: str
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPreview:
    """What taking a workbook would do: `lines` are written, `problems` are not taken.

    `read` counts the filled lines, `rejected` those among them that cannot be taken.
    """

    path: Path
    set_id: str
    set_name: str
    period: ReportingPeriod
    lines: tuple[TakenLine, ...]
    problems: tuple[CellProblem, ...]
    read: int
    rejected: int

    def count(self, effect: str) -> int:
        """Return how many lines have that effect."""
        return sum(line.effect == effect for line in self.lines)

    @property
    def doubtful(self) -> tuple[TakenLine, ...]:
        """Return the lines whose figure cannot be; they are taken, and have to be looked at."""
        return tuple(line for line in self.lines if line.doubt)


@dataclass(frozen=True, slots=True)
class BookTaken:
    """What taking a workbook did."""

    preview: BookPreview
    touched: Touched


def read_workbook(
    workspace: Workspace, path: Path, *, period_id: str | None = None, set_id: str | None = None
) -> BookPreview:
    """Return what a filled workbook would write; nothing is written.

    `period_id` and `set_id` are those a person looks at: forms of others are refused. Raises
    `InputError`/`NotFoundError` for a file that is not a workbook of this office's forms.
    """
    from ntm_desktop.exchange.collection_workbook import read_workbook as read

    returned = read(path)
    _check_ours(workspace, returned, period_id, set_id)
    found, period = effective_set(workspace, returned.set_id), parse_period(returned.period_id)
    reader = _Reader(workspace, found, period)
    for answer in returned.answers:
        reader.take(answer)
    problems = (*returned.problems, *reader.problems)
    damaged = {(one.sheet, one.cell[1:]) for one in returned.problems if one.cell}
    rejected = len(damaged) + reader.rejected
    return BookPreview(
        path=path,
        set_id=found.id,
        set_name=found.short_name,
        period=period,
        lines=tuple(reader.lines),
        problems=problems,
        read=len(reader.lines) + rejected,
        rejected=rejected,
    )


def take_preview(workspace: Workspace, preview: BookPreview) -> BookTaken:
    """Write what a preview shows as one step."""
    changed = [line for line in preview.lines if line.effect != "unchanged"]
    place = (preview.set_id, preview.period.id)
    drafts = [ValueDraft(*place, line.code, line.text, line.unit) for line in changed]
    label = texts.STEP_COLLECT.format(name=preview.path.name[:60])
    with workspace.store.step(label, workspace.user) as step:
        put_values(workspace, drafts)
        for line in changed:
            if line.note:
                key = _key(workspace, preview.set_id, preview.period, line.unit, line.code)
                workspace.store.put("indicator_value", key, {"note": line.note})
    return BookTaken(preview, step.touched)


def _check_ours(
    workspace: Workspace, returned: ReturnedForms, period_id: str | None, set_id: str | None
) -> None:
    """Raise `InputError` for forms of another office, period or set."""
    if returned.owner != workspace.owner:
        named = units.unit_name(workspace, returned.owner)
        own = units.unit_name(workspace, workspace.owner)
        message = texts.BOOK_OTHER_OWNER.format(owner=named, own=own)
        raise InputError(message, hint=texts.BOOK_OTHER_OWNER_HINT)
    period = parse_period(returned.period_id)
    if period_id is not None and parse_period(period_id) != period:
        wanted = parse_period(period_id).label
        message = texts.BOOK_OTHER_PERIOD.format(found=period.label, wanted=wanted)
        raise InputError(message, hint=texts.BOOK_OTHER_PERIOD_HINT.format(found=period.label))
    if set_id is not None and set_id != returned.set_id:
        names = (criteria_set(one).short_name for one in (returned.set_id, set_id))
        message = texts.BOOK_OTHER_SET.format(**dict(zip(("found", "wanted"), names, strict=True)))
        raise InputError(message, hint=texts.BOOK_OTHER_SET_HINT)


def _key(workspace: Workspace, set_id: str, period: ReportingPeriod, unit: str, code: str) -> str:
    """Return the key of the value that a line writes."""
    return value_key(workspace.owner, unit, period.id, set_id, code)


class _Reader:
    """Understands the answers of a workbook one by one and compares them with the record."""

    def __init__(self, workspace: Workspace, found: CriteriaSet, period: ReportingPeriod) -> None:
        self._workspace, self._set, self._period = workspace, found, period
        self._held: dict[str, Mapping[str, IndicatorValue]] = {}
        self._taken: dict[tuple[str, str], TakenLine] = {}
        self._units = {one.code: one.name for one in units.directly_below(workspace)}
        self._units[workspace.owner] = units.unit_name(workspace, workspace.owner)
        self._strange: set[str] = set()
        self.lines: list[TakenLine] = []
        self.problems: list[CellProblem] = []
        self.rejected = 0

    def take(self, answer: Answer) -> None:
        """Understand one answer: a line to write, or a problem."""
        if answer.unit not in self._units:
            self._refuse_unit(answer)
            return
        known, indicator = self._indicator(answer.code)
        if not known:
            rule = texts.CELL_UNKNOWN.format(code=answer.code)
            self._refuse(answer, rule, texts.CELL_UNKNOWN_FIX)
            return
        if not answer.text:
            self._refuse(answer, texts.CELL_NOTE_ONLY, texts.CELL_NOTE_ONLY_FIX)
            return
        try:
            stored = parse_result(answer.text, indicator)
        except UserError as error:
            self._refuse(answer, str(error), error.hint or texts.CELL_BAD_FIX)
            return
        self._add(answer, self._line(answer, indicator, stored))

    def _add(self, answer: Answer, line: TakenLine) -> None:
        """Take a line; the same figure twice is taken once, two different ones are refused."""
        earlier = self._taken.get((line.unit, line.code))
        if earlier is None:
            self._taken[line.unit, line.code] = line
            self.lines.append(line)
        elif (earlier.text, earlier.note) != (line.text, line.note):
            rule = texts.CELL_TWICE.format(code=line.code)
            self._refuse(answer, rule, texts.CELL_TWICE_FIX)
            if earlier in self.lines:
                self.lines.remove(earlier)
                self.rejected += 1

    def _line(
        self, answer: Answer, indicator: Indicator | None, stored: Mapping[str, StoredValue]
    ) -> TakenLine:
        """Return what one answer writes, beside what is recorded."""
        held = self._values(answer.unit).get(answer.code)
        now = format_result(held, indicator) if held else ""
        place: dict[str, StoredValue] = {
            "unit": answer.unit,
            "period": self._period.id,
            "set_id": self._set.id,
            "indicator": answer.code,
        }
        told: IndicatorValue = entity_of(IndicatorValue).read("", {**place, **stored})
        text = format_result(told, indicator)
        same = text == now and answer.note in ("", (held.note or "") if held else "")
        return TakenLine(
            sheet=answer.sheet,
            cell=answer.cell,
            unit=answer.unit,
            unit_name=self._units[answer.unit],
            code=answer.code,
            text=text,
            note=answer.note,
            now=now,
            effect="unchanged" if same else ("updated" if now else "inserted"),
            doubt=figure_doubts(
                self._workspace, self._set, answer.unit, self._period.id, {answer.code: told}
            ).get(answer.code, ""),
        )

    def _values(self, unit: str) -> Mapping[str, IndicatorValue]:
        """Return what is recorded of a unit in the period."""
        if unit not in self._held:
            about = None if unit == self._workspace.owner else unit
            self._held[unit] = values_of(self._workspace, self._set.id, self._period.id, about)
        return self._held[unit]

    def _indicator(self, code: str) -> tuple[bool, Indicator | None]:
        """Return whether the set knows a code, and its indicator (None for a criterion)."""
        if self._set.has_indicator(code):
            return True, self._set.indicator(code)
        return any(one.code == code for one in self._set.criteria), None

    def _refuse_unit(self, answer: Answer) -> None:
        """Note, once a sheet, that its thôn is not ours."""
        self.rejected += 1
        if answer.sheet not in self._strange:
            self._strange.add(answer.sheet)
            rule = texts.SHEET_UNIT.format(unit=answer.unit)
            problem = CellProblem(answer.sheet, "", answer.unit, rule, texts.SHEET_UNIT_FIX)
            self.problems.append(problem)

    def _refuse(self, answer: Answer, rule: str, fix: str) -> None:
        """Note that a cell cannot be taken."""
        self.rejected += 1
        value = answer.text or answer.note
        self.problems.append(CellProblem(answer.sheet, answer.cell, value, rule, fix))


def doubt_lines(preview: BookPreview) -> tuple[str, ...]:
    """Return the figures of a preview that cannot be, as people read them."""
    return tuple(
        f"{' '.join(filter(None, (one.sheet, one.cell)))} ({one.unit_name}): {one.doubt}"
        for one in preview.doubtful
    )


def problem_lines(problems: Iterable[CellProblem]) -> tuple[str, ...]:
    """Return problems as people read them."""
    return tuple(
        f"{' '.join(filter(None, (one.sheet, one.cell)))}: {one.rule.rstrip('. ')}. {one.fix}"
        for one in problems
    )
