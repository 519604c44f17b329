"""Verbs: the only way in which a record changes."""

import inspect
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from pm.i18n import Message
from pm.model.act import Guard
from pm.model.fields import Field, options_of
from pm.model.labels import label, summary

ANY = "*"


class Verb:
    """A declared change of a record: from where to where, who may, what must be there.

    A descriptor: ``Ticket.assign`` is the verb, and calling it on a record raises, for only the
    transition function runs its body.

    Attributes:
        name: the word in commands and trailers (``hand-back``).
        sources: the states from which it starts; ``*`` is any that is not final; empty: it creates.
        targets: the state to which it leads; empty: it stays; several: the body decides.
        stamps: the facts of which time and doer are stamped: ``triaged``, ``solutions.solved``.
        needs: the capability; none: ``<kind>.<verb>``.
        guards: what must be there; all that is missing is named at once.
        changes: fields that the body writes besides its own options and stamps.
        takes: editable or owned fields that a creating verb offers as options.
        reasons: the list from which its reason code comes, none where it needs none.
        subject: the end of the commit's subject, with holes for clear options.
        hidden: whether it is no command of its own: only a use case runs it.
        firm: whether no override goes past its guards.
        clears: the options that an empty text clears; the body asks ``act.given`` for them.
        makes: the noun of the record that its options describe, where it makes another one.
    """

    def __init__(self, body: Callable[..., None], declared: "Declared") -> None:
        """Take the body and what is declared of it."""
        self.body = body
        self.name = body.__name__.strip("_").replace("_", "-")
        self.sources = declared.sources
        self.targets = declared.targets
        self.creates = declared.creates
        self.stamps = declared.stamps
        self.needs = declared.needs
        self.guards = declared.guards
        self.changes = declared.changes
        self.takes = declared.takes
        self.reasons = declared.reasons
        self.subject = declared.subject
        self.hidden = declared.hidden
        self.firm = declared.firm
        self.clears = declared.clears
        self.makes = declared.makes

    def __get__(self, instance: object, owner: type) -> "Verb":
        """Give the verb on the class; on a record there is nothing to call."""
        del owner
        if instance is not None:
            message = f"{self.name} is a verb: only the transition function runs it"
            raise TypeError(message)
        return self

    def __set__(self, instance: object, value: object) -> None:
        """Refuse to be replaced on a record."""
        del instance, value
        message = f"{self.name} is a verb and no field"
        raise TypeError(message)

    @cached_property
    def edits(self) -> bool:
        """Whether its options are the editable fields: the body takes any keyword."""
        parameters = inspect.signature(self.body).parameters.values()
        return any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)

    @property
    def options(self) -> tuple[Field, ...]:
        """The options: the parameters of the body."""
        return options_of(self.body)

    @property
    def about(self) -> Message:
        """The help: the docstring's first paragraph."""
        return summary(self.body.__doc__ or "")

    @property
    def label(self) -> Message:
        """The label, from the name."""
        owner = self.body.__qualname__.partition(".")[0]
        return label("verb", self.name.replace("-", "_"), owner)

    def starts_from(self, state: str, final: Sequence[str]) -> bool:
        """Tell whether it may start from a state."""
        return state in self.sources or (ANY in self.sources and state not in final)


class Declared(NamedTuple):
    """What ``@verb`` and ``@creates`` say."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    creates: bool
    stamps: tuple[str, ...] = ()
    needs: str | None = None
    guards: tuple[Guard, ...] = ()
    changes: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    reasons: str | None = None
    subject: str = ""
    hidden: bool = False
    firm: bool = False
    clears: tuple[str, ...] = ()
    makes: str = ""


def verb(  # noqa: PLR0913  # a declaration has as many parts as a verb has
    *sources: str,
    to: str | tuple[str, ...] = (),
    stamps: str | tuple[str, ...] = (),
    needs: str | None = None,
    guards: Sequence[Guard] = (),
    changes: Sequence[str] = (),
    reasons: str | None = None,
    subject: str = "",
    hidden: bool = False,
    firm: bool = False,
    clears: Sequence[str] = (),
    makes: str = "",
) -> Callable[[Callable[..., None]], Any]:
    """Declare a verb that changes a record; no source means any state that is not final.

    A hidden one is no command of its own; past the guards of a firm one goes no override. The
    options of one that makes another record are that record's.
    """
    declared = Declared(
        sources=sources or (ANY,),
        targets=_tuple(to),
        creates=False,
        stamps=_tuple(stamps),
        needs=needs,
        guards=tuple(guards),
        changes=tuple(changes),
        reasons=reasons,
        subject=subject,
        hidden=hidden,
        firm=firm,
        clears=tuple(clears),
        makes=makes,
    )
    return lambda body: Verb(body, declared)


def creates(  # noqa: PLR0913  # as above
    *,
    to: str | tuple[str, ...] = (),
    stamps: str | tuple[str, ...] = (),
    needs: str | None = None,
    guards: Sequence[Guard] = (),
    changes: Sequence[str] = (),
    takes: Sequence[str] = (),
    hidden: bool = False,
) -> Callable[[Callable[..., None]], Any]:
    """Declare a verb that makes a record; every editable field is an option, and ``takes``.

    Without a target it is in the kind's initial state.
    A hidden one is no command of its own: only an import or a plan runs it.
    """
    declared = Declared(
        sources=(),
        targets=_tuple(to),
        creates=True,
        stamps=_tuple(stamps),
        needs=needs,
        guards=tuple(guards),
        changes=tuple(changes),
        takes=tuple(takes),
        hidden=hidden,
    )
    return lambda body: Verb(body, declared)


def _tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
