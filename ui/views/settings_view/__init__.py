"""The screen "Cài đặt": `frame` lists the pages, each of which is a module of its own."""

from ui.views.settings_view.frame import SettingsView

__all__ = ["SettingsView"]
