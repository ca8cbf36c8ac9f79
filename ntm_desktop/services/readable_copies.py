"""What a package says for people without this program: tables, a report, a page with codes."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.entity import Entity, StoredValue, Stream, entity_named, is_declared
from ntm_desktop.domain.evidence import size_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.errors import InputError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.enclosed_files import ALL
from ntm_desktop.services.reporting import build_document
from ntm_desktop.services.senders import own_fingerprint, speaks_for
from ntm_desktop.services.sending import Sent, send_package
from ntm_desktop.services.sheets import export_records
from ntm_desktop.services.unit_directory import load_directory
from ntm_desktop.services.units import known_units
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.whole_files import copy_whole

if TYPE_CHECKING:
    from ntm_desktop.exchange.package import PackageInfo
    from ntm_desktop.reports.package_letter import LetterPart, LetterTotal, PackageLetter

TABLES, REPORT, LETTER = "_bang-so-lieu.xlsx", "_bao-cao.docx", "_phieu-kem.docx"


@dataclass(frozen=True, slots=True)
class ReadableSent:
    """A package and what was written beside it; with `archive` all of it lies in that one .zip."""

    sent: Sent
    letter: Path
    tables: Path | None = None
    report: Path | None = None
    archive: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Return everything there is to send."""
        if self.archive:
            return (self.archive,)
        beside = (self.tables, self.report, self.letter)
        return (*self.sent.files, *(one for one in beside if one))


def send_readable(
    workspace: Workspace,
    out_folder: Path,
    to: Sequence[str] = (),
    *,
    full: bool = False,
    max_part: int | None = None,
    attachments: str = ALL,
    tables: bool = True,
    report: DocumentRequest | None = None,
    one_zip: bool = False,
    passphrase: str = "",
    recipients: Sequence[str] = (),
    progress: Progress = no_progress,
) -> ReadableSent:
    """Send a package with a page of codes beside it, the tables as .xlsx and a report on request.

    `one_zip` puts all of it into one plain .zip, which the program of the receiver opens as well.
    The tables hold what the receiver may see: no office's own notes for another unit, no records
    of other offices. Arguments and errors as of `send_package`, and those of `build_document`;
    when anything fails, nothing is left and nothing is noted as sent. A lock is refused: what is
    readable beside the package would give it away.
    """
    if passphrase or recipients:
        raise InputError(texts.READABLE_LOCKED, hint=texts.READABLE_LOCKED_HINT)
    if out_folder.suffix.lower() in (".ntmx", ".zip") and not out_folder.is_dir():
        raise InputError(texts.READABLE_FOLDER, hint=texts.READABLE_FOLDER_HINT)
    make_folder(out_folder)
    with tempfile.TemporaryDirectory(prefix="ntm-gui-") as name:
        beside = _Beside(workspace, Path(name), to)
        if tables:
            beside.write_tables()
        if report is not None:
            beside.write_report(report)
        place = beside.folder / "goi" if one_zip else out_folder
        with _Finishing(beside, out_folder, one_zip=one_zip) as finishing:
            sent = send_package(
                workspace,
                place,
                to,
                full=full,
                max_part=max_part,
                attachments=attachments,
                progress=progress,
                finish=finishing.finish,
            )
            return finishing.result(sent)


class _Beside:
    """The files beside a package while they are made, by the end of their name."""

    def __init__(self, workspace: Workspace, folder: Path, to: Sequence[str]) -> None:
        self.workspace = workspace
        self.folder = folder
        self.files: dict[str, Path] = {}
        self.rows: Mapping[str, int] = {}
        self._is_own = set(to) == {workspace.owner}
        self._may_speak = speaks_for(workspace)

    def write_tables(self) -> None:
        """Write the tables as .xlsx."""
        path = self.folder / "bang.xlsx"
        self.rows = export_records(self.workspace, "all", path, shown=self._shown).counts
        self.files[TABLES] = path

    def write_report(self, request: DocumentRequest) -> None:
        """Write the chosen report as .docx."""
        path = self.folder / "bao-cao.docx"
        build_document(self.workspace, request, path)
        self.files[REPORT] = path

    def write_letter(self, stem: str, sent: Sent, infos: Sequence[PackageInfo]) -> None:
        """Write the page with the codes."""
        from ntm_desktop.reports.package_letter import write_letter

        path = self.folder / "phieu.docx"
        names = tuple(f"{stem}{ending}" for ending in self.files)
        write_letter(_letter(self.workspace, sent, infos, self.rows, names), path)
        self.files[LETTER] = path

    def _shown(self, found: Entity, row: Mapping[str, StoredValue]) -> bool:
        """Say whether the receiver of the package gets this record, too."""
        if found.stream is Stream.OFFICE and not self._is_own:
            return False
        return self._may_speak(self.workspace.owner, str(row["owner_unit"]))


class _Finishing:
    """Puts what was made beside a package into its place, once the package is written.

    Used as a context: what was put there is taken away again when anything fails.
    """

    def __init__(self, beside: _Beside, out: Path, *, one_zip: bool) -> None:
        self._beside, self._out, self._one_zip = beside, out, one_zip
        self._placed: dict[str, Path] = {}
        self._archive: Path | None = None

    def __enter__(self) -> _Finishing:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is not None:
            for path in (*self._placed.values(), *filter(None, [self._archive])):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)

    def finish(self, sent: Sent, infos: Sequence[PackageInfo]) -> None:
        """Write the page and put everything in place."""
        stem = _stem(infos[0])
        self._beside.write_letter(stem, sent, infos)
        named = {f"{stem}{ending}": path for ending, path in self._beside.files.items()}
        if self._one_zip:
            self._archive = _free(self._out / f"{stem}.zip")
            _write_archive(self._archive, {**{path.name: path for path in sent.files}, **named})
            return
        for ending, source in self._beside.files.items():
            target = _free(self._out / f"{stem}{ending}")
            copy_whole(source, target)
            self._placed[ending] = target

    def result(self, sent: Sent) -> ReadableSent:
        """Return what was written."""
        if self._archive is None:
            placed = self._placed
            return ReadableSent(sent, placed[LETTER], placed.get(TABLES), placed.get(REPORT))
        size = self._archive.stat().st_size
        inside = dataclasses.replace(sent, files=(self._archive,), size=size)
        return ReadableSent(inside, self._archive, archive=self._archive)


def _write_archive(path: Path, files: Mapping[str, Path]) -> None:
    """Write files under their names into one plain .zip."""
    from ntm_desktop.exchange import carrier

    carrier.write_carrier(path, list(files.items()))


def _free(wanted: Path) -> Path:
    """Return a path that no file has yet."""
    path, turn = wanted, 1
    while path.exists():
        turn += 1
        path = wanted.with_stem(f"{wanted.stem}-{turn}")
    return path


def _stem(info: PackageInfo) -> str:
    """Return the name of an export without ending and number of the part."""
    from ntm_desktop.exchange import package

    whole = dataclasses.replace(info.manifest, part=package.Part())
    return Path(package.package_file_name(whole)).stem


# --- the page with the codes ---


def _letter(
    workspace: Workspace,
    sent: Sent,
    infos: Sequence[PackageInfo],
    rows: Mapping[str, int],
    beside: tuple[str, ...],
) -> PackageLetter:
    """Return what stands on the page."""
    from ntm_desktop.reports.package_letter import PackageLetter

    sender, at = infos[0].manifest.sender, local_time(infos[0].manifest.created_ms)
    lines = [
        texts.COVER_SENDER.format(unit_name=sender.unit_name, unit=sender.unit),
        texts.COVER_CREATED.format(time=f"{at:%H:%M}", date=f"{at:%d/%m/%Y}"),
        texts.COVER_RECIPIENTS.format(units=", ".join(_named(workspace, one) for one in sent.units))
        if sent.units
        else texts.COVER_EVERYBODY,
        texts.COVER_KINDS[sent.kind],
        texts.COVER_SERIAL.format(serial=sent.serial),
        texts.LETTER_FILES.format(count=sent.attachments),
        texts.COVER_FINGERPRINT.format(fingerprint=own_fingerprint(workspace)),
    ]
    return PackageLetter(
        office=workspace.unit.name,
        lines=tuple(lines),
        parts=tuple(_part(info) for info in infos),
        totals=_totals(infos, rows),
        beside=beside,
    )


def _named(workspace: Workspace, unit: str) -> str:
    """Return a receiver as people call it, its code behind."""
    profile, entry = workspace.profile, load_directory().by_code(unit)
    name = ""
    if unit in (profile.superior_code, workspace.unit.parent_code):
        name = profile.superior_name or ""
    held = known_units(workspace).get(unit)
    name = name or (held.name if held else "") or (entry.display_name if entry else "")
    return f"{name} ({unit})" if name else unit


def _part(info: PackageInfo) -> LetterPart:
    """Return one part as the page lists it."""
    from ntm_desktop.exchange import confirm
    from ntm_desktop.reports.package_letter import LetterPart

    return LetterPart(
        name=info.path.name,
        size=size_text(info.size),
        code=confirm.short_code(info.package_id),
        picture=confirm.qr_png(confirm.seal_of(info.manifest, info.package_id).text),
    )


def _totals(infos: Sequence[PackageInfo], rows: Mapping[str, int]) -> tuple[LetterTotal, ...]:
    """Return the totals by noun, and over all, of the package and of the tables."""
    from ntm_desktop.reports.package_letter import LetterTotal

    changes: dict[str, int] = {}
    for info in infos:
        for name, count in info.manifest.counts.by_entity.items():
            changes[name] = changes.get(name, 0) + count
    names = sorted({*changes, *rows}, key=lambda name: (-changes.get(name, 0), name))
    every = [
        LetterTotal(
            entity_named(name).plural if is_declared(name) else name,
            format_number(changes.get(name, 0)),
            format_number(rows[name]) if name in rows else "",
        )
        for name in names
    ]
    all_rows = format_number(sum(rows.values())) if rows else ""
    return (*every, LetterTotal(texts.LETTER_SUM, format_number(sum(changes.values())), all_rows))
