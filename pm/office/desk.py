"""A desk at work: staff act, one commit an act; a stream of acts is the same call."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from pm.errors import Refused
from pm.i18n import Message, mark
from pm.model.act import Deed
from pm.model.grammar import compose, mail_of
from pm.model.kind import Kind
from pm.model.verbs import Verb
from pm.office import registry
from pm.office.entering import EnteringDesk
from pm.office.leaks import refuse_leaks
from pm.office.office import DESK_OPTION, Office
from pm.office.performing import Acting, Circumstances, Given
from pm.office.surroundings import Surroundings
from pm.store.failures import plain_disk_failures
from pm.store.objects import Signature
from pm.store.records import Stored
from pm.store.session import Change
from pm.store.transaction import transaction

DESK_MAIL = mail_of("desk")


class Command(NamedTuple):
    """A verb as it was typed; ``records`` are ids or names, none where the verb creates."""

    kind: Kind
    verb: str
    given: Given
    how: Circumstances
    records: tuple[str, ...] = ()


class Written(NamedTuple):
    """What an act wrote: its records, its commit and what the person is to be told."""

    kind: Kind
    stored: tuple[Stored, ...]
    commit: str
    deeds: tuple[Deed, ...]
    warnings: tuple[Message, ...]
    told: tuple[Message, ...] = ()


class Desk(Surroundings):
    """A desk: what surrounds an act, and the commits in which acts are recorded."""

    def act(self, typist: str, command: Command) -> Written:
        """Make or change a record by typed options, in one commit."""
        acting = self.acting(typist, command.how)
        kind, verb = command.kind, command.kind.verbs[command.verb]
        if verb.creates:
            written = [acting.create(kind, verb, command.given)]
        else:
            meant = self._meant(kind, command, acting.entering)
            written = self._perform_each(acting, kind, verb, command.given, meant)
        commit = self.record(acting)
        return Written(
            kind,
            tuple(written),
            commit,
            tuple(acting.deeds),
            (*acting.entering.warnings, *self.rules.take_warnings()),
            tuple(acting.told),
        )

    def _perform_each(
        self, acting: Acting, kind: Kind, verb: Verb, given: Given, meant: Sequence[str]
    ) -> list[Stored]:
        """Change every record that was meant, or none: all that are refused are named."""
        written: list[Stored] = []
        refused: dict[str, Refused] = {}
        for record_id in meant:
            try:
                with acting.apart():
                    stored = self.reader.get(kind, record_id)
                    written.append(acting.perform(kind, stored, verb, given))
            except Refused as error:
                refused[record_id] = error
        if refused:
            raise refused[meant[0]] if len(meant) == 1 else _refusal_of(refused, len(meant))
        return written

    def _meant(self, kind: Kind, command: Command, entering: EnteringDesk) -> list[str]:
        names = command.records or ((kind.name,) if kind.is_single else ())
        return list(dict.fromkeys(entering.find([kind.name], name) for name in names))

    def acting(self, typist: str, how: Circumstances) -> Acting:
        """Begin an act of a member of staff."""
        return Acting(self, typist, how)

    def record(
        self,
        acting: Acting,
        *,
        bulk: str | None = None,
        undoes: str | None = None,
        beside: Sequence[Change] = (),
    ) -> str:
        """Write what an act did as one commit and give its id; a bulk act names its source."""
        if not acting.deeds:
            return self.session.head or ""
        message = compose(
            acting.deeds,
            acting.now,
            bulk=bulk,
            undoes=undoes,
            clock=self.clock(acting.now),
        )
        changes = [*acting.changes(), *beside]
        refuse_leaks(self.session, message, changes)
        author = self.signature(acting.typist, acting.now)
        committer = author if self.name is None else Signature(self.name, DESK_MAIL, acting.now)
        return self.session.commit(message, author, committer, changes)

    def signature(self, staff: str, at: datetime) -> Signature:
        """Sign as a member of staff."""
        record: Any = self.reader.get(registry.kind("staff"), staff).record
        return Signature(record.name, mail_of(staff), at)


def _refusal_of(refused: Mapping[str, Refused], count: int) -> Refused:
    """Give one refusal for several records, with what each of them lacks."""
    reasons = [
        mark("{id}: {reason}", id=record_id, reason=reason)
        for record_id, error in refused.items()
        for reason in error.details or (error.message,)
    ]
    return Refused(
        mark(
            "nothing was recorded: refused for {refused} of {count}",
            refused=len(refused),
            count=count,
        ),
        details=reasons,
        hint=next(iter(refused.values())).hint,
    )


class _NothingRecordedError(Exception):
    """Leaves a transaction that was only tried."""


@contextmanager
def at_desk(
    office: Office, now: Callable[[tzinfo], datetime] | None = None, *, dry_run: bool = False
) -> Iterator[Desk]:
    """Open the transaction in which staff act; what they did is written at its end."""
    try:
        with transaction(office.repository) as session:
            office.vault.begin()
            yield Desk(
                session,
                office.environment,
                office.vault,
                lookup=office.lookup,
                now=now,
                name=office.options.get(DESK_OPTION),
            )
            _refuse_to_record(dry_run=dry_run)
            with plain_disk_failures():
                office.vault.flush()  # keys first: a record without its key would be lost
    except _NothingRecordedError:
        return
    office.tidy_keys()
    office.is_complete = session.is_complete
    office.forget()


def _refuse_to_record(*, dry_run: bool) -> None:
    if dry_run:
        raise _NothingRecordedError
