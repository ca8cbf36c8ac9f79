"""A button "Tạo Word…": asks for a file and writes one document of the chosen period on a job."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ntm_desktop.progress import Progress
from ntm_desktop.services.document_request import DocumentRequest
from ui import jobs
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button

if TYPE_CHECKING:
    from ntm_desktop.services.reporting import Built

PURPOSE = "reports"
PATTERN = "Văn bản Word (*.docx)"


class WordButton:
    """`asked()` gives the id of the document, what it is called, and its options as chosen."""

    def __init__(
        self,
        context: AppContext,
        owner: QWidget,
        notice: NoticeBar,
        asked: Callable[[], tuple[str, str, Mapping[str, str]]],
    ) -> None:
        self._context, self._owner, self._notice, self._asked = context, owner, notice, asked
        self.button: QPushButton = button("Tạo Word…", self.ask, icon="report", kind="quiet")
        self.button.setToolTip("Tạo văn bản Word của kỳ đang chọn")

    def ask(self) -> None:
        """Ask for a file and write the document to it."""
        _, name, _ = self._asked()
        file = f"{name} - {self._context.period_id.replace('..', '_')}.docx"
        path = file_choice.ask_save_path(self._owner, f"Tạo {name}", PURPOSE, file, PATTERN)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the document on a job."""
        report, _, options = self._asked()
        workspace, period = self._context.workspace, self._context.period_id
        set_id = self._context.set_id or None

        def work(progress: Progress) -> Built:
            from ntm_desktop.services import reporting

            request = DocumentRequest(report, period, set_id, options=options)
            with contextlib.closing(workspace.reopen()) as own:
                return reporting.build_document(own, request, path, progress=progress)

        jobs.run(self._owner, "Đang tạo Word", work, self._told)

    def _told(self, built: Built) -> None:
        """Say where the document is and what it shows as a gap."""
        gaps = f"Còn để trống: {'; '.join(built.missing)}." if built.missing else ""
        self._notice.show_notice(
            f"Đã tạo {built.path.name}.",
            gaps,
            kind="warn" if gaps else "good",
            action="Mở tệp",
            on_action=lambda: file_choice.open_path(built.path),
        )
