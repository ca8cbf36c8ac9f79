"""What each paper of a meeting still lacks: what it shows as a gap, named for its author."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import MeetingFacts, counts_known
from ntm_desktop.reports.meeting_head import head_missing
from ntm_desktop.reports.meeting_minutes import is_counted
from ntm_desktop.reports.meeting_working_minutes import partner_name
from ntm_desktop.reports.narrative import GAP

_WHEN = ("held_on", "started_at", "place", "chairs")
_MINUTES = (
    *(*_WHEN, "ended_at", "secretary", "attendees", "counts", "opinions", "conclusions"),
    "votes",
)
_TASKS = ("tasks", "leads", "dues")
# What each paper needs; "numbered" and "signed" stand for the parts of head and signature.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "giay-moi": ("numbered", "signed", *_WHEN, "agenda", "attendees"),
    "chuong-trinh": ("numbered", "signed", *_WHEN, "agenda"),
    "danh-sach-dai-bieu": ("head", "held_on", "started_at", "place", "attendees", "counts"),
    "bien-ban": ("numbered", *_MINUTES, "signer_names"),
    "bien-ban-lam-viec": ("numbered", *_MINUTES, "partner", "copies", "signer_names"),
    "bien-ban-hop-thon": (
        *(*_WHEN, "ended_at", "secretary", "households", "opinions", "votes", "conclusions"),
        *("copies", "signer_names"),
    ),
    "bien-ban-de-nghi": ("numbered", *_MINUTES, "ballot", "copies", "signer_names"),
    "thong-bao-ket-luan": (
        *("numbered", "signed", "held_on", "place", "chairs", "concluder", "conclusions"),
        "attendees",
    ),
    "bang-phan-cong": ("signed", *_TASKS),
    "bang-theo-doi": ("signed", *_TASKS, "results"),
    "bao-cao-thuc-hien-ket-luan": (
        *("numbered", "signed", *_TASKS, "results", "causes", "proposals"),
    ),
    "tin-bai": ("held_on", "chairs", "concluder", "conclusions", "photos", "captions", "author"),
}


def missing(document: str, facts: MeetingFacts) -> tuple[str, ...]:
    """Return what a paper will show as a gap, a sentence each."""
    needs = NEEDS[document]
    found = _head(needs, facts)
    found += [name for name in needs if name in _LACKS and _LACKS[name](facts)]
    return tuple(dict.fromkeys(words.MISSING[name] for name in found))


def _head(needs: tuple[str, ...], facts: MeetingFacts) -> list[str]:
    """Return what head and signature lack, as far as the paper has them."""
    if not {"head", "numbered", "signed"} & set(needs):
        return []
    is_numbered = "numbered" in needs
    return head_missing(
        facts.head,
        headed=is_numbered or "head" in needs,
        dated="signed" in needs or "head" in needs or facts.regime.id == "party",
        numbered=is_numbered,
        signed="signed" in needs,
    )


def _no_signer_names(facts: MeetingFacts) -> bool:
    """Say whether the directory lacks the name of somebody who signs the minutes."""
    return GAP in (facts.signer_names("secretary"), facts.signer_names("chair"))


_LACKS: Mapping[str, Callable[[MeetingFacts], bool]] = {
    "held_on": lambda facts: facts.meeting.held_on is None,
    "started_at": lambda facts: not facts.meeting.started_at,
    "ended_at": lambda facts: not facts.meeting.ended_at,
    "place": lambda facts: facts.place == GAP,
    "chairs": lambda facts: facts.chairs == (GAP,),
    "concluder": lambda facts: facts.concluder == GAP,
    "secretary": lambda facts: facts.secretary == GAP,
    "attendees": lambda facts: not facts.attendees,
    "counts": lambda facts: not counts_known(facts),
    "agenda": lambda facts: not facts.meeting.agenda,
    "opinions": lambda facts: not facts.opinions,
    "conclusions": lambda facts: not facts.conclusions,
    "votes": lambda facts: not is_counted(facts.votes),
    "ballot": lambda facts: not facts.votes or not is_counted(facts.votes),
    "households": lambda facts: (
        None in (facts.meeting.households_total, facts.meeting.households_present)
    ),
    "partner": lambda facts: (
        partner_name(facts) == GAP or all(one.role != "partner" for one in facts.attendees)
    ),
    "copies": lambda facts: not facts.option("copies"),
    "signer_names": _no_signer_names,
    "tasks": lambda facts: not (facts.tasks.assigned or facts.tasks.followed),
    "leads": lambda facts: not all(one.lead for one in facts.tasks.followed),
    "dues": lambda facts: not all(one.due for one in facts.tasks.followed),
    "results": lambda facts: not all(one.results for one in facts.tasks.followed),
    "causes": lambda facts: not facts.option("causes"),
    "proposals": lambda facts: not facts.option("proposals"),
    "photos": lambda facts: not facts.photos,
    "captions": lambda facts: any(not one or one.endswith(GAP) for one in facts.photos),
    "author": lambda facts: not facts.option("author"),
}
