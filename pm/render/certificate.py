"""The certificate of an erasure: what was destroyed, what is left to do, what nobody can reach."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pm.i18n import Message, mark
from pm.model.labels import label
from pm.render.detail import Entry
from pm.render.paper import Paper, Section


class Named(NamedTuple):
    """A record that may still name the person, and the command with which it is written anew."""

    record: str
    command: str


class Facts(NamedTuple):
    """What a certificate is made of; ``rules`` are those whose term had ended."""

    office: str
    number: str
    resident: str
    at: datetime | None
    by: str
    rules: Sequence[str]
    subjects: int
    named: Sequence[Named]
    left: Sequence[Message]
    pending: Sequence[str]


NOT_REACHED = (
    mark(
        "What people kept who were allowed to read: copies, photographs, printed lists, notes, "
        "their own keys, and what was exported or given to somebody outside."
    ),
    mark(
        "A copy of the office or of the keyring that is never synced again; every other desk "
        "until it has synced."
    ),
    mark(
        "Backups, until they have expired and everybody's keys have been renewed since; an older "
        "keyring opens with the keys of its time."
    ),
    mark(
        "The recovery key in the envelopes opens older copies of the keyring until it is renewed "
        "with: pm vault rotate --recovery."
    ),
    mark(
        "The image of a disk, what lies in swap, in a hibernated machine or in the cells of an SSD."
    ),
    mark(
        "A server that keeps what nothing points to any more, forks or snapshots: there only the "
        "renewal of everybody's keys helps."
    ),
    mark(
        "What stays readable: numbers of records, who of the staff did what and when, how often, "
        "states, roughly how long a text was, and that a value changed."
    ),
    mark(
        "Texts in records of other people in which the person is named. Writing them anew does "
        "not take the old words out of the history."
    ),
    mark("What was said on paper, by telephone or in a chat, and what a picture shows."),
)
"""What no erasure reaches: said on every certificate."""


def certificate(facts: Facts) -> Paper:
    """Make the paper."""
    return Paper(
        mark("Certificate of erasure"),
        _entries(facts),
        [
            Section(
                mark("Records in which the name may still stand"),
                points=_or_none([_named(one) for one in facts.named], mark("None is known.")),
            ),
            Section(
                mark("What could not be destroyed"),
                points=_or_none(facts.left, mark("Nothing is known to be left.")),
            ),
            Section(
                mark("Whose keys must still be renewed"),
                points=_or_none([_overdue(who) for who in facts.pending], mark("Nobody's.")),
            ),
            Section(mark("What this does not reach"), points=NOT_REACHED),
            Section(
                mark("Signature"),
                [Entry(mark("date"), "_" * 20), Entry(mark("signed"), "_" * 20)],
            ),
        ],
    )


def _entries(facts: Facts) -> list[Entry]:
    rule = mark("none whose term had ended; it was done for another reason")
    return [
        Entry(label("kind", "office"), facts.office),
        Entry(mark("number"), facts.number),
        Entry(mark("pseudonym of the person"), facts.resident),
        Entry(label("field", "erased_at"), facts.at),
        Entry(label("field", "erased_by"), facts.by),
        Entry(mark("rule"), list(facts.rules) or rule),
        Entry(mark("data subjects whose keys were destroyed"), facts.subjects),
        Entry(
            mark("what it does"),
            mark("what was sealed with these keys can be read no more, in no past version either"),
        ),
    ]


def _named(one: Named) -> Message:
    return mark(
        "{id}: look at it, and write it anew: {command}", id=one.record, command=one.command
    )


def _overdue(who: str) -> Message:
    return mark("{who}: types pm vault rotate at his desk", who=who)


def _or_none(points: Sequence[Message], none: Message) -> Sequence[Message]:
    return points or [none]
