"""The rules in force: what the office's records say about posts, capabilities and reasons."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any

from pm.i18n import Message
from pm.model.capabilities import READ, covers
from pm.model.policy import Limit, Terms
from pm.model.times import zone_named
from pm.model.values import SCOPES
from pm.model.working_time import WorkingTime
from pm.office import registry
from pm.office.on_call import on_call
from pm.office.policies import Policies
from pm.office.reader import RecordReader


class Rules:
    """The policy of one state of the office, read record by record as it is asked for."""

    def __init__(self, reader: RecordReader) -> None:
        """Take the reader of that state."""
        self._reader = reader
        self._policies = Policies(reader, self._newest_policy, self.zone, self._warn)
        self._warnings: dict[Message, None] = {}

    def settings(self) -> Any:  # noqa: ANN401  # a record of pm.kinds.office, which office does not name
        """Give the office's own record, or none before there is one."""
        stored = self._reader.find(registry.kind("office"), "office")
        return None if stored is None else stored.record

    def zone(self) -> tzinfo:
        """Give the office's time zone; UTC before there is an office."""
        settings = self.settings()
        return UTC if settings is None else zone_named(settings.timezone)

    def may(self, staff: str, capability: str) -> bool:
        """Tell whether a member of staff who has not left holds a capability."""
        stored = self._reader.find(registry.kind("staff"), staff)
        record: Any = None if stored is None else stored.record
        if record is None or record.state != "active":
            return False
        return covers(self._capabilities(record.post), capability)

    def name_of(self, staff: str) -> str:
        """Give the name of a member of staff, the id where there is no record."""
        stored = self._reader.find(registry.kind("staff"), staff)
        return staff if stored is None else str(getattr(stored.record, "name", staff))

    def is_reason(self, code: str, use: str) -> bool:
        """Tell whether a reason code is active and meant for this use."""
        stored = self._reader.find(registry.kind("reason"), code)
        record: Any = None if stored is None else stored.record
        return record is not None and record.state == "active" and use in record.uses

    def terms(self, at: datetime) -> Terms:
        """Give what the policy in force at a time says."""
        return self._policies.terms(at)

    def policies(self, start: datetime, end: datetime) -> list[Any]:
        """Give the policies in force in a half-open time, the newest first."""
        return self._policies.in_force_during(start, end)

    def limit(self, clock: str, at: datetime, **facts: str | None) -> Limit | None:
        """Give the limit of a clock that begins at a time, for what has these facts; or none."""
        return self._policies.limit(clock, at, facts)

    def take_warnings(self) -> list[Message]:
        """Give what is to be told of due times that may still change, and forget it."""
        warnings = list(self._warnings)
        self._warnings.clear()
        return warnings

    def _newest_policy(self) -> str | None:
        return getattr(self.settings(), "policy", None)

    def _warn(self, message: Message) -> None:
        self._warnings[message] = None

    def office_hours(self) -> WorkingTime | None:
        """Give the working time of the office itself; none where its record names no calendar."""
        settings = self.settings()
        name = None if settings is None else settings.calendar
        return None if name is None else self._policies.working_time(name)

    def scopes_of(self, staff: str) -> list[str]:
        """Give the scopes of personal values that a member of staff may read by his post."""
        return [scope for scope in SCOPES if self.may(staff, f"{READ}.{scope}")]

    def is_below(self, staff: str, post: str) -> bool:
        """Tell whether the post of a member of staff reports to a post, directly or not."""
        stored = self._reader.find(registry.kind("staff"), staff)
        passed: set[str] = set()
        above = None if stored is None else self._above(getattr(stored.record, "post", ""))
        while above is not None and above not in passed:
            if above == post:
                return True
            passed.add(above)
            above = self._above(above)
        return False

    def on_call(self, department: str, at: datetime, trade: str | None = None) -> str | None:
        """Give who is on call for a department at a time by the published roster, or none."""
        return on_call(self._reader, self.zone(), department, at, trade)

    def _above(self, post: str) -> str | None:
        stored = self._reader.find(registry.kind("post"), post)
        return None if stored is None else getattr(stored.record, "reports_to", None)

    def _capabilities(self, post: str) -> Iterable[str]:
        stored = self._reader.find(registry.kind("post"), post)
        record: Any = None if stored is None else stored.record
        return () if record is None or record.state != "active" else record.capabilities


class Founding:
    """The policy while an office is being made: the founder may do everything."""

    def may(self, staff: str, capability: str) -> bool:
        """Allow it."""
        del staff, capability
        return True

    def name_of(self, staff: str) -> str:
        """There are no names yet."""
        return staff

    def is_reason(self, code: str, use: str) -> bool:
        """There are no reasons yet."""
        del code, use
        return False

    def terms(self, at: datetime) -> Terms:
        """There is no policy yet."""
        del at
        return Terms()

    def limit(self, clock: str, at: datetime, **facts: str | None) -> Limit | None:
        """There are no limits yet."""
        del clock, at, facts
        return None

    def is_below(self, staff: str, post: str) -> bool:
        """Nobody is below anybody yet."""
        del staff, post
        return False

    def on_call(self, department: str, at: datetime, trade: str | None = None) -> str | None:
        """There is no roster yet."""
        del department, at, trade
        return None
