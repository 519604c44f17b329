"""What was done, in the reader's words: verbs, and fields with their values from old to new."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from pm.cli.run import Run
from pm.i18n import Message, mark
from pm.model.codec import Change
from pm.model.field_types import FieldType
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.paths import IN_LIST, field_at
from pm.model.problem import BadValue
from pm.office.sight import Cover

_VERBS = {
    "": mark("plain git commit"),
    "found": mark("found"),
    "mend": mark("mend"),
    "migrate": mark("migrate"),
    "undo": mark("undo"),
}
"""What is done to records by no verb of their kinds."""

INDENT = "    "
CHANGES = {
    "modified": mark("changed"),
    "deleted": mark("removed"),
    "new": mark("added"),
    "replaced": mark("replaced by something else"),
}
"""What was done to a file by hand."""


def verb_words(verb: str, kind: Kind | None = None) -> Message:
    """Name a verb as people call it."""
    known = None if kind is None else kind.verbs.get(verb)
    if known is not None:
        return known.label
    return _VERBS.get(verb) or label("verb", verb.replace("-", "_"))


def field_words(path: str, kind: Kind | None = None, *, alone: bool = False) -> Message:
    """Name a field by its path; an entry that is ``alone`` is told without its id."""
    found = IN_LIST.fullmatch(path)
    if found is None:
        return _label(kind, path, path)
    owner, entry, field = found.groups()
    entries = _label_of_list(kind, owner)
    if field is None:
        return entries
    inner = _label(kind, path, field)
    if alone:
        return mark("{list}, {field}", list=entries, field=inner)
    return mark("{list} {entry} {field}", list=entries, entry=entry, field=inner)


def _label_of_list(kind: Kind | None, name: str) -> Message:
    fields = () if kind is None else kind.fields
    return next((field.label for field in fields if field.name == name), label("field", name))


def _label(kind: Kind | None, path: str, name: str) -> Message:
    """Give the label of a single value; of one in a group, from all of its name."""
    field = None if kind is None or "." in name else field_at(kind, path)
    return label("field", name.replace(".", "_")) if field is None else field.label


Names: TypeAlias = Callable[[FieldType[Any], str], str | None]
"""Gives what the record is called to which a link points."""


def change_lines(
    run: Run, kind: Kind | None, changes: Iterable[Change], names: Names | None = None
) -> Iterator[str]:
    """Give a line for each field, from old to new; with ``names`` as a story that people read."""
    page, found = run.page(), list(changes)
    several = _of_several(found)
    for change in found:
        within = IN_LIST.fullmatch(change.path)
        alone = names is not None and within is not None and within[1] not in several
        words = mark(
            "{field}: {change}",
            field=field_words(change.path, kind, alone=alone),
            change=_words(kind, change, names),
        )
        yield page.fitted(f"{INDENT}{page.say(words)}", INDENT * 2)


def _of_several(changes: Iterable[Change]) -> set[str]:
    """Name the lists of which more than one entry changed."""
    entries: dict[str, set[str]] = {}
    for change in changes:
        if (within := IN_LIST.fullmatch(change.path)) is not None:
            entries.setdefault(within[1], set()).add(within[2])
    return {name for name, ids in entries.items() if len(ids) > 1}


def _words(kind: Kind | None, change: Change, names: Names | None) -> Message | str:
    old, new = (_value(kind, change.path, text, names) for text in (change.before, change.after))
    if change.before is None:
        return new
    if change.after is None:
        return mark("{old} -> nothing", old=old)
    if change.before == change.after:  # two masks
        return mark("{old} -> {new} (changed)", old=old, new=new)
    return mark("{old} -> {new}", old=old, new=new)


def _value(kind: Kind | None, path: str, text: str | None, names: Names | None) -> Message | str:
    """Show a value as a list would; what is no value, as it stands."""
    if text is None:
        return ""
    if isinstance(text, Cover):
        return text.words
    if path == "state":
        return label("state", text) if kind is None else kind.label_of_state(text)
    field = None if kind is None else field_at(kind, path)
    if field is not None and field.form is not None:
        if names is not None and (name := names(field.form, text)) is not None:
            return name
        try:
            return field.form.show(field.form.read(text))
        except BadValue:
            pass
    return text.replace("\n", " / ")
