"""Rules of the page that hold for every document: in the shipped templates and in what is made."""

from __future__ import annotations

import re

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ntm_desktop import paths
from ntm_desktop.reports.line_shapes import EMU_PER_MM
from ntm_desktop.reports.page_flow import drop_empty_end, keep_lead_ins
from tests.reports.every_document import FORMS, built
from tests.reports.grown_offices import new_office, sample
from tools.make_templates import FOLDER, TEMPLATES

TWIPS_PER_MM = 1440 / 25.4
HEADINGS = {"NtmHeading": 1, "NtmPartyHeading": 1, "NtmSubheading": 2, "NtmPartySubheading": 2}
LINE = re.compile(r"line ([0-9.]+) of")
STATE_LINES = 3  # of the motto, the issuer and the subject
OPENED = {name: docx.Document(str(FOLDER / name)) for name in TEMPLATES}


@pytest.fixture(params=TEMPLATES, scope="module")
def template(request):
    return OPENED[request.param]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = sample(tmp_path_factory.mktemp("office"), "quang-an")
    yield made
    made.close()


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    made = new_office(tmp_path_factory.mktemp("new"))
    yield made
    made.close()


@pytest.fixture(params=FORMS, ids=lambda form: form.id, scope="module")
def documents(request, office, new, tmp_path_factory):
    """One document of a sample, and of an office in which hardly anything was entered."""
    folder = tmp_path_factory.mktemp("made")
    made = [built(one, request.param, "2023", folder / one.folder.name) for one in (office, new)]
    return [docx.Document(str(path)) for path in made]


def words(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t"))).strip()


def style_of(paragraph):
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "Normal" if found is None else found.get(qn("w:val"))


def number_of(paragraph):
    """Return the number a heading begins with, "" for none."""
    found = NUMBER.match(words(paragraph))
    return found.group(1) if found else ""


def kept_styles(document):
    """Return the styles whose paragraphs stay with the next one."""
    styles = document.styles.element.iter(qn("w:style"))
    return {one.get(qn("w:styleId")) for one in styles if any(True for _ in one.iter(KEEP))}


KEEP = qn("w:keepNext")
CANNOT_SPLIT = f"{qn('w:trPr')}/{qn('w:cantSplit')}"
NUMBER = re.compile(r"(\w+(?:\.\w+)*)\.\s")


def is_kept(paragraph, kept):
    return style_of(paragraph) in kept or any(True for _ in paragraph.iter(KEEP))


def is_bordered(table):
    return table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None


def is_head(row):
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def sections_of(body):
    """Return (section, the blocks in it) in order."""
    found, blocks = [], []
    for block in body:
        if block.tag == qn("w:sectPr"):
            found.append((block, blocks))
            continue
        blocks.append(block)
        end = block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if end is not None:
            found.append((end, blocks))
            blocks = []
    return found


def text_width(section):
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width = int(size.get(qn("w:w")))
    return width - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))


# --- templates ---


def test_no_row_of_any_table_breaks_over_pages(template):
    for row in template.element.body.iter(qn("w:tr")):
        is_addresses = words(row).startswith("Kính gửi:")  # may be longer than a page
        assert is_addresses or row.find(CANNOT_SPLIT) is not None, words(row)


def test_every_table_that_grows_repeats_its_head(template):
    for table in template.element.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        if any("{%tr for" in words(row) for row in rows):
            assert is_bordered(table)
            heads = [is_head(row) for row in rows]
            assert heads[0], words(rows[0])
            assert heads == sorted(heads, reverse=True)


def test_cells_are_as_wide_as_their_columns_and_tables_fit_the_page(template):
    for section, blocks in sections_of(template.element.body):
        for block in blocks:
            for table in [block] if block.tag == qn("w:tbl") else []:
                grid = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
                assert sum(grid) <= text_width(section) + len(grid) + TWIPS_PER_MM / 2
                for row in table.findall(qn("w:tr")):
                    cells = row.findall(qn("w:tc"))
                    found = [
                        int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
                        for cell in cells
                    ]
                    assert len(cells) < len(grid) or found == grid


def test_page_numbers_stand_on_top_but_not_on_first_pages_and_begin_anew(template):
    for section in template.sections:
        header = section.header._element
        fields = [one.get(qn("w:instr")).strip() for one in header.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE"]
        (number,) = header.iter(qn("w:p"))
        assert number.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "center"
        assert section.different_first_page_header_footer
        assert not words(section.first_page_header._element)
        assert not list(section.footer._element.iter(qn("w:fldSimple")))
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_lines_are_shapes_in_the_shares_the_rules_ask_for(template):
    body = template.element.body
    shapes = list(body.iter(qn("wp:docPr")))
    shares = sorted(float(LINE.search(one.get("descr")).group(1)) for one in shapes)
    assert all(1 / 3 <= share <= 1 / 2 for share in shares if share != 1)
    told = words(body)
    if "Độc lập - Tự do - Hạnh phúc" in told or "ĐẢNG CỘNG SẢN VIỆT NAM" in told:
        assert shares[-1:] == [1]
    if "{{ document_number }}" in told and "ĐẢNG CỘNG SẢN" not in told:
        is_letter = "{{ letter_subject }}" in told  # its subject stands below the number
        assert len(shares) == STATE_LINES - is_letter
    assert not list(body.iter(qn("w:pBdr")))


def test_headings_and_signatures_stay_with_what_belongs_to_them(template):
    kept = kept_styles(template)
    for paragraph in template.element.body.iter(qn("w:p")):
        if style_of(paragraph) in HEADINGS:
            assert is_kept(paragraph, kept), words(paragraph)
    for table in template.element.body.iter(qn("w:tbl")):
        if "signer_title }}" not in words(table) and "_block.heading }}" not in words(table):
            continue
        above = table.getprevious()
        while above.tag == qn("w:p") and words(above).startswith("{%p"):
            above = above.getprevious()
        assert above.tag == qn("w:tbl") or is_kept(above, kept), words(above)
        filled = [one for one in table.iter(qn("w:p")) if "{%p" not in words(one)]
        assert all(is_kept(one, kept) for one in filled)


def test_every_template_is_listed_and_every_listed_one_is_there():
    assert {path.name for path in paths.template("").glob("*.docx")} == set(TEMPLATES)


# --- what is made of them ---


def test_nothing_is_left_of_the_template(documents):
    for document in documents:
        told = words(document.element.body)
        assert not any(mark in told for mark in ("{{", "{%", "}}", "None"))


def test_no_section_is_empty_and_each_numbers_its_pages(documents):
    for document in documents:
        for section, blocks in sections_of(document.element.body):
            assert any(words(block) for block in blocks)
            assert section.find(qn("w:titlePg")) is not None
            assert section.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
            assert len(section.findall(qn("w:headerReference"))) == 2


def test_wide_tables_stand_on_landscape_pages(documents):
    for document in documents:
        for section, blocks in sections_of(document.element.body):
            for table in (block for block in blocks if block.tag == qn("w:tbl")):
                grid = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
                assert sum(grid) <= text_width(section) + len(grid) + TWIPS_PER_MM / 2


def test_no_heading_stands_without_words_below(documents):
    for document in documents:
        held = [one for one in document.element.body if words(one) or one.tag == qn("w:tbl")]
        for one, below in zip(held, [*held[1:], None], strict=True):
            level = HEADINGS.get(style_of(one)) if one.tag == qn("w:p") else None
            if level is not None:
                assert below is not None, words(one)
                is_part = number_of(below).startswith(f"{number_of(one)}.")
                assert is_part or HEADINGS.get(style_of(below), 9) > level, words(one)


def test_what_leads_to_more_stays_with_it(documents):
    for document in documents:
        kept = kept_styles(document)
        for one in document.element.body.findall(qn("w:p")):
            assert not words(one).endswith(":") or is_kept(one, kept), words(one)


def test_tables_of_a_document_keep_head_and_rows(documents):
    for document in documents:
        for table in document.element.body.iter(qn("w:tbl")):
            rows = table.findall(qn("w:tr"))
            assert words(table).startswith("Kính gửi:") or all(
                row.find(CANNOT_SPLIT) is not None for row in rows
            )
            assert not is_head(rows[0]) or len(rows) > 1, words(table)


def test_lines_are_as_long_as_the_text_above_them_asks(documents):
    for document in documents:
        for shape in document.element.body.iter(qn("wp:docPr")):
            rule = LINE.search(shape.get("descr") or "")
            if rule:
                length = int(shape.getparent().find(qn("wp:extent")).get("cx")) / EMU_PER_MM
                assert 0 < length <= 100


# --- the two rules that need the finished text ---

SECTION = '<w:sectPr><w:pgSz w:w="{width}" w:h="100"/></w:sectPr>'


def body_of(*blocks):
    return parse_xml(f"<w:body {nsdecls('w')}>{''.join(blocks)}</w:body>")


def p(text="", inside=""):
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{inside}</w:pPr>{run}</w:p>"


def test_an_empty_last_section_goes_and_the_one_before_ends_the_document():
    ends = (SECTION.format(width=width) for width in (1, 2))
    body = body_of(p("Lời"), p(inside=next(ends)), p(), p(), next(ends))
    drop_empty_end(body)
    assert [one.tag for one in body] == [qn("w:p"), qn("w:p"), qn("w:sectPr")]
    assert body[-1].find(qn("w:pgSz")).get(qn("w:w")) == "1"


@pytest.mark.parametrize(
    "last",
    [p("Phụ lục"), "<w:tbl/>", "<w:p><w:pPr/><w:r><w:drawing/></w:r></w:p>"],
)
def test_a_last_section_with_anything_in_it_stays(last):
    body = body_of(p("Lời"), p(inside=SECTION.format(width=1)), last, p(), SECTION.format(width=2))
    drop_empty_end(body)
    assert len(body) == 5


def test_a_document_of_one_section_stays_as_it_is():
    body = body_of(p("Lời"), p(), SECTION.format(width=1))
    drop_empty_end(body)
    assert len(body) == 3
    bare = body_of(p(), SECTION.format(width=1))
    drop_empty_end(bare)
    assert len(bare) == 2


def test_only_lead_ins_are_kept_with_the_next_paragraph():
    style = '<w:pStyle w:val="NtmBody"/>'
    body = body_of(p("Nội dung: ", style), p("- Một", style), p("Hai:", f"{style}<w:keepNext/>"))
    keep_lead_ins(body)
    kept = [[child.tag for child in one.find(qn("w:pPr"))] for one in body]
    assert kept == [[qn("w:pStyle"), KEEP], [qn("w:pStyle")], [qn("w:pStyle"), KEEP]]
