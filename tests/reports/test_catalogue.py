"""The list of reports is complete and answers for unknown ids."""

import dataclasses

import pytest

from ntm_desktop import paths
from ntm_desktop.errors import NotFoundError
from ntm_desktop.reports.catalogue import REPORTS, report_kind
from ntm_desktop.reports.contexts import CONTEXTS


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_every_report_has_template_context_and_a_field_for_each_section(kind):
    assert paths.template(kind.template).is_file()
    fields = {field.name for field in dataclasses.fields(CONTEXTS[kind.id])}
    assert {section.id for section in kind.sections} <= fields


def test_an_unknown_report_is_refused_with_those_there_are():
    with pytest.raises(NotFoundError) as caught:
        report_kind("khong-co")
    assert "bao-cao-tien-do" in caught.value.hint


def test_an_unknown_section_is_refused_with_those_there_are():
    with pytest.raises(NotFoundError) as caught:
        report_kind("bao-cao-tien-do").section("khong-co")
    assert "causes" in caught.value.hint
