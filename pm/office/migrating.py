"""Migration: older records brought up to the present form, in one commit.

A migration is a function from tree to tree of one kind; it ships with the change that needs it.
The office's record says which form its records have (``disk_format``); older ones stay readable.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pm.errors import Refused
from pm.i18n import mark
from pm.model.node import Tree
from pm.office import registry
from pm.office.desk import Desk, at_desk
from pm.office.founding import system_records
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from pm.store.records import Stored, read_stored
from pm.store.session import Change
from pm.store.yaml_reading import read_tree
from pm.store.yaml_splicing import splice_tree


class Migration(NamedTuple):
    """What brings the records of one kind from the form before ``format`` to it."""

    format: int
    kind: str
    change: Callable[[Tree], Tree]


def occupancy_to_state(tree: Tree) -> Tree:
    """Let a unit's occupancy, a field of its own before, be its state."""
    occupancy = tree.get("occupancy")
    rest = {name: node for name, node in tree.items() if name != "occupancy"}
    return rest | {"state": occupancy} if occupancy and tree["state"] == "listed" else rest


MIGRATIONS: Sequence[Migration] = (Migration(2, "unit", occupancy_to_state),)
"""Every migration there is, in the order in which they run."""

FORMAT = 1
"""The form of the records before any migration."""


MIGRATE = "migrate"
"""The verb by which a record is brought up, or comes in."""


class Migrated(NamedTuple):
    """How many records were brought up, and the form they have now."""

    records: int
    format: int


def migrate(
    office: Office, *, dry_run: bool = False, migrations: Sequence[Migration] = MIGRATIONS
) -> Migrated:
    """Run the migrations that the office has not had, in one commit."""
    settings: Any = office.rules.settings()
    newest = max((migration.format for migration in migrations), default=FORMAT)
    if settings is not None and settings.disk_format > newest:
        raise Refused(
            mark(
                "this office was written by a newer pm (form {format})", format=settings.disk_format
            ),
            hint=mark("install the newer pm"),
        )
    due = [one for one in migrations if settings is not None and one.format > settings.disk_format]
    lacking = [] if settings is None else _lacking(office)
    if not due and not lacking:
        return Migrated(0, newest)
    with at_desk(office, dry_run=dry_run) as desk:
        acting = desk.acting(office.acting_staff(desk.entering()), Circumstances())
        for stored in lacking:
            acting.take(stored, MIGRATE)
        changes = _changed(office, desk, acting, due)
        beside = [*changes.values(), *([_raise_format(desk, acting, newest)] if due else [])]
        desk.record(acting, bulk="", beside=beside)
    return Migrated(len(changes) + len(lacking), newest)


def _lacking(office: Office) -> list[Stored]:
    """Give what every office has by now and an older one was not founded with."""
    return [one for one in system_records() if not office.reader.holds(one.kind, one.record.id)]


def _changed(
    office: Office, desk: Desk, acting: Acting, due: Sequence[Migration]
) -> Mapping[str, Change]:
    changes: dict[str, Change] = {}
    for migration in due:
        kind = registry.kind(migration.kind)
        for (path,) in office.index.run("SELECT path FROM record WHERE kind = ?", (kind.name,)):
            data = changes[path].content if path in changes else desk.session.read(path)
            if data is None:
                continue
            tree = read_tree(data, path)
            after = migration.change(dict(tree))
            if after != tree:
                changes[path] = Change(path, splice_tree(data, after, path))
                acting.note(kind, str(tree["id"]), MIGRATE)
    return changes


def _raise_format(desk: Desk, acting: Acting, newest: int) -> Change:
    kind = registry.kind("office")
    path = kind.path(kind.name)
    stored = read_stored(kind, path, desk.session.read(path) or b"")
    acting.note(kind, kind.name, MIGRATE)
    after = {**stored.tree, "disk_format": str(newest)}
    return Change(path, splice_tree(stored.data, after, path))
