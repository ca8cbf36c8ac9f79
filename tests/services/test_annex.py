"""From an annex file to a pack in the data folder."""

import json
from decimal import Decimal

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.annex_columns import slug
from ntm_desktop.domain.annex_grid import Confidence
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.services import criteria
from ntm_desktop.services.annex import propose, write_pack
from ntm_desktop.services.criteria import add_set, own_set_problems
from tests.data.make_annexes import FOLDER, add_sheet, add_table, new_book

REGION, GROUP, PAGES, ONE, ROMAN, YEARS, UNTIDY, NOTHING = sorted(FOLDER.iterdir())


def said(found):
    return " | ".join(f"{one.where}: {one.text}" for one in found.problems)


def target(found, code, group="chung", year=None):
    assert found.criteria_set is not None
    one = found.criteria_set.indicator(code).target_for(group, year)
    return None if one is None else one.text


# --- the shapes of real life ---


def test_the_tables_of_a_file_are_listed():
    first, second = propose(REGION).tables
    assert (first.number, first.name, first.has_head) == (1, "Bảng 1", False)
    assert (second.rows, second.columns, second.has_head) == (10, 7, True)
    assert "BỘ TIÊU CHÍ BỊA" in second.title


def test_columns_by_region():
    found = propose(REGION)
    assert (found.used, found.title.id, found.title.level) == ((2,), "1-theo-vung", "xa")
    assert found.title.name == "BỘ TIÊU CHÍ BỊA VỀ XÃ GIAI ĐOẠN 2026-2030"
    assert found.title.period == (2026, 2030)
    assert [one.id for one in found.found.groups] == ["chung", "btb", "tn", "dbscl"]
    made = found.criteria_set
    assert made is not None
    assert [one.code for one in made.indicators] == [
        *("1.1", "1.2", "1.3", "2.1", "2.2", "3", "4.1", "4.2"),
    ]
    assert target(found, "1.1", "tn") == "Đạt"
    assert target(found, "1.2", "tn") == "≥ 91,5%"
    assert target(found, "1.3", "tn") == "≤ 0%"
    assert target(found, "2.1", "btb") == "≥ 60%, trong đó ≥ 30% có nắp"
    assert target(found, "2.2", "btb") is None
    assert target(found, "3", "tn", 2027) == "≥ 42,5 triệu đồng/người"
    assert target(found, "3", "tn", 2025) is None
    assert target(found, "4.2", "tn") == "Tốt"
    assert made.indicator("2.2").if_any
    assert made.indicator("2.2").target_set_by is not None
    assert made.indicator("4.1").by_gender
    assert found.needs_person


def test_groups_of_communes_in_a_workbook():
    found = propose(GROUP)
    made = found.criteria_set
    assert made is not None
    assert [one.id for one in made.groups] == ["nhom-1", "nhom-2", "nhom-3"]
    assert [one.section for one in made.criteria] == ["I", "II"]
    assert [target(found, "1.1", f"nhom-{at}") for at in (1, 2, 3)] == ["≥ 98%", "≥ 90%", "≥ 85,5%"]
    assert target(found, "1.2", "nhom-3") == "≥ 1 mô hình"
    assert target(found, "1.3", "nhom-3") is None
    assert target(found, "1.4", "nhom-2") == "≥ 75%"
    assert made.indicator("1.10").text == "Có việc bịa số 10"
    assert target(found, "2", "nhom-1") == "≤ 4%"
    assert "mất số 0" in said(found)


def test_a_list_over_several_pages():
    found = propose(PAGES)
    made = found.criteria_set
    assert made is not None
    assert found.used == (1, 2)
    assert (made.level, len(made.criteria)) == ("thon", 2)
    assert [one.code for one in made.indicators] == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert "đã bị xóa" not in json.dumps(found.pack, ensure_ascii=False)
    assert target(found, "2.1") == "≥ 85%"
    assert [one.used for one in [propose(PAGES, 2)]] == [(2,)]


def test_criteria_and_indicators_in_one_column():
    found = propose(ONE)
    made = found.criteria_set
    assert made is not None
    assert (made.level, made.noun) == ("phuong", "tiêu chuẩn")
    assert [one.code for one in made.indicators] == ["1.1", "1.2.a", "1.2.b", "1.3", "2", "3"]
    assert target(found, "1.1") == "≥ 4,5 m²/người"
    assert made.indicator("1.3").text.endswith("\nHọp mỗi quý một lần")
    assert made.indicator("3").kind is IndicatorKind.CONDITIONS
    assert not found.needs_person
    assert made.complete


def test_roman_criteria():
    found = propose(ROMAN)
    made = found.criteria_set
    assert made is not None
    assert [one.code for one in made.indicators] == ["I.1", "I.2", "II.1", "II.2", "II.3"]
    assert [target(found, one.code) for one in made.indicators] == [
        *("≥ 1 mô hình", "Không", "Mức độ 2", "≥ 1.250,5 tấn", "≥ 65%"),
    ]
    unsure = [one for one in found.readings if one.confidence is Confidence.UNSURE]
    assert [one.original for one in unsure] == ["65"]


def test_columns_of_years():
    found = propose(YEARS)
    assert target(found, "1", year=2028) == "≥ 48,5 triệu đồng/người"
    assert target(found, "2", year=2028) == "Đạt"
    assert "không rõ bộ tiêu chí dành cho cấp nào" in said(found)
    assert not propose(YEARS, level="xa").needs_person


def test_an_untidy_table_gives_a_pack_and_a_list_of_what_is_wrong():
    found = propose(UNTIDY)
    made = found.criteria_set
    assert made is not None
    assert not made.complete
    assert target(found, "1.1") is None
    for place, words in {
        "dòng 2, cột 4": "“> 90%”",
        "dòng 3, cột 4": "chưa hiểu được",
        "dòng 4": "không có số",
        "dòng 5": "chỉ tiêu 1.4 chưa có mức",
        "dòng 6": "chỉ tiêu 5.1 nằm dưới tiêu chí 3",
        "dòng 9": "tiêu chí 4 không có chỉ tiêu nào",
        "dòng 10": "không hiểu dòng này",
    }.items():
        told = [one for one in found.problems if one.where == f"Bảng 1, {place}"]
        assert any(words in one.text for one in told), place


def test_a_table_of_something_else_gives_reasons_and_no_pack(tmp_path):
    found = propose(NOTHING)
    assert found.criteria_set is None
    assert "không thấy dòng tiêu đề" in said(found)
    with pytest.raises(InputError):
        write_pack(found, tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [REGION, GROUP, PAGES, ONE, ROMAN, YEARS, UNTIDY], ids=str)
def test_every_target_cell_is_shown_with_its_text_and_nothing_is_verified(path):
    found = propose(path)
    made = found.criteria_set
    assert made is not None
    assert path.name in made.status
    assert path.name in made.legal_basis[0].note
    assert not any(one.verified or one.target_verified or one.source for one in made.indicators)
    assert not any(one.name_verified or one.name_source for one in made.criteria)
    shown = {(one.code, one.group) for one in found.readings if one.what == "target"}
    for one in found.found.criteria:
        for part in one.indicators:
            for held in part.targets:
                years = {group for code, group in shown if code == part.code}
                assert (part.code, held.group) in shown or years
                assert part.original


# --- options ---


def test_what_the_person_says_is_kept():
    source = "https://example.org/quyet-dinh-bia"
    found = propose(YEARS, set_id="bo-thu", name="Bộ  thử", level="thon", source=source)
    made = found.criteria_set
    assert made is not None
    assert (made.id, made.name, made.level) == ("bo-thu", "Bộ thử", "thon")
    assert made.indicators[0].source == source
    assert not made.indicators[0].verified


def test_options_that_are_not_allowed_are_refused():
    with pytest.raises(InputError, match="không thuộc"):
        propose(YEARS, level="vũ trụ")
    with pytest.raises(NotFoundError, match="Không có bảng số 9"):
        propose(YEARS, 9)
    refused = propose(YEARS, set_id="Sai mã")
    assert refused.criteria_set is None
    assert "id" in said(refused)


def test_a_file_without_tables_is_refused(tmp_path):
    docx.Document().save(tmp_path / "a.docx")
    with pytest.raises(InputError, match="không có bảng"):
        propose(tmp_path / "a.docx")


def test_a_pack_is_written_whole_and_read_back(tmp_path):
    out = tmp_path / "moi" / "bo.json"
    made = write_pack(propose(REGION), out)
    assert read_criteria_set(json.loads(out.read_text("utf-8"))) == made
    assert [one.name for one in out.parent.iterdir()] == ["bo.json"]
    (tmp_path / "tep").write_text("x")
    with pytest.raises(DataFileError):
        write_pack(propose(REGION), tmp_path / "tep" / "bo.json")


# --- round trip: pack, annex, pack ---

_WORDS = st.sampled_from(["Việc bịa", "Có tổ bịa", "Sổ bịa đầy đủ", "Đường bịa sạch", "Hộ bịa"])
_VALUE = st.decimals(0, 100, places=1, allow_nan=False)


@st.composite
def _row(draw):
    """One indicator: wording, unit column, and the target texts of two columns."""
    form = draw(st.sampled_from(["%", "mô hình", "đạt", "không", "khá", "năm", "tỉnh"]))
    words = draw(_WORDS)
    sign = draw(st.sampled_from(["≥", "≤"]))
    values = [draw(_VALUE), draw(_VALUE)]
    shown = [format_number(value) for value in values]
    if form == "%":
        return words, "%", [f"{sign} {one} %" for one in shown], ("percent", sign, values)
    if form == "mô hình":
        return words, form, [f"{sign}{one} {form}" for one in shown], ("number", sign, values)
    if form == "năm":
        texts = [f"Năm 2026: {sign} {one}; năm 2027: {sign} {one}" for one in shown]
        return words, "ha", texts, ("number", sign, values)
    if form == "không":
        return words, "vụ", ["Không", "Không"], ("number", "=", [Decimal(0)] * 2)
    if form == "tỉnh":
        return words, "", ["UBND cấp tỉnh quy định"] * 2, ("conditions", None, [None] * 2)
    if form == "khá":
        return words, "", ["Khá", "Tốt"], ("ordinal", None, ["Khá", "Tốt"])
    return words, "", ["Đạt", "Đạt"], ("boolean", None, [True, True])


_SETS = st.lists(st.lists(_row(), min_size=1, max_size=4), min_size=1, max_size=4)
_HEAD = ["TT", "Tiêu chí", "Nội dung tiêu chí", "ĐVT", "Chỉ tiêu chung", "Tây Nguyên"]


def annex_rows(drawn):
    """Return the rows of an annex and the areas of its merged criteria (from 0)."""
    rows, merges = [_HEAD], []
    for number, indicators in enumerate(drawn, start=1):
        first = len(rows)
        for at, (words, unit, targets, _) in enumerate(indicators, start=1):
            head = [str(number), f"Tiêu chí bịa {number}"] if at == 1 else ["", ""]
            rows.append([*head, f"{number}.{at}. {words}", unit, *targets])
        if len(indicators) > 1:
            merges += [(first, place, len(rows) - 1, place) for place in (0, 1)]
    return rows, merges


def annex_file(folder, drawn, kind):
    """Write the annex as a Word or Excel file."""
    rows, merges = annex_rows(drawn)
    path = folder / f"bo-tieu-chi-xa.{kind}"
    if kind == "docx":
        document = docx.Document()
        add_table(document, rows, merges)
        document.save(path)
        return path
    book = new_book()
    letters = "ABCDEF"
    areas = [f"{letters[a]}{top + 1}:{letters[b]}{end + 1}" for top, a, end, b in merges]
    add_sheet(book, "Xã", rows, areas)
    book.save(path)
    return path


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_SETS, st.sampled_from(["docx", "xlsx"]))
def test_a_set_printed_as_an_annex_is_read_back(tmp_path, drawn, kind):
    found = propose(annex_file(tmp_path, drawn, kind), level="xa")
    made = found.criteria_set
    assert made is not None
    assert [one.code for one in made.criteria] == [str(at + 1) for at in range(len(drawn))]
    for criterion, indicators in zip(made.criteria, drawn, strict=True):
        assert criterion.name == f"Tiêu chí bịa {criterion.code}"
        assert len(criterion.indicators) == len(indicators)
        for at, (one, expected) in enumerate(
            zip(criterion.indicators, indicators, strict=True), start=1
        ):
            words, _, _, (expected_kind, sign, values) = expected
            assert (one.code, one.text) == (f"{criterion.code}.{at}", words)
            assert one.kind.value == expected_kind
            signs = {"≥": ">=", "≤": "<=", "=": "="}
            assert (one.operator.value if one.operator else None) == signs.get(sign)
            targets = [one.target_for(group, 2027) for group in ("chung", "tn")]
            held = [_held(part) for part in targets]
            assert held == list(values)


def _held(found):
    """Return what a target of a pack holds."""
    if found is None or found.value is not None:
        return found and found.value
    return True if found.word == "Đạt" else found.word


# --- own sets of a data folder ---


@pytest.fixture
def pack(tmp_path):
    out = tmp_path / "bo.json"
    write_pack(propose(YEARS, set_id="bo-cua-xa", level="xa"), out)
    return out


def test_an_added_set_is_found_while_its_data_folder_is_open(offices, pack):
    workspace = offices.new()
    before = criteria.set_ids()
    found = add_set(workspace, pack)
    assert criteria.set_ids() == tuple(sorted([*before, "bo-cua-xa"]))
    assert criteria.criteria_set("bo-cua-xa") == found
    assert "bo-cua-xa" in [one.id for one in criteria.list_sets()]
    criteria.follow(workspace, "bo-cua-xa")
    assert found in criteria.followed_sets(workspace)
    workspace.close()
    assert criteria.set_ids() == before
    again = offices.again("a")
    assert "bo-cua-xa" in criteria.set_ids()
    again.close()
    with pytest.raises(NotFoundError):
        criteria.criteria_set("bo-cua-xa")


def test_a_set_of_another_open_folder_stays_with_it(offices, pack):
    first = offices.new("a")
    add_set(first, pack)
    second = offices.new("b", code="06902")
    second.close()
    assert "bo-cua-xa" in criteria.set_ids()
    reopened = first.reopen()
    first.close()
    assert "bo-cua-xa" in criteria.set_ids()
    reopened.close()
    assert "bo-cua-xa" not in criteria.set_ids()


def test_a_changed_set_is_read_again_but_only_replaced_on_request(offices, pack):
    workspace = offices.new()
    add_set(workspace, pack)
    add_set(workspace, pack)
    data = json.loads(pack.read_text("utf-8"))
    pack.write_text(json.dumps({**data, "name": "Tên khác hẳn"}), "utf-8")
    with pytest.raises(InputError, match="nội dung khác"):
        add_set(workspace, pack)
    add_set(workspace, pack, replace=True)
    assert criteria.criteria_set("bo-cua-xa").name == "Tên khác hẳn"


def test_a_shipped_set_is_never_replaced(offices, pack):
    workspace = offices.new()
    shipped = criteria.criteria_set("xa-ntm-2021-2025")
    data = json.loads(pack.read_text("utf-8")) | {"id": shipped.id}
    pack.write_text(json.dumps(data), "utf-8")
    with pytest.raises(InputError, match="có sẵn"):
        add_set(workspace, pack)
    folder = workspace.folder / "bo-tieu-chi"
    folder.mkdir()
    (folder / f"{shipped.id}.json").write_bytes(pack.read_bytes())
    assert criteria.criteria_set(shipped.id) is shipped
    assert "có sẵn" in own_set_problems()[0].text


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "không phải JSON"), ("[]", "lỗi"), ("\xff", "không phải JSON"), (None, "tên tệp khác")],
)
def test_a_file_that_is_no_set_is_told_and_not_among_the_sets(offices, pack, text, words):
    workspace = offices.new()
    folder = workspace.folder / "bo-tieu-chi"
    folder.mkdir()
    data = pack.read_bytes() if text is None else text.encode("latin-1")
    (folder / "hong.json").write_bytes(data)
    assert "hong" not in criteria.set_ids()
    assert words in own_set_problems()[0].text
    with pytest.raises(InputError, match=words):
        criteria.criteria_set("hong")
    if text is not None:
        with pytest.raises(InputError, match=words):
            add_set(workspace, folder / "hong.json")


def test_a_file_to_add_that_is_not_there(offices):
    with pytest.raises(NotFoundError):
        add_set(offices.new(), offices.folder / "khong-co.json")


def test_an_id_of_a_file_name_is_an_id():
    assert slug("Phụ lục I_QĐ số 12", "x") == "phu-luc-i-qd-so-12"
