"""Draw the icons: one outline family, 18 px, the same stroke, written to resources/icons/*.svg.

Run by hand: `.venv/bin/python tools/make_icons.py`. The window recolours them from its tokens.
"""

# ruff: noqa: E501 (a drawing is one line)

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ui.style import THEMES

TARGET = Path(__file__).resolve().parent.parent / "resources" / "icons"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="18" viewBox="0 0 18 18" fill="none"'
    ' stroke="#000000" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
)
FILLED = 'fill="#000000" stroke="none"'

ICONS = {
    "overview": '<rect x="2.5" y="2.5" width="5.5" height="7"/><rect x="10.5" y="2.5" width="5" height="4"/>'
    '<rect x="2.5" y="12" width="5.5" height="3.5"/><rect x="10.5" y="9" width="5" height="6.5"/>',
    "criteria": '<path d="M2.5 4.5l1.2 1.2 2-2.4M8.5 4.5h7M2.5 9.5l1.2 1.2 2-2.4M8.5 9.5h7M3 14.2h2.4M8.5 14.2h7"/>',
    "roadmap": '<path d="M4.5 15.8V2.5M4.5 3.2h9.2l-2.2 3 2.2 3H4.5"/>',
    "recognition": '<circle cx="9" cy="6.8" r="4.3"/><path d="M6.4 10.4L5 16l4-2.2L13 16l-1.4-5.6M7.3 6.9l1.2 1.2 2.2-2.5"/>',
    "people": '<rect x="4.5" y="2.5" width="10.5" height="13" rx="1"/><circle cx="9.8" cy="7.2" r="1.9"/>'
    '<path d="M6.8 12.9c.2-1.8 1.3-2.8 3-2.8s2.8 1 3 2.8M2.8 5.5h3.2M2.8 9h3.2M2.8 12.5h3.2"/>',
    "meeting": '<circle cx="6.5" cy="6" r="2.5"/><path d="M2 15c0-2.8 2-4.6 4.5-4.6S11 12.2 11 15M11.6 3.9a2.4 2.4 0 0 1 0 4.4M13 10.8c1.9.5 3 2.1 3 4.2"/>',
    "task": '<rect x="3.5" y="3.5" width="11" height="12" rx="1"/><path d="M6.5 3.5v-1h5v1M6.3 10l1.9 1.9 3.6-4"/>',
    "work": '<path d="M2.5 15.5h13M4 15.5V7.5l5-4 5 4v8M7.2 15.5v-4.6h3.6v4.6"/>',
    "figures": '<path d="M2.5 2.5v13h13M6 12.5v-3M9.2 12.5v-6M12.4 12.5V4.2"/>',
    "register": '<path d="M3.5 2.5h9.5a1.5 1.5 0 0 1 1.5 1.5v11.5H5a1.5 1.5 0 0 1-1.5-1.5zM3.5 14A1.5 1.5 0 0 1 5 12.5h9.5M6.5 6h5"/>',
    "report": '<path d="M4 1.9h6.5L14.5 6v10.1H4zM10.2 2.2V6.2h4M6.5 9.3h5.5M6.5 12.4h5.5"/>',
    "exchange": '<path d="M2.5 6h12M11.5 3l3 3-3 3M15.5 12h-12M6.5 9l-3 3 3 3"/>',
    "settings": '<path d="M2.5 5h6M12.5 5h3M2.5 13h3M9.5 13h6"/><circle cx="10.5" cy="5" r="2"/><circle cx="7.5" cy="13" r="2"/>',
    "search": '<circle cx="8" cy="8" r="5"/><path d="M11.8 11.8l3.7 3.7"/>',
    "undo": '<path d="M6 3.5L2.8 6.7 6 9.9M3.2 6.7H11a4 4 0 0 1 0 8H6.5"/>',
    "redo": '<path d="M12 3.5l3.2 3.2L12 9.9M14.8 6.7H7a4 4 0 0 0 0 8h4.5"/>',
    "add": '<path d="M9 3.5v11M3.5 9h11"/>',
    "delete": '<path d="M3 5h12M7 5V3h4v2M4.8 5l.6 10.2h7.2L13.2 5M7.5 8v4.5M10.5 8v4.5"/>',
    "edit": '<path d="M3 15l.7-3.3 8-8 2.6 2.6-8 8zM10.2 5.2l2.6 2.6"/>',
    "print": '<path d="M5 6.5v-4h8v4M5 13H2.5V6.5h13V13H13"/><rect x="5" y="10.5" width="8" height="5"/>',
    "open": '<path d="M2.5 14.5v-11h4.6l1.6 2h6.8v2M2.5 14.5l2.2-7H17l-2.2 7z"/>',
    "send": '<path d="M9 11.5v-9M5.5 5.8L9 2.3l3.5 3.5M2.8 11v4.5h12.4V11"/>',
    "receive": '<path d="M9 2.5v9M5.5 8.2L9 11.7l3.5-3.5M2.8 11v4.5h12.4V11"/>',
    "met": '<path d="M3 9.6l4 4L15 5"/>',
    "not_met": '<path d="M4.2 4.2l9.6 9.6M13.8 4.2l-9.6 9.6"/>',
    "no_data": '<circle cx="9" cy="9" r="5.5"/>',
    "not_applicable": '<path d="M4 9h10"/>',
    "low": f'<path d="M3.8 5.5h10.4L9 13.5z" {FILLED}/>',
    "declared": '<path d="M9 2.8L15.2 9 9 15.2 2.8 9z"/>',
    "unverified": '<path d="M6 6.4C6 4.6 7.3 3.4 9.1 3.4s3 1.1 3 2.7c0 2.2-3 2.4-3 4.8"/>'
    f'<circle cx="9.1" cy="14.2" r="1.1" {FILLED}/>',
    "disagreed": '<path d="M3 6.3h11.5M12 3.8l2.5 2.5L12 8.8M15 11.7H3.5M6 9.2l-2.5 2.5L6 14.2"/>',
    "lock": '<rect x="3.5" y="8" width="11" height="7.5" rx="1"/><path d="M6 8V5.6a3 3 0 0 1 6 0V8M9 11v1.6"/>',
    "calendar": '<rect x="2.5" y="4" width="13" height="11.5" rx="1"/><path d="M2.5 7.8h13M6 2.3v3M12 2.3v3"/>',
    "chevron": '<path d="M5 7.2l4 4 4-4"/>',
    "chevron_right": '<path d="M7.2 5l4 4-4 4"/>',
    "chevron_left": '<path d="M10.8 5l-4 4 4 4"/>',
    "warning": f'<path d="M9 2.6L16 15H2z M9 7.2v3.6"/><circle cx="9" cy="12.9" r=".9" {FILLED}/>',
    "info": '<circle cx="9" cy="9" r="6.5"/><path d="M9 8.3v4"/>'
    f'<circle cx="9" cy="5.7" r=".9" {FILLED}/>',
    "check": '<path d="M3 9.6l4 4L15 5"/>',
    "close": '<path d="M4.5 4.5l9 9M13.5 4.5l-9 9"/>',
    "unit": '<path d="M9 16s5-4.6 5-8.4a5 5 0 0 0-10 0C4 11.4 9 16 9 16z"/><circle cx="9" cy="7.6" r="1.8"/>',
    "file": '<path d="M4 1.9h6.5L14.5 6v10.1H4zM10.2 2.2V6.2h4"/>',
    "filter": '<path d="M2.5 3.5h13L10.7 9.4v5.1l-3.4-1.7V9.4z"/>',
    "copy": '<rect x="6.5" y="6.5" width="9" height="9" rx="1"/><path d="M11.5 6.5v-4h-9v9h4"/>',
    "backup": '<path d="M9 2.3l5.5 2v4.3c0 3.4-2.3 5.9-5.5 7.1-3.2-1.2-5.5-3.7-5.5-7.1V4.3zM6.4 8.9l1.9 1.9 3.4-3.6"/>',
    "history": '<path d="M3 9a6 6 0 1 0 1.9-4.4M3 3v3h3M9 5.6V9l2.4 1.6"/>',
    "more": f'<circle cx="3.8" cy="9" r="1.3" {FILLED}/><circle cx="9" cy="9" r="1.3" {FILLED}/><circle cx="14.2" cy="9" r="1.3" {FILLED}/>',
}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, body in ICONS.items():
        (TARGET / f"{name}.svg").write_text(f"{HEAD}{body}</svg>\n", encoding="utf-8")
    themed = TARGET / "themed"
    themed.mkdir(exist_ok=True)
    for look in THEMES.values():
        for name, colour in (("chevron", look.muted), ("check", look.on_accent)):
            drawing = f"{HEAD}{ICONS[name]}</svg>\n".replace("#000000", colour)
            (themed / f"{look.name}-{name}.svg").write_text(drawing, encoding="utf-8")
    print(len(ICONS), "icons")


if __name__ == "__main__":
    main()
