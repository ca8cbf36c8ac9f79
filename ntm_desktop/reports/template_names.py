"""Which names, filters and lists a tag asks for that the document does not offer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Environment

from ntm_desktop.reports.template_blocks import is_assignment, is_known_word
from ntm_desktop.reports.template_faults import Fault, Finding, finding
from ntm_desktop.reports.template_fields import field_types
from ntm_desktop.reports.template_paragraphs import TemplateParagraph
from ntm_desktop.reports.template_tags import BLOCK, COMMENT, PRINT, Tag

_DASHES = "–—−"
_INNER_DASH = re.compile(r"(?<=\w)[-\u2010-\u2015\u2212](?=\w)")
_DASHED_WORD = re.compile(r"\w+(?:[-\u2010-\u2015\u2212]\w+)+")
_ENDS_LINE = {"else", "endif", "endfor", "endset", "endwith", "vm", "hm"}


@dataclass(frozen=True, slots=True)
class Offered:
    """What a name in a template stands for: a class (`str`, a record; None: anything) or a list."""

    element: type[Any] | None
    is_list: bool = False


ANYTHING = Offered(None)
Scope = Mapping[str, Offered]


def offered_fields(context: type[Any], images: type[Any] | None = None) -> dict[str, Offered]:
    """Return what templates of a context may name at the top level."""
    fields = field_types(context).items()
    offered = {name: Offered(element, is_list) for name, (element, is_list) in fields}
    return offered | {name: Offered(str) for name in (field_types(images) if images else ())}


def name_faults(tags: Iterable[Tag], environment: Environment, offered: Scope) -> Iterator[Finding]:
    """Return the faults inside the tags of one part, taken in the order in which they are filled.

    A variable of a loop is known up to its `endfor`, one that is `set` from there on.
    """
    frames: list[dict[str, Offered]] = [dict(offered)]
    for tag in tags:
        if tag.opening == COMMENT:
            continue
        if tag.opening == BLOCK and not is_known_word(tag):
            yield finding(Fault.UNKNOWN_WORD, tag.paragraph, tag=tag.whole, word=tag.word)
            continue
        if tag.word in ("endfor", "endwith") and len(frames) > 1:
            frames.pop()
        tree = _parsed(tag, environment)
        meant = _underscored(tag, environment, frames[-1])
        if meant is not None:
            yield _dash_fault(tag)
            tree = meant
        elif tree is None:
            yield _syntax_fault(tag)
        else:
            yield from _tree_faults(tree, frames[-1], tag, environment)
        if tree is not None:
            _enter(tag, tree, frames)
        if tree is None and tag.word in ("for", "with"):
            frames.append(dict(frames[-1]))


def _parsed(tag: Tag, environment: Environment) -> nodes.Template | None:
    """Return the tree of a tag by itself, None when it cannot be read."""
    try:
        return environment.parse(_complete(tag))
    except TemplateSyntaxError:
        return None


def _complete(tag: Tag) -> str:
    """Return a tag with the other half it needs to be read alone."""
    if tag.opening == PRINT or tag.word in ("cellbg", "colspan"):
        return f"{{{{ {tag.rest} }}}}"
    if tag.word in _ENDS_LINE:
        return "" if not tag.rest else "{% if %}"
    word = "if" if tag.word == "elif" else tag.word
    whole = f"{{% {word} {tag.rest} %}}"
    return whole if is_assignment(tag) else f"{whole}{{% end{word} %}}"


def _syntax_fault(tag: Tag) -> Finding:
    """Return the fault of a tag that cannot be read; a dash is what Word makes of a minus."""
    fault = Fault.DASH if any(dash in tag.rest for dash in _DASHES) else Fault.SYNTAX
    return finding(fault, tag.paragraph, tag=tag.whole)


def _underscored(tag: Tag, environment: Environment, scope: Scope) -> nodes.Template | None:
    """Return the tree of a tag whose dashes inside of words were underscores; None for another.

    It is one only where that names nothing unknown, and the tag as it stands does.
    """
    rest = _INNER_DASH.sub("_", tag.rest)
    if rest == tag.rest:
        return None
    meant, tree = replace(tag, rest=rest), _parsed(tag, environment)
    if tree is not None and not any(_tree_faults(tree, scope, tag, environment)):
        return None
    found = _parsed(meant, environment)
    is_known = found is not None and not any(_tree_faults(found, scope, meant, environment))
    return found if is_known else None


def _dash_fault(tag: Tag) -> Finding:
    """Return the fault of a tag with dashes where the names of fields have underscores."""
    field = _DASHED_WORD.search(tag.rest)
    typed = field.group() if field else tag.rest
    whole = _INNER_DASH.sub("_", tag.whole)
    nearest = _INNER_DASH.sub("_", typed)
    return finding(Fault.DASHED_FIELD, tag.paragraph, tag=whole, field=typed, nearest=nearest)


def _enter(tag: Tag, tree: nodes.Template, frames: list[dict[str, Offered]]) -> None:
    """Add what a tag defines to what the tags behind it may name."""
    if tag.word == "for":
        (loop,) = tree.find_all(nodes.For)
        frames.append(_inside(loop, frames[-1]))
    elif tag.word == "with":
        frames.append({**frames[-1], **_stored(tree)})
    elif tag.word == "set":
        frames[-1].update(_stored(tree))


def _stored(tree: nodes.Node) -> dict[str, Offered]:
    """Return the names that a `set` or `with` defines."""
    named = tree.find_all(nodes.Name)
    return {name.name: ANYTHING for name in named if name.ctx in ("store", "param")}


def _inside(loop: nodes.For, scope: Scope) -> dict[str, Offered]:
    """Return what may be named inside a loop: its variable is an element of what it runs over."""
    listed = _kind_of(loop.iter, scope)
    element = Offered(listed.element if listed.is_list else None)
    own = {name.name: ANYTHING for name in loop.target.find_all(nodes.Name)}
    if isinstance(loop.target, nodes.Name):
        own[loop.target.name] = element
    return {**scope, **own, "loop": ANYTHING}


def _tree_faults(
    tree: nodes.Template, scope: Scope, tag: Tag, environment: Environment
) -> Iterator[Finding]:
    """Return the unknown names and filters of a tag, and what is printed or run over wrongly."""
    for loop in tree.find_all(nodes.For):
        if _kind_of(loop.iter, scope) == Offered(str):
            yield finding(Fault.NOT_A_LIST, tag.paragraph, tag=tag.whole)
        scope = {**scope, **_inside(loop, scope)}
    for name, names in _unknown_names(tree, scope):
        yield _unknown(name, names, tag.paragraph)
    for used in tree.find_all(nodes.Filter):
        if used.name not in environment.filters:
            nearest = _nearest(used.name, environment.filters)
            yield finding(
                Fault.UNKNOWN_FILTER, tag.paragraph, tag=tag.whole, field=used.name, nearest=nearest
            )
    if tag.opening == PRINT and not tag.prefix and _is_no_text(tree, scope):
        yield finding(Fault.NOT_TEXT, tag.paragraph, tag=tag.whole)


def _is_no_text(tree: nodes.Template, scope: Scope) -> bool:
    """Say whether a tag prints a whole list or record, which would come out as program text."""
    (output,) = tree.body
    if not isinstance(output, nodes.Output):
        return False
    kinds = [_kind_of(node, scope) for node in output.nodes]
    return any(kind.is_list or kind.element not in (None, str) for kind in kinds)


def _unknown(name: str, names: Scope, paragraph: TemplateParagraph) -> Finding:
    """Return the fault of a name that nobody offers; Word likes to write its first letter large."""
    nearest = _nearest(name, names)
    same = nearest.lower() == name.lower()
    fault = Fault.CAPITAL_FIELD if same else Fault.UNKNOWN_FIELD
    return finding(fault, paragraph, field=name, nearest=nearest)


def _nearest(name: str, names: Iterable[str]) -> str:
    """Return the offered name most like `name`, "" where none is alike."""
    lowered = {known.lower(): known for known in names}
    found = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else ""


def _unknown_names(node: nodes.Node, scope: Scope) -> Iterator[tuple[str, Scope]]:
    """Return (name, names there are) for every name that `scope` does not offer."""
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in scope:
        yield node.name, scope
    if isinstance(node, nodes.Getattr):
        known = _record_fields(_kind_of(node.node, scope))
        if known is not None and node.attr not in known:
            yield node.attr, known
    for child in node.iter_child_nodes():
        yield from _unknown_names(child, scope)


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
        return scope.get(node.name, ANYTHING)
    if isinstance(node, nodes.Getattr):
        return (_record_fields(_kind_of(node.node, scope)) or {}).get(node.attr, ANYTHING)
    return ANYTHING
