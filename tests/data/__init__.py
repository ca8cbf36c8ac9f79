"""Files the tests read."""
