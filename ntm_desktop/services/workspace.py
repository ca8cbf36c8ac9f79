"""The open data folder: who works on which unit's record, on which computer, at what time."""

from __future__ import annotations

import datetime
import getpass
import os
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.device import Device, open_device
from ntm_desktop.domain import record_keys
from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.periods import known_periods
from ntm_desktop.domain.units import AdminUnit, FollowedSet, OfficeProfile
from ntm_desktop.domain.values import IndicatorValue, SetTotal
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.services import pack_folders
from ntm_desktop.storage.store import FILE_NAME, RecordT, Store, open_store

LATEST_MS = 4_102_444_800_000  # 1/1/2100: exchange files carry no later time
_MADE_CODE = re.compile(r"x[0-9a-f]{10}")
_Row = tuple[str, str, dict[str, StoredValue]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """What first run asks for: the unit, the sets it follows, its superior.

    `name` stands without its kind ("Quảng An"); `code` is None for a unit without an official one.
    `sets` holds (set id, commune group or None) in order.
    """

    name: str
    level: str
    code: str | None = None
    province_name: str | None = None
    parent_code: str | None = None
    sets: Sequence[tuple[str, str | None]] = ()
    superior_name: str | None = None
    note: str | None = None


@dataclass(slots=True)
class Workspace:
    """One open data folder; services take it first. Close it when done."""

    folder: Path
    store: Store
    device: Device
    user: str
    fixed_now: int | None = None

    @property
    def owner(self) -> str:
        """Return the code of the unit this folder belongs to."""
        return self.store.unit

    @property
    def unit(self) -> AdminUnit:
        """Return the unit this folder belongs to."""
        found = self.store.record(AdminUnit, record_keys.unit_key(self.owner, self.owner))
        return found or AdminUnit(code=self.owner, name=self.owner, level="xa")

    @property
    def profile(self) -> OfficeProfile:
        """Return how the office signs and whom it reports to."""
        key = record_keys.profile_key(self.owner)
        return self.store.record(OfficeProfile, key) or OfficeProfile(key=key)

    def followed(self) -> list[FollowedSet]:
        """Return the sets this office follows, in its order."""
        held = self.store.records(FollowedSet, owner_unit=self.owner)
        return sorted(held, key=lambda found: (found.place or 99, found.set_id))

    def records_about(self, unit: str | None = None) -> dict[str, StoredValue]:
        """Return what records about a unit (default: ours) have in common.

        About our own unit only our own records count: what others sent about it is their opinion.
        """
        about = unit or self.owner
        place: dict[str, StoredValue] = {"unit": about}
        return place | ({"owner_unit": about} if about == self.owner else {})

    def own_records(self, cls: type[RecordT], **where: StoredValue) -> list[RecordT]:
        """Return the records this office entered; what others sent is never added to them."""
        return self.store.records(cls, owner_unit=self.owner, **where)

    def is_about(self, key: str, unit: str | None, place: str) -> bool:
        """Say whether a record is about the unit `place`; without `unit` it is about its owner.

        About our own unit only our own records count: what others sent about it is their opinion.
        """
        owner = record_keys.owner_of(key)
        return (unit or owner) == place and (place != self.owner or owner == self.owner)

    def latest_period(self, set_id: str) -> str:
        """Return the latest period with values of a set, else with totals, else this year."""
        own = self.records_about()
        held = self.store.distinct(entity_of(IndicatorValue), "period", {"set_id": set_id, **own})
        known = known_periods(held or self.store.distinct(entity_of(SetTotal), "period", own))
        return max(known, key=lambda one: one.order).id if known else str(self.today().year)

    def clock(self) -> int:
        """Return the time in ms since 1970 (fixed in tests)."""
        return self.fixed_now if self.fixed_now is not None else _now()

    def today(self) -> datetime.date:
        """Return the date of the clock in Vietnam."""
        return local_time(self.clock()).date()

    def new_key(self, entity: str) -> str:
        """Return a fresh key for a record of `entity`."""
        return record_keys.random_key(self.owner, entity, secrets.token_hex(5))

    def data_version(self) -> int:
        """Return a number that changes when another program has written to the file."""
        return self.store.data_version()

    def answer_first(self) -> None:
        """Let whoever writes go on while this computer's witness of the step is still written.

        The step itself is on the disk by then, as always.
        """
        self.store.answers_first = True

    def reopen(self) -> Workspace:
        """Return a second workspace on the same folder, for a job on its own thread."""
        return open_workspace(
            self.folder, user=self.user, device_dir=self.device.path.parent, now_ms=self.fixed_now
        )

    def close(self) -> None:
        """Close the data file; the folder's own criteria sets are found no longer."""
        pack_folders.stop_looking(self.folder)
        self.store.close()


def open_workspace(
    folder: Path,
    *,
    user: str | None = None,
    device_dir: Path | None = None,
    now_ms: int | None = None,
) -> Workspace:
    """Open the data folder `folder`; raise `DataFileError` where that is not possible."""
    device = open_device(device_dir)
    clock = clock_of(now_ms)
    store = open_store(folder, device, clock)
    pack_folders.look_in(folder)
    return Workspace(folder, store, device, _user(user), _fixed(now_ms))


def create_workspace(
    folder: Path,
    office: NewOffice,
    *,
    user: str | None = None,
    device_dir: Path | None = None,
    now_ms: int | None = None,
) -> Workspace:
    """Make a data folder for `office` and open it; refused where the folder is not empty.

    Raises `InputError` for an office that cannot be kept; then no folder is made.
    """
    code = office.code or new_code()
    records = _office_records(office, code)
    device = open_device(device_dir)
    store = Store.create(folder / FILE_NAME, device, clock_of(now_ms), code)
    pack_folders.look_in(folder)
    workspace = Workspace(folder, store, device, _user(user), _fixed(now_ms))
    name = unit_name(office.name, office.level)
    try:
        with store.step(texts.STEP_NEW_DATA.format(name=name), workspace.user, kind="new"):
            for entity, key, values in records:
                store.put(entity, key, values)
    except BaseException:
        store.discard()
        raise
    return workspace


def new_code() -> str:
    """Return a code for a unit that has no official one: `x` and ten hex digits."""
    return f"x{secrets.token_hex(5)}"


def is_made_code(code: str) -> bool:
    """Say whether a code is one that `new_code` makes, as a person may type it."""
    return bool(_MADE_CODE.fullmatch(code.strip().lower()))


def make_folder(folder: Path) -> None:
    """Make the folder a file is written into; raise `DataFileError` in words."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = texts.OUT_UNWRITABLE.format(path=folder)
        raise DataFileError(message, hint=texts.OUT_UNWRITABLE_HINT) from error


def unit_name(name: str, level: str) -> str:
    """Return the full name of a unit: kind and name ("Xã Quảng An")."""
    return f"{texts.UNIT_TYPES[level]} {_one_line(name)}"


def _office_records(office: NewOffice, code: str) -> list[_Row]:
    """Return the unit, the office profile and the followed sets as rows that may be kept."""
    if not _one_line(office.name):
        raise InputError(texts.UNIT_NAME_EMPTY)
    full_name = unit_name(office.name, office.level)
    unit = AdminUnit(
        code=code,
        name=full_name,
        level=office.level,
        parent_code=office.parent_code,
        province_name=office.province_name,
        note=office.note,
    )
    profile = OfficeProfile(
        issuer_name=texts.ISSUER_NAME.format(unit=full_name[0].lower() + full_name[1:]),
        place_name=_one_line(office.name),
        symbol=texts.ISSUER_SYMBOL,
        signing_capacity=texts.SIGNING_CAPACITY,
        signer_title=texts.SIGNER_TITLE,
        superior_name=office.superior_name,
    )
    followed = [
        FollowedSet(set_id=set_id, commune_group=group, place=place)
        for place, (set_id, group) in enumerate(office.sets, start=1)
    ]
    return [
        _row(record_keys.unit_key(code, code), unit),
        _row(record_keys.profile_key(code), profile),
        *(_row(record_keys.followed_key(code, one.set_id), one) for one in followed),
    ]


def _row(key: str, record: object) -> _Row:
    """Return entity, key and filled fields of a record; raise `InputError` if it is not whole."""
    found = entity_of(type(record))
    values = {name: value for name, value in found.write(record).items() if value is not None}
    found.check_required(values)
    return found.name, key, found.check(values)


def _one_line(text: str) -> str:
    """Return text in composed form on one line."""
    return " ".join(compose(text).split())


def _fixed(now_ms: int | None) -> int | None:
    """Return the test clock of the call or of the environment, None for the real clock."""
    if now_ms is not None:
        return now_ms
    given = os.environ.get("NTM_NOW", "")
    return min(int(given), LATEST_MS) if given.isdecimal() and len(given) <= 20 else None


def clock_of(now_ms: int | None) -> Callable[[], int]:
    """Return the clock a store uses: ms since 1970, fixed in tests."""
    fixed = _fixed(now_ms)
    return lambda: fixed if fixed is not None else _now()


def _now() -> int:
    """Return the computer's clock as far as exchange files can carry it.

    A later time in the log would make every receiver refuse every package with it, for ever.
    """
    return min(max(time.time_ns() // 1_000_000, 0), LATEST_MS)


def _user(name: str | None) -> str:
    """Return who is working: the given name, else the login."""
    given = _printable(name or "")
    if given:
        return given
    try:
        return _printable(getpass.getuser()) or texts.USER_UNKNOWN
    except (OSError, KeyError, ImportError):
        return texts.USER_UNKNOWN


def _printable(name: str) -> str:
    """Return a name as the log and exchange files may carry it: one line, 64 letters."""
    kept = "".join(letter if letter.isprintable() else " " for letter in name)
    return _one_line(kept)[:64].strip()
