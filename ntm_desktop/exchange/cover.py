"""The cover letter inside a package, for a person who opens it with another program."""

from ntm_desktop import texts
from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.entity import entity_named, is_declared
from ntm_desktop.exchange.manifest import Counts, Manifest

_BOM = "\ufeff"


def cover_letter(manifest: Manifest, fingerprint: str, attachments: int = 0) -> bytes:
    """Return DOC-TOI.txt: UTF-8 with BOM, CRLF, Vietnamese; it is never read back."""
    lines = [
        texts.COVER_TITLE,
        *_who(manifest),
        *_what(manifest),
        *_contents(manifest.counts),
        texts.COVER_ATTACHMENTS.format(count=attachments)
        if attachments
        else texts.COVER_NO_ATTACHMENTS,
        texts.COVER_FINGERPRINT.format(fingerprint=fingerprint),
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
    return [
        texts.COVER_KINDS[manifest.kind],
        scope,
        texts.COVER_SERIAL.format(serial=manifest.serial),
        texts.COVER_PART.format(index=part.index, count=part.count),
    ]


def _contents(counts: Counts) -> list[str]:
    """Return the lines about how much is inside, per table."""
    total = texts.COVER_COUNTS.format(changes=counts.changes, records=counts.records)
    return [total, *(_table(name, counts.by_entity[name]) for name in sorted(counts.by_entity))]


def _table(name: str, count: int) -> str:
    """Return the line of one table, by its Vietnamese name where this version knows it."""
    plural = entity_named(name).plural if is_declared(name) else name
    return texts.COVER_ENTITY.format(plural=plural, count=count)
