"""Tests of what the user does, on real folders and files."""
