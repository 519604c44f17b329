"""Finding a record as it is named at the counter: by a person's values, or by a door."""

from collections.abc import Callable, Collection, Iterable, Iterator

from pm.index.filters import Clause, Found, Open, begins, look_up
from pm.index.layout import quoted, tables
from pm.index.search import THERE, name_columns, personal_values
from pm.index.selection import Ask, opened
from pm.model.doors import Door, door_after, is_door, numbered, plain
from pm.model.kind import Kind


def by_person(
    ask: Ask, kind: Kind, text: str, open_: Open, load: Callable[[Collection[str]], None]
) -> list[str]:
    """Give the ids of the records that people find by a text: wholly, else by its beginning.

    ``load`` makes ready for opening values of many subjects. Who was struck out is not found, nor
    a household by somebody who is no member any more.
    """
    whole: set[str] = set()
    begun: set[str] = set()
    for found in (look_up(kind, name) for name in kind.record.found_by):
        form = found.column.leaf.field.form
        wanted = "" if form is None else form.sought(text)
        if form is None or not wanted:
            continue
        for record_id, value in _values(ask, kind, found, open_, load):
            compared = form.sought(value)
            if compared == wanted:
                whole.add(record_id)
            elif form.is_begun and compared.startswith(wanted):
                begun.add(record_id)
    return sorted(whole or begun)


def by_link(  # noqa: PLR0913, PLR0917  # the question, and what opens
    ask: Ask,
    kind: Kind,
    name: str,
    targets: Collection[str],
    open_: Open,
    load: Callable[[Collection[str]], None],
) -> list[str]:
    """Give the ids of the records whose personal link leads to one of some others.

    What is over is not found so: who has moved out is not sought by the flat.
    """
    found = look_up(kind, name)
    linked = {one for one, value in _values(ask, kind, found, open_, load) if value in targets}
    marks = ", ".join("?" * len(kind.final))
    over = ask(f"SELECT id FROM {quoted(kind.name)} WHERE state IN ({marks})", kind.final)  # noqa: S608  # a kind's names
    return sorted(linked.difference(record_id for (record_id,) in over))


def _values(
    ask: Ask, kind: Kind, found: Found, open_: Open, load: Callable[[Collection[str]], None]
) -> Iterator[tuple[str, str]]:
    statement = personal_values(kind, found)
    if found.table.field:
        ended = " AND e.until ISNULL" if "until" in found.table.names() else ""
        statement += f" AND t.{THERE}{ended}"
    else:
        statement += f" AND {THERE}"
    rows = ask(statement, ())
    load({subject for _, subject, _, _ in rows})
    for record_id, subject, entry, disk in rows:
        for value in opened(open_, found, record_id, subject, entry, disk):
            yield record_id, value


def by_door(ask: Ask, kind: Kind, place: Kind, text: str) -> list[str]:
    """Give the ids of the records that a text names by their place and the end of their names."""
    wanted = plain(text)
    code = quoted(kind.record.names[0])
    statement = f"SELECT id, {code} FROM {quoted(kind.name)} WHERE {THERE} AND "  # noqa: S608  # a kind's names
    found: set[str] = set()
    for where, door in _doors(kind, code, _places(ask, place), wanted):
        rows = ask(statement + where.text, where.values)
        found |= {record_id for record_id, name in rows if is_door(name, door)}
    return sorted(found)


def _doors(
    kind: Kind, code: str, places: list[tuple[str, ...]], wanted: str
) -> Iterator[tuple[Clause, Door]]:
    """Give where to look for which door: behind a building's number, or one of its names."""
    building = numbered(wanted)
    if building is not None:
        yield begins(code, f"{building[0]}-"), building[1]
    for place_id, *names in places:
        for name in {place_id, *_lines(names)}:
            door = door_after(name, wanted)
            if door is not None:
                yield Clause(f"{quoted(kind.record.called_after)} = ?", (place_id,)), door


def _places(ask: Ask, place: Kind) -> list[tuple[str, ...]]:
    columns = ", ".join(quoted(name) for name in ("id", *name_columns(place)))
    found: list[tuple[str, ...]] = ask(
        f"SELECT {columns} FROM {quoted(tables(place)[0].name)} WHERE {THERE}",  # noqa: S608  # as above
        (),
    )
    return found


def _lines(texts: Iterable[str | None]) -> Iterator[str]:
    return (line for text in texts if text for line in text.split("\n"))
