"""Print the script that lets a shell complete what you type."""

import click
from click.shell_completion import get_completion_class

from pm.cli.opened import run_of
from pm.cli.words import Command
from pm.i18n import mark

SHELLS = ("bash", "zsh", "fish", "powershell")


def completion(ctx: click.Context, *, shell: str) -> None:
    """Print it as click makes it."""
    maker = get_completion_class(shell)
    assert maker is not None  # noqa: S101  # click knows each of them
    run_of(ctx).put(maker(ctx.find_root().command, {}, "pm", "_PM_COMPLETE").source())


COMMAND = Command(
    "completion",
    mark(
        "Print the script that lets a shell complete what you type. Put it where the shell finds "
        "it, and open a new terminal. bash: ~/.local/share/bash-completion/completions/pm. "
        "zsh: a file _pm in a folder of $fpath, before compinit. "
        "fish: ~/.config/fish/completions/pm.fish. PowerShell: the file that $PROFILE names."
    ),
    completion,
    [click.Argument(["shell"], type=click.Choice(SHELLS))],
    examples=[
        "pm completion bash > ~/.local/share/bash-completion/completions/pm",
        "pm completion zsh > ~/.zfunc/_pm",
        "pm completion fish > ~/.config/fish/completions/pm.fish",
        "pm completion powershell >> $PROFILE",
    ],
)
