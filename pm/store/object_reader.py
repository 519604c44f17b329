"""Reading objects: one running ``git cat-file``, asked as often as needed."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from pm.store.git import Answer, Git, pipes, stop

if TYPE_CHECKING:
    from subprocess import Popen

_AT_ONCE = 200
"""Questions sent before their answers are read: together smaller than any pipe."""


class Found(NamedTuple):
    """An object as git stores it."""

    id: str
    kind: str
    body: bytes


class ObjectReader:
    """A running git process that answers what objects hold; started by the first question."""

    def __init__(self, git: Git) -> None:
        """Remember the door; nothing is started."""
        self._git = git
        self._process: Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Use the reader in a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.close()

    def start(self) -> None:
        """Start the process before the first question, to gain time."""
        if self._process is None:
            self._process = self._git.start_read("cat-file", "--batch-command")

    def close(self) -> None:
        """End the process; a later question starts a new one."""
        if self._process is not None:
            stop(self._process)
            self._process = None

    def find(self, name: str) -> Found | None:
        """Read the object of that name (an id, or ``revision:path``); None if there is none."""
        return next(self.find_all((name,)))

    def find_all(self, names: Iterable[str]) -> Iterator[Found | None]:
        """Read many objects, in the order of their names."""
        remaining = iter(names)
        while some := list(islice(remaining, _AT_ONCE)):
            self._ask(some)
            for name in some:
                yield self._answer(name)

    def _ask(self, names: list[str]) -> None:
        if any("\n" in name for name in names):
            msg = "an object's name is one line"
            raise ValueError(msg)
        self.start()
        question = "".join(f"contents {name}\n" for name in names)
        process = self._running()
        try:
            pipes(process)[0].write(question.encode("utf-8", "surrogateescape"))
            pipes(process)[0].flush()
        except OSError:
            self._fail()

    def _answer(self, name: str) -> Found | None:
        output = pipes(self._running())[1]
        head = output.readline().decode("utf-8", "surrogateescape").rstrip("\n")
        if not head:
            self._fail()
        if head.endswith(("missing", "ambiguous")) and head.startswith(name):
            return None
        identity, kind, size = head.split(" ")
        body = output.read(int(size) + 1)
        if len(body) != int(size) + 1:
            self._fail()
        return Found(identity, kind, body[:-1])

    def _running(self) -> "Popen[bytes]":
        if self._process is None:
            msg = "the reader is closed"
            raise ValueError(msg)
        return self._process

    def _fail(self) -> None:
        process = self._running()
        with suppress(BrokenPipeError):
            pipes(process)[0].close()
        said = pipes(process)[2].read().decode("utf-8", "replace").strip()
        code = process.wait()
        self.close()
        raise self._git.refusal(("cat-file",), Answer(code, b"", said))
