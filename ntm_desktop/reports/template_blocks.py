"""What is wrong with the shape of a template's tags: halves, pairs, rows and words that vanish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ntm_desktop.reports.template_faults import Fault, Finding, finding
from ntm_desktop.reports.template_paragraphs import TemplateParagraph
from ntm_desktop.reports.template_tags import BLOCK, Tag, half_tags, without_tags

PAIRED = ("for", "if", "set", "with")
_LONE_WORDS = {"else", "vm", "hm"}
_OPENINGS = ("{{", "{%")


def half_tag_faults(paragraphs: list[TemplateParagraph]) -> Iterator[Finding]:
    """Return the tags that are opened or closed only, and those that Enter has cut in two."""
    joined: TemplateParagraph | None = None
    for paragraph, after in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        halves = half_tags(paragraph.text)
        if paragraph is joined:
            halves, joined = halves[1:], None
        if not halves:
            continue
        if _is_cut(halves, paragraph, after):
            joined = after
            yield finding(Fault.CUT_TAG, paragraph)
        else:
            fault = Fault.OPEN_TAG if halves[-1] in _OPENINGS else Fault.CLOSE_TAG
            yield finding(fault, paragraph, mark=halves[-1])


def _is_cut(
    halves: list[str], paragraph: TemplateParagraph, after: TemplateParagraph | None
) -> bool:
    """Say whether a tag begins in one paragraph and ends in the next of the same place."""
    if after is None or halves[-1] not in _OPENINGS or paragraph.holder is not after.holder:
        return False
    return next(iter(half_tags(after.text)), "") == {"{{": "}}", "{%": "%}"}[halves[-1]]


def deleted_tag_faults(paragraphs: Iterable[TemplateParagraph]) -> Iterator[Finding]:
    """Return the paragraphs whose tracked deletions hold a tag: it would still be filled in."""
    for paragraph in paragraphs:
        if any(mark in paragraph.deleted for mark in ("{{", "{%", "}}", "%}")):
            yield finding(Fault.DELETED_TAG, paragraph, shown=paragraph.deleted)


def vanishing_faults(paragraphs: list[TemplateParagraph], tags: list[Tag]) -> Iterator[Finding]:
    """Return where words or other tags would disappear together with a `p`, `tr` or `tc` tag."""
    seen: set[object] = set()
    for tag in tags:
        if tag.prefix in ("tr", "tc") and tag.paragraph.row is None:
            yield finding(Fault.OUTSIDE_TABLE, tag.paragraph, tag=tag.whole)
        elif tag.unit is not None and tag.unit not in seen:
            seen.add(tag.unit)
            yield from _beside(tag, paragraphs, tags)


def _beside(tag: Tag, paragraphs: list[TemplateParagraph], tags: list[Tag]) -> Iterator[Finding]:
    """Return the fault of what stands in the same paragraph, row or cell as a tag that takes it."""
    others = [one for one in tags if one is not tag and _holds(tag, one.paragraph)]
    inside = [without_tags(one.text).strip() for one in paragraphs if _holds(tag, one)]
    words = " ".join(" ".join(inside).split())
    if others:
        fault = Fault.DATA_ROW if tag.prefix == "tr" else Fault.TAGS_TOGETHER
        yield finding(fault, tag.paragraph, tag=tag.whole)
    elif words and not half_tags(words):
        yield finding(Fault.LOST_WORDS, tag.paragraph, tag=tag.whole, words=words)


def _holds(tag: Tag, paragraph: TemplateParagraph) -> bool:
    """Say whether a paragraph disappears together with a tag."""
    around = {"p": paragraph, "tr": paragraph.row, "tc": paragraph.cell}[tag.prefix]
    return around is tag.unit


def pair_faults(tags: Iterable[Tag]) -> Iterator[Finding]:
    """Return the blocks that lack their other half, cross each other or change kind or place."""
    waiting: list[Tag] = []
    for tag in tags:
        if tag.opening != BLOCK:
            continue
        if tag.word in PAIRED and not is_assignment(tag):
            waiting.append(tag)
        elif tag.word in ("else", "elif"):
            yield from _middle_faults(tag, waiting)
        elif tag.word.removeprefix("end") in PAIRED and tag.word.startswith("end"):
            yield from _end_faults(tag, waiting)
    for tag in waiting:
        yield finding(Fault.NOT_CLOSED, tag.paragraph, tag=tag.whole, other=f"end{tag.word}")


def is_assignment(tag: Tag) -> bool:
    """Say whether a `set` gives its value at once, so that no `endset` follows."""
    return tag.word == "set" and "=" in tag.rest


def is_known_word(tag: Tag) -> bool:
    """Say whether a block's first word is one that templates may use."""
    word = tag.word
    known = word in PAIRED or word in _LONE_WORDS or word in ("elif", "cellbg", "colspan")
    return known or (word.startswith("end") and word.removeprefix("end") in PAIRED)


def _middle_faults(tag: Tag, waiting: list[Tag]) -> Iterator[Finding]:
    """Return the faults of an `else` or `elif`."""
    if waiting and waiting[-1].word in ("if", "for"):
        yield from _other_kind(waiting[-1], tag)
    else:
        yield finding(Fault.NOT_OPENED, tag.paragraph, tag=tag.whole, other="if")


def _end_faults(tag: Tag, waiting: list[Tag]) -> Iterator[Finding]:
    """Return the faults of an `endfor` or `endif`, and take what it ends off the list."""
    word = tag.word.removeprefix("end")
    if waiting and waiting[-1].word == word:
        yield from _other_kind(waiting.pop(), tag)
        return
    opened = [one for one in waiting if one.word == word]
    if not opened:
        yield finding(Fault.NOT_OPENED, tag.paragraph, tag=tag.whole, other=word)
        return
    yield finding(Fault.CROSSED, tag.paragraph, tag=tag.whole, other=waiting[-1].whole)
    waiting.remove(opened[-1])


def _other_kind(opened: Tag, tag: Tag) -> Iterator[Finding]:
    """Return the fault of a block whose halves are of different kinds or in different places."""
    if opened.prefix != tag.prefix:
        yield finding(Fault.OTHER_KIND, tag.paragraph, tag=tag.whole, other=opened.whole)
    elif opened.ground is not tag.ground:
        yield finding(Fault.OTHER_PLACE, tag.paragraph, tag=tag.whole, other=opened.whole)
