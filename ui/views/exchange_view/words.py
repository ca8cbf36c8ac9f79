"""Words of the screen "Gửi · Nhận": times, sizes, names of units, what is sent, the mail."""

from __future__ import annotations

import re

from ntm_desktop.domain.clocks import is_impossible, moment_text
from ntm_desktop.domain.dates import format_date, local_time
from ntm_desktop.services import exchange, records
from ntm_desktop.services.exchange import Sent
from ntm_desktop.services.receipts import Delivery
from ntm_desktop.services.recipients import Recipient
from ntm_desktop.services.unit_directory import load_directory
from ntm_desktop.services.workspace import Workspace

EVERYBODY = "Bất kỳ nơi nào"
KINDS = {"full": "bản đầy đủ", "delta": "phần thay đổi", "receipt": "biên nhận"}
_CODE = re.compile(r"\b[0-9]{5}\b")


def moment(at_ms: int) -> str:
    """Return a time of ms since 1970 as people read it."""
    return f"{local_time(at_ms):%H:%M ngày %d/%m/%Y}"


def day(at_ms: int) -> str:
    """Return the day of a time of ms since 1970."""
    return format_date(local_time(at_ms).date())


def size_text(size: int) -> str:
    """Return the size of a file with a decimal comma."""
    if size < 1024:
        return f"{size} byte"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def code_text(confirm: str) -> str:
    """Return a confirm code in two groups of four, to be read out."""
    return f"{confirm[:4]} {confirm[4:]}"


class UnitNames:
    """Names of units by code: those of the record first, then the directory."""

    def __init__(self, workspace: Workspace) -> None:
        held = records.list_records(workspace, "admin_unit")
        profile = workspace.profile
        self._known = {str(one.values["code"]): one.title for one in held}
        if profile.superior_code and profile.superior_name:
            self._known.setdefault(profile.superior_code, profile.superior_name)
        self._owner = workspace.owner

    def of(self, code: str) -> str:
        """Return a unit's name, its code where no name is known."""
        if code in ("", "*"):
            return EVERYBODY
        entry = None if code in self._known else load_directory().by_code(code)
        return self._known.get(code) or (entry.display_name if entry else code)

    def receiver(self, code: str) -> str:
        """Return a unit's name; the own office stands for its other computer."""
        return "Máy khác của cơ quan" if code == self._owner else self.of(code)

    def in_words(self, text: str) -> str:
        """Return a sentence whose codes of units are followed by their names."""

        def named(found: re.Match[str]) -> str:
            code, name = found[0], self.of(found[0])
            return code if name == code or name in text else f"{code} – {name}"

        return _CODE.sub(named, text)


# --- sending ------------------------------------------------------------------------------------


def recipient_text(to: Recipient, names: UnitNames) -> str:
    """Return who a package goes to."""
    if to.role == "superior":
        return to.name or (names.of(to.unit) if to.unit else "Cơ quan cấp trên")
    if to.role == "own":
        return f"Máy thứ hai của {to.name}"
    return names.of(to.unit) if to.unit else "Bản đầy đủ cho bất kỳ nơi nào"


def content_text(to: Recipient) -> str:
    """Return what a package for somebody would hold."""
    if to.full:
        why = {"superior": "chưa có biên nhận", "all": "không kèm dữ liệu nội bộ"}
        note = why.get(to.role, "máy đó chưa gửi tệp nào về")
        return f"Đầy đủ: {to.changes} thay đổi ({note})"
    if not to.changes:
        return f"Không có gì mới từ {day(to.since)}; vẫn tạo được tệp kèm biên nhận"
    return f"Thay đổi từ {day(to.since)}: {to.changes} thay đổi"


def sent_text(sent: Sent) -> str:
    """Return what was sent: number, kind, how much, size, the short mark."""
    parts = [
        f"Gói số {sent.serial}",
        KINDS[sent.kind],
        f"{sent.changes} thay đổi",
        size_text(sent.size),
        f"mã kiểm tra {sent.short_code}",
    ]
    if sent.parts > 1:
        parts.insert(1, f"{sent.parts} phần, gửi riêng từng tệp cũng được")
    if sent.attachments:
        parts.append(f"{sent.attachments} tệp minh chứng")
    if sent.absent:
        parts.append(f"{sent.absent} tệp minh chứng không có ở máy này")
    if sent.encrypted:
        parts.append("có mật khẩu")
    return " · ".join(parts)


def mail_text(workspace: Workspace, sent: Sent, receiver: str = "") -> str:
    """Return a short covering mail that names the file and how to check who sent it."""
    names = ", ".join(path.name for path in sent.files)
    receiver = receiver or workspace.profile.superior_name or "cơ quan nhận"
    return (
        f"Kính gửi: {receiver}\n\n"
        f"{workspace.unit.name} gửi dữ liệu xây dựng nông thôn mới: gói số {sent.serial}, "
        f"{KINDS[sent.kind]}, {sent.changes} thay đổi.\n"
        f"Tệp kèm theo: {names} ({size_text(sent.size)}), mã kiểm tra {sent.short_code}.\n"
        "Mở NTM Desktop, vào “Gửi · Nhận” rồi thả tệp vào ô nhận; nhận xong đề nghị gửi lại biên "
        "nhận hoặc đọc mã xác nhận.\n"
        "Nếu máy nhận hỏi mã của máy gửi thì gọi điện đối chiếu: "
        f"{exchange.own_fingerprint(workspace)}."
    )


REASONS = {
    "E_SCOPE": "có dữ liệu của đơn vị khác",
    "E_TOO_NEW": "nơi nhận dùng bản phần mềm cũ hơn",
    "E_VALUE": "có giá trị không đọc được",
}
DELIVERY_STATES = {"sent": "waiting", "received": "done", "gaps": "doubtful", "refused": "not_met"}


def delivery_text(one: Delivery, now: int, waiting: tuple[int, ...] = ()) -> str:
    """Return where a package stands at its receiver.

    `waiting` are the numbers of earlier packages to it that nobody confirmed.
    """
    when = f" {day(one.answered)}" if one.answered else ""
    if one.answered and is_impossible(one.answered, now):
        when = f" ({moment_text(one.answered, now)})"
    if one.state == "sent":
        return "Đã gửi, chưa có biên nhận"
    if one.state == "refused":
        why = REASONS.get(one.code, one.code)
        return f"Trả lại{when}: {why}" if why else f"Trả lại{when}"
    how = ", nghe qua điện thoại" if one.how == "phone" else ""
    if one.state == "received":
        return f"Đã nhận{when}{how}"
    if waiting:
        return f"Đã nhận{when}, thiếu gói {', '.join(map(str, waiting))}"
    ranges = ", ".join(f"{first}–{last}" for first, last in (one.missing or {}).values())
    return f"Đã nhận{when}, thiếu thay đổi số {ranges}"
