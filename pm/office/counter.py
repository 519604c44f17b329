"""The counter: a record is found by what a person says of himself, and shown masked."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from pm.errors import Damaged, Erased, Sealed
from pm.i18n import mark
from pm.index.database import Index
from pm.index.filters import Filter, Operator, look_up
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.sensitive import HIDDEN
from pm.model.values import Place
from pm.office import registry
from pm.vault.clear import ClearVault
from pm.vault.sealed import SealedVault

_PART_OF_ID = pattern(r"(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[0-9A-Za-z]{1,6}")


class Counter:
    """Finds people by phone, name and plate, and flats by what people call their building."""

    def __init__(
        self, index: Callable[[], Index], vault: Callable[[], ClearVault | SealedVault]
    ) -> None:
        """Take what gives the index, and the vault with the keys of who acts."""
        self._index = index
        self._vault = vault

    def met(self, kind: Kind, text: str) -> list[str]:
        """Give the ids of the records that people mean by a text which is no id and no name.

        Raises Sealed where that takes a key that is locked or not held.
        """
        if kind.record.called_after:
            return self._index().by_door(kind, _place_of(kind), text)
        if not is_about_person(kind, text):
            return []
        for name in kind.record.found_by:
            targets = self._targets(_field(kind, name), text)
            if targets:
                load = self._ready(kind, [name])
                return self._index().by_link(kind, name, targets, self._open, load)
        load = self._ready(kind, kind.record.found_by)
        return self._index().by_person(kind, text, self._open, load)

    def _targets(self, field: Field, text: str) -> list[str]:
        """Give the flats that a text names, where a field leads to one."""
        found: list[str] = []
        for noun in () if field.form is None else field.form.links():
            kind = registry.kind(noun)
            found += self._index().resolve(kind, text) or self.met(kind, text)
        return found

    def _ready(self, kind: Kind, names: Sequence[str]) -> Callable[[Collection[str]], None]:
        """See to it that some values can be opened; give what reads their keys at once."""
        vault = self._vault()
        for scope in {_field(kind, name).scope for name in names}:
            if scope is not None:
                _require(kind, vault, scope.name)
        return vault.load

    def _open(self, place: Place, disk: str) -> str | None:
        try:
            return self._vault().open(place, disk)
        except Sealed:
            return None

    def seen(self, kind: Kind, record_id: str) -> str:
        """Give what a candidate is told by: the personal columns of its lists, masked."""
        leaves = [kind.leaf(name) for name in kind.record.columns]
        wanted = {leaf.name: leaf for leaf in leaves if leaf is not None and leaf.field.scope}
        rows = self._index().select(
            kind,
            [Filter("id", Operator.ANY_OF, (record_id,))],
            columns=["data_subject", *wanted],
        )
        ((subject, *texts),) = rows.rows
        return "  ".join(
            self._masked(kind, leaf.field, record_id, subject or "", text)
            for leaf, text in zip(wanted.values(), texts, strict=True)
            if text is not None
        )

    def _masked(self, kind: Kind, field: Field, record_id: str, subject: str, disk: str) -> str:
        scope = "" if field.scope is None else field.scope.name
        place = Place(kind.name, record_id, field.name, scope, subject)
        try:
            plain = self._vault().open(place, disk)
        except (Erased, Damaged):
            return HIDDEN
        except Sealed:
            return "•"
        form = field.form
        for noun in () if form is None else form.links():
            return self._linked(registry.kind(noun), plain)
        return _mask(field, plain)

    def _linked(self, kind: Kind, record_id: str) -> str:
        name, *_ = kind.record.names or ("id",)
        leaf = kind.leaf(name)
        found = self._index().select(
            kind, [Filter("id", Operator.ANY_OF, (record_id,))], columns=[name]
        )
        ((text,),) = found.rows or [(None,)]
        return HIDDEN if leaf is None or text is None else _mask(leaf.field, text)


def is_about_person(kind: Kind, text: str) -> bool:
    """Tell whether a text may be a personal value by which records of a kind are found."""
    if not kind.record.found_by or text.upper().startswith(f"{kind.prefix}-"):
        return False
    return any(_forms(kind, text))


def told(kind: Kind, text: str) -> str:
    """Give a text that found nothing, or too much, as a refusal may tell it: no value of anybody.

    What looks like a piece of an id stands as it was typed.
    """
    if not is_about_person(kind, text) or _PART_OF_ID.fullmatch(text):
        return text
    return _mask(next(_forms(kind, text)), text.strip())


def told_among(kinds: Iterable[Kind], text: str) -> str:
    """Give a text that was looked for among several kinds, as a refusal may tell it."""
    return next((told(kind, text) for kind in kinds if is_about_person(kind, text)), text)


def _forms(kind: Kind, text: str) -> Iterator[Field]:
    """Give the fields of a kind which a text may be a value of."""
    for name in kind.record.found_by:
        field = _field(kind, name)
        if field.form is not None and field.form.sought(text):
            yield field


def _mask(field: Field, text: str) -> str:
    try:
        return HIDDEN if field.form is None else field.form.mask(field.form.read(text))
    except BadValue:
        return HIDDEN


def _field(kind: Kind, name: str) -> Field:
    return look_up(kind, name).column.leaf.field


def _place_of(kind: Kind) -> Kind:
    form = _field(kind, kind.record.called_after).form
    assert form is not None  # noqa: S101  # a link has a form
    return registry.kind(form.links()[0])


def _require(kind: Kind, vault: ClearVault | SealedVault, scope: str) -> None:
    try:
        vault.require(scope)
    except Sealed as error:
        message = mark(
            "no {kind} has this id, and to look for people is not possible: {reason}",
            kind=kind.label,
            reason=error.message,
        )
        raise Sealed(message, hint=error.hint) from None
