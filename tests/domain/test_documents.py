"""Related documents: what is recorded of one, and that none above Thường comes in."""

from __future__ import annotations

import pytest

from ntm_desktop.domain.documents import OfficialDocument, is_marked_secret
from ntm_desktop.domain.entity import entity_named, entity_of
from ntm_desktop.errors import InputError


@pytest.mark.parametrize("word", ["Mật", "Tối mật", "Tuyệt mật", "mat", "secret"])
def test_a_document_above_thuong_is_refused_with_a_sentence(word: str) -> None:
    with pytest.raises(InputError, match="không nhận văn bản có độ mật") as caught:
        entity_named("official_document").fields["secrecy"].check(word)
    assert "bí mật nhà nước" in caught.value.hint
    assert entity_named("official_document").fields["secrecy"].check("normal") == "normal"


def test_an_incomplete_reference_can_be_kept_as_printed() -> None:
    declared = entity_of(OfficialDocument)
    declared.check_required(declared.check({"number": "Nghị quyết 37"}))
    assert declared.unit_of("number") == ("number", "issued_on")


@pytest.mark.parametrize(
    ("line", "is_secret"),
    [
        ("MẬT – Công văn số 12/UBND", True),
        ("Báo cáo số 9-BC/TU tối mật", True),
        ("Thông báo số 7-TB/HU, độ mật: mật", True),
        ("Luật số 29/2018/QH14 về bảo vệ bí mật nhà nước", False),
        ("Báo cáo mật độ dân số", False),
        ("Báo cáo mật số 07/BC-CA ngày 2/4/2024 của Công an xã", True),
        ("Công văn mật của Ban Chỉ huy Quân sự", True),
        ("Kế hoạch bảo mật số liệu năm 2024", False),
    ],
)
def test_the_mark_of_a_secret_document_is_seen_in_a_line(line: str, is_secret: bool) -> None:
    assert is_marked_secret(line) is is_secret
