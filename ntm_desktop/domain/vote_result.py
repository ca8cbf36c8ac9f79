"""Whether a vote reached the share that is asked for, and of what that share is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain.meetings import VOTE_BASES, Vote, share_shown, vote_bases
from ntm_desktop.domain.vietnamese import fold

_RATE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?) ?(?:%|phan tram)")
_PART = re.compile(r"\b([0-9]{1,2}) ?/ ?([0-9]{1,2})\b")
_ABOVE = re.compile(r"(?:\btren|\bhon|\bqua|>(?!=)) ?$")


@dataclass(frozen=True, slots=True)
class RequiredShare:
    """A share that is asked for; `is_above` says that just reaching it is not enough."""

    share: Fraction
    is_above: bool

    def is_met(self, share: Fraction) -> bool:
        """Say whether a share is enough."""
        return share > self.share if self.is_above else share >= self.share


def read_required(text: str | None) -> RequiredShare | None:
    """Return the share that words ask for: "90%", "từ 90% trở lên", "trên 50%", "2/3", "quá bán".

    None where they say none; a number alone is a percentage.
    """
    plain = fold(text or "")
    if re.search(r"\bqua (?:ban|nua so)\b", plain):
        return RequiredShare(Fraction(1, 2), is_above=True)
    found = _RATE.search(plain) or re.fullmatch(r"\s*([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*", plain)
    if found is not None:
        share = Fraction(found[1].replace(",", ".")) / 100
    elif (part := _PART.search(plain)) is not None and int(part[2]):
        found, share = part, Fraction(int(part[1]), int(part[2]))
    else:
        return None
    above = _ABOVE.search(plain[: found.start(1)]) is not None
    return RequiredShare(share, above) if 0 < share <= 1 else None


def verdict(vote: Vote, required: str | None = None) -> str:
    """Return whether a vote reached what is asked for and of which number; "" without either.

    `required` stands in where the vote itself says nothing. Where nobody chose the base, each that
    is possible is told.
    """
    asked = read_required(vote.required or required)
    if asked is None or vote.votes_for is None:
        return ""
    shares = {name: Fraction(vote.votes_for, base) for name, base in vote_bases(vote).items()}
    parts = [
        (texts.VOTE_MET if asked.is_met(share) else texts.VOTE_NOT_MET).format(
            base=VOTE_BASES[name], share=share_shown(share)
        )
        for name, share in shares.items()
    ]
    words = " ".join((vote.required or required or "").split()).rstrip(".")
    return texts.VOTE_VERDICT.format(required=words, parts="; ".join(parts)) if parts else ""
