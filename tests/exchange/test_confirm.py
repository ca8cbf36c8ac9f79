"""Codes people compare: the short code, the seal of the QR, the confirm code."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ntm_desktop.errors import InputError
from ntm_desktop.exchange import confirm
from ntm_desktop.exchange.confirm import Seal, read_seal, same_short_code, seal_of, short_code
from ntm_desktop.exchange.package import write_package
from tests.exchange import packages

ids = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)


@given(
    ids, st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,31}", fullmatch=True), st.integers(0, 10**9)
)
def test_the_text_of_a_seal_is_read_back(package_id: str, unit: str, number: int) -> None:
    seal = Seal(package_id, unit, number, number + 1)
    assert read_seal(seal.text) == seal
    assert read_seal(f"  {seal.text}\n") == seal


@pytest.mark.parametrize("text", ["", "NTMX1", "NTMX2 " + "0" * 32 + " 26734 1 1", "https://x"])
def test_another_text_is_no_seal(text: str) -> None:
    with pytest.raises(InputError, match="QR"):
        read_seal(text)


@given(ids, ids)
def test_a_short_code_names_its_package_however_it_is_typed(one: str, other: str) -> None:
    code = short_code(one)
    assert len(code) == 19
    for typed in (code, code.upper(), code.replace("-", " "), one, f" {code}\n"):
        assert same_short_code(typed, one)
        assert not same_short_code(typed, other) or one[:16] == other[:16]
    assert not same_short_code("", one)
    assert not same_short_code(code[:9], one)


def test_the_seal_of_a_package_names_it_and_nothing_else(tmp_path: Path) -> None:
    info = write_package(packages.draft(), packages.SEED, tmp_path / "goi.ntmx")
    seal = seal_of(info.manifest, info.package_id)
    assert (seal.unit, seal.serial, seal.changes) == ("26734", 57, 4)
    assert same_short_code(seal.text, info.package_id)
    assert not same_short_code(seal.text, "0" * 32)


def test_a_picture_has_square_modules_and_a_quiet_border() -> None:
    text = Seal("0" * 32, "26734", 57, 4).text
    picture = Image.open(io.BytesIO(confirm.qr_png(text, scale=4))).convert("L")
    width, height = picture.size
    assert width == height
    assert width % 4 == 0
    assert {picture.getpixel((at, 15)) for at in range(width)} == {255}
    assert picture.getpixel((16, 16)) == 0, "the finder pattern begins behind the border"
    assert ET.fromstring(confirm.qr_svg(text)).tag.endswith("svg")


def test_equal_texts_give_equal_pictures() -> None:
    assert confirm.qr_png("abc") == confirm.qr_png("abc") != confirm.qr_png("abd")
