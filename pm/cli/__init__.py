"""The command line: parse, call the office, render.

A command is over before its garbage is worth looking for: the collector looks far more seldom
than a server would have it, from before the first import on.
"""

import gc

gc.set_threshold(100_000, 20, 20)
