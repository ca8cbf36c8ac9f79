"""This computer's own file: its name, its signing seed, a witness of each data folder it writes.

It lies in the device folder, never beside the data: a copied data folder cannot sign as this
computer, and the witness shows that a folder was copied or restored (docs/exchange-format.md, I1).
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import json
import os
import platform
import secrets
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ntm_desktop import paths, texts
from ntm_desktop.errors import DataFileError

FILE_NAME = "device.json"
_LOCKED = "dpapi:"  # before a seed that is locked to the user's account
_on_the_way: dict[Path, threading.Thread] = {}  # by device file: what `remember_soon` writes
_writing = threading.Lock()


@dataclasses.dataclass(frozen=True, slots=True)
class Witness:
    """What this computer last wrote to a data folder: replica, last number, hash, and where.

    `office` is the id of the replica's office log with its last number and hash ("" in witnesses
    of the first version).
    """

    replica: str
    number: int
    hash: str
    file_id: str
    machine: str
    office: str = ""
    office_number: int = 0
    office_hash: str = ""


@dataclasses.dataclass(slots=True)
class Device:
    """This computer: `seed` is its 32-byte Ed25519 seed; `witnesses` maps a data path to one."""

    path: Path
    name: str
    seed: bytes
    witnesses: dict[str, Witness]

    def witness_of(self, data_file: Path) -> Witness | None:
        """Return what this computer remembers of a data file, None if it never wrote it.

        The file is read again: a job or another program of this computer may have written since.
        """
        self.settle()
        with contextlib.suppress(DataFileError):
            self.witnesses = _read(self.path).witnesses
        return self.witnesses.get(str(data_file.resolve()))

    def remember(self, data_file: Path, witness: Witness) -> None:
        """Keep the witness of a data file; other programs' entries are read again first."""
        self.settle()
        self._keep(str(data_file.resolve()), witness)

    def remember_soon(self, data_file: Path, witness: Witness) -> None:
        """Keep the witness while the caller goes on; a file that cannot be written is passed over.

        Whoever reads the device file in this program waits for it, and so does the program's end.
        """
        self.settle()
        place = str(data_file.resolve())
        self.witnesses[place] = witness
        thread = threading.Thread(target=self._try_to_keep, args=(place, witness))
        _on_the_way[self.path] = thread
        thread.start()

    def settle(self) -> None:
        """Wait until the witness that was kept last is in the file."""
        _wait_for(self.path)

    def _try_to_keep(self, place: str, witness: Witness) -> None:
        """Keep a witness where the file can be written."""
        with contextlib.suppress(DataFileError):
            self._keep(place, witness)

    def _keep(self, place: str, witness: Witness) -> None:
        """Write the file with one more witness."""
        with _writing:
            held = _read(self.path).witnesses if _is_there(self.path) else self.witnesses
            self.witnesses = {**held, place: witness}
            _write(self)


def open_device(folder: Path | None = None) -> Device:
    """Return this computer's device file from `folder`, made at the first start.

    Raises `DataFileError` where the folder cannot be written or the file cannot be understood.
    """
    path = (folder or paths.device_folder()) / FILE_NAME
    _wait_for(path)
    if _is_there(path):
        return _read(path)
    device = Device(path, platform.node() or "may-tinh", secrets.token_bytes(32), {})
    _write(device)
    return device


def _wait_for(path: Path) -> None:
    """Wait until a device file holds what this program was about to write into it."""
    thread = _on_the_way.get(path)
    if thread is not None:
        thread.join()


def _is_there(path: Path) -> bool:
    """Say whether the device file exists; raise `DataFileError` where that cannot be told."""
    try:
        return path.exists()
    except OSError as error:
        raise DataFileError(texts.DEVICE_UNREADABLE.format(path=path)) from error


def file_id(path: Path) -> str:
    """Return volume and file number, which a copy of the file does not share."""
    found = path.stat()
    return f"{found.st_dev:x}-{found.st_ino:x}"


def machine_id() -> str:
    """Return a hash that tells computers apart without naming them."""
    return hashlib.sha256(("ntm/" + _machine_name()).encode()).hexdigest()[:16]


def _machine_name() -> str:
    """Return the operating system's own id of this computer, else its host name."""
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as place,
        ):
            return str(winreg.QueryValueEx(place, "MachineGuid")[0])
    with contextlib.suppress(OSError):
        return Path("/etc/machine-id").read_text("ascii").strip()
    return platform.node()


def _read(path: Path) -> Device:
    """Return the device a file describes."""
    try:
        data: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        witnesses = {place: Witness(**found) for place, found in data["witness"].items()}
        return Device(path, str(data["name"]), _seed(data["seed"]), witnesses)
    except OSError as error:
        raise DataFileError(texts.DEVICE_UNREADABLE.format(path=path)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = texts.DEVICE_DAMAGED.format(path=path)
        raise DataFileError(message, hint=texts.DEVICE_DAMAGED_HINT) from error


# -- the seed in the file (T1) --


def _seed(text: str) -> bytes:
    """Return the 32 bytes of a signing seed; raise `ValueError` where they cannot be had."""
    locked = text.removeprefix(_LOCKED)
    seed = bytes.fromhex(text) if locked == text else _opened(locked)
    if len(seed) != 32:
        raise ValueError(len(seed))
    return seed


def _seed_text(seed: bytes) -> str:
    """Return a seed as the file holds it: locked to the user's account where the system can.

    Elsewhere, and with `NTM_KEYSTORE=file`, it lies there plain, readable by its owner only.
    """
    if sys.platform == "win32" and os.environ.get("NTM_KEYSTORE") != "file":
        with contextlib.suppress(OSError):
            return _LOCKED + base64.b64encode(_by_windows("CryptProtectData", seed)).decode()
    return seed.hex()


def _opened(locked: str) -> bytes:
    """Return the seed that was locked to an account; raise `ValueError` on any other account."""
    try:
        return _by_windows("CryptUnprotectData", base64.b64decode(locked))
    except OSError as error:
        raise ValueError(str(error)) from error


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _Bytes = ctypes.POINTER(ctypes.c_char)

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("data", _Bytes))

    def _by_windows(function: str, data: bytes) -> bytes:
        """Let Windows (DPAPI) lock or open bytes for whoever is signed in; raise `OSError`."""
        act = getattr(ctypes.WinDLL("crypt32", use_last_error=True), function)
        act.argtypes = [ctypes.c_void_p] * 5 + [wintypes.DWORD, ctypes.c_void_p]
        act.restype = wintypes.BOOL
        buffer = ctypes.create_string_buffer(data, len(data))
        given, made = _Blob(len(data), ctypes.cast(buffer, _Bytes)), _Blob()
        never_ask = 1
        places = ctypes.byref(given), None, None, None, None, never_ask, ctypes.byref(made)
        if not act(*places):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return ctypes.string_at(made.data, made.size)
        finally:
            free = ctypes.WinDLL("kernel32").LocalFree
            free.argtypes = [ctypes.c_void_p]
            free(ctypes.cast(made.data, ctypes.c_void_p))

else:

    def _by_windows(function: str, data: bytes) -> bytes:
        """Say that there is no such thing on this system."""
        raise OSError(f"no {function} for {len(data)} bytes")


def _write(device: Device) -> None:
    """Write the device file beside and rename it, readable by its owner only."""
    data = {
        "v": 1,
        "alg": "Ed25519",
        "name": device.name,
        "seed": _seed_text(device.seed),
        "witness": {place: dataclasses.asdict(one) for place, one in device.witnesses.items()},
    }
    beside = device.path.with_name(f"{device.path.name}.{os.getpid()}.tmp")
    try:
        device.path.parent.mkdir(parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        with beside.open("w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())  # a power cut must not cost the computer its key
        beside.replace(device.path)
    except OSError as error:
        raise DataFileError(texts.DEVICE_UNWRITABLE.format(path=device.path)) from error
