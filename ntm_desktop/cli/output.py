"""What a command prints: one JSON document on stdout with --json, else text for people."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ntm_desktop.cli.session import session

if TYPE_CHECKING:
    from ntm_desktop.domain.issues import Issue

NEEDS_PERSON = 3


def show(document: Any, lines: str | Sequence[str] = ()) -> None:
    """Print the JSON document or the lines for people, as the call asks."""
    if session().json:
        _write(json.dumps(_plain(document), ensure_ascii=False, indent=1))
        return
    for line in [lines] if isinstance(lines, str) else lines:
        _write(line)


def note(text: str) -> None:
    """Say something to people beside the result (stderr)."""
    click.echo(text, err=True)


def finish(status: int) -> NoReturn:
    """End with an exit status after everything was printed."""
    raise click.exceptions.Exit(status)


def ask(doubts: Sequence[Issue], *, accepted: bool) -> None:
    """Go on where nothing is doubtful or the person said yes; else tell it and end with three.

    Called before anything is written.
    """
    if not doubts or accepted:
        return
    lines = [*(one.text for one in doubts), "Chưa ghi gì. Vẫn làm thì thêm --yes."]
    show({"done": False, "asked": [one.text for one in doubts]}, lines)
    finish(NEEDS_PERSON)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as aligned columns; numbers and texts stay as they are."""
    widths = [max(len(str(row[at])) for row in [heads, *rows]) for at in range(len(heads))]
    lines = [heads, ["-" * width for width in widths], *rows]
    return [
        "  ".join(str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def error_document(code: str, message: str, hint: str) -> dict[str, Any]:
    """Return the JSON document of a refusal."""
    return {"error": {"code": code, "message": message, "hint": hint}}


def _write(text: str) -> None:
    """Write one line to stdout in UTF-8 whatever the console's code page."""
    sys.stdout.write(text + "\n")


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it: decimals and dates as text, paths as text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(one) for one in value]
    return value
