"""Own criteria sets: copy a set, edit the structure of one, take an edit back, remove one.

Every edit is judged by the strict reader before the file is written beside and renamed; the content
before it is kept, so that the last edit can be taken back. Shipped sets are never changed.
"""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.check_rules import drop_stale_rules
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.criteria import CriteriaSet, Target
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.overlays import TargetOverlay, WordingCheck
from ntm_desktop.domain.pack_edits import Edit, Pack
from ntm_desktop.domain.pack_reading import PACK_ID, read_criteria_set
from ntm_desktop.domain.record_keys import followed_key, overlay_key, owner_of, wording_key
from ntm_desktop.domain.units import FollowedSet
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.services import pack_folders
from ntm_desktop.services.criteria import (
    commune_group,
    criteria_set,
    follow,
    is_shipped,
    overlays_of,
    own_set_problems,
    pack_text,
    read_pack,
    read_pack_text,
    refuse_unfit,
    set_ids,
    wordings_of,
    write_pack_version,
)
from ntm_desktop.services.set_usage import counts_text, kept_under
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.whole_files import write_whole

_STEP = re.compile(r"(criteria|indicators)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Copied:
    """A set that was copied, and what the copy of its overlays touched."""

    criteria_set: CriteriaSet
    targets: int
    wordings: int
    touched: Touched


@dataclass(frozen=True, slots=True)
class FieldError:
    """What the strict reader refuses: of which criterion or indicator, in which field, and why.

    The field is "" for what belongs to the set as a whole; `line` names the place in words.
    """

    code: str
    field: str
    text: str
    line: str


class EditRefusedError(InputError):
    """An edit that the strict reader refuses, with each error at its place."""

    def __init__(self, message: str, errors: tuple[FieldError, ...]) -> None:
        super().__init__(message)
        self.errors = errors


# --- reading ---


def own_set_ids(workspace: Workspace) -> tuple[str, ...]:
    """Return the ids of the sets that lie in this data folder and are in order."""
    folder = pack_folders.folder_of(workspace.folder)
    found = pack_folders.pack_files()
    known = set_ids()
    own = (set_id for set_id, file in found.items() if file.parent == folder)
    return tuple(sorted(set_id for set_id in own if set_id in known and not is_shipped(set_id)))


def pack_of_set(workspace: Workspace, set_id: str) -> Pack:
    """Return the JSON of an own set, to look at; raise `InputError` for a shipped one."""
    return _data(read_pack_text(_own_file(workspace, set_id)))


def problems(workspace: Workspace) -> tuple[Issue, ...]:
    """Return why files among the own sets cannot be used, one issue for each place."""
    found: list[Issue] = []
    for issue in own_set_problems():
        places = _places(issue.text, _data_or_none(workspace, issue.where))
        found += [Issue(issue.severity, f"{issue.where}.json", text) for text in places]
    return tuple(found)


def _data_or_none(workspace: Workspace, set_id: str) -> Pack | None:
    """Return the JSON of a pack file that may be damaged."""
    return _data_of(pack_folders.folder_of(workspace.folder) / f"{set_id}.json")


def _data_of(path: Path) -> Pack | None:
    """Return the JSON of a file, None where it is no pack at all."""
    try:
        return _data(read_pack_text(path))
    except (InputError, NotFoundError):
        return None


def replaced_by(workspace: Workspace, path: Path) -> CriteriaSet | None:
    """Return the own set of another content that adding a pack file would replace, if any.

    Raises as `services.criteria.add_set` for a file that is not a pack.
    """
    text = read_pack_text(path)
    found = read_pack(text, path)
    target = pack_folders.folder_of(workspace.folder) / f"{found.id}.json"
    if is_shipped(found.id) or not target.is_file() or target.read_bytes() == text.encode():
        return None
    return criteria_set(found.id) if found.id in set_ids() else found


def _places(message: str, data: Pack | None) -> list[str]:
    """Return the lines of a refusal with each place in words people know."""
    lines = message.split("\n")
    if len(lines) == 1:
        return lines
    return [_in_words(line, data) for line in lines[1:]]


def _in_words(line: str, data: Pack | None) -> str:
    """Return "tiêu chí 3 › chỉ tiêu 3.1 › dấu so sánh: còn thiếu" for a line of the reader."""
    place, _, text = line.partition(": ")
    node: Any = data
    shown: list[str] = []
    for part in place.split("."):
        matched = _STEP.fullmatch(part)
        if matched is None:
            shown.append(texts.PLACE_FIELDS.get(part, part))
            continue
        node = _child(node, matched[1], int(matched[2]))
        code = node.get("code") if isinstance(node, dict) else None
        word = texts.PLACE_CRITERION if matched[1] == "criteria" else texts.PLACE_INDICATOR
        shown.append(
            word.format(code=code or texts.PLACE_NUMBER.format(number=int(matched[2]) + 1))
        )
    return f"{' › '.join(shown)}: {text}" if text else line


def _child(node: Any, name: str, at: int) -> Any:
    """Return an element of a list inside a JSON object, None where there is none."""
    held = node.get(name) if isinstance(node, dict) else None
    return held[at] if isinstance(held, list) and at < len(held) else None


# --- copying ---


def copy_set(
    workspace: Workspace,
    set_id: str,
    new_id: str,
    name: str,
    *,
    short_name: str | None = None,
    followed: bool = False,
) -> Copied:
    """Copy a set into the data folder's own sets, and what this office holds over it.

    The pack keeps every mark and source; its status says what it was copied from and when. Targets
    and wordings over the set stay overlays (now over the copy): a document's number is no address
    that a pack could give as its source. Values are not copied. Raises `InputError` for an id that
    is malformed or taken, `NotFoundError` for an unknown set.
    """
    found = criteria_set(set_id)
    wanted = new_id.strip()
    _check_new_id(workspace, wanted)
    if not name.strip():
        raise InputError(texts.SET_NAME_EMPTY)
    data = _data(pack_text(set_id))
    data |= {"id": wanted, "name": " ".join(name.split())}
    data["short_name"] = " ".join((short_name or name).split())
    data["status"] = _copied_status(workspace, found)
    data.pop("$schema", None)
    made = read_criteria_set(data)
    target = pack_folders.folder_of(workspace.folder) / f"{wanted}.json"
    write_pack_version(target, text_of(data))
    counts, touched = _copy_overlays(workspace, set_id, made)
    if followed:
        touched |= follow(workspace, wanted, commune_group(workspace, set_id))
    return Copied(made, *counts, touched)


def _check_new_id(workspace: Workspace, new_id: str) -> None:
    """Raise `InputError` for an id that is malformed, taken, or under which a file lies."""
    if not PACK_ID.fullmatch(new_id):
        raise InputError(texts.SET_ID_BAD.format(set_id=new_id))
    target = pack_folders.folder_of(workspace.folder) / f"{new_id}.json"
    if new_id in set_ids() or target.exists():
        message = texts.ANNEX_ID_TAKEN.format(set_id=new_id)
        raise InputError(message, hint=texts.ANNEX_ID_TAKEN_HINT)


def _copied_status(workspace: Workspace, found: CriteriaSet) -> str:
    """Return the status of a copy: that of the set, what it was copied from, and when."""
    copied = texts.SET_COPY_STATUS.format(
        date=format_date(workspace.today()), name=found.short_name, set_id=found.id
    )
    return f"{found.status}; {copied}" if found.status else copied


def _copy_overlays(
    workspace: Workspace, set_id: str, made: CriteriaSet
) -> tuple[tuple[int, int], Touched]:
    """Put the targets and wordings over a set over its copy as well, as one step.

    Those of the superior become the office's own here (they say who fixed them); where both speak
    of one target the superior's stands, of one wording the office's.
    """
    owner = workspace.owner
    targets = {
        overlay_key(owner, made.id, one.indicator, one.commune_group, _text(one.year)): one
        for one in sorted(
            overlays_of(workspace, set_id), key=lambda one: _is_others(one.key, owner)
        )
    }
    wordings = {
        wording_key(owner, made.id, one.part, one.code): one
        for one in sorted(
            wordings_of(workspace, set_id), key=lambda one: not _is_others(one.key, owner)
        )
        if one.checked or one.text or one.measure_id
    }
    label = texts.STEP_SET_COPY.format(name=made.short_name)
    with workspace.store.step(label, workspace.user) as step:
        for key, target in targets.items():
            values = entity_of(TargetOverlay).write(target) | {"set_id": made.id}
            workspace.store.put("target_overlay", key, values)
        for key, wording in wordings.items():
            values = entity_of(WordingCheck).write(wording) | {"set_id": made.id}
            workspace.store.put("wording_check", key, values)
    worded = sum(bool(one.checked or one.text) for one in wordings.values())
    return (len(targets), worded), step.touched


def _is_others(key: str, owner: str) -> bool:
    """Say whether a record is of another office."""
    return owner_of(key) != owner


def _text(number: int | None) -> str | None:
    """Return a year as a key has it."""
    return None if number is None else str(number)


# --- editing ---


@dataclass(frozen=True, slots=True)
class Edited:
    """The content an own set would have, judged by the strict reader and by the data kept under it.

    `dropped_rules` are the checks of figures that go because what they compare is gone.
    """

    data: Pack
    criteria_set: CriteriaSet
    changed: bool
    dropped_rules: tuple[str, ...] = ()


def edited(workspace: Workspace, set_id: str, *edits: Edit) -> Edited:
    """Return what edits would make of an own set; nothing is written. Raises as `edit_set`."""
    target = _own_file(workspace, set_id)
    data = _data(read_pack_text(target))
    changed = copy.deepcopy(data)
    for edit in edits:
        edit(changed)
    dropped = drop_stale_rules(changed)
    if changed == data:
        return Edited(data, criteria_set(set_id), changed=False)
    changed["id"] = set_id
    found = _judged(changed)
    refuse_unfit(workspace, target, found)
    return Edited(changed, found, changed=True, dropped_rules=dropped)


def edit_set(workspace: Workspace, set_id: str, *edits: Edit) -> CriteriaSet:
    """Apply edits (`domain.pack_edits`) to an own set, all or none, and return the set.

    Raises `InputError` for a shipped set, for what the strict reader refuses (each place named in
    words), and where data is kept under a code that would go or under an indicator that would
    become another kind. `edited` says beforehand what would go with it.
    """
    made = edited(workspace, set_id, *edits)
    if made.changed:
        write_pack_version(_own_file(workspace, set_id), text_of(made.data))
    return made.criteria_set


def edit_doubts(
    workspace: Workspace, set_id: str, made: Edited, renamed: Mapping[str, str] | None = None
) -> tuple[Issue, ...]:
    """Return what to ask before an edit is written; `renamed` is old code → new one.

    Checked targets that would be emptied, and locked periods that would come out otherwise.
    """
    from ntm_desktop.services.locked_outcomes import under_pack  # which reads sets itself

    if not made.changed:
        return ()
    before, after = criteria_set(set_id), made.criteria_set
    told = []
    for one in before.indicators:
        code = (renamed or {}).get(one.code, one.code)
        held = [known for column in one.targets.values() for known in column.known]
        is_left = after.has_indicator(code) and not any(
            column.known for column in after.indicator(code).targets.values()
        )
        if is_left and any(known.verified for known in held):
            shown = {known.text: _emptied_text(known) for known in held}
            text = texts.TARGETS_EMPTIED.format(code=code, targets="; ".join(shown.values()))
            told.append(Issue(Severity.WARNING, code, text))
    return (*told, *under_pack(workspace, after))


def _emptied_text(target: Target) -> str:
    """Return a target that would go, and that it was checked where it was."""
    form = texts.TARGETS_EMPTIED_CHECKED if target.verified else "{target}"
    return form.format(target=target.text)


def undo_doubts(workspace: Workspace, set_id: str) -> tuple[Issue, ...]:
    """Return which locked periods would come out otherwise if the last edit were taken back."""
    from ntm_desktop.services.locked_outcomes import under_pack

    held = pack_folders.previous_versions(_own_file(workspace, set_id))
    return under_pack(workspace, read_pack(read_pack_text(held[-1]), held[-1])) if held else ()


def _judged(data: Pack) -> CriteriaSet:
    """Return the set of a pack; raise `EditRefusedError` with each place in words."""
    try:
        return read_criteria_set(data)
    except InputError as error:
        lines = _places(str(error), data)
        message = texts.EDIT_REFUSED.format(count=len(lines))
        raw = str(error).split("\n")[1:]
        errors = tuple(
            _field_error(line, shown, data)
            for line, shown in zip(raw, lines[-len(raw) :], strict=True)
        )
        raise EditRefusedError("\n".join([message, *lines]), errors) from error


def _field_error(line: str, shown: str, data: Pack) -> FieldError:
    """Return where a line of the reader belongs; `shown` is the line in words."""
    place, _, text = line.partition(": ")
    node: Any = data
    fields: list[str] = []
    for part in place.split("."):
        matched = _STEP.fullmatch(part)
        if matched is None:
            fields.append(part)
        else:
            node = _child(node, matched[1], int(matched[2]))
    if node is data or not isinstance(node, dict):
        return FieldError("", "", text or line, shown)
    return FieldError(str(node.get("code") or ""), (fields or [""])[0], text or line, shown)


def can_undo(workspace: Workspace, set_id: str) -> bool:
    """Say whether an edit of an own set can be taken back."""
    path = pack_folders.folder_of(workspace.folder) / f"{set_id}.json"
    return path.is_file() and bool(pack_folders.previous_versions(path))


def undo_edit(workspace: Workspace, set_id: str) -> CriteriaSet:
    """Bring back the content before the last edit of an own set.

    Raises `NotFoundError` where there is none, `InputError` where data was entered since under a
    code that would go.
    """
    target = _own_file(workspace, set_id)
    held = pack_folders.previous_versions(target)
    if not held:
        raise NotFoundError(texts.SET_NO_PREVIOUS.format(name=_name(set_id)))
    text = read_pack_text(held[-1])
    found = read_pack(text, held[-1])
    refuse_unfit(workspace, target, found)
    write_whole(text.encode(), target)
    held[-1].unlink(missing_ok=True)
    return found


def remove_set(workspace: Workspace, set_id: str) -> Touched:
    """Remove an own set under which nothing is kept, and follow it no longer.

    The last content stays in the folder of earlier versions: `restore_set` brings it back, and so
    does undoing the step that followed it no longer. Raises `InputError` where data is kept under
    the set or another set needs it.
    """
    target = _own_file(workspace, set_id)
    _refuse_needed(set_id)
    kept = sum(kept_under(workspace, set_id).values(), Counter[str]())
    if kept:
        message = texts.SET_IN_USE.format(
            name=_name(set_id), count=kept.total(), what=counts_text(kept)
        )
        raise InputError(message, hint=texts.SET_IN_USE_HINT)
    key = followed_key(workspace.owner, set_id)
    if workspace.store.record(FollowedSet, key) is None:
        _put_away(target)
        return Touched()
    label = texts.STEP_SET_REMOVE.format(name=_name(set_id))
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.remove("followed_set", key)
        _put_away(target)  # last: a file that cannot be moved leaves the set followed
    return step.touched


def _name(set_id: str) -> str:
    """Return the short name of a set, its id where the set cannot be read."""
    return criteria_set(set_id).short_name if set_id in set_ids() else set_id


@dataclass(frozen=True, slots=True)
class RemovedSet:
    """An own set that was removed and can be brought back."""

    id: str
    name: str
    short_name: str


def removed_sets(workspace: Workspace) -> tuple[RemovedSet, ...]:
    """Return the own sets that were removed and can be brought back, by their names."""
    folder = pack_folders.folder_of(workspace.folder)
    found = []
    for set_id, file in pack_folders.removed_packs(folder).items():
        data = _data_of(file)
        if set_id not in set_ids() and data is not None:
            name = str(data.get("name") or set_id)
            found.append(RemovedSet(set_id, name, str(data.get("short_name") or name)))
    return tuple(sorted(found, key=lambda one: (one.short_name, one.id)))


def restore_set(workspace: Workspace, set_id: str) -> CriteriaSet:
    """Bring a removed own set back as it was; raise `NotFoundError` where there is none.

    It is not followed again by that.
    """
    found = removed_sets(workspace)
    if all(one.id != set_id for one in found):
        ids = ", ".join(one.id for one in found)
        hint = texts.SET_NOT_REMOVED_HINT.format(sets=ids) if ids else texts.SET_NONE_REMOVED_HINT
        raise NotFoundError(texts.SET_NOT_REMOVED.format(set_id=set_id), hint=hint)
    folder = pack_folders.folder_of(workspace.folder)
    kept = pack_folders.removed_packs(folder)[set_id]
    write_whole(read_pack_text(kept).encode(), folder / f"{set_id}.json")
    kept.unlink(missing_ok=True)
    return criteria_set(set_id)


def restore_followed(workspace: Workspace) -> None:
    """Bring back removed sets that the office follows again, as after undoing their removal."""
    followed = {one.set_id for one in workspace.followed()} - set(set_ids())
    for one in removed_sets(workspace) if followed else ():
        if one.id in followed:
            restore_set(workspace, one.id)


def _put_away(target: Path) -> None:
    """Move a pack file to its earlier versions; raise `DataFileError` where that cannot be."""
    previous = pack_folders.next_version(target)
    make_folder(previous.parent)
    try:
        target.replace(previous)
    except OSError as error:
        message = texts.OUT_UNWRITABLE.format(path=target)
        raise DataFileError(message, hint=texts.OUT_UNWRITABLE_HINT) from error


def _refuse_needed(set_id: str) -> None:
    """Raise `InputError` where another set takes targets of this one."""
    for other in set_ids():
        found = criteria_set(other) if other != set_id else None
        relations = [one.relative_to for one in found.indicators] if found else []
        if any(one is not None and one.set_id == set_id for one in relations):
            message = texts.SET_NEEDED.format(other=_name(other), name=_name(set_id))
            raise InputError(message, hint=texts.SET_NEEDED_HINT)


# --- files ---


def text_of(data: Pack) -> str:
    """Return the JSON text of a pack, as packs are written."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _data(text: str) -> Pack:
    """Return the JSON object of a pack's text; raise `InputError` for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(texts.PACK_OTHER_FORMAT) from error
    if not isinstance(data, dict):
        raise InputError(texts.PACK_OTHER_FORMAT)
    return data


def _own_file(workspace: Workspace, set_id: str) -> Path:
    """Return the file of an own set; raise `InputError` for a shipped one, `NotFoundError`."""
    if is_shipped(set_id):
        raise InputError(texts.SET_NOT_OWN.format(name=_name(set_id)), hint=texts.SET_NOT_OWN_HINT)
    target = pack_folders.folder_of(workspace.folder) / f"{set_id}.json"
    if not target.is_file():
        message = texts.SET_UNKNOWN.format(set_id=set_id)
        raise NotFoundError(message, hint=texts.SET_UNKNOWN_HINT.format(sets=", ".join(set_ids())))
    return target
