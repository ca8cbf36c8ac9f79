"""An office edits a copy of a template; ours stays, and so does its copy."""

import docx
import pytest

from ntm_desktop import paths
from ntm_desktop.errors import DataFileError, NotFoundError, TemplateFileError
from ntm_desktop.services import own_templates, reporting

REPORT = "bao-cao-tien-do"


@pytest.fixture(autouse=True)
def light(monkeypatch):
    from ntm_desktop.reports import progress_report

    monkeypatch.setattr(progress_report, "draw_charts", lambda _: {})


def edit(path, text):
    document = docx.Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))


def built(commune, name="r.docx"):
    path = commune.folder.parent / name
    reporting.build_report(commune, REPORT, "2023", None, path)
    return [one.text for one in docx.Document(str(path)).paragraphs]


def test_documents_follow_the_offices_own_template(commune):
    shipped = paths.template("bao-cao-tien-do.docx").read_bytes()
    copy = own_templates.copy_to_edit(commune, REPORT)
    assert copy.read_bytes() == shipped
    edit(copy, "Riêng của xã: {{ title }}")
    assert any(line.startswith("Riêng của xã: ") for line in built(commune))
    assert paths.template("bao-cao-tien-do.docx").read_bytes() == shipped


def test_a_copy_is_never_made_over_an_edited_one(commune):
    edit(own_templates.copy_to_edit(commune, REPORT), "Của tôi")
    again = own_templates.copy_to_edit(commune, REPORT)
    assert docx.Document(str(again)).paragraphs[-1].text == "Của tôi"


def test_going_back_puts_the_copy_aside_and_keeps_every_one(commune):
    names = set()
    for _ in "123":
        own_templates.copy_to_edit(commune, REPORT)
        names.add(own_templates.put_aside(commune, REPORT).name)
    assert names == {
        *("bao-cao-tien-do.docx", "bao-cao-tien-do (2).docx", "bao-cao-tien-do (3).docx"),
    }
    assert own_templates.own_template(commune, "bao-cao-tien-do.docx") is None
    with pytest.raises(NotFoundError, match="đang dùng mẫu có sẵn"):
        own_templates.put_aside(commune, REPORT)


def test_a_broken_own_template_is_refused_with_its_place(commune):
    edit(own_templates.copy_to_edit(commune, REPORT), "{{ titel }}")
    with pytest.raises(TemplateFileError, match="titel"):
        built(commune)


def test_every_template_is_listed_with_the_offices_copy(commune):
    copy = own_templates.copy_to_edit(commune, "bien-ban", "party")
    states = own_templates.templates(commune)
    assert [one.name for one in states if one.own] == [copy.name]
    assert {one.name for one in states} >= {"bien-ban.docx", "bien-ban-dang.docx"}
    assert all(paths.template(one.name).is_file() for one in states)


def test_what_there_is_no_template_for_is_refused(commune):
    with pytest.raises(NotFoundError, match="thể thức Đảng"):
        own_templates.copy_to_edit(commune, REPORT, "party")
    with pytest.raises(NotFoundError):
        own_templates.copy_to_edit(commune, "khong-co")


def test_a_folder_that_cannot_be_written_is_said_in_words(commune):
    (commune.folder / own_templates.FOLDER).write_text("x")
    with pytest.raises(DataFileError):
        own_templates.copy_to_edit(commune, REPORT)


def test_a_copy_that_cannot_be_moved_stays(commune, monkeypatch):
    from pathlib import Path

    own = own_templates.copy_to_edit(commune, REPORT)

    def locked(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(DataFileError):
        own_templates.put_aside(commune, REPORT)
    assert own.is_file()


def test_the_list_of_fields_is_a_word_file_for_authors(tmp_path):
    path = own_templates.write_field_list(REPORT, tmp_path / "moi" / "truong.docx")
    (table,) = docx.Document(str(path)).tables
    rows = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert set(rows) - {"Trường"} == {one.name for one in reporting.template_fields(REPORT)}
    assert rows["title"] == "{{ title }}"
    assert rows["criteria[]"] == "{% for mot_criteria in criteria %}"
    assert rows["criteria[].name"] == "{{ mot_criteria.name }}"
    inner = "criteria[].indicators[]"
    assert rows[inner] == "{% for mot_indicators in mot_criteria.indicators %}"
    assert rows[f"{inner}.code"] == "{{ mot_indicators.code }}"
    assert rows["funding_groups[].row.name"] == "{{ mot_funding_groups.row.name }}"
