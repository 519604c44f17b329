"""A record is read as text, and what is no record is refused with its line and the reason."""

import sys
import time
from contextlib import suppress

import pytest

from pm.errors import PmError, Unreadable
from pm.model.node import Node
from pm.store.yaml_events import grammar
from pm.store.yaml_reading import DEPTH_LIMIT, NAME_LIMIT, RECORD_LIMIT, read_tree

WHERE = "records/units/K7/U-K7Q2XM.yaml"


def read(text: str) -> dict[str, Node]:
    return read_tree(text.encode(), WHERE)


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_tree(data, WHERE)
    return caught.value


RETYPED = ["12", "08", "0x1F", "1_000", "1e3", "1:30", "2026-11-22", "2026-13-45", "yes", "no"]
RETYPED += ["on", "off", "null", "~", "true", ".nan", "=", "<<"]


@pytest.mark.parametrize("text", RETYPED)
def test_every_scalar_is_text(text: str) -> None:
    assert read(f"field: {text}\n") == {"field": text}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a:\nb: x\n", {"a": "", "b": "x"}),
        ("a: # nothing yet\n", {"a": ""}),
        ("a: ''\n", {"a": ""}),
        ("a: []\nb: {}\n", {"a": [], "b": {}}),
        ("{}\n", {}),
        ("a:\n  - x\n  -\n  - y: z\n", {"a": ["x", "", {"y": "z"}]}),
        ("a:\n- x\n- [y, {z: '1'}]\n", {"a": ["x", ["y", {"z": "1"}]]}),
        ("a: |\n  one\n  two\nb: >-\n  one\n  two\n", {"a": "one\ntwo\n", "b": "one two"}),
        ('a: "\\u2028\\0\\r"\n', {"a": "\u2028\0\r"}),
        ("? a\n: b\n", {"a": "b"}),
        ("--- # begins\na: b\n... # ends\n", {"a": "b"}),
        ("\ufeffa: b", {"a": "b"}),
        ("电梯: 停了 😀", {"电梯": "停了 😀"}),
    ],
)
def test_a_record_is_read_whatever_its_style(text: str, tree: dict[str, Node]) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", None, "the file is empty"),
        (b"# nothing\n", None, "the file is empty"),
        (b"---\n", 2, "a record is fields"),
        (b"text\n", 1, "a record is fields"),
        (b"# list\n- a\n", 2, "a record is fields"),
        (b"a: b\n---\nc: d\n", 2, "a second document"),
        (b"a: b\n...\n---\nc: d\n", 3, "a second document"),
        (b"a: b\n...\nc: d\n", 3, "text follows the end"),
        (b"%YAML 1.2\n---\na: b\n", 1, "begins with %"),
        (b"%TAG ! x\n---\na: b\n", 1, "begins with %"),
        (b"a: b\nc: &d e\n", 2, "begins with & or *"),
        (b"a: b\n&c d: e\n", 2, "begins with & or *"),
        (b"--- &a\nb: c\n", 1, "begins with & or *"),
        (b"a: b\nc: *a\n", 2, "begins with *"),
        (b"a:\n  - &b c\n  - *b\n", 2, "begins with & or *"),
        (b"a: & b\n", 1, "begins with & or *"),
        (b"a: b\nc: !!int 1\n", 2, "begins with !"),
        (b"a: ! b\n", 1, "begins with !"),
        (b"!!map {a: b}\n", 1, "begins with !"),
        (b"a: !x!y b\n", 1, "begins with !"),
        (b"a: 1\nb: 2\na: 3\n", 3, "the field a stands twice"),
        (b"a:\n  - b: 1\n    b: 2\n", 3, "the field b stands twice"),
        (b"x: y\n? [a]\n: b\n", 2, "must be a plain text"),
        (b"{a: b}: c\n", 1, "must be a plain text"),
        (b"a: b\nc: \xff\n", 2, "not in UTF-8"),
        ("a: b\n".encode("utf-16"), 1, "not in UTF-8"),
        ("a: b\n".encode("utf-16-le"), 1, "U+0000"),
        (b"a: b\nc: d\0e\n", 2, "U+0000"),
        ("电梯: b\nc: d\ne: \x07\n".encode(), 3, "U+0007"),
        (b"a: \x7f\n", 1, "U+007F"),
        ("a: \x9f\n".encode(), 1, "U+009F"),
        ("a: \ufffe\n".encode(), 1, "U+FFFE"),
        ("a: \u0378\nb: \x01\n".encode(), 2, "U+0001"),
        ("a: b\n# \x85\n".encode(), 2, "U+0085"),
        ("a: b\u2028c\n".encode(), 1, "U+2028"),
        ("a: b\u2029c\n".encode(), 1, "U+2029"),
        ("\ufeff\ufeffa: b\n".encode(), 1, "U+FEFF"),
        (b"a: b\r\nc: d\r\n", 1, "as Windows writes it"),
        (b"a: b\nc: d\re: f\n", 2, "as Windows writes it"),
        (b'a: b\nc: "d\ne: f\ng: h\n', 2, "closing quote is missing"),
        (b"a: b: c\n", 1, "colon stands where none may be"),
        (b"a: b\nc\nd: e\n", 2, "colon is missing"),
        (b"a: b\n c: d\n", 2, "colon stands where none may be"),
        (b"a:\n  - b\n c: d\n", 3, "indented wrongly"),
        (b'a: "b" c\n', 1, "text follows a closing quote"),
        (b"a:\n  - b\n  c: d\n", 3, "must begin with a hyphen"),
        (b"a: - b\n", 1, "a list begins on the line below"),
        (b"a: ? b\n", 1, "begins with a question mark"),
        (b"a:\n\tb: c\n", 2, "indent with spaces"),
        (b"a: @b\n", 1, "put the text between quotes"),
        (b"a: %b\n", 1, "put the text between quotes"),
        (b"a: `b`\n", 1, "put the text between quotes"),
        (b"a: |x\n", 1, "begins with | or >"),
        (b'a: "C:\\q"\n', 1, "a backslash is written twice"),
        (b'a: "\\xzz"\n', 1, "hexadecimal"),
        (b'a: "\\ud800"\n', 1, "stands for no character"),
        (b"x: y\na: [b,\nc: d\n", 2, "closing bracket ]"),
        (b"x: y\na: {b: c\n", 2, "closing brace }"),
        (b"a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n", 2, "two versions"),
        (b"a: |0\n b\n", 1, "this is not YAML: found an indentation indicator equal to 0"),
    ],
)
def test_what_is_no_record_is_refused_with_its_line(
    data: bytes, line: int | None, words: str
) -> None:
    refused = refusal(data)
    assert (refused.where, refused.line) == (WHERE, line)
    assert words in str(refused.reason)


def test_a_record_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    deepest = "".join(f"{'  ' * depth}a:\n" for depth in range(DEPTH_LIMIT))
    assert read(deepest)
    assert "too deep" in str(refusal(f"{deepest}{'  ' * DEPTH_LIMIT}a: b\n".encode()).reason)


def test_a_record_may_be_as_long_as_the_limit_and_no_longer() -> None:
    longest = b"a: ".ljust(RECORD_LIMIT, b"x")
    assert read_tree(longest, WHERE)
    refused = refusal(longest + b"\n")
    assert refused.line is None
    assert "65537 bytes, 65536 are allowed" in str(refused.reason)
    assert read_tree(longest + b"\n", WHERE, limit=RECORD_LIMIT + 1)


def test_a_name_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert read(f"{'n' * NAME_LIMIT}: x\n")
    assert "too long" in str(refusal(b"n" * (NAME_LIMIT + 1) + b": x\n").reason)


HOSTILE = {
    "nested lists": "a: " + "[" * 65_000,
    "nested mappings": "a: " + "{" * 65_000,
    "nested both": "a: " + "[{" * 32_000,
    "nested hyphens": "a:\n " + "- " * 32_000,
    "nested question marks": "? " * 32_000,
    "nested names": "".join(f"{' ' * depth}a:\n" for depth in range(350)),
    "many entries": "a: [" + "a," * 32_000 + "]",
    "many empty entries": "a:\n" + "-\n" * 32_000,
    "many fields": "".join(f"a{number}:\n" for number in range(9_000)),
    "one long line": "a: " + "b " * 32_000,
    "many lines": "a:\n" + " b\n" * 21_000,
    "many escapes": 'a: "' + "\\n" * 32_000 + '"',
    "many empty lines": "a: |\n" + "\n" * 65_000,
    "many comments": "a: b\n" + "#\n" * 32_000,
    "many anchors": "a: [" + "&a b," * 13_000,
    "many aliases": "a: [" + "*a," * 21_000,
    "many colons": "a: {" + ": " * 32_000,
    "no end of quotes": 'a: "' + "b" * 65_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_costs_little_time(text: str) -> None:
    data = text.encode()
    assert len(data) <= RECORD_LIMIT
    took = []
    for _ in range(3):
        start = time.process_time()
        with suppress(Unreadable):
            read_tree(data, WHERE)
        took.append(time.process_time() - start)
    assert min(took) < 0.1


def test_the_parser_in_use_is_the_one_in_c() -> None:
    assert "_ruamel_yaml" in grammar().parser.__module__


def test_without_the_parser_in_c_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    grammar.cache_clear()
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    try:
        with pytest.raises(PmError, match="written in C is missing"):
            read("a: b\n")
    finally:
        grammar.cache_clear()
