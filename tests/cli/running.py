"""Running pm as a person or a script does: in this process, or in one of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from pm.cli.main import run

ALONE = "import sys; from pm.cli.main import main; main(sys.argv[1:])"
"""What the installed command does, wherever it is installed."""

SECONDS = 60
"""How long a process may take before something is wrong with it."""


class Answer(NamedTuple):
    """What a run said on both streams, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Give the answer to ``--json``."""
        return json.loads(self.out)

    @property
    def records(self) -> list[dict[str, Any]]:
        """Give the records of an answer to ``--json``."""
        found: list[dict[str, Any]] = self.json["records"]
        return found

    @property
    def told(self) -> str:
        """Give everything that was said, for the message of a test that fails."""
        return f"exit code {self.code}\n{self.out}{self.err}"


class Shell:
    """A folder and an environment in which pm is run; never a terminal."""

    def __init__(self, folder: Path, **variables: str) -> None:
        """Take the folder, and variables besides those of every test; an empty one is unset."""
        self.folder = folder
        self.variables = variables

    def pm(self, *arguments: str, typed: str = "", **variables: str) -> Answer:
        """Run pm in this process; ``typed`` is its standard input."""
        with (
            self._environment(variables),
            _folder(self.folder),
            _streams(typed) as (out, err),
        ):
            return Answer(_code_of(arguments), _text(out), _text(err))

    def done(self, *arguments: str, typed: str = "", **variables: str) -> Answer:
        """Run pm and see that it did what was asked."""
        answer = self.pm(*arguments, typed=typed, **variables)
        assert answer.code == 0, f"pm {' '.join(arguments)}: {answer.told}"
        return answer

    def process(self, *arguments: str, typed: str = "", **variables: str) -> Answer:
        """Run pm in a process of its own."""
        return self.python(ALONE, *arguments, typed=typed, **variables)

    def python(self, source: str, *arguments: str, typed: str = "", **variables: str) -> Answer:
        """Run some Python in a process of its own, outside of this checkout."""
        return self.command(sys.executable, "-c", source, *arguments, typed=typed, **variables)

    def command(self, *words: str, typed: str = "", **variables: str) -> Answer:
        """Run any program in this folder and environment."""
        with self._environment(variables):
            ended = subprocess.run(
                words,
                cwd=self.folder,
                input=typed.encode(),
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        out, err = (
            text.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
            for text in (ended.stdout, ended.stderr)
        )
        return Answer(ended.returncode, out, err)

    def git(self, *arguments: str) -> str:
        """Give what git says here."""
        answer = self.command("git", *arguments)
        assert answer.code == 0, answer.told
        return answer.out

    @property
    def head(self) -> str:
        """The last commit."""
        return self.git("rev-parse", "HEAD").strip()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Be in this folder and environment, for what no command does."""
        with self._environment({}), _folder(self.folder):
            yield

    @contextmanager
    def _environment(self, variables: Mapping[str, str]) -> Iterator[None]:
        wanted = {**self.variables, **variables}
        with patch.dict(os.environ, {name: text for name, text in wanted.items() if text}):
            for name in (name for name, text in wanted.items() if not text):
                os.environ.pop(name, None)
            yield


def _code_of(arguments: Sequence[str]) -> int:
    """Run pm and give its exit code; completion leaves the process by itself."""
    try:
        return run(arguments)
    except SystemExit as end:
        return int(end.code or 0)


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    came_from = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(came_from)


@contextmanager
def _streams(typed: str) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Put streams of bytes where a terminal's are, as a shell's pipes would be."""
    given = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8", newline=None)
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape", newline="\n")
        for _ in range(2)
    )
    with patch.multiple(sys, stdin=given, stdout=out, stderr=err):
        yield out, err


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8", "surrogateescape")


def found_office(folder: Path, *options: str, **variables: str) -> Shell:
    """Make an office in a folder as scripts do, and give a shell in it."""
    Shell(folder.parent, **variables).done(
        *("init", folder.name, "--name", "Heron Gardens", "--timezone", "Asia/Shanghai"),
        *("--lang", "en", "--staff", "Chen Li", "--no-input", *options),
    )
    return Shell(folder, **variables)


def packed(office: Path) -> None:
    """Put all objects of an office and of its keyring into one file each: it is copied often."""
    for repository in (office, office / ".git" / "pm" / "keys.git"):
        if repository.is_dir():
            Shell(repository).git("repack", "-adq")
