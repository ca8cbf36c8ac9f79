"""Commands that bring a criteria set in: read it from an annex, add it to the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import session, workspace
from ntm_desktop.cli.set_options import accepted as _accepted
from ntm_desktop.cli.vietnamese_click import Command

if TYPE_CHECKING:
    from ntm_desktop.domain.annex_indicators import ProposedIndicator
    from ntm_desktop.services.annex import AnnexProposal

_LONGEST_LINE = 100


def add_to(sets: click.Group) -> None:
    """Add these commands to `ntm sets`."""
    sets.add_command(sets_read)
    sets.add_command(sets_add)


def find_own_sets() -> None:
    """Let the sets of the data folder be found in this call, without opening the data."""
    if not session().has_data():
        return
    from ntm_desktop.services.pack_folders import look_in, stop_looking

    folder = session().data_folder()
    look_in(folder)
    click.get_current_context().call_on_close(lambda: stop_looking(folder))


@click.command("read", cls=Command)
@click.argument("file", metavar="PHỤ_LỤC.docx|.xlsx", type=click.Path(path_type=Path))
@click.option("--table", type=int, help="Số thứ tự của bảng trong tệp; mặc định bảng lớn nhất.")
@click.option("--id", "set_id", help="Mã đặt cho bộ tiêu chí, ví dụ xa-ntm-tinh-2026.")
@click.option("--name", help="Tên bộ tiêu chí; mặc định lấy chữ phía trên bảng.")
@click.option("--level", help="Cấp: tinh, huyen, xa, phuong, thon, ho, san-pham.")
@click.option("--source", help="Địa chỉ (https://…) của văn bản, ghi làm nguồn.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp .json cần ghi.")
def sets_read(
    file: Path,
    table: int | None,
    set_id: str | None,
    name: str | None,
    level: str | None,
    source: str | None,
    out: Path,
) -> None:
    """Đọc bộ tiêu chí từ bảng phụ lục của quyết định; chỗ chưa chắc thì nêu ra."""
    from ntm_desktop.services.annex import propose, write_pack

    found = propose(file, table, set_id=set_id, name=name, level=level, source=source)
    written = found.criteria_set is not None
    if written:
        write_pack(found, out)
    output.show(_document(found, out if written else None), _lines(found, out, written))
    if found.needs_person:
        output.finish(output.NEEDS_PERSON)


@click.command("add", cls=Command)
@click.argument("file", metavar="TỆP.json", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Thay bộ tiêu chí cùng mã đã thêm trước đó.")
@_accepted
def sets_add(file: Path, replace: bool, accepted: bool) -> None:
    """Thêm một tệp bộ tiêu chí vào dữ liệu, sau khi kiểm tra."""
    from ntm_desktop.services.criteria import add_set, read_pack, read_pack_text
    from ntm_desktop.services.locked_outcomes import under_pack

    if replace:
        new = read_pack(read_pack_text(file), file)
        output.ask(under_pack(workspace(), new), accepted=accepted)
    found = add_set(workspace(), file, replace=replace)
    counts = {"criteria": len(found.criteria), "indicators": len(found.indicators)}
    text = f"Đã thêm {found.name}: {counts['criteria']} tiêu chí, {counts['indicators']} chỉ tiêu."
    output.show({"id": found.id, "name": found.name, **counts}, text)


def _document(found: AnnexProposal, out: Path | None) -> dict[str, Any]:
    """Return the JSON of `ntm sets read`; its keys are a contract."""
    from ntm_desktop.domain.annex_grid import Confidence

    indicators = [one for part in found.found.criteria for one in part.indicators]
    return {
        "file": found.path,
        "out": out,
        "needs_person": found.needs_person,
        "tables": [
            {
                "number": one.number,
                "name": one.name,
                "title": one.title,
                "rows": one.rows,
                "columns": one.columns,
                "has_head": one.has_head,
                "used": one.number in found.used,
            }
            for one in found.tables
        ],
        "set": {
            "id": found.title.id,
            "name": found.title.name,
            "level": found.title.level,
            "period": found.title.period,
            "groups": [{"id": one.id, "name": one.name} for one in found.found.groups],
            "criteria": len(found.found.criteria),
            "indicators": len(indicators),
        },
        "confidence": {one.value: found.count(one) for one in Confidence},
        "readings": [
            {
                "where": one.where,
                "what": one.what,
                "code": one.code,
                "group": one.group,
                "original": one.original,
                "understood": one.understood,
                "confidence": one.confidence,
                "reason": one.reason,
            }
            for one in found.readings
        ],
        "problems": [{"where": one.where, "text": one.text} for one in found.problems],
    }


def _lines(found: AnnexProposal, out: Path, written: bool) -> list[str]:
    """Return what people read: the set, what is unsure, the problems, the file."""
    from ntm_desktop.domain.annex_grid import Confidence

    sure, likely, unsure = (found.count(one) for one in Confidence)
    tables = ", ".join(one.name for one in found.tables if one.number in found.used)
    count = sum(len(one.indicators) for one in found.found.criteria)
    lines = [
        f"{found.title.name}.",
        f"{tables}: {len(found.found.criteria)} tiêu chí, {count} chỉ tiêu.",
        f"Chắc chắn {sure}, có thể đúng {likely}, chưa chắc {unsure}.",
    ]
    for criterion in found.found.criteria:
        lines.append(f"{criterion.code}. {criterion.name}")
        lines += [f"    {_indicator_line(found, one)}" for one in criterion.indicators]
    doubtful = [one for one in found.readings if one.confidence is Confidence.UNSURE]
    if doubtful:
        lines += ["", "Chưa chắc, cần người xem:"]
        told = [f"  {one.where}: “{_short(one.original)}”. {one.reason}" for one in doubtful]
        lines += dict.fromkeys(told)
    seen = {(one.where, one.reason) for one in doubtful}
    problems = [one for one in found.problems if (one.where, one.text) not in seen]
    if problems:
        lines += ["", "Cần xem lại:"]
        lines += [f"  {one.where}: {one.text}" for one in problems]
    end = f"Đã ghi {out}. Chưa có gì được coi là đã đối chiếu." if written else "Không ghi tệp."
    return [*lines, "", end]


def _indicator_line(found: AnnexProposal, indicator: ProposedIndicator) -> str:
    """Return an indicator with what was understood of its targets."""
    names = {one.id: one.name for one in found.found.groups}
    shown = [
        (names.get(one.group, one.group), one.understood)
        for one in found.readings
        if one.what == "target" and one.code == indicator.code and one.original
    ]
    if len({text for _, text in shown}) == 1:
        shown = [("", shown[0][1])]
    targets = "; ".join(f"{group}: {text}" if group else text for group, text in shown)
    return f"{indicator.code} {_short(indicator.text)} [{targets or 'chưa có mức'}]"


def _short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"
