"""What every kind promises; each function gives the promises that a kind breaks."""

import keyword
import re
from collections.abc import Iterable, Iterator

from pm.errors import PmError
from pm.index.filters import look_up
from pm.model.codec import decode, encode
from pm.model.fields import Field
from pm.model.groups import CalledEntry
from pm.model.ids import FOLDER, Layout
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.node import Tree
from pm.model.record import Record
from pm.model.schema import schema
from pm.model.values import Conduct
from pm.model.verbs import ANY, Verb
from tests.contract.samples import sample_tree
from tests.contract.world import LockedVault, SampleWorld, sample_id

TAKEN_PREFIXES = {"D": "data subjects", "S": "the register"}
"""Beginnings of ids that no kind may have."""

TAKEN_OPTIONS = {
    *("act", "as_json", "at", "by", "columns", "dry_run", "form", "format", "help", "json"),
    *("limit", "output", "override", "reason", "self", "sort"),
}
"""Options that every verb or list has, so that no verb and no field may be called so."""


def problems_of_description(kind: Kind) -> list[str]:
    """A kind and every verb of it say in words what they are."""
    found = []
    if not (kind.record.__dict__.get("__doc__") or "").strip():
        found.append("the class has no docstring")
    found += [
        f"verb {verb.name} has no docstring" for verb in kind.verbs.values() if not _doc(verb)
    ]
    for verb in kind.verbs.values():
        found += [
            f"guard {getattr(guard, '__name__', guard)} has no docstring"
            for guard in verb.guards
            if not guard.__doc__
        ]
    return found


def _doc(verb: Verb) -> str:
    return verb.about.text


def problems_of_states(kind: Kind) -> list[str]:
    """Every state can be reached and left, and what is final is a state."""
    found = [f"final state {state} is no state" for state in kind.final if state not in kind.states]
    reached = _reached(kind)
    found += [f"state {state} cannot be reached" for state in kind.states if state not in reached]
    if len(kind.states) > 1:
        found += [
            f"state {state} has no way out"
            for state in kind.states
            if state not in kind.final and not _ways_out(kind, state)
        ]
    return found


def _reached(kind: Kind) -> set[str]:
    reached = {
        state for verb in kind.verbs.values() if verb.creates for state in kind.leads_to(verb)
    }
    while True:
        more = {target for state in reached for target in _ways_out(kind, state)} - reached
        if not more:
            return reached
        reached |= more


def _ways_out(kind: Kind, state: str) -> set[str]:
    return {
        target
        for verb in kind.verbs.values()
        if not verb.creates and verb.starts_from(state, kind.final)
        for target in kind.leads_to(verb)
        if target != state
    }


def problems_of_names(kind: Kind) -> list[str]:
    """What the class names of its fields is there, and clear where a commit or a list tells it."""
    known = {field.name for field in kind.fields} | {leaf.name for leaf in kind.leaves}
    found = [f"column {name} is no field" for name in kind.record.columns if name not in known]
    for what, names in (("headline", kind.record.headline), ("name", kind.record.names)):
        for name in names:
            leaf = kind.leaf(name)
            if leaf is None or leaf.field.many or name not in {f.name for f in kind.fields}:
                found.append(f"{what} {name} is no single field")
            elif leaf.field.scope is not None:
                found.append(f"{what} {name} is personal")
    found += [*_problems_of_finding(kind), *_problems_of_dues(kind)]
    return found + _problems_of_subject(kind) + _problems_of_kept(kind)


def _problems_of_dues(kind: Kind) -> Iterator[str]:
    """What a list can spare is in it, and what is due is a time of a record in hand."""
    for name in kind.record.spare:
        if name not in kind.record.columns or name in {"id", "state"}:
            yield f"spare {name} is no column that a list can do without"
    for name, states in kind.record.due_in.items():
        leaf = kind.leaf(name)
        form = None if leaf is None else leaf.field.form
        if form is None or form.name not in {"time", "day"}:
            yield f"due_in {name} is no time"
        for state in states:
            if state not in kind.states or state in kind.final:
                yield f"due_in {name} waits in {state}, where nothing is to be done"


def _problems_of_finding(kind: Kind) -> list[str]:
    """People are found by personal values that say how they are sought, or that lead to a flat."""
    found = []
    for name in kind.record.found_by:
        field = look_up(kind, name).column.leaf.field
        form = field.form
        if field.scope is None:
            found.append(f"found_by {name} is not personal")
        elif form is None or not (form.links() or form.sought(form.sample)):
            found.append(f"found_by {name} does not say how it is sought")
    after = kind.leaf(kind.record.called_after) if kind.record.called_after else None
    if kind.record.called_after and (after is None or after.field.form is None):
        found.append(f"called_after {kind.record.called_after} is no field")
    elif after is not None and after.field.form is not None and not after.field.form.links():
        found.append(f"called_after {kind.record.called_after} leads to no other record")
    return found


def _problems_of_kept(kind: Kind) -> list[str]:
    name = kind.record.kept_from
    if not name:
        return []
    field = next((field for field in kind.fields if field.name == name), None)
    if field is None or field.form is None or tuple(field.form.links()) != ("staff",):
        return [f"kept_from {name} names no member of staff"]
    found = [] if field.scope is Conduct else [f"kept_from {name} does not lie under Conduct"]
    return found if name in kind.owned else [*found, f"kept_from {name} can be edited"]


def _problems_of_subject(kind: Kind) -> list[str]:
    name = kind.record.subject_of
    if not name:
        return []
    leaf = kind.leaf(name)
    if leaf is None or leaf.field.form is None:
        return [f"subject_of {name} is no link"]
    if leaf.field.scope is not None:
        return [f"subject_of {name} is personal"]
    if not leaf.field.form.links():
        return [] if leaf.field.form.name == "id" else [f"subject_of {name} is no link"]
    kinds = SampleWorld.around(kind).kinds
    targets = [kinds[link] for link in leaf.field.form.links() if link in kinds]
    return [
        f"subject_of {name} points to {target.name}, which is no person"
        for target in targets
        if not target.record.is_subject
    ]


def problems_of_labels(kind: Kind) -> list[str]:
    """Every name that people meet makes a label, and is a name that a shell and SQL can take."""
    found = [
        f"{leaf.name} is the name of two fields"
        for number, leaf in enumerate(kind.leaves)
        if leaf.name in {other.name for other in kind.leaves[:number]}
    ]
    names = (
        {field.name for field in kind.fields} | {kind.name} | {leaf.name for leaf in kind.leaves}
    )
    found += [
        f"{name} cannot be a name"
        for name in sorted(names)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name)
    ]
    words = [*kind.states, *kind.verbs]
    found += [f"{word} cannot be a word" for word in words if not _is_word(word)]
    found += [
        f"the label of {word} is empty"
        for word in (*names, *words)
        if not str(label("field", word)).strip()
    ]
    return found


def _is_word(word: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", word) is not None


def problems_of_disk(kind: Kind) -> list[str]:
    """A record of the kind comes back from disk as it was, at a path that follows from its id."""
    world, found = SampleWorld.around(kind), []
    record_id = sample_id(kind, 1)
    try:
        path = kind.path(record_id)
    except PmError as refused:
        return [f"no path follows from an id: {refused}"]
    if not path.startswith(f"{FOLDER}/") or not path.endswith(f"{record_id}.yaml"):
        found.append(f"the path {path} does not follow from the id {record_id}")
    if not kind.fits(record_id):
        found.append(f"the id {record_id} does not fit")
    for full in (True, False):
        for state in kind.states:
            tree = sample_tree(kind, world, record_id, state, full=full)
            record, problems = decode(kind, tree)
            found += [f"the sample is refused: {problem.message}" for problem in problems]
            if record is not None and not _comes_back(kind, record, tree, full=full):
                found.append("the sample does not come back as it was")
    return list(dict.fromkeys(found))


def _comes_back(kind: Kind, record: Record, tree: Tree, *, full: bool) -> bool:
    """Tell whether the file is the same again; of what was not given, defaults may be added."""
    written = encode(kind, record, LockedVault())
    same = written == tree if full else written.items() >= tree.items()
    return same and decode(kind, written).record == record


def problems_of_schema(kind: Kind) -> list[str]:
    """The JSON Schema tells every field, what is required, and what is personal."""
    described = schema(kind)
    found = [] if described.get("description") else ["the schema says not what the kind is"]
    return found + list(_schema_problems(kind.fields, described, ""))


def _schema_problems(fields: tuple[Field, ...], described: object, path: str) -> Iterator[str]:
    assert isinstance(described, dict)
    if described["required"] != [field.name for field in fields if field.required]:
        yield f"the schema does not require what {path or 'the class'} requires"
    for field in fields:
        here = f"{path}{field.name}"
        one = described["properties"].get(field.name)
        if one is None:
            yield f"the schema has no {here}"
            continue
        one = one["items"] if field.many else one
        if field.group is not None:
            yield from _schema_problems(field.fields, one, f"{here}.")
        elif (field.scope is not None) != ("x-personal" in one):
            yield f"the schema does not say whether {here} is personal"


def problems_of_verbs(kind: Kind) -> list[str]:
    """What a verb declares is there: fields, stamps, sources, a capability, clear subjects."""
    found = []
    for verb in kind.verbs.values():
        found += [f"verb {verb.name}: {problem}" for problem in _verb_problems(kind, verb)]
    return found


def _verb_problems(kind: Kind, verb: Verb) -> Iterator[str]:
    names = {field.name: field for field in kind.fields}
    yield from (f"source {s} is no state" for s in verb.sources if s not in {ANY, *kind.states})
    yield from (f"changes {name}, which is no field" for name in verb.changes if name not in names)
    yield from (f"takes {name}, which is no field" for name in verb.takes if name not in names)
    yield from _stamp_problems(kind, verb)
    yield from _option_problems(kind, verb)
    if not re.fullmatch(r"[a-z_]+(\.[a-z*-]+)?", kind.capability(verb)):
        yield f"{kind.capability(verb)!r} cannot be a capability"
    if verb.reasons is not None and not _is_word(verb.reasons):
        yield f"{verb.reasons!r} cannot be a list of reasons"
    clear = {option.name for option in verb.options if option.scope is None and not option.group}
    for hole in re.findall(r"{([^}]*)}", verb.subject):
        if hole not in clear:
            yield f"the commit's subject tells {hole!r}, which is no clear option"


def _stamp_problems(kind: Kind, verb: Verb) -> Iterator[str]:
    for stamp in verb.stamps:
        owner, _, fact = stamp.rpartition(".")
        holder = next((field for field in kind.entries if field.name == owner), None)
        if owner and holder is None:
            yield f"stamps {stamp}, but {owner} is no list of entries"
            continue
        fields = kind.fields if holder is None else holder.fields
        by_name = {field.name: field for field in fields}
        for name, type_name in ((f"{fact}_at", "time"), (f"{fact}_by", "link")):
            field = by_name.get(name)
            if field is None or field.form is None or field.form.name != type_name:
                yield f"stamps {stamp}, but {name} is no field of type {type_name}"


def _option_problems(kind: Kind, verb: Verb) -> Iterator[str]:
    offered = [field.name for field in kind.offered(verb)]
    yield from (f"offers {name} twice" for name in set(offered) if offered.count(name) > 1)
    yield from (f"option {name} is taken by pm itself" for name in offered if name in TAKEN_OPTIONS)
    own = {field.name: field for field in kind.fields}
    for option in verb.options:
        yield from _call_problems(own.get(f"{option.name}s"), option)
        field = own.get(option.name)
        if field is None:
            continue
        if _shape(option) != _shape(field) or not _words(option) <= _words(field):
            yield f"option {option.name} is not of the type of its field"


def _call_problems(entries: Field | None, option: Field) -> Iterator[str]:
    """People see the ids of a list whose entries a verb calls by them."""
    if entries is None or entries.group is None or option.form is None:
        return
    if option.form.name == "entry-id" and not issubclass(entries.group, CalledEntry):
        yield f"calls an entry of {entries.name} by its id, which people do not see"


def _shape(field: Field) -> tuple[object, ...]:
    links = () if field.form is None else tuple(field.form.links())
    return (field.scope, field.many, field.group, type(field.form), links)


def _words(field: Field) -> set[str]:
    return set() if field.form is None else set(field.form.choices())


def problems_of_house(kinds: Iterable[Kind]) -> list[str]:
    """No two kinds share a beginning of ids or a folder, and links point to kinds that exist."""
    every = list(kinds)
    found = []
    for what, names in (
        ("prefix", [k.prefix for k in every if k.layout in {Layout.DATED, Layout.STANDING}]),
        ("folder", [k.plural for k in every]),
    ):
        found += [f"{what} {n} belongs to two kinds" for n in set(names) if names.count(n) > 1]
    known = {kind.name for kind in every}
    for kind in every:
        if kind.prefix in TAKEN_PREFIXES:
            found.append(
                f"{kind.name}: ids of {TAKEN_PREFIXES[kind.prefix]} begin like {kind.prefix}-"
            )
        fields = (*kind.fields, *(option for v in kind.verbs.values() for option in v.options))
        found += [
            f"{kind.name}: {name} points to {target}, which is no kind"
            for name, target in _targets(fields)
            if target not in known
        ]
    return sorted(set(found))


def _targets(fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.group is not None:
            yield from _targets(field.fields)
        elif field.form is not None:
            yield from ((field.name, target) for target in field.form.links())


def problems_of_time(kind: Kind) -> list[str]:
    """A verb that time runs is no command, needs no option, and its time or day is clear."""
    found = []
    for name, field in kind.record.by_time.items():
        verb, leaf = kind.verbs.get(name), kind.leaf(field)
        if verb is None and kind.record.by_time is Record.by_time:
            continue
        if verb is None or not verb.hidden or any(option.required for option in verb.options):
            found.append(f"time runs {name}, which is no hidden verb without required options")
        form = None if leaf is None or leaf.field.scope is not None else leaf.field.form
        if form is None or form.name not in {"time", "day"}:
            found.append(f"time runs {name} by {field}, which is no clear time or day")
    return found


KIND_RULES = [
    problems_of_description,
    problems_of_states,
    problems_of_names,
    problems_of_labels,
    problems_of_disk,
    problems_of_schema,
    problems_of_verbs,
    problems_of_time,
]
