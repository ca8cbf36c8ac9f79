"""Parts of a meeting's papers in the form of the state or of the Party.

The styles of the Party's papers are made from `ntm_desktop.reports.regimes`; those of the state
are the ones that all official documents share.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ntm_desktop.reports.regimes import PARTY_PARTS, PartRule
from tools.word_templates import layout
from tools.word_templates.layout import (
    TEXT_WIDTH_MM,
    build_document,
    cell,
    each,
    element,
    line,
    paragraph,
    row,
    table,
    tag,
    twips,
    when,
)
from tools.word_templates.official import draft_line

STATE_STYLES = {
    "issuer_parent": "NtmIssuerParent",
    "issuer": "NtmIssuer",
    "nation": "NtmNation",
    "motto": "NtmMotto",
    "number": "NtmNumber",
    "place_date": "NtmPlaceDate",
    "type": "NtmType",
    "subject": "NtmSubject",
    "body": "NtmBody",
    "heading": "NtmHeading",
    "subheading": "NtmSubheading",
    "capacity": "NtmSignature",
    "signer_title": "NtmSignature",
    "signer_name": "NtmSignature",
    "recipients_head": "NtmRecipientsHead",
    "recipients": "NtmRecipients",
    "letter_subject": "NtmLetterSubject",
    "grounds": "NtmGrounds",
    "addressee": "NtmAddressee",
}
PARTY_NAMES = {
    "issuer_parent": "Cơ quan cấp trên (Đảng)",
    "issuer": "Cơ quan ban hành (Đảng)",
    "issuer_mark": "Dấu sao dưới cơ quan (Đảng)",
    "nation": "Tiêu đề Đảng Cộng sản Việt Nam",
    "number": "Số, ký hiệu (Đảng)",
    "place_date": "Địa danh, ngày tháng (Đảng)",
    "type": "Tên loại (Đảng)",
    "subject": "Trích yếu (Đảng)",
    "subject_mark": "Gạch nối dưới trích yếu (Đảng)",
    "body": "Thân văn bản (Đảng)",
    "heading": "Mục (Đảng)",
    "subheading": "Khoản (Đảng)",
    "capacity": "Quyền hạn ký (Đảng)",
    "signer_title": "Chức vụ người ký (Đảng)",
    "signer_name": "Họ tên người ký (Đảng)",
    "recipients_head": "Nơi nhận (Đảng)",
    "recipients": "Dòng nơi nhận (Đảng)",
    "letter_subject": "Trích yếu công văn (Đảng)",
    "grounds": "Căn cứ ban hành (Đảng)",
    "addressee": "Kính gửi (Đảng)",
}
# How our letters and decisions set the parts for which the rules leave a choice.
PARTY_CHOSEN = {
    "letter_subject": PartRule(size=12, italic=True, before=6, keep=False),
    "grounds": PartRule(size=14, align="both", before=6, indent=10, leading=18, keep=False),
    "addressee": PartRule(size=14, italic=True, before=12, keep=False),
}
PARTS = {**PARTY_CHOSEN, **PARTY_PARTS}
ROOM_TO_SIGN = 4


def party_style(part: str) -> str:
    """Return the id of the style of a part of the Party's papers."""
    return "NtmParty" + "".join(word.capitalize() for word in part.split("_"))


def party_style_xml(part: str, rule: PartRule) -> str:
    """Return the style of a part of the Party's papers."""
    leading = (
        f'w:line="{round(rule.leading * 20)}" w:lineRule="exact"'
        if rule.leading
        else f'w:line="{round(rule.lines * 240)}" w:lineRule="auto"'
    )
    indented = f'<w:ind w:firstLine="{twips(rule.indent)}"/>' if rule.indent else ""
    size = round(rule.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{party_style(part)}">'
        f'<w:name w:val="NTM {PARTY_NAMES[part]}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if rule.keep else ''}"
        f'<w:spacing w:before="{round(rule.before * 20)}" w:after="0" {leading}/>{indented}'
        f'<w:jc w:val="{rule.align}"/></w:pPr><w:rPr>{_marks(rule)}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{_underline(rule)}</w:rPr></w:style>'
    )


def _underline(rule: PartRule) -> str:
    """Return the underline of a run or a style."""
    return '<w:u w:val="single"/>' if rule.underline else ""


def _marks(rule: PartRule) -> str:
    """Return bold and italic of a style; size and underline come after them."""
    return f"{'<w:b/><w:bCs/>' if rule.bold else ''}{'<w:i/><w:iCs/>' if rule.italic else ''}"


class Sheet:
    """Makes the parts of a paper in one regime ("state", "party").

    `section` is the XML of its one kind of section, for what starts a new one.
    """

    def __init__(self, regime: str) -> None:
        self.regime = regime
        self.section = ""

    @property
    def is_party(self) -> bool:
        """Say whether the paper is one of the Party."""
        return self.regime == "party"

    def p(self, part: str, text: str = "", *, keep: bool = False) -> str:
        """Return a paragraph set as its part is."""
        if not self.is_party:
            return paragraph(STATE_STYLES[part], text, keep=keep)
        rule = PARTS[part]
        size = round(rule.size * 2)
        kept = "<w:keepNext/><w:keepLines/>" if keep else ""
        run = (
            f"<w:r><w:rPr>{layout._FONTS}{'<w:b/><w:bCs/>' if rule.bold else ''}"
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{_underline(rule)}</w:rPr>'
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
        )
        style = f'<w:pStyle w:val="{party_style(part)}"/>'
        return f"<w:p><w:pPr>{style}{kept}</w:pPr>{run if text else ''}</w:p>"

    def body(self, text: str, *, keep: bool = False) -> str:
        """Return a paragraph of the body."""
        return self.p("body", text, keep=keep)

    def listed(self, field: str, name: str = "one", inner: str = "") -> str:
        """Return a paragraph for each element of a list field."""
        return each(name, field, self.body(f"{{{{ {name}{inner} }}}}"))

    def letterhead(self, *, numbered: bool = True, dated: bool = True) -> str:
        """Return issuer and motto, then number and place-date on one level."""
        widths = (70.0, 95.0) if self.is_party else (65.0, 100.0)
        left, right = widths
        issuer = (
            when("issuer_parent", self.p("issuer_parent", "{{ issuer_parent }}"))
            + self.p("issuer", "{{ issuer_first_line }}")
            + when("issuer_second_line", self.p("issuer", "{{ issuer_second_line }}"))
            + (self.p("issuer_mark", "*") if self.is_party else line(0.42, 1, longest=60))
        )
        rows = [row(cell(left, issuer, middle=False), cell(right, self._nation(), middle=False))]
        if numbered or dated:
            number = self.p("number", "{{ document_number }}" if numbered else "")
            date = self.p("place_date", "{{ place_and_date }}" if dated else "")
            rows.append(row(cell(left, number, middle=False), cell(right, date, middle=False)))
        return draft_line() + table(widths, *rows, borders=False)

    def _nation(self) -> str:
        """Return what stands on top at the right."""
        if self.is_party:
            return self.p("nation", "ĐẢNG CỘNG SẢN VIỆT NAM") + line(1.0, 2, longest=95)
        return (
            self.p("nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            + self.p("motto", "Độc lập - Tự do - Hạnh phúc")
            + line(1.0, 2, longest=100)
        )

    def title(self, document_type: str) -> str:
        """Return the type and the subject with what stands below it."""
        below = self.p("subject_mark", "-----") if self.is_party else line(0.4, 3, longest=150)
        return (
            self.p("type", document_type)
            + self.p("subject", "{{ title }}")
            + below
            + paragraph("NtmDraft")
        )

    def block(self, part: str) -> str:
        """Return one block of a signature: heading, title, room, office title, name."""
        return self._signing(part) + self._signed(part)

    def _signing(self, part: str) -> str:
        """Return what stands over a signature, and the room for it."""
        return (
            when(f"{part}.heading", self.p("capacity", f"{{{{ {part}.heading }}}}"))
            + when(f"{part}.title", self.p("signer_title", f"{{{{ {part}.title }}}}"))
            + self.p("capacity") * ROOM_TO_SIGN
        )

    def _signed(self, part: str, beside: str = "") -> str:
        """Return what stands under a signature, the name level with that of the block `beside`."""
        lacks = f"{beside}.office_title and not {part}.office_title"
        return (
            (when(lacks, self.p("capacity")) if beside else "")
            + when(f"{part}.office_title", self.p("signer_title", f"{{{{ {part}.office_title }}}}"))
            + when(f"{part}.name", self.p("signer_name", f"{{{{ {part}.name }}}}"))
        )

    def recipients(self) -> str:
        """Return the lines under "Nơi nhận:"."""
        return self.p("recipients_head", "Nơi nhận:") + each(
            "recipient", "recipients", self.p("recipients", "{{ recipient }}")
        )

    def signature(self, closing: str = "closing") -> str:
        """Return closing sentence ("" for none), recipients and signature, which keep together."""
        return (
            (self.body(f"{{{{ {closing} }}}}", keep=True) if closing else "")
            + paragraph("NtmDraft", keep=True)
            + table(
                (75, 90),
                row(
                    cell(75, self.recipients(), middle=False),
                    cell(90, self.block("sign"), middle=False),
                ),
                borders=False,
            )
        )

    def two_blocks(
        self, left: str = "left_block", right: str = "right_block", *, copied: bool = False
    ) -> str:
        """Return two signature blocks side by side, which keep with the lines before.

        Names stand in a row of their own, level although one office's name takes two lines; who
        gets a copy (`copied`) stands below on the same page.
        """
        half = TEXT_WIDTH_MM / 2
        over = (cell(half, self._signing(part), middle=False) for part in (left, right))
        under = (
            cell(half, self._signed(part, beside) + self.p("capacity"), middle=False)
            for part, beside in ((left, right), (right, left))
        )
        rows = [row(*over), row(*under)]
        if copied:
            beside = cell(half, self.p("capacity"), middle=False)
            rows.append(row(cell(half, self.recipients(), middle=False), beside))
        return paragraph("NtmDraft", keep=True) + table((half, half), *rows, borders=False)


def correction() -> str:
    """Return the last line of a corrected paper: which version it is, and which it takes over."""
    return when("correction", paragraph("NtmTableNote", "{{ correction }}"))


def numbered_heading(sheet: Sheet, field: str, words: str, *content: str) -> str:
    """Return a heading with the number that a field gives, and its content; absent without it."""
    return when(field, sheet.p("subheading", f"{{{{ {field} }}}}. {words}", keep=True), *content)


def spoken(sheet: Sheet, field: str) -> str:
    """Return reports or opinions: the first paragraph, then the others word for word."""
    return (
        tag(f"for one in {field}")
        + sheet.body("{{ one.opening }}")
        + each("more", "one.more", sheet.body("{{ more }}"))
        + tag("endfor")
    )


def carried(sheet: Sheet) -> str:
    """Return the tasks of earlier meetings with what was done."""
    return (
        tag("for one in carried")
        + sheet.body("{{ one.text }}")
        + each("done", "one.done", sheet.body("{{ done }}"))
        + tag("endfor")
    )


def meeting_document(
    name: str,
    regime: str,
    body: Callable[[Sheet], str],
    *,
    landscape: bool = False,
    single_spaced: bool = False,
) -> WordDocument:
    """Return a template of a paper in one regime; only the styles it uses are in it.

    A `single_spaced` one, which is best on one page, has single lines in its body.
    """
    sheet = Sheet(regime)

    def whole(section: str) -> str:
        sheet.section = section
        return body(sheet)

    document = build_document(name, whole, landscape=landscape)
    styles = document.styles.element
    if single_spaced:
        _single_space(styles)
    if sheet.is_party:
        for part, rule in PARTS.items():
            styles.append(element(party_style_xml(part, rule)))
        used = {found.get(qn("w:val")) for found in document.element.body.iter(qn("w:pStyle"))}
        for style in list(styles.iter(qn("w:style"))):
            style_id = style.get(qn("w:styleId")) or ""
            if style_id.startswith("Ntm") and style_id not in used:
                styles.remove(style)
    return document


def _single_space(styles: Any) -> None:
    """Give the body of the state's papers single lines; the Party's has the least leading."""
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:styleId")) == "NtmBody":
            for spacing in style.iter(qn("w:spacing")):
                spacing.set(qn("w:line"), "240")
