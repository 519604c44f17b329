"""The office's language, found before anything else is loaded.

Help and completion speak it too, and they read no record: one line of one file is enough. What
the file says is only a wish for words; the record itself is read where it counts.
"""

import re
from pathlib import Path

from pm.model.pattern import pattern

_LINE = pattern(r"^language: *['\"]?(en|zh)['\"]?\s*$", re.MULTILINE)
_MOST = 8192


def office_language(folder: Path) -> str | None:
    """Give the language of the office in or around a folder; none where there is no office."""
    for place in (folder, *folder.parents):
        try:
            with (place / "records" / "office.yaml").open("rb") as file:
                text = file.read(_MOST).decode("utf-8", "replace")
        except OSError:
            continue
        match = _LINE.search(text)
        return match[1] if match else None
    return None
