"""The files of a signed document: its Word file and the signed copy, attached now or later."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.services import issuing
from ui.widgets.evidence_panel import EvidenceLine, EvidencePanel

TITLE = "Tệp của văn bản"


class SignedFiles(EvidencePanel):
    """What is dropped or chosen is the signed copy; the Word file that was signed stays."""

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach each file as the signed copy, a step each."""
        key = self._place[1]
        for path in paths:
            attach = partial(issuing.attach_signed_copy, key=key, path=path)
            self._context.do(attach, said=f"Đã gắn bản đã ký {path.name}")

    def _fill(self) -> None:
        """List the files, each with what it is."""
        super()._fill()
        for made in self.lines:
            _say_what_it_is(made)


def _say_what_it_is(made: EvidenceLine) -> None:
    """Put "Bản đã ký" before the kind and size of a file."""
    note = made.item.record.note or ""
    if note == texts.ISSUED_DRAFT_NOTE:
        made.remove_button.hide()
    if note:
        made.details.setText(f"{note} · {made.details.text()}")
        made.setAccessibleName(f"{made.item.record.name}, {made.details.text()}")
