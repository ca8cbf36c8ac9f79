"""What an open conflict is called, its versions as people read them; what is said of gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.entity import Field, Kind, entity_named, is_declared, split_keys
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services import records
from ntm_desktop.services.conflicts import Conflict, Version
from ntm_desktop.services.gaps import Gap, copy_named
from ntm_desktop.services.typed_results import (
    TypedResult,
    group_name,
    indicator_of,
    set_name,
    typed_result,
)
from ntm_desktop.services.workspace import Workspace
from ui.views.exchange_view.words import UnitNames, single

EMPTY = texts.VERSION_EMPTY
DELETE_EDIT = (
    "Một nơi xóa mục này, nơi khác sửa mà chưa biết đã xóa. Mục vẫn còn ở mọi màn hình cho đến khi "
    "chọn."
)
BOTH_KEPT = (
    "Hai nơi ghi khác nhau mà chưa biết nhau. Cả hai giá trị đều còn; các màn hình dùng tạm giá "
    "trị có chữ “đang dùng”, có dấu “chưa thống nhất”."
)
MAY_VANISH = (
    "Có thể do thiếu gói: còn dữ liệu chưa về đây. Nhận đủ rồi chỗ này có thể tự hết; không vội "
    "thì chờ."
)


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version as a card shows it: its lines (label, value), who, where and when."""

    change: str
    title: str
    lines: tuple[tuple[str, str], ...]
    who: str
    verb: str


def conflict_title(found: Conflict) -> str:
    """Return the noun and the name of the record, with its period where it has one."""
    period = found.record.get("period", "")
    told = f" – {parse_period(period).label}" if period else ""
    indicator = indicator_of(found.record.get("set_id", ""), found.record.get("indicator", ""))
    if found.entity == "indicator_value" and indicator is not None:
        name = set_name(found.record.get("set_id", ""))
        return f"Chỉ tiêu {indicator.code}{told} – {name}: {indicator.text}"
    if found.entity == "followed_set":
        return f"{_upper(found.label)}: {set_name(found.title)}"
    return f"{_upper(found.label)}: {found.title}{told}"


def typed_as(found: Conflict) -> TypedResult | None:
    """Return how the fields in question are typed as one text, None where each has its own."""
    place = found.record.get("set_id", ""), found.record.get("indicator", "")
    return typed_result(found.entity, found.fields, *place)


def typed_label(typed: TypedResult) -> str:
    """Return what one text for several fields is called."""
    return "Phấn đấu" if typed.is_plan else "Kết quả"


def conflict_place(found: Conflict) -> str:
    """Return which fields of the record differ."""
    if found.kind == "delete-edit":
        return _upper(texts.CONFLICT_DELETE_EDIT)
    if typed := typed_as(found):
        return typed_label(typed)
    return ", ".join(label for _, label in _labels(found))


def _labels(found: Conflict) -> list[tuple[str, str]]:
    """Return the fields a conflict shows: those any version fills, else its first."""
    filled = [name for name in found.fields if any(name in one.shown for one in found.versions)]
    return [(name, field_label(found.entity, name)) for name in filled or found.fields[:1]]


def field_label(entity: str, name: str) -> str:
    """Return what a field is called, its id where this version does not know it."""
    fields = entity_named(entity).fields if is_declared(entity) else {}
    return fields[name].label if name in fields else name


def shown_versions(
    workspace: Workspace, found: Conflict, names: UnitNames
) -> tuple[ShownVersion, ...]:
    """Return the competing versions, the one in use first."""
    made = []
    for number, one in enumerate(found.versions, 1):
        used = ", đang dùng" if one.used else ""
        title = f"{'Bản xóa' if one.deleted else f'Bản {number}'}{used}"
        made.append(
            ShownVersion(
                one.change,
                title,
                _lines(workspace, found, one),
                _who(workspace, one, names),
                _verb(found, one),
            )
        )
    return tuple(made)


def _lines(workspace: Workspace, found: Conflict, version: Version) -> tuple[tuple[str, str], ...]:
    """Return what a version says, field by field."""
    if version.deleted:
        return (("", texts.VERSION_DELETED),)
    if found.kind == "value" and (typed := typed_as(found)):
        return ((typed_label(typed), typed.text(version.values) or EMPTY),)
    held = [pair for pair in _labels(found) if found.kind == "value" or pair[0] in version.shown]
    return tuple(
        (label, _version_text(workspace, found, name, version) or EMPTY) for name, label in held
    )


def _version_text(workspace: Workspace, found: Conflict, name: str, version: Version) -> str:
    """Return what a version says in one field, in people's words."""
    shown = version.shown.get(name, "")
    if found.entity == "followed_set" and name == "commune_group":
        return group_name(found.record.get("set_id", ""), shown)
    return read_text(workspace, found.entity, name, shown)


def read_text(workspace: Workspace, entity: str, name: str, shown: str) -> str:
    """Return a shown value; keys of other records become their names."""
    field = entity_named(entity).fields.get(name) if is_declared(entity) else None
    if name == "set_id":
        return set_name(shown)
    if not shown or field is None or field.kind not in (Kind.REFERENCE, Kind.REFERENCES):
        return shown
    keys = split_keys(shown) if field.kind is Kind.REFERENCES else (shown,)
    titles = dict(referable(workspace, field))
    return ", ".join(titles.get(key, key) for key in keys)


def referable(workspace: Workspace, field: Field) -> list[tuple[str, str]]:
    """Return (key, name) of what a field may refer to."""
    if not field.refers_to:
        return []
    held = records.list_records(workspace, field.refers_to)
    return [(one.key, one.title) for one in held]


def offered(workspace: Workspace, field: Field, found: Conflict) -> list[tuple[str, str]]:
    """Return what a third value may refer to: also what a version names and is not here."""
    known = referable(workspace, field)
    if field.kind is not Kind.REFERENCES:
        return known
    named = [key for one in found.versions for key in split_keys(one.shown.get(field.name, ""))]
    held = {key for key, _ in known}
    return [*known, *((key, key) for key in dict.fromkeys(named) if key not in held)]


def _who(workspace: Workspace, version: Version, names: UnitNames) -> str:
    """Return who wrote a version, on which computer of which office, and when."""
    copy = copy_named(workspace, version.change.split(".")[0])
    on = f", máy {copy.device}" if copy.device else ""
    place = "máy này" if copy.is_own else f"{names.of(version.unit)}{on}"
    return f"{version.user or 'không ghi tên'} · {place} · {version.moment}"


def _verb(found: Conflict, version: Version) -> str:
    """Return what choosing a version is called."""
    if found.kind == "delete-edit":
        return "Vẫn xóa mục này" if version.deleted else "Giữ lại mục này"
    return "Chọn giá trị này"


def rest_of_record(workspace: Workspace, found: Conflict) -> tuple[tuple[str, str], ...]:
    """Return (label, value) of the rest of the record."""
    if not is_declared(found.entity):
        return ()
    fields: Mapping[str, Field] = entity_named(found.entity).fields
    return tuple(
        (field.label, read_text(workspace, found.entity, name, found.record[name]))
        for name, field in fields.items()
        if name not in found.fields and found.record.get(name) and not field.hidden
    )


# --- gaps ---------------------------------------------------------------------------------------


def gap_title(gap: Gap, names: UnitNames) -> str:
    """Return whose changes are missing."""
    device = f"máy {gap.device}" if gap.device else "một máy"
    if gap.is_own:
        return "Thiếu dữ liệu của chính máy này (ghi trước khi khôi phục bản cũ)"
    return f"Thiếu dữ liệu của {device}{f', {names.of(gap.unit)}' if gap.unit else ''}"


def gap_note(gap: Gap) -> str:
    """Return which changes are missing."""
    return single(f"thay đổi số {gap.first}–{gap.last}")


def gap_request(workspace: Workspace, gap: Gap, names: UnitNames) -> str:
    """Return the message that asks for what is missing."""
    receiver = names.of(gap.unit) if gap.unit else "bên gửi"
    if gap.unit == workspace.owner:
        receiver = f"người dùng máy {gap.device or 'khác của cơ quan'}"
    device = f"máy {gap.device}" if gap.device else f"máy có mã {gap.writer}"
    if gap.is_own:
        device = f"máy {gap.device} (máy này, ghi trước khi khôi phục bản cũ)"
    return (
        f"Kính gửi: {receiver}\n\n"
        f"{workspace.unit.name} chưa nhận được các {gap_note(gap)} của {device}. Đề nghị mở “Gửi · "
        f"Nhận”, nhận tệp biên nhận kèm theo rồi gửi lại cho {workspace.unit.name}; hoặc gửi bản "
        "đầy đủ."
    )


def _upper(text: str) -> str:
    """Return a text with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"
