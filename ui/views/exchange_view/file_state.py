"""One file a person gave: where it stands, and what taking it in would do, in people's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.services import exchange
from ntm_desktop.services.exchange import Inspected
from ntm_desktop.services.gaps import lost
from ntm_desktop.services.relations import Relation, relation
from ntm_desktop.services.workspace import Workspace
from ui.views.exchange_view.doubles import doubles
from ui.views.exchange_view.words import UnitNames, moment, single, size_text

# Refusals of a file that says who made it, so that its sender can be told.
TELLABLE = ("E_SCOPE", "E_TOO_NEW", "E_VALUE")
LOCKED = ("E_ENCRYPTED", "E_DECRYPT")
# Icon and colour of a file by where it stands, and the word for it.
SIGNS: Mapping[str, tuple[str, str, str]] = {
    "ready": ("receive", "accent", "Sẽ nhận"),
    "unknown": ("unverified", "warn", "Chờ đối chiếu mã máy"),
    "foreign": ("unit", "warn", "Của đơn vị khác"),
    "known": ("check", "muted", "Đã nhận trước đó"),
    "locked": ("lock", "warn", "Cần mật khẩu"),
    "refused": ("not_met", "bad", "Từ chối"),
    "taken": ("check", "accent", "Đã nhận"),
}
FILES_NAMED = 3
RELATIONS = {
    Relation.OWN: "máy khác của chính cơ quan này",
    Relation.ABOVE: "cấp trên của đơn vị này",
    Relation.BELOW: "cấp dưới của đơn vị này",
    Relation.SUCCESSION: "đơn vị trước hoặc sau sắp xếp của đơn vị này",
    Relation.OTHER: "đơn vị khác, không phải cấp trên hay cấp dưới: hỏi rõ vì sao gửi đến đây",
}
KIND_WORDS = {
    "new": "thêm",
    "changed": "sửa",
    "removed": "xóa",
}


@dataclass(frozen=True, slots=True)
class FileState:
    """One file given by a person and what was found in it or done with it; `batch` once taken.

    `stranger` is the name of its office where that is neither above nor below this one: a person
    must want it in so many words (`accepted`). `is_own`: this very computer made the file.
    """

    found: Inspected
    batch: str = ""
    stranger: str = ""
    accepted: bool = False
    is_own: bool = False

    @property
    def stand(self) -> str:
        """Return "ready", "unknown", "foreign", "known", "locked", "refused" or "taken"."""
        found = self.found
        if found.code in LOCKED:
            return "locked"
        if found.status in ("refused", "taken"):
            return found.status
        if found.status == "duplicate" or (self.is_own and not found.new):
            return "known"
        if found.sender is None or not found.sender.trusted:
            return "unknown"
        return "foreign" if self.stranger and found.new and not self.accepted else "ready"

    @property
    def unit(self) -> str:
        """Return the code of the office that made the file, "" where it cannot be known."""
        return self.found.sender.unit if self.found.sender else ""

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
        return self.stand in ("taken", "known") and not (self.is_receipt or self.is_own)


def number_text(found: Inspected) -> str:
    """Return the number people speak of, "" where it cannot be known."""
    if not found.serial:
        return ""
    index, count = found.part
    return f"gói số {found.serial}{f' phần {index}/{count}' if count > 1 else ''}"


def sender_text(found: Inspected) -> str:
    """Return who made a file and when, "" where it cannot be known."""
    if found.sender is None:
        return ""
    name = found.sender.unit_name or found.sender.unit
    number = f", {number_text(found)}" if found.serial else ""
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
    if state.stranger:
        return f"Đúng máy; đơn vị khác: {state.stranger}."
    place = "xã" if len(sender.unit) == 5 else "đơn vị"
    return f"Đúng {place}, đúng máy."


def relation_text(workspace: Workspace, unit: str) -> tuple[str, bool]:
    """Return what a unit is to this office, and whether a package of it is to be expected."""
    found = relation(workspace, unit)
    return RELATIONS[found], found is not Relation.OTHER


def outcome_text(state: FileState, names: UnitNames | None = None) -> str:
    """Return what taking the file would do or has done, in people's words."""
    found = state.found
    if state.stand == "locked":
        return f"{found.error} {found.error.hint}" if found.error else "Tệp có mật khẩu."
    if state.stand == "refused":
        error = found.error
        told = f"Từ chối: {error} {error.hint}".strip() if error else "Từ chối."
        return names.in_words(told) if names else told
    if state.is_own and state.stand == "known":
        return "Tệp này do chính máy này lập để gửi đi; không có gì để nhận."
    if state.stand == "known":
        return "Đã nhận trước đó; nhận lại không thay đổi gì."
    if state.is_receipt:
        done = "Đã ghi" if state.stand == "taken" else "Biên nhận"
        return f"{done}: nơi gửi trả lời về {found.receipts} gói đã gửi từ đây; không có số liệu."
    if found.kind == "attachments":
        done = "Đã nhận" if state.stand == "taken" else "Có"
        index, count = found.part
        return (
            f"{done} {found.files} tệp minh chứng (hoặc đoạn tệp) của gói số {found.serial}; số "
            f"liệu nằm ở phần khác ({index}/{count})."
        )
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
        f"{word} {count} mục"
        for kind, word in KIND_WORDS.items()
        if (count := _agreed(found, kind))
    ]
    if stale := found.count("stale"):
        parts.append(f"bỏ qua {stale} mục cũ (ở đây đã có bản mới hơn)")
    if found.later:
        parts.append(f"giữ {found.later} mục chờ bản mới của phần mềm")
    text = ", ".join(parts)
    more = f"{found.conflicts} chỗ hai nơi ghi khác nhau, cần xử lý" if found.conflicts else ""
    return "; ".join(filter(None, (text, more)))


def _agreed(found: Inspected, kind: str) -> int:
    """Return how many records of a kind nobody has to settle, as the list below counts them."""
    return sum(one.kind == kind and not one.conflict for one in found.details)


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
    if found.sender and not (what := relation_text(workspace, found.sender.unit))[1]:
        told.insert(0, f"{sender_name(found, names)} là {what[0]}.")
    told += doubles(workspace, found)
    if found.status == "new":
        told += [one.text for one in found.locked]
    told += exchange.missing_texts(workspace, found)
    told += exchange.fork_texts(workspace, found)
    if found.unseen and found.sender and lost(workspace, found):
        numbers = ", ".join(map(str, found.unseen))
        device = found.sender.device
        told.append(texts.SERIALS_UNSEEN.format(serial=found.serial, device=device, unseen=numbers))
    if found.att_missing:
        told.append(_missing_files(workspace, found))
    if found.later:
        told.append(texts.NEEDS_NEWER.format(count=found.later))
    if found.rotated:
        told.append(
            "Dữ liệu của máy này từng được chép sang nơi khác hoặc khôi phục từ bản sao lưu; từ "
            "nay máy này ghi dưới mã mới, không mất số liệu."
        )
    return tuple(map(single, told))


def _missing_files(workspace: Workspace, found: Inspected) -> str:
    """Return which files of evidence have not come, by name where the record is known."""
    lacking = set(found.att_missing)
    known = [one for one in exchange.awaited_files(workspace) if one.sha256 in lacking]
    names = [f"{one.name} (đã về {size_text(one.here)} trên {size_text(one.size)})"
             if one.here else one.name for one in known[:FILES_NAMED]]  # fmt: skip
    told = f": {', '.join(names)}{' …' if len(lacking) > len(names) else ''}" if names else ""
    first = f"{len(lacking)} tệp minh chứng chưa về đủ{told}."
    count = found.part[1]
    if count > 1 and found.parts_here < count:
        return f"{first} Có thể ở phần khác của gói số {found.serial}; nhận nốt các phần còn lại."
    return f"{first} Gửi biên nhận để xin: lần gửi tới của họ tự kèm."


def sender_name(found: Inspected, names: UnitNames) -> str:
    """Return who sent a file: the name known here, else the one it gives itself."""
    if found.sender is None:
        return ""
    known = names.of(found.sender.unit)
    return found.sender.unit_name if known == found.sender.unit else known


def stranger(found: Inspected, names: UnitNames) -> str:
    """Return the name of a sender that is neither above nor below this office, else ""."""
    if found.sender is None or not found.stranger:
        return ""
    return sender_name(found, names) or found.sender.unit
