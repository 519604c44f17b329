"""A run of pm: the office, the language, and where words go; the world as one argument."""

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from pm.cli.pager import is_long, pager_of, read_through
from pm.cli.terminal import has_blocks, ink_of, terminal_size, write
from pm.errors import PmError
from pm.i18n import Message
from pm.i18n.catalogue import LANGUAGES, Language
from pm.i18n.choice import choose_language
from pm.i18n.click_texts import install_for_click
from pm.office.language import office_language
from pm.render.refusal import render_error, render_warning
from pm.render.value import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEPT = "\n\t"


class Run:
    """One run: where it is, who reads, and what it says."""

    def __init__(self, folder: "Path | None" = None, language: str | None = None) -> None:
        """Take the folder to work in and the language that was asked for, if any."""
        named = folder or os.environ.get("PM_OFFICE")
        self._place = os.fspath(named or os.getcwd())  # noqa: PTH109  # without pathlib: 4 ms
        self._asked: str | None = None
        self._held: list[str] | None = None
        self.set_language(language)

    @property
    def folder(self) -> "Path":
        """The folder to work in."""
        from pathlib import Path  # noqa: PLC0415  # as above

        return Path(self._place)

    @property
    def place(self) -> str:
        """The folder to work in, as a text."""
        return self._place

    def go_to(self, folder: str) -> None:
        """Work in another folder, and speak the language of the office there."""
        self._place = folder
        self.set_language(self._asked)

    def set_language(self, asked: str | None) -> None:
        """Speak the language asked for, or that of the environment, the office, the locale."""
        self._asked = asked
        code = choose_language(asked, os.environ, office_language(self._place))
        self.language: Language = LANGUAGES[code]
        install_for_click(code)

    def say(self, message: Message | str) -> str:
        """Translate a message for the reader."""
        return self.language.say(message)

    def tell(self, message: Message | str) -> None:
        """Say something on standard output; what cannot be seen in it is written as its code."""
        self.put(self.page().say(message, keep=_KEPT) + "\n")

    def warn(self, message: Message) -> None:
        """Say something on standard error that does not stop the work."""
        self.put(render_warning(message, self.page(sys.stderr)), sys.stderr)

    def note(self, message: Message) -> None:
        """Say on standard error what became of something, so that answers stay clean."""
        self.put(self.page(sys.stderr).say(message, keep=_KEPT) + "\n", sys.stderr)

    def complain(self, error: PmError) -> None:
        """Say on standard error why something was refused and what to type next."""
        self.put(render_error(error, self.page(sys.stderr)), sys.stderr)

    def put(self, text: str, stream: TextIO | None = None) -> None:
        """Write text as it is."""
        if self._held is not None and stream is None:
            self._held.append(text)
        else:
            write(stream or sys.stdout, text)

    @contextmanager
    def answering(self) -> "Iterator[None]":
        """Gather what is said on standard output meanwhile, and bring it as one answer."""
        held: list[str] = []
        self._held = held
        try:
            yield
        finally:
            self._held = None
            self.bring("".join(held))

    def bring(self, text: str) -> None:
        """Bring an answer to standard output; a long one for people through the pager."""
        pager = (
            pager_of(os.environ) if self.interactive and is_long(text, *terminal_size()) else None
        )
        sys.stdout.flush()
        if pager is None or not read_through(pager, text):
            self.put(text)

    def page(self, stream: TextIO | None = None) -> Page:
        """Say for whom a text is rendered: the language, and the terminal's width and colours."""
        out = stream or sys.stdout
        width = terminal_size().columns if out.isatty() else None
        return Page(self.language, width, ink_of(out, os.environ), has_blocks(os.environ))

    @property
    def file_page(self) -> Page:
        """For whom a file is rendered: nothing in it is cut or coloured."""
        return Page(self.language)

    @property
    def interactive(self) -> bool:
        """Whether a person sits at a terminal and may be asked."""
        return sys.stdin.isatty() and sys.stdout.isatty()
