"""What the user does: one module per activity; the only door for the window and the commands."""
