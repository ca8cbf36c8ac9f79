-- One computer may keep the record of two offices: its key is confirmed for each of them.
CREATE TABLE sync_key_by_unit (
  fingerprint TEXT NOT NULL, unit TEXT NOT NULL, device TEXT NOT NULL, public_key BLOB NOT NULL,
  since INTEGER NOT NULL, how TEXT NOT NULL, PRIMARY KEY (unit, fingerprint)
) STRICT, WITHOUT ROWID;
INSERT INTO sync_key_by_unit SELECT fingerprint, unit, device, public_key, since, how FROM sync_key;
DROP TABLE sync_key;
ALTER TABLE sync_key_by_unit RENAME TO sync_key;
