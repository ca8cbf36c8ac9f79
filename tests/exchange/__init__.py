"""Tests of what travels between offices."""
