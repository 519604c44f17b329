"""Examples of README.md and of the manual, played as a reader types them.

A written id stands for a record of the reader's own: ``T-261122-K7Q2XM``, or its beginning
``K7Q2``, for the newest one of its kind, and ``T-261122-B3HT5N`` or ``B3HT`` for the one that was
made before it. Without a prefix it is of the kind whose noun is typed, else a ticket; as the value
of an option it is of the kind that the option points to, or an entry of the record itself. ``?``
is what pm would ask for.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pm.cli.options import LeafOption
from pm.office import registry
from tests.cli.running import Answer, Shell
from tests.manual.chapters import Typed, found_in

TICKET = "ticket"
WRITTEN = {"K7Q2XM": -1, "B3HT5N": -2}
"""What is written for the end of an id, and which of the records made so far is meant."""
_ID = re.compile(rf"\b([A-Z]{{1,2}})-(?:[0-9]{{6}}-)?({'|'.join(WRITTEN)})\b")
_BARE = re.compile(rf"({'|'.join(word[:4] for word in WRITTEN)})(?:[0-9A-Z]{{2}})?")
ASKED = {
    "--name": "Grace Lin",
    "--phone": "13800000122",
    "--caller-phone": "13800000122",
    "--recipient": "the police station",
    "--items": "a phone number",
    "--member-phone": "13800000123",
}
"""What is answered where pm asks for the value of an option."""


class Played(NamedTuple):
    """A line that was typed, and what pm said."""

    typed: Typed
    answer: Answer

    def problems(self) -> Iterator[str]:
        """Say what went otherwise than it is told."""
        if self.answer.code != 0:
            yield f"{self.typed.line}\n{self.answer.told}"
        said = self.answer.out + self.answer.err
        for line in self.typed.answer:
            if not re.search(_pattern(line), said):
                yield f"{self.typed.line}\ndoes not answer: {line}\n{self.answer.told}"


def _pattern(told: str) -> str:
    """Give what a line of an answer must look like: ``…`` is anything, an id any id."""
    parts = [_ID.sub(r"\1-ID", part) for part in told.split("…")]
    pattern = ".*".join(re.escape(part) for part in parts)
    return re.sub(r"([A-Z]{1,2})\\-ID", r"\1-[0-9A-Z-]+", pattern)


class Player:
    """Plays lines in a folder, and knows which records were made meanwhile."""

    def __init__(self, shell: Shell) -> None:
        """Take the shell to begin in."""
        self.shell = shell
        self._home = shell
        self._made: list[str] = []
        self._head = ""
        self._look()

    def play(self, lines: Iterable[Typed]) -> list[Played]:
        """Type the lines one after the other."""
        return [Played(line, self._type(line.line)) for line in lines]

    def _type(self, line: str) -> Answer:
        program, *words = shlex.split(line)
        if program == "cd":
            self.shell = Shell(self.shell.folder / words[0], **self.shell.variables)
            self._look()
            return Answer(0, "", "")
        shell = self._home if words[:1] == ["-C"] else self.shell
        named = self._named(words)
        answer = shell.pm(*named) if program == "pm" else shell.command(program, *named)
        self._look()
        return answer

    def _named(self, words: Sequence[str]) -> list[str]:
        """Put what was made in the place of what is written."""
        named: list[str] = []
        for before, word in zip(["", *words], words, strict=False):
            bare = _BARE.fullmatch(word)
            if word == "?":
                named.append(ASKED.get(before, ASKED["--name"]))
            elif bare:
                named.append(self._meant(bare[1], before, words, named) or word)
            else:
                named.append(_ID.sub(lambda at: self._newest(at[1], WRITTEN[at[2]]) or at[0], word))
        return named

    def _meant(self, written: str, before: str, words: Sequence[str], named: Sequence[str]) -> str:
        """Give the id that the beginning of one stands for: of a record, or of an entry of one."""
        links = [_prefix_of(words)] if not before.startswith("-") else _links(words, before)
        place = next(at for text, at in WRITTEN.items() if text.startswith(written))
        return self._newest(links[0], place) if links else self._entry(before, named)

    def _newest(self, prefix: str, place: int) -> str:
        """Give the id of the newest record with a prefix, or of the one before it."""
        made = [one for one in self._made if one.startswith(f"{prefix}-")]
        return made[place] if len(made) >= -place else ""

    def _entry(self, option: str, named: Sequence[str]) -> str:
        """Give the id of the newest entry of a record: ``--member`` is one of its members."""
        _noun, _verb, record_id, *_ = named
        shown = self.shell.done("show", record_id, "--json").records[0]
        entries: Sequence[dict[str, str]] = shown[f"{option.strip('-')}s"]
        return entries[-1]["id"]

    def _look(self) -> None:
        """See which records were made since the last time."""
        head = self.shell.command("git", "rev-parse", "--verify", "--quiet", "HEAD").out.strip()
        if not head or head == self._head:
            return
        known = self._head and self.shell.command("git", "cat-file", "-e", self._head).code == 0
        span = f"{self._head}..{head}" if known else head
        files = self.shell.git(
            *("log", "--reverse", "--format=", "--name-only", "--diff-filter=A", "--no-renames"),
            *(span, "--", "records"),
        )
        self._made += [Path(file).stem for file in files.split()]
        self._head = head


def _links(words: Sequence[str], flag: str) -> list[str]:
    """Give the prefixes of the kinds to which the value of an option may point."""
    found, _ = found_in(shlex.join(["pm", *words]))
    forms = [
        one.leaf.field.form
        for one in found.options
        if isinstance(one, LeafOption) and flag in one.opts
    ]
    kinds = [registry.kind(noun) for form in forms if form is not None for noun in form.links()]
    return [kind.prefix for kind in kinds if kind.prefix]


def _prefix_of(words: Sequence[str]) -> str:
    """Give the prefix of the kind whose noun is typed; that of tickets where none is."""
    noun = words[0].replace("-", "_") if words else ""
    kind = registry.kind(noun if noun in registry.names() else TICKET)
    return kind.prefix or registry.kind(TICKET).prefix


def is_shape(typed: Typed) -> bool:
    """Tell whether a line only shows how something is typed: in capitals, or cut short by ``…``."""
    words = shlex.split(typed.line)[1:]
    return any(re.fullmatch(r"(?!HEAD$)[A-Z][A-Z_-]+|.*…", word) for word in words)
