"""Every shipped template can be filled in, and every way in which people break one is found."""

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from ntm_desktop import paths
from ntm_desktop.reports.catalogue import PROGRESS_REPORT, REPORTS
from ntm_desktop.reports.template_check import check_template
from ntm_desktop.reports.template_faults import Fault
from ntm_desktop.reports.template_fields import field_types
from ntm_desktop.reports.template_names import offered_fields

ENVIRONMENT = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


OFFERED = offered_fields(PROGRESS_REPORT.context, PROGRESS_REPORT.images)
TITLE_WITH_DASH = "{{ title \u2013 1 }}"


def checked(document, offered=OFFERED):
    content = io.BytesIO()
    document.save(content)
    template = DocxTemplate(io.BytesIO(content.getvalue()))
    template.init_docx()
    return check_template(template, ENVIRONMENT, offered)


def findings(*paragraphs: str, header: str = "", offered=OFFERED):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return checked(document, offered)


def with_table(*rows: tuple[str, ...]):
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return document


def only(found, fault):
    assert [one.fault for one in found] == [fault]
    assert found[0].message
    assert found[0].fix
    assert "{" not in found[0].fix.replace("{{", "").replace("{%", "")
    return found[0]


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_shipped_templates_ask_only_for_offered_fields(kind):
    template = DocxTemplate(str(paths.template(kind.template)))
    template.init_docx()
    assert check_template(template, ENVIRONMENT, offered_fields(kind.context, kind.images)) == []


def test_a_misspelt_field_is_found_with_place_and_proposal():
    (found,) = findings("Mở đầu", "Trích yếu: {{ Title }}")
    assert (found.field, found.paragraph, found.nearest) == (
        "Title",
        "Trích yếu: {{ Title }}",
        "title",
    )


def test_a_name_like_nothing_has_no_proposal():
    (found,) = findings("{{ xyzxyz }}")
    assert found.nearest == ""


def test_fields_of_records_are_checked_through_nested_loops():
    found = findings(
        "{%p for c in criteria %}",
        "{{ c.name }}",
        "{%p for i in c.indicators %}",
        "{{ i.cod }} {{ loop.index }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert [(one.field, one.nearest) for one in found] == [("cod", "code")]


def test_a_loop_variable_is_unknown_after_its_loop():
    found = findings("{%p for c in criteria %}", "{{ c.name }}", "{%p endfor %}", "{{ c.name }}")
    assert [one.field for one in found] == ["c"]


def test_text_has_no_fields():
    assert [one.field for one in findings("{{ title.name }}")] == ["name"]


def test_a_variable_set_in_the_template_is_known():
    assert findings("{% set x = title %}{{ x }}") == []


def test_headers_are_checked_too():
    assert [one.field for one in findings("thân", header="{{ tieu_de }}")] == ["tieu_de"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Kết {{ closing", Fault.OPEN_TAG),
        ("Kết {% if closing", Fault.OPEN_TAG),
        ("Kết closing }}", Fault.CLOSE_TAG),
        ("Kết {{ closing }} %}", Fault.CLOSE_TAG),
        ("Kết {{ closing + }}", Fault.SYNTAX),
        ("Kết {{ }}", Fault.SYNTAX),
        ("{% if %}a{% endif %}", Fault.SYNTAX),
        ("{% if title %}a{% endif title %}", Fault.SYNTAX),
        (TITLE_WITH_DASH, Fault.DASH),
        ("{{ Title }}", Fault.CAPITAL_FIELD),
        ("{{ titel }}", Fault.UNKNOWN_FIELD),
        ("{{ title | uper }}", Fault.UNKNOWN_FILTER),
        ("{{ title | zzzzzzz }}", Fault.UNKNOWN_FILTER),
        ("{% fro c in criteria %}", Fault.UNKNOWN_WORD),
        ("{% macro x() %}", Fault.UNKNOWN_WORD),
        ("{{ criteria }}", Fault.NOT_TEXT),
        ("{% for c in criteria %}{{ c }}{% endfor %}", Fault.NOT_TEXT),
        ("{% for c in title %}{{ c }}{% endfor %}", Fault.NOT_A_LIST),
        ("Lời bị mất {%p set x = title %}", Fault.LOST_WORDS),
        ("{%p set x = title %}{{ title }}", Fault.TAGS_TOGETHER),
        ("{%tr set x = title %}", Fault.OUTSIDE_TABLE),
        ("{% if title %}", Fault.NOT_CLOSED),
        ("{% endif %}", Fault.NOT_OPENED),
        ("{% else %}", Fault.NOT_OPENED),
        ("{%p endfor %}", Fault.NOT_OPENED),
    ],
)
def test_each_fault_of_one_paragraph_is_named_with_its_place_and_words(text, fault):
    found = only(findings("Mở đầu", text), fault)
    assert (found.place, found.paragraph) == ("thân văn bản, đoạn 2", text)


def test_words_that_would_vanish_are_quoted():
    (found,) = findings("Ông {%p set x = title %} nói")
    assert "“Ông nói”" in found.message


def test_quotes_and_spaces_that_word_corrects_do_no_harm():
    assert findings("{{\u00a0title | default(\u201ca\u201d) }}") == []
    assert findings("{{\ttitle }}") == []


def test_a_list_may_be_counted_or_asked_for():
    assert findings("{{ criteria | length }}{% if criteria %}có{% endif %}") == []


def test_a_tag_cut_by_enter_is_one_fault_at_its_beginning():
    found = only(findings("Kết {{ clo", "sing }} xong", "{{ title }}"), Fault.CUT_TAG)
    assert found.paragraph == "Kết {{ clo"


def test_a_tag_cut_twice_is_found_twice():
    found = findings("{{ a", "}} {{ b", "}}")
    assert [one.fault for one in found] == [Fault.CUT_TAG, Fault.CUT_TAG]


def test_a_tag_in_a_tracked_deletion_is_found():
    document = docx.Document()
    run = document.add_paragraph("Còn thấy ").add_run("{{ ten_cu }}")
    deletion, kept = OxmlElement("w:del"), OxmlElement("w:delText")
    kept.text = run._r.find(qn("w:t")).text
    run._r.replace(run._r.find(qn("w:t")), kept)
    run._r.addprevious(deletion)
    deletion.append(run._r)
    assert only(checked(document), Fault.DELETED_TAG).paragraph == "{{ ten_cu }}"


def test_a_loop_inside_its_own_data_row_is_found_with_the_cell():
    document = with_table(
        ("TT", "Tên"),
        ("{%tr for c in criteria %}{{ c.code }}", "{{ c.name }}{%tr endfor %}"),
    )
    found = checked(document)
    assert [one.fault for one in found] == [Fault.DATA_ROW]
    assert found[0].place == "bảng 1, hàng 2, ô 1"


def test_words_in_the_row_of_a_loop_tag_are_found():
    document = with_table(
        ("{%tr for c in criteria %}", "ghi chú"), ("{{ c.code }}", ""), ("{%tr endfor %}", "")
    )
    assert "“ghi chú”" in only(checked(document), Fault.LOST_WORDS).message


def test_words_in_the_cell_of_a_column_tag_are_found():
    document = with_table(("{%tc for c in criteria %} tên", "{{ c.code }}", "{%tc endfor %}"))
    only(checked(document), Fault.LOST_WORDS)


def test_a_row_loop_as_it_should_be_is_no_fault():
    rows = (("{%tr for c in criteria %}", ""), ("{{ c.code }}", "{{ c.name }}"))
    assert checked(with_table(*rows, ("{%tr endfor %}", ""))) == []


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((("{% if title %}", "{% endif %}"),), Fault.OTHER_PLACE),
        ((("{%tr for c in criteria %}",), ("{{ c.code }}",), ("{% endfor %}",)), Fault.OTHER_KIND),
        ((("{%p if title %}",), ("{%p endif %}",)), Fault.OTHER_PLACE),
    ],
)
def test_halves_of_a_block_in_the_wrong_rows_are_found(rows, fault):
    only(checked(with_table(*rows)), fault)


def test_blocks_that_cross_each_other_are_found():
    found = findings("{% if title %}{% for c in criteria %}{% endif %}{% endfor %}")
    assert [one.fault for one in found] == [Fault.CROSSED]


def test_a_paragraph_tag_ended_by_an_inline_tag_is_found():
    only(findings("{%p if title %}", "a", "{% endif %}"), Fault.OTHER_KIND)


def test_a_text_box_is_read_once_and_by_itself():
    document = docx.Document()
    outer = document.add_paragraph("ngoài")
    box, inner, run, text = (OxmlElement(f"w:{tag}") for tag in ("txbxContent", "p", "r", "t"))
    text.text = "{{ title"
    run.append(text)
    inner.append(run)
    box.append(inner)
    outer.add_run()._r.append(box)
    assert only(checked(document), Fault.OPEN_TAG).paragraph == "{{ title"


def test_findings_come_in_the_order_of_the_document():
    found = findings("{{ mot_la }}", "{{ hai", "{{ ba_la }}")
    assert [one.place[-1] for one in found] == ["1", "2", "3"]


PIECES = (
    *(
        "Lời văn",
        "{{ title }}",
        "{{ closing",
        "}} xong",
        "{{ Title }}",
        "{{ criteria }}",
        "{{ x }}",
    ),
    *("{%p for c in criteria %}", "{{ c.name }}", "{%p endfor %}", "{% endfor %}"),
    *("{% if title %}a{% endif %}", "{% if title %}", "{% endif %}", "x {%p if title %}"),
    *("{%p if title %}", "{%p else %}", "{%p endif %}", TITLE_WITH_DASH),
    *("{# ghi chú #}", "{% set x = title %}{{ x }}"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_a_template_without_findings_can_be_filled_in(pieces):
    document = docx.Document()
    for text in pieces:
        document.add_paragraph(text)
    if checked(document):
        return
    content = io.BytesIO()
    document.save(content)
    template = DocxTemplate(io.BytesIO(content.getvalue()))
    values = {"title": "Tên", "closing": "Hết", "criteria": ({"name": "Quy hoạch"},)}
    template.render(values, ENVIRONMENT)
    filled = io.BytesIO()
    template.save(filled)
    assert docx.Document(io.BytesIO(filled.getvalue())) is not None


# --- a dash where the name of a field has an underscore ---

DASHES = ("-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212")


def retyped(text, found):
    """Return a paragraph after its author did word for word what the check advises."""
    return found.fix.partition("Gõ lại cả thẻ: ")[2] if found.fault is Fault.DASHED_FIELD else text


@pytest.mark.parametrize("dash", DASHES)
def test_an_autocorrected_dash_in_a_field_is_told_as_the_field_that_was_meant(dash):
    tag = f"{{{{ progress{dash}caption }}}}"
    found = only(findings(tag), Fault.DASHED_FIELD)
    assert found.nearest == "progress_caption"
    assert "“progress_caption”" in found.fix
    assert findings(retyped(tag, found)) == []


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_every_field_with_dashes_for_underscores_is_clean_after_the_advice(kind):
    """Top fields of every document; with the fields of its lists inside their loops."""
    offered = offered_fields(kind.context, kind.images)
    tags = []
    for name, what in offered.items():
        dashed = name.replace("_", "\u2013")
        if not what.is_list and what.element is str:
            tags.append(f"{{{{ {dashed} }}}}")
        elif what.is_list and what.element is not str:
            tags.append(f"{{%p for row in {dashed} %}}")
            inner = [one for one, (_, many) in field_types(what.element).items() if not many]
            tags += [f"{{{{ row.{one} }}}}".replace("_", "\u2013") for one in inner]
            tags.append("{%p endfor %}")
    expected = [tag for tag in tags if "\u2013" in tag]
    found = findings(*tags, offered=offered)
    dashed_faults = [one for one in found if one.fault is Fault.DASHED_FIELD]
    assert [one.paragraph for one in dashed_faults] == expected
    advice = iter(dashed_faults)
    mended = [retyped(tag, next(advice)) if "\u2013" in tag else tag for tag in tags]
    assert [one.fault for one in findings(*mended, offered=offered)] == [
        one.fault for one in found if one.fault is not Fault.DASHED_FIELD
    ]


def test_a_dash_that_is_no_part_of_a_known_field_keeps_its_own_advice():
    only(findings(TITLE_WITH_DASH), Fault.DASH)
    only(findings("{{ title\u2013nothing }}"), Fault.DASH)
