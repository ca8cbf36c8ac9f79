"""Forms on which people hand in figures: who is asked for what, and what came back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.periods import ReportingPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One figure asked for; `kind` is None for a criterion that is judged as a whole."""

    code: str
    text: str
    measure_unit: str
    target: str
    previous: str
    kind: IndicatorKind | None
    scale: tuple[str, ...] = ()
    is_plain: bool = True  # one number says it: no nam/nữ, no part, no "nếu có"
    wording_verified: bool = True
    target_verified: bool = True
    by_gender: bool = False

    @property
    def is_rate(self) -> bool:
        """Say whether a figure is a share of a whole, which "45/60" says best: it adds up."""
        scored = self.kind is IndicatorKind.SCORED and self.measure_unit == "%"
        return scored or self.kind is IndicatorKind.PERCENT


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionForm:
    """The form of one person ("" where nobody is in charge) or of one thôn."""

    who: str
    unit: str
    unit_name: str
    previous_label: str
    lines: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPlan:
    """All forms of one set and period; `owner` is the office that asks."""

    owner: str
    office_name: str
    set_id: str
    set_name: str
    period: ReportingPeriod
    due: datetime.date | None
    forms: tuple[CollectionForm, ...]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell of a workbook ("" for a whole sheet), and how to mend it."""

    sheet: str
    cell: str
    value: str
    rule: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line of a filled form: the figure and the note as typed, "" for what was left empty."""

    sheet: str
    cell: str
    unit: str
    code: str
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForms:
    """A workbook of ours as it came back: what was answered, and what is wrong with it."""

    owner: str
    set_id: str
    period_id: str
    answers: tuple[Answer, ...]
    problems: tuple[CellProblem, ...]
