"""When a recognised commune may lose its title (2021-2025), computed from where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from ntm_desktop.domain.assessment import Outcome, SetAssessment

DECISION = "18/2022/QĐ-TTg"
"""The decision the rule stands in. The rule was read at `SOURCE`: verified, second hand.

The source runs on in one sentence; telling the grounds (a) and (b) apart is our reading of it.
"""
SOURCE = (
    "https://langngheviet.com.vn/thu-tuong-chinh-phu-ban-hanh-trinh-tu-thu-tuc-ho-so-xet-cong-nhan"
    "-dat-chuan-nong-thon-moi-ntm-nang-cao-ntm-kieu-mau-25687.html"
)
VERIFIED = True
# Thu nhập; môi trường (và an toàn thực phẩm); chất lượng môi trường sống; quốc phòng và an ninh.
DECISIVE: Mapping[str, tuple[str, ...]] = {
    "xa-ntm-2021-2025": ("10", "17", "19"),
    "xa-ntm-nang-cao-2021-2025": ("10", "17", "18", "19"),
}
_SOME, _HALF = Fraction(30, 100), Fraction(50, 100)


class Ground(Enum):
    """Why a title may be revoked."""

    DECISIVE = "decisive"
    HALF = "half"


@dataclass(frozen=True, slots=True)
class Revocation:
    """The ground there is: codes of the criteria not met, and the decisive ones among them."""

    ground: Ground
    not_met: tuple[str, ...]
    decisive: tuple[str, ...]
    total: int


def revocation(assessment: SetAssessment) -> Revocation | None:
    """Return the ground on which a recognised commune may lose its title; None for none.

    From 30 % to below 50 % of the criteria are not met, one of them decisive; or 50 % and more are
    not met (18/2022/QĐ-TTg, for communes, sets of 2021-2025 only). A criterion without data does
    not count as not met.
    """
    criteria_set = assessment.criteria_set
    if criteria_set.id not in DECISIVE:
        return None
    failed = tuple(
        one.criterion.code for one in assessment.criteria if one.outcome is Outcome.NOT_MET
    )
    total = criteria_set.expected_criteria or len(assessment.criteria)
    share = Fraction(len(failed), total)
    decisive = tuple(code for code in failed if code in DECISIVE[criteria_set.id])
    if share >= _HALF:
        return Revocation(Ground.HALF, failed, decisive, total)
    if share >= _SOME and decisive:
        return Revocation(Ground.DECISIVE, failed, decisive, total)
    return None
