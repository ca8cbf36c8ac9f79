"""The tags of a template's paragraph, taken apart as docxtpl reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_desktop.reports.template_paragraphs import TemplateParagraph

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALVES = re.compile(r"\{\{|\{%|\}\}|%\}")
_PREFIX = re.compile(r"(p|tr|tc|r)\s")
# What docxtpl turns back inside a tag; a dash it leaves, and Jinja stumbles over it.
_AUTOCORRECTED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
_DROPPED = str.maketrans("", "", "\t\n")
PRINT, BLOCK, COMMENT = "{{", "{%", "{#"


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """One whole tag: `opening` ({{, {% or {#), its `prefix` (p, tr, tc, r or none) and its words.

    `whole` is the tag as it stands; `word` the first word of a block ("for"), "" for others;
    `rest` what follows it.
    """

    opening: str
    prefix: str
    word: str
    rest: str
    whole: str
    paragraph: TemplateParagraph

    @property
    def unit(self) -> object:
        """Return the element that disappears with the tag, None for a tag inside running text."""
        around = self.paragraph
        units = {"p": around, "tr": around.row, "tc": around.cell}
        return units.get(self.prefix)

    @property
    def ground(self) -> object:
        """Return the element in which both halves of the block must stand."""
        around = self.paragraph
        grounds = {"tr": around.table, "tc": around.row, "r": around}
        return grounds.get(self.prefix, around.holder)


def tags_of(paragraph: TemplateParagraph) -> Iterator[Tag]:
    """Return the whole tags of a paragraph in their order."""
    for found in _TAG.finditer(paragraph.text):
        yield _tag(found.group(0), paragraph)


def _tag(whole: str, paragraph: TemplateParagraph) -> Tag:
    """Return a tag taken apart."""
    opening = whole[:2]
    body = whole[2:-2].translate(_DROPPED)
    prefix = _PREFIX.match(body)
    body = body[prefix.end() :] if prefix else body
    body = body.removeprefix("-").removesuffix("-").translate(_AUTOCORRECTED).strip()
    word, _, rest = body.partition(" ") if opening == BLOCK else ("", "", body)
    return Tag(opening, prefix.group(1) if prefix else "", word, rest.strip(), whole, paragraph)


def without_tags(text: str) -> str:
    """Return a paragraph's text without its whole tags."""
    return _TAG.sub("", text)


def half_tags(text: str) -> list[str]:
    """Return the marks of tags that are opened or closed only, in their order."""
    return _HALVES.findall(without_tags(text))
