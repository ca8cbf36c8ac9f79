"""The screen "Công trình": `frame` holds the list, one work, the funding forms and the debts."""

from ui.views.works_view.frame import WorksView

__all__ = ["WorksView"]
