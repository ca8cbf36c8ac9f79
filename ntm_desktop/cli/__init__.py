"""The second door: the `ntm` command, for scripts, IT staff and offices without a screen."""
