"""`ntm form`: tie a superior's form once, fill it for a period."""

import json

import openpyxl
import pytest


@pytest.fixture
def blank(commune):
    book = openpyxl.Workbook()
    book.active.title = "B"
    path = commune.folder / "bieu.xlsx"
    book.save(path)
    return path


def bind(commune, blank, cells):
    fields = commune.folder / "gan.json"
    fields.write_text(json.dumps({"report": "bao-cao-tien-do", "cells": cells}), "utf-8")
    return commune("form", "bind", str(blank), "--fields", str(fields))


def test_a_form_is_tied_filled_and_listed(commune, blank):
    bound = bind(commune, blank, {"B!A1": "title", "B!A2": "criteria_set"})
    assert (bound.status, bound.json["cells"]) == (0, 2)
    out = commune.folder / "ra.xlsx"
    answer = commune("form", "fill", str(blank), "--period", "2023", "--out", str(out))
    assert answer.json["cells"] + len(answer.json["gaps"]) == 2
    assert answer.status == (3 if answer.json["gaps"] else 0)
    assert openpyxl.load_workbook(out)["B"]["A1"].value
    (form,) = commune("form", "list").json
    assert (form["name"], form["report"], form["file"]) == ("bieu", "bao-cao-tien-do", "bieu.xlsx")


def test_missing_data_asks_for_a_person(commune, blank):
    bind(commune, blank, {"B!A1": "criteria[99].name"})
    out = str(commune.folder / "ra.xlsx")
    answer = commune("form", "fill", str(blank), "--period", "2023", "--out", out)
    assert answer.status == 3
    assert "A1" in answer.json["gaps"][0]


def test_what_cannot_be_tied_or_filled_is_refused(commune, blank):
    assert bind(commune, blank, {"B!A1": "titel"}).status == 1
    out = str(commune.folder / "ra.xlsx")
    assert commune("form", "fill", str(blank), "--period", "2023", "--out", out).status == 1


def test_a_tied_form_is_filled_by_its_name_or_key_from_the_kept_blank(commune, blank):
    bind(commune, blank, {"B!A1": "title"})
    blank.unlink()
    (form,) = commune("form", "list").json
    for named in ("bieu", "bieu.xlsx", form["key"]):
        out = commune.folder / "ra.xlsx"
        answer = commune("form", "fill", named, "--period", "2023", "--out", str(out))
        assert answer.json["cells"] == 1
        assert openpyxl.load_workbook(out)["B"]["A1"].value
        out.unlink()
    assert commune("form", "fill", "khac", "--period", "2023", "--out", str(out)).status == 1
