"""Parts that official documents share: letterhead, title, prose, signature block, annexes."""

from __future__ import annotations

import re

from tools.word_templates.layout import (
    cell,
    each,
    line,
    paragraph,
    row,
    section_xml,
    table,
    when,
)


def draft_line() -> str:
    """Return the line that only a draft carries."""
    return when("draft_note", paragraph("NtmDraft", "{{ draft_note }}"), paragraph("NtmThin"))


def letterhead() -> str:
    """Return issuer and national motto, then number and place-date on one level."""
    issuer = (
        when("issuer_parent", paragraph("NtmIssuerParent", "{{ issuer_parent }}"))
        + paragraph("NtmIssuer", "{{ issuer_first_line }}")
        + when("issuer_second_line", paragraph("NtmIssuer", "{{ issuer_second_line }}"))
        + line(0.42, 1, longest=60)
    )
    nation = (
        paragraph("NtmNation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph("NtmMotto", "Độc lập - Tự do - Hạnh phúc")
        + line(1.0, 2, longest=100)
    )
    return table(
        (65, 100),
        row(cell(65, issuer, middle=False), cell(100, nation, middle=False)),
        row(
            cell(65, paragraph("NtmNumber", "{{ document_number }}"), middle=False),
            cell(100, paragraph("NtmPlaceDate", "{{ place_and_date }}"), middle=False),
        ),
        borders=False,
    )


def title(document_type: str) -> str:
    """Return type, subject with its line, and the addressee of a report sent upward."""
    return (
        paragraph("NtmType", document_type)
        + paragraph("NtmSubject", "{{ title }}")
        + line(0.4, 3, longest=150)
        + when("addressee", paragraph("NtmAddressee", "Kính gửi: {{ addressee }}."))
        + paragraph("NtmDraft")
    )


def prose(field: str) -> str:
    """Return the paragraphs of one section of prose."""
    return each("paragraph", field, paragraph("NtmBody", "{{ paragraph }}"))


def picture(field: str, caption: str) -> str:
    """Return a chart with its caption below; nothing without a chart."""
    drawn = paragraph("NtmPicture", f"{{{{ {field} }}}}")
    return when(field, drawn + paragraph("NtmCaption", f"{{{{ {caption} }}}}"))


def signature() -> str:
    """Return recipients and signature block; it keeps together and with the lines before it."""
    return paragraph("NtmBody", "{{ closing }}", keep=True) + _spaced(
        table(
            (80, 85),
            row(cell(80, recipients(), middle=False), cell(85, signer(named=True), middle=False)),
            borders=False,
        )
    )


def recipients() -> str:
    """Return the lines under "Nơi nhận:"."""
    return paragraph("NtmRecipientsHead", "Nơi nhận:") + each(
        "recipient", "recipients", paragraph("NtmRecipients", "{{ recipient }}")
    )


def signer(part: str = "", *, named: bool = False) -> str:
    """Return capacity and title over the room for the signature.

    `part` names a `Signature` that is not spread ("secretary"); `named` adds the signer's name,
    which stands under the signature.
    """
    prefix = f"{part}." if part else ""
    name = paragraph("NtmSignature", f"{{{{ {prefix}signer_name }}}}") if named else ""
    return (
        paragraph("NtmSignature", f"{{{{ {prefix}signing_capacity }}}}")
        + paragraph("NtmSignature", f"{{{{ {prefix}signer_title }}}}")
        + paragraph("NtmSignature") * (4 if named else 5)
        + name
    )


def two_signatures(left: str, right: str) -> str:
    """Return the two signature blocks of minutes, by the names of their `Signature` parts."""
    blocks = (signer(part, named=True) for part in (left, right))
    cells = (cell(82.5, block, middle=False) for block in blocks)
    return _spaced(table((82.5, 82.5), row(*cells), borders=False))


def _spaced(block: str) -> str:
    """Return a block with a small gap before it that stays with it."""
    return paragraph("NtmDraft", keep=True) + block


def annex(field: str, name: str, section: str, *content: str) -> str:
    """Return the last annex, which starts its own section; absent while its field is empty.

    `section` is that of the pages before it; its own is the last of the document.
    """
    return when(field, section_end(section), annex_head(field, name), *content)


def whole_annex(field: str, name: str, section: str, *content: str) -> str:
    """Return an annex on pages of its own kind; absent while its field is empty.

    What stands before it ends its own section, too. Behind the last one the document ends with an
    empty section, which the program takes away.
    """
    return when(field, annex_head(field, name), *content, section_end(section))


def section_end(section: str) -> str:
    """Return the paragraph that ends a section; its XML says how the pages before it are."""
    return f'<w:p><w:pPr><w:pStyle w:val="NtmThin"/>{section}</w:pPr></w:p>'


def annex_head(field: str, name: str) -> str:
    """Return number, name and reference of an annex."""
    return (
        paragraph("NtmAnnex", f"{{{{ {field} }}}}")
        + paragraph("NtmAnnexName", name)
        + paragraph("NtmAnnexNote", "{{ annex_reference }}")
    )


def turned(section: str) -> str:
    """Return a section like another, its pages landscape."""
    default, first = re.findall(r'r:id="([^"]+)"', section)
    return section_xml(default, first, landscape=True, issued=True)
