"""Which document is asked for, and what was gathered for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ntm_desktop import texts
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.errors import InputError
from ntm_desktop.services.criteria import followed_sets
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """Which document is asked for, and about what.

    What is needed depends on the document: a period and a set (None: the first followed one), a
    unit (None: the own office), the key of a meeting or task, choices by the id of the option.
    What is not among `options` is taken from what was kept for the document, unless the request
    `is_whole`.
    """

    report_id: str
    period_id: str | None = None
    set_id: str | None = None
    unit: str | None = None
    key: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False

    @property
    def period(self) -> ReportingPeriod:
        """Return the period; raise `InputError` where none was chosen."""
        if self.period_id is None:
            raise InputError(texts.REPORT_NO_PERIOD, hint=texts.REPORT_NO_PERIOD_HINT)
        return parse_period(self.period_id)


class Prose(Protocol):
    """Facts of a document with prose: what a person wrote, now and in the period before."""

    @property
    def narratives(self) -> Mapping[str, str]:
        """Return section id to what was written."""

    @property
    def previous_narratives(self) -> Mapping[str, str]:
        """Return section id to what was written in the period before."""


def _no_charts() -> Mapping[str, bytes]:
    """Return no pictures."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A document's context with what is still missing in it; pictures are drawn when asked for.

    `prose` are the facts of a document with sections of prose. `template` is the file of a
    document whose form depends on its facts ("" for the usual one).
    """

    context: Any
    charts: Callable[[], Mapping[str, bytes]] = _no_charts
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    prose: Prose | None = None
    template: str = ""


def chosen_set(workspace: Workspace, request: DocumentRequest) -> str:
    """Return the set of a request, else the first followed one; raise `InputError` for none."""
    found = request.set_id or next((one.id for one in followed_sets(workspace)), None)
    if found is None:
        raise InputError(texts.REPORT_NO_SET, hint=texts.REPORT_NO_SET_HINT)
    return found
