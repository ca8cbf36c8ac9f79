"""Large photographs made smaller before they are sent: the copy travels, the original stays."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.errors import NotFoundError
from ntm_desktop.exchange import photos
from ntm_desktop.progress import Cancelled
from ntm_desktop.services import evidence, exchange, history, lighter_photos
from ntm_desktop.services.records import put_texts
from ntm_desktop.storage import attachments
from tests.evidence_files import PDF

WORK = "06901/w1"


@pytest.fixture(autouse=True)
def _small_counts_as_large(monkeypatch):
    """Photographs of a few hundred pixels are large here, so that the tests are quick."""
    lighter_photos._is_large.cache_clear()
    monkeypatch.setattr(photos, "LEAST_BYTES", 20_000)
    for one in (photos.smaller, photos.is_large):
        monkeypatch.setattr(one, "__defaults__", (200,))


@pytest.fixture
def office(offices, tmp_path):
    """An office with a work that two photographs and a paper prove."""
    opened = offices.new("a")
    put_texts(opened, "work", WORK, {"name": "Đường"})
    paths = [photo(tmp_path / f"anh-{number}.jpg", number) for number in (1, 2)]
    paper = tmp_path / "giay.pdf"
    paper.write_bytes(PDF)
    evidence.attach(opened, "work", WORK, [*paths, paper])
    return opened


def photo(path, seed):
    noise = random.Random(seed).randbytes(400 * 300 * 3)
    Image.frombytes("RGB", (400, 300), noise).save(path, "JPEG", quality=95)
    return path


def large(workspace):
    return lighter_photos.large_photos(workspace, exchange.files_to_send(workspace))


def kept(workspace):
    return {one.name: one for one in workspace.store.records(Evidence)}


def test_only_photographs_on_their_way_are_offered(office):
    found = large(office)
    assert found.count == 2
    assert found.size == sum(one.size for one in kept(office).values() if one.kind == "jpg")


def test_the_copy_travels_and_the_original_stays(office, offices):
    before = kept(office)
    done = lighter_photos.lighten(office, large(office))
    after = kept(office)
    assert (done.count, done.before > done.after) == (2, True)
    assert after["giay"] == before["giay"]
    assert after["anh-1"].sha256 != before["anh-1"].sha256
    assert after["anh-1"].file_name == "anh-1.jpg"
    assert large(office).count == 0, "what was made smaller is not offered again"
    original = attachments.path_of(office.folder, before["anh-1"].sha256)
    assert Image.open(io.BytesIO(original.read_bytes())).size == (400, 300)
    there = offices.new("b")
    sent = exchange.send_package(office, office.folder.parent / "out")
    exchange.take_packages(there, sent.files, exchange.own_fingerprint(office))
    came = attachments.path_of(there.folder, after["anh-1"].sha256)
    assert Image.open(io.BytesIO(came.read_bytes())).size == (200, 150)
    assert not attachments.path_of(there.folder, before["anh-1"].sha256).exists()


def test_one_undo_brings_the_originals_back(office):
    before = kept(office)
    lighter_photos.lighten(office, large(office))
    assert lighter_photos.original_of(office, before["anh-1"].key) == before["anh-1"].sha256
    history.undo(office)
    assert kept(office) == before
    assert lighter_photos.original_of(office, before["giay"].key) is None


def test_a_stop_changes_no_record(office):
    before = kept(office)

    def stop(done, total, what=""):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        lighter_photos.lighten(office, large(office), stop)
    assert kept(office) == before


def test_what_another_put_in_the_place_of_a_photo_meanwhile_stays(office):
    found, one = large(office), kept(office)["anh-1"]
    other = kept(office)["giay"].sha256

    def replaced(done, total, what=""):
        if not done:
            with office.store.step("Máy khác"):
                office.store.put("evidence", one.key, {"sha256": other})

    assert found.count > 1
    lighter_photos.lighten(office, found, replaced)
    assert kept(office)["anh-1"].sha256 == other


def test_photographs_of_other_offices_are_left_alone(office, offices):
    there = offices.new("b", code="06902", name="Khác")
    sent = exchange.send_package(office, office.folder.parent / "out")
    exchange.take_packages(there, sent.files, exchange.own_fingerprint(office))
    assert large(there).count == 0


def test_the_original_can_still_be_opened(office):
    before = kept(office)
    lighter_photos.lighten(office, large(office))
    opened = lighter_photos.open_original(office, before["anh-1"].key)
    assert opened.name == "anh-1.jpg"
    assert Image.open(io.BytesIO(opened.read_bytes())).size == (400, 300)
    with pytest.raises(NotFoundError):
        lighter_photos.open_original(office, before["giay"].key)
