"""Word files of every make are read as they look: styles, lists, boxes, changes, page numbers."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.errors import InputError
from ntm_desktop.progress import Cancelled
from ntm_desktop.reports.layout_check import reading
from ntm_desktop.reports.layout_check.check import check_parts_of_file
from ntm_desktop.reports.layout_check.numbering import roman, roman_value
from ntm_desktop.reports.layout_check.reading import read_sheet
from tests.reports.layout_papers import (
    LONG,
    WPS,
    Line,
    centred,
    document,
    drawn,
    fill,
    parts_of,
    prose,
    report,
    rules,
    set_line,
    set_page,
    shape,
    state_decision,
    state_report,
)

W = f'xmlns:w="{nsmap["w"]}"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def xml(text: str):
    """Return an element; `W` stands for the namespaces."""
    head, mark, rest = text.partition(">")
    closing = "/" if head.endswith("/") else ""
    return parse_xml(f"{head.removesuffix('/')} {W} {VML}{closing}{mark}{rest}")


def sheet_of(made):
    return read_sheet(parts_of(made))


def with_text(made):
    return [one for one in sheet_of(made).paragraphs if one.text]


# --- looks ---


def style_with(made, style_id, inner, based=""):
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    kind = "character" if style_id.startswith("c") else "paragraph"
    made.styles.element.append(
        xml(
            f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{style_id}"/>'
            f"{base}{inner}</w:style>"
        )
    )


def added(made, body):
    made.element.body.insert(0, xml(f"<w:p>{body}</w:p>"))
    return with_text(made)[0]


def test_a_style_goes_back_to_the_one_it_is_based_on_and_to_the_defaults():
    made = docx.Document()
    style_with(
        made,
        "pOne",
        '<w:pPr><w:spacing w:before="120"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/>'
        '<w:sz w:val="26"/></w:rPr>',
    )
    style_with(made, "pTwo", '<w:pPr><w:spacing w:after="60"/></w:pPr>', based="pOne")
    one = added(made, '<w:pPr><w:pStyle w:val="pTwo"/></w:pPr><w:r><w:t>chữ</w:t></w:r>')
    assert (one.align, one.before, one.after, one.style) == ("center", 6, 3, "pTwo")
    assert (one.runs[0].size, one.runs[0].bold) == (13, True)
    assert one.runs[0].fonts == ("Cambria",)  # theme font of the starting document


def test_bold_of_a_character_style_turns_that_of_the_paragraph_style_off():
    made = docx.Document()
    style_with(made, "pBold", "<w:rPr><w:b/></w:rPr>")
    style_with(made, "cBold", "<w:rPr><w:b/></w:rPr>")
    named = '<w:pPr><w:pStyle w:val="pBold"/></w:pPr>'
    run = '<w:r><w:rPr><w:rStyle w:val="cBold"/>{own}</w:rPr><w:t>chữ</w:t></w:r>'
    assert not added(made, named + run.format(own="")).runs[0].bold
    assert added(made, named + run.format(own="<w:b/>")).runs[0].bold
    assert not added(made, named + run.format(own='<w:b w:val="0"/>')).runs[0].bold


def test_styles_that_lead_in_a_circle_end():
    made = docx.Document()
    style_with(made, "pA", "<w:rPr><w:i/></w:rPr>", based="pB")
    style_with(made, "pB", "", based="pA")
    one = added(made, '<w:pPr><w:pStyle w:val="pA"/></w:pPr><w:r><w:t>chữ</w:t></w:r>')
    assert one.runs[0].italic


def test_numbers_that_are_none_and_colours_that_are_none_are_passed_over():
    made = docx.Document()
    one = added(
        made,
        '<w:pPr><w:spacing w:before="x" w:beforeAutospacing="1" w:line="y"/>'
        '<w:ind w:hanging="567"/></w:pPr><w:r><w:rPr><w:color w:val="zzzzzz"/><w:sz w:val="?"/>'
        "</w:rPr><w:t>chữ</w:t></w:r>",
    )
    assert (one.before, one.leading, one.runs[0].colour, one.runs[0].size) == (14, 1, "", 10)
    assert round(one.first_line) == -10


@pytest.mark.parametrize(("language", "font"), [("vi-VN", "Times New Roman"), ("en-US", "Calibri")])
def test_the_theme_s_vietnamese_font_counts_where_the_file_is_vietnamese(language, font):
    made = docx.Document()
    fonts = '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'
    added(made, f"<w:r><w:rPr>{fonts}</w:rPr><w:t>chữ</w:t></w:r>")
    spoken = made.settings.element.find(qn("w:themeFontLang"))
    spoken.set(qn("w:val"), language)
    assert with_text(made)[0].runs[0].fonts == (font,)


def test_capitals_by_format_are_capitals_and_hidden_words_are_named():
    made = document(state_report(title=(centred("Báo cáo", bold=True), *state_report().title[1:])))
    kind = next(one for one in made.paragraphs if one.text == "Báo cáo")
    kind.runs[0].font.all_caps = True
    assert report(made).document_type == "BÁO CÁO"
    assert rules(made) == []
    kind.add_run("bí mật").font.hidden = True
    assert "text.hidden" in rules(made)


# --- heads and ends of other make ---


def two(made, left, right, shapes=()):
    """Add a paragraph with a line at the left and one behind a tab."""
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_after = 0
    for place, line in enumerate((left, right)):
        if place:
            paragraph.add_run("\t")
        run = paragraph.add_run(line.text)
        run.bold, run.italic, run.font.size, run.font.name = (
            line.bold, line.italic, Pt(line.size), line.font,
        )  # fmt: skip
    for width in shapes:
        paragraph.runs[0]._r.append(shape(width))


def test_a_head_set_with_tabs_is_read():
    paper, made = state_report(), docx.Document()
    set_page(made.sections[0], paper)
    two(made, paper.left[0], paper.right[0])
    two(made, paper.left[1], paper.right[1], (15, 62))
    two(made, paper.number[0], paper.date[0])
    for line in (*paper.title, *paper.body):
        set_line(made.add_paragraph(), line)
    for left, right in zip(paper.recipients, paper.signature, strict=True):
        two(made, left, right)
    assert rules(made) == []
    assert "number.type" in rules_of_tabbed(made, "Số: 05/BC-UBND", "Số: 05/KH-UBND")


def rules_of_tabbed(made, old, new):
    """Return the rules broken once a run's text is another."""
    for paragraph in made.paragraphs:
        for run in paragraph.runs:
            if run.text == old:
                run.text = new
    return rules(made)


def test_a_head_in_two_tables_and_a_signature_outside_of_tables_are_read():
    paper, made = state_report(), docx.Document()
    set_page(made.sections[0], paper)
    for pair in ((paper.left, paper.right), (paper.number, paper.date)):
        table = made.add_table(rows=1, cols=2)
        for cell, lines in zip(table.rows[0].cells, pair, strict=True):
            fill(cell, lines)
        made.add_paragraph()
    for line in (*paper.title, *paper.body):
        set_line(made.add_paragraph(), line)
    for line in paper.signature:
        set_line(made.add_paragraph(), line)
        made.paragraphs[-1].paragraph_format.left_indent = Mm(80)
    for line in paper.recipients:
        set_line(made.add_paragraph(), line)
    assert rules(made) == []
    assert report(made).asked >= {"capacity.form", "recipients.kept", "place_date.zero"}


def test_a_signature_alone_at_the_end_is_read():
    paper = state_report(recipients=(), signature=(), body=(*state_report().body,))
    made = document(paper)
    for line in state_report().signature:
        set_line(made.add_paragraph(), line)
    found = rules(made)
    assert found == ["recipients.missing"]
    assert "capacity.form" in report(made).asked


def test_lines_of_a_head_broken_inside_one_paragraph_are_read():
    paper = state_report()
    made = document(paper.with_(left=(), right=()))
    table = made.tables[0]
    for cell, lines in ((table.cell(0, 0), paper.left), (table.cell(0, 1), paper.right)):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for place, line in enumerate(lines):
            run = paragraph.add_run(("\n" if place else "") + line.text)
            run.bold, run.font.size, run.font.name = line.bold, Pt(line.size), line.font
        run._r.append(shape(lines[-1].line))
    assert rules(made) == []


def box(lines):
    """Return a text box with lines, as Word writes it: twice, the second for old programs."""
    inner = "".join(
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" '
        f'w:hAnsi="Times New Roman"/>{"<w:b/>" if line.bold else ""}'
        f'<w:sz w:val="{round(line.size * 2)}"/></w:rPr><w:t>{line.text}</w:t></w:r></w:p>'
        for line in lines
    )
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return parse_xml(
        f'<w:r {W} {VML} xmlns:wps="{WPS}" xmlns:mc="http://schemas.openxmlformats.org/markup-'
        'compatibility/2006"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_nation_in_a_text_box_is_read_once():
    paper = state_report()
    made = document(paper.with_(right=()))
    made.tables[0].cell(0, 1).paragraphs[0]._p.append(box(paper.right))
    sheet = sheet_of(made)
    boxed = [one.text for one in sheet.paragraphs if one.where == "box"]
    assert boxed == [line.text for line in paper.right]
    found = report(made)
    assert found.regime == "state"
    assert [one.rule for one in found.findings] == ["motto.line"]
    assert found.findings[0].where.startswith("khung chữ, đoạn")


@pytest.mark.parametrize(
    "line",
    [
        '<v:line from="0,0" to="{width}pt,0"/>',
        '<v:shape type="#_x0000_t32" style="position:absolute;width:{width}pt;height:0"/>',
    ],
)
def test_a_line_of_old_word_counts_as_drawn(line):
    made = document(state_report().changed("right", 1, line=0))
    assert rules(made) == ["motto.line"]
    motto = made.tables[0].cell(0, 1).paragraphs[1]
    motto.runs[0]._r.append(xml(f"<w:pict>{line.format(width=165)}</w:pict>"))
    assert rules(made) == []


def test_a_line_that_hangs_elsewhere_in_the_head_is_not_missed():
    paper = state_report().changed("right", 1, line=0)
    made = document(paper)
    made.tables[0].cell(0, 0).paragraphs[0].runs[0]._r.append(shape(60))
    assert rules(made) == []
    without = document(paper.changed("title", 1, line=0))
    without.tables[0].cell(0, 0).paragraphs[0].runs[0]._r.append(shape(60))
    assert rules(without) == ["subject.line"]


# --- lists ---

NUMBERING = """
<w:abstractNum w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>
<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl><w:lvl w:ilvl="2">
<w:start w:val="3"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
"""


def listed(made, levels):
    """Add list paragraphs of some levels; return the labels that they show."""
    root = made.part.numbering_part.element
    for element in parse_xml(f"<w:numbering {W}>{NUMBERING}</w:numbering>"):
        root.insert(0, element)
    root.append(xml('<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    for level in levels:
        made.element.body.insert(
            len(made.element.body) - 1,
            xml(
                f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'
                "</w:pPr><w:r><w:t>MỤC</w:t></w:r></w:p>"
            ),
        )
    return [one.label for one in with_text(made)]


def test_the_numbers_that_word_writes_are_counted_as_it_does():
    labels = listed(docx.Document(), [0, 1, 1, 0, 1, 2, 2, 0])
    assert labels == ["I.", "a)", "b)", "II.", "a)", "II.03", "II.04", "III."]
    assert listed(docx.Document(), [1] * 28)[-1] == "bb)"
    assert listed(docx.Document(), [8, 2]) == ["", "I.03"]


def test_a_list_by_letters_of_word_misses_đ():
    made = document(state_report(body=(prose(LONG),)))
    body = made.element.body
    places = [at for at, one in enumerate(body) if one.tag == qn("w:tbl")]
    listed(made, [1] * 5)
    letters = [one for one in body if one.tag == qn("w:p") and one.find(qn("w:pPr")) is not None][
        -5:
    ]
    for one in reversed(letters):
        run = next(one.iter(qn("w:r")))
        run.insert(
            0,
            xml(
                '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
                '<w:sz w:val="28"/></w:rPr>'
            ),
        )
        next(one.iter(qn("w:t"))).text = "Phân công người phụ trách"
        body.insert(places[-1], one)
    [found] = report(made).findings
    assert (found.rule, found.found) == ("heading.letter", "“e)” sau “d)”")


@given(st.integers(1, 3000))
def test_roman_digits_are_read_back(value):
    assert roman_value(roman(value)) == value


def test_what_is_no_roman_number_is_none():
    assert [roman_value(text) for text in ("", "IIII", "ABC", "VX", "IC")] == [0, 0, 0, 0, 0]
    assert (roman(0), roman(4000)) == ("0", "4000")


# --- changes, fields, page numbers ---


def test_deleted_words_are_not_read_and_changes_are_named():
    made = document(state_report())
    paragraph = next(one for one in made.paragraphs if one.text.startswith("Trong kỳ"))
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    run = f"<w:r><w:rPr>{fonts}</w:rPr><w:delText>cũ</w:delText></w:r>"
    paragraph._p.append(xml(f'<w:del w:id="1" w:author="a">{run}</w:del>'))
    [found] = report(made).findings
    assert (found.rule, found.found) == ("text.tracked", "1 chỗ sửa đổi được theo dõi")
    inserted = run.replace("delText", "t")
    paragraph._p.append(xml(f'<w:ins w:id="2" w:author="a">{inserted}</w:ins>'))
    assert rules(made) == ["font.name", "text.tracked"]


def test_comments_are_named():
    made = document(state_report())
    made.paragraphs[-1].runs[0]._r.append(xml('<w:commentReference w:id="0"/>'))
    assert rules(made) == ["text.comments"]


def test_a_page_number_written_as_a_long_field_in_a_content_control_is_read():
    made = document(state_report(page_number=None))
    header = made.sections[0].header
    header.is_linked_to_previous = False
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE   \\\\* MERGEFORMAT </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:rPr><w:sz w:val="28"/></w:rPr><w:t>2</w:t>',
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    control = xml(
        f'<w:sdt><w:sdtContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p>'
        "</w:sdtContent></w:sdt>"
    )
    header._element.insert(0, control)
    assert rules(made) == []
    assert "page_number.size" in report(made).asked


def test_a_page_number_at_the_side_is_not_centred():
    assert rules(state_report(page_number=Line("2"))) == ["page_number.place"]
    made = document(state_report(page_number=Line("2")))
    paragraph = made.sections[0].header.paragraphs[0]
    paragraph._p.get_or_add_pPr().append(xml('<w:framePr w:xAlign="center"/>'))
    assert rules(made) == []


def test_a_first_section_without_a_number_is_a_first_page_of_its_own():
    made = document(state_report(page_number=None, hides_first=False))
    section = made.add_section()
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(xml('<w:fldSimple w:instr=" PAGE "/>'))
    assert rules(made) == []


def test_a_wide_page_of_an_annex_may_have_margins_of_its_own():
    made = document(state_report())
    section = made.add_section()
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    assert rules(made) == []


def test_the_strict_variant_of_the_format_is_read():
    parts = parts_of(document(state_report()))
    strict = {}
    for name, data in parts.items():
        held = data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        strict[name] = held
    assert [one.rule for one in check_parts_of_file(strict).findings] == []


# --- hostile files ---


def test_what_is_no_word_document_is_refused():
    for parts in (
        {},
        {"_rels/.rels": b"<x/>"},
        {"word/document.xml": b"<x/>"},
        parts_of(docx.Document()) | {"word/document.xml": b"<x/>"},
    ):
        with pytest.raises(InputError, match="không phải văn bản Word"):
            read_sheet(parts)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"<w:document",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>" * 400 + b"</a>" * 400,
        b"\xff\xfe\x00",
    ],
)
def test_damaged_and_hostile_xml_is_refused(damaged):
    parts = parts_of(docx.Document())
    for name in ("word/document.xml", "word/styles.xml"):
        with pytest.raises(InputError, match="hỏng"):
            read_sheet(parts | {name: damaged})


def test_a_file_with_more_in_it_than_any_document_is_refused(monkeypatch):
    parts = parts_of(document(state_report()))
    for name in ("MOST_TAGS", "MOST_PARAGRAPHS"):
        with monkeypatch.context() as lowered:
            lowered.setattr(reading, name, 10)
            with pytest.raises(InputError, match="quá nhiều đoạn"):
                read_sheet(parts)


def test_reading_can_be_stopped():
    def stop(done, total, what=""):
        raise Cancelled

    with pytest.raises(Cancelled):
        read_sheet(parts_of(document(state_report())), stop)


PARTS = parts_of(document(state_decision()))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["word/document.xml", "word/styles.xml", "word/header1.xml"]),
    st.integers(0, 4_000),
    st.sampled_from([b"", b"<", b'w:val="', b"<w:p>", b"</w:p>", b"<w:tbl/>", b"0", b"\x00"]),
    st.integers(0, 40),
)
def test_a_damaged_file_is_checked_or_refused_and_never_worse(name, place, put, length):
    data = PARTS[name]
    at = place * max(len(data) // 4_000, 1)
    damaged = PARTS | {name: data[:at] + put + data[at + length :]}
    try:
        found = check_parts_of_file(damaged)
    except InputError:
        return
    assert all(one.expected and one.where for one in found.findings)


words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=6), st.lists(words, max_size=3))
def test_any_words_in_any_part_are_checked(body, head):
    paper = state_report(
        body=tuple(prose(text) for text in body),
        left=tuple(centred(text) for text in head),
        title=tuple(centred(text, bold=True) for text in (*head, *body)),
        signature=tuple(centred(text) for text in body),
    )
    found = report(document(paper))
    assert found.regime == "state"
    assert drawn(centred("a"), 1).line > 0
