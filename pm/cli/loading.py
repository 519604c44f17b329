"""Loading: the one file that imports parts of the command line by name, when they are asked for."""

import importlib
from types import ModuleType


def load(name: str) -> ModuleType:
    """Load a file of the command line: ``listing``, ``commands.status``."""
    return importlib.import_module(f"pm.cli.{name}")
