"""Transcripts: what a person types and what pm answers, in files that anybody can read.

A line that begins with ``$`` is typed; what follows is the answer. ``! $`` is refused, and the
answer ends with the exit code in brackets. ``#`` after an empty line begins a comment. Besides
``pm`` and ``git`` there are ``cd DIR``, ``clock TIME``, ``cat FILE``, ``write FILE TEXT``,
``replace FILE OLD NEW``, ``set FILE FIELD TEXT`` and, while somebody else is writing,
``meanwhile pm …``. Commits are told as ``<commit>``: their ids change with every record that a
new office begins with. What is made of keys is told as ``<identities>``, ``<recovery key>``,
``<sealed>`` and ``<sign>``: it is never the same twice.
"""

import os
import platform
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from unittest.mock import patch

from pm.store.lock import locked
from tests.cli.running import Answer, Shell

FOLDER = Path(__file__).parents[1] / "scripts"
COMMIT = "<commit>"
VARIABLE = re.compile(r"[A-Z_]+=")
WRITER = re.compile(rf"\b(?:({os.getpid()})|{re.escape(platform.node())})\b")
"""Who holds the lock, as a refusal names him: a process, and its desk."""
KEYS = {
    r"AGE-SECRET-KEY-1[0-9A-Z]+": "<recovery key>",
    r"[^\s]*identities[/\\]V-[0-9A-Z]{6}": "<identities>",
    r"\[([^\]\n]*) [0-9a-f]{4}\]": r"[\1 <sign>]",
    r"pm1\.([a-z]+)\.[0-9]+\.[A-Za-z0-9_-]+": r"<sealed \1>",
}
SHORTEST = 8
"""The shortest way in which pm writes the id of a commit."""


class Step(NamedTuple):
    """A comment, the line that is typed, whether it is refused, and the answer."""

    comment: str
    line: str
    refused: bool
    answer: str

    def written(self) -> str:
        """Give it as it stands in the file."""
        above = f"{self.comment}\n" if self.comment else ""
        below = f"{self.answer}\n" if self.answer else ""
        return f"{above}{'! ' if self.refused else ''}$ {self.line}\n{below}"


def read(text: str) -> list[Step]:
    """Read a transcript."""
    steps: list[Step] = []
    comment: list[str] = []
    answer: list[str] = []
    for line in [*text.split("\n"), ""]:
        typed = re.fullmatch(r"(! )?\$ (.*)", line)
        if typed:
            steps, answer = _answered(steps, answer), []
            steps.append(Step("\n".join(comment), typed[2], typed[1] is not None, ""))
            comment = []
        elif line.startswith("#") and (not steps or comment or (answer or [""])[-1] == ""):
            comment.append(line)
        else:
            answer.append(line)
    return _answered(steps, answer)


def _answered(steps: list[Step], answer: list[str]) -> list[Step]:
    if not steps:
        return []
    return [*steps[:-1], steps[-1]._replace(answer="\n".join(answer).strip("\n"))]


def written(steps: list[Step]) -> str:
    """Write a transcript; one that would not be read back as it is, is refused."""
    text = "\n".join(step.written() for step in steps)
    assert read(text) == steps, "an answer looks like a step or a comment"
    return text


@contextmanager
def somebody_writing(office: Path) -> Iterator[None]:
    """Hold the office's lock, and let nobody wait for it."""
    clock = SimpleNamespace(monotonic=count(step=100).__next__, sleep=lambda _: None)
    with locked(office / ".git" / "pm", 0), patch("pm.store.lock.time", clock):
        yield


def _named(writer: re.Match[str]) -> str:
    return "<number>" if writer[1] else "<desk>"


class Player:
    """Plays a transcript in an empty folder."""

    def __init__(self, folder: Path, **variables: str) -> None:
        """Take the folder, and variables besides those of every test."""
        self.shell = Shell(folder, PM_LANG="", **variables)

    def play(self, steps: list[Step]) -> list[Step]:
        """Give the steps with what is answered now."""
        return [step._replace(answer=self._answer(step)) for step in steps]

    def _answer(self, step: Step) -> str:
        done = self._do(shlex.split(step.line))
        text = without_keys(self._without_commits(done.out + done.err)).strip("\n")
        assert step.refused == (done.code != 0), f"$ {step.line}\n{done.told}"
        return f"{text}\n[{done.code}]".strip("\n") if step.refused else text

    def _do(self, words: list[str]) -> Answer:
        variables = {}
        while VARIABLE.match(words[0]):
            name, _, variables[name] = words.pop(0).partition("=")
        if words[0] == "meanwhile":
            with somebody_writing(self.shell.folder):
                done = self._do(words[1:])
            return done._replace(err=WRITER.sub(_named, done.err))
        program, *arguments = words
        if program == "pm":
            return self.shell.pm(*arguments, **variables)
        if program == "git":
            return self.shell.command("git", *arguments, **variables)
        return Answer(0, getattr(self, f"_{program}")(*arguments), "")

    def _cd(self, folder: str) -> str:
        self.shell = Shell(self.shell.folder / folder, **self.shell.variables)
        return ""

    def _clock(self, *time: str) -> str:
        self.shell.variables["PM_NOW"] = " ".join(time)
        return ""

    def _cat(self, file: str) -> str:
        return (self.shell.folder / file).read_text(encoding="utf-8")

    def _write(self, file: str, text: str) -> str:
        path = self.shell.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("\\n", "\n") + "\n", encoding="utf-8", newline="")
        return ""

    def _replace(self, file: str, old: str, new: str) -> str:
        text = self._cat(file)
        assert old in text, f"{old!r} does not stand in {file}"
        return self._write(file, text.replace(old, new).removesuffix("\n"))

    def _set(self, file: str, field: str, text: str) -> str:
        lines = self._cat(file).splitlines()
        assert any(line.startswith(f"{field}: ") for line in lines), f"no {field} in {file}"
        changed = [f"{field}: {text}" if line.startswith(f"{field}: ") else line for line in lines]
        return self._write(file, "\n".join(changed))

    def _without_commits(self, text: str) -> str:
        if not re.search(rf"\b[0-9a-f]{{{SHORTEST}}}", text):
            return text
        for commit in self.shell.command("git", "rev-list", "--all").out.split():
            text = re.sub(rf"\b{commit[:SHORTEST]}[0-9a-f]*\b", COMMIT, text)
        return text


def without_keys(text: str) -> str:
    """Blank what is made of keys."""
    for pattern, blank in KEYS.items():
        text = re.sub(pattern, blank, text)
    return text


def stories() -> Iterator[Path]:
    """Give every transcript."""
    yield from sorted(FOLDER.glob("*.txt"))
