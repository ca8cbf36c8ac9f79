"""A report: prose kept per period, gaps named, the Word file whole or not at all."""

import docx
import pytest

from ntm_desktop.errors import DataFileError, InputError, NotFoundError, TemplateFileError
from ntm_desktop.services import history, reporting
from ntm_desktop.services.entry import TotalDraft, ValueDraft, record_total, record_values
from tests.services.conftest import NANG_CAO

REPORT = "bao-cao-tien-do"
FIRST = reporting.report_kinds()[0].sections[0].id


def text_of(path):
    """Return everything a Word file says."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.fixture
def light(monkeypatch):
    """Leave the charts out: drawing them takes most of the time."""
    from ntm_desktop.reports import progress_report

    monkeypatch.setattr(progress_report, "draw_charts", lambda _: {})


@pytest.mark.slow
def test_the_report_says_where_the_commune_stands(offices):
    here = offices.sample("quang-an")
    said: list[int] = []
    path = offices.folder / "thu-muc-moi" / "sau" / "bao-cao.docx"
    built = reporting.build_report(
        here,
        REPORT,
        "2023",
        NANG_CAO,
        path,
        progress=lambda done, _total, _what="": said.append(done),
    )
    assert "đạt 16/19 tiêu chí, 70/75 chỉ tiêu" in text_of(built.path)
    assert said == [0, 1, 2, 3]
    assert list(path.parent.iterdir()) == [path]


def test_a_report_without_figures_names_its_gaps(commune, light):
    path = commune.folder.parent / "r.docx"
    built = reporting.build_report(commune, REPORT, "2022", None, path)
    assert built.missing
    assert "……" in text_of(path)


def test_a_draft_and_a_set_that_is_not_followed_are_possible(offices, light):
    here = offices.new(sets=[])
    path = offices.folder / "r.docx"
    reporting.build_report(here, REPORT, "2023", None, path, draft=True)
    assert path.stat().st_size > 0
    record_total(here, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="16/19"))
    reporting.build_report(here, REPORT, "2023", NANG_CAO, path)
    assert "16/19 tiêu chí" in text_of(path)


def test_a_followed_set_that_is_not_known_here_does_not_stop_the_report(commune, light):
    with commune.store.step("Nhận", "An"):
        commune.store.put("followed_set", "06901/set/moi", {"set_id": "bo-moi", "place": 1})
        commune.store.put("followed_set", f"06901/set/{NANG_CAO}", {"place": 2})
    assert reporting.prepare_report(commune, REPORT, "2023").report_id == REPORT


@pytest.mark.parametrize("name", [".", "", "/"])
def test_a_name_that_is_no_file_is_refused(commune, name, light):
    from pathlib import Path

    with pytest.raises(DataFileError, match="không phải tên tệp"):
        reporting.build_report(commune, REPORT, "2023", None, Path(name))


def test_a_file_in_place_of_the_folder_is_said_in_words(commune, light):
    place = commune.folder.parent / "file"
    place.write_text("x")
    with pytest.raises(DataFileError):
        reporting.build_report(commune, REPORT, "2023", None, place / "r.docx")


def test_unknown_reports_periods_sections_and_sets_are_refused(commune):
    path = commune.folder.parent / "r.docx"
    for report, period, set_id, error in (
        ("khong-co", "2023", None, NotFoundError),
        (REPORT, "x", None, InputError),
        (REPORT, "2023", "khong-co", NotFoundError),
    ):
        with pytest.raises(error):
            reporting.build_report(commune, report, period, set_id, path)
    with pytest.raises(NotFoundError):
        reporting.set_narrative(commune, REPORT, "2023", "khong-co", "a")
    with pytest.raises(InputError):
        reporting.written_text(commune, REPORT, FIRST, "x")
    assert not path.exists()


def test_what_was_written_stands_in_the_report_and_survives_a_new_one(commune, light):
    path = commune.folder.parent / "r.docx"
    reporting.set_narrative(commune, REPORT, "2023", FIRST, " Đảng ủy đã ban hành 05 văn bản. ")
    for _ in "12":
        reporting.build_report(commune, REPORT, "2023", None, path)
        assert "Đảng ủy đã ban hành 05 văn bản." in text_of(path)
    assert reporting.written_text(commune, REPORT, FIRST, "2023") == (
        "Đảng ủy đã ban hành 05 văn bản."
    )
    assert reporting.written_text(commune, REPORT, FIRST, "2024") == ""


def test_empty_prose_goes_back_to_what_data_says(commune):
    reporting.set_narrative(commune, REPORT, "2023", FIRST, "Lời văn")
    reporting.set_narrative(commune, REPORT, "2023", FIRST, "  ")
    assert reporting.written_text(commune, REPORT, FIRST, "2023") == ""
    history.undo(commune)
    assert reporting.written_text(commune, REPORT, FIRST, "2023") == "Lời văn"


def test_prose_that_cannot_be_kept_is_refused(commune):
    with pytest.raises(InputError):
        reporting.set_narrative(commune, REPORT, "2023", FIRST, "a\x00b")
    assert reporting.written_text(commune, REPORT, FIRST, "2023") == ""


def test_sections_are_prepared_with_what_is_there(commune):
    reporting.set_narrative(commune, REPORT, "2022", FIRST, "Năm trước")
    before = reporting.prepare_report(commune, REPORT, "2023").sections[0]
    assert (before.id, before.written, before.previous) == (FIRST, "", "Năm trước")
    assert before.gap == (not before.generated)
    reporting.set_narrative(commune, REPORT, "2023", FIRST, "Năm trước")
    now = reporting.prepare_report(commune, REPORT, "2023")
    assert now.sections[0].unchanged
    assert not now.sections[0].gap
    assert now.missing
    assert now.period.id == "2023"


def test_a_new_period_may_start_from_the_texts_of_the_one_before(commune):
    second = reporting.report_kinds()[0].sections[1].id
    reporting.set_narrative(commune, REPORT, "2022", FIRST, "Một")
    reporting.set_narrative(commune, REPORT, "2022", second, "Hai")
    reporting.set_narrative(commune, REPORT, "2023", second, "Hai mới")
    reporting.copy_previous_narratives(commune, REPORT, "2023")
    texts = [reporting.written_text(commune, REPORT, one, "2023") for one in (FIRST, second)]
    assert texts == ["Một", "Hai mới"]
    history.undo(commune)
    assert reporting.written_text(commune, REPORT, FIRST, "2023") == ""


def test_a_text_of_a_period_of_a_newer_version_is_left_alone(commune):
    with commune.store.step("Nhận", "An"):
        values = {"report": REPORT, "period": "zz", "section": FIRST, "text": "a"}
        commune.store.put("narrative", "06901/zz/text/a/b", values)
    assert reporting.prepare_report(commune, REPORT, "2023").sections[0].previous == ""


def test_reports_and_their_fields_are_listed():
    kind, *others = reporting.report_kinds()
    assert (kind.id, kind.template) == (REPORT, "bao-cao-tien-do.docx")
    assert {one.id for one in others} >= {"chua-dat-va-giai-phap", "phieu-thu-thap"}
    assert all(one.group for one in others)
    assert set(kind.fields) == {field.name for field in reporting.template_fields(REPORT)}
    assert all(field.help for field in reporting.template_fields(REPORT))
    with pytest.raises(NotFoundError):
        reporting.template_fields("khong-co")


def test_a_template_is_checked_before_it_is_used(tmp_path, commune):
    own = docx.Document()
    own.add_paragraph("Xã {{ ten_la }}")
    path = tmp_path / "mau.docx"
    own.save(str(path))
    (finding,) = reporting.check_template_file(path, REPORT)
    assert (finding.field, finding.place) == ("ten_la", "thân văn bản, đoạn 1")
    with pytest.raises(TemplateFileError, match="ten_la"):
        reporting.build_report(commune, REPORT, "2023", None, tmp_path / "r.docx", template=path)
    assert not (tmp_path / "r.docx").exists()
    with pytest.raises(TemplateFileError):
        reporting.check_template_file(tmp_path / "khong-co.docx", REPORT)


def test_file_names_are_plain_ascii(commune):
    name = reporting.suggested_name(commune, REPORT, "2022-10-26..2024-01-25")
    assert name == "06901_bao-cao-tien-do_2022-10-26_2024-01-25.docx"
    assert reporting.suggested_name(commune, REPORT, "2023").isascii()


def test_there_is_no_chart_without_figures(commune):
    assert reporting.chart(commune, "2022", NANG_CAO, "funding") is None


def test_a_quarter_is_compared_with_the_one_before_and_the_year_before(commune):
    both = ["1.1", "1.2"]
    for period, codes in (("2024-Q1", both[:1]), ("2023-Q2", both), ("2024-Q2", both)):
        record_values(commune, [ValueDraft(NANG_CAO, period, code, "đạt") for code in codes])
    prepared = reporting.prepare_report(commune, "bao-cao-tien-do", "2024-Q2", NANG_CAO)
    told = next(one.generated for one in prepared.sections if one.id == "general_result")
    assert "tăng 01 chỉ tiêu so với quý I năm 2024" in told
    assert "không đổi so với quý II năm 2023" in told
