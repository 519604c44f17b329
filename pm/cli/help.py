"""Pages of help as click lays them out, in lines that Chinese fits into.

Click counts characters and breaks lines at spaces; a Chinese character takes two columns, and a
line may end after each of them.
"""

from collections.abc import Iterable

import click

from pm.cli.run import Run
from pm.cli.terminal import COLUMNS, terminal_size
from pm.i18n import mark
from pm.i18n.catalogue import Language
from pm.render.width import width
from pm.render.wrapping import wrapped

MARGIN, LEAST = 2, 50
"""The columns that stay free on the right, and those that a page has at least."""

AS_IT_STANDS = "\b\n"
"""What tells click to leave the lines of a paragraph alone."""


class HelpFormatter(click.HelpFormatter):
    """Writes a page of help in the reader's language."""

    def __init__(self, language: Language, width: int | None, max_width: int | None) -> None:
        """Take the language, and the columns as click finds them: at least fifty."""
        terminal = min(terminal_size().columns, max_width or COLUMNS)
        super().__init__(width=width or max(terminal - MARGIN, LEAST), max_width=max_width)
        self._say = language.say

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, self._say(mark("Usage: ")) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write what stands above a list."""
        words = self._say(mark("{heading}:", heading=heading))
        self.write(f"{'':>{self.current_indent}}{words}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(_broken(text, self.width - self.current_indent))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and what they mean beside them."""
        given = list(rows)
        widest = max((len(term) for term, _ in given), default=0)
        columns = self.width - min(widest, col_max) - col_spacing - self.current_indent
        super().write_dl(
            [(term, _lined(meaning, columns)) for term, meaning in given], col_max, col_spacing
        )


class HelpContext(click.Context):
    """The context of a command whose help is written so."""

    def make_formatter(self) -> HelpFormatter:
        """Give what writes the page."""
        language = self.ensure_object(Run).language
        return HelpFormatter(language, self.terminal_width, self.max_content_width)


def _broken(text: str, columns: int) -> str:
    """Break a text into lines; English, and what fits into one line, is left to click."""
    return text if text.isascii() else _lined(text, columns)


def _lined(text: str, columns: int) -> str:
    """Break a text of one paragraph into lines, never within a word that has a hyphen."""
    if width(text) <= columns:
        return text
    return AS_IT_STANDS + "\n".join(wrapped(text, columns))
