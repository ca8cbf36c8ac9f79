"""What was typed for a document, kept by set and period: it is printed, issued, compared the same.

The papers of a meeting keep theirs with the meeting (`services.meeting_papers`); `with_kept` is the
one place where either fills a request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched, canonical
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.periods import known_periods, parse_period
from ntm_desktop.domain.record_keys import report_option_key
from ntm_desktop.domain.report_options import KeptOption
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.services.criteria import followed_sets
from ntm_desktop.services.meeting_papers import kept_options as kept_for_meeting
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportKind, ReportOption
    from ntm_desktop.services.document_request import DocumentRequest

ENTITY = "report_option"
DIGEST = 8  # letters: the mark of a file has little room


def kept_options(workspace: Workspace, request: DocumentRequest) -> dict[str, str]:
    """Return what is kept for a document, by the id of the option; raise `NotFoundError`."""
    kind = _kind(request)
    if kind.subject == "meeting":
        kept = kept_for_meeting(workspace, request.key).get(kind.id, {}) if request.key else {}
        return dict(kept)
    if not _is_kept(workspace, request, kind):
        return {}
    return _held(workspace, request, parse_period(str(request.period_id)).id)


def with_kept(workspace: Workspace, request: DocumentRequest) -> DocumentRequest:
    """Return a request with what is kept filled in; what it asks for itself, also "", wins."""
    if request.is_whole:
        return request
    kept = kept_options(workspace, request)
    return replace(request, options={**kept, **request.options}) if kept else request


def keep_options(
    workspace: Workspace, request: DocumentRequest, options: Mapping[str, str]
) -> Saved:
    """Keep options of a document as one step; those not named stay, "" goes back to the default.

    The same again writes nothing, and what the document does not keep is passed over. Raises
    `InputError` for a text that cannot be kept, `NotFoundError` for an unknown document.
    """
    kind = _kind(request)
    known = {one.id: one for one in kind.options if one.kept}
    if kind.subject == "meeting" or not _is_kept(workspace, request, kind):
        return Saved("", Touched())
    period = parse_period(str(request.period_id)).id
    before = _held(workspace, request, period)
    wanted = {name: _text(known[name], text) for name, text in options.items() if name in known}
    changed = {name: text for name, text in wanted.items() if text != before.get(name, "")}
    return _put(workspace, request, kind, changed) if changed else Saved("", Touched())


def previous_options(workspace: Workspace, request: DocumentRequest) -> dict[str, str]:
    """Return what an earlier period kept and may be taken over: the latest that has any.

    Days, counts and what else is of one period alone is left out, and what is filled already.
    """
    kind = _kind(request)
    if kind.subject == "meeting" or not _is_kept(workspace, request, kind):
        return {}
    here = parse_period(str(request.period_id))
    known = known_periods({one.period for one in _records(workspace, request) if one.text})
    earlier = sorted((one for one in known if one.end < here.end), key=lambda one: one.order)
    now = _held(workspace, request, here.id)
    carried = {one.id for one in kind.options if one.kept and one.carried}
    for period in reversed(earlier):
        found = _held(workspace, request, period.id)
        offered = {name: text for name, text in found.items() if name in carried}
        if offered:
            return {name: text for name, text in offered.items() if name not in now}
    return {}


def options_digest(request: DocumentRequest) -> str:
    """Return a short sign by which two requests are known to have the same options.

    It is "" for a document that keeps none.
    """
    kind = _kind(request)
    if not any(one.kept for one in kind.options):
        return ""
    filled = {
        one.id: text
        for one in kind.options
        if one.kept and (text := _text(one, request.options.get(one.id, "")))
    }
    return hashlib.sha256(canonical(filled)).hexdigest()[:DIGEST]


def _kind(request: DocumentRequest) -> ReportKind:
    """Return the kind of a document; raise `NotFoundError`."""
    from ntm_desktop.reports.catalogue import report_kind

    return report_kind(request.report_id)


def _is_kept(workspace: Workspace, request: DocumentRequest, kind: ReportKind) -> bool:
    """Say whether options of this document are kept: the own office's, of a period."""
    is_own = request.unit in (None, workspace.owner)
    return is_own and request.period_id is not None and any(one.kept for one in kind.options)


def _set_of(workspace: Workspace, request: DocumentRequest) -> str:
    """Return the set a request is about, "" where none is followed."""
    return request.set_id or next((one.id for one in followed_sets(workspace)), "")


def _records(workspace: Workspace, request: DocumentRequest, **where: str) -> list[KeptOption]:
    """Return what this office kept for a document and set."""
    place = {"owner_unit": workspace.owner, "report": request.report_id, **where}
    wanted = _set_of(workspace, request)
    held = workspace.store.records(KeptOption, **place)
    return [one for one in held if (one.set_id or "") == wanted]


def _held(workspace: Workspace, request: DocumentRequest, period: str) -> dict[str, str]:
    """Return what is kept for a document in one period, of the options it has now."""
    known = {one.id for one in _kind(request).options if one.kept}
    held = _records(workspace, request, period=period)
    return {one.option: one.text for one in held if one.text and one.option in known}


def _text(option: ReportOption, typed: str) -> str:
    """Return a text as it is kept: "" for the default."""
    text = compose(typed).strip()
    return "" if text == option.default else text


def _put(
    workspace: Workspace, request: DocumentRequest, kind: ReportKind, changed: Mapping[str, str]
) -> Saved:
    """Write options as one step."""
    period, set_id = parse_period(str(request.period_id)).id, _set_of(workspace, request)
    place = {"report": kind.id, "set_id": set_id or None, "period": period}
    rows = {
        report_option_key(workspace.owner, kind.id, set_id, period, name): entity_of(
            KeptOption
        ).check({**place, "option": name, "text": text or None})
        for name, text in changed.items()
    }
    label = texts.STEP_PAPER.format(title=kind.title)
    with workspace.store.step(label, workspace.user) as step:
        for key, values in rows.items():
            workspace.store.put(ENTITY, key, values)
    return Saved(next(iter(rows)), step.touched)
