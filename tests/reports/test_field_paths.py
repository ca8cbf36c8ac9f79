"""A path leads to one text of a document, or says where it goes wrong."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from dataclasses import dataclass

import pytest

from ntm_desktop.errors import InputError
from ntm_desktop.reports.catalogue import REPORTS
from ntm_desktop.reports.field_paths import check_path, is_whole_list, text_at
from ntm_desktop.reports.template_fields import shown, template_fields


@dataclass(frozen=True)
class Part:
    code: str = shown("mã")
    words: tuple[str, ...] = shown("lời")


@dataclass(frozen=True)
class Head:
    place: str = shown("nơi")


@dataclass(frozen=True)
class Paper:
    head: Head = shown("đầu", spread=True)
    title: str = shown("tên")
    total: Part = shown("tổng")
    parts: tuple[Part, ...] = shown("phần")


PAPER = Paper(
    Head("Quảng An"), "Tên", Part("9", ()), (Part("1.1", ("a", "b")), Part("1.2", ("c",)))
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("title", "Tên"),
        ("place", "Quảng An"),
        (" total . code ", "9"),
        ("parts[2].code", "1.2"),
        ("parts[code=1.2].words[1]", "c"),
        ("parts[ code = 1.1 ].words[2]", "b"),
        ("parts[].code", ("1.1", "1.2")),
        ("parts[].words[2]", ("b", "")),
        ("parts[1].words[]", ("a", "b")),
        ("parts[3].code", None),
        ("parts[code=x].code", None),
    ],
)
def test_a_path_leads_to_its_text(path, text):
    check_path(Paper, path)
    assert text_at(PAPER, path) == text
    assert is_whole_list(path) == isinstance(text, tuple)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("titel", "title"),
        ("xyz", "không có trường “xyz”"),
        ("parts.code", "danh sách"),
        ("title[1]", "không phải danh sách"),
        ("title.code", "không có trường “code”"),
        ("parts[0].code", "số thứ tự"),
        ("parts[một].code", "số thứ tự"),
        ("parts[²].code", "số thứ tự"),
        ("parts[cod=1].code", "code"),
        ("total", "code, words"),
        ("parts[1]", "code, words"),
        ("parts[].words[]", "chỉ một ngoặc"),
        ("parts[1.code", "viết thường"),
        ("__class__", "không có trường"),
        ("", "viết thường"),
    ],
)
def test_a_wrong_path_is_refused_with_what_is_right(path, said):
    with pytest.raises(InputError) as caught:
        check_path(Paper, path)
    assert said in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize("kind", REPORTS.values(), ids=lambda kind: kind.id)
def test_every_field_of_the_printed_list_is_a_path_unless_others_stand_below_it(kind):
    names = [field.name for field in template_fields(kind.context)]
    for name in names:
        if not any(other.startswith(f"{name}.") for other in names):
            first, *rest = name.split("[]")
            check_path(kind.context, first + "".join(f"[1]{part}" for part in rest))
