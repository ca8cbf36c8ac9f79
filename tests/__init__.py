"""Tests of NTM Desktop; the folders mirror the code."""
