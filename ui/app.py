"""Start the application: fonts, error hook, the data folder, the window."""

from __future__ import annotations

import dataclasses
import gc
import getpass
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog

from ntm_desktop import log
from ntm_desktop.errors import UserError
from ntm_desktop.settings import load_settings, save_settings
from ui import notices, style

if TYPE_CHECKING:
    import argparse
    from logging.handlers import RotatingFileHandler

    from ntm_desktop.services.workspace import Workspace
    from ui.dialogs.first_run_dialog import FirstRunChoice, FirstRunDialog
    from ui.main_window import MainWindow

PICTURE_SIZE = (1366, 768)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open data folder and the period to look at first ("" for the latest with values)."""

    workspace: Workspace
    period_id: str = ""


def run(arguments: Sequence[str]) -> int:
    """Run the application until its window is closed; return the exit status."""
    options = _read_arguments(arguments)
    if options.self_check:
        return check_build()
    app = make_application(list(arguments[:1]))
    sys.excepthook = notices.handle
    opened = choose_workspace(options.data)
    handlers: list[RotatingFileHandler | None] = []
    status = 0
    if opened is not None:
        session = Session(app, opened)
        session.show()
        if options.quit_when_shown:
            _say("shown")
        session.window.begin()
        QTimer.singleShot(0, lambda: _after_start(handlers))
        if options.picture:
            QTimer.singleShot(0, lambda: take_picture(session.window, options.picture))
        if options.quit_when_shown or options.picture:
            QTimer.singleShot(0, app.quit)
        status = app.exec()
        session.close()
    if options.print_modules:
        sys.stdout.write("\n".join(sorted(sys.modules)) + "\n")
    for handler in handlers:
        log.stop_log(handler)
    return status


class Session(QObject):
    """The open data folder and its window; other data takes the place of both."""

    def __init__(self, app: QApplication, opened: Opened) -> None:
        super().__init__()
        self._app = app
        self._waiting: FirstRunChoice | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._open_waiting)
        self._take(opened)

    def _take(self, opened: Opened) -> None:
        """Make the window of a data folder."""
        self.workspace = opened.workspace
        self.window = open_window(opened)
        self.window.context.other_data_asked.connect(self._ask_later)

    def show(self) -> None:
        """Show the frame at once, before the first screen reads its data."""
        self.window.show()
        self._app.processEvents()

    def close(self) -> bool:
        """Close the window and its data, unless a person goes back to what is not saved."""
        if not self.window.close():
            return False
        self.workspace.close()
        return True

    def _ask_later(self, choice: FirstRunChoice | None) -> None:
        """Open other data once the click that asked for it is over."""
        self._waiting = choice
        self._later.start()

    def _open_waiting(self) -> None:
        """Open what was asked for; without a choice ask on the first-run page."""
        choice, self._waiting = self._waiting, None
        opened = start_with(choice) if choice is not None else _ask("")
        if opened is not None:
            self.switch_to(opened)

    def switch_to(self, opened: Opened) -> None:
        """Save and close what is open, then show other data in its place."""
        stays = self._app.quitOnLastWindowClosed()
        self._app.setQuitOnLastWindowClosed(False)
        if self.close():
            self.window.deleteLater()
            self._take(opened)
            self.show()
            self.window.begin()
        else:
            opened.workspace.close()
        self._app.setQuitOnLastWindowClosed(stays)


def _after_start(handlers: list[RotatingFileHandler | None]) -> None:
    """Do what the start can do without, once the window is there."""
    gc.enable()
    handlers.append(log.start_log())


def _read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line; the last two are for measuring the start."""
    import argparse

    parser = argparse.ArgumentParser(prog="ntm-desktop")
    parser.add_argument("--data", type=Path, help="thư mục dữ liệu cần mở")
    parser.add_argument("--picture", type=Path, help="chụp cửa sổ ra tệp PNG rồi thoát")
    parser.add_argument("--self-check", action="store_true", help="kiểm tra bản cài đặt rồi thoát")
    parser.add_argument("--quit-when-shown", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--print-modules", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(list(arguments[1:]))


def check_build() -> int:
    """Do the main job once without a person, and show the window; return 0 when all of it works.

    The window is drawn offscreen on a sample, so that a built program proves itself anywhere.
    """
    import os
    import tempfile

    from ntm_desktop.services.samples import create_sample
    from ntm_desktop.services.self_check import SAMPLE, self_check

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    self_check(_say)
    with tempfile.TemporaryDirectory(prefix="ntm-self-check-") as folder:
        os.environ["NTM_DEVICE_DIR"] = folder
        app = make_application(["ntm-desktop"])
        workspace = create_sample(Path(folder) / "data", SAMPLE)
        window = open_window(Opened(workspace))
        window.show()
        window.begin()
        for screen in window.screen_ids:
            window.show_screen(screen)
            app.processEvents()
        picture = window.grab()
        window.close()
        workspace.close()
        shown = f"{picture.width()} × {picture.height()}"
        _say(f"Cửa sổ {shown}, {len(window.screen_ids)} màn hình")
    _say("Bản cài đặt dùng được.")
    return 0


def _say(line: str) -> None:
    """Print a line where there is a console (a windowed program on Windows has none)."""
    if sys.stdout is not None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def take_picture(window: MainWindow, path: Path) -> None:
    """Save a picture of the window as it looks on a small screen."""
    window.resize(*PICTURE_SIZE)
    window.refresh_facts()
    QApplication.processEvents()
    window.grab().save(str(path))


def make_application(arguments: list[str]) -> QApplication:
    """Return the application with its look, as the settings of this computer want it."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments)
    app.setApplicationName("ntm-desktop")
    app.setApplicationDisplayName("NTM Desktop")
    settings = load_settings()
    style.apply(app, style.theme_name(settings.theme), settings.font_step)
    app.setWindowIcon(QIcon(style.pixmap("overview", "accent", 64)))
    return app


def choose_workspace(folder: Path | None = None) -> Opened | None:
    """Open the given or the last data folder, else ask; None when the person leaves."""
    last = folder or (Path(found) if (found := load_settings().last_folder) else None)
    problem = ""
    if last is not None:
        try:
            return _open(last)
        except UserError as error:
            problem = f"{error} {error.hint}".strip()
    return _ask(problem)


def _ask(problem: str) -> Opened | None:
    """Show the first-run page until a folder is open or the person leaves."""
    dialog = first_run_dialog()
    while True:
        if problem:
            dialog.notice.show_notice(problem, kind="bad")
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        if not accepted or dialog.result_choice is None:
            return None
        try:
            return start_with(dialog.result_choice)
        except UserError as error:
            problem = f"{error} {error.hint}".strip()


def first_run_dialog() -> FirstRunDialog:
    """Return the first-run page, filled with what the core knows."""
    from ntm_desktop.services import criteria
    from ntm_desktop.services.unit_directory import load_directory
    from ui.dialogs.first_run_dialog import FirstRunDialog

    sets = [
        (found, [(group.id, group.name) for group in criteria.criteria_set(found.id).groups])
        for found in criteria.list_sets()
    ]
    user = load_settings().user_name or getpass.getuser()
    return FirstRunDialog(load_directory(), sets, _samples(), user=user)


def _samples() -> list[tuple[str, str]]:
    """Return (name, title) of the samples."""
    from ntm_desktop.services import samples

    return [(sample.name, sample.title) for sample in samples.list_samples()]


def start_with(choice: FirstRunChoice) -> Opened:
    """Open or make the data folder a person chose; raise `UserError` where that cannot be."""
    from ntm_desktop.services.workspace import NewOffice, create_workspace

    if choice.existing:
        return _open(choice.folder)
    if choice.sample:
        return _open_sample(choice)
    office = NewOffice(
        name=choice.name,
        level=choice.level,
        code=choice.code,
        province_name=choice.province_name,
        sets=choice.sets,
        superior_name=choice.superior_name,
    )
    workspace = create_workspace(choice.folder, office, user=choice.user or None)
    _remember(choice.folder, choice.user)
    return Opened(workspace)


def _open_sample(choice: FirstRunChoice) -> Opened:
    """Open a sample in the period it shows best; it is made the first time it is asked for."""
    from ntm_desktop.services import samples

    if not choice.folder.exists():
        samples.create_sample(choice.folder, choice.sample, user=choice.user or None).close()
    opened = _open(choice.folder)
    return Opened(opened.workspace, samples.suggested_period(choice.sample))


def _open(folder: Path) -> Opened:
    """Open a data folder and remember it as the last one."""
    from ntm_desktop.services.workspace import open_workspace

    workspace = open_workspace(folder, user=load_settings().user_name or None)
    _remember(folder, "")
    return Opened(workspace)


def _remember(folder: Path, user: str) -> None:
    """Remember the folder, and the person's name if one was given."""
    settings = load_settings().with_folder(folder)
    if user:
        settings = dataclasses.replace(settings, user_name=user)
    save_settings(settings)


def open_window(opened: Opened) -> MainWindow:
    """Return the main window on an open data folder, at the set and period last worked on."""
    from ntm_desktop.domain.periods import known_periods
    from ntm_desktop.services.criteria import set_ids
    from ui.context import AppContext
    from ui.main_window import MainWindow

    workspace = opened.workspace
    known = set_ids()
    set_id = next((one.set_id for one in workspace.followed() if one.set_id in known), "")
    remembered = known_periods([load_settings().period(workspace.folder)])
    last = remembered[0].id if remembered else workspace.latest_period(set_id)
    period_id = opened.period_id or last
    context = AppContext(workspace, period_id=period_id, set_id=set_id)
    window = MainWindow(context, begin=False)
    context.setParent(window)
    return window
