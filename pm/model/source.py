"""Where a record of an old system comes from; an import fills it by itself."""

from typing import Annotated

from pm.i18n import mark
from pm.model.groups import Group
from pm.model.values import Personal, Prose, Voice


class Origin(Group, kw_only=True):
    """Where an imported record comes from, so that the same file brings nothing in twice."""

    system: Annotated[str, mark("the import map that brought it in")]
    key: Annotated[str, mark("its number in the old system")]


class Source(Origin, kw_only=True):
    """Where an imported record about a person comes from, and what else its row said."""

    kept: Annotated[Personal[Prose, Voice] | None, mark("columns kept for reference")] = None
