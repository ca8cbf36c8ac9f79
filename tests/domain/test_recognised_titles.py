"""A title is known for that of a set however an office writes it, and never for another one's."""

import json

import pytest

from ntm_desktop import paths
from ntm_desktop.domain.recognised_titles import names_title, title_core


def names_of(set_id: str) -> tuple[str, str]:
    data = json.loads(paths.resource(f"criteria/{set_id}.json").read_text("utf-8"))
    return data["name"], data["short_name"]


@pytest.mark.parametrize(
    ("title", "set_id"),
    [
        ("Thôn đạt chuẩn nông thôn mới kiểu mẫu", "khu-dan-cu-ntm-kieu-mau-ha-tinh"),
        ("Xóm nông thôn mới kiểu mẫu", "khu-dan-cu-ntm-kieu-mau-ha-tinh"),
        ("Khu dân cư NTM kiểu mẫu", "khu-dan-cu-ntm-kieu-mau-ha-tinh"),
        ("Xã đạt chuẩn nông thôn mới", "xa-ntm-2021-2025"),
        ("Xã đạt chuẩn NTM nâng cao", "xa-ntm-nang-cao-2021-2025"),
        ("Xã được công nhận nông thôn mới kiểu mẫu", "xa-ntm-kieu-mau-2021-2025"),
        ("Huyện nông thôn mới", "huyen-ntm-2021-2025"),
    ],
)
def test_a_title_as_offices_write_it_names_its_set(title: str, set_id: str) -> None:
    assert names_title(title, names_of(set_id))


@pytest.mark.parametrize(
    ("title", "set_id"),
    [
        ("Xã đạt chuẩn nông thôn mới kiểu mẫu", "khu-dan-cu-ntm-kieu-mau-ha-tinh"),
        ("Thôn đạt chuẩn nông thôn mới", "khu-dan-cu-ntm-kieu-mau-ha-tinh"),
        ("Xã đạt chuẩn nông thôn mới", "xa-ntm-nang-cao-2021-2025"),
        ("Xã đạt chuẩn nông thôn mới nâng cao", "xa-ntm-2021-2025"),
        ("Sản phẩm OCOP từ 3 đến 4 sao", "ocop-148-2023"),
        ("", "xa-ntm-2021-2025"),
        ("2023", "tinh-hoan-thanh-2026-2030"),
    ],
)
def test_a_title_of_another_set_is_not_taken_for_it(title: str, set_id: str) -> None:
    assert not names_title(title, names_of(set_id))


def test_years_brackets_and_the_province_do_not_tell_titles_apart() -> None:
    assert title_core("Xã NTM giai đoạn 2021-2025 (dự kiến)") == title_core("Xã nông thôn mới")
