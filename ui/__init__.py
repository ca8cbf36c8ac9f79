"""The window: everything that shows, asks and paints. Qt lives here and nowhere else."""
