"""The grammar of a commit: what an act says of itself, in a subject and in trailers.

One deed::

    ticket T-261122-K7Q2XM: assign to E-3FJ8WD

    Record: ticket/T-261122-K7Q2XM
    Verb: assign
    From: triaged
    To: assigned
    By: E-9QZ4TN

Each deed is such a group, begun by ``Record``. ``From`` is absent on creation, ``At`` where it
happened when it was typed. A bulk act has one group without a record, which says what all of its
records share, with ``Records`` (how many; the difference of the commit says which) and
``Source``. ``Clock`` and ``Undoes`` concern the whole commit. A trailer holds ASCII words and ids
only, and the subject is one line, so that no value can pass for a trailer.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from pm.model.act import Deed
from pm.model.pattern import pattern
from pm.model.problem import BadValue
from pm.model.times import read_time, write_time

MAIL_DOMAIN = "pm.invalid"
CLOCK_WAS_SET = "set"

_WORD = pattern(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,199}")
_RECORD = pattern(r"([a-z0-9_]+)/([A-Za-z0-9][A-Za-z0-9-]{0,99})")
_COMMIT = pattern(r"[0-9a-f]{40,64}")
_NUMBER = pattern(r"[0-9]{1,9}")
_LINE = pattern(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_OF_COMMIT = frozenset({"Records", "Source", "Clock", "Undoes"})
_OF_DEED = frozenset({"Verb", "From", "To", "By", "At", "Reason", "Override", "Late", "Slip"})


def mail_of(staff: str) -> str:
    """Give the mail address under which a member of staff is a commit's author."""
    return f"{staff}@{MAIL_DOMAIN}"


class DeedWords(NamedTuple):
    """What a commit says of one record, or of all records of a bulk act.

    Of a bulk act ``kind`` and ``record`` are empty, and so is what its records do not share.
    ``at`` is none where the deed happened when it was typed.
    """

    kind: str
    record: str
    verb: str
    source: str
    target: str
    by: str
    at: datetime | None = None
    reason: str | None = None
    override: str | None = None
    late: str | None = None
    slip: str | None = None

    def lines(self) -> Iterator[str]:
        """Give the trailers; raises :class:`ValueError` for what cannot stand in one."""
        if self.record:
            yield f"Record: {_checked(_RECORD, f'{self.kind}/{self.record}')}"
        yield f"Verb: {_checked(_WORD, self.verb)}"
        for key, word in (("From", self.source), ("To", self.target), ("By", self.by)):
            if word:
                yield f"{key}: {_checked(_WORD, word)}"
        if self.at is not None:
            yield f"At: {write_time(self.at)}"
        for key, code in self._codes():
            if code is not None:
                yield f"{key}: {_checked(_WORD, code)}"

    def _codes(self) -> Iterator[tuple[str, str | None]]:
        yield from (("Reason", self.reason), ("Override", self.override))
        yield from (("Late", self.late), ("Slip", self.slip))


class BulkWords(NamedTuple):
    """What the commit of a bulk act says of all its records, how many, and whence they came."""

    deed: DeedWords
    records: int
    origin: str | None = None

    def lines(self) -> Iterator[str]:
        """Give the trailers."""
        yield from self.deed.lines()
        yield f"Records: {self.records}"
        if self.origin is not None:
            yield f"Source: {_checked(_WORD, self.origin)}"


class CommitWords(NamedTuple):
    """All that the trailers of a commit say; nothing for a commit that pm did not make."""

    deeds: tuple[DeedWords, ...] = ()
    bulk: BulkWords | None = None
    clock: bool = False
    undoes: str | None = None

    def write(self, subject: str) -> str:
        """Write the commit's message; raises :class:`ValueError` for what would forge one."""
        lines = list(self._lines())
        return "\n".join([_checked(_LINE, subject), "", *lines]) + "\n"

    def _lines(self) -> Iterator[str]:
        if self.bulk is not None:
            yield from self.bulk.lines()
        for deed in self.deeds:
            yield from deed.lines()
        if self.clock:
            yield f"Clock: {CLOCK_WAS_SET}"
        if self.undoes is not None:
            yield f"Undoes: {_checked(_COMMIT, self.undoes)}"


def compose(
    deeds: Sequence[Deed],
    typed_at: datetime,
    *,
    bulk: str | None = None,
    clock: bool = False,
    undoes: str | None = None,
) -> str:
    """Write the message of the commit that holds these deeds.

    ``bulk`` makes it one of a bulk act and names whence its records come; it may be empty.
    ``clock`` says that the office's clock was set; never to what, so that a run is repeatable.
    """
    words = [_words(deed, typed_at) for deed in deeds]
    if bulk is not None:
        return _compose_bulk(words, bulk, clock=clock, undoes=undoes)
    main = deeds[0]  # what it brought about besides comes after it
    subject = (
        f"{main.kind} {main.record}: {main.subject}"
        if len(deeds) == 1
        else f"{len(deeds)} records: {main.verb}"
    )
    return CommitWords(tuple(words), None, clock, undoes).write(subject)


def _compose_bulk(words: list[DeedWords], origin: str, *, clock: bool, undoes: str | None) -> str:
    """Say once what the act is for: its last deed's verb; others keep a group of their own."""
    main = words[-1].verb
    bulk = [word for word in words if word.verb == main]
    shared = _shared(bulk)
    others = tuple(word for word in words if word.verb != main)
    kinds = {word.kind for word in bulk}
    subject = " ".join([main, str(len(bulk)), *(kinds if len(kinds) == 1 else ()), "records"])
    if origin:
        subject += f" from {origin}"
    whole = BulkWords(shared, len(bulk), origin or None)
    return CommitWords(others, whole, clock, undoes).write(subject)


def _shared(words: list[DeedWords]) -> DeedWords:
    first = words[0]
    blank = DeedWords("", "", first.verb, "", "", "")
    same = {
        name: getattr(first, name)
        for name in ("source", "target", "by", "at", "reason", "override", "late", "slip")
        if all(getattr(word, name) == getattr(first, name) for word in words)
    }
    return blank._replace(**same)


def _words(deed: Deed, typed_at: datetime) -> DeedWords:
    return DeedWords(
        kind=deed.kind,
        record=deed.record,
        verb=deed.verb,
        source=deed.source,
        target=deed.target,
        by=deed.by,
        at=None if _second(deed.at) == _second(typed_at) else _second(deed.at),
        reason=deed.reason,
        override=deed.override,
        late=deed.late,
        slip=deed.slip,
    )


def _second(time: datetime) -> datetime:
    return time.replace(microsecond=0)


def parse(message: str) -> CommitWords:
    """Read what a commit's trailers say; whatever is no trailer of ours is passed over."""
    above, _, last = message.rstrip().rpartition("\n\n")
    if not above or "Verb: " not in last:
        return CommitWords()
    of_commit: dict[str, str] = {}
    groups: list[dict[str, str]] = [{}]
    for line in last.split("\n"):
        key, _, value = line.partition(": ")
        if key == "Record":
            groups.append({key: value})
        elif key in _OF_COMMIT:
            of_commit[key] = value
        elif key in _OF_DEED:
            groups[-1][key] = value
    deeds = (_deed(group) for group in groups[1:])
    return CommitWords(
        deeds=tuple(deed for deed in deeds if deed is not None),
        bulk=_bulk(groups[0], of_commit),
        clock="Clock" in of_commit,
        undoes=_word(_COMMIT, of_commit.get("Undoes")),
    )


def _bulk(group: dict[str, str], of_commit: dict[str, str]) -> BulkWords | None:
    number = _word(_NUMBER, of_commit.get("Records"))
    deed = _facts(group, "", "")
    if number is None or deed is None:
        return None
    return BulkWords(deed, int(number), _word(_WORD, of_commit.get("Source")))


def _deed(group: dict[str, str]) -> DeedWords | None:
    match = _RECORD.fullmatch(group["Record"])
    return None if match is None else _facts(group, match[1], match[2])


def _facts(group: dict[str, str], kind: str, record: str) -> DeedWords | None:
    words = {key: word for key, word in group.items() if _WORD.fullmatch(word)}
    if "Verb" not in words:
        return None
    return DeedWords(
        kind=kind,
        record=record,
        verb=words["Verb"],
        source=words.get("From", ""),
        target=words.get("To", ""),
        by=words.get("By", ""),
        at=_time(group.get("At")),
        reason=words.get("Reason"),
        override=words.get("Override"),
        late=words.get("Late"),
        slip=words.get("Slip"),
    )


def _time(text: str | None) -> datetime | None:
    try:
        return None if text is None else read_time(text)
    except BadValue:
        return None


def is_word(text: str) -> bool:
    """Tell whether a text can stand in a trailer as a code or a number."""
    return _WORD.fullmatch(text) is not None


def _word(form: re.Pattern[str], text: str | None) -> str | None:
    return text if text is not None and form.fullmatch(text) else None


def _checked(form: re.Pattern[str], text: str) -> str:
    if not form.fullmatch(text):
        message = f"{text!r} cannot stand in a commit's message"
        raise ValueError(message)
    return text
