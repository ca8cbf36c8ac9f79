"""The fields a template may use are documented and complete."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

import dataclasses

import pytest

from ntm_desktop.reports.catalogue import PROGRESS_REPORT, REPORTS
from ntm_desktop.reports.letterhead import OfficialHead, Signature
from ntm_desktop.reports.template_fields import field_types, shown, template_fields, values_of


def records_of(context):
    """Return a context class and every record class it holds."""
    held = [element for element, _ in field_types(context).values() if element is not str]
    return [context, *(one for record in held for one in records_of(record))]


RECORDS = {record for kind in REPORTS.values() for record in records_of(kind.context)}
RECORDS |= {OfficialHead, Signature, PROGRESS_REPORT.images}


@pytest.mark.parametrize("record", sorted(RECORDS, key=lambda one: one.__name__))
def test_every_field_has_help(record):
    assert all(field.metadata.get("help") for field in dataclasses.fields(record))


@pytest.mark.parametrize("record", sorted(RECORDS, key=lambda one: one.__name__))
def test_every_field_is_text_or_records_of_text(record):
    for element, _ in field_types(record).values():
        assert element is str or dataclasses.is_dataclass(element)


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_the_list_for_authors_names_each_field_once(kind):
    names = [field.name for field in template_fields(kind.context, kind.images)]
    assert len(names) == len(set(names))


def test_the_list_for_authors_names_fields_inside_lists_and_of_the_letterhead():
    fields = template_fields(PROGRESS_REPORT.context, PROGRESS_REPORT.images)
    names = [field.name for field in fields]
    assert "criteria[].indicators[].outcome" in names
    assert "funding_total.planned" in names
    assert "funding_chart" in names
    assert {"issuer_first_line", "signer_title", "recipients[]"} <= set(names)
    assert "head" not in names
    assert all(field.help for field in fields)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    head: Signature = shown("chữ ký", spread=True)
    secretary: Signature = shown("thư ký")


def test_a_part_that_is_spread_lends_its_fields_and_another_keeps_its_name():
    chair = Signature(signing_capacity="CHỦ TỌA", signer_title="a")
    secretary = Signature(signing_capacity="THƯ KÝ", signer_title="b")
    values = values_of(Minutes(head=chair, secretary=secretary))
    assert values["signing_capacity"] == "CHỦ TỌA"
    assert values["secretary"] == secretary
    assert "head" not in values
    names = [field.name for field in template_fields(Minutes)]
    assert names[:2] == ["signing_capacity", "signer_title"]
    assert "secretary.signer_title" in names
