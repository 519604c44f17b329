"""Make a new office in a folder, by a few questions or options."""

from pathlib import Path

import click

from pm.cli.keeping import chosen_sealing, keeping_options, tell_identity, tell_recovery
from pm.cli.opened import run_of
from pm.cli.prompting import prompt
from pm.cli.run import Run
from pm.cli.words import Command, Option
from pm.errors import Usage
from pm.i18n import Message, mark
from pm.office.environment import Environment
from pm.office.founding import Plan, found

_QUESTIONS: dict[str, tuple[Message, str | None]] = {
    "name": (mark("the name of the office"), None),
    "timezone": (mark("its time zone"), "Asia/Shanghai"),
    "language": (mark("its language, en or zh"), "zh"),
    "staff": (mark("the name of the first manager"), None),
}


def init(  # a parameter for each option
    ctx: click.Context,
    *,
    folder: str,
    no_input: bool,
    no_vault: bool,
    keep: str | None,
    passphrase: str | None,
    **given: str | None,
) -> None:
    """Ask for what is missing, make the office, and say what comes next."""
    run = run_of(ctx)
    if given["language"]:
        run.set_language(given["language"])
    ask = run.interactive and not no_input
    plan = Plan(**_answers(run, given, ask=ask))
    run.set_language(plan.language)
    sealing = None if no_vault else chosen_sealing(run, keep, passphrase, ask=ask)
    founded = found(Path(folder), plan, Environment(), sealing)
    founded.office.close()
    for warning in founded.warnings:
        run.warn(warning)
    run.tell(mark("the office is ready in {folder}", folder=folder))
    if founded.recovery is None:
        run.warn(
            mark(
                "nothing is sealed: names, phones and flats stand in plain text in every copy of "
                "this office and its history, and cannot be taken out again"
            )
        )
    else:
        tell_identity(run, founded.identities[0])
        tell_recovery(run, founded.recovery.secret)
    run.tell(
        mark(
            "{name} ({id}) is its first manager and acts at this desk",
            name=plan.staff,
            id=founded.staff,
        )
    )
    run.tell(mark("next: {command}", command=f"cd {folder} && pm ticket new"))


def _answers(run: Run, given: dict[str, str | None], *, ask: bool) -> dict[str, str]:
    answers: dict[str, str] = {}
    missing: list[str] = []
    for name, (question, default) in _QUESTIONS.items():
        value = given.get(name)
        if not value and ask:
            value = prompt(run, run.say(question), default)
        if value:
            answers[name] = value
        else:
            missing.append("--lang" if name == "language" else f"--{name}")
    if missing:
        raise Usage(
            mark("missing: {options}", options=", ".join(missing)),
            hint=mark("add them, or see: {command} --help", command="pm init"),
        )
    return answers


COMMAND = Command(
    "init",
    Message(__doc__ or ""),
    init,
    [
        click.Argument(["folder"], metavar="DIR", default="."),
        Option("--name", metavar="NAME", about=mark("the name of the office")),
        Option("--timezone", metavar="ZONE", about=mark("its time zone, as in Asia/Shanghai")),
        Option("--lang", "language", type=click.Choice(["en", "zh"]), about=mark("its language")),
        Option("--staff", metavar="NAME", about=mark("the name of the first manager")),
        *keeping_options(),
        Option(
            "--no-vault", is_flag=True, about=mark("seal nothing: personal values in plain text")
        ),
        Option("--no-input", is_flag=True, about=mark("never ask")),
    ],
    examples=[
        "pm init my-office",
        "pm init my-office --name 九鹭花园 --timezone Asia/Shanghai --lang zh --staff 陈立",
    ],
)
