"""Shows a chart the core drew as PNG bytes, sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget


class ChartView(QWidget):
    """A picture kept in proportion; `description` is what a screen reader says of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()

    def set_png(self, data: bytes, description: str) -> None:
        """Show the picture; draw it about twice as large as it is shown."""
        self._image = QImage.fromData(data)
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.updateGeometry()
        self.update()

    def has_picture(self) -> bool:
        """Say whether there is a picture to show."""
        return not self._image.isNull()

    def sizeHint(self) -> QSize:
        """Return half the picture's size, or a modest one without a picture."""
        return self._image.size() / 2 if self.has_picture() else QSize(320, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in the middle, scaled once to the pixels of the screen."""
        del event
        if not self.has_picture():
            return
        ratio = self.devicePixelRatioF()
        fitted = self._image.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        size = fitted.size().toSizeF() / ratio
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter = QPainter(self)
        painter.drawImage(QRectF(left, top, size.width(), size.height()), fitted)
