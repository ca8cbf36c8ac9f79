"""The recognition dossier: whole or not at all, numbered, safe names, what is missing told."""

import zipfile

import docx
import pytest

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.progress import Cancelled
from ntm_desktop.services import conditions, dossier, dossier_plan, own_templates, units
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.dossier import build_dossier
from ntm_desktop.services.dossier_plan import plan_dossier, slug
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.evidence import attach
from ntm_desktop.services.issuing import attach_signed_copy, issue_document
from ntm_desktop.services.period_values import values_of
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.report_options import keep_options
from ntm_desktop.services.reporting import build_document
from ntm_desktop.storage.attachments import path_of
from tests.evidence_files import PDF
from tests.reports.reading import text_of
from tests.services.conftest import NANG_CAO

PLACE = (NANG_CAO, "2023")
LONG = "Quyết định phê duyệt “quy hoạch” " + "rất dài " * 20


def enter(workspace, unit=None, **typed):
    """Record results of 2023 by code ("c1_1" is 1.1)."""
    drafts = [
        ValueDraft(NANG_CAO, "2023", code[1:].replace("_", "."), text, unit)
        for code, text in typed.items()
    ]
    record_values(workspace, drafts)


def prove(workspace, folder, code, name, content=b"", unit=None):
    """Attach a file to an indicator; return its evidence."""
    key = values_of(workspace, NANG_CAO, "2023", unit)[code].key
    path = folder / name
    path.write_bytes(PDF + content + name.encode())
    return attach(workspace, "indicator_value", key, [path]).keys[0]


def paper_with(workspace, folder, code, name, typed=None):
    """Attach a file to a paper of the dossier."""
    key = conditions.put_paper_texts(workspace, *PLACE, code, typed or {"state": "có"}).key
    path = folder / name
    path.write_bytes(PDF + name.encode())
    attach(workspace, "dossier_paper", key, [path])


@pytest.fixture
def proven(commune, tmp_path):
    """A commune with results, evidence of two indicators, and one signed paper."""
    enter(commune, c1_1="đạt", c1_2="đạt", c3_1="95", c13_2="chưa đạt")
    prove(commune, tmp_path, "1.1", f"{LONG[:60]}.PDF")
    prove(commune, tmp_path, "1.1", "Bản đồ đất đai.pdf")
    prove(commune, tmp_path, "3.1", "CON.pdf")
    paper_with(commune, tmp_path, "HS4", "Biên bản đã ký.pdf")
    return commune


def names(folder):
    """Return the files of a folder, by their path."""
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def test_the_folder_holds_papers_then_evidence_numbered_per_indicator(proven, tmp_path):
    out = tmp_path / "hồ sơ"
    built = build_dossier(proven, *PLACE, out)
    found = names(out)
    assert (built.files, built.drafts) == (10, 6)
    assert found[:2] == ["00-con-thieu.txt", "00-danh-muc-ho-so.docx"]
    assert any(one.startswith("01-") and one.endswith("to-trinh-du-thao.docx") for one in found)
    assert any(one.startswith("04-") and one.endswith("04.01-bien-ban-da-ky.pdf") for one in found)
    assert [one for one in found if one.startswith("08-minh-chung/01")] == [
        "08-minh-chung/01-quy-hoach/1.1-01-quyet-dinh-phe-duyet-quy-hoach-rat-dai-rat-dai.pdf",
        "08-minh-chung/01-quy-hoach/1.1-02-ban-do-dat-dai.pdf",
    ]
    copy = out / "08-minh-chung/01-quy-hoach/1.1-02-ban-do-dat-dai.pdf"
    assert copy.read_bytes().startswith(PDF)
    copy.write_bytes(b"")  # a copy may be changed; the kept file may not
    assert len([one for one in out.iterdir() if one.is_dir()]) == 8


def test_every_name_is_ascii_and_short(proven, tmp_path):
    prove(proven, tmp_path, "1.2", f"{'ệ' * 60}.pdf")
    out = tmp_path / "d"
    build_dossier(proven, *PLACE, out)
    for one in out.rglob("*"):
        assert one.name.isascii()
        assert len(one.relative_to(out).as_posix()) <= 130
        assert not set(one.name) & set('<>:"|?*\\')
        assert not one.name.endswith((" ", "."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Đường thôn & xóm", "duong-thon-xom"), ("…", "tep"), ("a" * 300, "a" * 48), ("", "tep")],
)
def test_a_text_becomes_a_name_every_system_takes(text, expected):
    assert slug(text) == expected


def list_of(out):
    return docx.Document(str(out / "00-danh-muc-ho-so.docx"))


INTERNAL = (
    "phần mềm",
    "Còn thiếu",
    "chưa ký",
    "chưa có",
    "ghi là có",
    "bản dự thảo",
    "HS1.",
    "/1.1",
)


def test_the_signed_list_names_what_is_there_and_no_internal_matter(proven, tmp_path):
    out = tmp_path / "d"
    build_dossier(proven, *PLACE, out)
    text = text_of(list_of(out))
    assert "04. Biên bản cuộc họp đề nghị xét, công nhận xã đạt chuẩn\n" in text
    assert "9 | 1.1-02 | Bản đồ đất đai | Thư mục 08/01" in text
    assert "01.01 | Tờ trình của Ủy ban nhân dân xã" in text
    assert [words for words in INTERNAL if words in text] == []
    told = (out / "00-con-thieu.txt").read_text("utf-8-sig")
    assert "mới có bản dự thảo, chưa ký" in told
    assert "Tiêu chí 1. Quy hoạch: chỉ tiêu đạt chưa có minh chứng: 1.2." in told
    assert "Điều kiện DK1: chưa đạt. " in told
    assert "07 thành phần hồ sơ" in told
    assert "HS4" not in told


def test_the_list_agrees_with_the_files_of_the_folder(proven, tmp_path):
    out = tmp_path / "d"
    built = build_dossier(proven, *PLACE, out)
    rows = [
        [cell.text for cell in row.cells] for table in list_of(out).tables for row in table.rows
    ]
    listed = [row for row in rows if row[0].isdecimal()]
    assert [int(row[0]) for row in listed] == list(range(1, built.files + 1))
    files = [one for one in names(out) if not one.startswith("00-")]
    for _, number, _, place in listed:
        folders = place.removeprefix("Thư mục ").split("/")
        (found,) = [one for one in files if one.split("/")[-1].startswith(f"{number}-")]
        assert [part.partition("-")[0] for part in found.split("/")[:-1]] == folders


def test_the_list_alone_names_no_file_that_was_never_made(proven, tmp_path):
    path = tmp_path / "a.docx"
    build_document(proven, DocumentRequest("danh-muc-ho-so", *PLACE[::-1]), path)
    text = text_of(docx.Document(str(path)))
    held = [one for one in plan_dossier(proven, *PLACE).files if one.item is not None]
    assert f"hồ sơ gồm {len(held):02} tệp" in text
    assert "Bản đồ đất đai" in text
    assert "dự thảo" not in text
    assert "Tờ trình" not in text


def test_a_paper_that_is_there_without_a_file_is_named_as_such(commune, tmp_path):
    path = tmp_path / "a.docx"
    conditions.put_paper_texts(commune, *PLACE, "HS2", {"state": "có"})
    build_document(commune, DocumentRequest("danh-muc-ho-so", *PLACE[::-1]), path)
    text = text_of(docx.Document(str(path)))
    assert ": bản giấy" in text
    assert "hồ sơ gồm 00 tệp" in text


@pytest.mark.parametrize("name", ["ho-so.docx", "ho-so.pdf", "ho-so.xlsx"])
def test_a_dossier_is_not_named_like_a_single_file(commune, tmp_path, name):
    with pytest.raises(InputError, match="là tên của một tệp"):
        build_dossier(commune, *PLACE, tmp_path / name)
    assert list(tmp_path.glob("ho-so*")) == []


def test_numbers_that_were_printed_stay_when_a_file_comes(proven, tmp_path):
    def numbers():
        return {
            one.name: one.number for part in plan_dossier(proven, *PLACE).evidence
            for one in part.files
        }  # fmt: skip

    before = numbers()
    prove(proven, tmp_path, "1.1", "A đứng đầu theo tên.pdf")
    assert {**numbers(), **before} == numbers()
    assert numbers()["A đứng đầu theo tên"] == "1.1-03"


def test_a_place_that_windows_could_not_open_is_refused(proven, tmp_path):
    deep = tmp_path
    while len(str(deep)) < 180:
        deep = deep / "thu-muc-rat-dai"
    with pytest.raises(InputError, match="quá dài"):
        build_dossier(proven, *PLACE, deep / "d")
    assert not deep.exists()
    assert build_dossier(proven, *PLACE, deep / "d.zip").path.is_file()


def test_a_zip_holds_the_same_files(proven, tmp_path):
    build_dossier(proven, *PLACE, tmp_path / "d")
    built = build_dossier(proven, *PLACE, tmp_path / "d.zip")
    with zipfile.ZipFile(built.path) as archive:
        assert archive.testzip() is None
        held = sorted(one for one in archive.namelist() if not one.endswith("/"))
    assert held == names(tmp_path / "d")
    assert [one for one in tmp_path.iterdir() if one.name.endswith(".tmp")] == []


def test_applying_early_is_warned_about_and_not_refused(proven, tmp_path):
    put_texts(proven, "registration", None, {
        "title": "Xã NTM nâng cao", "set_id": NANG_CAO, "year_planned": "2023"})  # fmt: skip
    built = build_dossier(proven, *PLACE, tmp_path / "d")
    assert texts.DOSSIER_EARLY in built.warnings
    assert any(one.startswith("Đăng ký đạt Xã NTM nâng cao năm 2023") for one in built.warnings)


def test_a_changed_or_lost_file_is_told_and_not_copied(proven, tmp_path):
    key = prove(proven, tmp_path, "1.2", "Quy chế.pdf")
    gone = prove(proven, tmp_path, "3.1", "Kênh.pdf")
    for one, content in ((key, b"changed"), (gone, None)):
        digest = proven.store.rows(dossier_entity(), {"key": one})[0]["sha256"]
        place = path_of(proven.folder, digest)
        place.chmod(0o600)
        place.write_bytes(PDF.replace(b"1.7", b"1.6") + b"x") if content else place.unlink()
    built = build_dossier(proven, *PLACE, tmp_path / "d")
    assert any("1.2-01 “Quy chế”: tệp đã bị thay đổi" in one for one in built.missing)
    assert any("“Kênh”: tệp bị mất" in one for one in built.missing)
    assert not any("quy-che" in one or "kenh" in one for one in names(tmp_path / "d"))


def dossier_entity():
    """Return the declaration of evidence."""
    from ntm_desktop.domain.entity import entity_named

    return entity_named("evidence")


def test_a_paper_whose_file_is_damaged_falls_back_to_a_draft(commune, tmp_path):
    paper_with(commune, tmp_path, "HS1", "Tờ trình.pdf")
    [row] = commune.store.rows(dossier_entity())
    place = path_of(commune.folder, row["sha256"])
    place.chmod(0o600)
    place.unlink()
    built = build_dossier(commune, *PLACE, tmp_path / "d")
    assert any(one.startswith("HS1, tệp “Tờ trình”: tệp bị mất") for one in built.missing)
    assert any("ghi là có, chưa đính kèm tệp" in one for one in built.missing)
    assert any(one.endswith("to-trinh-du-thao.docx") for one in names(tmp_path / "d"))


def test_a_signed_document_takes_the_place_of_the_draft(commune, tmp_path):
    request = DocumentRequest("bao-cao-no-dong", "2023", NANG_CAO)
    word = tmp_path / "no-dong.docx"
    build_document(commune, request, word)
    issued = issue_document(commune, word, "15/BC-UBND", "5/1/2024", reason="đã duyệt")
    scan = tmp_path / "Bản ký.pdf"
    scan.write_bytes(PDF)
    attach_signed_copy(commune, issued.key, scan)
    planned = plan_dossier(commune, *PLACE)
    paper = planned.papers[4]
    assert paper.state == "có"
    assert [one.name for one in paper.files] == ["Bản ký"]


def test_the_minutes_are_made_of_the_meeting_on_the_proposal(commune):
    assert any(
        one.startswith("HS4. Chưa có cuộc họp") for one in plan_dossier(commune, *PLACE).missing
    )
    typed = {"title": "Họp xét", "kind": "recognition", "held_on": "20/12/2023"}
    key = put_texts(commune, "meeting", None, typed).key
    [file] = plan_dossier(commune, *PLACE).papers[3].files
    assert file.request.key == key


def test_the_dossier_of_another_unit_copies_and_makes_nothing(commune, tmp_path):
    units.add_units(commune, "Thôn An Xuân")
    [unit] = units.below(commune)
    enter(commune, unit=unit.code, c1_1="đạt")
    prove(commune, tmp_path, "1.1", "a.pdf", unit=unit.code)
    built = build_dossier(commune, *PLACE, tmp_path / "d", unit.code)
    assert (built.files, built.drafts) == (1, 0)
    assert texts.DOSSIER_OTHER_UNIT in built.warnings


def test_how_many_criteria_are_met_is_a_gap_where_nothing_was_assessed(commune):
    assert plan_dossier(commune, *PLACE).standing.startswith("…/19 tiêu chí đạt; ")
    enter(commune, c1_1="chưa đạt")
    assert plan_dossier(commune, *PLACE).standing.startswith("0/19 tiêu chí đạt; ")


def test_a_set_without_a_list_of_papers_has_evidence_alone(offices, tmp_path):
    other = "xa-ntm-2026-2030"
    workspace = offices.new(sets=[(other, None)])
    built = build_dossier(workspace, other, "2026", tmp_path / "d")
    assert texts.DOSSIER_NO_RULES in built.warnings
    assert built.warnings[0] == texts.DOSSIER_EMPTY
    assert names(tmp_path / "d") == ["00-con-thieu.txt", "00-danh-muc-ho-so.docx"]


# --- whole or not at all ---


def test_nothing_is_ever_replaced(commune, tmp_path):
    held = tmp_path / "d"
    held.mkdir()
    (held / "a.txt").write_text("giữ")
    with pytest.raises(InputError, match="đã có tệp"):
        build_dossier(commune, *PLACE, held)
    archive = tmp_path / "d.zip"
    archive.write_text("giữ")
    with pytest.raises(InputError, match="đã có"):
        build_dossier(commune, *PLACE, archive)
    assert archive.read_text() == (held / "a.txt").read_text() == "giữ"


def test_an_empty_folder_is_filled(commune, tmp_path):
    (tmp_path / "d").mkdir()
    build_dossier(commune, *PLACE, tmp_path / "d")
    assert (tmp_path / "d" / "00-danh-muc-ho-so.docx").is_file()


@pytest.mark.parametrize("inside", ["", "ho-so", "minh-chung/x.zip"])
def test_the_data_folder_is_no_place_for_it(commune, inside):
    with pytest.raises(InputError, match="Không ghi hồ sơ vào"):
        build_dossier(commune, *PLACE, commune.folder / inside)


@pytest.mark.parametrize("name", ["d", "d.zip"])
@pytest.mark.parametrize("stop", [0, 3, 9, 12, 14])
def test_a_cancelled_dossier_leaves_nothing(proven, tmp_path, name, stop):
    folder = tmp_path / "out"
    folder.mkdir()
    calls = []

    def progress(done, total, what=""):
        calls.append(what)
        if len(calls) > stop:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_dossier(proven, *PLACE, folder / name, progress=progress)
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(proven, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dossier.shutil, "copyfileobj", full)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(DataFileError, match="Không ghi được hồ sơ"):
        build_dossier(proven, *PLACE, folder / "d.zip")
    assert list(folder.iterdir()) == []


def test_progress_goes_up_and_names_what_is_done(proven, tmp_path):
    seen = []

    def progress(done, total, what=""):
        seen.append((done, total, what))

    build_dossier(proven, *PLACE, tmp_path / "d", progress=progress)
    filled = [one for one in seen if one[1] > 1]
    assert [done for done, _, _ in filled] == list(range(12))
    assert seen[0][2] == texts.PROGRESS_DOSSIER_PLAN


def test_papers_name_documents_of_ours_that_exist():
    from ntm_desktop.reports.catalogue import REPORTS

    rules = conditions.rules_of(NANG_CAO)
    assert {one.document for one in rules.papers} <= set(REPORTS)
    assert dossier_plan.MEETING_PAPER in REPORTS


def test_who_made_the_list_is_printed_where_it_was_typed(commune, tmp_path):
    path = tmp_path / "a.docx"
    options = {"maker": "Công chức Văn phòng"}
    build_document(commune, DocumentRequest("danh-muc-ho-so", *PLACE[::-1], options=options), path)
    assert "Người lập danh mục: Công chức Văn phòng" in text_of(docx.Document(str(path)))


def test_drafts_and_list_are_made_with_what_was_typed_for_them(commune, tmp_path):
    for report, typed in (
        ("to-trinh", {"addressee": "Ủy ban nhân dân tỉnh"}),
        ("danh-muc-ho-so", {"maker": "Công chức Văn phòng"}),
    ):
        keep_options(commune, DocumentRequest(report, "2023", NANG_CAO), typed)
    out = tmp_path / "d"
    build_dossier(commune, *PLACE, out)
    (request,) = out.glob("01-*/*.docx")
    assert "Ủy ban nhân dân tỉnh" in text_of(docx.Document(str(request)))
    assert "Công chức Văn phòng" in text_of(docx.Document(str(out / "00-danh-muc-ho-so.docx")))


def test_the_list_is_made_with_the_office_s_own_template(commune, tmp_path):
    own = own_templates.copy_to_edit(commune, "danh-muc-ho-so")
    changed = docx.Document(str(own))
    changed.add_paragraph("Mẫu riêng của xã")
    changed.save(str(own))
    build_dossier(commune, *PLACE, tmp_path / "hồ sơ")
    made = docx.Document(str(tmp_path / "hồ sơ" / dossier.LIST_FILE))
    assert "Mẫu riêng của xã" in text_of(made)
