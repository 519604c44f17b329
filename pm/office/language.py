"""The office's language and its short words, found before anything else is loaded.

Help and completion speak it too, and they read no record: one line of one file is enough. What
the file says is only a wish for words; the record itself is read where it counts. Paths are texts
here: pathlib would cost 4 ms.
"""

import os
import re

from pm.model.pattern import pattern

_LINE = pattern(r"^language: *['\"]?(en|zh)['\"]?\s*$", re.MULTILINE)
_WORD = pattern(r"^    word: *['\"]?([^'\"\n]+)['\"]?\n    command: *(.*)$", re.MULTILINE)
_MOST = 65536


def office_language(folder: str) -> str | None:
    """Give the language of the office in or around a folder; none where there is no office."""
    match = _LINE.search(_settings(folder))
    return match[1] if match else None


def short_words(folder: str) -> dict[str, str]:
    """Give the office's short words with what they stand for, as completion offers them."""
    return dict(_WORD.findall(_settings(folder)))


def _settings(folder: str) -> str:
    """Read the beginning of the settings of the office in or around a folder."""
    place = os.path.abspath(folder)  # noqa: PTH100  # as said above
    while True:
        try:
            with open(f"{place}/records/office.yaml", "rb") as file:  # noqa: PTH123  # as above
                return file.read(_MOST).decode("utf-8", "replace")
        except OSError:
            place, inside = place.rpartition(os.sep)[0], place
            if not inside:
                return ""
