"""The evidence of a work by stage: photos before, during and after, papers of acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu

from ntm_desktop.domain.evidence import STAGES, stage_of
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.progress import Progress
from ui import jobs
from ui.widgets.evidence_panel import LARGE_BYTES, EvidenceLine, EvidencePanel, _total
from ui.widgets.page import button, clear_layout, label
from ui.widgets.record_form import CalmComboBox

if TYPE_CHECKING:
    from ntm_desktop.services.evidence import Attached, EvidenceItem

OTHER = "Chưa ghi giai đoạn"
FIRST = "building"


class StageEvidence(EvidencePanel):
    """An `EvidencePanel` whose files are grouped by the stage they were attached for."""

    def _lay_out(self, heading: str) -> None:
        """Put the choice of the stage above the list."""
        self.stage = CalmComboBox()
        self.stage.setAccessibleName("Giai đoạn của tệp sắp đính kèm")
        for stage, name in STAGES.items():
            self.stage.addItem(capital_first(name), stage)
        self.stage.setCurrentIndex(self.stage.findData(FIRST))
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
            held = [one for one in self._items if stage_of(one.record) == stage]
            if held:
                name = capital_first(STAGES[stage]) if stage else OTHER
                self._list.addWidget(label(f"{name} ({len(held)})", "small"))
            for item in held:
                made = self._line(item)
                self.lines.append(made)
                self._list.addWidget(made)
        self._picture_timer.start()

    def _line(self, item: EvidenceItem) -> EvidenceLine:
        """Return the line of one file, with the way to another stage."""
        made = super()._line(item)
        move = button("Giai đoạn", kind="link")
        move.setAccessibleName(f"Đổi giai đoạn của {item.record.name}")
        menu = QMenu(move)
        for stage, name in STAGES.items():
            chosen = menu.addAction(capital_first(name))
            chosen.setCheckable(True)
            chosen.setChecked(stage == stage_of(item.record))
            chosen.triggered.connect(partial(self.move_to, item.record.key, stage))
        move.setMenu(menu)
        made.add_button(move)
        return made

    def move_to(self, key: str, stage: str, *_checked: bool) -> None:
        """Put a file under another stage."""
        from ntm_desktop.services import records

        self._context.do(
            lambda opened: records.put_values(opened, "evidence", key, {"stage": stage}),
            f"Đã chuyển sang: {STAGES[stage]}",
        )

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files as those of the chosen stage; large ones as a job that can be stopped."""
        from ntm_desktop.services import evidence

        entity, key = self._record()
        stage = str(self.stage.currentData())
        if _total(paths) <= LARGE_BYTES:
            self._tell(
                self._context.do(
                    lambda opened: evidence.attach(opened, entity, key, paths, stage=stage)
                )
            )
            return

        def work(progress: Progress) -> Attached:
            reopened = self._context.workspace.reopen()
            try:
                return evidence.attach(reopened, entity, key, paths, progress=progress, stage=stage)
            finally:
                reopened.close()

        jobs.run(self, "Đang đính kèm tệp", work, self._finish)
