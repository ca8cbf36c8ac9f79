"""One file a person gave: where it stands, and what taking it in would do, in people's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ntm_desktop import texts
from ntm_desktop.services import exchange
from ntm_desktop.services.exchange import Inspected
from ntm_desktop.services.gaps import copy_named, not_sent_yet
from ntm_desktop.services.senders import descent
from ntm_desktop.services.workspace import Workspace
from ui.views.exchange_view.words import UnitNames, moment

# Refusals of a file that says who made it, so that its sender can be told.
TELLABLE = ("E_SCOPE", "E_TOO_NEW", "E_VALUE")
LOCKED = ("E_ENCRYPTED", "E_DECRYPT")
# Icon and colour of a file by where it stands, and the word for it.
SIGNS: Mapping[str, tuple[str, str, str]] = {
    "ready": ("receive", "accent", "Sẽ nhận"),
    "unknown": ("unverified", "warn", "Chờ đối chiếu mã máy"),
    "known": ("check", "muted", "Đã nhận trước đó"),
    "locked": ("lock", "warn", "Cần mật khẩu"),
    "refused": ("not_met", "bad", "Từ chối"),
    "taken": ("check", "accent", "Đã nhận"),
}
KIND_WORDS = {
    "new": "thêm",
    "changed": "sửa",
    "removed": "xóa",
}


@dataclass(frozen=True, slots=True)
class FileState:
    """One file given by a person and what was found in it or done with it; `batch` once taken."""

    found: Inspected
    batch: str = ""

    @property
    def stand(self) -> str:
        """Return "ready", "unknown", "known", "locked", "refused" or "taken"."""
        found = self.found
        if found.code in LOCKED:
            return "locked"
        if found.status in ("refused", "taken"):
            return found.status
        if found.status == "duplicate":
            return "known"
        return "ready" if found.sender is not None and found.sender.trusted else "unknown"

    @property
    def key(self) -> str:
        """Return what stands for this package: a .zip may hold several."""
        return f"{self.found.file} {self.found.package}"

    @property
    def is_receipt(self) -> bool:
        """Say whether the file only tells what became of packages."""
        return self.found.kind == "receipt"

    @property
    def can_answer(self) -> bool:
        """Say whether the sender can be told what became of the file."""
        if self.stand == "refused":
            return self.found.code in TELLABLE
        return self.stand in ("taken", "known") and not self.is_receipt


def sender_text(found: Inspected) -> str:
    """Return who made a file and when, "" where it cannot be known."""
    if found.sender is None:
        return ""
    name = found.sender.unit_name or found.sender.unit
    number = f", gói số {found.serial}" if found.serial else ""
    if found.part[1] > 1:
        number += f" phần {found.part[0]}/{found.part[1]}"
    device = found.sender.device or "không ghi tên"
    made = f"máy {device}, lập {moment(found.created_ms)}"
    return f"{name}, {made}{number}, mã kiểm tra {found.short_code}"


def trust_text(state: FileState) -> str:
    """Return in one line whether the right computer of the right office made the file."""
    sender = state.found.sender
    if sender is None:
        return ""
    if not sender.trusted:
        return "Máy này chưa được xác nhận: đối chiếu mã máy rồi mới nhận."
    place = "xã" if len(sender.unit) == 5 else "đơn vị"
    return f"Đúng {place}, đúng máy."


def relation_text(workspace: Workspace, unit: str) -> tuple[str, bool]:
    """Return what a unit is to this office, and whether a package of it is to be expected."""
    if unit == workspace.owner:
        return "máy khác của chính cơ quan này", True
    above = (workspace.profile.superior_code, workspace.unit.parent_code)
    is_below = descent(workspace)
    if unit in above or is_below(workspace.owner, unit):
        return "cấp trên của đơn vị này", True
    if is_below(unit, workspace.owner):
        return "cấp dưới của đơn vị này", True
    return "đơn vị khác, không phải cấp trên hay cấp dưới: hỏi rõ vì sao gửi đến đây", False


def outcome_text(state: FileState, names: UnitNames | None = None) -> str:
    """Return what taking the file would do or has done, in people's words."""
    found = state.found
    if state.stand == "locked":
        return f"{found.error} {found.error.hint}" if found.error else "Tệp có mật khẩu."
    if state.stand == "refused":
        error = found.error
        told = f"Từ chối: {error} {error.hint}".strip() if error else "Từ chối."
        return names.in_words(told) if names else told
    if state.stand == "known":
        return "Đã nhận trước đó; nhận lại không thay đổi gì."
    if state.is_receipt:
        done = "Đã ghi" if state.stand == "taken" else "Biên nhận"
        return f"{done}: nơi gửi trả lời về {found.receipts} gói đã gửi từ đây; không có số liệu."
    if state.stand == "taken":
        return _taken_text(found)
    if not found.new:
        return (
            f"Không có gì mới: cả {found.known} thay đổi đã có ở đây. Vẫn nên nhận để bên gửi có "
            "biên nhận."
        )
    effects = _effects(found) or "không đổi mục nào"
    return f"Sẽ {effects}. {found.new} thay đổi mới, {found.known} đã có."


def _effects(found: Inspected) -> str:
    """Return how many records are added, changed, removed, and what a person must settle."""
    parts = [
        f"{word} {count} mục" for kind, word in KIND_WORDS.items() if (count := found.count(kind))
    ]
    if stale := found.count("stale"):
        parts.append(f"bỏ qua {stale} mục cũ (ở đây đã có bản mới hơn)")
    if found.later:
        parts.append(f"giữ {found.later} mục chờ bản mới của phần mềm")
    text = ", ".join(parts)
    more = f"{found.conflicts} chỗ hai nơi ghi khác nhau, cần xử lý" if found.conflicts else ""
    return "; ".join(filter(None, (text, more)))


def _taken_text(found: Inspected) -> str:
    """Return what taking a file in did."""
    if not found.new:
        first = "Đã nhận; không có gì mới."
    else:
        effects = _effects(found)
        first = f"Đã nhận {found.new} thay đổi ở {found.records} mục"
        first += f": {effects}." if effects else "."
    return " ".join([first, *(one.text for one in found.locked)])


def warnings(workspace: Workspace, found: Inspected, names: UnitNames) -> tuple[str, ...]:
    """Return what a person should read of a file: clocks, gaps, forks, packages never seen."""
    told = [names.in_words(one) for one in found.remarks]
    if found.sender and not (relation := relation_text(workspace, found.sender.unit))[1]:
        told.insert(0, f"{names.of(found.sender.unit)} là {relation[0]}.")
    lacking = replace(found, missing=_lost(workspace, found))
    told += [_with_device(workspace, found, one) for one in exchange.missing_texts(lacking)]
    forked = (texts.FORK_TEXT.format(writer=wid) for wid in found.forked)
    told += [_with_device(workspace, found, one) for one in forked]
    if found.unseen and found.sender:
        numbers = ", ".join(map(str, found.unseen))
        device = found.sender.device
        told.append(texts.SERIALS_UNSEEN.format(serial=found.serial, device=device, unseen=numbers))
    if found.att_missing:
        count = len(found.att_missing)
        told.append(
            f"{count} tệp minh chứng chưa kèm trong tệp này; bên gửi gửi sau hoặc gửi riêng."
        )
    if found.later:
        told.append(texts.NEEDS_NEWER.format(count=found.later))
    if found.rotated:
        told.append(
            "Dữ liệu của máy này từng được chép sang nơi khác hoặc khôi phục từ bản sao lưu; từ "
            "nay máy này ghi dưới mã mới, không mất số liệu."
        )
    return tuple(told)


def _lost(workspace: Workspace, found: Inspected) -> dict[str, tuple[int, int]]:
    """Return what is missing, but for what a copy that sent a receipt only has not sent yet."""
    unsent = set(not_sent_yet(workspace))
    if found.sender and found.kind == "receipt":
        unsent.add(found.sender.replica)
    elif found.sender:
        unsent.discard(found.sender.replica)
    return {wid: pair for wid, pair in found.missing.items() if wid not in unsent}


def _with_device(workspace: Workspace, found: Inspected, text: str) -> str:
    """Return a sentence in which the ids of copies are names of computers, where known."""
    for wid in (*found.missing, *found.forked):
        device = copy_named(workspace, wid).device
        if found.sender and wid == found.sender.replica:
            device = found.sender.device or device
        if device:
            text = text.replace(f"áy {wid}", f"áy {device}")
    return text
