"""A sealed office with people of several posts, and everything around it that pm may write to."""

import copy
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar
from unittest.mock import patch

from pm.errors import Sealed
from tests.cli.canary import CANARIES, Leak, Scanner
from tests.cli.running import Answer, Shell, packed

MANAGER, DESK, TECHNICIAN, GUARD, SECOND = (
    *("Chen Li", "Wang Fang", "Zhao Min"),
    *("Sun Lei", "Deng Bo"),
)
"""The staff. The manager reads everything, the guard has no key here."""
BUILDING = "three"
"""The building of the one flat."""
SEALED = Sealed.exit_code
SERVICE = ("--reveal", "--purpose", "service")

_SHIM = """\
#!/bin/sh
{{ printf '%s\\n' "$@"; env; }} >>'{log}'
exec '{git}' "$@"
"""


class Step(NamedTuple):
    """A command that was run: who typed what, and the answer."""

    who: str
    words: tuple[str, ...]
    answer: Answer

    @property
    def told(self) -> str:
        """Say it, for the message of a test that fails."""
        return f"{self.who}: pm {' '.join(self.words)}\n{self.answer.told}"


class Desk(Shell):
    """A shell of the office in which every command is remembered."""

    def __init__(self, folder: Path, steps: list[Step], **variables: str) -> None:
        """Take the office, where steps are remembered, and the variables."""
        super().__init__(folder, **variables)
        self.steps = steps

    def pm(self, *arguments: str, typed: str = "", **variables: str) -> Answer:
        """Run pm, with the temporary folder of this environment."""
        folder = {**self.variables, **variables}.get("TMPDIR")
        with patch.object(tempfile, "tempdir", folder):
            answer = super().pm(*arguments, typed=typed, **variables)
        who = variables.get("PM_STAFF", self.variables.get("PM_STAFF", ""))
        self.steps.append(Step(who, arguments, answer))
        return answer


class World:
    """One folder: what pm may write to in ``seen``, and what it must not in ``beside``."""

    def __init__(self, base: Path) -> None:
        """Take the folder."""
        self.base = base
        self.seen = base / "seen"
        self.beside = base / "beside"
        self.office = self.seen / "office"
        self.home = self.seen / "home"
        self.steps: list[Step] = []
        self.scanner = Scanner()

    @property
    def keys(self) -> Path:
        """The keyring."""
        return self.office / ".git" / "pm" / "keys.git"

    @property
    def children(self) -> Path:
        """What processes that pm started were told: their arguments and environment."""
        return self.beside / "children.txt"

    def desk(self, who: str = MANAGER, folder: Path | None = None, **variables: str) -> Desk:
        """Give a shell in which somebody acts."""
        world = {
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "TMPDIR": str(self.seen / "tmp"),
            "XDG_RUNTIME_DIR": str(self.seen / "run"),
            "PM_STAFF": who,
        }
        return Desk(folder or self.office, self.steps, **{**world, **variables})

    def watched(self, who: str = MANAGER) -> Desk:
        """Give a shell in which every git process says what it was told."""
        folder = self.beside / "bin"
        if not folder.exists():
            folder.mkdir()
            shim = folder / "git"
            shim.write_text(_SHIM.format(log=self.children, git=shutil.which("git")))
            shim.chmod(0o755)
        return self.desk(who, PATH=f"{folder}{os.pathsep}{os.environ['PATH']}")

    def leaks(self) -> list[Leak]:
        """Look through everything that pm may write to."""
        return self.scanner.leaks(self.seen)

    def file(self, name: str, text: str) -> str:
        """Write a file beside the office, and give its path."""
        path = self.beside / name
        path.write_text(text, encoding="utf-8")
        return str(path)


def found_world(base: Path) -> World:
    """Make an office as scripts do, and hire its people."""
    world = empty_world(base)
    secret = next(word for word in init(world).out.split() if word.startswith("AGE-SECRET-KEY-1"))
    world.file("recovery.txt", f"{secret}\n")
    _hire(world)
    build(world.desk())
    packed(world.office)
    return world


def empty_world(base: Path) -> World:
    """Make the folders in which an office is made."""
    world = World(base)
    for folder in ("home", "tmp", "run"):
        (world.seen / folder).mkdir(parents=True)
    world.beside.mkdir()
    return world


def init(world: World, *more: str) -> Answer:
    """Make the office itself, with its manager alone."""
    return world.desk(folder=world.seen, PM_STAFF="").done(
        *("init", "office", "--name", "Heron Gardens", "--timezone", "Asia/Shanghai"),
        *("--lang", "en", "--staff", MANAGER, "--no-input", *more),
    )


def _hire(world: World) -> None:
    desk = world.desk()
    post = str(desk.done("staff", "show", MANAGER, "--json").records[0]["post"])
    for name, of in (
        (DESK, "front-desk"),
        (TECHNICIAN, "technician"),
        (SECOND, post),
        (GUARD, "security-guard"),
    ):
        desk.done("staff", "new", "--name", name, "--post", of)
        if name != GUARD:
            desk.done("vault", "add", name)


def build(desk: Desk) -> None:
    """Write down the estate: one building with one flat."""
    desk.done("estate", "new", "heron", "--name-en", "Heron Gardens")
    desk.done("building", "new", BUILDING, "--name-en", "Building 3", "--estate", "heron")
    desk.done("unit", "new", "--code", "3-1-402", "--building", BUILDING)


def copied_world(world: World, base: Path) -> World:
    """Copy an office and everything around it."""
    shutil.copytree(world.base, base, symlinks=True)
    return World(base)


class Scene:
    """What was made in a world: its makers keep ids, and nothing that lies in a folder."""

    def __init__(self, world: World) -> None:
        """Take the world in which it is made."""
        self.world, self.desk = world, world.desk()


SceneT = TypeVar("SceneT", bound=Scene)


def copied_scene(scene: SceneT, base: Path) -> SceneT:
    """Copy the world of a scene, and give the scene as it is there."""
    there = copy.copy(scene)
    there.world = copied_world(scene.world, base)
    there.desk = there.world.desk()
    return there


def new_id(answer: Answer) -> str:
    """Give the id of the record that a command has made."""
    return str(answer.records[0]["id"])


def only_id(desk: Shell, noun: str, *filters: str) -> str:
    """Give the id of the only record of a kind."""
    (record,) = desk.done(noun, "list", *filters, "--json").records
    return str(record["id"])


def new_resident(desk: Shell, *more: str) -> str:
    """Open the file of a resident with all that is personal."""
    return new_id(
        desk.done(
            *("resident", "new", "--name", CANARIES["name"], "--phone", CANARIES["phone"]),
            *("--id-number", CANARIES["id number"], "--plates", CANARIES["plate"]),
            *("--unit", "3-1-402", "--special-needs", CANARIES["needs"], *more, "--json"),
        )
    )


def new_ticket(desk: Shell, resident: str | None = None, *more: str) -> str:
    """Take up a repair that a resident asks for."""
    of = () if resident is None else ("--caller-resident", resident)
    return new_id(
        desk.done(
            *("ticket", "new", "--type", "repair", "--channel", "phone"),
            *("--title", CANARIES["title"], "--description", CANARIES["description"]),
            *("--caller-name", CANARIES["name"], "--caller-phone", CANARIES["phone"]),
            *("--unit", "3-1-402", *of, *more, "--json"),
        )
    )


def file_of(world: World, record: str) -> Path:
    """Give the file of a record."""
    (path,) = (world.office / "records").rglob(f"{record}.yaml")
    return path


def commits(desk: Shell) -> int:
    """Give the number of commits."""
    return int(desk.git("rev-list", "--count", "HEAD"))


def changed_lines(desk: Shell, words: Sequence[str] = ("HEAD~1", "HEAD")) -> list[str]:
    """Give the lines of records that a commit took away or added."""
    diff = desk.git("diff", "-U0", *words)
    return [one for one in diff.splitlines() if one[:1] in "+-" and one[:3] not in ("+++", "---")]


def commit_plainly(desk: Shell) -> None:
    """Commit what was changed by hand, past the hook that would stop it."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    desk.git(*who, "commit", "--quiet", "--no-verify", "--all", "--message", "x")
