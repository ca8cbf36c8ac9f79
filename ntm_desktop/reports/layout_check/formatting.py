"""The look that a paragraph and a run really have: defaults, styles and direct formatting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_LINE = 240
MOST_STYLES = 40  # a chain of styles that goes on is a circle
ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both", "thaiDistribute": "both"}
USUAL_FONT = "Times New Roman"  # what Word takes where nothing names a font
DARK = 0x40


def number(text: str | None, otherwise: float = 0.0) -> float:
    """Return a number written in an attribute; what is no number counts as `otherwise`."""
    try:
        return float(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def is_on(element: Any | None) -> bool | None:
    """Return what a switch such as `<w:b w:val="0"/>` says; None where there is none."""
    if element is None:
        return None
    return element.get(qn("w:val"), "true") not in ("0", "false", "off", "none")


class Look:
    """Styles, defaults and theme of a file; answers how runs and paragraphs look."""

    def __init__(self, styles: Any | None, theme: Any | None, settings: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._defaults: dict[str, Any] = {}
        self._usual: dict[str, str] = {}
        self._known: dict[tuple[str, str, str], list[Any]] = {}
        if styles is not None:
            self._read_styles(styles)
        self._theme_fonts = _theme_fonts(theme, settings)

    def _read_styles(self, root: Any) -> None:
        """Keep the styles by id, the usual ones by kind, and the defaults of the file."""
        for style in root.findall(qn("w:style")):
            self._styles[style.get(qn("w:styleId"), "")] = style
            if is_default(style):
                self._usual[style.get(qn("w:type"), "")] = style.get(qn("w:styleId"), "")
        for tag, kind in (("w:rPrDefault", "w:rPr"), ("w:pPrDefault", "w:pPr")):
            found = root.find(f"{qn('w:docDefaults')}/{qn(tag)}/{qn(kind)}")
            if found is not None:
                self._defaults[kind] = found

    def style_name(self, style_id: str) -> str:
        """Return the name of a style as Word shows it."""
        style = self._styles.get(style_id)
        name = style.find(qn("w:name")) if style is not None else None
        return str(name.get(qn("w:val"), "")) if name is not None else ""

    def style_of(self, paragraph: Any) -> str:
        """Return the id of a paragraph's style."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = named.get(qn("w:val")) if named is not None else None
        usual = self._usual.get("paragraph", "")
        return str(style_id) if style_id in self._styles else usual

    def _chain(self, style_id: str) -> Iterator[Any]:
        """Yield a style and those it is based on, the nearest first."""
        for _ in range(MOST_STYLES):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            based = style.find(qn("w:basedOn"))
            style_id = based.get(qn("w:val"), "") if based is not None else ""

    def layers(self, kind: str, style_id: str, direct: Any | None, table: str) -> list[Any]:
        """Return the property elements that count for a paragraph, the strongest first.

        `kind` is "w:pPr" or "w:rPr"; `table` is the style of the table around it.
        """
        key = (kind, style_id, table)
        if key not in self._known:
            styles = [style.find(qn(kind)) for style in self._chain(style_id)]
            around = [style.find(qn(kind)) for style in self._chain(table)] if table else []
            last = self._defaults.get(kind)
            self._known[key] = [one for one in (*styles, *around, last) if one is not None]
        return [direct, *self._known[key]] if direct is not None else self._known[key]

    def numbering_of(self, paragraph: Any) -> tuple[str, int] | None:
        """Return list id and level of a paragraph, its style asked too; None for no list."""
        layers = self.layers("w:pPr", self.style_of(paragraph), paragraph.find(qn("w:pPr")), "")
        for layer in layers:
            listed = layer.find(qn("w:numPr"))
            if listed is None:
                continue
            level, list_id = listed.find(qn("w:ilvl")), listed.find(qn("w:numId"))
            if list_id is None:
                continue
            at = int(number(level.get(qn("w:val")))) if level is not None else 0
            return str(list_id.get(qn("w:val"), "0")), at
        return None

    # --- runs ---

    def run(self, paragraph: Any, run: Any, table: str) -> dict[str, Any]:
        """Return how a run looks, as fields of `model.Run` but for its text."""
        direct = run.find(qn("w:rPr"))
        named = direct.find(qn("w:rStyle")) if direct is not None else None
        character = named.get(qn("w:val"), "") if named is not None else ""
        own = [direct] if direct is not None else []
        inner = [style.find(qn("w:rPr")) for style in self._chain(character)]
        inner = [one for one in inner if one is not None]
        outer = self.layers("w:rPr", self.style_of(paragraph), None, table)
        every = [*own, *inner, *outer]
        size = _value(every, "w:sz")
        underline = _first(every, "w:u")
        return {
            "size": number(size, 20.0) / 2,
            "bold": _toggle("w:b", direct, inner, outer),
            "italic": _toggle("w:i", direct, inner, outer),
            "caps": _toggle("w:caps", direct, inner, outer),
            "hidden": _toggle("w:vanish", direct, inner, outer),
            "underline": underline is not None and underline.get(qn("w:val"), "single") != "none",
            "fonts": self._fonts(every),
            "colour": _colour(every),
        }

    def _fonts(self, layers: list[Any]) -> tuple[str, ...]:
        """Return the fonts of a run: that of plain letters and that of accented ones."""
        found = [self._font(layers, which) for which in ("ascii", "hAnsi")]
        return tuple(dict.fromkeys(found))

    def _font(self, layers: list[Any], which: str) -> str:
        """Return the font for one kind of letters."""
        for layer in layers:
            fonts = layer.find(qn("w:rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(qn(f"w:{which}Theme"))
            if theme:
                return self._theme_fonts.get(theme[:5], USUAL_FONT)
            named = fonts.get(qn(f"w:{which}"))
            if named:
                return str(named)
        return USUAL_FONT

    # --- paragraphs ---

    def paragraph(self, paragraph: Any, table: str, listed: Any | None) -> dict[str, Any]:
        """Return how a paragraph is set, as fields of `model.Paragraph`.

        `listed` is the `w:pPr` of its list level.
        """
        own = paragraph.find(qn("w:pPr"))
        layers = self.layers("w:pPr", self.style_of(paragraph), None, table)
        every = [one for one in (own, listed, *layers) if one is not None]
        align = _value(every, "w:jc") or "left"
        rule = _attribute(every, "w:spacing", "lineRule") or "auto"
        line = number(_attribute(every, "w:spacing", "line"), TWIPS_PER_LINE)
        hanging = _attribute(every, "w:ind", "hanging")
        first = number(_attribute(every, "w:ind", "firstLine"))
        left = _attribute(every, "w:ind", "left") or _attribute(every, "w:ind", "start")
        broken = _first(every, "w:pageBreakBefore")
        return {
            "align": ALIGNMENTS.get(align, align),
            "before": _gap(every, "before"),
            "after": _gap(every, "after"),
            "leading": line / (TWIPS_PER_LINE if rule == "auto" else 20),
            "leading_rule": rule,
            "first_line": (-number(hanging) if hanging and not first else first) / TWIPS_PER_MM,
            "left": number(left) / TWIPS_PER_MM,
            "is_ruled": _is_ruled(every),
            "breaks_page": bool(is_on(broken)),
            "is_framed": _first(every, "w:framePr") is not None,
        }


def is_default(style: Any) -> bool:
    """Say whether a style is the usual one of its kind."""
    return style.get(qn("w:default")) in ("1", "true", "on")


def _first(layers: list[Any], tag: str) -> Any | None:
    """Return the strongest element of that name."""
    found = (layer.find(qn(tag)) for layer in layers)
    return next((one for one in found if one is not None), None)


def _value(layers: list[Any], tag: str) -> str | None:
    """Return the value of the strongest element of that name."""
    found = _first(layers, tag)
    return found.get(qn("w:val")) if found is not None else None


def _attribute(layers: list[Any], tag: str, name: str) -> str | None:
    """Return the strongest attribute: `w:spacing` and `w:ind` are joined attribute by attribute."""
    for layer in layers:
        found = layer.find(qn(tag))
        if found is not None and found.get(qn(f"w:{name}")) is not None:
            return str(found.get(qn(f"w:{name}")))
    return None


def _gap(layers: list[Any], side: str) -> float:
    """Return the space before or after in points; automatic spacing is Word's 14 points."""
    automatic = _attribute(layers, "w:spacing", f"{side}Autospacing")
    if automatic in ("1", "true", "on"):
        return 14.0
    return number(_attribute(layers, "w:spacing", side)) / 20


def _toggle(tag: str, direct: Any | None, inner: list[Any], outer: list[Any]) -> bool:
    """Return bold, italic and the like: styles of both levels turn each other off."""
    own = is_on(direct.find(qn(tag))) if direct is not None else None
    if own is not None:
        return own
    return bool(is_on(_first(inner, tag))) != bool(is_on(_first(outer, tag)))


def _colour(layers: list[Any]) -> str:
    """Return the colour of a run as hex digits; "" for automatic and for what prints as black."""
    value = _value(layers, "w:color") or "auto"
    if value == "auto" or len(value) != 6:
        return ""
    try:
        parts = bytes.fromhex(value)
    except ValueError:
        return ""
    return "" if max(parts) <= DARK else value.upper()


def _is_ruled(layers: list[Any]) -> bool:
    """Say whether a line is drawn below a paragraph as its border."""
    borders = _first(layers, "w:pBdr")
    bottom = borders.find(qn("w:bottom")) if borders is not None else None
    return bottom is not None and bottom.get(qn("w:val"), "nil") not in ("nil", "none")


def _theme_fonts(theme: Any | None, settings: Any | None) -> dict[str, str]:
    """Return the fonts that "major" and "minor" stand for.

    Programs differ on whether the one for Vietnamese counts: the usual font is never a fault.
    """
    if theme is None:
        return {}
    spoken = settings.find(qn("w:themeFontLang")) if settings is not None else None
    is_viet = spoken is not None and str(spoken.get(qn("w:val"), "")).startswith("vi")
    found = {}
    for kind in ("major", "minor"):
        fonts = next(theme.iter(qn(f"a:{kind}Font")), None)
        if fonts is None:
            continue
        viet = [one for one in fonts.findall(qn("a:font")) if one.get("script") == "Viet"]
        latin = fonts.find(qn("a:latin"))
        named = latin.get("typeface") if latin is not None else None
        is_usual = is_viet and any(one.get("typeface") == USUAL_FONT for one in viet)
        found[kind] = USUAL_FONT if is_usual or not named else named
    return found
