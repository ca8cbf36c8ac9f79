"""What is doubtful about a meeting: dates that do not fit, counts that do not agree. No errors.

A person may have a reason for each; nothing is changed and nothing is refused because of them.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, nearest_date, real_date
from ntm_desktop.domain.document_reference import document_text
from ntm_desktop.domain.documents import OfficialDocument, is_unnumbered
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.meetings import (
    ATTENDANCE,
    VOTE_BASES,
    Attendee,
    Conclusion,
    Meeting,
    Opinion,
    Presentation,
    Vote,
    attendance_counts,
    chairs_of,
    is_base_unsaid,
    is_contradictory,
    share_shown,
    vote_bases,
    votes_cast,
)
from ntm_desktop.domain.passages import missing_parts, same_length
from ntm_desktop.domain.people import Position, positions_on
from ntm_desktop.domain.periods import known_periods
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.domain.vote_result import read_required

EARLY_DAYS = 31  # a year is summed up in its last weeks
_WEEKDAYS = {
    "hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6,
    **{str(number): number - 2 for number in range(2, 8)},
}  # fmt: skip
_DAY = r"(?P<day>[0-9]{1,2})\s?(?:[/.-]|\s?thang\s)\s?(?P<month>[0-9]{1,2})"
_YEAR = r"\s?(?:[/.-]|,?\s?nam\s)\s?(?P<year>[0-9]{4})"
_WEEKDAY = re.compile(
    r"\b(?:thu\s(?P<name>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu nhat))\b"
    rf",?\s*\(?(?:ngay\s)?\s*{_DAY}{_YEAR}"
)
_NO_YEAR = re.compile(
    rf"\b(?:ngay|sang|trua|chieu|toi|truoc|den het|han|hom)\s+{_DAY}(?!{_YEAR})(?![0-9/]|[.,][0-9])"
    r"(?!\s*(?:tieu chi|chi tieu|xa\b|thon\b|ho\b|san pham|phuong\b|cong trinh))"
)
_DEADLINE = re.compile(r"\b(?:truoc|cham nhat|den het|han cuoi|thoi han|han)(?: la)?(?: den)? ?$")
_RESULTS = (
    re.compile(
        r"(?:tong ket|ket qua(?: thuc hien)?(?: nhiem vu| cong tac)?)\s+nam\s(?P<year>20[0-9]{2})\b"
    ),
    re.compile(r"(?<!dau )(?<!cuoi )\bnam\s(?P<year>20[0-9]{2})\s(?:uoc )?(?:dat|giam|tang)\b"),
    re.compile(r"\btrong nam\s(?P<year>20[0-9]{2})\s+da\b"),
)
_PLANNED = re.compile(r"(?:phan dau|muc tieu|ke hoach|du kien|se|giao|huong toi|nham)\b[^.;:]*$")
_SHOWN_MOST = 80
_SEVERAL = (
    *("cac ", "lanh dao cac ", "lanh dao,", "dai dien lanh dao", "truong, pho", "can bo,"),
    *("can bo cong chuc", "dang vien ", "toan the ", "ban chap hanh ", "dai dien cac "),
)  # words, folded, by which a line names several people


@dataclass(frozen=True, slots=True)
class MeetingParts:
    """A meeting with what belongs to it, as the checks look at it."""

    meeting: Meeting
    attendees: Sequence[Attendee] = ()
    presentations: Sequence[Presentation] = ()
    opinions: Sequence[Opinion] = ()
    votes: Sequence[Vote] = ()
    conclusions: Sequence[Conclusion] = ()
    tasks: Sequence[Task] = ()
    documents: Sequence[OfficialDocument] = ()
    positions: Sequence[Position] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def check_meeting(parts: MeetingParts) -> tuple[Issue, ...]:
    """Return every doubt about a meeting, each named once.

    A passage of the transcript stands again in the opinion or conclusion that came of it.
    """
    found: dict[str, Issue] = {}
    for check in _CHECKS:
        for issue in check(parts):
            found.setdefault(issue.text, issue)
    return tuple(found.values())


def check_closing(parts: MeetingParts) -> tuple[Issue, ...]:
    """Return what a meeting still lacks for its minutes: people, states, those who agree.

    While a meeting is being prepared nothing of this is doubtful, so it is no part of
    `check_meeting`; it is told when the meeting was held and when it is closed.
    """
    found: dict[str, Issue] = {}
    for check in (_nobody, _unanswered, _absent_speakers, _counts_alone):
        for issue in check(parts):
            found.setdefault(issue.text, issue)
    return tuple(found.values())


def weekday_name(day: datetime.date) -> str:
    """Return "thứ Tư" or "Chủ nhật", as a document writes the day of the week."""
    return texts.WEEKDAYS[day.weekday()]


def check_vote(vote: Vote) -> tuple[Issue, ...]:
    """Return where the numbers of a vote do not fit: cast ≤ present ≤ all with a right."""
    cast, question = votes_cast(vote), _short(vote.question or "")
    base, word = vote.present, texts.VOTE_BASE_PRESENT
    if base is None:
        base, word = vote.eligible, texts.VOTE_BASE_ELIGIBLE
    found: list[str] = []
    if base is not None and cast > base:
        found.append(
            texts.ISSUE_VOTES_OVER.format(question=question, cast=cast, base=word, present=base)
        )
    if vote.present is not None and vote.eligible is not None and vote.present > vote.eligible:
        found.append(
            texts.ISSUE_VOTES_PRESENT.format(
                question=question, present=vote.present, eligible=vote.eligible
            )
        )
    if vote.present is not None and None not in _all_votes(vote) and cast < vote.present:
        found.append(
            texts.ISSUE_VOTES_UNDER.format(question=question, cast=cast, present=vote.present)
        )
    if is_base_unsaid(vote):
        bases = ", ".join(
            texts.ISSUE_VOTE_BASE_ONE.format(
                base=VOTE_BASES[name], share=share_shown(Fraction(vote.votes_for or 0, number))
            )
            for name, number in vote_bases(vote).items()
        )
        found.append(texts.ISSUE_VOTE_BASE.format(question=question, bases=bases))
    if vote.required and read_required(vote.required) is None:
        text = texts.ISSUE_VOTE_REQUIRED.format(question=question, required=_short(vote.required))
        found.append(text)
    return tuple(_doubt(vote.key, text) for text in found)


def check_counts(meeting: Meeting, attendees: Sequence[Attendee]) -> tuple[Issue, ...]:
    """Return where the counts typed for a meeting do not agree with its list.

    A group whose number nobody gave may hold any number: then only a count that is too small is
    doubtful. Guests may be counted in or not.
    """
    counts = attendance_counts(attendees)
    found = [
        _doubt(one.key, _group_over(one))
        for one in attendees
        if one.is_group and (one.headcount_present or 0) > (one.headcount_expected or 10**9)
    ]
    found += [
        _doubt(
            one.key,
            texts.ISSUE_GROUP_ABSENT.format(
                name=one.name,
                present=one.headcount_present,
                mark=ATTENDANCE[str(one.attendance)],
            ),
        )
        for one in attendees
        if is_contradictory(one)
    ]
    if not attendees:
        return tuple(found)
    for name, typed, counted, sentence in (
        ("expected_count", meeting.expected_count, counts.expected, texts.ISSUE_COUNT_EXPECTED),
        ("present_count", meeting.present_count, counts.present, texts.ISSUE_COUNT_PRESENT),
    ):
        agreed = (counted, counted + counts.guests)
        is_open = counts.unknown_groups > 0 and typed is not None and typed > counted
        if typed is not None and typed not in agreed and not is_open:
            found.append(_doubt(name, sentence.format(typed=typed, counted=counted)))
    return tuple(found)


def _all_votes(vote: Vote) -> tuple[int | None, ...]:
    """Return the three numbers that everybody's vote is one of."""
    return vote.votes_for, vote.votes_against, vote.votes_abstain


def _group_over(attendee: Attendee) -> str:
    """Return the sentence for a group of which more came than there are."""
    return texts.ISSUE_GROUP_OVER.format(
        name=attendee.name,
        present=attendee.headcount_present,
        expected=attendee.headcount_expected,
    )


def _documents(parts: MeetingParts) -> Iterator[Issue]:
    """Yield documents dated after the meeting, and those cited without number, date or issuer."""
    held = parts.meeting.held_on
    for one in parts.documents:
        if held and one.issued_on and one.issued_on > held:
            text = texts.ISSUE_DOCUMENT_LATER.format(
                number=one.number, issued=format_date(one.issued_on), held=format_date(held)
            )
            yield _doubt(one.key, text)
        missing = missing_parts(one.number, one.issued_on, one.issuer)
        if missing:
            said = ", ".join(missing)
            name = _short(document_text(one)) if is_unnumbered(one.number) else one.number
            text = texts.ISSUE_DOCUMENT_INCOMPLETE.format(number=name, missing=said)
            yield _doubt(one.key, text)


def _early_results(parts: MeetingParts) -> Iterator[Issue]:
    """Yield results of a year that had long to go when the meeting is said to have been held."""
    held = parts.meeting.held_on
    if held is None:
        return
    for where, text, folded in _said(parts):
        for form in _RESULTS:
            for found in form.finditer(folded):
                year = int(found["year"])
                planned = _PLANNED.search(folded[max(0, found.start() - 80) : found.start()])
                if planned is None and _is_early(held, datetime.date(year, 12, 31)):
                    yield _doubt(
                        where,
                        texts.ISSUE_RESULTS_EARLY.format(
                            words=text[found.start() : found.end()],
                            held=format_date(held),
                            year=year,
                        ),
                    )


def _early_period(parts: MeetingParts) -> Iterator[Issue]:
    """Yield a period that is evaluated long before its end."""
    held, named = parts.meeting.held_on, parts.meeting.period_evaluated
    for period in known_periods([named] if named else []):
        if held is not None and _is_early(held, period.end):
            text = texts.ISSUE_PERIOD_EARLY.format(period=period.label, held=format_date(held))
            yield _doubt("period_evaluated", text)


def _is_early(held: datetime.date, end: datetime.date) -> bool:
    """Say whether a meeting was held more than a month before what it looks back on was over."""
    return (end - held).days > EARLY_DAYS


def _weekdays(parts: MeetingParts) -> Iterator[Issue]:
    """Yield days of the week that are not those of their dates."""
    for where, text, folded in _said(parts):
        for found in _WEEKDAY.finditer(folded):
            day = real_date(int(found["year"]), int(found["month"]), int(found["day"]))
            named = _WEEKDAYS[found["name"] or found["sunday"]]
            if day is not None and day.weekday() != named:
                yield _doubt(
                    where,
                    texts.ISSUE_WEEKDAY.format(
                        words=text[found.start() : found.end()].rstrip(" ("),
                        date=format_date(day),
                        weekday=weekday_name(day),
                    ),
                )


def _without_year(parts: MeetingParts) -> Iterator[Issue]:
    """Yield dates whose year is not written, each with the one it may be, once.

    One whose year was chosen for the deadline of a task is no question any more.
    """
    held = parts.meeting.held_on
    told = {(one.due_on.month, one.due_on.day) for one in parts.tasks if one.due_on}
    for where, text, folded in _said(parts):
        for found in _NO_YEAR.finditer(folded):
            named = int(found["month"]), int(found["day"])
            if held is None or named in told:
                continue
            near = _meant(found, held, is_deadline=_is_deadline(found, folded))
            if near is not None:
                words = " ".join(text[found.start() : found.end()].split())
                proposal = format_date(near)
                told.add(named)
                yield _doubt(where, texts.ISSUE_DATE_NO_YEAR.format(words=words, date=proposal))


def _is_deadline(found: re.Match[str], folded: str) -> bool:
    """Say whether a date without a year is the one by which something is to be done."""
    begins = re.match("truoc|den het|han", found[0]) is not None
    return (
        begins or _DEADLINE.search(folded[max(0, found.start() - 24) : found.start()]) is not None
    )


def _meant(found: re.Match[str], held: datetime.date, *, is_deadline: bool) -> datetime.date | None:
    """Return the date that words without a year mean; a deadline is not before the meeting."""
    month, day = int(found["month"]), int(found["day"])
    if not is_deadline:
        return nearest_date(month, day, held)
    later = (real_date(held.year + more, month, day) for more in range(9))
    return next((one for one in later if one is not None and one >= held), None)


def _positions(parts: MeetingParts) -> Iterator[Issue]:
    """Yield people of the directory who held no position on the day."""
    held = parts.meeting.held_on
    if held is None:
        return
    named = [one.person for one in parts.attendees]
    named += [one.person for one in parts.presentations]
    named += [one.person for one in parts.opinions]
    for person in named:
        own = [position for position in parts.positions if position.person == person]
        if person and not positions_on(own, held):
            name = parts.names.get(person) or person
            text = texts.ISSUE_NO_POSITION.format(name=name, held=format_date(held))
            yield _doubt(person, text)


def _counts(parts: MeetingParts) -> Iterator[Issue]:
    """Yield counts that do not agree: the list, the households, each vote."""
    yield from check_counts(parts.meeting, parts.attendees)
    total, present = parts.meeting.households_total, parts.meeting.households_present
    if total is not None and present is not None and present > total:
        text = texts.ISSUE_HOUSEHOLDS.format(present=present, total=total)
        yield _doubt("households_present", text)
    for vote in parts.votes:
        yield from check_vote(vote)


def _chairs(parts: MeetingParts) -> Iterator[Issue]:
    """Yield chairs who are not in the list of those who came; who concludes may be anybody."""
    listed = [_words_of(one.name or "") for one in parts.attendees]
    has_chair = any(one.role == "chair" for one in parts.attendees)
    if not listed or has_chair:
        return
    for chair in chairs_of(parts.meeting):
        wanted = _words_of(chair)
        if not any(wanted in one or (one and one in wanted) for one in listed):
            yield _doubt("chairs", texts.ISSUE_CHAIR_ABSENT.format(chair=chair))


def _nobody(parts: MeetingParts) -> Iterator[Issue]:
    """Yield the chair, the secretary and the one who concludes where nobody is named."""
    meeting = parts.meeting
    roles = {one.role for one in parts.attendees}
    if not chairs_of(meeting) and "chair" not in roles:
        yield _doubt("chairs", texts.ISSUE_NO_CHAIR)
    if not meeting.secretary and "secretary" not in roles:
        yield _doubt("secretary", texts.ISSUE_NO_SECRETARY)
    if parts.conclusions and not meeting.concluder:
        yield _doubt("concluder", texts.ISSUE_NO_CONCLUDER.format(count=len(parts.conclusions)))


def _unanswered(parts: MeetingParts) -> Iterator[Issue]:
    """Yield how many of the list are marked neither present nor absent, where others are."""
    open_ones = [one for one in parts.attendees if one.attendance is None]
    if open_ones and len(open_ones) < len(parts.attendees):
        name = _short(open_ones[0].name or "")
        if len(open_ones) > 1:
            name = texts.ISSUE_AND_OTHERS.format(name=name, count=len(open_ones) - 1)
        yield _doubt(open_ones[0].key, texts.ISSUE_NO_ATTENDANCE.format(name=name))


def _absent_speakers(parts: MeetingParts) -> Iterator[Issue]:
    """Yield people marked absent who spoke, reported, chaired or concluded all the same."""
    meeting = parts.meeting
    did = [(one.key, one.person, one.speaker, texts.ABSENT_SPOKE) for one in parts.opinions]
    did += [
        (one.key, one.person, one.presenter or "", texts.ABSENT_REPORTED)
        for one in parts.presentations
    ]
    did += [("chairs", None, chair, texts.ABSENT_CHAIRED) for chair in chairs_of(meeting)]
    did += [("concluder", None, meeting.concluder or "", texts.ABSENT_CONCLUDED)]
    did += [("secretary", None, meeting.secretary or "", texts.ABSENT_WROTE)]
    for one in parts.attendees:
        if one.attendance not in ("absent", "absent_with_leave") or one.is_group:
            continue
        for where, person, name, act in did:
            if _is_same(one, person, name):
                yield _doubt(where, texts.ISSUE_ABSENT_DID.format(name=one.name, act=act))


def _is_same(attendee: Attendee, person: str | None, name: str) -> bool:
    """Say whether a speaker is somebody of the list: the same record, or the same words.

    "Trưởng thôn, thôn A" is the "Trưởng thôn" of the list, but not "Trưởng thôn, thôn B".
    """
    if attendee.person and person:
        return attendee.person == person
    one, other = attendee.name or "", name
    if not _words_of(one) or not _words_of(other):
        return False
    if ("," in one) != ("," in other):
        one, other = one.split(",")[0], other.split(",")[0]
    return _words_of(one) == _words_of(other)


def _counts_alone(parts: MeetingParts) -> Iterator[Issue]:
    """Yield counts that contradict each other, guests aside, with or without a list."""
    expected, present = parts.meeting.expected_count, parts.meeting.present_count
    guests = attendance_counts(parts.attendees).guests
    if expected is not None and present is not None and present > expected + guests:
        text = texts.ISSUE_COUNT_OVER.format(present=present, expected=expected)
        yield _doubt("present_count", text)


def _listed_twice(parts: MeetingParts) -> Iterator[Issue]:
    """Yield people who stand twice in the list: each is counted as one more."""
    seen: dict[str, Attendee] = {}
    for one in parts.attendees:
        who = one.person or _words_of(one.name or "")
        if who and not one.is_group and who in seen:
            yield _doubt(one.key, texts.ISSUE_LISTED_TWICE.format(name=_short(one.name or "")))
        seen.setdefault(who, one)


def _groups_as_people(parts: MeetingParts) -> Iterator[Issue]:
    """Yield lines that name several people and are counted as one."""
    for one in parts.attendees:
        if not one.is_group and not one.person and _names_several(one.name or ""):
            yield _doubt(one.key, texts.ISSUE_GROUP_AS_ONE.format(name=_short(one.name or "")))


def _names_several(name: str) -> bool:
    """Say whether words stand for several people: "các đồng chí …", "cán bộ, công chức xã"."""
    return fold(name).startswith(_SEVERAL)


def _early_deadlines(parts: MeetingParts) -> Iterator[Issue]:
    """Yield tasks whose deadline lies before the meeting that gave them."""
    held = parts.meeting.held_on
    for one in parts.tasks:
        if held is not None and one.due_on is not None and one.due_on < held:
            text = texts.ISSUE_TASK_DUE_EARLY.format(
                task=_short(one.text), due=format_date(one.due_on), held=format_date(held)
            )
            yield _doubt(one.key, text)


def _times(parts: MeetingParts) -> Iterator[Issue]:
    """Yield an end before the beginning."""
    started, ended = parts.meeting.started_at, parts.meeting.ended_at
    if started and ended and ended < started:
        yield _doubt("ended_at", texts.ISSUE_ENDED_EARLY.format(started=started, ended=ended))


_CHECKS: tuple[Callable[[MeetingParts], Iterable[Issue]], ...] = (
    _documents,
    _early_results,
    _early_period,
    _weekdays,
    _without_year,
    _positions,
    _counts,
    _chairs,
    _times,
    _early_deadlines,
    _listed_twice,
    _groups_as_people,
)


def _said(parts: MeetingParts) -> Iterator[tuple[str, str, str]]:
    """Yield where, the text and its folded form of everything that was written down."""
    meeting = parts.meeting
    written: list[tuple[str, str | None]] = [
        (name, getattr(meeting, name)) for name in ("title", "agenda", "transcript")
    ]
    written += [(one.key, one.title) for one in parts.presentations]
    written += [(one.key, one.content) for one in parts.presentations]
    written += [(one.key, one.content) for one in parts.opinions]
    written += [(one.key, one.text) for one in parts.conclusions]
    for where, text in written:
        if text:
            plain = compose(text)
            yield where, plain, same_length(plain)


@functools.lru_cache(maxsize=4096)
def _words_of(name: str) -> str:
    """Return a name or position for comparing: folded, without marks between its parts."""
    plain = re.sub(r"^(?:dong chi|ong|ba)\s+", "", fold(name))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def _short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_MOST else line[: _SHOWN_MOST - 1].rstrip() + "…"


def _doubt(where: str, text: str) -> Issue:
    """Return a warning."""
    return Issue(Severity.WARNING, where, text)
