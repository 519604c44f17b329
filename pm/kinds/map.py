"""An import map: how a file of an old system becomes records."""

from typing import Annotated, ClassVar, Literal

from pm.i18n import mark
from pm.model.groups import Group
from pm.model.kind_types import ZoneName
from pm.model.record import Configuration
from pm.model.values import Words


class Condition(Group, kw_only=True):
    """What a row must say for a value to be taken from it."""

    column: str
    equals: Annotated[list[str], mark("one of these texts; capitals do not matter")]


class Exchange(Group, kw_only=True):
    """One line of a value table: what the file says, and what the office says for it."""

    text: str
    value: str


class Filling(Group, kw_only=True):
    """How one field of the new record is filled: from columns or with a fixed value."""

    field: Annotated[
        str,
        mark(
            "the field, as its option is called: caller_phone; of an entry: lines_staff, and then"
            " the rows of one key make one record"
        ),
    ]
    columns: Annotated[list[str], mark("the columns; what several hold is joined")] = []
    joined_by: Annotated[
        str | None, mark("what stands between them, a hyphen if nothing is said")
    ] = None
    split_by: Annotated[str | None, mark("what stands between several values in one cell")] = None
    value: Annotated[str | None, mark("the same value for every row")] = None
    table: Annotated[list[Exchange], mark("what each text of the file means here")] = []
    when: Annotated[Condition | None, mark("only rows that say so")] = None
    optional: Annotated[bool | None, mark("whether a file may lack the columns")] = None


class Map(Configuration, kw_only=True):
    """An import map: how each row of a file of an old system becomes a record."""

    columns: ClassVar[tuple[str, ...]] = ("id", "name", "kind", "timezone", "key")

    name: Words
    kind: Annotated[str, mark("the kind of record that a row becomes")] = "ticket"
    verb: Annotated[str, mark("the verb by which it comes in")] = "import"
    key: Annotated[str, mark("the column that tells rows apart in the old system")]
    happened: Annotated[
        str, mark("the field that says when a record begins, where its id tells the day")
    ] = "received_at"
    timezone: Annotated[ZoneName | None, mark("where the times of the file were read")] = None
    times: Annotated[list[str], mark("how the file writes times, as in %m/%d/%Y %I:%M:%S %p")] = []
    encoding: Annotated[str | None, mark("if it is neither UTF-8 nor GB18030")] = None
    delimiter: Literal["comma", "semicolon", "tab"] | None = None
    create: Annotated[
        list[str], mark("the kinds of configuration that are made if the file names new ones")
    ] = []
    language: Annotated[
        Literal["en", "zh"] | None, mark("the language of the names that are made so")
    ] = None
    fields: Annotated[list[Filling], mark("the fields of the new record")] = []
    kept: Annotated[list[str], mark("columns that are kept with the record for reference")] = []
