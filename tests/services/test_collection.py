"""Collection forms: who is asked for what, and what comes back from a filled workbook."""

import datetime
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from ntm_desktop.domain.collection import CellProblem
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.reports import collection_forms
from ntm_desktop.services import collection, history, reporting, units
from ntm_desktop.services.collection import FormChoice, plan_forms, read_workbook, take_preview
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import ValueDraft, record_values, values_of
from ntm_desktop.services.locks import lock_period
from ntm_desktop.services.reporting import build_document
from ntm_desktop.services.roadmap import put_roadmap_item
from ntm_desktop.services.value_matrix import by_unit
from tests.services.conftest import NANG_CAO

HEAD = 8
SOME = ("3.1", "13.5", "1.1", "16.2")


def charge(workspace, **people):
    for code, name in people.items():
        put_roadmap_item(workspace, NANG_CAO, code[1:].replace("_", "."), {"assignee": name})


def book_of(workspace, path, choice=None, period="2023"):
    plan = plan_forms(workspace, NANG_CAO, period, choice or FormChoice(by="all", codes=SOME))
    collection.write_forms_xlsx(plan, path)
    return path


def row_of(sheet, code):
    return next(
        row for row in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(row, 8).value == code
    )


def fill(path, sheet=0, column=6, **answers):
    book = openpyxl.load_workbook(path)
    page = book.worksheets[sheet]
    for code, value in answers.items():
        page.cell(row_of(page, code[1:].replace("_", ".")), column).value = value
    book.save(path)


def change(path, act):
    book = openpyxl.load_workbook(path)
    act(book)
    book.save(path)


@pytest.fixture
def blank(commune, tmp_path):
    return book_of(commune, tmp_path / "phieu.xlsx")


# --- planning ---


def test_each_person_in_charge_is_asked_for_what_is_theirs_and_the_rest_is_nobody_s(commune):
    charge(commune, c3_1="Chị Hoa", c13_5="chị  hoa", c1_1="Anh Bình", c16="Phòng Văn hóa")
    forms = plan_forms(commune, NANG_CAO, "2023").forms
    asked = {form.who: [line.code for line in form.lines] for form in forms}
    assert list(asked) == ["Anh Bình", "Chị Hoa", "Phòng Văn hóa", ""]
    assert asked["Anh Bình"] == ["1.1"]
    assert ["3.1", "13.5"] in asked.values()
    assert asked["Phòng Văn hóa"] == ["16.1", "16.2", "16.3"]
    assert sum(map(len, asked.values())) == 75
    assert collection.people_in_charge(commune, NANG_CAO)[0] == "Anh Bình"


def test_names_keep_some_people_and_a_new_name_gets_what_nobody_has(commune):
    charge(commune, c3_1="Chị Hoa")
    chosen = FormChoice(names=("chị hoa", "Anh Mới"))
    hoa, new = plan_forms(commune, NANG_CAO, "2023", chosen).forms
    assert [line.code for line in hoa.lines] == ["3.1"]
    assert (new.who, len(new.lines)) == ("Anh Mới", 74)
    chosen = FormChoice(names=("Anh Mới",), codes=("3.1", "1"))
    (form,) = plan_forms(commune, NANG_CAO, "2023", chosen).forms
    assert [line.code for line in form.lines] == ["1.1", "1.2", "1.3", "3.1"]


def test_thôn_are_asked_for_chosen_indicators_only(commune):
    with pytest.raises(InputError, match="thôn"):
        plan_forms(commune, NANG_CAO, "2023", FormChoice(by="unit"))
    with pytest.raises(InputError, match="Chưa có thôn"):
        plan_forms(commune, NANG_CAO, "2023", FormChoice(by="unit", codes=("3.1",)))
    added = units.add_units(commune, "Thôn An Xuân\nThôn Đông Xuyên")
    record_values(commune, [ValueDraft(NANG_CAO, "2022", "3.1", "81,5", added.codes[1])])
    forms = plan_forms(commune, NANG_CAO, "2023", FormChoice(by="unit", codes=("3.1",))).forms
    assert [form.unit_name for form in forms] == ["Thôn An Xuân", "Thôn Đông Xuyên"]
    assert [form.lines[0].previous for form in forms] == ["", "81,5"]
    chosen = FormChoice(by="unit", codes=("3.1",), names=("Thôn Đông Xuyên",))
    (form,) = plan_forms(commune, NANG_CAO, "2023", chosen).forms
    assert (form.unit, form.lines[0].kind) == (added.codes[1], IndicatorKind.PERCENT)


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (FormChoice(by="nhóm"), InputError),
        (FormChoice(codes=("99.9",)), NotFoundError),
        (FormChoice(by="unit", codes=("3.1",), names=("Thôn Lạ",)), NotFoundError),
    ],
)
def test_a_choice_that_is_not_there_is_refused(commune, choice, error):
    units.add_units(commune, "Thôn An Xuân")
    with pytest.raises(error):
        plan_forms(commune, NANG_CAO, "2023", choice)


# --- Word ---


def test_each_form_starts_on_its_own_page_with_blank_cells_and_two_signatures(commune, tmp_path):
    charge(commune, c3_1="Chị Hoa", c1_1="Anh Bình")
    options = {"for": "Chị Hoa\nAnh Bình", "due": "31/1/2024"}
    path = tmp_path / "phieu.docx"
    built = build_document(
        commune, DocumentRequest("phieu-thu-thap", "2023", NANG_CAO, options=options), path
    )
    document = docx.Document(str(path))
    assert (built.missing, len(document.sections)) == ((), 2)
    for section in document.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    tables = document.tables
    assert len(tables) == 6  # head, figures, signatures of each form
    assert "Hạn nộp: 31/01/2024" in tables[0].cell(0, 1).text
    assert [cell.text for cell in tables[1].rows[1].cells] == [
        *("3.1", tables[1].cell(1, 1).text, "%", "≥ 90%", "…", "", "")
    ]
    assert tables[1].columns[5].width.mm >= 40
    assert "NGƯỜI CUNG CẤP SỐ LIỆU" in tables[2].cell(0, 0).text
    assert "NGƯỜI TỔNG HỢP" in tables[2].cell(0, 1).text
    text = "\n".join(one.text for one in document.paragraphs)
    assert "Người cung cấp số liệu: Chị Hoa" in text
    assert "{" not in text


def test_a_report_is_never_a_workbook_and_forms_can_be(commune, tmp_path):
    with pytest.raises(InputError, match="Excel"):
        build_document(commune, DocumentRequest("bao-cao-tien-do", "2023"), tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()
    request = DocumentRequest("phieu-thu-thap", "2023", NANG_CAO, options={"by": "all"})
    build_document(commune, request, tmp_path / "p.xlsx")
    assert openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[0].max_row == HEAD + 75
    (tmp_path / "q.xlsx").mkdir()
    with pytest.raises(DataFileError):
        build_document(commune, request, tmp_path / "q.xlsx")


def test_a_document_without_a_period_says_so(commune, tmp_path):
    with pytest.raises(InputError, match="kỳ"):
        build_document(commune, DocumentRequest("phieu-thu-thap"), tmp_path / "p.docx")
    assert reporting.prepare_report(commune, "phieu-thu-thap", "2023").notices


# --- the workbook ---


def test_only_blank_cells_can_be_written_into_and_keys_are_hidden(blank):
    sheet = openpyxl.load_workbook(blank).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["H"].hidden
    assert sheet.freeze_panes == "A9"
    row = row_of(sheet, "3.1")
    unlocked = [cell.column for cell in sheet[row] if not cell.protection.locked]
    assert unlocked == [6, 7]
    kinds = {
        rule.sqref.ranges.copy().pop().coord: rule.type
        for rule in sheet.data_validations.dataValidation
    }
    assert kinds[f"F{row}"] is None
    assert sheet.cell(row, 6).number_format == "@"
    assert kinds[f"F{row_of(sheet, '1.1')}"] == "list"


def test_words_that_look_like_formulas_stay_words(commune, tmp_path):
    charge(commune, c3_1='=HYPERLINK("http://a")')
    path = book_of(commune, tmp_path / "p.xlsx", FormChoice())
    book = openpyxl.load_workbook(path)
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet for cell in row)


def test_what_was_filled_in_is_shown_first_and_written_as_one_step(commune, blank):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "13.5", "5")])
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "1.1", "đạt")])
    fill(blank, c3_1=92.5, c13_5="6", c1_1="Đạt")
    change(
        blank, lambda book: book.worksheets[0].cell(row_of(book.worksheets[0], "3.1"), 7, "Bảng kê")
    )
    preview = read_workbook(commune, blank)
    assert [(line.code, line.now, line.text, line.effect) for line in preview.lines] == [
        ("1.1", "đạt", "đạt", "unchanged"),
        ("3.1", "", "92,5", "inserted"),
        ("13.5", "5", "6", "updated"),
    ]
    assert (preview.read, preview.rejected, preview.problems) == (3, 0, ())
    assert values_of(commune, NANG_CAO, "2023")["13.5"].value == 5
    taken = take_preview(commune, read_workbook(commune, blank, period_id="2023", set_id=NANG_CAO))
    assert taken.touched.any("indicator_value")
    held = values_of(commune, NANG_CAO, "2023")
    assert (str(held["3.1"].value), held["3.1"].note, held["13.5"].value) == ("92.5", "Bảng kê", 6)
    again = read_workbook(commune, blank)
    assert again.count("unchanged") == 3
    history.undo(commune)
    assert (
        "3.1" not in values_of(commune, NANG_CAO, "2023")
        or not values_of(commune, NANG_CAO, "2023")["3.1"].value
    )


def test_a_thôn_s_figures_are_kept_for_the_thôn(commune, tmp_path):
    code = units.add_unit(commune, "Thôn An Xuân").code
    choice = FormChoice(by="unit", codes=("3.1",), due=datetime.date(2024, 1, 31))
    path = book_of(commune, tmp_path / "p.xlsx", choice)
    fill(path, c3_1="61/80")
    take_preview(commune, read_workbook(commune, path))
    assert values_of(commune, NANG_CAO, "2023", code)["3.1"].numerator == 61
    assert "3.1" not in values_of(commune, NANG_CAO, "2023")


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("=1+1", "công thức"),
        (ArrayFormula("F9:F10", "=A1:A2"), "công thức"),
        (datetime.datetime(2026, 12, 17), "ngày"),  # noqa: DTZ001 -- what Excel makes of 12/17
        ("95.333", ""),
        ("nhiều", ""),
        ("a" * 3000, "dài"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_with_its_cure_and_the_others_are(
    commune, blank, value, rule
):
    fill(blank, c3_1=value, c13_5=6)
    preview = read_workbook(commune, blank)
    (problem,) = preview.problems
    sheet = openpyxl.load_workbook(blank).worksheets[0]
    assert (problem.sheet, problem.cell) == (sheet.title, f"F{row_of(sheet, '3.1')}")
    assert rule in problem.rule
    assert problem.fix
    assert [line.code for line in preview.lines] == ["13.5"]
    assert (preview.read, preview.rejected) == (2, 1)
    take_preview(commune, read_workbook(commune, blank))
    assert set(values_of(commune, NANG_CAO, "2023")) == {"13.5"}


def test_merged_cells_and_shuffled_codes_are_not_guessed_at(commune, blank):
    fill(blank, c3_1=91, c13_5=6)

    def damage(book):
        sheet = book.worksheets[0]
        row = row_of(sheet, "3.1")
        sheet.merge_cells(start_row=row, end_row=row, start_column=6, end_column=7)
        sheet.cell(row_of(sheet, "13.5"), 1).value = "1.1"

    change(blank, damage)
    preview = read_workbook(commune, blank)
    assert not preview.lines
    assert {one.rule.split()[0] for one in preview.problems} == {"ô", "dòng"}


def test_a_sheet_copied_with_another_figure_is_refused_and_with_the_same_taken_once(commune, blank):
    fill(blank, c3_1=91, c13_5=6)
    change(blank, lambda book: book.copy_worksheet(book.worksheets[0]))
    assert len(read_workbook(commune, blank).lines) == 2
    fill(blank, sheet=1, c3_1=80)
    preview = read_workbook(commune, blank)
    assert [line.code for line in preview.lines] == ["13.5"]
    assert "hai số" in preview.problems[0].rule


def test_a_missing_sheet_and_a_strange_one_are_named(commune, tmp_path):
    charge(commune, c3_1="Chị Hoa", c1_1="Anh Bình")
    path = book_of(commune, tmp_path / "p.xlsx", FormChoice(names=("Anh Bình", "Chị Hoa")))

    def damage(book):
        book.remove(book.worksheets[0])
        book.create_sheet("Khác")["A5"] = "lạ"

    change(path, damage)
    fill(path, c3_1=91)
    preview = read_workbook(commune, path)
    assert [line.code for line in preview.lines] == ["3.1"]
    rules = [one.rule for one in preview.problems]
    assert any("thiếu phiếu số 1" in rule for rule in rules)
    assert any("không phải phiếu" in rule for rule in rules)


def test_forms_of_others_are_refused(commune, blank, offices):
    with pytest.raises(InputError, match="không phải năm 2024"):
        read_workbook(commune, blank, period_id="2024")
    with pytest.raises(InputError, match="bộ tiêu chí"):
        read_workbook(commune, blank, set_id="xa-ntm-2021-2025")
    change(blank, lambda book: book.worksheets[0].cell(3, 8, "06904"))
    with pytest.raises(InputError, match="đơn vị khác"):
        read_workbook(commune, blank)


@pytest.mark.parametrize(
    ("row", "value", "words"),
    [
        (1, "khác", "không phải phiếu"),
        (2, 9, "mới hơn"),
        (4, "khong-co", "khong-co"),
        (5, "năm nào", "năm nào"),
        (7, "x", "không phải phiếu"),
    ],
)
def test_a_damaged_hidden_column_is_refused_in_words(commune, blank, row, value, words):
    change(blank, lambda book: book.worksheets[0].cell(row, 8, value))
    with pytest.raises((InputError, NotFoundError), match=words):
        read_workbook(commune, blank)


def test_a_unit_that_is_not_ours_is_refused_by_sheet(commune, blank):
    fill(blank, c3_1=91, c13_5=6)
    change(blank, lambda book: book.worksheets[0].cell(6, 8, "00000"))
    preview = read_workbook(commune, blank)
    assert (len(preview.problems), preview.rejected, preview.lines) == (1, 2, ())


def test_forms_of_two_periods_in_one_file_are_refused(commune, blank, tmp_path):
    def mix(book):
        book.copy_worksheet(book.worksheets[0]).cell(5, 8, "2024")

    change(blank, mix)
    with pytest.raises(InputError, match="gộp phiếu"):
        read_workbook(commune, blank)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04 hong"),
        ("a.xls", b"\xd0\xcf\x11\xe0 cu"),
        ("a.txt", b"so lieu"),
    ],
)
def test_other_files_are_refused_in_words(commune, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_workbook(commune, path)


def test_a_word_file_a_bomb_and_no_file_are_refused(commune, tmp_path):
    with pytest.raises(NotFoundError):
        read_workbook(commune, tmp_path / "khong-co.xlsx")
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(InputError, match="xlsx"):
        read_workbook(commune, tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (70 * 1024 * 1024))
    with pytest.raises(InputError, match="lớn"):
        read_workbook(commune, tmp_path / "b.xlsx")


def test_a_workbook_of_one_s_own_is_not_taken_for_forms(commune, tmp_path):
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="không phải phiếu"):
        read_workbook(commune, tmp_path / "a.xlsx")


def test_forms_of_a_locked_period_say_that_nothing_will_be_taken(commune):
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "3.1", "95")])
    lock_period(commune, NANG_CAO, "2023")
    request = DocumentRequest(collection.REPORT_ID, "2023", NANG_CAO, None, options={"by": "all"})
    (told,) = collection.gather(commune, request, draft=False).notices
    assert "năm 2023" in told
    assert "đã khóa" in told


def test_a_problem_is_told_with_one_full_stop():
    problem = CellProblem("Phiếu 1", "F9", "x", "“x” không phải là số.", "Viết số.")
    assert collection.problem_lines([problem]) == ("Phiếu 1 F9: “x” không phải là số. Viết số.",)


# --- shares ---


def test_shares_of_thon_come_back_as_ratios_that_the_commune_can_add_up(commune, tmp_path):
    units.add_units(commune, "Thôn Vân\nThôn An")
    path = tmp_path / "thon.xlsx"
    choice = FormChoice(by="unit", codes=("16.2",))
    collection.write_forms_xlsx(plan_forms(commune, NANG_CAO, "2023", choice), path)
    fill(path, sheet=0, c16_2="45/60")
    fill(path, sheet=1, c16_2=" 30 / 40 ")
    taken = take_preview(commune, read_workbook(commune, path))
    assert taken.preview.problems == ()
    assert [line.text for line in taken.preview.lines] == ["45/60", "30/40"]
    total = by_unit(commune, NANG_CAO, "2023", ("16.2",)).totals[0]
    assert (total.typed, total.problem) == ("75/100", "")


@pytest.mark.parametrize("wrong", ["45/0", "45/", "/60", "4/5/6", "năm/sáu"])
def test_a_share_that_cannot_be_read_is_named_by_its_cell(blank, commune, wrong):
    fill(blank, c3_1=wrong, c16_2="1/2")
    preview = read_workbook(commune, blank)
    assert [line.code for line in preview.lines] == ["16.2"]
    (problem,) = preview.problems
    row = row_of(openpyxl.load_workbook(blank).worksheets[0], "3.1")
    assert (problem.cell, problem.value) == (f"F{row}", wrong)
    assert problem.rule
    assert problem.fix


def test_a_share_above_the_whole_is_taken_and_doubted(blank, commune):
    fill(blank, c3_1="4520", c16_2="12/10")
    preview = read_workbook(commune, blank)
    assert {line.code for line in preview.doubtful} == {"3.1", "16.2"}
    assert all("100%" in line.doubt for line in preview.doubtful)
    assert "4.520%" in collection.doubt_lines(preview)[0]
    fill(blank, c3_1="95", c16_2="10/10")
    assert read_workbook(commune, blank).doubtful == ()


def test_a_negative_share_is_refused(blank, commune):
    fill(blank, c3_1=-3)
    preview = read_workbook(commune, blank)
    assert (preview.lines, len(preview.problems)) == ((), 1)


# --- how much is read ---


def test_forms_of_more_thon_need_no_more_queries(commune, monkeypatch):
    counted = []
    select = type(commune.store)._select
    monkeypatch.setattr(
        type(commune.store),
        "_select",
        lambda store, sql, values: counted.append(sql) or select(store, sql, values),
    )

    def queries(names):
        units.add_units(commune, names)
        counted.clear()
        plan = plan_forms(commune, NANG_CAO, "2023", FormChoice(by="unit", codes=("16.2",)))
        return len(plan.forms), len(counted)

    few = queries("Thôn A\nThôn B")
    many = queries("\n".join(f"Thôn {number}" for number in range(1, 31)))
    assert (few[0], many[0]) == (2, 32)
    assert many[1] == few[1]


def test_forms_of_thon_show_each_its_own_previous_figure(commune):
    codes = units.add_units(commune, "Thôn A\nThôn B\nThôn C").codes
    for code, period, text in (
        (codes[0], "2022", "1/10"),
        (codes[0], "2021", "9/10"),
        (codes[1], "2021", "2/10"),
    ):
        record_values(commune, [ValueDraft(NANG_CAO, period, "16.2", text, code)])
    plan = plan_forms(commune, NANG_CAO, "2023", FormChoice(by="unit", codes=("16.2",)))
    told = [(form.unit_name, form.previous_label, form.lines[0].previous) for form in plan.forms]
    assert told == [
        ("Thôn A", "năm 2022", "1/10"),
        ("Thôn B", "năm 2021", "2/10"),
        ("Thôn C", "năm 2022", ""),
    ]


def test_forms_say_how_rates_and_both_sexes_are_written(commune, tmp_path):
    def note(*codes):
        plan = plan_forms(commune, NANG_CAO, "2023", FormChoice(by="all", codes=codes))
        return collection_forms.build_context(plan).table_note

    assert "45/60" in note("3.1")
    assert "chỉ tiêu 12.1 ghi riêng nam và nữ: nam=90,5; nữ=88" in note("12.1", "3.1")
    assert "nam=" not in note("3.1")
    assert "45/60" not in note("1.1")
    path = book_of(commune, tmp_path / "p.xlsx", FormChoice(by="all", codes=("12.1",)))
    rules = openpyxl.load_workbook(path).worksheets[0].data_validations.dataValidation
    assert [one.prompt for one in rules] == ["Ghi riêng nam và nữ, ví dụ nam=90,5; nữ=88."]
