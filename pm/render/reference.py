"""The reference page of a kind, all from its class: fields, verbs, what must be there, states."""

from collections.abc import Iterable, Iterator, Sequence

from pm.i18n import Message, mark
from pm.i18n.catalogue import Language
from pm.model.act import Guard
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.labels import label, summary
from pm.model.verbs import ANY, Verb
from pm.render.value import in_series

_FIELDS = (mark("field"), mark("label"), mark("holds"), mark("belongs to"), mark("meaning"))
_VERBS = (mark("verb"), mark("from"), mark("to"), mark("what must be there"), mark("meaning"))


def reference(kind: Kind, language: Language) -> str:
    """Write the page as markdown in a language."""
    return "\n".join(_lines(kind, language)) + "\n"


def _lines(kind: Kind, language: Language) -> Iterator[str]:
    say = language.say
    yield f"# {say(kind.label)} ({kind.name})"
    yield ""
    yield say(kind.about)
    yield ""
    yield say(mark("File: {path}", path=_example_path(kind)))
    yield ""
    yield f"## {say(mark('Fields'))}"
    yield ""
    yield from _table([say(one) for one in _FIELDS], _field_rows(kind, language))
    yield ""
    yield f"## {say(mark('Verbs'))}"
    yield ""
    yield from verb_table(kind, kind.verbs.values(), language)
    yield ""
    yield f"## {say(mark('States'))}"
    yield ""
    yield from _diagram(kind, language)


def verb_table(kind: Kind, verbs: Iterable[Verb], language: Language) -> Iterator[str]:
    """Write verbs of a kind as the lines of a markdown table."""
    yield from _table([language.say(one) for one in _VERBS], _verb_rows(kind, verbs, language))


def _example_path(kind: Kind) -> str:
    if kind.is_single:
        return kind.path(kind.name)
    if kind.chosen:
        return kind.path("water-supply")
    return kind.path(
        f"{kind.prefix}-261122-K7Q2XM" if kind.layout.value == "dated" else f"{kind.prefix}-K7Q2XM"
    )


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))
    for row in rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _field_rows(kind: Kind, language: Language) -> Iterator[Sequence[str]]:
    for field in kind.fields:
        yield from _rows_of(kind, field, "", language)


def _rows_of(kind: Kind, field: Field, above: str, language: Language) -> Iterator[Sequence[str]]:
    say = language.say
    name = f"{above}{field.name}"
    owner = ""
    if not above:
        owner = ", ".join(
            verb.name for verb in kind.verbs.values() if field.name in kind.writes(verb)
        )
    yield (
        f"`{name}`{'' if not field.required or above else ' *'}",
        say(field.label),
        _holds(field, language),
        owner,
        say(field.about) if field.about else "",
    )
    for inner in field.fields:
        yield from _rows_of(kind, inner, f"{name}[]." if field.many else f"{name}.", language)


def _holds(field: Field, language: Language) -> str:
    say = language.say
    if field.form is None:
        return say(mark("entries")) if field.many else say(mark("fields of its own"))
    form = field.form
    choices = map(language.show, form.listed())
    nouns = (say(label("kind", noun)) for noun in form.links())
    text = " / ".join(choices) or " / ".join(nouns) or say(label("form", form.name))
    if field.many:
        text = say(mark("several: {what}", what=text))
    if field.scope is not None:
        scope = say(label("scope", field.scope.name))
        text = say(mark("{what}, personal ({scope})", what=text, scope=scope))
    return text


def _verb_rows(kind: Kind, verbs: Iterable[Verb], language: Language) -> Iterator[Sequence[str]]:
    say = language.say
    for verb in verbs:
        yield (
            _called(verb.name, say(verb.label)),
            _states(kind, verb.sources, language) if not verb.creates else "",
            _states(kind, kind.leads_to(verb), language),
            language.show(in_series(list(_must(verb, language)))),
            say(verb.about),
        )


def _called(code: str, said: str) -> str:
    """Give the word that is typed, and beside it what people call it where that is another."""
    return f"`{code}`" if said == code.replace("-", " ") else f"`{code}` {said}"


def _states(kind: Kind, states: Sequence[str], language: Language) -> str:
    words = [
        mark("any that is not final") if state == ANY else kind.label_of_state(state)
        for state in states
    ]
    return language.show(words)


def _must(verb: Verb, language: Language) -> Iterator[str]:
    for guard in verb.guards:
        yield language.say(about_guard(guard)).rstrip(".。")
    if verb.reasons is not None:
        yield language.say(mark("a reason for {use}", use=verb.reasons))


def about_guard(guard: Guard) -> Message:
    """Give what a guard asks for: its docstring's first sentence."""
    return summary(guard.__doc__ or "")


def _diagram(kind: Kind, language: Language) -> Iterator[str]:
    """Draw the states as mermaid, which git servers show as a picture."""
    say = language.say
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in kind.states:
        yield f"    {_node(state)} : {say(kind.label_of_state(state))}"
    for verb in kind.verbs.values():
        targets = kind.leads_to(verb)
        sources = ["[*]"] if verb.creates else [_node(one) for one in verb.sources if one != ANY]
        for source in sources:
            for target in targets:
                yield f"    {source} --> {_node(target)} : {verb.name}"
    yield "```"


def _node(state: str) -> str:
    return state.replace("-", "_")
