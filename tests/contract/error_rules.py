"""What every refusal and every sentence for people keeps to."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pm.errors import PmError

ROOT = Path(__file__).parents[2]

PROPER = {"Windows"}
"""Names with which an error may begin."""

HOLE = re.compile(r"{([^{}]*)}")


def classes_of_errors(base: type[PmError] = PmError) -> Iterator[type[PmError]]:
    """Give every class of refusals, the trunk first."""
    yield base
    for each in base.__subclasses__():
        yield from classes_of_errors(each)


def tree_of(docstring: str) -> dict[str, tuple[str, int]]:
    """Read the tree that a docstring draws: for each class its parent and its exit code."""
    found: dict[str, tuple[str, int]] = {}
    above: list[tuple[int, str]] = []
    for line in docstring.splitlines():
        if match := re.fullmatch(r"([\s│├└─]*)(\w+) +(\d+) +\S.*", line):
            depth, name = len(match[1]), match[2]
            above = [(width, each) for width, each in above if width < depth]
            found[name] = (above[-1][1] if above else "", int(match[3]))
            above.append((depth, name))
    return found


def problems_of_error(error: type[PmError], tree: Mapping[str, tuple[str, int]]) -> list[str]:
    """A refusal is in the tree, under its parent, with an exit code of its own or its parent's."""
    found = []
    if not (error.__dict__.get("__doc__") or "").strip():
        found.append("has no docstring")
    parent, code = tree.get(error.__name__, ("", None))
    above = error.__bases__[0].__name__ if error is not PmError else ""
    if code is None:
        found.append("is not in the tree")
    elif code != error.exit_code:
        found.append(f"ends with {error.exit_code}, and the tree says {code}")
    elif parent != above:
        found.append(f"is a {above}, and the tree says {parent}")
    shared = [name for name, (_, other) in tree.items() if other == code and name != error.__name__]
    family = {parent, *(name for name, (over, _) in tree.items() if over == error.__name__)}
    if tree.get(parent, ("", None))[1] == code:
        family |= {name for name, (over, _) in tree.items() if over == parent}
    found += [f"ends as {name} does" for name in shared if name not in family]
    return [f"{error.__name__} {problem}" for problem in found]


def problems_of_homes(file: str, source: str, names: set[str]) -> list[str]:
    """Every refusal stands in ``pm/errors.py``, where its exit code can be read."""
    return [
        f"{file}:{node.lineno}: {node.name} belongs into pm/errors.py"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and file != "pm/errors.py"
        for base in node.bases
        if (base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")) in names
    ]


def problems_of_messages(file: str, source: str) -> list[str]:
    """Every marked sentence has a value for each hole, and no value without one."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    templates = {id(node.value) for node in tree.body if isinstance(node, ast.Assign)}
    raised = {id(call) for node in ast.walk(tree) for call in _raised(node)}
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "mark" and call.args:
            text = _text(call.args[0], constants)
            problems = (
                [] if text is None else list(_voice_problems(text, raised=id(call) in raised))
            )
            if text is None:
                problems.append("marks what is no literal")
            elif id(call) not in templates or call.keywords:
                problems += _hole_problems(text, {keyword.arg for keyword in call.keywords})
            found += [f"{file}:{call.lineno}: {problem}" for problem in problems]
    return found


def _raised(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise) and node.exc is not None:
        yield from ast.walk(node.exc)


def _text(argument: ast.expr, constants: Mapping[str, object]) -> str | None:
    if isinstance(argument, ast.Name):
        text = constants.get(argument.id)
    else:
        text = argument.value if isinstance(argument, ast.Constant) else None
    return text if isinstance(text, str) else None


def _hole_problems(text: str, values: set[str | None]) -> Iterator[str]:
    holes = set(HOLE.findall(text))
    if None in values:
        return
    yield from (f"the hole {{{hole}}} stays empty" for hole in sorted(holes - values))
    yield from (f"{value} has no hole" for value in sorted(map(str, values - holes)))


def _voice_problems(text: str, *, raised: bool) -> Iterator[str]:
    if raised and text.endswith((".", "。", "!")):
        yield "an error ends without a full stop"
    if raised and re.match(r"[A-Z][a-z]", text) and text.split(maxsplit=1)[0] not in PROPER:
        yield "an error begins with a small letter"


def sources() -> Iterator[tuple[str, str]]:
    """Give every source file of the package."""
    for path in sorted((ROOT / "pm").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
