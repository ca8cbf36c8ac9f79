-- The log of changes and what belongs to this copy only (docs/exchange-format.md, Tables).
-- Visible tables are generated from the declarations of the entities, not from here.
CREATE TABLE sync_meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT;
CREATE TABLE sync_writer (
  w INTEGER PRIMARY KEY, wid TEXT NOT NULL UNIQUE, unit TEXT NOT NULL, stream TEXT NOT NULL,
  schema INTEGER NOT NULL, contig INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL,
  forked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE sync_chain (
  w INTEGER NOT NULL, n INTEGER NOT NULL, chain BLOB NOT NULL, PRIMARY KEY (w, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_step (
  step INTEGER PRIMARY KEY, at INTEGER NOT NULL, user TEXT NOT NULL, label TEXT NOT NULL,
  kind TEXT NOT NULL, undoes INTEGER
) STRICT;
CREATE TABLE sync_rec (
  rec INTEGER PRIMARY KEY, ent TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (ent, key)
) STRICT;
CREATE TABLE sync_op (
  op INTEGER PRIMARY KEY, w INTEGER NOT NULL, n INTEGER NOT NULL, h TEXT NOT NULL,
  rec INTEGER NOT NULL, t INTEGER NOT NULL, u TEXT NOT NULL, step INTEGER, line BLOB NOT NULL,
  UNIQUE (w, n, h)
) STRICT;
CREATE INDEX sync_op_of_record ON sync_op (rec);
CREATE INDEX sync_op_of_step ON sync_op (step);
CREATE TABLE sync_head (
  rec INTEGER NOT NULL, field TEXT NOT NULL, op INTEGER NOT NULL, PRIMARY KEY (rec, field, op)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_conflict (
  rec INTEGER NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (rec, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_import (
  pkg TEXT PRIMARY KEY, at INTEGER NOT NULL, sender TEXT NOT NULL, result TEXT NOT NULL,
  batch TEXT NOT NULL, step INTEGER
) STRICT;
CREATE TABLE sync_sent (
  pkg TEXT PRIMARY KEY, to_unit TEXT NOT NULL, at INTEGER NOT NULL, serial INTEGER NOT NULL,
  confirmed INTEGER, upto INTEGER NOT NULL
) STRICT;
CREATE TABLE sync_peer (
  rep TEXT PRIMARY KEY, unit TEXT NOT NULL, have TEXT NOT NULL, heard INTEGER NOT NULL
) STRICT;
CREATE TABLE sync_gap (
  w TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL
) STRICT;
CREATE TABLE sync_key (
  fingerprint TEXT PRIMARY KEY, unit TEXT NOT NULL, device TEXT NOT NULL, public_key BLOB NOT NULL,
  since INTEGER NOT NULL, how TEXT NOT NULL
) STRICT;
