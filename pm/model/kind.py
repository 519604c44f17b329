"""A kind as a value: everything that its class says, for those who handle any kind."""

import inspect
from functools import cached_property
from typing import Any

from pm.i18n import Message
from pm.model.fields import Field, Leaf, fields_of, leaves
from pm.model.ids import Layout, is_slug, parse_id, path_of
from pm.model.labels import label, summary
from pm.model.problem import BadValue
from pm.model.record import Configuration, Record
from pm.model.verbs import ANY, Verb

IDENTITY = ("id", "state", "data_subject")


class Kind:
    """One kind of record: its name, fields, states and verbs, read from the class."""

    def __init__(self, name: str, record: type[Record]) -> None:
        """Take the noun (the file's name) and the class; refuse a class that cannot be a kind."""
        self.name = name
        self.record = record
        self.plural = record.plural or f"{name}s"
        self.layout = record.layout
        self.prefix = record.prefix
        self._refuse_half_kinds()

    def _refuse_half_kinds(self) -> None:
        made = self.layout in {Layout.DATED, Layout.STANDING}
        if made and not self.prefix:
            message = f"kind {self.name}: an id that is made needs a prefix"
            raise TypeError(message)
        if not hasattr(self.record, "initial"):
            message = f"kind {self.name}: a new record needs an initial state"
            raise TypeError(message)
        if issubclass(self.record, Configuration) and any(leaf.field.scope for leaf in self.leaves):
            message = f"kind {self.name}: configuration holds nothing personal"
            raise TypeError(message)
        if isinstance(vars(self.record).get("complete"), Verb):
            message = f"kind {self.name}: no verb is called complete, which completes typed values"
            raise TypeError(message)
        if tuple(self.record.__struct_fields__[: len(IDENTITY)]) != IDENTITY:
            message = f"kind {self.name}: the class needs kw_only=True"
            raise TypeError(message)

    @property
    def noun(self) -> str:
        """The name as it is typed in a command: ``weekly-report``."""
        return self.name.replace("_", "-")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields in disk order, identity first."""
        return fields_of(self.record)

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every single value; lists of entries are not gone into."""
        return tuple(leaves(self.fields))

    @cached_property
    def entries(self) -> tuple[Field, ...]:
        """The lists of entries."""
        return tuple(field for field in self.fields if field.group is not None and field.many)

    @cached_property
    def verbs(self) -> dict[str, Verb]:
        """The verbs by name: those of the class first, then those that every kind has.

        A class leaves one out by setting its name to none.
        """
        found: dict[str, Verb | None] = {}
        for owner in self.record.__mro__:
            for name, value in vars(owner).items():
                if isinstance(value, Verb):
                    found.setdefault(value.name, value)
                elif value is None:
                    found.setdefault(name.replace("_", "-"), None)
        return {name: verb for name, verb in found.items() if verb is not None}

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which a record meets them."""
        states = [self.record.initial]
        for verb in sorted(self.verbs.values(), key=lambda verb: verb.creates):
            states += [*(source for source in verb.sources if source != ANY), *verb.targets]
        ends = [state for state in self.final if state in states]
        return tuple(dict.fromkeys([s for s in states if s not in ends] + ends))

    def leads_to(self, verb: Verb) -> tuple[str, ...]:
        """Give the states to which a verb may lead; empty where the state stays."""
        return verb.targets or ((self.record.initial,) if verb.creates else ())

    def leading(self, state: str) -> Verb | None:
        """Give the verb that usually comes next in a state: one that leads on; none at an end.

        Of several one that is declared to start from here first of all.
        """
        if state in self.final:
            return None
        leading = (verb for verb in self.verbs.values() if self._leads_on(verb, state))
        return min(leading, key=lambda one: one.sources[0] != state, default=None)

    def following(self, record: Record) -> Verb | None:
        """Give the verb that usually comes next for a record."""
        named = record.next_verb
        return self.leading(record.state) if named is None else self.verbs[named]

    def _leads_on(self, verb: Verb, state: str) -> bool:
        elsewhere = set(verb.targets) - {state}
        ends_at_once = state == self.record.initial and elsewhere <= set(self.final)
        by_people = not verb.creates and verb.name not in self.record.by_time
        return by_people and state in verb.sources and bool(elsewhere) and not ends_at_once

    @property
    def final(self) -> tuple[str, ...]:
        """The states in which nothing is to be done any more."""
        return self.record.final

    @cached_property
    def owned(self) -> frozenset[str]:
        """The fields that belong to verbs: no edit, no hand edit; all, where nothing edits."""
        if not any(verb.edits for verb in self.verbs.values()):
            return frozenset(field.name for field in self.fields)
        owned = {*IDENTITY, *self.record.fixed}
        for verb in self.verbs.values():
            if not verb.edits:
                owned |= self.writes(verb)
        return frozenset(owned)

    @cached_property
    def editable(self) -> tuple[Field, ...]:
        """The fields that ``new`` and ``edit`` offer."""
        return tuple(
            field
            for field in self.fields
            if field.name not in self.owned and not (field.group is not None and field.many)
        )

    def writes(self, verb: Verb) -> set[str]:
        """Give the fields that a verb may change, the state aside."""
        if verb.edits:
            return {field.name for field in self.editable} | set(verb.changes)
        names = {field.name for field in self.fields}
        if verb.creates:
            return set(verb.changes) | self.stamped(verb)
        options = set() if verb.makes else {option.name for option in verb.options} & names
        return options | set(verb.changes) | self.stamped(verb)

    def stamped(self, verb: Verb) -> set[str]:
        """Give the fields that hold a verb's stamps."""
        fields: set[str] = set()
        for stamp in verb.stamps:
            owner, _, _ = stamp.rpartition(".")
            fields |= {owner} if owner else {f"{stamp}_at", f"{stamp}_by"}
        return fields

    def offered(self, verb: Verb) -> tuple[Field, ...]:
        """Give the options of a verb as a person meets them."""
        if verb.creates:
            taken = tuple(field for field in self.fields if field.name in verb.takes)
            chosen = tuple(f for f in self.fields if f.name == "id" and self.chosen)
            return (*chosen, *self.editable, *taken, *verb.options)
        if verb.edits:
            return tuple(field._replace(required=False) for field in self.editable)
        return verb.options

    @property
    def chosen(self) -> bool:
        """Whether people choose the id."""
        return self.layout is Layout.CHOSEN

    @property
    def is_single(self) -> bool:
        """Whether there is one record of it, with the noun as its id."""
        return self.layout is Layout.SINGLE

    def capability(self, verb: Verb) -> str:
        """Give the capability that a verb needs."""
        return verb.needs or f"{self.name}.{verb.name}"

    def fits(self, record_id: str) -> bool:
        """Tell whether a text is a whole id of this kind, by its form alone."""
        if self.layout is Layout.SINGLE:
            return record_id == self.name
        if self.layout is Layout.CHOSEN:
            return is_slug(record_id) and self._reads(record_id)
        parts = parse_id(record_id)
        dated = self.layout is Layout.DATED
        return parts is not None and parts.prefix == self.prefix and bool(parts.day) == dated

    def _reads(self, slug: str) -> bool:
        """Tell whether a slug has the form that the class asks of its ids: a year, a week."""
        form = self.fields[0].form
        try:
            return form is None or form.read(slug) == slug
        except BadValue:
            return False

    def path(self, record_id: str) -> str:
        """Give the path of a record of this kind."""
        return path_of(self.layout, self.plural, record_id)

    @property
    def about(self) -> Message:
        """What the kind is: the docstring's first paragraph."""
        return summary(inspect.getdoc(self.record) or "")

    @property
    def label(self) -> Message:
        """The noun."""
        return label("kind", self.name)

    @property
    def label_of_many(self) -> Message:
        """The noun for many."""
        return label("kinds", self.plural)

    def label_of_state(self, state: str) -> Message:
        """Give the label of one of its states."""
        return label("state", state, self.name)

    def leaf(self, name: str) -> Leaf | None:
        """Find a value by its option name."""
        return next((leaf for leaf in self.leaves if leaf.name == name), None)

    def __repr__(self) -> str:
        """Name it."""
        return f"Kind({self.name})"


def kind_class(module: Any, name: str) -> type[Record]:  # noqa: ANN401  # modules have any content
    """Give the one record class that a module of a kind defines: the noun in capitals."""
    wanted = "".join(part.capitalize() for part in name.split("_"))
    found = getattr(module, wanted, None)
    if not (isinstance(found, type) and issubclass(found, Record)):
        message = f"{module.__name__} defines no record class {wanted}"
        raise TypeError(message)
    return found
