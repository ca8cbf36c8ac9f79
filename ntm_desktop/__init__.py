"""NTM Desktop: a commune's nông thôn mới record, kept offline in one SQLite file.

errors, texts, paths, progress   what every part may use
settings, log, device            what belongs to this computer
domain                           what is true: nouns and rules, plain data in and out
storage                          what is kept: the data file, its log of changes, its copies
reports                          what is handed out: Word files from templates
exchange                         what travels: signed packages between offices
services                         what the user does: one module an activity, the window's only door
cli                              the second door: the `ntm` command
"""

__version__ = "0.1.0"
