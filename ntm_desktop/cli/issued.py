"""`ntm issue`, `ntm issued`: number and date of a signed document, and what differs since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, argument
from ntm_desktop.domain.dates import format_date

if TYPE_CHECKING:
    from ntm_desktop.domain.issued_reports import IssuedReport
    from ntm_desktop.services.issuing import Review


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (issue, issued):
        group.add_command(command)


@click.command(cls=Command)
@click.argument("file", metavar="TỆP.docx", type=click.Path(path_type=Path))
@click.option("--number", help="Số, ký hiệu văn thư đã cấp, ví dụ 15/BC-UBND.")
@click.option("--date", "signed_on", metavar="NGÀY", help="Ngày ký, ví dụ 18/11/2023.")
@click.option("--signed", type=click.Path(path_type=Path), help="Bản đã ký: tệp PDF hoặc ảnh quét.")
@click.option("--reason", default="", help="Lý do vẫn dùng khi còn chỗ cần xem.")
@click.option("--report", "report_id", help="Mã văn bản, khi tệp không tự cho biết.")
@click.option("--period", help="Kỳ của văn bản, khi tệp không tự cho biết.")
@click.option("--set", "set_id", help="Bộ tiêu chí, khi tệp không tự cho biết.")
@click.option("--check", "only_check", is_flag=True, help="Chỉ nêu chỗ cần xem, không ghi gì.")
def issue(
    file: Path,
    number: str | None,
    signed_on: str | None,
    signed: Path | None,
    reason: str,
    report_id: str | None,
    period: str | None,
    set_id: str | None,
    only_check: bool,
) -> None:
    """Ghi số, ngày đã ký: giữ nguyên mọi số liệu của văn bản như khi ký."""
    from ntm_desktop.services import issuing
    from ntm_desktop.services.document_request import DocumentRequest

    here = workspace()
    request = DocumentRequest(report_id, period, set_id) if report_id else None
    if only_check:
        _show_review(issuing.review_document(here, file, request))
        return
    if not (number and signed_on):
        raise click.UsageError("Thiếu --number hoặc --date.")
    done = issuing.issue_document(
        here, file, number, signed_on, signed_copy=signed, reason=reason, request=request
    )
    for line in done.notices:
        output.note(line)
    output.show({"key": done.key, "notices": list(done.notices)}, f"Đã ghi văn bản số {number}.")


@click.command(cls=Command)
@argument("key", metavar="[KHÓA]", required=False)
def issued(key: str | None) -> None:
    """Các văn bản đã ký; kèm KHÓA: số liệu nào nay khác với văn bản đã ký."""
    from ntm_desktop.services import issuing

    here = workspace()
    if key is None:
        _show_list(issuing.issued_documents(here))
        return
    paper = issuing.issued_document(here, key)
    for line in (paper.edited or "").splitlines():
        output.note(f"Số sửa tay trong bản đã ký: {line}")
    found = issuing.changed_since(here, key)
    document = [
        {
            "field": one.difference.path,
            "label": one.label,
            "signed": one.difference.signed,
            "now": one.difference.now,
        }
        for one in found
    ]
    rows = [(one["label"], one["signed"] or "—", one["now"] or "—") for one in document]
    output.show(
        document,
        output.table(("Nội dung", "Khi ký", "Hiện nay"), rows)
        if rows
        else ["Số liệu hiện nay giống văn bản đã ký."],
    )


def _show_review(review: Review) -> None:
    """Show what should be looked at before a document is issued."""
    document = {"report": review.request.report_id, "doubts": list(review.lines)}
    output.show(document, list(review.lines) or ["Không có chỗ cần xem lại."])
    if review.lines:
        output.finish(output.NEEDS_PERSON)


def _show_list(found: Sequence[IssuedReport]) -> None:
    """Show the issued documents."""
    document = [
        {
            "key": one.key,
            "number": one.number,
            "date": one.signed_on,
            "title": one.title,
            "period": one.period,
            "edited": (one.edited or "").splitlines(),
        }
        for one in found
    ]
    rows = [
        (one.number, _shown(one.signed_on), one.title or "", one.period or "", one.key)
        for one in found
    ]
    output.show(document, output.table(("Số", "Ngày", "Văn bản", "Kỳ", "Khóa"), rows))


def _shown(day: date | None) -> str:
    """Return a day as people write it, "" for none."""
    return format_date(day) if day else ""
