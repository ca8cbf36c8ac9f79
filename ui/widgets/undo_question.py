"""The question before undo opens a locked period or a closed meeting without a word of reason."""

from __future__ import annotations

from ntm_desktop.services.workspace import Workspace
from ui import notices

OPENS = (
    "Số liệu hoặc biên bản đã đóng sẽ mở lại mà không ghi lý do. Muốn ghi lý do thì dùng nút "
    "Mở khóa… hoặc Đính chính…."
)


def may_undo(workspace: Workspace) -> bool:
    """Say whether the last step may be taken back: it opens nothing, or the person wants it."""
    from ntm_desktop.services import history

    if not history.undo_opens_again(workspace):
        return True
    label = history.undo_label(workspace)
    return notices.confirm(f"Hoàn tác “{label}”?", "Hoàn tác", OPENS, danger=True)
