"""How the records and fields of a preview are named: figures by their words, results as typed."""

from __future__ import annotations

from collections.abc import Mapping

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.periods import known_periods
from ntm_desktop.domain.value_text import PLAN_FIELDS, RESULT_FIELDS
from ntm_desktop.services.package_preview import FieldPreview, RecordPreview
from ntm_desktop.services.typed_results import TypedResult, indicator_of, set_name, typed_result

INDICATOR, FOLLOWED = "indicator_value", "followed_set"
UNITS = ((RESULT_FIELDS, "Kết quả"), (PLAN_FIELDS, "Phấn đấu"))


def record_title(one: RecordPreview) -> str:
    """Return the noun and the name of a record; a figure with its words and its period."""
    row = {**one.before, **one.after}
    label = f"{one.label[:1].upper()}{one.label[1:]}"
    told = "".join(f" – {period.label}" for period in known_periods([row.get("period")]))
    set_id, code = str(row.get("set_id") or ""), str(row.get("indicator") or "")
    indicator = indicator_of(set_id, code) if one.entity == INDICATOR else None
    if indicator is not None:
        return f"Chỉ tiêu {code}{told} – {set_name(set_id)}: {indicator.text}"
    title = set_name(one.title) if one.entity == FOLLOWED else one.title
    return f"{label} – {title}{told}"


def preview_lines(one: RecordPreview) -> list[FieldPreview]:
    """Return the fields that change; those of a result or a plan are one line, as typed."""
    if one.entity != INDICATOR:
        return list(one.fields)
    row = {**one.before, **one.after}
    place = str(row.get("set_id") or ""), str(row.get("indicator") or "")
    lines, left = [], list(one.fields)
    for names, label in UNITS:
        typed = typed_result(one.entity, tuple(names), *place)
        of_unit = [field for field in left if field.name in names]
        if typed is not None and of_unit:
            left = [field for field in left if field not in of_unit]
            is_apart = any(field.conflict for field in of_unit)
            lines.append(_line(one, typed, label, tuple(names), is_apart=is_apart))
    return [*lines, *left]


def _line(
    one: RecordPreview, typed: TypedResult, label: str, names: tuple[str, ...], *, is_apart: bool
) -> FieldPreview:
    """Return one line for all fields of a result."""

    def text(row: Mapping[str, StoredValue]) -> str:
        return typed.text({name: row.get(name) for name in names})

    after = text(one.after)
    others = [text(rival) for rival in one.rivals if set(names) & set(rival)]
    other = ", ".join(dict.fromkeys(told for told in others if told and told != after))
    return FieldPreview(names[0], label, text(one.before), after, is_apart, other)
