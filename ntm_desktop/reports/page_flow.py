"""Where the pages of a finished document end: no empty last section, no lead-in left behind.

A template cannot know which of its annexes a document will have, nor which paragraphs lead to
others; when the text is known they can be told.
"""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

_PARAGRAPH, _PROPERTIES, _SECTION = qn("w:p"), qn("w:pPr"), qn("w:sectPr")
_END = f"{_PROPERTIES}/{_SECTION}"
_CONTENT = (qn("w:t"), qn("w:drawing"), qn("w:pict"), qn("w:object"))
_STYLE, _KEEP, _TEXT = qn("w:pStyle"), qn("w:keepNext"), qn("w:t")


def drop_empty_end(body: Any) -> None:
    """Take away the last section of a document where nothing stands in it.

    The section before it becomes the last one, with its own paper and numbering.
    """
    last = body.find(_SECTION)
    empty: list[Any] = []
    for block in body.iterchildren(reversed=True):
        if block is last:
            continue
        if block.tag != _PARAGRAPH or _holds_anything(block):
            return
        section = block.find(_END)
        if section is not None:
            _end_with(body, section, last, empty)
            return
        empty.append(block)


def _holds_anything(paragraph: Any) -> bool:
    """Say whether a paragraph shows anything."""
    return next(paragraph.iter(*_CONTENT), None) is not None


def _end_with(body: Any, section: Any, last: Any, empty: list[Any]) -> None:
    """Make a section the last one in place of another with its empty paragraphs."""
    for paragraph in empty:
        body.remove(paragraph)
    if last is not None:
        body.remove(last)
    body.append(section)


def keep_lead_ins(body: Any) -> None:
    """Keep paragraphs that end with a colon on the page of what they lead to.

    Those in tables are left alone, and those without any properties of their own.
    """
    for paragraph in body.iterchildren(_PARAGRAPH):
        words = "".join(paragraph.itertext(_TEXT)).rstrip()
        properties = paragraph.find(_PROPERTIES) if words.endswith(":") else None
        if properties is not None and properties.find(_KEEP) is None:
            place = 0 if properties.find(_STYLE) is None else 1
            properties.insert(place, properties.makeelement(_KEEP))
