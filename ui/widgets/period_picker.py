"""Choose a reporting period: a year and a kind by mouse or arrows, or typed as people say it."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.periods import (
    PeriodKind,
    ReportingPeriod,
    parse_period,
    periods_of_year,
)
from ntm_desktop.domain.vietnamese import capital_first, fold
from ntm_desktop.errors import InputError
from ui import style
from ui.widgets.page import icon_button, label

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_MONTH = re.compile(r"(?:thang )?([0-9]{1,2})[/-]([0-9]{4})")
_ROMAN = {"iv": "4", "iii": "3", "ii": "2", "i": "1"}


def read_period(typed: str) -> ReportingPeriod:
    """Return the period a person typed: an id (2024-Q1) or words (quý I năm 2024, 6/2024).

    Raises `InputError` where it cannot be understood.
    """
    month = _MONTH.fullmatch(" ".join(fold(typed).split()))
    if month:
        return parse_period(f"{month[2]}-{int(month[1]):02d}")
    year = _YEAR.search(typed)
    for period in periods_of_year(int(year[0])) if year else ():
        if _bare(typed) == _bare(period.label):
            return period
    return parse_period(typed)


def _bare(words: str) -> str:
    """Return a period's words without accents, "năm" and roman numerals."""
    parts = re.findall(r"[a-z0-9]+", fold(words))
    return " ".join(_ROMAN.get(part, part) for part in parts if part != "nam")


class PeriodPanel(QFrame):
    """The panel under the picker: year with arrows, the usual periods, a field for typing."""

    period_chosen = Signal(str)

    def __init__(self, period_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self._chosen = period_id
        self._year = parse_period(period_id).year
        self._title = label("", "section")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._grid = QGridLayout()
        self._grid.setSpacing(style.TINY)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("Hoặc gõ: quý 1 2024, 6/2024, 2024-H1…")
        self.typed.setAccessibleName("Gõ kỳ báo cáo")
        self.typed.returnPressed.connect(self._take_typed)
        self._problem = label("", "error", wrap=True)
        self._problem.hide()
        self._lay_out()
        self._show_year(self._year)

    def _lay_out(self) -> None:
        """Place the year, the grid and the field."""
        head = QHBoxLayout()
        head.addWidget(icon_button("chevron_left", "Năm trước", lambda: self._turn(-1)))
        head.addWidget(self._title, 1)
        head.addWidget(icon_button("chevron_right", "Năm sau", lambda: self._turn(1)))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MEDIUM, style.MEDIUM, style.MEDIUM, style.MEDIUM)
        column.setSpacing(style.SMALL)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addWidget(self.typed)
        column.addWidget(self._problem)
        self.setFixedWidth(400)

    def _turn(self, years: int) -> None:
        """Show another year."""
        self._show_year(self._year + years)

    def _show_year(self, year: int) -> None:
        """Show the usual periods of a year."""
        self._year = year
        self._title.setText(f"Năm {year}")
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, periods in enumerate(_rows(year)):
            span = 12 // len(periods)
            for place, period in enumerate(periods):
                self._grid.addWidget(self._choice(period), row, place * span, 1, span)

    def _choice(self, period: ReportingPeriod) -> QPushButton:
        """Return the button of one period."""
        made = QPushButton(_short(period))
        made.setProperty("kind", "choice")
        made.setCheckable(True)
        made.setChecked(period.id == self._chosen)
        made.setAccessibleName(capital_first(period.label))
        made.setToolTip(capital_first(period.label))
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self.period_chosen.emit(period.id))
        return made

    def _take_typed(self) -> None:
        """Choose the typed period, or say under the field why it is not understood."""
        try:
            period = read_period(self.typed.text())
        except InputError as error:
            self._problem.setText(f"{error} {error.hint}".strip())
            self._problem.show()
            self.adjustSize()
            return
        self.period_chosen.emit(period.id)


class PeriodPicker(QPushButton):
    """A button that names the chosen period and opens the panel; `period_chosen` carries the id."""

    period_chosen = Signal(str)

    def __init__(self, period_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "picker")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(style.icon("chevron"))
        self.setAutoDefault(False)
        self.panel: PeriodPanel | None = None
        self.clicked.connect(self.open_panel)
        self.set_period(period_id)

    def set_period(self, period_id: str) -> None:
        """Show another period as the chosen one."""
        self.period_id = period_id
        shown = capital_first(parse_period(period_id).label)
        self.setText(shown)
        self.setAccessibleName(f"Kỳ báo cáo: {shown}")
        self.setToolTip("Chọn kỳ báo cáo (Alt+K)")

    def open_panel(self) -> None:
        """Open the panel under the button."""
        panel = PeriodPanel(self.period_id, self)
        panel.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.period_chosen.connect(self._take)
        panel.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.panel = panel
        panel.show()
        panel.typed.setFocus()

    def _take(self, period_id: str) -> None:
        """Choose a period and close the panel."""
        if self.panel is not None:
            self.panel.close()
            self.panel = None
        self.set_period(period_id)
        self.period_chosen.emit(period_id)


def _rows(year: int) -> list[list[ReportingPeriod]]:
    """Return the usual periods as rows: year, halves and nine months, quarters, months."""
    texts = (
        [f"{year}"],
        [f"{year}-H1", f"{year}-9M", f"{year}-H2"],
        [f"{year}-Q{quarter}" for quarter in range(1, 5)],
        *([f"{year}-{month:02d}" for month in range(first, first + 4)] for first in (1, 5, 9)),
    )
    return [[parse_period(text) for text in row] for row in texts]


def _short(period: ReportingPeriod) -> str:
    """Return a period's name without the year, for its button."""
    if period.kind is PeriodKind.YEAR:
        return f"Cả năm {period.year}"
    if period.kind is PeriodKind.MONTH:
        return f"Tháng {period.start.month}"
    return capital_first(period.label.removesuffix(f" năm {period.year}"))
