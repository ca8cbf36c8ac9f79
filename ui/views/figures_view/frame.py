"""The frame of the screen: tabs made when first looked at, one button adds to the shown one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ui import style
from ui.context import AppContext
from ui.dialogs.sheet_menu import SheetMenu
from ui.models.register import Register, RegisterSpec
from ui.views.figures_view import fact_register, specs
from ui.views.figures_view.chart_page import ChartPage
from ui.views.figures_view.fact_register import FactRegister
from ui.views.figures_view.plan_page import PlanPage
from ui.views.figures_view.village_page import VillagePage
from ui.widgets.page import Page

SUBTITLE = "Chỉ tiêu kinh tế - xã hội đặt cạnh kế hoạch, và các sổ số liệu của đơn vị"
PLAN, VILLAGES, CHARTS, HELD = "plan", "villages", "charts", "held"
# The register behind each tab, in the order of the tabs; `HELD` has several.
TABS: Mapping[str, str] = {
    PLAN: "Chỉ tiêu KT-XH",
    VILLAGES: "Thôn",
    "poverty_count": "Hộ nghèo",
    "ocop_product": "OCOP",
    "household_support": "Hỗ trợ hộ dân",
    "asset": "Tài sản",
    "register_total": "Số tổng",
    CHARTS: "Biểu đồ",
    HELD: "Danh mục",
}
HELD_ENTITIES: Mapping[str, str] = {
    "measure": "Danh mục chỉ tiêu",
    "figure": "Số liệu theo kỳ",
    "figure_plan": "Kế hoạch giao",
    "figure_rate": "Tỷ lệ theo văn bản",
    "plan_summary": "Số tổng hợp theo văn bản",
}
SHEETS: Mapping[str, tuple[str, ...]] = {
    PLAN: ("figure", "figure_plan", "figure_rate", "measure", "plan_summary"),
    VILLAGES: ("village_statistics",),
    HELD: tuple(HELD_ENTITIES),
}
ADD = {PLAN: "Thêm chỉ tiêu", VILLAGES: "", CHARTS: ""}


class HeldPage(QWidget):
    """The records behind the sheet of the plan, one kind at a time."""

    def __init__(self, make: Callable[[str], Register]) -> None:
        super().__init__()
        self._make = make
        self.picker = QComboBox()
        self.picker.setAccessibleName("Loại bản ghi")
        for entity, title in HELD_ENTITIES.items():
            self.picker.addItem(title, entity)
        self.picker.setMaximumWidth(style.scaled(320))
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.picker)
        column.addWidget(self.stack, 1)
        self.picker.currentIndexChanged.connect(lambda _: self.choose(self.entity()))
        self.choose(self.entity())

    def entity(self) -> str:
        """Return the kind that is shown."""
        return str(self.picker.currentData())

    def choose(self, entity: str) -> Register:
        """Show a kind of record."""
        register = self._make(entity)
        if self.stack.indexOf(register) < 0:
            self.stack.addWidget(register)
        self.stack.setCurrentWidget(register)
        self.picker.setCurrentIndex(self.picker.findData(entity))
        return register


class LazyTab(QWidget):
    """A tab whose page is made when it is first asked for."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self._page: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_made(self) -> bool:
        """Say whether the page was asked for already."""
        return self._page is not None

    def page(self) -> QWidget:
        """Return the page."""
        if self._page is None:
            self._page = self._make()
            self._column.addWidget(self._page)
            self._page.show()
        return self._page


class FiguresView(Page):
    """The sheet of the plan first, then the registers, charts and the records behind the sheet."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Số liệu", SUBTITLE)
        self._context = context
        self.registers: dict[str, FactRegister] = {}
        self.sheets: dict[str, SheetMenu] = {}
        for tab in TABS:
            if tab != CHARTS:
                entities = SHEETS.get(tab, (tab,))
                self.sheets[tab] = SheetMenu(context, self, self.notice, entities)
                self.action_bar.addWidget(self.sheets[tab].button)
        self._add = self.add_action(
            "Thêm chỉ tiêu", self._add_here, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Loại số liệu")
        self._places: dict[str, LazyTab] = {}
        for tab, title in TABS.items():
            self._places[tab] = LazyTab(partial(self._make, tab))
            self.tabs.addTab(self._places[tab], title)
        self.tabs.currentChanged.connect(lambda _: self._turned())
        self.body.addWidget(self.tabs, 1)
        self._turned()

    # --- the tabs ---

    def _make(self, tab: str) -> QWidget:
        """Make the page of a tab."""
        if tab == PLAN:
            return PlanPage(self._context, self.notice)
        if tab == VILLAGES:
            return VillagePage(self._context)
        if tab == CHARTS:
            return ChartPage(self._context)
        if tab == HELD:
            made = HeldPage(self._register)
            made.picker.currentIndexChanged.connect(lambda _: self._show_actions())
            return made
        return self._register(tab)

    def _register(self, entity: str) -> FactRegister:
        """Return the register of an entity, made when it is first asked for."""
        if entity not in self.registers:
            self.registers[entity] = self._new_register(entity)
        return self.registers[entity]

    def _new_register(self, entity: str) -> FactRegister:
        """Make the register of an entity."""

        def starts() -> Mapping[str, str]:
            return {"period": self._context.period_id}

        facts = fact_register.facts_of(entity)
        ready = self._has_measures
        makers: Mapping[str, Callable[[], RegisterSpec]] = {
            "figure": lambda: specs.figures(starts, ready),
            "measure": specs.measures,
            "figure_plan": lambda: specs.plans(starts, ready),
            "figure_rate": lambda: specs.rates(starts, ready),
            "plan_summary": lambda: specs.summaries(starts),
            "poverty_count": lambda: specs.poverty(starts, facts),
            "ocop_product": lambda: specs.ocop(facts),
            "household_support": lambda: specs.support(starts),
            "asset": lambda: specs.assets(starts),
            "register_total": lambda: specs.totals(starts),
        }
        return FactRegister(self._context, makers[entity](), self.notice, facts)

    def tab(self) -> str:
        """Return the name of the tab that is shown."""
        return tuple(TABS)[self.tabs.currentIndex()]

    def page(self, tab: str = "") -> QWidget:
        """Return the page of a tab, by default of the one that is shown."""
        return self._places[tab or self.tab()].page()

    def show_tab(self, tab: str) -> QWidget:
        """Show a tab and return its page."""
        self.tabs.setCurrentIndex(tuple(TABS).index(tab))
        return self.page(tab)

    def show_register(self, entity: str) -> Register:
        """Show the register of an entity."""
        if entity in HELD_ENTITIES:
            held = self.show_tab(HELD)
            assert isinstance(held, HeldPage)
            return held.choose(entity)
        made = self.show_tab(entity)
        assert isinstance(made, Register)
        return made

    def register(self) -> Register | None:
        """Return the register that is shown, None where the tab has none."""
        page = self.page()
        if isinstance(page, HeldPage):
            return self._register(page.entity())
        return page if isinstance(page, Register) else None

    def _turned(self) -> None:
        """Make the page that comes into sight, and say on the button what it adds there."""
        self.page()
        self._show_actions()

    def _show_actions(self) -> None:
        """Show the actions of the tab."""
        tab, register = self.tab(), self.register()
        verb = register.spec.add if register is not None else ADD[tab]
        self._add.setVisible(bool(verb))
        self._add.setText(verb)
        self._add.setToolTip(f"{verb} (Ctrl+N)")
        for name, menu in self.sheets.items():
            menu.button.setVisible(name == tab)

    # --- acts ---

    def _add_here(self) -> None:
        """Add to what is shown."""
        page, register = self.page(), self.register()
        if isinstance(page, PlanPage):
            page.add()
        elif register is not None:
            register.add()

    def _has_measures(self) -> bool:
        """Say whether there is a measure to give a figure for; else go and name one first."""
        if self._register("measure").rows():
            return True
        self.show_register("measure").add()
        self.notice.show_notice(
            "Khai tên chỉ tiêu trước, ví dụ “Thu nhập bình quân đầu người”.",
            "Mỗi chỉ tiêu khai một lần; sau đó nhập số liệu từng kỳ.",
        )
        return False

    def show_record(self, entity: str, key: str) -> None:
        """Open one record: a thôn's counts in their line, any other in its register."""
        if entity == "village_statistics":
            page = self.show_tab(VILLAGES)
            assert isinstance(page, VillagePage)
            page.show_record(key)
        elif entity in HELD_ENTITIES or entity in TABS:
            self.show_register(entity).open(key)

    def unsaved(self) -> list[str]:
        """Return what is typed or pasted and not kept, a line each."""
        found = []
        for place in self._places.values():
            page = place.page() if place.is_made else None
            if isinstance(page, PlanPage | VillagePage):
                found += page.unsaved()
        for register in self.registers.values():
            found += register.unsaved()
        return found

    def leave(self) -> None:
        """Keep what is typed."""
        for place in self._places.values():
            page = place.page() if place.is_made else None
            if isinstance(page, PlanPage | VillagePage):
                page.leave()
        for register in self.registers.values():
            register.leave()
