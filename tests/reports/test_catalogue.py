"""The list of reports is complete and answers for unknown ids."""

import pytest

from ntm_desktop import paths
from ntm_desktop.errors import NotFoundError
from ntm_desktop.reports.catalogue import GROUPS, REPORTS, report_kind
from ntm_desktop.reports.render import check_file
from ntm_desktop.reports.template_fields import field_types
from ntm_desktop.services import reporting


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_every_report_has_template_context_and_a_field_for_each_section(kind):
    assert paths.template(kind.template).is_file()
    assert {section.id for section in kind.sections} <= set(field_types(kind.context))


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_every_report_is_about_something_and_has_who_gathers_it(kind):
    assert kind.subject in GROUPS
    assert kind.id in reporting._gatherers()
    assert (".xlsx" in kind.formats) == (kind.id in reporting._book_writers())


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_the_shipped_template_names_only_what_its_context_offers(kind):
    assert check_file(kind, paths.template(kind.template)) == []


def test_an_unknown_report_is_refused_with_those_there_are():
    with pytest.raises(NotFoundError) as caught:
        report_kind("khong-co")
    assert "bao-cao-tien-do" in caught.value.hint


def test_an_unknown_section_is_refused_with_those_there_are():
    with pytest.raises(NotFoundError) as caught:
        report_kind("bao-cao-tien-do").section("khong-co")
    assert "causes" in caught.value.hint
