"""The transition function: the one gate through which every record changes.

It checks the capability, the state, the options and the guards, runs the body on a copy, stamps
time and doer, and refuses a body that changes more than its verb declares. No command, import,
batch or script walks around it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pm.errors import Refused
from pm.i18n import Beside, Message, mark
from pm.model.act import Act, Deed
from pm.model.capabilities import OVERRIDE, lacking
from pm.model.copying import copied
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.labels import label
from pm.model.record import Record
from pm.model.times import minute
from pm.model.verbs import Verb
from pm.model.wholeness import refuse_gaps

MOST_NAMED = 8
"""So many verbs are named where another one is refused."""
LATE = "late"
"""The use of the reasons for typing late what happened long ago."""
RECORD = "record"
"""The capability ``<kind>.record``: to type what a colleague did and told by phone."""


class Outcome(NamedTuple):
    """The record after the act, and what was done."""

    record: Record
    deed: Deed


class Making(NamedTuple):
    """What a record that is being created already has: its id and its data subject."""

    id: str
    data_subject: str


def create(kind: Kind, verb: Verb, act: Act, making: Making, values: Mapping[str, Any]) -> Outcome:
    """Make a record by a creating verb."""
    _check_capability(kind, verb, act)
    _check_time(kind, None, act, verb)
    _check_offered(kind, verb, values)
    own = {option.name for option in verb.options}
    given = {name: value for name, value in values.items() if name not in own and name != "id"}
    identity = {"state": kind.leads_to(verb)[0], **making._asdict()}
    blank = dict.fromkeys(_stamp_names(verb))
    stamps = {name: act.at if name.endswith("_at") else act.by for name in blank}
    whole: dict[str, Any] = {**identity, **stamps, **given}
    refuse_gaps(kind, whole)
    record = kind.record(**whole)
    before = copied(record)
    verb.body(record, act, **{name: values[name] for name in own if name in values})
    _check_target(kind, verb, record, "")
    override = _check_guards(kind, verb, record, act)
    _stamp(verb, record, act)
    _check_changes(kind, verb, before, record)
    return Outcome(
        record, _deed(kind, verb, record, act, values=values, source="", override=override)
    )


def perform(kind: Kind, record: Record, verb: Verb, act: Act, values: Mapping[str, Any]) -> Outcome:
    """Change a record by a verb; the record given is left as it was."""
    _check_capability(kind, verb, act)
    _check_apart(kind, record, act)
    _check_source(kind, verb, record)
    _check_reason(kind, verb, act)
    _check_time(kind, record, act, verb)
    act.before, act.given = record, frozenset(values)
    after = copied(record)
    verb.body(after, act, **values)
    _check_target(kind, verb, after, record.state)
    if len(verb.targets) == 1:
        after.state = verb.targets[0]
    refuse_gaps(kind, {name: getattr(after, name) for name in after.__struct_fields__})
    override = _check_guards(kind, verb, after, act)
    _stamp(verb, after, act)
    _check_changes(kind, verb, record, after)
    return Outcome(
        after,
        _deed(kind, verb, after, act, values=values, source=record.state, override=override),
    )


def _check_capability(kind: Kind, verb: Verb, act: Act) -> None:
    """The doer may do it; who types for somebody else may do it too, or may record for others."""
    capability = kind.capability(verb)
    if not act.may(capability):
        raise lacking(act.policy, act.by, capability)
    if act.typist != act.by and not (
        act.policy.may(act.typist, capability)
        or act.policy.may(act.typist, f"{kind.name}.{RECORD}")
    ):
        raise lacking(act.policy, act.typist, f"{kind.name}.{RECORD}")


def _check_apart(kind: Kind, record: Record, act: Act) -> None:
    """Nobody has a hand in what is kept from him: neither the doer nor whoever types."""
    accused = record.accused
    if accused is None:
        return
    for who in dict.fromkeys((act.by, act.typist)):
        if act.is_kept_from(accused, who):
            raise Refused(
                mark(
                    "{kind} {id} is kept from {who}",
                    kind=kind.label,
                    id=record.id,
                    who=act.policy.name_of(who),
                ),
                hint=mark("a colleague does it who is not below whom it is about"),
            )


def _check_offered(kind: Kind, verb: Verb, values: Mapping[str, Any]) -> None:
    offered = {field.name for field in kind.offered(verb)}
    for name in values:
        if name not in offered:
            message = f"{kind.name} {verb.name} does not offer {name}"
            raise AssertionError(message)


def _check_source(kind: Kind, verb: Verb, record: Record) -> None:
    if verb.starts_from(record.state, kind.final):
        return
    possible = _possible(kind, record)
    raise Refused(
        mark(
            "{kind} {id} is {state}: {verb} is not possible now",
            kind=kind.label,
            id=record.id,
            state=kind.label_of_state(record.state),
            verb=verb.label,
        ),
        hint=_possible_now(kind, possible)
        if possible
        else mark(
            "nothing more is to be done; see: pm {kind} show {id}", kind=kind.name, id=record.id
        ),
    )


def _possible(kind: Kind, record: Record) -> list[Beside]:
    """Name the verbs that people may run now: what usually comes next, what leads on, the rest."""
    following = kind.following(record)
    verbs = [
        verb
        for verb in kind.verbs.values()
        if not verb.creates and not verb.hidden and verb.starts_from(record.state, kind.final)
    ]
    final = set(kind.final)
    verbs.sort(key=lambda one: (one is not following, not set(one.targets) - final))
    return [Beside(verb.name, verb.label) for verb in verbs]


def _possible_now(kind: Kind, verbs: Sequence[Beside]) -> Message:
    if len(verbs) <= MOST_NAMED:
        return mark("possible now: {verbs}", verbs=list(verbs))
    return mark(
        "possible now: {verbs} …; all: pm {kind} --help",
        verbs=list(verbs[:MOST_NAMED]),
        kind=kind.noun,
    )


def _check_reason(kind: Kind, verb: Verb, act: Act) -> None:
    if verb.reasons is None:
        return
    hint = _reasons(verb.reasons)
    if act.reason is None:
        raise Refused(
            mark("{kind} {verb} needs a reason code (--reason)", kind=kind.label, verb=verb.label),
            hint=hint,
        )
    if not act.policy.is_reason(act.reason, verb.reasons):
        raise Refused(mark("'{code}' is not a reason for this", code=act.reason), hint=hint)


def _reasons(use: str) -> Message:
    return mark("see the list with: pm reason list --uses {use}", use=use)


def _check_time(kind: Kind, record: Record | None, act: Act, verb: Verb) -> None:
    if act.at > act.now:
        raise Refused(
            mark("{time} is still to come", time=minute(act.at)),
            hint=mark("--at says when it happened; leave it out for now"),
        )
    if not verb.hidden:  # what only a use case runs is typed by nobody
        _check_late(act)
    if record is None:
        return
    name, latest = latest_stamp(kind, record, verb)
    if latest is not None and act.at < latest:
        raise Refused(
            mark(
                "{time} is before {stamp} ({stamped})",
                time=minute(act.at),
                stamp=label("field", name),
                stamped=minute(latest),
            ),
            hint=mark("--at cannot be earlier than {stamped}", stamped=minute(latest)),
        )


def _check_late(act: Act) -> None:
    """What is typed long after it happened says why, or from which paper slip it is typed."""
    hours = act.policy.terms(act.at).reason_after_hours
    if act.late is not None and not act.policy.is_reason(act.late, LATE):
        raise Refused(mark("'{code}' is not a reason for this", code=act.late), hint=_reasons(LATE))
    if act.now - act.at <= timedelta(hours=hours) or act.late is not None or act.slip is not None:
        return
    raise Refused(
        mark("what happened more than {hours} hours ago needs a reason", hours=hours),
        details=[mark("why it is typed so late (--late CODE), or the number of a slip (--slip)")],
        hint=_reasons(LATE),
    )


def latest_stamp(kind: Kind, record: Record, verb: Verb) -> tuple[str, datetime | None]:
    """Give the last stamp on which a verb builds, and its name.

    What leads from state to state builds on all that did so before; what is noted beside it, a
    call or a reply, on the beginning alone.
    """
    latest: tuple[str, datetime | None] = ("", None)
    for name, time in _stamps_of(kind, record, notes=not verb.targets):
        if latest[1] is None or time > latest[1]:
            latest = (name, time)
    return latest


def _stamps_of(kind: Kind, record: Record, *, notes: bool) -> list[tuple[str, datetime]]:
    builders = (v for v in kind.verbs.values() if v.creates or (v.targets and not notes))
    found: list[tuple[str, datetime]] = []
    for stamp in dict.fromkeys(stamp for verb in builders for stamp in verb.stamps):
        owner, _, fact = stamp.rpartition(".")
        holders = getattr(record, owner) if owner else [record]
        found += [
            (f"{fact}_at", time)
            for holder in holders
            if (time := getattr(holder, f"{fact}_at")) is not None
        ]
    return found


def _check_target(kind: Kind, verb: Verb, record: Record, source: str) -> None:
    targets = set(kind.leads_to(verb))
    allowed = targets if len(targets) > 1 or not source else {source, *targets}
    if record.state not in allowed:
        message = f"{kind.name} {verb.name} led to {record.state}, which it does not declare"
        raise AssertionError(message)


def _check_guards(kind: Kind, verb: Verb, record: Record, act: Act) -> str | None:
    missing: list[Message] = [
        point.message for guard in verb.guards for point in guard(record, act)
    ]
    if not missing:
        return None
    if act.override is None or verb.firm:
        raise Refused(
            mark(
                "{kind} {verb} is refused: something is missing", kind=kind.label, verb=verb.label
            ),
            details=missing,
            hint=mark("add it: nobody may go past this")
            if verb.firm
            else mark("add it, or a manager may use --override CODE"),
        )
    if not act.policy.may(act.typist, OVERRIDE):
        raise lacking(act.policy, act.typist, OVERRIDE, missing)
    if not act.policy.is_reason(act.override, OVERRIDE):
        raise Refused(
            mark("'{code}' is not a reason for this", code=act.override), hint=_reasons(OVERRIDE)
        )
    return act.override


def _stamp_names(verb: Verb) -> list[str]:
    plain = [stamp for stamp in verb.stamps if "." not in stamp]
    return [f"{stamp}_{fact}" for stamp in plain for fact in ("at", "by")]


def _stamp(verb: Verb, record: Record, act: Act) -> None:
    for stamp in verb.stamps:
        owner, _, fact = stamp.rpartition(".")
        holder: Any = getattr(record, owner)[-1] if owner else record
        setattr(holder, f"{fact}_at", act.at)
        setattr(holder, f"{fact}_by", act.by)


def _check_changes(kind: Kind, verb: Verb, before: Record, after: Record) -> None:
    allowed = {"state"} | kind.writes(verb)
    for field in kind.fields:
        if field.name not in allowed and getattr(before, field.name) != getattr(after, field.name):
            message = f"{kind.name} {verb.name} changed {field.name}, which it does not declare"
            raise AssertionError(message)


def _deed(  # noqa: PLR0913  # the facts of a deed
    kind: Kind,
    verb: Verb,
    record: Record,
    act: Act,
    *,
    values: Mapping[str, Any],
    source: str,
    override: str | None,
) -> Deed:
    return Deed(
        kind=kind.name,
        record=record.id,
        verb=verb.name,
        source=source,
        target=record.state,
        by=act.by,
        at=act.at,
        reason=None if verb.reasons is None else act.reason,
        override=override,
        late=act.late,
        slip=act.slip,
        subject=_subject(kind, verb, record, values),
    )


def _subject(kind: Kind, verb: Verb, record: Record, values: Mapping[str, Any]) -> str:
    """Say the end of the commit's subject: never anything personal."""
    if verb.creates:
        shown = [str(getattr(record, name)) for name in kind.record.headline]
        return " ".join(
            ["new" if verb.name == "new" else verb.name, *(s for s in shown if s != "None")]
        )
    clear = {option.name: values.get(option.name) for option in verb.options if _is_clear(option)}
    if any(value is None and f"{{{name}}}" in verb.subject for name, value in clear.items()):
        return verb.name
    return f"{verb.name} {verb.subject.format_map(clear)}".strip()


def _is_clear(option: Field) -> bool:
    return option.scope is None
