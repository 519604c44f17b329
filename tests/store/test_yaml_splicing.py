"""An edit changes only the lines of what differs.

Each case is a file before and after. What the file shall say is read from the second, and
the splice of the first must be the second to the byte.
"""

import pytest

from pm.errors import Invalid, PmError, Unreadable
from pm.model.node import Node
from pm.store import yaml_splicing
from pm.store.yaml_reading import DEPTH_LIMIT, RECORD_LIMIT, read_tree
from pm.store.yaml_splicing import matched, splice_tree

VALUES = {
    "a plain value": ("a: x\nb: k\n", "a: z\nb: k\n"),
    "a quoted value": ("a: 'x: k'\nb: \"k\"\n", 'a: z\nb: "k"\n'),
    "a value that needs quotes": ("a: x\n", "a: '12'\n"),
    "a value that needs escapes": ("a: x\n", 'a: "x\\u2028y"\n'),
    "a Chinese value": ("名: 电梯\nb: 😀 电梯 # 好\nc: 好\n", "名: 电梯\nb: 水 # 好\nc: 好\n"),
    "a value after emoji": ("a: 😀😀😀\n😀: x # 😀\n", "a: 😀😀😀\n😀: k # 😀\n"),
    "a value with a comment": ("a: x   # why\nb: k\n", "a: z   # why\nb: k\n"),
    "a value spaced by hand": ("a:     x\nlonger: k\n", "a:     z\nlonger: k\n"),
    "a value below its name": ("a: # why\n  x\nb: k\n", "a: z # why\nb: k\n"),
    "an empty value": ("a:\nb: k\n", "a: x\nb: k\n"),
    "an empty value with a comment": ("a: # why\nb: k\n", "a: x # why\nb: k\n"),
    "an empty value at the very end": ("b: k\na:", "b: k\na: x"),
    "an empty value in quotes": ("a: ''\nb: k\n", "a: x\nb: k\n"),
    "a value that becomes empty": ("a: x # why\n", "a: '' # why\n"),
    "a quoted name": ("'a' : x\n\"b\": k\n", "'a' : z\n\"b\": k\n"),
    "a value in a file without a last line feed": ("a: x\nb: k", "a: x\nb: z"),
    "a value before a last line that does not end": ("a: x\nb: |\n  k", "a: z\nb: |\n  k"),
    "a value after a byte order mark": ("\ufeffa: x\nb: k\n", "\ufeffa: x\nb: z\n"),
    "a value between document marks": ("--- # top\na: x\n...\n", "--- # top\na: k\n...\n"),
    "a value in an indented record": ("  a: x\n  b: k\n", "  a: z\n  b: k\n"),
}

LINES = {
    "a block becomes another": ("a: |\n  x\n  k\nb: z\n", "a: |\n  x\n  w\nb: z\n"),
    "a block becomes a line": ("a: |\n  x\n  k\nb: z\n", "a: w\nb: z\n"),
    "a line becomes a block": ("a: x # why\nb: z\n", "a: | # why\n  x\n  k\nb: z\n"),
    "a last line becomes a block": ("b: z\na: x", "b: z\na: |-\n  x\n  k"),
    "a block keeps the comment on its head": ("a: | # why\n  x\nb: z\n", "a: w # why\nb: z\n"),
    "a block keeps the empty lines after it": (
        "a: |\n  x\n  k\n\n\nb: z\n",
        "a: |\n  x\n\n\nb: z\n",
    ),
    "a block loses the empty lines that are its own": ("a: |+\n  x\n\n\nb: z\n", "a: w\nb: z\n"),
    "a block keeps the comment after it": ("a: |\n  x\n# why\nb: z\n", "a: k\n# why\nb: z\n"),
    "a folded text": ("a: >\n  x\n  k\n\nb: z\n", "a: |\n  w\n  v\n\nb: z\n"),
    "a folded text without end": ("a: >-\n  x\n  k", "a: w"),
    "a plain text over two lines": ("a: x\n  k # why\nb: z\n", "a: w # why\nb: z\n"),
    "a quoted text over two lines": ('a: "x\n  k" # why\nb: z\n', "a: w # why\nb: z\n"),
    "a text that looks like a comment": ("a: 'x\n# k'\nb: z\nc: w\n", "a: 'x\n# k'\nc: w\n"),
    "a text with lines before it": ("a: x\n", "a: |2-\n\n  x\n"),
    "a text with an empty line before the next": (
        "a: x\n\nb: k\n",
        'a: "x\\n\\n"\n\nb: k\n',
    ),
    "a block that what follows would join": (
        "a: |+\n  x\n\nb: k # why\n\nc: z # not\n",
        'a: "x\\n\\n"\n\nc: z # not\n',
    ),
    "a text with a deeper comment below": (
        "a: x\n    # why\nb: k\n",
        'a: "x\\nk"\n    # why\nb: k\n',
    ),
}

FIELDS = {
    "a new field in the middle": ("a: x\nc: z\n", "a: x\nb: k\nc: z\n"),
    "a new field at the beginning": ("# top\n\n# own\nb: k\n", "# top\n\na: x\n# own\nb: k\n"),
    "a new field below the comment of the file": ("# top\nb: k\n", "# top\na: x\nb: k\n"),
    "a new field at the end": ("a: x\n", "a: x\nb: k\n"),
    "a new field at the end without line feed": ("a: x", "a: x\nb: k"),
    "a new field after a block without line feed": ("a: |-\n  x", "a: |-\n  x\nb: k"),
    "a new field after a block with space": (
        "a: |\n  x\n\nc: z\n",
        "a: |\n  x\nb: k\n\nc: z\n",
    ),
    "a new field after the empty lines of a block": (
        "a: |+\n  x\n\nc: z\n",
        "a: |+\n  x\n\nb: k\nc: z\n",
    ),
    "a new field after an empty one": ("a:\nc: z\n", "a:\nb: k\nc: z\n"),
    "a new field before the end of the document": ("a: x\n...\n", "a: x\nb: k\n...\n"),
    "a new field after a deeper comment": (
        "a:\n  - x\n  # more\nc: z\n",
        "a:\n  - x\n  # more\nb: k\nc: z\n",
    ),
    "several new fields": ("b: x\n", "a: x\nb: x\nc: |\n  k\n  z\nd:\n  - e\n"),
    "a new text of several lines": ("a: x\nc: z\n", "a: x\nb: |-\n  k\n  k\nc: z\n"),
    "a field with no value is not touched by its neighbours": (
        "a:\nb: k\n",
        "a:\nb: z\nc: w\n",
    ),
    "a field goes": ("a: x\nb: k # why\nc: z\n", "a: x\nc: z\n"),
    "a first field goes": ("# top\na: x\nb: k\n", "# top\nb: k\n"),
    "a last field goes": ("a: x\nb: |\n  k\n", "a: x\n"),
    "a last field goes that had no line feed": ("a: x\nb: k", "a: x"),
    "a field goes with its own comments": (
        "a: x\n\n# group\n\n# own\n# own too\nb: k\n  # deeper\n# of c\nc: z\n",
        "a: x\n\n# group\n\n# of c\nc: z\n",
    ),
    "a field goes with all that is below it": (
        "a: x\nb:\n  c: |\n    x\n\n  d:\n  - k\n  # more\n\ne: z\n",
        "a: x\n\ne: z\n",
    ),
    "a field goes and another comes": ("a: x\nb: k\nc: z\n", "a: x\nd: w\nc: z\n"),
    "all fields go and others come": ("a: x\nb: k\n", "c: z\n"),
    "an unknown field stays": ("a: x\nfuture: {k: [z]} # !\n", "a: w\nfuture: {k: [z]} # !\n"),
}

NESTED = {
    "a value": ("a:\n  b: x # why\n  c: k\n", "a:\n  b: z # why\n  c: k\n"),
    "a value at another indent": ("a:\n    b: x\n    c: k\n", "a:\n    b: z\n    c: k\n"),
    "a new field at another indent": ("a:\n    b: x\nd: k\n", "a:\n    b: x\n    c: z\nd: k\n"),
    "a new first field": ("a:\n  # own\n  c: k\n", "a:\n  b: x\n  # own\n  c: k\n"),
    "a field goes": ("a:\n  b: x\n  # own\n  c: k\nd: z\n", "a:\n  b: x\nd: z\n"),
    "all fields go": ("a: # why\n  b: x\nd: z\n", "a: {} # why\nd: z\n"),
    "the first fields come": ("a: {} # why\nd: z\n", "a: # why\n  b: x\nd: z\n"),
    "an absent parent": ("a: x\nd: z\n", "a: x\nb:\n  c:\n    e: k\nd: z\n"),
    "a parent without value": ("a:\nd: z\n", "a:\n  b: x\nd: z\n"),
    "a parent that was a text": ("a: unknown # why\nd: z\n", "a: # why\n  b: x\nd: z\n"),
    "a text that was a parent": ("a: # why\n  b: x\n  c: k\nd: z\n", "a: unknown # why\nd: z\n"),
    "a mapping in braces": ("a: {b: x, c: k} # why\nd: z\n", "a: # why\n  b: x\n  c: w\nd: z\n"),
    "a record in braces": ("# top\n{a: x, b: [k]}\n# end\n", "# top\na: x\nb:\n  - z\n# end\n"),
    "a record in braces after hyphens": ("--- {a: x}\n", "---\na: k\n"),
    "a record that becomes empty": ("# top\na: x\n", "# top\n{}\n"),
    "a record that was empty": ("{}\n", "a: x\n"),
    "a name after a question mark": ("a: x\n? b\n: k\n", "a: x\nb: z\n"),
    "a name after a question mark goes": ("a: x\n? b\n: k\nc: z\n", "a: x\nc: z\n"),
    "a name after a question mark, inside": (
        "# top\na: x\nb:\n  ? c\n  : k\n",
        "# top\na: x\nb:\n  c: z\n",
    ),
    "a name after a question mark, elsewhere": ("a: x\n? b\n: k\n", "a: z\n? b\n: k\n"),
}

LISTS = {
    "an entry by its id": (
        "a:\n  - id: K1\n    b: x # why\n  - id: K2\n    b: k\n",
        "a:\n  - id: K1\n    b: x # why\n  - id: K2\n    b: z\n",
    ),
    "a new entry at the end": (
        "a:\n  - id: K1\n    b: x\nc: k\n",
        "a:\n  - id: K1\n    b: x\n  - id: K2\n    b: |\n      k\n      z\nc: k\n",
    ),
    "a new entry at the beginning": (
        "a:\n  - id: K1\n",
        "a:\n  - id: K0\n    b: x\n  - id: K1\n",
    ),
    "an entry goes": (
        "a:\n  - id: K1\n    b: x\n  # own\n  - id: K2\n    b: k\n  - id: K3\n",
        "a:\n  - id: K1\n    b: x\n  - id: K3\n",
    ),
    "one entry goes, one comes, one changes": (
        "a:\n  # one\n  - id: K1\n    b: x\n  - id: K2 # two\n    b: k\n",
        "a:\n  - id: K0\n  - id: K2 # two\n    b: z\n",
    ),
    "the entries change their order": (
        "a: # why\n  - id: K1\n  - id: K2\nb: x\n",
        "a: # why\n  - id: K2\n  - id: K1\nb: x\n",
    ),
    "a field comes into an entry": (
        "a:\n  - id: K1\n    c: x\n",
        "a:\n  - id: K1\n    b: k\n    c: x\n",
    ),
    "a field comes before the id of an entry": ("a:\n  - id: K1\n", "a:\n  - b: k\n    id: K1\n"),
    "a field goes before the id of an entry": (
        "a:\n  - b: k\n    id: K1\n    c: z\n  # other\n  - id: K2\n",
        "a:\n  - id: K1\n    c: z\n  # other\n  - id: K2\n",
    ),
    "a list at the column of its name": (
        "a:\n- id: K1\n  b: x\nc: k\n",
        "a:\n- id: K1\n  b: z\n- id: K2\nc: k\n",
    ),
    "a list at another indent": (
        "a:\n    -   id: K1\n        b: x\n",
        "a:\n    -   id: K1\n        b: z\n        c: w\n    - id: K2\n",
    ),
    "an entry below its hyphen": ("a:\n  -\n    id: K1\n", "a:\n  -\n    id: K1\n    b: x\n"),
    "texts": ("a:\n  - x # one\n  - k # two\n", "a:\n  - x # one\n  - z # two\n"),
    "a new text": ("a:\n  - x # one\n  - k\n", "a:\n  - x # one\n  - z\n  - k\n"),
    "a text goes": ("a:\n  - x\n  - k\n  - z\n", "a:\n  - x\n  - z\n"),
    "an entry below a comment": (
        "a:\n  - # why\n    x\n  # own\n  - # more\n    k\n",
        "a:\n  - z # why\n  # own\n  - w # more\n",
    ),
    "an entry below its comment goes": (
        "a:\n  - # why\n    b: x\n  - # more\n\n    b: k\n",
        "a:\n  - # why\n    b: x\n",
    ),
    "an empty entry": ("a:\n  - x\n  -\n", "a:\n  - x\n  - k\n"),
    "all entries go": ("a:\n  - x\n  - k\nb: z\n", "a: []\nb: z\n"),
    "the first entries come": ("a: []\nb: z\n", "a:\n  - x\n  - k\nb: z\n"),
    "a list in brackets": ("a: [x, k] # why\nb: z\n", "a: # why\n  - x\n  - w\nb: z\n"),
    "an absent list": ("b: z\n", "b: z\na:\n  - id: K1\n"),
    "entries without id": (
        "a:\n  - b: x\n    c: k # why\n  - b: z\n",
        "a:\n  - b: x\n    c: w # why\n  - b: z\n",
    ),
    "a list in a list": (
        "a:\n  - - x\n    - k # why\n  - - z\n",
        "a:\n  - - x\n    - w # why\n  - - z\n    - v\n",
    ),
    "a text becomes a mapping": ("a:\n  - x\n  - k\n", "a:\n  - x\n  - b: z\n    c: w\n"),
    "a mapping becomes a text": ("a:\n  - b: z\n    c: w\n  - k\n", "a:\n  - x\n  - k\n"),
    "a text of several lines": ("a:\n  - x\n  - k\n", "a:\n  - |-\n    x\n    z\n  - k\n"),
}

CASES = {
    f"{kind}: {name}": case
    for kind, cases in {
        "value": VALUES,
        "lines": LINES,
        "field": FIELDS,
        "nested": NESTED,
        "list": LISTS,
    }.items()
    for name, case in cases.items()
}


def splice(before: str, after: str) -> str:
    target = read_tree(after.encode(), "f")
    return splice_tree(before.encode(), target, "f").decode()


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_only_the_lines_of_what_differs_change(before: str, after: str) -> None:
    assert splice(before, after) == after


@pytest.mark.parametrize("text", [text for case in CASES.values() for text in case])
def test_what_does_not_differ_is_the_same_file(text: str) -> None:
    assert splice(text, text) == text


def test_fields_keep_their_order_in_the_file() -> None:
    assert splice("a: x # 1\nb: k\nc: z\n", "c: z\nd: new\nb: w\na: x\n") == (
        "a: x # 1\nb: w\nc: z\nd: new\n"
    )


def test_a_value_is_one_changed_line_in_a_file_written_by_hand() -> None:
    before = (
        "# U-K7Q2XM\n\nid:   U-K7Q2XM\n'state': \"let\"   # since May\n\n"
        "rooms:\n- {id: K1, size: '12'}\n- id: K2\n  size: '14' # 朝南\n\n\n"
        "note: >\n  folded\n  text\n\nfuture: [x, &!]\n".replace("&!", "'&!'")
    )
    after = before.replace("'14'", "'15'")
    assert splice(before, after) == after


def test_lines_as_windows_writes_them_are_refused() -> None:
    with pytest.raises(Unreadable, match="line 1: the line ends as Windows writes it"):
        splice_tree(b"a: x\r\nb: k\r\n", {"a": "z", "b": "k"}, "f")


def test_what_could_not_be_read_again_is_refused() -> None:
    deep: Node = ""
    for _ in range(DEPTH_LIMIT):
        deep = {"a": deep}
    refused: list[tuple[Node, str]] = [
        (deep, "too deep"),
        ("\ud800", "half a character"),
        ("x" * RECORD_LIMIT, "65536 are allowed"),
    ]
    for value, words in refused:
        with pytest.raises(Invalid, match=words):
            splice_tree(b"a: x\n", {"a": value}, "f")


def test_what_does_not_come_out_right_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_splicing, "_edited", lambda text, _: text)
    with pytest.raises(PmError, match="f could not be edited in place; nothing was written"):
        splice("a: x\n", "a: k\n")


def test_entries_are_matched_by_id_or_from_both_ends() -> None:
    one: Node = {"id": "1"}
    two: Node = {"id": "2"}
    three: Node = {"id": "3"}
    assert matched([one, two], [two, three, one]) == [1, None, 0]
    assert matched([one, two], [{"id": "2", "a": "x"}]) == [1]
    assert matched(["a", "b", "c"], ["a", "x", "c"]) == [0, 1, 2]
    assert matched(["a", "c"], ["a", "b", "c"]) == [0, None, 1]
    assert matched(["a", "a"], ["a"]) == [0]
    assert matched([one, one], [one, two]) == [0, 1]
    assert matched([one, "a"], [one]) == [0]
