-- Which part of its export a package taken in was; 0 where an earlier version took it.
ALTER TABLE sync_import ADD COLUMN part INTEGER NOT NULL DEFAULT 0;
