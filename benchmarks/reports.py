"""How long a report takes to be written, beside python-docx cloning rows in the same run.

    .venv/bin/python benchmarks/reports.py [--rounds 40]

A report of 16 pages: 5 sections, each with prose that is there under a condition and a table of 75
rows and 6 columns in groups (a loop in a loop, a head of two rows, equal neighbours merged), a line
under the title and a chart. Measured: our engine on a template of tags (with the check of the
template, the merging, the lines, the file renamed into its place); the bare docxtpl on the same
template; the floor, python-docx that clones one `<w:tr>` a row into a ready document for the same
words. Then documents as an office asks for them: the progress report of the largest sample with
its data gathered and its charts drawn, and 30 documents in one go. Goal: at most 1.5 times the
floor. Rounds are taken in turn and the best counts; the three ways are compared by their time on
the processor, so that what else the machine does weighs less. The chart is drawn beforehand.
"""

import argparse
import copy
import io
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import jinja2
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import SandboxedEnvironment

from ntm_desktop.reports import charts
from ntm_desktop.reports.render import CHART_WIDTH_MM, render_report
from ntm_desktop.reports.report_kind import ReportKind
from ntm_desktop.reports.template_fields import shown
from ntm_desktop.services import many_documents, reporting
from ntm_desktop.services.samples import create_sample, suggested_period
from ntm_desktop.services.workspace import Workspace
from tools.word_templates import layout

SECTIONS, ROWS, GROUPS, GOAL = 5, 75, 5, 1.5
DOCUMENTS, LARGEST = 30, "quang-an"
NOW = 1_767_000_000_000  # the end of 2025
WIDTHS = (12, 30, 63, 20, 20, 20)
STYLES = (layout.MIDDLE, layout.LEFT, layout.LEFT, layout.RIGHT, layout.RIGHT, layout.RIGHT)
HEADS = ("TT", "Nhóm", "Công trình, nội dung", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)")
FIELDS = ("number", "group", "name", "planned", "done", "rate")
Times = list[float]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    number: str = shown("Số thứ tự.")
    group: str = shown("Nhóm.")
    name: str = shown("Tên.")
    planned: str = shown("Kế hoạch.")
    done: str = shown("Thực hiện.")
    rate: str = shown("Tỷ lệ.")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together."""

    lines: tuple[Line, ...] = shown("Các dòng.")


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading, its words (none where there is nothing to say), its table."""

    heading: str = shown("Tên mục.")
    words: str = shown("Lời văn, có thể trống.")
    groups: tuple[Group, ...] = shown("Các nhóm.")


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    title: str = shown("Trích yếu.")
    parts: tuple[Part, ...] = shown("Các mục.")


@dataclass(frozen=True, slots=True)
class Pictures:
    """Its chart."""

    chart: bytes = shown("Biểu đồ.")


KIND = ReportKind(
    id="thu", title="Thử", template="thu.docx", subject="period", context=Report, images=Pictures
)


def main() -> int:
    """Measure and print; 1 when the goal is missed."""
    rounds = parsed_arguments().rounds
    with tempfile.TemporaryDirectory(prefix="ntm-reports-") as name:
        folder = Path(name)
        os.environ["NTM_DEVICE_DIR"] = str(folder / "device")
        ratio = engine_against_floor(folder, rounds)
        real_documents(folder, rounds)
    return int(ratio > GOAL)


def parsed_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    return parser.parse_args()


# --- the content and its two templates ---


def content() -> Report:
    """Return what the report says; every second section has no words of its own."""
    return Report("Kết quả thực hiện năm 2025", tuple(part(number) for number in range(SECTIONS)))


def part(number: int) -> Part:
    """Return a section."""
    words = "Trong năm, các thôn đã thực hiện các nội dung sau đây. " * 4
    groups = (group(number, place) for place in range(GROUPS))
    return Part(f"{number + 1}. Nội dung {number + 1}", "" if number % 2 else words, tuple(groups))


def group(section: int, place: int) -> Group:
    """Return the rows of one group."""
    size = ROWS // GROUPS
    first = place * size + 1
    return Group(tuple(line(section, place, number) for number in range(first, first + size)))


def line(section: int, place: int, number: int) -> Line:
    """Return one row."""
    name = f"Đường & rãnh <thôn {number % 12 + 1}>, đoạn {section + 1}.{number}"
    return Line(f"{number}", f"Nhóm {place + 1}", name, f"{number}.500", f"{number}.250", "95,3")


def rows_of(one: Part) -> list[Line]:
    """Return all rows of a section."""
    return [each for found in one.groups for each in found.lines]


def head_rows() -> str:
    """Return a head of two rows, its cells merged."""
    cells = [
        layout.head_cell(width, text, merge="restart")
        for width, text in zip(WIDTHS, HEADS, strict=True)
    ]
    first = layout.row(*cells[:3], layout.head_cell(40, "Khối lượng", span=2), cells[5], head=True)
    empty = [layout.head_cell(width, "", merge="continue") for width in WIDTHS]
    named = [layout.head_cell(20, HEADS[place]) for place in (3, 4)]
    return first + layout.row(*empty[:3], *named, empty[5], head=True)


def title_words(title: str) -> str:
    """Return the title with its line."""
    return layout.paragraph("NtmSubject", title) + layout.line(0.4, 3, longest=150)


def tagged(_section: str) -> str:
    """Return the body of the template that our engine fills in."""
    fields = [f"{{{{ one.{name} }}}}" for name in FIELDS]
    table = layout.table(
        WIDTHS,
        head_rows(),
        layout.tag_row("for found in part.groups", 6),
        layout.tag_row("for one in found.lines", 6),
        layout.data_row(WIDTHS, STYLES, fields),
        layout.tag_row("endfor", 6),
        layout.tag_row("endfor", 6),
        rule="merge-equal 2",
    )
    section = (
        layout.paragraph("NtmHeading", "{{ part.heading }}")
        + layout.when("part.words", layout.paragraph("NtmBody", "{{ part.words }}"))
        + table
    )
    picture = layout.when("chart", layout.paragraph("NtmPicture", "{{ chart }}"))
    return title_words("{{ title }}") + layout.each("part", "parts", section) + picture


def ready(_section: str) -> str:
    """Return the body of the document whose paragraphs and rows python-docx clones."""
    table = layout.table(WIDTHS, head_rows(), layout.data_row(WIDTHS, STYLES, ["x"] * 6))
    models = layout.paragraph("NtmHeading", "x") + layout.paragraph("NtmBody", "x") + table
    return title_words("x") + models + layout.paragraph("NtmPicture")


# --- the ways to write it ---


def clone_rows(source: Path, report: Report, chart: bytes, out: Path) -> None:
    """Write the report by cloning one `<w:tr>` a row: the floor."""
    document = docx.Document(str(source))
    body = document.element.body
    title, _rule, heading, words, table, picture = list(body)[:6]
    say(title, report.title)
    for one in report.parts:
        picture.addprevious(said(heading, one.heading))
        if one.words:
            picture.addprevious(said(words, one.words))
        picture.addprevious(table_of(table, one))
    for model in (heading, words, table):
        body.remove(model)
    document.paragraphs[-1].add_run().add_picture(io.BytesIO(chart), width=Mm(CHART_WIDTH_MM))
    document.save(str(out))


def table_of(model: Any, one: Part) -> Any:
    """Return a copy of the table with a clone of its last row for each row of a section."""
    table = copy.deepcopy(model)
    pattern = table[-1]
    table.remove(pattern)
    above = ""
    for found in rows_of(one):
        row = copy.deepcopy(pattern)
        for place, (cell, name) in enumerate(zip(row.findall(qn("w:tc")), FIELDS, strict=True)):
            is_merged = place == 1 and found.group == above
            say(cell, "" if is_merged else getattr(found, name))
            if place == 1:
                merge(cell, is_merged=is_merged)
        above = found.group
        table.append(row)
    return table


def say(element: Any, text: str) -> None:
    """Write a text into the one run of an element."""
    next(element.iter(qn("w:t"))).text = text


def said(model: Any, text: str) -> Any:
    """Return a copy of a paragraph with other words."""
    copied = copy.deepcopy(model)
    say(copied, text)
    return copied


def merge(cell: Any, *, is_merged: bool) -> None:
    """Make a cell the first of a merged column or a part of the one above."""
    merged = cell.tcPr._add_vMerge()
    merged.set(qn("w:val"), "continue" if is_merged else "restart")


def bare_docxtpl(source: Path, report: Report, chart: bytes, out: Path) -> None:
    """Write the report with docxtpl and nothing of ours."""
    template = DocxTemplate(str(source))
    environment = SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    picture = InlineImage(template, io.BytesIO(chart), width=Mm(CHART_WIDTH_MM))
    values = {"title": report.title, "parts": report.parts, "chart": picture}
    template.render(values, environment)
    template.save(str(out))


# --- measuring ---


def engine_against_floor(folder: Path, rounds: int) -> float:
    """Measure and print the three ways; return our time against the floor."""
    source, models = folder / "thu.docx", folder / "san.docx"
    layout.build_document("thu", tagged).save(str(source))
    layout.build_document("san", ready).save(str(models))
    report, chart = content(), charts.progress_chart([charts.ProgressBar("Tiêu chí", 16, 3, 0)])
    ours, floor, bare = (folder / name for name in ("ours.docx", "floor.docx", "bare.docx"))
    ways: dict[str, Callable[[], object]] = {
        "floor: python-docx cloning rows": lambda: clone_rows(models, report, chart, floor),
        "bare docxtpl": lambda: bare_docxtpl(source, report, chart, bare),
        "our engine": lambda: render_report(KIND, report, source, ours, {"chart": chart}),
    }
    found = in_turn(ways, rounds, time.process_time)
    check_same(ours, floor)
    bests = [min(times) for times in found.values()]
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}, ", end="")
    print(f"Python {platform.python_version()}")
    for name, times in found.items():
        print(f"{name:34} {described(times)}   {min(times) / bests[0]:.2f} x floor")
    print(f"{'our engine against the floor':34} {bests[2] / bests[0]:6.2f} x     goal {GOAL} x")
    return bests[2] / bests[0]


def check_same(ours: Path, floor: Path) -> None:
    """Stop where the two documents do not say the same."""
    texts = []
    for path in (ours, floor):
        body = docx.Document(str(path)).element.body
        texts.append([words_of(paragraph) for paragraph in body.iter(qn("w:p"))])
        rows, merged = (len(list(body.iter(qn(tag)))) for tag in ("w:tr", "w:vMerge"))
        if rows != SECTIONS * (ROWS + 2) or merged != SECTIONS * (ROWS + 8):
            raise SystemExit(f"{path.name} has {rows} rows, {merged} merged cells")
    if texts[0] != texts[1]:
        raise SystemExit("the documents do not say the same")


def words_of(paragraph: Any) -> str:
    """Return the text of a paragraph."""
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def real_documents(folder: Path, rounds: int) -> None:
    """Measure and print the progress report of a sample, and 30 documents in one go."""
    workspace = create_sample(folder / "data", LARGEST, now_ms=NOW, user="cán bộ")
    period, out = suggested_period(LARGEST), folder / "bao-cao.docx"
    ways: dict[str, Callable[[], object]] = {
        f"progress report of {LARGEST}": lambda: reporting.build_report(
            workspace, "bao-cao-tien-do", period, None, out
        ),
    }
    for name, times in in_turn(ways, rounds, time.perf_counter).items():
        print(f"{name:34} {described(times)}")
    begun = time.perf_counter()
    made = many(workspace, period, folder)
    took = time.perf_counter() - begun
    print(f"{f'{made} documents in one go':34} {took:6.2f} s ({1000 * took / made:.0f} ms each)")
    workspace.close()


def many(workspace: Workspace, period: str, folder: Path) -> int:
    """Write 30 documents: those of a period, then those of the year before; return how many."""
    wanted, made = many_documents.period_documents(), 0
    for asked in (period, str(int(period) - 1)):
        ids = wanted[: DOCUMENTS - made]
        done = many_documents.build_many(workspace, asked, folder / asked, report_ids=ids)
        if done.failed:
            raise SystemExit(done.failed[0].message)
        made += len(done.built)
    return made


def in_turn(
    ways: dict[str, Callable[[], object]], rounds: int, clock: Callable[[], float]
) -> dict[str, Times]:
    """Return the milliseconds of each way, taken in turn after one round to warm up."""
    found: dict[str, Times] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, write in ways.items():
            begun = clock()
            write()
            if number:
                found[name].append(1000 * (clock() - begun))
    return found


def described(times: Times) -> str:
    """Return the best and the median."""
    return f"{min(times):6.1f} ms (median {statistics.median(times):.1f})"


if __name__ == "__main__":
    sys.exit(main())
