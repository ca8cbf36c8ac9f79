"""The faults a template can have, each with a sentence that says what and one how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ntm_desktop import texts
from ntm_desktop.reports.template_paragraphs import TemplateParagraph

SHOWN_LETTERS = 90


class Fault(StrEnum):
    """What can be wrong with a template; the value is a key of `texts.TEMPLATE_FAULTS`."""

    UNKNOWN_FIELD = "unknown-field"
    CAPITAL_FIELD = "capital-field"
    UNKNOWN_FILTER = "unknown-filter"
    UNKNOWN_WORD = "unknown-word"
    NOT_TEXT = "not-text"
    NOT_A_LIST = "not-a-list"
    DASH = "dash"
    DASHED_FIELD = "dashed-field"
    SYNTAX = "syntax"
    OPEN_TAG = "open-tag"
    CLOSE_TAG = "close-tag"
    CUT_TAG = "cut-tag"
    DELETED_TAG = "deleted-tag"
    LOST_WORDS = "lost-words"
    TAGS_TOGETHER = "tags-together"
    DATA_ROW = "data-row"
    OUTSIDE_TABLE = "outside-table"
    NOT_CLOSED = "not-closed"
    NOT_OPENED = "not-opened"
    CROSSED = "crossed"
    OTHER_KIND = "other-kind"
    OTHER_PLACE = "other-place"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its kind, its place in words, the paragraph's text, what is wrong, how to mend it.

    `field` and `nearest` are the unknown name and the offered one most like it, else "".
    """

    fault: Fault
    place: str
    paragraph: str
    message: str
    fix: str
    field: str = ""
    nearest: str = ""


def finding(
    fault: Fault, paragraph: TemplateParagraph, *, shown: str | None = None, **words: str
) -> Finding:
    """Return a fault of a paragraph; `words` fill its sentences, `shown` replaces its text."""
    return Finding(
        fault=fault,
        place=paragraph.place,
        paragraph=shortened(paragraph.text if shown is None else shown),
        message=texts.TEMPLATE_FAULTS[fault].format(**words),
        fix=_fix(fault, words),
        field=words.get("field", ""),
        nearest=words.get("nearest", ""),
    )


def _fix(fault: Fault, words: dict[str, str]) -> str:
    """Return how to mend a fault; a name like no other points at the list of fields."""
    if fault in (Fault.UNKNOWN_FIELD, Fault.UNKNOWN_FILTER) and not words["nearest"]:
        return texts.TEMPLATE_NO_NEAREST_HINTS[fault]
    return texts.TEMPLATE_FIXES[fault].format(**words)


def shortened(text: str) -> str:
    """Return a text on one line that fits into a message."""
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN_LETTERS else plain[: SHOWN_LETTERS - 1] + "…"
