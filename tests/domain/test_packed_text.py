"""A long text comes back letter for letter, or not at all."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.entity import MAX_TEXT
from ntm_desktop.domain.packed_text import packed_text, unpacked_text


@given(st.text())
def test_a_text_comes_back_letter_for_letter(text):
    stored = packed_text(text)
    assert stored is not None
    assert unpacked_text(stored) == text


def test_a_long_text_of_words_fits_and_noise_does_not():
    assert packed_text("Chỉ tiêu đạt. " * 50_000) is not None
    letters = random.Random(1)
    assert packed_text("".join(chr(letters.randrange(32, 9000)) for _ in range(MAX_TEXT))) is None


def test_more_than_is_ever_unpacked_is_not_packed():
    assert packed_text("a" * 64 * MAX_TEXT) is not None
    assert packed_text("a" * 64 * MAX_TEXT + "a") is None


@pytest.mark.parametrize("stored", ["zlib:", "zlib:x", "zlib:AAAA", "zlib:Đ"])
def test_a_damaged_text_reads_as_nothing(stored):
    assert unpacked_text(stored) == ""


def test_a_plain_text_is_read_as_it_is():
    assert unpacked_text("Họp") == "Họp"
