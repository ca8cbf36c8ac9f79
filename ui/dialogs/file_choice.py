"""Ask where a file goes, remember that place, open files and folders with the system's programs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ntm_desktop.errors import NotFoundError
from ntm_desktop.settings import load_settings, save_settings
from ui import notices


def last_folder(purpose: str) -> Path:
    """Return the folder last used for `purpose`, the person's documents at first."""
    kept = load_settings().place(purpose)
    return Path(kept) if kept and Path(kept).is_dir() else documents_folder()


def documents_folder() -> Path:
    """Return the person's folder of documents, the home folder where there is none."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(place) or Path.home())
    return found if found.is_dir() else Path.home()


def remember_folder(purpose: str, folder: Path) -> None:
    """Propose `folder` the next time a place is asked for `purpose`, also after a restart."""
    save_settings(load_settings().with_place(purpose, folder))


def ask_folder(parent: QWidget, title: str, purpose: str) -> Path | None:
    """Return the folder a person chooses, None when they leave things as they are."""
    name = QFileDialog.getExistingDirectory(parent, title, str(last_folder(purpose)))
    if not name:
        return None
    remember_folder(purpose, Path(name))
    return Path(name)


def ask_save_path(
    parent: QWidget, title: str, purpose: str, name: str, pattern: str
) -> Path | None:
    """Return where a file called `name` is to be written, with its ending, None for nowhere."""
    proposed = last_folder(purpose) / name
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), pattern)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != proposed.suffix:
        path = path.with_name(path.name + proposed.suffix)
        if path.exists() and not _is_replaced(path):
            return None
    remember_folder(purpose, path.parent)
    return path


def _is_replaced(path: Path) -> bool:
    """Ask before a file is replaced whose ending was added: the dialog did not know of it."""
    return notices.confirm(f"Đã có tệp {path.name}.", "Thay tệp", f"Thư mục {path.parent}.")


def existing(path: Path) -> Path:
    """Return the path of something that is there; raise `NotFoundError` where it is gone."""
    if not path.exists():
        message = f"Không còn tìm thấy {path}."
        raise NotFoundError(message, hint="Tệp đã bị chuyển chỗ hoặc xóa. Tạo lại nếu cần.")
    return path


def open_path(path: Path) -> None:
    """Open a file or folder with the program of the system; say so where there is none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(existing(path)))):
        notices.show_error(f"Máy này không mở được {path.name}.", f"Tìm ở thư mục {path.parent}.")
