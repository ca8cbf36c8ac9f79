"""Works that were probably entered twice, as by two computers: people are asked, never joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ntm_desktop import texts
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.domain.works import Work, village_names


def work_doubles(works: Iterable[Work], names: Mapping[str, str]) -> dict[str, Issue]:
    """Return, by key, which works have the name, thôn and year of another one.

    A thôn or year that one of them does not say keeps nobody from asking; `names` are the known
    units by code.
    """
    by_name: dict[str, list[Work]] = {}
    for one in works:
        by_name.setdefault(_plain(one.name), []).append(one)
    found = {}
    for held in (one for one in by_name.values() if len(one) > 1):
        for work in held:
            count = sum(_alike(work, other, names) for other in held)
            if count > 1:
                text = texts.WORK_TWICE.format(work=work.name, count=count)
                found[work.key] = Issue(Severity.WARNING, work.key, text)
    return found


def _alike(one: Work, other: Work, names: Mapping[str, str]) -> bool:
    """Say whether two works of one name may be one: neither a group and its member, nor apart."""
    if one.key in (other.group, other.key) or other.key == one.group:
        return one.key == other.key
    places = [_folded(village_names(work, names)) for work in (one, other)]
    return _may_be_same(places) and _may_be_same([_years(work) for work in (one, other)])


def _may_be_same(told: Sequence[frozenset[object]]) -> bool:
    """Say whether two sets of what is known have something in common, or one knows nothing."""
    first, second = told
    return not first or not second or bool(first & second)


def _folded(names: Iterable[str]) -> frozenset[object]:
    """Return names as they are compared."""
    return frozenset(_plain(name) for name in names)


def _years(work: Work) -> frozenset[object]:
    """Return the year a work begins in, as planned and in fact."""
    days = (work.start_planned_on, work.start_on)
    return frozenset(day.year for day in days if day is not None)


def _plain(name: str) -> str:
    """Return a name in one spelling: composed, on one line, without capitals."""
    return " ".join(compose(name).casefold().split())
