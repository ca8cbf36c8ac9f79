"""`ntm dossier` writes a folder or a ZIP file, says what is missing, and replaces nothing."""

from __future__ import annotations

import zipfile

from tests.cli.conftest import NANG_CAO, Ntm

PLACE = ("--set", NANG_CAO, "--period", "2023")


def test_a_folder_is_written_and_what_is_missing_is_told(commune: Ntm) -> None:
    out = commune.folder / "ho-so"
    told = commune("dossier", *PLACE, "--out", str(out)).json
    assert told["path"] == str(out)
    assert (told["files"], told["drafts"]) == (6, 6)
    assert any(one.startswith("HS1. Tờ trình") for one in told["missing"])
    assert told["warnings"]
    assert (out / "00-con-thieu.txt").is_file()


def test_a_zip_file_is_written_and_people_are_told_in_words(commune: Ntm) -> None:
    out = commune.folder / "ho-so.zip"
    shown = commune.raw("--data", str(commune.data), "dossier", *PLACE, "--out", str(out))
    assert shown.status == 0
    assert "6 tệp, trong đó 6 bản dự thảo" in shown.out
    assert "HS1. Tờ trình" in shown.err
    assert "00-danh-muc-ho-so.docx" in zipfile.ZipFile(out).namelist()


def test_without_a_place_the_list_is_shown_and_nothing_is_written(commune: Ntm) -> None:
    told = commune("dossier", *PLACE).json
    first = told["items"][0]
    assert (first["number"], first["code"], first["state"]) == ("01", "HS1", "draft")
    assert any(one.startswith("HS4. Chưa có cuộc họp") for one in told["missing"])
    where = ("set_id=" + NANG_CAO, "period=2023")
    assert commune("put", "dossier_paper", *where, "paper=HS7", "left_out=có").status == 0
    assert commune("put", "dossier_paper", *where, "paper=TL-anh", "name=Ảnh").status == 0
    codes = [one["code"] for one in commune("dossier", *PLACE).json["items"]]
    assert codes == [*(f"HS{number}" for number in range(1, 7)), "TL-anh", "HS7"]
    shown = commune.raw("--data", str(commune.data), "dossier", *PLACE)
    assert "Tờ trình" in shown.out
    assert "Còn thiếu: " in shown.out


def test_what_lies_there_is_not_replaced(commune: Ntm) -> None:
    out = commune.folder / "ho-so"
    commune("dossier", *PLACE, "--out", str(out))
    refused = commune("dossier", *PLACE, "--out", str(out))
    assert (refused.status, refused.code) == (1, "E_INPUT")


def test_a_paper_of_the_dossier_is_made_by_the_command_for_reports(commune: Ntm) -> None:
    out = commune.folder / "to-trinh.docx"
    told = commune("report", "to-trinh", *PLACE, "--field", "addressee=UBND tỉnh", "--out",
                   str(out)).json  # fmt: skip
    assert told["file"] == str(out)
    assert out.is_file()
    assert commune("report", "to-trinh", *PLACE, "--field", "la=1", "--out", str(out)).status == 1


def test_a_dossier_without_a_file_asks_for_a_person(commune: Ntm) -> None:
    out = commune.folder / "trong"
    place = ("--set", "xa-ntm-2026-2030", "--period", "2026", "--out", str(out))
    told = commune("dossier", *place)
    assert (told.status, told.json["files"]) == (3, 0)
    assert told.json["warnings"][0].startswith("Hồ sơ chưa có tệp nào")
