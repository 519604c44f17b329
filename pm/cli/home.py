"""What one can do next: the answer to ``pm`` alone."""

from collections.abc import Iterator, Sequence

import click

from pm.cli.aliases import aliases_of
from pm.cli.opened import office_of, run_of
from pm.cli.run import Run
from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.office.morning import Part, Whose, concerned, morning, who_acts
from pm.office.office import Office
from pm.office.showing import names_of
from pm.render.ink import Tone
from pm.render.text import printable
from pm.render.width import padded, width
from pm.render.wrapping import fitted

MOST_WAITING, MOST_NEXT = 8, 5
GAP, LEAST = "  ", 16
"""What stands between a command and what it does, which has so many columns at least."""
Line = tuple[str, str]
"""A command, and what it does."""


def home(ctx: click.Context) -> None:
    """Say what waits and what can be typed; outside of an office, how to come to one."""
    run = run_of(ctx)
    try:
        office = office_of(ctx)
    except NotFound:
        _show(run, mark("There is no office here."), _beginnings(run))
        return
    run.tell(_heading(run, office))
    parts = morning(office, concerned(office, Whose(mine=who_acts(office) is not None)), limit=1)
    run.tell(_waiting(parts))
    _show(run, mark("Next:"), [line for part in parts for line in _of_part(run, part)][:MOST_NEXT])
    _show(run, mark("Every day:"), [*_short_words(ctx, run), *_always(run)])


def _heading(run: Run, office: Office) -> Message:
    staff = who_acts(office)
    return mark(
        "{office}, {time}, {staff}",
        office=names_of(office.rules.settings(), run.language.code),
        time=office.now,
        staff=mark("nobody acts at this desk (pm as NAME)")
        if staff is None
        else office.rules.name_of(staff),
    )


def _waiting(parts: Sequence[Part]) -> Message:
    if not parts:
        return mark("nothing waits")
    counts = [
        mark("{label}: {count}", label=part.label, count=part.total)
        for part in parts[:MOST_WAITING]
    ]
    return mark("{counts} (pm today)", counts=counts)


def _of_part(run: Run, part: Part) -> Iterator[Line]:
    """Give the next command of a section, and what it is about."""
    for row in part.rows:
        if row["next"]:
            about = row.get("title") or row.get("finding") or ""
            yield str(row["next"]), f"{run.say(part.label)}  {about}".rstrip()


def _short_words(ctx: click.Context, run: Run) -> Iterator[Line]:
    """Give the office's short words that are written as the reader writes."""
    chinese = run.language.code == "zh"
    for word, command in aliases_of(ctx).items():
        if word.isascii() != chinese:
            yield f"pm {word}", f"pm {' '.join(command)}"


def _always(run: Run) -> list[Line]:
    return [
        ("pm new repair 3-1-402 -m TEXT", run.say(mark("take up a repair: flat, phone or name"))),
        ("pm who 13800000115", run.say(mark("see who calls, and what is open for him"))),
        ("pm today", run.say(mark("see what waits"))),
        ("pm manual first-day", run.say(mark("read how a day goes"))),
        ("pm --help", run.say(mark("see every command"))),
    ]


def _beginnings(run: Run) -> list[Line]:
    return [
        ("pm demo sample-office", run.say(mark("make a sample office to try things in"))),
        ("pm init my-office", run.say(mark("make an office of your own"))),
        ("pm clone ADDRESS", run.say(mark("copy the office of your colleagues"))),
        ("pm -C DIR", run.say(mark("go to an office that is elsewhere"))),
        ("pm manual first-day", run.say(mark("read how a day goes"))),
        ("pm --help", run.say(mark("see every command"))),
    ]


def _show(run: Run, heading: Message, lines: Sequence[Line]) -> None:
    """Write commands below each other, and beside each what it does."""
    if not lines:
        return
    run.tell("")
    run.tell(heading)
    columns, page = max(width(command) for command, _ in lines), run.page()
    indent = " " * (columns + 2 * len(GAP))
    room = None if page.width is None else max(page.width - len(indent), LEAST)
    for command, about in lines:
        typed = page.ink.paint(printable(padded(command, columns)), Tone.NEXT)
        said = fitted(printable(about), room).replace("\n", f"\n{indent}")
        run.put(f"{GAP}{typed}{GAP}{said}\n")
