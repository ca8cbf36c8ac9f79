"""Words of the screen "Gửi · Nhận": times, sizes, names of units, what is sent, the mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.domain.clocks import is_impossible, moment_text
from ntm_desktop.domain.dates import format_date, local_time
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services import exchange, records
from ntm_desktop.services.enclosed_files import FilesToSend
from ntm_desktop.services.exchange import Sent
from ntm_desktop.services.lighter_photos import Lightened
from ntm_desktop.services.receipts import Delivery
from ntm_desktop.services.recipients import Recipient
from ntm_desktop.services.unit_directory import load_directory
from ntm_desktop.services.workspace import Workspace

EVERYBODY = "Bất kỳ nơi nào"
KINDS = {
    "full": "bản đầy đủ",
    "delta": "phần thay đổi",
    "receipt": "biên nhận",
    "attachments": "chỉ có tệp minh chứng",
}
_CODE = re.compile(r"\b[0-9]{5}\b")
_OPS = re.compile(r"ops/[0-9]{4}\.jsonl")
_SPAN = re.compile(r"\b([0-9]+)–\1\b")
_MEMBER = re.compile(r"att/[0-9a-f]{64}(\.[0-9]+)?")


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
        return f"{format_number(round(size / 1024))} KB"
    return f"{format_number(Decimal(size) / 1024 / 1024, 1)} MB"


def code_text(confirm: str) -> str:
    """Return a confirm code in two groups of four, to be read out."""
    return f"{confirm[:4]} {confirm[4:]}"


def single(text: str) -> str:
    """Return a text in which a span of one number is that number: "10–10" is "10"."""
    return _SPAN.sub(r"\1", text)


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
        """Return a sentence in which units have names and enclosed files are no long hashes."""

        def named(found: re.Match[str]) -> str:
            code, name = found[0], self.of(found[0])
            return code if name == code or name in text else f"{code} – {name}"

        plain = _OPS.sub("phần số liệu", _MEMBER.sub("một tệp minh chứng", text))
        return _CODE.sub(named, single(plain))


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
        why = {"own": "máy đó chưa gửi tệp nào về", "all": "không kèm dữ liệu nội bộ"}
        note = why.get(to.role, "chưa có biên nhận")
        return f"Đầy đủ: {to.changes} thay đổi ({note})"
    if not to.changes:
        return f"Không có gì mới từ {day(to.since)}; vẫn tạo được tệp kèm biên nhận"
    return f"Thay đổi từ {day(to.since)}: {to.changes} thay đổi"


def send_hints(files: FilesToSend, conflicts: int) -> str:
    """Return what a person should know before sending: files asked for, places not agreed."""
    told = []
    if files.asked:
        asked = [one.title for one in files.files if one.sha256 in files.wanted and one.title]
        names = f": {', '.join(asked[:3])}{' …' if len(asked) > 3 else ''}" if asked else ""
        told.append(f"Nơi nhận xin {files.asked} tệp minh chứng{names}.")
    if conflicts:
        told.append(
            f"Còn {conflicts} chỗ chưa thống nhất (trang Cần xử lý): nơi nhận cũng thấy như vậy."
        )
    return " ".join(told)


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


def photos_text(done: Lightened) -> str:
    """Return what became of photographs before they were sent, "" where nothing did."""
    if not done.count:
        return ""
    before, after = size_text(done.before), size_text(done.after)
    return (
        f"Đã thu nhỏ {done.count} ảnh: {before} còn {after}. Ảnh gốc vẫn giữ ở máy này; Ctrl+Z trả "
        "lại ảnh gốc cho minh chứng."
    )


def mail_subject(workspace: Workspace, sent: Sent) -> str:
    """Return the subject of the covering mail."""
    what = "biên nhận" if sent.kind == "receipt" else "dữ liệu xây dựng nông thôn mới"
    today = format_date(workspace.today())
    return f"{workspace.unit.name}: {what}, gói số {sent.serial} ngày {today}"


def mail_text(
    workspace: Workspace, sent: Sent, receiver: str = "", files: Sequence[Path] = ()
) -> str:
    """Return a short covering mail that names the files and how to check who sent them."""
    receiver = receiver or workspace.profile.superior_name or "cơ quan nhận"
    beside = [path.name for path in files if path not in sent.files]
    read = f"Bản đọc được không cần phần mềm: {', '.join(beside)}.\n" if beside else ""
    lock = "Tệp có mật khẩu, báo riêng qua điện thoại.\n" if sent.encrypted else ""
    return (
        f"Kính gửi: {receiver}\n\n"
        f"{workspace.unit.name} gửi dữ liệu xây dựng nông thôn mới: gói số {sent.serial}, "
        f"{KINDS[sent.kind]}, {sent.changes} thay đổi.\n"
        f"{_enclosed_text(sent)}{lock}{read}"
        "Mở NTM Desktop, vào “Gửi · Nhận” rồi thả tệp vào ô nhận; nhận xong đề nghị gửi lại biên "
        "nhận hoặc đọc mã xác nhận.\n"
        "Nếu máy nhận hỏi mã của máy gửi thì gọi điện đối chiếu: "
        f"{exchange.own_fingerprint(workspace)}."
    )


def _enclosed_text(sent: Sent) -> str:
    """Return the lines that name the package, or its parts with what each mail carries."""
    if len(sent.files) == 1:
        name, size = sent.files[0].name, size_text(sent.size)
        return f"Tệp kèm theo: {name} ({size}), mã kiểm tra {sent.short_code}.\n"
    lines = [f"– {path.name} ({size_text(path.stat().st_size)})" for path in sent.files]
    return (
        f"Gói chia thành {len(lines)} tệp, mỗi thư gửi một tệp, thứ tự nào cũng nhận được; mã kiểm "
        f"tra của tệp đầu {sent.short_code}:\n" + "\n".join(lines) + "\n"
    )


DELIVERY_STATES = {"sent": "waiting", "received": "done", "gaps": "doubtful", "refused": "not_met"}
ACCEPTED_MEANS = (
    "Nơi nhận đã kiểm tra tệp và đưa vào dữ liệu của họ; đây không phải kết quả thẩm định."
)


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
        why = texts.RETURN_REASONS.get(one.code, one.code)
        return f"Trả lại{when}: {why}" if why else f"Trả lại{when}"
    if one.state == "received":
        by_phone = f"Đã nhận{when}, nghe qua điện thoại"
        return by_phone if one.how == "phone" else f"Được chấp nhận{when}"
    if waiting:
        return f"Đã nhận{when}, thiếu gói {', '.join(map(str, waiting))}"
    return f"Đã nhận{when}, còn thiếu một phần: lần gửi tới tự kèm"
