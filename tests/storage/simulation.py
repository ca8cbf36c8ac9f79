"""A small world of copies for random histories: edits, files that go astray, copied computers.

Nothing here knows the rules it tests: what must hold is checked by brute force in `World.settle`
and in the checks made after every step.
"""

from __future__ import annotations

import dataclasses
import json
import random
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from ntm_desktop.device import FILE_NAME as DEVICE_FILE
from ntm_desktop.device import Device, file_id, machine_id, open_device
from ntm_desktop.domain import entity
from ntm_desktop.domain.changes import Change, make_change, parse_line
from ntm_desktop.domain.entity import StoredValue, Stream, entity_named
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import package
from ntm_desktop.storage import history, intake, outgoing, peers
from ntm_desktop.storage.outgoing import Audience, Outgoing, OutgoingLog
from ntm_desktop.storage.store import FILE_NAME, Seen, Store, open_store
from tests.histories import oracle
from tests.stores import UNIT, fresh_store

KEYS = tuple(f"{UNIT}/w{number}" for number in range(1, 4))
FIELDS = ("name", "village", "quantity")
INSIDE = "organisation"  # in these worlds nobody else's business
YEARS_10 = 10 * 365 * 86_400_000
START = 1_750_000_000_000
SEED = bytes(range(32))
ROUNDS = 4  # of everybody sending to everybody, until all must be equal
NEWER_WRITER = "newerwriter22"


class Broken(AssertionError):  # noqa: N818 -- says what does not hold
    """Something that must hold does not."""


def demand(holds: object, what: str) -> None:
    """Raise `Broken` where something does not hold."""
    if not holds:
        raise Broken(what)


@dataclass(frozen=True)
class Parcel:
    """A package on its way."""

    id: str
    replica: str
    replaces: tuple[str, ...]
    kind: str
    base: dict[str, tuple[int, str]]
    have: dict[str, tuple[int, str]]
    logs: tuple[OutgoingLog, ...]
    serial: int
    created: int


@dataclass
class Copy:
    """One data folder used on one computer; `drift` is how far its clock is off, in ms."""

    name: str
    store: Store
    drift: int
    forms: dict[str, Seen] = field(default_factory=dict)
    snapshot: tuple[bytes, bytes] | None = None


class World:
    """Copies of one office that work and exchange at random; `act` does one random thing."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance, self.now = folder, random.Random(seed), START
        self.copies: list[Copy] = []
        self.parcels: list[Parcel] = []
        self.count = self.parts = 0
        self.entered: set[tuple[StoredValue, StoredValue]] = {(None, None)}
        self.newer: list[Change] = []
        for _ in range(self.chance.randint(3, 4)):
            self._new_copy()

    # -- clocks and copies --

    def _clock_of(self, drift: int) -> int:
        self.now += 1
        return max(self.now + drift, 1)

    def _new_copy(self) -> Copy:
        name = f"copy{len(self.copies)}"
        store = fresh_store(self.folder, name=name)
        store.close()
        return self._opened(name, self.folder / name, self.folder / f"{name}-device")

    def _opened(self, name: str, folder: Path, device: Path) -> Copy:
        drift = self.chance.choice((0, 0, 0, YEARS_10, -YEARS_10, 3 * 86_400_000))
        store = open_store(folder, open_device(device), lambda: self._clock_of(drift))
        copy = Copy(name, store, drift)
        self.copies.append(copy)
        return copy

    def _reopen(self, copy: Copy, device: Device | None = None) -> None:
        place = copy.store.path.parent
        known = device or open_device(copy.store.device.path.parent)
        drift = copy.drift
        copy.store.close()
        copy.store = open_store(place, known, lambda: self._clock_of(drift))
        copy.forms.clear()

    def close(self) -> None:
        """Close every data file."""
        for copy in self.copies:
            copy.store.close()

    # -- what happens --

    def act(self) -> None:
        """Do one random thing and check what must hold right after it."""
        actions = (
            (self.edit, 20),
            (self.edit_inside, 4),
            (self.open_form, 6),
            (self.save_form, 7),
            (self.delete, 5),
            (self.resolve, 4),
            (self.undo, 3),
            (self.send, 16),
            (self.deliver, 24),
            (self.deliver_damaged, 1),
            (self.copy_folder, 1),
            (self.clone_computer, 1),
            (self.snapshot, 3),
            (self.restore, 2),
            (self.restore_unseen, 1),
            (self.travel, 1),
            (self.edit_with_newer_version, 2),
        )
        [what] = self.chance.choices([one for one, _ in actions], [weight for _, weight in actions])
        what(self.chance.choice(self.copies))

    def _value(self) -> str:
        self.count += 1
        return self.chance.choice((f"v{self.count}", f"v{self.count}", "same"))

    def _values(self, field_name: str) -> dict[str, StoredValue]:
        if field_name != "quantity":
            return {field_name: self._value()}
        self.count += 1
        pair: tuple[StoredValue, StoredValue] = (str(self.count), f"m{self.count}")
        self.entered.add(pair)
        return {"quantity": pair[0], "measure_unit": pair[1]}

    def edit(self, copy: Copy) -> None:
        key, names = self.chance.choice(KEYS), self.chance.sample(FIELDS, self.chance.randint(1, 2))
        values: dict[str, StoredValue] = {}
        for name in names:
            values |= self._values(name)
        with copy.store.step("Sửa", copy.name):
            copy.store.put("work", key, values)
        shown = copy.store.state("work", key).values
        demand(values.items() <= shown.items(), "what was typed is shown")

    def edit_inside(self, copy: Copy) -> None:
        """Write something that never leaves the office: it goes to the other log."""
        with copy.store.step("Ghi", copy.name):
            copy.store.put(INSIDE, f"{UNIT}/inside", {"name": self._value()})

    def open_form(self, copy: Copy) -> None:
        key = self.chance.choice(KEYS)
        copy.forms[key] = copy.store.state("work", key).seen()

    def save_form(self, copy: Copy) -> None:
        if not copy.forms:
            return
        key, seen = copy.forms.popitem()
        before = copy.store.state("work", key).seen()
        values = self._values(self.chance.choice(FIELDS))
        with copy.store.step("Lưu", copy.name):
            copy.store.put("work", key, values, seen)
        after = copy.store.state("work", key).seen()
        for name in values:
            unseen = set(before.get(name, ())) - set(seen.get(name, ()))
            absent = {
                head.ref
                for head in copy.store.state("work", key).heads.get(name, ())
                if head.deleted
            }
            demand(
                unseen - absent <= set(after.get(name, ())), "a form replaces only what it showed"
            )

    def delete(self, copy: Copy) -> None:
        key = self.chance.choice(KEYS)
        seen = copy.forms.pop(key, None) if self.chance.random() < 0.5 else None
        with copy.store.step("Xóa", copy.name):
            copy.store.remove("work", key, seen)

    def resolve(self, copy: Copy) -> None:
        open_ones = [
            one for one in copy.store.log.conflict_units() if one[0] == "work" and one[2] in FIELDS
        ]
        if not open_ones:
            return
        _, key, name = self.chance.choice(open_ones)
        state = copy.store.state("work", key)
        head = self.chance.choice(state.heads[name])
        together = ("quantity", "measure_unit") if name == "quantity" else (name,)
        values = {one: head.change.values.get(one) for one in together}
        with copy.store.step("Thống nhất", copy.name):
            copy.store.put("work", key, values, state.seen())
        settled = copy.store.state("work", key)
        demand(name not in settled.conflicts, "a settled conflict is settled")

    def undo(self, copy: Copy) -> None:
        history.undo(copy.store, copy.name)

    # -- files --

    def send(self, copy: Copy, *, full: bool | None = None) -> Parcel:
        """Make a package: usually what the others lack, sometimes everything, or only a receipt."""
        full = self.chance.random() < 0.15 if full is None else full
        kind = "receipt" if self.chance.random() < 0.15 and not full else ""
        with copy.store.step("Gửi", copy.name, kind="send"):
            replica = copy.store.claim()
            found = outgoing.compose(copy.store, self._audience(copy), full=full)
            serial = copy.store.next_serial()
        if kind:
            found = dataclasses.replace(found, kind=kind, base={}, logs=())
        parcel = self._parcel(copy, replica, found, serial)
        self.parcels.append(parcel)
        return parcel

    def _audience(self, copy: Copy) -> Audience:
        """Return the whole office, sometimes only one copy of it (others may get the file too)."""
        known = [one.replica for one in peers.peers(copy.store)]
        if known and self.chance.random() < 0.15:
            return Audience((UNIT,), (self.chance.choice(known),))
        return Audience((UNIT,))

    def _parcel(self, copy: Copy, replica: str, found: Outgoing, serial: int) -> Parcel:
        self.parts += 1
        return Parcel(
            id=f"p{self.parts}",
            replica=replica,
            replaces=tuple(copy.store.retired),
            kind=found.kind,
            base=dict(found.base),
            have=dict(found.have),
            logs=found.logs,
            serial=serial,
            created=copy.store.clock(),
        )

    def deliver(self, copy: Copy) -> None:
        """Deliver any file, perhaps late or for the second time; others are lost for ever."""
        if not self.parcels:
            return
        place = self.chance.randrange(len(self.parcels))
        if self.chance.random() < 0.7:  # mostly one of the latest
            place = max(len(self.parcels) - 1 - int(self.chance.expovariate(0.7)), 0)
        self.take(copy, self.parcels[place], through_a_file=self.chance.random() < 0.1)
        if self.chance.random() < 0.2:
            del self.parcels[self.chance.randrange(len(self.parcels))]

    def take(self, copy: Copy, parcel: Parcel, *, through_a_file: bool = False) -> None:
        """Take a package in and check that nothing which is missing afterwards is passed over."""
        if through_a_file:
            parcel = self._through_a_file(parcel)
        arrivals = [
            intake.Arrival(
                one.wid,
                one.unit,
                one.stream,
                one.schema,
                tuple(parse_line(one.wid, line) for line in one.lines),
            )
            for one in parcel.logs
        ]
        place = intake.ArrivingPackage(
            parcel.id,
            UNIT,
            parcel.replica,
            "batch",
            kind=parcel.kind,
            serial=parcel.serial,
            created=parcel.created,
            replaces=parcel.replaces,
        )
        known = intake.is_known_package(copy.store, parcel.id)
        before = copy.store.log.ops_digest() if known else ""
        with copy.store.step("Nhận", copy.name, kind="take"):
            copy.store.claim()  # as the code read out to the sender needs it
            intake.take_in(copy.store, arrivals, place, parcel.have)
        if known:
            demand(copy.store.log.ops_digest() == before, "a package taken twice changes nothing")
            return
        self._check_no_silent_gap(copy, parcel)
        held = {one.ref for arrival in arrivals for one in arrival.changes}
        mine = {ref for ref in held if _holds(copy.store, ref)}
        demand(held == mine, "what a package brings is held")

    def _check_no_silent_gap(self, copy: Copy, parcel: Parcel) -> None:
        gaps = intake.gaps(copy.store)
        for wid, (n, prefix) in parcel.have.items():
            writer = copy.store.log.writer(wid)
            held = writer is not None and writer.contig >= n
            same = held and copy.store.log.prefix_at(wid, n) == prefix
            branch = held and copy.store.log.has_branch(wid, n, prefix)
            demand(same or branch or wid in gaps, "a gap is never silent")

    def deliver_damaged(self, copy: Copy) -> None:
        """Deliver a file cut off or altered: it is refused, or nothing that counts was altered."""
        if not self.parcels:
            return
        whole = self._bytes(self.chance.choice(self.parcels))
        original, data = package.glance(self.folder / "parcel.ntmx"), bytearray(whole)
        if self.chance.random() < 0.5:
            del data[self.chance.randrange(len(data)) :]
        else:
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        path = self.folder / "damaged.ntmx"
        path.write_bytes(bytes(data))
        try:
            read = package.read_package(path)
        except PackageError:
            return
        same = read.package_id == original.package_id  # a bit that means nothing was hit
        demand(same, "a damaged file is refused, or it is what it was")

    def _bytes(self, parcel: Parcel) -> bytes:
        path = self.folder / "parcel.ntmx"
        draft = package.PackageDraft(
            sender=package.Sender(UNIT, "Xã", parcel.replica, parcel.replaces),
            created_ms=parcel.created,
            serial=parcel.serial,
            have=parcel.have,
            base=parcel.base,
            kind=parcel.kind,
            recipients=(UNIT,),
            sections=tuple(
                package.Section(one.schema, one.stream, one.unit, one.wid, one.lines)
                for one in parcel.logs
            ),
        )
        package.write_package(draft, SEED, path)
        return path.read_bytes()

    def _through_a_file(self, parcel: Parcel) -> Parcel:
        self._bytes(parcel)
        read = package.read_package(self.folder / "parcel.ntmx")
        sender = read.manifest.sender
        return dataclasses.replace(
            parcel,
            replica=sender.replica,
            replaces=sender.replaces,
            have=dict(read.manifest.have),
            logs=tuple(
                OutgoingLog(one.writer, one.unit, one.stream, one.schema, one.lines)
                for one in read.sections
            ),
        )

    # -- copied folders, cloned computers, old backups --

    def copy_folder(self, copy: Copy) -> None:
        """Copy the data folder to another computer, as a file manager does."""
        if len(self.copies) > 4:
            return
        name = f"copy{len(self.copies)}"
        self._duplicate(copy, self.folder / name)
        self._opened(name, self.folder / name, self.folder / f"{name}-device")
        self._reopen(copy)

    def clone_computer(self, copy: Copy) -> None:
        """Copy the whole disk: the clone cannot know that it is one."""
        if len(self.copies) > 4:
            return
        name = f"copy{len(self.copies)}"
        self._duplicate(copy, self.folder / name)
        device = self.folder / f"{name}-device"
        shutil.copytree(copy.store.device.path.parent, device)
        _pretend_own(device, copy.store.path, self.folder / name / FILE_NAME)
        self._opened(name, self.folder / name, device)
        self._reopen(copy)

    def _duplicate(self, copy: Copy, folder: Path) -> None:
        copy.store.close()
        folder.mkdir()
        shutil.copy(copy.store.path, folder / FILE_NAME)

    def snapshot(self, copy: Copy) -> None:
        """Keep a backup of data and device folder."""
        copy.store.close()
        device = copy.store.device.path.read_bytes() if copy.store.device.path.exists() else b""
        copy.snapshot = copy.store.path.read_bytes(), device
        self._reopen(copy)

    def restore(self, copy: Copy) -> None:
        """Put the old data back: the computer's own witness tells of it."""
        if copy.snapshot is None:
            return
        copy.store.close()
        copy.store.path.write_bytes(copy.snapshot[0])
        self._reopen(copy)

    def restore_unseen(self, copy: Copy) -> None:
        """Put the old data and the old device folder back: nothing on this computer tells of it."""
        if copy.snapshot is None:
            return
        copy.store.close()
        copy.store.path.write_bytes(copy.snapshot[0])
        copy.store.device.path.write_bytes(copy.snapshot[1])
        self._reopen(copy)

    def travel(self, copy: Copy) -> None:
        """Carry a data folder on a stick to another computer and perhaps back again."""
        devices = sorted(self.folder.glob(f"{copy.name}-device*"))
        if len(devices) < 2:
            devices.append(self.folder / f"{copy.name}-device-b")
        self._reopen(copy, open_device(self.chance.choice(devices)))

    def edit_with_newer_version(self, copy: Copy) -> None:
        """Let a computer with a newer version send nouns and fields that nobody here knows."""
        del copy
        n = len(self.newer) + 1
        record = self.chance.choice((("of_a_newer_version", f"{UNIT}/x1"), ("work", KEYS[0])))
        seen = [one.ref for one in self.newer if (one.entity, one.key) == record][-1:]
        values: dict[str, StoredValue] = {"unknown_field": self._value()}
        refs = {"unknown_field": tuple(seen)} if seen and self.chance.random() < 0.7 else {}
        self.newer.append(make_change(NEWER_WRITER, n, START, "mới", record, values, refs))
        log = OutgoingLog(NEWER_WRITER, UNIT, "shared", 9, tuple(one.line for one in self.newer))
        self.parts += 1
        self.parcels.append(
            Parcel(f"p{self.parts}", NEWER_WRITER, (), "full", {}, {}, (log,), n, START)
        )

    # -- the end --

    def settle(self) -> None:
        """Let everybody send to everybody, and demand that all are equal and nothing is lost."""
        held = set().union(*(_lines(one.store) for one in self.copies))
        for _ in range(ROUNDS):
            for sender in self.copies:
                parcel = self._last_word(sender)
                for receiver in self.copies:
                    if receiver is not sender:
                        self.take(receiver, parcel)
            if self._is_settled():
                break
        for copy in self.copies:
            demand(_lines(copy.store) == held, "nothing is lost, nothing is made up")
        self._check_contents([parse_line(wid, line) for wid, line in held])

    def _last_word(self, sender: Copy) -> Parcel:
        with sender.store.step("Gửi", sender.name, kind="send"):
            replica = sender.store.claim()
            found = outgoing.compose(sender.store, Audience((UNIT,)))
        return self._parcel(sender, replica, found, 0)

    def _is_settled(self) -> bool:
        digests = {copy.store.log.ops_digest() for copy in self.copies}
        return len(digests) == 1 and not any(intake.gaps(copy.store) for copy in self.copies)

    def _check_contents(self, changes: list[Change]) -> None:
        expected = oracle(changes)
        for copy in self.copies:
            store = copy.store
            demand(_heads(store) == expected, "the heads are those of the oracle")
            demand(not _outstanding(store, self.copies), "no gap that anybody could fill is left")
        proven = self.chance.choice(self.copies).store  # the others are compared with it below
        demand(len(set(proven.check_against_log())) == 1, "the tables equal the log")
        first = _visible(self.copies[0].store)
        for copy in self.copies:
            demand(_visible(copy.store) == first, "everybody sees the same")
        for key in KEYS:
            values = self.copies[0].store.state("work", key).values
            pair = values.get("quantity"), values.get("measure_unit")
            demand(pair in self.entered, "no combination that nobody entered")
            _check_visible(self.copies[0].store, key, changes)

    def check_newcomer(self) -> None:
        """Feed a new copy all full packages, shuffled and twice: it becomes equal."""
        newcomer = self._new_copy()
        parcels = [self.send(copy, full=True) for copy in self.copies if copy is not newcomer] * 2
        self.chance.shuffle(parcels)
        for parcel in parcels:
            self.take(newcomer, parcel)
        same = _visible(newcomer.store) == _visible(self.copies[0].store)
        demand(same, "a new copy fed all files in any order is equal")


def play(seed: int, length: int = 40) -> World:
    """Play one random history to its end; raises `Broken` where anything does not hold."""
    inside = dataclasses.replace(entity_named(INSIDE), stream=Stream.OFFICE)
    with (
        mock.patch.dict(entity._REGISTRY, {INSIDE: inside}),
        tempfile.TemporaryDirectory(dir=memory_folder(), prefix="ntm-world-") as folder,
    ):
        world = World(Path(folder), seed)
        try:
            for _ in range(length):
                world.act()
            world.settle()
            if seed % 5 == 0:
                world.check_newcomer()
        finally:
            world.close()
    return world


def memory_folder() -> Path | None:
    """Return a folder in memory where the system has one: thousands of small files are made."""
    place = Path("/dev/shm")
    return place if place.is_dir() else None


def _pretend_own(device: Path, old: Path, new: Path) -> None:
    """Make the witness of a cloned computer fit the clone, as a copied disk would."""
    path = device / DEVICE_FILE
    data = json.loads(path.read_text("utf-8"))
    witness = data["witness"].pop(str(old.resolve()), None)
    if witness is not None:
        witness |= {"file_id": file_id(new), "machine": machine_id()}
        data["witness"][str(new.resolve())] = witness
    path.write_text(json.dumps(data), "utf-8")


def _lines(store: Store) -> set[tuple[str, bytes]]:
    rows = store.query("SELECT wid, line FROM sync_op JOIN sync_writer USING (w)")
    return {(wid, bytes(line)) for wid, line in rows}


def _heads(store: Store) -> set[tuple[str, str, str, str]]:
    rows = store.query(
        "SELECT ent, key, field, wid || '.' || n || '.' || h FROM sync_head"
        " JOIN sync_rec USING (rec) JOIN sync_op USING (op) JOIN sync_writer USING (w)"
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def _visible(store: Store) -> tuple[object, ...]:
    """Return all that the screens could show, and what they would mark as not agreed."""
    rows = [store.rows(entity_named(name)) for name in ("work", INSIDE)]
    return store.log.state_digest(), store.log.conflicts(), rows


def _holds(store: Store, ref: str) -> bool:
    wid, n, _ = ref.split(".")
    writer = store.log.writer(wid)
    return writer is not None and ref in store.log.refs(writer, int(n), int(n))


def _outstanding(store: Store, copies: list[Copy]) -> list[str]:
    """Return the writers of gaps that some copy could fill; a branch lost everywhere is none."""
    return [
        wid
        for wid, last, prefix in store.query("SELECT w, last, prefix FROM sync_gap")
        if any(
            (held := one.store.log.writer(wid))
            and held.contig >= last
            and (not prefix or one.store.log.has_branch(wid, last, prefix))
            for one in copies
        )
    ]


def _check_visible(store: Store, key: str, changes: list[Change]) -> None:
    """Demand that a record with a value nobody replaced is visible, and no other (M8)."""
    mine = [one for one in changes if (one.entity, one.key) == ("work", key)]
    refs = {(name, ref) for _, _, name, ref in oracle(mine)}
    by_ref = {one.ref: one for one in mine}
    is_there = any(name in by_ref[ref].values for name, ref in refs)
    demand(store.state("work", key).exists == is_there, "an unseen edit is never hidden")
