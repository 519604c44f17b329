"""Where the sample office lies: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

import pm
from pm.errors import NotFound
from pm.i18n import mark

_PACKAGE = Path(pm.__file__).parent


def records_folder() -> Path:
    """Find the folder that holds the sample office's records."""
    for folder in (_PACKAGE / "records", _PACKAGE.parent / "records"):
        if folder.is_dir():
            return folder
    raise NotFound(
        mark("the sample office is missing from this installation"),
        hint=mark("install pm again, from its checkout or its wheel"),
    )
