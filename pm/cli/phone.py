"""What is said on the phone when the centre asks whether somebody is satisfied (S-048, S-145)."""

from collections.abc import Iterator
from typing import NamedTuple

from pm.i18n import Message, mark


class Talk(NamedTuple):
    """What a call is about, as who calls sees it: masked, if nothing is revealed.

    ``outcome`` is what became of the matter, none while the work goes on.
    """

    office: str
    staff: str
    caller: Message | str | None
    title: Message | str
    day: Message | str
    outcome: Message | None
    is_repair: bool


def script(talk: Talk) -> Iterator[Message]:
    """Give what to say, in its order: greet, tell, ask, listen, thank."""
    said = talk._asdict()
    yield mark("Good day, this is {staff} of {office}.", **said)
    if talk.caller is not None:
        yield mark("Am I speaking with {caller}? Is it a good moment?", **said)
    else:
        yield mark("Is it a good moment for two questions?")
    if talk.outcome is None:
        yield mark(
            'We are working on what you told us on {day}: "{title}". How is it going?', **said
        )
    else:
        yield mark('On {day} you told us: "{title}". We noted: {outcome}. Is that so?', **said)
        yield mark("Are you satisfied, basically satisfied, or dissatisfied?")
    if talk.is_repair:
        yield mark("Did they come when they said, and did they leave everything clean?")
    yield mark("What should we do better?")
    yield mark("(dissatisfied) I am sorry. It is taken up again now, and we will call you back.")
    yield mark("Thank you. Goodbye. (The caller hangs up first.)")
