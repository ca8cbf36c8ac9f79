"""Packages inside a plain .zip: found by their content, copied out within bounds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import carrier, limits
from ntm_desktop.exchange.carrier import is_carrier, packages_in, write_carrier
from ntm_desktop.exchange.package import read_package
from tests.exchange import packages


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A good package."""
    packages.good_bytes(tmp_path)
    return tmp_path / "good.ntmx"


def zipped(path: Path, *members: tuple[str, bytes]) -> Path:
    """Write a plain .zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def refused(path: Path, folder: Path) -> str:
    """Return the code with which a .zip is refused."""
    with pytest.raises(PackageError) as caught:
        list(packages_in(path, folder))
    return caught.value.code


def test_what_is_put_into_a_carrier_comes_out_again(good: Path, tmp_path: Path) -> None:
    letter = tmp_path / "thư.docx"
    letter.write_bytes(b"letter")
    made = tmp_path / "gui.zip"
    size = write_carrier(made, [("Gói dữ liệu.ntmx", good), ("Thư.docx", letter)])
    assert size == made.stat().st_size
    assert is_carrier(made)
    (found,) = packages_in(made, tmp_path)
    assert found.read_bytes() == good.read_bytes()
    assert read_package(found).changes == 4
    assert zipfile.ZipFile(made).namelist() == ["Gói dữ liệu.ntmx", "Thư.docx"]


def test_equal_files_make_equal_carriers(good: Path, tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("a.zip", "b.zip")]
    for path in made:
        write_carrier(path, [("goi.ntmx", good)])
    assert made[0].read_bytes() == made[1].read_bytes()


def test_packages_are_told_by_their_content_and_written_under_our_names(
    good: Path, tmp_path: Path
) -> None:
    data = good.read_bytes()
    locked = b"age-encryption.org/v1\n-> X25519 x\n"
    path = zipped(
        tmp_path / "m.zip",
        ("../../etc/x.bin", data),
        ("b/", b""),
        ("b/age", locked),
        ("c.ntmx", b"?"),
    )
    folder = tmp_path / "out"
    folder.mkdir()
    found = list(packages_in(path, folder))
    assert [one.name for one in found] == ["001.ntmx", "002.ntmx"]
    assert [one.read_bytes() for one in found] == [data, locked]
    assert sorted(folder.iterdir()) == found


def test_a_package_or_another_file_is_no_carrier(good: Path, tmp_path: Path) -> None:
    assert not is_carrier(good)
    cut = tmp_path / "cut.ntmx"
    cut.write_bytes(good.read_bytes()[:500])
    assert not is_carrier(cut)
    for content in (b"", b"PK", b"%PDF", b"age-encryption.org/v1\n"):
        cut.write_bytes(content)
        assert not is_carrier(cut)
    assert not is_carrier(tmp_path)
    assert not is_carrier(tmp_path / "none")
    assert is_carrier(zipped(tmp_path / "x.zip", ("a", b"a")))


def test_a_zip_without_a_package_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("a.ntmx", b"not one"))
    assert refused(path, tmp_path) == "E_NOT_PACKAGE"


def test_a_broken_zip_is_refused(good: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("a.ntmx", good.read_bytes()))
    data = path.read_bytes()
    path.write_bytes(data[:200] + b"????" + data[204:])
    assert refused(path, tmp_path) == "E_DAMAGED"
    path.write_bytes(data[:-30])
    assert refused(path, tmp_path) == "E_DAMAGED"
    assert refused(tmp_path / "none.zip", tmp_path) == "E_DISK"


def test_a_zip_out_of_all_proportion_is_refused(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = good.read_bytes()
    path = zipped(tmp_path / "x.zip", ("a", data), ("b", data), ("c", data))
    with monkeypatch.context() as patch:
        patch.setattr(carrier, "MOST_MEMBERS", 2)
        assert refused(path, tmp_path) == "E_LIMIT"
    with monkeypatch.context() as patch:
        patch.setattr(carrier, "MOST_PACKAGES", 2)
        assert refused(path, tmp_path) == "E_LIMIT"
    with monkeypatch.context() as patch:
        patch.setattr(limits, "UNPACKED_BYTES", 100)
        assert refused(path, tmp_path) == "E_BOMB"
    with monkeypatch.context() as patch:
        patch.setattr(limits, "FILE_BYTES", 500)
        assert refused(path, tmp_path) == "E_BOMB"


def test_a_bomb_that_begins_like_a_package_is_not_unpacked(good: Path, tmp_path: Path) -> None:
    bomb = good.read_bytes()[:200] + bytes(30_000_000)
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("goi.ntmx", bomb)
    folder = tmp_path / "out"
    folder.mkdir()
    assert refused(path, folder) == "E_BOMB"
    assert list(folder.iterdir()) == []


def test_a_place_that_cannot_be_written_leaves_nothing(good: Path, tmp_path: Path) -> None:
    for files in ([("a", tmp_path / "none")], [("a", good)]):
        target = tmp_path / ("a.zip" if len(files[0][1].name) == 4 else "none/a.zip")
        with pytest.raises(PackageError) as caught:
            write_carrier(target, files)
        assert caught.value.code == "E_DISK"
    assert [one.name for one in tmp_path.iterdir()] == ["good.ntmx"]


def test_a_zip_locked_by_a_password_is_refused(good: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("a.ntmx", good.read_bytes()))
    data = bytearray(path.read_bytes())
    for at in (6, data.rindex(b"PK\x01\x02") + 8):
        data[at] |= 1
    path.write_bytes(bytes(data))
    assert refused(path, tmp_path) == "E_DAMAGED"
