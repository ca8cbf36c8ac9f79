"""The evidence of a work by stage: photos before, during and after, papers of acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ntm_desktop.progress import Progress
from ui import jobs
from ui.widgets.evidence_panel import LARGE_BYTES, EvidencePanel, _total
from ui.widgets.page import clear_layout, label
from ui.widgets.record_form import CalmComboBox

if TYPE_CHECKING:
    from ntm_desktop.services.evidence import Attached

STAGES = (
    "Trước khi làm",
    "Đang thi công",
    "Nghiệm thu, bàn giao",
    "Sau khi hoàn thành",
    "Hồ sơ khác",
)
OTHER = "Chưa ghi giai đoạn"


class StageEvidence(EvidencePanel):
    """An `EvidencePanel` whose files are grouped by the stage named when they were attached.

    The stage is kept as the note of the evidence, so that every other list shows it too.
    """

    def _lay_out(self, heading: str) -> None:
        """Put the choice of the stage above the list."""
        self.stage = CalmComboBox()
        self.stage.setAccessibleName("Giai đoạn của tệp sắp đính kèm")
        for name in STAGES:
            self.stage.addItem(name, name)
        self.stage.setCurrentIndex(1)
        super()._lay_out(heading)
        column = self.layout()
        item = column.itemAt(0) if column is not None else None
        head = item.layout() if item is not None else None
        if isinstance(head, QHBoxLayout):
            head.insertWidget(2, self.stage)

    def _fill(self) -> None:
        """List the files under their stages."""
        clear_layout(self._list)
        self.lines = []
        for stage in (*STAGES, ""):
            held = [one for one in self._items if _stage_of(one.record.note) == stage]
            if held:
                self._list.addWidget(label(stage or OTHER, "small"))
            for item in held:
                made = self._line(item)
                self.lines.append(made)
                self._list.addWidget(made)
        self._picture_timer.start()

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files as those of the chosen stage; large ones as a job that can be stopped."""
        from ntm_desktop.services import evidence

        entity, key = self._record()
        stage = str(self.stage.currentData())
        if _total(paths) <= LARGE_BYTES:
            self._tell(
                self._context.do(lambda opened: evidence.attach(opened, entity, key, paths, stage))
            )
            return

        def work(progress: Progress) -> Attached:
            reopened = self._context.workspace.reopen()
            try:
                return evidence.attach(reopened, entity, key, paths, stage, progress)
            finally:
                reopened.close()

        jobs.run(self, "Đang đính kèm tệp", work, self._finish)


def _stage_of(note: str | None) -> str:
    """Return the stage a note begins with, "" for none."""
    first = (note or "").strip().partition("\n")[0].strip()
    return first if first in STAGES else ""
