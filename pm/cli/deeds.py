"""What was done, in the reader's words: verbs, and fields with their values from old to new."""

from collections.abc import Iterable, Iterator

from pm.cli.run import Run
from pm.i18n import Message, mark
from pm.model.codec import Change
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


def verb_words(verb: str) -> Message:
    """Name a verb as people call it."""
    return _VERBS.get(verb) or label("verb", verb.replace("-", "_"))


def field_words(path: str) -> Message:
    """Name a field by its path."""
    found = IN_LIST.fullmatch(path)
    if found is None:
        return label("field", path.replace(".", "_"))
    owner, entry, field = found.groups()
    if field is None:
        return label("field", owner)
    return mark(
        "{list} {entry} {field}",
        list=label("field", owner),
        entry=entry,
        field=label("field", field.replace(".", "_")),
    )


def change_lines(run: Run, kind: Kind | None, changes: Iterable[Change]) -> Iterator[str]:
    """Give a line for each field, from old to new."""
    page = run.page()
    for change in changes:
        words = mark(
            "{field}: {change}", field=field_words(change.path), change=_words(kind, change)
        )
        yield page.fitted(f"{INDENT}{page.say(words)}", INDENT * 2)


def _words(kind: Kind | None, change: Change) -> Message | str:
    old, new = (_value(kind, change.path, text) for text in (change.before, change.after))
    if change.before is None:
        return new
    if change.after is None:
        return mark("{old} -> nothing", old=old)
    if change.before == change.after:  # two masks
        return mark("{old} -> {new} (changed)", old=old, new=new)
    return mark("{old} -> {new}", old=old, new=new)


def _value(kind: Kind | None, path: str, text: str | None) -> Message | str:
    """Show a value as a list would; what is no value, as it stands."""
    if text is None:
        return ""
    if isinstance(text, Cover):
        return text.words
    if path == "state":
        return label("state", text)
    field = None if kind is None else field_at(kind, path)
    if field is not None and field.form is not None:
        try:
            return field.form.show(field.form.read(text))
        except BadValue:
            pass
    return text.replace("\n", " / ")
