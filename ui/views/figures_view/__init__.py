"""The screen "Số liệu": `frame` holds the sheet of the plan, the thôn, the registers, charts."""

from ui.views.figures_view.frame import FiguresView

__all__ = ["FiguresView"]
