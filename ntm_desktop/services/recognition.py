"""Titles: who registered, who holds them, what they add up to (73/85), what is in danger."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.periods import (
    ReportingPeriod,
    known_periods,
    last_day_to_tell,
    parse_period,
)
from ntm_desktop.domain.recognition import (
    COUNTED,
    Holding,
    Recognition,
    RecognitionRollup,
    Registration,
    decisive,
    holding_at,
    is_granted,
    is_recognised_within,
    share_of,
    share_text,
)
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.units import AdminUnit, counted_word
from ntm_desktop.domain.vietnamese import fold, sort_key
from ntm_desktop.errors import NotFoundError
from ntm_desktop.services import units
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.workspace import Workspace

TitledT = TypeVar("TitledT", Registration, Recognition)
_Titled = Registration | Recognition | RecognitionRollup


@dataclass(frozen=True, slots=True)
class Registered:
    """A unit (or a subject such as a school) that registered; `is_late`: its year has passed."""

    record: Registration
    unit: str
    name: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit (or subject) with a decision of recognition, and how it stands on the day."""

    record: Recognition
    unit: str
    name: str
    state: Holding


@dataclass(frozen=True, slots=True)
class Count:
    """Achieved of total units; `text` is how documents write it, "73/85 thôn (85,88%)".

    `is_typed`: only the counts are known, not the units behind them.
    """

    achieved: int
    total: int | None
    noun: str
    share: Decimal | None
    text: str
    is_typed: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlanShare:
    """How many were recognised in the period, held against a plan; `share` in percent."""

    planned: int
    share: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class TitleBoard:
    """One title: registered, holders by how they stand, the count, and what was gained.

    `counted` comes from the decisions and the list of units below, `typed` from typed totals;
    `difference` is the sentence where the two do not agree.
    """

    title: str
    set_id: str | None
    registered: tuple[Registered, ...]
    holders: tuple[Holder, ...]
    counted: Count | None
    typed: Count | None
    difference: str
    gained: int | None
    plans: tuple[PlanShare, ...]

    @property
    def count(self) -> Count | None:
        """Return the count that is shown first: from the decisions where there are any."""
        return self.counted or self.typed

    def holding(self, *states: Holding) -> tuple[Holder, ...]:
        """Return the holders that stand so."""
        return tuple(one for one in self.holders if one.state in states)


@dataclass(frozen=True, slots=True)
class RecognitionBoard:
    """All titles on a day (the end of a period, or a day of its own), with what is doubtful."""

    day: datetime.date
    period: ReportingPeriod | None
    titles: tuple[TitleBoard, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Units:
    """The units known by code, and those below our own."""

    known: Mapping[str, AdminUnit]
    below: tuple[AdminUnit, ...]

    def code_of(self, typed: str | None, key: str) -> str:
        """Return the code a record's unit stands for: a code, a name, or the record's owner."""
        if not typed:
            return owner_of(key)
        if typed in self.known:
            return typed
        wanted = fold(typed)
        named = [one.code for one in self.known.values() if _is_named(one, wanted)]
        return named[0] if len(named) == 1 else typed

    def name_of(self, code: str) -> str:
        """Return the name of a unit, what was typed where it is not in the list."""
        return self.known[code].name if code in self.known else code


def recognition_board(
    workspace: Workspace,
    period_id: str | None = None,
    day: datetime.date | None = None,
) -> RecognitionBoard:
    """Return every title with registrations, holders and counts on a day.

    The day is the end of the period (today while it still runs), else `day`, else today. Raises
    `InputError` for a period that is none.
    """
    period = parse_period(period_id) if period_id else None
    today = workspace.today()
    at = last_day_to_tell(period, today) if period else day or today
    places = _units(workspace, at)
    told = _Told(
        day=at,
        period=period,
        today=today,
        units=places,
        registrations=_of_office(workspace, workspace.store.records(Registration), places),
        recognitions=_of_office(workspace, workspace.store.records(Recognition), places),
        rollups=_rollups_at(workspace, period, period.end if period else at),
    )
    groups = _groups((*told.registrations, *told.recognitions, *told.rollups))
    titles = tuple(sorted((_title(told, one) for one in groups), key=_title_order))
    return RecognitionBoard(at, period, titles, _issues(titles))


def unit_meant(workspace: Workspace, typed: str | None, key: str) -> str:
    """Return the code of the unit a record speaks of: by code, by name, or its owner."""
    return _units(workspace, workspace.today()).code_of(typed, key)


def unit_names(workspace: Workspace) -> dict[str, str]:
    """Return code → name of every unit in the list, our own first."""
    known = _units(workspace, workspace.today()).known
    ordered = sorted(known.values(), key=lambda one: sort_key(one.name))
    ordered.sort(key=lambda one: one.code != workspace.owner)
    return {one.code: one.name for one in ordered}


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known on the day, before it is put together by title."""

    day: datetime.date
    period: ReportingPeriod | None
    today: datetime.date
    units: _Units
    registrations: Sequence[Registration]
    recognitions: Sequence[Recognition]
    rollups: tuple[RecognitionRollup, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Records that speak of one title."""

    title: str
    set_id: str | None
    keys: frozenset[str]


def _units(workspace: Workspace, day: datetime.date) -> _Units:
    """Return the units there are on a day."""
    below = tuple(one for one in units.all_below(workspace) if one.is_valid_at(day))
    return _Units(units.known_units(workspace), below)


def _is_named(unit: AdminUnit, wanted: str) -> bool:
    """Say whether a folded text names a unit, with or without its kind ("Xã", "Thôn")."""
    name = fold(unit.name)
    return wanted in (name, name.partition(" ")[2])


def _of_office(workspace: Workspace, held: Sequence[TitledT], places: _Units) -> list[TitledT]:
    """Return the records of this office, and those units keep about themselves.

    Where our own office keeps records of a unit, subject and title, the unit's own are left out.
    """
    own = [one for one in held if owner_of(one.key) == workspace.owner]
    told = {_about(one, places) for one in own}
    others = [
        one
        for one in held
        if owner_of(one.key) != workspace.owner
        and places.code_of(one.unit, one.key) == owner_of(one.key)
        and _about(one, places) not in told
    ]
    return own + others


def _about(one: Registration | Recognition, places: _Units) -> tuple[str, str, str]:
    """Return what a record is about: unit, subject and title."""
    return (
        places.code_of(one.unit, one.key),
        fold(one.subject or ""),
        one.set_id or _plain(one.title),
    )


def _rollups_at(
    workspace: Workspace, period: ReportingPeriod | None, day: datetime.date
) -> tuple[RecognitionRollup, ...]:
    """Return for each title the typed counts that are the latest up to a day."""
    latest: dict[str, tuple[tuple[bool, datetime.date, str], RecognitionRollup]] = {}
    for one in workspace.store.records(RecognitionRollup, owner_unit=workspace.owner):
        told = known_periods([one.period])
        end = told[0].end if told else datetime.date.min
        if end > day:
            continue
        order = (period is not None and one.period == period.id, end, one.key)
        name = _plain(one.title)
        if name not in latest or order > latest[name][0]:
            latest[name] = order, one
    return tuple(one for _, one in latest.values())


def _groups(records: Sequence[_Titled]) -> list[_Group]:
    """Return the records by title: those of one set are one title, others by their words.

    A record without a set belongs to the set all records of the same words name. The order in
    which records were entered does not matter.
    """
    sets: dict[str, set[str]] = {}
    for one in records:
        if _set_of(one):
            sets.setdefault(_plain(one.title), set()).add(_set_of(one))
    grouped: dict[tuple[str, str], list[_Titled]] = {}
    for one in records:
        plain = _plain(one.title)
        named = sets.get(plain, set())
        set_id = _set_of(one) or (next(iter(named)) if len(named) == 1 else "")
        grouped.setdefault((set_id, "" if set_id else plain), []).append(one)
    return [
        _Group(_best_title(held), set_id or None, frozenset(one.key for one in held))
        for (set_id, _), held in grouped.items()
    ]


def _set_of(one: _Titled) -> str:
    """Return the set a record names, "" for none."""
    return "" if isinstance(one, RecognitionRollup) else one.set_id or ""


def _plain(title: str) -> str:
    """Return a title as titles are compared: without accents, case and doubled blanks."""
    return " ".join(fold(title).split())


def _best_title(held: Iterable[_Titled]) -> str:
    """Return the wording most records use, of equal ones the first by alphabet."""
    counts = Counter(one.title for one in held)
    return min(counts, key=lambda title: (-counts[title], title))


def _title_order(one: TitleBoard) -> tuple[object, str]:
    """Return what orders titles."""
    return sort_key(one.title), one.set_id or ""


def _title(told: _Told, group: _Group) -> TitleBoard:
    """Return one title with everything about it."""
    recognitions = [one for one in told.recognitions if one.key in group.keys]
    holders = _holders(told, recognitions)
    registered = tuple(
        _registered(told, one, holders) for one in told.registrations if one.key in group.keys
    )
    counted = _counted(told, group, holders, registered)
    rollup = next((one for one in told.rollups if one.key in group.keys), None)
    typed = _typed(rollup) if rollup else None
    gained = _gained(told, recognitions, rollup)
    return TitleBoard(
        title=group.title,
        set_id=group.set_id,
        registered=_by_name(registered),
        holders=_by_name(holders),
        counted=counted,
        typed=typed,
        difference=_difference(counted, typed),
        gained=gained,
        plans=_plans(gained, rollup),
    )


_NamedT = TypeVar("_NamedT", Registered, Holder)


def _by_name(rows: Iterable[_NamedT]) -> tuple[_NamedT, ...]:
    """Return rows in Vietnamese order of their names."""
    return tuple(sorted(rows, key=lambda one: (sort_key(one.name), one.record.key)))


def _holders(told: _Told, recognitions: Sequence[Recognition]) -> tuple[Holder, ...]:
    """Return one line for each unit or subject: its latest decision says how it stands."""
    places: dict[tuple[str, str], list[Recognition]] = {}
    for one in recognitions:
        code = told.units.code_of(one.unit, one.key)
        places.setdefault((code, fold(one.subject or "")), []).append(one)
    found = []
    for (code, _), held in places.items():
        latest = decisive(held, told.day)
        if latest is not None:
            name = latest.subject or told.units.name_of(code)
            found.append(Holder(latest, code, name, holding_at(latest, told.day)))
    return tuple(found)


def _registered(told: _Told, one: Registration, holders: Sequence[Holder]) -> Registered:
    """Return one registration; it is late once its year is over without a title."""
    code, subject = told.units.code_of(one.unit, one.key), fold(one.subject or "")
    holds = any(
        (held.unit, fold(held.record.subject or "")) == (code, subject) and held.state in COUNTED
        for held in holders
    )
    year = one.year_planned
    last = datetime.date(year, 12, 31) if year is not None else datetime.date.max
    over = last <= told.day and last < told.today
    is_late = over and not holds and one.state != "withdrawn"
    return Registered(one, code, one.subject or told.units.name_of(code), is_late)


def _counted(
    told: _Told, group: _Group, holders: Sequence[Holder], registered: Sequence[Registered]
) -> Count | None:
    """Return the count from decisions over the list of units below; None without either.

    Counted are units of the level the set is for, else of the levels that registered or hold it.
    """
    below = {one.code: one for one in told.units.below}
    granted = [one for one in holders if one.unit in below and not one.record.subject]
    if not granted:
        return None
    level = _level_of(group.set_id) if group.set_id else ""
    total = [one for one in below.values() if one.level == level]
    if not total:
        asked = {one.unit for one in registered if not one.record.subject}
        named = asked | {one.unit for one in granted}
        levels = {one.level for one in below.values() if one.code in named}
        total = [one for one in below.values() if one.level in levels]
    achieved = {one.unit for one in granted if one.state in COUNTED}
    reached = sum(one.code in achieved for one in total)
    return _count(reached, len(total), _word(total), is_typed=False)


def _level_of(set_id: str) -> str:
    """Return the level of the units a set is for; "" for a set that is not here."""
    try:
        return criteria_set(set_id).level
    except NotFoundError:
        return ""


def _word(units: Collection[AdminUnit]) -> str:
    """Return the word some units are counted with."""
    return counted_word((one.name for one in units), (one.level for one in units))


def _typed(one: RecognitionRollup) -> Count | None:
    """Return typed counts; None where not even the number reached was typed."""
    if one.achieved is None:
        return None
    return _count(
        one.achieved, one.total, one.counted or texts.UNIT_WORD, is_typed=True, source=one.source
    )


def _count(
    achieved: int, total: int | None, noun: str, *, is_typed: bool, source: str | None = None
) -> Count:
    """Return a count with its share and the words documents use."""
    share = share_of(achieved, total)
    text = f"{two_digits(achieved)} {noun}"
    if total is not None:
        text = f"{two_digits(achieved)}/{two_digits(total)} {noun}"
    if share is not None:
        text += f" ({share_text(share)})"
    return Count(achieved, total, noun, share, text, is_typed, source or "")


def _gained(
    told: _Told, recognitions: Sequence[Recognition], rollup: RecognitionRollup | None
) -> int | None:
    """Return how many were recognised in the period: from the decisions, else as typed."""
    period = told.period
    typed = None
    if rollup is not None and period is not None and rollup.period == period.id:
        typed = rollup.gained
    if period is None or not recognitions:
        return typed
    found = {
        (told.units.code_of(one.unit, one.key), fold(one.subject or ""))
        for one in recognitions
        if is_granted(one, told.day) and is_recognised_within(one, period.start, period.end)
    }
    return len(found) if found else typed


def _plans(gained: int | None, rollup: RecognitionRollup | None) -> tuple[PlanShare, ...]:
    """Return what was gained as a share of what superior and office had planned."""
    if rollup is None or gained is None:
        return ()
    plans = (
        (rollup.planned_superior, texts.TITLE_PLAN_SUPERIOR),
        (rollup.planned_own, texts.TITLE_PLAN_OWN),
    )
    made = []
    for planned, sentence in plans:
        share = share_of(gained, planned)
        if planned is not None and share is not None:
            text = sentence.format(share=share_text(share))
            made.append(PlanShare(planned, share, text))
    return tuple(made)


def _difference(counted: Count | None, typed: Count | None) -> str:
    """Return the sentence that shows both counts where they are not the same, else ""."""
    if counted is None or typed is None:
        return ""
    same_total = typed.total is None or typed.total == counted.total
    if typed.achieved == counted.achieved and same_total:
        return ""
    return texts.TITLE_DIFFERS.format(typed=typed.text, counted=counted.text)


def _issues(titles: Iterable[TitleBoard]) -> tuple[Issue, ...]:
    """Return what to look at: counts that disagree, titles that end, years that passed."""
    issues: list[Issue] = []
    for one in titles:
        typed = one.typed
        if one.difference:
            issues.append(Issue(Severity.WARNING, one.title, f"{one.title}: {one.difference}"))
        if typed and typed.total is not None and typed.achieved > typed.total:
            text = texts.TITLE_OVER.format(title=one.title, count=typed.text)
            issues.append(Issue(Severity.ERROR, one.title, text))
        issues += [_ending_issue(one, held) for held in one.holding(*_ENDING)]
        issues += [_late_issue(one, late) for late in one.registered if late.is_late]
    return tuple(issues)


_ENDING: Mapping[Holding, str] = {
    Holding.EXPIRING: texts.RECOGNITION_SOON,
    Holding.EXPIRED: texts.RECOGNITION_OVER,
}


def _ending_issue(board: TitleBoard, held: Holder) -> Issue:
    """Return that a title ends soon, or has ended."""
    until = held.record.valid_until
    assert until is not None
    text = _ENDING[held.state].format(unit=held.name, title=board.title, date=format_date(until))
    return Issue(Severity.WARNING, held.record.key, text)


def _late_issue(board: TitleBoard, late: Registered) -> Issue:
    """Return that a registered year passed without a decision."""
    text = texts.REGISTRATION_LATE.format(
        unit=late.name, title=board.title, year=late.record.year_planned
    )
    return Issue(Severity.WARNING, late.record.key, text)
