"""The work behind "Gửi dữ liệu": smaller photos, the package, what people can read beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ntm_desktop.progress import Progress
from ntm_desktop.services import exchange
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.exchange import Sent
from ntm_desktop.services.lighter_photos import LargePhotos, Lightened, lighten
from ntm_desktop.services.readable_copies import send_readable
from ntm_desktop.services.recipients import Recipient
from ntm_desktop.services.workspace import Workspace
from ui.views.exchange_view.send_options import Choices


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: to whom, where to, how, and which report goes along if one does."""

    to: Recipient
    folder: Path
    choices: Choices
    photos: LargePhotos
    report: DocumentRequest


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the package, every file there is to send, the photos made smaller."""

    sent: Sent
    files: tuple[Path, ...]
    photos: Lightened = field(default_factory=Lightened)
    password: str = ""


def make(workspace: Workspace, order: Order, progress: Progress) -> Made:
    """Make smaller what was chosen, then write the files; raise as the services do."""
    choices, photos = order.choices, Lightened()
    if choices.lighten:
        photos = lighten(workspace, order.photos, progress)
    progress(0, 0, "Đang lập tệp gửi đi…")
    if choices.readable:
        readable = send_readable(
            workspace,
            order.folder,
            order.to.units,
            full=order.to.full,
            max_part=choices.part,
            attachments=choices.attachments,
            tables=choices.tables,
            report=order.report if choices.report else None,
            one_zip=choices.one_zip,
            progress=progress,
        )
        return Made(readable.sent, readable.files, photos)
    sent = exchange.send_package(
        workspace,
        order.folder,
        order.to.units,
        full=order.to.full,
        max_part=choices.part,
        attachments=choices.attachments,
        passphrase=choices.password,
        progress=progress,
    )
    return Made(sent, sent.files, photos, choices.password)
