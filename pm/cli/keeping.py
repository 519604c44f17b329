"""How an identity is kept on this desk, and what a person is told of it."""

from pathlib import Path
from typing import Literal

import click

from pm.cli.options import content
from pm.cli.run import Run
from pm.cli.words import Option
from pm.errors import Usage
from pm.i18n import mark
from pm.office.keys.making import Sealing, needs_passphrase

PASSPHRASE = "--passphrase"  # noqa: S105  # the name of an option
WAYS: tuple[Literal["file", "passphrase", "system"], ...] = ("file", "passphrase", "system")


def keeping_options() -> list[Option]:
    """Give the options that say how an identity is kept."""
    return [
        Option(
            "--keep",
            type=click.Choice(WAYS),
            about=mark(
                "how the identity is kept here: in a file of yours, under a passphrase, or in the "
                "system's secret store"
            ),
        ),
        passphrase_option(),
    ]


def passphrase_option() -> Option:
    """Give the option that says where a passphrase stands."""
    return Option(
        PASSPHRASE,
        metavar="-|@FILE",
        about=mark("the passphrase, from standard input or a file; else it is asked for"),
    )


def chosen_sealing(run: Run, keep: str | None, passphrase: str | None, *, ask: bool) -> Sealing:
    """Give how an identity is to be kept: as said, as answered, or in a file."""
    given = None if passphrase is None else given_secret(passphrase, PASSPHRASE)
    way = next((one for one in WAYS if one == keep), "passphrase" if given else None)
    if way is None and ask:
        given = asked_twice(run)
        way = "passphrase" if given else "file"
    if way == "passphrase" and not given:
        given = asked_twice(run) if ask else ""
        if not given:
            raise _missing(PASSPHRASE)
    return Sealing(way or "file", given or "")


def given_secret(text: str, option: str) -> str:
    """Read a secret from standard input or a file; refuse one that was typed into the command."""
    if text != "-" and not text.startswith("@"):
        raise Usage(
            mark("a secret does not belong into a command: {option}", option=option),
            hint=mark("others see it there; give it as - or @FILE"),
        )
    return content(text).strip()


def secret_of(run: Run, given: str | None, option: str) -> str:
    """Give a secret that is kept elsewhere: as an option says, or as it is typed when asked."""
    if given is not None:
        return given_secret(given, option)
    if not run.interactive:
        raise _missing(option)
    return _asked(run)


def _missing(option: str) -> Usage:
    return Usage(
        mark("missing: {options}", options=option),
        hint=mark("give it from a file: {option} @FILE", option=option),
    )


def _asked(run: Run) -> str:
    """Ask for a passphrase; what is typed is not shown."""
    answer: str = click.prompt(
        run.say(mark("passphrase")),
        default="",
        show_default=False,
        hide_input=True,
        err=True,
        prompt_suffix=run.say(mark("{label}: ", label="")),
    )
    return answer


def asked_twice(run: Run) -> str:
    """Ask for a new passphrase until it was typed twice alike; an empty one is none."""
    run.note(mark("choose a passphrase for your key; leave it empty to keep the key in a file"))
    while True:
        first = _asked(run)
        if not first or _asked(run) == first:
            return first
        run.note(mark("those were two different ones; once more"))


def tell_identity(run: Run, path: Path) -> None:
    """Say where an identity is kept."""
    if needs_passphrase(path):
        run.tell(mark("the key is kept in {file}, under a passphrase", file=path))
    else:
        run.tell(mark("the key is kept in {file}; whoever has it reads as you do", file=path))


def tell_recovery(run: Run, secret: str) -> None:
    """Print what opens everything, once."""
    run.tell(
        mark(
            "recovery key, shown only now: print it twice, put it into two envelopes, keep it on "
            "no disk. It opens everything if all other keys are lost."
        )
    )
    run.put(f"    {secret}\n")
