"""Encrypted packages: opened by the right passphrase or key, refused in words by any other."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError, PackageError
from ntm_desktop.exchange import encryption, limits
from ntm_desktop.exchange.encryption import Lock, Unlock, check_lock, identities_in, spelled
from ntm_desktop.exchange.package import PackageInfo, glance, read_package, write_package
from tests.exchange import packages
from tests.exchange.packages import SEED, draft, section

PASSPHRASE = "lúa sông trăng đồng nắng"
KEY = pyrage.x25519.Identity.generate()
OTHER_KEY = pyrage.x25519.Identity.generate()
PUBLIC = str(KEY.to_public())


def refused(path: Path, **opened_by: object) -> PackageError:
    """Return the refusal of a file."""
    with pytest.raises(PackageError) as caught:
        read_package(path, unlock=Unlock(**opened_by))  # type: ignore[arg-type]
    assert str(caught.value).endswith(texts.NOTHING_CHANGED)
    return caught.value


def locked_for_key(folder: Path) -> PackageInfo:
    """Write a package for one key."""
    return write_package(draft(), SEED, folder / "goi.ntmx", Lock(recipients=(PUBLIC,)))


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> PackageInfo:
    """A package locked by a passphrase (which takes a second by design)."""
    path = tmp_path_factory.mktemp("locked") / "goi.ntmx"
    return write_package(draft(), SEED, path, Lock(PASSPHRASE))


# --- passphrases ---


def test_a_package_opens_with_its_passphrase_however_it_is_typed(locked: PackageInfo) -> None:
    read = read_package(locked.path, unlock=Unlock("  LUA  song trang đong nắng "))
    assert read.sections == (section(),)
    assert read.package_id == locked.package_id
    assert read.encrypted


def test_without_a_passphrase_the_person_is_asked_for_one(locked: PackageInfo) -> None:
    error = refused(locked.path)
    assert (error.code, error.exit_status) == ("E_ENCRYPTED", 11)
    assert "mật khẩu" in error.hint
    assert refused(locked.path, identities=(str(KEY),)).code == "E_ENCRYPTED"


def test_another_passphrase_does_not_open_it(locked: PackageInfo) -> None:
    error = refused(locked.path, passphrase="mot hai ba bon nam")
    assert (error.code, error.exit_status) == ("E_DECRYPT", 11)


def test_a_locked_file_shows_nothing_of_its_content(locked: PackageInfo) -> None:
    data = locked.path.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n")
    assert not any(word in data for word in (b"MANIFEST", b"26734", "Bình".encode(), b"ntmx"))
    assert len(data) == locked.size


@pytest.mark.parametrize("work", [b"21", b"40", b"99999", b"9" * 40])
def test_a_passphrase_that_would_cost_hours_is_not_tried(
    work: bytes, locked: PackageInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "decrypt", lambda *_: pytest.fail("tried"))
    path = tmp_path / "dear.ntmx"
    dear = re.sub(rb"(-> scrypt \S+ )[0-9]+", rb"\g<1>" + work, locked.path.read_bytes(), count=1)
    path.write_bytes(dear)
    if len(work) < 9:
        assert refused(path, passphrase=PASSPHRASE).code == "E_DECRYPT"


def test_more_than_memory_should_hold_is_refused(
    locked: PackageInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PASSPHRASE_BYTES", 100)
    assert refused(locked.path, passphrase=PASSPHRASE).code == "E_LIMIT"
    with pytest.raises(PackageError) as caught:
        write_package(draft(), SEED, tmp_path / "goi.ntmx", Lock(PASSPHRASE))
    assert caught.value.code == "E_LIMIT"
    assert list(tmp_path.iterdir()) == []


def test_a_locked_file_larger_than_any_package_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = locked_for_key(tmp_path)
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    assert refused(info.path, identities=(str(KEY),)).code == "E_LIMIT"


def test_short_passphrases_are_not_accepted() -> None:
    for passphrase in ("", "a b c d", "  đđđđđđđ  "):
        if passphrase:
            with pytest.raises(InputError, match="ngắn"):
                check_lock(Lock(passphrase))
    check_lock(Lock("matkhau8"))
    check_lock(Lock())


def test_suggested_words_are_many_and_differ_without_their_marks() -> None:
    words = encryption.passphrase_words()
    assert len(words) >= 512
    assert len({fold(word) for word in words}) == len(words)
    assert all(2 <= len(fold(word)) <= 6 and fold(word).isascii() for word in words)


def test_a_suggestion_has_five_words_and_is_another_each_time() -> None:
    made = {encryption.suggested_passphrase() for _ in range(20)}
    assert len(made) == 20
    for one in made:
        assert len(one.split()) == 5
        check_lock(Lock(one))


@given(st.text())
def test_a_passphrase_counts_the_same_after_it_was_spelled(text: str) -> None:
    assert spelled(spelled(text)) == spelled(text)


# --- keys ---


def test_every_recipient_can_open_a_package_and_nobody_else(tmp_path: Path) -> None:
    lock = Lock(recipients=(PUBLIC, f" {OTHER_KEY.to_public()}\n"))
    info = write_package(draft(), SEED, tmp_path / "goi.ntmx", lock)
    for key in (KEY, OTHER_KEY):
        assert read_package(info.path, unlock=Unlock(identities=(str(key),))).changes == 4
    stranger = str(pyrage.x25519.Identity.generate())
    assert refused(info.path, identities=(stranger,)).code == "E_DECRYPT"
    assert refused(info.path, passphrase=PASSPHRASE).code == "E_DECRYPT"
    assert refused(info.path).code == "E_ENCRYPTED"


@pytest.mark.parametrize("cut", [30, 100, 300, -1])
def test_a_locked_file_that_was_cut_or_grown_is_refused(cut: int, tmp_path: Path) -> None:
    info = locked_for_key(tmp_path)
    data = info.path.read_bytes()
    for changed in (data[:cut], data + b"\n", data[:cut] + b"x" + data[cut + 1 :]):
        info.path.write_bytes(changed)
        assert refused(info.path, identities=(str(KEY),)).code == "E_DECRYPT"


def test_what_was_encrypted_is_checked_like_any_file(tmp_path: Path) -> None:
    path = tmp_path / "goi.ntmx"
    for content, code in ((b"hello", "E_NOT_PACKAGE"), (b"", "E_TRUNCATED")):
        made = io.BytesIO()
        pyrage.encrypt_io(io.BytesIO(content), made, [KEY.to_public()])
        path.write_bytes(made.getvalue())
        assert refused(path, identities=(str(KEY),)).code == code
    inner = io.BytesIO(path.read_bytes())
    outer = io.BytesIO()
    pyrage.encrypt_io(inner, outer, [KEY.to_public()])
    path.write_bytes(outer.getvalue())
    assert refused(path, identities=(str(KEY),)).code == "E_ENCRYPTED", "locked twice"


def test_text_form_and_later_versions_are_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "goi.ntmx"
    armored = pyrage.encrypt(packages.good_bytes(tmp_path), [KEY.to_public()], armored=True)
    for content in (armored, b"age-encryption.org/v2\n"):
        path.write_bytes(content)
        assert refused(path).code == "E_ENCRYPTED"
        assert refused(path, identities=(str(KEY),)).code == "E_DECRYPT"
        assert refused(path, passphrase=PASSPHRASE).code == "E_DECRYPT"


@pytest.mark.parametrize(
    "recipient",
    ["", "age1xx", "AGE-SECRET-KEY-1X", str(KEY), "ssh-ed25519 A"],
    ids=["nothing", "cut", "cut secret key", "secret key", "ssh"],
)
def test_what_is_no_public_key_is_said_before_anything_is_written(
    recipient: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="khóa công khai"):
        write_package(draft(), SEED, tmp_path / "goi.ntmx", Lock(recipients=(recipient,)))
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_locked_in_one_way_only() -> None:
    with pytest.raises(InputError, match="một cách"):
        check_lock(Lock(PASSPHRASE, (PUBLIC,)))


def test_what_is_no_private_key_is_said(tmp_path: Path) -> None:
    info = locked_for_key(tmp_path)
    with pytest.raises(InputError, match="khóa riêng"):
        read_package(info.path, unlock=Unlock(identities=(PUBLIC,)))


def test_a_key_file_is_read_as_age_writes_it() -> None:
    text = f"# created: 2025-11-22\n# public key: {PUBLIC}\n{KEY}\n\n"
    assert identities_in(text) == (str(KEY),)


def test_a_locked_package_can_be_glanced_at(tmp_path: Path) -> None:
    info = locked_for_key(tmp_path)
    assert glance(info.path, Unlock(identities=(str(KEY),))).package_id == info.package_id
    with pytest.raises(PackageError):
        glance(info.path)


def test_reading_needs_no_encryption_library_for_plain_packages() -> None:
    code = (
        "import sys; import ntm_desktop.exchange.parts, ntm_desktop.exchange.confirm;"
        "sys.exit('pyrage' in sys.modules or 'segno' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_changed_byte_of_a_locked_file_is_refused(tmp_path: Path) -> None:
    info = locked_for_key(tmp_path)
    data, codes = info.path.read_bytes(), set()
    for at in range(0, len(data), 3):
        changed = data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :]
        info.path.write_bytes(changed)
        codes.add(refused(info.path, identities=(str(KEY),)).code)
    assert codes <= {"E_DECRYPT", "E_NOT_PACKAGE", "E_TRUNCATED"}


def test_a_full_disk_while_decrypting_is_told_from_a_wrong_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = locked_for_key(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyrage, "decrypt_io", full)
    assert refused(info.path, identities=(str(KEY),)).code == "E_DISK"
