"""A file over 400 lines or a function over 60 says that a room is missing."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE_LINES = 400
FUNCTION_LINES = 60


def too_long(file: str, source: str) -> Iterator[str]:
    """Name the file and its functions that are longer than the house allows."""
    lines = source.count("\n")
    if lines > FILE_LINES:
        yield f"{file} has {lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{file}:{node.lineno} {node.name} has {length} lines"


def test_every_file_and_function_is_short_enough_to_see_whole() -> None:
    found = [
        breach
        for folder in ("pm", "tests", "records")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for breach in too_long(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_long_file_is_found() -> None:
    assert list(too_long("a.py", "x = 1\n" * 401)) == ["a.py has 401 lines"]
    assert list(too_long("a.py", "x = 1\n" * 400)) == []


def test_a_long_function_is_found() -> None:
    body = "    x = 1\n"
    assert list(too_long("a.py", "class C:\n  def f():\n" + body * 60)) == ["a.py:2 f has 61 lines"]
    assert list(too_long("a.py", "def f():\n" + body * 59)) == []
