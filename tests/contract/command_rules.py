"""What every command promises; each function gives the promises that a command breaks."""

import re
import shlex
from collections.abc import Callable, Iterator

import click

from pm.cli.words import Option
from pm.errors import PmError
from pm.i18n import Message
from pm.i18n.catalogue import CHINESE as CHINESE_LANGUAGE
from tests.contract.command_tree import CHINESE, NEITHER, PAPERS, Found

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FLAG = re.compile(r"-[A-Za-z]|--[a-z][a-z0-9]*(-[a-z0-9]+)*")
READER = {"--format", "--json", "-o", "--output"}
WRITER = {"--dry-run", "--json"}
DEEPEST = 2

Say = Callable[[Message], str]
"""What says a message in Chinese."""


def problems_of_help(found: Found, say: Say = CHINESE_LANGUAGE.say) -> list[str]:
    """A command says in both languages what it does: a sentence, and no bare word."""
    text = str(found.about)
    problems = []
    if not text.strip():
        problems.append("says not what it does")
    elif not (text[0].isupper() or text.startswith("pm ")) or not text.endswith("."):
        problems.append(f"says what it does in no sentence: {text!r}")
    elif not CHINESE.search(say(found.about)):
        problems.append(f"says in no Chinese what it does: {text!r}")
    return problems


def problems_of_options(found: Found, say: Say = CHINESE_LANGUAGE.say) -> list[str]:
    """Every option says in both languages what it is for, and can be typed."""
    problems = []
    for option in found.options:
        flag = option.opts[-1]
        about = option.about if isinstance(option, Option) else None
        if about is None or not str(about).strip():
            problems.append(f"{flag} has no help")
        elif not CHINESE.search(say(about)):
            problems.append(f"{flag} has no Chinese help: {str(about)!r}")
        problems += [f"{one} cannot be typed" for one in option.opts if not FLAG.fullmatch(one)]
    problems += [
        f"the argument {argument.name} has no name for people"
        for argument in found.arguments
        if argument.metavar is None and not isinstance(argument.type, click.Choice)
    ]
    return problems


def problems_of_place(found: Found) -> list[str]:
    """A command is called as it is listed: ``pm COMMAND`` or ``pm NOUN VERB``."""
    problems = [f"{word} cannot be typed" for word in found.words if not NAME.fullmatch(word)]
    if len(found.words) > DEEPEST:
        problems.append("lies deeper than pm NOUN VERB")
    if found.words and found.command.name != found.words[-1]:
        problems.append(f"calls itself {found.command.name}")
    if len(set(found.words)) != len(found.words):
        problems.append("says a word twice")
    if found.context.command_path.split()[: len(found.words) + 1] != ["pm", *found.words]:
        problems.append(f"is shown as {found.context.command_path}")
    if found.is_group and found.words and found.kind is None and found.arguments:
        problems.append("is a group with arguments")
    return problems


def problems_of_role(found: Found) -> list[str]:
    """A command reads in any format, or it writes and can be tried, or it is known as neither."""
    if found.is_group or found.typed in PAPERS:
        return []
    problems = []
    reads = "--format" in found.flags and not found.is_verb
    if reads:
        problems += [f"reads and has no {flag}" for flag in READER - found.flags]
    if "--dry-run" in found.flags or found.is_verb:
        problems += [f"writes and has no {flag}" for flag in WRITER - found.flags]
    elif not reads and " ".join(found.words) not in NEITHER:
        problems.append("has neither --format nor --dry-run, and nothing says what it is")
    return problems


def problems_of_examples(found: Found) -> list[str]:
    """Every command has an example, every example is its own and can be typed."""
    if found.is_group:
        return []
    examples = list(getattr(found.command, "examples", ()))
    problems = [] if examples else ["has no example"]
    for example in examples:
        words = shlex.split(example.partition(" > ")[0].partition(" >> ")[0])
        typed = tuple(words[1:])
        is_own = any(typed[: len(own)] == own for own in (found.words, ("ticket", *found.words)))
        if not is_own or words[0] != "pm":
            problems.append(f"the example is another command: {example}")
            continue
        try:
            found.command.make_context(
                found.words[-1], words[len(found.words) + 1 :], parent=found.context.parent
            )
        except (click.ClickException, click.exceptions.Exit, PmError) as refused:
            problems.append(f"the example cannot be typed: {example}: {refused}")
    return problems


def problems_of_helping(found: Found) -> list[str]:
    """The help of a command can be shown, and names every option and every command below."""
    with found.context.scope(cleanup=False):
        text = found.command.get_help(found.context)
    return list(_not_told(found, text))


def _not_told(found: Found, text: str) -> Iterator[str]:
    told = set(re.findall(r"--?[A-Za-z][\w-]*", text))
    yield from (f"the help does not tell {flag}" for flag in sorted(found.flags - told))
    if isinstance(found.command, click.Group):
        for name in found.command.list_commands(found.context):
            if not re.search(rf"^ +{re.escape(name)}\b", text, re.MULTILINE):
                yield f"the help does not tell {name}"


COMMAND_RULES = [
    problems_of_help,
    problems_of_options,
    problems_of_place,
    problems_of_role,
    problems_of_examples,
    problems_of_helping,
]
