"""The question before undo opens what was closed, or goes back behind what was taken in."""

from __future__ import annotations

from ntm_desktop.services.workspace import Workspace
from ui import notices

OPENS = (
    "Số liệu hoặc biên bản đã đóng sẽ mở lại mà không ghi lý do. Muốn ghi lý do thì dùng nút "
    "Mở khóa… hoặc Đính chính…."
)
IMPORTS = "Muốn hoàn tác lần nhập thì vào Gửi · Nhận, trang Các lần nhận."


def may_undo(workspace: Workspace) -> bool:
    """Say whether the last step may be taken back: it opens nothing, or the person wants it."""
    from ntm_desktop.services import history

    label = history.undo_label(workspace)
    if told := history.undo_crosses_take(workspace):
        return notices.confirm(f"Hoàn tác “{label}”?", "Hoàn tác", f"{told} {IMPORTS}")
    if not history.undo_opens_again(workspace):
        return True
    return notices.confirm(f"Hoàn tác “{label}”?", "Hoàn tác", OPENS, danger=True)
