"""What one target cell of an annex demands: its kind, its comparison, its number; or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from ntm_desktop import texts
from ntm_desktop.domain.annex_grid import Confidence, one_line
from ntm_desktop.domain.criteria import IndicatorKind, Operator, TargetSetter
from ntm_desktop.domain.numbers import MAX_FRACTION_DIGITS, parse_number, parse_percent
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError

SURE, LIKELY, UNSURE = Confidence.SURE, Confidence.LIKELY, Confidence.UNSURE
LONGEST_UNIT = 40
LONGEST_TARGET = 1_000
FEWEST_WORDS = 3  # of a sentence without figures; twice as many with

# All words are folded (lower case, no accents), as the text they are compared with.
SIGNS = {
    **dict.fromkeys(("≥", ">=", "=>", "⩾", "≧", "toi thieu", "it nhat", "khong duoi"), ">="),
    **dict.fromkeys(("khong thap hon", "khong it hon", "tu"), ">="),
    **dict.fromkeys(("≤", "<=", "=<", "⩽", "≦", "toi da", "khong qua", "khong vuot qua"), "<="),
    **dict.fromkeys(("khong tren", "khong cao hon", "nhieu nhat"), "<="),
    **dict.fromkeys(("=", "bang"), "="),
}
STRICT = (">", "<", "tren", "duoi", "hon", "lon hon", "nho hon")
TAILS = {"tro len": ">=", "tro xuong": "<="}
BOOLEAN_SURE = ("dat",)
BOOLEAN_LIKELY = ("dat chuan", "dat yeu cau", "dat theo quy dinh", "co", "dam bao", "bao dam")
NONE_WORDS = ("khong", "khong co")
DITTO = ("nt", "n/t", "-nt-", "- nt -", '"', "''", "“", "”", "〃", "nhu tren", "(nt)")
DASHES = ("-", "–", "—", "x", "/", "...", "…", "*", "0x")
BY_GENDER = ("ca nam va nu", "nam va nu rieng")
IF_ANY = "neu co"
QUALITY_SCALE = ("Trung bình", "Khá", "Tốt")
NUMBERED_SCALES = {"muc do": "Mức độ", "cap do": "Cấp độ", "muc": "Mức"}
FALLING = ("ngheo", "giam", "vi pham", "that nghiep", "toi pham", "tao hon", "suy dinh duong")
UNIT_HEADS = {
    *("trieu", "dong", "ty", "m²", "m³", "km", "km²", "ha", "mo", "ho", "nguoi", "nha", "vu"),
    *("to", "hop", "htx", "lit", "diem", "cong", "san", "buoi", "lan", "truong", "linh", "thon"),
    *("xa", "cau", "lao", "cum", "tuyen", "can", "giuong", "phong", "may", "may/100", "chuyen"),
    *("cai", "ngay", "gio", "nam", "%", "khu", "vuon", "ap", "ban", "to/xa", "kwh"),
}

_ALTERNATIVES = "|".join(re.escape(one) for one in sorted((*SIGNS, *STRICT), key=len, reverse=True))
_AMOUNT = re.compile(
    r"(?:(?:dat|co)\s+(?:ty le\s+)?(?=[^a-z]|toi|it|khong|tu|tren|duoi|bang))?"
    rf"(?P<sign>{_ALTERNATIVES})?"
    r"\s*(?P<number>[0-9]+(?:[.,][0-9]+)*(?: [0-9]{3})*)(?![0-9.,])"
    r"\s*(?P<unit>[^0-9≥≤<>=;:()]*?)\s*(?P<tail>tro len|tro xuong)?"
)
_COMPOUND = re.compile(r"(?P<main>[^()]+?)\s*\((?P<sub>[^()]+)\)")
_OF_WHICH = re.compile(r"(?P<main>.+?)[\s,;(]+trong do\s*[,:]?\s*(?P<sub>.+?)\)?")
_SUB_LAST = re.compile(r"(?P<what>[^0-9≥≤<>=]+?)\s*:?\s*(?P<amount>[≥≤<>=].*|[0-9].*)")
_SUB_FIRST = re.compile(r"(?P<amount>[^a-z]*[0-9][0-9.,]*\s*%?)\s*(?P<what>[a-z].*)")
_OF_WHICH_WORDING = re.compile(r"[\s,;(]trong do\s*[,:]?\s*(?P<what>[^()]+)")
_YEAR_SPLIT = re.compile(r"(?=nam\s+[12][0-9]{3})")
_YEAR = re.compile(r"nam\s+(?P<year>[12][0-9]{3})\s*[:\-–]?\s*(?P<amount>.+)")
_QUALITY = re.compile(
    r"(?:dat )?(?:muc )?(?:tu )?(?:xep )?(?:loai )?(trung binh|kha|tot)(?: tro len)?"
)
_NUMBERED = re.compile(
    r"(?:dat )?(?:tu )?(?:chuan )?(muc do|cap do|muc) ([1-9])(?: tro len| theo quy dinh)?"
)
_PROVINCE = re.compile(r"(ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) (cap )?tinh|dia phuong quy")
_MINISTRY = re.compile(r"\bbo [a-z]+.*(quy dinh|huong dan|cong bo|ban hanh)|(theo )?bo nganh")
_REMARK = re.compile(r"\s*\((?P<remark>[^()]*)\)")
_SQUARES = re.compile(r"(?<![A-Za-zÀ-ỹ])(k?m)([23])(?![0-9])")
_UNIT_WORD = re.compile(r"^(ĐVT|đvt|đơn vị tính)\s*:?\s*")
_WORDING_UNIT = re.compile(r"\((?P<unit>[^()0-9]{1,40})\)\s*$")


@dataclass(frozen=True, slots=True)
class TargetReading:
    """What a cell was taken for. `kind` None: no target was understood (see `reason`).

    `set_by` says that another authority sets the target; `ditto` that the cell above counts;
    `blank` that nothing stands there. `by_year` holds a target for each year.
    """

    confidence: Confidence
    reason: str
    kind: IndicatorKind | None = None
    operator: Operator | None = None
    value: Decimal | None = None
    sub_value: Decimal | None = None
    sub_text: str = ""
    word: str = ""
    sentence: str = ""
    measure_unit: str = ""
    scale: tuple[str, ...] = ()
    set_by: TargetSetter | None = None
    by_year: tuple[tuple[int, Decimal], ...] = ()
    by_gender: bool = False
    if_any: bool = False
    blank: bool = False
    ditto: bool = False

    @property
    def understood(self) -> bool:
        """Say whether there is something for the pack, or a plain statement that there is none."""
        return self.kind is not None or self.set_by is not None or self.blank


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands beside a target: the text of the indicator and its measure unit (ĐVT)."""

    text: str = ""
    measure_unit: str = ""


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number phrase: its sign as written ("" for none), its number, the words after it."""

    sign: str
    number: Decimal
    unit: str
    strict: bool = False


@lru_cache(maxsize=8192)
def read_target(text: str, wording: Wording = Wording()) -> TargetReading:
    """Return what the text of a target cell demands; never raises.

    >>> read_target("≥ 98 %").value
    Decimal('98')
    """
    if len(text) > LONGEST_TARGET:
        return TargetReading(UNSURE, texts.ANNEX_TOO_LONG)
    plain = with_squares(text).strip(" .;,\n")
    if not plain and text.strip():
        return TargetReading(UNSURE, texts.ANNEX_MARK.format(text=text.strip()))
    if not plain:
        return TargetReading(SURE, texts.ANNEX_BLANK, blank=True)
    plain, gender, if_any = _without_remarks(plain)
    found = _first_reading(plain, wording)
    return replace(found, by_gender=gender, if_any=if_any)


def with_squares(text: str) -> str:
    """Return a text with "m2" written as "m²".

    >>> with_squares("4,5 m2/người")
    '4,5 m²/người'
    """
    return _SQUARES.sub(lambda found: found[1] + "²³"[int(found[2]) - 2], text)


def looks_like_target(text: str) -> bool:
    """Say whether a text would do as a target by itself; a sentence would not."""
    found = read_target(text)
    if found.kind is IndicatorKind.CONDITIONS or found.blank:
        return False
    return found.understood or found.ditto


def is_ditto(text: str) -> bool:
    """Say whether a cell says "as above"."""
    return fold(text.strip()) in DITTO


def measure_unit_of(wording: str) -> str:
    """Return the measure unit an indicator names in brackets at its end, "" for none.

    >>> measure_unit_of("Thu nhập bình quân đầu người (triệu đồng/người/năm)")
    'triệu đồng/người/năm'
    """
    found = _WORDING_UNIT.search(with_squares(one_line(wording[-200:])))
    unit = found["unit"].strip() if found else ""
    unit = _UNIT_WORD.sub("", unit)
    return unit if _is_known_unit(unit) else ""


def _without_remarks(text: str) -> tuple[str, bool, bool]:
    """Return the text without remarks on gender and "nếu có", and which of them there were."""
    gender = any(words in fold(text) for words in BY_GENDER)
    if_any = IF_ANY in fold(text)
    for found in _REMARK.finditer(text):
        remark = fold(found["remark"])
        if IF_ANY in remark or any(words in remark for words in BY_GENDER):
            text = text.replace(found[0], "")
    return text.strip(" .;,\n"), gender, if_any


_Step = Callable[[str, Wording], "TargetReading | None"]


def _first_reading(text: str, wording: Wording) -> TargetReading:
    """Return the first reading that fits, from the plainest to the freest."""
    for step in _STEPS:
        found = step(text, wording)
        if found is not None:
            return found
    return _sentence(text)


def _marks(text: str, _wording: Wording) -> TargetReading | None:
    """Read "nt" and marks whose meaning nobody wrote down."""
    key = fold(one_line(text))
    if key in DITTO:
        return TargetReading(LIKELY, texts.ANNEX_DITTO, ditto=True)
    if key in DASHES or not re.search(r"[a-z0-9]", key):
        return TargetReading(UNSURE, texts.ANNEX_MARK.format(text=text))
    return None


def _plain_words(text: str, wording: Wording) -> TargetReading | None:
    """Read "Đạt", "Không" and their like."""
    key = fold(one_line(text))
    if key in BOOLEAN_SURE:
        return TargetReading(SURE, texts.ANNEX_MET, kind=IndicatorKind.BOOLEAN)
    if key in BOOLEAN_LIKELY:
        return TargetReading(LIKELY, texts.ANNEX_MET_LIKELY, kind=IndicatorKind.BOOLEAN)
    if key not in NONE_WORDS:
        return None
    kind = _kind_of(_unit_beside(wording))
    return TargetReading(
        LIKELY,
        texts.ANNEX_NONE,
        kind=kind,
        operator=Operator.EQUAL,
        value=Decimal(0),
        measure_unit=_unit_beside(wording),
    )


def _scales(text: str, _wording: Wording) -> TargetReading | None:
    """Read "Khá", "Mức độ 2": a word of a scale that the annex does not spell out."""
    key = fold(one_line(text))
    quality = _QUALITY.fullmatch(key)
    if quality:
        word = next(one for one in QUALITY_SCALE if fold(one) == quality[1])
        return _ordinal(word, QUALITY_SCALE)
    numbered = _NUMBERED.fullmatch(key)
    if numbered is None:
        return None
    name, level = NUMBERED_SCALES[numbered[1]], int(numbered[2])
    scale = tuple(f"{name} {number}" for number in range(1, max(level, 2) + 1))
    return _ordinal(f"{name} {level}", scale)


def _ordinal(word: str, scale: tuple[str, ...]) -> TargetReading:
    """Return a word of a scale; the scale itself is ours and has to be looked at."""
    reason = texts.ANNEX_SCALE.format(scale=", ".join(scale))
    return TargetReading(LIKELY, reason, kind=IndicatorKind.ORDINAL, word=word, scale=scale)


def _set_elsewhere(text: str, _wording: Wording) -> TargetReading | None:
    """Read "UBND cấp tỉnh quy định cụ thể": the target is missing, and who sets it."""
    key = fold(one_line(text))
    if re.search("[0-9]+ ?%", key):
        return None
    setter = TargetSetter.PROVINCE if _PROVINCE.search(key) else None
    if setter is None and _MINISTRY.search(key):
        setter = TargetSetter.MINISTRY
    if setter is None:
        return None
    reason = texts.ANNEX_SET_BY[setter.value]
    if key.startswith("dat "):
        return TargetReading(LIKELY, reason, kind=IndicatorKind.BOOLEAN, set_by=setter)
    return TargetReading(SURE, reason, set_by=setter)


def _years(text: str, wording: Wording) -> TargetReading | None:
    """Read "Năm 2022: 39; năm 2023: 42"."""
    key = _letters(text)
    starts = [found.start() for found in _YEAR_SPLIT.finditer(key)]
    if not starts or key[: starts[0]].strip(" -+\n"):
        return None
    ends = [*starts[1:], len(key)]
    parts = [text[start:end].strip(" -+;,.\n") for start, end in zip(starts, ends, strict=True)]
    matches = [(_YEAR.fullmatch(_letters(part)), part) for part in parts]
    found = [
        (int(match["year"]), _amount_reading(part[match.start("amount") :], wording))
        for match, part in matches
        if match
    ]
    readings = [one for _, one in found if one is not None and one.value is not None]
    years = [year for year, _ in found]
    same = len({(one.kind, one.operator, one.measure_unit) for one in readings}) == 1
    if len(readings) != len(parts) or len(set(years)) < len(years) or not same:
        return TargetReading(UNSURE, texts.ANNEX_YEARS_BAD)
    values = tuple(
        (year, one.value) for year, one in found if one is not None and one.value is not None
    )
    worst = max(readings, key=lambda one: (SURE, LIKELY, UNSURE).index(one.confidence))
    reason = texts.ANNEX_YEARS if worst.confidence is SURE else worst.reason
    return replace(worst, reason=reason, value=None, by_year=values)


def _compound(text: str, wording: Wording) -> TargetReading | None:
    """Read "≥ 60 % (≥ 30 %)" and "≥ 95%, trong đó ≥ 55% từ …"."""
    line = one_line(text)
    key = _letters(line)
    found = _OF_WHICH.fullmatch(key) or _COMPOUND.fullmatch(key)
    if found is None:
        return None
    main = _amount_reading(line[found.start("main") : found.end("main")].strip(" ,;("), wording)
    if main is None or main.value is None:
        return None
    start, end = found.span("sub")
    sub, what = _part(line[start:end].strip(), wording)
    if sub is None or sub.value is None or (sub.kind, sub.operator) != (main.kind, main.operator):
        return TargetReading(UNSURE, texts.ANNEX_PART_BAD)
    what = what or _part_in_wording(wording.text)
    sure = LIKELY if what else UNSURE
    reason = texts.ANNEX_PART if what else texts.ANNEX_PART_UNNAMED
    worst = max((sure, main.confidence, sub.confidence), key=(SURE, LIKELY, UNSURE).index)
    what = what or texts.ANNEX_PART_TEXT
    return replace(main, confidence=worst, reason=reason, sub_value=sub.value, sub_text=what)


def _part(text: str, wording: Wording) -> tuple[TargetReading | None, str]:
    """Return the amount of a part and the words that name the part."""
    alone = _amount_reading(text, wording)
    key = _letters(text)
    if alone is not None and not ("%" in key and re.search("[a-z]", key)):
        return alone, ""
    for pattern in (_SUB_FIRST, _SUB_LAST):
        found = pattern.fullmatch(key)
        if found:
            amount = text[found.start("amount") : found.end("amount")]
            what = text[found.start("what") : found.end("what")].strip(" ,:")
            return _amount_reading(amount, wording), what
    return alone, ""


def _part_in_wording(text: str) -> str:
    """Return what an indicator says after "trong đó", "" when it does not."""
    line = one_line(text)
    found = _OF_WHICH_WORDING.search(_letters(line))
    return line[found.start("what") : found.end("what")].strip(" ,;.") if found else ""


def _amount_reading(text: str, wording: Wording) -> TargetReading | None:
    """Read one number with its comparison and its unit; None when the text is not that."""
    found = _amount(one_line(text).strip(" .;,"), wording)
    if found is None:
        return None
    if found.strict:
        return TargetReading(UNSURE, texts.ANNEX_STRICT.format(text=one_line(text)))
    unit, unit_sure = _unit_of(found, wording)
    kind = _kind_of(unit)
    operator, sure, reason = _comparison(found, kind, wording)
    if kind is IndicatorKind.PERCENT and found.number > 100:
        sure, reason = UNSURE, texts.ANNEX_OVER_100
    elif unit_sure is not SURE and sure is SURE:
        sure, reason = unit_sure, texts.ANNEX_UNIT_DOUBTFUL.format(unit=unit or "?")
    return TargetReading(
        sure, reason, kind=kind, operator=operator, value=found.number, measure_unit=unit
    )


def _amount(text: str, wording: Wording) -> _Amount | None:
    """Return sign, number and unit of a text that is nothing but that."""
    found = _AMOUNT.fullmatch(_letters(text))
    if found is None:
        return None
    unit = text[found.start("unit") : found.end("unit")].strip(" ,.-")
    if len(unit) > LONGEST_UNIT:
        return None
    is_rate = unit.startswith("%") or (not unit and _unit_beside(wording) == "%")
    number = _number(found["number"], is_rate=is_rate)
    if number is None:
        return None
    sign = found["sign"] or ""
    if sign in STRICT:
        return _Amount(sign, number, unit, strict=True)
    return _Amount(SIGNS.get(sign, "") or TAILS.get(found["tail"] or "", ""), number, unit)


def _number(text: str, *, is_rate: bool) -> Decimal | None:
    """Return the number of a text, None where it could be two numbers ("1.5", too long)."""
    text = re.sub(r"^0+(?=[0-9])", "", text)
    try:
        found = parse_percent(text) if is_rate else parse_number(text)
    except InputError:
        return None
    exponent = found.as_tuple().exponent
    short = isinstance(exponent, int) and -exponent <= MAX_FRACTION_DIGITS
    return found if short else None


def _unit_of(found: _Amount, wording: Wording) -> tuple[str, Confidence]:
    """Return the measure unit of an amount and how sure that is."""
    if found.unit.startswith("%"):
        return "%", SURE if found.unit == "%" else LIKELY
    beside = _unit_beside(wording)
    if not found.unit:
        return beside, SURE if beside else LIKELY
    if _is_known_unit(found.unit) or fold(found.unit) == fold(beside):
        return found.unit, SURE
    return found.unit, LIKELY if len(found.unit.split()) <= 3 else UNSURE


def _unit_beside(wording: Wording) -> str:
    """Return the unit of the ĐVT column, else the one in the wording, else % of a "tỷ lệ"."""
    unit = wording.measure_unit or measure_unit_of(wording.text)
    if unit:
        return "%" if fold(unit.strip()) in ("%", "phan tram") else with_squares(unit)
    return "%" if is_rate(wording.text) else ""


def is_rate(text: str) -> bool:
    """Say whether the wording of an indicator begins as a rate does ("Tỷ lệ …")."""
    return fold(text).lstrip("-+ ").startswith(("ty le", "ti le"))


def is_falling(text: str) -> bool:
    """Say whether the wording speaks of something that should be low (poverty, offences)."""
    return any(word in fold(text) for word in FALLING)


def _is_known_unit(unit: str) -> bool:
    """Say whether a text begins with a measure unit we know and is short."""
    words = fold(unit).replace("/", " ").split()
    return bool(words) and words[0] in UNIT_HEADS and len(words) <= 7


def _kind_of(unit: str) -> IndicatorKind:
    """Return the kind of a number with that unit."""
    return IndicatorKind.PERCENT if unit == "%" else IndicatorKind.NUMBER


def _comparison(
    found: _Amount, kind: IndicatorKind, wording: Wording
) -> tuple[Operator, Confidence, str]:
    """Return how to compare, how sure that is, and why."""
    if found.sign:
        return Operator(found.sign), SURE, texts.ANNEX_SIGN
    if kind is IndicatorKind.PERCENT and found.number == 100:
        return Operator.AT_LEAST, SURE, texts.ANNEX_WHOLE
    for words, sign in (*SIGNS.items(), *TAILS.items()):
        if len(words) > 4 and words in fold(wording.text):
            return Operator(sign), LIKELY, texts.ANNEX_SIGN_IN_WORDING
    return Operator.AT_LEAST, UNSURE, texts.ANNEX_NO_SIGN


def _sentence(text: str) -> TargetReading:
    """Take a sentence as one the commune judges itself; a few words or figures say too little."""
    words = one_line(text)
    has_figures = bool(re.search("[0-9]", words))
    if len(words.split()) < FEWEST_WORDS * (2 if has_figures else 1):
        return TargetReading(UNSURE, texts.ANNEX_NOT_UNDERSTOOD)
    return TargetReading(
        UNSURE if has_figures else LIKELY,
        texts.ANNEX_SENTENCE_DOUBTFUL if has_figures else texts.ANNEX_SENTENCE,
        kind=IndicatorKind.CONDITIONS,
        sentence=words,
    )


def _letters(text: str) -> str:
    """Return the text folded letter by letter, so that places stay the same."""
    return "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """Return one letter folded, itself where that would be none or several."""
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


_STEPS: tuple[_Step, ...] = (
    _marks,
    _plain_words,
    _scales,
    _set_elsewhere,
    _years,
    _amount_reading,
    _compound,
)
