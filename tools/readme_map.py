"""Write the folder map of README.md from the tree and from the first line of each module.

Run `python tools/readme_map.py` after a file came or went; `tests/test_architecture.py` compares.
"""

import ast
import fnmatch
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- map: made by tools/readme_map.py -->\n```"
END = "```\n<!-- end of map -->"
OPENED = {"ntm_desktop", "ui", "tools", "docs", "resources"}  # shown with what lies in them
WIDTH = 28

# What a file or folder without a docstring is for.
WORDS = {
    ".ci": "what the continuous integration runs: `python3 run.py check`",
    "LICENSE": "Apache License 2.0",
    "README.md": "this page",
    "build.spec": "PyInstaller: one folder with the window and `ntm`",
    "pyproject.toml": "dependencies and the settings of every tool",
    "requirements.txt": "exact versions for users",
    "requirements-dev.txt": "exact versions for developers, too",
    "ntm_desktop": "THE CORE, without Qt: works from a script or a test",
    "ui": "THE WINDOW: Qt lives here and nowhere else",
    "benchmarks": "measurements against a floor taken in the same run",
    "docs": "guides",
    "docs/images": "pictures of the user guide, by `tools/make_screenshots.py`",
    "docs/criteria-packs.md": "how a criteria set is written as JSON",
    "docs/exchange-format.md": "the exchange file, for those who write another program",
    "docs/sources.md": "where the facts we ship come from",
    "docs/architecture.md": "the shape of the house and its rules",
    "docs/dependencies.md": "each dependency: why this one, licence, size",
    "docs/development.md": "how to work on it",
    "resources": "what we ship beside the code",
    "resources/changelog.md": "“Có gì mới”, for users",
    "resources/exchange": "words for the passphrases of locked exchange files",
    "resources/criteria": "criteria sets, one JSON file each, and their schema",
    "resources/fonts": "Noto Sans subset (OFL 1.1)",
    "resources/icons": "outline icons, SVG",
    "resources/migrations": "numbered SQL of the change log's tables",
    "resources/recognition": "conditions and papers of recognition, by decision",
    "resources/regimes": "rules of official layout: state, Party, any Word file",
    "resources/samples": "sample data, built by `ntm sample`",
    "resources/units": "provinces and communes since 1/7/2025, predecessors",
    "templates_docx": "Word templates, one per document; `-dang` in the layout of the Party",
    "tests": "mirror the code; house rules in test_architecture.py",
    "tools/word_templates": "what the Word templates are made of, one file a document",
    "tools": "scripts that make what we ship",
}


def main() -> None:
    """Rewrite the map between its two marks."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    before, after = text[: text.index(BEGIN)], text[text.index(END) :]
    readme.write_text(before + BEGIN + tree_map() + after, encoding="utf-8")


def shown_map(readme: str) -> str:
    """Return the map a README text shows."""
    return readme[readme.index(BEGIN) + len(BEGIN) : readme.index(END)]


def tree_map() -> str:
    """Return the map of the tree as it is: two levels, one line each."""
    return "\n" + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    """Yield a line for each entry of the top folder and of the opened folders."""
    for entry in _entries(ROOT):
        yield _line(entry, 0)
        if entry.name in OPENED:
            for inner in _entries(entry):
                yield _line(inner, 1)


def _entries(folder: Path) -> list[Path]:
    """Return what is kept in a folder: folders first, without hidden and ignored entries."""
    ignored = _ignored()
    found = [path for path in folder.iterdir() if _is_kept(path, ignored)]
    return sorted(found, key=lambda path: (path.is_file(), path.name))


def _ignored() -> list[str]:
    """Return the names that .gitignore keeps out of the repository."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return [line.rstrip("/") for line in lines if line and not line.startswith("#")]


def _is_kept(path: Path, ignored: list[str]) -> bool:
    """Say whether an entry belongs on the map."""
    if path.name.startswith(".") and path.name != ".ci":
        return False
    if path.name == "__init__.py" or any(fnmatch.fnmatch(path.name, name) for name in ignored):
        return False
    return path.is_file() or any(inner.is_file() for inner in path.rglob("*"))


def _line(path: Path, depth: int) -> str:
    """Return one line of the map: name, and what it is for."""
    name = "  " * depth + path.name + ("/" if path.is_dir() else "")
    return f"{name:<{WIDTH}} {purpose(path)}".rstrip()


def purpose(path: Path) -> str:
    """Return what an entry is for: our words, its docstring's first line, or a page's heading."""
    known = WORDS.get(path.relative_to(ROOT).as_posix())
    module = path / "__init__.py" if path.is_dir() else path
    if known or not module.exists():
        return known or ""
    if module.suffix == ".md":
        return module.read_text("utf-8").partition("\n")[0].lstrip("# ")
    return _first_sentence(module) if module.suffix == ".py" else ""


def _first_sentence(module: Path) -> str:
    """Return the first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return docstring.partition("\n")[0]


if __name__ == "__main__":
    main()
