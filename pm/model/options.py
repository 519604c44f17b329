"""From what people type to the values of a verb; every bad or missing option is named at once."""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from pm.errors import Ambiguous, Invalid, PmError, Sealed, Usage
from pm.i18n import Message, mark
from pm.model.field_types import Entering
from pm.model.fields import Field, Leaf, leaves
from pm.model.problem import BadValue
from pm.model.values import Personal


def option_leaves(fields: Sequence[Field]) -> Iterator[Leaf]:
    """Give the single options of a verb: groups are taken apart, entries cannot be typed."""
    return leaves(tuple(field for field in fields if field.group is None or not field.many))


def flag(name: str) -> str:
    """Write the name of an option as it is typed: ``--caller-phone``."""
    return "--" + name.replace("_", "-")


def parse_options(  # noqa: PLR0913  # what was typed, and what of it may be empty or missing
    fields: Sequence[Field],
    given: Mapping[str, str | Sequence[str]],
    entering: Entering,
    current: msgspec.Struct | None = None,
    clears: Container[str] = (),
    *,
    besides: Sequence[str] = (),
) -> dict[str, Any]:
    """Read typed options into the values of fields.

    ``given`` maps option names to texts. With ``current``, the groups of that record are changed
    where they are, and an empty text clears a field, as it does what is named in ``clears``.
    What is missing ``besides`` the options is named with them. Raises :class:`Usage` that names
    every missing option, or :class:`Invalid` that names every bad one: :class:`Ambiguous` where
    names mean several records and nothing else is wrong, :class:`Sealed` where a key is needed to
    find one.
    """
    by_name = {leaf.name: leaf for leaf in option_leaves(fields)}
    refuse_unknown(by_name, given)
    refuse_missing(fields, given, current, besides=besides)
    cleared = by_name if current is not None else clears
    found = _parsed(by_name, given, entering, clears=cleared)
    if found.problems:
        raise _refusal(found)
    return _gather(fields, found.values, current)


def problems_of_options(
    fields: Sequence[Field],
    given: Mapping[str, str | Sequence[str]],
    entering: Entering,
    trusted: Container[str] = (),
) -> list[Message]:
    """Name every option that there is not, that is missing and that is bad, of all at once.

    What is ``trusted`` is not read: it may name a record that is only being made.
    """
    by_name = {leaf.name: leaf for leaf in option_leaves(fields)}
    known = {name: text for name, text in given.items() if name in by_name}
    problems: list[Message] = []
    for refuse in (partial(refuse_unknown, by_name, given), partial(refuse_missing, fields, known)):
        try:
            refuse()
        except Usage as error:
            problems.append(error.message)
    read = {name: text for name, text in known.items() if name not in trusted}
    return problems + _parsed(by_name, read, entering, clears=()).problems


class _Parsed(NamedTuple):
    values: dict[Leaf, object]
    problems: list[Message]
    hints: list[Message]
    errors: list[PmError | None]


def _refusal(found: _Parsed) -> PmError:
    """Give the refusal of bad values: as what it is, where all of it is one that is mended so."""
    message = mark("nothing was recorded: a value is not what it must be")
    hint = found.hints[0] if found.hints else mark("correct it and type the command again")
    for refusal in (Ambiguous, Sealed):
        if all(isinstance(error, refusal) for error in found.errors):
            if len(found.errors) == 1:
                message, *details = found.problems
                return refusal(message, hint=hint, details=details)
            return refusal(message, hint=hint, details=found.problems)
    return Invalid(message, hint=hint, details=found.problems)


def _parsed(
    by_name: Mapping[str, Leaf],
    given: Mapping[str, str | Sequence[str]],
    entering: Entering,
    *,
    clears: Container[str],
) -> _Parsed:
    found = _Parsed({}, [], [], [])
    for name, text in given.items():
        leaf = by_name[name]
        try:
            found.values[leaf] = _parse(leaf.field, text, entering, clears=name in clears)
        except BadValue as bad:
            found.problems.append(mark("{option}: {reason}", option=flag(name), reason=bad.reason))
            found.errors.append(None)
        except PmError as error:
            found.problems.append(
                mark("{option}: {reason}", option=flag(name), reason=error.message)
            )
            found.problems.extend(error.details)
            found.errors.append(error)
            found.hints.extend([error.hint] if error.hint else [])
    return found


def refuse_unknown(by_name: Mapping[str, Leaf], given: Mapping[str, object]) -> None:
    """Refuse options that the verb does not have."""
    unknown = [name for name in given if name not in by_name]
    if unknown:
        raise Usage(
            mark("there is no option {options}", options=", ".join(map(flag, unknown))),
            hint=mark("there are: {options}", options=", ".join(map(flag, by_name))),
        )


def refuse_missing(
    fields: Sequence[Field],
    given: Mapping[str, object],
    current: msgspec.Struct | None = None,
    *,
    besides: Sequence[str] = (),
) -> None:
    """Refuse to go on without what must be said, and name all of it, what is ``besides`` too."""
    missing = [
        each
        for field in fields
        if field.group is None or not field.many
        for each in _missing(field, given, has_one=getattr(current, field.name, None) is not None)
    ]
    if missing:
        raise Usage(
            mark("missing: {options}", options=", ".join([*missing, *map(flag, besides)])),
            hint=mark("add them, or see --help"),
        )


def _missing(field: Field, given: Mapping[str, object], *, has_one: bool) -> Iterator[str]:
    """Name what a field lacks; of a group, any part will do, and then all that it must have."""
    inside = list(leaves((field,)))
    if not any(leaf.name in given for leaf in inside):
        if field.required:
            needed = [leaf for leaf in inside if leaf.field.required] or inside
            joint = ", " if needed[0].field.required else "/"
            yield joint.join(flag(leaf.name) for leaf in needed)
    elif not has_one:
        yield from (flag(leaf.name) for leaf in inside if _lacks(leaf, given))


def _lacks(leaf: Leaf, given: Mapping[str, object]) -> bool:
    return leaf.field.required and leaf.name not in given


def _parse(field: Field, text: str | Sequence[str], entering: Entering, *, clears: bool) -> Any:  # noqa: ANN401  # a field holds any type
    if field.many:
        texts = [text] if isinstance(text, str) else text
        return [_parse_one(field, one, entering) for one in texts if one or not clears]
    if not isinstance(text, str):
        *_, text = text
    if clears and not text.strip() and not field.required:
        return None
    return _parse_one(field, text, entering)


def _parse_one(field: Field, text: str, entering: Entering) -> Any:  # noqa: ANN401  # as above
    assert field.form is not None  # noqa: S101  # a leaf has a form
    value = field.form.parse(text, entering)
    return value if field.scope is None else Personal(field.form, plain=value)


def _gather(
    fields: Sequence[Field], parsed: Mapping[Leaf, object], current: msgspec.Struct | None
) -> dict[str, Any]:
    """Put the leaves together: a group is made, or taken from the record with what is new."""
    values: dict[str, Any] = {leaf.name: value for leaf, value in parsed.items() if _is_top(leaf)}
    for field in fields:
        inner = {leaf.path[1]: value for leaf, value in parsed.items() if _is_in(leaf, field)}
        if field.group is None or not inner:
            continue
        existing = getattr(current, field.name, None)
        kept = {} if existing is None else msgspec.structs.asdict(existing)
        values[field.name] = field.group(**{**kept, **inner})
    return values


def _is_top(leaf: Leaf) -> bool:
    return len(leaf.path) == 1


def _is_in(leaf: Leaf, field: Field) -> bool:
    return leaf.path[0] == field.name and not _is_top(leaf)
