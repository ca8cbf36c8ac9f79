"""Plain registers: documents, figures with their measures."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.services import records
from ui.context import AppContext
from ui.models.register import Register
from ui.views.documents_view import DocumentsView
from ui.views.figures_view import FiguresView


@pytest.fixture
def documents(qtbot: QtBot, context: AppContext) -> Iterator[DocumentsView]:
    made = DocumentsView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


@pytest.fixture
def figures(qtbot: QtBot, context: AppContext) -> Iterator[FiguresView]:
    made = FiguresView(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    yield made
    made.leave()


def put(context: AppContext, entity: str, **fields: str) -> str:
    return context.do(lambda found: records.put_texts(found, entity, None, fields)).key


def fill(register: Register, **texts: str) -> None:
    assert register.form is not None
    for name, text in texts.items():
        register.form.boxes[name].set_text(text)
        register.form._leave(name)


def test_a_record_is_kept_once_what_is_required_is_typed(
    context: AppContext, documents: DocumentsView
) -> None:
    documents.register.add()
    fill(documents.register, number="263/QĐ-TTg")
    documents.register.keep_draft()
    fill(documents.register, issued_on="22/2/2022")
    held = records.list_records(context.workspace, "official_document")
    assert [(one.shown["number"], one.shown["issued_on"]) for one in held] == [
        ("263/QĐ-TTg", "22/02/2022")
    ]
    assert documents.register.sides.heading.text() == "263/QĐ-TTg"


def test_a_bad_value_stays_as_typed_with_the_reason(
    context: AppContext, documents: DocumentsView
) -> None:
    key = put(context, "official_document", number="12/TB-UBND")
    documents.register.open(key)
    fill(documents.register, issued_on="31/02/2023")
    assert documents.register.form is not None
    box = documents.register.form.boxes["issued_on"]
    assert (box.text(), box.has_error()) == ("31/02/2023", True)


def test_the_latest_document_stands_first(context: AppContext, documents: DocumentsView) -> None:
    put(context, "official_document", number="A", issued_on="1/1/2022")
    put(context, "official_document", number="B", issued_on="1/1/2023")
    put(context, "official_document", number="C")
    assert [row.title for row in documents.register.rows()] == ["B", "A", "C"]


def test_a_number_entered_twice_is_pointed_out(
    context: AppContext, documents: DocumentsView
) -> None:
    for number in ("12/TB-UBND", "12/tb-ubnd", "13/TB-UBND"):
        put(context, "official_document", number=number, issued_on="5/9/2023")
    assert documents.subtitle.text().startswith("Có 1 văn bản được ghi hai lần")


def test_moving_to_another_row_keeps_what_was_typed(
    context: AppContext, documents: DocumentsView
) -> None:
    first = put(context, "official_document", number="A")
    second = put(context, "official_document", number="B")
    register = documents.register
    register.open(first)
    assert register.form is not None
    register.form.boxes["issuer"].set_text("UBND tỉnh")
    register.table.choose_key(second)
    record = records.get_record(context.workspace, "official_document", first)
    assert record.shown["issuer"] == "UBND tỉnh"
    assert register.form.boxes["number"].text() == "B"


def test_delete_in_the_list_has_a_way_back(
    qtbot: QtBot, context: AppContext, documents: DocumentsView
) -> None:
    key = put(context, "official_document", number="A")
    documents.register.table.choose_key(key)
    documents.register.delete()
    assert documents.register.rows() == ()
    documents.notice.action.click()
    assert [row.key for row in documents.register.rows()] == [key]


def test_the_delete_of_a_form_not_kept_yet_deletes_nothing(
    context: AppContext, documents: DocumentsView
) -> None:
    key = put(context, "official_document", number="A")
    documents.register.table.choose_key(key)
    documents.register.add()
    documents.register.delete()
    assert [row.key for row in documents.register.rows()] == [key]
    assert not documents.register.sides.is_open()


def test_escape_closes_the_form_and_keeps_what_is_typed(
    context: AppContext, documents: DocumentsView
) -> None:
    key = put(context, "official_document", number="A")
    documents.show_record("official_document", key)
    assert documents.register.form is not None
    documents.register.form.boxes["issuer"].set_text("UBND tỉnh")
    documents.register.sides.close_side()
    record = records.get_record(context.workspace, "official_document", key)
    assert record.shown["issuer"] == "UBND tỉnh"


def test_a_narrow_window_shows_the_form_in_place_of_the_list(
    qtbot: QtBot, context: AppContext, documents: DocumentsView
) -> None:
    documents.register.open(put(context, "official_document", number="A"))
    assert documents.register.table.isVisibleTo(documents)
    documents.resize(800, 560)
    qtbot.waitUntil(lambda: not documents.register.table.isVisibleTo(documents))
    documents.register.sides.close_side()
    assert documents.register.table.isVisibleTo(documents)


def test_a_figure_needs_a_measure_first(figures: FiguresView) -> None:
    figures.show_register("figure")
    figures._add_here()
    assert figures.register() is figures.registers["measure"]
    assert figures.notice.isVisibleTo(figures)


def test_a_new_figure_begins_in_the_period_people_look_at(
    context: AppContext, figures: FiguresView
) -> None:
    measure = put(context, "measure", name="Thu nhập bình quân đầu người")
    register = figures.show_register("figure")
    figures._add_here()
    assert register.form is not None
    assert register.form.boxes["period"].text() == "2023"
    fill(register, measure=measure)
    fill(register, actual="68,3")
    rows = register.rows()
    assert [(row.title, row.shown["actual"]) for row in rows] == [
        ("Thu nhập bình quân đầu người", "68,3")
    ]


def test_a_search_opens_the_register_the_record_is_in(
    context: AppContext, figures: FiguresView
) -> None:
    key = put(context, "measure", name="Thu nhập bình quân đầu người")
    figures.show_record("measure", key)
    assert figures.register() is figures.registers["measure"]
