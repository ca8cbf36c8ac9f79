"""The engine under our documents: docxtpl in a sandbox, without the work a document does not need.

What comes out is what docxtpl makes of the same template; it only searches again through every
cell of a finished document for things that are seldom in it.
"""

from __future__ import annotations

import dataclasses
import functools
import html
import io
import re
from collections.abc import Hashable
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.environment import Environment
from jinja2.sandbox import SandboxedEnvironment

_XML_TAG = re.compile(r"<[^>]*>")
_RESHAPING_TAG = re.compile(r"\{[{%]tc\s|\{%\s*(?:colspan|hm)\b")
_BREAKS = ("\n", "\t", "\a", "\f")
_TABLE, _SHAPE = qn("w:tbl"), qn("wp:docPr")
_TEXT_TAGS = ("<w:t>", "<w:t ")
_FORBIDDEN = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
_SPECIAL = re.compile(f"[&<>\"'{{}}]|{_FORBIDDEN.pattern}")
_SPELLED_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


class WordTemplate(DocxTemplate):  # type: ignore[misc]
    """A template that has been read from its bytes.

    Once it is filled in, `tables` and `shapes` are those of its body, in order.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self._is_reshaped = False
        self.tables: list[Any] = []
        self.shapes: list[Any] = []

    def patch_xml(self, src_xml: str) -> str:
        """Return the XML of a part as Jinja reads it; note the tags that change a table's shape."""
        if _RESHAPING_TAG.search(_XML_TAG.sub("", src_xml)):
            self._is_reshaped = True
        return str(super().patch_xml(src_xml))

    def render_xml_part(
        self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> str:
        """Return a part filled in; "{_{" is how an author writes braces that are no tag."""
        self.current_rendering_part = part
        rendered = (jinja_env or WordEnvironment()).from_string(src_xml).render(context)
        for written, meant in _SPELLED_BRACES:
            rendered = rendered.replace(written, meant)
        return self.resolve_listing(rendered)

    def resolve_listing(self, xml: str) -> str:
        """Return the XML with line breaks and tabs of the values made to Word's own."""
        if not any(_is_in_text(xml, sign) for sign in _BREAKS):
            return xml
        return str(super().resolve_listing(xml))

    def fix_tables(self, xml: str) -> Any:
        """Return the tree of the body; columns are counted anew only where tags change them.

        Raises `SyntaxError` for what is no XML, where docxtpl would drop words to mend it.
        """
        if self._is_reshaped:
            return super().fix_tables(xml)
        return parse_xml(xml)

    def fix_docpr_ids(self, tree: Any) -> None:
        """Give every picture and shape a number of its own."""
        found = list(tree.iter(_TABLE, _SHAPE))
        self.tables = [one for one in found if one.tag == _TABLE]
        self.shapes = [one for one in found if one.tag == _SHAPE]
        for number, shape in enumerate(self.shapes, 1001):
            shape.set("id", str(number))

    def render_properties(
        self, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """Fill in the file's properties where one holds a tag."""
        held = (getattr(self.docx.core_properties, name) for name in _PROPERTIES)
        if any("{" in text for text in held):
            super().render_properties(context, jinja_env)


class WordEnvironment(SandboxedEnvironment):
    """Jinja as our templates get it: sandboxed, escaping, strict about names."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_word_for_word)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a declared field of a context's record at once; the sandbox judges the rest."""
        if attribute in _declared(type(obj)):  # type: ignore[arg-type]
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def _is_in_text(xml: str, sign: str) -> bool:
    """Say whether a sign stands in words, not only between tags."""
    place = xml.find(sign)
    while place >= 0:
        if xml.startswith(_TEXT_TAGS, xml.rfind("<", 0, place)):
            return True
        place = xml.find(sign, place + 1)
    return False


@functools.cache
def _declared(cls: Hashable) -> frozenset[str]:
    """Return the names of a dataclass's public fields, none for any other class."""
    if not dataclasses.is_dataclass(cls):
        return frozenset()
    names = (item.name for item in dataclasses.fields(cls))
    return frozenset(name for name in names if not name.startswith("_"))


class _Words(str):
    """A text of a context; its braces are spelled so that nothing takes them for a tag."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the text escaped for XML: docxtpl would make "{{" of a typed "{_{"."""
        if not _SPECIAL.search(self):
            return str(self)
        told = html.escape(_FORBIDDEN.sub("", self))
        return told.replace("{", "&#123;").replace("}", "&#125;")


def _word_for_word(value: Any) -> Any:
    """Return a text so that it is printed word for word; anything else as it is."""
    return _Words(value) if type(value) is str else value
