"""Somebody who fills in every form: each option gets a value that fits, each link a record."""

from collections.abc import Iterator, Sequence

from pm.cli.answers import noun
from pm.model.fields import Field, Leaf
from pm.model.kind import Kind
from pm.model.options import flag, option_leaves
from pm.model.verbs import ANY, Verb
from pm.office import registry
from pm.office.desk import Command, at_desk
from pm.office.environment import Environment
from pm.office.office import Office
from pm.office.performing import Circumstances
from tests.cli.running import Shell
from tests.contract.samples import sample_slug

MANAGER = "Chen Li"
"""The name of who acts: he may do everything."""
SECOND = "Wang Fang"
"""The name of the second manager, who does what one may not do alone."""


class Clerk:
    """Makes records by commands, and brings them into any state."""

    def __init__(self, shell: Shell) -> None:
        """Take the office to work in."""
        self.shell = shell
        self._made = 0
        self._second = ""
        self._codes: dict[str, str] = {}

    def words(self, kind: Kind, verb: Verb, record: str = "") -> list[str]:
        """Give a whole command with every option of a verb."""
        words = [noun(kind), verb.name]
        if verb.creates and kind.chosen:
            self._made += 1
            words.append(sample_slug(kind, self._made))
        elif not verb.creates:
            words.append(record)
        for name, value in self.given(kind, verb, record).items():
            words += [flag(name), value]
        return [*words, *self._reason(verb), *self._override(verb)]

    def given(self, kind: Kind, verb: Verb, record: str = "") -> dict[str, str]:
        """Give a value for every option; nothing is kept from anybody."""
        return {
            leaf.name: self._value(kind, leaf, record)
            for leaf in option_leaves(kind.offered(verb))
            if leaf.name not in {"id", kind.record.kept_from}
        }

    def who(self, verb: Verb) -> dict[str, str]:
        """Say who does it: where guards are firm, a second manager."""
        if not verb.firm:
            return {}
        if not self._second:
            post = self.shell.done("staff", "show", MANAGER, "--json").records[0]["post"]
            hiring = ("staff", "new", "--name", SECOND, "--post", str(post), "--json")
            self._second = str(self.shell.done(*hiring).records[0]["id"])
            self.shell.done("vault", "add", self._second)
        return {"PM_STAFF": self._second}

    def run(self, kind: Kind, verb: Verb, record: str = "") -> str:
        """Run a verb, also one that is no command, and give the id of its record."""
        if not verb.hidden:
            words = self.words(kind, verb, record)
            made = self.shell.done(*words, "--json", **self.who(verb)).records
            return str(made[0]["id"])
        given, records = self.given(kind, verb, record), () if verb.creates else (record,)
        with self.shell.inside():
            office = Office.open(self.shell.folder, Environment())
            with at_desk(office) as desk:
                act = Command(kind, verb.name, given, Circumstances(), records)
                written = desk.act(office.acting_staff(desk.entering()), act)
            office.close()
        return written.stored[0].record.id

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
        return self.run(kind, kind.verbs["new"])

    def in_state(self, kind: Kind, state: str) -> str:
        """Make a record and bring it into a state by its verbs."""
        record = self.new(kind) if "new" in kind.verbs and not kind.is_single else kind.name
        for verb in way_to(kind, state):
            self.run(kind, verb, record)
        return record

    def _value(self, kind: Kind, leaf: Leaf, record: str) -> str:
        form = leaf.field.form
        assert form is not None
        if form.name == "entry-id":
            return self._entry(kind, leaf.name, record)
        if not form.links():
            return form.sample
        return MANAGER if "staff" in form.links() else self.record(form.links()[0], record)

    def _entry(self, kind: Kind, name: str, record: str) -> str:
        """Give the id of an entry of a list, added if need be: of ``members`` for ``member``."""

        def entries() -> list[dict[str, str]]:
            shown = self.shell.done(noun(kind), "show", record, "--json").records[0]
            found: list[dict[str, str]] = shown.get(f"{name}s") or []
            return found

        if not entries():
            self.run(kind, kind.verbs[f"add-{name}"], record)
        return entries()[0]["id"]

    def _reason(self, verb: Verb) -> list[str]:
        return [] if verb.reasons is None else ["--reason", self._code(verb.reasons)]

    def _override(self, verb: Verb) -> list[str]:
        """Go past what other records miss: that is tried where guards are."""
        return ["--override", self._code("override")] if verb.guards and not verb.firm else []

    def _code(self, use: str) -> str:
        if use not in self._codes:
            codes = self.shell.done("reason", "list", "--uses", use, "--json").records
            self._codes[use] = str(codes[0]["id"])
        return self._codes[use]


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
        elif not verb.hidden:
            yield verb, kind.record.initial if ANY in verb.sources else _nearest(kind, verb)


def _nearest(kind: Kind, verb: Verb) -> str:
    return min(verb.sources, key=lambda state: len(way_to(kind, state)))
