"""Documents made in one go: all of them, whole, whatever happens to one."""

import docx
import pytest

from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.progress import Cancelled
from ntm_desktop.services import own_templates
from ntm_desktop.services.many_documents import build_many, period_documents
from tests.services.conftest import NANG_CAO

FEW = ("chua-dat-va-giai-phap", "bao-cao-no-dong", "danh-muc-cong-trinh")


def test_each_document_is_made_under_its_own_name(commune, tmp_path):
    said = []
    done = build_many(
        commune,
        "2023",
        tmp_path / "ra",
        set_id=NANG_CAO,
        report_ids=(*FEW, FEW[0]),
        progress=lambda at, total, what="": said.append((at, total, bool(what))),
    )
    assert done.failed == ()
    assert [one.path.name for one in done.built] == [f"06901_{one}_2023.docx" for one in FEW]
    assert all(docx.Document(str(one.path)) for one in done.built)
    assert said == [(0, 3, True), (1, 3, True), (2, 3, True), (3, 3, False)]


@pytest.mark.slow
def test_without_a_choice_all_of_a_period_are_made(offices):
    here = offices.sample("quang-an")
    done = build_many(here, "2023", offices.folder / "ra", set_id=NANG_CAO)
    assert done.failed == ()
    assert len(done.built) == len(period_documents()) >= 6


def test_one_that_fails_is_named_and_the_others_are_there(commune, tmp_path):
    own = own_templates.copy_to_edit(commune, FEW[1])
    own.write_bytes(b"hong")
    done = build_many(commune, "2023", tmp_path, set_id=NANG_CAO, report_ids=FEW)
    assert [one.report_id for one in done.failed] == [FEW[1]]
    assert done.failed[0].message
    assert done.failed[0].hint
    assert len(done.built) == 2


def test_stopping_keeps_what_is_finished(commune, tmp_path):
    def stop(at, _total, _what=""):
        if at == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_many(commune, "2023", tmp_path, set_id=NANG_CAO, report_ids=FEW, progress=stop)
    assert [one.name for one in tmp_path.glob("*.docx")] == [f"06901_{FEW[0]}_2023.docx"]


def test_a_wrong_period_or_folder_makes_nothing(commune, tmp_path):
    with pytest.raises(InputError):
        build_many(commune, "x", tmp_path / "ra")
    assert not (tmp_path / "ra").exists()
    (tmp_path / "tep").write_text("x")
    with pytest.raises(DataFileError):
        build_many(commune, "2023", tmp_path / "tep" / "ra")


FORMS = ("phieu-thu-thap", "phieu-lay-y-kien")  # to be filled by hand: nothing of them is missing


@pytest.mark.slow
def test_no_document_without_data_is_told_to_be_complete(commune, tmp_path):
    done = build_many(commune, "2023", tmp_path, set_id=NANG_CAO)
    complete = [one.path.stem.split("_")[1] for one in done.built if not one.missing]
    assert sorted(complete) == sorted(FORMS)
