"""The values that only an office's records have: links, prose, names in two languages, personal."""

from collections.abc import Callable, Collection
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from pm.errors import Damaged, Sealed
from pm.i18n import mark
from pm.model.problem import BadValue

T = TypeVar("T")
K_co = TypeVar("K_co", covariant=True)


class Prose(str):
    """Text of several lines, as people write it."""

    __slots__ = ()


class Link(str, Generic[K_co]):
    """The id of another record; ``Link[Literal["unit"]]`` says of which kind."""

    __slots__ = ()


class Words(msgspec.Struct, kw_only=True, frozen=True):
    """A name in the languages of the office; the slug beside it is what scripts see."""

    en: str | None = None
    zh: str | None = None

    def pick(self, language: str) -> str:
        """Give the name in ``language``, or in the other one where it is missing."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or ""

    def __str__(self) -> str:
        """Give the English name, as a message does in logs and tests."""
        return self.pick("en")


class Scope:
    """A group of personal fields that the same people may read (S-180)."""

    name: ClassVar[str]


class Contact(Scope):
    """How to reach a person: names, phones."""

    name = "contact"


class Address(Scope):
    """Where a person lives: the flat on anything tied to a person."""

    name = "address"


class Voice(Scope):
    """What a person said: titles, descriptions, opinions, notes."""

    name = "voice"


class Finance(Scope):
    """What a person owes and pays."""

    name = "finance"


class Conduct(Scope):
    """What a complaint about a member of staff holds."""

    name = "conduct"


SCOPES = tuple(scope.name for scope in (Contact, Address, Voice, Finance, Conduct))
"""The scopes by name."""

S_co = TypeVar("S_co", bound=Scope, covariant=True)


class Form(Protocol[T]):
    """How a value is read from text and written to it."""

    @property
    def name(self) -> str:
        """The name of the type, for people who read code."""
        ...

    def read(self, text: str) -> T:
        """Read the text that stands on disk."""
        ...

    def write(self, value: T) -> str:
        """Write the text for disk."""
        ...


class Place(NamedTuple):
    """Where a personal value stands: what a sealed token is bound to.

    ``path`` names list entries by their id, never by position; ``subject`` is the record's
    or the entry's data subject.
    """

    kind: str
    record: str
    path: str
    scope: str
    subject: str


class Vault(Protocol):
    """What seals and opens personal values; the identity until an office has keys."""

    def seal(self, place: Place, text: str) -> str:
        """Give the text that goes to disk."""
        ...

    def open(self, place: Place, disk: str) -> str:
        """Give the plain text, or raise :class:`pm.errors.Sealed`."""
        ...

    def is_sealed(self, disk: str) -> bool:
        """Tell whether a text on disk needs no sealing: it is sealed, or nothing ever is."""
        ...

    def enclosing(self, kept_from: "Personal[Any, Any] | None") -> "Vault":
        """Give the vault for one record, which may be kept from a member of staff."""
        ...

    def fresh(self, prefix: str, make: Callable[[], str]) -> str:
        """Give an id, beginning so, for a new data subject; ``make`` draws one."""
        ...

    def load(self, subjects: Collection[str]) -> None:
        """Make ready for opening values of many subjects."""
        ...


class Opener(Protocol):
    """Who may ask a personal value to open: an act, or a reader."""

    @property
    def vault(self) -> Vault:
        """The vault that opens."""
        ...


class Personal(Generic[T, S_co]):
    """A personal value that is not opened: rules may ask whether it is there, nothing more.

    It holds either the text as it stands on disk and its place, or a value that was just typed
    and has no place yet.
    """

    __slots__ = ("_disk", "_form", "_place", "_plain")

    def __init__(
        self,
        form: Form[T],
        *,
        disk: str | None = None,
        place: Place | None = None,
        plain: T | None = None,
    ) -> None:
        """Wrap the disk text at its place, or a typed value."""
        self._form = form
        self._disk = disk
        self._place = place
        self._plain = plain

    @property
    def present(self) -> bool:
        """Whether there is a value; all that a rule may know."""
        return self._disk is not None or self._plain is not None

    def open(self, opener: Opener) -> T:
        """Give the value to somebody who may read it; raises :class:`pm.errors.Sealed`."""
        if self._plain is not None:
            return self._plain
        if self._disk is None or self._place is None:
            raise Sealed(mark("there is no value to open"))
        try:
            return self._form.read(opener.vault.open(self._place, self._disk))
        except BadValue:  # only another program seals what is no value of its field
            raise Damaged(
                mark(
                    "{record}, {field}: this is no value",
                    record=self._place.record,
                    field=self._place.path,
                )
            ) from None

    def written(self, place: Place, vault: Vault) -> str:
        """Give the text for disk: as it stood there, or sealed for its place."""
        if self._plain is not None:
            return vault.seal(place, self._form.write(self._plain))
        if self._disk is None:
            raise Sealed(mark("there is no value to write"))
        if self._place is not None and self._place != place:
            return vault.seal(place, vault.open(self._place, self._disk))
        return self._disk

    def __eq__(self, other: object) -> bool:
        """Compare what is held, without opening: the same disk text or the same typed value."""
        if not isinstance(other, Personal):
            return NotImplemented
        mine: tuple[Any, ...] = (self._disk, self._plain)
        return mine == (other._disk, other._plain)

    __hash__ = None  # type: ignore[assignment]  # a value that is compared unopened is no key

    def __deepcopy__(self, memo: object) -> "Personal[T, S_co]":
        """Give itself: it never changes."""
        del memo
        return self

    def __repr__(self) -> str:
        """Say that it is there and never what: tracebacks and logs are read by anybody."""
        return f"Personal[{self._form.name}](…)"
