"""Tests of the window's parts: type, press, see; no pixels."""
