"""Numbers that people read are written by one module; nothing else puts dots and commas."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITER = ROOT / "ntm_desktop" / "domain" / "numbers.py"
# A length in a drawing, which no one reads, in the notation of the file format.
NOT_FOR_PEOPLE = {"ntm_desktop/reports/line_shapes.py"}
FIXED = re.compile(r",|\.[0-9]+[fFeEgG%]|%$")
SOURCES = [
    path
    for folder in ("ntm_desktop", "ui")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != WRITER and str(path.relative_to(ROOT)) not in NOT_FOR_PEOPLE
]


def own_formats(source: str) -> list[str]:
    """Return the places where a number is made into text with decimals or groups of digits."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(
                str(part.value)
                for part in getattr(node.format_spec, "values", [])
                if isinstance(part, ast.Constant)
            )
            if FIXED.search(spec) and not spec.startswith("%"):
                found.append(f"line {node.lineno}: {spec}")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_other_module_formats_numbers(path: Path) -> None:
    assert own_formats(path.read_text("utf-8")) == []


@pytest.mark.parametrize("source", ['f"{x:,}"', 'f"{x:.1f} MB"', 'f"{x:.2%}"'])
def test_the_rule_itself_can_fail(source: str) -> None:
    assert own_formats(source)


@pytest.mark.parametrize("source", ['f"{x:02d}"', 'f"{day:%d/%m/%Y}"', 'f"{x:<20}"'])
def test_days_and_widths_are_no_numbers(source: str) -> None:
    assert own_formats(source) == []
