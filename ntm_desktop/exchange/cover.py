"""The cover letter inside a package, for a person who opens it with another program."""

from ntm_desktop import texts
from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.entity import entity_named, is_declared
from ntm_desktop.domain.evidence import size_text
from ntm_desktop.exchange.manifest import Counts, Manifest, enclosed_files

_BOM = "\ufeff"
_MOST_TABLES = 500  # what is listed by name; anything else is one line


def cover_letter(manifest: Manifest, fingerprint: str) -> bytes:
    """Return DOC-TOI.txt: UTF-8 with BOM, CRLF, Vietnamese; it is never read back.

    Of `manifest.members` only the enclosed files are looked at.
    """
    lines = [
        texts.COVER_TITLE,
        *_who(manifest),
        *_what(manifest),
        *_contents(manifest.counts),
        *_files(manifest),
        *_answers(manifest),
        texts.COVER_FINGERPRINT.format(fingerprint=fingerprint),
        texts.COVER_APP.format(app=manifest.app),
        texts.COVER_WARNING,
    ]
    return (_BOM + "".join(f"{line}\r\n" for line in lines)).encode()


def _who(manifest: Manifest) -> list[str]:
    """Return the lines about sender, time and receiver."""
    sender, at = manifest.sender, local_time(manifest.created_ms)
    lines = [
        texts.COVER_SENDER.format(unit_name=sender.unit_name, unit=sender.unit),
        texts.COVER_DEVICE.format(device=sender.device),
        texts.COVER_USER.format(user=sender.user),
        texts.COVER_CREATED.format(time=f"{at:%H:%M}", date=f"{at:%d/%m/%Y}"),
    ]
    if manifest.clock != "ok":
        lines.append(texts.COVER_CLOCK)
    if not manifest.recipients:
        return [*lines, texts.COVER_EVERYBODY]
    return [*lines, texts.COVER_RECIPIENTS.format(units=", ".join(manifest.recipients))]


def _what(manifest: Manifest) -> list[str]:
    """Return the lines about kind, scope and number."""
    part = manifest.part
    scope = texts.COVER_OFFICE if manifest.scope == "office" else texts.COVER_SHARED
    numbered = texts.COVER_PART if part.count == 1 else texts.COVER_PARTS
    return [
        texts.COVER_KINDS[manifest.kind],
        scope,
        texts.COVER_SERIAL.format(serial=manifest.serial),
        numbered.format(index=part.index, count=part.count),
    ]


def _contents(counts: Counts) -> list[str]:
    """Return the lines about how much is inside, per table; tables of later versions together."""
    total = texts.COVER_COUNTS.format(changes=counts.changes, records=counts.records)
    known = [name for name in sorted(counts.by_entity) if is_declared(name)][:_MOST_TABLES]
    lines = [total, *(_table(name, counts.by_entity[name]) for name in known)]
    newer = sum(counts.by_entity.values()) - sum(counts.by_entity[name] for name in known)
    return [*lines, texts.COVER_NEWER.format(count=newer)] if newer else lines


def _table(name: str, count: int) -> str:
    """Return the line of one table, by its Vietnamese name."""
    return texts.COVER_ENTITY.format(plural=entity_named(name).plural, count=count)


def _files(manifest: Manifest) -> list[str]:
    """Return the lines about enclosed files and pieces of files."""
    found = enclosed_files(manifest)
    if not found:
        return [texts.COVER_NO_ATTACHMENTS]
    names = {one.sha256 for one in found}
    size = size_text(sum(one.size for one in found))
    lines = [texts.COVER_ATTACHMENTS.format(count=len(names), size=size)]
    pieces = sum(one.piece is not None for one in found)
    return [*lines, texts.COVER_PIECES.format(count=pieces)] if pieces else lines


def _answers(manifest: Manifest) -> list[str]:
    """Return the lines about receipts inside and files asked for."""
    lines = []
    if manifest.receipts:
        lines.append(texts.COVER_RECEIPTS.format(count=len(manifest.receipts)))
    if manifest.wanted:
        lines.append(texts.COVER_WANTED.format(count=len(manifest.wanted)))
    return lines
