"""Doubtful data: what to look at again. Never an exception; the person may have a reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much an issue matters: a warning may stand, an error should be put right."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """One doubtful thing: where it is (a record key, a field, a code) and what is doubtful."""

    severity: Severity
    where: str
    text: str
