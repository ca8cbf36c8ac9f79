"""The papers that one entry of a meeting yields: which there are, what they lack, their facts.

A closed meeting is printed from what was kept when it was closed, so that a later change of a
name or a task does not change its papers. Papers on the progress of tasks show today's state.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.document_reference import document_text
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.meeting_kinds import KINDS, template_of
from ntm_desktop.domain.meeting_snapshot import people_of
from ntm_desktop.domain.meetings import Meeting, regime_of
from ntm_desktop.domain.tasks import VERBS, by_deadline, lead_of, supporters_of
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.errors import InputError
from ntm_desktop.services import tasks as task_service
from ntm_desktop.services.document_request import DocumentRequest, Gathered
from ntm_desktop.services.evidence import PICTURES, EvidenceItem, evidence_of, thumbnail
from ntm_desktop.services.meeting_carried import carried_rows
from ntm_desktop.services.meeting_papers import kept_options
from ntm_desktop.services.meeting_versions import frozen_snapshot
from ntm_desktop.services.meetings import MeetingFile, meeting_file
from ntm_desktop.services.tasks import AssignmentRow, TaskFilter, due_shown
from ntm_desktop.services.unmet_document import office_facts
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

if TYPE_CHECKING:
    from ntm_desktop.reports.meeting_facts import CarriedFact, MeetingFacts, TasksFact
    from ntm_desktop.reports.meeting_head import HeadFacts
    from ntm_desktop.reports.regimes import Regime
    from ntm_desktop.reports.report_kind import ReportKind

T = TypeVar("T")
_Read = dict[Hashable, Any]  # what was read already for another paper of the same meeting
MINUTES = tuple(dict.fromkeys(one.report for one in KINDS.values()))
STATE_ONLY = ("bien-ban-hop-thon", "bien-ban-de-nghi")
REPORT = "bao-cao-thuc-hien-ket-luan"
WITH_CARRIED = ("chuong-trinh", *MINUTES)  # they show the tasks of earlier meetings
ON_TASKS = ("bang-phan-cong", "bang-theo-doi", REPORT)
NEWS = "tin-bai"
PHOTO_PIXELS = 1024
PHOTO_HIGHEST = 0.66  # of its width, so that four photos with captions stand on two pages


@dataclass(frozen=True, slots=True)
class OfferedDocument:
    """A paper that can be made of a meeting; `missing` is what it would show as a gap."""

    id: str
    title: str
    regimes: tuple[str, ...]
    missing: tuple[str, ...]


def offered(workspace: Workspace, meeting_key: str) -> tuple[OfferedDocument, ...]:
    """Return the papers of a meeting in the order of work; raise `NotFoundError`.

    Of the kinds of minutes only the one that belongs to the kind of the meeting is offered.
    """
    from ntm_desktop.reports.catalogue import MEETING_PAPERS
    from ntm_desktop.reports.meeting_missing import missing

    held = meeting_file(workspace, meeting_key)
    minutes = template_of(held.meeting.kind).report
    kept = kept_options(workspace, meeting_key)
    read: _Read = {}
    found = []
    for kind in MEETING_PAPERS:
        if kind.id in MINUTES and kind.id != minutes:
            continue
        request = DocumentRequest(kind.id, key=meeting_key, options=kept.get(kind.id, {}))
        facts = _facts(workspace, kind, request, held, draft=False, read=read)
        regimes = ("state", "party") if kind.party_template else ()
        found.append(OfferedDocument(kind.id, kind.title, regimes, missing(kind.id, facts)))
    return tuple(found)


def gather(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return one paper of a meeting; those on tasks also of a document, or of all tasks.

    What was chosen for the paper before is in the request already (`report_options.with_kept`).
    Raises `InputError` where no meeting was named, `NotFoundError`.
    """
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.meeting_missing import missing
    from ntm_desktop.reports.regimes import template_regime

    kind = report_kind(request.report_id)
    held = _meeting_of(workspace, kind, request.key)
    facts = _facts(workspace, kind, request, held, draft=draft)
    photos = _photos(workspace, request.key) if kind.id == NEWS and request.key else _NO_PHOTOS
    if kind.id == NEWS:
        facts = dataclasses.replace(facts, photos=photos.captions)
    is_party = kind.party_template and template_regime(facts.regime.id) == "party"
    return Gathered(
        context=_builder(kind.id)(facts),
        charts=lambda: photos.pictures,
        missing=missing(kind.id, facts),
        notices=(*_notices(workspace, kind, facts, held), *photos.notices),
        template=kind.party_template if is_party else "",
    )


def _builder(document: str) -> Callable[[MeetingFacts], Any]:
    """Return what makes the context of a paper."""
    from ntm_desktop.reports import (
        meeting_agenda,
        meeting_attendance,
        meeting_conclusion,
        meeting_implementation,
        meeting_invitation,
        meeting_minutes,
        meeting_news,
        meeting_recognition_minutes,
        meeting_tasks,
        meeting_village_minutes,
        meeting_working_minutes,
    )

    return {
        "giay-moi": meeting_invitation.build_context,
        "chuong-trinh": meeting_agenda.build_context,
        "danh-sach-dai-bieu": meeting_attendance.build_context,
        "bien-ban": meeting_minutes.build_context,
        "bien-ban-lam-viec": meeting_working_minutes.build_context,
        "bien-ban-hop-thon": meeting_village_minutes.build_context,
        "bien-ban-de-nghi": meeting_recognition_minutes.build_context,
        "thong-bao-ket-luan": meeting_conclusion.build_context,
        "bang-phan-cong": meeting_tasks.assignment_context,
        "bang-theo-doi": meeting_tasks.follow_up_context,
        REPORT: meeting_implementation.build_context,
        NEWS: meeting_news.build_context,
    }[document]


def _meeting_of(workspace: Workspace, kind: ReportKind, key: str | None) -> MeetingFile | None:
    """Return the meeting; None for papers on the tasks of a document or on all tasks."""
    if kind.id in ON_TASKS and (
        key is None or workspace.store.record(OfficialDocument, key) is not None
    ):
        return None
    if key is None:
        raise InputError(texts.PAPER_NO_MEETING, hint=texts.PAPER_NO_MEETING_HINT)
    return meeting_file(workspace, key)


# --- facts ---


def _facts(
    workspace: Workspace,
    kind: ReportKind,
    request: DocumentRequest,
    held: MeetingFile | None,
    *,
    draft: bool,
    read: _Read | None = None,
) -> MeetingFacts:
    """Return everything the papers are made from; `read` is shared by those of one meeting."""
    from ntm_desktop.reports.meeting_facts import MeetingFacts

    read = {} if read is None else read
    parts = _live_parts(held) if held else {"meeting": Meeting(title="")}
    snapshot = _frozen(held) if held else {}
    if held is not None and snapshot:
        parts = _frozen_parts(held.meeting.key, snapshot)
        parts["meeting"] = dataclasses.replace(
            parts["meeting"], carried_tasks=held.meeting.carried_tasks
        )  # the rows kept at the closing tell it; only where there are none it is looked at
    source = ""
    if held is None and request.key:
        source = document_text(record_or_refuse(workspace.store, OfficialDocument, request.key))
    photos = evidence_of(workspace, "meeting", request.key) if request.key else ()
    return MeetingFacts(
        office=office_facts(workspace, draft=draft),
        regime=_regime(workspace, kind, parts["meeting"], request.options),
        carried=(
            tuple(
                one
                for one in _once(
                    read, "carried", lambda: _carried(workspace, parts["meeting"], snapshot)
                )
                if kind.id not in MINUTES or one.in_minutes
            )
            if kind.id in WITH_CARRIED
            else ()
        ),
        tasks=_tasks(workspace, kind, request, held, read),
        source=source,
        correction=_correction(held) if held else "",
        photos=tuple(_caption(one) for one in photos if one.record.kind in PICTURES),
        options=request.options,
        is_own=held is None or held.is_own,
        **parts,
    )


def _live_parts(held: MeetingFile) -> dict[str, Any]:
    """Return a meeting that is not closed, as it is now."""
    return {
        "meeting": held.meeting,
        "attendees": held.attendees,
        "presentations": held.presentations,
        "opinions": held.opinions,
        "votes": held.votes,
        "conclusions": held.conclusions,
        "people": held.people,
    }


def _frozen(held: MeetingFile) -> dict[str, Any]:
    """Return the snapshot of a closed meeting, an empty one where there is none to print from."""
    if not held.is_final or not held.versions:
        return {}
    found = frozen_snapshot(held.versions[-1])
    return found if found.get("meeting") else {}


def _frozen_parts(key: str, snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return a closed meeting as it was closed."""
    entities = {
        "attendees": "attendee",
        "presentations": "presentation",
        "opinions": "opinion",
        "votes": "vote",
        "conclusions": "conclusion",
    }
    return {
        "meeting": entity_named("meeting").read(key, snapshot["meeting"]),
        "people": people_of(snapshot),
        **{
            name: tuple(_records(entity, snapshot.get(entity, ())))
            for name, entity in entities.items()
        },
    }


def _records(entity: str, rows: Any) -> list[Any]:
    """Return the records that rows of a snapshot hold, in their order."""
    found = entity_named(entity)
    return [found.read(str(row["key"]), row) for row in rows]


def _regime(
    workspace: Workspace, kind: ReportKind, meeting: Meeting, options: Mapping[str, str]
) -> Regime:
    """Return the rules a paper follows: as chosen, else those of its issuer."""
    from ntm_desktop.reports.regimes import REGIMES

    if kind.id in STATE_ONLY:
        return REGIMES["state"]
    if options.get("regime"):
        return REGIMES[options["regime"]]
    organiser = meeting.organiser or workspace.profile.issuer_name
    return REGIMES[regime_of(dataclasses.replace(meeting, organiser=organiser))]


def _carried(
    workspace: Workspace, meeting: Meeting, snapshot: Mapping[str, Any]
) -> tuple[CarriedFact, ...]:
    """Return the tasks of earlier meetings as they stood on the day; a closed meeting's as kept."""
    from ntm_desktop.reports.meeting_facts import CarriedFact

    rows = snapshot.get("carried")
    return tuple(
        CarriedFact(
            text=row["text"],
            lead=row["lead"],
            due=row["due"],
            given_on=_kept_day(row["given_on"]),
            completed_on=_kept_day(row["completed_on"]),
            is_done=row["is_done"],
            done=tuple(row["done"]),
            in_minutes=row.get("in_minutes", True) is not False,
        )
        for row in (carried_rows(workspace, meeting) if rows is None else rows)
    )


def _kept_day(text: str) -> datetime.date | None:
    """Return a day as a snapshot keeps it, None for none."""
    return datetime.date.fromisoformat(text) if text else None


def _once(read: _Read, what: Hashable, reader: Callable[[], T]) -> T:
    """Return what was read before under a name, else read it now."""
    if what not in read:
        read[what] = reader()
    return cast(T, read[what])


def _tasks(
    workspace: Workspace,
    kind: ReportKind,
    request: DocumentRequest,
    held: MeetingFile | None,
    read: _Read,
) -> TasksFact:
    """Return the tasks a paper on tasks shows."""
    from ntm_desktop.reports import meeting_facts as facts

    if kind.id not in ON_TASKS:
        return facts.TasksFact()
    wanted = (
        TaskFilter(meeting=request.key or "") if held else (TaskFilter(document=request.key or ""))
    )
    since, until = (_day(request.options.get(name)) for name in ("since", "until"))
    found = _once(
        read,
        ("followed", since, until),
        lambda: task_service.follow_up(workspace, wanted, since=since, until=until),
    )
    given = _once(read, "given", lambda: task_service.assignment_rows(workspace, wanted))
    rows = found.rows
    if kind.id == REPORT:
        places = {row.key: row.number for row in given}
        rows = tuple(sorted(rows, key=lambda row: places[row.key]))
    return facts.TasksFact(
        assigned=tuple(facts.AssignmentFact(**one) for one in _assigned(given, held)),
        followed=tuple(
            facts.FollowedFact(
                text=row.text,
                lead=row.lead,
                supporting=row.supporting,
                due=row.due,
                extended=row.extended,
                state=row.standing.value,
                standing=row.standing_text,
                percent=row.percent,
                completed_on=row.completed_on,
                results=row.results,
            )
            for row in rows
        ),
        leads=tuple(facts.LeadFact(**_fields(one)) for one in found.leads),
        total=facts.LeadFact(**_fields(found.total)),
        since=since,
        until=found.until,
    )


def _assigned(found: Iterable[AssignmentRow], held: MeetingFile | None) -> list[dict[str, Any]]:
    """Return the tasks `found` as they were given; of a closed meeting as it was closed."""
    snapshot = _frozen(held) if held else {}
    if snapshot:
        places = {row["key"]: row.get("place") or 9999 for row in snapshot.get("conclusion", ())}
        now = {row.key: row.number for row in found}
        given = sorted(
            _records("task", snapshot.get("task", ())),
            key=lambda one: (
                places.get(one.conclusion or "", 9999),
                by_deadline(one),
                now.get(one.key, 9999),
            ),
        )
        names = {key: one.name for key, one in people_of(snapshot).items()}
        rows = [
            {
                "text": one.text,
                "verb": VERBS.get(one.verb or "", ""),
                "lead": lead_of(one, names),
                "doer": one.doer or "",
                "supporting": supporters_of(one),
                "due": due_shown(one),
            }
            for one in given
        ]
    else:
        shown = ("text", "verb", "lead", "doer", "supporting", "due")
        rows = [{name: getattr(row, name) for name in shown} for row in found]
    return [row | ({"doer": ""} if row["doer"] == row["lead"] else {}) for row in rows]


def _fields(record: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name."""
    return {item.name: getattr(record, item.name) for item in dataclasses.fields(record)}


def _day(typed: str | None) -> datetime.date | None:
    """Return a day that was typed, None for nothing; raise `InputError`."""
    return parse_date(typed) if typed and typed.strip() else None


def _correction(held: MeetingFile) -> str:
    """Return the line that says which version a corrected meeting is; "" for the first one."""
    from ntm_desktop.reports import meeting_words as words

    if not _frozen(held) or len(held.versions) < 2 or (held.versions[-1].number or 1) < 2:
        return ""
    before, last = held.versions[-2:]
    reason = " ".join((last.reason or "").split()).rstrip(".")
    return words.CORRECTION.format(
        number=(last.number or 2) - 1,
        day=_on(words.CORRECTION_DAY, last.frozen_on),
        before=_on(words.CORRECTION_BEFORE, before.frozen_on),
        reason=words.CORRECTION_REASON.format(reason=reason) if reason else "",
    )


def _on(form: str, day: datetime.date | None) -> str:
    """Return a form with a day in it, "" where it is not known."""
    return form.format(day=format_date(day)) if day else ""


# --- photos ---


@dataclass(frozen=True, slots=True)
class _Photos:
    """The photos of a meeting: captions in order, pictures by field, what could not be printed."""

    captions: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = dataclasses.field(default_factory=dict)
    notices: tuple[str, ...] = ()


_NO_PHOTOS = _Photos()


def _caption(item: EvidenceItem) -> str:
    """Return what stands under a photo: its note, else a name of several words, else the gap.

    A camera's name ("IMG_2041") is no caption.
    """
    from ntm_desktop.reports import meeting_words as words

    record = item.record
    note = (record.note or "").strip()
    name = " ".join(record.name.removesuffix(f".{record.kind}").split())
    is_told = sum(word.isalpha() for word in name.split()) > 1
    return note or (capital_first(name) if is_told else words.NEWS_NO_CAPTION)


def _photos(workspace: Workspace, key: str) -> _Photos:
    """Return the photos attached to a meeting, as many as the news item has room for."""
    from ntm_desktop.reports import meeting_words as words
    from ntm_desktop.reports.meeting_news import MOST_PHOTOS

    items = [one for one in evidence_of(workspace, "meeting", key) if one.record.kind in PICTURES]
    captions: list[str] = []
    pictures: dict[str, bytes] = {}
    notices: list[str] = []
    for item in items[:MOST_PHOTOS]:
        small = thumbnail(workspace, item.record.key, PHOTO_PIXELS)
        if small is None:
            notices.append(words.NOTICE_PHOTO_UNREAD.format(name=item.record.name))
            continue
        captions.append(_caption(item))
        pictures[f"photo_{len(captions)}"] = _printable(small)
    if len(items) > MOST_PHOTOS:
        notices.append(words.NOTICE_PHOTOS.format(count=len(items), most=MOST_PHOTOS))
    numbered = tuple(
        words.NEWS_PHOTO.format(number=number, caption=caption)
        for number, caption in enumerate(captions, start=1)
    )
    return _Photos(numbered, pictures, tuple(notices))


def _printable(picture: bytes) -> bytes:
    """Return a photo as JPEG; an upright one between white edges, so that it is not too high."""
    import io

    from PIL import Image

    with Image.open(io.BytesIO(picture)) as found:
        width = max(found.width, round(found.height / PHOTO_HIGHEST))
        sheet = Image.new("RGB", (width, found.height), "white")
        sheet.paste(found.convert("RGB"), ((width - found.width) // 2, 0))
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=88)
    return made.getvalue()


# --- what to look at before printing ---


def _notices(
    workspace: Workspace, kind: ReportKind, facts: MeetingFacts, held: MeetingFile | None
) -> tuple[str, ...]:
    """Return the doubts about a meeting and its form; none of them stands in the paper."""
    from ntm_desktop.reports import meeting_words as words

    found = [issue.text for issue in held.issues] if held else []
    found += _version_notices(held) if held else []
    regime = facts.regime
    if kind.party_template and regime.id == "party":
        found.append(words.NOTICE_PARTY.format(source=regime.source))
    found += side_notices(kind, facts.head)
    if kind.party_template and regime.id == "front":
        found.append(words.NOTICE_FRONT.format(source=regime.source))
    if kind.id in STATE_ONLY and held is not None and held.regime == "party":
        found.append(words.NOTICE_ONLY_STATE)
    if kind.id == "bien-ban-hop-thon":
        found.append(words.NOTICE_VILLAGE)
    if kind.id == "bien-ban-de-nghi":
        found.append(words.NOTICE_RECOGNITION)
        found += [] if facts.option("required") else [words.NOTICE_REQUIRED]
    if facts.options.get("capacity") == "tl" and _is_before_offices(workspace, facts):
        found.append(words.NOTICE_BY_ORDER)
    return tuple(found)


def side_notices(kind: ReportKind, head: HeadFacts) -> list[str]:
    """Return that the form chosen is that of the other side than the issuer's name says."""
    from ntm_desktop.reports import meeting_words as words
    from ntm_desktop.reports.meeting_head import issuer_of
    from ntm_desktop.reports.regimes import TITLES

    issuer = issuer_of(head)
    own = regime_of(Meeting(title="", organiser=issuer.sentence))
    is_state_body = issuer.symbol in words.STATE_BODIES
    is_known = own == "party" or (own == "state" and is_state_body)
    if not kind.party_template or not is_known or head.regime.id in (own, "front"):
        return []
    return [
        words.NOTICE_OTHER_SIDE.format(
            issuer=issuer.sentence,
            side=words.SIDES_OF_ISSUERS[own],
            title=TITLES[head.regime.id],
        )
    ]


def _version_notices(held: MeetingFile) -> list[str]:
    """Return that a paper is of a corrected meeting, or of one open for a correction."""
    from ntm_desktop.reports import meeting_words as words

    if not held.versions:
        return []
    last = held.versions[-1]
    if not held.is_final:
        return [words.NOTICE_REOPENED]
    if not _frozen(held):
        return [words.NOTICE_BROKEN]
    if (last.number or 1) < 2:
        return []
    changes = "; ".join(filter(None, (last.changes or "").split("\n")))
    return [words.NOTICE_VERSION.format(number=last.number - 1, changes=changes)]


def _is_before_offices(workspace: Workspace, facts: MeetingFacts) -> bool:
    """Say whether a commune had no office of its own on the day (before 01/7/2025)."""
    day = facts.meeting.held_on or workspace.today()
    return workspace.unit.level in ("xa", "phuong") and day < datetime.date(2025, 7, 1)
