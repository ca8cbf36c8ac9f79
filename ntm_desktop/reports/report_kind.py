"""What a kind of document is: its template and context, its sections of prose, its choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.periods import PeriodKind
from ntm_desktop.errors import NotFoundError
from ntm_desktop.reports import narrative

KIND = "kind"  # the option that chooses among the kinds of one document


class Stated(Enum):
    """What a document states that somebody has to have compared with the original first.

    Where a set stands; wordings and targets of indicators, names of criteria; the conditions of
    recognition, the rate of satisfaction, the papers of a dossier; number and name of a form.
    """

    STANDING = "standing"
    WORDINGS = "wordings"
    TARGETS = "targets"
    NAMES = "names"
    CONDITIONS = "conditions"
    RATE = "rate"
    PAPERS = "papers"
    FORM = "form"


Generator = Callable[[Any], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One section of prose: what a person wrote wins over `generate`; `gap` stands for neither.

    `title` names the section for its author, as it stands in the document; `generate` is called
    with the facts of the document. `only_for` is as for an option.
    """

    id: str
    title: str
    generate: Generator
    gap: str = narrative.GAP
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportOption:
    """A choice a person makes before the document is built.

    `choices` maps what is stored to what is shown, empty for free text; `default` is stored. It is
    `kept` for the document, unless it says what one copy of it is for; one that is `carried` may be
    taken over from the period before (days and counts may not). In a document of several kinds it
    is `only_for` some choices of the option "kind", for all where none is named.
    """

    id: str
    title: str
    choices: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    kept: bool = True
    carried: bool = True
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """A document the app can write; `template` is the file's name in `templates_docx/`.

    `subject` says what one document is about (a key of `GROUPS`), `context` is the dataclass its
    template reads, `images` that of its pictures. `formats` are the endings it can be written as;
    `party_template` is the file for the Party's form of a document that has both.
    `group` is the key of `GROUPS` it is listed under, where that is not its subject. One that is
    made `on_request` is left out where all documents of a period are made in one go. `states` says
    what it prints of the rules, so that what is unverified of it is listed before it is issued.
    """

    id: str
    title: str
    template: str
    subject: str
    context: type[Any]
    images: type[Any] | None = None
    sections: tuple[ReportSection, ...] = ()
    options: tuple[ReportOption, ...] = ()
    periods: tuple[PeriodKind, ...] = tuple(PeriodKind)
    formats: tuple[str, ...] = (".docx",)
    party_template: str = ""
    group: str = ""
    on_request: bool = False
    states: tuple[Stated, ...] = ()

    def fits(self, part: ReportSection | ReportOption, options: Mapping[str, str]) -> bool:
        """Say whether a section or an option belongs to the kind of document that is chosen."""
        usual = next((one.default for one in self.options if one.id == KIND), "")
        return not part.only_for or (options.get(KIND) or usual) in part.only_for

    def section(self, section_id: str) -> ReportSection:
        """Return a section of the document; raise `NotFoundError`."""
        for found in self.sections:
            if found.id == section_id:
                return found
        hint = texts.REPORT_SECTION_UNKNOWN_HINT.format(
            sections=", ".join(found.id for found in self.sections)
        )
        raise NotFoundError(texts.REPORT_SECTION_UNKNOWN.format(section=section_id), hint=hint)
