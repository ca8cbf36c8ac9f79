"""The card "Nếu xét theo bộ …": choose a set, read where the unit would stand by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.fold import Fold
from ui.widgets.page import button, clear_layout, label

if TYPE_CHECKING:
    from ntm_desktop.domain.carry_over import Carried
    from ntm_desktop.services.reassessment import Difference, Reassessment

CHOOSE = "Chọn bộ tiêu chí…"
WHY = (
    "Lấy số liệu đang có xét theo mức yêu cầu của bộ khác. Chỉ lấy số của chỉ tiêu đo cùng một "
    "việc, không lấy kết quả tự đánh giá. Không ghi gì vào dữ liệu."
)


class ReassessmentCard(QFrame):
    """`ask(set_id)` reads the reassessment; `put_right()` opens where a list is brought in."""

    def __init__(self, ask: Callable[[str], Reassessment], put_right: Callable[[], object]) -> None:
        super().__init__()
        self._ask, self._put_right = ask, put_right
        self.setProperty("kind", "card")
        self.sets = QComboBox()
        self.sets.setAccessibleName("Bộ tiêu chí để xét thử")
        self.sets.setMinimumWidth(style.scaled(style.INSPECTOR_WIDTH))
        self.sets.addItem(CHOOSE, "")
        self.sets.currentIndexChanged.connect(lambda _: self.refresh())
        self.headline = label("", "strong", wrap=True)
        self._result = QVBoxLayout()
        self._result.setSpacing(style.TINY)
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        title = label("Nếu xét theo bộ", "section")
        title.setBuddy(self.sets)
        head.addWidget(title)
        head.addWidget(self.sets)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.LARGE, style.LARGE, style.LARGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addLayout(head)
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(self.headline)
        column.addLayout(self._result)
        self.headline.hide()
        self.hide()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer sets as (id, name); the chosen one stays chosen while it is among them."""
        chosen = self.sets.currentData()
        self.sets.blockSignals(True)
        self.sets.clear()
        self.sets.addItem(CHOOSE, "")
        for set_id, name in choices:
            self.sets.addItem(name, set_id)
        place = self.sets.findData(chosen)
        self.sets.setCurrentIndex(max(place, 0))
        self.sets.blockSignals(False)
        self.setVisible(bool(choices))
        if place < 0:
            self.refresh()

    def refresh(self) -> None:
        """Read again for the chosen set, after a choice or when data changed."""
        clear_layout(self._result)
        set_id = str(self.sets.currentData() or "")
        self.headline.setVisible(bool(set_id))
        if set_id:
            self._show(self._ask(set_id))

    def _show(self, found: Reassessment) -> None:
        """Show a reassessment, or what keeps from it."""
        self.headline.setText(found.headline + ".")
        if not found.can_be_assessed:
            self._add(label(found.hint, wrap=True))
            row = QHBoxLayout()
            row.addWidget(button("Mở Cài đặt › Bộ tiêu chí", self._put_right, icon="settings"))
            row.addStretch(1)
            self._result.addLayout(row)
            return
        if found.difference is not None:
            for text in difference_texts(found.difference):
                self._add(label(text, wrap=True))
        for text in _doubts(found):
            self._add(label(text, "warning", wrap=True))
        if found.carried or found.missing:
            self._add(_sources(found))

    def _add(self, made: QWidget) -> None:
        """Put one more line below."""
        self._result.addWidget(made)


def difference_texts(found: Difference) -> tuple[str, ...]:
    """Return what changes against the present standing, a sentence each."""
    met, total = found.criteria
    told = [f"Hiện nay theo bộ {found.set_name}: đạt {met}/{total} tiêu chí."]
    parts = (
        ("Thêm tiêu chí đạt", found.gained),
        ("Không còn đạt", found.lost),
        ("Đang đạt nhưng chưa đủ số liệu theo bộ này", found.unknown),
    )
    told += [f"{title}: {', '.join(codes)}." for title, codes in parts if codes]
    return tuple(told)


def _doubts(found: Reassessment) -> list[str]:
    """Return what a reader has to know before relying on it."""
    told = [
        f"Chỉ tiêu {one.indicator}: các bộ đang ghi số khác nhau, cần kiểm tra."
        for one in found.carried
        if one.disagreeing
    ]
    if found.unverified_text:
        told.append(found.unverified_text)
    if found.group_assumed:
        told.append(
            f"Bộ này chưa chọn nhóm xã, vùng: tạm lấy mức yêu cầu của nhóm “{found.group_name}”."
        )
    return told


def _sources(found: Reassessment) -> QWidget:
    """Return, folded, which figures come from where and what there is nothing for."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.TINY)
    for title, text in (
        ("Lấy số từ bộ khác", "; ".join(_origin(one) for one in found.carried)),
        ("Chưa có số liệu", ", ".join(found.missing)),
        ("Có số liệu, chưa rõ mức yêu cầu", ", ".join(found.without_target)),
    ):
        if text:
            column.addWidget(label(f"{title}: {text}.", wrap=True))
    made = Fold("Số liệu lấy từ đâu, còn thiếu gì", inner, is_open=False)
    made.set_note(f"lấy {len(found.carried)}, thiếu {len(found.missing)}")
    return made


def _origin(one: Carried) -> str:
    """Return "9.2 (từ chỉ tiêu 9)"."""
    return f"{one.indicator} (từ chỉ tiêu {one.from_code})"
