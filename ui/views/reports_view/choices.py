"""The choices of a document in "Soạn": shown as kept, kept as they are typed, taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ntm_desktop.services import report_options
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.reporting import ReportSummary
from ui.context import AppContext
from ui.widgets.report_options import Place, ReportOptions, prepare_or_refuse


class KeptChoices:
    """The choices of the document shown: `alone` on a page of their own, or `above` its prose.

    `asked` tells which document is shown, without its choices; `tell` says anew what is missing.
    """

    def __init__(
        self,
        context: AppContext,
        asked: Callable[[], DocumentRequest],
        tell: Callable[[], object],
    ) -> None:
        self._context, self._asked, self._tell = context, asked, tell
        self.alone = ReportOptions(self.changed, self.take)
        self.above = ReportOptions(self.changed, self.take)
        self._shown: ReportOptions | None = None

    def show(self, fields: ReportOptions | None, kind: ReportSummary, about: str) -> None:
        """Show what is kept for the document in `fields`, and offer the period before."""
        self._shown = fields
        if fields is None:
            return
        workspace, request = self._context.workspace, self._asked()
        kept = report_options.kept_options(workspace, request)
        fields.show_kind(kind, about, place_of(request), kept)
        fields.show_previous(len(report_options.previous_options(workspace, request)))

    def options(self) -> dict[str, str]:
        """Return the choices as a document is asked for with them."""
        return self._shown.options() if self._shown is not None else {}

    def field(self, option: str) -> QWidget | None:
        """Return the field of a choice that is shown, None for none."""
        return self._shown.fields.get(option) if self._shown is not None else None

    def changed(self) -> None:
        """Keep the choices for the place they were typed in, or say what cannot be read of them."""
        shown, context = self._shown, self._context
        if shown is None:
            return
        report_id, period_id, set_id = shown.place
        request = DocumentRequest(report_id, period_id, set_id or None, options=shown.options())
        _, refusal = prepare_or_refuse(context.workspace, request)
        shown.settle(is_refused=bool(refusal))
        if not refusal:
            self.keep(request)
        if shown.place == place_of(self._asked()):
            self._tell()

    def keep(self, request: DocumentRequest) -> None:
        """Keep the choices of a request."""
        self._context.do(
            lambda workspace: report_options.keep_options(workspace, request, request.options)
        )

    def take(self) -> None:
        """Fill the choices that are empty as in the period before."""
        request = self._asked()
        found = report_options.previous_options(self._context.workspace, request)
        self._context.do(
            lambda workspace: report_options.keep_options(
                workspace, replace(request, options={}), found
            ),
            said="Đã lấy các ô như kỳ trước; ngày, số phiếu phải điền lại.",
        )

    def leave(self) -> None:
        """Keep what is typed and not left yet."""
        if self._shown is not None and self._shown.has_unkept():
            self.changed()


def place_of(request: DocumentRequest) -> Place:
    """Return the report, period and set whose choices a request is about."""
    return (request.report_id, str(request.period_id), request.set_id or "")
