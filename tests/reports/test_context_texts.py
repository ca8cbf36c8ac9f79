"""Every text of a document is found under a path that leads back to it."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from dataclasses import dataclass

import pytest

from ntm_desktop.reports.context_texts import context_texts, help_of_paths, plain_path
from ntm_desktop.reports.field_paths import text_at
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True)
class Row:
    code: str = shown("mã")
    lines: tuple[str, ...] = shown("dòng")


@dataclass(frozen=True)
class Paper:
    title: str = shown("tên")
    empty: str = shown("trống")
    total: Row = shown("tổng")
    rows: tuple[Row, ...] = shown("hàng")


def paper(*codes):
    return Paper("Tên", "", Row("9", ()), tuple(Row(code, ("a", "b")) for code in codes))


@pytest.mark.parametrize("codes", [("1", "2"), ("1", "1"), ("", "2"), ("a[", "b"), ()])
def test_every_path_leads_back_to_its_text(codes):
    made = paper(*codes)
    found = context_texts(made)
    assert {path: text_at(made, path) for path in found} == found
    assert len(found) == 2 + sum(2 + bool(code) for code in codes)


def test_rows_are_named_by_their_first_field_so_that_a_new_row_moves_none():
    before, after = context_texts(paper("1", "3")), context_texts(paper("1", "2", "3"))
    assert before.items() <= after.items()


def test_names_at_the_top_can_be_left_out():
    assert "title" not in context_texts(paper(), frozenset({"title"}))


def test_each_path_has_the_help_of_the_printed_list():
    helps = help_of_paths(Paper)
    assert {helps[plain_path(path)] for path in context_texts(paper("1"))} == {
        *("tên", "mã", "dòng")
    }
