"""Packages with tables, a report and a page of codes beside them, or all in one plain .zip."""

from __future__ import annotations

import dataclasses
import random
import zipfile

import docx
import openpyxl
import pytest

from ntm_desktop.domain.entity import Stream, entity_named
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.services import exchange, readable_copies, receipts
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.readable_copies import send_readable
from ntm_desktop.services.records import list_records, put_texts
from ntm_desktop.services.sheets import import_records
from ntm_desktop.storage import outgoing
from tests.services.conftest import NANG_CAO

UNIT, SUPERIOR = "06901", "22"


@pytest.fixture
def office(commune):
    """A commune with a work and a value."""
    put_texts(commune, "work", "06901/w1", {"name": "Đường trục thôn"})
    record_values(commune, [ValueDraft(NANG_CAO, "2023", "13.5", "12,5")])
    return commune


@pytest.fixture
def out(office):
    return office.folder.parent / "out"


def words(path):
    """Return everything a Word file says."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def cells(path):
    """Return everything a workbook holds."""
    book = openpyxl.load_workbook(path)
    return {
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    }


def test_tables_a_report_and_a_page_lie_beside_the_package(office, out):
    request = DocumentRequest("bao-cao-tien-do", "2023", NANG_CAO)
    made = send_readable(office, out, (SUPERIOR,), full=True, report=request)
    [package] = made.sent.files
    assert made.files == (package, made.tables, made.report, made.letter)
    assert {path.name.removeprefix(package.stem) for path in out.iterdir()} == {
        ".ntmx",
        readable_copies.TABLES,
        readable_copies.REPORT,
        readable_copies.LETTER,
    }
    assert "Đường trục thôn" in cells(made.tables)
    assert "2023" in words(made.report)
    found = exchange.inspect_package(office, package)
    told = words(made.letter)
    assert found.short_code in told
    assert package.name in told
    assert exchange.own_fingerprint(office) in told
    assert made.tables.name in told
    assert str(made.sent.changes) in told
    with zipfile.ZipFile(made.letter) as parts:
        assert any(name.endswith(".png") for name in parts.namelist())


def test_the_tables_hold_what_the_receiver_may_see(office, offices, out):
    neighbour = offices.new("n", code="18130", name="Thuận Lộc")
    put_texts(neighbour, "work", "18130/w1", {"name": "Cầu của xã bên"})
    sent = exchange.send_package(neighbour, offices.folder / "n-out")
    exchange.take_packages(office, sent.files, exchange.own_fingerprint(neighbour))
    own = cells(send_readable(office, out, (UNIT,)).tables)
    assert "Đường trục thôn" in own
    assert "Cầu của xã bên" not in own
    work = dataclasses.replace(entity_named("work"), stream=Stream.OFFICE)
    row = {"owner_unit": UNIT}
    assert readable_copies._Beside(office, out, (UNIT,))._shown(work, row)
    for to in ((SUPERIOR,), (UNIT, SUPERIOR), ()):
        assert not readable_copies._Beside(office, out, to)._shown(work, row)


def test_all_of_it_in_one_plain_zip_is_taken_in_as_it_is(office, offices, out):
    made = send_readable(office, out, (UNIT,), one_zip=True)
    assert made.files == made.sent.files == (made.archive,)
    assert [path.name for path in out.iterdir()] == [made.archive.name]
    assert made.sent.size == made.archive.stat().st_size
    with zipfile.ZipFile(made.archive) as inside:
        assert sorted(name.rpartition(".")[2] for name in inside.namelist()) == [
            "docx",
            "ntmx",
            "xlsx",
        ]
    there = offices.new("b", sets=[])
    key = exchange.own_fingerprint(office)
    [taken] = exchange.take_packages(there, [made.archive], key).packages
    assert (taken.status, taken.new) == ("taken", made.sent.changes)
    again = send_readable(office, out, (UNIT,), one_zip=True)
    assert again.archive != made.archive


def test_the_page_lists_every_part(office, out):
    chance = random.Random(1)
    with office.store.step("Nhập", "An"):
        for number in range(40):
            name = "".join(chance.choices("abcdefghijklmnop", k=400))
            office.store.put("work", f"06901/x{number}", {"name": name})
    made = send_readable(office, out, (), max_part=7_000, tables=False)
    assert made.sent.parts > 1
    assert made.tables is None
    told = words(made.letter)
    for path in made.sent.files:
        assert path.name in told
        assert exchange.inspect_package(office, path).short_code in told


def test_an_empty_package_has_a_page_too(office, out):
    sent = exchange.send_package(office, out / "first", (UNIT,))
    assert sent.changes
    with office.store.step("", "An"):
        assert outgoing.compose(office.store, outgoing.Audience()).logs
    assert send_readable(office, out, (UNIT,), tables=False).letter.is_file()


def test_a_lock_and_a_file_as_the_place_are_refused(office, out):
    for lock in ({"passphrase": "lúa sông núi mây"}, {"recipients": ("age1x",)}):
        with pytest.raises(InputError, match="khóa"):
            send_readable(office, out, **lock)
    with pytest.raises(InputError, match="thư mục"):
        send_readable(office, out / "a.ntmx")
    assert not out.exists()


@pytest.mark.parametrize("one_zip", [False, True])
def test_nothing_is_left_or_noted_when_the_page_cannot_be_written(
    office, out, monkeypatch, one_zip
):
    def fail(*_):
        raise DataFileError("đầy")

    before = receipts.deliveries(office)
    with monkeypatch.context() as patch:
        patch.setattr("ntm_desktop.reports.package_letter.write_letter", fail)
        with pytest.raises(DataFileError):
            send_readable(office, out, one_zip=one_zip)
    assert list(out.iterdir()) == []
    assert receipts.deliveries(office) == before
    real, calls = readable_copies.copy_whole, []

    def fail_second(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise DataFileError("đầy")
        real(source, target)

    monkeypatch.setattr(readable_copies, "copy_whole", fail_second)
    with pytest.raises(DataFileError):
        send_readable(office, out)
    assert list(out.iterdir()) == []
    assert exchange.send_package(office, out).serial == 1


def test_the_tables_name_the_indicator_beside_its_code_in_the_order_of_codes(office, out):
    record_values(office, [ValueDraft(NANG_CAO, "2023", code, "dat") for code in ("1.1", "5.2")])
    made = send_readable(office, out, (SUPERIOR,), full=True)
    sheet = openpyxl.load_workbook(made.tables)["Số liệu chỉ tiêu"]
    head = [cell.value for cell in sheet[1]]
    code, name = head.index("Mã chỉ tiêu"), head.index("Tên chỉ tiêu (chỉ để đọc)")
    assert name == code + 1
    rows = [(row[code], row[name]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    found = criteria_set(NANG_CAO)
    assert rows == [(one, found.indicator(one).text) for one in ("1.1", "5.2", "13.5")]
    again = import_records(office, "indicator_value", made.tables, dry_run=True)
    assert again.ignored == ()


def test_the_page_calls_the_receiver_by_the_name_this_office_gives_it(office, out):
    put_texts(office, "admin_unit", "06901/unit/06901", {"parent_code": "xb1e71578fe"})
    profile = list_records(office, "office_profile")[0].key
    put_texts(office, "office_profile", profile, {"superior_name": "UBND tỉnh Quảng Ninh"})
    made = send_readable(office, out, ("xb1e71578fe",), full=True, tables=False)
    assert "UBND tỉnh Quảng Ninh (xb1e71578fe)" in words(made.letter)
