"""Acting: the transaction in which staff act, opened on an office."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from pm.office.desk import Desk
from pm.office.office import DESK_OPTION, Office
from pm.store.transaction import transaction


class _NothingRecordedError(Exception):
    """Leaves a transaction that was only tried."""


@contextmanager
def at_desk(
    office: Office, now: Callable[[ZoneInfo], datetime] | None = None, *, dry_run: bool = False
) -> Iterator[Desk]:
    """Open the transaction in which staff act; what they did is written at its end."""
    try:
        with transaction(office.repository) as session:
            yield Desk(
                session,
                office.environment,
                office.vault,
                lookup=office.lookup,
                now=now,
                name=office.options.get(DESK_OPTION),
            )
            _refuse_to_record(dry_run=dry_run)
    except _NothingRecordedError:
        return
    office.forget()


def _refuse_to_record(*, dry_run: bool) -> None:
    if dry_run:
        raise _NothingRecordedError
