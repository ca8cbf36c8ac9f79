"""What the log and the tables say about evidence: how many, which files are needed and ours."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.changes import parse_line
from ntm_desktop.domain.evidence import is_digest
from ntm_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that an evidence names: its hash, and the change `n` of writer `wid` that says so."""

    sha256: str
    wid: str
    unit: str
    stream: str
    n: int


def counts_by_record(store: Store, entity: str) -> dict[str, int]:
    """Return record key → number of its evidences, for all records of an entity at once."""
    rows = store.query(
        "SELECT link_key, count(*) FROM evidence WHERE link_entity = ? GROUP BY link_key", entity
    )
    return {key: count for key, count in rows if key}


def needed_files(store: Store) -> set[str]:
    """Return the hashes that some evidence names, also where two offices disagree about it."""
    return {one.sha256 for one in named_files(store)}


def named_files(store: Store) -> list[NamedFile]:
    """Return the files that evidence names, each with the change that names it."""
    rows = store.query(
        "SELECT wid, unit, stream, n, line FROM sync_head JOIN sync_rec AS found USING (rec)"
        " JOIN sync_op USING (op) JOIN sync_writer USING (w)"
        " WHERE found.ent = 'evidence' AND field = 'sha256' ORDER BY op"
    )
    found = []
    for wid, unit, stream, n, line in rows:
        digest = parse_line(wid, bytes(line)).values.get("sha256")
        if isinstance(digest, str) and is_digest(digest):
            found.append(NamedFile(digest, wid, unit, stream, n))
    return found


def attached_here(store: Store) -> set[str]:
    """Return the hashes of files that were attached in this data folder, whoever wrote last.

    The steps of a data folder never travel. Attaching is an edit that replaces no other hash; what
    was taken in, brought back or edited later is no sign that the file itself was ever here.
    """
    rows = store.query(
        "SELECT wid, line FROM sync_op JOIN sync_rec AS found USING (rec)"
        " JOIN sync_writer USING (w) JOIN sync_step USING (step)"
        " WHERE found.ent = 'evidence' AND kind = 'edit'"
    )
    changes = [parse_line(wid, bytes(line)) for wid, line in rows]
    return {
        str(one.values["sha256"])
        for one in changes
        if "sha256" in one.values and "sha256" not in one.supersedes
    }
