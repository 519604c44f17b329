"""Leaks: what looks like a person's number where anybody can read it, found before it is recorded.

Looked through is all that is not sealed: clear fields, keys, ids, comments, and what a commit says
of itself. Old texts are let be, so that a record with a leak in it can still be worked on.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pm.errors import Invalid, PmError
from pm.i18n import Message, mark
from pm.model.codec import changed, differences, personal_texts
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.node import Node
from pm.model.options import flag, option_leaves
from pm.model.sensitive import Find, looks_personal, masked_text
from pm.model.values import Place
from pm.office import registry
from pm.store.session import Change, Session
from pm.store.yaml_reading import read_tree

_NAMED = 4
"""Up to so many personal fields are named to who looks for a better place."""
_HASHED = "Undoes: "


class Leak(NamedTuple):
    """One thing in the clear: its field, none for what stands in no field, and what it may be."""

    field: str
    text: str
    what: Message
    masked: str

    @property
    def message(self) -> Message:
        """The sentence for people; the text itself is never said."""
        if not self.field:
            return mark("'{masked}' looks like a {what}", masked=self.masked, what=self.what)
        return mark(
            "{field}: '{masked}' looks like a {what}",
            field=masked_text(self.field),
            masked=self.masked,
            what=self.what,
        )


def refuse_leaks(session: Session, message: str, changes: Sequence[Change]) -> None:
    """Refuse an act that would put something personal in the clear, and name each place."""
    found = [(change.path, leak) for change in changes for leak in _leaks_of(change)]
    if found:
        known = {leak for change in changes for leak in _leaks_before(session, change.path)}
        found = [(path, leak) for path, leak in found if leak not in known]
    said = leaks_in_message(message)
    if found or said:
        raise Invalid(
            mark("nothing was recorded: something personal would stand in the clear"),
            details=[
                *(_named(path, leak) for path, leak in found),
                *(mark("the commit's message: {reason}", reason=leak.message) for leak in said),
            ],
            hint=_better_place([kind_named(path) for path, _ in found]),
        )


def leaks_in_text(text: str, field: str = "") -> list[Leak]:
    """Give what looks personal in a text."""
    return [_leak(field, text, find) for find in looks_personal(text)]


def leaks_in_message(message: str) -> list[Leak]:
    """Give what looks personal in a commit's message; the name of a commit is no number."""
    lines = (line for line in message.splitlines() if not line.startswith(_HASHED))
    return [leak for line in lines for leak in leaks_in_text(line)]


def leaks_in_record(kind: Kind | None, data: bytes, path: str) -> list[Leak]:
    """Give what looks personal in a record's file, outside of its personal fields."""
    try:
        tree = read_tree(data, path)
    except PmError:
        return leaks_in_text(data.decode("utf-8", "replace"))
    return leaks_in_tree(kind, tree, data)


def leaks_in_tree(kind: Kind | None, tree: Mapping[str, Node], data: bytes) -> list[Leak]:
    """Give what looks personal in a record that was read from ``data``."""
    clear = tree if kind is None else changed(kind, tree, _nothing)
    return [*_in_fields(clear), *_outside(tree, data)]


def kind_named(path: str) -> Kind | None:
    """Give the kind that a file's name says; none for configuration, which is all clear."""
    stem = path.rpartition("/")[2]
    noun = registry.by_prefix().get(stem.partition("-")[0])
    return None if noun is None else registry.kind(noun)


def unsealed(kind: Kind, tree: Mapping[str, Node], is_token: Callable[[str], bool]) -> list[str]:
    """Give the personal fields of a record in which plain text stands."""
    return [one.place.path for one in personal_texts(kind, tree) if not is_token(one.disk)]


def _leaks_of(change: Change) -> list[Leak]:
    """Look through a file that is to be written; pm's own files are plain lines."""
    if change.content is None:
        return []
    path, data = change.path, change.content
    by_hand = change.takes is not None
    if not by_hand and not leaks_in_text(path + "\n" + data.decode("utf-8", "replace")):
        return []
    return leaks_in_record(kind_named(path), data, path)


def _leaks_before(session: Session, path: str) -> list[Leak]:
    data = session.read(path)
    return [] if data is None else leaks_in_record(kind_named(path), data, path)


def _in_fields(clear: Mapping[str, Node]) -> Iterator[Leak]:
    for field, _, text in differences({}, clear):
        for part in (text or "", field):
            yield from leaks_in_text(part, field)


def _outside(tree: Mapping[str, Node], data: bytes) -> Iterator[Leak]:
    """Give what stands in comments: what the file holds more often than its fields do."""
    found = leaks_in_text(data.decode("utf-8", "replace"))
    if not found:
        return
    held = Counter(
        leak.text
        for field, _, text in differences({}, tree)
        for leak in leaks_in_text(f"{field}\n{text}")
    )
    for leak in found:
        if held[leak.text] > 0:
            held[leak.text] -= 1
        else:
            yield leak


def _leak(field: str, text: str, find: Find) -> Leak:
    return Leak(field, text[find.start : find.end], find.what, find.masked)


def _named(path: str, leak: Leak) -> Message:
    record = path.rpartition("/")[2].removesuffix(".yaml")
    return mark("{record}, {reason}", record=masked_text(record), reason=leak.message)


def _better_place(kinds: Iterable[Kind | None]) -> Message:
    options = list(
        dict.fromkeys(
            flag(leaf.name)
            for kind in dict.fromkeys(kinds)
            for verb in (() if kind is None else kind.verbs.values())
            for leaf in (() if kind is None or verb.hidden else option_leaves(kind.offered(verb)))
            if leaf.field.scope is not None
        )
    )
    if not options:
        return mark("leave it out: everybody could read it, for good")
    return mark(
        "put it into a personal field, such as {options}", options=", ".join(options[:_NAMED])
    )


def _nothing(field: Field, place: Place, disk: str) -> str:
    del field, place, disk
    return ""
