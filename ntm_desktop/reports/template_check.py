"""Every fault of a Word template, found before anything is printed with it.

Docxtpl drops words beside a block tag without a sound and names no place when it stumbles; so the
template is read here as its author sees it, paragraph by paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from docxtpl import DocxTemplate
from jinja2.environment import Environment

from ntm_desktop.reports.template_blocks import (
    deleted_tag_faults,
    half_tag_faults,
    pair_faults,
    vanishing_faults,
)
from ntm_desktop.reports.template_faults import Finding
from ntm_desktop.reports.template_names import Scope, name_faults
from ntm_desktop.reports.template_paragraphs import TemplateParagraph, template_parts
from ntm_desktop.reports.template_tags import tags_of


def check_template(
    template: DocxTemplate, environment: Environment, offered: Scope
) -> list[Finding]:
    """Return every fault of body, headers, footers and footnotes; [] when all can be filled in."""
    return [
        found
        for paragraphs in template_parts(template)
        for found in _part_faults(paragraphs, environment, offered)
    ]


def _part_faults(
    paragraphs: list[TemplateParagraph], environment: Environment, offered: Scope
) -> Iterator[Finding]:
    """Return the faults of one part of the document in the order of its paragraphs."""
    tags = [tag for paragraph in paragraphs for tag in tags_of(paragraph)]
    found = [
        *half_tag_faults(paragraphs),
        *deleted_tag_faults(paragraphs),
        *vanishing_faults(paragraphs, tags),
        *pair_faults(tags),
        *name_faults(tags, environment, offered),
    ]
    order = {paragraph.place: index for index, paragraph in reversed(list(enumerate(paragraphs)))}
    yield from sorted(found, key=lambda one: order[one.place])
