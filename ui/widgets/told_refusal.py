"""Try something that may be refused and hand the refusal to whoever shows it at its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ntm_desktop.errors import UserError

T = TypeVar("T")


def try_and_tell(call: Callable[[], T], tell: Callable[[UserError], None]) -> T | None:
    """Return what `call` returns; on a `UserError` call `tell` with it and return None."""
    try:
        return call()
    except UserError as error:
        tell(error)
        return None
