"""Patterns that are compiled when a first text is held against one.

Compiling costs more than most uses, and a run of pm needs few of all the patterns there are.
"""

import re
from typing import Any, AnyStr, cast

_ASKED = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _Waiting:
    """A pattern that is not compiled yet: from the first question on, the compiled one answers."""

    def __init__(self, source: object, flags: int) -> None:
        """Keep what will be compiled."""
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a pattern offers
        """Compile; what is asked often is here from now on and does not come this way again."""
        compiled = re.compile(cast("str", self.pattern), self._flags)
        self.__dict__.update({asked: getattr(compiled, asked) for asked in _ASKED})
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give a pattern that behaves as :func:`re.compile` would have made it."""
    return cast("re.Pattern[AnyStr]", _Waiting(source, flags))
