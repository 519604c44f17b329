"""A record is written in one way, which we and other tools read as the same texts."""

from datetime import datetime
from typing import Any

import pytest
from ruamel.yaml import YAML

from pm.errors import Invalid
from pm.model.node import Node, Tree
from pm.store.yaml_reading import DEPTH_LIMIT, NAME_LIMIT, RECORD_LIMIT, read_tree
from pm.store.yaml_writing import write_tree

TICKET: Tree = {
    "id": "T-261122-K7Q2XM",
    "state": "solved",
    "received_at": "2026-11-22T09:15:00+08:00",
    "title": "电梯停了 😀",
    "request": "The lift stands still.\n电梯停了，请尽快。\n",
    "caller": {"phone": "13800138000", "known": "no", "note": ""},
    "fee": "12.50",
    "solutions": [
        {"id": "K7Q2XM", "measures": "oil: new\nrope", "parts": ["rope", "12"]},
        {"id": "0138AB"},
    ],
    "links": [],
    "extra": {},
    "tags": ["a", "b: c"],
    "pairs": [["1", "x"], {}],
}

WRITTEN = """\
id: T-261122-K7Q2XM
state: solved
received_at: 2026-11-22T09:15:00+08:00
title: 电梯停了 😀
request: |
  The lift stands still.
  电梯停了，请尽快。
caller:
  phone: '13800138000'
  known: 'no'
  note: ''
fee: '12.50'
solutions:
  - id: K7Q2XM
    measures: |-
      oil: new
      rope
    parts:
      - rope
      - '12'
  - id: 0138AB
links: []
extra: {}
tags:
  - a
  - 'b: c'
pairs:
  - - '1'
    - x
  - {}
"""


def written(text: str) -> str:
    """Give what stands after the name of a field, and below it."""
    return write_tree({"a": text}).decode().removeprefix("a: ").removesuffix("\n")


def test_a_record_has_one_way_of_being_written() -> None:
    assert write_tree(TICKET).decode() == WRITTEN
    assert read_tree(WRITTEN.encode(), "f") == TICKET


def test_an_empty_record_is_written() -> None:
    assert write_tree({}) == b"{}\n"


MOMENTS = [
    "2026-11-22T09:15:00+08:00",
    "2026-11-22T09:15:00Z",
    "2028-02-29T09:15:00.123456-03:30",
]

PLAIN = [
    *MOMENTS,
    *[
        "a",
        "lift",
        "电梯",
        "😀",
        "a:b",
        "a#b",
        "http://x/?a=b",
        "x]",
        "it's",
        "a\\b",
        "a, b",
        "-a"[1:],
    ],
    *["2026-W12", "2026-11", "3-2-1201", "1201室", "5 kg", "3b", "7E", "+86 138", "yesterday"],
    *["T-261122-K7Q2XM", "pm1.voice.1.AAAA", "E-…", "nan", "a\u3000b", "👩\u200d👧"],
]

SINGLE_QUOTED = [
    *["", " a", "a ", "\u3000a", "a\u00a0", "-", "- a", "-a", "?", "? a", ":", ":a", "a:", "a: b"],
    *[
        "#a",
        "a #b",
        "[a",
        "]",
        "{a}",
        "}",
        ",a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a",
    ],
    *['"a"', "---", "...", "... a", "<<", "=", "~"],
    *["null", "Null", "NULL", "true", "True", "FALSE", "yes", "No", "ON", "off", "y", "N"],
    *["0", "-1", "+1", "08", "0138", "0b11", "0o17", "0x1F", "1_000", "1,000", "13800138000"],
    *["1.5", "5.", ".5", "+.5", "1e3", "1E-3", "1.5e+3", ".inf", "-.Inf", "+.inf", ".NaN", "7E12"],
    *["1:30", "12:30:45", "1:30.5", "190:20:30"],
    *["2026-11-22", "2026-1-2", "2026-11-22 09:15", "2026-11-22t09:15:00z", "2026-11-22T09:15:00"],
    *["2026-13-45T09:15:00+08:00", "2026-02-29T09:15:00+08:00", "2026-11-22T24:00:00+08:00"],
]

DOUBLE_QUOTED = {
    "a\tb": r'"a\tb"',
    "a\rb": r'"a\rb"',
    "\n": r'"\n"',
    " \n\t": r'" \n\t"',
    'a\0"\\b': r'"a\u0000\"\\b"',
    "a\nb\x85": r'"a\nb\u0085"',
    "a\u2028b\u2029c": r'"a\u2028b\u2029c"',
    "\ufeffa": r'"\ufeffa"',
    "a\u202etxt.exe": r'"a\u202etxt.exe"',
    "a\r\nb": r'"a\r\nb"',
}

BLOCKS = {
    "a\nb": "|-\n  a\n  b",
    "a\nb\n": "|\n  a\n  b",
    "a\n\n": "|+\n  a\n",
    "a\n\nb\n\n\n": "|+\n  a\n\n  b\n\n",
    " a\nb": "|2-\n   a\n  b",
    "\na\n": "|2\n\n  a",
    "\ta\nb\n": "|2\n  \ta\n  b",
    "a\n b\n  \nc": "|-\n  a\n   b\n    \n  c",
    "# a\n- b: c\n": "|\n  # a\n  - b: c",
    "---\n...\n": "|\n  ---\n  ...",
}


@pytest.mark.parametrize("text", PLAIN)
def test_what_every_reader_takes_for_text_is_plain(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize("text", SINGLE_QUOTED)
def test_what_some_reader_would_retype_is_quoted(text: str) -> None:
    doubled = text.replace("'", "''")
    assert written(text) == f"'{doubled}'"


@pytest.mark.parametrize(("text", "expected"), DOUBLE_QUOTED.items())
def test_what_cannot_be_seen_is_escaped(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(("text", "expected"), BLOCKS.items())
def test_a_text_of_several_lines_is_a_block(text: str, expected: str) -> None:
    assert written(text) == expected


ALL_TEXTS = [*PLAIN, *SINGLE_QUOTED, *DOUBLE_QUOTED, *BLOCKS]


def places(text: str) -> Tree:
    """Give a record in which the text stands wherever a text can stand."""
    deep: Node = [{"b": text, "c": [text]}, {"d": {"e": text}}]
    return {"a": text, "b": [text, text, [text, text], []], "c": deep, text: {text: text}}


@pytest.mark.parametrize("text", ALL_TEXTS)
def test_every_text_is_read_back_wherever_it_stands(text: str) -> None:
    assert read_tree(write_tree(places(text)), "f") == places(text)


LOADERS = {
    "YAML 1.2 in C": YAML(typ="safe"),
    "YAML 1.2 in Python": YAML(typ="safe", pure=True),
    "YAML 1.1 in Python": YAML(typ="safe", pure=True),
}
LOADERS["YAML 1.1 in Python"].version = (1, 1)


def test_the_other_tools_retype_what_is_not_quoted() -> None:
    assert [loader.load("a: no")["a"] for loader in LOADERS.values()] == ["no", "no", False]
    assert [loader.load("a: 08")["a"] for loader in LOADERS.values()] == [8, 8, "08"]


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
def test_other_tools_read_every_text_as_that_text(loader: YAML) -> None:
    for text in ALL_TEXTS:
        if text not in MOMENTS:
            assert loader.load(write_tree(places(text))) == places(text)


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
def test_other_tools_read_a_moment_as_that_moment(loader: YAML) -> None:
    for text in MOMENTS:
        read: Any = loader.load(write_tree({"a": text}))["a"]
        assert isinstance(read, datetime)
        assert read == datetime.fromisoformat(text)


def test_text_that_is_no_unicode_is_refused() -> None:
    for text in ("a\ud800", "a\nb\udcff"):
        with pytest.raises(Invalid, match="half a character"):
            write_tree({"a": text})


def test_what_could_not_be_read_again_is_not_written() -> None:
    deepest: Tree = {"a": ""}
    for _ in range(DEPTH_LIMIT - 1):
        deepest = {"a": deepest}
    assert read_tree(write_tree(deepest), "f") == deepest
    unreadable: list[tuple[Tree, str]] = [
        ({"a": deepest}, "too deep"),
        ({"a": [deepest]}, "too deep"),
        ({"n" * (NAME_LIMIT + 1): "a"}, "too long"),
        ({"a": "x" * RECORD_LIMIT}, "65540 bytes, 65536 are allowed"),
    ]
    for tree, words in unreadable:
        with pytest.raises(Invalid, match=words):
            write_tree(tree)


def test_the_longest_name_is_read_back_even_when_every_character_is_escaped() -> None:
    for name in ("\u202e" * NAME_LIMIT, "😀" * NAME_LIMIT, "'" * NAME_LIMIT):
        tree: Tree = {name: "a", "b": [{name: {name: "c"}}]}
        assert read_tree(write_tree(tree), "f") == tree


def test_a_long_text_is_not_folded() -> None:
    for text in ("电梯 " * 1_000 + "x", "'" * 3_000, "\u202e" * 3_000):
        tree: Tree = {"a": text, "b": [text, [text]]}
        assert len(write_tree(tree).splitlines()) == 4
        assert read_tree(write_tree(tree), "f") == tree


def test_what_is_neither_text_nor_list_nor_mapping_is_a_bug() -> None:
    broken: Any = {"a": None}
    with pytest.raises(TypeError):
        write_tree(broken)
