"""Records with which something is wrong, as the index knows them."""

from typing import NamedTuple

from pm.index.problems import unpack
from pm.index.selection import Ask
from pm.model.problem import Problem


class Broken(NamedTuple):
    """A file under ``records/`` and what is wrong with it.

    ``usable`` says that the record is in lists all the same: only something unknown stands in it.
    """

    path: str
    kind: str
    record_id: str
    usable: bool
    problems: list[Problem]


def broken(ask: Ask) -> list[Broken]:
    """Give every file with a problem, by path."""
    rows = ask(
        "SELECT path, kind, id, state NOTNULL, problem FROM record"
        " WHERE problem NOTNULL ORDER BY path",
        (),
    )
    return [
        Broken(path, kind, record_id, bool(usable), unpack(problem))
        for path, kind, record_id, usable, problem in rows
    ]
