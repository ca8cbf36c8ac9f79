"""What a template asks for that we do not offer, with the paragraph and the nearest right name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Environment

from ntm_desktop.reports.template_fields import field_types

_TAG = re.compile(r"<[^>]+>")
_WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_ENTITIES = (("&quot;", '"'), ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&"))
SHOWN_LETTERS = 90


@dataclass(frozen=True, slots=True)
class Offered:
    """What a name in a template stands for: a class (`str`, a record; None: anything) or a list."""

    element: type[Any] | None
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a template: the name nobody offers ("" for a malformed tag) and its place."""

    field: str
    paragraph: str
    nearest: str


Scope = Mapping[str, Offered]


def offered_fields(context: type[Any], images: type[Any] | None = None) -> dict[str, Offered]:
    """Return what templates of a context may name at the top level."""
    fields = field_types(context).items()
    offered = {name: Offered(element, is_list) for name, (element, is_list) in fields}
    return offered | {name: Offered(str) for name in (field_types(images) if images else ())}


def check_template(
    template: DocxTemplate, environment: Environment, offered: Scope
) -> list[Finding]:
    """Return every unknown name and malformed tag of body, headers and footers."""
    paragraphs = paragraph_texts(template)
    found = [Finding("", _shortened(text), "") for text in paragraphs if _is_malformed(text)]
    for source in _sources(template):
        try:
            tree = environment.parse(source)
        except TemplateSyntaxError as error:
            found.append(Finding("", _line_text(source, error.lineno), ""))
            continue
        for name, line, names in _unknown_names(tree, offered):
            place = _paragraph_with(paragraphs, name) or _line_text(source, line)
            found.append(Finding(name, place, _nearest(name, names)))
    return found


def _is_malformed(text: str) -> bool:
    """Say whether a paragraph opens a tag without closing it, or loses words beside a `{%p`."""
    rest = _WHOLE_TAG.sub("", text)
    halves = any(mark in rest for mark in ("{{", "}}", "{%", "%}"))
    return halves or ("{%p " in text and bool(rest.strip()))


def paragraph_texts(template: DocxTemplate) -> list[str]:
    """Return the texts of all paragraphs of body, headers and footers, tags included."""
    roots = [template.docx.element.body, *(parse_xml(blob) for blob in _header_blobs(template))]
    return [
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for root in roots
        for paragraph in root.iter(qn("w:p"))
    ]


def _header_blobs(template: DocxTemplate) -> Iterator[bytes]:
    """Return the XML of all headers and footers."""
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield part.blob


def _sources(template: DocxTemplate) -> Iterator[str]:
    """Return the Jinja sources of a template, one paragraph a line."""
    yield _PARAGRAPH.sub(r"\n<w:p\1", template.patch_xml(template.get_xml()))
    for blob in _header_blobs(template):
        xml = template.patch_xml(re.sub(r"^<\?xml[^>]*\?>", "", blob.decode("utf-8")))
        yield _PARAGRAPH.sub(r"\n<w:p\1", xml)


def _line_text(source: str, line: int | None) -> str:
    """Return the words of one line of a source."""
    lines = source.split("\n")
    if line is None or not 0 < line <= len(lines):
        return ""
    words = _TAG.sub("", lines[line - 1])
    for entity, letter in _ENTITIES:
        words = words.replace(entity, letter)
    return _shortened(words)


def _paragraph_with(paragraphs: list[str], name: str) -> str:
    """Return the first paragraph that holds `name` as a word inside a tag."""
    inside = re.compile(r"\{[{%][^}%]*(?<!\w)" + re.escape(name) + r"(?!\w)")
    return next((_shortened(text) for text in paragraphs if inside.search(text)), "")


def _shortened(text: str) -> str:
    """Return a text on one line that fits into a message."""
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN_LETTERS else plain[: SHOWN_LETTERS - 1] + "…"


def _nearest(name: str, names: Scope) -> str:
    """Return the offered name most like `name`, "" where none is alike."""
    lowered = {known.lower(): known for known in names}
    found = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else ""


def _unknown_names(node: nodes.Node, scope: Scope) -> Iterator[tuple[str, int, Scope]]:
    """Return (name, line, names there are) for every name that `scope` does not offer."""
    if isinstance(node, nodes.For):
        yield from _unknown_in_loop(node, scope)
        return
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        scope = {**scope, node.target.name: Offered(None)}
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in scope:
        yield node.name, node.lineno, scope
    if isinstance(node, nodes.Getattr):
        yield from _unknown_attribute(node, scope)
    for child in node.iter_child_nodes():
        yield from _unknown_names(child, scope)
        if isinstance(child, nodes.Assign) and isinstance(child.target, nodes.Name):
            scope = {**scope, child.target.name: Offered(None)}


def _unknown_in_loop(node: nodes.For, scope: Scope) -> Iterator[tuple[str, int, Scope]]:
    """Return the unknown names of a loop: its variable is an element of what it runs over."""
    yield from _unknown_names(node.iter, scope)
    listed = _kind_of(node.iter, scope)
    element = Offered(listed.element if listed.is_list else None)
    own = {name.name: element for name in node.target.find_all(nodes.Name)}
    if isinstance(node.target, nodes.Name):
        own[node.target.name] = element
    inner = {**scope, **own, "loop": Offered(None)}
    for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
        yield from _unknown_names(child, inner)


def _unknown_attribute(node: nodes.Getattr, scope: Scope) -> Iterator[tuple[str, int, Scope]]:
    """Return the name after a dot when the record before it has no such field."""
    known = _record_fields(_kind_of(node.node, scope))
    if known is not None and node.attr not in known:
        yield node.attr, node.lineno, known


def _record_fields(kind: Offered) -> dict[str, Offered] | None:
    """Return the fields of a record; none for text; None where nothing is known."""
    if kind.element is None:
        return None
    if kind.is_list or kind.element is str:
        return {}
    fields = field_types(kind.element).items()
    return {name: Offered(element, is_list) for name, (element, is_list) in fields}


def _kind_of(node: nodes.Node, scope: Scope) -> Offered:
    """Return what an expression stands for, as far as names and dots tell."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, Offered(None))
    if isinstance(node, nodes.Getattr):
        return (_record_fields(_kind_of(node.node, scope)) or {}).get(node.attr, Offered(None))
    return Offered(None)
