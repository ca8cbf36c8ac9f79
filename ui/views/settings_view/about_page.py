"""The page "Giới thiệu, có gì mới"."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ntm_desktop import __version__, paths
from ui.context import AppContext
from ui.dialogs.about_dialog import AboutDialog
from ui.dialogs.keyboard_dialog import KeyboardDialog
from ui.views.settings_view.section import Section
from ui.widgets.page import (
    button,
    card,
    label,
    section_header,
)


class AboutSection(Section):
    """What this program is and what is new in it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        about = button("Giới thiệu chương trình", self._about, icon="info")
        keys = button("Xem bảng phím (F1)", self._keys)
        text = paths.resource("changelog.md").read_text("utf-8")
        self.news = news = label(text.removeprefix("# Có gì mới\n"), wrap=True)
        news.setTextFormat(Qt.TextFormat.MarkdownText)
        news.setAccessibleName("Có gì mới")
        self.add(section_header(f"NTM Desktop {__version__}", keys, about))
        self.add(section_header("Có gì mới"), card(news))
        self.column.addStretch(1)

    def _about(self) -> None:
        """Show version, folders and licences."""
        dialog = AboutDialog(self, self.context.workspace.folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _keys(self) -> None:
        """Show the keyboard sheet."""
        sheet = KeyboardDialog(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
