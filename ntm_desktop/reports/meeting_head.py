"""Who issues a paper of a meeting and who signs it, in the form of the state or of the Party."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop.domain.people import COMRADE
from ntm_desktop.domain.units import COMMUNE_LEVELS, OfficeProfile, same_name
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports import narrative
from ntm_desktop.reports.letterhead import OfficeFacts
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.regimes import BLANK, Regime
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHead:
    """The head of a paper of a meeting, above its type and subject."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    issuer_parent: str = shown("cơ quan cấp trên, chữ hoa; trống nếu không có")
    issuer_first_line: str = shown("dòng đầu tên cơ quan ban hành, ví dụ ỦY BAN NHÂN DÂN")
    issuer_second_line: str = shown("dòng sau tên cơ quan ban hành, ví dụ XÃ QUẢNG AN")
    document_number: str = shown("số, ký hiệu; phần số để trống cho văn thư")
    place_and_date: str = shown("địa danh và ngày tháng; ngày, tháng để trống")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignBlock:
    """One block of a signature: its heading, and below it title and name."""

    heading: str = shown("quyền hạn ký hoặc đầu khối ký, ví dụ TM. ỦY BAN NHÂN DÂN, THƯ KÝ")
    title: str = shown("chức vụ người ký, trống nếu không ghi", default="")
    office_title: str = shown("chức vụ ở cơ quan, in trên họ tên (Ban Chỉ đạo)", default="")
    name: str = shown("họ tên người ký", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadFacts:
    """Whose paper it is: the office that writes it and the organiser that issues it.

    `leader` is the position of the one who chairs; `options` are what a person chose or typed. A
    meeting of another unit (not `is_own`) borrows nothing from the own office.
    """

    office: OfficeFacts
    regime: Regime
    organiser: str = ""
    held_on: datetime.date | None = None
    leader: str = ""
    options: Mapping[str, str]
    is_own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An issuer as its papers name it: in the head, in a sentence, in the number, in signing."""

    parent: str
    first: str
    second: str
    sentence: str
    symbol: str
    body: str
    head: str
    deputy: str
    is_own: bool
    is_committee: bool


def issuer_of(facts: HeadFacts) -> Issuer:
    """Return the issuer: the organiser, or the own office where the meeting names none."""
    own_name = (facts.office.office.issuer_name or "") if facts.is_own else ""
    completed = _completed(facts.organiser, facts.office) if facts.is_own else facts.organiser
    name = expanded(completed or own_name or GAP)
    is_own = bool(own_name) and same_name(name, expanded(own_name))
    symbol, body, head, deputy = _known(name)
    first, second = _lines(name)
    is_committee = symbol == words.ISSUERS[0][1]
    own_symbol = facts.office.office.symbol if is_own else None
    return Issuer(
        parent=_parent(facts, is_own=is_own, is_committee=is_committee),
        first=first,
        second=second,
        sentence=narrative.issuer_in_sentence(name),
        symbol=own_symbol or symbol or GAP,
        body=body,
        head=head,
        deputy=deputy,
        is_own=is_own,
        is_committee=is_committee,
    )


def head_of(
    facts: HeadFacts,
    document_type: str,
    *,
    dated: bool = True,
    of_meeting: bool = False,
    before: bool = False,
) -> MeetingHead:
    """Return the head; `document_type` is the abbreviation of the type, "" for no number.

    Without `dated` there is no line of place and date: a biên bản of the state has none. With
    `of_meeting` its year is that of the meeting; a paper sent `before` it is not dated later.
    """
    issuer = issuer_of(facts)
    number = facts.regime.number.format(blank=BLANK, type=document_type, symbol=issuer.symbol)
    return MeetingHead(
        draft_note=narrative.DRAFT_NOTE if facts.office.draft else "",
        issuer_parent=issuer.parent,
        issuer_first_line=issuer.first,
        issuer_second_line=issuer.second,
        document_number=number if document_type else "",
        place_and_date=(
            _place_and_date(facts, of_meeting=of_meeting, before=before) if dated else ""
        ),
    )


def signature_of(facts: HeadFacts) -> SignBlock:
    """Return who signs for the issuer, in the capacity that was chosen or is usual."""
    issuer, office, chosen = issuer_of(facts), facts.office.office, facts.options
    capacity, title = _capacity(facts.regime, issuer, chosen.get("capacity", ""))
    if issuer.is_own and not chosen.get("capacity") and _is_of(facts.regime, office):
        capacity = office.signing_capacity or capacity
        title = office.signer_title or title
    over = chosen.get("office_title") or (facts.leader if issuer.is_committee else "")
    return SignBlock(
        heading=capacity,
        title=(chosen.get("signer_title") or title).upper(),
        office_title=over.upper(),
        name=chosen.get("signer_name") or GAP,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEnd:
    """How every issued paper ends; the template names the fields without a dot."""

    sign: SignBlock = shown("khối ký")
    recipients: tuple[str, ...] = shown("các dòng nơi nhận, có sẵn gạch đầu dòng")


def end_of(facts: HeadFacts) -> PaperEnd:
    """Return who signs and who gets the paper."""
    return PaperEnd(sign=signature_of(facts), recipients=recipients_of(facts))


def _is_of(regime: Regime, office: OfficeProfile) -> bool:
    """Say whether the capacity of the profile ("TM. …", "T/M …") has the form of a regime."""
    is_party = "/" in (office.signing_capacity or "").partition(" ")[0]
    return not office.signing_capacity or is_party == (regime.id == "party")


def recipients_of(facts: HeadFacts) -> tuple[str, ...]:
    """Return the lines under "Nơi nhận:", the file copy last."""
    issuer = issuer_of(facts)
    typed = facts.options.get("recipients") or (
        (facts.office.office.recipients or "") if issuer.is_own else ""
    )
    lines = [line.strip(" -;.\t") for line in typed.splitlines()]
    is_file = [bool(line) and fold(line).startswith("luu") for line in lines]
    kept = [line for line, file in zip(lines, is_file, strict=True) if file]
    named = [line for line, file in zip(lines, is_file, strict=True) if line and not file]
    last = kept[0] if kept else _kept(facts.regime, issuer)
    return (*(f"- {line};" for line in named), f"- {last}.")


def head_missing(
    facts: HeadFacts,
    *,
    headed: bool = True,
    dated: bool = True,
    numbered: bool = True,
    signed: bool = True,
) -> list[str]:
    """Return what head and signature still lack, as keys of `meeting_words.MISSING`.

    A table that is not `headed` shows no superior and no place; minutes of the state are not
    `dated`.
    """
    issuer, block = issuer_of(facts), signature_of(facts)
    found = {
        "issuer": issuer.first == GAP,
        "issuer_name": issuer.first != GAP and GAP in issuer.first + issuer.second,
        "issuer_parent": headed and issuer.parent == GAP,
        "issuer_place": headed and dated and _seat(facts) == GAP,
        "symbol": numbered and issuer.symbol == GAP,
        "signer": signed and GAP in block.heading + block.title,
        "signer_name": signed and block.name == GAP,
    }
    return [name for name, is_missing in found.items() if is_missing]


def expanded(name: str) -> str:
    """Return a name with UBND, HĐND written out, as an issuer is printed."""
    parts = name.split()
    return " ".join(words.SHORT_FORMS.get(part, part) for part in parts)


def _completed(organiser: str, office: OfficeFacts) -> str:
    """Return "Đảng ủy xã Quảng An" for "Đảng ủy xã": an organiser of the own unit, by its kind."""
    kind, _, name = narrative.unit_in_sentence(office.unit_name, office.unit_level).partition(" ")
    is_short = bool(name) and organiser.casefold().endswith(f" {kind.casefold()}")
    return f"{organiser} {name}" if is_short else organiser


def _known(name: str) -> tuple[str, str, str, str]:
    """Return symbol, body, head and deputy of an issuer, gaps where the name says nothing."""
    plain = fold(name)
    for opening, *found in words.ISSUERS:
        if plain.startswith(opening) or (opening == "mat tran" and opening in plain):
            symbol, body, head, deputy = found
            return symbol, body, head, deputy
    return "", GAP, GAP, GAP


def is_unnamed(name: str) -> bool:
    """Say whether an issuer lacks its own name: "Huyện ủy", "Hội đồng nhân dân huyện"."""
    plain = fold(name)
    return plain in words.UNNAMED or plain.endswith(words.UNNAMED_ENDS)


def _lines(name: str) -> tuple[str, str]:
    """Return a name as one or two upper-case lines of the head."""
    upper = words.NAME_GAP.format(name=name.upper()) if is_unnamed(name) else name.upper()
    for opening in words.LINE_BODIES:
        if upper.startswith(opening):
            return opening.strip(), upper.removeprefix(opening)
    return upper, ""


def _parent(facts: HeadFacts, *, is_own: bool, is_committee: bool) -> str:
    """Return the line above the issuer; the Party's and a steering committee's is never empty."""
    office = facts.office.office
    typed = facts.options.get("issuer_parent") or (office.issuer_parent if is_own else "")
    if typed:
        return typed.upper()
    if facts.regime.id == "party":
        return GAP
    if not is_committee:
        return ""
    long, short = words.OFFICE_SHORT
    return expanded(office.issuer_name or GAP).upper().replace(long, short, 1)


def _place_and_date(facts: HeadFacts, *, of_meeting: bool, before: bool) -> str:
    """Return place and date; the year is that of today, or of the meeting where it is later.

    Of a paper sent `before` the meeting it is the earlier of the two.
    """
    today = facts.office.today
    held = facts.held_on or today
    day = held if of_meeting else (min if before else max)(today, held)
    return narrative.date_line(_seat(facts), day.year)


def _seat(facts: HeadFacts) -> str:
    """Return where the issuer sits: as typed, else the own place; the gap for a higher office."""
    typed, office = facts.options.get("issuer_place", "").strip(), facts.office
    if typed:
        return typed
    is_commune = office.unit_level in COMMUNE_LEVELS
    is_here = issuer_of(facts).is_own or fold(office.unit_name) in fold(facts.organiser)
    if is_commune and not is_here and is_higher(facts.organiser):
        return GAP
    return (
        office.office.place_name or narrative.place_of(office.unit_name, office.unit_level) or GAP
    )


def is_higher(organiser: str) -> bool:
    """Say whether an organiser is one of a district, a town or a province by its name."""
    plain = f" {fold(expanded(organiser))} "
    return any(f" {word} " in plain for word in words.HIGHER_WORDS)


def _capacity(regime: Regime, issuer: Issuer, chosen: str) -> tuple[str, str]:
    """Return capacity and title for the form that was chosen ("tm" is the usual one)."""
    together = regime.on_behalf.format(body=issuer.body) if issuer.body != GAP else GAP
    ordering = issuer.body if regime.id == "party" else issuer.head
    forms = {
        "kt": (regime.deputy.format(title=issuer.head), issuer.deputy),
        "tl": (regime.by_order.format(title=ordering), words.OFFICE_HEAD),
        "q": (together, regime.acting.format(title=issuer.head)),
        "head": ("", issuer.head),
    }
    return forms.get(chosen, (together, issuer.head))


def _kept(regime: Regime, issuer: Issuer) -> str:
    """Return the file copy: "Lưu: VT", on the Party side "Lưu Văn phòng Đảng ủy"."""
    if regime.id != "party":
        return regime.kept
    plain = fold(issuer.first)
    cities = (name for folded, name in words.CITY_COMMITTEES.items() if folded in plain)
    committee = words.COMMITTEES_IN_SENTENCE.get(issuer.symbol) or next(cities, "")
    return f"{regime.kept} {committee}".strip()


def address_for(regime: Regime, address: str, either: str) -> str:
    """Return how a person is addressed in a regime; `either` where the sex is not known."""
    if regime.id in ("party", "front"):
        return COMRADE
    return either if address == COMRADE else address
