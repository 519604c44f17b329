"""What typed values are read against: the clock and the records of one state of the office."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, datetime, tzinfo
from functools import cached_property

from pm.errors import Ambiguous, NotFound, Sealed
from pm.i18n import Beside, Message, mark
from pm.i18n.catalogue import LANGUAGES
from pm.model.ids import Layout, normal
from pm.model.kind import Kind
from pm.model.nearness import alone, meant, nearest
from pm.model.values import Words
from pm.office import registry
from pm.office.counter import told
from pm.office.lookup import Lookup
from pm.office.reader import RecordReader

SHOWN = 12


def _in_each(words: Words) -> list[str]:
    return [words.pick(code) for code in LANGUAGES]


class EnteringDesk:
    """Reads names, ids and times as people type them."""

    def __init__(
        self,
        reader: RecordReader,
        lookup: Lookup,
        zone: Callable[[], tzinfo],
        clock: Callable[[tzinfo], datetime],
    ) -> None:
        """Take the state, what finds names in it, and the zone and clock to ask when needed."""
        self._reader = reader
        self._lookup = lookup
        self._zone = zone
        self._clock = clock
        self.opens = True
        self.warnings: list[Message] = []

    @cached_property
    def zone(self) -> tzinfo:
        """The office's time zone."""
        return self._zone()

    @cached_property
    def now(self) -> datetime:
        """The present time, the same for everything that is read against it."""
        return self._clock(self.zone)

    @property
    def today(self) -> date:
        """The present day."""
        return self.now.date()

    def warn(self, message: Message) -> None:
        """Keep what the person is to be told."""
        self.warnings.append(message)

    def choose(self, labels: Mapping[str, Message], text: str) -> str:
        """Give the fixed word that is meant: by its beginning, or by its label in any language."""
        words = {
            value: [language.say(label) for language in LANGUAGES.values()]
            for value, label in labels.items()
        }
        found = meant(text, words)
        return found[0] if len(found) == 1 else text

    def find(self, kinds: Sequence[str], text: str) -> str:
        """Give the id of the one record meant by an id, the beginning of one, or a name."""
        found: list[tuple[Kind, str]] = []
        for noun in kinds:
            kind = registry.kind(noun)
            exact = self.exact(kind, text)
            if exact is not None:
                return exact
            found += [(kind, record_id) for record_id in self._meant(kind, text)]
        if len(found) == 1:
            return found[0][1]
        if found:
            raise self._ambiguous(found, text)
        raise self._not_found(kinds, text)

    def _meant(self, kind: Kind, text: str) -> list[str]:
        """Give the ids that a text may mean; what is clear comes before what must be opened.

        Letters alone may be a name and by chance the beginning of an id: both are candidates.
        """
        clear = self._lookup.resolve(kind, text)
        about_people = bool(kind.record.found_by)
        if clear and not (about_people and text.isalpha()):
            return clear
        if about_people and not self.opens:
            return clear
        try:
            met = self._lookup.met(kind, text)
        except Sealed:
            if not clear:
                raise
            met = []
        return sorted({*clear, *met})

    def in_clear(self) -> "EnteringDesk":
        """Give the same without opening personal values: for a file, and for what is final.

        Nobody is there who could choose between two of a name, or who was meant is destroyed.
        """
        other = copy(self)
        other.opens = False
        return other

    def exact(self, kind: Kind, text: str) -> str | None:
        """Give the id if the text is a whole one and the record is there."""
        for candidate in (text, normal(text)):
            if kind.fits(candidate) and self._reader.find(kind, candidate) is not None:
                return candidate
        return None

    def exact_ids(self, kind: Kind, text: str) -> list[str]:
        """Give the id in a list, empty where the text is no whole one."""
        found = self.exact(kind, text)
        return [] if found is None else [found]

    def _ambiguous(self, found: list[tuple[Kind, str]], text: str) -> Ambiguous:
        return Ambiguous(
            mark(
                "'{text}' may be any of these: {count}",
                text=told(found[0][0], text),
                count=len(found),
            ),
            details=[self._candidate(*one) for one in found[:SHOWN]],
            hint=mark("type one of these ids, or more of it"),
        )

    def _candidate(self, kind: Kind, record_id: str) -> Message:
        record = self._reader.get(kind, record_id).record
        state = kind.label_of_state(record.state)
        name = " ".join(str(getattr(record, name)) for name in kind.record.names)
        if kind.record.found_by:
            name = self._lookup.seen(kind, record_id)
        if not name:
            return mark("{id}  {state}", id=record_id, state=state)
        return mark("{id}  {name} ({state})", id=record_id, name=name, state=state)

    def _not_found(self, kinds: Sequence[str], text: str) -> NotFound:
        kind = registry.kind(kinds[0])
        if kind.layout in {Layout.CHOSEN, Layout.SINGLE}:
            return NotFound(
                mark("there is no {kind} '{text}'", kind=kind.label, text=text),
                hint=self._instead(kind, text),
            )
        return NotFound(
            mark("there is no {kind} '{text}'", kind=kind.label, text=told(kind, text)),
            hint=self._next(kind, text),
        )

    def _instead(self, kind: Kind, text: str) -> Message:
        """Give the records of a configuration that are near to a text, or all, with their names."""
        known = self._lookup.ids(kind)
        if not known:
            return mark("make it with: pm {kind} new {text}", kind=kind.noun, text=text)
        called = {slug: self._called(kind, slug) for slug in sorted(known)}
        near = nearest(text, {slug: _in_each(words) for slug, words in called.items()})
        shown = [Beside(slug, called[slug]) for slug in near or [*called][:SHOWN]]
        if near:
            return mark("did you mean: {names}", names=shown)
        if len(called) > SHOWN:
            return mark("there are: {names}; all: pm {kind} list", names=shown, kind=kind.noun)
        return mark("there are: {names}", names=shown)

    def _called(self, kind: Kind, slug: str) -> Words:
        """Give what people call a record of a configuration, by its slug where it has no name."""
        name = getattr(self._reader.get(kind, slug).record, "name", None)
        return name if isinstance(name, Words) else Words(en=slug)

    def _next(self, kind: Kind, text: str) -> Message:
        if near := nearest(text, alone(self._lookup.names(kind))):
            return mark("did you mean: {names}", names=near)
        if kind.record.found_by and not self.opens:
            return mark("here only an id will do; see it with: pm {kind} show TEXT", kind=kind.name)
        if kind.record.found_by or kind.record.called_after:
            return mark(
                "see them with: pm {kind} list; make one with: pm {kind} new", kind=kind.name
            )
        return mark("see them with: pm {kind} list", kind=kind.name)
