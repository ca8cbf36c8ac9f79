"""The rows of the dialog "Mức yêu cầu và đối chiếu": what holds, who fixed it, what was checked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from ntm_desktop.domain.criteria import (
    WITHOUT_TARGETS,
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Target,
    amount_text,
)
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.overlays import EVERY_GROUP, SETTERS, TargetOverlay, WordingCheck
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.services import criteria
from ntm_desktop.services.workspace import Workspace
from ui.models.row_table import Column

MISSING = "Chưa biết"
MISSING_TIP = "Chưa biết mức này: nhập theo văn bản, chương trình không tự điền."
NO_TARGET_HERE = "Chỉ tiêu này không đặt mức ở đây; vẫn sửa, đối chiếu được câu chữ."
POINTS_HERE = "Chỉ tiêu chấm điểm, tối đa {points}; không đặt mức đạt."
RELATIVE_HERE = "Mức bằng {percent} mức của chỉ tiêu {code}, bộ {name}: {base}."
RELATIVE_UNKNOWN = "chưa biết, ghi mức ở bộ kia"
CHANGED_BY = "Câu chữ do đơn vị sửa theo {document} ({by}{day})."
ORIGINAL_TARGET = "Ô mức trong phụ lục ghi: “{text}”."
ORIGINAL_WORDS = "Ô câu chữ trong phụ lục ghi: “{text}”."
CHANGED_ABOVE = "Câu chữ do cấp trên sửa theo {document} ({by}{day})."


@dataclasses.dataclass(frozen=True, slots=True)
class TargetRow:
    """A criterion, or one of its indicators with the target in use and what the office holds over.

    `overlay` and `wording` are the office's own; `changed` is the record whose wording stands in
    place of the set's, the office's or its superior's, and `plain` what the set itself says.
    """

    key: str
    criterion: Criterion
    indicator: Indicator | None
    target: Target | None
    overlay: TargetOverlay | None
    wording: WordingCheck | None
    changed: WordingCheck | None
    plain: str
    relative: str = ""

    @property
    def code(self) -> str:
        """Return the code of what the row is."""
        return self.indicator.code if self.indicator else self.criterion.code

    @property
    def part(self) -> str:
        """Return "indicator" or "criterion"."""
        return "indicator" if self.indicator else "criterion"

    @property
    def text(self) -> str:
        """Return the wording of an indicator, the name of a criterion, as it holds."""
        return self.indicator.text if self.indicator else self.criterion.name

    @property
    def takes_target(self) -> bool:
        """Say whether a target can be set for its kind."""
        return self.indicator is not None and self.indicator.kind not in WITHOUT_TARGETS

    @property
    def is_missing(self) -> bool:
        """Say whether a target is needed and not known."""
        return self.takes_target and self.target is None

    @property
    def target_text(self) -> str:
        """Return the target as a table shows it."""
        if self.indicator is None:
            return ""
        if self.target is not None:
            return self.target.text
        return MISSING if self.takes_target else "Không đặt mức"

    @property
    def edit_text(self) -> str:
        """Return the target as the editor takes it."""
        return (self.target.word or self.target.text) if self.target else ""

    @property
    def origin(self) -> str:
        """Return who fixed the target in use, or who has to where it is missing."""
        if self.indicator is None:
            return ""
        if self.target is not None:
            return SETTERS.get(self.target.set_by, "theo bộ tiêu chí")
        setter = self.indicator.target_set_by
        return SETTERS[setter.value] if setter and self.takes_target else ""

    @property
    def is_checked(self) -> bool:
        """Say whether the target in use was compared with a document."""
        return self.target is not None and self.target.verified

    @property
    def is_worded(self) -> bool:
        """Say whether the wording was compared with a document as it stands."""
        return self.indicator.verified if self.indicator else self.criterion.name_verified

    @property
    def is_changed(self) -> bool:
        """Say whether something stands over the set: a target, or another wording."""
        return self.overlay is not None or self.changed is not None

    @property
    def is_yearly(self) -> bool:
        """Say whether a target holds for one year only."""
        if self.overlay is not None:
            return self.overlay.year is not None
        return self.indicator is not None and self.indicator.varies_by_year

    @property
    def no_target_reason(self) -> str:
        """Return why no target is set here, "" where one is."""
        if self.indicator is None or self.takes_target:
            return ""
        if self.indicator.kind is IndicatorKind.POINTS and self.indicator.max_points is not None:
            return POINTS_HERE.format(points=amount_text(self.indicator.max_points, "điểm"))
        return self.relative or NO_TARGET_HERE


FILTERS: tuple[tuple[str, Callable[[TargetRow], bool]], ...] = (
    ("Cả bộ", lambda _: True),
    ("Thiếu mức", lambda row: row.is_missing),
    ("Mức chưa đối chiếu", lambda row: row.target is not None and not row.is_checked),
    ("Câu chữ chưa đối chiếu", lambda row: not row.is_worded),
    (
        "Chưa đối chiếu (mức hoặc câu chữ)",
        lambda row: not row.is_worded or (row.target is not None and not row.is_checked),
    ),
    ("Đã sửa, đã ghi mức riêng", lambda row: row.is_changed),
)


def column_of(found: CriteriaSet, group: str | None) -> str | None:
    """Return the column of targets that applies: the only one, else that of the group."""
    return found.groups[0].id if len(found.groups) == 1 else group


def target_rows(
    workspace: Workspace, set_id: str, year: int, group: str | None = None
) -> tuple[TargetRow, ...]:
    """Return criteria and indicators with what holds in a column (the office's own) and a year."""
    plain = criteria.criteria_set(set_id)
    found = criteria.effective_set(workspace, set_id)
    column = column_of(found, group or criteria.commune_group(workspace, set_id))
    held = criteria.overlays_of(workspace, set_id)
    own = [one for one in held if owner_of(one.key) == workspace.owner]
    words = _Words(workspace, set_id)
    rows: list[TargetRow] = []
    for criterion in found.criteria:
        name = plain.criterion(criterion.code).name
        rows.append(words.row(f"tc {criterion.code}", criterion, None, name))
        for one in criterion.indicators:
            row = words.row(one.code, criterion, one, plain.indicator(one.code).text)
            rows.append(
                dataclasses.replace(
                    row,
                    target=one.target_for(column, year),
                    overlay=_own_overlay(own, one.code, column, year),
                    relative=_relative_text(workspace, one, column, year),
                )
            )
    return tuple(rows)


class _Words:
    """What was checked or put right of the wordings of a set."""

    def __init__(self, workspace: Workspace, set_id: str) -> None:
        self._owner = workspace.owner
        self._held: dict[tuple[str, str], list[WordingCheck]] = {}
        checks = criteria.wordings_of(workspace, set_id)
        for one in sorted(checks, key=lambda found: owner_of(found.key) != self._owner):
            self._held.setdefault((one.part, one.code), []).append(one)

    def row(
        self, key: str, criterion: Criterion, indicator: Indicator | None, plain: str
    ) -> TargetRow:
        """Return a row with its wording."""
        part = ("indicator", indicator.code) if indicator else ("criterion", criterion.code)
        held = self._held.get(part, [])
        text = indicator.text if indicator else criterion.name
        own = next((one for one in held if owner_of(one.key) == self._owner), None)
        changed = next((one for one in held if one.text == text and text != plain), None)
        return TargetRow(key, criterion, indicator, None, None, own, changed, plain)


def _relative_text(
    workspace: Workspace, indicator: Indicator, column: str | None, year: int
) -> str:
    """Return what a target relative to another set comes to, "" for other kinds."""
    relation = indicator.relative_to
    if relation is None:
        return ""
    target, name = None, relation.set_id
    if relation.set_id in criteria.set_ids():
        base = criteria.effective_set(workspace, relation.set_id)
        name = base.short_name
        if base.has_indicator(relation.indicator):
            target = base.indicator(relation.indicator).target_for(column, year)
    return RELATIVE_HERE.format(
        percent=amount_text(relation.percent, "%"),
        code=relation.indicator,
        name=name,
        base=target.text if target else RELATIVE_UNKNOWN,
    )


def _own_overlay(
    own: Sequence[TargetOverlay], code: str, column: str | None, year: int
) -> TargetOverlay | None:
    """Return what the office itself set for an indicator, the most special first."""
    places = ((column, year), (column, None), (EVERY_GROUP, year), (EVERY_GROUP, None))
    held = {(one.commune_group, one.year): one for one in own if one.indicator == code}
    return next((held[place] for place in places if place in held), None)


def wording_facts(row: TargetRow, owner: str) -> str:
    """Return who changed or compared a wording, with which document, "" where nobody did."""
    found = row.changed
    if found is not None:
        form = CHANGED_BY if owner_of(found.key) == owner else CHANGED_ABOVE
        return form.format(
            document=found.checked_document,
            by=found.checked_by,
            day=_day(found).replace(" ngày", ", ngày"),
        )
    held = row.wording
    if held is None or not held.checked or not row.is_worded:
        return ""
    return f"Câu chữ: {held.checked_by} đã đối chiếu{_day(held)} với {held.checked_document}."


def target_facts(row: TargetRow) -> str:
    """Return who compared the target with what, where that is known."""
    held = row.overlay
    if held is None or not held.checked:
        return ""
    return f"Mức: {held.checked_by} đã đối chiếu{_day(held)} với {held.checked_document}."


def original_facts(row: TargetRow, column: str | None) -> str:
    """Return what the annex said word for word, where the set was read out of one."""
    found = row.indicator.original if row.indicator else None
    if found is None:
        return ""
    target = found.targets.get(column or "", "") or next(iter(found.targets.values()), "")
    parts = [
        ORIGINAL_TARGET.format(text=target) if target else "",
        ORIGINAL_WORDS.format(text=found.text) if found.text else "",
    ]
    return "\n".join(part for part in parts if part)


def _day(held: WordingCheck | TargetOverlay) -> str:
    """Return " ngày 05/01/2024", "" where no day is known."""
    return f" ngày {format_date(held.checked_on)}" if held.checked_on else ""


def _code_order(code: str) -> list[tuple[int, str]]:
    """Return a key by which "2.10" comes after "2.9"."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in code.split(".")]


def _target_check(row: TargetRow) -> str:
    """Return "Đã" or "Chưa" where there is a target."""
    return "" if row.target is None else "Đã" if row.is_checked else "Chưa"


COLUMNS: tuple[Column[TargetRow], ...] = (
    Column(
        "Mã",
        lambda row: row.code,
        sort_key=lambda row: (_code_order(row.code), row.part),
        width=56,
    ),
    Column(
        "Tiêu chí, chỉ tiêu",
        lambda row: row.text,
        token=lambda row: "" if row.indicator else "accent",
        tooltip=lambda row: row.text,
        width=0,
    ),
    Column(
        "Mức yêu cầu",
        lambda row: row.target_text,
        token=lambda row: "bad" if row.is_missing else "",
        tooltip=lambda row: MISSING_TIP if row.is_missing else row.target_text,
        width=118,
    ),
    Column("Nguồn", lambda row: row.origin, tooltip=lambda row: row.origin, width=138),
    Column(
        "Đối chiếu mức",
        _target_check,
        state=lambda row: (
            None if row.target is None else "done" if row.is_checked else "unverified"
        ),
        width=116,
    ),
    Column(
        "Câu chữ",
        lambda row: ("Đã" if row.is_worded else "Chưa") + (", đã sửa" if row.changed else ""),
        state=lambda row: "done" if row.is_worded else "unverified",
        width=122,
    ),
)
