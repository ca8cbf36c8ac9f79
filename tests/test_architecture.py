"""House rules that no linter knows: words, drawers, borders, and the map in the README."""

import ast
import importlib.metadata
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "ntm_desktop"
WINDOW = ROOT / "ui"
OURS = [
    path
    for folder in (CORE, WINDOW, ROOT / "tests", ROOT / "tools", ROOT / "benchmarks")
    for path in sorted(folder.rglob("*.py"))
] + [ROOT / "run.py", ROOT / "main.py"]
CORE_FILES = sorted(CORE.rglob("*.py"))

VIETNAMESE = re.compile("[À-ÖØ-öø-ɏ\u0300-\u036fḀ-ỹ]")
# Where every string may be Vietnamese: the words themselves, and what speaks to people.
SPEAKING = {
    "texts.py",
    "domain/vietnamese.py",
    "reports/narrative.py",
    "reports/recognition_words.py",
    "reports/catalogue.py",
}
SPEAKING_FOLDERS = ("cli/",)
# Calls whose arguments are labels and help of a declaration.
DECLARATIONS = {
    *("entity", "text", "long_text", "integer", "number", "money", "date", "boolean"),
    *("choice", "reference", "references"),
    "shown",  # a field that templates may use (reports/contexts.py)
}
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "managers"}
OUTSIDE = re.compile(r"\.\./" + r"shared|/" + r"work/(main|shared|notes)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


# --- words --------------------------------------------------------------------------------------


def vietnamese_strings(module: ast.Module) -> Iterator[ast.Constant]:
    """Yield the Vietnamese strings of a module outside docstrings, declarations and word tables."""
    allowed = {id(inner) for node in _speaking_nodes(module) for inner in ast.walk(node)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        is_word = len(node.value) > 1  # a letter alone is a matter of spelling
        if is_word and VIETNAMESE.search(node.value) and id(node) not in allowed:
            yield node


def _speaking_nodes(module: ast.Module) -> Iterator[ast.AST]:
    """Yield docstrings, declarations of entity fields, and tables named in capitals."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node
        if isinstance(node, ast.Call) and _called(node) in DECLARATIONS:
            yield node
    yield from (node for node in module.body if _is_word_table(node))


def _called(call: ast.Call) -> str:
    """Return the last part of the name that a call calls."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_word_table(node: ast.stmt) -> bool:
    """Say whether a statement of a module fills a constant named in capitals."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    else:
        return False
    return all(isinstance(target, ast.Name) and target.id.isupper() for target in targets)


def speaks(path: Path) -> bool:
    name = path.relative_to(CORE).as_posix()
    return name in SPEAKING or name.startswith(SPEAKING_FOLDERS)


@pytest.mark.parametrize("path", [path for path in CORE_FILES if not speaks(path)], ids=name_of)
def test_the_core_speaks_vietnamese_only_where_agreed(path: Path) -> None:
    found = [
        f"{name_of(path)}:{node.lineno} {node.value!r}" for node in vietnamese_strings(tree(path))
    ]
    assert found == [], "move these to ntm_desktop/texts.py"


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('"""Tiêu chí."""\n', 0),
        ('name = entity.text("Tên")\n', 0),
        ('WORDS = {"a": "đạt"}\n', 0),
        ('word = "đạt"\n', 1),
        ('def f():\n    """Đạt."""\n    return "đạt"\n', 1),
        ('def f():\n    return f"quý {1}"\n', 1),
        ('def f():\n    WORD = "chưa"\n', 1),
        ('raise InputError("Chưa nhập")\n', 1),
        ('arrow = "→ ½ ×"\n', 0),
        ('name.replace("đ", "d")\n', 0),
    ],
)
def test_the_word_rule_itself_can_fail(code: str, count: int) -> None:
    assert len(list(vietnamese_strings(ast.parse(code)))) == count


# --- modules ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_the_first_line_of_a_module_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(tree(path)) or ""
    first = docstring.partition("\n")[0]
    assert len(first) > 15
    assert first.rstrip().endswith((".", ":", "?", "”", '"', ")", "`")), first


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_nothing_is_a_drawer(path: Path) -> None:
    parts = [part.removesuffix(".py") for part in path.relative_to(ROOT).parts]
    words = {word for part in parts for word in part.split("_")}
    assert not words & DRAWERS


@pytest.mark.parametrize("path", CORE_FILES, ids=name_of)
def test_imports_are_absolute(path: Path) -> None:
    relative = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]
    assert relative == []


@pytest.mark.parametrize("path", sorted(WINDOW.rglob("*.py")), ids=name_of)
def test_the_window_never_touches_the_store(path: Path) -> None:
    touched = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("store", "_store")
    ]
    assert touched == []


@pytest.mark.parametrize(
    "path",
    sorted((WINDOW / "views").rglob("*.py")) + sorted((WINDOW / "dialogs").rglob("*.py")),
    ids=name_of,
)
def test_screens_and_dialogs_contain_no_error_handling(path: Path) -> None:
    handled = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Try)]
    assert handled == [], "ui/notices.py shows errors; ui/jobs.py carries them there"


def foreign_imports(paths: list[Path]) -> set[str]:
    """Return the top modules that are neither ours nor of the standard library."""
    names = {name.partition(".")[0] for path in paths for name in _imported(tree(path))}
    return names - sys.stdlib_module_names - {"ntm_desktop", "ui", "tests"}


def _imported(module: ast.Module) -> Iterator[str]:
    """Yield the full name of each module that is imported, also inside functions."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _normal(distribution: str) -> str:
    """Return the one spelling of a distribution's name."""
    return distribution.lower().replace("_", "-")


def test_what_the_program_imports_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {_normal(re.split(r"[^\w-]", line)[0]) for line in project["dependencies"]}
    providers = importlib.metadata.packages_distributions()
    used = foreign_imports(CORE_FILES + sorted(WINDOW.rglob("*.py")))
    lost = [name for name in used if not {_normal(p) for p in providers[name]} & declared]
    assert lost == []


# --- the repository -----------------------------------------------------------------------------


def repository_texts() -> Iterator[Path]:
    """Yield every text file that is ours: not ignored, not hidden folders of tools."""
    ignored = {".git", ".venv", "build", "dist", "demo", "wheels", "__pycache__"}
    kinds = {".py", ".md", ".toml", ".txt", ".json", ".sql", ".yaml", ".spec", ".svg", ".csv", ""}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if any(part in ignored or part.endswith(("_cache", ".egg-info")) for part in parts):
            continue
        if path.is_file() and path.suffix in kinds and parts[0] != ".hypothesis":
            yield path


def test_the_repository_stands_alone() -> None:
    lost = [name_of(path) for path in repository_texts() if _points_outside(path)]
    assert lost == []


def _points_outside(path: Path) -> bool:
    """Say whether a file names a place outside the repository."""
    try:
        return OUTSIDE.search(path.read_text("utf-8")) is not None
    except UnicodeDecodeError:
        return False


def test_the_map_in_the_readme_equals_the_tree() -> None:
    spec = importlib.util.spec_from_file_location("readme_map", ROOT / "tools" / "readme_map.py")
    assert spec is not None
    assert spec.loader is not None
    readme_map = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(readme_map)
    shown = readme_map.shown_map((ROOT / "README.md").read_text("utf-8"))
    assert shown == readme_map.tree_map(), "run: .venv/bin/python tools/readme_map.py"


@pytest.mark.parametrize(
    "page", [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"], ids=name_of
)
def test_links_between_our_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_every_change_for_users_is_dated_or_coming() -> None:
    changelog = (ROOT / "resources" / "changelog.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    assert headings
    assert all(re.fullmatch(r"\d+\.\d+\.\d+( \(.+\))?", heading) for heading in headings)
