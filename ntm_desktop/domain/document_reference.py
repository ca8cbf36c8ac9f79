"""Printed references to official documents: read, written back, compared, put in legal order.

Nothing is invented: what a reference does not print stays empty and is named in `incomplete`.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ntm_desktop import texts
from ntm_desktop.domain.dates import document_date, format_date
from ntm_desktop.domain.documents import OfficialDocument, is_unnumbered
from ntm_desktop.domain.issuer_names import issuer_key
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.passages import missing_parts, references_in, unnumbered_in
from ntm_desktop.domain.vietnamese import compose, fold

TYPE_OF_SYMBOL = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "KH": "Kế hoạch",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "HD": "Hướng dẫn",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "ĐA": "Đề án",
    "BB": "Biên bản",
}
LAWS = ("hien phap", "bo luat", "luat", "phap lenh")
_PARTS = re.compile(r"(?P<number>[0-9]+[a-zđA-ZĐ]?)(?:/(?P<year>[0-9]{4}))?(?:[-/](?P<symbol>.+))?")
_PARTY_FORM = re.compile(r"[0-9]+[a-z]?-[a-z]")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-"})
UNKNOWN = 99


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it is printed, taken apart; `incomplete` says in words what it lacks."""

    printed: str
    document_type: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: datetime.date | None = None
    issuer: str = ""
    side: str | None = None
    subject: str = ""
    incomplete: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Say whether number, symbol, date and issuer are all there."""
        return not self.incomplete


@dataclass(frozen=True, slots=True)
class Doubles:
    """Documents that were probably entered twice; `text` says what they share.

    All stay as they are: which one goes on is a person's choice.
    """

    documents: tuple[OfficialDocument, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One "Căn cứ" line; `is_known` is False where its place in the order could not be told."""

    document: OfficialDocument
    line: str
    is_known: bool
    is_italic: bool
    incomplete: tuple[str, ...]


# --- reading and writing ---


def parse_reference(text: str) -> Reference:
    """Return the first reference a text prints ("Nghị quyết số 18-NQ/ĐU ngày … của …").

    A text without a number gives type, issuer and what the document is about; words that name no
    type are kept whole as what it is about.
    """
    printed = " ".join(compose(text).split())
    one = next(iter(references_in(printed)), None) or unnumbered_in(printed)
    number, symbol = ("", "") if is_unnumbered(one.number) else number_and_symbol(one.number)
    return Reference(
        printed=one.printed,
        document_type=one.document_type,
        number=number,
        symbol=symbol,
        issued_on=one.issued_on,
        issuer=one.issuer,
        side=one.side,
        subject=one.subject,
        incomplete=one.missing,
    )


def reference_of(document: OfficialDocument) -> Reference:
    """Return the reference to a document of the register."""
    is_without = is_unnumbered(document.number)
    number, symbol = ("", "") if is_without else number_and_symbol(document.number)
    return Reference(
        printed=document.number or "",
        document_type=document.document_type or "",
        number=number,
        symbol=symbol,
        issued_on=document.issued_on,
        issuer=document.issuer or "",
        side=document.side,
        subject=" ".join((document.subject or "").split()),
        incomplete=missing_parts(document.number, document.issued_on, document.issuer),
    )


def number_and_symbol(printed: str) -> tuple[str, str]:
    """Return "18" and "-NQ/ĐU" of "18-NQ/ĐU", "51" and "/2025/QĐ-TTg", "37" and "".

    The symbol keeps the mark it begins with: 01-KH/BCĐ is not 01/KH-BCĐ.
    """
    plain = "".join(compose(printed).split())
    found = _PARTS.fullmatch(plain)
    if found is None:
        return "", plain
    return found["number"], plain[found.end("number") :]


def document_text(document: OfficialDocument) -> str:
    """Return a document as a "Căn cứ" line names it, as far as it is known."""
    reference = reference_of(document)
    if is_unnumbered(document.number):
        return _joined(reference) or texts.DOCUMENT_UNNUMBERED
    if not reference.number and reference.symbol[:1] not in "/-":
        return reference.printed
    if fold(reference.document_type) in LAWS and reference.subject:
        name = reference.subject
        if not fold(name).startswith(LAWS):
            name = f"{reference.document_type} {name}"
        reference = replace(reference, document_type=name, issuer="", subject="")
    elif not reference.document_type:
        named = type_of(document.number) or texts.REFERENCE_UNTYPED
        reference = replace(reference, document_type=named)
    return _joined(reference)


def _joined(reference: Reference) -> str:
    """Return type, number, date, issuer and subject, as far as they are there."""
    day, whole = reference.issued_on, reference.number + reference.symbol
    parts = (
        reference.document_type,
        texts.REFERENCE_NUMBERED.format(number=whole) if whole else "",
        document_date(day) if day is not None else "",
        texts.REFERENCE_OF.format(issuer=reference.issuer) if reference.issuer else "",
        _quoted(reference.subject),
    )
    return " ".join(part for part in parts if part)


def _quoted(subject: str) -> str:
    """Return a subject as it stands in a sentence, as documents cite each other.

    One that says what the document is about ("về …") or does ("phê duyệt …") goes on in the
    sentence; any other is quoted.
    """
    if not subject or not fold(subject).startswith(_GOES_ON):
        return f"“{subject}”" if subject else ""
    return subject[:1].lower() + subject[1:]


_GOES_ON = (
    *("ve ", "phe duyet ", "ban hanh ", "quy dinh ", "kien toan ", "thanh lap ", "huong dan "),
    *("sua doi", "cong nhan ", "dieu chinh ", "bai bo ", "thu hoi ", "phan cong ", "phan bo "),
)


def type_of(number: str) -> str:
    """Return the type that a symbol names without doubt, "" otherwise.

    Abbreviations of Nghị định 30/2020/NĐ-CP, Phụ lục III; the Party's QĐ may also be a quy định.
    """
    _, symbol = number_and_symbol(number)
    words = [word for word in re.split(r"[-/]", symbol) if word and not word.isdecimal()]
    if not words or (fold(words[0]) == "qd" and _is_party_form(number)):
        return ""
    return TYPE_OF_SYMBOL.get(words[0], "")


def _is_party_form(number: str) -> bool:
    """Say whether a number is written as the Party writes it: 18-NQ/ĐU."""
    return _PARTY_FORM.match(fold("".join(number.split()))) is not None


# --- the same document twice, and doubts ---


def number_key(printed: str) -> str:
    """Return what is compared of number and symbol: no leading zeros, accents or spaces."""
    number, symbol = number_and_symbol(printed)
    return fold((number.lstrip("0") or number) + symbol).translate(_DASHES)


def duplicates(documents: Iterable[OfficialDocument], own_unit: str = "") -> tuple[Doubles, ...]:
    """Return groups of documents with one number and symbol, one year and one issuer.

    `own_unit` is this office's unit ("xã A"): "UBND xã" is its UBND, as "UBND xã A" is.

    Two computers that were offline may each have entered the same document. A date or an issuer
    that is not known fits any, unless that would join documents known to differ. The order of
    `documents` does not matter; nothing is renumbered or deleted.
    """
    by_number: dict[str, list[OfficialDocument]] = {}
    for one in documents:
        by_number.setdefault(_key_of(one), []).append(one)
    groups = [group for held in by_number.values() for group in _groups(held, own_unit)]
    found = [_doubles(group) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda one: (one.documents[0].number, one.documents[0].key)))


def _key_of(document: OfficialDocument) -> str:
    """Return what two records of one document have in common.

    Without a number it is type and subject; one that has neither is like no other.
    """
    is_blank = is_unnumbered(document.number) or document.number.strip()[0] in "/-"
    if not is_blank:
        return number_key(document.number)
    about = _plain(document.subject or "")
    return f"? {_plain(document.document_type or '')} {about}" if about else f"? {document.key}"


def draft_doubles(
    draft: OfficialDocument, documents: Iterable[OfficialDocument], own_unit: str = ""
) -> Doubles | None:
    """Return the group a document would belong to if it was kept, None where it is the first."""
    others = (one for one in documents if one.key != draft.key)
    groups = duplicates([*others, draft], own_unit)
    return next((group for group in groups if draft in group.documents), None)


def _groups(documents: Sequence[OfficialDocument], own_unit: str) -> list[list[OfficialDocument]]:
    """Return the documents of one number in groups whose members all fit each other."""
    groups: list[list[OfficialDocument]] = []
    for one in sorted(documents, key=lambda held: (_unknowns(held), held.key)):
        fitting = [group for group in groups if all(_fit(one, other, own_unit) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(one)
        else:
            groups.append([one])
    return groups


def _unknowns(document: OfficialDocument) -> int:
    """Return how many of date and issuer are not known."""
    return (document.issued_on is None) + (not document.issuer)


def _fit(one: OfficialDocument, other: OfficialDocument, own_unit: str) -> bool:
    """Say whether two documents of one number may be the same."""
    if one.issued_on and other.issued_on and one.issued_on.year != other.issued_on.year:
        return False
    has_symbol = bool(number_and_symbol(one.number)[1])
    pairs = [(issuer_key(one.issuer, own_unit), issuer_key(other.issuer, own_unit))]
    if not has_symbol:
        pairs.append((_plain(one.document_type or ""), _plain(other.document_type or "")))
    return all(not a or not b or a == b for a, b in pairs)


def _plain(text: str) -> str:
    """Return a name as it is compared."""
    return " ".join(fold(text).split())


def _doubles(group: Sequence[OfficialDocument]) -> Doubles:
    """Return a group with what its members share."""
    held = tuple(sorted(group, key=lambda one: one.key))
    days = sorted({one.issued_on for one in held if one.issued_on})
    issuer = next((one.issuer for one in held if one.issuer), "")
    parts = {
        "count": len(held),
        "number": held[0].number,
        "issuer": texts.DOUBLE_ISSUER.format(issuer=issuer) if issuer else "",
    }
    if is_unnumbered(held[0].number):
        text = texts.DOUBLE_UNNUMBERED.format(count=len(held), text=document_text(held[0]))
        return Doubles(held, text)
    if len(days) > 1:
        shown = ", ".join(format_date(day) for day in days)
        return Doubles(held, texts.DOUBLE_OTHER_DAY.format(days=shown, **parts))
    day = texts.DOUBLE_DAY.format(date=format_date(days[0])) if days else ""
    return Doubles(held, texts.DOUBLE_SAME.format(day=day, **parts))


def number_doubts(references: Sequence[Reference]) -> tuple[Issue, ...]:
    """Return numbers that are probably misprints: "01-NQ/ĐU" in a text about 18-NQ/ĐU.

    Such a reference prints neither date nor issuer, nowhere else is its number printed in full,
    and others with the same symbol are. Each is told once; nothing is corrected.
    """
    full = Counter(
        one.number + one.symbol for one in references if one.issued_on is not None and one.symbol
    )
    by_symbol: dict[str, list[str]] = {}
    for held, _ in full.most_common():
        by_symbol.setdefault(number_and_symbol(held)[1], []).append(held)
    issues: dict[str, Issue] = {}
    for one in references:
        number, others = one.number + one.symbol, by_symbol.get(one.symbol, [])
        is_bare = one.issued_on is None and not one.issuer and bool(one.symbol)
        if is_bare and others and number not in full:
            text = texts.REFERENCE_DOUBT.format(number=number, others=", ".join(others))
            issues.setdefault(number, Issue(Severity.WARNING, number, text))
    return tuple(issues.values())


def references(text: str) -> tuple[Reference, ...]:
    """Return every reference a text prints, in order."""
    return tuple(parse_reference(one.printed) for one in references_in(compose(text)))


# --- legal order ---


def grounds(documents: Sequence[OfficialDocument], regime: str) -> tuple[Ground, ...]:
    """Return the "Căn cứ" lines of documents in legal order, for the state or the Party side.

    State: laws, resolutions of the National Assembly, decrees, decisions of the Prime Minister,
    circulars, people's councils, people's committees, then the Party's; the Party side begins with
    its own from the centre down. Within a rank by date. What cannot be told keeps the order typed,
    at the end, and is marked. Lines are upright with "- " on the Party side (HD 05-HD/VPTW), in
    italics on the state side (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    is_party = regime == "party"
    known = [one for one in documents if rank(one, regime) < UNKNOWN]
    known.sort(key=lambda one: (rank(one, regime), one.issued_on or datetime.date.max))
    ordered = [*known, *(one for one in documents if rank(one, regime) >= UNKNOWN)]
    made: list[Ground] = []
    for place, one in enumerate(ordered, start=1):
        line = texts.GROUND.format(reference=document_text(one))
        end = "." if place == len(ordered) else ";"
        made.append(
            Ground(
                document=one,
                line=f"{'- ' if is_party else ''}{line.rstrip(' .;')}{end}",
                is_known=rank(one, regime) < UNKNOWN,
                is_italic=not is_party,
                incomplete=reference_of(one).incomplete,
            )
        )
    return tuple(made)


_STATE_RANKS = (
    (r"/qh[0-9]*$|/qh[0-9]*/", 2),
    (r"ubtvqh", 3),
    (r"/nd-cp$", 4),
    (r"/nq-cp$", 5),
    (r"-ttg$", 6),
    (r"/ttlt-|/tt-", 7),
    (r"/(?:qd|ct|kh|hd)-b[a-z]+$", 8),
    (r"-hdnd", 9),
    (r"-ubnd|-ub$", 10),
)
_PARTY_RANKS = ((r"/tw$", 1), (r"/tu$", 2), (r"/(?:hu|thu|tvu|thiu)$", 3), (r"/(?:du|cb|bcd)$", 4))


def rank(document: OfficialDocument, regime: str) -> int:
    """Return the place of a document in the legal order, `UNKNOWN` where it cannot be told."""
    number = fold("".join((document.number or "").split()))
    kind = _plain(document.document_type or "")
    party = _ranked(number, _PARTY_RANKS) if _is_party_form(document.number) else UNKNOWN
    if document.side == "party" or party < UNKNOWN:
        found = party if party < UNKNOWN else 5
        return found if regime == "party" else 20 + found
    below = 30 if regime == "party" else 0
    if kind in LAWS:
        return below + (0 if kind == "hien phap" else 1)
    found = _ranked(number, _STATE_RANKS)
    return below + found if found < UNKNOWN else UNKNOWN


def _ranked(number: str, ranks: Sequence[tuple[str, int]]) -> int:
    """Return the rank whose pattern the folded number shows."""
    return next((place for pattern, place in ranks if re.search(pattern, number)), UNKNOWN)
