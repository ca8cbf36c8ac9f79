"""What the options before the command say: which data, which computer, who, when, how to print."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop import paths
from ntm_desktop.errors import DataFileError
from ntm_desktop.settings import load_settings, save_settings

if TYPE_CHECKING:
    from ntm_desktop.services.workspace import Workspace


@dataclass(slots=True)
class Session:
    """The options of one call; the workspace is opened by the first command that needs it."""

    data: Path | None = None
    device: Path | None = None
    now_ms: int | None = None
    user: str | None = None
    json: bool = False
    _workspace: Workspace | None = None

    def workspace(self) -> Workspace:
        """Return the open data folder; raise `DataFileError` where none is named or known."""
        if self._workspace is None:
            from ntm_desktop.services.workspace import open_workspace

            self._workspace = open_workspace(
                self.data_folder(),
                user=self.user_name(),
                device_dir=self.device,
                now_ms=self.now_ms,
            )
        return self._workspace

    def data_folder(self) -> Path:
        """Return the data folder: --data, else the one opened last."""
        last = load_settings(self.device).last_folder
        if self.data is None and not last:
            hint = "Tạo dữ liệu bằng “ntm new --unit MÃ”, “ntm sample TÊN”, hoặc chỉ rõ --data."
            raise DataFileError("Chưa biết mở thư mục dữ liệu nào.", hint=hint)
        return self.data or Path(last)

    def has_data(self) -> bool:
        """Say whether a data folder is named or known and is there."""
        folder = self.data or load_settings(self.device).last_folder
        return bool(folder) and Path(folder).is_dir()

    def new_folder(self, name: str) -> Path:
        """Return where a new data folder goes: --data, else the user's data under `name`."""
        return self.data or paths.user_data_folder() / name

    def remember(self, workspace: Workspace) -> None:
        """Keep the folder as the one opened last, unless --data named it."""
        self._workspace = workspace
        if self.data is None:
            settings = replaced(load_settings(self.device), last_folder=str(workspace.folder))
            save_settings(settings, self.device)

    def user_name(self) -> str | None:
        """Return who is working: --user, else the name given at first run."""
        return self.user or load_settings(self.device).user_name or None

    def close(self) -> None:
        """Close the data file if it was opened."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None


def session() -> Session:
    """Return the session of the running call."""
    found = click.get_current_context().find_root().obj
    assert isinstance(found, Session)
    return found


def workspace() -> Workspace:
    """Return the open data folder of the running call."""
    return session().workspace()


class UnitParam(click.ParamType[str]):
    """A unit given by its code or its exact name; a code nobody has recorded yet is said aloud."""

    name = "unit"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code; raise `NotFoundError`, `InputError` for a name that is none or several.

        A bad `--data` is refused here as it would be by the command itself.
        """
        del param, ctx
        from ntm_desktop.services.units import known_units, unit_code

        here = workspace()
        code = unit_code(here, str(value))
        if code != here.owner and code not in known_units(here):
            click.echo(f"Đơn vị mã {code} chưa có trong danh sách (ntm villages).", err=True)
        return code


UNIT = UnitParam()
