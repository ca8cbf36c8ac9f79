"""The tabs of the screen "Soạn văn bản": writing, and what is done with documents besides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTabWidget, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.issued_reports import IssuedReport
from ntm_desktop.services import issuing, locks, superior_forms
from ui import notices
from ui.context import AppContext
from ui.dialogs import issue_dialog
from ui.views.reports_view import dossier_page
from ui.views.reports_view.dossier_page import DossierPage
from ui.views.reports_view.forms_page import FormsPage
from ui.views.reports_view.many_page import ManyPage
from ui.views.reports_view.signed_page import SignedPage, period_label
from ui.views.reports_view.templates_page import TemplatesPage
from ui.widgets.notice_bar import NoticeBar

Start = Callable[[Callable[[], None]], None]
LOCK_MEANS = (
    "Số liệu, ghi chú và số tổng hợp của kỳ không sửa được nữa cho đến khi mở khóa (ở màn hình "
    "Tiêu chí). Căn cứ khóa: {ground}."
)


class ReportTabs(QTabWidget):
    """`writing` is the first tab; `start` runs work once no quiet job is in the way."""

    def __init__(
        self,
        context: AppContext,
        notice: NoticeBar,
        writing: QWidget,
        start: Start,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._notice, self._start = context, notice, start
        self.last_built: Path | None = None
        self.signed = SignedPage(context, notice)
        self.signed.issue_asked.connect(lambda: self.issue(self.last_built))
        self.setAccessibleName("Soạn văn bản")
        self.many = ManyPage(context, notice, start)
        self.addTab(writing, "Soạn")
        self.addTab(self.many, "Lập nhiều văn bản")
        self.dossier = DossierPage(context, notice, start)
        self.addTab(self.dossier, "Hồ sơ công nhận")
        self.addTab(self.signed, "Văn bản đã ký")
        self.templates = TemplatesPage(context, notice, start)
        self.addTab(self.templates, "Mẫu Word")
        self.forms = FormsPage(context, notice, start)
        self.addTab(self.forms, "Biểu cấp trên")

    @property
    def subtitle(self) -> str:
        """Return the sentence about the tab that is shown, "" for the first."""
        return str(getattr(self.currentWidget(), "subtitle", ""))

    def show_record(self, entity: str, key: str) -> bool:
        """Show a record one of these tabs holds; say whether one does."""
        if entity == superior_forms.ENTITY:
            self.setCurrentWidget(self.forms)
            self.forms.show_record(key)
            return True
        if entity == dossier_page.ENTITY:
            self.setCurrentWidget(self.dossier)
            return True
        if entity != issuing.ENTITY:
            return False
        self.setCurrentWidget(self.signed)
        self.signed.choose(key)
        return True

    def unsaved(self) -> list[str]:
        """Return what is done in a tab and not kept, a line each."""
        return self.forms.unsaved()

    # --- a signed document ---

    def issue(self, file: Path | None) -> None:
        """Ask for number and date of a signed document once no quiet job is in the way."""
        self._start(partial(self._ask_to_issue, file))

    def _ask_to_issue(self, file: Path | None) -> None:
        """Ask for number and date, then offer to lock the period."""
        usable = file if file is not None and file.is_file() else None
        self.signed.comparison.stop()  # the dialog has jobs of its own
        done = issue_dialog.ask_to_issue(self._context, usable, self.window())
        if done is None:
            self.signed.compare_if_shown()
            return
        self.setCurrentWidget(self.signed)
        self.signed.choose(done.key)
        held = issuing.issued_documents(self._context.workspace)
        self._tell(next(one for one in held if one.key == done.key), done.notices)

    def _tell(self, issued: IssuedReport, doubts: tuple[str, ...]) -> None:
        """Say what was kept, what is odd about its day, and offer the next step."""
        may_lock = self._may_lock(issued)
        period = period_label(issued.period)
        self._notice.show_notice(
            f"Đã ghi {issued_words(issued)}.",
            " ".join(doubts),
            kind="warn" if doubts else "good",
            action=f"Khóa kỳ {period.lower()}…" if may_lock else "",
            on_action=partial(self.lock, issued),
        )

    def _may_lock(self, issued: IssuedReport) -> bool:
        """Say whether there is a period with figures that is not locked yet."""
        if not (issued.period and self._set_of(issued)):
            return False
        held = locks.lock_of(self._context.workspace, self._set_of(issued), issued.period)
        return held is None or not held.locked

    def _set_of(self, issued: IssuedReport) -> str:
        """Return the set a document is of."""
        return issued.set_id or self._context.set_id

    def lock(self, issued: IssuedReport) -> None:
        """Lock the period of a signed document where a person says so; a step of its own."""
        period, set_id, ground = issued.period or "", self._set_of(issued), issued_words(issued)
        question = f"Khóa kỳ {period_label(period).lower()}, {locks.set_label(set_id)}?"
        apart = locks.disagreed_before_lock(self._context.workspace, set_id, period)
        means = "\n".join(filter(None, (LOCK_MEANS.format(ground=ground), apart)))
        if notices.confirm(question, "Khóa kỳ", means):
            self._context.do(
                lambda workspace: locks.lock_period(workspace, set_id, period, reason=ground),
                said="Đã khóa kỳ.",
            )


def issued_words(issued: IssuedReport) -> str:
    """Return "văn bản số 15/BC-UBND ngày 05/01/2024"."""
    day = f" ngày {format_date(issued.signed_on)}" if issued.signed_on else ""
    return f"văn bản số {issued.number}{day}"
