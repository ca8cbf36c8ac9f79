"""The sample communes: the figures of the public articles exactly, and nobody's name."""

from __future__ import annotations

import itertools
import json
import unicodedata
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.errors import DataFileError, NotFoundError
from ntm_desktop.services import history, review, samples, upkeep
from ntm_desktop.services.records import list_records
from ntm_desktop.services.works import works_table

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("huyen-mau", "quang-an", "thuan-loc")
MAIN_SET = {"quang-an": "xa-ntm-nang-cao-2021-2025", "huyen-mau": "huyen-ntm-2021-2025"}
MILLION, BILLION = 1_000_000, 1_000_000_000
# Officials whom the articles name, in two halves so that no name stands in this file either.
FAMILY = ("Thành", "Biên", "Huy", "Quang", "Văn", "Trọng", "Thanh", "Quốc", "Thu", "Kim")
GIVEN = ("Đông", "Thùy", "Khuyến", "Liêm", "Thái", "Thụ", "Hải", "Hữu", "Hương", "Oanh", "Nga")


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Every sample once, opened; reading only."""
    folder = tmp_path_factory.mktemp("samples")
    made = {
        name: samples.create_sample(
            folder / name, name, user="An", device_dir=folder / "device", now_ms=1_706_000_000_000
        )
        for name in NAMES
    }
    yield made
    for workspace in made.values():
        workspace.close()


def test_the_samples_are_listed_with_what_was_chosen_in_them():
    found = samples.list_samples()
    assert tuple(one.name for one in found) == NAMES
    assert all(len(one.description) > 100 and one.title for one in found)


@pytest.mark.parametrize("name", ["", "khong-co", "../quang-an", "\x00", "9" * 400])
def test_an_unknown_sample_is_refused_before_a_folder_is_made(tmp_path, name):
    with pytest.raises(NotFoundError) as error:
        samples.create_sample(tmp_path / "d", name, device_dir=tmp_path / "device")
    assert "quang-an" in error.value.hint
    assert not (tmp_path / "d").exists()


def test_a_sample_needs_an_empty_folder(tmp_path):
    (tmp_path / "x.txt").write_text("x")
    with pytest.raises(DataFileError):
        samples.create_sample(tmp_path, "quang-an", device_dir=tmp_path / "device")


def test_a_sample_is_sound_and_no_step_to_take_back(opened):
    for workspace in opened.values():
        assert upkeep.check_log(workspace).is_sound
        assert history.undo_label(workspace) == ""
        assert workspace.unit.note


@pytest.mark.parametrize(
    ("name", "criteria", "indicators"),
    [("quang-an", (16, 19), (70, 5, 75)), ("huyen-mau", (3, 9), (27, 9, 36))],
)
def test_the_counts_of_the_article_come_out_of_the_details(opened, name, criteria, indicators):
    period = samples.suggested_period(name)
    found = review.standing(opened[name], MAIN_SET[name], period)
    counts = found.assessment.counts
    assert (found.source, found.criteria) == ("items", criteria)
    assert counts.indicators_no_data == counts.indicators_not_applicable == 0
    assert (counts.indicators_met, counts.indicators_not_met, counts.indicators_total) == indicators
    assert "đạt {}/{} tiêu chí, {}/{} chỉ tiêu".format(*criteria, indicators[0], indicators[2]) in (
        found.headline.lower()
    )


@pytest.mark.parametrize("name", sorted(MAIN_SET))
def test_every_unmet_indicator_is_named_as_chosen(opened, name):
    found = review.standing(opened[name], MAIN_SET[name], samples.suggested_period(name))
    unmet = [
        one.indicator.code
        for criterion in found.assessment.criteria
        for one in criterion.indicators
        if one.outcome is Outcome.NOT_MET
    ]
    description = opened[name].unit.note
    assert f"({', '.join(unmet)})" in description
    assert "minh họa" in description


def test_quang_an_has_the_figures_of_its_article(opened):
    held = {one.values["indicator"]: one.values for one in list_records(opened["quang-an"],
            "indicator_value")}  # fmt: skip
    assert held["10"]["value"] == Decimal("68.3")
    assert held["14.1"]["value"] == Decimal("95.3")
    assert held["12.1"]["value"] == Decimal(86)
    assert held["11"]["value"] == 0
    figures = {code for code, values in held.items() if values["value"] is not None}
    assert figures == {"10", "11", "12.1", "14.1"}, "no other figure is in the article"
    (meeting,) = list_records(opened["quang-an"], "meeting")
    assert meeting.shown["held_on"] == "24/01/2024"
    (document,) = list_records(opened["quang-an"], "official_document")
    assert (document.values["number"], document.shown["issued_on"]) == ("06-NQ/TU", "17/05/2021")


def test_thuan_loc_has_only_the_total_of_the_seventeen(opened):
    (total,) = review.other_totals(opened["thuan-loc"], "2023")
    assert review.total_text(total) == "12/17 tiêu chí"
    assert list_records(opened["thuan-loc"], "indicator_value") == ()
    assert "12/17" in opened["thuan-loc"].unit.note


def test_thuan_loc_has_the_works_of_its_article(opened):
    table = works_table(opened["thuan-loc"])
    amounts = {row.work.name: row.work.total_investment for row in table.rows}
    assert sorted(amounts.values()) == [
        1_030 * MILLION, 4 * BILLION, 6 * BILLION, 14_514 * MILLION, 21_600 * MILLION,
    ]  # fmt: skip
    assert amounts["Công trình chỉnh trang đô thị (58 tuyến đường)"] == 14_514_000_000
    assert table.totals.total_investment == 47_144 * MILLION
    assert table.totals.works == 23 + 1 + 1 + 2 + 1
    assert list_records(opened["thuan-loc"], "money_entry") == ()
    lengths = {row.work.quantity for row in table.rows} - {None}
    assert lengths == {Decimal(58), Decimal(488), Decimal(934), Decimal(2)}


def figures(workspace):
    """Return (measure, period) → value and measure unit."""
    names = {one.key: one.values for one in list_records(workspace, "measure")}
    return {
        (names[one.values["measure"]]["name"], one.values["period"]): (
            f"{one.values['actual']:f}",
            names[one.values["measure"]]["measure_unit"],
        )
        for one in list_records(workspace, "figure")
    }


def test_thuan_loc_has_the_figures_of_its_article(opened):
    assert figures(opened["thuan-loc"]) == {
        ("Tổng giá trị kinh tế", "2023"): ("258.7", "tỷ đồng"),
        ("Thu nhập bình quân đầu người", "2023"): ("61.03", "triệu đồng/người/năm"),
        ("Tổng vốn đầu tư thực hiện toàn xã hội", "2023"): ("95.2", "tỷ đồng"),
        ("Tổng thu ngân sách Nhà nước", "2022"): ("18087.23", "triệu đồng"),
        ("Tổng thu ngân sách Nhà nước", "2023"): ("30170", "triệu đồng"),
        ("Nhà ở xây mới được hỗ trợ", "2023"): ("18", "nhà"),
        ("Kinh phí hỗ trợ xây nhà ở", "2023"): ("1.28", "tỷ đồng"),
        ("Tỷ lệ hộ nghèo", "2022"): ("3.67", "%"),
        ("Tỷ lệ hộ nghèo", "2023"): ("2.46", "%"),
        ("Đường giao thông xây dựng, cải tạo trong năm", "2023"): ("12.18", "km"),
        ("Đường giao thông đã nhựa hóa", "2023"): ("15.9", "km"),
    }
    (planned,) = {one.values["planned"] for one in list_records(opened["thuan-loc"], "figure")} - {
        None
    }
    assert planned == 236


def test_thuan_loc_has_the_documents_and_the_date_of_its_article(opened):
    documents = {
        one.values["number"]: one.shown["issued_on"]
        for one in list_records(opened["thuan-loc"], "official_document")
    }
    assert documents == {
        "18-NQ/ĐU": "26/10/2022",
        "105-QĐ/ĐU": "26/10/2022",
        "21-NQ/ĐU": "28/12/2022",
        "27/NQ-HĐND": "29/12/2022",
        "92/KH-UBND": "05/11/2022",
        "01-KH/BCĐ": "24/01/2024",
        "01-NQ/ĐU": "",
    }
    (meeting,) = list_records(opened["thuan-loc"], "meeting")
    assert meeting.shown["held_on"] == "25/01/2023"
    assert "25/01/2024" in meeting.values["note"], "the doubt about the year is said"


def test_the_composed_district_has_the_roll_ups_of_both_articles(opened):
    held = {
        (one.values["title"], one.values["period"]): (one.values["achieved"], one.values["total"])
        for one in list_records(opened["huyen-mau"], "recognition_rollup")
    }
    assert held == {
        ("Thôn đạt chuẩn nông thôn mới kiểu mẫu", "2023"): (73, 85),
        ("Xã đạt chuẩn nông thôn mới kiểu mẫu", "2023"): (4, 13),
        ("Xã đạt chuẩn nông thôn mới", "2024-Q1"): (13, 13),
        ("Xã đạt chuẩn nông thôn mới nâng cao", "2024-Q1"): (3, None),
        ("Xã được công nhận nông thôn mới kiểu mẫu", "2024-Q1"): (2, None),
        ("Xóm nông thôn mới kiểu mẫu", "2024-Q1"): (37, None),
        ("Sản phẩm OCOP từ 3 đến 4 sao", "2024-Q1"): (28, None),
    }
    (total,) = review.other_totals(opened["huyen-mau"], "2023")
    assert review.total_text(total) == "29/30 chỉ tiêu"


def test_the_composed_district_has_the_figures_of_both_articles(opened):
    found = figures(opened["huyen-mau"])
    assert {period for _, period in found} == {"2023"}
    assert {name: shown[0] for (name, _), shown in found.items()} == {
        "Thu nhập bình quân đầu người": "63.64",
        "Tỷ lệ hộ nghèo": "0.23",
        "Tỷ lệ dân số tham gia BHYT": "96.46",
        "Đảng viên kết nạp": "212",
        "Đất Nhân dân hiến mở rộng đường": "37647",
        "Giá trị sản xuất nông, lâm nghiệp và thủy sản": "1368.4",
        "Sản lượng lương thực cây có hạt": "33987",
        "Sản lượng chè búp tươi": "46293",
        "Giá trị sản xuất công nghiệp": "626.7",
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng": "2400",
        "Tổng thu ngân sách trên địa bàn": "101.2",
    }


def test_every_figure_of_the_composed_district_names_its_source(opened):
    for name in ("figure", "recognition_rollup", "set_total"):
        for one in list_records(opened["huyen-mau"], name):
            source = one.values["source"]
            assert "Đông Sơn" in source or "Phú Lương" in source, one
    assert "không có thật" in opened["huyen-mau"].unit.note


def test_a_figure_without_a_unit_in_the_article_says_how_it_was_read(opened):
    (doubtful,) = [
        one for one in list_records(opened["thuan-loc"], "figure") if one.values["period"] == "2022"
        and one.values["actual"] == Decimal("18087.23")
    ]  # fmt: skip
    assert "hiểu là triệu đồng" in doubtful.values["note"]


def words_of(path):
    """Return the text of a shipped file or fixture, a Word file's XML parts included."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
        text = "\n".join(part.decode("utf-8", "ignore") for part in parts)
    else:
        text = path.read_bytes().decode("utf-8", "ignore")
    return unicodedata.normalize("NFC", text)


def test_no_shipped_file_and_no_fixture_names_an_official():
    folders = (
        "resources/samples",
        "templates_docx",
        "resources/migrations",
        "tests",
        "ntm_desktop",
        "ui",
    )
    files = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".json", ".docx", ".py", ".sql", ".txt", ".xml")
    ]
    assert len(files) > 100
    pairs = [f"{first} {last}" for first, last in itertools.product(FAMILY, GIVEN)]
    for path in files:
        text = "" if path == Path(__file__).resolve() else words_of(path)
        assert not [pair for pair in pairs if pair in text], path


def test_the_texts_of_the_samples_are_composed_and_clean():
    for path in (ROOT / "resources" / "samples").glob("*.json"):
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text)
        assert "\xa0" not in text
        data = json.loads(text)
        assert all(entity_named(record["entity"]) for record in data["records"])
