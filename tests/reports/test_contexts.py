"""The fields a template may use are documented and complete."""

import dataclasses

import pytest

from ntm_desktop.reports import contexts
from ntm_desktop.reports.contexts import CONTEXTS, template_fields

RECORDS = [
    value
    for value in vars(contexts).values()
    if isinstance(value, type)
    and dataclasses.is_dataclass(value)
    and value.__module__ == contexts.__name__
    and value is not contexts.TemplateField
]


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_has_help(record):
    assert all(field.metadata.get("help") for field in dataclasses.fields(record))


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_text_or_records_of_text(record):
    for element, _ in contexts.field_types(record).values():
        assert element is str or dataclasses.is_dataclass(element)


@pytest.mark.parametrize("report", CONTEXTS)
def test_the_list_for_authors_names_fields_inside_lists(report):
    names = [field.name for field in template_fields(report)]
    assert "criteria[].indicators[].outcome" in names
    assert "funding_total.planned" in names
    assert "funding_chart" in names
    assert len(names) == len(set(names))
