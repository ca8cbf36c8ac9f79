"""Registers of titles: a unit and a set are chosen from lists, never typed as codes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import Entity, Kind, entity_named
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.services import criteria, recognition
from ui.context import AppContext
from ui.models.register import Register
from ui.models.row_table import Column
from ui.widgets.record_form import RecordForm

_LABELS = {"unit": "Đơn vị"}


class TitleRegister(Register):
    """A register whose fields "unit" and "set_id" offer the units and sets there are."""

    def _new_form(self) -> RecordForm:
        """Make the form with the lists as they are now."""
        self._entity = _with_lists(self.spec.entity, self._lists())
        return super()._new_form()

    def _lists(self) -> dict[str, Mapping[str, str]]:
        """Return what can be chosen, by field."""
        return {
            "unit": recognition.unit_names(self._context.workspace),
            "set_id": {one.id: one.short_name for one in criteria.list_sets()},
        }


def _with_lists(name: str, lists: Mapping[str, Mapping[str, str]]) -> Entity:
    """Return an entity whose listed fields are choices in the form; what is kept stays text."""
    found = entity_named(name)
    fields = dict(found.fields)
    for field, choices in lists.items():
        if field in fields:
            label = _LABELS.get(field, fields[field].label)
            listed = dataclasses.replace(fields[field], kind=Kind.CHOICE, label=label)
            fields[field] = dataclasses.replace(listed, choices=choices)
    return dataclasses.replace(found, fields=fields)


class UnitNames(QObject):
    """The names of the units, read when the list of units changes and never while painting."""

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._read()
        context.data_changed.connect(self._read_if)

    def _read_if(self, touched: Touched) -> None:
        """Read again when units were touched."""
        if touched.any("admin_unit"):
            self._read()

    def _read(self) -> None:
        """Read the names."""
        self._names = recognition.unit_names(self._context.workspace)

    def of(self, row: Any) -> str:
        """Return whom a record is about: its subject, else the name of its unit."""
        unit = str(row.values.get("unit") or owner_of(row.key))
        return str(row.shown.get("subject") or "") or self._names.get(unit, unit)

    def column(self) -> Column[Any]:
        """Return the column that names the unit or the subject of a record."""
        return Column("Đơn vị, đối tượng", self.of, width=200)
