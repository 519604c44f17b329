"""Every guard names all that is missing; guards that do not are found."""
# ruff: noqa: ARG001  # a planted rule takes what every rule takes

from collections.abc import Sequence

import pytest

from pm.i18n import mark
from pm.model.act import Act, Guard, Missing
from pm.model.kind import Kind
from pm.model.verbs import verb
from pm.office import registry
from tests.contract.guard_rules import guard_name, problems_of_guard
from tests.contract.planted import Thing, any_of, kind_of

GUARDS: list[tuple[str, str]] = [
    (name, guard)
    for name in registry.names()
    for guard in dict.fromkeys(
        guard_name(guard) for each in registry.kind(name).verbs.values() for guard in each.guards
    )
]


def guard_of(kind: Kind, name: str) -> Guard:
    return next(
        guard for each in kind.verbs.values() for guard in each.guards if guard_name(guard) == name
    )


@pytest.mark.parametrize(("kind", "guard"), GUARDS)
def test_every_guard_names_all_that_is_missing(kind: str, guard: str) -> None:
    assert problems_of_guard(registry.kind(kind), guard_of(registry.kind(kind), guard)) == []


def names_both(thing: Thing, act: Act) -> Sequence[Missing]:
    missing = []
    if thing.words is None:
        missing.append(Missing(mark("the words")))
    if thing.count is None:
        missing.append(Missing(mark("the count")))
    return missing


def asks_the_large(thing: Thing, act: Act) -> Sequence[Missing]:
    return [] if thing.size == "small" else names_both(thing, act)


def asks_the_records_that_point_here(thing: Thing, act: Act) -> Sequence[Missing]:
    if any(ticket.state == "closed" for ticket in act.linked("ticket", "grid")):
        return []
    return [Missing(mark("a count"))] if thing.count is None else []


def looks_before(thing: Thing, act: Act) -> Sequence[Missing]:
    if act.before is None or act.before.state != "open" or thing.count == 3:
        return []
    return [Missing(mark("a count of 3"))]


@pytest.mark.parametrize(
    "guard", [names_both, asks_the_large, asks_the_records_that_point_here, looks_before]
)
def test_a_guard_without_a_fault_passes(guard: Guard) -> None:
    assert problems_of_guard(guarded(guard), guard) == []


def stops_at_the_first(thing: Thing, act: Act) -> Sequence[Missing]:
    return names_both(thing, act)[:1]


def stops_where_it_is_large(thing: Thing, act: Act) -> Sequence[Missing]:
    return asks_the_large(thing, act)[:1]


def names_one_of_two(thing: Thing, act: Act) -> Sequence[Missing]:
    if thing.words is None or thing.count is None:
        return [Missing(mark("the words"))]
    return []


def names_one_of_two_where_it_is_large(thing: Thing, act: Act) -> Sequence[Missing]:
    return [] if thing.size == "small" else names_one_of_two(thing, act)


def names_one_twice(thing: Thing, act: Act) -> Sequence[Missing]:
    return [] if thing.words else [Missing(mark("the words")), Missing(mark("the words"))]


def opens(thing: Thing, act: Act) -> Sequence[Missing]:
    if thing.words is not None and thing.words.open(act):
        return []
    return [Missing(mark("the words"))]


def mends(thing: Thing, act: Act) -> Sequence[Missing]:
    thing.count = thing.count or 1
    return []


def never_misses(thing: Thing, act: Act) -> Sequence[Missing]:
    return []


def leaves_a_hole(thing: Thing, act: Act) -> Sequence[Missing]:
    return [] if thing.count else [Missing(mark("the count of {thing}"))]


def gives_texts(thing: Thing, act: Act) -> Sequence[Missing]:
    texts: Sequence[Missing] = any_of([] if thing.count else ["the count"])
    return texts


PLANTED: list[tuple[Guard, str]] = [
    (stops_at_the_first, "does not name all that is missing besides: the words"),
    (stops_where_it_is_large, "does not name all that is missing besides: the words"),
    (names_one_of_two, "does not name all that is missing besides: the words"),
    (names_one_of_two_where_it_is_large, "does not name all that is missing besides: the words"),
    (names_one_twice, "names twice: the words"),
    (opens, "opens a personal value"),
    (mends, "changes the record: sets count"),
    (never_misses, "refuses no record that could be made: nothing of it is tested"),
    (leaves_a_hole, "ends in KeyError('thing')"),
    (gives_texts, "ends in TypeError('gives what is not Missing')"),
]


@pytest.mark.parametrize(
    ("guard", "problem"), PLANTED, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_planted_defect_is_found(guard: Guard, problem: str) -> None:
    assert problems_of_guard(guarded(guard), guard) == [f"guard {guard_name(guard)}: {problem}"]


def guarded(guard: Guard) -> Kind:
    class Guarded(Thing, kw_only=True):
        """A thing with a guard."""

        @verb("open", to="ended", guards=[guard])
        def finish(self, act: Act) -> None:
            """Finish it."""

    return kind_of(Guarded)
