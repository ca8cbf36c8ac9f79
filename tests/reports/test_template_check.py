"""Every shipped template asks only for what we offer."""

import io

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from ntm_desktop import paths
from ntm_desktop.reports.catalogue import PROGRESS_REPORT, REPORTS
from ntm_desktop.reports.template_check import check_template, offered_fields

ENVIRONMENT = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def findings(*paragraphs: str, header: str = ""):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    content = io.BytesIO()
    document.save(content)
    template = DocxTemplate(io.BytesIO(content.getvalue()))
    template.init_docx()
    offered = offered_fields(PROGRESS_REPORT.context, PROGRESS_REPORT.images)
    return check_template(template, ENVIRONMENT, offered)


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
    "text", ["Kết {{ closing", "Kết closing }}", "{%p if title", "Lời bị mất {%p if title %}"]
)
def test_words_that_word_would_swallow_are_found(text):
    assert findings(text, "{{ title }}", "{%p endif %}")[0].paragraph == text


def test_a_malformed_tag_is_found_with_its_paragraph():
    (found,) = findings("Kết {{ closing + }}")
    assert found.field == ""
    assert "Kết {{ closing + }}" in found.paragraph
