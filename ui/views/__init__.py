"""One file is one screen; no screen imports another."""
