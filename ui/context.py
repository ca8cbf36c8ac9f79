"""What every screen shares: the open workspace, the chosen unit, period and set, and their news."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ntm_desktop.domain.changes import Touched

if TYPE_CHECKING:
    from ntm_desktop.services.workspace import Workspace

T = TypeVar("T")
POLL_MS = 1000
# Which screen shows the records of an entity.
SCREEN_OF_ENTITY: Mapping[str, str] = {
    "indicator_value": "criteria",
    "set_total": "criteria",
    "roadmap_item": "criteria",
    "meeting": "meetings",
    "attendee": "meetings",
    "opinion": "meetings",
    "conclusion": "meetings",
    "presentation": "meetings",
    "vote": "meetings",
    "passage_mark": "meetings",
    "meeting_version": "meetings",
    "meeting_paper": "meetings",
    "task": "tasks",
    "work": "works",
    "money_entry": "works",
    "contribution": "works",
    "work_quantity": "works",
    "work_document": "works",
    "money_reason": "works",
    "figure": "figures",
    "measure": "figures",
    "figure_plan": "figures",
    "figure_rate": "figures",
    "plan_summary": "figures",
    "village_statistics": "figures",
    "poverty_count": "figures",
    "ocop_product": "figures",
    "household_support": "figures",
    "asset": "figures",
    "register_total": "figures",
    "registration": "recognition",
    "recognition": "recognition",
    "recognition_rollup": "recognition",
    "recognition_condition": "recognition",
    "dossier_paper": "recognition",
    "dossier_state": "recognition",
    "appraisal": "recognition",
    "official_document": "documents",
    "task_note": "tasks",
    "person": "people",
    "position": "people",
    "organisation": "people",
    "narrative": "reports",
    "report_option": "reports",
    "issued_report": "reports",
    "superior_form": "reports",
    "admin_unit": "settings",
    "office_profile": "settings",
    "followed_set": "settings",
    "period_lock": "settings",
}


def everything() -> Touched:
    """Return the flag that says any entity may have changed."""
    import ntm_desktop.domain.entities  # noqa: F401 (declares the entities)
    from ntm_desktop.domain.entity import declared_entities

    return Touched(frozenset(found.name for found in declared_entities()))


class AppContext(QObject):
    """The open workspace with the unit, period and set people look at; tells screens of changes.

    `data_changed` carries the `Touched` of a write. `open_requested` asks the frame to show a
    screen, with an entity name and a record key (both may be empty). `other_data_asked` asks the
    application to open another data folder in place of this one: it carries a `FirstRunChoice`,
    or None to ask with the first-run page.
    """

    data_changed = Signal(object)
    period_chosen = Signal(str)
    set_chosen = Signal(str)
    unit_chosen = Signal(str)
    status_said = Signal(str)
    saved = Signal()
    open_requested = Signal(str, str, str)
    other_data_asked = Signal(object)
    stopping = Signal()

    def __init__(
        self, workspace: Workspace, *, period_id: str, set_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        workspace.answer_first()
        self._unit = workspace.owner
        self._period_id = period_id
        self._set_id = set_id
        self._set_of_office = set_id
        self._seen_version = workspace.data_version()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look_for_changes)
        self._timer.start()

    @property
    def workspace(self) -> Workspace:
        """Return the open workspace, the first argument of every service."""
        return self._workspace

    @property
    def unit(self) -> str:
        """Return the code of the unit people look at (the own office unless chosen otherwise)."""
        return self._unit

    @property
    def period_id(self) -> str:
        """Return the id of the chosen reporting period, such as "2023" or "2024-H1"."""
        return self._period_id

    @property
    def set_id(self) -> str:
        """Return the id of the chosen criteria set."""
        return self._set_id

    def choose_period(self, period_id: str) -> None:
        """Look at another reporting period in every screen."""
        if period_id != self._period_id:
            self._period_id = period_id
            self.period_chosen.emit(period_id)

    def choose_set(self, set_id: str) -> None:
        """Look at another criteria set in every screen."""
        if set_id != self._set_id:
            self._set_id = set_id
            if self.is_own_unit:
                self._set_of_office = set_id
            self.set_chosen.emit(set_id)

    def choose_unit(self, unit: str) -> None:
        """Look at another unit (a thôn, or a commune of the superior) in every screen.

        The set changes with it where the unit has others; the office comes back with its own.
        """
        if unit == self._unit:
            return
        self._unit = unit
        before, self._set_id = self._set_id, self._set_for(unit)
        self.unit_chosen.emit(unit)
        if self._set_id != before:
            self.set_chosen.emit(self._set_id)

    @property
    def is_own_unit(self) -> bool:
        """Say whether the figures of the office itself are looked at, not those of one below."""
        return self._unit == self._workspace.owner

    def _set_for(self, unit: str) -> str:
        """Return the set to look at a unit with."""
        from ntm_desktop.services.criteria import default_set

        if unit == self._workspace.owner:
            return self._set_of_office or self._set_id
        return default_set(self._workspace, unit, self._set_id)

    def do(self, call: Callable[[Workspace], T], said: str = "") -> T:
        """Run a service call that writes, tell the screens what it touched, and return its result.

        An error is not caught: it reaches `notices` through the hook, and nothing was written.
        """
        result = call(self._workspace)
        touched = result if isinstance(result, Touched) else getattr(result, "touched", None)
        if isinstance(touched, Touched) and touched.entities:
            self.saved.emit()
            self.data_changed.emit(touched)
        if said:
            self.status_said.emit(said)
        return result

    def reload_all(self) -> None:
        """Tell every screen to read again, after a job or another program wrote."""
        self._seen_version = self._workspace.data_version()
        self.data_changed.emit(everything())

    def look_for_changes(self) -> None:
        """Tell every screen to read again when another program wrote to the data file."""
        if self._workspace.data_version() != self._seen_version:
            self.reload_all()

    def open(self, screen: str, entity: str = "", key: str = "") -> None:
        """Ask the frame to show a screen, and the screen to show a record."""
        self.open_requested.emit(screen, entity, key)

    @property
    def is_running(self) -> bool:
        """Say whether the workspace may be read; not any more once `stop` was called."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Stop looking for changes, before the workspace is closed; whoever waits stops too."""
        self._timer.stop()
        self.stopping.emit()
