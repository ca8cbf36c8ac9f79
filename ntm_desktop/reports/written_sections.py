"""Sections of prose: what a person wrote, else what the data says, else a visible gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from ntm_desktop.reports import live_figures, narrative

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]


class Written(Protocol):
    """Facts that hold what a person wrote, now and in the period before, by section id."""

    @property
    def narratives(self) -> Mapping[str, str]:
        """Return section id to what was written."""

    @property
    def previous_narratives(self) -> Mapping[str, str]:
        """Return section id to what was written in the period before."""


def paragraphs_of(sections: Sequence[ReportSection], facts: Written) -> dict[str, Paragraphs]:
    """Return the paragraphs of every section by its id."""
    return {one.id: _paragraphs(one, facts) for one in sections}


def _paragraphs(section: ReportSection, facts: Written) -> Paragraphs:
    """Return what was written, else what is generated, else the gap of the section."""
    written = live_figures.printed(facts.narratives.get(section.id, ""), facts, section)
    return written or section.generate(facts) or (section.gap,)


def _lines(facts: Written, section: str) -> Paragraphs:
    """Return the paragraphs a person wrote, () for none."""
    text = facts.narratives.get(section, "")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def without_words(sections: Sequence[ReportSection], facts: Written) -> Paragraphs:
    """Return a sentence for each section, each figure named in prose, that has no data."""
    return tuple(found for one in sections for found in _gaps(one, facts))


def _gaps(section: ReportSection, facts: Written) -> Iterator[str]:
    """Return what a section lacks, a sentence each."""
    if _lines(facts, section.id):
        text = facts.narratives[section.id]
        yield from live_figures.doubts(text, facts, section, section.title)
    elif not section.generate(facts):
        yield narrative.missing_section(section.title)


def carried_over(sections: Sequence[ReportSection], facts: Written) -> Paragraphs:
    """Return a sentence for each section that still reads as in the period before."""
    return tuple(
        narrative.same_as_before(one.title)
        for one in sections
        if _lines(facts, one.id)
        and facts.narratives[one.id].strip() == facts.previous_narratives.get(one.id, "").strip()
    )


def is_generated(section: str, facts: Written) -> bool:
    """Say whether a section shows what the data says, because nobody wrote it."""
    return not _lines(facts, section)
