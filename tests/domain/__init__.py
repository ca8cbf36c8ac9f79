"""Tests of the rules and nouns that know no file and no window."""
