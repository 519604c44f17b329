"""From one text of a file to the value of a field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from pm.errors import PmError
from pm.i18n import Message, mark
from pm.model.field_types import DayType, Entering, TimeType
from pm.model.fields import Leaf
from pm.model.problem import BadValue
from pm.model.times import Local, fixed, localize
from pm.model.values import Link, Personal
from pm.office.importing.configuration import Catalogue
from pm.office.importing.plan import Plan, Step, folded

_KEPT = 1000
"""How many times are known again: a closing date stands for several fields."""


class FileEntering:
    """What the texts of a file are read against: the office, with the file's own time zone."""

    def __init__(self, entering: Entering, zone: tzinfo) -> None:
        """Take what the office reads against, and the zone."""
        self.now = entering.now
        self.zone = zone
        self.warnings: list[Message] = []
        self._entering = entering
        self._found: dict[tuple[tuple[str, ...], str], str | PmError] = {}

    def find(self, kinds: Sequence[str], text: str) -> str:
        """Find a record as the office does; every text is looked up once."""
        key = (tuple(kinds), text)
        if key not in self._found:
            try:
                self._found[key] = self._entering.find(kinds, text)
            except PmError as error:
                self._found[key] = error
        found = self._found[key]
        if isinstance(found, PmError):
            raise BadValue(found.message)
        return found

    def choose(self, labels: Mapping[str, Message], text: str) -> str:
        """Take a word only as it is written: the map says what else stands for it."""
        del labels
        return text

    def warn(self, message: Message) -> None:
        """Keep what is doubtful about the value that is being read."""
        self.warnings.append(message)

    def taken(self) -> list[Message]:
        """Give what was doubtful since the last time."""
        warnings, self.warnings = self.warnings, []
        return warnings


class ValueReader:
    """Reads the values of one file by its plan."""

    def __init__(
        self, plan: Plan, entering: FileEntering, catalogues: Mapping[str, Catalogue]
    ) -> None:
        """Take the plan and the configuration that may be made."""
        self._plan = plan
        self._entering = entering
        self._catalogues = catalogues
        self._parsers = {step.name: self._parser(step.leaf) for step in plan.steps}
        self._local = lru_cache(maxsize=_KEPT)(self._read_local)

    def catalogue(self, leaf: Leaf) -> Catalogue | None:
        """Give the configuration to which a field points, where it may be made."""
        links = () if leaf.field.form is None else leaf.field.form.links()
        return next((self._catalogues[noun] for noun in links if noun in self._catalogues), None)

    def read(self, step: Step, text: str) -> Any:  # noqa: ANN401  # a field holds any type
        """Read the text of a field; raises :class:`BadValue`."""
        if not step.leaf.field.many:
            return self._read_one(step, text)
        parts = [text] if step.split_by is None else text.split(step.split_by)
        return [self._read_one(step, part.strip()) for part in parts if part.strip()]

    def _read_one(self, step: Step, text: str) -> Any:  # noqa: ANN401  # as above
        return self._parsers[step.name](_exchanged(step, text) if step.table else text)

    def time(self, text: str) -> datetime:
        """Read a time in the formats of the map; raises :class:`BadValue`."""
        local = self._local(text)
        if local.warning is not None:
            self._entering.warn(local.warning)
        return local.time

    def _read_local(self, text: str) -> Local:
        moment = self._moment(text)
        if moment.tzinfo is not None:
            return Local(fixed(moment), None)
        try:
            local = localize(moment, self._entering.zone)
        except OverflowError:
            raise _bad_time(text, self._plan.times[0]) from None
        return local._replace(time=fixed(local.time))

    def _parser(self, leaf: Leaf) -> Callable[[str], Any]:
        form, catalogue = leaf.field.form, self.catalogue(leaf)
        assert form is not None  # noqa: S101  # an option has a form
        if catalogue is not None:
            return lambda text: Link(catalogue.slug(text))
        if self._plan.times and isinstance(form, TimeType):
            return self.time
        if self._plan.times and isinstance(form, DayType):
            return self._day
        if leaf.field.scope is not None:
            return lambda text: Personal(form, plain=form.parse(text, self._entering))
        return lambda text: form.parse(text, self._entering)

    def _day(self, text: str) -> date:
        return self._moment(text).date()

    def _moment(self, text: str) -> datetime:
        stripped = text.strip()
        for form in self._plan.times:
            try:
                return datetime.strptime(stripped, form)  # noqa: DTZ007  # localized by the caller
            except ValueError:
                continue
        raise _bad_time(text, self._plan.times[0])


def _exchanged(step: Step, text: str) -> str:
    found = step.table.get(folded(text))
    if found is None:
        raise BadValue(mark("the value table of {field} does not have it", field=step.name))
    return found


def _bad_time(text: str, form: str) -> BadValue:
    sample = datetime(2026, 11, 22, 15, 30).strftime(form)  # noqa: DTZ001  # only its form is shown
    return BadValue(mark("'{text}' is not written like {sample}", text=text, sample=sample))
