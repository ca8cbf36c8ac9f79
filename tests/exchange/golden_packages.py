"""Makes the golden packages: one of each kind, which every later version must go on reading.

    .venv/bin/python -m tests.exchange.golden_packages

Files that are there already are never written again: a later version of the format gets a folder
of its own beside `v1.0`, and the old ones stay as they were released.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ntm_desktop.domain.changes import chain_next, chain_start
from ntm_desktop.exchange import limits
from ntm_desktop.exchange.encryption import Lock
from ntm_desktop.exchange.manifest import Counts, Part, Receipt
from ntm_desktop.exchange.package import PackageDraft, write_package
from ntm_desktop.exchange.parts import LARGE, Attachment, plan_parts
from tests.exchange import packages
from tests.exchange.packages import OTHER_SEED, OTHER_WRITER, SEED, UNIT, WRITER, draft, section

FOLDER = Path(__file__).parent.parent / "golden" / "exchange" / "v1.0"
APP = "NTM Desktop 0.1.0"

PASSPHRASE = "lúa sông trăng đồng nắng"
# made for these tests alone; it protects nothing
IDENTITY = "AGE-SECRET-KEY-1K5SXW70ZZY6SL3STALSAHRAPW859MRJQQMAUU5TCC5S9RP8NMMWQ4UDT05"
RECIPIENT = "age1q42fcn3jp9ng5c6t2wqqe0ugyt6c353eeqnkmr6m9gkllycl9gyqysch4u"

SMALL_FILE = b"%PDF-1.4 minh chung\n%%EOF\n"
SMALL_SHA = hashlib.sha256(SMALL_FILE).hexdigest()
LARGE_FILE = b"%PDF-1.4\n" + bytes(limits.CHUNK_BYTES) + b"the end\n"
LARGE_SHA = hashlib.sha256(LARGE_FILE).hexdigest()
LAST_PIECE = LARGE_FILE[limits.CHUNK_BYTES :]
RECEIPT = Receipt("ab" * 16, "ok", "", 3, 1, 0, {WRITER: (5, 9)}, packages.CREATED_MS, "01234567")


def full() -> PackageDraft:
    """Return the draft of the full package: an entry, a correction, a deletion, a meeting."""
    return draft(app=APP)


def delta() -> PackageDraft:
    """Return the draft of a delta: number 5 of a log whose first four are acknowledged."""
    chain = chain_start(WRITER)
    for line in section().lines:
        chain = chain_next(chain, line)
    fifth = packages.change(5, {"value": "97", "note": "Số đã rà soát"})
    return draft(
        section([fifth]),
        app=APP,
        kind="delta",
        serial=58,
        recipients=("267",),
        base={WRITER: (4, chain.hex()[:16])},
        have={WRITER: (5, chain_next(chain, fifth.line).hex()[:16])},
        wanted={LARGE_SHA: (0,)},
    )


def receipt() -> PackageDraft:
    """Return the draft of a receipt, by another computer."""
    sender = replace(packages.SENDER, unit="267", unit_name="Tỉnh", replica=OTHER_WRITER)
    return PackageDraft(
        sender=sender, created_ms=packages.CREATED_MS, serial=3, have={WRITER: (4, "0" * 16)},
        kind="receipt", recipients=(UNIT,), receipts=(RECEIPT,), app=APP,
    )  # fmt: skip


def fork() -> PackageDraft:
    """Return the draft of a package with both branches of a copied computer."""
    branches = [packages.change(1), packages.change(2, {"value": "1"})]
    branches.append(packages.change(2, {"value": "2"}))
    return draft(section(branches), app=APP, have={}, serial=59)


def office() -> PackageDraft:
    """Return the draft of a package with an office log, for the same office only."""
    return draft(section(stream="office"), app=APP, recipients=(UNIT,), serial=60, clock="suspect")


def evidence() -> PackageDraft:
    """Return the draft of an export with two files of evidence."""
    named = [
        packages.change(n, {"name": name, "sha256": sha}, entity="evidence", key=f"{UNIT}/m{n}")
        for n, (name, sha) in enumerate((("Biên bản", SMALL_SHA), ("Hồ sơ", LARGE_SHA)), start=1)
    ]
    return draft(section(named), app=APP, serial=61)


def made(folder: Path) -> Iterator[Path]:
    """Yield each golden package, written into a folder."""
    plain = {"full": full, "delta": delta, "fork": fork, "office": office}
    for name, kind in plain.items():
        yield write_package(kind(), SEED, folder / f"{name}.ntmx").path
    yield write_package(receipt(), OTHER_SEED, folder / "receipt.ntmx").path
    yield write_package(full(), SEED, folder / "passphrase.ntmx", Lock(PASSPHRASE)).path
    lock = Lock(recipients=(RECIPIENT,))
    yield write_package(full(), SEED, folder / "recipient.ntmx", lock).path
    yield from parts(folder)


def parts(folder: Path) -> Iterator[Path]:
    """Yield the two parts of an export: the changes, then a file and the last piece of another."""
    files = []
    for name, content in ((SMALL_SHA, SMALL_FILE), (LARGE_SHA, LARGE_FILE)):
        (folder / name).write_bytes(content)
        files.append(Attachment(name, len(content), folder / name))

    wanted = {SMALL_SHA: (), LARGE_SHA: (1,)}
    (all_in_one,) = plan_parts(evidence(), files, SEED, LARGE, wanted=wanted)
    changes = replace(all_in_one, enclosed=(), part=Part("golden", 1, 2))
    files_only = replace(
        all_in_one,
        kind="attachments",
        sections=(),
        counts=Counts(),
        part=Part("golden", 2, 2),
    )
    for drafted in (changes, files_only):
        path = folder / f"part-{drafted.part.index}-2.ntmx"
        yield write_package(drafted, SEED, path).path


def main() -> int:
    """Write the golden packages that are not there yet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for path in made(Path(scratch)):
            target = FOLDER / path.name
            if not target.exists():
                target.write_bytes(path.read_bytes())
                sys.stdout.write(f"{target.name} {target.stat().st_size}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
