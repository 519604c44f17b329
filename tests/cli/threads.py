"""Running pm from several threads: nothing of the process is changed but, in turn, its streams."""

import io
import os
import subprocess
import sys
import threading
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from pm.cli.main import run
from tests.cli.running import ALONE, SECONDS, Answer

_ONE_AT_A_TIME = threading.Lock()


class Desk:
    """An office in which pm is run from any thread."""

    def __init__(self, folder: Path) -> None:
        """Take the office."""
        self.folder = folder

    def done(self, *words: str) -> Answer:
        """Run pm in this process and see that it did what was asked."""
        with (
            _ONE_AT_A_TIME,
            redirect_stdout(io.StringIO()) as out,
            redirect_stderr(io.StringIO()) as err,
        ):
            code = run(["-C", os.fspath(self.folder), *words])
        return _done(words, Answer(code, out.getvalue(), err.getvalue()))

    def done_alone(self, *words: str) -> Answer:
        """Run pm in a process of its own and see that it did what was asked."""
        return _done(words, self.process(*words))

    def process(self, *words: str) -> Answer:
        """Run pm in a process of its own."""
        ended = subprocess.run(
            command(*words),
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        return Answer(ended.returncode, ended.stdout, ended.stderr)


def command(*words: str) -> tuple[str, ...]:
    """Give the command line of a process of pm."""
    return (sys.executable, "-c", ALONE, *words)


def _done(words: tuple[str, ...], answer: Answer) -> Answer:
    assert answer.code == 0, f"pm {' '.join(words)}: {answer.told}"
    return answer
