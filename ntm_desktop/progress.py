"""How long work reports how far it is, and how it is stopped."""

from typing import Protocol


class Cancelled(Exception):
    """The user stopped the work; the surrounding step rolls back and nothing remains."""


class Progress(Protocol):
    """Called by the core once per item of long work; may raise `Cancelled`."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Say that `done` of `total` items are finished and `what` is being done now."""


def no_progress(done: int, total: int, what: str = "") -> None:
    """Ignore progress: for short work and for tests."""
