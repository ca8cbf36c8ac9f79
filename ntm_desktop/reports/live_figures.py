"""Figures inside prose that a person wrote: named in braces, put in anew each time it is printed.

"Xã đạt {tiêu chí đạt}" prints "Xã đạt 16/19 tiêu chí" and says another figure once the data does.
The text that is kept holds the name, so prose carried to the next period brings no old figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.assessment import IndicatorAssessment
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.reports import annexes, narrative, progress_sections
from ntm_desktop.reports.progress_facts import ProgressFacts, has_results

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]
_RESULT = re.compile(re.escape(narrative.live_result("")) + r"[0-9][0-9a-z.]*")
_NAMED = re.compile(r"\{([^{}\n]{1,80})\}")


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A figure that prose can hold: its name without the braces, what it prints ("" no data)."""

    name: str
    value: str


def live_figures(facts: Any, section: ReportSection | None = None) -> tuple[LiveFigure, ...]:
    """Return what the prose of a section can hold; of `facts` without progress only the period."""
    found = [LiveFigure(name, value) for name, value in _general(facts).items()]
    if section is not None:
        own = " ".join(section.generate(facts))
        found = [LiveFigure(narrative.LIVE_OWN, own), *found] if own else found
    return tuple(found)


def printed(text: str, facts: Any, section: ReportSection | None = None) -> Paragraphs:
    """Return the paragraphs of what a person wrote, every named figure put in.

    A line that is the machine's own sentence alone becomes all paragraphs of it. A figure without
    data prints the gap; a name that is none stays as it was written.
    """
    if not _NAMED.search(text):
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    known = _known(text, facts, section)
    own = f"{{{narrative.LIVE_OWN}}}"
    found: list[str] = []
    for line in (one.strip() for one in text.splitlines()):
        if line == own and section is not None:
            found += section.generate(facts) or (narrative.GAP,)
        elif line:
            found.append(_NAMED.sub(lambda part: _value(part, known), line))
    return tuple(found)


def doubts(text: str, facts: Any, section: ReportSection | None, title: str) -> Iterator[str]:
    """Return a sentence for each named figure that has no data or is unknown."""
    names = dict.fromkeys(part[1].strip() for part in _NAMED.finditer(text))
    known = _known(text, facts, section)
    for name in names:
        if name not in known:
            yield narrative.live_unknown(title, name)
        elif not known[name]:
            yield narrative.live_without_data(title, name)


def _known(text: str, facts: Any, section: ReportSection | None) -> Mapping[str, str]:
    """Return every name that prints something here, with what it prints.

    Where nothing of a set is known yet, results that the text names are without data, not unknown.
    """
    own = {narrative.LIVE_OWN: ""} if section is not None else {}
    found = own | {one.name: one.value for one in live_figures(facts, section)}
    progress = _progress(facts)
    if progress is None or progress.assessment is not None:
        return found
    names = (part[1].strip() for part in _NAMED.finditer(text))
    return {name: "" for name in names if _RESULT.fullmatch(name)} | found


def _value(part: re.Match[str], known: Mapping[str, str]) -> str:
    """Return what stands for one name in braces."""
    name = part[1].strip()
    return (known[name] or narrative.GAP) if name in known else part[0]


def _general(facts: Any) -> dict[str, str]:
    """Return the figures of the period that any section can hold."""
    progress = _progress(facts)
    found = {narrative.LIVE_PERIOD: facts.period.label} if hasattr(facts, "period") else {}
    if progress is None:
        return found
    found[narrative.LIVE_PERIOD] = progress.period.label
    return (
        found | {name: make(progress) for name, make in _OF_PROGRESS.items()} | _results(progress)
    )


def _progress(facts: Any) -> ProgressFacts | None:
    """Return the facts on progress that a document rests on, None for one that has none."""
    found = facts if isinstance(facts, ProgressFacts) else getattr(facts, "progress", None)
    return found if isinstance(found, ProgressFacts) else None


def _standing(facts: ProgressFacts) -> str:
    """Return "16/19 tiêu chí, 70/75 chỉ tiêu", from details or else from the recorded total."""
    if facts.assessment is not None and has_results(facts.assessment):
        return progress_sections.reached(facts.assessment)
    return progress_sections.total_reached(facts.total) if facts.total else ""


def _unmet(facts: ProgressFacts) -> str:
    """Return the names of the criteria that are not met, "" where nothing is assessed."""
    names = progress_sections.unmet_names(facts)
    nothing = narrative.LIVE_NONE if has_results(facts.assessment) else ""
    return narrative.join_list(names) if names else nothing


def _unmet_number(facts: ProgressFacts) -> str:
    """Return how many criteria are not met, "" where nothing is assessed."""
    names = progress_sections.unmet_names(facts)
    return _number(len(names)) if names or has_results(facts.assessment) else ""


def _overdue(facts: ProgressFacts) -> str:
    """Return how many tasks are overdue, "" where none is followed."""
    is_known = facts.overdue or facts.open_tasks
    return _number(len(facts.overdue)) if is_known else ""


def _number(count: int) -> str:
    """Return "03", "12"; none at all is "0"."""
    return two_digits(count) if count else "0"


_OF_PROGRESS: Mapping[str, Callable[[ProgressFacts], str]] = {
    narrative.LIVE_STANDING: _standing,
    narrative.LIVE_CRITERIA: lambda facts: _standing(facts).partition(", ")[0],
    narrative.LIVE_UNMET_NUMBER: _unmet_number,
    narrative.LIVE_UNMET: _unmet,
    narrative.LIVE_OVERDUE: _overdue,
}


def _result(found: IndicatorAssessment) -> str:
    """Return a result as a sentence says it, "95,3%", "68,3 triệu đồng"; "" where there is none."""
    value = found.value
    shown = annexes.result_text(found.indicator, value)
    if value is None or narrative.TABLE_GAP in shown:
        return ""
    unit = found.indicator.measure_unit
    if not (unit and shown[:1].isdigit()):
        return narrative.lower_first(shown)
    number, opening, more = shown.partition(" (")  # "76 (1.520/2.000)"
    told = f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}"
    return f"{told}{opening}{more}"


def _results(facts: ProgressFacts) -> dict[str, str]:
    """Return the result of every indicator of the set, by its code; "" where there is none."""
    if facts.assessment is None:
        return {}
    return {
        narrative.live_result(one.indicator.code): _result(one)
        for criterion in facts.assessment.criteria
        for one in criterion.indicators
    }
