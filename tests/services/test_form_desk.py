"""What the window shows while a superior's form is tied: cells, fields, records, the blank."""

import openpyxl
import pytest

from ntm_desktop.domain.superior_forms import CellBinding, CellPlace
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import form_desk, superior_forms
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.superior_forms import FormTie
from tests.services.conftest import NANG_CAO

REPORT = "bao-cao-tien-do"
SHEET = "Biểu 10"


@pytest.fixture
def blank(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active["A1"] = "Tên"
    book.active["B1"] = "=1+1"
    book.active.merge_cells("A3:C3")
    path = tmp_path / "bieu-10.xlsx"
    book.save(path)
    return path


@pytest.fixture
def facts(commune):
    draft = ValueDraft(set_id=NANG_CAO, period_id="2023", indicator="1.1", text="đạt")
    record_values(commune, [draft])
    return form_desk.FormFacts(commune, REPORT, "2023", NANG_CAO)


def bound(commune, blank):
    binding = CellBinding(CellPlace(SHEET, 2, "A"), "criteria_set")
    return superior_forms.bind_form(commune, blank, FormTie("Biểu", REPORT, None, (binding,)))


def test_cells_say_their_text_and_which_are_formulas(blank):
    said = []
    opened = form_desk.OpenForm(blank, lambda done, _all, _what="": said.append(done))
    assert said == [0, 1]
    shown = {one.place.reference: (one.text, one.has_formula) for one in opened.cells[SHEET]}
    assert shown["A1"] == ("Tên", False)
    assert shown["B1"][1]
    assert "công thức" in opened.problem(CellPlace(SHEET, 1, "B"))
    assert "A3" in opened.problem(CellPlace(SHEET, 3, "B"))
    assert opened.problem(CellPlace(SHEET, 9, "Z")) == ""


def test_only_documents_of_a_period_and_texts_are_offered():
    reports = {one.id for one in form_desk.form_reports()}
    assert REPORT in reports
    assert "giay-moi" not in reports
    paths = {one.path for one in form_desk.form_fields(REPORT)}
    assert {"criteria_set", "criteria[].outcome", "opening[]"} <= paths
    assert not paths & {"criteria[]", "progress_chart", "funding_total"}
    for path in paths:
        form_desk.check_field(REPORT, path.replace("[]", "[1]"))


def test_a_path_that_leads_to_no_text_is_refused():
    with pytest.raises(InputError, match="criteria_sett"):
        form_desk.check_field(REPORT, "criteria_sett")
    assert form_desk.plain_field("criteria[code=1].indicators[2].code") == (
        "criteria[].indicators[].code"
    )


def test_records_of_a_list_are_named_as_people_know_them(facts):
    first = facts.records("criteria")[0]
    assert (first.choice, first.words) == ("code=1", "1 – Quy hoạch")
    inner = facts.records("criteria[code=1].indicators")
    assert inner[0].choice == "code=1.1"
    assert all(len(one.words) <= 80 for one in inner)
    assert facts.records("criteria[].indicators") == inner
    assert facts.records("criteria[code=99].indicators") == ()
    assert facts.records("opening")[0].choice == "1"


def test_what_a_field_shows_is_told_beforehand(facts):
    assert facts.text("criteria[code=1].name") == "Quy hoạch"
    assert facts.text("criteria[code=99].name") == ""
    assert facts.text("criteria[].code") == "19 dòng, dòng đầu: 1"


def test_the_blank_comes_back_under_its_own_name(commune, blank):
    key = bound(commune, blank)
    copy = form_desk.blank_copy(commune, key)
    assert (copy.name, copy.read_bytes()) == (blank.name, blank.read_bytes())
    assert form_desk.OpenForm(copy).cells[SHEET]


def test_a_blank_that_is_gone_is_told(commune, blank):
    key = bound(commune, blank)
    superior_forms.blank_of(commune, key).unlink()
    with pytest.raises(NotFoundError, match="không còn"):
        form_desk.blank_copy(commune, key)


def test_a_blank_whose_record_was_taken_off_is_told(commune, blank):
    from ntm_desktop.services import evidence

    key = bound(commune, blank)
    (held,) = evidence.all_evidence(commune)
    evidence.detach(commune, held.record.key)
    with pytest.raises(NotFoundError, match="không còn"):
        form_desk.blank_copy(commune, key)
