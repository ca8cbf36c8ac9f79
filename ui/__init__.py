"""The window: everything that shows, asks and paints. Qt lives here and nowhere else.

What the start needs of the core is imported here, before PySide6: its import hook reads the source
of every module that is imported after it, which would cost a good part of the start.
"""

from ntm_desktop import settings
from ntm_desktop.services import workspace

__all__ = ["settings", "workspace"]
