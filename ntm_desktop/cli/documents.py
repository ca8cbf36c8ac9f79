"""Commands for documents: reports, report, text, template."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import of_unit
from ntm_desktop.cli.vietnamese_click import Command, Group, argument
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.errors import InputError

if TYPE_CHECKING:
    from ntm_desktop.services.document_request import DocumentRequest

WAYS = ("person", "unit", "all")
REGIMES = ("state", "party")
_period = click.option("--period", required=True, help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (reports, report, report_all, text, template):
        group.add_command(command)


@click.command(cls=Command)
def reports() -> None:
    """Các văn bản lập được, các mục và trường của mẫu."""
    from ntm_desktop.services.reporting import report_kinds

    found = report_kinds()
    document = [
        {
            "id": one.id,
            "title": one.title,
            "template": one.template,
            "sections": [
                {"id": part.id, "title": part.title, "only_for": list(part.only_for)}
                for part in one.sections
            ],
            "fields": list(one.fields),
            "subject": one.subject,
            "formats": list(one.formats),
            "options": [
                {
                    "id": part.id,
                    "title": part.title,
                    "choices": dict(part.choices),
                    "only_for": list(part.only_for),
                }
                for part in one.options
            ],
        }
        for one in found
    ]
    output.show(document, output.table(("Mã", "Tên"), [(one.id, one.title) for one in found]))


@click.command(cls=Command)
@argument("report_id", metavar="MÃ")
@click.option("--period", help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")
@click.option("--set", "set_id", help="Bộ tiêu chí; mặc định bộ theo dõi đầu tiên.")
@of_unit
@click.option("--key", help="Khóa của cuộc họp, nhiệm vụ mà văn bản nói về.")
@click.option("--by", type=click.Choice(WAYS), help="Phiếu theo người phụ trách, thôn, hay chung.")
@click.option(
    "--for", "names", multiple=True, help="Khóa cuộc họp; phiếu thu thập: người, thôn này."
)
@click.option("--regime", type=click.Choice(REGIMES), help="Thể thức: hành chính hay của Đảng.")
@click.option("--field", "fields", multiple=True, help="Trường của văn bản: TÊN=GIÁ TRỊ.")
@click.option("--indicator", "codes", multiple=True, help="Chỉ hỏi chỉ tiêu, tiêu chí này.")
@click.option("--due", metavar="NGÀY", help="Hạn nộp phiếu, ví dụ 31/1/2024.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Tệp .docx (phiếu: .xlsx) ghi ra."
)
@click.option("--template", "own", type=click.Path(path_type=Path), help="Mẫu Word của đơn vị.")
@click.option("--draft", is_flag=True, help="Bản dự thảo, có dấu “chưa đối chiếu”.")
@click.option("--pdf", is_flag=True, help="Thêm bản PDF bên cạnh (cần Word hoặc LibreOffice).")
def report(
    report_id: str,
    period: str | None,
    set_id: str | None,
    unit: str | None,
    key: str | None,
    by: str | None,
    names: tuple[str, ...],
    regime: str | None,
    fields: tuple[str, ...],
    codes: tuple[str, ...],
    due: str | None,
    out: Path,
    own: Path | None,
    draft: bool,
    pdf: bool,
) -> None:
    """Lập một văn bản Word; phiếu thu thập số liệu lập được cả tệp Excel."""
    from ntm_desktop.services.document_request import DocumentRequest
    from ntm_desktop.services.reporting import build_document, make_pdf

    is_meeting = _is_about_meeting(report_id)
    if names and is_meeting:
        key, names = key or names[0], ()
    typed = {"by": by, "for": "\n".join(names), "codes": "\n".join(codes), "due": due}
    chosen = {**({"regime": regime} if regime else {}), **dict(map(_named, fields))}
    options = {name: text for name, text in typed.items() if text} | chosen
    request = DocumentRequest(report_id, period, set_id, unit, key, options)
    is_replaced = out.is_file()
    built = build_document(workspace(), request, out, draft=draft, template=own, progress=_progress)
    if is_replaced:
        output.note(f"Đã thay tệp {out.name} có từ trước.")
    if is_meeting and key and chosen:
        _keep_choices(key, report_id, chosen)
    elif not is_meeting and options:
        _keep_options(request)
    for line in (*built.missing, *built.notices):
        output.note(line)
    document = {"file": out, "missing": list(built.missing), "notices": list(built.notices)}
    if pdf:
        document["pdf"] = out.with_suffix(".pdf")
        make_pdf(out, out.with_suffix(".pdf"), _progress)
    output.show(document, f"Đã lập {out}.")


@click.command("report-all", cls=Command)
@_period
@click.option("--set", "set_id", help="Bộ tiêu chí (mặc định: bộ theo dõi đầu tiên).")
@click.option("--id", "report_ids", multiple=True, help="Chỉ lập văn bản này (ghi nhiều lần được).")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục ghi ra.")
@click.option("--draft", is_flag=True, help="Bản dự thảo, có dấu “chưa đối chiếu”.")
def report_all(
    period: str, set_id: str | None, report_ids: tuple[str, ...], out: Path, draft: bool
) -> None:
    """Lập mọi văn bản của một kỳ vào một thư mục."""
    from ntm_desktop.services.many_documents import build_many

    done = build_many(
        workspace(),
        period,
        out,
        set_id=set_id,
        report_ids=report_ids,
        draft=draft,
        progress=_progress,
    )
    for made in done.built:
        if made.missing:
            output.note(f"{made.path.name}: còn {len(made.missing)} chỗ trống.")
    for one in done.failed:
        output.note(f"Chưa lập được {one.report_id}: {one.message} {one.hint}".strip())
    document = {
        "files": [
            {"file": one.path, "missing": list(one.missing), "notices": list(one.notices)}
            for one in done.built
        ],
        "failed": [
            {"report": one.report_id, "message": one.message, "hint": one.hint}
            for one in done.failed
        ],
    }
    output.show(document, f"Đã lập {len(done.built)} văn bản vào {out}.")
    if done.failed:
        output.finish(output.NEEDS_PERSON)


def _keep_choices(key: str, report_id: str, chosen: dict[str, str]) -> None:
    """Keep what was chosen for a paper of a meeting, so that it is printed the same again."""
    from ntm_desktop.services.meeting_papers import keep_options, kept_options
    from ntm_desktop.services.records import exists

    opened = workspace()
    if exists(opened, "meeting", key):
        kept = kept_options(opened, key).get(report_id, {})
        keep_options(opened, key, report_id, {**kept, **chosen})


def _keep_options(request: DocumentRequest) -> None:
    """Keep what was typed for a document of a period, so that it is made the same again."""
    from ntm_desktop.services.report_options import keep_options

    keep_options(workspace(), request, request.options)


def _is_about_meeting(report_id: str) -> bool:
    """Say whether a document is about one meeting; raise `NotFoundError`."""
    from ntm_desktop.services.reporting import report_kinds

    return any(one.id == report_id and one.subject == "meeting" for one in report_kinds())


def _named(field: str) -> tuple[str, str]:
    """Return name and value of "TÊN=GIÁ TRỊ"; raise `InputError`."""
    name, mark, value = field.partition("=")
    if not mark or not name.strip():
        raise InputError(f"Không đọc được “{field}”.", hint="Ghi TÊN=GIÁ TRỊ, ví dụ copies=02.")
    return name.strip(), value.replace("\\n", "\n").strip()


@click.group(cls=Group)
def text() -> None:
    """Lời văn của từng mục báo cáo, giữ theo kỳ."""


@text.command("get")
@argument("report_id", metavar="MÃ")
@argument("section", metavar="MỤC")
@_period
def text_get(report_id: str, section: str, period: str) -> None:
    """Xem lời văn đã viết của một mục."""
    from ntm_desktop.services.reporting import written_text

    written = written_text(workspace(), report_id, section, period)
    document = {"report": report_id, "section": section, "period": period, "text": written or None}
    output.show(document, written or "(chưa viết)")


@text.command("set")
@argument("report_id", metavar="MÃ")
@argument("section", metavar="MỤC")
@_period
@click.argument("words", metavar="[LỜI_VĂN]", required=False)
def text_set(report_id: str, section: str, period: str, words: str | None) -> None:
    """Ghi lời văn của một mục; không kèm lời văn thì đọc từ đầu vào chuẩn."""
    from ntm_desktop.services.reporting import set_narrative

    written = words if words is not None else _typed()
    set_narrative(workspace(), report_id, period, section, written)
    output.show({"report": report_id, "section": section, "period": period}, "Đã ghi lời văn.")


def _typed() -> str:
    """Return what standard input holds, read as UTF-8 whatever the console's code page."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "Đầu vào chuẩn không phải chữ UTF-8.", hint="Lưu tệp dạng UTF-8."
        ) from error


@click.group(cls=Group)
def template() -> None:
    """Mẫu Word: các trường dùng được, kiểm tra một mẫu."""


@template.command("fields")
@argument("report_id", metavar="MÃ")
@click.option("--out", type=click.Path(path_type=Path), help="Ghi thành tệp Word .docx.")
def template_fields(report_id: str, out: Path | None) -> None:
    """Danh sách trường cho người soạn mẫu."""
    from ntm_desktop.services.own_templates import write_field_list
    from ntm_desktop.services.reporting import template_fields as fields

    found = fields(report_id)
    if out is not None:
        output.show({"file": write_field_list(report_id, out)}, f"Đã ghi {out}.")
        return
    document = [{"name": one.name, "help": one.help} for one in found]
    output.show(
        document, output.table(("Trường", "Ý nghĩa"), [(one.name, one.help) for one in found])
    )


_regime = click.option("--regime", type=click.Choice(REGIMES), default="state", help="Thể thức.")


@template.command("copy")
@argument("report_id", metavar="MÃ")
@_regime
def template_copy(report_id: str, regime: str) -> None:
    """Chép mẫu có sẵn thành mẫu riêng của đơn vị để sửa bằng Word."""
    from ntm_desktop.services.own_templates import copy_to_edit

    path = copy_to_edit(workspace(), report_id, regime)
    output.show({"file": path}, f"Mẫu riêng: {path}")


@template.command("reset")
@argument("report_id", metavar="MÃ")
@_regime
def template_reset(report_id: str, regime: str) -> None:
    """Trở lại mẫu có sẵn; mẫu riêng được cất đi, không xóa."""
    from ntm_desktop.services.own_templates import put_aside

    path = put_aside(workspace(), report_id, regime)
    output.show({"file": path}, f"Đã trở lại mẫu có sẵn. Mẫu riêng nằm ở {path}.")


@template.command("check")
@click.argument("file", metavar="TỆP.docx", type=click.Path(path_type=Path))
@click.option(
    "--report", "report_id", default="bao-cao-tien-do", show_default=True, help="Mã báo cáo."
)
def template_check(file: Path, report_id: str) -> None:
    """Kiểm tra mẫu trước khi in: mỗi chỗ sai kèm vị trí, đoạn văn và cách sửa."""
    from ntm_desktop.services.reporting import check_template_file

    findings = check_template_file(file, report_id)
    document = [
        {
            "rule": one.fault.value,
            "where": one.place,
            "paragraph": one.paragraph,
            "found": one.message,
            "fix": one.fix,
            "text": f"{capital_first(one.place)} “{one.paragraph}”: {one.message} {one.fix}",
        }
        for one in findings
    ]
    lines = [one["text"] for one in document]
    output.show({"file": file, "findings": document}, lines or ["Mẫu dùng được."])
    if findings:
        output.finish(output.NEEDS_PERSON)


def _progress(done: int, total: int, what: str = "") -> None:
    """Show progress on a terminal, nothing otherwise."""
    if sys.stderr.isatty() and what:
        click.echo(f"[{done}/{total}] {what}…", err=True)
