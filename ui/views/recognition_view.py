"""The screen "Công nhận": criteria with dossier and appraisal, conditions, registers of titles."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.issues import Issue
from ntm_desktop.domain.periods import known_periods, last_day_to_tell, parse_period
from ntm_desktop.domain.recognition import (
    HOLDING_TEXTS,
    Holding,
    Recognition,
    RecognitionRollup,
    holding_at,
    share,
    share_text,
)
from ntm_desktop.services import appraisal, conditions, recognition
from ntm_desktop.services.records import Record, get_record
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.appraisal_table import AppraisalTable
from ui.models.dossier_papers import DossierPapers
from ui.models.register import Register, RegisterSpec
from ui.models.row_table import Column
from ui.models.title_board import TitleBoardPanel
from ui.models.title_register import TitleRegister, UnitNames
from ui.widgets.condition_card import ConditionCard
from ui.widgets.data_watch import DataWatch
from ui.widgets.fold import Fold
from ui.widgets.issue_list import IssueList
from ui.widgets.page import Page, clear_layout, label, scrolled, section_header
from ui.widgets.undo_notice import UndoNotice

REGISTRATIONS_WHY = (
    "Xã, thôn đăng ký phấn đấu đạt danh hiệu nào, năm nào. Phần mềm nhắc khi đã qua năm đăng ký mà "
    "chưa có quyết định công nhận."
)
RECOGNITIONS_WHY = (
    "Mỗi quyết định công nhận ghi một dòng: đơn vị, số, ngày, thời hạn và việc thu hồi nếu có. "
    "Số như 73/85 thôn được cộng từ đây."
)
ROLLUPS_WHY = (
    "Khi chỉ biết tổng số, ghi số đơn vị đã được công nhận một danh hiệu, ví dụ 73/85 thôn đạt "
    "chuẩn; báo cáo lấy số và tỷ lệ từ đây."
)
_SHEET = ("indicator_value", "set_total", "recognition", "registration", "admin_unit")
_DOSSIER = ("dossier_state", "appraisal", "roadmap_item", "target_overlay", "followed_set")
_CONDITIONS = ("recognition_condition", "dossier_paper", "evidence", "work", "money_entry")
_TITLES = ("registration", "recognition", "recognition_rollup", "admin_unit")
_PLACES = {"dossier_state": "criterion", "appraisal": "code", "dossier_paper": "paper"}
MOST_ISSUES = 3


class RecognitionView(Page):
    """Where the unit stands towards a title, what its dossier lacks, and all titles together."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Công nhận")
        self._context = context
        self._add = self.add_action(
            "Thêm đăng ký", self._add_here, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self._names = UnitNames(context, self)
        self.issues = IssueList()
        self.fold = Fold("Cần xem lại", self.issues)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Phần của màn hình Công nhận")
        self.criteria = AppraisalTable(context)
        self.papers = DossierPapers(
            context, UndoNotice(context, self.notice), file_choice.open_path
        )
        self.cards: dict[str, ConditionCard] = {}
        self.board = TitleBoardPanel(self._add_registration, self.show_record)
        self.registers: dict[str, Register] = {
            spec.entity: TitleRegister(context, spec, self.notice)
            for spec in (self._registrations(), self._recognitions(), self._rollups())
        }
        self._shown = ("", "", "")
        self._issues: tuple[tuple[Issue, ...], ...] = ((),)
        self._lay_out()
        self.tabs.currentChanged.connect(self._turned)
        self.issues.issue_chosen.connect(self._go_to)
        shown = (*_SHEET, *_DOSSIER, *_CONDITIONS, *_TITLES)
        self._watch = DataWatch(self, context, self._reload, *shown)
        for chosen in (context.period_chosen, context.set_chosen, context.unit_chosen):
            chosen.connect(self._choose)
        self._reload()
        self._turned()

    def _lay_out(self) -> None:
        """Place what is doubtful over the tabs."""
        self.body.addWidget(self.fold)
        self.body.addWidget(self.tabs, 1)
        self.tabs.addTab(_with_top(self.criteria), "Tiêu chí, thẩm định")
        self.tabs.addTab(self._conditions_page(), "Điều kiện, hồ sơ")
        self.tabs.addTab(self.board, "Tổng hợp danh hiệu")
        titles = ("Đăng ký", "Quyết định công nhận", "Số tổng hợp")
        for title, register in zip(titles, self.registers.values(), strict=True):
            self.tabs.addTab(register, title)

    def _conditions_page(self) -> QWidget:
        """Return the page of conditions on the left and papers on the right."""
        self._heading = section_header("Điều kiện công nhận")
        self._rules = label("", "small", wrap=True)
        content = QWidget()
        self._cards = QVBoxLayout(content)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(style.SMALL)
        left = QVBoxLayout()
        left.setSpacing(style.SMALL)
        left.addWidget(self._heading)
        left.addWidget(self._rules)
        left.addWidget(scrolled(content), 1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, style.MEDIUM, 0, 0)
        row.setSpacing(style.LARGE)
        row.addLayout(left, 5)
        row.addWidget(self.papers, 6)
        return page

    # --- registers ---

    def _registrations(self) -> RegisterSpec:
        """Return the register of registrations."""
        return RegisterSpec(
            entity="registration",
            columns=("who", "title", "year_registered", "year_planned", "state", "applied_on"),
            more={"who": self._names.column()},
            fields=(
                *("title", "unit", "subject", "set_id", "year_registered", "year_planned"),
                *("state", "applied_on", "note"),
            ),
            add="Thêm đăng ký",
            empty_title="Chưa có đăng ký nào",
            empty_why=REGISTRATIONS_WHY,
            icon="recognition",
            top=style.MEDIUM,
            order=lambda row: (row.values["year_planned"] or 0, row.title),
            backwards=True,
            widths={
                "year_registered": 110,
                "year_planned": 140,
                "state": 170,
                "applied_on": 170,
            },
            set_aside=("year_registered", "applied_on"),
        )

    def _recognitions(self) -> RegisterSpec:
        """Return the register of decisions."""
        return RegisterSpec(
            entity="recognition",
            columns=("who", "title", "decision_number", "decision_on", "valid_until", "standing"),
            more={
                "who": self._names.column(),
                "standing": Column(
                    "Tình trạng", self._standing_text, state=self._standing_sign, width=150
                ),
            },
            fields=(
                *("title", "unit", "subject", "set_id", "year_recognised", "decision_number"),
                *("decision_on", "issuer", "valid_until", "revoked_on", "revoked_by", "note"),
            ),
            add="Thêm quyết định",
            empty_title="Chưa có quyết định công nhận nào",
            empty_why=RECOGNITIONS_WHY,
            icon="recognition",
            top=style.MEDIUM,
            order=lambda row: (str(row.values["decision_on"] or ""), row.title),
            backwards=True,
            widths={"decision_number": 150, "decision_on": 124, "valid_until": 150},
            set_aside=("decision_number", "valid_until"),
        )

    def _rollups(self) -> RegisterSpec:
        """Return the register of typed counts."""
        return RegisterSpec(
            entity="recognition_rollup",
            columns=(
                *("title", "counted", "source", "gained", "period", "achieved", "total"),
                "share",
            ),
            more={
                "share": Column("Tỷ lệ", _share, numeric=True, width=96),
                "period": Column("Kỳ", _period_text, _period_order, width=150),
            },
            add="Thêm số tổng hợp",
            empty_title="Chưa có số tổng hợp nào",
            empty_why=ROLLUPS_WHY,
            icon="recognition",
            top=style.MEDIUM,
            starts=lambda: {"period": self._context.period_id},
            widths={
                "counted": 100,
                "achieved": 80,
                "total": 80,
                "source": 180,
                "gained": 160,
            },
            set_aside=("counted", "source", "gained"),
        )

    def _holding(self, row: Record) -> Holding:
        """Return how a decision stands at the end of the chosen period, today while it runs."""
        today = self._context.workspace.today()
        day = last_day_to_tell(parse_period(self._context.period_id), today)
        record = Recognition(key=row.key, **row.values)  # type: ignore[arg-type]
        return holding_at(record, day)

    def _standing_text(self, row: Record) -> str:
        """Return how a decision stands as a word."""
        word = HOLDING_TEXTS[self._holding(row)]
        return word[:1].upper() + word[1:]

    def _standing_sign(self, row: Record) -> str:
        """Return the sign of how a decision stands."""
        signs = {
            Holding.NOT_YET: "waiting",
            Holding.HOLDING: "met",
            Holding.EXPIRING: "soon",
            Holding.EXPIRED: "late",
            Holding.REVOKED: "not_met",
        }
        return signs[self._holding(row)]

    # --- what is shown ---

    def _choose(self) -> None:
        """Look at another set, period or unit."""
        self.leave()
        self._watch.ask()
        for register in self.registers.values():
            register.table.view.viewport().update()

    def _reload(self) -> None:
        """Read everything again."""
        workspace, place = self._context.workspace, self._context
        shown = (place.set_id, place.period_id, place.unit)
        if shown != self._shown:
            self.criteria.forget()
            self._clear_cards()
            self._shown = shown
        sheet = appraisal.appraisal_sheet(workspace, *shown)
        found = conditions.conditions(workspace, *shown)
        board = recognition.recognition_board(workspace, place.period_id)
        self._names_of(sheet, found)
        self.criteria.set_sheet(sheet)
        self._show_conditions(found)
        self.board.set_board(board)
        self._issues = ((*found.issues, *sheet.issues), found.issues, board.issues)
        self._show_issues()

    def _names_of(self, sheet: Any, found: conditions.ConditionSheet) -> None:
        """Say under the title whose standing is shown, and how far it is."""
        unit = recognition.unit_names(self._context.workspace).get(sheet.unit, sheet.unit)
        met = sum(
            one.finding.outcome.value == "met" and not one.finding.contradicts
            for one in found.conditions
        )
        done, total = found.reached
        self.subtitle.setText(
            f"{unit} · {sheet.criteria_set.short_name} · {sheet.period.label}: "
            f"đạt {done}/{total} {sheet.criteria_set.noun}, "
            f"{met}/{len(found.conditions)} điều kiện công nhận"
        )
        self.subtitle.show()

    def _show_issues(self) -> None:
        """Show what to look at again on this page, each once; a long list scrolls."""
        page = self.tabs.currentIndex()
        found = self._issues[page] if page < len(self._issues) else ()
        told = list({one.text: one for one in found}.values())
        self.issues.set_issues(told)
        self.fold.setVisible(bool(told))
        self.fold.set_note(f"{len(told)} việc")
        rows = min(len(told), MOST_ISSUES)
        self.issues.setFixedHeight(rows * (style.row_height() + style.TINY) + style.TINY)

    def _show_conditions(self, found: conditions.ConditionSheet) -> None:
        """Show the conditions; the cards stay while the rules do."""
        codes = [one.rule.code for one in found.conditions]
        if codes != list(self.cards):
            self._clear_cards()
            for one in found.conditions:
                self.cards[one.rule.code] = ConditionCard(one, self._keep_condition)
                self._cards.addWidget(self.cards[one.rule.code])
            self._cards.addStretch(1)
        for one in found.conditions:
            self.cards[one.rule.code].show_state(one)
        self._rules.setText(found.note or f"Theo Quyết định số {found.rules.decision}.")
        self.papers.setVisible(bool(found.papers))
        self.papers.set_sheet(found)

    def _clear_cards(self) -> None:
        """Keep what is typed in the cards and take them away."""
        for one in self.cards.values():
            one.leave()
        self.cards = {}
        clear_layout(self._cards)

    def _keep_condition(self, code: str, field: str, text: str) -> None:
        """Keep a field of a condition, of the unit and period its card was made for."""
        set_id, period_id, unit = self._shown
        self._context.do(
            lambda workspace: conditions.put_condition_texts(
                workspace, set_id, period_id, code, {field: text}, unit
            )
        )

    # --- what can be done ---

    def register(self) -> Register | None:
        """Return the register that is shown, None on the other pages."""
        shown: Any = self.tabs.currentWidget()
        return shown if isinstance(shown, Register) else None

    def _turned(self) -> None:
        """Say on the button what it adds here; there is nothing to add to criteria."""
        self._show_issues()
        shown = self.register()
        text = shown.spec.add if shown else "Thêm đăng ký"
        self._add.setText(text)
        self._add.setToolTip(f"{text} (Ctrl+N)")
        self._add.setVisible(shown is not None or self.tabs.currentWidget() is self.board)

    def _add_here(self) -> None:
        """Add to the register that is shown."""
        shown = self.register()
        if shown is not None:
            shown.add()
        else:
            self._add_registration()

    def _add_registration(self) -> None:
        """Go to the registrations and begin a new one."""
        self.tabs.setCurrentWidget(self.registers["registration"])
        self.registers["registration"].add()

    def _go_to(self, issue: Issue) -> None:
        """Show what an issue is about: a condition, a criterion, or a record of a register."""
        if issue.where in self.cards:
            self.tabs.setCurrentIndex(1)
            self.cards[issue.where].setFocus()
        elif self.criteria.table.choose_key(issue.where):
            self.tabs.setCurrentIndex(0)
        elif self.papers.table.choose_key(issue.where):
            self.tabs.setCurrentIndex(1)
        for name, register in self.registers.items():
            if any(row.key == issue.where for row in register.rows()):
                self.show_record(name, issue.where)

    def show_record(self, entity: str, key: str) -> None:
        """Open one record where it is kept."""
        if entity in self.registers:
            self.tabs.setCurrentWidget(self.registers[entity])
            self.registers[entity].open(key)
            return
        values = get_record(self._context.workspace, entity, key).values
        if values.get("set_id"):
            self._context.choose_set(str(values["set_id"]))
        if values.get("period"):
            self._context.choose_period(str(values["period"]))
        self._watch.catch_up()
        code = str(values.get(_PLACES.get(entity, ""), ""))
        on_criteria = entity in ("dossier_state", "appraisal")
        self.tabs.setCurrentIndex(0 if on_criteria else 1)
        (self.criteria if on_criteria else self.papers).table.choose_key(code)

    def leave(self) -> None:
        """Keep what is typed."""
        self.criteria.leave()
        for one in self.cards.values():
            one.leave()
        for register in self.registers.values():
            register.leave()


def _with_top(content: QWidget) -> QWidget:
    """Return a page of a tab with room over its content."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, style.MEDIUM, 0, 0)
    column.addWidget(content)
    return page


def _period_text(row: Any) -> str:
    """Return the period of a count in words, "quý I năm 2024"; what is no period as it stands."""
    held = str(row.values.get("period") or "")
    return next((one.label for one in known_periods([held])), held)


def _period_order(row: Any) -> Any:
    """Return the place of a period among others, None where there is none."""
    held = str(row.values.get("period") or "")
    return next((one.order for one in known_periods([held])), None)


def _share(row: Record) -> str:
    """Return the share a count comes to, as documents write it."""
    found = share(RecognitionRollup(key=row.key, **row.values))  # type: ignore[arg-type]
    return "" if found is None else share_text(found)
