"""What two offices set differently is told at the record, in workbooks and in documents."""

from __future__ import annotations

import json

import docx
import openpyxl
import pytest

from ntm_desktop import texts
from ntm_desktop.services import (
    conflicts,
    disagreements,
    exchange,
    records,
    report_options,
    sheets,
    superior_forms,
)
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.reporting import build_document, build_report
from ntm_desktop.services.works import works_table
from tests.services.conftest import NANG_CAO

WORK = "06901/w1"


@pytest.fixture
def apart(offices):
    """An office that holds a work and an indicator another computer of it set differently."""
    here, there = offices.new("a"), offices.new("b")
    records.put_texts(here, "work", WORK, {"name": "Đường"})
    give(here, there)
    for workspace, name, value in ((here, "Đường một", "13/17"), (there, "Đường hai", "12/17")):
        records.put_texts(workspace, "work", WORK, {"name": name})
        record_values(workspace, [ValueDraft(NANG_CAO, "2023", "2.1", value)])
    give(there, here)
    return here


def give(sender, receiver):
    sent = exchange.send_package(sender, sender.folder.parent / "out")
    batch = exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))
    assert batch.error is None


def settle(workspace):
    for one in conflicts.list_conflicts(workspace):
        keep = one.versions[0].change
        conflicts.resolve(workspace, one.entity, one.key, one.field, keep=keep)


def test_records_works_and_codes_are_named_until_they_are_settled(apart):
    assert disagreements.disagreed_records(apart)["work", WORK] == ("tên công trình",)
    assert disagreements.disagreed_works(apart) == {WORK: ("tên công trình",)}
    assert disagreements.disagreed_codes(apart, NANG_CAO, "2023") == {"2.1"}
    assert disagreements.disagreed_codes(apart, NANG_CAO, "2022") == frozenset()
    [row] = works_table(apart).rows
    assert row.disagreed == ("tên công trình",)
    settle(apart)
    assert disagreements.disagreed_records(apart) == {}
    assert works_table(apart).rows[0].disagreed == ()


def test_a_workbook_marks_the_cells_and_names_them(apart, tmp_path):
    sheets.export_records(apart, "work", tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    marked = [cell.value for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(marked) == 1
    assert marked[0] in ("Đường một", "Đường hai")
    assert [row[-1].value for row in sheet.iter_rows()] == ["Chưa thống nhất", "Tên công trình"]
    back = sheets.import_records(apart, "work", tmp_path / "a.xlsx", dry_run=True)
    assert (back.ignored, back.unchanged) == ((), 1)
    settle(apart)
    sheets.export_records(apart, "work", tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert texts.DISAGREED_COLUMN not in [cell.value for cell in sheet[1]]


def test_a_report_says_it_at_its_head_until_it_is_settled(apart, tmp_path):
    def first_line(name, period="2023"):
        built = build_report(apart, "bao-cao-tien-do", period, NANG_CAO, tmp_path / name)
        return built, docx.Document(tmp_path / name).paragraphs[0].text

    built, head = first_line("a.docx")
    assert head == built.notices[0]
    assert head.startswith("CHƯA THỐNG NHẤT 2 CHỖ")
    assert "“2.1” (kết quả)" in head
    assert "(tên công trình)" in head
    assert "CHƯA THỐNG NHẤT 1 CHỖ" in first_line("b.docx", "2022")[1], "the value is of 2023"
    settle(apart)
    built, head = first_line("c.docx")
    assert "THỐNG NHẤT" not in head
    assert not any("THỐNG NHẤT" in one for one in built.notices)


def test_words_for_one_document_are_told_in_that_one_alone(offices):
    here, there = offices.new("a"), offices.new("b")
    give(here, there)
    paper = DocumentRequest("to-trinh", "2023", NANG_CAO)
    for workspace, name in ((here, "A"), (there, "B")):
        report_options.keep_options(workspace, paper, {"signer_name": name})
    give(there, here)
    assert len(disagreements.disagreed_of_document(here, None, "2023", "to-trinh")) == 1
    assert disagreements.disagreed_of_document(here, None, "2023", "bao-cao-tien-do") == ()


def test_a_paper_of_a_meeting_tells_only_of_the_meeting(apart, tmp_path):
    key = records.put_texts(apart, "meeting", None, {"title": "Họp", "held_on": "1/6/2023"}).key
    request = DocumentRequest("giay-moi", key=key)
    assert disagreements.disagreed_of_document(apart, request.key, None) == ()
    built = build_document(apart, request, tmp_path / "a.docx")
    assert not any("THỐNG NHẤT" in one for one in built.notices)


def test_a_filled_form_tells_it_beside_the_file(apart, tmp_path):
    blank, tie = tmp_path / "bieu.xlsx", tmp_path / "gan.json"
    openpyxl.Workbook().save(blank)
    cells = {"Sheet!A1": "criteria_set"}
    tie.write_text(json.dumps({"report": "bao-cao-tien-do", "cells": cells}), "utf-8")
    superior_forms.bind_form(apart, blank, superior_forms.read_tie(tie, "bieu"))
    filled = superior_forms.fill_form(apart, blank, "2023", tmp_path / "ra.xlsx")
    assert any(one.startswith("CHƯA THỐNG NHẤT 2 CHỖ") for one in filled.notices)


def test_only_the_first_records_are_named_one_by_one():
    told = [f"công trình “{number}” (tên)" for number in range(20)]
    note = disagreements.document_note(told)
    assert note.startswith("CHƯA THỐNG NHẤT 20 CHỖ")
    assert "“7”" in note
    assert "“8”" not in note
    assert disagreements.document_note(()) == ""
