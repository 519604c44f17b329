"""What of older keys could not be destroyed: told, and in the exit code."""

from collections.abc import Sequence

from pm.errors import ProblemsFound
from pm.i18n import Message, mark
from pm.office.leftovers import leftover


def refuse_leftovers(words: Sequence[str], pending: Sequence[Message] = ()) -> None:
    """End with a problem where something is left."""
    if words or pending:
        raise ProblemsFound(
            mark("older keys are not gone everywhere"),
            details=[*map(leftover, words), *pending],
            hint=mark("see to these, then type: pm vault rotate"),
        )
