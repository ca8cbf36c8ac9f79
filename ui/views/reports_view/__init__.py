"""The screen "Soạn văn bản": `frame` holds documents, prose, what is missing, the layout check."""

from ui.views.reports_view.frame import CHOICES, FORMS, NO_SET, PLAIN, PROSE, ReportsView
from ui.views.reports_view.sections import SectionEditor

__all__ = ["CHOICES", "FORMS", "NO_SET", "PLAIN", "PROSE", "ReportsView", "SectionEditor"]
