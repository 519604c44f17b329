"""What people mean by a word that is no whole one: its beginning, or one that is near to it."""

from collections.abc import Iterable, Mapping

SHORT = 3
"""A text of so many characters is near though a half of it is another one: 李墙 is near to 李强."""


def meant(text: str, words: Mapping[str, Iterable[str]]) -> list[str]:
    """Give the keys that a text may mean.

    ``words`` has for each key how people call it. A whole word wins over beginnings; capitals do
    not count. One key is unambiguous, none is unknown.
    """
    low = text.strip().lower()
    if not low:
        return []
    called = {key: {one.lower() for one in (key, *names)} for key, names in words.items()}
    whole = [key for key, names in called.items() if low in names]
    return whole or [
        key for key, names in called.items() if any(one.startswith(low) for one in names)
    ]


def nearest(text: str, words: Mapping[str, Iterable[str]]) -> list[str]:
    """Give the keys that somebody may have meant who mistyped, the nearest first; at most three."""
    from difflib import get_close_matches  # noqa: PLC0415  # only a mistake needs it

    owners = {one.lower(): key for key, names in words.items() for one in (key, *names)}
    low = text.strip().lower()
    near = get_close_matches(low, owners, cutoff=0.5 if len(low) <= SHORT else 0.6)
    return list(dict.fromkeys(owners[word] for word in near))


def alone(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give names that people call by nothing else."""
    return dict.fromkeys(names, ())
