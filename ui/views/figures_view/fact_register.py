"""A register whose rows carry what a service reckons about them, and files as evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from ntm_desktop.domain.entity import Kind
from ntm_desktop.domain.register_checks import record_doubts
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import registers
from ntm_desktop.services.registers import OcopRow, PovertyPoint, TotalLine, rate_text
from ntm_desktop.services.workspace import Workspace
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.amount_dialog import clear_amount
from ui.models.register import Register, RegisterSpec, Row
from ui.models.row_table import Column
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import label
from ui.widgets.record_form import RecordForm

SHOWN_DOUBTS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What is reckoned about the records of a register: by a key, a sentence, what is doubtful."""

    by_row: Mapping[Any, Any]
    sentence: str = ""
    doubts: str = ""


class Facts:
    """Holds what `read` returned last, for the columns of a register."""

    def __init__(self, read: Callable[[Workspace], Told]) -> None:
        self._read = read
        self.told = Told({})

    def refresh(self, workspace: Workspace) -> None:
        """Read everything once."""
        self.told = self._read(workspace)

    def of(self, key: Any) -> Any:
        """Return what is known about a row, None for nothing."""
        return self.told.by_row.get(key)


class FactRegister(Register):
    """A register under a sentence about it; the form of a record ends with its files."""

    def __init__(
        self, context: AppContext, spec: RegisterSpec, notice: NoticeBar, facts: Facts
    ) -> None:
        self._facts, self._notice = facts, notice
        self._files: EvidencePanel | None = None
        super().__init__(context, spec, notice)
        self.told = label("", "strong", wrap=True)
        self.doubts = label("", "warning", wrap=True)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.doubts)
        column.insertWidget(0, self.told)
        self._tell()

    def reload(self) -> None:
        """Read what is reckoned, then the list."""
        self._facts.refresh(self._context.workspace)
        super().reload()
        self._tell()

    def _tell(self) -> None:
        """Show the sentences, once they are there to be shown in."""
        if not hasattr(self, "told"):
            return
        told = self._facts.told
        own = [
            f"{row.title}: {one.text}"
            for row in self.table.model.rows
            for one in record_doubts(self.spec.entity, row.key, row.values)
            if one.text not in told.doubts
        ]
        doubts = "\n".join([*filter(None, [told.doubts]), *own[:SHOWN_DOUBTS]])
        for made, text in ((self.told, told.sentence), (self.doubts, doubts)):
            made.setText(text)
            made.setVisible(bool(text))

    def _new_form(self) -> RecordForm:
        """Make the form with the files of the record below it."""
        form = super()._new_form()
        self._files = EvidencePanel(
            self._context, self._undo, file_choice.open_path, heading="section"
        )
        self.sides.content.insertWidget(1, self._files)
        self._files.hide()
        return form

    def _show_files(self) -> None:
        """Show the files of the open record."""
        if self._files is not None and self.form is not None:
            self._files.setVisible(self._key is not None)
            self._files.show_record(self.spec.entity, self._key or "")

    def open(self, key: str) -> None:
        """Show one record with its files."""
        if self._is_waiting():
            return
        super().open(key)
        self._show_files()

    def unsaved(self) -> list[str]:
        """Return what is typed and not kept."""
        text = self.form.unsaved() if self.form is not None else ""
        return [text] if text else []

    def add(self) -> None:
        """Show an empty form; one that waits to be filled in is gone on with first."""
        if not self._is_waiting():
            super().add()

    def _is_waiting(self) -> bool:
        """Say whether a new record still lacks something, and go to what it lacks."""
        form = self.form
        if form is None or not form.is_new() or not form.unsaved():
            return False
        form.save_now()
        if not form.is_new():
            return False
        box = next((one for one in form.boxes.values() if one.has_error()), None)
        if box is not None:
            box.focus()
        self._notice.show_notice(
            f"Chưa lưu {form.unsaved()}.", "Ghi nốt mục màu đỏ, hoặc đóng tờ để bỏ.", kind="warn"
        )
        return True

    def _closed(self) -> None:
        """Go back to the list; what could not be kept can be gone on with."""
        form = self.form
        if form is not None:
            form.save_now()
        waits = form.unsaved() if form is not None and form.is_new() else ""
        texts = form.texts() if form is not None else {}
        super()._closed()
        if waits:
            self._notice.show_notice(
                f"Chưa lưu {waits}.", kind="warn", action="Nhập tiếp",
                on_action=lambda: self._go_on(texts),
            )  # fmt: skip

    def _go_on(self, texts: Mapping[str, str]) -> None:
        """Show a form that was closed before it could be kept, as it was typed."""
        self.add()
        if self.form is not None:
            for name, text in texts.items():
                self.form.boxes[name].set_text(text)

    def _save(self, name: str, text: str) -> None:
        """Keep one field of the open record; an amount with two readings is asked about first."""
        super()._save(name, self._clear(name, text))

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new record, its amounts clear; from now on it can have files."""
        super()._create({name: self._clear(name, text) for name, text in texts.items()})
        self._show_files()

    def _clear(self, name: str, text: str) -> str:
        """Return a text of a form, that of an amount as it is understood in one way only."""
        is_money = self._entity.fields[name].kind is Kind.MONEY
        return clear_amount(self, text) if is_money else text

    def _follow(self, row: Row) -> None:
        """Show the record gone to."""
        super()._follow(row)
        self._show_files()


# --- what is reckoned ---


def facts_of(entity: str) -> Facts:
    """Return what is reckoned about the records of an entity; nothing for most of them."""
    readers: Mapping[str, Callable[[Workspace], Told]] = {
        "ocop_product": _ocop,
        "poverty_count": _poverty,
        "register_total": _totals,
    }
    return Facts(readers.get(entity, lambda workspace: Told({})))


def _ocop(workspace: Workspace) -> Told:
    """Read the products: their ends, counts by stars, totals that documents state."""
    found = registers.ocop_register(workspace)
    ending = {one.product.key for one in found.expiring}
    ended = {one.product.key for one in found.expired}
    rows = {
        one.product.key: (one, "late" if one.product.key in ended else "soon"
                          if one.product.key in ending else "")
        for one in found.rows
    }  # fmt: skip
    parts = [f"{count} sản phẩm {stars} sao" for stars, count in found.by_stars.items()]
    told = [f"Còn hiệu lực: {', '.join(parts)}"] if parts else []
    told += [f"{len(ending)} sắp hết hạn trong {registers.EXPIRING_DAYS} ngày"] if ending else []
    told += [f"{len(ended)} đã hết hạn"] if ended else []
    stated = [f"Theo văn bản – {one.text}" for one in found.totals]
    sentence = "; ".join(told)
    sentence = "\n".join(part for part in (f"{sentence}." if sentence else "", *stated) if part)
    doubts = "\n".join(one.difference_text for one in found.totals if one.difference_text)
    return Told(rows, sentence, doubts)


def ocop_columns(facts: Facts) -> dict[str, Column[Any]]:
    """Return the columns of stars and of the end, with sign and word."""

    def row(found: Row) -> OcopRow | None:
        held = facts.of(found.key)
        return held[0] if held else None

    def end(found: Row) -> str:
        held = row(found)
        return held.text if held else ""

    def short_end(found: Row) -> str:
        held = row(found)
        mark = " (dự kiến)" if held and held.proposed else ""
        return f"{end(found).partition(' (')[0]}{mark}"

    def ends_on(found: Row) -> Any:
        held = row(found)
        return held.ends_on if held else None

    def stars(found: Row) -> str:
        held = row(found)
        return held.stars_text if held else ""

    return {
        "stars": Column("Số sao", stars, lambda one: one.values.get("stars"), width=100),
        "end": Column("Hiệu lực", short_end, ends_on, width=272,
                      state=lambda one: (facts.of(one.key) or (None, ""))[1] or None,
                      tooltip=lambda one: capital_first(end(one))),
    }  # fmt: skip


def _poverty(workspace: Workspace) -> Told:
    """Read poverty over all periods; what only the thôn add up to is told in the sentence."""
    points = registers.poverty_series(workspace, kind=None)
    rows = {(one.period.id, one.standard): one for one in points if one.source == "record"}
    added = [
        f"{capital_first(one.period.label)}, cộng từ các thôn: {one.text}"
        for one in points
        if one.source == "villages" and one.text
    ]
    doubts = [f"{capital_first(one.period.label)}: {text}" for one in points for text in one.doubts]
    return Told(rows, "\n".join(added[-3:]), "\n".join(doubts))


def poverty_columns(facts: Facts) -> dict[str, Column[Any]]:
    """Return the columns of rates and of the change since the last by the same standard."""

    def point(found: Row) -> PovertyPoint | None:
        held: PovertyPoint | None = facts.of((found.values["period"], found.values["standard"]))
        return held

    def rate(found: Row, name: str) -> str:
        held = point(found)
        value = getattr(held, name) if held else None
        mark = " (theo văn bản)" if held and held.reported and value is not None else ""
        return f"{rate_text(value)}{mark}"

    def value(found: Row, name: str) -> Any:
        held = point(found)
        return getattr(held, name) if held else None

    def standard(found: Row) -> str:
        return found.shown.get("standard", "").removeprefix("chuẩn ")

    return {
        "standard": Column("Chuẩn nghèo", standard, width=176),
        "rate": Column("Tỷ lệ hộ nghèo", lambda one: rate(one, "poor_rate"),
                       lambda one: value(one, "poor_rate"), numeric=True, width=112),
        "near_rate": Column("Tỷ lệ cận nghèo", lambda one: rate(one, "near_poor_rate"),
                            lambda one: value(one, "near_poor_rate"), numeric=True, width=120),
        "change": Column("Tăng, giảm", lambda one: value(one, "change_text") or "", width=0),
    }  # fmt: skip


def _totals(workspace: Workspace) -> Told:
    """Read the differences of stated totals."""
    found: tuple[TotalLine, ...] = registers.ocop_register(workspace).totals
    told = [f"{one.text}: {one.difference_text}" for one in found if one.difference_text]
    return Told({one.total.key: one for one in found}, "", "\n".join(told))
