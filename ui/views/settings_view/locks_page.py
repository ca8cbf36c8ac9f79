"""The page "Khóa kỳ": every locking and unlocking there was, with its reason, who and when."""

from __future__ import annotations

import dataclasses

from ntm_desktop.domain.clocks import moment_text
from ntm_desktop.domain.locks import PeriodLock
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import locks
from ntm_desktop.services.locks import LockEvent
from ntm_desktop.services.units import unit_name
from ntm_desktop.services.workspace import Workspace
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.settings_view.section import Section
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import label, section_header

WHY = (
    "Khóa kỳ sau khi phát hành báo cáo để số đã gửi không đổi nữa. Khóa, mở khóa ở màn hình Tiêu "
    "chí; mỗi lần được giữ lại với lý do."
)


@dataclasses.dataclass(frozen=True, slots=True)
class LockRow:
    """One event of one lock, the period and the set (with its unit) in words.

    `is_now` marks the latest event of a lock: it says how the period stands.
    """

    key: str
    period: ReportingPeriod
    place: str
    event: LockEvent
    when: str
    is_now: bool

    @property
    def word(self) -> str:
        """Return what was done; of the latest event also how the period stands since."""
        if not self.is_now:
            return self.event.word
        is_locked = self.event.kind in ("locked", "back_locked")
        return f"{self.event.word} – {'đang khóa' if is_locked else 'đang mở'}"


def lock_rows(workspace: Workspace) -> tuple[LockRow, ...]:
    """Return every event of every lock, the latest period first, its latest event first."""
    now = workspace.clock()
    return tuple(
        LockRow(
            f"{one.key} {at}",
            parse_period(one.period),
            _place(workspace, one),
            event,
            moment_text(event.at, now),
            at == 0,
        )
        for one in locks.locks(workspace)
        for at, event in enumerate(locks.lock_events(workspace, one))
    )


def _place(workspace: Workspace, lock: PeriodLock) -> str:
    """Return the set of a lock; a unit other than the office is named."""
    name = locks.set_label(lock.set_id)
    return name if lock.unit == workspace.owner else f"{name}, {unit_name(workspace, lock.unit)}"


class LocksSection(Section):
    """The locks of the office with their whole history."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        columns: tuple[Column[LockRow], ...] = (
            Column("Kỳ", lambda row: capital_first(row.period.label),
                   lambda row: row.period.order, width=96),
            Column("Bộ tiêu chí", lambda row: row.place, width=184,
                   tooltip=lambda row: row.place),
            Column("Việc", lambda row: capital_first(row.word), width=140,
                   token=lambda row: "" if row.is_now else "muted"),
            Column("Lúc", lambda row: row.when, lambda row: row.event.at, width=130),
            Column("Người làm", lambda row: row.event.by, width=84),
            Column("Lý do", lambda row: row.event.reason, width=0,
                   tooltip=lambda row: row.event.reason),
        )  # fmt: skip
        self.table = RecordTable(columns, "Các lần khóa, mở khóa", filterable=True)
        self.table.set_empty(EmptyState("Chưa khóa kỳ nào", WHY, icon="lock"))
        self.column.addWidget(section_header("Khóa kỳ"))
        self.column.addWidget(label(WHY, "small", wrap=True))
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Show every locking and unlocking."""
        self.table.set_rows(lock_rows(self.context.workspace))

    def show_record(self, entity: str, key: str) -> None:
        """Choose the latest event of a lock."""
        del entity
        self.table.choose_key(f"{key} 0")
