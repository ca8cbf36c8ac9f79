"""What a document prints that nobody compared with the original: told before it is issued.

The catalogue says of each document what it states (`ReportKind.states`); of wordings and names
those are listed that stand in this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.assessment import IndicatorAssessment
from ntm_desktop.domain.conditions import ConditionKind
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.services.conditions import rules_of
from ntm_desktop.services.criteria import followed_sets
from ntm_desktop.services.document_request import DocumentRequest, Gathered
from ntm_desktop.services.review import Standing, standing
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import Stated


@dataclass(frozen=True, slots=True)
class _Printed:
    """A document about a set: where that stands, and the folded words of each of its rows."""

    now: Standing
    rows: tuple[str, ...]

    def has(self, *words: str) -> bool:
        """Say whether texts stand together in a row or a sentence, however they begin."""
        wanted = tuple(map(_plain, words))
        return all(wanted) and any(all(one in row for one in wanted) for row in self.rows)

    @property
    def indicators(self) -> Iterable[IndicatorAssessment]:
        """Return every indicator of the set."""
        return (one for part in self.now.assessment.criteria for one in part.indicators)


def unverified_marks(
    workspace: Workspace, request: DocumentRequest, found: Gathered
) -> tuple[str, ...]:
    """Return a sentence for each kind of thing the document prints unverified, with its codes."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.report_kind import Stated

    kind = report_kind(request.report_id)
    set_id = request.set_id or next((one.id for one in followed_sets(workspace)), None)
    codes: dict[Stated, Iterable[str]] = {}
    if Stated.FORM in kind.states:
        codes[Stated.FORM] = (request.options.get("form_label") or kind.title.partition(".")[0],)
    if set_id and request.period_id:
        printed = _printed(standing(workspace, set_id, request.period_id, request.unit), found)
        finders = _finders()
        codes |= {one: finders[one](printed) for one in kind.states if one in finders}
    told = {one: ", ".join(dict.fromkeys(codes[one])) for one in kind.states if one in codes}
    return tuple(
        texts.ISSUE_MARK.format(what=texts.ISSUE_MARKS[one.value], codes=listed)
        for one, listed in told.items()
        if listed
    )


def _printed(now: Standing, found: Gathered) -> _Printed:
    """Return a document as it is searched."""
    from ntm_desktop.reports.context_texts import context_texts

    rows: dict[str, list[str]] = {}
    for path, text in context_texts(found.context).items():
        rows.setdefault(path.rpartition(".")[0] or path, []).append(_plain(text))
    return _Printed(now, tuple(map("\n".join, rows.values())))


def _plain(text: str) -> str:
    """Return a text without what capitals, accents, spaces and a full stop make different."""
    return " ".join(fold(text).split()).rstrip(" .;")


def _finders() -> Mapping[Stated, Callable[[_Printed], Iterable[str]]]:
    """Return how the codes of what is unverified are found, for each thing a document states."""
    from ntm_desktop.reports.report_kind import Stated

    return {
        Stated.STANDING: _standing,
        Stated.WORDINGS: _wordings,
        Stated.TARGETS: _targets,
        Stated.NAMES: _names,
        Stated.CONDITIONS: lambda printed: _conditions(printed, tuple(ConditionKind)),
        Stated.RATE: lambda printed: _conditions(printed, (ConditionKind.SATISFACTION,)),
        Stated.PAPERS: _papers,
    }


def _standing(printed: _Printed) -> Iterable[str]:
    """Return the indicators whose outcome rests on an unverified target, or that show it."""
    shown = set(_targets(printed))
    return (
        one.indicator.code
        for one in printed.indicators
        if one.rests_on_unverified or one.indicator.code in shown
    )


def _wordings(printed: _Printed) -> Iterable[str]:
    """Return the indicators whose unverified wording is printed."""
    return (
        one.indicator.code
        for one in printed.indicators
        if not one.wording_verified and printed.has(one.indicator.text)
    )


def _targets(printed: _Printed) -> Iterable[str]:
    """Return the indicators that are printed with an unverified target, a number or a word.

    "Đạt" alone is no such target: every row of such an indicator has that word.
    """
    return (
        one.indicator.code
        for one in printed.indicators
        if one.target is not None
        and not one.target_verified
        and one.indicator.kind is not IndicatorKind.BOOLEAN
        and printed.has(one.indicator.text, one.target.text)
    )


def _names(printed: _Printed) -> Iterable[str]:
    """Return the criteria whose unverified name is printed."""
    return (
        one.criterion.code
        for one in printed.now.assessment.criteria
        if not one.criterion.name_verified and printed.has(one.criterion.name)
    )


def _conditions(printed: _Printed, kinds: tuple[ConditionKind, ...]) -> Iterable[str]:
    """Return the unverified conditions of the rules of the set."""
    rules = rules_of(printed.now.assessment.criteria_set.id).conditions
    return (one.code for one in rules if one.kind in kinds and not one.verified)


def _papers(printed: _Printed) -> Iterable[str]:
    """Return the unverified papers of the dossier that are printed."""
    rules = rules_of(printed.now.assessment.criteria_set.id).papers
    return (one.code for one in rules if not one.verified and printed.has(one.name))
