"""A column of widgets, one a record, that survive reloading so that no cursor is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import style


class KeyedColumn(QWidget):
    """Shows a widget for each item by its `key`; those still there are updated, not made anew."""

    def __init__(
        self,
        make: Callable[[Any], QWidget],
        update: Callable[[Any, Any], object],
        *,
        spacing: int = style.SMALL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make, self._update = make, update
        self.widgets: dict[str, Any] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    def set_items(self, items: Iterable[Any]) -> None:
        """Show these items in this order."""
        held = list(items)
        keys = {item.key for item in held}
        for key in [key for key in self.widgets if key not in keys]:
            gone = self.widgets.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, item in enumerate(held):
            self._show(place, item)
        self.setVisible(bool(held))

    def _show(self, place: int, item: Any) -> None:
        """Put the widget of one item at its place and let it show the item."""
        widget: Any = self.widgets.get(item.key)
        if widget is None:
            widget = self._make(item)
            self.widgets[item.key] = widget
        at = self._column.itemAt(place)
        if at is None or at.widget() is not widget:
            self._column.removeWidget(widget)
            self._column.insertWidget(place, widget)
        self._update(widget, item)
        widget.show()

    def clear(self) -> None:
        """Show nothing."""
        self.set_items(())
