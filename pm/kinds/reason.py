"""A reason code: why something was struck out, handed back or overridden."""

from typing import Annotated, ClassVar

from pm.i18n import mark
from pm.model.record import Configuration
from pm.model.values import Words


class Reason(Configuration, kw_only=True):
    """A reason from the office's list; a commit names its code and never free text."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "uses")

    name: Words
    uses: Annotated[list[str], mark("for what it may be given: void, hand-back, override …")]
