"""Facts of meetings to make papers from, and the papers read back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from ntm_desktop import paths
from ntm_desktop.domain.meetings import Attendee, Conclusion, Meeting, Opinion, Vote
from ntm_desktop.domain.people import ShownPerson
from ntm_desktop.reports.catalogue import report_kind
from ntm_desktop.reports.letterhead import OfficeFacts
from ntm_desktop.reports.meeting_facts import MeetingFacts
from ntm_desktop.reports.regimes import REGIMES, template_regime
from ntm_desktop.reports.render import render_report
from tests.reports.samples import office

TODAY = datetime.date(2024, 1, 23)


def office_facts(**changes: Any) -> OfficeFacts:
    """Return an office of a commune."""
    held: dict[str, Any] = {
        "office": office(superior_name=None, recipients="Thường trực Đảng ủy"),
        "unit_name": "Quảng An",
        "unit_level": "xa",
        "today": TODAY,
    }
    return OfficeFacts(**(held | changes))


def meeting(**changes: Any) -> Meeting:
    """Return a meeting with everything that minutes need."""
    held: dict[str, Any] = {
        "key": "m",
        "title": "Hội nghị sơ kết",
        "kind": "review",
        "held_on": datetime.date(2024, 1, 5),
        "started_at": "14:00",
        "ended_at": "16:30",
        "place": "Hội trường",
        "organiser": "UBND xã Quảng An",
        "chairs": "Chủ tịch UBND xã",
        "concluder": "Chủ tịch UBND xã",
        "secretary": "Công chức Văn phòng",
        "expected_count": 14,
        "present_count": 12,
    }
    return Meeting(**(held | changes))


def facts(regime: str = "state", **changes: Any) -> MeetingFacts:
    """Return the facts of a meeting: two named people and a group."""
    held: dict[str, Any] = {
        "office": office_facts(),
        "regime": REGIMES[regime],
        "meeting": meeting(),
        "attendees": (
            attendee("Chủ tịch UBND xã", person="ct", role="chair"),
            attendee("Công chức Văn phòng", person="tk", role="secretary"),
            attendee("Các trưởng thôn", is_group=True, headcount_expected=12, headcount_present=10),
        ),
        "opinions": (Opinion(key="o", speaker="Các trưởng thôn", content="Nhất trí."),),
        "conclusions": (Conclusion(key="c", meeting="m", text="Giao các thôn báo cáo."),),
        "people": {
            "ct": ShownPerson("Phạm Văn Mẫu", "Chủ tịch UBND xã", "ông"),
            "tk": ShownPerson("Trần Thị Mai", "Công chức Văn phòng", "bà"),
        },
    }
    return MeetingFacts(**(held | changes))


def attendee(name: str, **more: Any) -> Attendee:
    """Return somebody who came."""
    return Attendee(**{"key": name, "meeting": "m", "attendance": "present", "name": name, **more})


def ballot(**numbers: Any) -> Vote:
    """Return a secret ballot of members."""
    held: dict[str, Any] = {"unit": "member", "method": "secret", "question": "Đề nghị công nhận"}
    return Vote(**{"key": "v", "meeting": "m", **held, **numbers})


def rendered(document: str, context: Any, folder: Path, regime: str = "state") -> Document:
    """Return a paper written with the shipped template of a regime and read back."""
    kind = report_kind(document)
    is_party = template_regime(regime) == "party" and kind.party_template
    name = kind.party_template if is_party else kind.template
    out = folder / "ra.docx"
    render_report(kind, context, paths.template(name), out, {})
    return docx.Document(str(out))


def lines(document: Document) -> list[str]:
    """Return the text of every paragraph in reading order, those of tables too."""
    return [text_of(one) for one in document.element.body.iter(qn("w:p"))]


def text_of(paragraph: Any) -> str:
    """Return the text of a paragraph with its tabs and line breaks."""
    return Paragraph(paragraph, None).text  # type: ignore[arg-type]


def paragraph_of(document: Document, text: str) -> Any:
    """Return the first paragraph with exactly this text."""
    for one in document.element.body.iter(qn("w:p")):
        if text_of(one) == text:
            return one
    raise AssertionError((text, lines(document)))


def style_of(document: Document, text: str) -> Any:
    """Return the style of the paragraph with exactly this text."""
    name = paragraph_of(document, text).pPr.pStyle.val
    return next(style for style in document.styles if style.style_id == name)


def tables(document: Document) -> Iterator[list[list[str]]]:
    """Yield the tables as rows of cell texts."""
    for table in document.tables:
        yield [[cell.text for cell in row.cells] for row in Table(table._tbl, document).rows]
