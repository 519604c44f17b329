"""The door to git: the only place that starts its processes.

Nothing that a repository's configuration names is run (hooks, file-system monitors),
nothing of the caller's environment leads git to another repository, and a value never
becomes an option: callers put ``--end-of-options`` and ``--`` before what they pass on.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from pm.errors import PmError, Refused
from pm.i18n import mark
from pm.store.failures import explain

if TYPE_CHECKING:
    from subprocess import Popen

OLDEST = (2, 36)
"""The first git that answers ``cat-file --batch-command`` and flushes its refs to the disk."""

_KEPT = frozenset(
    (
        "GIT_ASKPASS",
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_EXEC_PATH",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
    )
)
"""Variables of git that say how it is installed, not which repository it works on."""

_QUIET = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
)
_DURABLE = ("-c", "core.fsync=all")
_USAGE = 129
_STRANGE = (*"0123456789", ".")


class Answer(NamedTuple):
    """What a finished git process said."""

    code: int
    output: bytes
    error: str


def clean_environment() -> dict[str, str]:
    """Give the environment of a git process: the caller's, without what redirects git."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    environment["LC_ALL"] = "C"
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["GIT_NO_REPLACE_OBJECTS"] = "1"
    environment["GIT_LITERAL_PATHSPECS"] = "1"
    return environment


class Git:
    """Git at work in one folder.

    ``holding`` is the descriptor of the office's lock. Processes that write inherit it,
    so the lock stays taken until the last of them has ended, even if pm was killed.
    ``alone`` takes no repository but that of the very folder, and none above a damaged one.
    """

    def __init__(self, folder: Path, holding: int | None = None, *, alone: bool = False) -> None:
        """Remember where to work; nothing is started."""
        self.folder = folder
        self.holding = holding
        self.alone = alone

    def read(self, *arguments: str, send: bytes = b"", allowed: Sequence[int] = (0,)) -> Answer:
        """Run a command that takes no lock and changes nothing."""
        return self.finish(self.start_read(*arguments), arguments, send, allowed)

    def write(self, *arguments: str, send: bytes = b"", allowed: Sequence[int] = (0,)) -> Answer:
        """Run a command that changes the repository and reaches the disk before it ends."""
        return self.finish(self.start_write(*arguments), arguments, send, allowed)

    def start_read(
        self, *arguments: str, variables: Mapping[str, str] | None = None
    ) -> "Popen[bytes]":
        """Start a command that takes no lock and changes nothing."""
        quiet = {"GIT_OPTIONAL_LOCKS": "0", **(variables or {})}
        return self._start((*_QUIET, *arguments), quiet)

    def start_write(
        self, *arguments: str, variables: Mapping[str, str] | None = None
    ) -> "Popen[bytes]":
        """Start a command that changes the repository."""
        return self._start((*_QUIET, *_DURABLE, *arguments), variables or {}, self.holding)

    def finish(
        self,
        process: "Popen[bytes]",
        arguments: Sequence[str],
        send: bytes = b"",
        allowed: Sequence[int] = (0,),
    ) -> Answer:
        """Wait for a started command; a code that is not allowed is raised as a refusal."""
        try:
            output, error = process.communicate(send)
        except BaseException:
            stop(process)
            raise
        answer = Answer(process.returncode, output, error.decode("utf-8", "replace").strip())
        if answer.code not in allowed:
            raise self.refusal(arguments, answer)
        return answer

    def stream(self, *arguments: str) -> Iterator[bytes]:
        """Yield the NUL-terminated pieces that a reading command prints, as they come."""
        process = self.start_read(*arguments)
        output, error = pipes(process)[1:]
        try:
            yield from _pieces(output)
            said = error.read().decode("utf-8", "replace").strip()
            code = process.wait()
        finally:
            stop(process)
        if code:
            raise self.refusal(arguments, Answer(code, b"", said))

    def refusal(self, arguments: Sequence[str], answer: Answer) -> PmError:
        """Say in plain words why a git process failed."""
        if answer.code == _USAGE:
            self.refuse_old()
        return explain(arguments[0], answer.code, answer.error)

    def refuse_old(self) -> None:
        """Refuse a git that is older than what pm relies on."""
        said = self.finish(self._start(("version",), {}), ("version",)).output.decode(
            "ascii", "replace"
        )
        number = next((word for word in said.split() if word.startswith(_STRANGE)), "0.0")
        parts = tuple(int(part) if part.isdigit() else 0 for part in number.split(".")[:2])
        if parts < OLDEST:
            raise Refused(
                mark("git {found} is too old", found=number),
                hint=mark("install git {needed} or newer", needed=".".join(map(str, OLDEST))),
            )

    def _start(
        self,
        arguments: Sequence[str],
        variables: Mapping[str, str],
        holding: int | None = None,
    ) -> "Popen[bytes]":
        from subprocess import PIPE, Popen  # noqa: PLC0415  # a list starts no process

        inherited = () if holding is None or os.name == "nt" else (holding,)
        above = os.path.abspath(self.folder.parent)  # noqa: PTH100  # a link is named as it is
        ceiling = {"GIT_CEILING_DIRECTORIES": above} if self.alone else {}
        try:
            return Popen(
                ("git", *arguments),  # noqa: S607  # the git on the PATH is the one that staff use
                cwd=self.folder,
                env={**clean_environment(), **ceiling, **variables},
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                pass_fds=inherited,
            )
        except FileNotFoundError as error:
            if not self.folder.is_dir():
                raise Refused(mark("there is no folder {folder}", folder=self.folder)) from error
            raise Refused(
                mark("git is not installed"),
                hint=mark("install git {needed} or newer", needed=".".join(map(str, OLDEST))),
            ) from error


def pipes(process: "Popen[bytes]") -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    """Give input, output and error of a started process."""
    if process.stdin is None or process.stdout is None or process.stderr is None:
        msg = "a process of git has three pipes"
        raise TypeError(msg)
    return process.stdin, process.stdout, process.stderr


def stop(process: "Popen[bytes]") -> None:
    """End a process and close what was open to it."""
    if process.poll() is None:
        process.kill()
        process.wait()
    for pipe in pipes(process):
        try:
            pipe.close()
        except BrokenPipeError:  # it ended before it read everything
            continue


def _pieces(output: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := output.read(1 << 16):
        *pieces, rest = (rest + block).split(b"\0")
        yield from pieces


def pass_on(folder: Path, arguments: Sequence[str]) -> int:
    """Run git at the person's own terminal, as he would himself; give its exit code."""
    import subprocess  # noqa: PLC0415  # as above

    return subprocess.run(  # noqa: PLW1510  # the code is what is asked for
        ("git", *arguments),  # noqa: S607  # the git on the PATH is the one that staff use
        cwd=folder,
    ).returncode
