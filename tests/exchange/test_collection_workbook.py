"""The workbook of collection forms: whatever is typed into it, the answer is words."""

import contextlib
import random
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.collection import CollectionForm, CollectionPlan, FormLine
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.errors import UserError
from ntm_desktop.exchange.collection_workbook import read_workbook, write_workbook

REUSED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def line(code, kind=IndicatorKind.NUMBER, **more):
    given = {"text": "Thu nhập", "measure_unit": "", "target": "", "previous": ""}
    return FormLine(code=code, kind=kind, **(given | more))


def plan(*names, lines=()):
    forms = tuple(
        CollectionForm(
            who=name,
            unit="06901",
            unit_name="Xã Quảng An",
            previous_label="năm 2022",
            lines=tuple(lines) or (line("1.1"), line("1.2", IndicatorKind.BOOLEAN)),
        )
        for name in names or ("Chị Hoa",)
    )
    return CollectionPlan(
        owner="06901",
        office_name="ỦY BAN NHÂN DÂN XÃ QUẢNG AN",
        set_id="thu",
        set_name="Thử",
        period=parse_period("2023"),
        due=None,
        forms=forms,
    )


@pytest.fixture
def path(tmp_path):
    write_workbook(plan(), tmp_path / "p.xlsx")
    return tmp_path / "p.xlsx"


def typed(path, value):
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F9"] = value
    book.save(path)
    return read_workbook(path)


def test_blank_forms_hold_no_answer_and_no_problem(path):
    found = read_workbook(path)
    assert (found.owner, found.set_id, found.period_id) == ("06901", "thu", "2023")
    assert (found.answers, found.problems) == ((), ())
    assert [one.name for one in path.parent.iterdir()] == ["p.xlsx"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (95.3, "95,3"),
        (7, "7"),
        (1234567.5, "1234567,5"),
        ("  95,3 ", "95,3"),
        (True, "Đạt"),
        (False, "Chưa đạt"),
        ("12/17", "12/17"),
    ],
)
def test_an_answer_reads_as_it_would_be_typed(path, value, text):
    (answer,) = typed(path, value).answers
    assert (answer.text, answer.code, answer.cell) == (text, "1.1", "F9")


@pytest.mark.parametrize(
    "names",
    [
        ("a" * 60, "a" * 60),
        ("Tổ 1/2: [đặc]*?", "Tổ 1/2"),
        ("", ""),
        ("'Ngoặc'", "=1+1"),
        ("điều\x07khiển", "b"),
    ],
)
def test_any_name_of_a_person_gives_a_sheet_that_is_read_back(tmp_path, names):
    target = tmp_path / "p.xlsx"
    write_workbook(plan(*names), target)
    titles = [sheet.title for sheet in openpyxl.load_workbook(target).worksheets]
    assert len(set(titles)) == 2
    assert all(0 < len(title) <= 31 for title in titles)
    assert read_workbook(target).problems == ()


def test_words_of_a_scale_are_offered_where_excel_can_hold_them(tmp_path):
    ordinal = IndicatorKind.ORDINAL
    lines = (
        line("1", ordinal, scale=("Khá", "Tốt")),
        line("2", ordinal, scale=("Mức 1, tạm", "Tốt")),
        line("3", ordinal, scale=("a" * 300,)),
        line("4", IndicatorKind.PERCENT, is_plain=False),
    )
    write_workbook(plan(lines=lines), tmp_path / "p.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[0]
    rules = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert rules == {"F9": '"Khá,Tốt"'}


def test_rows_that_were_sorted_are_still_understood(path):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for column in range(1, 9):
        first, second = sheet.cell(9, column), sheet.cell(10, column)
        first.value, second.value = second.value, first.value
    sheet["F9"] = "Đạt"
    book.save(path)
    (answer,) = read_workbook(path).answers
    assert answer.code == "1.2"


@settings(max_examples=40, deadline=None, suppress_health_check=REUSED)
@given(
    value=st.one_of(
        st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40),
        st.floats(allow_nan=False, allow_infinity=False),
        st.integers(-(10**12), 10**12),
        st.datetimes(),
        st.times(),
    )
)
def test_whatever_is_typed_is_an_answer_or_a_problem_of_that_cell(tmp_path, value):
    target = tmp_path / "p.xlsx"
    write_workbook(plan(), target)
    found = typed(target, value)
    assert len(found.answers) + len(found.problems) <= 1
    assert all(one.cell == "F9" and one.fix for one in found.problems)
    if not (isinstance(value, str) and not value.strip()):
        assert found.answers or found.problems


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_file_is_read_or_refused_in_words(path, seed):
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(12):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data)
    with contextlib.suppress(UserError):
        read_workbook(path)


def test_a_sheet_that_merges_millions_of_cells_is_refused(path):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    merged = b'<mergeCells count="1"><mergeCell ref="J1:XFD1000"/></mergeCells>'
    assert b"</sheetData>" in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", b"</sheetData>" + merged)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(UserError, match="lớn"):
        read_workbook(path)


def test_links_and_macros_of_a_workbook_are_left_alone(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"khong doc")
    assert read_workbook(path).problems == ()


def test_a_share_takes_a_fraction_as_text_and_says_so_beside_the_cell(tmp_path):
    lines = (
        line("1", IndicatorKind.PERCENT, measure_unit="%"),
        line("2", IndicatorKind.SCORED, measure_unit="%"),
        line("3", IndicatorKind.SCORED, measure_unit="điểm"),
        line("4"),
    )
    write_workbook(plan(lines=lines), tmp_path / "p.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[0]
    rules = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    for row in (9, 10):
        assert sheet.cell(row, 6).number_format == "@"
        rule = rules[f"F{row}"]
        assert (rule.type, rule.showInputMessage) == (None, True)
        assert "45/60" in rule.prompt
    assert [rules[f"F{row}"].type for row in (11, 12)] == ["decimal", "decimal"]
    assert typed(tmp_path / "p.xlsx", "45/60").answers[0].text == "45/60"
