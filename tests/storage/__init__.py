"""Tests of the data file: the log of changes, steps, undo, intake, backups."""
