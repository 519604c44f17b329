"""Commands and options whose words are translated when they are shown, never when they are made."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from pm.cli.run import Run
from pm.i18n import Message


class Option(click.Option):
    """An option with a marked sentence as its help."""

    def __init__(
        self,
        *declarations: str,
        about: Message | None = None,
        **settings: Any,  # noqa: ANN401  # click's own settings
    ) -> None:
        """Take how it is typed, the sentence and click's settings."""
        super().__init__(declarations, **settings)
        self.about = about

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give the line of the help in the reader's language."""
        if self.about is not None:
            self.help = ctx.ensure_object(Run).say(self.about)
        return super().get_help_record(ctx)


class Translated(click.Command):
    """A command with a marked sentence as its help, and examples."""

    about: Message
    examples: Sequence[str]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, then examples of it."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(ctx.ensure_object(Run).say(self.about))
        if self.examples:
            formatter.write_paragraph()
            with formatter.indentation():
                indent = " " * formatter.current_indent
                formatter.write("".join(f"{indent}$ {line}\n" for line in self.examples))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the line in a list of commands."""
        del limit
        run = click.get_current_context().ensure_object(Run)
        return run.say(self.about)


class Command(Translated):
    """One command, made of a function that takes the context and the options by name."""

    def __init__(  # what a command is made of
        self,
        name: str,
        about: Message,
        callback: Callable[..., object],
        params: Sequence[click.Parameter] = (),
        examples: Sequence[str] = (),
        **settings: Any,  # noqa: ANN401  # click's own settings
    ) -> None:
        """Take its name, its sentence, its function and its options."""
        super().__init__(
            name, callback=click.pass_context(callback), params=list(params), **settings
        )
        self.about = about
        self.examples = examples


class Group(Translated, click.Group):
    """A command with commands of its own."""

    def __init__(
        self,
        name: str,
        about: Message,
        params: Sequence[click.Parameter] = (),
        examples: Sequence[str] = (),
        **settings: Any,  # noqa: ANN401  # click's own settings
    ) -> None:
        """Take its name, its sentence and click's settings."""
        super().__init__(name, params=list(params), **settings)
        self.about = about
        self.examples = examples
