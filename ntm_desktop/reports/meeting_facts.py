"""What the papers of a meeting are made from, and how its people, times and votes are printed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ntm_desktop.domain.dates import document_date, format_date
from ntm_desktop.domain.meeting_checks import weekday_name
from ntm_desktop.domain.meetings import (
    Attendee,
    Conclusion,
    Meeting,
    Opinion,
    Presentation,
    Vote,
    attendance_counts,
    chairs_of,
    clock_in_words,
    is_contradictory,
    is_guest,
)
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.people import EITHER_ADDRESS, ShownPerson
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.letterhead import OfficeFacts
from ntm_desktop.reports.meeting_head import HeadFacts, address_for
from ntm_desktop.reports.narrative import GAP, lower_first
from ntm_desktop.reports.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedFact:
    """A task of an earlier meeting as it stood on the day; `done` are the lines noted till then.

    Only one that was chosen, or spoken of at the meeting, belongs `in_minutes`.
    """

    text: str
    lead: str = ""
    due: str = ""
    given_on: datetime.date | None = None
    completed_on: datetime.date | None = None
    is_done: bool = False
    done: tuple[str, ...] = ()
    in_minutes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFact:
    """One task that was given."""

    text: str
    verb: str = ""
    lead: str = ""
    doer: str = ""
    supporting: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedFact:
    """One task and where it stands; `state` is a word of `domain.task_standing.Standing`."""

    text: str
    verb: str = ""
    lead: str = ""
    supporting: tuple[str, ...] = ()
    due: str = ""
    extended: int = 0
    state: str = ""
    standing: str = ""
    percent: int | None = None
    completed_on: datetime.date | None = None
    results: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFact:
    """How many tasks a lead has, and where they stand."""

    lead: str
    total: int
    done_in_time: int
    done_late: int
    open_in_time: int
    open_late: int
    dropped: int
    undated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksFact:
    """Tasks with their counts over a time."""

    assigned: tuple[AssignmentFact, ...] = ()
    followed: tuple[FollowedFact, ...] = ()
    leads: tuple[LeadFact, ...] = ()
    total: LeadFact | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """Everything the papers are made from; `source` names a document that gave the tasks.

    `correction` is the line that says which version a corrected meeting prints, "" for the first.

    Without a meeting (`meeting.title` empty) only the papers on tasks can be made.
    """

    office: OfficeFacts
    regime: Regime
    meeting: Meeting
    attendees: Sequence[Attendee] = ()
    presentations: Sequence[Presentation] = ()
    opinions: Sequence[Opinion] = ()
    votes: Sequence[Vote] = ()
    conclusions: Sequence[Conclusion] = ()
    people: Mapping[str, ShownPerson] = field(default_factory=dict)
    carried: tuple[CarriedFact, ...] = ()
    tasks: TasksFact = field(default_factory=TasksFact)
    source: str = ""
    correction: str = ""
    photos: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    is_own: bool = True

    @property
    def head(self) -> HeadFacts:
        """Return whose paper it is."""
        chairs = self._chair_records()
        return HeadFacts(
            office=self.office,
            regime=self.regime,
            organiser=self.meeting.organiser or "",
            held_on=self.meeting.held_on,
            leader=next(iter(chairs), ("", ""))[1],
            options=self.options,
            is_own=self.is_own,
        )

    def option(self, name: str) -> str:
        """Return what a person typed for an option, "" for nothing."""
        return self.options.get(name, "").strip()

    # --- people ---

    def called(self, person: str | None, text: str | None, *, is_group: bool = False) -> str:
        """Return who is printed, with "đồng chí" or "ông (bà)" before a person where it fits."""
        held = self.people.get(person or "")
        typed = (text or "").strip()
        if held is not None and held.name:
            address = address_for(self.regime, held.address, EITHER_ADDRESS)
            return f"{address} {held.line}"
        name = (held.line if held is not None else "") or typed
        comes_as_comrade = self.regime.id in ("party", "front") and not is_group
        if comes_as_comrade and (held is not None or is_person(name)) and not is_addressed(name):
            return f"{words.COMRADE} {name}" if name else name
        return name

    def named(self, text: str | None) -> str:
        """Return who a line of the meeting names, through the list where it stands there."""
        typed = (text or "").strip()
        listed = next((one for one in self.attendees if one.name == typed), None)
        if listed is not None:
            return self.called(listed.person, typed, is_group=bool(listed.is_group))
        return self.called(None, typed)

    @property
    def chairs(self) -> tuple[str, ...]:
        """Return the chairs in protocol order, the gap for none."""
        typed = tuple(self.named(line) for line in chairs_of(self.meeting))
        listed = tuple(
            self.called(one.person, one.name) for one in self.attendees if one.role == "chair"
        )
        return typed or listed or (GAP,)

    @property
    def presided(self) -> str:
        """Return what one chair, or several together, did."""
        return words.PRESIDED_TOGETHER if len(self.chairs) > 1 else words.PRESIDED

    @property
    def concluder(self) -> str:
        """Return who concluded; one chair is taken for it, the gap for several."""
        if self.meeting.concluder:
            return self.named(self.meeting.concluder)
        return self.chairs[0] if len(self.chairs) == 1 else GAP

    @property
    def secretary(self) -> str:
        """Return who wrote the minutes, the gap for nobody."""
        listed = (one for one in self.attendees if one.role == "secretary")
        typed = self.meeting.secretary
        if typed:
            return self.named(typed)
        return next((self.called(one.person, one.name) for one in listed), GAP)

    def signer_names(self, role: str) -> str:
        """Return the name of the one with a role, the gap where the directory has none."""
        found = self._chair_records() if role == "chair" else self._records(role)
        return next((name for name, _ in found if name), GAP)

    def _chair_records(self) -> list[tuple[str, str]]:
        """Return name and position of the chairs."""
        typed = chairs_of(self.meeting)
        listed = [one for one in self.attendees if one.name in typed or one.role == "chair"]
        found = [self._name_and_position(one.person, one.name) for one in listed]
        return found or [_typed_name(line) for line in typed]

    def _records(self, role: str) -> list[tuple[str, str]]:
        """Return name and position of those with a role."""
        typed = self.meeting.secretary if role == "secretary" else None
        found = [
            self._name_and_position(one.person, one.name)
            for one in self.attendees
            if one.role == role or (typed and one.name == typed)
        ]
        return found or ([_typed_name(typed)] if typed else [])

    def _name_and_position(self, person: str | None, typed: str) -> tuple[str, str]:
        """Return a person's name and position of the day; who is only typed has no name."""
        held = self.people.get(person or "")
        if held is None:
            return _typed_name(typed)
        is_named = bool(held.name) and held.name.casefold() in typed.casefold()
        return held.name, (held.caption if is_named else "") or typed

    # --- time and place ---

    @property
    def day(self) -> str:
        """Return "ngày 25 tháng 01 năm 2023", with gaps where it is not known."""
        held = self.meeting.held_on
        return document_date(held) if held else words.DAY_GAP

    @property
    def started(self) -> str:
        """Return when it began: "14 giờ 00, ngày 25 tháng 01 năm 2023"."""
        return words.WHEN.format(clock=clock_shown(self.meeting.started_at), day=self.day)

    @property
    def invited_for(self) -> str:
        """Return when people are to come, with the part of the day and the day of the week."""
        held = self.meeting.held_on
        session = words.SESSIONS.get(self.meeting.session or "", "")
        day = words.WHEN_SESSION.format(session=session, day=self.day).strip()
        week = f" ({weekday_name(held)})" if held else ""
        return words.WHEN.format(clock=clock_shown(self.meeting.started_at), day=day + week)

    @property
    def dated(self) -> str:
        """Return "Buổi sáng ngày 03 tháng 01 năm 2024" as a sentence begins."""
        session = words.SESSIONS.get(self.meeting.session or "", "")
        return capital_first(f"{session} {self.day}".strip())

    @property
    def place(self) -> str:
        """Return where it was held, or the gap."""
        return (self.meeting.place or "").strip() or GAP

    @property
    def title_in_sentence(self) -> str:
        """Return the title as it stands inside a sentence: "cuộc họp giao ban"."""
        title = lower_first(self.meeting.title.strip())
        is_bare = title.startswith(words.PLAIN_MEETING)
        return words.MEETING_NOUN.format(title=title) if is_bare else title

    @property
    def noun(self) -> str:
        """Return what the meeting is called in a sentence: hội nghị, buổi làm việc, cuộc họp."""
        title = self.title_in_sentence
        return (
            next((noun for noun in words.MINUTES_ENDS if title.startswith(noun)), "")
            or (list(words.MINUTES_ENDS)[-1])
        )


def together(names: Sequence[str]) -> str:
    """Return several people in one sentence; semicolons where commas would be unclear."""
    if all("," not in name or is_addressed(name) for name in names):
        return words.AND.join(filter(None, (", ".join(names[:-1]), names[-1])))
    return "; ".join(names)


# "Họ Tên, Phó Bí thư", "Họ Tên - Công chức …": a name in capitals before a position.
_NAMED = re.compile(
    rf"(?:[^\W\d_]+ ){{1,5}}[^\W\d_]+\s*[,–-]\s*(?i:{'|'.join(words.NAMED_POSITIONS)})\b"
)


def is_person(name: str) -> bool:
    """Say whether typed words name one person: by the position, or by name and position."""
    plain = name.casefold()
    before = re.split(r"[,–-]", name, maxsplit=1)[0].split()
    if _NAMED.match(name) and all(word.istitle() for word in before):
        return True
    return plain.startswith(words.PERSONAL_WORDS) and not plain.startswith(words.SEVERAL_WORDS)


def _typed_name(typed: str) -> tuple[str, str]:
    """Return name and position of somebody typed: "Nguyễn Văn A, Trưởng thôn"; "" for no name."""
    first, _, rest = typed.partition(",")
    parts = first.split()
    is_name = 2 <= len(parts) <= 6 and all(part.istitle() and part.isalpha() for part in parts)
    return (first.strip(), rest.strip()) if is_name else ("", typed)


def in_sentence(name: str) -> str:
    """Return a group or person as it stands inside a sentence: "đại diện lãnh đạo …".

    Only words that are never written with a capital letter lose it; a position keeps its own.
    """
    lowered = lower_first(name)
    starts = (word for word in words.PLAIN_STARTS if lowered.startswith(word))
    is_plain = any(not lowered[len(word) : len(word) + 1].isalpha() for word in starts)
    return lowered if is_plain else name


def is_addressed(name: str) -> bool:
    """Say whether typed words already begin with a form of address."""
    return name.casefold().startswith(tuple(f"{one} " for one in words.ADDRESSED))


def clock_shown(clock: str | None) -> str:
    """Return "14 giờ 00", or the gap."""
    return clock_in_words(clock) if clock else words.CLOCK_GAP


def lines_of(text: str | None) -> tuple[str, ...]:
    """Return the paragraphs of a text word for word: only the breaks between them are taken."""
    return tuple((text or "").split("\n")) if text else ()


# --- who came ---


def listed(facts: MeetingFacts, attendees: Iterable[Attendee]) -> tuple[str, ...]:
    """Return people and groups in the order given, a line each, groups with their numbers."""
    found = [_attendee(facts, one) for one in attendees]
    return tuple(f"- {line}{'.' if at == len(found) else ';'}" for at, line in enumerate(found, 1))


def present(facts: MeetingFacts) -> tuple[Attendee, ...]:
    """Return who came, and who is on the list without a word on it.

    A group of which some are counted as present came, whatever the roll call says.
    """
    return tuple(one for one in facts.attendees if not is_guest(one) and not _is_gone(one))


def guests(facts: MeetingFacts) -> tuple[Attendee, ...]:
    """Return the guests who came or are invited."""
    return tuple(one for one in facts.attendees if is_guest(one) and not _is_gone(one))


def absent(facts: MeetingFacts) -> tuple[Attendee, ...]:
    """Return who did not come."""
    return tuple(one for one in facts.attendees if _is_gone(one))


def _is_gone(one: Attendee) -> bool:
    """Say whether somebody, or a whole group, stayed away."""
    return one.attendance in words.ABSENT_MARKS and not is_contradictory(one)


def counts_known(facts: MeetingFacts) -> bool:
    """Say whether it is known how many were expected and came."""
    meeting = facts.meeting
    if meeting.expected_count is not None and meeting.present_count is not None:
        return True
    return _can_be_counted(facts)


def _can_be_counted(facts: MeetingFacts) -> bool:
    """Say whether the list gives the numbers: a named person may also be one of a group."""
    return bool(facts.attendees) and not any(one.is_group for one in facts.attendees)


def counts_text(facts: MeetingFacts) -> str:
    """Return how many were expected, came and stayed away; gaps for what is not known."""
    meeting, sums = facts.meeting, attendance_counts(facts.attendees)
    is_known = _can_be_counted(facts)
    expected = meeting.expected_count
    came = meeting.present_count
    if expected is None and is_known:
        expected = sums.expected
    if came is None and is_known:
        came = sums.present
    gone = expected - came if expected is not None and came is not None else 0
    leave = sums.absent_with_leave
    absent_part = words.COUNTS_ABSENT.format(
        absent=two_digits(gone),
        leave=words.COUNTS_LEAVE.format(leave=two_digits(leave)) if leave else "",
    )
    is_told = not any(is_guest(one) and _is_uncounted(one) for one in facts.attendees)
    guests_part = words.COUNTS_GUESTS.format(guests=two_digits(sums.guests))
    return words.COUNTS.format(
        expected=GAP if expected is None else two_digits(expected),
        present=GAP if came is None else two_digits(came),
        absent=absent_part if gone > 0 else "",
        guests=guests_part if sums.guests and is_told else "",
    )


def _is_uncounted(one: Attendee) -> bool:
    """Say whether nobody said of how many a group is: a sum with it would be too small."""
    return bool(one.is_group) and one.headcount_expected is one.headcount_present is None


def _attendee(facts: MeetingFacts, one: Attendee) -> str:
    """Return one line of the list without its dash."""
    name = capital_first(facts.called(one.person, one.name, is_group=bool(one.is_group)))
    mark = words.ABSENT_MARKS.get(one.attendance or "", "") if _is_gone(one) else ""
    expected, came = one.headcount_expected, one.headcount_present
    if one.is_group and mark and expected is not None:
        name = words.GROUP_COUNT.format(name=name, count=expected)
    elif one.is_group and expected is not None and came is not None:
        name = words.GROUP_PRESENT.format(name=name, present=came, expected=expected)
    elif one.is_group and (expected is not None or came is not None):
        name = words.GROUP_COUNT.format(name=name, count=came if expected is None else expected)
    return f"{name} ({mark})" if mark else name


# --- tasks of earlier meetings ---


def carried_line(one: CarriedFact) -> str:
    """Return a task of an earlier meeting with who leads it, its deadline, and how it stands."""
    more = [
        words.CARRIED_LEAD.format(lead=one.lead) if one.lead else "",
        words.CARRIED_DUE.format(due=one.due) if one.due else "",
        words.CARRIED_GIVEN.format(day=format_date(one.given_on)) if one.given_on else "",
        _carried_state(one),
    ]
    text = one.text.strip().rstrip(".;")
    return words.CARRIED_TASK.format(text=text, more="; ".join(filter(None, more)))


def _carried_state(one: CarriedFact) -> str:
    """Return how a carried task stands."""
    if not one.is_done:
        return words.CARRIED_OPEN
    if one.completed_on is None:
        return words.CARRIED_DONE
    return words.CARRIED_DONE_ON.format(day=format_date(one.completed_on))
