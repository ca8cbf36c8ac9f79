"""A block pasted with codes or headings: codes say which line, headings which column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from ntm_desktop.domain.periods import ReportingPeriod, known_periods
from ntm_desktop.domain.vietnamese import fold

Block = Sequence[Sequence[str]]
_CODE_COLUMNS = 3  # codes stand in one of the first columns
_FEWEST_PLAIN = 3  # so many plain numbers in order are codes, not counts
_LINES_READ = 60  # of a column, to know what it holds
_CODE = re.compile(r"\d{1,2}(?:[.,]\d{1,2}){0,2}\.?")
_FIGURE = re.compile(r"[<>=≥≤]*\s*[-+]?\d[\d.,/\s%]*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ANSWERS = re.compile(r"(?:na|x|-)(?:$|\s*[:;])|(?:dat|khong|chua|co|da|dang)\b")
_PARTED = re.compile(r"(?:nam|nu)\s*=|@|^\D*\d.*trong do")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(r"\bq(?:uy)?\s*(iv|i{1,3}|[1-4])\b")
_MONTHS = re.compile(r"\b(\d{1,2})\s*thang\b\s*(dau|cuoi)?")
_MONTH = re.compile(r"\b(?:thang|t)\s*(\d{1,2})\b|\b(\d{1,2})\s*/\s*(?:19|20)\d{2}")


class Heading(Enum):
    """What the heading of a pasted column says that it holds."""

    CODE = "code"
    VALUE = "value"
    JUDGED = "judged"
    PLAN = "plan"
    OTHER = "other"


_WORDS = {
    Heading.CODE: ("stt", "tt", "ma", "ma so", "ma chi tieu", "so tt"),
    Heading.PLAN: ("phan dau", "ke hoach"),
    Heading.VALUE: ("ket qua", "ky nay", "thuc hien", "so lieu", "hien trang", "dat duoc"),
    Heading.OTHER: (
        "ky truoc",
        "nam truoc",
        "cung ky",
        "muc yeu cau",
        "yeu cau",
        "quy dinh",
        "muc dat",
        "chi tieu",
        "noi dung",
        "tieu chi",
        "don vi",
        "dvt",
        "ghi chu",
        "danh gia",
        "minh chung",
        "con thieu",
        "so sanh",
        "nguon",
        "ten",
    ),
}


@dataclass(frozen=True, slots=True)
class CodedLine:
    """A line of a block that begins with a code of the set: its cells as they were copied."""

    code: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedBlock:
    """A block by codes: its lines, its headings, and names of the lines nobody knows.

    `repeated` are codes that stand before several lines: none of them may be guessed.
    """

    column: int
    heads: tuple[str, ...]
    lines: tuple[CodedLine, ...]
    unknown: tuple[tuple[str, ...], ...]
    repeated: tuple[str, ...]

    @property
    def width(self) -> int:
        """Return how many columns the block has."""
        return max((len(line.texts) for line in self.lines), default=0)

    def head(self, column: int) -> str:
        """Return the heading of a column, "" for none."""
        return self.heads[column] if column < len(self.heads) else ""

    def text(self, line: CodedLine, column: int) -> str:
        """Return a cell of a line, "" where the line is shorter."""
        return line.texts[column] if column < len(line.texts) else ""

    def column_texts(self, column: int) -> list[str]:
        """Return what stands in a column."""
        return [text for line in self.lines if (text := self.text(line, column))]


def coded_block(block: Block, codes: Sequence[str], here: str = "") -> CodedBlock | None:
    """Return a block by the codes in it; None where none of its columns holds codes.

    `codes` are those of the set in its order, `here` that of the line the cursor stands in: a
    single line with a code and one figure is only taken for such where it names that line.
    """
    column = _code_column(block, codes, here)
    if column < 0:
        return None
    known = [_code(_at(line, column), codes) for line in block]
    shaped = (place for place, line in enumerate(block) if _CODE.fullmatch(_at(line, column)))
    first = next((place for place, code in enumerate(known) if code), next(shaped, 0))
    counts = Counter(code for code in known if code)
    repeated = tuple(code for code, count in counts.items() if count > 1)
    body = list(zip(known[first:], block[first:], strict=True))
    return CodedBlock(
        column=column,
        heads=joined_heads(block[:first]),
        lines=tuple(
            CodedLine(code, tuple(line)) for code, line in body if code and code not in repeated
        ),
        unknown=tuple(tuple(line) for code, line in body if not code and any(line)),
        repeated=repeated,
    )


def split_heads(
    block: Block, scale: Collection[str] = ()
) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """Return the rows above the figures of a block that only name its columns, and the figures.

    A cell names its column where it says what stands there ("Kết quả"), names a period, is a bare
    year above other figures, or is a text above figures only. `scale` are words that are values,
    without accents and in lower case.
    """
    end = 0
    while end < len(block) - 1 and _is_heading(block, end, scale):
        end += 1
    return list(block[:end]), list(block[end:])


def joined_heads(rows: Block) -> tuple[str, ...]:
    """Return the heading of each column, over several rows; a merged cell heads what is below."""
    width = max((len(row) for row in rows), default=0)
    lines: list[list[str]] = []
    for place, row in enumerate(rows):
        cells = [_at(row, column) for column in range(width)]
        if place < len(rows) - 1:
            for column in range(1, width):
                below = any(_at(later, column) for later in rows[place + 1 :])
                cells[column] = cells[column] or (cells[column - 1] if below else "")
        lines.append(cells)
    return tuple(" ".join(filter(None, column)) for column in zip(*lines, strict=True))


def heading_of(text: str) -> Heading | None:
    """Return what a heading says; the word that comes first decides. None where it says nothing."""
    plain = " ".join(re.findall(r"\w+", fold(text)))
    if not plain:
        return None
    if plain in _WORDS[Heading.CODE]:
        return Heading.CODE
    padded, found = f" {plain} ", dict[Heading, int]()
    for kind, words in _WORDS.items():
        places = [padded.find(f" {word} ") for word in words if kind is not Heading.CODE]
        if any(place >= 0 for place in places):
            found[kind] = min(place for place in places if place >= 0)
    if not found:
        return None
    first = min(found, key=lambda kind: found[kind])
    judged = first is Heading.VALUE and " danh gia " in padded
    return Heading.JUDGED if judged else first


def period_of(text: str) -> ReportingPeriod | None:
    """Return the period a heading names ("Năm 2024", "Quý I/2024"), None where it names none."""
    plain = fold(text)
    years = _YEAR.findall(plain)
    if len(set(years)) != 1:
        return None
    found = known_periods([f"{years[0]}{_tail(plain)}"])
    return found[0] if found else None


def _tail(plain: str) -> str:
    """Return the part of a period's id behind the year."""
    quarter, months = _QUARTER.search(plain), _MONTHS.search(plain)
    if quarter:
        return f"-Q{_ROMAN[quarter[1]]}"
    if months and months[1] == "6":
        return "-H2" if months[2] == "cuoi" else "-H1"
    if months and months[1] == "9":
        return "-9M"
    if months and months[2] == "cuoi":
        return f"-L{months[1]}"
    month = None if months else _MONTH.search(plain)
    return f"-{int(month[1] or month[2]):02d}" if month else ""


# --- codes ---


def _code_column(block: Block, codes: Sequence[str], here: str) -> int:
    """Return the column that holds most codes of the set, -1 where none does."""
    width = max((len(line) for line in block), default=0)
    found = [
        column
        for column in range(min(width, _CODE_COLUMNS))
        if _holds_codes(block, column, codes, here)
    ]
    return max(found, key=lambda column: _code_count(block, column, codes), default=-1)


def _code_count(block: Block, column: int, codes: Sequence[str]) -> tuple[int, int]:
    """Return how many codes of indicators a column holds, and how many codes at all."""
    known = [code for line in block if (code := _code(_at(line, column), codes))]
    return sum("." in code for code in known), len(known)


def _holds_codes(block: Block, column: int, codes: Sequence[str], here: str) -> bool:
    """Say whether most cells of a column are codes of the set, and not figures that look so."""
    shaped = [text for line in block if _CODE.fullmatch(text := _at(line, column))]
    known = [code for text in shaped if (code := _code(text, codes))]
    texts = [text for line in block if _has_code_place(text := _at(line, column))]
    dotted = [text for text in shaped if re.search(r"[.,]\d", text)]
    is_named = _is_headed(block, column) or _has_words(block, column)
    if is_named and 2 * len(dotted) > len(texts):
        return True  # of another set, perhaps: codes, but no figures
    dotted = [text for text in shaped if re.search(r"[.,]\d", text)]
    is_named = _is_headed(block, column) or _has_words(block, column)
    if is_named and 2 * len(dotted) > len(texts):
        return True  # of another set, perhaps: codes, but no figures
    if not known or 2 * len(known) <= len(texts):
        return False
    has_more = any(text for line in block for text in line[column + 1 :])
    places = [codes.index(one) for one in known]
    ordered = all(one < other for one, other in pairwise(places))
    if not has_more:
        whole = len(dotted) == len(shaped) and not any("," in text for text in shaped)
        return ordered and len(known) >= _FEWEST_PLAIN and whole
    if is_named:
        return True
    if len(known) == 1:
        return known[0] == here and len(texts) == 1
    if any("," in text for text in shaped) or all("." not in code for code in known):
        return ordered and len(known) >= _FEWEST_PLAIN
    return ordered or (not column and len(known) == len(set(known)) >= _FEWEST_PLAIN)


def _has_code_place(text: str) -> bool:
    """Say whether a cell might have held a code: it is filled and not the number of a part."""
    return bool(text) and not re.fullmatch(r"[IVX]+\.?|[A-Z]\.?", text) and not _is_word(text)


def _is_word(text: str) -> bool:
    """Say whether a cell is words."""
    return text[:1].isalpha() and not _FIGURE.fullmatch(text)


def _is_headed(block: Block, column: int) -> bool:
    """Say whether a column is headed as one of codes."""
    return any(heading_of(_at(line, column)) is Heading.CODE for line in block[:4])


def _has_words(block: Block, column: int) -> bool:
    """Say whether the names of indicators, which are no answers, stand right of a column."""
    width = max(len(line) for line in block)
    for other in range(column + 1, width):
        texts = [text for line in block if (text := _at(line, other))]
        words = [one for one in texts if _is_word(one) and not is_value(one)]
        if texts and 2 * len(words) > len(texts):
            return True
    return False


def _code(text: str, codes: Sequence[str]) -> str:
    """Return the code of the set that a cell means, "" for none."""
    if not _CODE.fullmatch(text):
        return ""
    plain = text.rstrip(".").replace(",", ".")
    return plain if plain in codes else ""


def _at(line: Sequence[str], place: int) -> str:
    """Return a cell of a line, "" where the line is shorter."""
    return line[place] if place < len(line) else ""


# --- headings ---


def is_value(text: str, scale: Collection[str] = ()) -> bool:
    """Say whether a text reads as a result: a figure, "đạt", a word of a scale."""
    plain = fold(text).strip()
    if plain in scale or _ANSWERS.match(plain) or _PARTED.search(plain):
        return True
    return (bool(re.match(r"[<>=≥≤]*\s*[-+]?\d", plain)) and period_of(text) is None) or bool(
        _FIGURE.fullmatch(plain)
    )


def _is_heading(block: Block, place: int, scale: Collection[str]) -> bool:
    """Say whether a row of a block only names its columns."""
    named = [(column, text) for column, text in enumerate(block[place]) if text]
    return bool(named) and all(
        _names_column(text, _below(block, place, column), scale) for column, text in named
    )


def _below(block: Block, place: int, column: int) -> list[str]:
    """Return the first cells below one."""
    lines = block[place + 1 : place + 1 + _LINES_READ]
    return [text for line in lines if (text := _at(line, column))]


def _names_column(text: str, below: Sequence[str], scale: Collection[str]) -> bool:
    """Say whether a cell names the column it stands over."""
    if _YEAR.fullmatch(text):
        return bool(below) and not any(_YEAR.fullmatch(one) for one in below)
    if is_value(text, scale):
        return False
    if period_of(text) is not None or heading_of(text) is not None:
        return True
    values = sum(is_value(one, scale) for one in below)
    no_digits = not any(letter.isdigit() for letter in text)
    return no_digits and len(below) > 1 and values == len(below)
