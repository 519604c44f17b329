"""The way in: one boundary where every refusal becomes words and an exit code."""

import os
import sys
from collections.abc import Sequence

import click

from pm.cli.root import root
from pm.cli.run import Run
from pm.cli.terminal import ink_of, write
from pm.cli.typed import checked
from pm.errors import PmError, Usage
from pm.i18n import Message, mark
from pm.i18n.catalogue import ENGLISH
from pm.render.refusal import render_error
from pm.render.value import Page

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run pm and leave with its exit code."""
    _speak_utf8()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911  # one line for each way out
    """Run pm and give its exit code."""
    command = root()
    holder: list[Run] = []
    try:
        holder.append(Run())
        answer = command.main(
            args=[checked(word) for word in (sys.argv[1:] if arguments is None else arguments)],
            prog_name="pm",
            standalone_mode=False,
            obj=holder[0],
        )
    except PmError as error:
        return _complain(error, holder)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as asked:
        sys.stderr.write(f"{asked.format_message()}\n")
        return asked.exit_code
    except click.ClickException as error:
        return _complain(_usage(error), holder)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  # the boundary: a fault of pm is told, not thrown
        return _confess(error, holder)
    return answer if isinstance(answer, int) else 0


def _complain(error: PmError, holder: Sequence[Run]) -> int:
    if os.environ.get("_PM_COMPLETE"):  # somebody is typing: nothing is offered, nothing is said
        return error.exit_code
    sys.stdout.flush()
    if holder:
        holder[0].complain(error)
    else:
        write(sys.stderr, render_error(error, Page(ENGLISH, ink=ink_of(sys.stderr, os.environ))))
    return error.exit_code


def _usage(error: click.ClickException) -> PmError:
    """Say click's refusal in pm's voice."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "pm"
    hint = mark("see: {command} --help", command=path)
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities
        return Usage(
            mark("there is no option {options}", options=error.option_name),
            hint=mark("did you mean: {names}", names=", ".join(near)) if near else hint,
        )
    words = " ".join(error.format_message().split())
    first = words[:1].lower() + words[1:] if words[1:2].islower() else words
    return Usage(Message(first.rstrip(".。").replace("{", "{{").replace("}", "}}")), hint=hint)


def _confess(error: Exception, holder: Sequence[Run]) -> int:
    """Say that pm itself is at fault, without the values that a traceback would show."""
    if os.environ.get("PM_DEBUG"):
        raise error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (
        "?" if trace is None else f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
    )
    fault = PmError(
        mark("this is a fault of pm: {name} at {place}", name=type(error).__name__, place=place),
        hint=mark("nothing was lost; tell those who look after pm, and try with PM_DEBUG=1"),
    )
    return _complain(fault, holder)


def _speak_utf8() -> None:
    """Write and read UTF-8 whatever the system's code page is."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
