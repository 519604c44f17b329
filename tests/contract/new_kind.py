"""A kind in one file, as somebody would add it: put beside the others for a while."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pm.kinds
from pm.cli import root
from pm.office import registry
from tests.contributing import KIND, chapter, files

PARCEL = files(chapter())[KIND]
"""The example of the chapter on contributing, whole."""


@contextmanager
def new_kind(folder: Path, name: str = "parcel", text: str = PARCEL) -> Iterator[str]:
    """Add a kind in one file in a folder of its own; it is gone again at the end."""
    (folder / f"{name}.py").write_text(text, encoding="utf-8", newline="")
    pm.kinds.__path__.append(str(folder))
    _forget()
    try:
        yield name
    finally:
        pm.kinds.__path__.remove(str(folder))
        sys.modules.pop(f"pm.kinds.{name}", None)
        vars(pm.kinds).pop(name, None)
        _forget()


def _forget() -> None:
    """Let the registry and the root command look at their folders again."""
    for function in [*vars(registry).values(), *vars(root).values()]:
        if hasattr(function, "cache_clear"):
            function.cache_clear()
