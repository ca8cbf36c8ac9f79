"""The screen "Số liệu": socio-economic figures and the measures they belong to."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QTabWidget

from ntm_desktop.services.records import Record
from ui import style
from ui.context import AppContext
from ui.models.register import Register, RegisterSpec
from ui.models.row_table import Column
from ui.widgets.page import Page

FIGURES_WHY = (
    "Mỗi dòng là kết quả của một chỉ tiêu kinh tế - xã hội trong một kỳ, đặt cạnh kế hoạch. "
    "Khai tên chỉ tiêu ở thẻ Danh mục chỉ tiêu trước, rồi nhập số liệu từng kỳ ở đây."
)
MEASURES_WHY = (
    "Mỗi chỉ tiêu có tên, đơn vị tính và chiều (càng cao hay càng thấp càng tốt); khai một lần, "
    "dùng cho mọi kỳ."
)


class FiguresView(Page):
    """Two registers behind two tabs; Ctrl+N adds to the one that is shown."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Số liệu", "Số liệu kinh tế - xã hội theo kỳ, đặt cạnh kế hoạch")
        self._context = context
        self._add = self.add_action(
            "Thêm số liệu", self._add_here, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Loại số liệu")
        self.registers: dict[str, Register] = {}
        for spec in (self._figures(), _measures()):
            self.registers[spec.entity] = Register(context, spec, self.notice)
        titles = ("Số liệu theo kỳ", "Danh mục chỉ tiêu")
        for title, register in zip(titles, self.registers.values(), strict=True):
            self.tabs.addTab(register, title)
        self.tabs.currentChanged.connect(self._turned)
        self.body.addWidget(self.tabs, 1)
        self._turned()

    def _figures(self) -> RegisterSpec:
        """Return the register of figures by period."""
        return RegisterSpec(
            entity="figure",
            columns=(
                "measure",
                "measure_unit",
                "period",
                "word",
                "actual",
                "planned",
                "reported_rate",
                "source",
            ),
            more={"measure_unit": Column("Đơn vị tính", self._unit_of, width=170)},
            fields=(
                "measure",
                "period",
                "word",
                "actual",
                "planned",
                "reported_rate",
                "source",
                "note",
            ),
            add="Thêm số liệu",
            empty_title="Chưa có số liệu nào",
            empty_why=FIGURES_WHY,
            icon="figures",
            top=style.MEDIUM,
            starts=lambda: {"period": self._context.period_id},
            order=lambda row: (row.shown["period"], row.title),
            backwards=True,
            widths={"period": 90, "word": 96, "reported_rate": 160, "source": 180},
            set_aside=("measure_unit", "word", "reported_rate", "source"),
            ready=self._has_measures,
        )

    def _unit_of(self, row: Record) -> str:
        """Return the measure unit of the measure a figure is given for."""
        measures = self.registers["measure"].rows() if "measure" in self.registers else ()
        found = (one for one in measures if one.key == row.values["measure"])
        return next((one.shown["measure_unit"] for one in found), "")

    def _has_measures(self) -> bool:
        """Say whether there is a measure to give a figure for; else go and name one first."""
        if self.registers["measure"].rows():
            return True
        self.tabs.setCurrentWidget(self.registers["measure"])
        self.registers["measure"].add()
        self.notice.show_notice(
            "Khai tên chỉ tiêu trước, ví dụ “Thu nhập bình quân đầu người”.",
            "Mỗi chỉ tiêu khai một lần; sau đó nhập số liệu từng kỳ ở thẻ Số liệu theo kỳ.",
        )
        return False

    def register(self) -> Register:
        """Return the register that is shown."""
        shown: Any = self.tabs.currentWidget()
        assert isinstance(shown, Register)
        return shown

    def _turned(self) -> None:
        """Say on the button what it adds here."""
        self._add.setText(self.register().spec.add)
        self._add.setToolTip(f"{self.register().spec.add} (Ctrl+N)")

    def _add_here(self) -> None:
        """Add to the register that is shown."""
        self.register().add()

    def show_record(self, entity: str, key: str) -> None:
        """Open one record in its register."""
        if entity in self.registers:
            self.tabs.setCurrentWidget(self.registers[entity])
            self.registers[entity].open(key)

    def leave(self) -> None:
        """Keep what is typed."""
        for register in self.registers.values():
            register.leave()


def _measures() -> RegisterSpec:
    """Return the register of measures."""
    return RegisterSpec(
        entity="measure",
        columns=("name", "measure_unit", "direction"),
        add="Thêm chỉ tiêu",
        empty_title="Chưa có chỉ tiêu nào",
        empty_why=MEASURES_WHY,
        icon="figures",
        top=style.MEDIUM,
        widths={"measure_unit": 160, "direction": 200},
    )
