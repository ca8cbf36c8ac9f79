"""The Word file: right layout, nothing lost, refusals in words, whole or not at all."""

import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from ntm_desktop.errors import DataFileError, TemplateFileError
from ntm_desktop.reports.catalogue import PROGRESS_REPORT
from ntm_desktop.reports.progress_report import build_context
from ntm_desktop.reports.render import render_report
from tests.reports import samples
from tests.reports.reading import TEMPLATE, rendered, text_of

HOSTILE = 'A & B <w:p> "C" > D {{ title }} {% for x in y %}'


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return rendered(samples.facts(), tmp_path_factory.mktemp("full"), charts=True)


def edited_template(folder: Path, old: str, new: str) -> Path:
    """Return a user's copy of the template with words changed in one run."""
    document = docx.Document(str(TEMPLATE))
    nodes = [node for node in document.element.body.iter(qn("w:t")) if old in (node.text or "")]
    nodes[0].text = nodes[0].text.replace(old, new)
    path = folder / "mau-rieng.docx"
    document.save(str(path))
    return path


def render_with(template: Path, folder: Path) -> Path:
    out = folder / "ra.docx"
    render_report(PROGRESS_REPORT, build_context(samples.facts()), template, out, {})
    return out


def test_no_tag_and_no_none_is_left(full):
    text = text_of(full)
    assert not any(mark in text for mark in ("{{", "{%", "None"))
    assert "đạt 2/3 tiêu chí, 4/5 chỉ tiêu" in text


def test_paper_and_margins_follow_the_decree(full):
    sizes = [(round(one.page_width.mm), round(one.page_height.mm)) for one in full.sections]
    assert sizes == [(210, 297), (210, 297), (210, 297), (297, 210)]
    for section in full.sections:
        margins = (section.top_margin, section.bottom_margin)
        sides = (section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in (*margins, *sides)] == [20, 20, 30, 15]


def test_pages_are_numbered_on_top_but_not_the_first_and_anew_in_each_annex(full):
    assert len(full.sections) == 4
    for section in full.sections:
        assert section.different_first_page_header_footer
        header = section.header._element
        assert [field.get(qn("w:instr")).strip() for field in header.iter(qn("w:fldSimple"))] == [
            "PAGE"
        ]
        assert not section.first_page_header.paragraphs[0].text
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_all_text_is_in_times_new_roman(full):
    fonts = full.styles.element.find(qn("w:docDefaults")).iter(qn("w:rFonts"))
    named = {value for font in fonts for value in font.attrib.values()}
    named |= {
        value
        for font in full.element.body.iter(qn("w:rFonts"))
        for key, value in font.attrib.items()
        if not key.endswith("hint")
    }
    assert named == {"Times New Roman"}


@pytest.mark.parametrize(
    ("text", "points", "bold", "italic"),
    [
        ("ỦY BAN NHÂN DÂN", 13, True, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, False),
        ("BÁO CÁO", 14, True, False),
        ("Nơi nhận:", 12, True, True),
        ("- Lưu: VT.", 11, False, False),
        ("TM. ỦY BAN NHÂN DÂN", 14, True, False),
        ("II. KẾT QUẢ THỰC HIỆN", 14, True, False),
    ],
)
def test_parts_have_the_sizes_of_the_decree(full, text, points, bold, italic):
    style = style_of(full, text)
    assert style.font.size.pt == points
    assert (bool(style.font.bold), bool(style.font.italic)) == (bold, italic)


def style_of(document, text):
    for paragraph in document.element.body.iter(qn("w:p")):
        if "".join(node.text or "" for node in paragraph.iter(qn("w:t"))) == text:
            name = paragraph.pPr.pStyle.val
            return next(style for style in document.styles if style.style_id == name)
    raise AssertionError(text)


def test_body_is_justified_with_first_line_and_spacing(full):
    style = next(style for style in full.styles if style.style_id == "NtmBody")
    assert style.paragraph_format.alignment == 3
    assert abs(style.paragraph_format.first_line_indent - Mm(12.7)) < Mm(0.1)
    assert style.paragraph_format.space_before.pt >= 6


def test_lines_are_shapes_as_long_as_the_rules_ask(full):
    lengths = [
        int(anchor.find(qn("wp:extent")).get("cx")) / 36_000
        for anchor in full.element.body.iter(qn("wp:anchor"))
    ]
    issuer, motto, subject = lengths
    assert 11 <= issuer <= 20
    assert 57 <= motto <= 64
    assert 30 <= subject <= 52
    vml = "{urn:schemas-microsoft-com:vml}line"
    assert len(list(full.element.body.iter(vml))) == 3


def test_rows_of_annexes_do_not_split_and_heads_repeat(full):
    annexes = full.tables[2:]
    assert len(annexes) == 3
    for table in annexes:
        rows = table._tbl.tr_lst
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        assert heads[0]
        assert not any(heads[2:])


def test_column_widths_stand_in_grid_and_cells(full):
    rooms = [165] * (len(full.tables) - 1) + [252]  # the annex of works is landscape
    for table, room in zip(full.tables, rooms, strict=True):
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        plain = [row for row in table._tbl.tr_lst if len(row.tc_lst) == len(grid)]
        widths = [
            int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
            for cell in plain[-1].tc_lst
        ]
        assert widths == grid
        assert sum(grid) <= round(room * 1440 / 25.4) + len(grid)


def test_works_of_one_type_share_a_cell(full):
    merges = [
        merge.get(qn("w:val"))
        for row in full.tables[-1]._tbl.tr_lst
        for merge in row.tc_lst[1].iter(qn("w:vMerge"))
    ]
    assert merges == ["restart", "continue", "restart"]


def test_the_signature_stays_with_the_last_lines(full):
    closing = next(p for p in full.paragraphs if p.text.startswith("Trên đây là báo cáo"))
    assert closing.text.endswith("./.")
    assert closing.paragraph_format.keep_with_next
    block = full.tables[1]
    assert "CHỦ TỊCH" in block.cell(0, 1).text
    names = {p.style.style_id for p in block.cell(0, 1).paragraphs}
    assert names == {"NtmSignature"}
    assert block.cell(0, 1).paragraphs[0].style.paragraph_format.keep_with_next


def test_charts_are_placed_as_pictures(full):
    assert len(full.inline_shapes) == 2


def test_charts_left_out_leave_no_picture(tmp_path):
    assert not rendered(samples.facts(), tmp_path).inline_shapes


def test_annexes_without_rows_are_left_out(tmp_path):
    document = rendered(samples.new_commune(assessment=None), tmp_path)
    assert len(document.sections) == 1
    assert "Phụ lục" not in text_of(document)


def test_drafts_explain_their_marks_and_issued_reports_are_clean(tmp_path, full):
    draft = text_of(rendered(samples.facts(draft=True), tmp_path))
    assert draft.startswith("BẢN DỰ THẢO")
    assert draft.count("(?)") > 1
    assert "(?)" not in text_of(full)
    assert "DỰ THẢO" not in text_of(full)


def test_what_people_type_is_text_and_never_a_tag(tmp_path):
    facts = samples.facts(
        unit_name=f"Xã {HOSTILE}",
        narratives={"direction": HOSTILE},
        office=samples.office(superior_name=HOSTILE),
    )
    text = text_of(rendered(facts, tmp_path))
    assert text.count(HOSTILE) >= 3


def test_a_users_own_template_is_used_and_left_alone(tmp_path):
    own = edited_template(tmp_path, "V. KIẾN NGHỊ, ĐỀ XUẤT", "V. ĐỀ NGHỊ")
    before = own.read_bytes()
    text = text_of(docx.Document(str(render_with(own, tmp_path))))
    assert "V. ĐỀ NGHỊ" in text
    assert own.read_bytes() == before


def test_an_unknown_field_is_named_with_its_paragraph_and_the_nearest(tmp_path):
    own = edited_template(tmp_path, "{{ closing }}", "Kết: {{ closng }}")
    with pytest.raises(TemplateFileError) as caught:
        render_with(own, tmp_path)
    assert "closng" in str(caught.value)
    assert "Kết: {{ closng }}" in str(caught.value)
    assert "closing" in caught.value.hint
    assert not (tmp_path / "ra.docx").exists()


def test_an_unknown_field_of_a_row_is_named_too(tmp_path):
    own = edited_template(tmp_path, "{{ indicator.outcome }}", "{{ indicator.Outcom }}")
    with pytest.raises(TemplateFileError, match="Outcom") as caught:
        render_with(own, tmp_path)
    assert "outcome" in caught.value.hint


@pytest.mark.parametrize("broken", ["{{ closing", "{{ closing + }}", "{% if %}"])
def test_a_malformed_tag_is_refused_with_its_paragraph(tmp_path, broken):
    own = edited_template(tmp_path, "{{ closing }}", broken)
    with pytest.raises(TemplateFileError):
        render_with(own, tmp_path)


def test_a_template_cannot_reach_into_python(tmp_path):
    own = edited_template(tmp_path, "{{ closing }}", "{{ closing.__class__.__mro__ }}")
    with pytest.raises(TemplateFileError):
        render_with(own, tmp_path)


def test_an_expression_that_fails_is_refused(tmp_path):
    own = edited_template(tmp_path, "{{ closing }}", "{{ 1 / 0 }}")
    with pytest.raises(TemplateFileError):
        render_with(own, tmp_path)


@pytest.mark.parametrize("content", [b"", b"khong phai docx", b"PK\x03\x04hong"])
def test_a_broken_template_is_refused_in_words(tmp_path, content):
    path = tmp_path / "mau.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateFileError, match="Không đọc được mẫu Word"):
        render_with(path, tmp_path)


def test_a_truncated_template_is_refused_in_words(tmp_path):
    path = tmp_path / "mau.docx"
    whole = TEMPLATE.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TemplateFileError):
        render_with(path, tmp_path)


def test_a_missing_template_is_refused_in_words(tmp_path):
    with pytest.raises(TemplateFileError, match="Không thấy"):
        render_with(tmp_path / "khong-co.docx", tmp_path)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "ra.docx").mkdir()
    with pytest.raises(DataFileError):
        render_with(TEMPLATE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["ra.docx"]


def test_an_older_report_is_replaced_whole(tmp_path):
    shutil.copy(TEMPLATE, tmp_path / "ra.docx")
    out = render_with(TEMPLATE, tmp_path)
    assert "{{" not in text_of(docx.Document(str(out)))
    assert [path.name for path in tmp_path.iterdir()] == ["ra.docx"]
