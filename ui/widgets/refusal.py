"""Try what a person typed and show the reason under its field where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ntm_desktop.errors import UserError
from ui.widgets.record_form import FieldBox

T = TypeVar("T")


def try_under(box: FieldBox, call: Callable[[], T]) -> T | None:
    """Return what `call` returns; on a `UserError` show it under `box` and return None.

    `box.has_error()` says which of the two it was; other errors are not touched.
    """
    try:
        result = call()
    except UserError as error:
        box.show_error(str(error), error.hint)
        return None
    box.clear_error()
    return result
