"""A field for one related document: a kept one is found by typing, a new one typed as it is cited.

It shows the document as papers name it and gives its key, or the citation that is no kept one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ntm_desktop.domain.vietnamese import matches
from ui.widgets.suggest_field import SuggestField, Suggestion

PLACEHOLDER = "Số văn bản đã có, hoặc gõ, dán “Hợp đồng số … ngày …”"


class WorkDocumentField(SuggestField):
    """`text` is the key of the document that is shown, else what is typed.

    `titles` gives the documents there are now, by key.
    """

    def __init__(self, titles: Callable[[], Mapping[str, str]]) -> None:
        super().__init__()
        self._titles = titles
        self._key = ""
        self.setPlaceholderText(PLACEHOLDER)
        self.setToolTip(PLACEHOLDER)
        self.set_look_up(self._like)
        self.textEdited.connect(lambda _: self._forget())

    def _like(self, typed: str) -> Sequence[Suggestion]:
        """Return the kept documents that fit what is typed."""
        return [
            Suggestion(title, key) for key, title in self._titles().items() if matches(typed, title)
        ]

    def _forget(self) -> None:
        """Take what is typed for a citation."""
        self._key = ""

    def text(self) -> str:
        """Return the key of the document that is shown, else what is typed."""
        return self._key or super().text()

    def setText(self, text: str | None) -> None:
        """Show the document with this key, or a citation."""
        title = self._titles().get(text or "")
        self._key = (text or "") if title is not None else ""
        super().setText(text if title is None else title)

    def _take(self, found: Suggestion) -> None:
        """Take a kept document and tell so."""
        self.setText(found.key)
        self.taken.emit(found)
