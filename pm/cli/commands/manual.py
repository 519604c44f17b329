"""Read a chapter of the manual; without a topic, list the chapters."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem

import pm
from pm.cli.man_pages import write_pages
from pm.cli.opened import run_of
from pm.cli.words import Command, Option
from pm.errors import NotFound, Usage
from pm.i18n import Message, mark
from pm.render.prose import prose

CHAPTERS = Path(pm.__file__).parent / "manual"
"""Where the chapters lie: ``TOPIC.en.md`` and ``TOPIC.zh.md``."""

ORDER: Sequence[tuple[Message, Sequence[str]]] = (
    (
        mark("At the desk"),
        ("first-day", "tickets", "return-visits", "incidents", "answers"),
    ),
    (
        mark("Running the office"),
        ("people", "staff", "inspections", "plans", "clocks", "reports", "settings", "privacy"),
    ),
    (
        mark("Looking after pm"),
        ("import", "scripts", "git", "trouble", "contributing"),
    ),
    (mark("To look up"), ("glossary",)),
)
"""The chapters in the order in which they are read; one that is not named comes last."""


def manual(ctx: click.Context, *, topic: str | None, man: str | None) -> None:
    """Print the chapter, or a line for each, or write the man pages."""
    run = run_of(ctx)
    code = run.language.code
    if man is not None:
        _write_man_pages(ctx, topic, man)
    elif topic is not None:
        run.bring(prose(_without_markers(_chapter(topic, code)), run.page()))
    else:
        run.bring("\n".join(_contents(ctx, code)))
        run.note(mark("read one with: {command}", command="pm manual TOPIC"))


def topics() -> list[str]:
    """Name every chapter, in the order in which they are read."""
    there = {path.name.partition(".")[0] for path in CHAPTERS.glob("*.md")}
    told = [topic for _, group in ORDER for topic in group if topic in there]
    return [*told, *sorted(there - set(told))]


def _contents(ctx: click.Context, code: str) -> Iterator[str]:
    say = run_of(ctx).say
    there = topics()
    width = max(map(len, there), default=0)
    told = [name for _, group in ORDER for name in group]
    last, _ = ORDER[-1]
    for heading, group in ORDER:
        names = [name for name in there if name in group or (heading is last and name not in told)]
        if names:
            yield say(mark("{heading}:", heading=heading))
            yield from (f"  {name:<{width}}  {_title(name, code)}" for name in names)
            yield ""


def _chapter(topic: str, code: str) -> str:
    if topic not in topics():
        raise _unknown(topic)
    return (CHAPTERS / f"{topic}.{code}.md").read_text(encoding="utf-8")


def _without_markers(text: str) -> str:
    """Take out the comments between which the generated parts of a chapter stand."""
    return re.sub(r"^<!-- .* -->\n\n?", "", text, flags=re.MULTILINE).rstrip("\n") + "\n"


def _title(topic: str, code: str) -> str:
    return _chapter(topic, code).partition("\n")[0].lstrip("# ")


def _unknown(topic: str) -> NotFound:
    from difflib import get_close_matches  # noqa: PLC0415  # only a mistake needs it

    near = get_close_matches(topic.lower(), topics())
    return NotFound(
        mark("the manual has no chapter '{name}'", name=topic),
        hint=mark("did you mean: {names}", names=", ".join(near))
        if near
        else mark("there are: {names}", names=", ".join(topics())),
    )


def _write_man_pages(ctx: click.Context, topic: str | None, folder: str) -> None:
    if topic is not None:
        raise Usage(
            mark("a chapter is no man page"),
            hint=mark("type: {command}", command=f"pm manual --man {folder}"),
        )
    run = run_of(ctx)
    count = write_pages(ctx.find_root().command, run, Path(folder))
    run.tell(mark("man pages written to {folder}: {count}", folder=folder, count=count))
    run.note(mark("look at one with: {command}", command=f"man -l {Path(folder) / 'pm.1'}"))


def _offered(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    del param
    code = run_of(ctx).language.code
    return [
        CompletionItem(name, help=_title(name, code))
        for name in topics()
        if name.startswith(incomplete)
    ]


COMMAND = Command(
    "manual",
    Message(__doc__ or ""),
    manual,
    [
        click.Argument(["topic"], metavar="[TOPIC]", required=False, shell_complete=_offered),
        Option(
            "--man",
            metavar="DIR",
            type=click.Path(file_okay=False),
            about=mark("write a man page for each command into this folder"),
        ),
    ],
    examples=["pm manual", "pm manual first-day", "pm manual --man ~/.local/share/man/man1"],
)
