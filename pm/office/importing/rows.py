"""From a row of text to the values of a record: what is bad is named, what is doubtful is told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pm.errors import PmError
from pm.i18n import Message, mark
from pm.model.field_types import DayType, Entering, FieldType
from pm.model.fields import Leaf
from pm.model.options import flag
from pm.model.problem import BadValue
from pm.model.times import Local, fixed, localize
from pm.model.values import Link, Personal
from pm.office.importing.configuration import Catalogue
from pm.office.importing.plan import KEPT, KEY, SYSTEM, Condition, Plan, Step, folded
from pm.office.importing.problems import RowProblem
from pm.office.importing.reading import Row

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years whose days an id can tell."""


class Draft(NamedTuple):
    """What a row gives: the values of its record, when it began, and the slugs that it needs."""

    values: dict[str, Any]
    happened: datetime
    slugs: tuple[tuple[Catalogue, str], ...]


class RowEntering:
    """What the texts of a file are read against: the office, with the file's own time zone."""

    def __init__(self, entering: Entering, zone: ZoneInfo) -> None:
        """Take what the office is read against."""
        self.now = entering.now
        self.zone = zone
        self.warnings: list[Message] = []
        self._entering = entering
        self._found: dict[tuple[tuple[str, ...], str], str | PmError] = {}

    def find(self, kinds: Sequence[str], text: str) -> str:
        """Find a record as the office does; every text is looked up once."""
        key = (tuple(kinds), text)
        found = self._found.get(key)
        if found is None:
            try:
                found = self._entering.find(kinds, text)
            except PmError as error:
                found = error
            self._found[key] = found
        if isinstance(found, PmError):
            raise found
        return found

    def warn(self, message: Message) -> None:
        """Keep what is doubtful about the value that is being read."""
        self.warnings.append(message)

    def taken(self) -> list[Message]:
        """Give what was doubtful since the last time."""
        warnings, self.warnings = self.warnings, []
        return warnings


class RowReader:
    """Reads the rows of one file by its plan."""

    def __init__(
        self, plan: Plan, entering: Entering, catalogues: Mapping[str, Catalogue]
    ) -> None:
        """Take the plan and the configuration that may be made."""
        self.problems: list[RowProblem] = []
        self.warnings: list[RowProblem] = []
        self._plan = plan
        self._entering = RowEntering(entering, plan.zone)
        self._catalogues = catalogues
        self._parsers = {step.leaf.name: self._parser(step.leaf) for step in plan.steps}
        self._day_zone = entering.zone

    def key(self, row: Row) -> str:
        """Give the key of a row."""
        return row.cells.get(self._plan.key, "").strip()

    def read(self, row: Row) -> Draft | None:
        """Read one row; none where it has a problem."""
        return _Reading(self, row).draft()

    # -- values -----------------------------------------------------------------------------------

    def _parser(self, leaf: Leaf) -> Callable[[str], Any]:
        form = leaf.field.form
        assert form is not None  # noqa: S101  # an option has a form
        catalogue = next(
            (self._catalogues[noun] for noun in form.links() if noun in self._catalogues), None
        )
        if catalogue is not None:
            return lambda text: Link(catalogue.slug(text))
        if self._plan.times and form.name == "time":
            return self._time
        if self._plan.times and isinstance(form, DayType):
            return self._day
        return lambda text: form.parse(text, self._entering)
