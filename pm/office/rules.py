"""The rules in force: what the office's records say about posts, capabilities and reasons."""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from fnmatch import fnmatchcase
from typing import Any

from pm.model.times import zone_named
from pm.office import registry
from pm.office.reader import RecordReader


class Rules:
    """The policy of one state of the office, read record by record as it is asked for."""

    def __init__(self, reader: RecordReader) -> None:
        """Take the reader of that state."""
        self._reader = reader

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

    def _capabilities(self, post: str) -> Iterable[str]:
        stored = self._reader.find(registry.kind("post"), post)
        record: Any = None if stored is None else stored.record
        return () if record is None or record.state != "active" else record.capabilities


def covers(patterns: Iterable[str], capability: str) -> bool:
    """Tell whether one of the patterns (``ticket.*``) covers a capability."""
    return any(fnmatchcase(capability, pattern) for pattern in patterns)


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
