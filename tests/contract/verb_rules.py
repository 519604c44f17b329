"""What every verb keeps to when it runs, with every personal field unopened.

The verbs are walked through: from what the creating ones make to every state that can be reached,
with options as people may type them, so that a record has what its state implies.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pm.errors import PmError, Refused, Sealed
from pm.model.act import Act, Deed
from pm.model.codec import decode, differences, encode
from pm.model.completion import completed
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.record import Record
from pm.model.transition import Making, Outcome, create, perform
from pm.model.verbs import Verb
from tests.contract.samples import option_sets, private_texts
from tests.contract.world import ACTING, NOW, LockedVault, SampleWorld, sample_id

KEPT, KEPT_OF_ONE = 3, 2
"""How many records of each state the walk goes on with, and how many that came of one record."""


class Run(NamedTuple):
    """One run of a verb: what it ran on, and what came of it, or what was raised."""

    verb: Verb
    source: str
    before: Tree
    outcome: Outcome | None
    raised: Exception | None
    unchanged: bool = True


def problems_of_running(kind: Kind) -> list[str]:
    """Every verb runs from every state, opens nothing, and does what it declares and no more."""
    world = SampleWorld.around(kind)
    found: dict[str, None] = {}
    done: set[tuple[str, str]] = set()
    tried: set[tuple[str, str]] = set()
    for run in walk(kind, world):
        tried.add((run.verb.name, run.source))
        for problem in _run_problems(kind, run, world):
            found[f"verb {run.verb.name}: {problem}"] = None
        if run.outcome is not None:
            done.add((run.verb.name, run.source))
    for verb_name, source in sorted(tried - done):
        where = f"from {source}" if source else "at all"
        found[f"verb {verb_name}: never runs {where} with sample options"] = None
    for verb in kind.verbs.values():
        for source in _sources(kind, verb):
            if (verb.name, source) not in tried:
                found[f"verb {verb.name}: the walk comes to no record that is {source}"] = None
    return list(found)


def _sources(kind: Kind, verb: Verb) -> list[str]:
    return [state for state in kind.states if verb.starts_from(state, kind.final)]


def walk(kind: Kind, world: SampleWorld) -> Iterator[Run]:
    """Run every verb from every state with every set of options."""
    kept: dict[str, int] = {}
    waiting: list[Record] = []

    def keep(outcome: Outcome | None, of_one: dict[str, int], most: int) -> None:
        if outcome is None:
            return
        state = outcome.record.state
        if kept.get(state, 0) < KEPT and of_one.get(state, 0) < most:
            kept[state] = kept.get(state, 0) + 1
            of_one[state] = of_one.get(state, 0) + 1
            waiting.append(outcome.record)

    for run in _creations(kind, world):
        keep(run.outcome, {}, KEPT)
        yield run
    while waiting:
        of_one: dict[str, int] = {}
        for run in _changes(kind, world, waiting.pop(0)):
            keep(run.outcome, of_one, KEPT_OF_ONE)
            yield run


def _creations(kind: Kind, world: SampleWorld) -> Iterator[Run]:
    for verb in (verb for verb in kind.verbs.values() if verb.creates):
        for values in option_sets(kind.offered(verb), world):
            act = world.act()
            try:
                yield Run(verb, "", {}, _create(kind, verb, act, values), None)
            except Exception as raised:  # noqa: BLE001  # whatever it is, it is reported
                yield Run(verb, "", {}, None, raised)


def _create(kind: Kind, verb: Verb, act: Act, values: dict[str, Any]) -> Outcome:
    record_id = sample_id(kind, ACTING)
    filled = {name: value for name, value in values.items() if name != "id"}
    kind.record.complete(filled, act)
    return create(kind, verb, act, Making(record_id, "D-K7Q2XMK7Q2"), filled)


def _changes(kind: Kind, world: SampleWorld, record: Record) -> Iterator[Run]:
    before = encode(kind, record, LockedVault())
    stored = decode(kind, before).record or record
    for verb in kind.verbs.values():
        if verb.creates or not verb.starts_from(record.state, kind.final):
            continue
        for values in _options(kind, verb, world):
            outcome, raised = _performed(kind, stored, verb, world, values)
            unchanged = encode(kind, stored, LockedVault()) == before
            yield Run(verb, record.state, before, outcome, raised, unchanged=unchanged)
            if not unchanged:
                stored = decode(kind, before).record or record


def _options(kind: Kind, verb: Verb, world: SampleWorld) -> Iterator[dict[str, Any]]:
    """Give sets of options; of what corrects a record, each alone too."""
    sets = list(option_sets(kind.offered(verb), world))
    yield from sets
    if verb.edits:
        yield from ({name: value} for name, value in sets[0].items())


def _performed(
    kind: Kind, record: Record, verb: Verb, world: SampleWorld, values: dict[str, Any]
) -> tuple[Outcome | None, Exception | None]:
    """Run a verb; where a firm one is refused, by somebody else whom no other record hinders."""
    raised: Exception | None = None
    alone = SampleWorld(world.kinds, linked=False)
    for office, number in ((world, 0), (alone, 0), (alone, 1))[: 3 if verb.firm else 1]:
        act = office.act()
        act.by = act.typist = office.ids(("staff",))[number]
        try:
            filled = completed(kind, record, values, act) if verb.edits else values
            return perform(kind, record, verb, act, filled), None
        except Exception as error:  # noqa: BLE001  # as above
            raised = error
    return None, raised


def _run_problems(kind: Kind, run: Run, world: SampleWorld) -> Iterator[str]:
    if not run.unchanged:
        yield "the record that was given is changed"
    if isinstance(run.raised, Sealed):
        yield f"a personal value is opened ({run.raised})"
    elif run.raised is not None and not isinstance(run.raised, Refused):
        shown = run.raised if isinstance(run.raised, PmError) else repr(run.raised)
        yield f"from {run.source or 'nothing'} it ends in: {shown}"
    if run.outcome is None:
        return
    yield from _record_problems(kind, run, run.outcome.record)
    yield from _deed_problems(kind, run, run.outcome.deed, world)


def _record_problems(kind: Kind, run: Run, record: Record) -> Iterator[str]:
    tree = encode(kind, record, LockedVault())
    for problem in decode(kind, tree).problems:
        yield f"what it leaves is no valid record: {problem.message}"
    leads = set(kind.leads_to(run.verb)) or {run.source}
    if record.state not in leads:
        yield f"it leads to {record.state}, which it does not declare"
    if not run.verb.creates:
        allowed = {"state", *kind.writes(run.verb)}
        changed = {
            change.path.split(".")[0].split("[")[0] for change in differences(run.before, tree)
        }
        yield from (f"it changes {name} undeclared" for name in sorted(changed - allowed))
    for stamp in run.verb.stamps:
        owner, _, fact = stamp.rpartition(".")
        holder = getattr(record, owner)[-1] if owner else record
        if getattr(holder, f"{fact}_at", None) != NOW:
            yield f"it does not stamp {stamp}"


def _deed_problems(kind: Kind, run: Run, deed: Deed, world: SampleWorld) -> Iterator[str]:
    if (deed.record, deed.verb, deed.source) != (
        sample_id(kind, ACTING),
        run.verb.name,
        run.source,
    ):
        yield "the deed does not tell what was done"
    told = "\n".join(str(fact) for fact in deed)
    for text in private_texts(kind.offered(run.verb), world):
        if text in told:
            yield f"the deed tells something personal: {text}"
    if "pm1." in told or "Personal[" in told or "\n" in deed.subject:
        yield "the deed holds what no commit may say"
