"""The name of an office or body as it is compared: abbreviations spelled out, one's own in full.

"UBND xã", "UBND xã A" and "Ủy ban nhân dân xã A" are one office to the commune A.
"""

from __future__ import annotations

import re

from ntm_desktop.domain.vietnamese import fold

_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "bcd": "ban chi dao",
    "btv": "ban thuong vu",
    "bch": "ban chap hanh",
    "ntm": "nong thon moi",
    "tx": "thi xa",
    "tp": "thanh pho",
}
# One body under several names: who decides for a Party committee is that committee.
_SAME_BODY = (
    (re.compile(r"^(?:ban chap hanh |ban thuong vu |thuong truc )+dang (?:bo|uy)\b"), "dang uy"),
    (re.compile(r"^ban chap hanh (?=(?:huyen|thi|thanh|tinh) uy\b)"), ""),
    (re.compile(r"^(?:ban thuong vu |thuong truc )(?=(?:huyen|thi|thanh|tinh) uy\b)"), ""),
    (re.compile(r"^thuong truc (?=(?:hoi dong nhan dan|uy ban nhan dan)\b)"), ""),
)
_LEVELS = ("xa", "phuong", "thi tran", "dac khu", "huyen", "thi xa", "thanh pho", "tinh")
_BARE = ("uy ban nhan dan", "hoi dong nhan dan", "dang uy", "ban chi dao")


def issuer_key(name: str | None, own_unit: str = "") -> str:
    """Return what is compared of an office's name; "" for none.

    `own_unit` is the unit of this office with its level ("xã A"): a name that gives only the level
    ("UBND xã", "Đảng ủy xã") or no place at all ("Đảng ủy") is that of this office.
    """
    words = re.sub(r"[^a-z0-9]+", " ", fold(name or "")).split()
    key = " ".join(_SHORT.get(word, word) for word in words)
    for pattern, same in _SAME_BODY:
        key = pattern.sub(same, key)
    own = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(own_unit)).split())
    if not key or not own:
        return key
    level = next((one for one in _LEVELS if own.startswith(f"{one} ")), "")
    if key in _BARE:
        return f"{key} {own}"
    if level == "xa" and key.endswith(" thi xa"):
        return key
    if level and (key == level or key.endswith(f" {level}")):
        return f"{key[: len(key) - len(level)]}{own}".strip()
    return key
