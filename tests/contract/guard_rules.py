"""What every guard keeps to: it names all that is missing, and nothing else.

A guard is tried on records that differ in what it reads. Where it misses several things, each can
be mended by itself: a single field, or the end of the records that point here, removes one sentence
and leaves the others. A guard that stops at the first, or that names one of two, does not let
itself be mended so.
"""

from collections.abc import Iterator
from itertools import product
from types import FunctionType, MethodType
from typing import Any, NamedTuple, TypeAlias

import msgspec

from pm.errors import Sealed
from pm.model.act import Guard, Missing
from pm.model.fields import Field, fields_of
from pm.model.kind import IDENTITY, Kind
from pm.model.policy import Policy
from pm.model.record import Record
from pm.model.values import Personal
from tests.contract.samples import OTHERS, texts_of, typed_value
from tests.contract.world import ACTING, PermittingPolicy, RefusingPolicy, SampleWorld

TRIED = 120
"""How many records each guard is tried on, from each state."""

Path: TypeAlias = tuple[str, ...]
Setting: TypeAlias = tuple[tuple[Path, int], ...]
"""Which of its candidate values each field has that is not as in the emptiest record."""


class Watched:
    """A record that notes what a rule reads of it, and does not let itself be changed."""

    def __init__(self, struct: object, path: Path, read: set[Path]) -> None:
        object.__setattr__(self, "_own", (struct, path, read))

    def __getattr__(self, name: str) -> Any:
        struct, path, read = object.__getattribute__(self, "_own")
        declared = getattr(type(struct), name, None)
        if isinstance(declared, FunctionType):
            return MethodType(declared, self)
        if isinstance(declared, property) and declared.fget is not None:
            return declared.fget(self)
        value = getattr(struct, name)
        read.add((*path, name))
        if isinstance(value, msgspec.Struct):
            return Watched(value, (*path, name), read)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        message = f"sets {name}"
        raise ChangedError(message)


class ChangedError(Exception):
    """A rule changes the record that it only judges."""


class Verdict(NamedTuple):
    """What a guard says of one record, and what it read for it."""

    missing: tuple[str, ...]
    read: frozenset[Path]


class Trial:
    """One guard, tried on records of one kind that come from one state."""

    def __init__(
        self, kind: Kind, guard: Guard, source: str, *, linked: bool, policy: type[Policy]
    ) -> None:
        self.world = SampleWorld.around(kind, linked=linked)
        self.policy = policy
        self.guard = guard
        self.kind = kind
        self.alone = Trial(kind, guard, source, linked=False, policy=policy) if linked else None
        self.base = self.world.record(kind, ACTING, source or kind.record.initial, full=False)
        self.before = self.base if source else None
        self.candidates = dict(self._candidates())
        self._known: dict[Setting, Verdict] = {}
        self._made: dict[Setting, Record] = {}

    def _candidates(self) -> Iterator[tuple[Path, list[Any]]]:
        for leaf in self.kind.leaves:
            if leaf.path[0] not in IDENTITY:
                links = () if leaf.field.form is None else leaf.field.form.links()
                own = self.base.id if self.kind.name in links else ""
                yield leaf.path, list(_values(leaf.field, self.world, own))
        for field in self.kind.entries:
            yield (field.name,), list(_entry_lists(field, self.world))

    def verdict(self, setting: Setting) -> Verdict:
        """Judge the record with some fields set."""
        if setting not in self._known:
            read: set[Path] = set()
            record = self.record(setting)
            act = self.world.act(self.before)
            act.policy = self.policy()
            points = self.guard(Watched(record, (), read), act)
            if not all(isinstance(point, Missing) for point in points):
                message = "gives what is not Missing"
                raise TypeError(message)
            texts = tuple(point.message.text for point in points)
            [str(point.message) for point in points]
            self._known[setting] = Verdict(texts, frozenset(self._under(read)))
        return self._known[setting]

    def _under(self, read: set[Path]) -> Iterator[Path]:
        """Give the values that were read; of a group that is not there, all that it could hold."""
        inside = {path[:length] for path in read for length in range(1, len(path))}
        for path in self.candidates:
            if any(path[: len(each)] == each for each in read - inside):
                yield path

    def record(self, setting: Setting) -> Record:
        """Give the record with some fields set, made once."""
        if setting not in self._made:
            self._made[setting] = self._make(setting)
        return self._made[setting]

    def _make(self, setting: Setting) -> Record:
        record: Any = msgspec.structs.replace(self.base)
        groups = {field.name: field for field in self.kind.fields if field.group and not field.many}
        for path, number in setting:
            value = self.candidates[path][number]
            if len(path) == 1:
                setattr(record, path[0], value)
            else:
                _set_inside(record, groups[path[0]], path[1], value, self.world)
        made: Record = record
        return made

    def absent(self, setting: Setting, path: Path) -> bool:
        """Tell whether a field has no value."""
        value: Any = self.record(setting)
        for name in path:
            value = getattr(value, name, None)
        return value in (None, [])

    def changes(self, setting: Setting, *, fills: bool) -> Iterator[Setting]:
        """Give the records that differ in one of the values that were read."""
        chosen = dict(setting)
        for path in sorted(self.verdict(setting).read):
            if self.absent(setting, path) != fills:
                continue
            for number in range(len(self.candidates[path])):
                if chosen.get(path) != number:
                    yield tuple(sorted({**chosen, path: number}.items()))


def _values(field: Field, world: SampleWorld, own: str = "") -> Iterator[Any]:
    assert field.form is not None
    if field.scope is not None:
        token = f"pm1.{field.scope.name}.1.{field.name}"
        values: list[Any] = [Personal(field.form, disk=token)]
    else:
        values = [field.form.read(text) for text in texts_of(field, world)]
    if field.scope is None and own:
        values.append(field.form.read(own))
    yield from ([value] for value in values) if field.many else values
    if not field.required:
        yield [] if field.many else None


def _entry_lists(field: Field, world: SampleWorld) -> Iterator[list[Any]]:
    assert field.group is not None
    for full in (False, True):
        yield [_entry(field, world, full=full)]
    for part in field.fields:
        if not part.required and part.form is not None:
            entry = _entry(field, world, full=False)
            setattr(entry, part.name, getattr(_entry(field, world, full=True), part.name))
            yield [entry]
        if part.form is not None and part.scope is None:
            days = OTHERS["day"] if part.form.name == "day" else ()
            for word in (*part.form.choices(), *days):
                for full in (False, True):
                    entry = _entry(field, world, full=full)
                    setattr(entry, part.name, part.form.read(word))
                    yield [entry]
    yield [_entry(field, world, full=True) for _ in range(2)]
    yield []


def _entry(field: Field, world: SampleWorld, *, full: bool) -> Any:
    assert field.group is not None
    return field.group(
        **{
            part.name: _part(part, world)
            for part in fields_of(field.group)
            if full or part.required
        }
    )


def _part(part: Field, world: SampleWorld) -> Any:
    if part.group is not None:
        return typed_value(part, world)
    return next(_values(part, world))


def _set_inside(record: Any, group: Field, name: str, value: Any, world: SampleWorld) -> None:
    assert group.group is not None
    now = getattr(record, group.name)
    if now is None:
        needed = (part for part in group.fields if part.required and part.name != name)
        values = {part.name: _part(part, world) for part in needed}
        setattr(record, group.name, group.group(**values, **{name: value}))
    else:
        setattr(record, group.name, msgspec.structs.replace(now, **{name: value}))


def problems_of_guard(kind: Kind, guard: Guard) -> list[str]:
    """A guard misses something at some time, names all of it, opens and changes nothing.

    One that misses nothing where everybody may do everything is tried where nobody may.
    """
    found: dict[str, None] = {}
    refuses = False
    for policy, source in product((PermittingPolicy, RefusingPolicy), _sources(kind, guard)):
        if refuses and policy is RefusingPolicy:
            break
        for linked in (True, False):
            trial = Trial(kind, guard, source, linked=linked, policy=policy)
            try:
                for setting in explore(trial):
                    refuses = refuses or bool(trial.verdict(setting).missing)
                    found |= dict.fromkeys(_setting_problems(trial, setting))
            except Sealed:
                found["opens a personal value"] = None
            except ChangedError as change:
                found[f"changes the record: {change}"] = None
            except Exception as error:  # noqa: BLE001  # whatever it is, it is reported
                found[f"ends in {error!r}"] = None
    if not refuses and not found:
        found["refuses no record that could be made: nothing of it is tested"] = None
    return [f"guard {guard_name(guard)}: {problem}" for problem in found]


def guard_name(guard: Guard) -> str:
    """Name a guard."""
    return getattr(guard, "__name__", repr(guard))


def _sources(kind: Kind, guard: Guard) -> list[str]:
    verbs = [verb for verb in kind.verbs.values() if guard in verb.guards]
    states = [s for s in kind.states for verb in verbs if verb.starts_from(s, kind.final)]
    created = [""] if any(verb.creates for verb in verbs) else []
    return list(dict.fromkeys([*created, *states])) or [""]


def explore(trial: Trial) -> Iterator[Setting]:
    """Give settings, the emptiest first, that differ in what the guard reads."""
    seen: dict[Setting, None] = {(): None}
    for step in range(TRIED):
        if step >= len(seen):
            return
        setting = list(seen)[step]
        yield setting
        if len(seen) < TRIED:
            for fills in (True, False):
                seen |= dict.fromkeys(trial.changes(setting, fills=fills))


def _setting_problems(trial: Trial, setting: Setting) -> Iterator[str]:
    missing = trial.verdict(setting).missing
    for text in set(missing):
        if missing.count(text) > 1:
            yield f"names twice: {text}"
        rest = set(missing) - {text}
        fills = list(trial.changes(setting, fills=True))
        by_filling = any(
            text not in trial.verdict(other).missing for other in [*fills, filled(trial, setting)]
        )
        mends = fills if by_filling else list(trial.changes(setting, fills=False))
        if trial.alone is not None and set(trial.alone.verdict(setting).missing) == rest:
            continue
        if not any(set(trial.verdict(other).missing) == rest for other in mends):
            yield f"does not name all that is missing besides: {text}"


def filled(trial: Trial, setting: Setting) -> Setting:
    """Give what is read and absent its first value, until nothing that is read is absent."""
    while True:
        empty = [path for path in trial.verdict(setting).read if trial.absent(setting, path)]
        if not empty:
            return setting
        setting = tuple(sorted({**dict(setting), **dict.fromkeys(empty, 0)}.items()))


def problems_of_guards(kind: Kind) -> list[str]:
    """Every guard of every verb keeps to it."""
    guards = dict.fromkeys(guard for verb in kind.verbs.values() for guard in verb.guards)
    return [problem for guard in guards for problem in problems_of_guard(kind, guard)]
