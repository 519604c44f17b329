"""A reason code: why something was struck out, handed back or overridden."""

from typing import Annotated, ClassVar

from pm.i18n import mark
from pm.model.field_types import PatternType
from pm.model.ids import is_slug
from pm.model.record import Configuration
from pm.model.values import Words

Use = Annotated[
    str, PatternType("use", is_slug, "void", mark("this is no use of a reason, as in void"))
]


class Reason(Configuration, kw_only=True):
    """A reason from the office's list; a commit names its code and never free text."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "uses")

    name: Words
    uses: Annotated[list[Use], mark("for what it may be given: void, hand-back, override …")]
