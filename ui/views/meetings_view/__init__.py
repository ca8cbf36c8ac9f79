"""The screen "Cuộc họp": `frame` shows the list and one meeting, each part a module of its own."""

from ui.views.meetings_view.frame import MeetingsView

__all__ = ["MeetingsView"]
