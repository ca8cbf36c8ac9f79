"""Photographs made smaller: upright, with their notes, and only where it is worth it."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image

from ntm_desktop.exchange import photos
from ntm_desktop.exchange.photos import smaller

ORIENTATION, TAKEN = 0x0112, 0x0132


def photo(path: Path, size: tuple[int, int], orientation: int = 1) -> Path:
    """Write a noisy JPEG as a camera does."""
    noise = random.Random(1).randbytes(size[0] * size[1] * 3)
    made = Image.frombytes("RGB", size, noise)
    notes = made.getexif()
    notes[ORIENTATION], notes[TAKEN] = orientation, "2025:11:22 09:30:00"
    made.save(path, "JPEG", quality=95, exif=notes.tobytes())
    return path


def test_a_large_photo_becomes_smaller_and_keeps_its_notes(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", (800, 400))
    found = smaller(path, longest=300)
    assert found is not None
    assert (found.width, found.height) == (300, 150)
    assert found.saved == path.stat().st_size - len(found.content) > 0
    made = Image.open(io.BytesIO(found.content))
    assert made.size == (300, 150)
    assert made.getexif()[TAKEN] == "2025:11:22 09:30:00"


def test_a_photo_taken_sideways_stands_upright(tmp_path: Path) -> None:
    found = smaller(photo(tmp_path / "a.jpg", (800, 400), orientation=6), longest=300)
    assert found is not None
    assert (found.width, found.height) == (150, 300)
    assert Image.open(io.BytesIO(found.content)).getexif().get(ORIENTATION, 1) == 1


def test_what_would_gain_little_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = photo(tmp_path / "a.jpg", (800, 400))
    with monkeypatch.context() as patch:
        patch.setattr(photos, "WORTH", 0.01)
        assert smaller(path, longest=300) is None
    monkeypatch.setattr(photos, "LEAST_BYTES", path.stat().st_size + 1)
    assert smaller(path, longest=300) is None


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_photo_stays(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content + bytes(photos.LEAST_BYTES))
    assert smaller(path) is None
    assert smaller(tmp_path / "none.jpg") is None


def test_a_photo_cut_on_the_way_stays(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", (800, 400))
    path.write_bytes(path.read_bytes()[:-20_000])
    assert smaller(path, longest=300) is None


def test_a_picture_of_too_many_pixels_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS", 1000)
    assert smaller(photo(tmp_path / "a.jpg", (800, 400)), longest=300) is None
