"""A word of a list as people type it: any spelling of accents, a clear beginning, else asked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError

_SEVERAL: Mapping[str, Sequence[str]] = {}
_LEAST = 3  # a shorter beginning could be of any word
_NEAREST = 3


def choice_named(
    choices: Mapping[str, str],
    text: str,
    label: str,
    several: Mapping[str, Sequence[str]] = _SEVERAL,
) -> str:
    """Return the id of the word that is meant: its id, its label, or the only one it can be.

    Accents, capitals and the two spellings "hoá", "hóa" make no difference. A part of a label or
    its beginning is enough where no other word has it. `several` are folded words people use that
    may mean several of the list. Raises `InputError` with the nearest words for anything else.

    >>> choice_named({"road": "đường giao thông", "office": "trụ sở"}, "Đường", "Loại")
    'road'
    """
    wanted = _plain(text)
    for word, shown in choices.items():
        if wanted in (_plain(word), _plain(shown)):
            return word
    meant = [one for one in several.get(wanted, ()) if one in choices]
    found = meant or _beginning(choices, wanted)
    if len(found) == 1:
        return found[0]
    near = found or _near(choices, wanted)
    message = texts.FIELD_CHOICE.format(value=text, label=label)
    hint = texts.FIELD_CHOICE_HINT.format(choices=", ".join(choices.values()))
    if near:
        ways = texts.MONEY_OR.join(f"“{choices[one]}”" for one in near)
        hint = (texts.FIELD_CHOICE_ASKED if found else texts.FIELD_CHOICE_NEAR).format(ways=ways)
    raise InputError(message, hint=hint)


def _plain(text: str) -> str:
    """Return a text as words are compared."""
    return " ".join(fold(text).split())


def _parts(label: str) -> list[str]:
    """Return a label and its parts between commas, as they are compared."""
    plain = _plain(label)
    return [plain, *(part.strip() for part in re.split(r"[,/()]", plain) if part.strip())]


def _beginning(choices: Mapping[str, str], wanted: str) -> list[str]:
    """Return the words of which a text is a part, or else the whole words it begins with."""
    if len(wanted) < _LEAST:
        return []
    whole = [one for one, label in choices.items() if wanted in _parts(label)]
    return whole or [
        one
        for one, label in choices.items()
        if any(part.startswith(f"{wanted} ") for part in _parts(label))
        or _plain(label).endswith(f" {wanted}")
    ]


def _near(choices: Mapping[str, str], wanted: str) -> list[str]:
    """Return the words that are spelt nearly so, the nearest first."""
    parts = {part: one for one, label in choices.items() for part in _parts(label)}
    close = difflib.get_close_matches(wanted, parts, n=_NEAREST, cutoff=0.6)
    first = [one for one, label in choices.items() if wanted and f" {wanted} " in
             f" {_plain(label)} "]  # fmt: skip
    return list(dict.fromkeys([*first, *(parts[one] for one in close)]))[:_NEAREST]
