"""A field for a date typed as 18/11/2023, with a calendar beside it and Ctrl+; for today."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.errors import InputError
from ui import style
from ui.widgets.text_field import TextField

FORM, SHORT_FORM = "ngày/tháng/năm", "ng/th/năm"
ICON_ROOM = 52  # what frame and calendar button take


class DateEdit(TextField):
    """Keeps the typed text as it is; the service decides what date it means."""

    picked = Signal()

    def __init__(self, today: datetime.date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText(FORM)
        action = QAction(style.icon("calendar"), "Mở lịch", self)
        action.triggered.connect(self._open_calendar)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        shortcut = QShortcut(QKeySequence("Ctrl+;"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._type_today)
        self.setToolTip("Gõ 18/11/2023 · Ctrl+; là hôm nay · Alt+↓ mở lịch")
        down = QShortcut(QKeySequence("Alt+Down"), self)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._open_calendar)

    def date(self) -> datetime.date | None:
        """Return the date typed; None where it is empty or not a date."""
        try:
            return parse_date(self.text()) if self.text().strip() else None
        except InputError:
            return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say how a date is written in as many letters as there is room for."""
        super().resizeEvent(event)
        if self.placeholderText() in (FORM, SHORT_FORM):
            wide = self.fontMetrics().horizontalAdvance(FORM) + style.scaled(ICON_ROOM)
            self.setPlaceholderText(FORM if event.size().width() >= wide else SHORT_FORM)

    def _type_today(self) -> None:
        """Put today's date into the field."""
        today = self._today or QDate.currentDate().toPython()
        assert isinstance(today, datetime.date)
        self.setText(format_date(today))
        self.picked.emit()

    def _open_calendar(self) -> None:
        """Open a calendar under the field."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = self.date()
        if shown is not None:
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(lambda day: self._take(calendar, day))
        calendar.clicked.connect(lambda day: self._take(calendar, day))
        calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.show()

    def _take(self, calendar: QCalendarWidget, day: QDate) -> None:
        """Put the picked day into the field."""
        self.setText(format_date(datetime.date(day.year(), day.month(), day.day())))
        calendar.close()
        self.setFocus()
        self.picked.emit()
