"""Numbers and money the Vietnamese way: typed as people write them, kept exactly, shown back."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError

MoneyUnit = Literal["dong", "million", "billion"]

MAX_WHOLE_DIGITS = 18
MAX_FRACTION_DIGITS = 9
MAX_DONG = 2**53 - 1  # the largest whole number every JSON reader keeps exactly

_EXPONENTS: dict[MoneyUnit, int] = {"dong": 0, "million": 6, "billion": 9}
_SCALES = {"": 0, "nghin": 3, "trieu": 6, "tr": 6, "ty": 9, "nghinty": 12}
_CURRENCIES = ("", "dong", "d", "vnd", "\u20ab")
_UNITS = {
    scale + currency: exponent
    for scale, exponent in _SCALES.items()
    for currency in _CURRENCIES
    if scale + currency
}
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_MINUSES = ("-", "\u2212", "\u2013")  # hyphen, minus sign, dash
_NUMBER = re.compile(
    r"([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,([0-9]+))?"
)
_LONE_DOT = re.compile(r"[0-9]+\.[0-9]+")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_FOREIGN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MONEY_PART = re.compile(r"([0-9][0-9., ]*)([^0-9]*)")

_SEPARATORS = str.maketrans(",.", ".,")
_POWERS_IN_WORDS = (
    (10**9, texts.NUMERAL_BILLION),
    (10**6, texts.NUMERAL_MILLION),
    (10**3, texts.NUMERAL_THOUSAND),
)


def parse_number(text: str) -> Decimal:
    """Return the number typed as "1.234,5": dots or spaces group thousands, a comma is decimal.

    Raises `InputError` for anything else; "1234.5" is not guessed, it could be 12345 or 1234,5.

    >>> parse_number("1.234,5")
    Decimal('1234.5')
    """
    sign, body = _split_sign(_tidy(text))
    if not body:
        raise InputError(texts.NUMBER_EMPTY, hint=texts.NUMBER_FORM_HINT)
    found = _NUMBER.fullmatch(body)
    if found is None:
        raise _misread(text.strip(), body, sign)
    whole = re.sub("[. ]", "", found[1]).lstrip("0") or "0"
    fraction = (found[2] or "").rstrip("0")
    if len(whole) > MAX_WHOLE_DIGITS or len(fraction) > MAX_FRACTION_DIGITS:
        raise _too_long(text)
    return _signed(Decimal(f"{whole}.{fraction}" if fraction else whole), sign)


def parse_percent(text: str) -> Decimal:
    """Return a percentage typed as "95,3", "95,3%" or, from the number pad, "95.3".

    A single dot is the decimal mark here, because the number pad has no comma; only "1.234" could
    as well be a thousand per cent and is refused. Raises `InputError` as `parse_number` does.
    """
    sign, body = _split_sign(_tidy(text).rstrip("% "))
    if _ONE_GROUP.fullmatch(body):
        raise _doubtful_rate(text.strip(), sign, body)
    if _LONE_DOT.fullmatch(body):
        body = body.replace(".", ",")
    return parse_number(sign + body)


def parse_money(text: str, default_unit: MoneyUnit | None = None) -> int:
    """Return the đồng of an amount as people write it: "14,514 tỷ đồng", "2 tỷ 160 triệu".

    `default_unit` is the unit in the heading of a grid; a unit typed with the number wins over it.
    Without either, only zero is understood. Raises `InputError` when the unit is missing, the
    dots do not group thousands, the amount is not a whole number of đồng, or it is too large.

    >>> parse_money("14,514 tỷ đồng")
    14514000000
    """
    sign, body = _split_sign(_tidy(text))
    if not body:
        raise InputError(texts.MONEY_EMPTY, hint=texts.MONEY_FORM_HINT)
    parts = _money_parts(body, default_unit)
    if not parts:
        raise InputError(texts.MONEY_BAD.format(text=text.strip()), hint=texts.MONEY_FORM_HINT)
    amount = _add_up(body, parts)
    if amount != amount.to_integral_value():
        message = texts.MONEY_NOT_WHOLE.format(text=text.strip())
        raise InputError(message, hint=texts.MONEY_NOT_WHOLE_HINT)
    if amount > MAX_DONG:
        message = texts.MONEY_TOO_LARGE.format(text=text.strip())
        raise InputError(message, hint=texts.MONEY_TOO_LARGE_HINT)
    return int(_signed(amount, sign))


def doubt_about_amount(text: str, default_unit: MoneyUnit | None = None) -> str | None:
    """Return a sentence with both readings of an amount like "14.514 tỷ", or None.

    `parse_money` takes the dot as thousands; thousands of tỷ are rare enough in a commune to ask.
    """
    _, body = _split_sign(_tidy(text))
    parts = _money_parts(body, default_unit)
    if len(parts) != 1 or parts[0][1] != _EXPONENTS["billion"]:
        return None
    typed = parts[0][0]
    if not _ONE_GROUP.fullmatch(typed):
        return None
    taken, other = (_reading(parse_number(way), 9) for way in (typed, typed.replace(".", ",")))
    return texts.MONEY_DOUBT.format(text=body, taken=taken, other=other)


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """One way to understand an amount: its đồng, how to type it without doubt, and in words."""

    dong: int
    text: str
    words: str


def doubtful_money(text: str, default_unit: MoneyUnit | None = None) -> tuple[MoneyReading, ...]:
    """Return every way an amount may be meant, the first being what `parse_money` takes, if any.

    Empty where there is no doubt or nothing to understand. Doubtful are thousands of tỷ
    ("14.514 tỷ"), a dot that groups no thousands ("14.51 tỷ") and a number without a unit.

    >>> [one.dong for one in doubtful_money("14.514 tỷ")]
    [14514000000000, 14514000000]
    """
    sign, body = _split_sign(_tidy(text))
    parts = _money_parts(body, default_unit)
    if len(parts) != 1:
        return ()
    typed, exponent = parts[0]
    readings: list[MoneyReading] = []
    for number, power in _ways(typed, exponent):
        dong = number.scaleb(power, context=_EXACT)
        if dong == dong.to_integral_value() and dong <= MAX_DONG:
            readings.append(_money_reading(int(_signed(dong, sign)), power))
    return tuple(readings) if len(readings) > 1 else ()


def _ways(typed: str, exponent: int | None) -> list[tuple[Decimal, int]]:
    """Return the numbers and powers of ten that one typed amount may mean, without doubt one."""
    if exponent is None:
        plain = re.sub("[. ]", "", typed).replace(",", ".")
        number = Decimal(plain) if _NUMBER.fullmatch(typed) else Decimal(0)
        powers = [power for _, power in sorted(_EXPONENTS.items(), key=lambda unit: unit[1])]
        return [(number, power) for power in powers] if number else []
    if _ONE_GROUP.fullmatch(typed) and exponent >= _EXPONENTS["billion"]:
        return [(parse_number(way), exponent) for way in (typed, typed.replace(".", ","))]
    if _LONE_DOT.fullmatch(typed) and exponent and not _ONE_GROUP.fullmatch(typed):
        return [(number, exponent) for number in _dot_readings(typed)]
    return []


def _money_reading(dong: int, power: int) -> MoneyReading:
    """Return a reading in the unit it was typed in."""
    name = _SCALE_NAMES.get(power, texts.NUMERAL_DONG)
    number = format_number(Decimal(dong).scaleb(-power, context=_EXACT))
    if power == _EXPONENTS["billion"] and _ONE_GROUP.fullmatch(number.lstrip("-")):
        number = number.replace(".", "")  # "14514 tỷ" is understood in one way only
    return MoneyReading(dong, f"{number} {name}", amount_in_words(dong))


def format_number(number: Decimal | int, places: int | None = None) -> str:
    """Return "1.234,5": rounded half up to `places` decimals, or with as many as it needs.

    >>> format_number(Decimal("1234.50"))
    '1.234,5'
    """
    exact = Decimal(number)
    if places is None:
        exact = exact.normalize(_EXACT)
    else:
        exact = exact.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    if exact.is_zero():
        exact = exact.copy_abs()
    return f"{exact:,f}".translate(_SEPARATORS)


def format_percent(number: Decimal | int, places: int | None = None) -> str:
    """Return "95,3%", written without a space as official documents do."""
    return f"{format_number(number, places)}%"


def format_money(dong: int, unit: MoneyUnit = "dong") -> str:
    """Return an amount with its unit, without loss: "14.514 triệu đồng", "14,514 tỷ đồng"."""
    return f"{format_amount(dong, unit)} {texts.MONEY_UNIT_NAMES[unit]}"


def format_amount(dong: int, unit: MoneyUnit) -> str:
    """Return the number alone, without loss, for a table headed with the unit."""
    return format_number(money_in_unit(dong, unit))


def money_in_unit(dong: int, unit: MoneyUnit) -> Decimal:
    """Return an amount as a number of đồng, triệu or tỷ, exactly."""
    return Decimal(dong).scaleb(-_EXPONENTS[unit], context=_EXACT)


def two_digits(n: int) -> str:
    """Return a count from 0 with a leading zero below ten, as documents write it: "05", "12"."""
    return f"{n:02d}"


def number_in_words(n: int) -> str:
    """Return a whole number in words, lower case: "một nghìn không trăm lẻ một"."""
    if n < 0:
        return f"{texts.NUMERAL_MINUS} {number_in_words(-n)}"
    return " ".join(_words(n, after_higher=False))


def amount_in_words(dong: int) -> str:
    """Return an amount in words with a capital: "Một tỷ hai trăm tám mươi triệu đồng"."""
    words = f"{number_in_words(dong)} {texts.NUMERAL_DONG}"
    return words[0].upper() + words[1:]


def _tidy(text: str) -> str:
    """Return composed `text` with every run of spaces as one, and no invisible characters."""
    return " ".join(_INVISIBLE.sub("", compose(text)).split())


def _split_sign(text: str) -> tuple[str, str]:
    """Return "-" or "" and the rest of `text`."""
    if text.startswith(_MINUSES):
        return "-", text[1:].lstrip()
    return "", text.removeprefix("+").lstrip()


def _signed(number: Decimal, sign: str) -> Decimal:
    """Return `number` with the sign that was typed; zero has none."""
    return number.copy_negate() if sign and not number.is_zero() else number


def _misread(typed: str, body: str, sign: str) -> InputError:
    """Return the refusal of a number, with the readings it could have."""
    if _LONE_DOT.fullmatch(body):
        readings = [format_number(_signed(number, sign)) for number in _dot_readings(body)]
        hint = texts.NUMBER_TWO_READINGS.format(text=typed, first=readings[0], second=readings[1])
        return InputError(texts.NUMBER_USE_COMMA, hint=hint)
    if _FOREIGN.fullmatch(body):
        reading = format_number(_signed(Decimal(body.replace(",", "")), sign))
        hint = texts.NUMBER_FOREIGN_HINT.format(text=typed, reading=reading)
        return InputError(texts.NUMBER_USE_COMMA, hint=hint)
    return InputError(texts.NUMBER_BAD.format(text=typed), hint=texts.NUMBER_FORM_HINT)


def _doubtful_rate(typed: str, sign: str, body: str) -> InputError:
    """Return the refusal of a rate like "1.234", which may be 1,234 or 1234."""
    decimal, whole = sign + body.replace(".", ","), sign + body.replace(".", "")
    message = texts.NUMBER_TWO_READINGS.format(text=typed, first=decimal, second=whole)
    hint = texts.NUMBER_RATE_HINT.format(decimal=decimal, whole=whole)
    return InputError(message, hint=hint)


def _dot_readings(body: str) -> tuple[Decimal, Decimal]:
    """Return what digits with one dot may mean: the dot as decimal mark, the dot as grouping."""
    return Decimal(body), Decimal(body.replace(".", ""))


def _too_long(text: str) -> InputError:
    """Return the refusal of a number with more digits than can be stored."""
    hint = texts.NUMBER_TOO_LONG_HINT.format(whole=MAX_WHOLE_DIGITS, fraction=MAX_FRACTION_DIGITS)
    return InputError(texts.NUMBER_TOO_LONG.format(text=text.strip()), hint=hint)


def _money_parts(body: str, default_unit: MoneyUnit | None) -> list[tuple[str, int | None]]:
    """Return the numbers of an amount as typed, each with its power of ten; [] if not an amount.

    "2 tỷ160 triệu đồng" gives [("2", 9), ("160", 6)]; the power is None where no unit is known.
    """
    if not _MONEY_PART.match(body):
        return []
    runs = [(found[1].strip(), _plain_unit(found[2])) for found in _MONEY_PART.finditer(fold(body))]
    if len(runs) == 1 and not runs[0][1]:
        return [(runs[0][0], None if default_unit is None else _EXPONENTS[default_unit])]
    if any(unit not in _UNITS for _, unit in runs):
        return []
    exponents = [_UNITS[unit] for _, unit in runs]
    if exponents != sorted(set(exponents), reverse=True):
        return []
    return [(number, _UNITS[unit]) for number, unit in runs]


def _plain_unit(unit: str) -> str:
    """Return a folded unit in the one spelling of `_UNITS`: "ngan ti dong" gives "nghintydong"."""
    return re.sub("[ .]", "", unit).rstrip(",;").replace("ngan", "nghin").replace("ti", "ty")


def _add_up(text: str, parts: list[tuple[str, int | None]]) -> Decimal:
    """Return the đồng of all parts; a part may not reach the unit before it ("2 tỷ 1.600 triệu").

    Only the last part may have decimals.
    """
    total, step = Decimal(0), None
    for typed, exponent in parts:
        number = _part_number(text, typed, exponent)
        value = number.scaleb(exponent or 0, context=_EXACT)
        if step is not None and (value >= step or _EXACT.remainder(total, step)):
            raise InputError(texts.MONEY_BAD.format(text=text), hint=texts.MONEY_FORM_HINT)
        total, step = _EXACT.add(total, value), Decimal(10) ** (exponent or 0)
    return total


def _part_number(text: str, typed: str, exponent: int | None) -> Decimal:
    """Return the number of one part; raise `InputError` naming the readings or asking the unit."""
    if exponent and _LONE_DOT.fullmatch(typed) and not _ONE_GROUP.fullmatch(typed):
        first, second = (_reading(number, exponent) for number in _dot_readings(typed))
        message = texts.NUMBER_TWO_READINGS.format(text=text, first=first, second=second)
        raise InputError(message, hint=texts.NUMBER_USE_COMMA)
    number = parse_number(typed)
    if exponent is None and not number.is_zero():
        message = texts.MONEY_NO_UNIT.format(text=text)
        raise InputError(message, hint=texts.MONEY_NO_UNIT_HINT.format(text=text))
    return number


def _reading(number: Decimal, exponent: int) -> str:
    """Return an amount as typed and in full: "14,51 tỷ đồng (= 14.510.000.000 đồng)"."""
    name = _SCALE_NAMES[exponent]
    dong = f"{format_number(number.scaleb(exponent, context=_EXACT))} {texts.NUMERAL_DONG}"
    return texts.MONEY_READING.format(amount=f"{format_number(number)} {name}", dong=dong)


_SCALE_NAMES = {
    3: f"{texts.NUMERAL_THOUSAND} {texts.NUMERAL_DONG}",
    6: texts.MONEY_UNIT_NAMES["million"],
    9: texts.MONEY_UNIT_NAMES["billion"],
    12: f"{texts.NUMERAL_THOUSAND} {texts.MONEY_UNIT_NAMES['billion']}",
}


def _words(n: int, *, after_higher: bool) -> list[str]:
    """Return the words of `n`; after a higher part the hundreds are always read."""
    for power, name in _POWERS_IN_WORDS:
        if n >= power:
            high, low = divmod(n, power)
            tail = _words(low, after_higher=True) if low else []
            return [*_words(high, after_higher=after_higher), name, *tail]
    return _words_below_thousand(n, after_higher=after_higher)


def _words_below_thousand(n: int, *, after_higher: bool) -> list[str]:
    """Return the words of 0 to 999."""
    hundreds, rest = divmod(n, 100)
    if not hundreds and not after_higher:
        return _words_below_hundred(rest)
    head = [texts.NUMERAL_DIGITS[hundreds], texts.NUMERAL_HUNDRED]
    if not rest:
        return head
    odd = [texts.NUMERAL_ODD] if rest < 10 else []
    return head + odd + _words_below_hundred(rest)


def _words_below_hundred(n: int) -> list[str]:
    """Return the words of 0 to 99: "mười lăm", "hai mươi mốt", "hai mươi bốn"."""
    tens, ones = divmod(n, 10)
    if tens == 0:
        return [texts.NUMERAL_DIGITS[ones]]
    head = [texts.NUMERAL_TEN] if tens == 1 else [texts.NUMERAL_DIGITS[tens], texts.NUMERAL_TENS]
    if ones == 0:
        return head
    if ones == 5:
        return [*head, texts.NUMERAL_FIVE_AFTER_TEN]
    if ones == 1 and tens > 1:
        return [*head, texts.NUMERAL_ONE_AFTER_TENS]
    return [*head, texts.NUMERAL_DIGITS[ones]]
