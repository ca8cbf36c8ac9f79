"""A superior's form is tied once and filled from the same facts as the Word file."""

import dataclasses
import json

import openpyxl
import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import evidence, history, superior_forms
from ntm_desktop.services.entry import ValueDraft, record_values
from tests.services.conftest import NANG_CAO

CELLS = {
    "Biểu 10!B2": "criteria_set",
    "Biểu 10!C5": "criteria[code=1].outcome",
    "Biểu 10!C6": "criteria[1].indicators[1].result",
    "Biểu 10!A10": "criteria[].code",
    "Biểu 10!B10": "criteria[].name",
}


@pytest.fixture
def blank(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Biểu 10"
    book.active["A1"] = "BIỂU CỦA CẤP TRÊN"
    path = tmp_path / "bieu-10.xlsx"
    book.save(path)
    return path


def tie_of(path, cells=CELLS, **more):
    source = path.with_name("gan.json")
    source.write_text(json.dumps({"report": "bao-cao-tien-do", "cells": cells, **more}), "utf-8")
    return superior_forms.read_tie(source, path.stem)


def record_one(commune):
    draft = ValueDraft(set_id=NANG_CAO, period_id="2023", indicator="1.1", text="đạt")
    record_values(commune, [draft])


def sheet_of(path):
    return openpyxl.load_workbook(path)["Biểu 10"]


def test_a_form_is_tied_once_and_filled_for_a_period(commune, blank):
    record_one(commune)
    key = superior_forms.bind_form(commune, blank, tie_of(blank, set=NANG_CAO))
    said = []
    out = blank.with_name("da-dien.xlsx")
    filled = superior_forms.fill_form(
        commune, blank, "2023", out, progress=lambda done, _all, _what="": said.append(done)
    )
    sheet = sheet_of(out)
    assert sheet["A1"].value == "BIỂU CỦA CẤP TRÊN"
    assert sheet["C6"].value == "Đạt"
    assert [sheet[f"A{row}"].value for row in (10, 11, 28)] == [1, 2, 19]
    assert filled.problems == ()
    assert filled.cells == sum(one.value is not None for row in sheet.rows for one in row) - 1
    assert said == [0, 1, 3]
    assert superior_forms.blank_of(commune, key).read_bytes() == blank.read_bytes()
    assert [one.name for one in superior_forms.bound_forms(commune)] == ["bieu-10"]


def test_tying_is_one_step_that_can_be_undone(commune, blank):
    superior_forms.bind_form(commune, blank, tie_of(blank))
    assert len(evidence.all_evidence(commune)) == 1
    assert "bieu-10" in history.undo(commune).label
    assert superior_forms.bound_forms(commune) == ()
    assert evidence.all_evidence(commune) == ()
    with pytest.raises(NotFoundError, match="Chưa gắn"):
        superior_forms.fill_form(commune, blank, "2023", blank.with_name("x.xlsx"))


def test_tying_again_keeps_one_form_and_one_copy_of_its_file(commune, blank):
    superior_forms.bind_form(commune, blank, tie_of(blank))
    superior_forms.bind_form(commune, blank, tie_of(blank, {"Biểu 10!C5": "title"}))
    (form,) = superior_forms.bound_forms(commune)
    assert form.cells == "Biểu 10!C5 = title"
    assert len(evidence.all_evidence(commune)) == 1


def test_a_field_without_data_leaves_its_cell_empty_and_is_listed(commune, blank):
    superior_forms.bind_form(commune, blank, tie_of(blank, {"Biểu 10!C6": CELLS["Biểu 10!C6"]}))
    out = blank.with_name("x.xlsx")
    filled = superior_forms.fill_form(commune, blank, "2023", out, set_id=NANG_CAO)
    assert sheet_of(out)["C6"].value is None
    assert "C6" in filled.gaps[0]


def test_a_list_stops_where_the_form_has_words_of_its_own(commune, blank):
    record_one(commune)
    book = openpyxl.load_workbook(blank)
    book.active["A13"] = "Tổng số"
    book.save(blank)
    superior_forms.bind_form(commune, blank, tie_of(blank, set=NANG_CAO))
    out = blank.with_name("x.xlsx")
    filled = superior_forms.fill_form(commune, blank, "2023", out)
    (problem,) = filled.problems
    assert "chỉ có 3 hàng trống" in problem
    assert "còn 16 dòng" in problem
    assert sheet_of(out)["A13"].value == "Tổng số"


def test_a_newer_blank_of_the_same_name_is_filled_with_a_warning(commune, blank):
    superior_forms.bind_form(commune, blank, tie_of(blank, {"Biểu 10!C5": "criteria_set"}))
    book = openpyxl.load_workbook(blank)
    book.active["C5"] = "=1+1"
    book.active["D1"] = "mẫu mới"
    book.save(blank)
    filled = superior_forms.fill_form(commune, blank, "2023", blank.with_name("x.xlsx"))
    assert "khác với tệp đã gắn" in filled.notices[0]
    assert "công thức" in filled.problems[0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "Chưa gắn ô nào"),
        ({"Biểu 9!A1": "title"}, "Biểu 9"),
        ({"Biểu 10!A1": "titel"}, "title"),
        ({"Biểu 10!A1": "title", "Biểu 10!$A$1": "title"}, "hai lần"),
        ({f"Biểu 10!A{row}": "sai" for row in range(1, 9)}, "Còn 3 chỗ khác"),
        ({f"Biểu 10!A{row}": "title" for row in range(1, 2002)}, "nhiều nhất 2000 ô"),
    ],
)
def test_a_tie_that_cannot_work_is_refused_and_nothing_is_kept(commune, blank, cells, said):
    with pytest.raises(InputError) as caught:
        superior_forms.bind_form(commune, blank, tie_of(blank, cells))
    assert said in f"{caught.value} {caught.value.hint}"
    assert superior_forms.bound_forms(commune) == ()


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"[]",
            b"{}",
            b'{"report": 1, "cells": {}}',
            b'{"report": "x", "cells": {"a!A1": 1}}',
        ),
        *(b'{"report": "x", "cells": {}, "set": 5}', b"\xff\xfe", b"[" * 100_000),
    ],
)
def test_a_map_that_is_none_is_refused_in_words(tmp_path, content):
    path = tmp_path / "gan.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match="không ghi đúng cách"):
        superior_forms.read_tie(path, "x")


def test_a_missing_or_huge_map_is_refused_in_words(tmp_path, monkeypatch):
    path = tmp_path / "gan.json"
    with pytest.raises(NotFoundError):
        superior_forms.read_tie(path, "x")
    monkeypatch.setattr(superior_forms, "_MAP_BYTES", 3)
    path.write_text("{   }")
    with pytest.raises(InputError):
        superior_forms.read_tie(path, "x")


def test_the_blank_itself_is_never_overwritten(commune, blank):
    superior_forms.bind_form(commune, blank, tie_of(blank))
    before = blank.read_bytes()
    with pytest.raises(InputError, match="đè lên"):
        superior_forms.fill_form(commune, blank, "2023", blank)
    assert blank.read_bytes() == before


def test_missing_files_are_said_in_words(commune, blank, tmp_path):
    with pytest.raises(NotFoundError):
        superior_forms.fill_form(commune, tmp_path / "khong.xlsx", "2023", tmp_path / "x.xlsx")
    key = superior_forms.bind_form(commune, blank, tie_of(blank))
    kept = superior_forms.blank_of(commune, key)
    kept.chmod(0o644)
    kept.unlink()
    with pytest.raises(NotFoundError, match="Tệp trống"):
        superior_forms.blank_of(commune, key)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", "1234.5"), ("95,3%", "95.3"), ("-5", "-5"), ("05", "5"), ("1234", "1234")],
)
def test_a_number_is_written_as_a_number(text, value):
    assert str(superior_forms.cell_value(text)) == value


@pytest.mark.parametrize("text", ["06901", "3.1", "Đạt", "16/19", "≥ 95%", "1,2,3", "12 hộ"])
def test_codes_and_words_stay_text(text):
    assert superior_forms.cell_value(text) == text


def test_the_cells_of_a_form_can_be_shown(blank):
    (cell,) = superior_forms.form_cells(blank)["Biểu 10"]
    assert cell.text == "BIỂU CỦA CẤP TRÊN"


def test_a_record_that_a_period_lacks_is_told_in_words(commune, blank):
    cells = {"Biểu 10!C6": "criteria[99].name"}
    superior_forms.bind_form(commune, blank, tie_of(blank, cells=cells))
    filled = superior_forms.fill_form(commune, blank, "2023", blank.with_name("ra.xlsx"))
    assert "không có dòng đã chọn" in filled.gaps[0]
    assert "criteria[99].name" in filled.gaps[0]


def test_an_empty_list_and_marks_of_gaps_leave_cells_empty_and_are_told(commune, blank):
    cells = {"Biểu 10!A5": "groups[].line.result", "Biểu 10!D5": "notes[]"}
    tie = tie_of(blank, cells=cells)
    tie = dataclasses.replace(tie, report="bieu-11-nguon-luc")
    superior_forms.bind_form(commune, blank, tie)
    out = blank.with_name("ra.xlsx")
    filled = superior_forms.fill_form(commune, blank, "2023", out)
    assert all(sheet_of(out)[f"A{row}"].value is None for row in range(5, 12))
    assert "dòng chưa có số liệu nên để trống (kết quả huy động trong kỳ" in filled.gaps[0]


def test_a_form_is_forgotten_as_one_step_that_can_be_undone(commune, blank):
    key = superior_forms.bind_form(commune, blank, tie_of(blank))
    superior_forms.remove_form(commune, key)
    assert superior_forms.bound_forms(commune) == ()
    history.undo(commune)
    assert superior_forms.blank_of(commune, key).is_file()


def test_text_that_a_sum_of_the_form_would_not_count_is_told(commune, blank):
    book = openpyxl.load_workbook(blank)
    book.active["C9"] = "=SUM(C5:C8)"
    book.save(blank)
    record_one(commune)
    cells = {"Biểu 10!C5": "criteria[code=1].outcome", "Biểu 10!C6": "criteria_total"}
    superior_forms.bind_form(commune, blank, tie_of(blank, cells=cells))
    filled = superior_forms.fill_form(commune, blank, "2023", blank.with_name("ra.xlsx"))
    told = [one for one in filled.notices if "chữ không được tính" in one]
    assert len(told) == 1
    assert "Biểu 10!C5" in told[0]


def test_a_form_is_named_by_its_name_or_its_file(commune, blank):
    key = superior_forms.bind_form(commune, blank, tie_of(blank))
    for name in ("bieu-10", "Bieu-10.xlsx"):
        assert superior_forms.form_named(commune, name).key == key
    with pytest.raises(NotFoundError):
        superior_forms.form_named(commune, "bieu")
    other = superior_forms.bind_form(
        commune, blank, tie_of(blank, {"Biểu 10!B2": "title"}, name="b")
    )
    assert superior_forms.form_named(commune, "b").key == other
    assert superior_forms.form_named(commune, "bieu-10").key == key
    out = blank.with_name("ra.xlsx")
    filled = superior_forms.fill_form(commune, blank, "2023", out, key=other)
    assert filled.cells == 1


def test_more_than_one_form_of_a_name_is_asked_about(commune, blank):
    for name in ("một", "hai"):
        superior_forms.bind_form(commune, blank, tie_of(blank, {"Biểu 10!B2": "title"}, name=name))
    with pytest.raises(InputError, match=r"hai, một|một, hai"):
        superior_forms.form_named(commune, "bieu-10")
