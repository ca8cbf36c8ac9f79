"""What a marked passage of a pasted text becomes: opinion, conclusion, task, document, figure.

A passage is always an exact piece of the text; only white space around it is left off. Who spoke
and what a document is called are guesses that a person looks at; nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ntm_desktop import texts
from ntm_desktop.domain.dates import real_date
from ntm_desktop.domain.documents import is_unnumbered
from ntm_desktop.domain.entity import MAX_TEXT, StoredValue
from ntm_desktop.domain.meetings import MARK_KINDS, PassageMark
from ntm_desktop.domain.task_schedule import deadline_fields
from ntm_desktop.domain.task_wording import (
    Deadline,
    deadline_in,
    lead_in,
    supporting_in,
    verb_in,
    without_numbering,
)
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError

HONORIFICS = r"(?:dong chi|d/c|ong|ba|anh|chi|bac|cu)"
OFFICES = (
    r"(?:bi thu|pho |chu tich|truong |giam doc|dai dien|uy vien|cac |cong chuc|chu nhiem"
    r"|chi hoi|ho |dai bieu|can bo|chanh |lanh dao|ban |mttq|uy ban|hoi |doan |nguoi dan)"
)
SAID = (
    r"(?:de nghi|phat bieu|cho rang|cho biet|bao cao(?! vien)|neu|de xuat|nhat tri|kien nghi"
    r"|dong y|trinh bay|thong qua|yeu cau|ket luan|ghi nhan|nhan manh|co y kien|lam ro|de cap"
    r"|tham luan|tra loi|giai trinh|phan anh|tiep thu|bo sung)"
)
DOCUMENT_TYPES = (
    "Thông báo kết luận", "Chương trình hành động", "Nghị quyết", "Quyết định", "Chỉ thị",
    "Kết luận", "Kế hoạch", "Chương trình", "Thông báo", "Thông tư", "Thông tri", "Nghị định",
    "Công văn", "Công điện", "Báo cáo", "Tờ trình", "Hướng dẫn", "Quy định", "Quy chế", "Đề án",
    "Giấy mời", "Biên bản", "Phương án", "Hiến pháp", "Bộ luật", "Pháp lệnh", "Luật",
)  # fmt: skip
_OFTEN_SHORT = ("nghi quyet", "quyet dinh", "chi thi", "nghi dinh", "thong tu", "cong van")
UNNUMBERED = texts.DOCUMENT_UNNUMBERED
_SPEAKER_MOST = 160
_COLON = re.compile(
    rf"\s*(?:[-–+•*]\s*)?(?:y kien (?:cua )?)?(?P<who>(?:{HONORIFICS}\s|{OFFICES})[^:.;\n]*?)\s*:"
)
_NAMED = re.compile(rf"\s*{HONORIFICS}\s")
_VERB = re.compile(rf"(?:,|\s[-–—])?\s+(?P<said>(?:da |cung |de )?{SAID})\b")
# "… phát biểu:", "… cho biết thêm:" say only that somebody speaks; "… đề nghị:" is said, too.
_TAIL = re.compile(
    rf"(?:,|\s[-–—])?\s+(?P<said>(?:da |cung |de |co |tiep tuc )*(?:{SAID}|y kien)"
    r"(?:\s+(?:them|ro|rang|la|y kien|nhu sau|thao luan|tham luan|tai hoi nghi|tai cuoc hop"
    r"|tai buoi lam viec|voi noi dung))*)\s*$"
)
_ONLY_SPEAKS = re.compile(
    r"(?:da |cung |de |co |tiep tuc )*(?:phat bieu|cho biet|y kien|tham luan|trinh bay|tra loi)"
)
_SPLIT = re.compile(r"\s*(?:,|\s[-–—])\s+")
_ADDRESS = re.compile(rf"{HONORIFICS}\s+")
_TYPES = "|".join(fold(one) for one in sorted(DOCUMENT_TYPES, key=len, reverse=True))
_DOCUMENT = re.compile(
    rf"(?:\b(?P<type>{_TYPES})\s+)?(?:so\s*:?\s*)?"
    r"(?<![a-z0-9/-])(?P<number>[0-9]{1,5}[a-z]?(?:/[0-9]{4})?"
    r"(?:[-/][a-z](?:[a-z.]*[a-z])?[0-9]{0,3})*)(?![0-9a-z%/]|[.,][0-9])"
)
_ISSUED = re.compile(
    r"\s*,?\s*(?:ngay\s+)?(?P<day>[0-9]{1,2})\s*(?:[/.-]|\s?thang\s?)\s*(?P<month>[0-9]{1,2})"
    r"\s*(?:(?:[/.-]|,?\s?nam\s?)\s*(?P<year>[0-9]{4}))?(?![0-9/])"
)
_ISSUER = re.compile(
    r"\s*,?\s*cua\s+(?P<issuer>[^“”\",;:()\n]{2,80}?)"
    r"(?=\s+(?:ve|ngay|quy dinh|ban hanh|huong dan|ho tro)\b|\s*[“”\",;:()\n]|\.\s|\.?\s*$)"
)
_SUBJECT = re.compile(
    r"\s*(?:[“\"](?P<quoted>[^”\"\n]{3,400})[”\"]|(?P<plain>ve\s[^;\n“”]{3,400}?)(?=[;\n]|\.\s|\.?\s*$))"
)
# A law is called by its name: "Luật Đất đai số …", "Luật Sửa đổi … của Luật Nhà ở số …".
_LAW_TYPE = re.compile(r"(?<!cua )\b(?P<type>bo luat|phap lenh|luat)\b")
_LAW_NAME = re.compile(r"\s+(?P<name>[^.;:()\n“”\"0-9]+?)\s+$")
_LAW_MOST = 200
_KIND = re.compile(
    rf"\s*(?:[-–+•*]\s*)?(?:can cu\s+)?(?P<type>{_TYPES})\b"
    r"(?:\s+so\s*:?[\s.…]*(?P<symbol>[/-][a-z][a-z./-]*[a-z])?)?[\s,]*"
)
_ISSUER_BEHIND = re.compile(r",?\s+của\s+(?P<issuer>[A-ZĐÂÊÔƠƯĂ][^,;:()“”\"]{2,80})$")
_COUNTED = re.compile(
    r"\s*(?:tháng|năm|nhóm|nội dung|tiêu chí|chỉ tiêu|ngày|người|hộ)\b", re.IGNORECASE
)
_SPELLED_ALIKE = re.compile(r"\s*(?:[-–+•*]\s*)?(?:ba|ảnh|cũ|chỉ|ong)\s", re.IGNORECASE)
_PARTY_FORM = re.compile(r"[0-9]+[a-z]?-[a-z]+/")
_STATE_FORM = re.compile(r"[0-9]+[a-z]?/(?:[0-9]{4}/)?[a-z]+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke as the text says it, and what was said; name and position apart where told."""

    text: str
    name: str
    position: str
    content: str


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document as a text cites it; what the text does not print is empty or None."""

    number: str
    document_type: str
    issued_on: date | None
    issuer: str
    subject: str
    side: str | None
    printed: str
    start: int
    missing: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, StoredValue]:
        """Return the fields of a document record; what is missing stands in its note."""
        note = texts.DOCUMENT_MISSING_PARTS.format(
            missing=", ".join(self.missing), printed=self.printed
        )
        found: dict[str, StoredValue] = {
            "number": self.number,
            "document_type": self.document_type or None,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "issuer": self.issuer or None,
            "subject": self.subject or None,
            "side": self.side,
            "note": note if self.missing else None,
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Draft:
    """A record a passage becomes: its entity ("" for a figure), fields, and where it stands."""

    entity: str
    values: Mapping[str, StoredValue]
    start: int
    length: int
    missing: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """Where a mark stands in the transcript; `start` is None where its words are gone."""

    mark: PassageMark
    start: int | None
    length: int


def passage_at(transcript: str, start: int, end: int) -> tuple[int, str]:
    """Return where the selected words begin and the words, white space around them left off.

    Raises `InputError` for a selection that is empty, outside the text or too long.
    """
    if not 0 <= start <= end <= len(transcript):
        raise InputError(texts.PASSAGE_OUTSIDE)
    selected = transcript[start:end]
    words = selected.strip()
    if not words:
        raise InputError(texts.PASSAGE_EMPTY)
    if len(words) > MAX_TEXT:
        raise InputError(texts.PASSAGE_TOO_LONG.format(limit=MAX_TEXT))
    return start + len(selected) - len(selected.lstrip()), words


def find_passage(transcript: str, quote: str) -> tuple[int, int]:
    """Return start and end of the one place where `quote` stands; raise `InputError` otherwise."""
    words = quote.strip()
    if not words:
        raise InputError(texts.PASSAGE_EMPTY)
    count = transcript.count(words)
    if count == 1:
        start = transcript.index(words)
        return start, start + len(words)
    shown = words if len(words) <= 60 else words[:59] + "…"
    if count:
        message = texts.PASSAGE_SEVERAL.format(quote=shown, count=count)
        raise InputError(message, hint=texts.PASSAGE_SEVERAL_HINT)
    message = texts.PASSAGE_NOT_FOUND.format(quote=shown)
    raise InputError(message, hint=texts.PASSAGE_NOT_FOUND_HINT)


def drafts_of(
    transcript: str,
    start: int,
    end: int,
    kind: str,
    held_on: date | None = None,
    today: date | None = None,
) -> tuple[Draft, ...]:
    """Return what a marked passage becomes; `held_on` is the day a deadline is reckoned from.

    A first check that was over before `today` is left open: a person chooses it.

    A conclusion and a figure are one passage word for word. Opinions are told apart by their
    speakers, tasks by the dashes or numbers of a list, documents by their numbers. Raises
    `InputError` for no such kind and for a selection that holds no words.
    """
    if kind not in MARK_KINDS:
        raise InputError(texts.FIELD_CHOICE.format(value=kind, label=MARK_KINDS.get(kind, kind)))
    at, words = passage_at(transcript, start, end)
    if kind == "conclusion":
        return (Draft("conclusion", {"text": words}, at, len(words)),)
    if kind == "figure":
        return (Draft("", {}, at, len(words)),)
    makers = {"opinion": _opinions, "document": _documents}
    if kind in makers:
        return tuple(makers[kind](words, at))
    return tuple(_tasks(words, at, held_on, today or held_on))


def speaker_of(paragraph: str) -> Speaker:
    """Return who a paragraph says is speaking ("Đồng chí X – chức vụ: …") and what was said.

    Words that only say that somebody speaks ("phát biểu", "cho biết") are no part of the name; a
    verb that belongs to what was said ("đề nghị") begins the content. Without such words the text
    says nobody; the content is the whole paragraph then.
    """
    folded = same_length(paragraph)
    found = None if _SPELLED_ALIKE.match(paragraph) else _said_by(paragraph, folded)
    if found is None or found[1] - found[0] > _SPEAKER_MOST:  # "Ba là, …" is not "Bà …"
        return Speaker("", "", "", paragraph.strip())
    start, end, begin = found
    who = paragraph[start:end].strip(" ,–-")
    name, position = _name_and_position(who)
    return Speaker(who, name, position, paragraph[begin:].strip())


def _said_by(paragraph: str, folded: str) -> tuple[int, int, int] | None:
    """Return where the words for the speaker begin and end, and where what was said begins."""
    colon = _COLON.match(folded)
    if colon is not None:
        start, end = colon.span("who")
        tail = _small_verb(paragraph, _TAIL.finditer(folded, start, end))
        if tail is None:
            return start, end, colon.end()
        is_empty = _ONLY_SPEAKS.match(tail["said"])
        return start, tail.start(), colon.end() if is_empty else tail.start("said")
    named = _NAMED.match(folded)
    if named is None:
        return None
    stop = re.search("[:.;\n]", folded[named.end() :])
    last = named.end() + stop.start() if stop else len(folded)
    verbs = list(_VERB.finditer(folded, named.end() - 1, last))
    verb = _small_verb(paragraph, verbs) or next(iter(verbs), None)
    start = named.start() + len(named[0]) - len(named[0].lstrip())
    return (start, verb.start(), verb.start("said")) if verb is not None else None


def _small_verb(paragraph: str, verbs: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """Return the first verb in small letters: "Ban Thông qua" and "Tổ Báo cáo" are names."""
    return next((verb for verb in verbs if paragraph[verb.start("said")].islower()), None)


def references_in(passage: str) -> tuple[DocumentReference, ...]:
    """Return the documents a passage cites, in order, each as far as it is printed."""
    return tuple(_references(passage))


def located(mark: PassageMark, transcript: str) -> MarkedSpan:
    """Return where a mark stands now: its own place, else the nearest place of its words."""
    words, start = mark.quote, mark.start or 0
    if transcript.startswith(words, start):
        return MarkedSpan(mark, start, len(words))
    places = [found.start() for found in re.finditer(re.escape(words), transcript)]
    nearest = min(places, key=lambda place: abs(place - start), default=None)
    return MarkedSpan(mark, nearest, len(words))


def marked_spans(marks: Iterable[PassageMark], transcript: str) -> tuple[MarkedSpan, ...]:
    """Return every mark with its place, in the order of the text, those without a place last."""
    spans = [located(mark, transcript) for mark in marks]
    return tuple(
        sorted(spans, key=lambda span: (span.start is None, span.start or 0, span.mark.key))
    )


def same_length(text: str) -> str:
    """Return the text without accents and in lower case, letter for letter in the same places."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join((fold(letter) + " ")[0] for letter in text)


def _name_and_position(who: str) -> tuple[str, str]:
    """Return the name and the position of "Đồng chí X, chức vụ"; no name for a position alone."""
    address = _ADDRESS.match(same_length(who))
    if address is None:
        return "", who
    plain = who[address.end() :].strip()
    parts = _SPLIT.split(plain, maxsplit=1)
    if re.match(OFFICES, same_length(parts[0]) + " "):
        return "", plain
    return parts[0], parts[1] if len(parts) > 1 else ""


def _opinions(words: str, at: int) -> Iterator[Draft]:
    """Yield one opinion for each paragraph that names a speaker, with those that follow it."""
    pieces: list[tuple[int, int]] = []
    for start, end in _paragraphs(words):
        if not pieces or speaker_of(words[start:end]).text:
            pieces.append((start, end))
        else:
            pieces[-1] = (pieces[-1][0], end)
    for start, end in pieces:
        said = speaker_of(words[start:end])
        values: dict[str, StoredValue] = {
            "speaker": said.text or texts.SPEAKER_UNKNOWN,
            "content": said.content or None,
        }
        yield Draft("opinion", values, at + start, end - start)


def _tasks(words: str, at: int, held_on: date | None, today: date | None) -> Iterator[Draft]:
    """Yield one task, or one for each item of a list."""
    pieces = list(_paragraphs(words))
    is_list = all(without_numbering(words[a:b]) != words[a:b] for a, b in pieces)
    for start, end in pieces if is_list else [(0, len(words))]:
        piece = words[start:end]
        text = without_numbering(" ".join(piece.split()))
        due = deadline_in(text, held_on or date(2000, 1, 1))
        said = deadline_fields(due, held_on, today) if today else _undated_fields(due)
        found: dict[str, StoredValue] = {
            "text": text,
            "verb": verb_in(piece),
            "assignee": lead_in(text),
            "supporting": supporting_in(text),
            **said,
            "state": "open",
        }
        values = {name: value for name, value in found.items() if value is not None}
        yield Draft("task", values, at + start, end - start)


def _undated_fields(due: Deadline) -> dict[str, StoredValue]:
    """Return the fields of a deadline where no day is known to reckon from."""
    return {
        "due_text": due.text or None,
        "due_on": due.due_on.isoformat() if due.due_on else None,
        "recurrence": due.recurrence,
    }


def _documents(words: str, at: int) -> Iterator[Draft]:
    """Yield one document for each citation; words without one are kept as printed."""
    found = references_in(words) or (unnumbered_in(words),)
    for one in found:
        yield Draft("official_document", one.values, at + one.start, len(one.printed), one.missing)


def unnumbered_in(words: str) -> DocumentReference:
    """Return a document whose number the text does not print: its type and what it is about."""
    printed = " ".join(words.split()).rstrip(" .;")
    folded = same_length(printed)
    kind = _KIND.match(folded)
    start = kind.end() if kind else 0
    day, start = _day_at(folded, start)
    issuer = _ISSUER.match(folded, start) if kind else None
    rest = printed[issuer.end() if issuer else start :].strip(" ,")
    issued_by = printed[issuer.start("issuer") : issuer.end("issuer")].strip() if issuer else ""
    if issuer is None and kind is not None:
        rest, issued_by = _issuer_behind(rest)
    if day is None and kind is not None:
        day, _ = _day_at(same_length(rest), 0)
    return DocumentReference(
        number=printed[slice(*kind.span("symbol"))] if kind and kind["symbol"] else UNNUMBERED,
        document_type=_type_named(kind["type"]) if kind else "",
        issued_on=day,
        issuer=issued_by,
        subject=rest if kind else printed,
        side=None,
        printed=words,
        start=0,
        missing=missing_parts("", day, issued_by),
    )


def _day_at(folded: str, start: int) -> tuple[date | None, int]:
    """Return the date that stands at a place of a citation, and where the text goes on."""
    found = _ISSUED.match(folded, start)
    day = (
        real_date(int(found["year"] or 0), int(found["month"]), int(found["day"]))
        if found
        else None
    )
    return (day, found.end()) if found is not None and day is not None else (None, start)


def _issuer_behind(subject: str) -> tuple[str, str]:
    """Return a subject without the issuer it ends with ("… của UBND xã"), and the issuer."""
    found = _ISSUER_BEHIND.search(subject)
    if found is None:
        return subject, ""
    return subject[: found.start()].strip(" ,"), found["issuer"].strip()


def _type_named(folded: str) -> str:
    """Return the type of document as it is written."""
    return next((one for one in DOCUMENT_TYPES if fold(one) == folded), "")


def _paragraphs(words: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph without white space around it."""
    for found in re.finditer(r"[^\n]+", words):
        piece = found[0]
        if piece.strip():
            start = found.start() + len(piece) - len(piece.lstrip())
            yield start, start + len(piece.strip())


def _references(passage: str) -> Iterator[DocumentReference]:
    """Yield the citations of a passage."""
    folded = same_length(passage)
    for found in _DOCUMENT.finditer(folded):
        if _is_citation(found, passage):
            yield _reference(passage, folded, found)


def _is_citation(found: re.Match[str], passage: str) -> bool:
    """Say whether a number is that of a document: with a symbol, or after a word that asks one."""
    number = found["number"]
    if re.search("[a-z]{2}", number):
        return bool(_PARTY_FORM.match(number) or _STATE_FORM.match(number))
    if found["type"] not in _OFTEN_SHORT or "/" in number:
        return False
    return _COUNTED.match(passage, found.end()) is None


def _reference(passage: str, folded: str, found: re.Match[str]) -> DocumentReference:
    """Return a citation with what stands after its number."""
    number = passage[found.start("number") : found.end("number")]
    end = found.end()
    issued = _ISSUED.match(folded, end)
    day = None
    if issued is not None:
        end = issued.end()
        day = real_date(int(issued["year"] or 0), int(issued["month"]), int(issued["day"]))
    issuer = _ISSUER.match(folded, end)
    if issuer is not None:
        end = issuer.end()
    subject = _SUBJECT.match(folded, end)
    kind = _type_named(found["type"] or "")
    issued_by = passage[issuer.start("issuer") : issuer.end("issuer")].strip() if issuer else ""
    start = found.start("type") if found["type"] else found.start("number")
    about = _subject(passage, subject)
    law = None
    if not kind and re.search("/(?:qh|ubtvqh)[0-9]*$", found["number"]):
        law = _law_before(passage, folded, found.start())
    if law is not None:
        start, kind, name = law
        about = about or name
    return DocumentReference(
        number=number,
        document_type=kind,
        issued_on=day,
        issuer=issued_by,
        subject=about,
        side=_side_of(found["number"]),
        printed=passage[start:end].rstrip(),
        start=start,
        missing=missing_parts(number, day, issued_by),
    )


def missing_parts(number: str, issued_on: date | None, issuer: str | None) -> tuple[str, ...]:
    """Return in words what a citation lacks: number or symbol, date, issuer."""
    has_number = not is_unnumbered(number) and re.search("[0-9]", number) is not None
    has_symbol = re.search("[a-z]{2}", fold(number)) is not None
    lacks = (
        (not has_number, texts.DOCUMENT_NO_NUMBER),
        (has_number and not has_symbol, texts.DOCUMENT_NO_SYMBOL),
        (issued_on is None, texts.DOCUMENT_NO_DATE),
        (not issuer, texts.DOCUMENT_NO_ISSUER),
    )
    return tuple(words for is_missing, words in lacks if is_missing)


def _law_before(passage: str, folded: str, end: int) -> tuple[int, str, str] | None:
    """Return where a law begins that is called by its name before a number, its type and name."""
    places = list(_LAW_TYPE.finditer(folded, max(0, end - _LAW_MOST), end))
    for place in reversed(places):
        found = _LAW_NAME.match(folded, place.end(), end)
        if found is not None and passage[place.start()].isupper():
            kind = next(one for one in DOCUMENT_TYPES if fold(one) == place["type"])
            name = passage[found.start("name") : found.end("name")]
            return place.start(), kind, " ".join(name.split())
    return None


def _subject(passage: str, found: re.Match[str] | None) -> str:
    """Return what a document is about as it is printed, quotation marks left off."""
    if found is None:
        return ""
    name = "quoted" if found["quoted"] else "plain"
    return " ".join(passage[found.start(name) : found.end(name)].split())


def _side_of(number: str) -> str | None:
    """Return whose form a number has: 18-NQ/ĐU is the Party's, 92/KH-UBND the state's."""
    if _PARTY_FORM.match(number):
        return "party"
    return "state" if _STATE_FORM.match(number) else None
