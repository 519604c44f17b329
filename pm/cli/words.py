"""Commands and options whose words are translated when they are shown, never when they are made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import click
from click.shell_completion import CompletionItem

from pm.cli.help import HelpContext
from pm.cli.run import Run
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.model.nearness import alone, meant, nearest


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


Examples: TypeAlias = Sequence[str] | Callable[[], Sequence[str]]


def offering(*words: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Offer fixed words while somebody types the value of an option."""
    return lambda _ctx, _param, incomplete: [word for word in words if word.startswith(incomplete)]


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click's own
    del param
    if value and not ctx.resilient_parsing:
        ctx.ensure_object(Run).bring(f"{ctx.get_help()}\n")
        ctx.exit()


class Translated(click.Command):
    """A command with a marked sentence as its help, and examples."""

    context_class = HelpContext
    about: Message
    notes: Sequence[Message] = ()
    _examples: Examples = ()

    @property
    def examples(self) -> Sequence[str]:
        """Give the examples; some are made when help is asked for."""
        return self._examples() if callable(self._examples) else self._examples

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option that shows the help; a long one is read through the pager."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, then examples of it."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(ctx.ensure_object(Run).say(self.about))
        examples = self.examples
        if examples:
            formatter.write_paragraph()
            with formatter.indentation():
                indent = " " * formatter.current_indent
                formatter.write("".join(f"{indent}$ {line}\n" for line in examples))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what is worth knowing besides."""
        for note in self.notes:
            formatter.write_paragraph()
            formatter.write_text(ctx.ensure_object(Run).say(note))

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
        examples: Examples = (),
        **settings: Any,  # noqa: ANN401  # click's own settings, and notes
    ) -> None:
        """Take its name, its sentence, its function, its options, and notes to stand below."""
        self.notes = settings.pop("notes", ())
        super().__init__(
            name, callback=click.pass_context(callback), params=list(params), **settings
        )
        self.about = about
        self._examples = examples

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; of an option its beginning will do where no other begins so."""
        typed = list(args)
        while True:
            try:
                return super().parse_args(ctx, list(typed))
            except click.NoSuchOption as error:
                typed = self._in_full(ctx, typed, error)

    def _in_full(
        self, ctx: click.Context, typed: list[str], error: click.NoSuchOption
    ) -> list[str]:
        """Write out the option that was not found; refuses what may be several, or none."""
        begun = error.option_name
        places = [place for place, word in enumerate(typed) if _is_option(word, begun)]
        names = [name for param in self.get_params(ctx) for name in param.opts]
        found = [name for name in names if name.startswith(begun)]
        if not begun.startswith("--") or not found or len(places) != 1:
            raise error
        if len(found) > 1:
            raise Usage(
                mark("'{name}' may be any of these: {count}", name=begun, count=len(found)),
                hint=mark("type more of it: {names}", names=", ".join(found)),
            ) from None
        (place,) = places
        full = found[0] + typed[place].removeprefix(begun)
        return [*typed[:place], full, *typed[place + 1 :]]


def _is_option(word: str, option: str) -> bool:
    return word == option or word.startswith(f"{option}=")


class Group(Translated, click.Group):
    """A command with commands of its own."""

    def __init__(
        self,
        name: str,
        about: Message,
        params: Sequence[click.Parameter] = (),
        examples: Examples = (),
        **settings: Any,  # noqa: ANN401  # click's own settings
    ) -> None:
        """Take its name, its sentence and click's settings."""
        super().__init__(name, params=list(params), **settings)
        self.about = about
        self._examples = examples

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, or refuse and name those that are near.

        The beginning of its name will do where nothing else begins so, and so does its label.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand:
            return super().resolve_command(ctx, [*self.read_as(ctx, args[0]), *args[1:]])

    def read_as(self, ctx: click.Context, name: str) -> Sequence[str]:
        """Give the words for which a word stands that is no name of a command."""
        called = self.called(ctx)
        found = meant(name, called)
        if len(found) == 1:
            return found
        path = f"{ctx.command_path} {name}"
        if found:
            raise Usage(
                mark("'{name}' may be any of these: {count}", name=path, count=len(found)),
                hint=mark("type more of it: {names}", names=", ".join(found)),
            )
        near = nearest(name, called)
        raise Usage(
            mark("there is no command '{name}'", name=path),
            hint=mark("did you mean: {names}", names=", ".join(near))
            if near
            else mark("see: {command} --help", command=ctx.command_path),
        )

    def called(self, ctx: click.Context) -> Mapping[str, Iterable[str]]:
        """Give the names of the commands, and what people call each besides."""
        return alone(self.list_commands(ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the names of the commands, each with its line in the reader's language."""
        with ctx.scope(cleanup=False):
            return super().shell_complete(ctx, incomplete)


Lines: TypeAlias = Mapping[str, Message]
"""Commands by name, each with its line in the help."""


class NamedGroup(Group):
    """A group that says the names and lines of its commands without loading any of them."""

    def sections(self) -> Sequence[tuple[Message, Lines]]:
        """Give the commands under the headings of the help."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of the help."""
        del ctx
        return [name for _, lines in self.sections() for name in lines]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the names, each with its line in the reader's language."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        say = ctx.ensure_object(Run).say
        abouts = {name: about for _, lines in self.sections() for name, about in lines.items()}
        return [
            CompletionItem(name, help=say(abouts[name]))
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each command."""
        say = ctx.ensure_object(Run).say
        for heading, lines in self.sections():
            with formatter.section(say(heading)):
                formatter.write_dl([(name, say(about)) for name, about in lines.items()])
