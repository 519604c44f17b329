"""What one reader sees of personal values: masked unless revealed, a mark where he may not read.

Filters, search and sorting work on opened text; this is about what is shown of it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Self
from zlib import crc32

from pm.errors import Damaged, Erased, Sealed
from pm.i18n import Message, mark
from pm.index.filters import Open
from pm.model.field_types import FieldType
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.problem import BadValue
from pm.model.sensitive import HIDDEN
from pm.model.values import Personal, Place
from pm.office import registry
from pm.office.office import Office
from pm.vault.token import looks_sealed, parse_token


class Cover(str):
    """What stands in the place of a personal value: the text for scripts, the words for people."""

    __slots__ = ("words",)
    words: Message | str

    def __new__(cls, text: str, words: Message | str | None = None) -> Self:
        """Take the text, and the words where they are others."""
        cover = super().__new__(cls, text)
        cover.words = text if words is None else words
        return cover


SEALED = Cover("•")
"""Stands for a value that the reader may not see."""
ERASED = Cover("[erased]", mark("[erased]"))
"""Stands for a value of somebody who was forgotten."""
DAMAGED = Cover("[damaged]", mark("[damaged]"))
"""Stands for a value that was changed, moved or cut."""


class Sight:
    """What one reader sees in one call.

    ``revealed`` shows values as they are: :mod:`pm.office.revealing` alone asks for it. ``strict``
    refuses a damaged value, so that nothing else of its record is shown.
    """

    def __init__(self, office: Office, *, revealed: bool = False, strict: bool = False) -> None:
        """Take the office that the reader sees."""
        self._office = office
        self.revealed = revealed
        self._strict = strict
        self._names: dict[str, str] = {}

    def of(self, form: FieldType[Any] | None, value: Personal[Any, Any]) -> Any:  # noqa: ANN401  # a field holds any type
        """Give what is seen of a value: itself where it is revealed, else a :class:`Cover`."""
        try:
            plain = value.open(self._office)
        except Erased:
            return ERASED
        except Damaged:
            if self._strict:
                raise
            return DAMAGED
        except Sealed as error:
            self._office.unread = error
            return SEALED
        return plain if self.revealed else self._mask(form, plain)

    def text(self, field: Field, place: Place, disk: str) -> object:
        """Give what scripts see of the disk text of a value."""
        assert field.form is not None  # noqa: S101  # a personal field has a form
        seen = self.of(field.form, Personal(field.form, disk=disk, place=place))
        return seen if isinstance(seen, Cover) else field.form.json(seen)

    def past(self, field: Field, place: Place, disk: str) -> Cover:
        """Give one side of a change; what cannot be read has a sign, so that a change is seen."""
        form = field.form
        assert form is not None  # noqa: S101  # a personal field has a form
        try:
            plain = self._office.vault.open(place, disk) if looks_sealed(disk) else disk
            return self._side(form, form.read(plain))
        except Erased:
            return unseen("erased", disk)
        except Damaged:
            return unseen("damaged", disk)
        except Sealed as error:
            self._office.unread = error
            return sealed_text(disk)
        except BadValue:
            return Cover(HIDDEN)

    def learn(self, nouns: Iterable[str]) -> None:
        """Read the names of all records of some kinds at once: a long list needs many."""
        for noun in nouns:
            kind = registry.kind(noun)
            columns = ["id", *_name_column(kind)]
            found = self._office.index.select(kind, columns=columns)
            for record_id, *texts in found.rows:
                self._names[str(record_id)] = _masked_name(kind, [str(one) for one in texts])

    # -- masks ------------------------------------------------------------------------------------

    def _side(self, form: FieldType[Any], plain: Any) -> Cover:  # noqa: ANN401  # a field holds any type
        if not self.revealed:
            return self._mask(form, plain)
        return Cover(form.write(plain), form.show(plain))

    def _mask(self, form: FieldType[Any] | None, plain: Any) -> Cover:  # noqa: ANN401  # as above
        if form is None:
            return Cover(HIDDEN)
        return Cover(form.mask(plain), self._name(form.links(), plain) if form.links() else None)

    def _name(self, nouns: Sequence[str], record_id: str) -> str | None:
        """Give the masked name of the record to which a personal link points."""
        if record_id in self._names:
            return self._names[record_id]
        for noun in nouns:
            kind = registry.kind(noun)
            found = self._office.reader.find(kind, record_id)
            if found is not None:
                names = [getattr(found.record, name) for name in _name_column(kind)]
                return self._names.setdefault(record_id, _masked_name(kind, names))
        return None


def unseen(what: str, disk: str) -> Cover:
    """Give the mark of a value in history that nobody reads: erased or damaged."""
    text = f"[{what} {sign_of(disk)}]"
    words = {
        "erased": mark("[erased {sign}]", sign=sign_of(disk)),
        "damaged": mark("[damaged {sign}]", sign=sign_of(disk)),
    }
    return Cover(text, words[what])


def sealed_text(disk: str) -> Cover:
    """Give the mark of a value in history that the reader may not see: its scope and a sign."""
    token = parse_token(disk)
    if token is None:
        return unseen("damaged", disk)
    sign = sign_of(disk)
    return Cover(
        f"[sealed {token.scope} {sign}]",
        mark("[sealed {scope} {sign}]", scope=label("scope", token.scope), sign=sign),
    )


def sign_of(disk: str) -> str:
    """Give a short sign of a token: another token has another one."""
    return f"{crc32(disk.encode('utf-8')) & 0xFFFF:04x}"


def words_of(value: object) -> Message | str:
    """Give what people read of a personal value, or of several: covers, or values revealed."""
    if isinstance(value, list):
        return Message("{values}", {"values": [words_of(one) for one in value]})
    return value.words if isinstance(value, Cover) else str(value)


def opener(office: Office) -> Open:
    """Give what opens personal values for filters and search; none for what he may not read."""

    def open_(place: Place, disk: str) -> str | None:
        try:
            return office.vault.open(place, disk)
        except (Erased, Damaged):
            return None
        except Sealed as error:
            office.unsearched = error
            return None

    return open_


def make_ready(office: Office, kinds: Iterable[Kind]) -> None:
    """Read the keys that a search through all records of some kinds needs, at once."""
    if office.vault_name is None:
        return
    for kind in kinds:
        if any(leaf.field.scope for leaf in kind.leaves) or kind.entries:
            found = office.index.select(kind, columns=["data_subject"])
            office.vault.load({str(subject) for (subject,) in found.rows if subject})


def masked(field: Field, text: str) -> str:
    """Give what is shown of the plain text of a personal field."""
    try:
        return HIDDEN if field.form is None else field.form.mask(field.form.read(text))
    except BadValue:
        return HIDDEN


def _name_column(kind: Kind) -> tuple[str, ...]:
    return kind.record.names[:1]


def _masked_name(kind: Kind, names: Sequence[str]) -> str:
    leaf = kind.leaf(kind.record.names[0]) if names else None
    return HIDDEN if leaf is None else masked(leaf.field, names[0])
