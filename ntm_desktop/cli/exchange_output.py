"""What the exchange commands print: packages, records, deliveries, as JSON and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.numbers import format_number

if TYPE_CHECKING:
    from ntm_desktop.services.exchange import Inspected, Sent
    from ntm_desktop.services.package_preview import RecordPreview
    from ntm_desktop.services.receipts import Delivery

STATUS_WORDS = {
    "new": "chưa nhận",
    "taken": "đã nhận",
    "duplicate": "đã nhận trước đó",
    "refused": "từ chối",
}
KIND_WORDS = {
    "new": "thêm",
    "changed": "sửa",
    "removed": "xóa",
    "stale": "cũ, không đổi gì",
    "later": "cần bản mới của phần mềm",
}
PACKAGE_WORDS = {
    "full": "toàn bộ",
    "delta": "phần thay đổi",
    "receipt": "biên nhận",
    "attachments": "tệp kèm theo",
}


def sent_json(made: Sent) -> dict[str, Any]:
    """Return what was written as JSON."""
    return {
        "files": list(made.files),
        "kind": made.kind,
        "changes": made.changes,
        "parts": made.parts,
        "serial": made.serial,
        "package": made.package,
        "packages": list(made.packages),
        "size": made.size,
        "to": list(made.units),
        "attachments": made.attachments,
        "att_absent": made.absent,
        "encrypted": made.encrypted,
    }


def sent_lines(made: Sent) -> list[str]:
    """Return what was written for people."""
    size = format_number(made.size // 1024 + 1)
    what = f"{PACKAGE_WORDS[made.kind]}, {made.changes} thay đổi, {size} KB"
    if made.attachments:
        what += f", {made.attachments} tệp kèm theo"
    if made.encrypted:
        what += ", đã khóa"
    if len(made.files) == 1:
        lines = [f"Đã ghi {made.files[0]} ({what})."]
    else:
        lines = [f"Đã ghi {made.parts} phần ({what}); gửi hết các phần, thứ tự nào cũng được:"]
        lines += [f"  {path}" for path in made.files]
    if made.absent:
        lines.append(f"{made.absent} tệp minh chứng không có ở máy này nên không kèm theo.")
    return lines


def inspected_json(found: Inspected) -> dict[str, Any]:
    """Return the JSON of `ntm inspect`."""
    sender = found.sender
    return {
        "file": found.file,
        "status": found.status,
        "code": found.code or None,
        "message": str(found.error) if found.error else None,
        "package": found.package or None,
        "kind": found.kind or None,
        "serial": found.serial or None,
        "from": {
            "unit": sender.unit,
            "unit_name": sender.unit_name,
            "device": sender.device,
            "fingerprint": sender.fingerprint,
            "trusted": sender.trusted,
        }
        if sender
        else None,
        "new": found.new,
        "known": found.known,
        "records": found.records,
        "by_kind": {kind: found.count(kind) for kind in KIND_WORDS},
        "conflicts": found.conflicts,
        "missing": {wid: list(pair) for wid, pair in found.missing.items()},
        "foreign": bool(found.stranger),
        "own": found.is_own,
        "parts_missing": list(found.parts_missing),
        "forked": list(found.forked),
        "unseen_serials": list(found.unseen),
        "receipts": found.receipts,
        "remarks": list(found.remarks),
        "notes": list(found.notes),
        "short_code": found.short_code or None,
        "encrypted": found.encrypted,
        "part": list(found.part),
        "files": found.files,
        "att_arrived": list(found.arrived),
        "att_missing": list(found.att_missing),
    }


def taken_json(found: Inspected) -> dict[str, Any]:
    """Return one file of the JSON of `ntm take`."""
    locked = [
        {"set": one.set_id, "unit": one.unit, "period": one.period, "text": one.text}
        for one in found.locked
    ]
    answer = {"package": found.package, "status": "ok", "confirm": found.confirm}
    return {
        **inspected_json(found),
        "rotated": found.rotated,
        "receipt": answer if found.confirm else None,
        "locked": locked,
    }


def package_lines(found: Inspected) -> list[str]:
    """Return what happened to a file, for people."""
    from ntm_desktop import texts

    lines = [f"{found.file.name}: {STATUS_WORDS[found.status]}"]
    if found.error:
        lines.append(f"  {found.error}")
        if found.error.hint:
            lines.append(f"  {found.error.hint}")
    if found.sender:
        known = "đã xác nhận" if found.sender.trusted else "CHƯA xác nhận"
        who = f"{found.sender.unit_name} ({found.sender.unit}), máy {found.sender.device}"
        lines.append(f"  Từ {who}, mã {found.sender.fingerprint} ({known})")
        if found.stranger and found.status == "new":
            lines.append(
                f"  {found.stranger} Muốn nhận: “ntm take … --foreign {found.sender.unit}”."
            )
        if found.is_own and not found.new:
            lines.append(f"  {texts.OWN_FILE}")
        lines.append(f"  {found.new} thay đổi mới, {found.known} đã có, {found.records} bản ghi")
    counts = [f"{word} {n}" for kind, word in KIND_WORDS.items() if (n := found.count(kind))]
    if counts:
        lines.append(f"  Mục: {', '.join(counts)}")
    if found.package:
        lines.append(f"  Mã kiểm tra của gói: {found.short_code}")
    lines += _file_lines(found)
    told = (*found.notes, *found.remarks, *(one.text for one in found.locked))
    lines += [f"  {one}" for one in told]
    lines += _warning_lines(found)
    if found.confirm and found.kind != "receipt":
        lines.append(f"  Mã xác nhận đọc cho bên gửi: {found.confirm}")
    return lines


def _file_lines(found: Inspected) -> list[str]:
    """Return what is to be said of files of evidence."""
    lines = []
    if found.files:
        arrived = f", {len(found.arrived)} tệp đã về đủ" if found.status != "new" else ""
        lines.append(f"  Tệp minh chứng trong gói: {found.files}{arrived}")
    if found.att_missing:
        lines.append(f"  Tệp minh chứng chưa về: {len(found.att_missing)}{_names(found)}")
    return lines


def _names(found: Inspected) -> str:
    """Return the names of the files a package names and that have not come, where known."""
    from ntm_desktop.cli.session import workspace
    from ntm_desktop.services.exchange import awaited_files

    lacking = set(found.att_missing)
    names = [one.name for one in awaited_files(workspace()) if one.sha256 in lacking and one.name]
    return f" ({', '.join(names)})" if names else ""


def _warning_lines(found: Inspected) -> list[str]:
    """Return what a person must see to after a file was taken in."""
    from ntm_desktop import texts
    from ntm_desktop.cli.session import workspace
    from ntm_desktop.services.exchange import fork_texts, missing_texts

    here = workspace()
    lines = [f"  {one}" for one in missing_texts(here, found)]
    lines += [f"  {one}" for one in fork_texts(here, found)]
    if found.unseen and found.sender:
        numbers = ", ".join(map(str, found.unseen))
        told = texts.SERIALS_UNSEEN.format(
            serial=found.serial, device=found.sender.device, unseen=numbers
        )
        lines.append(f"  {told}")
    if found.later:
        lines.append(f"  {texts.NEEDS_NEWER.format(count=found.later)}")
    if found.conflicts:
        lines.append(f"  {found.conflicts} chỗ chưa thống nhất, xem “ntm conflicts”")
    return lines


def record_json(found: RecordPreview) -> dict[str, Any]:
    """Return one record of a preview as JSON."""
    fields = [
        {
            "field": one.name,
            "label": one.label,
            "before": one.before,
            "after": one.after,
            "conflict": one.conflict,
        }
        for one in found.fields
    ]
    return {
        "entity": found.entity,
        "key": found.key,
        "title": found.title,
        "kind": found.kind,
        "fields": fields,
    }


def record_lines(found: RecordPreview) -> list[str]:
    """Return one record of a preview for people."""
    lines = [f"  {KIND_WORDS[found.kind]}: {found.label} – {found.title}"]
    for one in found.fields:
        mark = " (chưa thống nhất)" if one.conflict else ""
        lines.append(f"    {one.label}: {one.before or '–'} → {one.after or '–'}{mark}")
    return lines


def delivery_json(found: Delivery) -> dict[str, Any]:
    """Return where a package stands at a receiver as JSON."""
    return {
        "package": found.package,
        "serial": found.serial,
        "to": found.unit or "*",
        "sent": found.at,
        "kind": found.kind,
        "changes": found.changes,
        "file": found.file,
        "state": found.state,
        "code": found.code or None,
        "received": found.answered or None,
        "device": found.device or None,
        "missing": {wid: list(pair) for wid, pair in (found.missing or {}).items()},
        "conflicts": found.conflicts,
        "how": found.how or None,
    }


def delivery_row(found: Delivery, now: int) -> tuple[str, ...]:
    """Return where a package stands at a receiver for people."""
    from ntm_desktop.domain.clocks import moment_text

    state = found.text
    if found.answered:
        state += f" {moment_text(found.answered, now)}"
    if found.code:
        state += f" ({found.code})"
    to = found.unit or "mọi nơi nhận"
    return str(found.serial), moment_text(found.at, now), to, str(found.changes), state


def field_text(name: str) -> str:
    """Return a field for a sentence, "" for the whole record."""
    return "" if name == "*" else f" ({name})"
