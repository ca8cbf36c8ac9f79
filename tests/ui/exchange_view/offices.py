"""Offices that exchange files, for tests of the screen "Gửi · Nhận"."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from ntm_desktop.services import exchange, records
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from ui.views.exchange_view import ExchangeView

NOW_MS = 1_700_000_000_000  # 14/11/2023
LATER_MS = NOW_MS + 60_000
SUPERIOR = "200"  # Đầm Hà
WAIT = 20_000  # ms: a password is slow to try on purpose


def second_computer(workspace: Workspace, folder: Path) -> Workspace:
    """Return another computer of the same office, with the record of the first."""
    office = NewOffice(name="Quảng An", level="xa", code=workspace.owner)
    made = create_workspace(
        folder / "other", office, user="địa chính", device_dir=folder / "device2", now_ms=LATER_MS
    )
    give(workspace, made, folder)
    return made


def superior_office(workspace: Workspace, folder: Path) -> Workspace:
    """Return the office above, which is written down as the one reports go to."""
    office = NewOffice(name="Đầm Hà", level="huyen", code=SUPERIOR)
    made = create_workspace(
        folder / "above", office, user="điều phối", device_dir=folder / "device3", now_ms=LATER_MS
    )
    profile = records.list_records(workspace, "office_profile")[0].key
    records.put_texts(workspace, "office_profile", profile, {"superior_code": SUPERIOR})
    return made


def give(
    sender: Workspace, receiver: Workspace, folder: Path, to: tuple[str, ...] = ()
) -> exchange.TakenBatch:
    """Send from one office to another that trusts and wants it; return what was taken in."""
    sent = exchange.send_package(sender, folder / f"from-{sender.device.name}-{sender.user}", to)
    key = exchange.own_fingerprint(sender)
    done = exchange.take_packages(receiver, sent.files, key, foreign=[sender.owner])
    assert done.error is None
    return done


def answer(sender: Workspace, receiver: Workspace, folder: Path) -> exchange.TakenBatch:
    """Let an office acknowledge what it took in; return what the first sender took of it."""
    sent = exchange.send_receipt(sender, folder / "receipts", receiver.owner)
    return exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))


def task_keys(workspace: Workspace) -> list[str]:
    """Return the keys of the tasks of the sample, always in the same order."""
    return sorted(one.key for one in records.list_records(workspace, "task"))


def look(qtbot: QtBot, view: ExchangeView, *paths: Path) -> list[str]:
    """Give files to the screen and return where each stands."""
    view.arrivals.show_states(())
    view.drop.files_given.emit(list(paths))
    qtbot.waitUntil(lambda: bool(view.arrivals.states), timeout=WAIT)
    return stands(view)


def take(qtbot: QtBot, view: ExchangeView) -> list[str]:
    """Take in what is ready and return where each file stands."""
    view.arrivals.act.click()
    qtbot.waitUntil(lambda: "ready" not in stands(view), timeout=WAIT)
    return stands(view)


def stands(view: ExchangeView) -> list[str]:
    """Return where each file stands."""
    return [state.stand for state in view.arrivals.states]


def told(view: ExchangeView) -> str:
    """Return what the chosen file says, with its warnings."""
    detail = view.arrivals.detail
    rows = [detail.warnings.itemAt(at).widget() for at in range(detail.warnings.count())]
    return "\n".join([detail.outcome.text(), *(row.accessibleName() for row in rows)])


def kept_aside(folder: Path, *places: Path) -> Path:
    """Copy folders of a closed office aside, as an image of its computer would."""
    for place in places:
        shutil.copytree(place, folder / place.name)
    return folder


def put_back(image: Path, *places: Path) -> None:
    """Put an image back over the same files, so that the computer cannot notice it."""
    for place in places:
        for path in [one for one in place.rglob("*") if one.is_file()]:
            if not (image / place.name / path.relative_to(place)).exists():
                path.unlink()
        for path in [one for one in (image / place.name).rglob("*") if one.is_file()]:
            target = place / path.relative_to(image / place.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("r+b" if target.exists() else "wb") as held:
                held.write(path.read_bytes())
                held.truncate()
