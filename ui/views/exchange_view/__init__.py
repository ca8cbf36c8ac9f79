"""The screen "Gửi · Nhận": `frame` holds its pages, each of which is a module of its own."""

from ui.views.exchange_view.frame import ExchangeView

__all__ = ["ExchangeView"]
