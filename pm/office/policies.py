"""The policy in force: found by walking back from the newest version, never by listing any."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from pm.i18n import Message
from pm.model.clocks import WorkingLimit
from pm.model.policy import TERMS, Rung, Terms
from pm.model.working_time import WorkingTime, Year, Years, year_of
from pm.office import registry
from pm.office.holidays import official_year
from pm.office.reader import RecordReader


class Policies:
    """The versions of the office's policy; calendars and years are read as a clock needs them."""

    def __init__(
        self,
        reader: RecordReader,
        newest: Callable[[], str | None],
        zone: Callable[[], tzinfo],
        warn: Callable[[Message], None],
    ) -> None:
        """Take what reads records, names the newest version, gives the zone, and is warned."""
        self._reader = reader
        self._newest = newest
        self._zone = zone
        self._warn = warn

    def in_force(self, at: datetime) -> Any:  # noqa: ANN401  # a record of pm.kinds.policy, or none
        """Give the policy in force at a time; none where none was yet."""
        day = at.astimezone(self._zone()).date()
        passed: set[str] = set()
        name = self._newest()
        while name is not None and name not in passed:
            passed.add(name)
            policy = self._find("policy", name)
            if policy is None or policy.valid_from <= day:
                return policy
            name = policy.replaces
        return None

    def in_force_during(self, start: datetime, end: datetime) -> list[Any]:
        """Give the policies in force in a half-open time, the newest first."""
        passed: list[Any] = []
        policy = self.in_force(end - timedelta(seconds=1))
        while policy is not None and policy not in passed:
            passed.append(policy)
            if (
                policy.replaces is None
                or policy.valid_from <= start.astimezone(self._zone()).date()
            ):
                break
            policy = self._find("policy", policy.replaces)
        return passed

    def terms(self, at: datetime) -> Terms:
        """Give what the policy in force at a time says besides its limits."""
        policy = self.in_force(at)
        if policy is None:
            return Terms()
        said = {name: getattr(policy, name) for name in TERMS}
        given = {name: number for name, number in said.items() if number is not None}
        rungs = sorted((rung.level, rung.post, rung.after_hours) for rung in policy.ladder)
        ladder = tuple(Rung(*rung) for rung in rungs)
        return Terms(version=policy.id, ladder=ladder, **given)

    def limit(
        self, clock: str, at: datetime, facts: Mapping[str, str | None]
    ) -> WorkingLimit | None:
        """Give the first limit of a clock that matches; none where the policy sets none."""
        policy = self.in_force(at)
        if policy is None:
            return None
        for rule in policy.rules:
            if rule.clock == clock and self._matches(rule, at, facts):
                return self._limit(policy.id, rule)
        return None

    def _matches(self, rule: Any, at: datetime, facts: Mapping[str, str | None]) -> bool:  # noqa: ANN401  # a rule of pm.kinds.policy
        wanted: dict[str, set[str]] = {}
        for fact in rule.facts:
            wanted.setdefault(fact.field, set()).add(fact.value)
        if any(facts.get(field) not in values for field, values in wanted.items()):
            return False
        return rule.window is None or rule.window.holds(at.astimezone(self._zone()))

    def _limit(self, version: str, rule: Any) -> WorkingLimit | None:  # noqa: ANN401  # as above
        time = self.working_time(rule.calendar)
        if time is None:
            return None
        return WorkingLimit(
            clock=rule.clock,
            version=version,
            span=rule.span,
            calendar=rule.calendar,
            time=time,
            warn=self._warn,
        )

    def working_time(self, name: str) -> WorkingTime | None:
        """Give the working time of a calendar; none where there is no such calendar."""
        calendar = self._find("calendar", name)
        if calendar is None:
            return None
        return WorkingTime(self._zone(), calendar.hours, self._years(calendar.days_off))

    def _years(self, days_off: str) -> Years | None:
        if days_off == "none":
            return None
        return self._official if days_off == "china" else self._own

    def _official(self, number: int) -> Year | None:
        return self._own(number) or official_year(number)

    def _own(self, number: int) -> Year | None:
        year = self._find("year", str(number))
        if year is None or year.state != "active":
            return None
        return year_of(number, year.days_off, year.workdays)

    def _find(self, noun: str, name: str) -> Any:  # noqa: ANN401  # a record of a kind that office does not name
        stored = self._reader.find(registry.kind(noun), name)
        return None if stored is None else stored.record
