"""Which options a document takes: asked for every document in one place, before it is gathered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.errors import InputError

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportKind, ReportOption

REGIME, STATE = "regime", "state"


def check_options(kind: ReportKind, options: Mapping[str, str]) -> None:
    """Raise `InputError` for an option the document does not have, or a choice that is none.

    The form of the state may be asked of every document, that of the Party only where it has one.
    An empty text stands for what is usual.
    """
    known = {one.id: one for one in kind.options}
    for name, value in options.items():
        if name in known:
            _check_choice(known[name], value)
        elif name != REGIME:
            hint = texts.PAPER_OPTION_HINT.format(options=", ".join(known))
            message = texts.PAPER_OPTION_UNKNOWN.format(option=name, title=kind.title)
            raise InputError(message, hint=hint if known else texts.PAPER_NO_OPTIONS_HINT)
        elif value not in ("", STATE):
            raise InputError(texts.PAPER_ONLY_STATE.format(title=kind.title))


def _check_choice(option: ReportOption, value: str) -> None:
    """Raise `InputError` for a choice that is none."""
    if value.strip() and option.choices and value.strip() not in option.choices:
        hint = texts.PAPER_OPTION_HINT.format(options=", ".join(filter(None, option.choices)))
        message = texts.PAPER_CHOICE_UNKNOWN.format(option=option.id, value=value)
        raise InputError(message, hint=hint)
