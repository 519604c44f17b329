"""Make the next return visit by phone: what to know, what to say, and the result in one go."""

from collections.abc import Iterator
from typing import Any

import click

from pm.cli.acting import do, options_of, typed_act
from pm.cli.answers import answer, data_table
from pm.cli.arguments import RecordArgument
from pm.cli.opened import office_of, run_of
from pm.cli.options import LeafOption, discretion, writer_options
from pm.cli.phone import Talk, script
from pm.cli.prompting import prompt
from pm.cli.run import Run
from pm.cli.seeing import asked_for, reveal_options, sight_of
from pm.cli.showing import Shower
from pm.cli.words import Command, Option
from pm.errors import Usage
from pm.i18n import Beside, Message, mark
from pm.model.labels import label
from pm.model.options import flag
from pm.office import registry
from pm.office.calling import next_call
from pm.office.desk import at_desk
from pm.office.office import Office
from pm.office.showing import as_data, names_of
from pm.office.sight import Cover, Sight
from pm.render.detail import Entry, detail

_TICKET = registry.kind("ticket")
_VISIT = _TICKET.verbs["visit"]
_LEAVES = [leaf for leaf in options_of(_TICKET, _VISIT) if leaf.name in {"score", "opinion"}]
_SCORES = ("satisfied", "basically", "dissatisfied")
_UNREACHED = ("no-answer", "no-contact")
_TOLD = ("type", "category", "title", "description", "request", "caller", "received_at")
_DONE = ("outcome", "measures", "solved_at", "solved_by")
_TRIED = ("reached", "score", "opinion", "visited_at", "visited_by")


def call(ctx: click.Context, **values: Any) -> None:  # noqa: ANN401  # click gives any type
    """Show whom to call and what to say, or note what came of it."""
    run, office = run_of(ctx), office_of(ctx)
    asked = asked_for(ctx, values)
    del values["reveal"], values["purpose"]
    typed_id, as_json = values.pop("record"), bool(values.pop("as_json"))
    dry_run = bool(values.pop("dry_run"))
    result = _result(values)
    if asked.purpose and (result or dry_run):
        raise _exclusive(flag("reveal"), flag(next(iter({**result, "dry_run": True}))))
    if result:
        if typed_id is None:
            raise Usage(
                mark("missing: {options}", options="ID"),
                hint=mark("see whom to call with: pm call"),
            )
        _note(ctx, typed_id, values | result, as_json=as_json, dry_run=dry_run)
        return
    if typed_id is not None:
        _refuse_in_vain(run, office, typed_id, values)
    by = _doer(office, values["by"])
    record_id = next_call(office, by) if typed_id is None else _found(office, typed_id)
    if as_json:
        sight = None if record_id is None else sight_of(ctx, _TICKET, record_id, asked, strict=True)
        rows = [] if sight is None else [as_data(_TICKET, _ticket(office, record_id), sight)]
        answer(run, data_table(_TICKET, rows), "json")
        return
    if record_id is None:
        run.tell(mark("no return visit is to be made"))
        return
    sight = sight_of(ctx, _TICKET, record_id, asked, strict=True)
    _show(run, office, sight, record_id, by)
    said = _asked_at_the_phone(run) if run.interactive else {}
    if said:
        _note(ctx, record_id, values | said, as_json=False, dry_run=dry_run)
    else:
        _tell_how(run, office, record_id, by, revealed=sight.revealed)


def _found(office: Office, text: str) -> str:
    return office.entering().find([_TICKET.name], text)


def _ticket(office: Office, record_id: str | None) -> Any:  # noqa: ANN401  # a ticket, whose class cli does not name
    return office.reader.get(_TICKET, record_id or "").record


def _doer(office: Office, name: str | None) -> str | None:
    """Give who makes the call, if it is not who types."""
    return None if name is None else office.entering().find(["staff"], name)


def _refuse_in_vain(run: Run, office: Office, ticket: str, values: dict[str, Any]) -> None:
    """Refuse a call of which nothing could be noted, as the visit itself would be refused."""
    visit = {"method": "phone", "score": "satisfied", "records": (ticket,)}
    act = typed_act(run, office, _TICKET, _VISIT, values | visit)
    with at_desk(office, dry_run=True) as desk:
        desk.act(office.acting_staff(desk.entering()), act)


# -- what came of it ------------------------------------------------------------------------------


def _result(values: dict[str, Any]) -> dict[str, object]:
    """Take what came of a call out of the options; nothing where none was typed."""
    unreached = [name for name in _UNREACHED if values.pop(name.replace("-", "_"), False)]
    said = {name: values.pop(name) for name in ("score", "opinion")}
    given = {name: text for name, text in said.items() if text is not None}
    if len(unreached) + bool(given) > 1:
        raise _exclusive(flag(unreached[0]), flag([*unreached[1:], *given][0]))
    return {"reached": unreached[0]} if unreached else given


def _exclusive(option: str, other: str) -> Usage:
    return Usage(mark("{option} and {other} exclude each other", option=option, other=other))


def _note(
    ctx: click.Context, ticket: str, values: dict[str, Any], *, as_json: bool, dry_run: bool
) -> None:
    """Note a visit by phone, and say whose turn it is then."""
    run, office = run_of(ctx), office_of(ctx)
    by = _doer(office, values["by"])
    act = typed_act(
        run, office, _TICKET, _VISIT, {"method": "phone", "records": (ticket,)} | values
    )
    do(run, office, act, as_json=as_json, dry_run=dry_run)
    if as_json or dry_run:
        return
    following = next_call(office, by)
    if following is None:
        run.tell(mark("no return visit is left"))
    elif following != _found(office, ticket):
        run.tell(mark("the next call: {command}", command=f"pm call {following}"))


def _asked_at_the_phone(run: Run) -> dict[str, object]:
    """Ask what came of it; nothing where who calls does not say."""
    choices = [Beside(one, label("choice", one)) for one in (*_SCORES, *_UNREACHED)]
    question = run.say(
        mark("what the caller says ({choices}; nothing to leave it for later)", choices=choices)
    )
    while (said := prompt(run, question, "").strip()) not in {*_SCORES, *_UNREACHED, ""}:
        run.note(mark("'{text}' is none of: {choices}", text=said, choices=choices))
    if said in _UNREACHED:
        return {"reached": said}
    if not said:
        return {}
    opinion = prompt(run, run.say(mark("the caller's opinion (nothing if there is none)")), "")
    return {"score": said, "opinion": opinion or None}


# -- whom to call and what to say -----------------------------------------------------------------


def _show(run: Run, office: Office, sight: Sight, record_id: str, by: str | None) -> None:
    ticket = _ticket(office, record_id)
    shower = Shower(run, office, sight)
    run.put(detail([shower.heading(_TICKET, ticket), *_facts(shower, ticket)], run.page()))
    run.tell("")
    run.tell(mark("say:"))
    for line in script(_talk(run, office, sight, ticket, by)):
        run.tell(mark("  {line}", line=line))
    run.tell("")


def _facts(shower: Shower, ticket: Any) -> Iterator[Entry]:  # noqa: ANN401  # as above
    fields = {field.name: field for field in _TICKET.fields}
    yield from shower.of([fields[name] for name in (*_TOLD, "visit_due")], ticket)
    for name, inner in (("solutions", _DONE), ("visits", _TRIED)):
        last = getattr(ticket, name)[-1:]
        shown = [field for field in fields[name].fields if field.name in inner]
        if last:
            yield Entry(fields[name].label, parts=[list(shower.of(shown, last[0]))])


def _talk(
    run: Run,
    office: Office,
    sight: Sight,
    ticket: Any,  # noqa: ANN401  # as above
    by: str | None,
) -> Talk:
    code = run.language.code
    me = by or office.acting_staff(office.entering())
    caller = None if ticket.caller is None else _seen(sight, "caller_name", ticket.caller.name)
    return Talk(
        office=names_of(office.rules.settings(), code),
        staff=office.rules.name_of(me),
        caller=caller,
        title=_seen(sight, "title", ticket.title) or "",
        day=run.language.show(ticket.received_at.astimezone(office.zone).date()),
        outcome=_outcome(ticket),
        is_repair=ticket.type == "repair",
    )


def _outcome(ticket: Any) -> Message | None:  # noqa: ANN401  # as above
    if not ticket.is_solved or ticket.solutions[-1].outcome is None:
        return None
    return label("choice", ticket.solutions[-1].outcome)


def _seen(sight: Sight, name: str, value: Any) -> Message | str | None:  # noqa: ANN401  # a personal value of any type
    leaf = _TICKET.leaf(name)
    if value is None or leaf is None:
        return None
    seen = sight.of(leaf.field.form, value)
    return seen.words if isinstance(seen, Cover) else str(seen)


def _tell_how(run: Run, office: Office, record_id: str, by: str | None, *, revealed: bool) -> None:
    """Say how to see the number, and how to note what came of the call."""
    command = f"pm call {record_id}" + (f" --by {by}" if by else "")
    number = _number(_ticket(office, record_id).caller, record_id)
    if number is not None:
        run.tell(number)
    elif not revealed:
        run.tell(mark("to see the number: {command}", command=f"{command} --reveal --purpose CODE"))
    for rest in ("--score satisfied|basically|dissatisfied --opinion ?", "--no-answer"):
        run.tell(mark("then: {command}", command=f"{command} {rest}"))


def _number(caller: Any, record_id: str) -> Message | None:  # noqa: ANN401  # as above
    """Say where the number is, where it is not on the ticket."""
    if caller is None or caller.phone is not None:
        return None
    if caller.resident:
        file = f"pm resident show {caller.resident} --reveal --purpose CODE"
        return mark("the number stands in the file: {command}", command=file)
    if caller.phone_absent:
        return mark("there is no number: {command}", command=f"pm call {record_id} --no-contact")
    edit = f"pm ticket edit {record_id} --caller-phone ?"
    return mark("there is no number; note it: {command}", command=edit)


COMMAND = Command(
    "call",
    Message(__doc__ or ""),
    call,
    [
        RecordArgument(_TICKET, required=False),
        *(LeafOption(leaf) for leaf in _LEAVES),
        Option("--no-answer", is_flag=True, about=mark("nobody answered; it is tried again")),
        Option("--no-contact", is_flag=True, about=mark("nobody can be reached at all")),
        *reveal_options(),
        *writer_options(_VISIT),
    ],
    examples=[
        "pm call",
        "pm call T-261122-K7Q2XM --reveal --purpose repair",
        "pm call T-261122-K7Q2XM --score satisfied",
        "pm call T-261122-K7Q2XM --no-answer",
    ],
    notes=discretion(_LEAVES),
)
