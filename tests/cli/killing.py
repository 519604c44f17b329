"""Commands of pm to be killed, the busy office in which they are, and what must hold then."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.cli.running import Shell, found_office
from tests.cli.threads import Desk, command
from tests.cli.truth import assert_truthful
from tests.faults import Scenario
from tests.tracing import Call, Kill

TICKETS = (("ticket", "tickets"),)
KINDS = (*TICKETS, ("category", "categories"), ("channel", "channels"))
FLUSHES = frozenset(("fsync", "fdatasync", "sync"))
OF_INDEX = 9
"""Of the writes that SQLite makes atomic by itself, one in so many is killed."""
OF_OBJECTS = 7
"""So too of the objects of git, which nothing names yet; each takes five or six calls."""

NEW = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title")
NOT_VALID = (
    *("--validity", "not-valid", "--ground", "outside-duty"),
    *("--explanation", "the lane is the city's", "--other-channel", "12345"),
)

EDITED = "records/channels/letter.yaml"
STAGED = "records/channels/visit.yaml"
UNKNOWN = "records/channels/note.txt"
BESIDE = "notes.md"

MAP = """\
id: old
state: active
data_subject: office
name:
  en: Old system
key: Number
times:
  - '%Y-%m-%d %H:%M'
create:
  - category
  - channel
fields:
  - field: type
    value: repair
  - field: channel
    columns:
      - Channel
  - field: title
    columns:
      - Title
  - field: category
    columns:
      - Category
  - field: received_at
    columns:
      - Received
"""
ROWS = 8


class Busy(NamedTuple):
    """An office with tickets, where a clerk has edited, staged and added files by hand."""

    folder: Path
    tickets: tuple[str, ...]
    """Two that may be closed, one that may be assigned, one that was just received."""

    @property
    def file(self) -> Path:
        """The file of an old system; its map lies beside it."""
        return self.folder.parent / "old.csv"


def make_busy(folder: Path) -> Busy:
    """Make such an office, and beside it a file that is to come in."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    shell = found_office(folder)
    tickets = tuple(new_ticket(shell, f"lamp {number}") for number in range(4))
    shell.done("ticket", "triage", *tickets[:2], *NOT_VALID)
    shell.done("ticket", "triage", tickets[2], "--validity", "valid")
    for name in (EDITED, STAGED):
        with (folder / name).open("ab") as file:
            file.write(b"# mine\n")
    (folder / UNKNOWN).write_bytes(b"my own\n")
    (folder / BESIDE).write_bytes(b"staged, not recorded\n")
    shell.git("add", STAGED, BESIDE)
    (folder.parent / "old.yaml").write_text(MAP, encoding="utf-8")
    (folder.parent / "old.csv").write_text("".join(_rows()), encoding="utf-8")
    return Busy(folder, tickets)


def _rows() -> Iterator[str]:
    """Write rows of three days; their category and channel are new to the office."""
    yield "Number,Channel,Title,Category,Received\n"
    for number in range(ROWS):
        yield f"{number},Pager,lamp {number},Street lamps,2019-03-{18 + number % 3} 09:00\n"


def new_ticket(shell: Shell, title: str) -> str:
    """Take up a ticket and give its id."""
    return str(shell.done(*NEW, title, "--json").records[0]["id"])


class Deed(NamedTuple):
    """A command to be killed, and what is done in the office before."""

    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    kinds: tuple[tuple[str, str], ...] = TICKETS
    """The kinds of record that it changes, each with its folder."""


def deeds(busy: Busy) -> dict[str, Deed]:
    """Give everything that is killed, by what it does."""
    one, two, valid, received = busy.tickets
    bring = ("import", str(busy.file), "--map", str(busy.file.with_suffix(".yaml")))
    triage = ("ticket", "triage", received, "--validity", "valid")
    return {
        "make": Deed((*NEW, "dark stairs")),
        "triage": Deed(triage),
        "assign": Deed(("ticket", "assign", valid, "--assignee", "Chen Li")),
        "close two": Deed(("ticket", "close", one, two)),
        "undo": Deed(("undo",), (triage,)),
        "undo a making": Deed(("undo",), ((*NEW, "dark stairs"),)),
        "commit a hand edit": Deed(("commit", EDITED), kinds=KINDS),
        "import": Deed(bring, kinds=KINDS),
        "undo an import": Deed(("undo",), (bring,), kinds=KINDS),
    }


def scenario(busy: Busy, deed: Deed, *, alone: bool = False) -> Scenario:
    """Say how a deed is killed; ``alone`` runs the next commands in processes of their own."""

    def prepare(folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(busy.folder, folder, symlinks=True)
        for words in deed.before:
            Shell(folder).done(*words)

    def then(office: Path) -> None:
        desk = Desk(office)
        if alone:
            desk.done_alone("ticket", "list")
        assert_truthful(desk, *deed.kinds)

    def again(office: Path) -> None:
        desk = Desk(office)
        (desk.done_alone if alone else desk.done)(*NEW, "no water")
        assert_truthful(desk)

    return Scenario(prepare, command(*deed.words), then, again)


def interesting(calls: Sequence[Call], kill: Kill) -> Iterator[Call]:
    """Name the calls before which a kill is worth its time.

    A flush changes nothing that the next command sees: a kill before it is the kill before
    the call after it. Where git alone dies among its objects, pm is told so every time.
    Where pm alone dies, its git process goes on to its end from wherever it was: once at
    its beginning and once at its end is enough; and when all of them have ended, pm alone
    is everyone.
    """
    ends = _ends(calls)
    last = max(place for place, call in enumerate(calls) if call.process != "pm")
    for place, call in enumerate(calls):
        if call.name in FLUSHES:
            continue
        if is_of_index(call) and call.number % OF_INDEX:
            continue
        if kill is Kill.CHILD and is_of_object(call) and call.number % OF_OBJECTS:
            continue
        if kill is Kill.PARENT and (place > last or (call.process != "pm" and call not in ends)):
            continue
        yield call


def is_of_index(call: Call) -> bool:
    """Tell whether a call is SQLite's own."""
    return any("/index.sqlite" in path for path in call.paths)


def is_of_object(call: Call) -> bool:
    """Tell whether a call belongs to the writing of git's objects."""
    return call.process.startswith("unpack-objects")


def _ends(calls: Sequence[Call]) -> set[Call]:
    first: dict[str, Call] = {}
    last: dict[str, Call] = {}
    for call in calls:
        if call.name not in FLUSHES:
            first.setdefault(call.process, call)
            last[call.process] = call
    return {*first.values(), *last.values()}
