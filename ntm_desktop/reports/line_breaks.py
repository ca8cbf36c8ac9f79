"""Where a long word of a narrow column may be broken, so that Word does not break it anywhere."""

from __future__ import annotations

import re

BREAK = "\u200b"  # is not seen, and not printed
LONG_WORD = 10  # letters that the narrowest column of our tables holds
_WORD = re.compile(r"\S+")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d])/(?=[^\W\d])")


def breakable_unit(text: str) -> str:
    """Return a text whose long units may be broken after a stroke: "đồng/người/năm"."""
    return _WORD.sub(lambda found: _breakable(found.group()), text)


def _breakable(word: str) -> str:
    """Return a word as it is or, where it is long, with a break after each of its strokes."""
    return _BETWEEN_LETTERS.sub(f"/{BREAK}", word) if len(word) > LONG_WORD else word
