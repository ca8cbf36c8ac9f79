"""Closing a meeting and what it looks like then: the banner, the correction, the versions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.meetings import MeetingVersion
from ntm_desktop.services import meeting_versions
from ntm_desktop.services.meetings import MeetingFile
from ui import notices, style
from ui.dialogs import reason_dialog
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart, counted
from ui.widgets.page import button, label

CLOSE_MEANS = (
    "Sau khi chốt, thông tin, thành phần, ý kiến, biểu quyết và kết luận không sửa được nữa; chức "
    "vụ của từng người giữ theo ngày họp; biên bản và thông báo kết luận lập từ bản đã chốt. Tiến "
    "độ nhiệm vụ vẫn ghi tiếp. Cần sửa thì bấm Đính chính, ghi lý do: bản mới nêu rõ chỗ thay đổi."
)
MOST_DOUBTS = 8
REOPEN_MEANS = (
    "Cuộc họp mở lại để sửa; bản đã chốt vẫn giữ nguyên. Chốt lại thì thành bản mới, ghi lý do "
    "này và những chỗ đã thay đổi."
)


class ClosingBanner(QFrame):
    """Says whether the meeting is closed, being corrected, or another office's."""

    reopen_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice_info")
        self.sign = QLabel()
        self.words = label("", "strong", wrap=True)
        self.more = label("", wrap=True)
        self.correct = button("Đính chính…", self.reopen_asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MEDIUM, style.SMALL, style.MEDIUM, style.SMALL)
        row.setSpacing(style.SMALL)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.words)
        texts.addWidget(self.more)
        row.addWidget(self.sign)
        row.addLayout(texts, 1)
        row.addWidget(self.correct)

    def show_file(self, found: MeetingFile) -> None:
        """Show what holds for a meeting; nothing for one that was never closed."""
        icon, words, more, kind = _said(found)
        self.setVisible(bool(words))
        self.sign.setPixmap(style.pixmap(icon, "info", ratio=self.devicePixelRatioF()))
        self.words.setText(words)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.correct.setVisible(found.is_final and found.is_own)
        style.set_kind(self, kind)
        self.setAccessibleName(f"{words} {more}".strip())


def _said(found: MeetingFile) -> tuple[str, str, str, str]:
    """Return sign, sentence, what differs, and the look of the banner."""
    last = found.versions[-1] if found.versions else None
    if found.is_final:
        differs = [one.text for one in found.issues if one.severity.value == "error"]
        day = format_date(last.frozen_on) if last and last.frozen_on else "(không rõ ngày)"
        number = last.number if last else "?"
        whose = "" if found.is_own else " Của đơn vị khác: chỉ đọc."
        kind = "notice_warn" if differs else "notice_info"
        return "lock", f"Đã chốt ngày {day}, bản {number}.{whose}", "\n".join(differs), kind
    if not found.is_own:
        return "lock", "Cuộc họp của đơn vị khác gửi đến: chỉ đọc.", "", "notice_info"
    if last is not None:
        why = f"Lý do: {last.reopen_reason}" if last.reopen_reason else ""
        words = f"Đang đính chính bản {last.number}. Sửa xong bấm Chốt biên bản."
        return "edit", words, why, "notice_warn"
    return "info", "", "", "notice_info"


class VersionPart(MeetingPart):
    """Every closing: its day, why, and what changed in words."""

    title = "Các bản đã chốt"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.shown: list[QLabel] = []

    def show_file(self, found: MeetingFile) -> None:
        """Show the versions, the newest first."""
        for old in self.shown:
            self.column.removeWidget(old)
            old.deleteLater()
        self.shown = [label(version_text(one), wrap=True) for one in reversed(found.versions)]
        for made in self.shown:
            self.column.addWidget(made)

    def note(self, found: MeetingFile) -> str:
        """Return how many there are."""
        return counted(found.versions, "bản")

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether the meeting was ever closed."""
        return bool(found.versions)


def version_text(version: MeetingVersion) -> str:
    """Return what is said of a version, a line each."""
    day = format_date(version.frozen_on) if version.frozen_on else "không rõ ngày"
    lines = [f"Bản {version.number}, chốt ngày {day}"]
    if version.reason:
        lines.append(f"Lý do: {version.reason}")
    if version.changes:
        changed = [line for line in version.changes.split("\n") if line.strip()]
        lines += ["Thay đổi so với bản trước:", *(f"– {line}" for line in changed)]
    if version.reopened_on:
        why = f": {version.reopen_reason}" if version.reopen_reason else ""
        lines.append(f"Mở lại để đính chính ngày {format_date(version.reopened_on)}{why}")
    return "\n".join(lines)


def doubts_text(doubts: Sequence[str]) -> str:
    """Return the doubts of a meeting as the question before closing names them."""
    if not doubts:
        return ""
    shown = [f"– {text}" for text in doubts[:MOST_DOUBTS]]
    rest = len(doubts) - len(shown)
    more = [f"– và {rest} điểm khác ở đầu trang, phần Cần xem lại"] if rest else []
    head = f"Còn {len(doubts)} điểm cần xem lại; vẫn chốt được:"
    return "\n".join(["", "", head, *shown, *more])


def close_meeting(desk: MeetingDesk) -> None:
    """Ask whether the meeting is to be closed, saying what that means, and close it."""
    found = desk.file
    open_doubts = doubts_text([one.text for one in (*found.closing_issues, *found.issues)])
    number = max((one.number for one in found.versions), default=0) + 1
    question = f"Chốt biên bản “{found.meeting.title}” (bản {number})?"
    if notices.confirm(question, "Chốt biên bản", CLOSE_MEANS + open_doubts):
        key = str(desk.key)
        desk.do(
            lambda workspace: meeting_versions.finalise(workspace, key),
            f"Đã chốt biên bản, bản {number}",
        )


def correct_meeting(desk: MeetingDesk) -> None:
    """Ask for the reason of a correction and open the meeting again."""
    key = str(desk.key)
    reason = reason_dialog.ask_reason(
        None, f"Đính chính “{desk.file.meeting.title}”?", "Mở lại để đính chính", REOPEN_MEANS
    )
    if reason is not None:
        desk.do(
            lambda workspace: meeting_versions.reopen(workspace, key, reason),
            "Đã mở lại để đính chính",
        )
