"""Somebody who fills in every form: each option gets a value that fits, each link a record."""

from collections.abc import Iterator, Sequence

from pm.cli.answers import noun
from pm.model.fields import Field, Leaf
from pm.model.kind import Kind
from pm.model.options import flag, option_leaves
from pm.model.verbs import ANY, Verb
from pm.office import registry
from tests.cli.running import Shell

MANAGER = "Chen Li"
"""The name of who acts: he may do everything."""


class Clerk:
    """Makes records by commands, and brings them into any state."""

    def __init__(self, shell: Shell) -> None:
        """Take the office to work in."""
        self.shell = shell
        self._made = 0

    def words(self, kind: Kind, verb: Verb, record: str = "") -> list[str]:
        """Give a whole command with every option of a verb."""
        words = [noun(kind), verb.name]
        if verb.creates and kind.chosen:
            self._made += 1
            words.append(f"made-{self._made}")
        elif not verb.creates:
            words.append(record)
        for leaf in option_leaves(kind.offered(verb)):
            if leaf.name != "id":
                words += [flag(leaf.name), self._value(leaf, record)]
        return [*words, *self._reason(verb)]

    def required(self, kind: Kind, verb: Verb) -> list[str]:
        """Give the options that a verb must be told, without which nothing happens."""
        return [
            flag(leaf.name)
            for field in kind.offered(verb)
            for leaf in _needed(field)
            if leaf.name != "id"
        ]

    def record(self, name: str, besides: str = "") -> str:
        """Give the id of a record of a kind that is in its first state, made if need be."""
        kind = registry.kind(name)
        state = kind.record.initial
        found = self.shell.done(noun(kind), "list", "--state", state, "--json").records
        ids = [str(one["id"]) for one in found if one["id"] != besides]
        return ids[0] if ids else self.new(kind)

    def new(self, kind: Kind) -> str:
        """Make a record and give its id."""
        made = self.shell.done(*self.words(kind, kind.verbs["new"]), "--json").records
        return str(made[0]["id"])

    def in_state(self, kind: Kind, state: str) -> str:
        """Make a record and bring it into a state by its verbs."""
        record = self.new(kind) if "new" in kind.verbs and not kind.is_single else kind.name
        for verb in way_to(kind, state):
            self.shell.done(*self.words(kind, verb, record))
        return record

    def _value(self, leaf: Leaf, record: str) -> str:
        form = leaf.field.form
        assert form is not None
        if not form.links():
            return form.sample
        return MANAGER if "staff" in form.links() else self.record(form.links()[0], record)

    def _reason(self, verb: Verb) -> list[str]:
        if verb.reasons is None:
            return []
        codes = self.shell.done("reason", "list", "--uses", verb.reasons, "--json").records
        return ["--reason", str(codes[0]["id"])]


def _needed(field: Field) -> Sequence[Leaf]:
    """Give what must be typed of a field; of a group that may be any part of it, nothing."""
    if not field.required:
        return []
    return [leaf for leaf in option_leaves([field]) if leaf.field.required]


def way_to(kind: Kind, state: str) -> list[Verb]:
    """Give the shortest way of verbs from a new record to a state."""
    ways: dict[str, list[Verb]] = {kind.record.initial: []}
    waiting = [kind.record.initial]
    while waiting:
        here = waiting.pop(0)
        for verb in kind.verbs.values():
            if not verb.creates and verb.targets and verb.starts_from(here, kind.final):
                there = verb.targets[0]
                if there not in ways:
                    ways[there] = [*ways[here], verb]
                    waiting.append(there)
    return ways[state]


def typed_verbs(kind: Kind) -> Iterator[tuple[Verb, str]]:
    """Give every verb that people type, with a state from which it starts."""
    for verb in kind.verbs.values():
        if verb.creates:
            if not verb.hidden and not kind.is_single:
                yield verb, ""
        else:
            yield verb, kind.record.initial if ANY in verb.sources else _nearest(kind, verb)


def _nearest(kind: Kind, verb: Verb) -> str:
    return min(verb.sources, key=lambda state: len(way_to(kind, state)))
