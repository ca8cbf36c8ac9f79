"""What sending and taking in a commune's whole record costs, beside bare floors in the same run.

    .venv/bin/python benchmarks/exchange.py [--rounds 5] [--records 9880]

A commune with about 50,000 values in 9,880 records (results, tasks, works, money), a twentieth of
them corrected once. Measured: the full file against the same values deflated as plain text, writing
it, reading it with all checks, taking it into the empty record of another computer of the office
against a bare `executemany` of the same rows, the same file again, a week's change (120 records)
sent and taken in, peak memory of taking in (a process of its own), and the slowest of the hostile
files of the tests. Goals: size at most 1.6 times the deflated values, a week at most 20 kB, taking
in at most 40 times the floor and 1.5 s, writing at most 0.4 s, memory at most 200 MB, a hostile
file at most 0.5 s. Times are the best of the rounds: run it on a machine that is otherwise idle.
"""

import argparse
import os
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import encryption, manifest, package, parts
from ntm_desktop.services import exchange
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace, open_workspace

UNIT, SET_ID = "26734", "xa-ntm-nang-cao-2021-2025"
NOW = 1_767_000_000_000  # the end of 2025
WEEK = 120
BLOCKS = (1, 1, 1, 5, 20, 50)  # records saved at once
VOCABULARY = encryption.passphrase_words()
SIZE_GOAL, WEEK_GOAL, TIMES_GOAL = 1.6, 20_000, 40.0
TAKE_GOAL, WRITE_GOAL, MEMORY_GOAL, HOSTILE_GOAL = 1.5, 0.4, 200.0, 0.5
T = TypeVar("T")
Rows = dict[str, list[tuple[StoredValue, ...]]]


@dataclass(frozen=True)
class Line:
    """One printed number: what, how much, the goal it must not exceed (0 for none)."""

    name: str
    value: float
    unit: str
    goal: float = 0.0

    @property
    def missed(self) -> bool:
        """Say whether the goal was missed."""
        return bool(self.goal) and self.value > self.goal

    def __str__(self) -> str:
        goal = f"   goal {self.goal:g} {self.unit}" if self.goal else ""
        return f"{self.name:44} {self.value:10.3f} {self.unit}{goal}{'   MISSED' * self.missed}"


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    arguments = parsed_arguments()
    os.environ["NTM_KEYSTORE"] = "file"
    if arguments.take:
        return taken_alone(Path(arguments.take))
    with tempfile.TemporaryDirectory(prefix="ntm-exchange-") as folder:
        lines = list(measured(Path(folder), arguments.records, arguments.rounds))
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}, ", end="")
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    print(*lines, sep="\n")
    return int(any(line.missed for line in lines))


def parsed_arguments() -> argparse.Namespace:
    """Return the command line; `--take` is how the memory is measured in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--records", type=int, default=9_880)
    parser.add_argument("--take", help=argparse.SUPPRESS)
    return parser.parse_args()


# --- the record of a commune ---


def office(folder: Path, name: str) -> Workspace:
    """Return a new record of the commune on a computer of that name."""
    made = NewOffice(code=UNIT, name="Bình Mỹ", level="xa", sets=[])
    return create_workspace(folder / name, made, **place(folder, name))


def place(folder: Path, name: str) -> dict[str, Any]:
    """Return how a computer of that name opens a folder."""
    return {"device_dir": folder / f"device-{name}", "now_ms": NOW, "user": "cán bộ"}


def filled(folder: Path, records: int) -> Workspace:
    """Return the record of a commune with so many records, some of them corrected.

    Records are typed one by one, pasted in blocks or read from sheets, over some months.
    """
    workspace, chance = office(folder, "sender"), random.Random(1)
    made = [one_record(number, chance) for number in range(records)]
    store, moment = workspace.store, NOW

    def clock() -> int:
        nonlocal moment
        moment += 1
        return moment

    store.clock = clock
    waiting = list(made)
    while waiting:
        moment += chance.randint(4_000, 900_000)
        block = [waiting.pop() for _ in range(min(chance.choice(BLOCKS), len(waiting)))]
        with store.step("Nhập", "cán bộ"):
            for entity, key, values in block:
                store.put(entity, key, values)
    for entity, key, _ in chance.sample(made, records // 20):
        moment += chance.randint(4_000, 900_000)
        with store.step("Sửa", "cán bộ"):
            store.put(entity, key, correction(entity, chance))
    return workspace


def one_record(number: int, chance: random.Random) -> tuple[str, str, dict[str, StoredValue]]:
    """Return a record as a commune has them: mostly results, then tasks, works and money."""
    kind = number % 10
    if kind < 6:
        month, indicator = number // 6 % 60, f"{number % 19 + 1}.{number % 7 + 1}"
        period = f"{2021 + month // 12}-{month % 12 + 1:02}"
        key = f"{UNIT}/{period}/{SET_ID}/{indicator}-{number}"
        told = {"unit": UNIT, "period": period, "set_id": SET_ID, "indicator": indicator}
        note = {"note": words(chance, 8)} if chance.random() < 0.2 else {}
        return "indicator_value", key, {**told, **result(chance), **note}
    if kind < 8:
        told = {"text": words(chance, 20), "due_on": day(chance), "assignee": words(chance, 3)}
        return "task", f"{UNIT}/{token(chance)}", {**told, "doer": words(chance, 3)}
    told = {"name": words(chance, 10), "village": words(chance, 2), "investor": words(chance, 3)}
    money = {"total_investment": 1000 * chance.randint(100_000, 9_000_000)}
    more = {"start_on": day(chance), "component": words(chance, 4)}
    return "work", f"{UNIT}/{token(chance)}", {**told, **money, **more}


def result(chance: random.Random) -> dict[str, StoredValue]:
    """Return a result: a percentage, or a count of a count."""
    if chance.random() < 0.5:
        return {"value": f"{chance.randint(1, 99)}.{chance.randint(1, 9)}"}
    whole = chance.randint(50, 3000)
    return {"numerator": str(chance.randint(1, whole)), "denominator": str(whole)}


def day(chance: random.Random) -> str:
    """Return a day of 2025."""
    return f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def token(chance: random.Random) -> str:
    """Return the random end of a key, as the program makes them."""
    return f"m{chance.getrandbits(40):010x}"


def correction(entity: str, chance: random.Random) -> dict[str, StoredValue]:
    """Return what is corrected in a record."""
    if entity == "indicator_value":
        return {"value": str(chance.randint(1, 99)), "note": words(chance, 4)}
    return {"investor" if entity == "work" else "doer": words(chance, 3)}


def words(chance: random.Random, count: int) -> str:
    """Return a made-up phrase in which few words are common and most are rare, as in any text."""
    rank = (int(len(VOCABULARY) ** chance.random()) for _ in range(count))
    return " ".join(VOCABULARY[place - 1] for place in rank)


def rows_of(workspace: Workspace) -> Rows:
    """Return the rows of every table a person sees: keys and declared fields as they stand."""
    found: Rows = {}
    for entity in all_entities():
        columns = ", ".join(f'"{name}"' for name in ("key", *entity.fields))
        rows = workspace.store.query(f'SELECT {columns} FROM "{entity.name}"')
        if rows:
            found[entity.name] = rows
    return found


# --- measuring ---


def measured(folder: Path, records: int, rounds: int) -> Iterable[Line]:
    """Yield every number."""
    sender = filled(folder, records)
    rows = rows_of(sender)
    values = sum(value is not None for table in rows.values() for row in table for value in row[1:])
    yield Line("records", sum(map(len, rows.values())), "")
    yield Line("values", values, "")
    yield Line("changes", exchange.sync_state(sender).ops, "")
    raw = "\n".join(
        "\t".join("" if value is None else str(value) for value in row)
        for table in rows.values()
        for row in table
    ).encode()
    floor_size = len(zlib.compress(raw, 6))
    writes = [
        timed(lambda: exchange.send_package(sender, folder / "out", full=True))
        for _ in range(rounds)
    ]
    sent, write_time = writes[0][0], min(seconds for _, seconds in writes)
    full = sent.files[0]
    yield Line("floor: values as text, deflated", floor_size / 1e6, "MB")
    yield Line("full file", sent.size / 1e6, "MB")
    yield Line("full file / floor", sent.size / floor_size, "x", SIZE_GOAL)
    yield Line("write the full file", write_time, "s", WRITE_GOAL)
    yield from taking(folder, full, rows, rounds)
    yield from week(folder, sender)
    yield packing()
    yield Line("slowest hostile file", slowest_hostile(folder), "s", HOSTILE_GOAL)


def taking(folder: Path, full: Path, rows: Rows, rounds: int) -> Iterable[Line]:
    """Yield what taking the full file in costs."""
    floors = [bare_insert(folder / f"floor-{number}.db", rows) for number in range(rounds)]
    reads = [timed(lambda: package.read_package(full))[1] for _ in range(rounds)]
    key = package.read_package(full).fingerprint
    takes, again = [], 0.0
    for number in range(rounds):
        receiver = office(folder, f"receiver-{number}")
        batch, seconds = timed(partial(exchange.take_packages, receiver, [full], key))
        assert batch.error is None, batch.error
        takes.append(seconds)
        again = timed(partial(exchange.take_packages, receiver, [full]))[1]
        receiver.close()
    floor, take = min(floors), min(takes)
    yield Line("floor: executemany of the same rows", floor, "s")
    yield Line("read and check the full file", min(reads), "s")
    yield Line("take the full file in", take, "s", TAKE_GOAL)
    yield Line("take in / floor", take / floor, "x", TIMES_GOAL)
    yield Line("the same file again", again, "s")
    yield Line("peak memory of taking in", memory(folder, full, key), "MB", MEMORY_GOAL)


def bare_insert(path: Path, rows: Rows) -> float:
    """Return the seconds of inserting the rows into plain tables of a new file, without fsync."""
    plain = sqlite3.connect(path)
    plain.execute("PRAGMA synchronous = OFF")
    for name, table in rows.items():
        columns = ", ".join(f"c{number}" for number in range(len(table[0])))
        plain.execute(f"CREATE TABLE {name} ({columns})")
    plain.commit()
    begun = time.perf_counter()
    for name, table in rows.items():
        marks = ", ".join("?" * len(table[0]))
        plain.executemany(f"INSERT INTO {name} VALUES ({marks})", table)
    plain.commit()
    seconds = time.perf_counter() - begun
    plain.close()
    return seconds


def week(folder: Path, sender: Workspace) -> Iterable[Line]:
    """Yield what a week's change costs, sent to a copy that acknowledged the rest."""
    receiver = open_workspace(folder / "receiver-0", **place(folder, "receiver-0"))
    answer = exchange.send_package(receiver, folder / "back", (UNIT,))
    key = exchange.own_fingerprint(receiver)
    assert exchange.take_packages(sender, answer.files, key).error is None
    with sender.store.step("Nhập", "cán bộ"):
        for number in range(WEEK):
            entity, place_of, values = one_record(1_000_000 + number, random.Random(number))
            sender.store.put(entity, place_of, values)
    sent, write_time = timed(lambda: exchange.send_package(sender, folder / "out", (UNIT,)))
    _, take_time = timed(lambda: exchange.take_packages(receiver, sent.files))
    assert sent.changes >= WEEK, sent.changes
    assert sent.kind == "delta", sent.kind
    yield Line("a week's file (120 records)", sent.size, "bytes", WEEK_GOAL)
    yield Line("write a week's file", write_time, "s")
    yield Line("take a week's file in", take_time, "s")
    receiver.close()
    sender.close()


def packing() -> Line:
    """Return how many e-mails 151 files of a year take, against the least their sizes allow."""
    chance = random.Random(1)
    sizes = [int(chance.lognormvariate(14.2, 0.8)) for _ in range(151)]
    room = parts.MAIL_20_MB - 4_000
    pieces = [
        manifest.piece_size(size, number) if size > room else size
        for size in sizes
        for number in range(manifest.pieces_of(size) if size > room else 1)
    ]
    needed = len(parts.first_fit(pieces, [], room))
    return Line(
        f"e-mails for {sum(sizes) / 1e6:.0f} MB / least", needed / -(-sum(sizes) // room), "x"
    )


def memory(folder: Path, full: Path, key: str) -> float:
    """Return the peak memory in MB of a process that takes a file in, 0 where it is not told."""
    office(folder, "alone").close()
    (folder / "take.txt").write_text(f"{full}\n{key}\n", "utf-8")
    command = [sys.executable, __file__, "--take", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def taken_alone(folder: Path) -> int:
    """Take the file in and print the peak memory of this process in MB."""
    full, key = (folder / "take.txt").read_text("utf-8").split()
    receiver = open_workspace(folder / "alone", **place(folder, "alone"))
    assert exchange.take_packages(receiver, [Path(full)], key).error is None
    receiver.close()
    print(peak_memory())
    return 0


def peak_memory() -> float:
    """Return the peak memory of this process in MB, 0 on systems that do not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    factor = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * factor / 1e6


def slowest_hostile(folder: Path) -> float:
    """Return the longest time a hostile file of the tests takes to be refused."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.exchange import packages
    from tests.exchange.hostile_containers import CONTAINERS
    from tests.exchange.hostile_contents import CONTENTS

    good, path, slowest = packages.good_bytes(folder), folder / "hostile.ntmx", 0.0
    for _, mangle in [*CONTAINERS.values(), *CONTENTS.values()]:
        path.write_bytes(mangle(good))
        slowest = max(slowest, timed(lambda: refusal_of(path))[1])
    return slowest


def refusal_of(path: Path) -> str:
    """Return the code with which a file is refused, "" where its content alone is right."""
    try:
        package.read_package(path)
    except PackageError as refused:
        return refused.code
    return ""


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """Return what was done and the seconds it took."""
    begun = time.perf_counter()
    done = act()
    return done, time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
