"""Make the bundled Noto Sans subset: Latin, Vietnamese and the symbols our screens use.

Run by hand: `.venv/bin/python tools/make_fonts.py [FOLDER]`; FOLDER holds NotoSans-*.ttf
(default: where Debian's fonts-noto-core puts them).
"""

import sys
from pathlib import Path

from fontTools import subset

SOURCE = Path("/usr/share/fonts/truetype/noto")
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
STYLES = ("Regular", "Bold", "Italic")
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01A0, 0x01B0),
    (0x0300, 0x0303),
    (0x0309, 0x0309),
    (0x0323, 0x0323),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x20AB, 0x20AB),
    (0x2190, 0x2199),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
)


def characters() -> set[int]:
    """Return the code points to keep."""
    return {code for first, last in RANGES for code in range(first, last + 1)}


def make(style: str, source: Path) -> Path:
    """Write the subset of one style and return its path."""
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"])
    options.name_IDs = ["*"]
    font = subset.load_font(str(source / f"NotoSans-{style}.ttf"), options)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=characters())
    chosen.subset(font)
    path = TARGET / f"NotoSans-{style}.ttf"
    subset.save_font(font, str(path), options)
    return path


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    TARGET.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        path = make(style, source)
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
