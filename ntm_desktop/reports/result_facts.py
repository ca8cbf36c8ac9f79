"""What the report on results is made from: the facts of the progress report and what goes beyond.

They are gathered by the service that asks; a part nobody entered is None or empty.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.registers import OcopProduct
from ntm_desktop.reports.progress_facts import ProgressFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """The place in figures; `told` is the period they are of, "" where nothing is known.

    `area` is in ha. Rates of poverty are ready texts ("2,46%"); `standard` is the yardstick.
    """

    villages: int | None = None
    area: Decimal | None = None
    households: int | None = None
    population: int | None = None
    told: str = ""
    poor: int | None = None
    near_poor: int | None = None
    poor_rate: str = ""
    near_poor_rate: str = ""
    standard: str = ""
    poverty_told: str = ""
    poverty_change: str = ""

    @property
    def has_poverty(self) -> bool:
        """Say whether anything of poverty is known."""
        return self.poor is not None or bool(self.poor_rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """Everything the report is made from.

    `documents` are those of the office's register up to the end of the period, `grounds` the
    "Căn cứ" lines. `proofs` are the numbers of the files that prove an indicator, by its code.
    `owed` is the construction debt on `debt_day` in đồng, None where the ledger cannot tell.
    """

    progress: ProgressFacts
    place: PlaceFacts
    grounds: tuple[str, ...] = ()
    documents: tuple[OfficialDocument, ...] = ()
    products: tuple[OcopProduct, ...] = ()
    proofs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owed: int | None = None
    debt_day: datetime.date | None = None

    @property
    def narratives(self) -> Mapping[str, str]:
        """Return section id to what a person wrote."""
        return self.progress.narratives

    @property
    def previous_narratives(self) -> Mapping[str, str]:
        """Return section id to what a person wrote in the period before."""
        return self.progress.previous_narratives
