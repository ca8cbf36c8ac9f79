"""Which line of a sheet is which part of an official document; silent where it cannot tell.

Patterns are read on folded text: no accents, lower case, single spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.reports.layout_check.model import Paragraph, Segment, Sheet, segments
from ntm_desktop.reports.regime_data import DocumentType, RegimeData, regime_data

NATION = {"state": "cong hoa xa hoi chu nghia viet nam", "party": "dang cong san viet nam"}
HEAD_PARAGRAPHS = 60  # empty ones counted: a head stands on the first page
FRONT_PARAGRAPHS = 14  # between the head and the body, with text
LONG = 130
SHORT = 40
SUBJECT_LINES = 6
END_LINES, SIGN_LINES = 40, 12

MOTTO = re.compile(r"doc lap.{0,5}tu do.{0,5}hanh phuc")
NUMBER = re.compile(r"so\s*([:.…\d_]|$)|so [/-]")
DATE = re.compile(
    r"(^|.{0,600})\bngay\b.{0,20}\bthang\b.{0,20}(\bnam\b|$)|.{2,50}\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"
)
LETTER = re.compile(r"(v/v|ve viec|v\.v|vv)\b")
ADDRESSEE = re.compile(r"kinh (gui|trinh)\b")
GROUNDS = re.compile(r"(-\s*)?(can cu|theo de nghi|xet (de nghi|to trinh)|theo y kien)\b")
RECIPIENTS = re.compile(r"noi nhan\s*[:;.]?$")
DRAFT = re.compile(
    r"(ban )?du thao\b|hoa toc$|thuong khan$|khan$|mat$|toi mat$|luu hanh noi bo$|xem xong"
)
MARK = re.compile(r"[*★✶]$")
GAP = re.compile(r"[.…_\s]{2,}$")
DASHES = re.compile(r"[-–—_=.]{3,}$")
ANNEX = re.compile(r"phu luc(?P<number>( so)? ?[0-9ivxlc]{1,6})?\s*[:.]?$")
CAPACITY = re.compile(
    r"(tm|kt|tl|tuq|t/m|k/t|t/l|t/uq|q|tm/|kt/)\s*[./]?\s+\S|(tm|kt|tl|tuq|q)\.\S|(kt|tm|tl)/\S"
)
ROLE = re.compile(
    r"(chu tich|pho chu tich|bi thu|pho bi thu|truong ban|pho truong ban|truong phong|thu ky"
    r"|chu toa|chu tri|nguoi ghi bien ban|dai dien|giam doc|chanh van phong|truong thon|nguoi lap"
    r"|hieu truong|truong doan|thu truong|nguoi)\b"
)
SIGNED = re.compile(r"[(\[]|da ky|ky ten|ky, ")
MINUTES_ROLE = re.compile(r"(thu ky|chu toa|chu tri|nguoi|dai dien)\b")
AUTHORITY = re.compile(
    r"(chu tich|uy ban nhan dan|hoi dong nhan dan|ban chap hanh|ban thuong vu|truong ban"
    r"|giam doc|bo truong|truong phong)\b"
)
RESOLVES = re.compile(r"(quyet dinh|quyet nghi|nghi quyet)\s*:?$")
AGENCY = re.compile(
    r"(uy ban|ubnd|hdnd|hoi dong|dang uy|ban|phong|so|trung tam|truong|van phong|tram|cuc|chi cuc"
    r"|tong cuc|bo|hoi|mat tran|doan|lien doan|cong ty|hop tac xa|cong an|toa an|vien|kho bac"
    r"|chi bo|huyen uy|tinh uy|thanh uy|quan uy|to|thanh tra|chinh phu|dang bo)\b"
)
UNIT = re.compile(
    r"(xa|phuong|thi tran|huyen|quan|tinh|thanh pho|thi xa|dac khu|thon|to dan pho)\b"
)


@dataclass(slots=True)
class SignBlock:
    """One block of signing, in the order it stands; `roles` are those of minutes ("THƯ KÝ")."""

    roles: list[Segment] = field(default_factory=list)
    capacities: list[Segment] = field(default_factory=list)
    titles: list[Segment] = field(default_factory=list)
    names: list[Segment] = field(default_factory=list)

    @property
    def is_begun(self) -> bool:
        """Say whether a line above the name was found."""
        return bool(self.roles or self.capacities or self.titles)


@dataclass(slots=True)
class Annex:
    """One annex: its heading, its name, the note below; `paragraphs` are those in it."""

    heading: Segment
    number: str
    title: list[Segment] = field(default_factory=list)
    note: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The parts of a document by the name that the rules give them.

    `is_mixed` where the head shows both regimes; `kind` is None for a type nobody knows; `body`
    holds the paragraphs of the text between head and signature, tables left out; `main_end` is
    the number of the last paragraph before the annexes; `gaps` names what is left to be written in
    by hand ("……").
    """

    regime: str | None = None
    is_mixed: bool = False
    kind: DocumentType | None = None
    parts: dict[str, list[Segment]] = field(default_factory=dict)
    grounds: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    blocks: list[SignBlock] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    head_end: int = 0
    sign_start: int = 0
    main_end: int = 0
    front: list[Paragraph] = field(default_factory=list)
    gaps: set[str] = field(default_factory=set)

    def part(self, name: str) -> list[Segment]:
        """Return the lines of a part, none where it was not found."""
        return self.parts.get(name, [])

    @property
    def data(self) -> RegimeData:
        """Return the rules of the regime that was recognised."""
        return regime_data(self.regime or "state")


def recognise(sheet: Sheet, regime: str | None = None) -> Layout:
    """Return the parts of a sheet; with `regime` those of that regime are looked for."""
    layout = Layout()
    shown = _shown_regimes(sheet.paragraphs)
    layout.is_mixed = len(shown) > 1
    layout.regime = regime or (shown[0][0] if shown else None)
    layout.main_end = len(sheet.paragraphs)
    if layout.regime is None:
        layout.body = [one for one in sheet.paragraphs if one.cell is None and one.where == "body"]
        return layout
    nation = next((one for name, one in shown if name == layout.regime), None)
    anchor = nation or (shown[0][1] if shown else None)
    _read_head(layout, sheet.paragraphs, anchor)
    _read_title(layout, sheet.paragraphs)
    _read_end(layout, sheet.paragraphs)
    _read_body(layout, sheet.paragraphs)
    return layout


# --- head ---


def _shown_regimes(paragraphs: Sequence[Paragraph]) -> list[tuple[str, Segment]]:
    """Return the regimes that the head names, with the lines that name them."""
    found: dict[str, Segment] = {}
    for paragraph in paragraphs[:HEAD_PARAGRAPHS]:
        if _is_past_head(paragraph):
            break
        for segment in segments(paragraph, tabs=True):
            for regime, text in NATION.items():
                if segment.plain == text:
                    found.setdefault(regime, segment)
    return list(found.items())


def _is_past_head(paragraph: Paragraph) -> bool:
    """Say whether the head is over: the text itself has begun."""
    plain = paragraph.plain
    is_text = paragraph.cell is None and len(plain) > LONG
    return is_text or bool(GROUNDS.match(plain) and paragraph.cell is None)


def _read_head(layout: Layout, paragraphs: Sequence[Paragraph], nation: Segment | None) -> None:
    """Find the parts above the type: nation, motto, issuer, number, place and date."""
    table = nation.paragraph.cell.table if nation and nation.paragraph.cell else 0
    layout.front = _front(paragraphs, table)
    is_party = layout.regime == "party"
    for segment in (one for each in layout.front for one in segments(each, tabs=True)):
        name = _head_part(segment, layout, is_party=is_party)
        if name:
            layout.parts.setdefault(name, []).append(segment)
    if nation is not None:
        _read_issuer(layout, nation)
    layout.head_end = max((one.number for one in layout.front), default=0)


def _front(paragraphs: Sequence[Paragraph], table: int) -> list[Paragraph]:
    """Return the paragraphs of the head: up to the type, the address or the text."""
    found: list[Paragraph] = []
    for paragraph in paragraphs[:HEAD_PARAGRAPHS]:
        plain = paragraph.plain
        is_head_table = paragraph.cell is not None and paragraph.cell.table == table
        if not is_head_table and found and _ends_head(paragraph, plain):
            break
        found.append(paragraph)
    while found and not found[-1].plain and not found[-1].shapes and found[-1].cell is None:
        found.pop()
    return found


def _ends_head(paragraph: Paragraph, plain: str) -> bool:
    """Say whether a paragraph stands below the head."""
    if ADDRESSEE.match(plain) or GROUNDS.match(plain) or _type_of(plain, None):
        return True
    return paragraph.cell is None and len(plain) > LONG


def _head_part(segment: Segment, layout: Layout, *, is_party: bool) -> str:
    """Return the name of the part that a line of the head is; "" for none or one found already."""
    plain, in_table = segment.plain, segment.paragraph.cell is not None
    tests = (
        ("nation", plain == NATION["party" if is_party else "state"]),
        ("motto", not is_party and bool(MOTTO.search(plain))),
        ("number", bool(NUMBER.match(plain)) and len(plain) <= 2 * SHORT),
        ("letter_subject", bool(LETTER.match(plain))),
        ("place_date", bool(DATE.match(plain)) and (len(plain) <= LONG or in_table)),
        ("issuer_mark", is_party and bool(MARK.match(plain))),
        ("foreign", bool(MOTTO.search(plain)) if is_party else bool(MARK.match(plain))),
    )
    name = next((name for name, is_it in tests if is_it), "")
    return name if name and name not in layout.parts else ""


def _read_issuer(layout: Layout, nation: Segment) -> None:
    """Tell the issuer's lines from those of the agency above it; both stand at the left."""
    taken = {id(one) for lines in layout.parts.values() for one in lines}
    taken_texts = {one.text for lines in layout.parts.values() for one in lines}
    left = [
        one
        for each in layout.front
        if _is_left_of(each, nation)
        for one in segments(each, tabs=True)
        if id(one) not in taken and one.text not in taken_texts and _is_name(one)
    ]
    if not left:
        beside = [one for one in layout.front if _is_left_of(one, nation)]
        if any(GAP.match(line.text) for one in beside for line in segments(one, tabs=True)):
            layout.gaps.add("issuer")
        return
    own = _own_lines(left)
    above = left[: len(left) - len(own)]
    layout.parts["issuer"] = own
    if above:
        layout.parts["issuer_parent"] = above


def _is_left_of(paragraph: Paragraph, nation: Segment) -> bool:
    """Say whether a paragraph of the head stands left of the nation's name."""
    cell, other = paragraph.cell, nation.paragraph.cell
    if cell is None or other is None:
        return other is None or paragraph.where == "box"
    return cell.table == other.table and cell.column < other.column


def _is_name(segment: Segment) -> bool:
    """Say whether a line can be part of an issuer's name."""
    plain, text = segment.plain, segment.text
    if DRAFT.match(plain) or DASHES.match(text) or MARK.match(plain) or plain in NATION.values():
        return False
    if MOTTO.search(plain) or NUMBER.match(plain) or LETTER.match(plain):
        return False
    return any(letter.isalpha() for letter in plain) and is_upper(text, most=0.6)


def _own_lines(left: list[Segment]) -> list[Segment]:
    """Return the lines of the issuer itself: the bold ones, else from the last agency on."""
    bold = [share(one.runs, "bold") > 0.5 for one in left]
    if any(bold) and not all(bold) and all(bold[bold.index(True) :]):
        return left[bold.index(True) :]
    starts = [at for at, one in enumerate(left) if at == 0 or _starts_agency(left, at)]
    return left[starts[-1] :]


def _starts_agency(left: list[Segment], at: int) -> bool:
    """Say whether a line begins another agency's name, and does not go on with the one above."""
    plain, above = left[at].plain, left[at - 1].plain
    is_unit = bool(UNIT.match(plain))
    return bool(AGENCY.match(plain)) and not is_unit and bool(UNIT.search(above))


# --- type, subject, address ---


def _type_of(plain: str, data: RegimeData | None) -> DocumentType | None:
    """Return the type that a line names, of one regime or of any."""
    known = [data] if data else [regime_data("state"), regime_data("party")]
    for one in (kind for each in known for kind in each.types):
        name = fold(one.name)
        if plain == name or (plain.startswith(f"{name} ") and len(plain) <= 2 * SHORT):
            return one
    return None


def _read_title(layout: Layout, paragraphs: Sequence[Paragraph]) -> None:
    """Find type, subject, authority and address below the head."""
    below = [one for one in paragraphs[layout.head_end :] if one.where == "body"]
    filled = [one for one in below if one.plain]
    with_text = filled[:FRONT_PARAGRAPHS]
    last = layout.head_end
    for place, paragraph in enumerate(with_text):
        lines = segments(paragraph)
        kind = _type_of(lines[0].plain, layout.data)
        if kind is not None and is_upper(lines[0].text):
            layout.kind = kind
            layout.parts["type"] = [lines[0]]
            last = _read_subject(layout, lines[1:], paragraph, with_text[place + 1 :])
            break
        if _is_past_head(paragraph):
            break
    last = _read_address(layout, filled, last)
    if layout.kind is None and (layout.part("letter_subject") or layout.part("addressee")):
        layout.kind = layout.data.letter
    layout.head_end = max(layout.head_end, last)


def _read_subject(
    layout: Layout, lines: list[Segment], kind: Paragraph, after: list[Paragraph]
) -> int:
    """Take the centred lines below the type; return the number of the last paragraph taken."""
    found, last = list(lines), kind.number
    for paragraph in after[:SUBJECT_LINES]:
        if not _is_subject(paragraph, found):
            break
        if DASHES.match(paragraph.text.strip()):
            layout.parts["subject_mark"] = segments(paragraph)
            last = paragraph.number
            break
        found += segments(paragraph)
        last = paragraph.number
        if paragraph.shapes:
            break
    if found:
        layout.parts["subject"] = found
    return last


def _is_subject(paragraph: Paragraph, found: list[Segment]) -> bool:
    """Say whether a paragraph below the type goes on with the subject.

    What stands in capitals below a subject that does not is the authority ("ỦY BAN NHÂN DÂN …").
    """
    plain = paragraph.plain
    if ADDRESSEE.match(plain) or GROUNDS.match(plain) or RESOLVES.match(plain):
        return False
    if paragraph.align != "center" or paragraph.cell is not None or _starts_numbered(plain):
        return False
    if not found or not is_upper(paragraph.text):
        return True
    return not AUTHORITY.match(plain) and is_upper(found[-1].text)


def _read_address(layout: Layout, filled: list[Paragraph], last: int) -> int:
    """Find "Kính gửi" and its lines; return the number of the last paragraph taken.

    It begins near the head, but the list of who is addressed may be long.
    """
    for place, paragraph in enumerate(filled[:FRONT_PARAGRAPHS]):
        lines = segments(paragraph)
        if not ADDRESSEE.match(lines[0].plain):
            if _is_past_head(paragraph) and paragraph.number > last:
                return last
            continue
        listed = [*lines[1:]]
        last = paragraph.number
        for following in filled[place + 1 :]:
            is_here = following.cell is not None and following.cell == paragraph.cell
            if not re.match(r"[-–+]", following.text.strip()) and not is_here:
                break
            listed += segments(following)
            last = following.number
        layout.parts["addressee"] = [lines[0], *listed]
        return last
    return last


# --- signature, recipients, annexes ---


def _read_end(layout: Layout, paragraphs: Sequence[Paragraph]) -> None:
    """Find recipients, signature blocks and annexes."""
    after = [one for one in paragraphs if one.number > layout.head_end]
    annexes = _annex_headings(after)
    head = next((one for one in after if _recipients_line(one)), None)
    if head is not None and annexes and annexes[0].number < head.number:
        is_own = _recipients_line(head) is not None and head.number < annexes[0].number
        head = head if is_own or not _is_signed_before(after, annexes[0].number) else None
    if head is not None:
        annexes = [one for one in annexes if one.number > head.number]
        _read_recipients(layout, paragraphs, head)
    layout.main_end = annexes[0].number - 1 if annexes else len(paragraphs)
    if not layout.blocks:
        _read_blocks(layout, [one for one in after if one.number <= layout.main_end])
    layout.annexes = [_annex(one, paragraphs) for one in annexes]


def _recipients_line(paragraph: Paragraph) -> Segment | None:
    """Return the line "Nơi nhận" of a paragraph."""
    lines = (one for one in segments(paragraph, tabs=True) if RECIPIENTS.match(one.plain))
    return next(lines, None)


def _is_signed_before(after: list[Paragraph], number: int) -> bool:
    """Say whether a capacity such as "TM." stands before a paragraph."""
    return any(
        is_capacity(line)
        for one in after
        if one.number < number
        for line in segments(one, tabs=True)
    )


def is_capacity(segment: Segment) -> bool:
    """Say whether a line is a capacity to sign: "TM. ỦY BAN NHÂN DÂN"."""
    return bool(CAPACITY.match(segment.plain)) and is_upper(segment.text, most=0.75)


def _read_recipients(layout: Layout, paragraphs: Sequence[Paragraph], head: Paragraph) -> None:
    """Take the lines under "Nơi nhận" and the signature beside it."""
    line = _recipients_line(head)
    layout.parts["recipients_head"] = [line] if line else []
    if head.cell is not None:
        _read_end_table(layout, paragraphs, head)
    else:
        _read_end_lines(layout, paragraphs, head)


def _read_end_table(layout: Layout, paragraphs: Sequence[Paragraph], head: Paragraph) -> None:
    """Take recipients and signature from the columns of a table."""
    table, column = (head.cell.table, head.cell.column) if head.cell else (0, 0)
    around = [one for one in paragraphs if one.cell and one.cell.table == table]
    layout.sign_start = around[0].number
    mine = [one for one in around if one.cell and one.cell.column == column]
    own = [line for line in segments(head) if not RECIPIENTS.match(line.plain)]
    lines = [line for one in mine if one.number > head.number for line in segments(one)]
    layout.parts["recipients"] = own + [line for line in lines if _is_listed(line)]
    beside = [one for one in around if one.cell and one.cell.column != column]
    _add_block(layout, [line for one in beside for line in segments(one)])


def _read_end_lines(layout: Layout, paragraphs: Sequence[Paragraph], head: Paragraph) -> None:
    """Take recipients and signature from lines outside of tables, which tabs may part."""
    listed: list[Segment] = []
    signed = _signed_before(paragraphs, head)
    layout.sign_start = signed[0].paragraph.number if signed else head.number
    after = [one for one in paragraphs if one.number >= head.number and one.cell is None]
    for line in (line for one in after[:END_LINES] for line in segments(one, tabs=True)):
        if ANNEX.match(line.plain):
            break
        if not RECIPIENTS.match(line.plain):
            (listed if re.match(r"[-–+]", line.text) else signed).append(line)
    layout.parts["recipients"] = listed
    _add_block(layout, signed)


def _signed_before(paragraphs: Sequence[Paragraph], head: Paragraph) -> list[Segment]:
    """Return the lines from a capacity on that stand just above "Nơi nhận"."""
    before = [one for one in paragraphs if head.number - SIGN_LINES < one.number < head.number]
    lines = [line for one in before if one.cell is None for line in segments(one)]
    first = next((at for at, line in enumerate(lines) if is_capacity(line)), len(lines))
    return lines[first:]


def _is_listed(line: Segment) -> bool:
    """Say whether a line below "Nơi nhận" is one of its lines, not a signature below it."""
    return not (is_upper(line.text) and len(line.plain) > 3) and not is_capacity(line)


def _read_blocks(layout: Layout, after: list[Paragraph]) -> None:
    """Find signature blocks without "Nơi nhận": the last table whose cells begin with roles."""
    tables = sorted({one.cell.table for one in after if one.cell}, reverse=True)
    for table in tables[:3]:
        inside = [one for one in after if one.cell and one.cell.table == table]
        columns = sorted({one.cell.column for one in inside if one.cell})
        cells = [
            [line for one in inside if one.cell and one.cell.column == at for line in segments(one)]
            for at in columns
        ]
        if len(columns) <= 3 and any(lines and _is_role(lines[0]) for lines in cells):
            layout.sign_start = inside[0].number
            for lines in cells:
                _add_block(layout, lines)
            return
    tail = [one for one in after if one.cell is None and one.plain][-10:]
    lines = [line for one in tail for line in segments(one, tabs=True)]
    first = next((at for at, line in enumerate(lines) if _is_signing(line)), None)
    if first is not None:
        layout.sign_start = lines[first].paragraph.number
        _add_block(layout, lines[first:])


def _is_role(line: Segment) -> bool:
    """Say whether a line names who signs: in capitals, a capacity or a position."""
    return is_upper(line.text) and (is_capacity(line) or bool(ROLE.match(line.plain)))


def _is_signing(line: Segment) -> bool:
    """Say whether a line outside tables begins a signature: not flush left, a role."""
    is_placed = line.paragraph.align in ("center", "right") or line.paragraph.left > 40
    return (is_placed or line.is_tabbed) and _is_role(line)


def _add_block(layout: Layout, lines: list[Segment]) -> None:
    """Sort the lines of one block: capacities, titles, then the name."""
    block = SignBlock()
    if any(GAP.match(line.text) for line in lines):
        layout.gaps.add("signature")
    for line in lines:
        if not any(letter.isalpha() for letter in line.text) or SIGNED.match(line.plain):
            continue
        if is_capacity(line):
            block.capacities.append(line)
        elif is_upper(line.text) and MINUTES_ROLE.match(line.plain):
            block.roles.append(line)
        elif is_upper(line.text) and (block.is_begun or ROLE.match(line.plain)):
            block.titles.append(line)
        elif block.is_begun:
            block.names.append(line)
    if not block.names and _is_shouted_name(block.titles):
        block.names.append(block.titles.pop())
    if block.is_begun:
        layout.blocks.append(block)


def _is_shouted_name(titles: list[Segment]) -> bool:
    """Say whether the last of some lines in capitals is a name: apart, of two to five words."""
    if len(titles) < 2 or ROLE.match(titles[-1].plain):
        return False
    is_apart = titles[-1].paragraph.number - titles[-2].paragraph.number > 1
    return is_apart and 2 <= len(titles[-1].plain.split()) <= 5


def _annex_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the headings of annexes: alone on a line, centred or bold, after a break or a text."""
    found = []
    for one in paragraphs:
        lines = segments(one)
        if one.cell is not None or one.where != "body" or not lines:
            continue
        is_placed = one.align == "center" or share(one.runs, "bold") > 0.5
        if ANNEX.match(lines[0].plain) and is_placed:
            found.append(one)
    return found


def _annex(heading: Paragraph, paragraphs: Sequence[Paragraph]) -> Annex:
    """Return an annex with its name and the note below it."""
    first, *rest = segments(heading)
    match = ANNEX.match(first.plain)
    number = (match["number"] or "").replace("so", "").strip() if match else ""
    annex = Annex(heading=first, number=number)
    below = [one for one in paragraphs if one.number > heading.number and one.plain][:6]
    centred: list[Segment] = list(rest)
    for one in below:
        if one.align != "center" or one.cell is not None:
            break
        centred += segments(one)
    for line in centred:
        is_note = line.text.startswith("(") or line.plain.startswith("kem theo") or annex.note
        (annex.note if is_note else annex.title).append(line)
        if is_note and line.text.endswith(")"):
            break
    return annex


# --- body ---


def _read_body(layout: Layout, paragraphs: Sequence[Paragraph]) -> None:
    """Take the paragraphs between title and signature, and the grounds at their start."""
    last = layout.sign_start - 1 if layout.sign_start else layout.main_end
    layout.body = [
        one
        for one in paragraphs
        if layout.head_end < one.number <= last and one.cell is None and one.where == "body"
    ]
    for one in (each for each in layout.body if each.plain):
        if GROUNDS.match(one.plain):
            layout.grounds.append(one)
        elif layout.grounds or not is_upper(one.text):
            break
    if len(layout.grounds) == 1 and not _is_ground_alone(layout.grounds[0]):
        layout.grounds = []


def _is_ground_alone(paragraph: Paragraph) -> bool:
    """Say whether a single paragraph with "Căn cứ" is a ground, not the beginning of the text."""
    return paragraph.text.rstrip().endswith(";") or share(paragraph.runs, "italic") > 0.9


def _starts_numbered(plain: str) -> bool:
    """Say whether a line begins with a number of the text: "I.", "1.", "a)", "Điều 1"."""
    return bool(re.match(r"([ivxlc]+|\d+)[.)] |[a-z]\) |dieu \d|phan |chuong ", plain))


# --- letters ---


def is_upper(text: str, *, most: float = 0.9) -> bool:
    """Say whether the letters of a text are capitals, but for a small share ("và", "XDNTM xã")."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(one.isupper() for one in letters) >= most * len(letters)


def share(runs: Iterable[object], look: str) -> float:
    """Return which share of the letters has a look such as "bold"."""
    weights = [
        (sum(letter.isalnum() for letter in run.text), bool(getattr(run, look)))  # type: ignore[attr-defined]
        for run in runs
    ]
    whole = sum(weight for weight, _ in weights)
    return sum(weight for weight, is_so in weights if is_so) / whole if whole else 0.0
