"""What our engine makes of a template is what docxtpl makes of it; broken XML is refused."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.reports.catalogue import PROGRESS_REPORT
from ntm_desktop.reports.progress_report import build_context
from ntm_desktop.reports.render import _values
from ntm_desktop.reports.word_template import WordEnvironment, WordTemplate
from tests.reports import samples
from tests.reports.reading import TEMPLATE
from tests.reports.test_template_check import with_table

LINES = "một\nhai\tba\ahết\ftrang sau"


def saved(document):
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def body_of(template, values):
    template.render(values, WordEnvironment())
    document = docx.Document(io.BytesIO(saved(template)))
    return document.element.body.xml


def both(content, values):
    """Return the body as our engine fills it in, and as docxtpl does."""
    ours, theirs = WordTemplate(content), DocxTemplate(io.BytesIO(content))
    return body_of(ours, values), body_of(theirs, values)


def paragraphs(*texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def test_a_whole_report_comes_out_the_same():
    content = TEMPLATE.read_bytes()
    template = WordTemplate(content)
    values = _values(PROGRESS_REPORT, template, build_context(samples.facts()), {})
    ours, theirs = both(content, values)
    assert ours == theirs
    assert "đạt 2/3 tiêu chí" in ours


@pytest.mark.parametrize(
    "rows",
    [
        (("TT", "a", "b"), ("1", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}")[:3]),
        (("{% colspan 2 %}{{ a }}", "b"), ("1", "2")),
        (("{% cellbg 'FF0000' %}{{ a }}", "b"), ("1", "2")),
        (("{%tr for x in xs %}", ""), ("{% vm %}{{ a }}", "{{ x }}"), ("{%tr endfor %}", "")),
    ],
)
def test_tags_that_change_a_table_come_out_the_same(rows):
    if "tc for" in rows[1][1]:
        rows = ((*rows[0], "c"), (*rows[1], "{%tc endfor %}"))
    ours, theirs = both(saved(with_table(*rows)), {"a": LINES, "xs": ["1", "2", "3"]})
    assert ours == theirs


@settings(max_examples=30)  # each opens two Word files
@given(st.lists(st.text("aấ \n\t\a\f&<>{}_%\"'", max_size=12), max_size=3))
def test_values_come_out_the_same(values):
    content = paragraphs("{{ a }} và {{ b }}", "{%p for x in xs %}", "- {{ x }}", "{%p endfor %}")
    first = values[0] if values else ""
    ours, theirs = both(content, {"a": first, "b": "trong", "xs": values})
    assert ours == theirs


def test_breaks_and_tabs_of_a_value_become_words_own():
    (ours, _) = both(paragraphs("{{ a }}"), {"a": LINES})
    assert ours.count("<w:br") == 2  # one of them is the new page
    assert (ours.count("<w:tab/>"), ours.count("</w:p>")) == (1, 4)


def test_signs_that_xml_does_not_know_are_left_out():
    ours, _ = both(paragraphs("{{ a }}"), {"a": "mất\x00 \x0bchữ\ufffe"})
    assert "mất chữ" in ours


def test_braces_an_author_spells_are_printed():
    ours, theirs = both(paragraphs("{_{ tên }_} {{ a }}"), {"a": "{_{ x }_}"})
    assert ours == theirs
    assert "{{ tên }} {_{ x }_}" in ours


def test_what_is_no_xml_is_refused_where_docxtpl_would_drop_words():
    template = WordTemplate(paragraphs("{{ a | safe }}"))
    with pytest.raises(SyntaxError):
        template.render({"a": "x <w & mất"}, WordEnvironment())


def test_shapes_are_numbered_one_after_another():
    template = WordTemplate(TEMPLATE.read_bytes())
    values = _values(PROGRESS_REPORT, template, build_context(samples.facts()), {})
    template.render(values, WordEnvironment())
    shapes = template.docx.element.body.iter(qn("wp:docPr"))
    assert [shape.get("id") for shape in shapes] == ["1001", "1002", "1003"]


def test_the_properties_of_a_file_may_hold_fields():
    document = docx.Document()
    document.core_properties.title = "Báo cáo {{ a }}"
    template = WordTemplate(saved(document))
    template.render({"a": "quý I"}, WordEnvironment())
    assert template.docx.core_properties.title == "Báo cáo quý I"
