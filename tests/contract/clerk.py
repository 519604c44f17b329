"""Somebody who fills in every form: each option gets a value that fits, each link a record."""

import re
from collections.abc import Iterator, Sequence

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


NAMED = re.compile(r"\((pm [a-z]+ [a-z-]+ [A-Z]+-[0-9]+-[^ )]+ --[^)]+)\)")
"""A command with its options that a refusal names for what is missing."""


class Clerk:
    """Makes records by commands, and brings them into any state."""

    def __init__(self, shell: Shell) -> None:
        """Take the office to work in."""
        self.shell = shell
        self._made = 0
        self._second = ""
        self._codes: dict[str, str] = {}
        self._pointed_to: set[str] = set()

    def words(self, kind: Kind, verb: Verb, record: str = "") -> list[str]:
        """Give a whole command with every option of a verb."""
        words = [kind.noun, verb.name]
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
            and not (self._goes_round(leaf.field) or _may_name_an_entry(leaf))
        }

    def _goes_round(self, field: Field) -> bool:
        """Tell whether an option points to what is being made to be pointed to."""
        links = () if field.form is None else field.form.links()
        return not field.required and not self._pointed_to.isdisjoint(links)

    def ready(self, verb: Verb, words: list[str]) -> dict[str, str]:
        """Do what a command is refused for, and say who does it then.

        What a refusal names as a command is done; what one may not do alone, another one does.
        """
        done: set[str] = set()
        while verb.guards and (refused := self.shell.pm(*words, "--dry-run")).code:
            named = set(NAMED.findall(refused.err)) - done
            if not named:
                return self._another()
            for command in named:
                self._follow(command)
            done |= named
        return {}

    def _follow(self, command: str) -> None:
        """Type a command that a refusal names, with everything that it does not say."""
        _, typed_noun, typed_verb, record, *options = command.split()
        kind = registry.kind(typed_noun.replace("-", "_"))
        words = self.words(kind, kind.verbs[typed_verb], record)
        for option, value in zip(options[::2], options[1::2], strict=False):
            words[words.index(option) + 1] = value
        self.shell.done(*words)

    def _another(self) -> dict[str, str]:
        """Let a second manager act, with a key of his own; he is taken on if need be."""
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
            made = self.shell.done(*words, "--json", **self.ready(verb, words)).records
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
        found = self.shell.done(kind.noun, "list", "--state", state, "--json").records
        ids = [str(one["id"]) for one in found if one["id"] != besides]
        if ids:
            return ids[0]
        self._pointed_to.add(name)
        made = self.new(kind)
        self._pointed_to.discard(name)
        return made

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
        """Give the id of an entry of a list, added if need be: of ``members`` for ``member``.

        It stands in the record, or in one to which the record points.
        """
        if f"{name}s" not in {field.name for field in kind.entries}:
            kind, record = self._holder(kind, f"{name}s", record)

        def entries() -> list[dict[str, str]]:
            shown = self.shell.done(kind.noun, "show", record, "--json").records[0]
            found: list[dict[str, str]] = shown.get(f"{name}s") or []
            return found

        if not entries():
            self.run(kind, kind.verbs[f"add-{name}"], record)
        return entries()[0]["id"]

    def _holder(self, kind: Kind, entries: str, record: str) -> tuple[Kind, str]:
        """Give the record with a list of entries to which a record points."""
        shown = self.shell.done(kind.noun, "show", record, "--json").records[0]
        return next(
            (holder, str(shown[leaf.name]))
            for leaf in kind.leaves
            if leaf.name in shown and leaf.field.form is not None
            for holder in map(registry.kind, leaf.field.form.links())
            if entries in {field.name for field in holder.entries}
        )

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


def _may_name_an_entry(leaf: Leaf) -> bool:
    """Tell whether an option names an entry, and may be left out."""
    form = leaf.field.form
    return form is not None and form.name == "entry-id" and not leaf.field.required


def _needed(field: Field) -> Sequence[Leaf]:
    """Give what must be typed of a field; of a group that may be any part of it, nothing."""
    if not field.required:
        return []
    return [leaf for leaf in option_leaves([field]) if leaf.field.required]


def way_to(kind: Kind, state: str) -> list[Verb]:
    """Give the shortest way of verbs from a new record to a state."""
    return ways_of(kind)[state]


def ways_of(kind: Kind) -> dict[str, list[Verb]]:
    """Give the shortest way to each state that verbs lead to with the usual options."""
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
    return ways


def typed_verbs(kind: Kind) -> Iterator[tuple[Verb, str]]:
    """Give every verb that people type, with a state from which it starts."""
    for verb in kind.verbs.values():
        if verb.creates:
            if not verb.hidden and not kind.is_single:
                yield verb, ""
        elif not verb.hidden:
            yield verb, kind.record.initial if ANY in verb.sources else _nearest(kind, verb)


def _nearest(kind: Kind, verb: Verb) -> str:
    ways = ways_of(kind)
    return min((state for state in verb.sources if state in ways), key=lambda one: len(ways[one]))
