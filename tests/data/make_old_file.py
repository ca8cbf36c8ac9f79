"""Make the data file that tests keep of the present schema: `python -m tests.data.make_old_file`.

Run it once for each new schema, before the schema after it is begun; never make one again.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ntm_desktop.device import open_device
from ntm_desktop.storage import backups, history, migrations
from ntm_desktop.storage.store import FILE_NAME, Store

KEY = "26734/w0000000001"
FOLDER = Path(__file__).parent / "old_files"


def make(folder: Path) -> Path:
    """Write `schema-N.ntm` of this version's schema to `folder` and return its path."""
    moments = iter(range(1_700_000_000_000, 1_700_000_100_000))
    with tempfile.TemporaryDirectory() as place:
        device = open_device(Path(place) / "device")
        store = Store.create(
            Path(place) / "data" / FILE_NAME, device, lambda: next(moments), "26734"
        )
        with store.step("Thêm công trình", "An"):
            store.put("work", KEY, {"name": "Đường trục thôn 1", "total_investment": 1_280_000_000})
            store.put("work", "26734/w0000000002", {"name": "Cầu"})
        with store.step("Xóa công trình", "An"):
            store.remove("work", "26734/w0000000002")
        with store.step("Sửa công trình", "An"):
            store.put("work", KEY, {"quantity": "1.5", "measure_unit": "km"})
        history.undo(store, "An")
        copy = backups.back_up(store, Path(place) / "copy")
        store.close()
        return Path(shutil.copy(copy, folder / f"schema-{migrations.known_schema()}.ntm"))


if __name__ == "__main__":
    make(FOLDER)
