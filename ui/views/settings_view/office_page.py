"""The page "Cơ quan": who issues documents, who signs, to whom they go."""

from __future__ import annotations

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.record_keys import profile_key
from ntm_desktop.services import records
from ui.context import AppContext
from ui.views.settings_view.section import Section
from ui.widgets.page import (
    card,
    label,
    section_header,
)
from ui.widgets.record_form import RecordForm, edit_texts

OFFICE_FIELDS = (
    "issuer_name",
    "issuer_parent",
    "place_name",
    "symbol",
    "signing_capacity",
    "signer_title",
    "superior_name",
    "superior_code",
    "recipients",
)
OFFICE_WHY = "In ở đầu và cuối văn bản. Mỗi ô được lưu ngay khi rời ô."


class OfficeSection(Section):
    """Who issues documents, who signs, to whom they go."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._key = profile_key(context.workspace.owner)
        self.unit = label("", "muted", wrap=True)
        self.note = label("", "small", wrap=True)
        self.form = RecordForm(
            entity_named("office_profile"), self._save, fields=OFFICE_FIELDS, columns=2
        )
        self.add(section_header("Cơ quan"), self.unit, label(OFFICE_WHY, "small", wrap=True))
        self.add(card(self.form), self.note)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show the unit and the profile."""
        workspace = self.context.workspace
        unit = workspace.unit
        facts = [unit.name, f"mã {unit.code}", unit.province_name or ""]
        self.unit.setText(" · ".join(fact for fact in facts if fact))
        self.note.setText(f"Ghi chú về dữ liệu này: {unit.note}")
        self.note.setVisible(bool(unit.note))
        held = records.list_records(workspace, "office_profile", {"key": self._key})
        self.form.load(edit_texts(held[0], records.edit_text) if held else {})

    def leave(self) -> None:
        """Keep the field that is typed in."""
        self.form.save_now()

    def _save(self, field: str, text: str) -> None:
        """Keep one field of the profile."""
        self.context.do(
            lambda workspace: records.put_texts(
                workspace, "office_profile", self._key, {field: text}
            )
        )
