"""Take up a new ticket: what it is, who calls or where it is, and the matter in a few words."""

from functools import partial

import click

from pm.cli.acting import FirstWords, verb_command
from pm.cli.options import content
from pm.cli.prompting import ask_for_text
from pm.cli.run import Run
from pm.errors import Usage
from pm.i18n import mark
from pm.office import registry
from pm.office.callers import QUESTION, complete_caller, options_for
from pm.office.office import Office

_TICKET = registry.kind("ticket")


def read_words(run: Run, office: Office, values: dict[str, object]) -> None:
    """Write the type and the caller, if they were typed so, into the options they stand for."""
    words = list(values.pop("words"))  # type: ignore[call-overload]  # click gives a tuple
    if words and values["type"] is None:
        values["type"] = words.pop(0)
    if len(words) > 1:
        raise Usage(
            mark("too many words: {words}", words=" ".join(words[1:])),
            hint=mark('the matter itself is typed as: -m "no water in the kitchen"'),
        )
    given = {name: value for name, value in values.items() if isinstance(value, str)}
    if words:
        who = content(words[0], partial(ask_for_text, run, "WHO", QUESTION))
        given = {**options_for(office, who), **given}
    values.update(complete_caller(office, given))


_WORDS = click.Argument(["words"], metavar="[TYPE] [WHO]", nargs=-1)
COMMAND = verb_command(_TICKET, _TICKET.verbs["new"], first_words=FirstWords(_WORDS, read_words))
