-- The files a copy still lacks, as its last package said (want list).
ALTER TABLE sync_peer ADD COLUMN wanted TEXT NOT NULL DEFAULT '{}';
