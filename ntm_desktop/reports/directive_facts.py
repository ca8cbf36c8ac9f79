"""What letters, plans, reviews, decisions and notices are made from, and what all of them lack."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words
from ntm_desktop.reports.meeting_head import HeadFacts, head_missing, issuer_of
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveFacts:
    """Whose paper it is, its period, and what a person wrote for its sections.

    `head` holds the office, the regime and the choices; `narratives` maps section ids to prose.
    """

    head: HeadFacts
    period: ReportingPeriod
    narratives: Mapping[str, str] = field(default_factory=dict)
    previous_narratives: Mapping[str, str] = field(default_factory=dict)

    @property
    def regime(self) -> Regime:
        """Return the rules the paper follows."""
        return self.head.regime

    @property
    def is_party(self) -> bool:
        """Say whether it is a paper of the Party."""
        return self.head.regime.id == "party"

    @property
    def issuer(self) -> str:
        """Return the issuer as it begins a sentence."""
        return capital_first(issuer_of(self.head).sentence)

    @property
    def today(self) -> datetime.date:
        """Return the day the paper is made on."""
        return self.head.office.today

    @property
    def is_draft(self) -> bool:
        """Say whether marks of what was not compared are shown."""
        return self.head.office.draft

    def option(self, name: str) -> str:
        """Return what was chosen or typed, "" for nothing."""
        return self.head.options.get(name, "").strip()


def head_lacks(facts: DirectiveFacts) -> tuple[str, ...]:
    """Return what head and signature show as a gap, a sentence each."""
    return tuple(meeting_words.MISSING[name] for name in head_missing(facts.head))


def places_of(text: str) -> tuple[str, ...]:
    """Return places that were typed, one a line or parted by semicolons, each once."""
    parts = (part.strip(" -.\t") for line in text.splitlines() for part in line.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def listed(items: Sequence[str], opening: str = "- ") -> tuple[str, ...]:
    """Return the lines of a list: semicolons, a full stop at its end."""
    plain = [one.rstrip(" .;") for one in items]
    return tuple(
        f"{opening}{one}{'.' if at == len(plain) else ';'}" for at, one in enumerate(plain, 1)
    )


def day_or_gap(day: datetime.date | None) -> str:
    """Return a day as it is printed, the gap where it is not known."""
    return GAP if day is None else format_date(day)
