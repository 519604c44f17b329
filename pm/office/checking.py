"""Checking: every record's form, links, place and state; a broken one is named, the rest works."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pm.errors import Damaged, PmError, Sealed
from pm.i18n import Message, mark
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.values import Place
from pm.office import registry
from pm.office.clocking import NOUN as CLOCKED
from pm.office.desk import Desk, at_desk
from pm.office.handwork import kind_of_path
from pm.office.leak_search import leaks_at_head, leaks_in_history
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.office.reclocking import differing
from pm.office.sight import make_ready, opener
from pm.store.session import Change
from pm.store.yaml_reading import read_tree
from pm.vault.token import parse_token


class Finding(NamedTuple):
    """One thing that is wrong with one file; ``target`` is where a misplaced file belongs."""

    path: str
    problem: Message
    target: str | None = None

    @property
    def mendable(self) -> bool:
        """Whether there is one right answer."""
        return self.target is not None


def check(office: Office, *, history: bool = False, keys: Iterable[Message] = ()) -> list[Finding]:
    """Give everything that is wrong with the records at HEAD, by path.

    ``history`` looks for what is personal and in the clear in everything that was ever recorded;
    ``keys`` is what is wrong with the keyring.
    """
    places = leaks_in_history(office) if history else leaks_at_head(office)
    return [
        *_broken(office),
        *_dangling(office),
        *_damaged(office),
        *_overtaken(office),
        *(Finding(path, problem) for path, problem in places),
        *(Finding(KEYRING, problem) for problem in keys),
    ]


KEYRING = "keyring"
"""What stands in the place of a path where something is wrong with keys."""


def _broken(office: Office) -> Iterator[Finding]:
    for one in office.index.broken():
        for problem in one.problems:
            yield Finding(one.path, problem.message, _right_place(office, one.path))


def _dangling(office: Office) -> Iterator[Finding]:
    kinds = list(registry.kinds())
    for link in office.index.dangling(kinds, opener(office)):
        kind = registry.kind(link.kind)
        yield Finding(
            kind.path(link.record_id),
            mark("{field}: there is no record {id}", field=link.field, id=link.target),
        )


def _damaged(office: Office) -> Iterator[Finding]:
    """Name sealed values that were changed, moved or cut, as far as who acts can open them."""
    found: list[Finding] = []

    def open_(place: Place, disk: str) -> str | None:
        try:
            return office.vault.open(place, disk)
        except Damaged as error:
            if parse_token(disk) is not None:  # what is no token at all is named as plain text
                found.append(Finding(registry.kind(place.kind).path(place.record), error.message))
        except Sealed:
            pass
        return None

    kinds = list(registry.kinds())
    make_ready(office, kinds)
    office.index.open_all(kinds, open_)
    yield from found


def _overtaken(office: Office) -> Iterator[Finding]:
    """Name open tickets whose due times a calendar, a year or the policy has overtaken."""
    for one in differing(office):
        yield Finding(
            registry.kind(CLOCKED).path(one.id),
            mark(
                "counted now these are others: {fields} (pm ticket reclock {id})",
                fields=Message(
                    "{fields}", {"fields": [label("field", change.path) for change in one.changes]}
                ),
                id=one.id,
            ),
        )


def _right_place(office: Office, path: str) -> str | None:
    """Give where a misplaced record belongs, if it says so and nothing lies there."""
    if kind_of_path(path)[0] is not None:
        return None
    head = office.repository.head()
    data = None if head is None else office.repository.read(head, path)
    if data is None or head is None:
        return None
    try:
        record_id = str(read_tree(data, path).get("id", ""))
        kind = _kind_that_fits(record_id, path)
        target = None if kind is None else kind.path(record_id)
    except PmError:  # what cannot be read has no right place
        return None
    if target is None or office.repository.read(head, target) is not None:
        return None
    return target


def _kind_that_fits(record_id: str, path: str) -> Kind | None:
    noun = registry.by_prefix().get(record_id.partition("-")[0])
    if noun is not None:
        return registry.kind(noun)
    plural = path.split("/")[1]
    return next((kind for kind in registry.kinds() if kind.plural == plural), None)


def mend(office: Office, findings: Sequence[Finding], *, dry_run: bool = False) -> int:
    """Move misplaced records to where they belong, in one commit; gives how many."""
    moves = {finding.path: finding.target for finding in findings if finding.target}
    if not moves:
        return 0
    with at_desk(office, dry_run=dry_run) as desk:
        acting = desk.acting(office.acting_staff(desk.entering()), Circumstances())
        changes = [
            change
            for path, target in moves.items()
            for change in _moved(desk, acting, path, target)
        ]
        desk.record(acting, beside=changes)
    return len(moves)


def _moved(desk: Desk, acting: Acting, path: str, target: str) -> Iterator[Change]:
    data = desk.session.read(path)
    kind, record_id = kind_of_path(target)
    if data is None or kind is None:
        return
    state = str(read_tree(data, path).get("state", ""))
    acting.note(kind, record_id, "mend", source=state, target=state, subject="mend its place")
    yield Change(path, None)
    yield Change(target, data)
