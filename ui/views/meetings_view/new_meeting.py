"""A new meeting: first its kind, which prepares the agenda and the parts, then its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.meeting_kinds import PARTS, suggested_agenda, template_of
from ntm_desktop.domain.meetings import MEETING_KINDS
from ntm_desktop.domain.vietnamese import capital_first
from ui import style
from ui.models.two_line_list import ListLine, TwoLineList
from ui.widgets.page import button, card, label
from ui.widgets.text_field import TextField

KINDS_WIDTH = 330
# The kinds in the order they are offered; the commonest at a commune first.
OFFERED = (
    "steering_committee", "review", "annual_review", "working_session", "village_meeting",
    "recognition", "conference", "other",
)  # fmt: skip
PART_WORDS = {
    "presentations": "báo cáo trình bày",
    "opinions": "ý kiến",
    "votes": "biểu quyết",
    "households": "số hộ",
    "ballots": "bỏ phiếu",
    "partner": "thành phần của đoàn",
    "conclusions": "kết luận và nhiệm vụ",
}


class NewMeetingPage(QWidget):
    """Kinds at the left (↑ ↓, Enter goes on to the name), the name at the right."""

    def __init__(
        self, create: Callable[[Mapping[str, str]], object], cancel: Callable[[], object]
    ) -> None:
        super().__init__()
        self._create = create
        self.kinds = TwoLineList("Loại cuộc họp")
        self.kinds.set_lines(kind_line(kind) for kind in OFFERED)
        self.kinds.setFixedWidth(style.scaled(KINDS_WIDTH))
        self.name = TextField()
        self.name.setAccessibleName("Tên cuộc họp")
        self.name.setPlaceholderText("Ví dụ: Họp Ban Chỉ đạo tháng 11 năm 2023")
        self.name.returnPressed.connect(self.make)
        self.refusal = label("", "error")
        self.prepared = label("", wrap=True)
        self.begin = button("Bắt đầu ghi cuộc họp", self.make, kind="primary", icon="add")
        self.back = button("Thôi", cancel)
        self._lay_out()
        self.kinds.line_chosen.connect(self._show_kind)
        self.kinds.line_opened.connect(lambda _: self.name.setFocus())
        self.kinds.setCurrentRow(0)

    def _lay_out(self) -> None:
        """Place the kinds beside the name and what is prepared."""
        left = QVBoxLayout()
        left.setSpacing(style.SMALL)
        left.addWidget(label("1. Chọn loại cuộc họp", "section"))
        left.addWidget(self.kinds, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.SMALL)
        buttons.addWidget(self.begin)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(style.MEDIUM)
        right.addWidget(label("2. Ghi tên cuộc họp, Enter", "section"))
        right.addWidget(self.name)
        right.addWidget(self.refusal)
        right.addWidget(card(label("Được chuẩn bị sẵn", "strong"), self.prepared))
        right.addLayout(buttons)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.HUGE)
        row.addLayout(left)
        row.addLayout(right, 1)

    def start(self) -> None:
        """Begin anew, with the kinds."""
        self.name.clear()
        self._refuse("")
        self.kinds.setCurrentRow(0)
        self.kinds.setFocus()

    def _refuse(self, why: str) -> None:
        """Say why the meeting is not kept yet."""
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))
        self.name.setProperty("invalid", bool(why))
        style.set_kind(self.name, "")

    def kind(self) -> str:
        """Return the chosen kind."""
        return self.kinds.chosen_key() or "other"

    def _show_kind(self, kind: str) -> None:
        """Say what a kind prepares."""
        agenda = suggested_agenda(kind)
        lines = ["Phần ghi: " + ", ".join(part_words(kind)) + "."]
        if agenda:
            lines += ["Chương trình:", *(f"– {line}" for line in agenda.split("\n"))]
        self.prepared.setText("\n".join(lines))
        self.prepared.setAccessibleName(self.prepared.text())

    def make(self) -> None:
        """Keep the meeting; say what is missing where it has no name yet."""
        title = self.name.text().strip()
        if not title:
            self._refuse("Ghi tên cuộc họp, rồi Enter.")
            self.name.setFocus()
            return
        agenda = suggested_agenda(self.kind())
        texts = {"kind": self.kind(), "state": "planned", "title": title}
        self._create(texts | ({"agenda": agenda} if agenda else {}))
        self.name.clear()

    def save_now(self) -> None:
        """Keep a meeting that has a name already."""
        if self.name.text().strip():
            self.make()


def kind_line(kind: str) -> ListLine:
    """Return a kind as the list offers it."""
    return ListLine(kind, capital_first(MEETING_KINDS[kind]), ", ".join(part_words(kind)))


def part_words(kind: str) -> list[str]:
    """Return the parts of a kind in words."""
    template = template_of(kind)
    return [PART_WORDS[part] for part in PARTS if template.has(part)]
