"""Read a chapter of the manual; without a topic, list the chapters."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

import pm
from pm.cli.opened import run_of
from pm.cli.words import Command
from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.render.prose import prose

CHAPTERS = Path(pm.__file__).parent / "manual"
"""Where the chapters lie: ``TOPIC.en.md`` and ``TOPIC.zh.md``."""


def manual(ctx: click.Context, *, topic: str | None) -> None:
    """Print the chapter, or a line for each."""
    run = run_of(ctx)
    code = run.language.code
    if topic is not None:
        run.bring(prose(_chapter(topic, code), run.page()))
        return
    names = topics()
    width = max(map(len, names), default=0)
    for name in names:
        run.put(f"{name:<{width}}  {_title(name, code)}\n")
    run.note(mark("read one with: {command}", command="pm manual TOPIC"))


def topics() -> list[str]:
    """Name every chapter."""
    return sorted({path.name.partition(".")[0] for path in CHAPTERS.glob("*.md")})


def _chapter(topic: str, code: str) -> str:
    if topic not in topics():
        raise _unknown(topic)
    return (CHAPTERS / f"{topic}.{code}.md").read_text(encoding="utf-8")


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
    [click.Argument(["topic"], metavar="[TOPIC]", required=False, shell_complete=_offered)],
    examples=["pm manual", "pm manual privacy"],
)
