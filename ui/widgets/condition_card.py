"""One condition of recognition: what it asks for, what it comes to, and the fields to fill in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.conditions import ConditionKind
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.services import records
from ui import style
from ui.widgets.page import card, label
from ui.widgets.record_form import RecordForm
from ui.widgets.state_label import StateLabel

if TYPE_CHECKING:
    from ntm_desktop.services.conditions import ConditionState

FIELDS = {
    ConditionKind.SET: (),
    ConditionKind.SATISFACTION: ("value", "required", "declared", "document"),
    ConditionKind.DEBT: ("declared", "document"),
    ConditionKind.DECLARED: ("declared", "document"),
}
Save = Callable[[str, str, str], object]


class ConditionCard(QWidget):
    """A condition as a card; `save(code, field, text)` keeps what is typed."""

    def __init__(self, shown: ConditionState, save: Save) -> None:
        super().__init__()
        code = shown.rule.code
        self.code = code
        self.state = StateLabel(shown.finding.outcome.value, chip=True)
        self.unverified = StateLabel("unverified")
        self.name = label(shown.rule.text, "strong", wrap=True)
        self.sentence = label("", "muted", wrap=True)
        fields = FIELDS[shown.rule.kind]
        self.form: RecordForm | None = None
        if fields:
            self.form = RecordForm(
                entity_named("recognition_condition"),
                lambda field, text: save(code, field, text),
                fields=fields,
                columns=2,
            )
        self._lay_out()
        self.show_state(shown)

    def _lay_out(self) -> None:
        """Place the name beside its state, the sentence and the fields below."""
        head = QHBoxLayout()
        head.setSpacing(style.MEDIUM)
        head.addWidget(self.name, 1)
        head.addWidget(self.unverified, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        made = card(head, self.sentence, margin=style.MEDIUM)
        layout = made.layout()
        if self.form is not None and layout is not None:
            layout.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(made)

    def show_state(self, shown: ConditionState) -> None:
        """Show the condition read again."""
        finding, rule = shown.finding, shown.rule
        self.state.set_state(finding.outcome.value)
        self.unverified.setVisible(bool(rule.source) and not rule.verified)
        self.sentence.setText(finding.sentence)
        style.set_kind(self.sentence, "warning" if finding.contradicts else "muted")
        if self.form is not None:
            fields = entity_named("recognition_condition").fields
            texts = {
                name: records.edit_text(fields[name], getattr(shown.held, name))
                for name in self.form.boxes
            }
            self.form.load(texts)

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self.form is not None:
            self.form.save_now()
