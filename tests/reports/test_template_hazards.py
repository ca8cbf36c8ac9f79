"""What Word makes of a tag while a template is edited: each way as a file, checked and filled in.

Every file is a copy of a shipped template in which one tag was changed as Word would change it.
"""

import io
import re

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ntm_desktop.errors import TemplateFileError
from ntm_desktop.reports.catalogue import PROGRESS_REPORT
from ntm_desktop.reports.progress_report import build_context
from ntm_desktop.reports.render import check_file, render_report
from ntm_desktop.reports.template_faults import Fault
from tests.reports import samples
from tests.reports.reading import TEMPLATE

TITLE = build_context(samples.facts()).title
MARKS = ("{{", "}}", "{%", "%}")
EN_DASH, NARROW_QUOTES, NBSP = "\u2013", "\u201c{}\u201d", "\u00a0"


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside):
    properties = '<w:pPr><w:pStyle w:val="NtmSubject"/></w:pPr>'
    return parse_xml(f"<w:p {nsdecls('w')}>{properties}{''.join(inside)}</w:p>")


def words(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def edited(folder, *replacing, tag="{{ title }}"):
    """Return a copy of the progress report's template with other paragraphs in place of one."""
    document = docx.Document(str(TEMPLATE))
    held = next(one for one in document.element.body.iter(qn("w:p")) if words(one) == tag)
    for one in replacing:
        held.addprevious(one)
    held.getparent().remove(held)
    path = folder / "mau-da-sua.docx"
    document.save(str(path))
    return path


def filled(template, folder):
    """Return the document that a template makes."""
    out = folder / "ra.docx"
    render_report(PROGRESS_REPORT, build_context(samples.facts()), template, out, {})
    return docx.Document(str(out))


def inserted(inside):
    return f'<w:ins w:id="90" w:author="" w:date="2026-01-01T00:00:00Z">{inside}</w:ins>'


def deleted(text):
    kept = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="91" w:author="" w:date="2026-01-01T00:00:00Z">{kept}</w:del>'


BOOKMARK = '<w:bookmarkStart w:id="92" w:name="dau_trang"/>', '<w:bookmarkEnd w:id="92"/>'
MISSPELT = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
HARMLESS = {
    "split over runs": (run("{"), run("{ ti"), run("tle "), run("}}")),
    "spelling marks inside": (run("{{ "), MISSPELT[0], run("title"), MISSPELT[1], run(" }}")),
    "a bookmark inside": (run("{{ "), BOOKMARK[0], run("title"), BOOKMARK[1], run(" }}")),
    "a part set bold": (run("{{ ti"), run("tl", "<w:b/>"), run("e }}")),
    "a hyperlink around a part": (
        *(run("{{ "), '<w:hyperlink w:anchor="dau_trang">', run("title"), "</w:hyperlink>"),
        run(" }}"),
    ),
    "in a field": ('<w:fldSimple w:instr=" QUOTE ">', run("{{ title }}"), "</w:fldSimple>"),
    "in a content control": (
        *("<w:sdt><w:sdtPr><w:tag w:val='trich-yeu'/></w:sdtPr><w:sdtContent>",),
        *(run("{{ title }}"), "</w:sdtContent></w:sdt>"),
    ),
    "a tab inside": (run("{{"), "<w:r><w:tab/></w:r>", run("title }}")),
    "no-break spaces": (run(f"{{{{{NBSP}title{NBSP}}}}}"),),
    "curly quotes": (run("{{ title | default(" + NARROW_QUOTES.format("chưa có") + ") }}"),),
    "a part inserted under track changes": (run("{{ ti"), inserted(run("tle")), run(" }}")),
    "a part deleted under track changes": (run("{{ title"), deleted("_cu"), run(" }}")),
    "a name of one's own with marks": (run("{% set tên_xã = title %}{{ tên_xã }}"),),
}


@pytest.mark.parametrize("hazard", HARMLESS)
def test_what_word_puts_into_a_tag_does_no_harm(hazard, tmp_path):
    template = edited(tmp_path, paragraph(*HARMLESS[hazard]))
    assert check_file(PROGRESS_REPORT, template) == []
    document = filled(template, tmp_path)
    assert not any(mark in words(document.element.body) for mark in MARKS)
    told = [words(one).strip() for one in document.element.body.iter(qn("w:p"))]
    assert told.count(TITLE) == 1


def test_a_field_set_partly_bold_is_printed_as_its_first_letters_are(tmp_path):
    bold, plain = run("{{ ti", "<w:b/>"), run("tle }}")
    document = filled(edited(tmp_path, paragraph(bold, plain)), tmp_path)
    printed = next(one for one in document.element.body.iter(qn("w:r")) if words(one) == TITLE)
    assert printed.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None


HARMFUL = {
    "Enter inside a tag": ((run("{{ ti"),), (run("tle }}"),), Fault.CUT_TAG),
    "a tag in a tracked deletion": (
        (run("{{ title }}"), deleted("{{ ten_cu }}")), None, Fault.DELETED_TAG,
    ),
    "a first letter made large": ((run("{{ Title }}"),), None, Fault.CAPITAL_FIELD),
    "a hyphen made a dash": (
        (run("{{ title " + EN_DASH + " 1 }}"),), None, Fault.DASH,
    ),
    "words beside a block tag": (
        (run("Kính gửi {%p if title %}"),), (run("{%p endif %}"),), Fault.LOST_WORDS,
    ),
    "a tag that is not closed": ((run("Về {{ title"),), None, Fault.OPEN_TAG),
    "a tag that is not opened": ((run("Về title }}"),), None, Fault.CLOSE_TAG),
    "a name misspelt": ((run("{{ titel }}"),), None, Fault.UNKNOWN_FIELD),
    "a block without its end": ((run("{%p if title %}"),), None, Fault.NOT_CLOSED),
}  # fmt: skip


@pytest.mark.parametrize("hazard", HARMFUL)
def test_what_would_break_a_document_is_found_and_refused_before_printing(hazard, tmp_path):
    first, second, fault = HARMFUL[hazard]
    template = edited(tmp_path, *(paragraph(*one) for one in (first, second) if one))
    (found,) = check_file(PROGRESS_REPORT, template)
    assert found.fault is fault
    assert found.place.startswith("thân văn bản, đoạn ")
    assert found.paragraph
    assert_a_sentence(found.message)
    assert_a_sentence(found.fix)
    refuses(template, tmp_path, found)


def assert_a_sentence(text):
    assert re.match(r"[A-ZĐÀ-Ỹ]", text)
    assert text.endswith(".")
    assert not re.search("jinja|undefined|unexpected|token|error", text, re.IGNORECASE)


def refuses(template, folder, found):
    """Fail unless a template is refused with its fault, and nothing is written."""
    with pytest.raises(TemplateFileError) as refused:
        filled(template, folder)
    assert found.place in str(refused.value)
    assert refused.value.hint.startswith(found.fix.removesuffix("."))
    assert not (folder / "ra.docx").exists()


def test_the_nearest_name_is_proposed(tmp_path):
    for typed in ("titel", "Title"):
        template = edited(tmp_path, paragraph(run(f"{{{{ {typed} }}}}")))
        (found,) = check_file(PROGRESS_REPORT, template)
        assert (found.nearest, "title" in found.fix) == ("title", True)


def test_words_that_would_vanish_are_quoted(tmp_path):
    block = paragraph(run("Kính gửi {%p if title %}")), paragraph(run("{%p endif %}"))
    (found,) = check_file(PROGRESS_REPORT, edited(tmp_path, *block))
    assert "“Kính gửi”" in found.message


def test_a_row_loop_written_into_its_own_data_row_is_found_and_refused(tmp_path):
    document = docx.Document(str(TEMPLATE))
    rows = [one for one in document.element.body.iter(qn("w:tr")) if "work_rows" in words(one)]
    loop, data = rows[0], rows[0].getnext()
    end = data.getnext()
    cells = data.findall(qn("w:tc"))
    cells[0].find(qn("w:p")).addprevious(paragraph(run(words(loop))))
    cells[-1].append(paragraph(run(words(end))))
    for row in (loop, end):
        row.getparent().remove(row)
    path = tmp_path / "mau-da-sua.docx"
    document.save(str(path))
    (found,) = check_file(PROGRESS_REPORT, path)
    assert found.fault is Fault.DATA_ROW
    assert re.fullmatch(r"bảng \d+, hàng 2, ô 1", found.place)
    refuses(path, tmp_path, found)


def test_a_copy_saved_by_word_with_all_harmless_changes_at_once_still_works(tmp_path):
    together = [paragraph(*inside) for inside in HARMLESS.values()]
    template = edited(tmp_path, *together)
    assert check_file(PROGRESS_REPORT, template) == []
    content = io.BytesIO()
    filled(template, tmp_path).save(content)
    body = docx.Document(io.BytesIO(content.getvalue())).element.body
    told = [words(one).strip() for one in body.iter(qn("w:p"))]
    assert told.count(TITLE) == len(HARMLESS)
