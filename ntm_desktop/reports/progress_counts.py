"""How many criteria and indicators are met, each number alone: for the cells of a form."""

from __future__ import annotations

from decimal import Decimal

from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.reports.progress_facts import ProgressFacts, has_results

_PLACES = 2


def count_fields(facts: ProgressFacts) -> dict[str, str]:
    """Return the fields of numbers, "" for what is not known: as in the headline, the totals."""
    met, of, indicators, of_indicators = _numbers(facts)
    return {
        "criteria_met": _text(met),
        "criteria_total": _text(of),
        "criteria_rate": _rate(met, of),
        "indicators_met": _text(indicators),
        "indicators_total": _text(of_indicators),
        "indicators_rate": _rate(indicators, of_indicators),
    }


def _numbers(facts: ProgressFacts) -> tuple[int | None, ...]:
    """Return criteria met and of how many, indicators met and of how many."""
    found, total = facts.assessment, facts.total
    if found is not None and has_results(found):
        counts, known = found.counts, found.criteria_set
        criteria = max(counts.criteria_total, known.expected_criteria or 0)
        is_whole = counts.indicators_total >= (known.expected_indicators or 0)
        if not (is_whole and counts.indicators_total):
            return counts.criteria_met, criteria, None, None
        reached = counts.indicators_reached
        return counts.criteria_met, criteria, reached, counts.indicators_total
    if total is not None:
        return (
            *(total.criteria_met, total.criteria_total),
            *(total.indicators_met, total.indicators_total),
        )
    return None, None, None, None


def _text(number: int | None) -> str:
    """Return a number, "" for none."""
    return "" if number is None else format_number(number)


def _rate(part: int | None, whole: int | None) -> str:
    """Return a share, "" where one of the two is not known."""
    if part is None or not whole:
        return ""
    return format_percent(Decimal(100) * part / whole, _PLACES)
