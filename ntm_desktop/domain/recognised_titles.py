"""Whether a title as an office wrote it speaks of a criteria set: "Xóm NTM kiểu mẫu"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ntm_desktop.domain.units import kind_word
from ntm_desktop.domain.vietnamese import fold

_BRACKETS = re.compile(r"\([^)]*\)")
_SHORTER = (
    (re.compile(r"\bnong thon moi\b"), "ntm"),
    (re.compile(r"^(?:quy dinh|bo tieu chi|tieu chi|danh hieu)\s+"), ""),
    (re.compile(r"\b(?:quoc gia ve|quoc gia)\b"), ""),
    (re.compile(r"\b(?:dat chuan|duoc cong nhan|cong nhan|dat)\b"), ""),
    (re.compile(r"\b(?:giai doan|nam)\b"), ""),
    (re.compile(r"[0-9]+"), ""),
    (re.compile(r"[^a-z ]+"), " "),
    (re.compile(r"\b(?:tinh|thanh pho) .*$"), ""),
)
_VILLAGE = "thon"


def title_core(title: str) -> str:
    """Return what tells titles apart: without words of form, years, province, kind of village.

    >>> title_core("Xóm đạt chuẩn nông thôn mới kiểu mẫu")
    'thon ntm kieu mau'
    """
    plain = _BRACKETS.sub(" ", fold(title)).strip()
    for pattern, shorter in _SHORTER:
        plain = pattern.sub(shorter, plain).strip()
    return " ".join(_with_village_word(plain).split())


def names_title(title: str, set_names: Iterable[str]) -> bool:
    """Say whether a title is that of a set with one of these names."""
    core = title_core(title)
    return bool(core) and core in {title_core(name) for name in set_names}


def _with_village_word(plain: str) -> str:
    """Return a folded title whose kind of village (xóm, ấp, khu dân cư) is one word for all."""
    kind = fold(kind_word(plain))
    is_village = kind and kind not in ("xa", "phuong", "thi tran", "dac khu", "huyen", "quan")
    is_village = is_village and kind not in ("thi xa", "thanh pho")
    return f"{_VILLAGE}{plain[len(kind) :]}" if is_village else plain
