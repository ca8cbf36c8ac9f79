"""A field for thôn in words: what fits of the recorded ones is offered after each ";"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ntm_desktop.domain.vietnamese import matches, sort_key
from ui.widgets.suggest_field import SuggestField, Suggestion


class WorkVillageField(SuggestField):
    """Completes the last of several names, also where it is typed without accents."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._names = sorted({name for name in names if name}, key=sort_key)
        self.set_look_up(self._like)

    def _like(self, typed: str) -> Sequence[Suggestion]:
        """Return the whole text with each name that fits its last part."""
        before, mark, last = typed.rpartition(";")
        wanted, start = last.strip(), f"{before.strip()}; " if mark else ""
        if not wanted:
            return []
        return [
            Suggestion(f"{start}{name}")
            for name in self._names
            if matches(wanted, name) and name != wanted
        ]
