"""One file is one question to the person at the screen."""
